"""Which characters may enter a record, and how outside text is shown: the one table of both.

Looked at where text comes in, never where it is hashed (evidence.md 1.3, rule 4): an invisible or
reordering character can make two names look alike, or a printed line differ from the signed one.
What was never let in, such as a cell that is refused or a file edited by hand, still has to be
told to somebody: `visible` is how, on every terminal, in every text file (T20).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from cityledger.kernel import words

REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that never stand in a record: controls, formats, surrogates, private use,
unassigned, line and paragraph separators."""

_IDEOGRAPHS = range(0x20000, 0x3FFFE)


@dataclass(frozen=True, slots=True)
class BadCharacter:
    """A character that may not stand where it was found; `position` counts from 1."""

    position: int
    name: str
    category: str

    def reason(self, lang: words.Lang = "zh") -> str:
        """Say in one language what is wrong."""
        key = "text_newline" if self.name == "U+000A" else "text_character"
        return words.sentence(key, lang, position=self.position, name=self.name)


class TextError(ValueError):
    """A text holds characters that may not enter a record; carries all of them."""

    def __init__(self, bad: tuple[BadCharacter, ...]) -> None:
        """Take every bad character, in order."""
        self.bad = bad
        super().__init__(self.reason("en"))

    def reason(self, lang: words.Lang = "zh") -> str:
        """Say in one language what is wrong, for every character."""
        return "; ".join(item.reason(lang) for item in self.bad)


def bad_characters(text: str, *, memo: bool = False) -> tuple[BadCharacter, ...]:
    """Return every character of `text` that may not stand in a record.

    A memo may hold line feeds, one at a time and between other text; any other field holds none.
    """
    if text.isprintable() and text.isascii():
        return ()
    return tuple(
        BadCharacter(position, f"U+{ord(c):04X}", unicodedata.category(c))
        for position, c in enumerate(text, 1)
        if _is_bad(c) and not (memo and c == "\n" and _is_single(text, position))
    )


def check_text(text: str, *, memo: bool = False) -> str:
    """Return `text` itself, or raise `TextError` with every character that may not stand in it."""
    if bad := bad_characters(text, memo=memo):
        raise TextError(bad)
    return text


def numbered(c: str) -> str:
    """Return what stands for a character that must not be shown as itself: `⟨001B⟩`."""
    return f"⟨{ord(c):04X}⟩"


def visible(text: str, *, lines: bool = False) -> str:
    """Return `text` with every character that may not stand in a record written as its number.

    Nothing is dropped, so two texts that differ still look different. With `lines`, line feeds
    stay: for our own sentences with outside text in them.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(numbered(c) if _is_bad(c) and not (lines and c == "\n") else c for c in text)


def match_key(text: str) -> str:
    """Return the key under which look-alikes meet: full-width, compatibility and case folded.

    For finding only. It is never signed, hashed or printed: it maps some ideographs to others.
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_bad(c: str) -> bool:
    category = unicodedata.category(c)
    # Planes 2 and 3 are kept for ideographs: a rare character of somebody's name must not be
    # refused because this Python's Unicode tables are older than the character.
    if category == "Cn" and ord(c) in _IDEOGRAPHS and ord(c) & 0xFFFE != 0xFFFE:
        return False
    return category in REFUSED


def _is_single(text: str, position: int) -> bool:
    before, after = text[: position - 1], text[position:]
    return before != "" and after != "" and before[-1] != "\n" and after[0] != "\n"
