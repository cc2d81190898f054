"""archive, restore, backup and --mirror as a user runs them: statuses, warnings, no remains."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cityledger.cli import main as program
from cityledger.evidence.canon import Malformed
from cityledger.evidence.suite import S1
from cityledger.ledger import checkpoint
from cityledger.ledger.sources import opened
from cityledger.store import engine as engines
from tests.ledger.archive_case import tree

Run = Callable[..., int]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CITYLEDGER_MIRROR", "CITYLEDGER_LEDGER", "CITYLEDGER_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trial ledger; copy it before you use it."""
    folder = tmp_path_factory.mktemp("founded") / "ledger"
    program.group.main(["--ledger", str(folder), "init", "--trial"], standalone_mode=False)
    return folder


@pytest.fixture
def run(
    founded: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run the program on the copy `ledger` in a folder of its own; return the exit status."""
    shutil.copytree(founded, tmp_path / "ledger")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mirror").mkdir()

    def called(*arguments: str) -> int:
        capsys.readouterr()
        try:
            program.main(list(arguments))
        except SystemExit as done:
            return int(done.code or 0)
        return 0

    return called


CONFIRM = ("doctor", "--confirm-clock", "--user", "admin")
"""A command that signs one act."""


def cosigned() -> Path:
    """Write the newest head of the registry to a file, as a witness would keep it."""
    engine = engines.connect("sqlite:///ledger/ledger.db")
    with engines.read(engine) as read:
        head = checkpoint.latest(read, 0, S1)
    engine.dispose()
    if head is None:
        raise Malformed("no checkpoint")
    Path("seen").write_bytes(head.cosigned)
    return Path("seen")


def test_there_and_back(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("archive", "a")
    shown = capsys.readouterr()
    assert "已归档 archived" in shown.out
    assert "密钥不在档案内" in shown.out
    assert "not on this computer" not in shown.err
    assert 0 == run("--ledger", "again", "restore", "a", "--keys", "ledger/keys")
    shown = capsys.readouterr()
    assert "无法排除账簿被回退" in shown.err
    assert "cannot be ruled out" in shown.err
    assert "复制密钥" not in shown.err
    assert 0 == run("--ledger", "again", "verify")
    assert 0 == run("--ledger", "again", "archive", "b")
    assert tree(Path("a")) == tree(Path("b"))
    shutil.copy("ledger/trial-passphrase.txt", "again")
    assert 0 == run("--ledger", "again", *CONFIRM)


def test_the_archive_is_checked_by_its_own_verifier(run: Run) -> None:
    import subprocess
    import sys

    assert 0 == run("archive", "a")

    done = subprocess.run(
        [sys.executable, "-I", "a/verify.py", "a"], capture_output=True, text=True, check=False
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert "SOUND" in done.stdout


def test_without_keys_the_user_is_told(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("archive", "a")
    assert 0 == run("--ledger", "again", "restore", "a")

    shown = capsys.readouterr()
    assert "--keys" in shown.err
    assert [] == list(Path("again").glob("keys/*"))


def test_a_restore_older_than_a_witness_ends_with_5(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == run("archive", "a")
    assert 0 == run("--mirror", "mirror", *CONFIRM)
    assert 0 == run("archive", "later")
    seen = str(cosigned())

    assert 5 == run("--ledger", "again", "restore", "a", "--witness", seen)

    shown = capsys.readouterr()
    assert "未留下任何文件 not restored" in shown.err
    assert "are missing" in shown.err
    assert not Path("again").exists()
    assert 0 == run("--ledger", "one", "restore", "later", "--witness", seen)
    assert "回退" not in capsys.readouterr().err
    assert 0 == run("--ledger", "two", "restore", "a", "--mirror", "mirror", "--witness", seen)


def test_a_ledger_is_never_written_over(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("archive", "a")
    before = Path("ledger/ledger.db").read_bytes()

    assert 6 == run("restore", "a")

    assert "holds a ledger already" in capsys.readouterr().err
    assert before == Path("ledger/ledger.db").read_bytes()


def test_a_damaged_archive_ends_with_5(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("archive", "a")
    Path("a/logs/0/origin").write_text("x\n", encoding="utf-8")

    assert 5 == run("--ledger", "again", "restore", "a")

    assert "logs/0/origin" in capsys.readouterr().err


def test_a_file_that_is_no_witness_ends_with_3(run: Run) -> None:
    assert 0 == run("archive", "a")

    assert 3 == run("--ledger", "x", "restore", "a", "--witness", "ledger/trial-passphrase.txt")


def test_a_mirror_is_written_and_restored_from(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYLEDGER_MIRROR", "mirror")
    assert 0 == run(*CONFIRM)
    monkeypatch.delenv("CITYLEDGER_MIRROR")

    assert 0 == run("--ledger", "again", "restore", "mirror")

    with opened(Path("mirror")) as mirror, opened(Path("again/ledger.db")) as again:
        assert list(mirror.read(0)) == list(again.read(0))


def test_a_rolled_back_ledger_is_not_opened_beside_its_mirror(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy("ledger/ledger.db", "earlier.db")
    assert 0 == run("--mirror", "mirror", *CONFIRM)
    shutil.copy("earlier.db", "ledger/ledger.db")

    assert 5 == run("--mirror", "mirror", "verify")

    assert "rolled back" in capsys.readouterr().err


def test_a_mirror_that_is_away_ends_with_6(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert 6 == run("--mirror", "nowhere", *CONFIRM)
    assert "nothing was sealed" in capsys.readouterr().err
    assert 0 == run("--mirror", "nowhere", "verify")


def test_a_backup_is_verified(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run("backup", "b.db")
    assert "备份与账簿一致" in capsys.readouterr().out
    assert 6 == run("backup", "b.db")
    assert 0 == run("--ledger", "again", "restore", "b.db")
