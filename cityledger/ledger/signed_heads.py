"""Signed heads of a log wherever they are kept: taken out of a database, put back into another.

Checkpoints and cosignatures are no projection of the leaves, so a copy of a ledger carries them
beside the leaves, each with its number, and they come back as the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cityledger.evidence import note as notes
from cityledger.evidence.canon import Malformed
from cityledger.evidence.suite import BY_NUMBER, S1, suite_origin
from cityledger.evidence.tree import Frontier, leaf_hash
from cityledger.kernel.errors import Tampered
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from cityledger.evidence.note import Checkpoint
    from cityledger.evidence.suite import Suite
    from cityledger.store.engine import Read

CHECKPOINT, COSIGNATURE = T["checkpoint"], T["cosignature"]


@dataclass(frozen=True, slots=True, order=True)
class SignedHead:
    """The n-th checkpoint of a log in one suite, signed by the log alone."""

    suite: int
    n: int
    note: bytes

    @property
    def checkpoint(self) -> Checkpoint:
        """What it says; raises Tampered when it is no checkpoint."""
        try:
            return notes.parse_checkpoint(notes.parse(self.note).text)
        except Malformed as error:
            raise Tampered(f"checkpoint {self.n} of suite {self.suite}: {error}") from error


@dataclass(frozen=True, slots=True, order=True)
class WitnessLine:
    """The n-th line of one witness in one suite: a cosignature under the checkpoint of a size."""

    suite: int
    witness: str
    n: int
    size: int
    line: str


@dataclass(frozen=True, slots=True)
class SignedHeads:
    """All signed heads of one log, in order."""

    heads: tuple[SignedHead, ...] = ()
    lines: tuple[WitnessLine, ...] = ()

    def newest(self, suite: Suite = S1) -> SignedHead | None:
        """Return the last checkpoint of a suite, or None."""
        return max((head for head in self.heads if head.suite == suite.number), default=None)

    def cosigned(self) -> Iterator[tuple[SignedHead, int, bytes]]:
        """Yield each checkpoint, its size, and its note with every cosignature under it."""
        under: dict[tuple[int, int], str] = {}
        for line in self.lines:
            key = (line.suite, line.size)
            under[key] = under.get(key, "") + line.line
        for head in self.heads:
            size = head.checkpoint.size
            yield head, size, head.note + under.get((head.suite, size), "").encode()

    def joined(self, more: SignedHeads, where: str) -> SignedHeads:
        """Return both together; raises Tampered when they disagree about one of their numbers."""
        heads = {(head.suite, head.n): head for head in self.heads}
        lines = {(line.suite, line.witness, line.n): line for line in self.lines}
        for head in more.heads:
            if heads.setdefault((head.suite, head.n), head) != head:
                raise Tampered(f"{where}: two checkpoints {head.n} of suite {head.suite}")
        for line in more.lines:
            if lines.setdefault((line.suite, line.witness, line.n), line) != line:
                raise Tampered(f"{where}: two cosignatures {line.n} of {line.witness}")
        return SignedHeads(tuple(sorted(heads.values())), tuple(sorted(lines.values())))


def stored_heads(read: Read, book_id: int) -> SignedHeads:
    """Return the signed heads in the tables of a database."""
    head, line = CHECKPOINT.c, COSIGNATURE.c
    heads = select(head.suite, head.n, head.note).where(head.book_id == book_id)
    lines = select(line.suite, line.witness, line.n, line.size, line.line).where(
        line.book_id == book_id
    )
    return SignedHeads(
        tuple(sorted(SignedHead(*row) for row in read.execute(heads))),
        tuple(sorted(WitnessLine(*row) for row in read.execute(lines))),
    )


def put_back(
    connection: Connection, book_id: int, origin: str, signed: SignedHeads, trees: Trees
) -> None:
    """Insert the rows of a log's signed heads; `trees` has read its leaves.

    Raises Tampered for a checkpoint of another log, of leaves that are not there, or of another
    root, and for a cosignature under no checkpoint.
    """
    sizes: set[tuple[int, int]] = set()
    for head in signed.heads:
        shown, where = head.checkpoint, f"checkpoint {head.n} of suite {head.suite}, log {book_id}"
        suite = BY_NUMBER.get(head.suite)
        if suite is None or shown.origin != suite_origin(origin, suite):
            raise Tampered(f"{where}: it is one of {shown.origin}")
        tree = trees.at.get((head.suite, shown.size))
        if tree is None:
            raise Tampered(f"{where}: it counts {shown.size} leaves, and {trees.size} are there")
        if tree.root() != shown.root:
            raise Tampered(f"{where}: its root is not that of the first {shown.size} leaves")
        row = {"book_id": book_id, "suite": head.suite, "n": head.n, "size": shown.size}
        connection.execute(CHECKPOINT.insert(), row | {"frontier": tree.dump(), "note": head.note})
        sizes.add((head.suite, shown.size))
    for line in signed.lines:
        if (line.suite, line.size) not in sizes:
            raise Tampered(
                f"cosignature {line.n} of {line.witness}, log {book_id}: no checkpoint of"
                f" {line.size} leaves stands above it"
            )
        row = {"book_id": book_id, "suite": line.suite, "n": line.n, "size": line.size}
        named = {"witness": line.witness, "line": line.line}
        connection.execute(COSIGNATURE.insert(), row | named)


class Trees:
    """The trees of one log in the suites asked for, remembered at the sizes asked for."""

    def __init__(self, wanted: Iterable[tuple[int, int]]) -> None:
        """`wanted` are pairs of suite number and size."""
        self._wanted = set(wanted)
        self._growing = [Frontier(suite=BY_NUMBER[n]) for n in {s for s, _ in self._wanted}]
        self.at: dict[tuple[int, int], Frontier] = {}
        self.size = 0

    def read(self, bodies: Iterable[bytes]) -> None:
        """Take every leaf of the log from the first."""
        for body in bodies:
            self.size += 1
            for tree in self._growing:
                tree.add(leaf_hash(body, tree.suite))
                key = (tree.suite.number, tree.size)
                if key in self._wanted:
                    self.at[key] = Frontier(tree.size, list(tree.roots), tree.suite)
