"""The program as an attacker meets it: run in this process, on a ledger with keys and a past."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from cityledger.cli import main as program
from cityledger.cli.session import TRIAL
from cityledger.store import clock
from tests.conftest import START, Office, found
from tests.stories.world import World
from tests.tui.seats import PASSPHRASE, write_small_keys


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended: exit status and all it said."""

    status: int
    said: str

    @property
    def leaked(self) -> bool:
        """Whether the user saw an internal error, or a character a terminal obeys."""
        obeyed = any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in self.said)
        return self.status == program.INTERNAL or "Traceback" in self.said or obeyed


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of the program on a ledger folder, at a time its log accepts."""
    seconds = itertools.count(1)
    later = START + timedelta(days=300)
    monkeypatch.setattr(clock, "host_now", lambda: later + timedelta(seconds=next(seconds)))

    def called(folder: Path, *arguments: object) -> Ended:
        capsys.readouterr()
        status = 0
        try:
            program.main(["--ledger", str(folder), *map(str, arguments)])
        except SystemExit as done:
            status = int(done.code or 0)
        said = capsys.readouterr()
        return Ended(status, said.out + said.err)

    return called


def furnished(folder: Path, steps: int) -> Office:
    """Found a ledger, do the first steps of the walkthrough, and let everybody sign by command."""
    office = found(f"sqlite:///{folder}/ledger.db")
    World(office).upto(steps)
    office.desk.close()
    write_small_keys(folder)
    (folder / TRIAL).write_text(PASSPHRASE, encoding="utf-8")
    return office


@pytest.fixture(scope="session")
def empty_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    furnished(folder, -1)
    return folder


@pytest.fixture(scope="session")
def walked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walked")
    furnished(folder, 4)
    return folder


@pytest.fixture
def empty(empty_once: Path, tmp_path: Path) -> Path:
    """A ledger of one's own, just founded."""
    return Path(shutil.copytree(empty_once, tmp_path / "ledger"))


@pytest.fixture
def walked(walked_once: Path, tmp_path: Path) -> Path:
    """A ledger of one's own with the walkthrough up to its progress payment."""
    return Path(shutil.copytree(walked_once, tmp_path / "ledger"))
