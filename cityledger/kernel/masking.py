"""Personal data as it is shown by default: every screen and paper masks with these functions.

Who needs the full text asks for it by an act (`record.disclose`), which is sealed before anything
is shown; `views.disclosures` is the only place that answers unmasked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HIDDEN = "**"
SHOWN_DIGITS = 4


def name(text: str) -> str:
    """Return a person's name with all but its first character hidden: 王秀英 → 王**."""
    return f"{text[0]}{HIDDEN}" if text else ""


def tail(text: str) -> str:
    """Return the kept last four characters of a resident number as shown: ****1234."""
    return f"****{text[-SHOWN_DIGITS:]}" if text else ""


def account(text: str) -> str:
    """Return a person's bank account with its last four digits: ****0001."""
    return tail(text)


_PERSONS_PAYABLE = "230204"
"""应付征收补偿款: what is paid on it goes to a person."""


def row(table: str, columns: Mapping[str, str]) -> dict[str, str]:
    """Return a row of a leaf as it is printed: personal data of households masked."""
    names: set[str] = set()
    numbers: set[str] = set()
    if table in ("household", "house_survey"):
        names, numbers = {"owner_name"}, {"resident_tail"}
    elif (table == "contract" and _is_agreement(columns)) or (
        table == "payment_line" and columns.get("account") == _PERSONS_PAYABLE
    ):
        names, numbers = {"payee_name"}, {"payee_account"}
    shown = dict(columns)
    shown |= {column: name(shown[column]) for column in names & shown.keys()}
    shown |= {column: tail(shown[column]) for column in numbers & shown.keys()}
    return shown


def _is_agreement(columns: Mapping[str, str]) -> bool:
    return columns.get("kind") == "compensation" and "party_id" not in columns


def payee_name(text: str, *, is_person: bool) -> str:
    """Return a payee's name: masked where the payee is a person, and a firm's in full."""
    return name(text) if is_person else text


def payee_account(text: str, *, is_person: bool) -> str:
    """Return a payee's account: masked where the payee is a person, and a firm's in full."""
    return account(text) if is_person else text
