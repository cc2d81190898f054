"""The disk on paper, the recording file system and the judge: each can tell good from bad."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bench import __main__ as program
from bench.measure import ROOT
from bench.torture import jobs, report, vfs
from bench.torture.disk import (
    MANNERS,
    SECTOR,
    Create,
    Delete,
    Disk,
    Step,
    Sync,
    SyncFolder,
    Truncate,
    Write,
)
from bench.torture.jobs import JOBS, Figures
from bench.torture.judge import Judge
from bench.torture.scene import Ack, do, enter, stage, units


def disk(*steps: Step) -> Disk:
    """A disk with one safe file `a` of two sectors, after some steps."""
    made = Disk({0: bytearray(b"a" * 2 * SECTOR)}, {"a": 0})
    for step in steps:
        made.step(step)
    return made


def found(made: Disk, manner: str) -> list[dict[str, bytes]]:
    """What may be found, in many draws."""
    return [made.after_power_loss(Random(seed), manner) for seed in range(60)]


NEW = Write(0, 0, b"b" * 2 * SECTOR)
OLD_A, NEW_A = b"a" * 2 * SECTOR, b"b" * 2 * SECTOR


@pytest.mark.parametrize("manner", MANNERS)
def test_what_was_synced_stays(manner: str) -> None:
    for files in found(disk(NEW, Sync(0)), manner):
        assert {"a": NEW_A} == files


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        ("nothing", {OLD_A}),
        ("everything", {NEW_A}),
        ("first", {OLD_A, NEW_A}),
        ("some", {OLD_A, NEW_A}),
        ("torn", {a * SECTOR + b * SECTOR for a in (b"a", b"b") for b in (b"a", b"b")}),
    ],
)
def test_of_what_was_not_synced_a_part_arrives(manner: str, expected: set[bytes]) -> None:
    assert expected == {files["a"] for files in found(disk(NEW), manner)}


def test_the_first_so_many_writes_arrive_in_their_order() -> None:
    made = disk(Write(0, 0, b"1"), Write(0, 1, b"2"), Truncate(0, 1))

    assert {b"aa", b"1a", b"12", b"1"} == {files["a"][:2] for files in found(made, "first")}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((Create("j", 1),), {frozenset("a"), frozenset("aj")}),
        ((Create("j", 1), SyncFolder()), {frozenset("aj")}),
        ((Delete("a"),), {frozenset("a"), frozenset()}),
        ((Delete("a"), SyncFolder()), {frozenset()}),
        ((Create("j", 1), Sync(1)), {frozenset("a"), frozenset("aj")}),
    ],
)
def test_a_name_waits_for_a_sync_of_its_own(
    steps: Sequence[Step], expected: set[frozenset[str]]
) -> None:
    assert expected == {frozenset(files) for files in found(disk(*steps), "first")}


def test_a_file_that_comes_back_under_its_name_is_another_file() -> None:
    made = disk(Create("j", 1), Write(1, 0, b"x"), Sync(1), SyncFolder(), Delete("j"))
    made.step(Create("j", 2))

    contents = {files.get("j") for files in found(made, "some")}
    assert {b"x", b"", None} == contents


RECORD = """
import pickle, sqlite3, sys
from pathlib import Path
from bench.torture import vfs
folder = Path(sys.argv[1])
recorder = vfs.Recorder(folder)
recorder.install()
connection = sqlite3.connect(folder / "x.db", isolation_level=None)
connection.execute("CREATE TABLE t (n INTEGER)")
connection.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(50)])
connection.close()
sys.stdout.buffer.write(pickle.dumps(recorder.steps))
"""
CHILDREN = """
from bench.torture import child
assert 7 == child.result(lambda: 7)
assert -9 == child.kill(child.spawn(lambda: __import__("time").sleep(60)))
child.result(lambda: 1 // 0)
"""


def python(program: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run a program apart: the file system under SQLite stays, and a fork wants no threads."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)


def test_the_recording_is_the_file(tmp_path: Path) -> None:
    steps: list[Step] = pickle.loads(python(RECORD, tmp_path).stdout)
    made = Disk({}, {})
    for step in steps:
        made.step(step)

    assert {"x.db": (tmp_path / "x.db").read_bytes()} == made.after_power_loss(
        Random(0), "everything"
    )
    # Of each of 51 transactions the journal and the file were synced.
    assert 2 * 51 <= sum(isinstance(step, Sync) for step in steps)


def test_a_child_that_fails_is_told() -> None:
    done = python(CHILDREN)

    assert 1 == done.returncode
    assert b"ZeroDivisionError" in done.stderr
    assert b"RuntimeError: the child ended with 1" in done.stderr


def test_a_python_with_its_own_sqlite_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: "7f00-7f01 r-xp 0 0:0 1 /lib/libc.so")

    with pytest.raises(RuntimeError, match="carries its SQLite inside itself"):
        vfs.library()


Worked = tuple[Path, list[tuple[str, ...]], list[Ack]]


@pytest.fixture(scope="module")
def worked(
    tmp_path_factory: pytest.TempPathFactory,
) -> Worked:
    """A book with one payment, the transactions that were begun, and what the office was told."""
    book = tmp_path_factory.mktemp("worked") / "ledger.db"
    stage(book)
    site = enter(book, 10_000)
    plan = [unit for unit, _ in zip(units(site, 1), range(4), strict=False)]
    acks = [ack for unit in plan for ack in do(site, unit)]
    site.desk.close()
    return book, [unit.ids for unit in plan], acks


def test_the_judge_finds_nothing_against_a_whole_book(
    worked: Worked,
) -> None:
    book, begun, acks = worked

    assert [] == Judge().judge(book, begun, acks)
    assert [] == Judge().judge(book, begun, acks[:-1])


SPOILED = (
    ("DELETE FROM posting WHERE n = 1", "half: a voucher that does not balance"),
    ("DELETE FROM voucher", "half: postings without a voucher"),
    ("DELETE FROM request WHERE request_id LIKE 'torture.1.3'", "lost: torture.1.3"),
    ("UPDATE log_head SET size = size + 1", "half: a gap in a log"),
    ("UPDATE log_head SET size = size - 1", "half: a leaf past the head"),
    ("UPDATE project SET name = 'x'", "unsound: project"),
)


@pytest.mark.parametrize(("sql", "expected"), SPOILED)
def test_the_judge_finds_what_was_spoiled(
    worked: Worked, tmp_path: Path, sql: str, expected: str
) -> None:
    book, begun, acks = worked
    spoiled = tmp_path / "ledger.db"
    shutil.copy(book, spoiled)
    with closing(sqlite3.connect(spoiled, isolation_level=None)) as connection:
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        connection.execute("BEGIN")
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(sql)
        for _, text in triggers:
            connection.execute(text)
        connection.execute("COMMIT")

    said = Judge().judge(spoiled, begun, acks)

    assert expected in {text[: len(expected)] for text in said}
    assert not [text for text in said if text.startswith("disagree")]


def test_the_judge_finds_half_a_transaction_and_a_wrong_order(
    worked: Worked,
) -> None:
    book, begun, _ = worked
    missing = ("torture.9.9",)

    halves = Judge().judge(book, [begun[0] + missing], [])
    order = Judge().judge(book, [missing, begun[0]], [])

    assert ["half: 1 of 2 acts of one transaction"] == halves
    assert ["order: torture.1.0 stands, though an earlier act does not"] == order


def test_a_file_that_is_no_database_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database" * 1000)

    (said,) = Judge().judge(tmp_path / "x.db", [], [])
    assert said.startswith("unreadable: Unavailable: database: ")


@pytest.mark.parametrize(
    ("failures", "control", "expected"),
    [([], "3 caught", True), (["lost"], "3 caught", False), ([], "FAILED: 0 caught", False)],
)
def test_figures_hold_only_with_their_control(
    failures: list[str], control: str, expected: bool
) -> None:
    assert expected == Figures("x", 1, failures, control, 7).held


def test_every_job_that_is_named_is_there() -> None:
    for job in JOBS.values():
        module, _, name = job.run.partition(":")
        path = Path(jobs.__file__).parents[2] / f"{module.replace('.', '/')}.py"
        assert f"\ndef {name}(" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("held", [True, False])
def test_the_section_of_the_results_is_replaced_and_the_rest_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    results, asked = tmp_path / "results.md", list[tuple[str, int, int]]()
    results.write_text("# Results\n\nrows\n", encoding="utf-8")

    def told(name: str, points: int, seed: int) -> Figures:
        asked.append((name, points, seed))
        return Figures(name, points, [] if held else ["lost: 1"], "2 caught", seed, [f"n{seed}"])

    monkeypatch.setattr(report, "apart", told)
    for seed in ("4", "5"):
        given = ["--only", "kill", "--share", "0.01", "--seed", seed, "--output", str(results)]
        assert (0 if held else 1) == report.main(given)

    text = results.read_text(encoding="utf-8")
    assert [("kill", 10, 4), ("kill", 10, 5)] == asked
    assert text.startswith("# Results\n\nrows\n")
    assert (0, 1) == (text.count("n4"), text.count("n5"))
    assert 1 == text.count("## torture")


def test_a_run_of_the_bench_keeps_the_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "results.md"
    part = f"{report.OPEN}\nfigures\n{report.CLOSE}"
    results.write_text(f"old\n\n{part}\n", encoding="utf-8")
    monkeypatch.setattr(program, "PARTS", {"nothing": lambda _: []})

    program.main(["--lines", "1", "--output", str(results)])

    text = results.read_text(encoding="utf-8")
    assert text.endswith(f"{part}\n")
    assert "## nothing" in text
    assert "old" not in text
