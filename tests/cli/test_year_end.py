"""`cityledger year-end` and `cityledger transfer` as a user runs them, acts signed by a person."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from cityledger.actions.founding import write_keys
from cityledger.actions.periods import ClosePeriod
from cityledger.evidence import keys
from cityledger.kernel.errors import BadInput, Refused
from cityledger.store.files import LedgerFolder
from tests.cli.conftest import PHRASE, Program
from tests.conftest import BOOK, LOG_SEED, PEOPLE, found
from tests.stories.world import World

CARRY = ("carry", "--year", "2025", "--doc-no", "示财结转〔2025〕1号", "--authority", "财政局")
MOVE = ("between", "--tranche", "T2", "--from", "B1", "--to", "B2", "--on", "2025-12-30")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger after case 4 with every month but December closed, and everybody's key file."""
    folder = tmp_path_factory.mktemp("year") / "ledger"
    folder.mkdir()
    office = found(f"sqlite:///{folder}/ledger.db")
    world = World(office)
    world.upto(4)
    for period in (0, *range(202503, 202512)):
        world.by("fu", ClosePeriod(period=period))
    office.desk.close()
    sealed = {
        user: keys.seal(user, bytes([n]) * 32, PHRASE, kib=64, rounds=1)
        for n, user in enumerate(PEOPLE, 1)
    }
    write_keys(LedgerFolder(folder), sealed, LOG_SEED)
    return folder


@pytest.fixture
def run(
    made: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Program:
    """The program in a folder that holds a copy of the ledger."""
    monkeypatch.delenv("CITYLEDGER_MIRROR", raising=False)
    monkeypatch.setenv("CITYLEDGER_LEDGER", "ledger")
    monkeypatch.setenv("CITYLEDGER_PASSPHRASE", PHRASE)
    cheap = {"kib": 64, "rounds": 1, "entropy": os.urandom}
    monkeypatch.setattr(keys.seal, "__kwdefaults__", cheap)
    shutil.copytree(made, tmp_path / "ledger")
    monkeypatch.chdir(tmp_path)
    confirmed = Program(capsys)
    # The ledger of the tests is of 2025: the clock of this computer is vouched for first.
    assert 0 == confirmed("doctor", "--confirm-clock", "--user", "guan")
    return confirmed


def test_a_year_is_closed_and_carried_over_once(run: Program) -> None:
    carry = ("year-end", *CARRY, "--issued-on", "2025-12-31", "--user", "fu")
    assert Refused.status == run(*carry)
    assert "尚未办理年终结账" in run.err
    assert 0 == run("year-end", "close", "--year", "2025", "--user", "fu")
    assert "✓ 已入账" in run.out
    assert Refused.status == run("year-end", "close", "--year", "2025", "--user", "fu")
    assert "没有可结转的余额" in run.err
    assert 0 == run(*carry)
    assert 0 == run("year-end", "list", "--year", "2026")
    assert "A2-2026结转\t区级预算\t7,500,000.00\t0.00\t0.00" in run.out


def test_only_the_reviewer_closes_a_year(run: Program) -> None:
    assert Refused.status == run("year-end", "close", "--year", "2025", "--user", "zhi")
    assert BadInput.status == run("year-end", "close", "--year", "2025")
    assert "reviewer" in run.err


def test_money_moves_between_accounts(run: Program) -> None:
    move = ("transfer", *MOVE, "--reason", "调度", "--user", "chu", "--yuan")

    assert 0 == run(*move, "500000.00")
    assert Refused.status == run(*move, "27000000.01")
    assert "可用27,000,000.00元" in run.err
    assert BadInput.status == run(*move, "1.005")


def test_money_goes_to_another_book(run: Program) -> None:
    send = ("--tranche", "T2", "--account", "B1", "--to-book", str(BOOK + 1), "--link", "划-1")
    more = ("--yuan", "10000.00", "--on", "2025-12-30", "--reason", "配套", "--user", "chu")
    assert 0 == run("transfer", "pairs")
    assert 0 == run("transfer", "send", *send, *more)
    assert 1 == run("transfer", "pairs")
    assert f"划-1\t{BOOK} → —\t10,000.00 / 0.00\t在途 on the way" in run.out


def test_what_no_book_sent_is_not_received(run: Program) -> None:
    come = ("--label", "D1", "--source", "区级预算", "--from-book", "1", "--from-tranche", "T2")
    more = ("--account", "B1", "--link", "划-9", "--yuan", "1.00", "--on", "2025-12-30")
    assert BadInput.status == run("transfer", "receive", *come, *more, "--user", "chu")
    assert "tranche of the sending book" in run.err
