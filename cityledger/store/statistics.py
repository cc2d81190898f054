"""What SQLite's planner is told about a book before it has rows.

Every index begins with the book, and without statistics SQLite takes ten rows for one book, so that
an index on the book alone looks as good as the right one and each question about one contract reads
every posting. ANALYZE cannot help on the day a ledger is made; these figures describe a district
of some size and are the same on every machine, so plans are too. They change how fast an answer
comes, never the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint

from cityledger.model.types import Int

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import MetaData, Table

ROWS = {
    "account": 300,
    "balance": 100_000,
    "leaf": 400_000,
    "node": 400_000,
    "posting": 1_000_000,
    "project": 120,
    "tranche": 60,
    "voucher": 300_000,
}
"""Rows of the tables that are large or small."""

OTHERWISE = 20_000
"""Rows of any other table."""

VALUES = {
    "account": 60,
    "bank_account_id": 8,
    "contract_id": 1_000,
    "kind": 12,
    "n": 4,
    "period": 72,
    "project_id": 120,
    "role": 5,
    "tranche_id": 60,
    "value_date": 1_500,
    "word": 5,
}
"""How many values a column has; one value of a column not listed has FEW rows."""

FEW = 4


def sqlite_statements(metadata: MetaData) -> list[str]:
    """Return what makes the planner's table and fills it (SQLite's sqlite_stat1)."""
    made = ["ANALYZE sqlite_schema"]
    for table in metadata.sorted_tables:
        for name, columns, unique in _indexes(table):
            rows = _figures(ROWS.get(table.name, OTHERWISE), columns, unique=unique)
            values = f"'{table.name}', '{name}', '{' '.join(map(str, rows))}'"
            made.append(f"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ({values})")
    return [*made, "ANALYZE sqlite_schema"]


def _indexes(table: Table) -> Iterator[tuple[str, list[str], bool]]:
    """Yield name as SQLite gives it, columns and uniqueness of each index of a table."""
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield str(index.name), [column.name for column in index.columns], bool(index.unique)
    # A table without rowid is its primary key and lends it its name; every other key is numbered.
    rowid = table.dialect_options["sqlite"]["with_rowid"]
    key = [column.name for column in table.primary_key]
    # SQLite turns a lone INTEGER key without rowid into an index last of all, after the others.
    last = not rowid and [column.type for column in table.primary_key] == [Int]
    yield f"sqlite_autoindex_{table.name}_1" if rowid else table.name, key, True
    others = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    others.sort(key=lambda one: one._creation_order)  # noqa: SLF001 - the order CREATE TABLE keeps
    for n, constraint in enumerate(others, 1 if last else 2):
        columns = [column.name for column in constraint.columns]
        yield f"sqlite_autoindex_{table.name}_{n}", columns, True


def _figures(rows: int, columns: Iterable[str], *, unique: bool) -> list[int]:
    """Return the rows in all, then the rows left after each further column is known."""
    left, figures = rows, [rows]
    for name in columns:
        if name != "book_id":
            left = max(1, left // VALUES[name]) if name in VALUES else min(left, FEW)
        figures.append(left)
    if unique:
        figures[-1] = 1
    return figures
