"""A ledger file in the hands of somebody who owns it: past every guard, and put back as it was.

The image is opened in memory without triggers, STRICT, NOT NULL and CHECK; afterwards the stored
schema is again what it was, letter by letter, so that only the changed content gives it away.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from bench.torture.tamper_base import load

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTSIDE = ("sqlite_stat1", "alembic_version")
"""Tables that are no evidence: what the planner believes, and which migration ran last."""

_OBJECTS = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema"
_STRICT = re.compile(r",?\s*STRICT\s*\Z")
_NOT_NULL = re.compile(r"^(\s*\S+ [A-Z]+) NOT NULL", re.MULTILINE)


@lru_cache(maxsize=8)
def _stripped(data: bytes) -> tuple[bytes, dict[str, str], list[tuple[object, ...]]]:
    """Return the image without guards, the SQL of its tables, and its triggers' rows."""
    with closing(load(data)) as raw:
        tables = {
            str(name): str(sql)
            for kind, name, _, _, sql in raw.execute(_OBJECTS).fetchall()
            if kind == "table" and not name.startswith("sqlite_")
        }
        triggers = raw.execute(f"{_OBJECTS} WHERE type = 'trigger'").fetchall()
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
        for name, sql in tables.items():
            loose = _NOT_NULL.sub(r"\1", _STRICT.sub("", sql))
            raw.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (loose, name))
        bump(raw)
        return raw.serialize(), tables, triggers


def bump(raw: sqlite3.Connection) -> None:
    """Count the schema up, so that whoever opens the file reads it anew."""
    version = raw.execute("PRAGMA schema_version").fetchone()[0]
    raw.execute(f"PRAGMA schema_version = {version + 1}")


class Forged:
    """An image being changed; `data` is the finished one."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self.data = b""

    def run(self, text: str, *values: object) -> int:
        """Run one statement; return how many rows it changed."""
        return self.raw.execute(text, values).rowcount

    def rows(self, text: str, *values: object) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        return self.raw.execute(text, values).fetchall()

    def schema(self, text: str, *values: object) -> int:
        """Run one statement on the stored schema itself."""
        self.raw.execute("PRAGMA writable_schema = ON")
        return self.run(text, *values)


@contextmanager
def past_guards(data: bytes) -> Iterator[Forged]:
    """Open an image without its guards, and put them back when the block ends."""
    stripped, tables, triggers = _stripped(data)
    with closing(load(stripped)) as raw:
        for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF"):
            raw.execute(f"PRAGMA {pragma}")
        forged = Forged(raw)
        yield forged
        raw.execute("PRAGMA writable_schema = ON")
        for name, sql in tables.items():
            raw.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, name))
        raw.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", triggers)
        bump(raw)
        forged.data = raw.serialize()


@contextmanager
def as_it_is(data: bytes) -> Iterator[Forged]:
    """Open an image with everything in force: for changes of the schema itself."""
    with closing(load(data)) as raw:
        forged = Forged(raw)
        yield forged
        bump(raw)
        forged.data = raw.serialize()


def reopened(data: bytes) -> bytes:
    """Return an image after another program has opened it and read its schema anew."""
    with as_it_is(data) as forged:
        forged.rows("SELECT count(*) FROM sqlite_schema")
    return forged.data


def dump(data: bytes, *, indexes: bool = False) -> dict[str, object]:
    """Return what an image says, table by table, and its schema: two that say the same are equal.

    With `indexes`, also what every index says. What cannot be read says so. Free pages, unused
    bytes and the order in which rows lie are not part of what a file says.
    """
    try:
        with closing(load(data)) as raw:
            # Bytes that are not UTF-8 are part of what a text says.
            raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            objects = raw.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, sql"
            ).fetchall()
            out: dict[str, object] = {"schema": objects}
            for kind, name, table, _ in objects:
                if kind == "table":
                    out[name] = _read(raw, f'SELECT * FROM "{name}" NOT INDEXED')
                elif kind == "index" and indexes:
                    out[f"{name} of {table}"] = _read_index(raw, name, table)
            return out
    except (sqlite3.Error, UnicodeError) as error:
        return {"unreadable": repr(error)}


def _read(raw: sqlite3.Connection, query: str) -> list[str] | str:
    """Return every row with its types, sorted: 5, 5.0 and '5' are three things."""
    try:
        return sorted(map(repr, raw.execute(query)))
    except (sqlite3.Error, UnicodeError) as error:
        return repr(error)


def _read_index(raw: sqlite3.Connection, name: str, table: str) -> list[str] | str:
    try:
        info = raw.execute(f'PRAGMA index_info("{name}")').fetchall()
    except sqlite3.Error as error:
        return repr(error)
    columns = ", ".join(f'"{column[2]}"' for column in info if column[2] is not None)
    return _read(raw, f'SELECT {columns} FROM "{table}" INDEXED BY "{name}" ORDER BY {columns}')
