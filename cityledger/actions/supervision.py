"""Watching over the works: milestones, tasks, inspections, risks, tips, accountability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls import supervision as rules
from cityledger.kernel import words
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.oversight import Task
from cityledger.model.projects import PHASES, Project
from cityledger.model.supervision import (
    Accountability,
    FindingClosure,
    Inspection,
    InspectionFinding,
    Milestone,
    MilestoneReached,
    Risk,
    TaskReport,
    Tip,
    TipReply,
)
from cityledger.views import registry
from cityledger.views.find import last, many, need, next_id, one

if TYPE_CHECKING:
    from datetime import date

MILESTONE_KINDS = ("stage", "annual", "overall")
INSPECTION_KINDS = ("routine", "unannounced", "congress", "consultative", "discipline")
RISK_LEVELS = ("low", "medium", "high")
FAILINGS = ("inaction", "slowness", "wrongdoing")
MEASURES = ("criticism", "talk", "transfer", "case")


@dataclass(frozen=True, kw_only=True)
class SetMilestone(Command):
    """Set a target of a project: a stage, a year's target, or the whole (S31)."""

    act: ClassVar[str] = "milestone.set"
    project: str
    kind: str
    name: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ReachMilestone(Command):
    """Say by a document that a milestone was reached."""

    act: ClassVar[str] = "milestone.reach"
    milestone_id: int
    reached_on: date
    doc_no: str


@dataclass(frozen=True, kw_only=True)
class AssignTask(Command):
    """Give a task to exactly one accountable owner (S32), at one of three levels (S42)."""

    act: ClassVar[str] = "task.assign"
    subject: str
    owner: str
    unit: str
    level: str
    opened_on: date
    due_on: date
    project: str | None = None
    kind: str = "duty"


