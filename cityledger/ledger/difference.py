"""How two databases differ: the first row and column of each table, in words."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, type_coerce
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import NullType

from cityledger.kernel.days import instant_text
from cityledger.ledger.tables import PROJECTIONS, T
from cityledger.model.types import Day, Instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table

    from cityledger.store.engine import Read

FETCH = 2_000
"""Rows of a table fetched at once."""


def compare(left: Read, right: Read, *tables: str) -> Iterator[str]:
    """Yield the first difference of each table (default: all that the leaves make, and heads)."""
    names = tables or (*(table.name for table in PROJECTIONS), "node", "log_head")
    for name in names:
        if said := difference(T[name], left, right):
            yield said


def difference(table: Table, left: Read, right: Read) -> str | None:
    """Return the first row or cell of `left` that `right`, made from the leaves, has otherwise."""
    try:
        return _first(table, left, right)
    except OperationalError as error:
        # Text that is not UTF-8 cannot even be read; the driver names its column.
        return f"{table.name}: cannot be read: {error.orig}"


def _first(table: Table, left: Read, right: Read) -> str | None:
    names = [column.name for column in table.columns]
    keys = [names.index(column.name) for column in table.primary_key]
    for stored, made in zip_longest(_rows(table, left), _rows(table, right)):
        if stored == made:
            continue
        if stored is None or (made is not None and _key(made, keys) < _key(stored, keys)):
            place = _place(names, keys, made or ())
            return f"{table.name} {place}: the leaves have this row, the table has not"
        place = _place(names, keys, stored)
        if made is None or _key(made, keys) != _key(stored, keys):
            return f"{table.name} {place}: the table has this row, the leaves have not"
        at = next(i for i, (a, b) in enumerate(zip(stored, made, strict=True)) if a != b)
        return f"{table.name} {place}: {names[at]} is {stored[at]!r}, the leaves say {made[at]!r}"
    return None


def raw(table: Table) -> list[Any]:
    """Return a table's columns with days and instants as they are stored.

    A forged one need not be a date at all, and must not stop the reading.
    """
    return [
        type_coerce(column, NullType()) if isinstance(column.type, Day | Instant) else column
        for column in table.columns
    ]


def written(value: Any) -> str:  # noqa: ANN401 - a day or an instant
    """Return a day or an instant as SQLite stores it."""
    return instant_text(value) if hasattr(value, "hour") else str(value.isoformat())


def plain(cell: Any) -> Any:  # noqa: ANN401 - a cell of any column
    """Return a cell of a server as SQLite stores it."""
    return written(cell) if hasattr(cell, "isoformat") else cell


def _rows(table: Table, connection: Read) -> Iterator[tuple[Any, ...]]:
    query = select(*raw(table)).order_by(*table.primary_key)
    is_native = connection.dialect.name != "sqlite"
    with connection.execute(query, execution_options={"yield_per": FETCH}) as result:
        for row in result:
            yield tuple(map(plain, row)) if is_native else tuple(row)


def _key(row: tuple[Any, ...], keys: list[int]) -> tuple[Any, ...]:
    return tuple(row[i] for i in keys)


def _place(names: list[str], keys: list[int], row: tuple[Any, ...]) -> str:
    return "(" + ", ".join(f"{names[i]}={row[i]}" for i in keys) + ")"
