"""The works under watch: milestones, tasks, findings, reviews, risks, tips, accountability.

Each list is one question, in the order somebody has to look at it: what is open and late first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, select

from cityledger.ledger.tables import T
from cityledger.model.oversight import Task
from cityledger.model.projects import Project
from cityledger.model.supervision import (
    Accountability,
    FindingClosure,
    Inspection,
    InspectionFinding,
    Milestone,
    MilestoneReached,
    ReviewRecord,
    Risk,
    TaskReport,
    Tip,
    TipReply,
)
from cityledger.views.find import many

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from cityledger.store.engine import Read

FINDING, CLOSURE, VISIT = T["inspection_finding"], T["finding_closure"], T["inspection"]
_HOLDING = (
    select(FINDING)
    .join(
        VISIT,
        and_(
            VISIT.c.book_id == FINDING.c.book_id, VISIT.c.inspection_id == FINDING.c.inspection_id
        ),
    )
    .where(
        FINDING.c.book_id == bindparam("book"),
        FINDING.c.holds_payment == 1,
        VISIT.c.project_id == bindparam("project"),
        ~select(CLOSURE.c.leaf_idx)
        .where(
            CLOSURE.c.book_id == FINDING.c.book_id,
            CLOSURE.c.inspection_id == FINDING.c.inspection_id,
            CLOSURE.c.n == FINDING.c.n,
        )
        .exists(),
    )
    .order_by(FINDING.c.inspection_id, FINDING.c.n)
)
NEVER = date.max


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A target with its day (S31); reached_on None while it is open."""

    milestone_id: int
    project: str
    kind: str
    name: str
    due_on: date
    reached_on: date | None
    doc_no: str


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task with its one owner (S32); done_bp in basis points by the newest report."""

    task_id: int
    project: str
    kind: str
    subject: str
    owner: str
    unit: str
    level: str
    opened_on: date
    due_on: date | None
    done_bp: int
    note: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class FindingState:
    """What an inspection found (S43, S46); closed_on None while it is open."""

    inspection_id: int
    n: int
    project: str
    kind: str
    inspected_on: date
    inspectors: str
    finding: str
    owner: str
    mend_by_on: date
    is_holding: bool
    closed_on: date | None
    evidence: str


@dataclass(frozen=True, slots=True)
class RiskState:
    """A risk by its newest row (S27); liability_fen is what the district would have to bear."""

    risk_id: int
    project: str
    stage: str
    risk: str
    level: str
    owner: str
    answer: str
    liability_fen: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class TipState:
    """What a citizen reported and when an answer is due (S47); the ledger never knows who."""

    tip_id: int
    project: str
    received_on: date
    channel: str
    content: str
    reply_by_on: date
    replied_on: date | None
    reply: str


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody held to account (S45), and for what."""

    accountability_id: int
    project: str
    task_id: int | None
    inspection_id: int | None
    person: str
    unit: str
    failing: str
    measure: str
    decided_on: date
    doc_no: str


@dataclass(frozen=True, slots=True)
class Review:
    """A review by experts (S19)."""

    review_id: int
    project: str
    kind: str
    held_on: date
    experts: str
    result: str
    sha256: str


def _codes(read: Read, book_id: int) -> dict[int | None, str]:
    codes: dict[int | None, str] = {
        row.project_id: row.code for row in many(read, Project, book_id=book_id)
    }
    return codes | {None: ""}


def holding(read: Read, book_id: int, project_id: int) -> tuple[Row[Any], ...]:
    """Return the open findings of a project that hold its work payments."""
    return tuple(read.execute(_HOLDING, {"book": book_id, "project": project_id}))


def milestones(read: Read, book_id: int) -> tuple[MilestoneState, ...]:
    """Return every milestone, the open ones by their day first."""
    codes = _codes(read, book_id)
    reached = {row.milestone_id: row for row in many(read, MilestoneReached, book_id=book_id)}
    out = []
    for row in many(read, Milestone, book_id=book_id):
        done = reached.get(row.milestone_id)
        out.append(
            MilestoneState(
                milestone_id=row.milestone_id,
                project=codes[row.project_id],
                kind=row.kind,
                name=row.name,
                due_on=row.due_on,
                reached_on=done.reached_on if done else None,
                doc_no=done.doc_no if done else "",
            )
        )
    return tuple(sorted(out, key=lambda r: (r.reached_on is not None, r.due_on, r.milestone_id)))


def tasks(read: Read, book_id: int) -> tuple[TaskState, ...]:
    """Return every task, the open ones by their day first."""
    codes = _codes(read, book_id)
    newest: dict[int, TaskReport] = {}
    for report in sorted(many(read, TaskReport, book_id=book_id), key=lambda r: r.leaf_idx):
        newest[report.task_id] = report
    out = []
    for row in many(read, Task, book_id=book_id):
        said = newest.get(row.task_id)
        out.append(
            TaskState(
                task_id=row.task_id,
                project=codes[row.project_id],
                kind=row.kind,
                subject=row.subject,
                owner=row.owner or "",
                unit=row.unit or "",
                level=row.level or "",
                opened_on=row.opened_on,
                due_on=row.due_on,
                done_bp=said.done_bp if said else 0,
                note=said.note if said else "",
                closed_on=said.closed_on if said else None,
            )
        )
    return tuple(sorted(out, key=lambda r: (r.closed_on is not None, r.due_on or NEVER, r.task_id)))


