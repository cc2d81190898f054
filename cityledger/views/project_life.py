"""The life of projects: phase, approvals, what stood on the site before, what comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.controls.project_life import SiteHistory, rebuild_until
from cityledger.ledger.tables import T
from cityledger.model.closing import Acceptance
from cityledger.model.ppp import FiscalCapacity
from cityledger.model.projects import ApprovalDocument, PhaseChange, Project
from cityledger.views.find import many
from cityledger.views.project_card import projects

if TYPE_CHECKING:
    from datetime import date

    from cityledger.controls.parameters import Parameters
    from cityledger.store.engine import Read

PLAN, SOURCE = T["funding_plan"], T["fund_source"]
FULL_BP = 10_000
_PLANNED = (
    select(PLAN.c.fiscal_year, func.sum(PLAN.c.amount_fen).label("fen"))
    .join(
        SOURCE,
        (SOURCE.c.book_id == PLAN.c.book_id) & (SOURCE.c.fund_source_id == PLAN.c.fund_source_id),
    )
    .where(PLAN.c.book_id == bindparam("book"), SOURCE.c.level == "district")
    .group_by(PLAN.c.fiscal_year)
    .order_by(PLAN.c.fiscal_year)
)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase a project entered, and by which document."""

    phase: str
    entered_on: date
    doc_no: str


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One document of a project's chain of approvals (S10); adjusts: the number it changes."""

    doc_no: str
    kind: str
    authority: str
    issued_on: date
    title: str
    amount_fen: int | None
    adjusts: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A project on a site where another was accepted not long ago (S1); free_on: when it ends."""

    project_id: int
    code: str
    site: str
    other: str
    accepted_on: date
    free_on: date


@dataclass(frozen=True, slots=True)
class Queued:
    """A project in the order of its priority (S4), in fen; gap: contracted without money."""

    code: str
    name: str
    priority: int | None
    approved_fen: int
    contracted_fen: int
    share_fen: int
    gap_fen: int


@dataclass(frozen=True, slots=True)
class Burden:
    """A year's planned building money of the district against what it spends (S3).

    capacity_fen and share_bp are None where no figure of fiscal capacity is registered.
    """

    year: int
    planned_fen: int
    capacity_fen: int | None
    share_bp: int | None
    is_over: bool


def phases(read: Read, book_id: int, project_id: int) -> tuple[Phase, ...]:
    """Return the phases of a project in the order it entered them; the last is where it stands."""
    rows = many(read, PhaseChange, book_id=book_id, project_id=project_id)
    return tuple(
        Phase(row.phase, row.entered_on, row.doc_no)
        for row in sorted(rows, key=lambda row: row.leaf_idx)
    )


def chain(read: Read, book_id: int, project_id: int) -> tuple[ChainLink, ...]:
    """Return the documents of a project by day, each with what it adjusts."""
    rows = many(read, ApprovalDocument, book_id=book_id, project_id=project_id)
    numbers = {row.document_id: row.doc_no for row in many(read, ApprovalDocument, book_id=book_id)}
    out = (
        ChainLink(
            doc_no=row.doc_no,
            kind=row.kind,
            authority=row.authority,
            issued_on=row.issued_on,
            title=row.title,
            amount_fen=row.amount_fen,
            adjusts=numbers.get(row.adjusts_id or 0, ""),
        )
        for row in rows
    )
    return tuple(sorted(out, key=lambda row: (row.issued_on, row.doc_no)))


def built_before(read: Read, book_id: int, project: Project) -> tuple[SiteHistory, ...]:
    """Return the other projects accepted on the site of a project, the newest last."""
    if not project.site:
        return ()
    out = []
    for other in many(read, Project, book_id=book_id, site=project.site):
        if other.project_id == project.project_id:
            continue
        accepted = many(read, Acceptance, book_id=book_id, project_id=other.project_id)
        if accepted:
            day = max(row.accepted_on for row in accepted)
            out.append(SiteHistory(code=other.code, site=project.site, accepted_on=day))
    return tuple(sorted(out, key=lambda row: (row.accepted_on, row.code)))


def rebuilt(read: Read, book_id: int, today: date, parameters: Parameters) -> tuple[Rebuilt, ...]:
    """Return projects that build again where works are younger than the years of the parameter."""
    accepted: dict[int, date] = {}
    for row in many(read, Acceptance, book_id=book_id):
        day = accepted.get(row.project_id, row.accepted_on)
        accepted[row.project_id] = max(day, row.accepted_on)
    known = many(read, Project, book_id=book_id)
    stood = [(other, accepted[other.project_id]) for other in known if other.project_id in accepted]
    out = []
    for project in known:
        if project.project_id in accepted or not project.site:
            continue
        for other, day in stood:
            free_on = rebuild_until(day, parameters, today)
            if other.site == project.site and today < free_on:
                out.append(
                    Rebuilt(
                        project_id=project.project_id,
                        code=project.code,
                        site=project.site,
                        other=other.code,
                        accepted_on=day,
                        free_on=free_on,
                    )
                )
    return tuple(out)


def queue(read: Read, book_id: int) -> tuple[Queued, ...]:
    """Return projects by priority, those without one last: who gets money first."""
    ranks = {row.project_id: row.priority for row in many(read, Project, book_id=book_id)}
    out = (
        Queued(
            code=row.code,
            name=row.name,
            priority=ranks[row.project_id],
            approved_fen=row.approved_fen,
            contracted_fen=row.contracted_fen + row.certified_fen,
            share_fen=row.share_fen,
            gap_fen=max(0, row.contracted_fen + row.certified_fen - row.share_fen),
        )
        for row in projects(read, book_id)
    )
    return tuple(sorted(out, key=lambda row: (row.priority is None, row.priority or 0, row.code)))


def burden(read: Read, book_id: int, parameters: Parameters, on: date) -> tuple[Burden, ...]:
    """Return what contracts plan from the district's own sources per year, against capacity."""
    capacity: dict[int, int] = {}
    for row in sorted(many(read, FiscalCapacity, book_id=book_id), key=lambda row: row.leaf_idx):
        capacity[row.year] = row.expenditure_fen
    most = parameters.bp("affordability.planned_max_bp", on)
    out = []
    for year, planned in read.execute(_PLANNED, {"book": book_id}):
        total, fen = capacity.get(year), int(planned)
        out.append(
            Burden(
                year=year,
                planned_fen=fen,
                capacity_fen=total,
                share_bp=fen * FULL_BP // total if total else None,
                is_over=total is not None and fen * FULL_BP > total * most,
            )
        )
    return tuple(out)
