"""The one write transaction: begun and committed here and nowhere else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError, OperationalError

from cityledger.kernel.errors import Unavailable
from cityledger.store.turn import turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine


@contextmanager
def write(engine: Engine) -> Iterator[Connection]:
    """Run one write transaction: commits when the block ends, rolls back on any error.

    Writers of one file are served in the order in which they came (store.turn).
    Raises Unavailable when the database is locked, full or unreadable; nothing is then written
    and the same request id may be tried again (L12).
    """
    try:
        with turn(engine), engine.connect().execution_options(write=True) as connection:
            transaction = connection.begin()
            try:
                yield connection
            except BaseException:
                transaction.rollback()
                raise
            try:
                transaction.commit()
            except BaseException:
                # SQLite keeps the transaction, and its lock, after a COMMIT that failed, and the
                # pool would hand both to the next caller: only a closed connection lets go.
                connection.invalidate()
                raise
    except DatabaseError as error:
        # Its other kinds speak of rows and statements; these two of the file or the server.
        if type(error) not in (DatabaseError, OperationalError):
            raise
        raise Unavailable(f"database: {error.orig}") from error
