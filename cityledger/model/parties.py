"""Units the district deals with, and the bank accounts they are paid on (registry, book 0)."""

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from cityledger.model.base import Row, flag, one_of, table
from cityledger.model.types import Int, Str


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
