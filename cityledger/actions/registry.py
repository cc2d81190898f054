"""Acts of the registry that one person does: parties with their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.register import PartyFacts, check_party
from cityledger.views import registry


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """A bank account a party may be paid on; `purpose` general or wage."""

    account_no: str
    bank_name: str
    purpose: str = "general"


@dataclass(frozen=True, kw_only=True)
class RegisterParty(Command):
    """Register a unit by its 统一社会信用代码 (GB 32100-2015), or a foreign unit by its number."""

    act: ClassVar[str] = "party.add"
    in_registry: ClassVar[bool] = True
    party_id: str
    name: str
    scheme: str = "uscc"
    legal_representative: str | None = None
    is_sme: bool = False
    accounts: tuple[AccountEntry, ...] = ()


@form(RegisterParty)
def register_party(context: Context, command: RegisterParty) -> Draft:
    """Draw up a registration; the check character of the code is checked."""
    known = registry.party(context.read, command.party_id)
    facts = PartyFacts(
        code=command.party_id, scheme=command.scheme, known_as=known.name if known else None
    )
    draft = Draft(findings=list(check_party(facts)))
    draft.add(
        "party",
        party_id=command.party_id,
        scheme=command.scheme,
        name=command.name,
        legal_representative=command.legal_representative,
        is_sme=command.is_sme,
    )
    for account in command.accounts:
        draft.add(
            "party_account",
            party_id=command.party_id,
            account_no=account.account_no,
            bank_name=account.bank_name,
            purpose=account.purpose,
        )
    return draft
