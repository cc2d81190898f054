"""What somebody should look at today: things about to expire, idle, due, open or overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cityledger.controls.interference import zero_due_on
from cityledger.kernel.days import (
    OPENING,
    add_days,
    days_between,
    first_day,
    last_day,
    period_of,
    period_text,
    previous_period,
)
from cityledger.kernel.sources import CARRIED
from cityledger.views import (
    contract_alerts,
    interference,
    periods,
    ppp,
    project_life,
    registry,
    responsible,
    sourcing,
    supervision,
)
from cityledger.views.contract_card import certificates
from cityledger.views.contract_state import contracts
from cityledger.views.debts import dues
from cityledger.views.guarantees import standing
from cityledger.views.households import plots
from cityledger.views.interference_reports import missing
from cityledger.views.overrides import overrides
from cityledger.views.payments import queue
from cityledger.views.pipeline import applications, windows
from cityledger.views.position import tranche_positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.controls.parameters import Parameters
    from cityledger.store.engine import Read
    from cityledger.views.contract_state import ContractState
    from cityledger.views.households import PlotState

KINDS = (
    "guarantee_expiring",
    "tranche_expiring",
    "tranche_idle",
    "certificate_due",
    "payment_waiting",
    "interference_open",
    "period_to_close",
    "task_open",
    "milestone_due",
    "finding_open",
    "tip_unanswered",
    "qualification_expiring",
    "party_unqualified",
    "site_rebuilt",
    "year_burdened",
    "ppp_unscored",
    "ppp_capital_late",
    "ppp_near_limit",
    *contract_alerts.KINDS,
    "interference_unreported",
    "zero_report_missing",
    "override_expiring",
    "programme_closing",
    "matching_short",
    "pass_down_late",
    "tranche_lapsing",
    "debt_due",
    "compensation_unpaid",
    "compensation_unsigned",
)
AHEAD_DAYS = 60
"""How far ahead expiries are shown."""

OVERRIDE_DAYS = 7
"""How far ahead the end of an override is shown: it lasts days and not years."""


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
        *_watched(read, book_id, today, ahead_days),
        *_qualified(read, book_id, today, parameters),
        *_planned(read, book_id, today, parameters),
        *_partnerships(read, book_id, today, parameters),
        *_contracts(read, book_id, today, ahead_days, parameters),
        *_zero_reports(read, book_id, today, parameters),
        *_overrides(read, book_id, today),
        *_programmes(read, book_id, today, parameters),
        *_matching(read, book_id, today),
        *_undivided(read, book_id, today, parameters),
        *_lapsing(read, book_id, today, ahead_days, parameters),
        *_debts(read, book_id, today, ahead_days),
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
    open_ones = {s.contract_id: s.contract_no for s in live if s.total_fen > s.paid_fen}
    for row in standing(read, book_id):
        known = row.is_live and row.contract_id in open_ones
        if known and row.expires_on <= add_days(today, ahead_days):
            subject = f"{open_ones[row.contract_id]} {row.letter_no}"
            fen, number = row.left_fen, row.guarantee_id
            yield _alert("guarantee_expiring", today, row.expires_on, subject, fen, number)


def _contracts(
    read: Read, book_id: int, today: date, ahead_days: int, parameters: Parameters
) -> Iterator[Alert]:
    """Insurance, final accounts, surplus and bid bonds by their day; shares of subcontracts."""
    until = add_days(today, ahead_days)
    for row in contract_alerts.coming(read, book_id, until, parameters, today):
        yield _alert(row.kind, today, row.on, row.subject, row.amount_fen, row.ref)


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
    """Records that nobody cleared hold payments; those that nobody reported have a deadline.

    An alert is for everybody, so it names the number of a record and nothing that was said.
    """
    for row in interference.records(read, book_id, today):
        number, subject = row.interference_id, f"No.{row.interference_id} {row.project_code}"
        if row.holds:
            yield _alert("interference_open", today, row.occurred_on, subject.strip(), 0, number)
        if row.reported_on is None:
            yield _alert("interference_unreported", today, row.due_on, subject.strip(), 0, number)


def _zero_reports(read: Read, book_id: int, today: date, parameters: Parameters) -> Iterator[Alert]:
    """People who have said nothing about the month before, if the book was kept then."""
    month = previous_period(period_of(today))
    if month not in periods.states(read, book_id):
        return
    silent = missing(read, book_id, month)
    if silent:
        names = "、".join(row.name for row in silent)
        on = zero_due_on(month, parameters)
        yield _alert("zero_report_missing", today, on, f"{period_text(month)} {names}", 0, month)


def _overrides(read: Read, book_id: int, today: date) -> Iterator[Alert]:
    """Overrides in force whose last day is near, with what could still be paid under them."""
    for row in overrides(read, book_id, today):
        if row.state == "held" and row.left_fen > 0:
            subject = f"{row.override_id} {row.project_code} {row.title}"
            if row.expires_on <= add_days(today, OVERRIDE_DAYS):
                yield _alert(
                    "override_expiring",
                    today,
                    row.expires_on,
                    subject,
                    row.left_fen,
                    row.override_id,
                )


def _periods(read: Read, book_id: int, today: date) -> Iterator[Alert]:
    """Months that are over and still open."""
    for period, state in periods.states(read, book_id).items():
        if state == "open" and OPENING < period < period_of(today):
            yield _alert("period_to_close", today, last_day(period), period_text(period), 0, period)


def _tasks(read: Read, book_id: int, today: date) -> Iterator[Alert]:
    """What somebody has to clear up: by its day, or by the day it was opened where it has none."""
    for row in supervision.tasks(read, book_id):
        if row.closed_on is None:
            day = row.due_on or row.opened_on
            subject = f"{row.subject} {row.owner}".strip()
            yield _alert("task_open", today, day, subject, 0, row.task_id)


def _watched(read: Read, book_id: int, today: date, ahead_days: int) -> Iterator[Alert]:
    """Milestones that come up, findings not mended, tips without an answer."""
    for target in supervision.milestones(read, book_id):
        if target.reached_on is None and target.due_on <= add_days(today, ahead_days):
            subject = f"{target.project} {target.name}"
            yield _alert("milestone_due", today, target.due_on, subject, 0, target.milestone_id)
    for row in supervision.findings(read, book_id):
        if row.closed_on is None:
            subject = f"{row.project} {row.finding} {row.owner}"
            ref = f"{row.inspection_id}-{row.n}"
            yield _alert("finding_open", today, row.mend_by_on, subject, 0, ref)
    for tip in supervision.tips(read, book_id):
        if tip.replied_on is None:
            subject = f"{tip.project} {tip.tip_id}".strip()
            yield _alert("tip_unanswered", today, tip.reply_by_on, subject, 0, tip.tip_id)


def _qualified(read: Read, book_id: int, today: date, parameters: Parameters) -> Iterator[Alert]:
    """Certificates of parties that answer for a project: about to end, ended, or missing.

    The gate lets pass what is older than the ledger; this list is where it is still seen.
    """
    ahead = parameters.days("qualification.alert_days", today)
    held: dict[tuple[str, str], date] = {}
    for row in responsible.qualifications(read):
        held[row.party_id, row.role] = max(
            row.valid_to, held.get((row.party_id, row.role), row.valid_to)
        )
    names = {row.party_id: row.name for row in registry.parties(read)}
    for duty in responsible.duties(read, book_id):
        until = held.get((duty.party_id, duty.role))
        ref = f"{duty.party_id} {duty.role}"
        if until is None:
            since = duty.from_on
            yield Alert(
                "party_unqualified",
                "amber",
                names[duty.party_id],
                since,
                days_between(today, since),
                0,
                ref,
            )
        elif until <= add_days(today, ahead):
            yield _alert("qualification_expiring", today, until, names[duty.party_id], 0, ref)


def _planned(read: Read, book_id: int, today: date, parameters: Parameters) -> Iterator[Alert]:
    """Sites built on again too soon (S1), and years planned beyond what is spent (S3)."""
    for row in project_life.rebuilt(read, book_id, today, parameters):
        subject = f"{row.code} {row.site} ({row.other})"
        yield _alert("site_rebuilt", today, row.free_on, subject, 0, row.project_id)
    for year in project_life.burden(read, book_id, parameters, today):
        if year.is_over and year.year >= today.year:
            first = first_day(year.year * 100 + 1)
            days = days_between(today, first)
            yield Alert(
                "year_burdened",
                "amber",
                str(year.year),
                first,
                days,
                year.planned_fen,
                str(year.year),
            )


def _partnerships(read: Read, book_id: int, today: date, parameters: Parameters) -> Iterator[Alert]:
    """Years without a score, and years to come in which duties near or pass the limit."""
    for duty in ppp.unscored(read, book_id, today.year):
        subject = f"{duty.contract_no} {duty.year}"
        on = last_day(duty.year * 100 + 12)
        yield _alert("ppp_unscored", today, on, subject, duty.planned_fen, duty.contract_id)
    for number, no, fen in ppp.late_capital(read, book_id, today.year - 1):
        on = last_day((today.year - 1) * 100 + 12)
        yield _alert("ppp_capital_late", today, on, no, fen, number)
    for row in ppp.years(read, book_id, parameters, today):
        if row.year >= today.year and row.level in ("notice", "over"):
            on = first_day(row.year * 100 + 1)
            level = "red" if row.level == "over" else "amber"
            days = days_between(today, on)
            fen, ref = row.counted_fen, str(row.year)
            yield Alert("ppp_near_limit", level, str(row.year), on, days, fen, ref)


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
