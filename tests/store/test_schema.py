"""Migrations, the metadata and the schema files say the same on every engine."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from cityledger.kernel.errors import Unavailable
from cityledger.model import METADATA
from cityledger.store import laws, migrate, schema
from cityledger.store.engine import connect, read
from cityledger.store.files import schemas
from cityledger.store.session import write
from tests.laws.conftest import ENGINES, fresh_url

PG = "postgresql" in ENGINES


def stored(connection: Connection) -> str:
    """Return the stored schema of a database as text that can be compared."""
    if connection.dialect.name == "sqlite":
        return schema.dump(connection)
    here = "current_schema()::regnamespace"
    queries = (
        (
            "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
            " a.attcollation::regcollation::text FROM pg_attribute a JOIN pg_class c ON"
            f" c.oid=a.attrelid WHERE relnamespace={here} AND attnum>0 AND relkind='r'"
        ),
        f"SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace={here}",
        (
            "SELECT tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON"
            f" c.oid=tgrelid WHERE relnamespace={here} AND NOT tgisinternal"
        ),
        f"SELECT proname, prosrc FROM pg_proc WHERE pronamespace={here}",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname=current_schema()",
    )
    lines = [
        str(tuple(row))
        for query in queries
        for row in connection.exec_driver_sql(query)
        if not row[0].startswith("alembic")
    ]
    place = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    return "\n".join(sorted(lines)).replace(str(place), "here")


@pytest.mark.parametrize("engine", ENGINES)
def test_migrations_add_up_to_the_metadata(engine: str, tmp_path: Path) -> None:
    made = []
    for name, build in (("created", schema.create), ("migrated", migrate.upgrade)):
        opened = connect(fresh_url(engine, name, tmp_path))
        with write(opened) as connection:
            build(connection)
        with read(opened) as connection:
            made.append(stored(connection))
        opened.dispose()
    assert made[0] == made[1]
    assert "law_voucher_insert" in made[0]


@pytest.mark.parametrize("engine", schema.ENGINES)
def test_the_schema_files_are_what_the_model_says(engine: str) -> None:
    assert schema.text(engine) == (schemas() / f"{engine}.sql").read_text(encoding="utf-8")
    frozen = files("cityledger.store.migrations").joinpath(f"sql/{migrate.LATEST}.{engine}.sql")
    assert schema.text(engine) == frozen.read_text(encoding="utf-8")


def test_the_check_notices_a_stale_file(tmp_path: Path) -> None:
    for engine in schema.ENGINES:
        (tmp_path / f"{engine}.sql").write_text("stale", encoding="utf-8")
    statuses = [schema.main(arguments, tmp_path) for arguments in (["--check"], [], ["--check"])]
    assert [1, 0, 0] == statuses


@pytest.mark.parametrize("engine", ENGINES)
def test_an_upgrade_that_fails_leaves_nothing(engine: str, tmp_path: Path) -> None:
    opened = connect(fresh_url(engine, "failed", tmp_path))

    def fail() -> None:
        with write(opened) as connection:
            migrate.upgrade(connection)
            connection.exec_driver_sql("CREATE TABLE book (x)")

    with pytest.raises((DBAPIError, Unavailable)):
        fail()
    with read(opened) as connection:
        assert [] == inspect(connection).get_table_names()
        assert migrate.due(connection)
    opened.dispose()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_migration_is_due_until_it_has_run(engine: str, tmp_path: Path) -> None:
    opened = connect(fresh_url(engine, "due", tmp_path))
    with write(opened) as connection:
        assert migrate.due(connection)
        migrate.upgrade(connection)
        assert not migrate.due(connection)
        migrate.upgrade(connection)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='0000'")
        assert migrate.due(connection)
    opened.dispose()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_there_is_one_trigger_per_table_and_event(engine: str) -> None:
    made = laws.sqlite_ddl(METADATA) if engine == "sqlite" else laws.postgres_ddl(METADATA)
    heads = [found.groups() for text in made if (found := HEAD.match(text))]
    assert len(heads) == len(set(heads)) > 100


HEAD = re.compile(r'CREATE TRIGGER \w+ BEFORE (\w+) ON "?(\w+)"?')


def test_every_frozen_table_refuses_update_delete_and_truncate() -> None:
    frozen = {table.name for table in METADATA.sorted_tables if table.info["frozen"]}
    made = [HEAD.match(text) for text in laws.postgres_ddl(METADATA)]
    events = {found.groups() for found in made if found}
    wanted = {
        (event, name) for name in frozen for event in ("UPDATE", "DELETE", "TRUNCATE", "INSERT")
    }
    assert set() == wanted - events


def test_frozen_tables_have_no_hidden_key() -> None:
    with_rowid = {
        table.name
        for table in METADATA.sorted_tables
        if table.info["frozen"] and table.dialect_options["sqlite"]["with_rowid"]
    }
    assert {"leaf"} == with_rowid


def test_a_distributed_server_leaves_out_what_crosses_tables() -> None:
    plain = "".join(laws.postgres_ddl(METADATA))
    spread = "".join(laws.postgres_ddl(METADATA, distributed=True))
    assert "L6 party: no leaf" in plain
    assert "L6 party: no leaf" not in spread
    assert "L6 voucher: no leaf" in spread


def test_laws_speak_by_number() -> None:
    said = {law.message for law in laws.laws(METADATA)}
    assert set() == {message for message in said if not re.match(r"L\d+ ", message)}
    assert not any("'" in message for message in said)


def test_the_server_is_tried_when_there_is_one() -> None:
    assert bool(os.environ.get("CITYLEDGER_PG")) == PG
