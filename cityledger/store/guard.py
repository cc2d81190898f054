"""What no statement on a connection of ours may do, whatever stands in the file it was opened on.

A ledger file can come from anywhere: a restored copy, a stick, somebody with a shell. SQLite asks
this module about every statement when it prepares it, also about what views and triggers of the
file would do inside it (T24, T26). Reading a foreign view is left to `verify`, which names it; but
none may run without end, and nothing in the file may write when we do.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import DBAPIConnection

_NEVER = frozenset(
    {
        # Another file under a name of ours.
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_DETACH,
        # The laws live in triggers.
        sqlite3.SQLITE_DROP_TRIGGER,
        # No query of ours recurs; a view of the file that does can be endless.
        sqlite3.SQLITE_RECURSIVE,
        # What is temporary shadows what is stored.
        sqlite3.SQLITE_CREATE_TEMP_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
        sqlite3.SQLITE_CREATE_VIEW,
        sqlite3.SQLITE_CREATE_VTABLE,
    }
)
_WRITES = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_PRAGMAS = frozenset({"writable_schema", "trusted_schema"})
"""Settings by which a file could be turned against us; only to be read once the guard stands."""

_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"})

LONGEST_BYTES = 4 * 1024 * 1024
"""Largest text or blob: an act of forty agreements takes 20 KB, and a paper prints it all."""


def mount(raw: sqlite3.Connection) -> None:
    """Put the guard on a connection, after its own settings were made."""
    raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_BYTES)
    raw.set_authorizer(permit)


@contextmanager
def lifted(raw: DBAPIConnection) -> Iterator[None]:
    """Take the guard off for a statement of ours: VACUUM INTO attaches the file it writes."""
    connection = cast("sqlite3.Connection", getattr(raw, "driver_connection", raw))
    connection.set_authorizer(None)
    try:
        yield
    finally:
        connection.set_authorizer(permit)


def permit(
    action: int, name: str | None, other: str | None, _file: str | None, inside: str | None
) -> int:
    """Say whether a statement may do something (sqlite3_set_authorizer).

    `inside` names the trigger or view that does it: our triggers only read and refuse.
    """
    denied = (
        action in _NEVER
        or (action in _WRITES and inside is not None)
        or (action == sqlite3.SQLITE_PRAGMA and name in _PRAGMAS and other is not None)
        or (action == sqlite3.SQLITE_FUNCTION and other in _FUNCTIONS)
    )
    return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK
