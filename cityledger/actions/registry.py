"""Acts of the registry: parties and their accounts, people and roles, policy parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.founding import parameter_rows
from cityledger.controls.register import PartyFacts, check_party
from cityledger.kernel.acts import MONEY_ROLES, ROLES
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.parties import Party
from cityledger.views import registry
from cityledger.views.find import need

if TYPE_CHECKING:
    from cityledger.controls.parameters import Parameter


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


@dataclass(frozen=True, kw_only=True)
class AddPartyAccount(Command):
    """Register a further account of a party; a reviewer does it, not the maker (职责分离)."""

    act: ClassVar[str] = "party.account"
    in_registry: ClassVar[bool] = True
    party_id: str
    account: AccountEntry


@dataclass(frozen=True, kw_only=True)
class AdoptPolicy(Command):
    """Take over policy parameters of a pack; the newest row for a day stands."""

    act: ClassVar[str] = "policy.adopt"
    in_registry: ClassVar[bool] = True
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, kw_only=True)
class AddUser(Command):
    """Add a person with a public key (hex) and roles."""

    act: ClassVar[str] = "user.add"
    in_registry: ClassVar[bool] = True
    user_id: str
    name: str
    public: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeRole(Command):
    """Give a person a role, or take it away."""

    act: ClassVar[str] = "role.change"
    in_registry: ClassVar[bool] = True
    user_id: str
    role: str
    held: bool


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
        _account(draft, command.party_id, account)
    return draft


def _account(draft: Draft, party_id: str, account: AccountEntry) -> None:
    draft.add(
        "party_account",
        party_id=party_id,
        account_no=account.account_no,
        bank_name=account.bank_name,
        purpose=account.purpose,
    )


@form(AddPartyAccount)
def add_party_account(context: Context, command: AddPartyAccount) -> Draft:
    """Draw up a further account."""
    need(context.read, Party, "party", party_id=command.party_id)
    draft = Draft()
    _account(draft, command.party_id, command.account)
    return draft


@form(AdoptPolicy)
def adopt_policy(context: Context, command: AdoptPolicy) -> Draft:
    """Draw up the adoption of parameters."""
    del context
    return Draft(rows={"policy_param": parameter_rows(command.parameters)})


@form(AddUser)
def add_user(context: Context, command: AddUser) -> Draft:
    """Draw up a new person; nobody holds the administrator's role beside a money role (L8)."""
    draft = Draft()
    draft.add("user", user_id=command.user_id, name=command.name)
    draft.add("user_key", user_id=command.user_id, public=command.public)
    for role in command.roles:
        draft.add("role_change", user_id=command.user_id, role=role, held=1)
    _lawful(draft, command.user_id, frozenset(command.roles))
    del context
    return draft


@form(ChangeRole)
def change_role(context: Context, command: ChangeRole) -> Draft:
    """Draw up a change of role."""
    if command.role not in ROLES:
        reason = f"unknown role; one of {', '.join(ROLES)}"
        raise BadInput((Problem("role", command.role, reason),))
    draft = Draft()
    draft.add("role_change", user_id=command.user_id, role=command.role, held=command.held)
    held = registry.roles_of(context.read, command.user_id, context.registry_size)
    after = held | {command.role} if command.held else held - {command.role}
    _lawful(draft, command.user_id, after)
    return draft


def _lawful(draft: Draft, user: str, roles: frozenset[str]) -> None:
    if "admin" in roles and roles & MONEY_ROLES:
        draft.find("duty.admin", actor=user, role=", ".join(sorted(roles)))
