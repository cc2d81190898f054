"""Acts on accounting periods: open a month, close it with its control totals (L11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.kernel.days import is_period, next_period
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views import periods

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class OpenPeriod(Command):
    """Open a month (yyyymm). December and January may be open together."""

    act: ClassVar[str] = "period.open"
    period: int


@dataclass(frozen=True, kw_only=True)
class ClosePeriod(Command):
    """Close a month: nothing more can be booked in it. Its totals are sealed with the act."""

    act: ClassVar[str] = "period.close"
    period: int


@dataclass(frozen=True, kw_only=True)
class ConfirmClock(Command):
    """Vouch for a clock that is more than 400 days ahead of the book (L11)."""

    act: ClassVar[str] = "clock.confirm"
    today: date


@form(OpenPeriod)
def open_period(context: Context, command: OpenPeriod) -> Draft:
    """Draw up the opening; months follow one another without a gap."""
    _valid(command.period)
    draft = Draft()
    states = periods.states(context.read, context.book_id)
    if states.get(command.period) is not None:
        draft.find("period.known", period=command.period, state=states[command.period])
    months = [period for period in states if period]
    if months and command.period > max(months) and next_period(max(months)) != command.period:
        draft.find("period.gap", period=command.period, wanted=next_period(max(months)))
    draft.add("period_change", period=command.period, state="open")
    return draft


@form(ClosePeriod)
def close_period(context: Context, command: ClosePeriod) -> Draft:
    """Draw up the closing: in order, with voucher count and sums of the month."""
    draft = Draft()
    states = periods.states(context.read, context.book_id)
    if states.get(command.period) != "open":
        draft.find("period.not_open", period=command.period)
    earlier = [p for p, state in states.items() if state == "open" and p < command.period]
    if earlier:
        draft.find("period.order", period=command.period, earlier=min(earlier))
    totals = periods.totals(context.read, context.book_id, command.period)
    draft.add(
        "period_change",
        period=command.period,
        state="closed",
        voucher_count=totals.voucher_count,
        debit_fen=totals.debit_fen,
        credit_fen=totals.credit_fen,
    )
    return draft


@form(ConfirmClock)
def confirm_clock(context: Context, command: ConfirmClock) -> Draft:
    """Draw up the confirmation: it writes no row, its leaf is the statement."""
    del context, command
    return Draft()


def _valid(period: int) -> None:
    if not is_period(period) or not period:
        reason = "a period is a month as yyyymm 会计期间为六位年月"
        raise BadInput((Problem("period", str(period), reason, "202601"),))
