"""How a database is opened, and what a failed write leaves behind."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from cityledger.kernel.errors import Unavailable
from cityledger.store.engine import connect, read, wal_is_safe
from cityledger.store.session import write


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A database with one table and a foreign key that is judged at COMMIT."""
    opened = connect(f"sqlite:///{tmp_path}/a.db")
    with write(opened) as connection:
        connection.exec_driver_sql("CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT")
        connection.exec_driver_sql(
            "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a"
            " DEFERRABLE INITIALLY DEFERRED) STRICT"
        )
    return opened


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 9), True),
        ((3, 45, 0), False),
        ((3, 49, 2), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_only_where_its_reset_bug_is_fixed(version: tuple[int, int, int], safe: bool) -> None:
    assert safe == wal_is_safe(version)


def test_a_connection_has_our_pragmas(engine: Engine) -> None:
    safe = wal_is_safe(sqlite3.sqlite_version_info)
    expected = {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "journal_mode": "wal" if safe else "delete",
        "synchronous": 2 if safe else 3,
    }
    with read(engine) as connection:
        found = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in expected}
    assert expected == found


def rows(engine: Engine, table: str = "a") -> list[int]:
    """Return the ids of a table."""
    with read(engine) as connection:
        return [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {table} ORDER BY 1")]


def test_a_write_is_committed_at_the_end_of_its_block(engine: Engine) -> None:
    with write(engine) as connection:
        connection.exec_driver_sql("INSERT INTO a VALUES (1)")
    assert [1] == rows(engine)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_any_error_rolls_everything_back(engine: Engine, error: type[BaseException]) -> None:
    def fail() -> None:
        with write(engine) as connection:
            connection.exec_driver_sql("INSERT INTO a VALUES (1)")
            raise error

    with pytest.raises(error):
        fail()
    assert [] == rows(engine)


def test_a_commit_that_fails_lets_go_of_the_lock(engine: Engine) -> None:
    with pytest.raises(IntegrityError), write(engine) as connection:
        connection.exec_driver_sql("INSERT INTO b VALUES (1, 99)")
    assert [] == rows(engine, "b")
    with write(engine) as connection:
        connection.exec_driver_sql("INSERT INTO a VALUES (2)")
    assert [2] == rows(engine)


def test_a_write_takes_the_lock_at_once(engine: Engine) -> None:
    order: list[str] = []
    inside, done = threading.Event(), threading.Event()

    def second() -> None:
        inside.wait(5)
        with write(engine) as connection:
            order.append("second")
            connection.exec_driver_sql("INSERT INTO a VALUES (2)")
        done.set()

    thread = threading.Thread(target=second)
    thread.start()
    with write(engine) as connection:
        inside.set()
        assert not done.wait(0.2)
        order.append("first")
        connection.exec_driver_sql("INSERT INTO a VALUES (1)")
    thread.join(10)
    assert ["first", "second"] == order


def test_reading_does_not_write(engine: Engine) -> None:
    with read(engine) as connection:
        connection.exec_driver_sql("INSERT INTO a VALUES (1)")
    assert [] == rows(engine)


def test_a_read_that_is_closed_blocks_no_commit(engine: Engine) -> None:
    assert [] == rows(engine)
    with write(engine) as connection:
        connection.exec_driver_sql("INSERT INTO a VALUES (1)")
    assert [1] == rows(engine)


@pytest.mark.parametrize("what", ["folder", "text"])
def test_what_is_no_database_is_unavailable(tmp_path: Path, what: str) -> None:
    path = tmp_path / "x.db"
    if what == "folder":
        path.mkdir()
    else:
        path.write_text("这不是数据库" * 100, encoding="utf-8")
    engine = connect(f"sqlite:///{path}")
    for opening in (read, write):
        with pytest.raises(Unavailable, match=r"^database: "), opening(engine) as connection:
            connection.exec_driver_sql("SELECT * FROM sqlite_schema")
    engine.dispose()
