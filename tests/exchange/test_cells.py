"""A cell is the value its column holds, exactly, or it is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, strategies as st

from cityledger.exchange import cells
from cityledger.exchange.sheets import Kind, col, column_letter
from cityledger.kernel import money

MONEY = col("金额", "fen", "money", "1|2", "元")


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_a_number_cell_gives_the_fen_people_typed(fen: int) -> None:
    assert fen == cells.read(MONEY, float(money.plain(fen)))


@example(9_007_199_254_740_991)
@given(st.integers(min_value=-(10**16), max_value=10**16))
def test_a_number_cell_never_gives_other_fen(fen: int) -> None:
    try:
        got = cells.read(MONEY, float(money.plain(fen)))
    except cells.CellError:
        return
    assert fen == got


@given(st.integers(min_value=-(10**16), max_value=10**16))
def test_a_text_cell_gives_every_amount(fen: int) -> None:
    assert fen == cells.read(MONEY, money.text(fen))


@pytest.mark.parametrize(
    "value",
    [
        90071992547409.91,
        1e13,
        0.1 + 0.2,
        1e22,
        float("nan"),
        float("inf"),
        1234567890123456.0,
        0.001,
        True,
    ],
)
def test_an_uncertain_number_is_refused(value: float) -> None:
    with pytest.raises(cells.CellError):
        cells.read(MONEY, value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", 3.0, "3"),
        ("text", " 甲 ", "甲"),
        ("text", date(2025, 1, 2), "2025-01-02"),
        ("int", 12.0, 12),
        ("int", "12", 12),
        ("percent", "3.5", 350),
        ("percent", 100, 10_000),
        ("day", "2025-01-02", date(2025, 1, 2)),
        ("list", "a、b,c；d", ("a", "b", "c", "d")),
        ("code", "007", "007"),
    ],
)
def test_a_cell_is_read_by_its_kind(kind: Kind, value: object, expected: object) -> None:
    assert expected == cells.read(col("标题", "field", kind, "1|2", "注"), value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 3.5),
        ("int", "1.0"),
        ("int", "1_0"),
        ("percent", "-1"),
        ("percent", "100.01"),
        ("day", 45658.0),
        ("code", 7.0),
        ("code", "\uff10\uff11"),
        ("text", "a\x1b[31m"),
    ],
)
def test_a_cell_of_another_kind_is_refused(kind: Kind, value: object) -> None:
    with pytest.raises(cells.CellError):
        cells.read(col("标题", "field", kind, "1|2", "注"), value)


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_the_letters_of_spreadsheets(place: int, letter: str) -> None:
    assert letter == column_letter(place)


def test_a_whole_number_that_lost_digits_is_refused_as_text() -> None:
    """The float of 12345678901234501 is written 1.23456789012345e+16: two digits are gone."""
    with pytest.raises(cells.CellError):
        cells.read(col("编号", "no", "text", "A1", "注"), 12345678901234501.0)
