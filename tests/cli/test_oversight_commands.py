"""`cityledger interference` and `cityledger override` as their users run them."""

from __future__ import annotations

import json
import os
from base64 import b64decode
from pathlib import Path

import pytest

from cityledger.actions import desk as desks
from cityledger.actions.founding import write_keys
from cityledger.cli import main as program
from cityledger.evidence import keys
from cityledger.kernel.days import china_day
from cityledger.store.clock import host_now
from cityledger.store.files import LedgerFolder
from cityledger.views.refusals import refusals
from tests.conftest import LOG_SEED, PEOPLE, found
from tests.stories.world import World

PHRASE = "slow tram past the lake 7"
CHEAP = {"kib": 64, "rounds": 1}
RECORD = (
    "record", "--on", "2025-06-11", "--area", "资金拨付", "--act", "打招呼", "--channel", "电话",
    "--directness", "间接", "--content", "来电要求先付", "--who", "某领导", "--project", "P1",
)  # fmt: skip


class Run:
    """Runs the program at one folder; `out` and `err` are what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str, user: str = "") -> int:
        status = 0
        signer = ("--user", user) if user else ()
        try:
            program.main(["--ledger", str(self.folder), *arguments, *signer])
        except SystemExit as done:
            status = int(done.code or 0)
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return status


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A ledger with the walkthrough's contract and everybody's key, on the real clock."""
    monkeypatch.setattr(keys.seal, "__kwdefaults__", {**CHEAP, "entropy": os.urandom})
    monkeypatch.setenv("CITYLEDGER_PASSPHRASE", PHRASE)
    for name in ("CITYLEDGER_MIRROR", "CITYLEDGER_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "ledger"
    folder.mkdir()
    office = found(f"sqlite:///{folder}/ledger.db")
    World(office).upto(2)
    office.desk.close()
    sealed = {
        user: keys.seal(user, bytes([n]) * 32, PHRASE, kib=64, rounds=1)
        for n, user in enumerate(PEOPLE, 1)
    }
    write_keys(LedgerFolder(folder), sealed, LOG_SEED)
    # The office was founded on a day of its own; an administrator vouches for today's clock.
    called = Run(folder, capsys)
    assert 0 == called("doctor", "--confirm-clock", "--user", "guan")
    return called


def test_a_record_is_made_read_decided_on_and_cleared(run: Run) -> None:
    assert 0 == run("interference", *RECORD, user="fu")
    assert "已登记 recorded" in run.out

    assert 0 == run("interference", "list")
    assert "付款暂停" in run.out
    assert "某领导" not in run.out
    assert "来电" not in run.out

    assert 4 == run("interference", "show", "1", "--purpose", "好奇", user="chu")
    assert "来电" not in run.out + run.err
    assert "不得查阅其内容" in run.err
    assert 0 == run("interference", "show", "1", "--purpose", "核查", user="shenji")
    assert "内容 content: 来电要求先付" in run.out
    assert "登记人 recorder: 复核员" in run.out
    assert "查阅已留痕" in run.out

    handle = ("--to", "派驻组", "--on", "2025-06-12", "--decision", "查明", "--effect", "continue")
    assert 0 == run("interference", "handle", "1", *handle, user="shenji")
    assert 4 == run("interference", "clear", "1", "--reason", "查明", user="fu")
    assert 0 == run("interference", "clear", "1", "--reason", "查明", user="shen")
    assert 0 == run("interference", "list", "--json")
    (row,) = json.loads(run.out)
    assert ("cleared", "continue", False) == (row["state"], row["effect"], row["holds"])

    assert 0 == run("interference", "quarter", "2025", "2")
    assert "登记 recorded 1" in run.out
    assert "某领导" not in run.out
    assert 0 == run("verify")


def test_a_month_without_interference_is_declared(run: Run) -> None:
    assert 0 == run("interference", "zero", "2025-06", user="chu")
    assert 0 == run("interference", "silent", "202506")
    assert "chu" not in run.out
    assert "fu  复核员" in run.out
    assert 4 == run("interference", "zero", "2025-06", user="chu")
    assert 3 == run("interference", "zero", "2025-13", user="chu")


def test_an_override_is_asked_for_granted_listed_and_taken_back(run: Run) -> None:
    until = china_day(host_now()).isoformat()
    reason = "汛期抢工,专项资金尚未到账,先用区级资金垫付,到账后调整。"
    ask = (
        "override", "ask", "payment.wrong_tranche", "--project", "P1", "--limit", "6500000.00",
        "--until", until, "--reason", reason, "--doc", "纪要12号",
    )  # fmt: skip
    assert 0 == run(*ask, user="zhi")
    assert 4 == run("override", "grant", "1", "--reason", "同意", user="zhi")
    assert 0 == run("override", "grant", "1", "--reason", "同意", user="shen")
    assert 0 == run("override", "list")
    assert "6,500,000.00" in run.out
    assert "批准 granted by 审批人" in run.out
    assert 0 == run("override", "revoke", "1", "--reason", "不再需要", user="fu")
    assert 0 == run("override", "list")
    assert "已收回 revoked" in run.out
    assert 0 == run("override", "rates")
    assert "申请 requests 1, 特批 overridden 0 (0.00%), 申请特批 asked 1" in run.out


def test_what_is_not_understood_is_said(run: Run) -> None:
    assert 3 == run("interference", *RECORD[:2], "11 June", *RECORD[3:], user="fu")
    assert "--on" in run.err
    assert 3 == run("interference", *RECORD[:3], "--area", "天气", *RECORD[5:], user="fu")
    assert "城市规划 planning" in run.err
    bad = (
        "--project",
        "P1",
        "--limit",
        "x",
        "--until",
        "2025-06-30",
        "--reason",
        "r",
        "--doc",
        "d",
    )
    assert 3 == run("override", "ask", "payment.wrong_tranche", *bad, user="zhi")
    assert "--limit" in run.err


def test_cases_are_told_in_words(run: Run) -> None:
    assert 0 == run("interference", *RECORD, user="fu")
    assert 4 == run("interference", "clear", "1", "--reason", "查明", user="fu")
    assert 0 == run("cases")
    assert "打招呼 P1" in run.out
    assert "解除干预 → 没有该岗位、登记人不得自行解除" in run.out
    assert 0 == run("cases", "--open")
    assert "未了结" in run.out
    assert "已了结" not in run.out


def test_a_proof_of_a_record_is_a_reading_of_it(run: Run, tmp_path: Path) -> None:
    """A proof file carries the words of its leaf: nobody takes one out without leaving a trace."""
    assert 0 == run("interference", *RECORD, user="fu")
    leaf, file = run.out.rsplit(" ", 1)[1].strip(), tmp_path / "p"
    before = ("prove", "leaf", leaf, "-o", str(file))

    assert 3 == run(*before)
    assert "属干预登记" in run.err
    assert 4 == run(*before, "--purpose", "好奇", user="chu")
    assert not file.exists()

    assert 0 == run(*before, "--purpose", "移送", user="shenji")
    body = file.read_text(encoding="utf-8").partition("extra ")[2].partition("\n")[0]
    assert "来电要求先付" in b64decode(body).decode()
    assert 0 == run("households", "log")
    assert "审计员  interference 1  移送" in run.out


def test_a_refused_record_is_not_taken_out(run: Run, tmp_path: Path) -> None:
    """Who holds no role is refused, and what they wrote stands in the refusal's leaf."""
    assert 4 == run("interference", *RECORD, user="guan")
    office = desks.open_url(f"sqlite:///{run.folder}/ledger.db")
    with office.read() as read:
        (refused,) = refusals(read, office.book_id, limit=1)
    office.close()
    out = tmp_path / "p"

    asked = ("prove", "leaf", str(refused.leaf_idx), "-o", str(out))
    for more in ((), ("--purpose", "看")):
        assert 3 == run(*asked, *more, user="guan")
        assert "属干预登记" in run.err
    assert not out.exists()
    assert ((), "***") == (refused.asked, refused.actor)
