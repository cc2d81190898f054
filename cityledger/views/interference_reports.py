"""What is told of the register without names: the quarter's counts, and who has not reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cityledger.kernel.acts import BOOK
from cityledger.kernel.days import bounds, last_day
from cityledger.model.oversight import Interference, ZeroReport
from cityledger.views import registry
from cityledger.views.find import many
from cityledger.views.interference import records

if TYPE_CHECKING:
    from cityledger.kernel.days import Period
    from cityledger.store.engine import Read

MONTHS = 3


@dataclass(frozen=True, slots=True)
class Quarter:
    """Counts of what happened in a quarter, each by code in descending order; no names."""

    year: int
    quarter: int
    total: int
    open: int
    late: int
    areas: tuple[tuple[str, int], ...]
    acts: tuple[tuple[str, int], ...]
    directness: tuple[tuple[str, int], ...]
    effects: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """What a person said about a month: reported or missing."""

    user_id: str
    name: str
    state: str


def quarter(read: Read, book_id: int, year: int, number: int, today: date) -> Quarter:
    """Return the counts of quarter 1 to 4 of a year, by the day things happened."""
    first = date(year, MONTHS * number - 2, 1)
    end = last_day(year * 100 + MONTHS * number)
    rows = [row for row in records(read, book_id, today) if first <= row.occurred_on <= end]
    return Quarter(
        year=year,
        quarter=number,
        total=len(rows),
        open=sum(row.holds for row in rows),
        late=sum(row.is_late for row in rows),
        areas=_counted(row.area for row in rows),
        acts=_counted(row.act_kind for row in rows),
        directness=_counted(row.directness for row in rows),
        effects=_counted(row.effect for row in rows if row.effect),
    )


def _counted(values: object) -> tuple[tuple[str, int], ...]:
    found = Counter(values)  # type: ignore[call-overload]
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def monthly(read: Read, book_id: int, month: Period) -> tuple[MonthlyReport, ...]:
    """Return everybody who has to report about a month, by user id, with what they said.

    Whoever holds a role now that may make the report has to; a record of the month is one.
    """
    first, end = bounds(month)
    zero = {row.actor for row in many(read, ZeroReport, book_id=book_id, month=month)}
    rows = many(read, Interference, book_id=book_id)
    recorded = {row.recorder for row in rows if first <= row.occurred_on <= end}
    out = []
    for person in sorted(registry.people(read), key=lambda one: one.user_id):
        if person.roles & BOOK["zero.report"].roles:
            user = person.user_id
            # A report of zero and a record look alike here: which of them it was names recorders.
            said = "reported" if user in zero | recorded else "missing"
            out.append(MonthlyReport(user, person.name, said))
    return tuple(out)


def missing(read: Read, book_id: int, month: Period) -> tuple[MonthlyReport, ...]:
    """Return who has said nothing about a month."""
    return tuple(row for row in monthly(read, book_id, month) if row.state == "missing")
