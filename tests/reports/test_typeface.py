"""Which font shows which character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cityledger.reports import typeface
from cityledger.reports.fonts import REGULAR, TITLE, path_of
from cityledger.reports.typeface import Typefaces

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_installed_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeface, "_INSTALLED", ())
    monkeypatch.delenv(typeface.ENVIRONMENT, raising=False)


def printed(types: Typefaces, text: str) -> str:
    return "".join(shown for _, shown in types.text.pieces(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("赟翀喆堃䶮", "赟翀喆堃䶮"),
        ("𬭎", "𬭎"),
        ("𠮷", "〔U+20BB7〕"),
        ("🏗", "〔U+1F3D7〕"),
        ("a\tb\nc", "a b c"),
        ("\x1b[31m", "〔U+001B〕[31m"),
        ("\u202e", "〔U+202E〕"),
        ("\ud800", "〔U+D800〕"),
        ("\ue000", "〔U+E000〕"),
    ],
)
def test_no_character_is_ever_a_box(text: str, expected: str) -> None:
    assert printed(Typefaces(), text) == expected


def test_a_named_font_lends_single_characters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    not_a_font = tmp_path / "notes.ttf"
    not_a_font.write_bytes(b"nothing that could be a font here")
    monkeypatch.setenv(typeface.ENVIRONMENT, f"{not_a_font}:{path_of(REGULAR)}")
    types = Typefaces()
    runs = types.title.pieces("记账xx凭证")
    assert [(font.resource, shown) for font, shown in runs] == [
        ("F3", "记账"), ("F4", "xx"), ("F3", "凭证"),
    ]  # fmt: skip
    assert [font.resource for font in types.fonts()] == ["F1", "F2", "F3"]
    types.title.operands("记账xx凭证")
    assert [font.resource for font in types.fonts()] == ["F1", "F2", "F3", "F4"]


def test_characters_beyond_the_basic_plane_get_private_codes() -> None:
    types = Typefaces()
    assert types.text.operands("钢𬭎𬭎") == [("F1", "94a2" + "e000" + "e000")]


def test_width_counts_what_is_printed() -> None:
    types = Typefaces()
    assert types.text.width_of("钢钢") == 2000
    assert types.text.width_of("𠮷") == types.text.width_of("〔U+20BB7〕")


def test_title_face_misses_latin() -> None:
    assert not Typefaces().title.main.covers("Q")
    assert path_of(TITLE).is_file()
