"""Text from outside is shown literally and never obeyed (evidence T20, T21)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from cityledger.evidence.text import bad_characters
from cityledger.tui.widgets.safe import label, shown, typed

# what comes from outside, what is shown
SHOWN = (
    ("朝阳片区棚改", "朝阳片区棚改"),
    ("[/]", "[/]"),
    ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    ("[red]红冲[/red]", "[red]红冲[/red]"),
    ("a\x1b]0;x\x07b", "a⟨001B⟩]0;x⟨0007⟩b"),
    ("\x9b31m", "⟨009B⟩31m"),
    ("王\u202e明", "王⟨202E⟩明"),
    ("三\u200b局", "三⟨200B⟩局"),
    ("家👨\u200d👩", "家👨⟨200D⟩👩"),
    ("🇨🇳", "⟨1F1E8⟩⟨1F1F3⟩"),
    ("上\n下", "上⏎下"),
    ("a\tb", "a⟨0009⟩b"),
    ("𠮷", "𠮷"),
    ("e\u0301", "é"),
)


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_text_is_shown_literally(text: str, expected: str) -> None:
    assert expected == shown(text)
    assert expected == label(text).plain


def test_marks_do_not_pile_up() -> None:
    assert "a" + "\u0316" * 3 + "⟨0316⟩" * 2 == shown("a" + "\u0316" * 5)


@given(st.text())
def test_no_control_reaches_the_terminal(text: str) -> None:
    assert set() == {unicodedata.category(c) for c in shown(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(alphabet="[]/@=()\"'\\ab红冲 \x1b"))
def test_markup_is_never_obeyed(text: str) -> None:
    drawn = label(text)

    assert shown(text) == drawn.plain
    assert [] == drawn.spans


@given(st.text())
def test_a_field_keeps_only_what_a_record_may_hold(text: str) -> None:
    assert () == bad_characters(typed(text))


def test_a_very_long_text_is_cut_before_it_is_drawn() -> None:
    assert 4_000 == cell_len(shown("x" * 10_000))
