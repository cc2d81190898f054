"""Acts on accounting periods: open a month, close it with its control totals (L11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.period import PeriodFacts, check_close, check_open
from cityledger.controls.year_end import check_december
from cityledger.kernel.days import china_day, is_period
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views import periods, year_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.kernel.errors import Finding

DECEMBER = 12


@dataclass(frozen=True, kw_only=True)
class OpenPeriod(Command):
    """Open a month (yyyymm), up to the January after this year: both may be open together."""

    act: ClassVar[str] = "period.open"
    period: int


@dataclass(frozen=True, kw_only=True)
class ClosePeriod(Command):
    """Close a month: nothing more can be booked in it. Its totals are sealed with the act.

    December is closed after its year: a closed December has no room for the year's own vouchers.
    """

    act: ClassVar[str] = "period.close"
    period: int


@dataclass(frozen=True, kw_only=True)
class ConfirmClock(Command):
    """Vouch for a clock that is more than 400 days ahead of the book (L11)."""

    act: ClassVar[str] = "clock.confirm"
    today: date


@dataclass(frozen=True, kw_only=True)
class ConfirmRegistryClock(ConfirmClock):
    """The same for the registry, which has a time of its own."""

    in_registry: ClassVar[bool] = True


@form(OpenPeriod)
def open_period(context: Context, command: OpenPeriod) -> Draft:
    """Draw up the opening; months follow one another without a gap."""
    _valid(command.period)
    draft = Draft()
    draft.findings += check_open(_facts(context, command.period))
    draft.add("period_change", period=command.period, state="open")
    return draft


@form(ClosePeriod)
def close_period(context: Context, command: ClosePeriod) -> Draft:
    """Draw up the closing: in order, with voucher count and sums of the month."""
    draft = Draft()
    draft.findings += check_close(_facts(context, command.period))
    if command.period % 100 == DECEMBER:
        draft.findings += _year(context, command.period // 100)
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


def _year(context: Context, year: int) -> Iterator[Finding]:
    left = year_end.results(context.read, context.book_id, year)
    waiting = year_end.in_air(context.read, context.book_id, date(year, DECEMBER, 31))
    return check_december(year, len(left), tuple(number for number, _ in waiting))


def _facts(context: Context, period: int) -> PeriodFacts:
    states = periods.states(context.read, context.book_id)
    return PeriodFacts(period=period, states=tuple(states.items()), today=china_day(context.now))


@form(ConfirmRegistryClock)
@form(ConfirmClock)
def confirm_clock(context: Context, command: ConfirmClock) -> Draft:
    """Draw up the confirmation: it writes no row, its leaf is the statement."""
    del context, command
    return Draft()


def _valid(period: int) -> None:
    if not is_period(period) or not period:
        reason = "a period is a month as yyyymm 会计期间为六位年月"
        raise BadInput((Problem("period", str(period), reason, "202601"),))
