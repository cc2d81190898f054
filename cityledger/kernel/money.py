"""Money: an integer number of fen (L1). Strict reading, printing, exact division, capitals.

Nothing here ever holds a float: text goes straight to an integer, and ratios are integers too.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cityledger.kernel import words
from cityledger.kernel.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

LIMIT_FEN = 10**16
"""Largest amount read, ± 100 trillion yuan: any 922 of them still add up within a BIGINT."""

CAPITAL_LIMIT_FEN = 10**18
"""Amounts in capitals stay below 10^16 yuan, the last one `wan yi` can name."""

BP = 10_000
"""Basis points in one whole."""

PPM = 1_000_000
"""Millionths in one whole."""

_AMOUNT = re.compile(r"(-?)(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?\Z")
_EXPONENT = re.compile(r"[-+]?[0-9][0-9,]*\.?[0-9]*[eE][-+]?[0-9]+\Z")
_NOT_FINITE = re.compile(r"[-+]?(?:s?nan|inf|infinity)\Z", re.IGNORECASE)
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_DIGITS_KEPT = 40


class MoneyError(ValueError):
    """Why a text is not an amount; `code` is one of the `money_*` sentences of words.toml."""

    def __init__(self, code: str, value: str) -> None:
        """Take the reason's code (without `money_`) and the text that was refused."""
        self.code = code
        self.value = value if len(value) <= _DIGITS_KEPT else value[:_DIGITS_KEPT] + "..."
        self.message_en, self.remedy_en = _reason(code, "en")
        self.message_zh, self.remedy_zh = _reason(code, "zh")
        super().__init__(f"{self.message_en}: {self.value!r}; {self.remedy_en}")

    def problem(self, place: str, lang: words.Lang = "zh") -> Problem:
        """Return this error as a line of a list of input errors."""
        reason, remedy = _reason(self.code, lang)
        return Problem(place, self.value, reason, remedy)


def parse(text: str) -> int:
    """Read an amount in yuan and return fen.

    Accepts an optional `-`, ASCII digits with no or all thousands commas, and one or two decimals;
    anything else raises `MoneyError` with its own reason. Spaces are refused too: a reader that
    knows its cells are padded strips them first.
    """
    match = _AMOUNT.match(text)
    if match is None:
        raise MoneyError(_explain(text), text)
    sign, yuan, decimals = match.groups()
    digits = yuan.replace(",", "") + (decimals or "").ljust(2, "0")
    # int() refuses very long texts with an error of its own, so the length is looked at first.
    if len(digits) > len(str(LIMIT_FEN)) or int(digits) > LIMIT_FEN:
        raise MoneyError("too_large", text)
    if sign and not int(digits):
        raise MoneyError("negative_zero", text)
    return -int(digits) if sign else int(digits)


def of_decimal(value: Decimal) -> int:
    """Return the fen of a decimal number of yuan, such as a JSON number read exactly."""
    if not value.is_finite():
        raise MoneyError("not_finite", str(value))
    if not value:
        return 0
    # The exponent is judged before any arithmetic: 1E+999999999 would fill the memory.
    if value.adjusted() > len(str(LIMIT_FEN)):
        raise MoneyError("too_large", str(value))
    if value.adjusted() < -2:
        raise MoneyError("decimals", str(value))
    numerator, denominator = value.as_integer_ratio()
    fen, rest = divmod(numerator * 100, denominator)
    if rest:
        raise MoneyError("decimals", str(value))
    if abs(fen) > LIMIT_FEN:
        raise MoneyError("too_large", str(value))
    return fen


def text(fen: int) -> str:
    """Print `1,234.56`: thousands commas, always two decimals, a minus sign when negative."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def plain(fen: int) -> str:
    """Print `1234.56`, for machines: `parse(plain(fen)) == fen` within the limit."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan}.{rest:02d}"


