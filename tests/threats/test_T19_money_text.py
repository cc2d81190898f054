"""T19: of all the ways programs write numbers, one is an amount; the rest is refused by name."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from cityledger.kernel import money
from tests.exchange.workbooks import with_cell
from tests.threats.conftest import Run

BAD = (
    "NaN", "sNaN", "Infinity", "-inf", "1E+3", "1e999999999", "\uff11\uff12\uff0e\uff13", "١٢٣",
    "१२", "一百", "1_000", "-0", "-0.00", "+1", "(5)", "1.234", "1.", ".5", "00", "01", "1,00",
    "1,0000", "1 000", "¥5", "5元", "5万", "0x10", "1/2", "½", "\uff11", "−5", "5-", "--5",
    "1,234.5,0", "9" * 5000, "100000000000000.01", "1\u200b2", "1\x002", "1\n2", "\u202e12", "²",
    "Ⅳ", "1.2.3",
)  # fmt: skip
SHAPE = re.compile(r"-?(0|[1-9][0-9]*|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]{1,2})?", re.ASCII)
"""The one way to write an amount, said anew."""

LOOKALIKES = st.text(
    st.sampled_from("0123456789.,-+eE_ ()¥元万NaInf\uff11\uff12٣三½²−\u00a0\u200b\t\n'x"),
    max_size=24,
)


@pytest.mark.parametrize("text", BAD, ids=lambda text: ascii(text)[:20])
def test_it_is_no_amount(text: str) -> None:
    with pytest.raises(money.MoneyError) as caught:
        money.parse(text)

    assert caught.value.message_zh
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("text", ["NaN", "1E+3", "\uff11\uff12", "-0", "9" * 5000, "1\u200b2"])
def test_the_import_tells_the_cell(run: Run, empty: Path, tmp_path: Path, text: str) -> None:
    ended = run(empty, "import", "workbook", with_cell(tmp_path / "w.xlsx", "保函", "F2", text))

    assert (3, False) == (ended.status, ended.leaked)
    assert "保函!F2 金额(元)" in ended.said
    assert len(ended.said) < 2_000


def agrees(text: str) -> bool:
    """Say whether the parser and the one shape agree on a text."""
    try:
        fen = money.parse(text)
    except money.MoneyError:
        digits = re.sub(r"[-,.]", "", text)
        small = len(digits) <= 14 and (not text.startswith("-") or digits.strip("0"))
        return not (SHAPE.fullmatch(text) and small)
    return SHAPE.fullmatch(text) is not None and money.parse(money.plain(fen)) == fen


@given(st.one_of(LOOKALIKES, st.text(max_size=12), st.from_regex(SHAPE, fullmatch=True)))
@settings(max_examples=200)
def test_parser_and_shape_agree(text: str) -> None:
    assert agrees(text)


@pytest.mark.torture
@given(st.one_of(LOOKALIKES, st.text(max_size=12), st.from_regex(SHAPE, fullmatch=True)))
@settings(max_examples=5_000, deadline=None)
def test_parser_and_shape_agree_on_very_many(text: str) -> None:
    assert agrees(text)


def test_every_digit_of_unicode_but_ten_is_refused() -> None:
    digits = [chr(n) for n in range(128, 0x110000) if unicodedata.category(chr(n)) in ("Nd", "No")]

    taken = []
    for digit in digits:
        try:
            taken.append(money.parse(f"1{digit}"))
        except money.MoneyError:
            continue
    assert [] == taken
