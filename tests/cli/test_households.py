"""`cityledger households`: masked by default; a full name costs a sealed act with its purpose."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cityledger.kernel.errors import BadInput, Refused
from tests.cli.conftest import Program

PURPOSE = "核对收款账户是否本人"


@pytest.fixture
def trial(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Program:
    """A trial ledger into which the template was imported: it has two households."""
    for name in ("CITYLEDGER_MIRROR", "CITYLEDGER_LEDGER", "CITYLEDGER_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    run = Program(capsys)
    assert 0 == run("--ledger", "ledger", "init", "--trial")
    assert 0 == run("template", "book.xlsx")
    assert 0 == run("--ledger", "ledger", "import", "workbook", "book.xlsx")
    return run


def test_lists_are_masked_and_a_disclosure_is_logged_before_it_shows(trial: Program) -> None:
    run = trial
    assert 0 == run("--ledger", "ledger", "households", "list")
    assert "ZS-0001  SF-01  H001  陈** ****011X  0.00 / 150,000.00" in run.out
    assert "陈一" not in run.out
    assert 0 == run("--ledger", "ledger", "households", "list", "--plot", "SF-02")
    assert "" == run.out
    assert 0 == run("--ledger", "ledger", "households", "list", "--json")
    assert ["陈**", "孙**"] == [row["owner"] for row in json.loads(run.out)]
    assert 0 == run("--ledger", "ledger", "households", "plots")
    assert "SF-01  示范里片区  征收决定  2/2/2/2  0.00 / 318,000.50" in run.out
    assert 0 == run("--ledger", "ledger", "households", "plots", "--json")
    assert [318_000_50, 0] == [row["needed_fen"] for row in json.loads(run.out)]

    asked = ("--ledger", "ledger", "households", "disclose", "ZS-0001", "--purpose")
    assert Refused.status == run(*asked, PURPOSE, "--user", "cashier")
    assert "disclosure.role" in run.err or "岗位" in run.err
    assert "陈一" not in run.out + run.err
    assert 0 == run(*asked, PURPOSE, "--user", "reviewer")
    assert "ZS-0001  H001  陈一  ****011X  示房字第00001号" in run.out
    assert "示范银行一支行  6217000000000000001" in run.out
    assert BadInput.status == run(
        "--ledger",
        "ledger",
        "households",
        "disclose",
        "没有",
        "--purpose",
        PURPOSE,
        "--user",
        "reviewer",
    )

    assert 0 == run("--ledger", "ledger", "households", "log")
    (line,) = run.out.splitlines()
    assert line.endswith(f"household ZS-0001  {PURPOSE}")


def test_a_payout_is_requested_reviewed_and_sent_back_as_a_batch(trial: Program) -> None:
    """The total is typed; a wrong one, a wrong number or a refusal leaves nothing behind."""
    run, project = trial, "2501-370211-04-01-100002"
    step = ("--ledger", "ledger", "households", "payout")
    ask = (*step, "request", project, "--on", "2025-01-27", "--user", "maker")
    assert BadInput.status == run(*ask, "--confirm", "1.00")
    assert "318,000.50" in run.err
    assert BadInput.status == run(*ask, "--without", "没有", "--confirm", "1.00")
    assert "没有" in run.err
    assert 0 == run(*ask, "--preview"), run.err
    assert "nothing was written" in run.out
    assert 0 == run(*ask, "--confirm", "318,000.50"), run.err
    assert "ZS-0001–ZS-0002" in run.out
    assert "陈一" not in run.out
    found = re.search(r"payout review (\d+)-(\d+)", run.out)
    assert found is not None
    numbers = f"{found[1]}-{found[2]}"

    taken = ("--on", "2025-01-27", "--confirm", "318000.50", "--user")
    assert BadInput.status == run(*step, "review", "9-3", *taken, "reviewer")
    assert BadInput.status == run(*step, "review", "999", *taken, "reviewer")
    assert "no such request" in run.err
    assert BadInput.status == run(*step, "approve", numbers, *taken, "approver")
    assert 0 == run(*step, "review", numbers, *taken, "reviewer"), run.err
    assert 0 == run(*step, "review", numbers, *taken, "reviewer"), run.err
    assert "1 单已办过" in run.out
    assert 0 == run(*step, "return", numbers, *taken, "reviewer", "--reason", "名册有误"), run.err
    assert 0 == run(*ask, "--confirm", "318000.50"), run.err
