"""What somebody should look at today: things about to expire, idle, due, open or overdue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.kernel.days import OPENING, add_days, days_between, last_day, period_of, period_text
from cityledger.ledger.tables import T
from cityledger.views import periods, registry
from cityledger.views.contract_card import certificates, guarantees
from cityledger.views.contract_state import contracts
from cityledger.views.households import plots
from cityledger.views.payments import queue
from cityledger.views.position import tranche_positions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters
    from cityledger.store.engine import Read
    from cityledger.views.contract_state import ContractState
    from cityledger.views.households import PlotState

RECORD, CLEARANCE, TASK = T["interference"], T["interference_clearance"], T["task"]
KINDS = (
    "guarantee_expiring",
    "tranche_expiring",
    "tranche_idle",
    "certificate_due",
    "payment_waiting",
    "interference_open",
    "period_to_close",
    "task_open",
    "compensation_unpaid",
    "compensation_unsigned",
)
AHEAD_DAYS = 60
"""How far ahead expiries are shown."""

_OPEN = (
    select(RECORD)
    .where(
        RECORD.c.book_id == bindparam("book"),
        ~select(CLEARANCE.c.leaf_idx)
        .where(
            CLEARANCE.c.book_id == RECORD.c.book_id,
            CLEARANCE.c.interference_id == RECORD.c.interference_id,
        )
        .exists(),
    )
    .order_by(RECORD.c.interference_id)
)
_TASKS = select(TASK).where(TASK.c.book_id == bindparam("book")).order_by(TASK.c.task_id)


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at.

    kind: one of KINDS; level: red (late) or amber (soon); subject: its human name; on: the day it
    turns on; days: from today to that day, negative when it is past; amount in fen; ref: key of
    what it is about, in the table its kind speaks of.
    """

    kind: str
    level: str
    subject: str
    on: date
    days: int
    amount_fen: int
    ref: str


def alerts(
    read: Read, book_id: int, today: date, *, ahead_days: int = AHEAD_DAYS
) -> tuple[Alert, ...]:
    """Return every alert of a day, the most urgent first; thresholds come from the parameters."""
    parameters = registry.parameters(read)
    live = contracts(read, book_id)
    found = [
        *_guarantees(read, book_id, today, ahead_days, live),
        *_tranches(read, book_id, today, ahead_days, parameters),
        *_certificates(read, book_id, today, parameters, live),
        *_payments(read, book_id, today),
        *_interference(read, book_id, today),
        *_periods(read, book_id, today),
        *_tasks(read, book_id, today),
        *_plots(plots(read, book_id, live), today, ahead_days, parameters),
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda a: (a.level != "red", a.days, order[a.kind], a.ref)))


def _alert(kind: str, today: date, on: date, subject: str, fen: int, ref: object) -> Alert:
    days = days_between(today, on)
    return Alert(kind, "red" if days < 0 else "amber", subject, on, days, fen, str(ref))


def _guarantees(
    read: Read, book_id: int, today: date, ahead_days: int, live: tuple[ContractState, ...]
) -> Iterator[Alert]:
    """A letter about to end, while its contract still has something to secure."""
    open_ones = {state.contract_id for state in live if state.total_fen > state.paid_fen}
    for contract_id, rows in guarantees(read, book_id).items():
        for row in rows if contract_id in open_ones else ():
            if row.expires_on <= add_days(today, ahead_days):
                subject = f"{row.contract_no} {row.letter_no}"
                yield _alert(
                    "guarantee_expiring",
                    today,
                    row.expires_on,
                    subject,
                    row.amount_fen,
                    row.guarantee_id,
                )


