"""A project on one page: five parties, budget lines, contracts, sources; the list of projects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, select

from cityledger.ledger.tables import T
from cityledger.model.projects import FIVE_ROLES
from cityledger.views.contract_state import ContractState, contracts
from cityledger.views.moment import POSTING, VOUCHER, Moment, between, known, of_voucher, standing
from cityledger.views.shares import Share, project_positions

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from cityledger.store.engine import Read

PROJECT, SECTION, LINE = T["project"], T["sub_project"], T["budget_line"]
DUTY, PARTY, DOCUMENT = T["responsibility"], T["party"], T["approval_document"]
LIMITS = T["limits"]
COST_CHAIN = {"9112": "free", "9113": "reserved", "9114": "contracted", "9115": "certified"}
"""概算: 9111 approved = free + reserved + contracted + certified, per budget line (L5)."""

_PROJECTS = (
    select(PROJECT)
    .where(PROJECT.c.book_id == bindparam("book"), known(PROJECT))
    .order_by(PROJECT.c.project_id)
)
_SECTIONS = (
    select(SECTION.c.code, SECTION.c.name)
    .where(SECTION.c.book_id == bindparam("book"), SECTION.c.project_id == bindparam("project"))
    .where(known(SECTION))
    .order_by(SECTION.c.sub_project_id)
)
_DUTIES = (
    select(DUTY, PARTY.c.name, SECTION.c.code.label("section"))
    .join(PARTY, PARTY.c.party_id == DUTY.c.party_id)
    .outerjoin(
        SECTION,
        and_(
            SECTION.c.book_id == DUTY.c.book_id,
            SECTION.c.sub_project_id == DUTY.c.sub_project_id,
        ),
    )
    .where(
        DUTY.c.book_id == bindparam("book"),
        DUTY.c.project_id == bindparam("project"),
        DUTY.c.from_on <= bindparam("as_of"),
        known(DUTY),
    )
    .order_by(DUTY.c.leaf_idx)
)
_LINES = (
    select(LINE, DOCUMENT.c.doc_no)
    .join(
        DOCUMENT,
        and_(DOCUMENT.c.book_id == LINE.c.book_id, DOCUMENT.c.document_id == LINE.c.document_id),
    )
    .where(LINE.c.book_id == bindparam("book"), known(LINE))
    .order_by(LINE.c.budget_line_id)
)
_APPROVALS = (
    select(DOCUMENT)
    .where(
        DOCUMENT.c.book_id == bindparam("book"),
        known(DOCUMENT),
        select(LINE.c.document_id)
        .where(
            LINE.c.book_id == DOCUMENT.c.book_id,
            LINE.c.project_id == bindparam("project"),
            LINE.c.document_id == DOCUMENT.c.document_id,
        )
        .exists(),
    )
    .order_by(DOCUMENT.c.issued_on, DOCUMENT.c.document_id)
)
_CHAIN = (
    select(
        POSTING.c.budget_line_id,
        POSTING.c.account,
        func.sum(POSTING.c.credit_fen - POSTING.c.debit_fen).label("fen"),
    )
    .join(VOUCHER, of_voucher())
    .where(POSTING.c.book_id == bindparam("book"), between(POSTING.c.account, "9112", "9115"))
    .where(*standing())
    .group_by(POSTING.c.budget_line_id, POSTING.c.account)
)
_APPROVED = (
    select(
        POSTING.c.budget_line_id,
        func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen).label("fen"),
    )
    .join(VOUCHER, of_voucher())
    .where(POSTING.c.book_id == bindparam("book"), POSTING.c.account == "9111", *standing())
    .group_by(POSTING.c.budget_line_id)
)
_CHAIN_NOW = select(
    LIMITS.c.kind, LIMITS.c.key, (LIMITS.c.cap_fen - LIMITS.c.used_fen).label("fen")
).where(
    LIMITS.c.book_id == bindparam("book"),
    LIMITS.c.kind.in_([f"floor {account}" for account in COST_CHAIN]),
)


@dataclass(frozen=True, slots=True)
class ResponsibleParty:
    """One of the five parties with its named leader, for life; the newest papers stand."""

    role: str
    party_id: str
    name: str
    leader: str
    leader_cert_no: str
    letter_no: str
    authorisation_no: str
    from_on: date
    section: str = ""


@dataclass(frozen=True, slots=True)
class BudgetLineState:
    """A line of the 概算, in fen: approved = free + reserved + contracted + certified.

    contracted is what is signed and not yet certified.
    """

    budget_line_id: int
    project_id: int
    code: str
    name: str
    cost_class: str
    document_no: str
    approved_fen: int
    free_fen: int
    reserved_fen: int
    contracted_fen: int
    certified_fen: int


@dataclass(frozen=True, slots=True)
class Approval:
    """A paper of an authority."""

    doc_no: str
    authority: str
    issued_on: date
    title: str
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project in the list, in fen; share, paid and left are its money (L2)."""

    project_id: int
    code: str
    name: str
    kind: str
    phase: str
    campaign: str
    site: str
    starts_on: date | None
    ends_on: date | None
    approved_fen: int
    free_fen: int
    contracted_fen: int
    certified_fen: int
    share_fen: int
    paid_fen: int
    left_fen: int


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project with all that stands under it."""

    project: ProjectRow
    sections: tuple[tuple[str, str], ...]
    parties: tuple[ResponsibleParty, ...]
    lines: tuple[BudgetLineState, ...]
    contracts: tuple[ContractState, ...]
    shares: tuple[Share, ...]
    approvals: tuple[Approval, ...]


def budget_lines(
    read: Read, book_id: int, *, as_of: date | None = None, as_known: int | None = None
) -> tuple[BudgetLineState, ...]:
    """Return every line of every 概算, as the memo accounts have it."""
    moment = Moment(as_of, as_known)
    names = moment.names(book_id)
    chain: dict[tuple[int, str], int] = {}
    approved: dict[int, int] | None = None
    if moment.is_now:
        for row in read.execute(_CHAIN_NOW, {"book": book_id}):
            chain[int(row.key), row.kind.removeprefix("floor ")] = int(row.fen)
    else:
        for row in read.execute(_CHAIN, names):
            chain[row.budget_line_id, row.account] = int(row.fen)
        approved = {row.budget_line_id: int(row.fen) for row in read.execute(_APPROVED, names)}
    out = []
    for row in read.execute(_LINES, names):
        number = row.budget_line_id
        parts = {
            f"{part}_fen": chain.get((number, account), 0) for account, part in COST_CHAIN.items()
        }
        out.append(
            BudgetLineState(
                budget_line_id=number,
                project_id=row.project_id,
                code=row.code,
                name=row.name,
                cost_class=row.cost_class,
                document_no=row.doc_no,
                approved_fen=sum(parts.values()) if approved is None else approved.get(number, 0),
                **parts,
            )
        )
    return tuple(out)


def parties(
    read: Read,
    book_id: int,
    project_id: int,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> tuple[ResponsibleParty, ...]:
    """Return the five parties of a project in their legal order; the newest papers of each.

    Those of the whole project come before those of its sections.
    """
    names = Moment(as_of, as_known).names(book_id) | {"project": project_id}
    newest = {(row.role, row.section or ""): row for row in read.execute(_DUTIES, names)}
    places = sorted(newest, key=lambda place: (FIVE_ROLES.index(place[0]), place[1]))
    return tuple(
        ResponsibleParty(
            role=role,
            party_id=row.party_id,
            name=row.name,
            leader=row.leader,
            leader_cert_no=row.leader_cert_no or "",
            letter_no=row.letter_no,
            authorisation_no=row.authorisation_no,
            from_on=row.from_on,
            section=section,
        )
        for (role, section), row in ((place, newest[place]) for place in places)
    )


def projects(
    read: Read, book_id: int, *, as_of: date | None = None, as_known: int | None = None
) -> tuple[ProjectRow, ...]:
    """Return every project with its estimate and its money."""
    found, _ = _projects(read, book_id, as_of, as_known)
    return found


def _projects(
    read: Read, book_id: int, as_of: date | None, as_known: int | None
) -> tuple[tuple[ProjectRow, ...], tuple[BudgetLineState, ...]]:
    lines = budget_lines(read, book_id, as_of=as_of, as_known=as_known)
    by_project: dict[int, list[BudgetLineState]] = defaultdict(list)
    for line in lines:
        by_project[line.project_id].append(line)
    money = {
        position.project_id: position
        for position in project_positions(read, book_id, as_of=as_of, as_known=as_known)
    }
    out = []
    for row in read.execute(_PROJECTS, Moment(as_of, as_known).names(book_id)):
        mine, own = by_project[row.project_id], money[row.project_id]
        out.append(
            ProjectRow(
                project_id=row.project_id,
                code=row.code,
                name=row.name,
                kind=row.kind,
                phase=row.phase or "",
                campaign=row.campaign or "",
                site=row.site or "",
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                approved_fen=sum(line.approved_fen for line in mine),
                free_fen=sum(line.free_fen for line in mine),
                contracted_fen=sum(line.contracted_fen for line in mine),
                certified_fen=sum(line.certified_fen for line in mine),
                share_fen=own.share_fen,
                paid_fen=own.paid_fen,
                left_fen=own.left_fen,
            )
        )
    return tuple(out), lines


def project_card(
    read: Read,
    book_id: int,
    project_id: int,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> ProjectCard | None:
    """Return one project; None where the book did not have it at that moment."""
    names = Moment(as_of, as_known).names(book_id) | {"project": project_id}
    found, lines = _projects(read, book_id, as_of, as_known)
    project = next((row for row in found if row.project_id == project_id), None)
    if project is None:
        return None
    money = project_positions(read, book_id, as_of=as_of, as_known=as_known)
    return ProjectCard(
        project=project,
        sections=tuple((row.code, row.name) for row in read.execute(_SECTIONS, names)),
        parties=parties(read, book_id, project_id, as_of=as_of, as_known=as_known),
        lines=tuple(line for line in lines if line.project_id == project_id),
        contracts=contracts(read, book_id, project_id, as_of=as_of, as_known=as_known),
        shares=next(own.shares for own in money if own.project_id == project_id),
        approvals=tuple(_approval(row) for row in read.execute(_APPROVALS, names)),
    )


def _approval(row: Row[Any]) -> Approval:
    return Approval(row.doc_no, row.authority, row.issued_on, row.title, row.amount_fen)
