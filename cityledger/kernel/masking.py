"""Personal data as it is shown by default: every screen and paper masks with these functions.

Who needs the full text asks for it by an act (`record.disclose`), which is sealed before anything
is shown; `views.disclosures` answers unmasked of a household, `views.interference.card` of a record
of interference, and nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

HIDDEN = "**"
SHOWN_DIGITS = 4

UNSAID = "***"
"""What stands for the persons and the words of the interference register."""

_UNSAID = {
    "interference": (
        "content", "recorder", "actor_name", "actor_unit", "actor_post", "actor_rank",
        "intermediary", "beneficiary_id", "beneficiary", "witnesses", "evidence_sha256",
    ),
    "interference_handling": ("reported_to", "decision", "measure"),
    "interference_clearance": ("reason",),
}  # fmt: skip
_TELLS = frozenset({"interference.same_person", "interference.own_record", "zero.contradicted"})
"""Findings that are true of a recorder alone, so that they tell who recorded."""


def tells_recorder(kind: str, codes: Collection[str] = ()) -> bool:
    """Say whether the actor of an act, or of its refusal, is known by it to be a recorder."""
    return kind == "interference.record" or not _TELLS.isdisjoint(codes)


def is_register(kind: str) -> bool:
    """Say whether an act of this kind writes in the interference register."""
    return kind.startswith("interference.")


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
    """Return a row of a leaf as it is printed: households and the register masked."""
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
    shown |= {column: UNSAID for column in _UNSAID.get(table, ()) if column in shown}
    if table == "disclosure" and columns.get("kind") == "interference":
        # Only auditors and the recorder read: whoever is no auditor would be known to be that.
        shown["actor"] = UNSAID
    return shown


def _is_agreement(columns: Mapping[str, str]) -> bool:
    return columns.get("kind") == "compensation" and "party_id" not in columns


def payee_name(text: str, *, is_person: bool) -> str:
    """Return a payee's name: masked where the payee is a person, and a firm's in full."""
    return name(text) if is_person else text


def payee_account(text: str, *, is_person: bool) -> str:
    """Return a payee's account: masked where the payee is a person, and a firm's in full."""
    return account(text) if is_person else text
