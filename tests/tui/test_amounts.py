"""Amounts and days as people type them, read exactly or refused with the reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from cityledger.kernel import money
from cityledger.kernel.days import DayError
from cityledger.kernel.money import MoneyError
from cityledger.tui.widgets.amounts import keep, read_amount, read_day

READ = (
    ("1234.56", 123_456),
    ("¥1,234.56", 123_456),
    ("\uffe5\uff11,\uff12\uff13\uff14.\uff15\uff16元", 123_456),
    ("\uff11\uff12\uff13", 12_300),
    ("123.5万", 123_500_000),
    ("123.456789万", 123_456_789),
    ("1亿", 10_000_000_000),
    ("1.00000001亿", 10_000_000_100),
    ("100+200", 30_000),
    ("1万-0.01", 999_999),
    ("12。5", 1_250),
    ("人民币 5 元", 500),
    ("-3", -300),
    ("1.", 100),
)

REFUSED = (
    ("", "empty"),
    ("12.345", "decimals"),
    ("0.0000001万", "decimals"),
    ("万", "other"),
    ("1..2", "other"),
    ("1万2", "other"),
    ("abc", "other"),
    ("5*3", "other"),
    ("99999999亿", "too_large"),
    ("1" * 50, "too_large"),
)


@pytest.mark.parametrize(("text", "fen"), READ)
def test_an_amount_is_read_exactly(text: str, fen: int) -> None:
    assert fen == read_amount(text)


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_an_amount_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(MoneyError) as caught:
        read_amount(text)

    assert code == caught.value.code


@given(st.integers(-(10**16), 10**16))
def test_what_is_printed_is_read_back(fen: int) -> None:
    assert fen == read_amount(money.text(fen))


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_sum_is_exact(a: int, b: int) -> None:
    assert a - b == read_amount(f"{money.plain(a)}-{money.plain(b)}")


@pytest.mark.parametrize(("text", "expected"), [("¥ 1,000", "1000"), ("x", None), ("1e5", None)])
def test_a_field_takes_only_amounts(text: str, expected: str | None) -> None:
    assert expected == keep(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-07", date(2025, 3, 7)),
        ("20250307", date(2025, 3, 7)),
        ("3-7", date(2024, 3, 7)),
        ("0307", date(2024, 3, 7)),
        ("2025年3月7日", date(2025, 3, 7)),
        ("\uff12\uff10\uff12\uff15/\uff13/\uff17", date(2025, 3, 7)),
        ("2-29", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read(text: str, expected: date) -> None:
    assert expected == read_day(text, date(2024, 6, 1))


@pytest.mark.parametrize("text", ["", "2025-02-29", "13-1", "yesterday", "2025-03-07-08"])
def test_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayError):
        read_day(text, date(2024, 6, 1))
