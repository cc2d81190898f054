"""L10: every row can be computed again from the leaves alone; what differs is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, LargeBinary, Table

from cityledger.evidence.tree import check_inclusion
from cityledger.kernel.errors import Tampered
from cityledger.ledger.difference import compare, difference
from cityledger.ledger.leaves import Stored
from cityledger.ledger.proof import head_of, prove, sizes
from cityledger.ledger.replay import Replay
from cityledger.ledger.tables import PROJECTIONS, T
from cityledger.ledger.verify import leaf_count, verify
from cityledger.model.types import Day, Instant, Int
from cityledger.store import schema
from cityledger.store.engine import connect, read
from cityledger.store.session import write
from tests.conftest import BOOK
from tests.laws.furnish import JAN
from tests.laws.raw import Raw, line, receipt_lines, voucher

FRESH = 1_000_000
COMPARED = [*PROJECTIONS, T["node"], T["log_head"]]


def lawless(path: Path) -> None:
    """Drop every trigger of a file, as somebody who owns it can."""
    raw = sqlite3.connect(path)
    for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type='trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.close()


def replayed(source: Connection, target: Connection, chunk: int) -> dict[int, bytes]:
    """Rebuild a book in an empty database."""
    schema.create(target)
    return Replay(Stored(source), target, chunk=chunk).run()


@pytest.mark.parametrize("chunk", [1, 2, 10, 255, 1000])
def test_a_replay_in_chunks_of_any_size_is_the_same_book(raw: Raw, chunk: int) -> None:
    target = connect("sqlite://")
    with raw.writing() as source, write(target) as copy:
        roots = replayed(source, copy, chunk)
        assert [] == list(compare(source, copy))
        assert {book: head_of(source, book).root for book in roots} == roots
    target.dispose()


def test_the_furnished_book_is_sound(raw: Raw) -> None:
    with raw.writing() as connection:
        verdict = verify(connection)
        found = sizes(connection)
    assert ((), sum(found.values()), {0, BOOK}) == (
        verdict.problems,
        verdict.leaves,
        set(verdict.roots),
    )
    assert verdict.sound


def test_progress_counts_every_leaf(raw: Raw) -> None:
    steps: list[int] = []
    with raw.writing() as connection:
        verify(connection, signatures=False, step=steps.append)
        assert leaf_count(connection) == sum(steps)


def test_every_leaf_is_proved_under_the_root(raw: Raw) -> None:
    with raw.writing() as connection:
        head = head_of(connection, BOOK)
        leaves = [
            bytes(h) for (h,) in raw.sql("SELECT hash FROM leaf WHERE book_id=? ORDER BY idx", BOOK)
        ]
        for index in (0, 1, 128, 255, 256, head.size - 1):
            path = prove(connection, BOOK, index, head.size)
            assert check_inclusion(leaves[index], index, head.size, path, head.root)
            assert not check_inclusion(leaves[index - 1], index, head.size, path, head.root)


def test_a_receipt_proves_its_act(raw: Raw) -> None:
    receipt = raw.do("evidence.attach", {})
    size = receipt.index + 1
    assert check_inclusion(receipt.hash, receipt.index, size, receipt.path, receipt.root)


@pytest.fixture(scope="module")
def forged(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The furnished file without triggers; changes are undone by each test."""
    path = tmp_path_factory.mktemp("forged") / "ledger.db"
    path.write_bytes(furnished_file.read_bytes())
    lawless(path)
    engine = connect(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def rebuilt(furnished_file: Path) -> Iterator[Connection]:
    """What the leaves of the furnished file say."""
    source, target = connect(f"sqlite:///{furnished_file}"), connect("sqlite://")
    with target.connect().execution_options(write=True) as copy:
        with read(source) as connection:
            replayed(connection, copy, 1000)
        yield copy
    source.dispose()
    target.dispose()


def other(column: Any, value: Any) -> Any:  # noqa: ANN401 - a cell of any column
    """Return another value that the column can hold."""
    if isinstance(column.type, Day):
        return "2024-02-29"
    if isinstance(column.type, Instant):
        return "2024-02-29T00:00:00.000000Z"
    if column.type is Int:
        return (value or 0) + FRESH
    if isinstance(column.type, LargeBinary):
        return bytes([(value or b"\0")[0] ^ 1]) + (value or b"\0")[1:]
    return f"{value or ''}伪"


def change(connection: Connection, table: Table, name: str) -> None:
    """Change one cell of the first row, past every CHECK and foreign key."""
    keys = ", ".join(f'"{c.name}"' for c in table.primary_key)
    first = f'SELECT "{name}", {keys} FROM "{table.name}" ORDER BY {keys} LIMIT 1'
    value, *key = connection.exec_driver_sql(first).one()
    where = " AND ".join(f'"{c.name}"=?' for c in table.primary_key)
    new = other(table.c[name], value)
    update = f'UPDATE "{table.name}" SET "{name}"=? WHERE {where}'
    assert 1 == connection.exec_driver_sql(update, (new, *key)).rowcount


CELLS = [(table, column.name) for table in COMPARED for column in table.columns]


@pytest.mark.parametrize(("table", "name"), CELLS, ids=[f"{t.name}.{n}" for t, n in CELLS])
def test_one_changed_cell_anywhere_is_named(
    forged: Engine, rebuilt: Connection, table: Table, name: str
) -> None:
    with forged.connect() as connection:
        for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
            connection.connection.driver_connection.execute(f"PRAGMA {pragma}")  # type: ignore[union-attr]
        transaction = connection.begin()
        change(connection, table, name)
        said = difference(table, connection, rebuilt) or ""
        transaction.rollback()
        connection.invalidate()
    assert said.startswith(f"{table.name} (")
    is_key = name in {column.name for column in table.primary_key}
    assert ("have this row" if is_key else f": {name} is ") in said or "has this row" in said


@pytest.mark.parametrize("table", COMPARED, ids=lambda table: table.name)
def test_one_row_too_few_or_too_many_is_named(
    forged: Engine, rebuilt: Connection, table: Table
) -> None:
    keys = ", ".join(f'"{c.name}"' for c in table.primary_key)
    where = f'({keys}) = (SELECT {keys} FROM "{table.name}" ORDER BY {keys} DESC LIMIT 1)'
    with forged.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        transaction = connection.begin()
        connection.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE {where}')
        fewer, more = difference(table, connection, rebuilt), difference(table, rebuilt, connection)
        transaction.rollback()
        connection.invalidate()
    assert fewer is not None
    assert more is not None
    assert fewer.startswith(f"{table.name} (")
    assert "the table has not" in fewer
    assert "the leaves have not" in more


def test_the_untouched_copy_agrees(forged: Engine, rebuilt: Connection) -> None:
    with read(forged) as connection:
        assert [] == list(compare(connection, rebuilt))


def judged(path: Path, *statements: str, signatures: bool = False) -> tuple[str, ...]:
    """Run statements on a file without triggers, put the triggers back, and verify it."""
    raw = sqlite3.connect(path)
    raw.create_function("flip", 2, lambda data, n: data[:n] + bytes([data[n] ^ 1]) + data[n + 1 :])
    made = raw.execute("SELECT sql FROM sqlite_schema WHERE type='trigger'").fetchall()
    raw.close()
    lawless(path)
    raw = sqlite3.connect(path)
    raw.create_function("flip", 2, lambda data, n: data[:n] + bytes([data[n] ^ 1]) + data[n + 1 :])
    for pragma in ("ignore_check_constraints=ON", "foreign_keys=OFF"):
        raw.execute(f"PRAGMA {pragma}")
    for statement in statements:
        raw.execute(statement)
    for (sql,) in made:
        raw.execute(sql)
    raw.commit()
    raw.close()
    engine = connect(f"sqlite:///{path}")
    with read(engine) as connection:
        problems = verify(connection, signatures=signatures).problems
    engine.dispose()
    return problems


def test_putting_the_triggers_back_is_no_finding(ledger_file: Path) -> None:
    assert () == judged(ledger_file, "SELECT 1")


LEAF = f"book_id={BOOK} AND idx"


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (f"UPDATE leaf SET body=flip(body, 40) WHERE {LEAF}=7", f"leaf 7 of book {BOOK}"),
        (f"UPDATE leaf SET body=flip(body, 300) WHERE {LEAF}=7", f"leaf 7 of book {BOOK}"),
        (f"UPDATE leaf SET body=x'' WHERE {LEAF}=7", f"leaf 7 of book {BOOK}: not a leaf"),
        (f"UPDATE leaf SET hash=flip(hash, 0) WHERE {LEAF}=7", f"leaf 7 of book {BOOK}"),
        (f"DELETE FROM leaf WHERE {LEAF}=7", f"leaf 8 of book {BOOK}"),
        (f"DELETE FROM leaf WHERE {LEAF}=0", f"leaf 1 of book {BOOK}"),
        (
            f"UPDATE leaf SET body=(SELECT body FROM leaf WHERE {LEAF}=6) WHERE {LEAF}=7",
            f"leaf 7 of book {BOOK}: does not follow",
        ),
        ("UPDATE leaf SET body=flip(body, 40) WHERE book_id=0 AND idx=1", "leaf 1 of book 0"),
        ("DELETE FROM leaf WHERE book_id=0", f"leaf 0 of book {BOOK}"),
        (f"DELETE FROM leaf WHERE {LEAF}=(SELECT max(idx) FROM leaf)", "override_use ("),
        (f"UPDATE node SET hash=flip(hash, 0) WHERE book_id={BOOK}", "node ("),
        (f"UPDATE log_head SET size=size-1 WHERE book_id={BOOK}", "log_head ("),
        (f"UPDATE log_head SET frontier=flip(frontier, 0) WHERE book_id={BOOK}", "log_head ("),
        (f"DELETE FROM log_head WHERE book_id={BOOK}", f"log_head (book_id={BOOK}): missing"),
        ("DELETE FROM log_head WHERE book_id=0", "log_head (book_id=0): missing"),
        ("UPDATE voucher SET value_date='gestern'", "voucher"),
        ("UPDATE voucher SET booked_at='x'", "voucher"),
        ("UPDATE voucher SET summary=CAST(x'ff' AS TEXT)", "voucher"),
        ("UPDATE limits SET last_on='2025-99-99'", "limits"),
    ],
)  # fmt: skip
def test_a_changed_record_is_named(ledger_file: Path, sql: str, said: str) -> None:
    problems = judged(ledger_file, sql)
    assert any(said in problem for problem in problems), problems


