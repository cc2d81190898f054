"""Sealed acts as they stand in the log: who signed what, and the digest others refer to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.evidence.event import parse_leaf
from cityledger.kernel.errors import Finding
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from cityledger.store.engine import Read

LEAF = T["leaf"]
_BODY = select(LEAF.c.body, LEAF.c.hash).where(
    LEAF.c.book_id == bindparam("book"), LEAF.c.idx == bindparam("idx")
)


HEAD = T["log_head"]
_LAST = select(HEAD.c.last_booked_at).where(HEAD.c.book_id == bindparam("book"))

REQUEST = T["request"]
_KNOWN = select(REQUEST.c.leaf_idx).where(
    REQUEST.c.book_id == bindparam("book"), REQUEST.c.request_id == bindparam("id")
)


@dataclass(frozen=True, slots=True)
class SealedAct:
    """One act of a log: its kind, actor, instant, findings, event digest and leaf hash.

    `registry_size` is how many registry leaves it was judged by (L8).
    """

    index: int
    kind: str
    actor: str
    at: datetime
    findings: tuple[Finding, ...]
    digest: bytes
    leaf_hash: bytes
    request_id: str
    registry_size: int


def last_booked_at(read: Read, book_id: int) -> datetime:
    """Return the instant of the newest leaf of a log: the time of the book."""
    at: datetime = read.execute(_LAST, {"book": book_id}).scalar_one()
    return at


def is_known(read: Read, book_id: int, request_id: str) -> bool:
    """Say whether a log has sealed an act or a refusal under a request id (L12)."""
    return read.execute(_KNOWN, {"book": book_id, "id": request_id}).first() is not None


def sealed_act(read: Read, book_id: int, index: int) -> SealedAct:
    """Return the act sealed as leaf `index`."""
    row = read.execute(_BODY, {"book": book_id, "idx": index}).one()
    leaf = parse_leaf(row.body)
    return SealedAct(
        index=leaf.index,
        kind=leaf.event.core["type"],
        actor=leaf.event.actor,
        at=datetime.fromisoformat(leaf.at),
        findings=tuple(Finding.load(value) for value in leaf.findings),
        digest=leaf.event.digest,
        leaf_hash=row.hash,
        request_id=leaf.event.core["id"],
        registry_size=leaf.registry_size,
    )
