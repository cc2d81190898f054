"""The queue before the lock: who came first writes first, and nobody can bar the way."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cityledger.store import turn as turns
from cityledger.store.engine import connect
from cityledger.store.session import write
from cityledger.store.turn import turn

HOLD = """
import sys
from cityledger.store.engine import connect
from cityledger.store.turn import turn
with turn(connect(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.read()
"""
FORK = """
import os, sys
from cityledger.store.engine import connect
from cityledger.store.turn import turn
with turn(connect(sys.argv[1])):
    child = os.fork()
    if not child:
        sys.stdin.read()
        os._exit(0)
print("ready", flush=True)
os.waitpid(child, 0)
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database of one table."""
    opened = connect(f"sqlite:///{tmp_path}/a.db")
    with write(opened) as connection:
        connection.exec_driver_sql("CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT")
    yield opened
    opened.dispose()


def queue_file(engine: Engine) -> Path:
    """The file in which the tickets are locked."""
    return Path(f"{engine.url.database}-turn")


def tickets(engine: Engine) -> int:
    """Return the number of the last ticket that was given out."""
    return int(struct.unpack("<q", queue_file(engine).read_bytes()[:8])[0])


def is_free(engine: Engine) -> bool:
    """Say whether nobody holds a ticket."""
    with queue_file(engine).open("rb+") as file:
        return turns._Queue(file.fileno()).first_before(2**61) is None


def come(engine: Engine, name: int, order: list[int]) -> threading.Thread:
    """Let a writer come, and return when it stands in the queue."""

    def body() -> None:
        with write(engine) as connection:
            order.append(name)
            connection.exec_driver_sql(f"INSERT INTO a VALUES ({name})")

    before = tickets(engine)
    thread = threading.Thread(target=body)
    thread.start()
    until = time.monotonic() + 20
    while tickets(engine) == before:
        assert time.monotonic() < until, "no ticket was taken"
        time.sleep(0.001)
    return thread


def started(program: str, engine: Engine) -> subprocess.Popen[str]:
    """Another process, which says when it is ready and stays until its input ends."""
    command = [sys.executable, "-c", program, str(engine.url)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
    assert process.stdout is not None
    assert "ready\n" == process.stdout.readline()
    return process


def rows(engine: Engine) -> list[int]:
    """Return what was written."""
    with engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT id FROM a ORDER BY id")]


def test_writers_are_served_in_the_order_in_which_they_came(engine: Engine) -> None:
    order: list[int] = []
    with turn(engine):
        threads = [come(engine, n, order) for n in range(12)]
        assert [] == order
    for thread in threads:
        thread.join(20)

    assert list(range(12)) == order
    assert is_free(engine)


def test_a_process_that_dies_gives_its_turn_to_the_next(engine: Engine) -> None:
    process, order = started(HOLD, engine), list[int]()
    thread = come(engine, 1, order)
    assert [] == order
    process.kill()
    process.wait()
    thread.join(20)

    assert [1] == order
    process.communicate()


def test_a_process_that_stands_still_does_not_bar_the_way_for_ever(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.05)
    process, order = started(HOLD, engine), list[int]()
    os.kill(process.pid, signal.SIGSTOP)
    for n in (1, 2):
        come(engine, n, order).join(20)
    os.kill(process.pid, signal.SIGCONT)
    process.communicate("")

    assert [1, 2] == order
    assert is_free(engine)


def test_who_has_lost_patience_is_waited_for_by_nobody(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with turn(engine):
        monkeypatch.setattr(turns, "PATIENCE_S", 0.01)
        impatient, go = threading.Event(), threading.Event()

        def body() -> None:
            with turn(engine):
                impatient.set()
                go.wait(20)

        thread = threading.Thread(target=body)
        thread.start()
        assert impatient.wait(20)
    alone = is_free(engine)
    go.set()
    thread.join(20)

    assert alone


def test_a_child_born_during_a_turn_does_not_inherit_it(engine: Engine) -> None:
    # A fork shares the open file, and with it the locks.
    process = started(FORK, engine)
    assert is_free(engine)
    process.communicate("")


def test_a_write_that_fails_gives_its_turn_back(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), write(engine):
        raise ZeroDivisionError

    assert is_free(engine)


@pytest.mark.parametrize(
    "stored",
    [b"", b"\x01", struct.pack("<q", -7), struct.pack("<q", 2**63 - 1), b"\xff" * 100],
    ids=["empty", "short", "negative", "largest", "long"],
)
def test_a_damaged_counter_costs_no_write_and_no_order(engine: Engine, stored: bytes) -> None:
    queue_file(engine).write_bytes(stored)
    order: list[int] = []
    with turn(engine):
        threads = [come(engine, n, order) for n in (1, 2, 3)]
    for thread in threads:
        thread.join(20)

    assert [1, 2, 3] == order


def test_a_counter_that_goes_back_during_a_turn_stops_nobody(engine: Engine) -> None:
    with turn(engine):
        held = tickets(engine)
        queue_file(engine).write_bytes(struct.pack("<q", held - 1))
        thread = come(engine, 1, [])
        assert held + 1 == tickets(engine)
    thread.join(20)

    assert [1] == rows(engine)


def test_without_its_file_a_write_goes_ahead(engine: Engine) -> None:
    queue_file(engine).unlink()
    queue_file(engine).mkdir()
    with write(engine) as connection:
        connection.exec_driver_sql("INSERT INTO a VALUES (1)")

    assert [1] == rows(engine)


def test_without_locks_a_write_goes_ahead(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(turns._Queue, "_call", refuse)
    with write(engine) as connection:
        connection.exec_driver_sql("INSERT INTO a VALUES (1)")

    assert [1] == rows(engine)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_has_no_queue(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = connect(url)
    with write(engine) as connection:
        connection.exec_driver_sql("SELECT 1")
    engine.dispose()

    assert [] == list(tmp_path.iterdir())


def test_a_server_has_no_queue() -> None:
    engine = connect("postgresql+psycopg://nobody@nowhere.invalid/book")

    assert None is turns._file(engine)
