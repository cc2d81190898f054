"""What the filter field offers at the cursor, by name, number and pinyin initials."""

from __future__ import annotations

import pytest

from cityledger.exchange.wanted import Archive, Named
from cityledger.tui.audit.completing import completed, suggestions

ARCHIVE = Archive(
    {
        "contract": (Named(7, "HT-1", "某某建设"), Named(8, "HT-2", "另一建设")),
        "tranche": (Named(3, "T1 省级棚改", "省级补助"),),
        "maker": (Named("zhi", "张三", "zhi"), Named("li", "李四", "li")),
    }
)


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("ht", "合同="),
        ("je", "金额>"),
        ("合同=ly", "合同=HT-2 "),
        ("合同=HT-1 pc", "合同=HT-1 批次="),
        ("批次=sj", '批次="T1 省级棚改" '),
        ('批次="T1 省', '批次="T1 省级棚改" '),
        ("制单=ls", "制单=李四 "),
    ],
)
def test_the_first_offer_completes_what_is_typed(typed: str, made: str) -> None:
    found = suggestions(typed, len(typed), ARCHIVE, "zh")

    assert (made, len(made)) == completed(typed, len(typed), found[0])


def test_what_follows_the_cursor_stays() -> None:
    text = "合同= 金额>1"
    found = suggestions(text, 3, ARCHIVE, "zh")

    assert ["HT-1", "HT-2"] == [one.choice.text for one in found]
    assert ("合同=HT-2 金额>1", 8) == completed(text, 3, found[1])


def test_nothing_is_offered_for_what_has_no_names() -> None:
    assert () == suggestions("金额>1", 4, ARCHIVE, "zh")
    assert () == suggestions("价格=", 3, ARCHIVE, "zh")


def test_names_are_offered_in_the_language_of_the_seat() -> None:
    assert "contract=" == suggestions("contr", 5, ARCHIVE, "en")[0].choice.text
