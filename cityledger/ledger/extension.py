"""The proof that a log only grew, in any hash suite, from what is kept of it (RFC 6962 2.1.2).

Hashes of suite S1 are in the tables. Those of another suite are not, but a proof from a size that
was signed needs only the frontier of that checkpoint and the leaves since: every subtree in the
proof is either one of the frontier's or lies wholly among the newer leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.evidence.suite import S1
from cityledger.evidence.tree import Frontier, consistency, leaf_hash
from cityledger.kernel.errors import BadInput, Problem
from cityledger.ledger.checkpoint import CHECKPOINT, bodies
from cityledger.ledger.proof import extend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.evidence.suite import Suite
    from cityledger.store.engine import Read

    Span = tuple[int, int]

_AT_SIZE = select(CHECKPOINT.c.frontier).where(
    CHECKPOINT.c.book_id == bindparam("book"),
    CHECKPOINT.c.suite == bindparam("suite"),
    CHECKPOINT.c.size == bindparam("size"),
)


def extension(read: Read, book_id: int, old: int, new: int, suite: Suite = S1) -> list[bytes]:
    """Return the proof that the first `old` leaves are a prefix of the first `new`.

    Raises BadInput when another suite than S1 has no checkpoint at size `old`.
    """
    if suite is S1:
        return extend(read, book_id, old, new)
    spans = _spans(old, new)
    known = _frontier(read, book_id, old, suite) if spans else {}
    wanted = sorted(span for span in spans if span not in known)
    known |= _read(read, book_id, wanted, suite)
    return [known[span] for span in spans]


def _spans(old: int, new: int) -> list[Span]:
    """Return which subtrees the proof is made of, in its order."""
    asked: list[Span] = []

    def note(low: int, high: int) -> bytes:
        asked.append((low, high))
        return b""

    consistency(old, new, note)
    return asked[::-1]


def _frontier(read: Read, book_id: int, size: int, suite: Suite) -> dict[Span, bytes]:
    """Return the perfect subtrees of the tree of `size` leaves, from its checkpoint."""
    names = {"book": book_id, "suite": suite.number, "size": size}
    data = read.execute(_AT_SIZE, names).scalar_one_or_none()
    if data is None:
        reason = f"no {suite.name} checkpoint of this size is kept for log {book_id}"
        raise BadInput((Problem("size", str(size), reason, "a size that a witness has signed"),))
    out: dict[Span, bytes] = {}
    low = 0
    for digest in Frontier.load(size, data, suite).roots:
        left = size - low
        width = 1 << (left.bit_length() - 1)
        out[low, low + width] = digest
        low += width
    return out


def _read(read: Read, book_id: int, spans: list[Span], suite: Suite) -> dict[Span, bytes]:
    """Return the roots over spans that lie side by side, in one pass over their leaves."""
    if not spans:
        return {}
    leaves = bodies(read, book_id, spans[0][0])
    return {(low, high): _root(leaves, high - low, suite) for low, high in spans}


def _root(leaves: Iterator[bytes], count: int, suite: Suite) -> bytes:
    tree = Frontier(suite=suite)
    for _ in range(count):
        tree.add(leaf_hash(next(leaves), suite))
    return tree.root()
