"""The end of a project: acceptance, delivered assets, final accounts."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, one_of, table
from cityledger.model.types import Day, Int, Str


class Acceptance(BookRow, table=True):
    """A project or section was accepted: its clocks (defects, accounts, surplus) start here."""

    __tablename__ = "acceptance"
    __table_args__ = table(fk("project_id", "project.project_id"), leaf="NEW.leaf_idx")
    project_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    sub_project_id: int | None = Field(default=None, sa_type=Int)
    accepted_on: date = Field(sa_type=Day)
    usable_on: date = Field(sa_type=Day)
    doc_no: str = Field(sa_type=Str)
    filed_on: date | None = Field(default=None, sa_type=Day)


class Delivery(BookRow, table=True):
    """Assets handed over to their user, by a document both sides signed."""

    __tablename__ = "delivery"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        UniqueConstraint("book_id", "doc_no"),
        leaf="NEW.leaf_idx",
    )
    delivery_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    doc_no: str = Field(sa_type=Str)
    delivered_on: date = Field(sa_type=Day)
    receiver: str = Field(sa_type=Str)


class DeliveryLine(BookRow, table=True):
    """One asset of a delivery: own cost, its share of allocable cost, and its account."""

    __tablename__ = "delivery_line"
    __table_args__ = table(
        fk("delivery_id", "delivery.delivery_id"),
        fk("account", "account.code"),
        one_of("kind", ("fixed", "current", "intangible", "infrastructure", "housing", "others")),
        CheckConstraint("own_fen >= 0 AND allocated_fen >= 0", "amounts"),
        leaf="NEW.leaf_idx",
    )
    delivery_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    account: str = Field(sa_type=Str)
    own_fen: int = Field(sa_type=Int)
    allocated_fen: int = Field(sa_type=Int)
    quantity: int = Field(default=1, sa_type=Int)
    unit: str = Field(default="项", sa_type=Str)


class FinalAccount(BookRow, table=True):
    """The final accounts of a project: submitted, then approved; the newest row stands."""

    __tablename__ = "final_account"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        one_of("state", ("submitted", "approved")),
        CheckConstraint("tail_fen >= 0", "tail"),
        leaf="NEW.leaf_idx",
    )
    project_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    state: str = Field(sa_type=Str)
    doc_no: str = Field(sa_type=Str)
    authority: str = Field(sa_type=Str)
    stated_on: date = Field(sa_type=Day)
    cost_fen: int = Field(sa_type=Int)
    tail_fen: int = Field(default=0, sa_type=Int)
    surplus_fen: int = Field(default=0, sa_type=Int)
