"""The record of account: leaves, nodes, heads, request ids, refusals, checkpoints, cosignatures."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, flag, table
from cityledger.model.types import Bytes, Instant, Int, Str


class Leaf(BookRow, table=True):
    """One sealed act: its bytes and RFC 6962 leaf hash."""

    __tablename__ = "leaf"
    __table_args__ = table(CheckConstraint("length(body) <= 131072", "size"), rowid=True, log=True)
    idx: int = Field(primary_key=True, sa_type=Int)
    body: bytes = Field(sa_type=Bytes)
    hash: bytes = Field(sa_type=Bytes)


class Node(BookRow, table=True):
    """Root of leaves [256·n, 256·(n+1)): makes a proof at any size cheap."""

    __tablename__ = "node"
    __table_args__ = table(log=True)
    n: int = Field(primary_key=True, sa_type=Int)
    hash: bytes = Field(sa_type=Bytes)


class LogHead(BookRow, table=True):
    """The one mutable row of a log; also its lock."""

    __tablename__ = "log_head"
    __table_args__ = table(frozen=False, log=True)
    origin: str = Field(sa_type=Str)
    size: int = Field(sa_type=Int)
    frontier: bytes = Field(sa_type=Bytes)
    last_hash: bytes = Field(sa_type=Bytes)
    last_booked_at: datetime = Field(sa_type=Instant)


class Request(BookRow, table=True):
    """Request id → leaf (L12); the id of a refused act is used up too."""

    __tablename__ = "request"
    __table_args__ = table(flag("is_refused"), leaf="NEW.leaf_idx")
    request_id: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    digest: str = Field(sa_type=Str)
    act: str = Field(sa_type=Str)
    actor: str = Field(sa_type=Str)
    is_refused: int = Field(sa_type=Int)


class Refusal(BookRow, table=True):
    """One finding of a sealed refusal; `facts` is the canonical JSON of its facts."""

    __tablename__ = "refusal"
    __table_args__ = table(leaf="NEW.leaf_idx")
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    code: str = Field(sa_type=Str)
    facts: str = Field(sa_type=Str)


class Checkpoint(BookRow, table=True):
    """The n-th signed checkpoint of a log in one suite: a C2SP note, and the frontier it stands on.

    Signed heads are no projection of the leaves; they can only be added, without gaps.
    """

    __tablename__ = "checkpoint"
    __table_args__ = table(log=True, counted="book_id suite")
    suite: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    size: int = Field(sa_type=Int)
    frontier: bytes = Field(sa_type=Bytes)
    note: bytes = Field(sa_type=Bytes)


class Cosignature(BookRow, table=True):
    """The n-th cosignature line of one witness under a checkpoint of this log, of that size."""

    __tablename__ = "cosignature"
    __table_args__ = table(log=True, counted="book_id suite witness")
    suite: int = Field(primary_key=True, sa_type=Int)
    witness: str = Field(primary_key=True, sa_type=Str)
    n: int = Field(primary_key=True, sa_type=Int)
    size: int = Field(sa_type=Int)
    line: str = Field(sa_type=Str)
