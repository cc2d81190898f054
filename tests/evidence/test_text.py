"""Characters that may enter a record."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from cityledger.evidence import text


@pytest.mark.parametrize(
    "value", ["", "abc", "西城区棚户区改造(一期)", "喆㙟\U0002b4ef", "\U000323af", "“½”→ é"]
)
def test_ordinary_text_passes(value: str) -> None:
    assert value == text.check_text(value)


@pytest.mark.parametrize(
    ("value", "position", "name", "category"),
    [
        ("a\tb", 2, "U+0009", "Cc"),
        ("\x1b[31m", 1, "U+001B", "Cc"),
        ("张\u200b三", 2, "U+200B", "Cf"),
        ("ab\u202e", 3, "U+202E", "Cf"),
        ("\ud800", 1, "U+D800", "Cs"),
        ("\ue000", 1, "U+E000", "Co"),
        ("\u0378", 1, "U+0378", "Cn"),
        ("\U0002ffff", 1, "U+2FFFF", "Cn"),
        ("\u2028", 1, "U+2028", "Zl"),
        ("\u2029", 1, "U+2029", "Zp"),
        ("a\nb", 2, "U+000A", "Cc"),
    ],
)
def test_a_bad_character_is_named_with_its_place(
    value: str, position: int, name: str, category: str
) -> None:
    assert (text.BadCharacter(position, name, category),) == text.bad_characters(value)


def test_every_bad_character_is_named() -> None:
    with pytest.raises(text.TextError) as caught:
        text.check_text("a\x00b\u200b")
    assert caught.value.reason("zh") == (
        "第2个字符 U+0000 不可用于登记内容; 第4个字符 U+200B 不可用于登记内容"
    )


@pytest.mark.parametrize(
    ("value", "positions"),
    [
        ("a\nb", []),
        ("a\nb\nc", []),
        ("a\n\nb", [2, 3]),
        ("\na", [1]),
        ("a\n", [2]),
        ("a\r\nb", [2]),
        ("a\tb", [2]),
    ],
)
def test_a_memo_may_hold_single_line_feeds(value: str, positions: list[int]) -> None:
    assert positions == [bad.position for bad in text.bad_characters(value, memo=True)]


def test_every_assigned_character_is_judged_by_its_category_alone() -> None:
    for number in range(sys.maxunicode + 1):
        c = chr(number)
        category = unicodedata.category(c)
        if category != "Cn":
            assert (category in text.REFUSED) == bool(text.bad_characters(c))


def test_look_alikes_meet_under_one_key() -> None:
    assert text.match_key("\uff21\uff22\uff23\u3000公司") == text.match_key(" abc  公司 ")
    assert text.match_key("\uf900") == text.match_key("\u8c48")
    assert text.match_key("甲公司") != text.match_key("乙公司")
