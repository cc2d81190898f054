"""Money: L1, the strict reader, exact division, capitals."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from cityledger.kernel import money, words
from cityledger.kernel.money import MoneyError

FEN = st.integers(-money.LIMIT_FEN, money.LIMIT_FEN)

GOOD = [
    ("0", 0),
    ("0.00", 0),
    ("5", 500),
    ("5.1", 510),
    ("0.01", 1),
    ("-0.01", -1),
    ("1234.56", 123456),
    ("1,234.56", 123456),
    ("-1,234,567.8", -123456780),
    ("12,345", 1234500),
    ("100,000,000,000,000.00", money.LIMIT_FEN),
    ("-100000000000000", -money.LIMIT_FEN),
]

BAD = [
    ("empty", ["", " ", "\t\n"]),
    ("full_width", ["\uff11\uff12\uff13", "1．5", "1，234", "－5"]),
    ("space", [" 5", "5 ", "1 234", "1\u00a0234.00", "5\n"]),
    ("currency", ["¥5", "￥5", "$5", "5€", "5元", "伍圆"]),
    ("unit", ["5万", "1.2亿"]),
    ("digits", ["٣", "1٣", "१२", "伍", "½", "²"]),
    ("minus", ["−5", "–5", "5—"]),
    ("not_finite", ["NaN", "nan", "-Infinity", "inf", "sNaN"]),
    ("exponent", ["1e5", "1E+3", "1.5e-2", "1e999999999"]),
    ("underscore", ["1_000", "_5"]),
    ("plus", ["+1", "+0"]),
    ("brackets", ["(5.00)"]),
    ("comma", ["12,34", "1,2345", "1234,567", ",123", "1,234,", "0,123", "1.2,3", "1,,234"]),
    ("dot", [".5", "5.", ".", "-", "-.5"]),
    ("decimals", ["1.234", "0.001", "1,234.560"]),
    ("leading_zero", ["007", "00", "-01.5"]),
    ("negative_zero", ["-0", "-0.00", "-0.0"]),
    ("too_large", ["100000000000000.01", "9" * 30, "-" + "9" * 5000]),
    ("other", ["abc", "--5", "5-", "1.2.3", "0x10", "1/2", "1'234", "\u202e5"]),
]
BAD_CASES = [(code, text) for code, texts in BAD for text in texts]


@pytest.mark.parametrize(("text", "fen"), GOOD)
def test_a_right_amount_is_read(text: str, fen: int) -> None:
    assert fen == money.parse(text)


@pytest.mark.parametrize(("code", "text"), BAD_CASES)
def test_a_wrong_amount_is_refused_with_its_own_reason(code: str, text: str) -> None:
    with pytest.raises(MoneyError) as caught:
        money.parse(text)
    assert code == caught.value.code


def test_every_reason_is_tested_and_no_two_say_the_same() -> None:
    codes = {
        key.removeprefix("money_")
        for key in words.sentences()
        if key.startswith("money_") and not key.endswith("_remedy")
    }
    assert codes == {code for code, _ in BAD}
    errors = [MoneyError(code, "x") for code in codes]
    assert len(codes) == len({error.message_en for error in errors})
    assert len(codes) == len({error.message_zh for error in errors})


def test_an_error_becomes_a_line_with_place_value_reason_and_remedy() -> None:
    problem = MoneyError("decimals", "1.234").problem("付款!C3")
    assert str(problem) == "付款!C3 “1.234”: 小数超过两位 → 金额最小到分; 请先按规定取整"


@given(FEN)
def test_what_is_printed_is_read_back(fen: int) -> None:
    assert fen == money.parse(money.text(fen)) == money.parse(money.plain(fen))


@given(st.text() | st.text(alphabet="0123456789.,-+eE_ ()¥万元٣\uff11", max_size=12))
def test_no_text_makes_the_reader_fail_otherwise(text: str) -> None:
    with suppress(MoneyError):
        fen = money.parse(text)
        assert Decimal(text.replace(",", "")) * 100 == fen


@pytest.mark.parametrize(
    ("fen", "text", "plain"),
    [
        (0, "0.00", "0.00"),
        (-5, "-0.05", "-0.05"),
        (100, "1.00", "1.00"),
        (123456, "1,234.56", "1234.56"),
        (-123456789, "-1,234,567.89", "-1234567.89"),
    ],
)
def test_printing(fen: int, text: str, plain: str) -> None:
    assert (text, plain) == (money.text(fen), money.plain(fen))


@pytest.mark.parametrize(
    ("value", "fen"),
    [("1234.56", 123456), ("1E+2", 10000), ("-0", 0), ("0E-999999999", 0), ("1.500000", 150)],
)
def test_a_decimal_is_taken_exactly(value: str, fen: int) -> None:
    assert fen == money.of_decimal(Decimal(value))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("NaN", "not_finite"),
        ("-Infinity", "not_finite"),
        ("1E+999999", "too_large"),
        ("100000000000000.01", "too_large"),
        ("1E-999999", "decimals"),
        ("0.015", "decimals"),
    ],
)
def test_a_decimal_that_is_no_amount_is_refused(value: str, code: str) -> None:
    with pytest.raises(MoneyError) as caught:
        money.of_decimal(Decimal(value))
    assert code == caught.value.code


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (2, [1, 1, 1], [1, 1, 0]),
        (1, [0, 1, 1], [0, 1, 0]),
        (5, [0, 3, 0], [0, 5, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
        (7, [2, 3, 5], [1, 2, 4]),
        (10, [3333, 3333, 3334], [3, 3, 4]),
    ],
)
def test_a_split_by_largest_remainder(total: int, weights: list[int], parts: list[int]) -> None:
    assert parts == money.split(total, weights)


@pytest.mark.parametrize(("total", "weights"), [(1, []), (1, [0, 0]), (1, [2, -1])])
def test_a_split_that_cannot_be_done(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="cannot split"):
        money.split(total, weights)


@given(FEN, st.lists(st.integers(0, 10**12), min_size=1, max_size=20).filter(any))
def test_a_split_is_exact_fair_and_mirrored(total: int, weights: list[int]) -> None:
    parts = money.split(total, weights)
    assert total == sum(parts)
    assert parts == [-part for part in money.split(-total, weights)]
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * whole - total * weight) < whole


@pytest.mark.parametrize(
    ("total", "bp", "share"),
    [(100, 5000, 50), (1, 5000, 1), (-1, 5000, -1), (1, 4999, 0), (10000, 300, 300), (33, 300, 1)],
)
def test_a_share_rounds_half_a_fen_away_from_zero(total: int, bp: int, share: int) -> None:
    assert share == money.share_bp(total, bp)


@given(FEN, st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_part_is_the_nearest_fen_and_mirrored(total: int, over: int, under: int) -> None:
    part = money.part(total, over, under)
    assert 2 * abs(part * under - total * over) <= under
    assert -part == money.part(-total, over, under)


def test_a_part_needs_a_positive_denominator() -> None:
    with pytest.raises(ValueError, match="denominator"):
        money.part(1, 1, 0)


CAPITALS = [
    ("0", "零元整"),
    ("0.05", "伍分"),
    ("0.50", "伍角整"),
    ("0.55", "伍角伍分"),
    ("1", "壹元整"),
    ("10", "壹拾元整"),
    ("15", "壹拾伍元整"),
    ("100.05", "壹佰元零伍分"),
    ("1010.10", "壹仟零壹拾元零壹角整"),
    ("1409.50", "壹仟肆佰零玖元伍角整"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万零柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("100000000", "壹亿元整"),
    ("100000001", "壹亿零壹元整"),
    ("1000010000", "壹拾亿零壹万元整"),
    ("20000005000.30", "贰佰亿零伍仟元零叁角整"),
    ("-1234.56", "负壹仟贰佰叁拾肆元伍角陆分"),
    ("123456789.01", "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"),
    ("1000000000000", "壹万亿元整"),
    ("30500000", "叁仟零伍拾万元整"),
    ("10001000", "壹仟万零壹仟元整"),
    ("100010000", "壹亿零壹万元整"),
    ("100001000", "壹亿零壹仟元整"),
]


@pytest.mark.parametrize(("amount", "capitals"), CAPITALS)
def test_capitals(amount: str, capitals: str) -> None:
    assert "人民币" + capitals == money.capital(money.parse(amount))


def test_capitals_end_below_ten_to_the_sixteen_yuan() -> None:
    largest = money.CAPITAL_LIMIT_FEN - 1
    assert money.capital(largest).startswith("人民币玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿")
    with pytest.raises(ValueError, match="too large"):
        money.capital(largest + 1)


@given(st.integers(-money.CAPITAL_LIMIT_FEN + 1, money.CAPITAL_LIMIT_FEN - 1))
def test_capitals_can_be_read_back(fen: int) -> None:
    capitals = money.capital(fen)
    assert fen == _read(capitals)
    assert "零零" not in capitals


def _read(capitals: str) -> int:
    """Read capitals by another way than they are written: a running sum by unit."""
    rest = capitals.removeprefix("人民币")
    sign = -1 if rest.startswith("负") else 1
    rest = rest.removeprefix("负").removesuffix("整")
    yuan, found, cents = rest.rpartition("元")
    if not found:
        yuan, cents = "", rest
    cents += "整"
    total = section = digit = 0
    for c in yuan:
        if c in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(c)
        elif c == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif c == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            section, digit = section + digit * {"拾": 10, "佰": 100, "仟": 1000}[c], 0
    fen = 0
    for c, unit in pairwise(cents):
        if unit in ("角", "分"):
            fen += "零壹贰叁肆伍陆柒捌玖".index(c) * (10 if unit == "角" else 1)
    return sign * ((total + section + digit) * 100 + fen)