DDL = {
    "a dropped trigger": (
        "DROP TRIGGER law_voucher_update",
        "trigger law_voucher_update is missing",
    ),
    "a trigger of one's own": (
        "CREATE TRIGGER mine AFTER INSERT ON voucher BEGIN SELECT 1; END",
        "trigger mine is not ours",
    ),
    "a new index": ("CREATE INDEX mine ON voucher (summary)", "index mine is not ours"),
    "a dropped index": (
        "DROP INDEX ix_posting_book_id_tranche_id_account",
        "index ix_posting_book_id",
    ),
    "a view in a table's place": (
        "ALTER TABLE task RENAME TO task2;CREATE VIEW task AS SELECT * FROM task2 WHERE task_id<>1",
        "view task is not ours",
    ),
    "a table of one's own": ("CREATE TABLE mine (a)", "table mine is not ours"),
    "a column more": ("ALTER TABLE task ADD COLUMN x INTEGER", "table task is changed"),
}


@pytest.mark.parametrize("name", DDL)
def test_a_changed_schema_is_named(ledger_file: Path, name: str) -> None:
    sql, said = DDL[name]
    raw = sqlite3.connect(ledger_file)
    raw.executescript(sql)
    raw.close()
    engine = connect(f"sqlite:///{ledger_file}")
    with read(engine) as connection:
        problems = verify(connection, signatures=False).problems
    engine.dispose()
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DROP TRIGGER law_voucher_update ON voucher", "trigger law_voucher_update is missing"),
        ("ALTER TABLE voucher DISABLE TRIGGER law_voucher_update", "trigger law_voucher_update is"),
        (
            (
                "CREATE OR REPLACE FUNCTION law_voucher_update() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RETURN NEW; END $$"
            ),
            "function law_voucher_update is changed",
        ),
        ("DROP TRIGGER law_voucher_truncate ON voucher", "trigger law_voucher_truncate is missing"),
    ],
)
def test_a_changed_law_on_the_server_is_named(raw: Raw, sql: str, said: str) -> None:
    if raw.engine == "sqlite":
        sql, said = "DROP TRIGGER law_posting_update", "trigger law_posting_update is missing"
    raw.sql(sql)
    with raw.writing() as connection:
        problems = verify(connection, signatures=False).problems
    assert [True] == [said in problem for problem in problems]


