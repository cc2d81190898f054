"""Accounting periods: which are open, and their totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.kernel.days import china_day, first_day
from cityledger.ledger.tables import T
from cityledger.model.books import PeriodChange
from cityledger.views.acts import sealed_act
from cityledger.views.find import many

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

BALANCE, VOUCHER = T["balance"], T["voucher"]
_SUMS = select(
    func.coalesce(func.sum(BALANCE.c.debit_fen), 0),
    func.coalesce(func.sum(BALANCE.c.credit_fen), 0),
).where(BALANCE.c.book_id == bindparam("book"), BALANCE.c.period == bindparam("period"))
_COUNT = select(func.count()).where(
    VOUCHER.c.book_id == bindparam("book"), VOUCHER.c.period == bindparam("period")
)


@dataclass(frozen=True, slots=True)
class PeriodTotals:
    """Control totals of a period, all ledgers together."""

    voucher_count: int
    debit_fen: int
    credit_fen: int


def states(read: Read, book_id: int) -> dict[int, str]:
    """Return `open` or `closed` for every period the book knows; 0 is the opening."""
    return {row.period: row.state for row in many(read, PeriodChange, book_id=book_id)}


def begins_on(read: Read, book_id: int) -> date:
    """Return the first day of the months a book keeps; before any is opened, that of its founding.

    What was signed earlier belongs to the books before this one.
    """
    months = [period for period in states(read, book_id) if period > 0]
    if months:
        return first_day(min(months))
    return china_day(sealed_act(read, book_id, 0).at)


def is_open(read: Read, book_id: int, period: int) -> bool:
    """Say whether vouchers may be booked in a period."""
    return states(read, book_id).get(period) == "open"


def totals(read: Read, book_id: int, period: int) -> PeriodTotals:
    """Return voucher count and sums of a period."""
    names = {"book": book_id, "period": period}
    debit, credit = read.execute(_SUMS, names).one()
    count = read.execute(_COUNT, names).scalar_one()
    return PeriodTotals(int(count), int(debit), int(credit))