def findings(read: Read, book_id: int, kinds: Iterable[str] = ()) -> tuple[FindingState, ...]:
    """Return what inspections found, the open ones by their day first; all kinds, or some."""
    codes = _codes(read, book_id)
    wanted = frozenset(kinds)
    visits = {row.inspection_id: row for row in many(read, Inspection, book_id=book_id)}
    closed = {(r.inspection_id, r.n): r for r in many(read, FindingClosure, book_id=book_id)}
    out = []
    for row in many(read, InspectionFinding, book_id=book_id):
        visit, closure = visits[row.inspection_id], closed.get((row.inspection_id, row.n))
        if wanted and visit.kind not in wanted:
            continue
        out.append(
            FindingState(
                inspection_id=row.inspection_id,
                n=row.n,
                project=codes[visit.project_id],
                kind=visit.kind,
                inspected_on=visit.inspected_on,
                inspectors=visit.inspectors,
                finding=row.finding,
                owner=row.owner,
                mend_by_on=row.mend_by_on,
                is_holding=bool(row.holds_payment),
                closed_on=closure.closed_on if closure else None,
                evidence=closure.evidence if closure else "",
            )
        )
    return tuple(
        sorted(out, key=lambda r: (r.closed_on is not None, r.mend_by_on, r.inspection_id, r.n))
    )


def risks(read: Read, book_id: int) -> tuple[RiskState, ...]:
    """Return every risk by its newest row, the open and the dearest first."""
    codes = _codes(read, book_id)
    newest: dict[int, Risk] = {}
    for row in sorted(many(read, Risk, book_id=book_id), key=lambda r: r.leaf_idx):
        newest[row.risk_id] = row
    out = (
        RiskState(
            risk_id=row.risk_id,
            project=codes[row.project_id],
            stage=row.stage,
            risk=row.risk,
            level=row.level,
            owner=row.owner,
            answer=row.answer,
            liability_fen=row.liability_fen,
            is_closed=bool(row.is_closed),
        )
        for row in newest.values()
    )
    return tuple(sorted(out, key=lambda r: (r.is_closed, -r.liability_fen, r.risk_id)))


def liabilities(read: Read, book_id: int) -> dict[str, int]:
    """Return what the district would have to bear, in fen, by project code (S8)."""
    sums: dict[str, int] = {}
    for row in risks(read, book_id):
        if not row.is_closed and row.liability_fen:
            sums[row.project] = sums.get(row.project, 0) + row.liability_fen
    return dict(sorted(sums.items()))


def tips(read: Read, book_id: int) -> tuple[TipState, ...]:
    """Return every tip, the unanswered by their day first."""
    codes = _codes(read, book_id)
    answers = {row.tip_id: row for row in many(read, TipReply, book_id=book_id)}
    out = []
    for row in many(read, Tip, book_id=book_id):
        answer = answers.get(row.tip_id)
        out.append(
            TipState(
                tip_id=row.tip_id,
                project=codes[row.project_id],
                received_on=row.received_on,
                channel=row.channel,
                content=row.content,
                reply_by_on=row.reply_by_on,
                replied_on=answer.replied_on if answer else None,
                reply=answer.reply if answer else "",
            )
        )
    return tuple(sorted(out, key=lambda r: (r.replied_on is not None, r.reply_by_on, r.tip_id)))


def accountability(read: Read, book_id: int) -> tuple[Held, ...]:
    """Return who was held to account, the newest decision first."""
    codes = _codes(read, book_id)
    out = (
        Held(
            accountability_id=row.accountability_id,
            project=codes[row.project_id],
            task_id=row.task_id,
            inspection_id=row.inspection_id,
            person=row.person,
            unit=row.unit,
            failing=row.failing,
            measure=row.measure,
            decided_on=row.decided_on,
            doc_no=row.doc_no,
        )
        for row in many(read, Accountability, book_id=book_id)
    )
    return tuple(sorted(out, key=lambda r: (r.decided_on, r.accountability_id), reverse=True))


def reviews(read: Read, book_id: int) -> tuple[Review, ...]:
    """Return every review, in the order they were recorded."""
    codes = _codes(read, book_id)
    return tuple(
        Review(
            review_id=row.review_id,
            project=codes[row.project_id],
            kind=row.kind,
            held_on=row.held_on,
            experts=row.experts,
            result=row.result,
            sha256=row.sha256 or "",
        )
        for row in many(read, ReviewRecord, book_id=book_id)
    )
