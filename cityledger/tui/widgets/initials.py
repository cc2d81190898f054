"""Pinyin initials, so that `phq` finds 棚户区: read off the order of GB 2312, no dictionary needed.

The first level of GB 2312 is sorted by pinyin, so the code of a character tells its initial: right
for 99.56 % of the characters of our texts (screens.md §7). Level two is sorted by radical and gives
none; such a character is found by typing it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

_STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_LETTERS = "abcdefghjklmnopqrstwxyz"
_LAST = 0xD7F9
# Characters of the trade with two readings, by the one that is meant here.
_MEANT = {"调": "d", "长": "c", "重": "c", "行": "h", "暨": "j", "祉": "z"}


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """Return the initials of Chinese characters, and letters and digits as they are, lower case."""
    return "".join(_initial(c) for c in text.casefold())


def matches(query: str, *texts: str) -> bool:
    """Say whether a query is part of one of the texts, or of its initials."""
    wanted = query.strip().casefold()
    return any(wanted in text.casefold() or wanted in initials(text) for text in texts)


def _initial(c: str) -> str:
    if c.isascii():
        return c if c.isalnum() else ""
    if c in _MEANT:
        return _MEANT[c]
    try:
        code = int.from_bytes(c.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if not _STARTS[0] <= code <= _LAST:
        return ""
    return _LETTERS[bisect_right(_STARTS, code) - 1]
