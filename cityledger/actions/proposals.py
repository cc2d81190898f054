"""What takes two persons: one proposes rows of the registry, another confirms exactly these rows.

People, roles and keys are changed by two administrators; a further account of a payee is proposed
by the maker and confirmed by the reviewer (evidence.md 2.2); a policy pack is proposed and adopted
by two who are administrator or approver. The proposal is an act with the rows
as its content; the confirmation books them, refers to it, and uses it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.people import Change, check_now, check_roles, rows_of
from cityledger.actions.policy import check_pack, check_size, pack_rows
from cityledger.evidence import canon
from cityledger.kernel.acts import PROPOSAL_DAYS, act as act_rules
from cityledger.model.parties import Party
from cityledger.views import proposals
from cityledger.views.acts import last_booked_at, sealed_act
from cityledger.views.find import need

if TYPE_CHECKING:
    from cityledger.actions.draft import Rows
    from cityledger.actions.registry import AccountEntry
    from cityledger.controls.pack import Pack


@dataclass(frozen=True, kw_only=True)
class Propose(Command):
    """An administrator proposes a change of people, roles or keys; it has no effect yet."""

    act: ClassVar[str] = "people.propose"
    in_registry: ClassVar[bool] = True
    change: Change


@dataclass(frozen=True, kw_only=True)
class ProposeAccount(Command):
    """The maker proposes a further bank account of a party; it has no effect yet."""

    act: ClassVar[str] = "account.propose"
    in_registry: ClassVar[bool] = True
    party_id: str
    account: AccountEntry


@dataclass(frozen=True, kw_only=True)
class ProposePolicy(Command):
    """An administrator or approver proposes a policy pack; it has no effect yet."""

    act: ClassVar[str] = "policy.propose"
    in_registry: ClassVar[bool] = True
    pack: Pack


@dataclass(frozen=True, kw_only=True)
class Confirm(Command):
    """Another person confirms; `proposal` is the command digest of what was proposed."""

    in_registry: ClassVar[bool] = True
    proposal: str


class ConfirmUser(Confirm):
    """Confirm a new person."""

    act: ClassVar[str] = "user.add"


class ConfirmRole(Confirm):
    """Confirm that a role is given or taken."""

    act: ClassVar[str] = "role.change"


class ConfirmKey(Confirm):
    """Confirm the replacement of a key, or its end."""

    act: ClassVar[str] = "key.change"


class ConfirmLogKey(Confirm):
    """Confirm a new key of the log."""

    act: ClassVar[str] = "log.rekey"


class ConfirmAccount(Confirm):
    """Confirm a further account of a party: the reviewer does, not the maker (职责分离)."""

    act: ClassVar[str] = "party.account"


class ConfirmPolicy(Confirm):
    """Adopt a policy pack: from now on its values are in force on the days they name."""

    act: ClassVar[str] = "policy.adopt"


CONFIRMATIONS: dict[str, type[Confirm]] = {
    kind.act: kind
    for kind in (
        ConfirmUser,
        ConfirmRole,
        ConfirmKey,
        ConfirmLogKey,
        ConfirmAccount,
        ConfirmPolicy,
    )
}
"""The confirmation of a proposal, by the kind of act it becomes."""


@form(Propose)
def propose(context: Context, command: Propose) -> Draft:
    """Draw up a proposal of a change of people, roles or keys."""
    rows = rows_of(command.change)
    check_now(context.read, command.change)
    draft = Draft(findings=list(check_roles(context, rows)))
    return _proposed(draft, context.actor, command.change.kind, rows)


@form(ProposeAccount)
def propose_account(context: Context, command: ProposeAccount) -> Draft:
    """Draw up a proposal of a further account."""
    need(context.read, Party, "party", party_id=command.party_id)
    account = Draft()
    account.add(
        "party_account",
        party_id=command.party_id,
        account_no=command.account.account_no,
        bank_name=command.account.bank_name,
        purpose=command.account.purpose,
    )
    return _proposed(Draft(), context.actor, ConfirmAccount.act, account.rows)


@form(ProposePolicy)
def propose_policy(context: Context, command: ProposePolicy) -> Draft:
    """Draw up a proposal of a policy pack; raises BadInput for one that no act can hold."""
    check_size(command.pack)
    rows = pack_rows(command.pack)
    draft = Draft(findings=list(check_pack(context.read, rows, context.registry_size)))
    return _proposed(draft, context.actor, ConfirmPolicy.act, rows)


def _proposed(draft: Draft, actor: str, kind: str, rows: Rows) -> Draft:
    content = canon.encode(rows).decode()
    draft.add("proposal", kind=kind, proposed_by=actor, content=content)
    return draft


def confirm(context: Context, command: Confirm) -> Draft:
    """Draw up a confirmation: the rows that were proposed, by somebody else than proposed them."""
    draft = Draft()
    found = proposals.by_command(
        context.read, command.proposal, context.registry_size, context.actor
    )
    # The leaf will bear the later of the clock and the instant after the last leaf, and verify
    # judges by that; the log may be a little ahead of the clock.
    at = max(context.now, last_booked_at(context.read, 0))
    if (
        found is None
        or found.kind != command.act
        or found.act != act_rules(0, command.act).proposal
        or found.is_confirmed
        or found.until <= at
    ):
        draft.find("duty.proposal", act=command.act, days=PROPOSAL_DAYS)
        return draft
    if found.proposed_by == context.actor:
        draft.find("duty.same_person", actor=context.actor, steps=found.act)
    draft.rows = {**found.rows}
    draft.findings += check_roles(context, found.rows)
    if found.kind == ConfirmPolicy.act:
        draft.findings += check_pack(context.read, found.rows, context.registry_size)
    draft.add("confirmation", proposal_idx=found.index, confirmed_by=context.actor)
    draft.ref = sealed_act(context.read, 0, found.index).digest.hex()
    return draft


for _kind in CONFIRMATIONS.values():
    form(_kind)(confirm)