@dataclass(frozen=True, kw_only=True)
class ReportTask(Command):
    """Report on a task: basis points done; `closed_on` when it is finished."""

    act: ClassVar[str] = "task.report"
    task_id: int
    done_bp: int
    note: str
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing an inspection found; `holds_payment` stops work payments until it is mended."""

    finding: str
    owner: str
    mend_by_on: date
    holds_payment: bool = False


@dataclass(frozen=True, kw_only=True)
class RecordInspection(Command):
    """Record a visit with all it found; tours of the congress are kinds of it (S43, S46)."""

    act: ClassVar[str] = "inspection.record"
    project: str
    kind: str
    inspected_on: date
    inspectors: str
    summary: str
    findings: tuple[Found, ...] = ()
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class CloseFinding(Command):
    """Close a finding after seeing it mended; never its owner."""

    act: ClassVar[str] = "finding.close"
    inspection_id: int
    n: int
    closed_on: date
    evidence: str


@dataclass(frozen=True, kw_only=True)
class RecordRisk(Command):
    """Record a risk, or where it stands now (`risk_id`); `liability_fen` may fall on us (S8)."""

    act: ClassVar[str] = "risk.record"
    project: str
    stage: str
    risk: str
    level: str
    owner: str
    answer: str
    liability_fen: int = 0
    is_closed: bool = False
    risk_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecordTip(Command):
    """Take down what a citizen says, never who; the answer is due by the parameter (S47)."""

    act: ClassVar[str] = "tip.record"
    received_on: date
    channel: str
    content: str
    project: str | None = None
    reply_by_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReplyTip(Command):
    """Answer a tip."""

    act: ClassVar[str] = "tip.reply"
    tip_id: int
    replied_on: date
    reply: str


@dataclass(frozen=True, kw_only=True)
class RecordAccountability(Command):
    """Hold a person to account for a task, an inspection or a project (S45)."""

    act: ClassVar[str] = "accountability.record"
    person: str
    unit: str
    failing: str
    measure: str
    decided_on: date
    doc_no: str
    project: str | None = None
    task_id: int | None = None
    inspection_id: int | None = None


@form(SetMilestone)
def set_milestone(context: Context, command: SetMilestone) -> Draft:
    """Draw up a milestone."""
    project = _project(context, command.project)
    _check(_choice("kind", command.kind, MILESTONE_KINDS))
    draft = Draft()
    draft.add(
        "milestone",
        milestone_id=next_id(context.read, Milestone, "milestone_id", context.book_id),
        project_id=project,
        kind=command.kind,
        name=command.name,
        due_on=command.due_on,
    )
    return draft


@form(ReachMilestone)
def reach_milestone(context: Context, command: ReachMilestone) -> Draft:
    """Draw up that a milestone was reached; once."""
    key = {"milestone_id": command.milestone_id}
    milestone = need(context.read, Milestone, "milestone", **context.here, **key)
    known = one(context.read, MilestoneReached, **context.here, **key)
    draft = Draft()
    if known is not None:
        draft.find(rules.REACHED.code, milestone=milestone.name, reached_on=known.reached_on)
    draft.add("milestone_reached", **key, reached_on=command.reached_on, doc_no=command.doc_no)
    return draft


@form(AssignTask)
def assign_task(context: Context, command: AssignTask) -> Draft:
    """Draw up a task; one that is open already under this name has its owner."""
    project = _project(context, command.project) if command.project is not None else None
    _check(
        _choice("level", command.level, rules.LEVELS),
        _choice("kind", command.kind, tuple(words.group_of("task_kind"))),
        _order("due_on", command.due_on, command.opened_on),
        _text("subject", command.subject),
    )
    same = tuple(
        rules.OpenTask(subject=row.subject, owner=row.owner or "", due_on=row.due_on)
        for row in many(context.read, Task, **context.here)
        if (row.project_id, row.subject) == (project, command.subject)
        and _closed_on(context, row.task_id) is None
    )
    draft = Draft(findings=list(rules.check_task(command.owner, same)))
    draft.add(
        "task",
        task_id=next_id(context.read, Task, "task_id", context.book_id),
        kind=command.kind,
        subject=command.subject,
        opened_on=command.opened_on,
        project_id=project,
        owner=command.owner,
        unit=command.unit,
        level=command.level,
        due_on=command.due_on,
    )
    return draft


@form(ReportTask)
def report_task(context: Context, command: ReportTask) -> Draft:
    """Draw up a report on a task."""
    key = {"task_id": command.task_id}
    task = need(context.read, Task, "task", **context.here, **key)
    if not 0 <= command.done_bp <= rules.DONE_BP:
        reason = "完成比例须在0与10000之间 lies between 0 and 10000"
        _check(Problem("done_bp", str(command.done_bp), reason))
    former = last(context.read, TaskReport, **context.here, **key)
    facts = rules.ReportFacts(
        subject=task.subject,
        done_bp=command.done_bp,
        is_closing=command.closed_on is not None,
        former_bp=former.done_bp if former is not None else 0,
        closed_on=former.closed_on if former is not None else None,
    )
    draft = Draft(findings=list(rules.check_report(facts)))
    draft.add(
        "task_report",
        **key,
        actor=context.actor,
        done_bp=command.done_bp,
        note=command.note,
        closed_on=command.closed_on,
    )
    return draft


def _closed_on(context: Context, task_id: int) -> date | None:
    newest = last(context.read, TaskReport, **context.here, task_id=task_id)
    return newest.closed_on if newest is not None else None


@form(RecordInspection)
def record_inspection(context: Context, command: RecordInspection) -> Draft:
    """Draw up an inspection with its findings, each with its owner and its day."""
    project = _project(context, command.project)
    _check(
        _choice("kind", command.kind, INSPECTION_KINDS),
        *(
            _order(f"finding {n}", found.mend_by_on, command.inspected_on)
            for n, found in enumerate(command.findings, 1)
        ),
        *(_text(f"finding {n}", found.owner) for n, found in enumerate(command.findings, 1)),
    )
    draft = Draft()
    number = next_id(context.read, Inspection, "inspection_id", context.book_id)
    draft.add(
        "inspection",
        inspection_id=number,
        project_id=project,
        kind=command.kind,
        inspected_on=command.inspected_on,
        inspectors=command.inspectors,
        summary=command.summary,
        sha256=command.sha256,
    )
    for n, found in enumerate(command.findings, 1):
        draft.add(
            "inspection_finding",
            inspection_id=number,
            n=n,
            finding=found.finding,
            owner=found.owner,
            mend_by_on=found.mend_by_on,
            holds_payment=found.holds_payment,
        )
    return draft


@form(CloseFinding)
def close_finding(context: Context, command: CloseFinding) -> Draft:
    """Draw up that a finding was mended, seen by another person than its owner."""
    key = {"inspection_id": command.inspection_id, "n": command.n}
    finding = need(context.read, InspectionFinding, "finding", **context.here, **key)
    number = {"inspection_id": command.inspection_id}
    visit = need(context.read, Inspection, "inspection", **context.here, **number)
    _check(
        _order("closed_on", command.closed_on, visit.inspected_on),
        _text("evidence", command.evidence),
    )
    known = one(context.read, FindingClosure, **context.here, **key)
    no = f"{command.inspection_id}-{command.n}"
    closed_on = known.closed_on if known is not None else None
    names, users = _names(context), _users(context)
    found = rules.check_closure(no, finding.owner, names, closed_on, users)
    draft = Draft(findings=list(found))
    draft.add(
        "finding_closure",
        **key,
        closed_on=command.closed_on,
        actor=context.actor,
        evidence=command.evidence,
    )
    return draft


@form(RecordRisk)
def record_risk(context: Context, command: RecordRisk) -> Draft:
    """Draw up a risk, or a newer row of one that is known."""
    project = _project(context, command.project)
    problems = [
        _choice("stage", command.stage, PHASES),
        _choice("level", command.level, RISK_LEVELS),
        _text("owner", command.owner),
    ]
    if command.liability_fen < 0:
        reason = "金额不得为负 is not negative"
        problems.append(Problem("liability_fen", str(command.liability_fen), reason))
    _check(*problems)
    number = command.risk_id
    found: list[Finding] = []
    if number is not None:
        newest = last(context.read, Risk, **context.here, risk_id=number)
        if newest is None or newest.project_id != project:
            _check(Problem("risk", str(number), "本项目没有该风险 no such risk of the project"))
        elif newest.is_closed:
            found.append(Finding.of(rules.RISK_CLOSED.code, risk_id=number))
    else:
        number = next_id(context.read, Risk, "risk_id", context.book_id)
    draft = Draft(findings=found)
    draft.add(
        "risk",
        risk_id=number,
        project_id=project,
        stage=command.stage,
        risk=command.risk,
        level=command.level,
        owner=command.owner,
        answer=command.answer,
        liability_fen=command.liability_fen,
        is_closed=command.is_closed,
    )
    return draft


@form(RecordTip)
def record_tip(context: Context, command: RecordTip) -> Draft:
    """Draw up a tip; nothing in it may tell who gave it."""
    project = _project(context, command.project) if command.project is not None else None
    _check(_text("content", command.content))
    limit = rules.reply_limit(command.received_on, context.parameters)
    reply_by_on = command.reply_by_on or limit
    _check(_order("reply_by_on", reply_by_on, command.received_on))
    facts = rules.TipFacts(
        received_on=command.received_on, reply_by_on=reply_by_on, content=command.content
    )
    draft = Draft(findings=list(rules.check_tip(facts, context.parameters)))
    draft.add(
        "tip",
        tip_id=next_id(context.read, Tip, "tip_id", context.book_id),
        project_id=project,
        received_on=command.received_on,
        channel=command.channel,
        content=command.content,
        reply_by_on=reply_by_on,
    )
    return draft


@form(ReplyTip)
def reply_tip(context: Context, command: ReplyTip) -> Draft:
    """Draw up the answer to a tip; once."""
    key = {"tip_id": command.tip_id}
    tip = need(context.read, Tip, "tip", **context.here, **key)
    _check(_text("reply", command.reply), _order("replied_on", command.replied_on, tip.received_on))
    known = one(context.read, TipReply, **context.here, **key)
    draft = Draft()
    if known is not None:
        draft.find(rules.TIP_REPLIED.code, tip_id=command.tip_id, replied_on=known.replied_on)
    draft.add("tip_reply", **key, replied_on=command.replied_on, reply=command.reply)
    return draft


@form(RecordAccountability)
def record_accountability(context: Context, command: RecordAccountability) -> Draft:
    """Draw up that somebody was held to account; nobody decides in their own case."""
    _check(
        _choice("failing", command.failing, FAILINGS),
        _choice("measure", command.measure, MEASURES),
        _text("person", command.person),
    )
    project = _project(context, command.project) if command.project is not None else None
    if command.task_id is not None:
        need(context.read, Task, "task", **context.here, task_id=command.task_id)
    if command.inspection_id is not None:
        number = {"inspection_id": command.inspection_id}
        need(context.read, Inspection, "inspection", **context.here, **number)
    causes = (project, command.task_id, command.inspection_id)
    has_cause = any(cause is not None for cause in causes)
    found = rules.check_accountability(
        command.person, _names(context), _users(context), has_cause=has_cause
    )
    draft = Draft(findings=list(found))
    draft.add(
        "accountability",
        accountability_id=next_id(
            context.read, Accountability, "accountability_id", context.book_id
        ),
        project_id=project,
        task_id=command.task_id,
        inspection_id=command.inspection_id,
        person=command.person,
        unit=command.unit,
        failing=command.failing,
        measure=command.measure,
        decided_on=command.decided_on,
        doc_no=command.doc_no,
    )
    return draft


def _project(context: Context, code: str) -> int:
    return need(context.read, Project, "project", **context.here, code=code).project_id


def _names(context: Context) -> frozenset[str]:
    """Return what the actor is known by: registers name people, acts name users."""
    return frozenset({context.actor, registry.name_of(context.read, context.actor)})


def _users(context: Context) -> frozenset[str]:
    return frozenset(person.name for person in registry.people(context.read))


def _check(*found: Problem | None) -> None:
    """Raise what is wrong, all of it at once."""
    if problems := tuple(problem for problem in found if problem is not None):
        raise BadInput(problems)


def _choice(place: str, value: str, known: tuple[str, ...]) -> Problem | None:
    if value in known:
        return None
    remedy = f"选用 use one of {', '.join(known)}"
    return Problem(place, value, "不是可选的值 not one of the choices", remedy)


def _order(place: str, day: date, first: date) -> Problem | None:
    if day >= first:
        return None
    return Problem(place, day.isoformat(), f"早于 is before {first.isoformat()}", "更正 correct it")


def _text(place: str, value: str) -> Problem | None:
    if value.strip():
        return None
    return Problem(place, value, "不得为空 is empty", "填写 fill it in")
