"""The program as a user runs it: what it prints, where it ends, and that no traceback leaks."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest

from cityledger.cli import main as program
from cityledger.kernel.errors import Unavailable
from cityledger.kernel.levels import Level
from tests.conftest import found
from tests.stories.world import World

Run = Callable[..., int]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process and return its exit status; output goes to capsys."""

    def called(*arguments: str) -> int:
        capsys.readouterr()
        try:
            program.main(list(arguments))
        except SystemExit as done:
            return int(done.code or 0)
        return 0

    return called


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger folder with the walkthrough up to its progress payment."""
    folder = tmp_path_factory.mktemp("walked")
    office = found(f"sqlite:///{folder}/ledger.db")
    World(office).upto(4)
    office.desk.close()
    return folder


@pytest.fixture
def folder(walked: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    target = tmp_path / "ledger"
    shutil.copytree(walked, target)
    return target


def test_a_trial_ledger_is_founded_and_sound(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = str(tmp_path / "try")

    assert 0 == run("--ledger", where, "init", "--trial", "--unit", "某区住建局")
    assert "maker" in capsys.readouterr().out
    assert 0 == run("--ledger", where, "verify", "--json")
    verdict = json.loads(capsys.readouterr().out)
    assert ([], 2) == (verdict["problems"], verdict["leaves"])
    assert 6 == run("--ledger", where, "init", "--trial")
    assert "已有账套" in capsys.readouterr().err


def test_a_real_ledger_shows_each_passphrase_once_and_keeps_none(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "real"

    people = ("an:安管:admin", "fan:副安管:admin", "zhi:制单甲:maker")
    person = [word for one in people for word in ("--person", one)]
    assert 0 == run("--ledger", str(where), "init", *person)
    shown = capsys.readouterr().out
    phrases = [
        line.split()[-1] for line in shown.splitlines() if line.startswith(("an", "fan", "zhi"))
    ]
    assert 3 == len(set(phrases))
    held = b"".join(path.read_bytes() for path in where.rglob("*") if path.is_file())
    assert not any(phrase.encode() in held for phrase in phrases)


def test_the_shell_cannot_alter_a_posted_row(folder: Path) -> None:
    with (
        sqlite3.connect(folder / "ledger.db") as shell,
        pytest.raises(sqlite3.IntegrityError) as no,
    ):
        shell.execute("UPDATE posting SET debit_fen = debit_fen + 1 WHERE debit_fen > 0")
    assert "L6 posting: no update" == str(no.value)


def test_verify_names_the_row_that_was_altered_without_triggers(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(folder / "ledger.db") as shell:
        shell.execute("DROP TRIGGER law_posting_update")
        shell.execute(
            "UPDATE posting SET debit_fen = debit_fen + 1 WHERE account = '121401' AND n = 1"
        )
    assert Level.ROWS.status == run("--ledger", str(folder), "verify")

    said = capsys.readouterr().err
    assert "trigger law_posting_update is missing" in said
    assert "posting (book_id=3702110001, voucher_id=" in said
    assert "debit_fen is 2000000001, the leaves say 2000000000" in said


def test_verify_names_a_leaf_whose_bytes_were_altered(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(folder / "ledger.db") as shell:
        shell.execute("DROP TRIGGER law_leaf_update")
        where = "book_id > 0 AND idx = 11"
        (body,) = shell.execute(f"SELECT body FROM leaf WHERE {where}").fetchone()
        altered = body.replace("棚户区".encode(), "某小区".encode())
        shell.execute(f"UPDATE leaf SET body = ? WHERE {where}", (altered,))
    assert body != altered
    assert Level.LEAVES.status == run("--ledger", str(folder), "verify")
    assert "leaf 11 of book 3702110001" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--ledger", "nowhere", "verify"), 6, "cityledger --ledger nowhere init"),
        (("import", "oc4ids", "missing.json"), 2, "missing.json"),
        (("nonsense",), 2, "nonsense"),
        (("template", "book.txt"), 3, ".xlsx"),
    ],
)
def test_each_family_of_errors_has_its_status(
    run: Run,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    assert status == run(*arguments)

    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_a_fault_of_ours_is_no_traceback(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cityledger.ledger.verify.leaf_count", broken)

    assert program.INTERNAL == run("--ledger", str(folder), "verify")
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said


def test_journals_are_accepted_by_their_own_programs(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    bean, hledger = tmp_path / "book.beancount", tmp_path / "book.journal"

    assert 0 == run("--ledger", str(folder), "export", "beancount", "--out", str(bean))
    assert 0 == run("--ledger", str(folder), "export", "hledger", "--out", str(hledger))
    check = (sys.executable, "-m", "beancount.scripts.check", str(bean))
    assert 0 == subprocess.run(check, check=False).returncode
    assert "910" in hledger.read_text(encoding="utf-8")


def test_papers_are_printed_for_the_whole_book(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "exports"

    assert 0 == run("--ledger", str(folder), "report", "--out", str(out))
    printed = sorted(path.name for path in out.iterdir())
    assert ["明细账-100201.pdf", "记账凭证.pdf", "项目资金对账单-P1.pdf"] == printed
    assert all(path.read_bytes().startswith(b"%PDF-") for path in out.iterdir())
    assert 3 == run("--ledger", str(folder), "report", "statement", "--project", "无此项目")
    assert "P1" in capsys.readouterr().err


def test_the_doctor_looks_at_computer_and_ledger(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == run("--ledger", str(folder), "doctor")

    said = capsys.readouterr().out
    assert sqlite3.sqlite_version in said
    assert str(folder / "ledger.db") in said


def test_an_export_that_fails_leaves_the_old_file_alone(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "book.journal"
    out.write_text("yesterday's\n", encoding="utf-8")

    def broken(_desk: object, file: TextIO, _step: object) -> int:
        file.write("half")
        raise OSError(errno.ENOSPC, "No space left on device", str(out))

    monkeypatch.setattr("cityledger.exchange.plain_text.export_hledger", broken)

    assert Unavailable.status == run(
        "--ledger", str(folder), "export", "hledger", "--out", str(out)
    )
    assert "yesterday's\n" == out.read_text(encoding="utf-8")
    assert [out] == list(tmp_path.glob("book*"))
