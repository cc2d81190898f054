"""What a new passphrase must be: long enough once everything a guesser tries first is taken out.

A passphrase has at least 14 characters or 5 words (evidence.md §2.1). Pieces that stand in every
guesser's list count as one character each: runs and rows of keys, common words, and the names that
everybody at this ledger knows. No list of leaked passwords is shipped: those with 14 characters are
almost all made of such pieces, and a list that is long goes stale.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CHARACTERS = 14
WORDS = 5
DIFFERENT = 6
"""How many different characters there must be at least."""

RUN = 4
"""So many neighbouring characters in a row (`1234`, `dcba`, `aaaa`, `qwer`) are one piece."""

LONGEST = 256
"""No person types more; it bounds the work of looking for pieces."""

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "!@#$%^&*()")
_COLUMNS = "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"
_GAPS = re.compile(r"[\s_.,\-–—/·]+")
_AGAIN = re.compile(r"(.{2,}?)\1+")
_DAY = re.compile(r"(19|20)\d\d([01]\d[0-3]\d)?")
_MARK = "\0"
"""Stands for a piece that was taken out; no passphrase holds it."""


def problem(passphrase: str, names: Iterable[str] = ()) -> str | None:
    """Return the sentence key of what is wrong with a new passphrase, or None if it will do.

    `names` are words known to everybody at this ledger: the unit, the person, the user id.
    """
    if len(passphrase) > LONGEST or any(unicodedata.category(c) == "Cc" for c in passphrase):
        return "passphrase_long"
    if len(passphrase) < CHARACTERS and len(passphrase.split()) < WORDS:
        return "passphrase_short"
    plain = unicodedata.normalize("NFKC", passphrase).casefold()
    if len(set(plain)) < DIFFERENT:
        return "passphrase_plain"
    known = sorted(_common() | _words(names), key=len, reverse=True)
    left = _without(_GAPS.sub("", plain), known)
    own = {word for word in _GAPS.split(plain) if _without(word, known).strip(_MARK)}
    if len(left) < CHARACTERS and min(len(own), len(left)) < WORDS:
        return "passphrase_common"
    return None


@cache
def _common() -> frozenset[str]:
    source = files("cityledger.evidence").joinpath("common_words.txt")
    return frozenset(source.read_text(encoding="utf-8").split())


def _words(names: Iterable[str]) -> set[str]:
    plain = (unicodedata.normalize("NFKC", name).casefold() for name in names)
    # A single letter or character is no word: it would be found in every passphrase.
    return {word for name in plain for word in (name, *_GAPS.split(name)) if len(word) > 1}


def _without(text: str, known: list[str]) -> str:
    """Put one mark for each piece that anybody would try: repeats, words, days, runs of keys."""
    text = _AGAIN.sub(r"\1" + _MARK, text)
    for word in known:
        text = text.replace(word, _MARK)
    text = _DAY.sub(_MARK, text)
    out, at = "", 0
    while at < len(text):
        run = _run(text[at:])
        out += _MARK if run >= RUN else text[at]
        at += run if run >= RUN else 1
    return out


def _run(text: str) -> int:
    """Return how many characters from the start on follow one another in code or on the keys."""
    step = ord(text[1]) - ord(text[0]) if len(text) > 1 else RUN
    alike = 1
    while abs(step) <= 1 and text[alike:] and ord(text[alike]) - ord(text[alike - 1]) == step:
        alike += 1
    return max(alike, *(_within(text, keys) for keys in (*_ROWS, _COLUMNS)))


def _within(text: str, keys: str) -> int:
    """Return how long a beginning of `text` stands in a row of keys, either way round."""
    length = 0
    while length < len(text) and (text[: length + 1] in keys or text[: length + 1] in keys[::-1]):
        length += 1
    return length
