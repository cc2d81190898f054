"""Oversight: interference register, bank statement lines, tasks, evidence files."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, flag, one_of, table
from cityledger.model.types import Day, Int, Str


class Interference(BookRow, table=True):
    """Somebody slipped in a note or a word (批条子、打招呼); append-only, holds linked payments."""

    __tablename__ = "interference"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("contract_id", "contract.contract_id"),
        one_of("directness", ("direct", "indirect", "disguised")),
        leaf="NEW.leaf_idx",
    )
    interference_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int | None = Field(default=None, sa_type=Int)
    contract_id: int | None = Field(default=None, sa_type=Int)
    occurred_on: date = Field(sa_type=Day)
    channel: str = Field(sa_type=Str)
    area: str = Field(sa_type=Str)
    directness: str = Field(sa_type=Str)
    content: str = Field(sa_type=Str)
    recorder: str = Field(sa_type=Str)
    act_kind: str = Field(default="other", sa_type=Str)
    actor_name: str | None = Field(default=None, sa_type=Str)
    actor_unit: str | None = Field(default=None, sa_type=Str)
    actor_post: str | None = Field(default=None, sa_type=Str)
    actor_rank: str | None = Field(default=None, sa_type=Str)
    intermediary: str | None = Field(default=None, sa_type=Str)
    beneficiary_id: str | None = Field(default=None, sa_type=Str)
    beneficiary: str | None = Field(default=None, sa_type=Str)
    witnesses: str | None = Field(default=None, sa_type=Str)
    evidence_sha256: str | None = Field(default=None, sa_type=Str)
    is_anonymous: int = Field(default=0, sa_type=Int)
    tender_id: int | None = Field(default=None, sa_type=Int)
    payment_request_id: int | None = Field(default=None, sa_type=Int)
    stage: str | None = Field(default=None, sa_type=Str)


class InterferenceClearance(BookRow, table=True):
    """A second approver cleared a record with a reason."""

    __tablename__ = "interference_clearance"
    __table_args__ = table(
        fk("interference_id", "interference.interference_id"), leaf="NEW.leaf_idx"
    )
    interference_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    actor: str = Field(sa_type=Str)
    reason: str = Field(sa_type=Str)


class InterferenceHandling(BookRow, table=True):
    """What was done about a record: reported to whom and when, decision, measure, closed or not."""

    __tablename__ = "interference_handling"
    __table_args__ = table(
        fk("interference_id", "interference.interference_id"),
        one_of("effect", ("hold", "continue", "cancel")),
        leaf="NEW.leaf_idx",
    )
    interference_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    reported_to: str = Field(sa_type=Str)
    reported_on: date = Field(sa_type=Day)
    decision: str = Field(sa_type=Str)
    effect: str = Field(sa_type=Str)
    measure: str | None = Field(default=None, sa_type=Str)
    closed_on: date | None = Field(default=None, sa_type=Day)


class ZeroReport(BookRow, table=True):
    """A person declares that nobody interfered in a month (yyyymm): silence is no answer."""

    __tablename__ = "zero_report"
    __table_args__ = table(leaf="NEW.leaf_idx")
    month: int = Field(primary_key=True, sa_type=Int)
    actor: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)


class Disclosure(BookRow, table=True):
    """Somebody read what is masked or sealed: which record, and for what purpose."""

    __tablename__ = "disclosure"
    __table_args__ = table(
        one_of("kind", ("household", "interference", "tip", "export")), leaf="NEW.leaf_idx"
    )
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    actor: str = Field(sa_type=Str)
    kind: str = Field(sa_type=Str)
    subject: str = Field(sa_type=Str)
    purpose: str = Field(sa_type=Str)


class OverrideRequest(BookRow, table=True):
    """One person asks that one control be set aside for one subject until a day, with a reason."""

    __tablename__ = "override_request"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("contract_id", "contract.contract_id"),
        CheckConstraint("limit_fen > 0", "limit"),
        leaf="NEW.leaf_idx",
    )
    override_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    control: str = Field(sa_type=Str)
    project_id: int = Field(sa_type=Int)
    contract_id: int | None = Field(default=None, sa_type=Int)
    limit_fen: int = Field(sa_type=Int)
    reason: str = Field(sa_type=Str)
    doc_no: str = Field(sa_type=Str)
    asked_by: str = Field(sa_type=Str)
    expires_on: date = Field(sa_type=Day)


class OverrideGrant(BookRow, table=True):
    """Another person grants an override, or takes it back (`held` 0)."""

    __tablename__ = "override_grant"
    __table_args__ = table(
        fk("override_id", "override_request.override_id"), flag("held"), leaf="NEW.leaf_idx"
    )
    override_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    actor: str = Field(sa_type=Str)
    held: int = Field(sa_type=Int)
    reason: str = Field(sa_type=Str)


class OverrideUse(BookRow, table=True):
    """A payment request passed a control by an override: how often and for how much it was used."""

    __tablename__ = "override_use"
    __table_args__ = table(
        fk("override_id", "override_request.override_id"),
        fk("payment_request_id", "payment_request.payment_request_id"),
        leaf="NEW.leaf_idx",
    )
    override_id: int = Field(primary_key=True, sa_type=Int)
    payment_request_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    amount_fen: int = Field(sa_type=Int)


class BankStatementLine(BookRow, table=True):
    """A line of the bank's statement: what the bank has done is a fact. Credits positive."""

    __tablename__ = "bank_statement_line"
    __table_args__ = table(
        fk("bank_account_id", "bank_account.bank_account_id"),
        UniqueConstraint("book_id", "bank_account_id", "bank_ref"),
        leaf="NEW.leaf_idx",
    )
    statement_line_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    bank_account_id: int = Field(sa_type=Int)
    booked_on: date = Field(sa_type=Day)
    amount_fen: int = Field(sa_type=Int)
    bank_ref: str = Field(sa_type=Str)
    counterparty: str = Field(sa_type=Str)
    note: str | None = Field(default=None, sa_type=Str)


class StatementUse(BookRow, table=True):
    """A statement line is booked once: the leaf that cites it."""

    __tablename__ = "statement_use"
    __table_args__ = table(
        fk("statement_line_id", "bank_statement_line.statement_line_id"), leaf="NEW.leaf_idx"
    )
    statement_line_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)


class Task(BookRow, table=True):
    """Something a person has to clear up, opened by an act."""

    __tablename__ = "task"
    __table_args__ = table(leaf="NEW.leaf_idx")
    task_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    subject: str = Field(sa_type=Str)
    opened_on: date = Field(sa_type=Day)
    project_id: int | None = Field(default=None, sa_type=Int)
    owner: str | None = Field(default=None, sa_type=Str)
    unit: str | None = Field(default=None, sa_type=Str)
    level: str | None = Field(default=None, sa_type=Str)
    due_on: date | None = Field(default=None, sa_type=Day)


class EvidenceFile(BookRow, table=True):
    """An attachment by its content: SHA-256, size in bytes, and the name it came with."""

    __tablename__ = "evidence_file"
    __table_args__ = table(leaf="NEW.leaf_idx")
    sha256: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    size: int = Field(sa_type=Int)
    name: str = Field(sa_type=Str)
