"""Fields at a real terminal: keypad, paste, and a window that changes its size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from cityledger.tui.entry.drafts import Drafts
from tests.conftest import Office
from tests.tui.seats import PASSPHRASE
from tests.tui.terminal import PAUSE, TRIES, Terminal
from tests.tui.test_tmux_officer import USERS, real

__all__ = ["real"]


@contextmanager
def entry(folder: Path) -> Iterator[Terminal]:
    """The payment form with the contract chosen, at its amount."""
    with Terminal(folder) as screen:
        screen.log_in("zhi", PASSPHRASE, USERS)
        screen.until("近期提交")
        screen.press("2")
        screen.until("A标段施工")
        screen.until_at("合同")
        screen.type("c1")
        screen.press("Enter")
        screen.until("本项可付 6,500,000.00")
        screen.until_at("金额(元)")
        yield screen


@pytest.mark.slow
def test_a_pasted_amount_and_full_width_digits_arrive(office: Office, real: Path) -> None:
    del office
    with entry(real) as screen:
        screen.paste("¥1,234.56元")
        screen.press("Tab")
        screen.until_at("其中人工费")
        screen.until("1,234.56")
        screen.type("\uff11\uff12\uff0e\uff15")
        screen.press("Tab")
        screen.until("12.50")


@pytest.mark.slow
@pytest.mark.parametrize("sent", ["0a", "1b 4f 4d"], ids=["ctrl+j", "application keypad"])
def test_the_enter_of_the_keypad_goes_to_the_next_field(
    office: Office, real: Path, sent: str
) -> None:
    del office
    with entry(real) as screen:
        screen.type("5000")
        screen.send_bytes(*sent.split())
        screen.until_at("其中人工费")
        screen.until("5,000.00")


@pytest.mark.slow
def test_another_size_of_window_loses_nothing(office: Office, real: Path) -> None:
    del office
    with entry(real) as screen:
        screen.type("650万")
        screen.until("人民币陆佰伍拾万元整")
        screen.resize(80, 24)
        screen.until("650万")
        for _ in range(TRIES):
            lines = screen.lines()
            if max(map(cell_len, lines)) <= 80 and "F1" in "".join(lines[20:]):
                break
            time.sleep(PAUSE)
        assert max(map(cell_len, screen.lines())) <= 80
        screen.press("Enter")
        screen.until("6,500,000.00")
        screen.resize(110, 30)
        screen.until("人民币陆佰伍拾万元整")
        drafts = Drafts(real / "desk", "zhi")
        for _ in range(TRIES):
            if drafts.load("payment").get("amount") == "6,500,000.00":
                break
            time.sleep(PAUSE)
    assert "6,500,000.00" == drafts.load("payment")["amount"]
