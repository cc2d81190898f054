"""L6: posted is posted. Every trick on every frozen table, generated from the metadata."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Table, UniqueConstraint

from cityledger.model import METADATA
from cityledger.model.types import Int
from tests.conftest import BOOK
from tests.laws.raw import Raw

FROZEN = [table for table in METADATA.sorted_tables if table.info["frozen"]]
MUTABLE = {table.name for table in METADATA.sorted_tables} - {table.name for table in FROZEN}
FRESH = 1_000_000


def keys_of(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield every set of columns that the database holds unique, the hidden rowid included."""
    yield tuple(column.name for column in table.primary_key)
    uniques = [list(c.columns) for c in table.constraints if isinstance(c, UniqueConstraint)]
    uniques += [list(index.columns) for index in table.indexes if index.unique]
    yield from sorted(tuple(column.name for column in columns) for columns in uniques)
    if table.dialect_options["sqlite"]["with_rowid"]:
        yield ("rowid",)


KEYS = [(table, key) for table in FROZEN for key in keys_of(table)]
KEY_IDS = [f"{table.name}-{'+'.join(key)}" for table, key in KEYS]


def quoted(names: Iterable[str]) -> str:
    """Return a list of column names for SQL."""
    return ", ".join(f'"{name}"' for name in names)


class Shell:
    """A plain connection as the sqlite3 shell opens it: no pragma of ours is on."""

    def __init__(self, path: Path) -> None:
        """Open the file; switch off all that can be switched off without changing the schema."""
        self.raw = sqlite3.connect(path, isolation_level=None)
        self.raw.execute("PRAGMA foreign_keys=OFF")
        self.raw.execute("PRAGMA recursive_triggers=OFF")
        self.raw.execute("PRAGMA ignore_check_constraints=ON")

    def lawless(self) -> None:
        """Drop every trigger."""
        names = self.raw.execute("SELECT name FROM sqlite_schema WHERE type='trigger'")
        for (name,) in names.fetchall():
            self.raw.execute(f"DROP TRIGGER {name}")

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Return all rows of a table."""
        hidden = "rowid, " if table == "leaf" else ""
        return self.raw.execute(f'SELECT {hidden}* FROM "{table}"').fetchall()

    def tried(self, sql: str, values: tuple[Any, ...], table: str) -> tuple[str, bool]:
        """Run a trick and undo it; return what the database said and whether old rows changed."""
        before = self.rows(table)
        self.raw.execute("SAVEPOINT trick")
        said = ""
        try:
            self.raw.execute(sql, values)
        except sqlite3.Error as error:
            said = str(error)
        changed = bool(set(before) - set(self.rows(table)))
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK TO trick")
            self.raw.execute("RELEASE trick")
        return said, changed


@pytest.fixture(scope="module")
def shell(furnished_file: Path) -> Iterator[Shell]:
    """A shell on the furnished file; tricks are undone."""
    opened = Shell(furnished_file)
    yield opened
    opened.raw.close()


@pytest.fixture(scope="module")
def lawless(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell on a copy without triggers: here every trick must work, else it proves nothing."""
    path = tmp_path_factory.mktemp("lawless") / "ledger.db"
    shutil.copy(furnished_file, path)
    opened = Shell(path)
    opened.lawless()
    yield opened
    opened.raw.close()


def impostor(shell: Shell, table: Table, key: tuple[str, ...]) -> dict[str, Any]:
    """Return a row with the key of an old row and everything else new."""
    names = [column.name for column in table.columns]
    hidden = ["rowid"] if "rowid" in key else []
    known = " AND ".join(f'"{name}" IS NOT NULL' for name in key) or "1=1"
    found = shell.raw.execute(
        f'SELECT {quoted(names + hidden)} FROM "{table.name}" WHERE {known} LIMIT 1'
    ).fetchone()
    old = dict(zip(names + hidden, found, strict=True))
    return {
        name: value if name in key else other(value, table, name) for name, value in old.items()
    }


def other(value: Any, table: Table, name: str) -> Any:  # noqa: ANN401 - a cell of any column
    """Return another value of the same storage class."""
    if isinstance(value, int):
        return value + FRESH
    if value is None:
        kind = table.c[name].type
        return FRESH if kind is Int else b"" if isinstance(kind, LargeBinary) else "伪"
    return value + (b"x" if isinstance(value, bytes) else "x")


