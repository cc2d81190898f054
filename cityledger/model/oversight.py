"""Oversight: interference register, bank statement lines, tasks, evidence files."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, one_of, table
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


class EvidenceFile(BookRow, table=True):
    """An attachment by its content: SHA-256, size in bytes, and the name it came with."""

    __tablename__ = "evidence_file"
    __table_args__ = table(leaf="NEW.leaf_idx")
    sha256: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    size: int = Field(sa_type=Int)
    name: str = Field(sa_type=Str)
