"""The program run in a folder of its own, and a ledger that was worked with, to be copied."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from cityledger.actions.days import seal_day
from cityledger.actions.founding import write_keys
from cityledger.cli import main as program
from cityledger.evidence import keys
from cityledger.evidence.keys import SoftKey
from cityledger.store.files import LedgerFolder
from tests.conftest import LOG_SEED, found
from tests.stories.world import World

PHRASE = "slow tram past the lake 7"
WITNESS = "audit.example/w1"


@dataclass
class Program:
    """Runs the program where the test is; `out` and `err` are what it last said."""

    capsys: pytest.CaptureFixture[str]
    out: str = field(default="", init=False)
    err: str = field(default="", init=False)

    def __call__(self, *arguments: str) -> int:
        """Run it and return the exit status."""
        self.capsys.readouterr()
        status = 0
        try:
            program.main(list(arguments))
        except SystemExit as done:
            status = int(done.code or 0)
        self.out, self.err = self.capsys.readouterr()
        assert "Traceback" not in self.err
        return status

    def witness(self, *arguments: str) -> int:
        """Run `witness …` at the ledger `ledger`."""
        return self("--ledger", "ledger", "witness", *arguments)

    def vkey(self) -> str:
        """Return the public key of the witness in the file `w`."""
        assert 0 == self.witness("show", "w")
        (line,) = [line for line in self.out.splitlines() if line.startswith("公钥 key: ")]
        return line.removeprefix("公钥 key: ")

    def watched(self) -> str:
        """Make the witness `w`, let it watch all logs of the ledger, return its key."""
        assert 0 == self.witness("new", "w", "--name", WITNESS)
        assert 0 == self.witness("logs", "-o", "logs")
        assert 0 == self.witness("trust", "w", "--from", "logs")
        return self.vkey()

    def cosigned(self, *more: str) -> str:
        """Ask the witness `w`, take its answer, and return its key."""
        key = self.vkey()
        assert 0 == self.witness("ask", "--name", WITNESS, "-o", "request", *more)
        assert 0 == self.witness("cosign", "w", "request", "-o", "answer")
        assert 0 == self.witness("take", "answer", "--key", key)
        return key

    def trusts(self, key: str) -> None:
        """Write the witness policy of the ledger: this one witness is the quorum."""
        text = f"witness audit {key}\nquorum audit\n"
        Path("ledger/witness-policy").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with payments and the key of its log; copy it before you use it."""
    folder = tmp_path_factory.mktemp("worked") / "ledger"
    folder.mkdir()
    office = found(f"sqlite:///{folder}/ledger.db")
    office.desk = replace(office.desk, log_signer=SoftKey(LOG_SEED))
    World(office).upto(4)
    seal_day(office.desk, office.pens["zhi"])
    office.desk.close()
    sealed = {"guan": keys.seal("guan", bytes([1]) * 32, PHRASE, kib=64, rounds=1)}
    write_keys(LedgerFolder(folder), sealed, LOG_SEED)
    return folder


@pytest.fixture
def started(
    worked: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Program:
    """The program in a folder that holds a copy of the worked ledger, as `ledger`."""
    for name in ("CITYLEDGER_MIRROR", "CITYLEDGER_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CITYLEDGER_PASSPHRASE", PHRASE)
    # Argon2id costs a millisecond here: its price is not what is tested.
    cheap = {"kib": 64, "rounds": 1, "entropy": os.urandom}
    monkeypatch.setattr(keys.seal, "__kwdefaults__", cheap)
    shutil.copytree(worked, tmp_path / "ledger")
    monkeypatch.chdir(tmp_path)
    return Program(capsys)
