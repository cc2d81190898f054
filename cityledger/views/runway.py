"""How long the money of a project lasts at the pace it was paid out (可用月数)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.kernel.days import period_of, previous_period
from cityledger.views import flows
from cityledger.views.moment import BALANCE

if TYPE_CHECKING:
    from datetime import date

    from cityledger.kernel.days import Period
    from cityledger.store.engine import Read

MONTHS = 6
"""Whole months before this one that the pace is taken from: one of them alone says little."""
TENTHS = 10
LONGEST = 12 * 100
"""Months after which nobody asks in which month the money ends."""

_COLUMNS = {column.name: column for column in BALANCE.c}
_PAID = (
    select(BALANCE.c.project_id, func.coalesce(func.sum(flows.paid(_COLUMNS)), 0).label("fen"))
    .where(
        BALANCE.c.book_id == bindparam("book"),
        BALANCE.c.project_id != 0,
        BALANCE.c.period >= bindparam("first"),
        BALANCE.c.period <= bindparam("last"),
        flows.is_paid(_COLUMNS),
    )
    .group_by(BALANCE.c.project_id)
)


@dataclass(frozen=True, slots=True)
class Runway:
    """What is free, in fen, and what was paid in the whole months from `first` to `last`."""

    free_fen: int
    spent_fen: int
    first: Period
    last: Period
    months: int = MONTHS

    @property
    def monthly_fen(self) -> int:
        """What went out in a month, rounded down to a fen."""
        return max(0, self.spent_fen) // self.months

    @property
    def tenths(self) -> int | None:
        """How many tenths of a month the money lasts, rounded down; None when none is spent."""
        if self.spent_fen <= 0:
            return None
        return max(0, self.free_fen) * self.months * TENTHS // self.spent_fen

    @property
    def ends_in(self) -> Period | None:
        """The month in which nothing is left; None when none is spent, or not in a hundred years.

        This month counts as the first one that is still to be paid.
        """
        if self.tenths is None or self.tenths > LONGEST * TENTHS:
            return None
        month = self.last // 100 * 12 + self.last % 100 + self.tenths // TENTHS
        return month // 12 * 100 + month % 12 + 1


def spent(read: Read, book_id: int, today: date) -> tuple[dict[int, int], Period, Period]:
    """Return what each project paid in the whole months before this one, and which months."""
    last = previous_period(period_of(today))
    first = last
    for _ in range(MONTHS - 1):
        first = previous_period(first)
    rows = read.execute(_PAID, {"book": book_id, "first": first, "last": last})
    return {row.project_id: int(row.fen) for row in rows}, first, last


def runway(read: Read, book_id: int, project_id: int, free_fen: int, today: date) -> Runway:
    """Return how long `free_fen` of a project lasts."""
    paid, first, last = spent(read, book_id, today)
    return Runway(free_fen, paid.get(project_id, 0), first, last)
