"""`cityledger households`: masked by default; a full name costs a sealed act with its purpose."""

from __future__ import annotations

import json
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
