"""Which state of a book is asked about: as of a value date, as known at a log size, or both (L11).

Every figure of a view is a sum over postings. Asked about now, it comes from the `balance` cube;
asked about another moment, the same figure is summed from the postings of that moment. `Sums` is
that pair of statements, built once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Row, Select, Table

    from cityledger.store.engine import Read

VOUCHER, POSTING, BALANCE = T["voucher"], T["posting"], T["balance"]
VOUCHERS_PER_LEAF = 100
"""`voucher_id` = leaf index × 100 + place in its act."""

NO_LEAF = 1 << 55
Columns: TypeAlias = "Mapping[str, ColumnElement[int]]"
"""The columns both sources of a sum have: keys of the cube, `debit_fen` and `credit_fen`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Value dates up to `as_of` among the first `as_known` leaves; None means all there are."""

    as_of: date | None = None
    as_known: int | None = None

    @property
    def is_now(self) -> bool:
        """Whether the newest state is asked for, which the cube answers."""
        return self.as_of is None and self.as_known is None

    def names(self, book_id: int) -> dict[str, object]:
        """Return the parameters of `standing` and `known`, and the book."""
        leaves = NO_LEAF if self.as_known is None else self.as_known
        return {
            "book": book_id,
            "as_of": self.as_of or date.max,
            "leaf_below": leaves,
            "voucher_below": leaves * VOUCHERS_PER_LEAF,
        }


NOW = Moment()


def standing(*, by_day: bool = False) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on `voucher` that a moment sets.

    SQLite takes any range of an index for a small part of it: it would carry the bound on the
    number over to the postings and read the whole book by their key, or the vouchers by day,
    however few postings a contract or a tranche has. So both are kept off their indexes, but for
    lists that go along the days (`by_day`).
    """
    day = VOUCHER.c.value_date if by_day else unindexed(VOUCHER.c.value_date)
    return (
        VOUCHER.c.voucher_id + 0 < bindparam("voucher_below"),
        day <= bindparam("as_of"),
    )


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column in a form that no index serves."""
    return func.coalesce(column, column)


def known(table: Table) -> ColumnElement[bool]:
    """Return the condition on a table of nouns: its row was sealed before the moment."""
    return table.c.leaf_idx < bindparam("leaf_below")


def of_voucher() -> ColumnElement[bool]:
    """Return the join of a posting to its voucher."""
    return named(VOUCHER, "voucher_id")


def named(table: Table, key: str) -> ColumnElement[bool]:
    """Return the join of a posting to the row of a table that its column `key` names."""
    return (table.c.book_id == POSTING.c.book_id) & (table.c[key] == POSTING.c[key])


def net(columns: Columns) -> ColumnElement[int]:
    """Return debit − credit."""
    return columns["debit_fen"] - columns["credit_fen"]


def within(account: ColumnElement[Any], *prefixes: str) -> ColumnElement[bool]:
    """Return the condition that an account is one of these or below one, as index ranges.

    Two comparisons and never BETWEEN: its bounds would carry our COLLATE "C", which PostgreSQL
    cannot read there.
    """
    return or_(*(between(account, prefix, prefix + "~") for prefix in prefixes))


def between(account: ColumnElement[Any], low: object, high: object) -> ColumnElement[bool]:
    """Return the condition that an account lies in a range, both ends included."""
    return (account >= low) & (account <= high)


_CUBE: Columns = {column.name: column for column in BALANCE.c}
_POSTED: Columns = {
    "account": POSTING.c.account,
    "tranche_id": POSTING.c.tranche_id,
    "bank_account_id": func.coalesce(POSTING.c.bank_account_id, 0),
    "project_id": func.coalesce(POSTING.c.project_id, 0),
    "period": VOUCHER.c.period,
    "debit_fen": POSTING.c.debit_fen,
    "credit_fen": POSTING.c.credit_fen,
}


@dataclass(frozen=True)
class Sums:
    """One grouped sum twice: `cube` answers for now, `posted` for any moment."""

    cube: Select[Any]
    posted: Select[Any]

    def rows(self, read: Read, book_id: int, moment: Moment, **names: object) -> Sequence[Row[Any]]:
        """Return the groups with their sums at a moment."""
        if moment.is_now:
            return read.execute(self.cube, {"book": book_id} | names).all()
        return read.execute(self.posted, moment.names(book_id) | names).all()


def sums(
    keys: tuple[str, ...],
    figures: Callable[[Columns], Mapping[str, ColumnElement[int]]],
    where: Callable[[Columns], ColumnElement[bool]] | None = None,
) -> Sums:
    """Build the sums of `figures` per `keys` of the cube, over the rows that `where` picks."""
    built = []
    for columns, posted in ((_CUBE, False), (_POSTED, True)):
        named = [columns[key].label(key) for key in keys]
        added = [
            func.coalesce(func.sum(value), 0).label(name)
            for name, value in figures(columns).items()
        ]
        statement: Any = select(*named, *added)
        if posted:
            statement = statement.select_from(POSTING).join(VOUCHER, of_voucher())
            statement = statement.where(POSTING.c.book_id == bindparam("book"), *standing())
        else:
            statement = statement.where(BALANCE.c.book_id == bindparam("book"))
        if where is not None:
            statement = statement.where(where(columns))
        grouping = [columns[key] for key in keys]
        built.append(statement.group_by(*grouping).order_by(*grouping) if keys else statement)
    return Sums(built[0], built[1])
