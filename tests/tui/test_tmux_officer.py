"""The finance officer at a real terminal: a payment in ten keys, and a line that drops."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cityledger.actions import gate
from cityledger.actions.periods import ConfirmClock, ConfirmRegistryClock
from cityledger.kernel.days import china_day
from cityledger.store.clock import host_now
from cityledger.tui.entry.drafts import Drafts
from tests.conftest import PEOPLE, Office
from tests.tui.seats import PASSPHRASE, write_small_keys
from tests.tui.terminal import PAUSE, TRIES, Terminal
from tests.tui.test_story import INVOICE

CONTROL_KEYS = 10
USERS = tuple(PEOPLE)
TITLES = {"contract": "合同", "amount": "金额(元)", "labour": "其中人工费"}
AFTER = {"contract": "金额(元)", "amount": "其中人工费", "labour": "发票"}
"""Which field Enter goes to."""


@pytest.fixture
def real(office: Office, tmp_path: Path) -> Path:
    """The folder of a ledger that the real program may open: its clock jump is vouched for."""
    write_small_keys(tmp_path)
    now = host_now()
    desk = office.desk.at(lambda _: now)
    for command in (ConfirmRegistryClock, ConfirmClock):
        gate.act(desk, office.pens["guan"], command(today=china_day(now)))
    return tmp_path


@pytest.mark.slow
def test_a_progress_payment_takes_ten_control_keys_at_a_real_terminal(
    office: Office, real: Path
) -> None:
    with Terminal(real) as screen:
        screen.log_in("zhi", PASSPHRASE, USERS)
        screen.until("近期提交")
        screen.press("2")
        screen.until("A标段施工")
        screen.until_at("合同")
        screen.press("BTab")
        screen.until_at("日期")
        screen.type("6-12")
        screen.press("Enter")
        screen.until_at("合同")
        screen.type("abdsg")
        screen.press("Enter")
        screen.until("本项可付 6,500,000.00")
        screen.until_at("金额(元)")
        screen.type("650万")
        screen.press("Enter")
        screen.until_at("其中人工费")
        screen.press("Enter")
        screen.until(INVOICE)
        screen.press("Enter")
        screen.until("✓ 全部规则通过")
        screen.press("F9")
        screen.until("已提交复核: 支付申请 2")
        assert screen.control_keys <= CONTROL_KEYS
    assert [(650_000_000, "progress")] == office.sql(
        "SELECT amount_fen, kind FROM payment_request WHERE payment_request_id = 2"
    )


@pytest.mark.slow
def test_a_dropped_line_loses_nothing_that_was_typed(office: Office, real: Path) -> None:
    typed = (
        ("contract", "c1", "C1"),
        ("amount", "1.5万", "15,000.00"),
        ("labour", "5000", "5,000.00"),
    )
    before = office.sql("SELECT count(*) FROM payment_request")
    for place, (name, text, kept) in enumerate(typed):
        with Terminal(real) as screen:
            screen.log_in("zhi", PASSPHRASE, USERS)
            screen.until("近期提交")
            screen.press("2")
            screen.until("A标段施工")
            if place:
                # What was typed before the line dropped stands there again.
                screen.until("已恢复上次的草稿")
                screen.until("本项可付 6,500,000.00")
                screen.until("C1 A标段施工")
            if place > 1:
                screen.until("15,000.00")
            screen.until_at("合同")
            screen.press(*["Tab"] * (0, 3, 4)[place])
            screen.until_at(TITLES[name])
            screen.type(text)
            screen.press("Enter")
            screen.until_at(AFTER[name])
            drafts = Drafts(real / "desk", "zhi")
            for _ in range(TRIES):
                if kept in drafts.load("payment").get(name, ""):
                    break
                time.sleep(PAUSE)
            screen.drop_line()
        draft = drafts.load("payment")
        assert (kept, "C1") == (draft[name], draft["contract"])
    assert before == office.sql("SELECT count(*) FROM payment_request")
