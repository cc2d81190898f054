"""Money to apply for: programmes with their windows, and applications on their way."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, one_of, table
from cityledger.model.types import Day, Int, Str


class Programme(BookRow, table=True):
    """A policy that gives money: what for, and until when one may apply (S6, S34)."""

    __tablename__ = "programme"
    __table_args__ = table(leaf="NEW.leaf_idx")
    programme: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    name: str = Field(sa_type=Str)
    authority: str = Field(sa_type=Str)
    doc_no: str = Field(sa_type=Str)
    opens_on: date = Field(sa_type=Day)
    closes_on: date = Field(sa_type=Day)
    uses: str = Field(default="*", sa_type=Str)
    forbids: str = Field(default="", sa_type=Str)
    matching_bp: int = Field(default=0, sa_type=Int)


class FundApplication(BookRow, table=True):
    """What was applied for, for which project and which cost item (S13)."""

    __tablename__ = "fund_application"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("programme", "programme.programme"),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    application_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    programme: str = Field(sa_type=Str)
    cost_item: str | None = Field(default=None, sa_type=Str)
    applied_on: date = Field(sa_type=Day)
    amount_fen: int = Field(sa_type=Int)
    doc_no: str = Field(sa_type=Str)


class ApplicationAnswer(BookRow, table=True):
    """What became of an application: approved, rejected, received, withdrawn; amounts in fen."""

    __tablename__ = "application_answer"
    __table_args__ = table(
        fk("application_id", "fund_application.application_id"),
        one_of("state", ("approved", "rejected", "received", "withdrawn")),
        leaf="NEW.leaf_idx",
    )
    application_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    state: str = Field(sa_type=Str)
    answered_on: date = Field(sa_type=Day)
    amount_fen: int = Field(default=0, sa_type=Int)
    doc_no: str = Field(sa_type=Str)
