"""Units the district deals with, and the bank accounts they are paid on (registry, book 0)."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from cityledger.model.base import Row, flag, one_of, table
from cityledger.model.types import Day, Int, Str


class Party(Row, table=True):
    """A unit by its unified social credit code, or a foreign unit by scheme and number."""

    __tablename__ = "party"
    __table_args__ = table(
        one_of("scheme", ("uscc", "foreign")), flag("is_sme"), leaf="NEW.leaf_idx"
    )
    party_id: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    scheme: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    legal_representative: str | None = Field(default=None, sa_type=Str)
    is_sme: int = Field(default=0, sa_type=Int)


class PartyLink(Row, table=True):
    """Who stands behind a party: two parties with one name in common are affiliated."""

    __tablename__ = "party_link"
    __table_args__ = table(
        ForeignKeyConstraint(["party_id"], ["party.party_id"]),
        one_of("kind", ("legal_representative", "controller", "shareholder", "key_staff")),
        leaf="NEW.leaf_idx",
    )
    party_id: str = Field(primary_key=True, sa_type=Str)
    kind: str = Field(primary_key=True, sa_type=Str)
    name: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)


class Qualification(Row, table=True):
    """A certificate of a party: what it may survey, design, build or supervise, and until when."""

    __tablename__ = "qualification"
    __table_args__ = table(
        ForeignKeyConstraint(["party_id"], ["party.party_id"]),
        one_of("role", ("investigator", "designer", "contractor", "supervisor")),
        leaf="NEW.leaf_idx",
    )
    party_id: str = Field(primary_key=True, sa_type=Str)
    certificate_no: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    role: str = Field(sa_type=Str)
    grade: str = Field(sa_type=Str)
    valid_from: date = Field(sa_type=Day)
    valid_to: date = Field(sa_type=Day)


class DeclaredInterest(Row, table=True):
    """A person of the office declared an interest in a party (`held` 1), or that it ended (0)."""

    __tablename__ = "declared_interest"
    __table_args__ = table(
        ForeignKeyConstraint(["party_id"], ["party.party_id"]), flag("held"), leaf="NEW.leaf_idx"
    )
    user_id: str = Field(primary_key=True, sa_type=Str)
    party_id: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    held: int = Field(sa_type=Int)
    reason: str = Field(sa_type=Str)


class PartyAccount(Row, table=True):
    """A bank account of a party; a change is a new row and never an edit."""

    __tablename__ = "party_account"
    __table_args__ = table(
        ForeignKeyConstraint(["party_id"], ["party.party_id"]),
        one_of("purpose", ("general", "wage")),
        leaf="NEW.leaf_idx",
        confirmed="NEW.leaf_idx",
    )
    party_id: str = Field(primary_key=True, sa_type=Str)
    account_no: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    bank_name: str = Field(sa_type=Str)
    purpose: str = Field(sa_type=Str)
