"""What the leaves make, held against what the tables hold: no row is written, none is kept.

Every table is read once, in the order of the leaves that made its rows, beside the leaves. Sums and
caps belong to no leaf; they grow in a scratch database and are compared when all has been read.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import OperationalError

from cityledger.ledger.difference import FETCH, plain, raw, written
from cityledger.ledger.rows import Cap, Rows
from cityledger.ledger.tables import ORDER, T
from cityledger.ledger.voucher_laws import Ground, Original, judge
from cityledger.model.types import Day, Instant

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from sqlalchemy import Select, Table

    from cityledger.store.engine import Read

    Cells = tuple[Any, ...]

MOST_LIMITS = 50_000
"""Caps kept in memory; beyond that they are read again from the scratch database."""

VOUCHER, POSTING = T["voucher"], T["posting"]
_ORIGINAL = select(VOUCHER.c.period, VOUCHER.c.reverses_id).where(
    VOUCHER.c.book_id == bindparam("book"), VOUCHER.c.voucher_id == bindparam("number")
)
_LINES = (
    select(POSTING)
    .where(POSTING.c.book_id == bindparam("book"), POSTING.c.voucher_id == bindparam("number"))
    .order_by(POSTING.c.n)
)


class Sheet:
    """One table of one book, read in the order of the leaves beside the rows these make."""

    def __init__(self, table: Table, source: Read, book_id: int) -> None:
        """Begin to read; rows of a registry table belong to book 0."""
        self.table = table
        self.fault: str | None = None
        self._names = [column.name for column in table.columns]
        self._keys = [self._names.index(column.name) for column in table.primary_key]
        self._pick = itemgetter(*self._names)
        self._turns = _turns(table)
        self._vouchers = "leaf_idx" not in table.c
        at = self._names.index("voucher_id" if self._vouchers else "leaf_idx")
        self._leaf: Callable[[Cells], int] = itemgetter(at)
        self._blocks = _ordered(table, source, book_id)
        self._block: list[Cells] = []
        self._at = 0
        self._is_native = source.dialect.name != "sqlite" and bool(self._turns)
        self._advance()

    @property
    def is_done(self) -> bool:
        """Say whether there is a fault: the first one of a table is told, and then no more."""
        return self.fault is not None

    def take(self, expected: list[dict[str, Any]], before: int) -> None:
        """Compare the rows made by the leaves up to, not including, leaf `before`."""
        if self.is_done:
            return
        bound = before * 100 if self._vouchers else before
        stored = self._until(bound)
        for name, turn in self._turns:
            for row in expected:
                row[name] = turn(row[name])
        made = list(map(self._pick, expected))
        # A table that could not be read on has its fault already.
        if stored == made or self.is_done:
            return
        order = self._order
        # Rows of one leaf may stand in any order in it; the table has them by key.
        made.sort(key=order)
        if stored != made:
            self.fault = self._difference(stored, made)

    def finish(self) -> None:
        """Name a row that no leaf made."""
        if self.fault is None and self._block:
            row = self._block[self._at]
            self.fault = self._only("the table has this row, the leaves have not", row)

    def close(self) -> None:
        """Let go of the cursor."""
        self._blocks.close()

    def _order(self, row: Cells) -> tuple[Any, ...]:
        return (self._leaf(row), *(row[i] for i in self._keys))

    def _advance(self) -> None:
        """Read the next block; an empty one is the end of the table."""
        self._at = 0
        try:
            self._block = next(self._blocks, [])
        except (OperationalError, sqlite3.OperationalError) as error:
            # Text that is not UTF-8 cannot even be read; the driver names its column.
            self._block = []
            self.fault = f"{self.table.name}: cannot be read: {getattr(error, 'orig', error)}"

    def _until(self, bound: int) -> list[Cells]:
        """Return the rows of the leaves before `bound`, as the table has them."""
        out: list[Cells] = []
        while self._block:
            end = bisect_left(self._block, bound, self._at, key=self._leaf)
            out += self._block[self._at : end]
            self._at = end
            if end < len(self._block):
                break
            self._advance()
        return list(map(self._plain, out)) if self._is_native else out

    def _plain(self, row: Cells) -> Cells:
        """Return a row of a server with days and instants as SQLite stores them."""
        return tuple(map(plain, row))

    def _difference(self, stored: list[Cells], made: list[Cells]) -> str:
        for there, here in zip(stored, made, strict=False):
            if there == here:
                continue
            if self._order(there) != self._order(here):
                # The first of the two to come in the order stands on one side only.
                if _before(self._order(there), self._order(here)):
                    return self._only("the table has this row, the leaves have not", there)
                return self._only("the leaves have this row, the table has not", here)
            return self._cell(there, here)
        if len(stored) > len(made):
            return self._only("the table has this row, the leaves have not", stored[len(made)])
        return self._only("the leaves have this row, the table has not", made[len(stored)])

    def _cell(self, there: Cells, here: Cells) -> str:
        pairs = zip(self._names, there, here, strict=True)
        name, found, said = next(pair for pair in pairs if pair[1] != pair[2])
        return f"{self._place(there)}: {name} is {found!r}, the leaves say {said!r}"

    def _only(self, what: str, row: Cells) -> str:
        return f"{self._place(row)}: {what}"

    def _place(self, row: Cells) -> str:
        named = ", ".join(f"{self._names[i]}={row[i]}" for i in self._keys)
        return f"{self.table.name} ({named})"


def _before(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    try:
        return one < other
    except TypeError:
        return str(one) < str(other)


def _turns(table: Table) -> list[tuple[str, Callable[[Any], Any]]]:
    """Return how the days and instants of a leaf's row become what SQLite stores."""
    turned = [column for column in table.columns if isinstance(column.type, Day | Instant)]
    return [(column.name, lambda value: value and written(value)) for column in turned]


