"""Parameters of the rules (registry, book 0): one row per key and first day of validity."""

from datetime import date

from sqlmodel import Field

from cityledger.model.base import Row, one_of, table
from cityledger.model.types import Day, Int, Str


class PolicyPack(Row, table=True):
    """A pack of parameters as two persons adopted it: its name, version and the file's digest."""

    __tablename__ = "policy_pack"
    __table_args__ = table(leaf="NEW.leaf_idx", confirmed="NEW.leaf_idx")
    name: str = Field(primary_key=True, sa_type=Str)
    version: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    issued_on: date = Field(sa_type=Day)
    sha256: str = Field(sa_type=Str)


class PolicyParam(Row, table=True):
    """A threshold with its document, clause, validity and how sure we are of it."""

    __tablename__ = "policy_param"
    __table_args__ = table(
        one_of("evidence", ("read", "unverified")),
        leaf="NEW.leaf_idx",
        confirmed="NEW.leaf_idx",
    )
    key: str = Field(primary_key=True, sa_type=Str)
    valid_from: date = Field(primary_key=True, sa_type=Day)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    value: str = Field(sa_type=Str)
    unit: str = Field(sa_type=Str)
    doc_no: str = Field(sa_type=Str)
    clause: str | None = Field(default=None, sa_type=Str)
    valid_to: date | None = Field(default=None, sa_type=Day)
    evidence: str = Field(sa_type=Str)
    pack: str | None = Field(default=None, sa_type=Str)
