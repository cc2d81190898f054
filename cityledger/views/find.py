"""Rows of one table by the values of some columns: the small questions every view begins with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import Select, bindparam, func, select

from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.base import Row

if TYPE_CHECKING:
    from sqlalchemy import Table

    from cityledger.store.engine import Read

R = TypeVar("R", bound=Row)


def _table(model: type[Row]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


@cache
def _query(model: type[Row], columns: tuple[str, ...]) -> Select[Any]:
    """Build a statement once: building it per call was more than half of an act's CPU."""
    table = _table(model)
    wanted = (table.c[name] == bindparam(name) for name in columns)
    return select(table).where(*wanted).order_by(*table.primary_key)


def many(read: Read, model: type[R], **values: object) -> tuple[R, ...]:
    """Return the rows whose columns have these values, in key order.

    A row has the columns of `model` as attributes and cannot be changed; building the model's own
    objects instead was half the cost of a payment's gate.
    """
    rows = read.execute(_query(model, tuple(values)), values).all()
    return cast("tuple[R, ...]", tuple(rows))


def one(read: Read, model: type[R], **values: object) -> R | None:
    """Return the first such row, or None."""
    found = many(read, model, **values)
    return found[0] if found else None


def last(read: Read, model: type[R], **values: object) -> R | None:
    """Return the last such row in key order, or None: the newest where the leaf ends the key."""
    found = many(read, model, **values)
    return found[-1] if found else None


def need(read: Read, model: type[R], what: str, **values: object) -> R:
    """Return the one row, or raise BadInput saying that there is no such `what`."""
    found = one(read, model, **values)
    if found is None:
        named = ", ".join(str(value) for name, value in values.items() if name != "book_id")
        raise BadInput(
            (Problem(what, named, f"no such {what} in this ledger", "register it first"),)
        )
    return found


@cache
def _highest(model: type[Row], column: str) -> Select[Any]:
    table = _table(model)
    return select(func.coalesce(func.max(table.c[column]), 0)).where(
        table.c.book_id == bindparam("book_id")
    )


def next_id(read: Read, model: type[Row], column: str, book_id: int) -> int:
    """Return the next number of a noun in a book; the head lock makes it unique (no serials)."""
    return int(read.execute(_highest(model, column), {"book_id": book_id}).scalar_one()) + 1