def _query(table: Table) -> Select[Any]:
    # Along the table itself: an index may have been tampered with (T07).
    query = select(*raw(table)).with_hint(table, "NOT INDEXED", "sqlite")
    if "book_id" in table.c:
        query = query.where(table.c.book_id == bindparam("book"))
    keys = list(table.primary_key)
    return query.order_by(*([] if "leaf_idx" not in table.c else [table.c.leaf_idx]), *keys)


def _ordered(table: Table, source: Read, book_id: int) -> Generator[list[Cells]]:
    """Yield the rows of a table in blocks that are never empty."""
    query, names = _query(table), {"book": book_id}
    if source.dialect.name == "sqlite":
        # The driver's own tuples, which it makes as they are asked for: half the time of rows.
        with source.execute(query, names) as result:
            while block := list(result.cursor.fetchmany(FETCH)):
                yield block
        return
    with source.execute(query, names, execution_options={"yield_per": FETCH}) as result:
        for part in result.partitions():
            yield list(map(tuple, part))


def sheets_of(book_id: int) -> list[Table]:
    """Return the tables whose rows the leaves of a log make, sums and caps left out."""
    return [table for table in ORDER if ("book_id" in table.c) or book_id == 0]


class Compared(Rows):
    """A unit of work that holds its rows against those of a book instead of writing them."""

    def __init__(self, scratch: Connection, source: Read, book_id: int) -> None:
        """Sums and caps go to `scratch`; rows are compared with those of `source`."""
        super().__init__(scratch, book_id)
        self._source = source
        self._chart = {}
        self._has_spilled = False
        self.sheets = {table.name: Sheet(table, source, book_id) for table in sheets_of(book_id)}
        self.ground = Ground(self.account, self._original)

    @property
    def books(self) -> Connection:
        """The connection on which the vouchers booked so far can be read."""
        return self._source

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Queue one row, and learn from it what vouchers are judged by."""
        self._new[table].append(row)
        if table == "account":
            self.learn_account(row)
        else:
            self.ground.learn(table, row)

    def voucher(self, row: dict[str, Any], postings: list[dict[str, Any]]) -> None:
        """Queue a voucher with its postings, once the laws of a voucher hold."""
        judge(row, postings, self.ground)
        super().voucher(row, postings)

    def number(self, period: int, word: str) -> int:
        """Return the next voucher number of a period and word (L7)."""
        last = self._numbers.get((period, word), 0)
        self._numbers[period, word] = last + 1
        return last + 1

    def compare(self, before: int) -> None:
        """Hold everything queued against the tables: the rows of the leaves before `before`."""
        for name, sheet in self.sheets.items():
            sheet.take(self._new[name], before)
            self._new[name] = []
        self.flush()
        if len(self._limits) > MOST_LIMITS:
            self._limits.clear()
            self._absent.clear()
            self._has_spilled = True

    def peek(self, kind: str, key: str) -> Cap | None:
        """Return a limit as it stands; the scratch database is asked only once some are there."""
        return super().peek(kind, key) if self._has_spilled else self._limits.get((kind, key))

    def close(self) -> None:
        """Stop reading, wherever it stands."""
        for sheet in self.sheets.values():
            sheet.close()

    def finish(self) -> Iterator[str]:
        """Yield the first difference of each table."""
        for sheet in self.sheets.values():
            sheet.finish()
            if sheet.fault is not None:
                yield sheet.fault

    def _original(self, number: int) -> Original | None:
        names = {"book": self.book_id, "number": number}
        for row in reversed(self._new["voucher"]):
            if row["voucher_id"] == number:
                lines = [p for p in self._new["posting"] if p["voucher_id"] == number]
                return Original(row["period"], row["reverses_id"] is not None, lines)
        found = self._source.execute(_ORIGINAL, names).one_or_none()
        if found is None:
            return None
        lines = [dict(line) for line in self._source.execute(_LINES, names).mappings()]
        return Original(found.period, found.reverses_id is not None, lines)
