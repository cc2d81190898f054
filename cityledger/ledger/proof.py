"""Roots and proofs for any size, from leaf hashes and 256-leaf nodes only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.evidence.event import Head
from cityledger.evidence.tree import TILE, Frontier, consistency, inclusion, mth, node_hash
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from cityledger.store.engine import Read

LEAF, NODE, HEAD = T["leaf"], T["node"], T["log_head"]
_LEAVES = (
    select(LEAF.c.hash)
    .where(
        LEAF.c.book_id == bindparam("book"),
        LEAF.c.idx >= bindparam("a"),
        LEAF.c.idx < bindparam("b"),
    )
    .order_by(LEAF.c.idx)
)
_NODES = (
    select(NODE.c.hash)
    .where(
        NODE.c.book_id == bindparam("book"), NODE.c.n >= bindparam("a"), NODE.c.n < bindparam("b")
    )
    .order_by(NODE.c.n)
)
_LOGS = select(HEAD.c.book_id, HEAD.c.origin).order_by(HEAD.c.book_id)
_FRONTIER = select(HEAD.c.size, HEAD.c.frontier).where(HEAD.c.book_id == bindparam("book"))


def logs(connection: Read) -> dict[int, str]:
    """Return the origin of every log by book; the registry (0) comes first."""
    return {row.book_id: row.origin for row in connection.execute(_LOGS)}


def sizes(connection: Read) -> dict[int, int]:
    """Return the size of every log by book."""
    return {book: head_of(connection, book).size for book in logs(connection)}


def head_of(connection: Read, book_id: int) -> Head:
    """Return size and root of a log as it stands."""
    row = connection.execute(_FRONTIER, {"book": book_id}).one()
    return Head(row.size, Frontier.load(row.size, row.frontier).root())


def root(connection: Read, book_id: int, low: int, high: int) -> bytes:
    """Return the root over leaves [low, high); `low` is aligned as RFC 6962 splits are."""
    size = high - low
    names = {"book": book_id}
    if size % TILE == 0 and size & (size - 1) == 0 and size:
        span = names | {"a": low // TILE, "b": high // TILE}
        return mth(list(connection.execute(_NODES, span).scalars()))
    if size <= TILE:
        span = names | {"a": low, "b": high}
        return mth(list(connection.execute(_LEAVES, span).scalars()))
    middle = low + (1 << ((size - 1).bit_length() - 1))
    left = root(connection, book_id, low, middle)
    return node_hash(left, root(connection, book_id, middle, high))


def prove(connection: Read, book_id: int, index: int, size: int) -> list[bytes]:
    """Return the audit path of a leaf in the tree of `size` (RFC 6962 §2.1.1)."""
    return inclusion(index, size, lambda a, b: root(connection, book_id, a, b))


def extend(connection: Read, book_id: int, old: int, new: int) -> list[bytes]:
    """Return the proof that `old` leaves are a prefix of `new` leaves (RFC 6962 §2.1.2)."""
    return consistency(old, new, lambda a, b: root(connection, book_id, a, b))
