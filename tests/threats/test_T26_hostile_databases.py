"""T26: a ledger file that is not ours runs nothing, never hangs, and is told for what it is."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cityledger.actions.desk import open_folder
from cityledger.actions.gate import act
from cityledger.actions.projects import RegisterProject
from cityledger.kernel.errors import CityledgerError, Unavailable
from cityledger.store.engine import connect, read
from tests.conftest import found
from tests.threats.attacks import schema_edited
from tests.threats.conftest import Ended, Run

ENDLESS = "WITH RECURSIVE c(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM c) SELECT"
TASK = (
    "a book_id, a task_id, 1 leaf_idx, 'k' kind, 's' subject, '2025-01-10' opened_on,"
    " NULL project_id, NULL owner, NULL unit, NULL level, NULL due_on"
)

# what is done to the file; with which status `verify` ends, and what it says of it
EDITED = {
    "a trigger that writes": (
        ("CREATE TRIGGER evil AFTER INSERT ON leaf BEGIN UPDATE limits SET cap_fen=0; END",),
        (55, "trigger evil is not ours"),
    ),
    "a view in a table's place": (
        ("ALTER TABLE task RENAME TO task2", "CREATE VIEW task AS SELECT * FROM task2"),
        (55, "view task is not ours"),
    ),
    "a view without end": (
        (
            "DROP TABLE task",
            f"CREATE VIEW task AS {ENDLESS} {TASK} FROM c",
        ),
        (55, "view task is not ours"),
    ),
    "a log without end": (
        (
            "ALTER TABLE leaf RENAME TO leaf2",
            f"CREATE VIEW leaf AS {ENDLESS} a book_id, a idx, x'00' body, x'00' hash FROM c",
        ),
        (6, "not authorized"),
    ),
    "a table of another module": (
        ("CREATE VIRTUAL TABLE zz USING fts5(a)",),
        (55, "table zz is not ours"),
    ),
    "a column that is computed": (
        ("ALTER TABLE task ADD COLUMN x INTEGER AS (length(hex(zeroblob(1000)))) VIRTUAL",),
        (55, "table task is changed"),
    ),
    "a cell of six million characters": (
        (
            "DROP TRIGGER law_voucher_update",
            "UPDATE voucher SET summary = hex(zeroblob(3000000)) WHERE voucher_no = 1",
        ),
        (55, "too big"),
    ),
    "a name that is no text": (
        ("DROP TRIGGER law_log_head_update", "UPDATE log_head SET origin = CAST(x'ff' AS TEXT)"),
        (6, "UTF-8"),
    ),
    "no log at all": (("DROP TABLE log_head",), (6, "no such table")),
    "another version": (
        ("UPDATE alembic_version SET version_num = '9999'",),
        (6, "another version"),
    ),
    "a schema that is no text": (
        ("UPDATE sqlite_schema SET sql = CAST(x'435245415445ff' AS TEXT) WHERE name = 'task'",),
        (6, "UTF-8"),
    ),
    "a leaf that is no JSON": (
        ("DROP TRIGGER law_leaf_update", "UPDATE leaf SET body = x'00' WHERE idx = 5"),
        (51, "leaf 5 of book"),
    ),
}  # fmt: skip


def all_commands(run: Run, folder: Path, out: Path) -> list[Ended]:
    return [
        run(folder, "verify"),
        run(folder, "doctor"),
        run(folder, "report", "--out", out),
        run(folder, "export", "beancount", "--out", out / "j"),
        run(folder, "tui"),
    ]


@pytest.mark.parametrize("name", EDITED)
def test_verify_says_what_is_wrong_and_no_command_breaks(
    run: Run, walked: Path, tmp_path: Path, name: str
) -> None:
    statements, (status, said) = EDITED[name]
    schema_edited(walked / "ledger.db", *statements)

    ended = all_commands(run, walked, tmp_path / "out")

    assert status == ended[0].status, ended[0].said
    assert said in ended[0].said
    assert [] == [each.said for each in ended if each.leaked]


def test_a_trigger_of_the_file_does_not_write_when_we_do(tmp_path: Path) -> None:
    office = found(f"sqlite:///{tmp_path}/ledger.db")
    office.desk.close()
    schema_edited(
        tmp_path / "ledger.db",
        "CREATE TABLE loot (a)",
        "CREATE TRIGGER evil AFTER INSERT ON leaf BEGIN INSERT INTO loot VALUES (NEW.idx); END",
    )
    desk = open_folder(tmp_path).at(office.desk.now)

    with pytest.raises(Unavailable):
        act(desk, office.pens["zhi"], RegisterProject(code="P", name="x", kind="other"))

    desk.close()
    raw = sqlite3.connect(tmp_path / "ledger.db")
    assert [] == raw.execute("SELECT a FROM loot").fetchall()
    assert [] == raw.execute("SELECT code FROM project").fetchall()
    raw.close()


def test_the_settings_for_a_file_from_anywhere_are_on(walked: Path) -> None:
    engine = connect(f"sqlite:///{walked}/ledger.db")
    with read(engine) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("trusted_schema", "cell_size_check", "mmap_size")
        }
    engine.dispose()

    assert {"trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0} == found


def flipped(data: bytes, seed: int) -> bytes:
    """Spoil a database: single bits, whole pages, or its end."""
    chance, out = random.Random(seed), bytearray(data)
    kind = seed % 4
    if kind == 0:
        for _ in range(chance.randint(1, 40)):
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    elif kind == 1:
        page = 4096 * chance.randrange(len(out) // 4096)
        out[page : page + 4096] = chance.randbytes(4096)
    elif kind == 2:
        one, other = (4096 * chance.randrange(1, len(out) // 4096) for _ in range(2))
        out[one : one + 4096], out[other : other + 4096] = (
            out[other : other + 4096],
            out[one : one + 4096],
        )
    else:
        del out[chance.randrange(len(out)) :]
    return bytes(out)


def spoiled(run: Run, folder: Path, seed: int, out: Path) -> list[str]:
    """Run the commands on a spoiled file; return what leaked, with the seed to repeat it."""
    path = folder / "ledger.db"
    held = path.read_bytes()
    path.write_bytes(flipped(held, seed))
    ended = [run(folder, "verify"), run(folder, "doctor"), run(folder, "report", "--out", out)]
    path.write_bytes(held)
    shutil.rmtree(out, ignore_errors=True)
    wrong = [f"seed {seed}: {each.said}" for each in ended if each.leaked]
    if ended[0].status not in (0, 5, *range(51, 60), 6):
        wrong.append(f"seed {seed}: {ended[0]}")
    return wrong


SEED = int(os.environ.get("CITYLEDGER_SEED", "20260301"))


def test_a_spoiled_file_is_told(run: Run, walked: Path, tmp_path: Path) -> None:
    wrong = [w for n in range(8) for w in spoiled(run, walked, SEED + n, tmp_path / "out")]

    assert [] == wrong


@pytest.mark.torture
def test_very_many_spoiled_files_are_told(run: Run, walked: Path, tmp_path: Path) -> None:
    sys.stderr.write(f"CITYLEDGER_SEED={SEED}\n")
    wrong = [w for n in range(60) for w in spoiled(run, walked, SEED + n, tmp_path / "out")]

    assert [] == wrong


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 5000, b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 4096, b"hello"],
    ids=("empty", "zeros", "head", "noise", "text"),
)
def test_what_is_no_database_is_told(
    run: Run, walked: Path, tmp_path: Path, content: bytes
) -> None:
    (walked / "ledger.db").write_bytes(content)

    ended = all_commands(run, walked, tmp_path / "out")

    assert {6} == {each.status for each in ended}
    assert [] == [each.said for each in ended if each.leaked]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to(path.parent / "nothing")),
        lambda path: path.unlink(),
    ],
    ids=("a folder", "a link to nothing", "nothing"),
)
def test_what_is_no_file_is_told(
    run: Run, walked: Path, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(walked / "ledger.db")

    for each in all_commands(run, walked, tmp_path / "out"):
        assert each.status in (0, 6), each.said
        assert not each.leaked


def test_an_error_of_the_program_names_its_kind() -> None:
    """Every family of errors that the tests above allow has a status of its own."""
    families: list[type[CityledgerError]] = [CityledgerError, *CityledgerError.__subclasses__()]

    assert {1, 3, 4, 5, 6} == {kind.status for kind in families}
