"""Tenders: what was put out, who bid, who was awarded."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, one_of, table
from cityledger.model.types import Day, Int, Str

METHODS = ("public", "invited", "negotiated", "single_source", "inquiry", "direct")
"""公开招标、邀请招标、竞争性谈判(磋商)、单一来源、询价、直接发包."""


class Tender(BookRow, table=True):
    """A purchase put out to bidders; `exempt_doc_no` is the paper that allows another method."""

    __tablename__ = "tender"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        UniqueConstraint("book_id", "tender_no"),
        one_of("subject", ("works", "goods", "services")),
        one_of("method", METHODS),
        CheckConstraint("estimate_fen > 0", "estimate"),
        leaf="NEW.leaf_idx",
    )
    tender_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    sub_project_id: int | None = Field(default=None, sa_type=Int)
    tender_no: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    subject: str = Field(sa_type=Str)
    method: str = Field(sa_type=Str)
    scope_tag: str = Field(sa_type=Str)
    estimate_fen: int = Field(sa_type=Int)
    announced_on: date = Field(sa_type=Day)
    bids_due_on: date = Field(sa_type=Day)
    required_role: str | None = Field(default=None, sa_type=Str)
    required_grade: str | None = Field(default=None, sa_type=Str)
    exempt_doc_no: str | None = Field(default=None, sa_type=Str)


class Bid(BookRow, table=True):
    """A bid as it was opened: price, rank, deposit, and the traces by which collusion shows."""

    __tablename__ = "bid"
    __table_args__ = table(
        fk("tender_id", "tender.tender_id"),
        ForeignKeyConstraint(["party_id"], ["party.party_id"]),
        UniqueConstraint("book_id", "tender_id", "party_id"),
        CheckConstraint("price_fen > 0", "price"),
        leaf="NEW.leaf_idx",
    )
    tender_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    party_id: str = Field(sa_type=Str)
    price_fen: int = Field(sa_type=Int)
    place: int = Field(sa_type=Int)
    deposit_fen: int = Field(default=0, sa_type=Int)
    deposit_account: str | None = Field(default=None, sa_type=Str)
    agent: str | None = Field(default=None, sa_type=Str)
    phone: str | None = Field(default=None, sa_type=Str)
    manager: str | None = Field(default=None, sa_type=Str)


class TenderAward(BookRow, table=True):
    """The award notice of a tender: which bid won, when, and why when it was not the first."""

    __tablename__ = "tender_award"
    __table_args__ = table(fk("tender_id n", "bid.tender_id n"), leaf="NEW.leaf_idx")
    tender_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    n: int = Field(sa_type=Int)
    candidates_on: date = Field(sa_type=Day)
    noticed_on: date = Field(sa_type=Day)
    reason: str | None = Field(default=None, sa_type=Str)