def tricks(
    shell: Shell, table: Table, key: tuple[str, ...]
) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Yield (name, SQL, values) of every way to put a new row in the place of an old one."""
    row = impostor(shell, table, key)
    into = f'INTO "{table.name}" ({quoted(row)}) VALUES ({", ".join("?" * len(row))})'
    values = tuple(row.values())
    changed = next(name for name in row if name not in key)
    yield "REPLACE", f"REPLACE {into}", values
    yield "INSERT OR REPLACE", f"INSERT OR REPLACE {into}", values
    if "rowid" not in key:
        upsert = f'ON CONFLICT ({quoted(key)}) DO UPDATE SET "{changed}"=excluded."{changed}"'
        yield "upsert", f"INSERT {into} {upsert}", values
        any_key = f'ON CONFLICT DO UPDATE SET "{changed}"=excluded."{changed}"'
        yield "upsert on any key", f"INSERT {into} {any_key}", values
    moved = ", ".join(f'"{name}"=?' for name in key)
    target = tuple(row[name] for name in key)
    differs = " OR ".join(f'"{name}" IS NOT ?' for name in key)
    others = f'SELECT 1 FROM "{table.name}" WHERE {differs}'
    if shell.raw.execute(others, target).fetchone() is None:
        return
    yield (
        "UPDATE OR REPLACE from another row",
        f'UPDATE OR REPLACE "{table.name}" SET {moved} WHERE {differs}',
        target + target,
    )


def test_the_furnished_book_has_a_row_in_every_table(shell: Shell) -> None:
    assert [] == [table.name for table in METADATA.sorted_tables if not shell.rows(table.name)]


def test_a_key_with_a_gap_in_it_is_no_key() -> None:
    # NULL equals nothing: a row without its number would pass beside one that is the same.
    empty = [
        (t.name, name) for t, key in KEYS for name in key if name in t.c and t.c[name].nullable
    ]
    assert [("voucher", "reverses_id")] == empty


def test_only_head_balances_and_limits_change_in_place() -> None:
    assert {"log_head", "balance", "limits"} == MUTABLE


@pytest.mark.parametrize(("table", "key"), KEYS, ids=KEY_IDS)
def test_no_row_takes_the_place_of_another(
    shell: Shell, table: Table, key: tuple[str, ...]
) -> None:
    if not shell.rows(table.name):
        pytest.fail(f"no row of {table.name} to attack")
    for name, sql, values in tricks(shell, table, key):
        said, changed = shell.tried(sql, values, table.name)
        assert (name, "L6", False) == (name, said[:2], changed)


@pytest.mark.parametrize(("table", "key"), KEYS, ids=KEY_IDS)
def test_without_triggers_the_same_tricks_work(
    lawless: Shell, table: Table, key: tuple[str, ...]
) -> None:
    name, sql, values = next(tricks(lawless, table, key))
    assert (name, ("", True)) == (name, lawless.tried(sql, values, table.name))


@pytest.mark.parametrize("table", FROZEN, ids=lambda table: table.name)
@pytest.mark.parametrize("how", ["", "OR REPLACE ", "OR IGNORE ", "OR FAIL ", "OR ROLLBACK "])
def test_no_column_is_updated(shell: Shell, table: Table, how: str) -> None:
    for column in table.columns:
        name = f'"{column.name}"'
        said, changed = shell.tried(f'UPDATE {how}"{table.name}" SET {name}={name}', (), table.name)
        assert (f"L6 {table.name}: no update", False) == (said, changed)


@pytest.mark.parametrize("table", FROZEN, ids=lambda table: table.name)
def test_nothing_is_deleted(shell: Shell, table: Table) -> None:
    for where in ("", " WHERE 1=1"):
        said, changed = shell.tried(f'DELETE FROM "{table.name}"{where}', (), table.name)
        assert (f"L6 {table.name}: no delete", False) == (said, changed)


@pytest.mark.parametrize("table", FROZEN, ids=lambda table: table.name)
def test_without_triggers_rows_are_deleted(lawless: Shell, table: Table) -> None:
    assert ("", True) == lawless.tried(f'DELETE FROM "{table.name}"', (), table.name)


WITH_LEAF = [table for table in FROZEN if "leaf" in table.info and table.name != "book"]
"""`book` has one row per log, so its key speaks before its leaf does."""


@pytest.mark.parametrize("table", WITH_LEAF, ids=lambda table: table.name)
@pytest.mark.parametrize(("leaf", "law"), [(1, "sealed"), (FRESH, "no leaf")])
def test_no_row_enters_under_an_old_leaf_or_none(
    shell: Shell, table: Table, leaf: int, law: str
) -> None:
    row = impostor(shell, table, ())
    if "book_id" in row:
        row["book_id"] = BOOK
    row |= {"leaf_idx": leaf} if "leaf_idx" in row else {"voucher_id": leaf * 100 + 77}
    into = f'INSERT INTO "{table.name}" ({quoted(row)}) VALUES ({", ".join("?" * len(row))})'
    said, changed = shell.tried(into, tuple(row.values()), table.name)
    assert (f"L6 {table.name}: {law}", False) == (said, changed)


SHADOWS = {
    "a temporary trigger that updates": (
        (
            "CREATE TEMP TRIGGER t AFTER UPDATE ON main.limits"
            " BEGIN UPDATE voucher SET summary='伪'; END"
        ),
        "UPDATE limits SET cap_fen=cap_fen",
    ),
    "a temporary trigger that deletes": (
        "CREATE TEMP TRIGGER t BEFORE UPDATE ON main.limits BEGIN DELETE FROM posting; END",
        "UPDATE limits SET cap_fen=cap_fen",
    ),
    "a temporary table of the same name": (
        "CREATE TEMP TABLE leaf (book_id, idx, body, hash)",
        "UPDATE main.voucher SET summary='伪'",
    ),
    "a temporary head that is low": (
        "CREATE TEMP TABLE log_head AS SELECT book_id, 0 AS size FROM main.log_head",
        (
            "INSERT INTO main.task (book_id, task_id, leaf_idx, kind, subject, opened_on)"
            " VALUES (3702110001, 9, 1, 'k', 's', '2025-01-10')"
        ),
    ),
    "a common table expression": (
        "SELECT 1",
        (
            "WITH v AS (SELECT max(voucher_id) AS id FROM voucher)"
            " UPDATE voucher SET summary='伪' WHERE voucher_id=(SELECT id FROM v) RETURNING *"
        ),
    ),
    "an update from another table": (
        "SELECT 1",
        "UPDATE voucher SET summary=a.zh FROM account a WHERE a.code='1001'",
    ),
}


@pytest.mark.parametrize("name", SHADOWS)
def test_shadows_and_detours_change_nothing(furnished_file: Path, name: str) -> None:
    shell, (before, trick) = Shell(furnished_file), SHADOWS[name]
    shell.raw.execute("BEGIN")
    rows = [shell.raw.execute(f"SELECT * FROM main.{t}").fetchall() for t in ("voucher", "posting")]
    shell.raw.execute(before)
    with pytest.raises(sqlite3.IntegrityError, match=r"^L6 "):
        shell.raw.execute(trick).fetchall()
    after = [
        shell.raw.execute(f"SELECT * FROM main.{t}").fetchall() for t in ("voucher", "posting")
    ]
    shell.raw.execute("ROLLBACK")
    shell.raw.close()
    assert rows == after


HEAD_TRICKS = {
    "REPLACE": "REPLACE INTO log_head SELECT book_id, origin, 1, frontier, last_hash,"
    " last_booked_at FROM log_head WHERE book_id<>0",
    "upsert": "INSERT INTO log_head SELECT * FROM log_head WHERE book_id<>0"
    " ON CONFLICT DO UPDATE SET size=1",
    "update down": "UPDATE log_head SET size=size-1",
    "update up": "UPDATE log_head SET size=size+1, last_booked_at='2099-01-01T00:00:00.000000Z'",
    "origin": "UPDATE log_head SET origin='x', size=size+1",
    "book": "UPDATE OR REPLACE log_head SET book_id=0 WHERE book_id<>0",
    "delete": "DELETE FROM log_head",
    "a new head with a size": "INSERT INTO log_head SELECT 5, origin, size, frontier, last_hash,"
    " last_booked_at FROM log_head WHERE book_id=0",
}


@pytest.mark.parametrize("name", HEAD_TRICKS)
def test_the_head_only_moves_up_with_its_leaves(shell: Shell, name: str) -> None:
    said, changed = shell.tried(HEAD_TRICKS[name], (), "log_head")
    assert ("L", False) == (said[:1], changed)


COUNT = (
    "SELECT quote(voucher_id), summary FROM voucher;"
    "SELECT count(*), sum(debit_fen) FROM posting;"
    "SELECT book_id, size, hex(frontier) FROM log_head;"
    "SELECT book_id, idx, hex(hash) FROM leaf;"
)


def shell_session(path: Path, text: str) -> tuple[str, str]:
    """Return what the sqlite3 program (or, without it, the library) printed and complained of."""
    if program := shutil.which("sqlite3"):
        done = subprocess.run(
            [program, str(path)], input=text, capture_output=True, text=True, check=False
        )
        return done.stdout, done.stderr
    printed, complaints = "", ""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in text.split(";"):
        try:
            printed += str(connection.execute(statement).fetchall())
        except sqlite3.Error as error:
            complaints += str(error)
    connection.close()
    return printed, complaints


@pytest.mark.parametrize(
    "trick",
    [
        "UPDATE voucher SET summary='x'",
        "DELETE FROM posting",
        "REPLACE INTO voucher SELECT * FROM voucher LIMIT 1",
        (
            "REPLACE INTO leaf(rowid,book_id,idx,body,hash)"
            f" SELECT rowid,{BOOK},(SELECT max(idx)+1 FROM leaf WHERE book_id={BOOK}),x'00',x'00'"
            " FROM leaf LIMIT 1"
        ),
        "REPLACE INTO log_head SELECT book_id,origin,0,x'',last_hash,last_booked_at FROM log_head",
        (
            "PRAGMA foreign_keys=0;PRAGMA recursive_triggers=0;UPDATE OR REPLACE posting SET n=1"
            " WHERE n=2"
        ),
    ],
    ids=["update", "delete", "replace", "rowid", "head", "update or replace"],
)
def test_the_sqlite3_shell_is_refused(ledger_file: Path, trick: str) -> None:
    before, _ = shell_session(ledger_file, COUNT)
    _, complaints = shell_session(ledger_file, trick + ";")
    assert "L6 " in complaints
    assert before == shell_session(ledger_file, COUNT)[0]


def test_without_triggers_the_shell_has_its_way(ledger_file: Path) -> None:
    opened = Shell(ledger_file)
    opened.lawless()
    opened.raw.close()
    before, _ = shell_session(ledger_file, COUNT)
    assert "" == shell_session(ledger_file, "UPDATE voucher SET summary='x';")[1]
    assert before != shell_session(ledger_file, COUNT)[0]


SERVER_TRICKS = {
    "sqlite": (
        'UPDATE "{t}" SET "{c}"="{c}"',
        'DELETE FROM "{t}"',
        'INSERT OR IGNORE INTO "{t}" SELECT * FROM "{t}"',
    ),
    "postgresql": (
        'UPDATE "{t}" SET "{c}"="{c}"',
        'DELETE FROM "{t}"',
        'TRUNCATE "{t}" CASCADE',
        (
            'INSERT INTO "{t}" SELECT * FROM "{t}" ON CONFLICT ({k}) DO UPDATE'
            ' SET "{c}"=excluded."{c}"'
        ),
        'INSERT INTO "{t}" SELECT * FROM "{t}" ON CONFLICT DO NOTHING',
        'MERGE INTO "{t}" t USING "{t}" s ON s."{c}"=t."{c}" WHEN MATCHED THEN DELETE',
        'WITH gone AS (DELETE FROM "{t}" RETURNING *) SELECT count(*) FROM gone',
    ),
}


@pytest.mark.parametrize("table", FROZEN, ids=lambda table: table.name)
def test_both_engines_refuse_the_same(raw: Raw, table: Table) -> None:
    names = {"c": next(iter(table.columns)).name, "k": quoted(c.name for c in table.primary_key)}
    tricks = SERVER_TRICKS[raw.engine]
    said = [raw.refused_sql(trick.format(t=table.name, **names))[:3] for trick in tricks]
    assert ["L6 "] * len(tricks) == said


def test_without_triggers_both_engines_obey(raw: Raw) -> None:
    assert raw.drop_laws() > len(FROZEN)
    assert "" == raw.refused_sql("UPDATE voucher SET summary='x'")
