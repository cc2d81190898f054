"""Numbers that identify organisations and persons, and what is wrong with one that does not check.

Unified social credit code: GB 32100-2015, with the organisation code of GB 11714 inside.
Resident identity number: GB 11643-1999.
"""

from __future__ import annotations

from datetime import date

from cityledger.kernel import words

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a code: digits and capitals without I, O, S, V, Z."""

_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))
_RESIDENT_CHECKS = "10X98765432"


def uscc(region: str, serial: int, kind: str = "91") -> str:
    """Make a valid code for tests and samples: kind of registration, six-digit region, serial."""
    body = f"{serial:08d}"
    if len(region) != 6 or not _all_digits(region) or len(body) != 8 or serial < 0:
        raise ValueError(f"region {region!r}, serial {serial}")
    head = kind + region + body + _organisation_check(body)
    return head + _uscc_check(head)


def uscc_problem(code: str, lang: words.Lang = "zh") -> str | None:
    """Say what is wrong with a unified social credit code, or return None if it checks."""
    if len(code) != 18:
        return words.sentence("uscc_length", lang, length=len(code))
    for position, character in enumerate(code, 1):
        if character not in USCC_ALPHABET:
            return words.sentence(
                "uscc_character", lang, position=position, character=_shown(character)
            )
        if 3 <= position <= 8 and not _all_digits(character):
            return words.sentence("uscc_region", lang, position=position, character=character)
    expected = _uscc_check(code[:17])
    if code[17] != expected:
        return words.sentence("uscc_check", lang, expected=expected, character=code[17])
    # Only the outer check character is required: codes given to self-employed traders do not
    # always carry a GB 11714 organisation code that checks.
    return None


def organisation_problem(code: str, lang: words.Lang = "zh") -> str | None:
    """Say whether the organisation code inside a well-formed social credit code fails its check."""
    expected = _organisation_check(code[8:16])
    if code[16] == expected:
        return None
    return words.sentence("uscc_organisation", lang, expected=expected, character=code[16])


def resident_problem(number: str, lang: words.Lang = "zh") -> str | None:
    """Say what is wrong with a resident identity number, or return None if it checks."""
    if len(number) != 18:
        return words.sentence("resident_length", lang, length=len(number))
    for position, character in enumerate(number, 1):
        if not (_all_digits(character) or (position == 18 and character == "X")):
            return words.sentence(
                "resident_character", lang, position=position, character=_shown(character)
            )
    born = number[6:14]
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return words.sentence("resident_birth", lang, text=born)
    expected = _resident_check(number[:17])
    if number[17] != expected:
        return words.sentence("resident_check", lang, expected=expected, character=number[17])
    return None


def resident_no(region: str, born: date, serial: int) -> str:
    """Make a valid identity number for tests and samples; serials are 0 to 999."""
    head = f"{region}{born:%Y%m%d}{serial:03d}"
    if len(head) != 17 or not _all_digits(head):
        raise ValueError(f"region {region!r}, serial {serial}")
    return head + _resident_check(head)


def masked(number: str) -> str:
    """Show an identity or account number by its last four characters only."""
    return "*" * max(len(number) - 4, 0) + number[-4:]


def _uscc_check(head: str) -> str:
    total = sum(
        USCC_ALPHABET.index(character) * weight
        for character, weight in zip(head, _USCC_WEIGHTS, strict=True)
    )
    return USCC_ALPHABET[-total % 31]


def _organisation_check(body: str) -> str:
    # Letters count 10 for A to 35 for Z, as in base 36; 10 is written X and 11 is written 0.
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[-total % 11]


def _resident_check(head: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(head, _RESIDENT_WEIGHTS, strict=True))
    return _RESIDENT_CHECKS[total % 11]


def _all_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _shown(character: str) -> str:
    """Show a character that may be invisible or a terminal code by its number."""
    return character if character.isprintable() else f"U+{ord(character):04X}"