def test_rows_hidden_by_a_broken_index_are_noticed(ledger_file: Path) -> None:
    raw = sqlite3.connect(ledger_file)
    raw.execute("PRAGMA writable_schema=ON")
    name = "ix_posting_book_id_tranche_id_account"
    raw.execute(
        "UPDATE sqlite_schema SET sql=replace(sql, '(book_id, tranche_id, account)',"
        " '(book_id, tranche_id, account) WHERE tranche_id<>2') WHERE name=?",
        (name,),
    )
    raw.commit()
    raw.close()
    raw = sqlite3.connect(ledger_file)
    raw.execute("REINDEX")
    raw.execute("PRAGMA writable_schema=ON")
    raw.execute(
        "UPDATE sqlite_schema SET sql=replace(sql, ' WHERE tranche_id<>2', '') WHERE name=?",
        (name,),
    )
    raw.commit()
    raw.close()
    engine = connect(f"sqlite:///{ledger_file}")
    with read(engine) as connection:
        problems = verify(connection, signatures=False).problems
    engine.dispose()
    assert any(problem.startswith("integrity_check: ") for problem in problems), problems


def test_a_leaf_that_breaks_a_trigger_is_named(raw: Raw) -> None:
    raw.drop_laws()
    raw.do("evidence.attach", {})
    leaf = raw.do("voucher.correct", voucher(JAN, line("D", "5001", 5), line("C", "2101", 4))).index
    raw.do("evidence.attach", {})
    with raw.writing() as connection:
        problems = verify(connection, signatures=False).problems
    said = f"leaf {leaf} of book {BOOK}: breaks a law: L2 debit <> credit in a ledger and key"
    assert said in problems


def test_a_leaf_that_breaks_a_floor_is_named(empty: Raw) -> None:
    """A program without the floors could seal it; the leaf then says too much for the book."""
    from cityledger.ledger import append as appending
    from cityledger.ledger.rows import Rows

    with empty.writing() as connection:
        event = empty.event(connection, "voucher.correct", voucher(JAN, *receipt_lines(9, 5)))
        log = appending.lock(connection, BOOK)
        leaf = log.seal(event, empty.office.desk.now(connection))
        log.save(Rows(connection, BOOK))
        problems = verify(connection, signatures=False).problems
    assert (f"leaf {leaf.index} of book {BOOK}: breaks a law",) == tuple(
        problem[: len(f"leaf {leaf.index} of book {BOOK}: breaks a law")] for problem in problems
    )


def test_replay_says_which_log_is_tampered(raw: Raw) -> None:
    raw.drop_laws()
    raw.sql("UPDATE leaf SET hash=? WHERE book_id=? AND idx=3", b"x" * 32, BOOK)
    target = connect("sqlite://")
    with (
        raw.writing() as source,
        write(target) as copy,
        pytest.raises(Tampered, match=f"^leaf 3 of book {BOOK}: "),
    ):
        replayed(source, copy, 1000)
    target.dispose()
