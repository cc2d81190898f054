"""What the registry knows of people and units: certificates, who stands behind, interests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.five_parties import QUALIFIED_ROLES
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.parties import Party, PartyLink
from cityledger.views.find import need, one

if TYPE_CHECKING:
    from datetime import date

LINK_KINDS = ("legal_representative", "controller", "shareholder", "key_staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationEntry:
    """A certificate of qualification; the same number again renews or shortens it."""

    certificate_no: str
    role: str
    grade: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Somebody, or a unit, that stands behind a party."""

    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class QualifyParty(Command):
    """Register certificates of a party and who stands behind it (S25; 国令279 art. 35)."""

    act: ClassVar[str] = "party.qualify"
    in_registry: ClassVar[bool] = True
    party_id: str
    certificates: tuple[QualificationEntry, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeclareInterest(Command):
    """Declare one's own interest in a party, or that it has ended; payments to it are avoided."""

    act: ClassVar[str] = "interest.declare"
    in_registry: ClassVar[bool] = True
    party_id: str
    held: bool
    reason: str


@form(QualifyParty)
def qualify_party(context: Context, command: QualifyParty) -> Draft:
    """Draw up certificates and links; a link that is known already is left out."""
    need(context.read, Party, "party", party_id=command.party_id)
    if problems := tuple(_problems(command)):
        raise BadInput(problems)
    draft = Draft()
    for entry in command.certificates:
        draft.add(
            "qualification",
            party_id=command.party_id,
            certificate_no=entry.certificate_no,
            role=entry.role,
            grade=entry.grade,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
        )
    for link in command.links:
        key = {"party_id": command.party_id, "kind": link.kind, "name": link.name}
        if one(context.read, PartyLink, **key) is None:
            draft.add("party_link", **key)
    return draft


def _problems(command: QualifyParty) -> list[Problem]:
    found = []
    if not command.certificates and not command.links:
        reason = "没有资质也没有关联人 neither certificates nor links"
        found.append(Problem("party", command.party_id, reason))
    for entry in command.certificates:
        place = f"certificate {entry.certificate_no}"
        if entry.role not in QUALIFIED_ROLES:
            known = ", ".join(QUALIFIED_ROLES)
            reason = "不是可选的值 not one of the choices"
            found.append(Problem(place, entry.role, reason, f"选用 use one of {known}"))
        if entry.valid_to < entry.valid_from:
            reason = "失效日早于生效日 ends before it begins"
            found.append(Problem(place, str(entry.valid_to), reason))
    for link in command.links:
        if link.kind not in LINK_KINDS:
            reason = "不是可选的值 not one of the choices"
            remedy = f"选用 use one of {', '.join(LINK_KINDS)}"
            found.append(Problem(f"link {link.name}", link.kind, reason, remedy))
    numbers = [entry.certificate_no for entry in command.certificates]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    return found + [Problem(f"certificate {no}", "", "重复 stands twice") for no in twice]


@form(DeclareInterest)
def declare_interest(context: Context, command: DeclareInterest) -> Draft:
    """Draw up a declaration of the actor; nobody declares for another."""
    need(context.read, Party, "party", party_id=command.party_id)
    if not command.reason.strip():
        reason = "没有写明原因 gives no reason"
        raise BadInput((Problem("reason", "", reason, "写明关系 say which interest"),))
    draft = Draft()
    draft.add(
        "declared_interest",
        user_id=context.actor,
        party_id=command.party_id,
        held=command.held,
        reason=command.reason,
    )
    return draft
