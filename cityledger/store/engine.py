"""Open a database with exact options; the read side that views are given."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DataError, OperationalError

from cityledger.evidence.text import visible
from cityledger.kernel.errors import Unavailable
from cityledger.store import guard

if TYPE_CHECKING:
    from collections.abc import Iterator

Read: TypeAlias = Connection
"""A connection that only reads. A screen fetches, closes, and keeps frozen values."""


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Say whether a SQLite release has the WAL-reset bug fixed (≥ 3.51.3, 3.50.7 or 3.44.6)."""
    if version >= (3, 51, 3):
        return True
    branch = {low[:2]: low[2] for low in ((3, 50, 7), (3, 44, 6))}
    fixed = branch.get(version[:2])
    return fixed is not None and version[2] >= fixed


def sqlite_version() -> str:
    """Return the release of the linked SQLite, and how its files will be written."""
    safe = wal_is_safe(sqlite3.sqlite_version_info)
    return f"{sqlite3.sqlite_version}: {'WAL + FULL' if safe else 'DELETE + EXTRA'}"


def journal_mode(connection: Read) -> str:
    """Return how the open database is journaled (SQLite)."""
    return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())


CACHE_MB = 64
"""Pages SQLite keeps in memory per connection: what imports and proofs of a whole book want."""


def connect(url: str, *, read_only: bool = False, cache_mb: int = CACHE_MB) -> Engine:
    """Open a database; SQLite gets its pragmas and explicit BEGINs (architecture §6).

    With `read_only` the database itself refuses every write.
    """
    if not url.startswith("sqlite"):
        readers = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return create_engine(url, execution_options=readers if read_only else {})
    engine = create_engine(url, connect_args={"timeout": 60.0})

    @event.listens_for(engine, "connect")
    def _connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        safe = wal_is_safe(sqlite3.sqlite_version_info)
        for pragma in (
            "foreign_keys=ON",
            "recursive_triggers=ON",
            # What a file from anywhere may hold: functions in its schema, cells that point
            # outside their page, a length that changes under a mapping (T26).
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "mmap_size=0",
            f"journal_mode={'WAL' if safe else 'DELETE'}",
            f"synchronous={'FULL' if safe else 'EXTRA'}",
            f"cache_size=-{cache_mb * 1024}",
            # A statement's journal stays in memory; on disk it cost a write for every row.
            "temp_store=MEMORY",
        ):
            raw.execute(f"PRAGMA {pragma}")
        guard.mount(raw)
        if read_only:
            raw.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


@contextmanager
def read(engine: Engine) -> Iterator[Read]:
    """Open a read transaction and roll it back: an open read blocks every commit of SQLite."""
    try:
        with engine.connect() as connection:
            yield connection
            connection.rollback()
    except UnicodeDecodeError as error:
        # The driver stumbles over its own message when a forged schema is no text at all.
        raise Unavailable("database: a text in it is not UTF-8") from error
    except DatabaseError as error:
        # Its other kinds speak of rows and statements; these of the file or the server. What is
        # read is too large only in a file that was not written by us.
        if type(error) not in (DatabaseError, DataError, OperationalError):
            raise
        raise Unavailable(f"database: {visible(str(error.orig))}") from error
