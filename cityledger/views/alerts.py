"""What somebody should look at today: things about to expire, idle, due, open or overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.kernel.days import OPENING, add_days, days_between, last_day, period_of, period_text
from cityledger.kernel.sources import CARRIED
from cityledger.ledger.tables import T
from cityledger.views import periods, registry, sourcing
from cityledger.views.contract_card import certificates, guarantees
from cityledger.views.contract_state import contracts
from cityledger.views.debts import dues
from cityledger.views.payments import queue
from cityledger.views.pipeline import applications, windows
from cityledger.views.position import tranche_positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.controls.parameters import Parameters
    from cityledger.store.engine import Read
    from cityledger.views.contract_state import ContractState

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
    "programme_closing",
    "matching_short",
    "pass_down_late",
    "tranche_lapsing",
    "debt_due",
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
        *_programmes(read, book_id, today, parameters),
        *_matching(read, book_id, today),
        *_undivided(read, book_id, today, parameters),
        *_lapsing(read, book_id, today, ahead_days, parameters),
        *_debts(read, book_id, today, ahead_days),
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
        if not state.due_fen:
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


def _programmes(read: Read, book_id: int, today: date, parameters: Parameters) -> Iterator[Alert]:
    """A window that is about to close, and nobody has applied yet (S6, S34)."""
    ahead = parameters.days("fund.window_alert_days", today)
    asked = {row.programme for row in applications(read, book_id)}
    for row in windows(read, book_id):
        near = row.closes_on <= add_days(today, ahead)
        if row.is_open(today) and near and row.programme not in asked:
            yield _alert("programme_closing", today, row.closes_on, row.name, 0, row.programme)


def _matching(read: Read, book_id: int, today: date) -> Iterator[Alert]:
    """What the district promised to add and has not (RF17)."""
    for row in sourcing.matching(read, book_id):
        if row.short_fen and row.since <= today:
            subject = row.programme
            yield _alert("matching_short", today, row.since, subject, row.short_fen, row.label)


def _undivided(read: Read, book_id: int, today: date, parameters: Parameters) -> Iterator[Alert]:
    """A grant that is not divided among projects in time (预算法 art. 52, RF12)."""
    for row in sourcing.undivided(read, book_id, today, parameters):
        if row.level:
            fen, ref = row.undivided_fen, str(row.tranche_id)
            on = row.received_on
            yield Alert("pass_down_late", row.level, row.label, on, -row.days, fen, ref)


def _lapsing(
    read: Read, book_id: int, today: date, ahead_days: int, parameters: Parameters
) -> Iterator[Alert]:
    """Fiscal money that two years leave unspent: surplus from the next day on (RF14)."""
    years = parameters.count("fund.carry_years", today)
    for row in tranche_positions(read, book_id, today=today):
        if row.kind not in CARRIED or row.fund_year is None or row.left_fen <= 0:
            continue
        on = date(row.fund_year + years, 12, 31)
        if on <= add_days(today, ahead_days):
            yield _alert("tranche_lapsing", today, on, row.label, row.left_fen, row.tranche_id)


def _debts(read: Read, book_id: int, today: date, ahead_days: int) -> Iterator[Alert]:
    """What falls due of a debt soon, or fell due and is not paid."""
    for row in dues(read, book_id):
        if row.due_on <= add_days(today, ahead_days):
            fen = row.principal_fen + row.interest_fen
            yield _alert("debt_due", today, row.due_on, row.debt_no, fen, f"{row.debt_id}/{row.n}")
