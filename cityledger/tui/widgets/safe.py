"""The one door for text from outside onto the screen: shown literally, never obeyed.

Names and summaries come from files and other people. A control code would reach the terminal and
square brackets would be read as markup (evidence.md T20, T21), so a screen shows such text only as
what this module returns, `Content` and never `str`; a character without a shape of its own appears
as its number, `⟨001B⟩`.
"""

from __future__ import annotations

import unicodedata

from textual.content import Content

from cityledger.evidence.text import bad_characters, numbered

LONGEST = 4_000
"""Longest text drawn at once: a terminal shows no more, and the rest would only cost time."""

_BEND = "⏎"
_MARKS_PER_LETTER = 3
# Terminals disagree about the width of these, and a row that is one cell off moves the amounts.
_UNEVEN = ((0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF), (0xFE00, 0xFE0F), (0x20E3, 0x20E3))


def shown(text: str) -> str:
    """Return one line of text in which every character has a shape and a known width."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    if text.isascii() and text.isprintable():
        return text
    hidden = {bad.position for bad in bad_characters(text)}
    out: list[str] = []
    marks = 0
    for position, c in enumerate(text, 1):
        marks = marks + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if c == "\n":
            out.append(_BEND)
        elif position in hidden or marks > _MARKS_PER_LETTER or _is_uneven(c):
            out.append(numbered(c))
        else:
            out.append(c)
    return "".join(out)


def typed(text: str) -> str:
    """Return what a field keeps of typed or pasted text: characters a record may hold, in NFC."""
    text = unicodedata.normalize("NFC", text)
    hidden = {bad.position for bad in bad_characters(text)}
    return "".join(c for position, c in enumerate(text, 1) if position not in hidden)


def label(text: str, style: str = "") -> Content:
    """Return one line of text for a widget, styled as a whole, its brackets left alone."""
    return Content.styled(shown(text), style)


def prose(text: str, style: str = "") -> Content:
    """Return text for a widget that may wrap it; the line breaks of our own sentences stay."""
    return Content.styled("\n".join(shown(line) for line in text.split("\n")), style)


def _is_uneven(c: str) -> bool:
    return any(low <= ord(c) <= high for low, high in _UNEVEN)