def split(total_fen: int, weights: Sequence[int]) -> list[int]:
    """Divide `total_fen` in the ratio of `weights` by largest remainder, exactly (L1).

    Equal remainders go to the earlier part; a part of weight 0 gets 0; a negative total is the
    mirror image of the positive one, so that a reversal undoes a split fen by fen.
    Raises ValueError for a negative weight, or when nothing can take a total that is not 0.
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights) or (total_fen and not whole):
        raise ValueError(f"cannot split {total_fen} by {list(weights)}")
    if not whole:
        return [0] * len(weights)
    size = abs(total_fen)
    parts = [size * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for i in by_rest[: size - sum(parts)]:
        parts[i] += 1
    return parts if total_fen >= 0 else [-part for part in parts]


def part(total_fen: int, numerator: int, denominator: int) -> int:
    """Return `total_fen × numerator ÷ denominator`, half a fen rounded away from zero.

    Rounding is symmetric, so the part of a reversal is exactly minus the part reversed.
    """
    if denominator <= 0:
        raise ValueError(f"denominator {denominator}")
    product = total_fen * numerator
    rounded = (2 * abs(product) + denominator) // (2 * denominator)
    return rounded if product >= 0 else -rounded


def share_bp(total_fen: int, bp: int) -> int:
    """Return `bp` basis points of `total_fen`, rounded as `part` rounds."""
    return part(total_fen, bp, BP)


def interest(base_fen: int, rate_ppm: int, days: int, year_days: int) -> int:
    """Return simple interest on `base_fen` at a yearly rate in millionths, rounded down to a fen.

    Raises ValueError for a negative base, rate or number of days, or a year without days.
    """
    if min(base_fen, rate_ppm, days) < 0 or year_days <= 0:
        raise ValueError(f"interest on {base_fen} at {rate_ppm} for {days}/{year_days}")
    return base_fen * rate_ppm * days // (PPM * year_days)


def capital(fen: int) -> str:
    """Write the amount in capitals, headed by the currency, for vouchers and cheques.

    After yuan and after jiao the closing `whole` is always written: Basic Rules of Accounting Work
    (MoF 1996 No. 19) art. 52 demands it, Payment and Settlement Rules annex 1 allows it.
    Raises ValueError from 10^16 yuan on.
    """
    if abs(fen) >= CAPITAL_LIMIT_FEN:
        raise ValueError(f"{fen} fen is too large for capitals")
    name = words.numerals()
    yuan, cents = divmod(abs(fen), 100)
    jiao, rest = divmod(cents, 10)
    out = name["currency"] + (name["minus"] if fen < 0 else "")
    if not cents:
        return out + (_group(yuan, name) or name["digits"][0]) + name["yuan"] + name["whole"]
    if yuan:
        out += _group(yuan, name) + name["yuan"]
        # A zero is read when jiao is empty, and by custom also when the yuan end in zero.
        if not jiao or yuan % 10 == 0:
            out += name["digits"][0]
    if jiao:
        out += name["digits"][jiao] + name["jiao"]
    return out + (name["digits"][rest] + name["fen"] if rest else name["whole"])


def _group(number: int, name: dict[str, str]) -> str:
    """Name a whole number below 10^16; zero has no name here."""
    for unit, key in ((10**8, "yi"), (10**4, "wan")):
        if number >= unit:
            high, low = divmod(number, unit)
            out = _group(high, name) + name[key]
            if low and (low < unit // 10 or high % 10 == 0):
                out += name["digits"][0]
            return out + _group(low, name)
    return _thousands(number, name)


def _thousands(number: int, name: dict[str, str]) -> str:
    """Name a number below 10 000; zeros between digits are read once, outer ones never."""
    out, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = True
            continue
        zero = name["digits"][0] if gap and out else ""
        out += zero + name["digits"][digit] + name["places"][:place][-1:]
        gap = False
    return out


def _reason(code: str, lang: words.Lang) -> tuple[str, str]:
    key = f"money_{code}"
    return words.sentence(key, lang), words.sentence(f"{key}_remedy", lang)


def _explain(value: str) -> str:
    """Name the reason why `value` is no amount: what a person would notice first."""
    if not value.strip():
        return "empty"
    return _foreign(value) or _notation(value) or _shape(value)


def _foreign(value: str) -> str | None:
    """Name a character that never belongs in an amount."""
    name = words.numerals()
    if _FULL_WIDTH.search(value):
        return "full_width"
    if any(c.isspace() for c in value):
        return "space"
    if any(unicodedata.category(c) == "Sc" for c in value) or value[-1] in name["yuan_signs"]:
        return "currency"
    if value[-1] in name["wan"] + name["yi"]:
        return "unit"
    if any(not c.isascii() and c.isnumeric() for c in value):
        return "digits"
    if any(c in _DASHES for c in value):
        return "minus"
    return None


def _notation(value: str) -> str | None:
    """Name a notation of programs or books that is not ours."""
    if _NOT_FINITE.match(value):
        return "not_finite"
    if _EXPONENT.match(value):
        return "exponent"
    if "_" in value:
        return "underscore"
    if value.startswith("+"):
        return "plus"
    if value.startswith("(") and value.endswith(")"):
        return "brackets"
    return None


def _shape(value: str) -> str:
    """Name what is wrong with a text made of the right characters."""
    if not re.fullmatch(r"-?[0-9,]*\.?[0-9,]*", value):
        return "other"
    yuan, dot, decimals = value.removeprefix("-").partition(".")
    if "," in decimals or ("," in yuan and not re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+", yuan)):
        return "comma"
    if not yuan or (dot and not decimals):
        return "dot"
    if len(decimals) > 2:
        return "decimals"
    return "leading_zero"
