"""Acts on tenders: announced, bids opened, awarded (招标投标法, 国令613)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.tender import (
    AwardFacts,
    BidFacts,
    OpeningFacts,
    TenderFacts,
    check_award,
    check_bids,
    check_tender,
)
from cityledger.kernel import words
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.parties import Party
from cityledger.model.projects import ApprovalDocument, Project, SubProject
from cityledger.model.tenders import METHODS, Bid, Tender, TenderAward
from cityledger.views.find import many, need, next_id, one
from cityledger.views.tenders import is_qualified

if TYPE_CHECKING:
    from datetime import date

SUBJECTS = ("works", "goods", "services")
ROLES = ("investigator", "designer", "contractor", "supervisor")


@dataclass(frozen=True, kw_only=True)
class AnnounceTender(Command):
    """Put a purchase out to bidders; `estimate_fen` in fen.

    `scope_tag` names what could be bought together: parts of one tag are summed over the project.
    `required_role` and `required_grade` (grades joined by `、`) are the certificate asked for.
    """

    act: ClassVar[str] = "tender.announce"
    project: str
    tender_no: str
    name: str
    subject: str
    method: str
    scope_tag: str
    estimate_fen: int
    announced_on: date
    bids_due_on: date
    section: str | None = None
    required_role: str | None = None
    required_grade: str | None = None
    exempt_doc_no: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidEntry:
    """A bid as it was opened; `place` is its rank from 1."""

    party_id: str
    price_fen: int
    place: int
    deposit_fen: int = 0
    deposit_account: str | None = None
    agent: str | None = None
    phone: str | None = None
    manager: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpenBids(Command):
    """Enter the bids of a tender, all at once."""

    act: ClassVar[str] = "bids.open"
    tender: str
    bids: tuple[BidEntry, ...]


@dataclass(frozen=True, kw_only=True)
class AwardTender(Command):
    """Award a tender to one of its bidders; `reason` when it is not the first."""

    act: ClassVar[str] = "tender.award"
    tender: str
    party_id: str
    candidates_on: date
    noticed_on: date
    reason: str | None = None


def tender_by_no(context: Context, tender_no: str) -> Tender:
    """Return a tender of this book by its number; BadInput if there is none."""
    return need(context.read, Tender, "tender", **context.here, tender_no=tender_no)


@form(AnnounceTender)
def announce_tender(context: Context, command: AnnounceTender) -> Draft:
    """Draw up a tender: no money moves."""
    _plain(context, command)
    project = need(context.read, Project, "project", **context.here, code=command.project)
    if command.exempt_doc_no is not None:
        paper = {"doc_no": command.exempt_doc_no}
        need(context.read, ApprovalDocument, "approval document", **context.here, **paper)
    section = None
    if command.section is not None:
        key = {"project_id": project.project_id, "code": command.section}
        section = need(context.read, SubProject, "section", **context.here, **key).sub_project_id
    facts = TenderFacts(
        subject=command.subject,
        method=command.method,
        scope_tag=command.scope_tag,
        estimate_fen=command.estimate_fen,
        announced_on=command.announced_on,
        bids_due_on=command.bids_due_on,
        others_fen=_others_fen(context, command, project.project_id),
        has_document=command.exempt_doc_no is not None,
    )
    draft = Draft(findings=list(check_tender(facts, context.parameters)))
    draft.add(
        "tender",
        tender_id=next_id(context.read, Tender, "tender_id", context.book_id),
        project_id=project.project_id,
        sub_project_id=section,
        tender_no=command.tender_no,
        name=command.name,
        subject=command.subject,
        method=command.method,
        scope_tag=command.scope_tag,
        estimate_fen=command.estimate_fen,
        announced_on=command.announced_on,
        bids_due_on=command.bids_due_on,
        required_role=command.required_role,
        required_grade=command.required_grade,
        exempt_doc_no=command.exempt_doc_no,
    )
    return draft


def _plain(context: Context, command: AnnounceTender) -> None:
    """Refuse what no tender can be, all at once."""
    problems = [
        Problem(place, str(value), f"one of 取值: {', '.join(map(str, allowed))}")
        for place, value, allowed in (
            ("subject", command.subject, SUBJECTS),
            ("method", command.method, METHODS),
            ("required role", command.required_role, (*ROLES, None)),
        )
        if value not in allowed
    ]
    if command.estimate_fen <= 0:
        problems.append(Problem("estimate", str(command.estimate_fen), "not positive 须为正数"))
    if not command.scope_tag.strip():
        problems.append(Problem("scope", command.scope_tag, "empty 须填写采购内容标识"))
    if one(context.read, Tender, **context.here, tender_no=command.tender_no):
        problems.append(
            Problem("tender", command.tender_no, "招标编号已登记 is registered already")
        )
    if problems:
        raise BadInput(tuple(problems))


def _others_fen(context: Context, command: AnnounceTender, project_id: int) -> int:
    """Return the estimates of combinable parts that were neither tendered publicly nor exempt."""
    key = {"project_id": project_id, "scope_tag": command.scope_tag, "subject": command.subject}
    return sum(
        row.estimate_fen
        for row in many(context.read, Tender, **context.here, **key)
        if row.method != "public" and row.exempt_doc_no is None
    )


@form(OpenBids)
def open_bids(context: Context, command: OpenBids) -> Draft:
    """Draw up the bids of a tender; ranks are 1 to n, each party bids once."""
    tender = tender_by_no(context, command.tender)
    _whole(context, tender, command.bids)
    parties = {
        bid.party_id: need(context.read, Party, "party", party_id=bid.party_id)
        for bid in command.bids
    }
    facts = OpeningFacts(
        method=tender.method,
        estimate_fen=tender.estimate_fen,
        due_on=tender.bids_due_on,
        bids=tuple(
            BidFacts(
                bidder=parties[bid.party_id].name,
                deposit_fen=bid.deposit_fen,
                deposit_account=bid.deposit_account,
                agent=bid.agent,
                phone=bid.phone,
                manager=bid.manager,
                is_qualified=is_qualified(context.read, tender, bid.party_id, tender.bids_due_on),
            )
            for bid in command.bids
        ),
        required=required(tender),
    )
    draft = Draft(findings=list(check_bids(facts, context.parameters)))
    for n, bid in enumerate(command.bids, 1):
        draft.add(
            "bid",
            tender_id=tender.tender_id,
            n=n,
            party_id=bid.party_id,
            price_fen=bid.price_fen,
            place=bid.place,
            deposit_fen=bid.deposit_fen,
            deposit_account=bid.deposit_account,
            agent=bid.agent,
            phone=bid.phone,
            manager=bid.manager,
        )
    return draft


def required(tender: Tender) -> tuple[str, str]:
    """Return the certificate a tender asks for, in both languages."""
    if tender.required_role is None:
        return "", ""
    grade = tender.required_grade or ""
    zh = f"{words.term(tender.required_role)}{grade}"
    return zh, f"{words.term(tender.required_role, 'en')} {grade}".strip()


def _whole(context: Context, tender: Tender, bids: tuple[BidEntry, ...]) -> None:
    problems = []
    if one(context.read, Bid, **context.here, tender_id=tender.tender_id):
        problems.append(Problem("tender", tender.tender_no, "已开标 its bids are open already"))
    if sorted(bid.place for bid in bids) != list(range(1, len(bids) + 1)) or not bids:
        places = ",".join(str(bid.place) for bid in bids)
        problems.append(Problem("places", places, "名次须为1至n且不重复 ranks are 1 to n"))
    if len({bid.party_id for bid in bids}) != len(bids):
        problems.append(Problem("bids", tender.tender_no, "同一单位投标两次 a party bids twice"))
    problems += [
        Problem("price", str(bid.price_fen), "not positive 须为正数")
        for bid in bids
        if bid.price_fen <= 0
    ]
    if problems:
        raise BadInput(tuple(problems))


@form(AwardTender)
def award_tender(context: Context, command: AwardTender) -> Draft:
    """Draw up an award to one of the bidders."""
    tender = tender_by_no(context, command.tender)
    if one(context.read, TenderAward, **context.here, tender_id=tender.tender_id):
        reason = "已定标 is awarded already"
        raise BadInput((Problem("tender", command.tender, reason),))
    key = {"tender_id": tender.tender_id, "party_id": command.party_id}
    bid = need(context.read, Bid, "bid", **context.here, **key)
    party = need(context.read, Party, "party", party_id=command.party_id)
    facts = AwardFacts(
        method=tender.method,
        due_on=tender.bids_due_on,
        candidates_on=command.candidates_on,
        noticed_on=command.noticed_on,
        bidder=party.name,
        place=bid.place,
        reason=command.reason or "",
    )
    draft = Draft(findings=list(check_award(facts, context.parameters)))
    draft.add(
        "tender_award",
        tender_id=tender.tender_id,
        n=bid.n,
        candidates_on=command.candidates_on,
        noticed_on=command.noticed_on,
        reason=command.reason,
    )
    return draft
