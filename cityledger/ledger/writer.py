"""Rows to the driver in one call: a statement compiled once, values in the form the driver takes.

SQLAlchemy binds the values of every row by name and type; for a bulk import that cost more than
SQLite needs to insert them (storage.md §4.1).
"""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from cityledger.model.types import Day, Instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Dialect, Insert


class Writer:
    """An INSERT, or an upsert, of whole rows into one table for one kind of database."""

    def __init__(self, statement: Insert, dialect: Dialect) -> None:
        """Compile `statement`, which names no columns and so takes all of its table."""
        compiled = statement.compile(dialect=dialect)
        self._text = str(compiled)
        # SQLite takes the values by place, PostgreSQL by name.
        names = compiled.positiontup
        self._pick = None if names is None else itemgetter(*names)
        self._turns: list[tuple[str, Callable[[Any], Any]]] = [
            (column.name, partial(column.type.process_bind_param, dialect=dialect))
            for column in statement.table.columns
            if isinstance(column.type, Day | Instant)
        ]

    def write(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Write rows, each with every column of the table; they are used up."""
        for name, turn in self._turns:
            for row in rows:
                row[name] = turn(row[name])
        values: Any = rows if self._pick is None else list(map(self._pick, rows))
        connection.exec_driver_sql(self._text, values)
