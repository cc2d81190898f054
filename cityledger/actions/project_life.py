"""The life of a project: the phases it enters, and the reviews before decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.appointments import roles_on
from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.project_life import REBUILD_REVIEW, PhaseFacts, check_phase, check_review
from cityledger.kernel import words
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.closing import Acceptance
from cityledger.model.projects import PHASES, BudgetLine, PhaseChange, Project, SubProject
from cityledger.model.supervision import ReviewRecord
from cityledger.views import project_life, responsible
from cityledger.views.find import last, many, need, next_id, one

if TYPE_CHECKING:
    from datetime import date

    from cityledger.controls.facts import RoleFacts

_SEPARATOR = re.compile(r"[、,,;;]")
RESULTS = ("passed", "conditional", "failed")


@dataclass(frozen=True, kw_only=True)
class EnterPhase(Command):
    """Enter a phase of a project's life by a document (S18, S31)."""

    act: ClassVar[str] = "project.phase"
    project: str
    phase: str
    entered_on: date
    doc_no: str


@dataclass(frozen=True, kw_only=True)
class RecordReview(Command):
    """Record a review by experts (S19); their names are divided by 、."""

    act: ClassVar[str] = "review.record"
    project: str
    kind: str
    held_on: date
    experts: str
    result: str
    sha256: str | None = None


@form(EnterPhase)
def enter_phase(context: Context, command: EnterPhase) -> Draft:
    """Draw up a phase with what it has to stand on."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    if command.phase not in PHASES:
        remedy = f"选用 use one of {', '.join(PHASES)}"
        reason = "不是可选的阶段 not a phase"
        raise BadInput((Problem("phase", command.phase, reason, remedy),))
    key = {"project_id": project.project_id}
    former = last(context.read, PhaseChange, **context.here, **key)
    facts = PhaseFacts(
        wanted=command.phase,
        entered_on=command.entered_on,
        phase=former.phase if former is not None else None,
        phase_on=former.entered_on if former is not None else None,
        has_budget=one(context.read, BudgetLine, **context.here, **key) is not None,
        is_accepted=_is_accepted(context, project.project_id),
        roles=_roles(context, project.project_id, command.entered_on),
        before=project_life.built_before(context.read, context.book_id, project),
        is_rebuild_reviewed=_is_reviewed(context, project.project_id),
    )
    draft = Draft(findings=list(check_phase(facts, context.parameters)))
    draft.add(
        "phase_change",
        project_id=project.project_id,
        phase=command.phase,
        entered_on=command.entered_on,
        doc_no=command.doc_no,
    )
    return draft


def _roles(context: Context, project_id: int, on: date) -> tuple[RoleFacts, ...]:
    """Return who answers for the project; a section's party fills a role the project leaves open.

    Payments ask section by section; works begin with whichever section is ready.
    """
    roles = roles_on(context, project_id, on)
    whole = {row.role: row for row in roles if row.section is None}
    return tuple(({row.role: row for row in roles} | whole).values())


def _is_accepted(context: Context, project_id: int) -> bool:
    """Say whether the whole project is accepted: as one, or each of its sections."""
    key = {"project_id": project_id}
    accepted = {row.sub_project_id for row in many(context.read, Acceptance, **context.here, **key)}
    sections = {row.sub_project_id for row in many(context.read, SubProject, **context.here, **key)}
    return None in accepted or (bool(sections) and sections <= accepted)


def _is_reviewed(context: Context, project_id: int) -> bool:
    """Say whether the newest review of the rebuilding passed."""
    key = {"project_id": project_id, "kind": REBUILD_REVIEW}
    newest = last(context.read, ReviewRecord, **context.here, **key)
    return newest is not None and newest.result == "passed"


@form(RecordReview)
def record_review(context: Context, command: RecordReview) -> Draft:
    """Draw up a review; who answers for the project does not judge it."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    problems = [
        Problem(place, value, "不是可选的值 not one of the choices", f"use one of {known}")
        for place, value, known in (
            ("kind", command.kind, ", ".join(words.group_of("review_kind"))),
            ("result", command.result, ", ".join(RESULTS)),
        )
        if value not in known.split(", ")
    ]
    if problems:
        raise BadInput(tuple(problems))
    experts = tuple(name.strip() for name in _SEPARATOR.split(command.experts) if name.strip())
    rows = responsible.newest(context.read, context.book_id, project.project_id)
    leaders = {row.leader: row.role for row in rows}
    found = check_review(experts, leaders, command.held_on, context.parameters)
    draft = Draft(findings=list(found))
    draft.add(
        "review_record",
        review_id=next_id(context.read, ReviewRecord, "review_id", context.book_id),
        project_id=project.project_id,
        kind=command.kind,
        held_on=command.held_on,
        experts="、".join(experts),
        result=command.result,
        sha256=command.sha256,
    )
    return draft