def _tranches(
    read: Read, book_id: int, today: date, ahead_days: int, parameters: Parameters
) -> Iterator[Alert]:
    """Money about to expire, and money that lies idle (预算法 art. 42)."""
    amber = parameters.days("fund.idle_amber_days", today)
    red = parameters.days("fund.idle_red_days", today)
    for row in tranche_positions(read, book_id, today=today):
        left = row.left_fen or row.quota_left_fen
        if not left:
            continue
        if row.expiry_on is not None and row.expiry_on <= add_days(today, ahead_days):
            yield _alert("tranche_expiring", today, row.expiry_on, row.label, left, row.tranche_id)
        idle = row.idle_days
        if idle is not None and idle >= amber:
            level = "red" if idle >= red else "amber"
            since = add_days(today, -idle)
            yield Alert("tranche_idle", level, row.label, since, -idle, left, str(row.tranche_id))


def _certificates(
    read: Read,
    book_id: int,
    today: date,
    parameters: Parameters,
    live: tuple[ContractState, ...],
) -> Iterator[Alert]:
    """What is due, by its oldest unpaid certificate and the days a small firm is paid within."""
    for state in live:
        # Households are told of by plot: a list of names is no alert, and says too much.
        if not state.due_fen or state.party_id is None:
            continue
        rows = certificates(read, book_id, state.contract_id)
        # Payments settle the oldest certificates first, so the unpaid rest is the newest ones'.
        unpaid, oldest = state.due_fen, None
        for row in reversed(rows):
            if unpaid <= 0:
                break
            unpaid -= row.due_fen + row.labour_fen
            oldest = row.certified_on
        if oldest is not None:
            on = add_days(oldest, parameters.days("sme.pay_days", oldest))
            subject = f"{state.contract_no} {state.payee_name}"
            yield _alert("certificate_due", today, on, subject, state.due_fen, state.contract_id)


def _payments(read: Read, book_id: int, today: date) -> Iterator[Alert]:
    """Approved and not paid: money that is held."""
    for row in queue(read, book_id, "cashier"):
        yield _alert(
            "payment_waiting",
            today,
            row.value_date,
            row.summary,
            row.amount_fen,
            row.payment_request_id,
        )


def _interference(read: Read, book_id: int, today: date) -> Iterator[Alert]:
    """Records that nobody cleared: they hold payments."""
    for row in read.execute(_OPEN, {"book": book_id}):
        yield _alert(
            "interference_open", today, row.occurred_on, row.content, 0, row.interference_id
        )


def _periods(read: Read, book_id: int, today: date) -> Iterator[Alert]:
    """Months that are over and still open."""
    for period, state in periods.states(read, book_id).items():
        if state == "open" and OPENING < period < period_of(today):
            yield _alert("period_to_close", today, last_day(period), period_text(period), 0, period)


def _tasks(read: Read, book_id: int, today: date) -> Iterator[Alert]:
    """What an act left for somebody to clear up."""
    for row in read.execute(_TASKS, {"book": book_id}):
        yield _alert("task_open", today, row.opened_on, row.subject, 0, row.task_id)


def _plots(
    found: tuple[PlotState, ...], today: date, ahead_days: int, parameters: Parameters
) -> Iterator[Alert]:
    """Households that signed and were not paid, and decided plots that have not signed (S16)."""
    for plot in found:
        unpaid = [row for row in plot.households if row.unpaid_fen > 0]
        if unpaid:
            oldest = min(row.signed_on for row in unpaid)
            on = add_days(oldest, parameters.days("compensation.pay_days", oldest))
            subject = f"{plot.plot_no} ×{len(unpaid)}"
            fen = sum(row.unpaid_fen for row in unpaid)
            yield _alert("compensation_unpaid", today, on, subject, fen, plot.plot_id)
        left = plot.listed - plot.signed
        if plot.decided_on is not None and left > 0:
            days = parameters.days("compensation.sign_days", plot.decided_on)
            on = add_days(plot.decided_on, days)
            if on <= add_days(today, ahead_days):
                subject, fen = f"{plot.plot_no} ×{left}", plot.needed_fen - plot.price_fen
                yield _alert("compensation_unsigned", today, on, subject, fen, plot.plot_id)
