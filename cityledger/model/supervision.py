"""Watching over the works: milestones, tasks, inspections, findings, risks, accountability."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, flag, one_of, table
from cityledger.model.types import Day, Int, Str


class Milestone(BookRow, table=True):
    """A target of a project with its day: a stage, a year's target, or the whole (S31)."""

    __tablename__ = "milestone"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        one_of("kind", ("stage", "annual", "overall")),
        leaf="NEW.leaf_idx",
    )
    milestone_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    due_on: date = Field(sa_type=Day)


class MilestoneReached(BookRow, table=True):
    """A milestone was reached on a day, by a document."""

    __tablename__ = "milestone_reached"
    __table_args__ = table(fk("milestone_id", "milestone.milestone_id"), leaf="NEW.leaf_idx")
    milestone_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    reached_on: date = Field(sa_type=Day)
    doc_no: str = Field(sa_type=Str)


class TaskReport(BookRow, table=True):
    """How far a task is: basis points done, and a sentence; `closed_on` when it is finished."""

    __tablename__ = "task_report"
    __table_args__ = table(
        fk("task_id", "task.task_id"),
        CheckConstraint("done_bp BETWEEN 0 AND 10000", "done"),
        leaf="NEW.leaf_idx",
    )
    task_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    actor: str = Field(sa_type=Str)
    done_bp: int = Field(sa_type=Int)
    note: str = Field(sa_type=Str)
    closed_on: date | None = Field(default=None, sa_type=Day)


class Inspection(BookRow, table=True):
    """A visit to the works: routine, unannounced, or a tour of the congress or inspectors (S43)."""

    __tablename__ = "inspection"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        one_of("kind", ("routine", "unannounced", "congress", "consultative", "discipline")),
        leaf="NEW.leaf_idx",
    )
    inspection_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    inspected_on: date = Field(sa_type=Day)
    inspectors: str = Field(sa_type=Str)
    summary: str = Field(sa_type=Str)
    sha256: str | None = Field(default=None, sa_type=Str)


class InspectionFinding(BookRow, table=True):
    """What an inspection found, who has to mend it, and until when."""

    __tablename__ = "inspection_finding"
    __table_args__ = table(fk("inspection_id", "inspection.inspection_id"), leaf="NEW.leaf_idx")
    inspection_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    finding: str = Field(sa_type=Str)
    owner: str = Field(sa_type=Str)
    mend_by_on: date = Field(sa_type=Day)
    holds_payment: int = Field(default=0, sa_type=Int)


class FindingClosure(BookRow, table=True):
    """A finding was mended: by which evidence, and who saw it."""

    __tablename__ = "finding_closure"
    __table_args__ = table(
        fk("inspection_id n", "inspection_finding.inspection_id n"), leaf="NEW.leaf_idx"
    )
    inspection_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    closed_on: date = Field(sa_type=Day)
    actor: str = Field(sa_type=Str)
    evidence: str = Field(sa_type=Str)


class ReviewRecord(BookRow, table=True):
    """A review by experts before a decision: what was judged, by whom, with which result (S19)."""

    __tablename__ = "review_record"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        one_of("result", ("passed", "conditional", "failed")),
        leaf="NEW.leaf_idx",
    )
    review_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    held_on: date = Field(sa_type=Day)
    experts: str = Field(sa_type=Str)
    result: str = Field(sa_type=Str)
    sha256: str | None = Field(default=None, sa_type=Str)


class Risk(BookRow, table=True):
    """A risk of a project at a stage of its life: level, owner, and the answer to it (S27)."""

    __tablename__ = "risk"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        one_of("level", ("low", "medium", "high")),
        flag("is_closed"),
        leaf="NEW.leaf_idx",
    )
    risk_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    project_id: int = Field(sa_type=Int)
    stage: str = Field(sa_type=Str)
    risk: str = Field(sa_type=Str)
    level: str = Field(sa_type=Str)
    owner: str = Field(sa_type=Str)
    answer: str = Field(sa_type=Str)
    liability_fen: int = Field(default=0, sa_type=Int)
    is_closed: int = Field(default=0, sa_type=Int)


class Accountability(BookRow, table=True):
    """A person was held to account for a task or a finding (S45): measure, day, document."""

    __tablename__ = "accountability"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        one_of("failing", ("inaction", "slowness", "wrongdoing")),
        one_of("measure", ("criticism", "talk", "transfer", "case")),
        leaf="NEW.leaf_idx",
    )
    accountability_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int | None = Field(default=None, sa_type=Int)
    task_id: int | None = Field(default=None, sa_type=Int)
    inspection_id: int | None = Field(default=None, sa_type=Int)
    person: str = Field(sa_type=Str)
    unit: str = Field(sa_type=Str)
    failing: str = Field(sa_type=Str)
    measure: str = Field(sa_type=Str)
    decided_on: date = Field(sa_type=Day)
    doc_no: str = Field(sa_type=Str)


class Tip(BookRow, table=True):
    """What a citizen reported or proposed, and when an answer is due (S47); sources are masked."""

    __tablename__ = "tip"
    __table_args__ = table(fk("project_id", "project.project_id"), leaf="NEW.leaf_idx")
    tip_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int | None = Field(default=None, sa_type=Int)
    received_on: date = Field(sa_type=Day)
    channel: str = Field(sa_type=Str)
    content: str = Field(sa_type=Str)
    reply_by_on: date = Field(sa_type=Day)


class TipReply(BookRow, table=True):
    """The answer to a tip."""

    __tablename__ = "tip_reply"
    __table_args__ = table(fk("tip_id", "tip.tip_id"), leaf="NEW.leaf_idx")
    tip_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    replied_on: date = Field(sa_type=Day)
    reply: str = Field(sa_type=Str)
