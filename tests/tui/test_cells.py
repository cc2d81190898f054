"""Columns of cells: wide characters align, an amount is whole or `####`."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from cityledger.kernel import money
from cityledger.tui.widgets.cells import Column, bar, fit, share, widths, wrap

TEXT = st.text(alphabet="ab 1,。，（）棚户区改造[/]\x1b𠮷…—")


@given(TEXT, st.integers(1, 40))
def test_a_cell_has_its_width(text: str, width: int) -> None:
    assert width == cell_len(fit(text, width))


@given(st.integers(-(10**16), 10**16), st.integers(1, 30))
def test_an_amount_is_whole_or_hidden(fen: int, width: int) -> None:
    drawn = fit(money.text(fen), width, "money")

    assert drawn in (money.text(fen).rjust(width), "#" * width)
    assert (len(money.text(fen)) > width) == (drawn == "#" * width)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("棚户区改造", 10, "棚户区改造"),
        ("棚户区改造", 9, "棚户区改…"),
        ("棚户区改造", 8, "棚户区… "),
        ("棚户区改造", 12, "棚户区改造  "),
        ("abc", 2, "a…"),
    ],
)
def test_a_text_that_is_cut_says_so(text: str, width: int, expected: str) -> None:
    assert expected == fit(text, width)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 100, "········"),
        (50, 100, "████····"),
        (53, 100, "████▏···"),
        (100, 100, "████████"),
        (140, 100, "████████"),
        (-5, 100, "········"),
        (5, 0, "········"),
    ],
)
def test_a_bar_is_drawn_in_eighths(part: int, whole: int, expected: str) -> None:
    assert expected == bar(part, whole, 8)


def test_a_bar_can_be_plain() -> None:
    assert "####...." == bar(50, 100, 8, ascii_only=True)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 3, "33.3%"), (2, 3, "66.6%"), (-1, 2, "-50.0%"), (5, 0, "—"), (102, 100, "102.0%")],
)
def test_a_share_is_rounded_down(part: int, whole: int, expected: str) -> None:
    assert expected == share(part, whole)


COLUMNS = (
    Column("摘要", 10, grows=True),
    Column("对方科目", 14, drops=3),
    Column("借方", 4, "money", drops=1),
    Column("余额", 4, "money"),
)


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (80, (41, 14, 12, 9)),
        (49, (10, 14, 12, 9)),
        (48, (24, 0, 12, 9)),
        (33, (22, 0, 0, 9)),
        (12, (4, 0, 0, 6)),
    ],
)
def test_columns_that_have_no_room_go_whole(room: int, expected: tuple[int, ...]) -> None:
    assert expected == widths(COLUMNS, (0, 0, 12, 9), room)


@given(TEXT, st.integers(8, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width, "✗ ", "  ")

    assert [] == [line for line in lines if cell_len(line) > width]
    kept = "".join(lines).replace(" ", "").removeprefix("✗")
    assert "".join(fit(text, 10_000).split()) == kept


def test_a_line_never_starts_with_a_closing_mark() -> None:
    assert ["✗ 计量证书没有", "  签字。"] == wrap("计量证书没有签字。", 14, "✗ ", "  ")
    assert ["✗ 没有签", "  字。"] == wrap("没有签字。", 9, "✗ ", "  ")
