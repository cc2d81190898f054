"""Common ground of all tables: own metadata, fixed names, STRICT, insert-only by default."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, MetaData
from sqlmodel import Field, SQLModel

from cityledger.model.types import Int

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Constraint names are fixed, because a refusal by the database is reported by its name."""


class Row(SQLModel):
    """A table in our own metadata."""

    metadata = METADATA


class BookRow(Row):
    """A row of book data: `book_id` is first in every key (L13); no key is a serial."""

    book_id: int = Field(primary_key=True, sa_type=Int, sa_column_kwargs={"autoincrement": False})


def table(*args: Any, frozen: bool = True, rowid: bool = False, **info: Any) -> tuple[Any, ...]:  # noqa: ANN401 - SQLAlchemy table arguments have no common type
    """Return table arguments: STRICT, WITHOUT ROWID unless asked.

    `frozen` makes the table append-only (L6). `leaf` is the SQL expression over NEW that names
    the leaf which made a row; `seals` names the table whose rows a row of this one completes;
    `log` marks the record of account itself, which replay keeps and does not rebuild.
    `confirmed` is the leaf that another person must have confirmed (L8); `counted` names the
    columns within which `n` counts from 0 without gaps.
    """
    options = {"sqlite_strict": True, "sqlite_with_rowid": rowid}
    return (*args, {**options, "info": {"frozen": frozen, **info}})


def fk(columns: str, target: str, **options: Any) -> ForeignKeyConstraint:  # noqa: ANN401 - passed through
    """Return a foreign key inside one book: `columns` beside `book_id` point to `target`'s key."""
    names = columns.split()
    name, keys = target.split(".", 1)
    there = [f"{name}.book_id", *(f"{name}.{key}" for key in keys.split())]
    return ForeignKeyConstraint(["book_id", *names], there, **options)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Return the CHECK of an enumeration."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", column)


def flag(column: str) -> CheckConstraint:
    """Return the CHECK of a boolean kept as an integer."""
    return CheckConstraint(f"{column} IN (0, 1)", column)
