"""What is built: projects, their sections, approvals, budget lines, and who answers for them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, one_of, table
from cityledger.model.types import Day, Int, Str

FIVE_ROLES = ("client", "investigator", "designer", "contractor", "supervisor")
"""建设、勘察、设计、施工、监理 (建质〔2014〕124号)."""

PHASES = (
    "proposal", "feasibility", "design", "tender", "construction", "acceptance", "closing",
    "operation", "closed",
)  # fmt: skip
"""立项、可研、设计概算、招标、施工、竣工验收、决算、运营、关闭."""

COST_CLASSES = ("works", "installation", "equipment", "allocable", "other")


class Project(BookRow, table=True):
    """A project by the code of the national approval platform (国令712 art. 10)."""

    __tablename__ = "project"
    __table_args__ = table(UniqueConstraint("book_id", "code"), leaf="NEW.leaf_idx")
    project_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    code: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    kind: str = Field(sa_type=Str)
    phase: str | None = Field(default=None, sa_type=Str)
    campaign: str | None = Field(default=None, sa_type=Str)
    site: str | None = Field(default=None, sa_type=Str)
    starts_on: date | None = Field(default=None, sa_type=Day)
    ends_on: date | None = Field(default=None, sa_type=Day)
    design_life_years: int | None = Field(default=None, sa_type=Int)
    subtype: str | None = Field(default=None, sa_type=Str)
    programme: str | None = Field(default=None, sa_type=Str)
    priority: int | None = Field(default=None, sa_type=Int)
    authority: str | None = Field(default=None, sa_type=Str)


class SubProject(BookRow, table=True):
    """A section (单项工程) of a project, and the batch in which it is built."""

    __tablename__ = "sub_project"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        UniqueConstraint("book_id", "project_id", "code"),
        leaf="NEW.leaf_idx",
    )
    sub_project_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    code: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    batch: str | None = Field(default=None, sa_type=Str)
    pilot: int = Field(default=0, sa_type=Int)


class PhaseChange(BookRow, table=True):
    """A project entered a phase of its life by a document; the newest row is where it stands."""

    __tablename__ = "phase_change"
    __table_args__ = table(
        fk("project_id", "project.project_id"), one_of("phase", PHASES), leaf="NEW.leaf_idx"
    )
    project_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    phase: str = Field(sa_type=Str)
    entered_on: date = Field(sa_type=Day)
    doc_no: str = Field(sa_type=Str)


class Responsibility(BookRow, table=True):
    """One of the five parties and its named leader, for life; a change is a newer row."""

    __tablename__ = "responsibility"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        ForeignKeyConstraint(["party_id"], ["party.party_id"]),
        one_of("role", FIVE_ROLES),
        leaf="NEW.leaf_idx",
    )
    project_id: int = Field(primary_key=True, sa_type=Int)
    role: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    party_id: str = Field(sa_type=Str)
    leader: str = Field(sa_type=Str)
    leader_cert_no: str | None = Field(default=None, sa_type=Str)
    letter_no: str = Field(sa_type=Str)
    authorisation_no: str = Field(sa_type=Str)
    from_on: date = Field(sa_type=Day)
    sub_project_id: int | None = Field(default=None, sa_type=Int)
    bundle: str | None = Field(default=None, sa_type=Str)
    person_hash: str | None = Field(default=None, sa_type=Str)
    letter_sha256: str | None = Field(default=None, sa_type=Str)
    authorisation_sha256: str | None = Field(default=None, sa_type=Str)
    filing_no: str | None = Field(default=None, sa_type=Str)


class ApprovalDocument(BookRow, table=True):
    """A paper of an authority: estimate, 概算, allotment, variation, payout list.

    `adjusts_id` is the document that this one changes; only its authority may (国令712 art. 23).
    """

    __tablename__ = "approval_document"
    __table_args__ = table(UniqueConstraint("book_id", "doc_no"), leaf="NEW.leaf_idx")
    document_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    doc_no: str = Field(sa_type=Str)
    kind: str = Field(sa_type=Str)
    authority: str = Field(sa_type=Str)
    issued_on: date = Field(sa_type=Day)
    title: str = Field(sa_type=Str)
    amount_fen: int | None = Field(default=None, sa_type=Int)
    sha256: str | None = Field(default=None, sa_type=Str)
    project_id: int | None = Field(default=None, sa_type=Int)
    adjusts_id: int | None = Field(default=None, sa_type=Int)


class BudgetLine(BookRow, table=True):
    """A line of the approved 概算: the ceiling of its cost for the whole life (国令712 art. 23)."""

    __tablename__ = "budget_line"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("document_id", "approval_document.document_id"),
        UniqueConstraint("book_id", "project_id", "code"),
        one_of("cost_class", COST_CLASSES),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    budget_line_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    document_id: int = Field(sa_type=Int)
    code: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    cost_class: str = Field(sa_type=Str)
    account: str = Field(sa_type=Str)
    amount_fen: int = Field(sa_type=Int)
