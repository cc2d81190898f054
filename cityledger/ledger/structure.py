"""Is the database built as the model says? The first thing a forger does is to drop the guards."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import text

from cityledger.model import METADATA
from cityledger.store import laws, migrate, schema
from cityledger.store.engine import connect
from cityledger.store.session import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from cityledger.store.engine import Read

VERSIONS = ("table", "alembic_version")
VERSIONS_KEY = ("index", "sqlite_autoindex_alembic_version_1")
VERSIONS_SQL = (
    "alembic_version: CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\t"
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
)
"""Alembic's own table, which no model describes."""

Objects = dict[tuple[str, str], str]
"""By type and name: the table it belongs to, and the text that made it."""

FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", re.DOTALL)
TRIGGER = re.compile(r'CREATE TRIGGER (\w+) BEFORE (\w+) ON "(\w+)".*EXECUTE FUNCTION (\w+)')
FUNCTIONS = (
    "SELECT proname AS name, prosrc AS body FROM pg_proc"
    " WHERE pronamespace = current_schema()::regnamespace"
)
TRIGGERS = (
    "SELECT t.tgname AS name, c.relname AS place, t.tgtype AS kind, t.tgenabled AS enabled,"
    " p.proname AS body FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " JOIN pg_proc p ON p.oid = t.tgfoid"
    " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
)


def structure(source: Read) -> Iterator[str]:
    """Yield what is wrong with the database itself: broken pages, missing or changed laws (T08)."""
    yield from _file(source) if source.dialect.name == "sqlite" else _server(source)


def _file(source: Read) -> Iterator[str]:
    # What was built comes first: the checks after it stop at a view that stands for a table.
    found = _objects(source)
    expected = _expected()
    if VERSIONS in found:
        # A database that was founded, and not one that a test or a replay made.
        expected = expected | {VERSIONS: VERSIONS_SQL, VERSIONS_KEY: "alembic_version: None"}
        for row in source.exec_driver_sql("SELECT * FROM alembic_version").fetchmany(2):
            if tuple(row) != (migrate.LATEST,):
                yield f"alembic_version: {row[0]!r}, want {migrate.LATEST!r}"
    yield from _differences(expected, found)
    for row in source.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"integrity_check: {row[0]}"
    for row in source.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
        yield f"foreign key: row {row[1]} of {row[0]} points to nothing in {row[2]}"


@cache
def _expected() -> Objects:
    engine = connect("sqlite://")
    try:
        with write(engine) as fresh:
            schema.create(fresh)
            return _objects(fresh)
    finally:
        engine.dispose()


def _differences(expected: Objects, found: Objects) -> Iterator[str]:
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            state = (
                "missing" if key not in found else "not ours" if key not in expected else "changed"
            )
            yield f"schema: {key[0]} {key[1]} is {state}"


def _objects(connection: Connection) -> Objects:
    rows = connection.exec_driver_sql(
        # What a constraint makes by itself has no text, and still its name and its table.
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema"
    )
    return {(row[0], row[1]): f"{row[2]}: {row[3]}" for row in rows}


def _server(source: Read) -> Iterator[str]:
    """Compare triggers and their functions with what the model says, as text."""
    expected: Objects = {}
    for statement in laws.postgres_ddl(METADATA):
        if made := FUNCTION.match(statement):
            expected["function", made[1]] = made[2]
        elif made := TRIGGER.match(statement):
            expected["trigger", made[1]] = f"{made[2]} {made[3]} {made[4]} O"
    found: Objects = {("function", row.name): row.body for row in source.execute(text(FUNCTIONS))}
    for row in source.execute(text(TRIGGERS)):
        events = (("INSERT", 4), ("DELETE", 8), ("UPDATE", 16), ("TRUNCATE", 32))
        event = "+".join(name for name, bit in events if row.kind & bit)
        # Bit 2 is BEFORE; enabled is O unless somebody switched the trigger off (D) or apart.
        moment = event if row.kind & 2 else f"AFTER {event}"
        found["trigger", row.name] = f"{moment} {row.place} {row.body} {row.enabled}"
    yield from _differences(expected, found)
