"""Amounts and days as people type them: `¥1,234.56`, `123.5万`, `1亿`, `100+200`, `3-7`.

The kernel reads strictly what comes from files; a person at a field is met half-way, and sees the
exact result with its capitals before anything is signed. Nothing is ever rounded.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cityledger.kernel import days, money
from cityledger.kernel.money import MoneyError

if TYPE_CHECKING:
    from datetime import date

_UNITS = {"": 1, "万": 10**4, "亿": 10**8}
_TERM = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]*))?(万|亿)?元?")
_KEPT = re.compile(r"[0-9.+\-万亿元]*\Z")
_DAY = re.compile(r"(?:([0-9]{4})-?)?([0-9]{1,2})-?([0-9]{1,2})\Z")
_FROM = str.maketrans(
    {"。": ".", "−": "-", "—": "-", "–": "-", "¥": "", "￥": "", ",": "", "圆": "元"}
)


def keep(text: str) -> str | None:
    """Return what an amount field takes of typed or pasted text, or None when it takes none."""
    plain = unicodedata.normalize("NFKC", text).translate(_FROM).replace(" ", "").strip()
    plain = plain.removeprefix("RMB").removeprefix("CNY").removeprefix("人民币")
    return plain if _KEPT.match(plain) else None


def read_amount(text: str) -> int:
    """Return the fen of a typed amount or sum; raises MoneyError with the reason."""
    plain = keep(text)
    if plain is None:
        raise MoneyError("other", text)
    if not plain:
        raise MoneyError("empty", text)
    total, at = 0, 0
    while at < len(plain):
        match = _TERM.match(plain, at)
        if match is None or (at and not match[1]):
            raise MoneyError("other", text)
        total += _fen(match, text)
        at = match.end()
    return money.parse(money.plain(total))


def _fen(match: re.Match[str], text: str) -> int:
    sign, whole, decimals, unit = match[1], match[2], match[3] or "", match[4] or ""
    if len(whole) + len(decimals) > 40:
        raise MoneyError("too_large", text)
    scale: int = 10 ** len(decimals)
    fen, rest = divmod(int(whole + decimals) * 100 * _UNITS[unit], scale)
    if rest:
        raise MoneyError("decimals", text)
    return -fen if sign == "-" else fen


def read_day(text: str, near: date) -> date:
    """Return a typed day: `2025-03-07`, `20250307`, or `3-7` in the year of `near`.

    Raises DayError.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"[年月/.]", "-", plain).removesuffix("日")
    match = _DAY.match(plain)
    if match is None:
        raise days.DayError("day_shape", text)
    year = int(match[1]) if match[1] else near.year
    return days.parse(f"{year:04d}-{int(match[2]):02d}-{int(match[3]):02d}")
