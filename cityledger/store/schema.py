"""The whole schema as text, per engine: what the migrations must add up to.

`python -m cityledger.store.schema` writes `schemas/<engine>.sql`; with `--check` it only compares.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from cityledger.model import METADATA
from cityledger.store import laws, statistics
from cityledger.store.files import schemas

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Dialect

ENGINES = ("sqlite", "postgresql")
SEPARATOR = ";\n\n"


def ddl(engine: str) -> list[str]:
    """Return every statement of the schema, in order."""
    target: Dialect = (
        sqlite.dialect() if engine == "sqlite" else postgresql.dialect()  # type: ignore[no-untyped-call]
    )
    out: list[str] = []
    for table in METADATA.sorted_tables:
        out.append(str(CreateTable(table).compile(dialect=target)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        out += [str(CreateIndex(index).compile(dialect=target)) for index in indexes]
    if engine == "sqlite":
        return out + laws.sqlite_ddl(METADATA) + statistics.sqlite_statements(METADATA)
    return out + laws.postgres_ddl(METADATA)


def text(engine: str) -> str:
    """Return the schema file of an engine."""
    return "".join(f"{statement}{SEPARATOR}" for statement in ddl(engine))


def run(connection: Connection, statements: list[str]) -> None:
    """Execute statements verbatim (psycopg takes % as a placeholder)."""
    double = connection.dialect.name != "sqlite"
    for statement in statements:
        connection.exec_driver_sql(statement.replace("%", "%%") if double else statement)


def tables(*names: str) -> list[str]:
    """Return the statements that make some tables of SQLite, without indexes and laws."""
    made = (CreateTable(METADATA.tables[name]) for name in names)
    return [str(one.compile(dialect=sqlite.dialect())).strip() for one in made]


def create(connection: Connection) -> None:
    """Create everything in an empty database (replay targets, tests)."""
    run(connection, ddl(connection.dialect.name))


def dump(connection: Connection) -> str:
    """Return the stored schema of a SQLite database, Alembic's own table left out."""
    rows = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
        " ORDER BY type, name"
    )
    return "".join(f"{row[0]};\n" for row in rows)


def main(arguments: list[str], folder: Path | None = None) -> int:
    """Write the schema files, or compare them (`--check`); return the exit status."""
    stale = 0
    for engine in ENGINES:
        path = (folder or schemas()) / f"{engine}.sql"
        if "--check" in arguments:
            if path.read_text(encoding="utf-8") != text(engine):
                sys.stderr.write(f"{path.name} is not what the model says; write it anew\n")
                stale = 1
        else:
            path.write_text(text(engine), encoding="utf-8", newline="\n")
    return stale


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
