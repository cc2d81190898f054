"""Signed heads of a log: when one is due, how it is made, where it is kept (C2SP tlog-checkpoint).

A checkpoint is taken after each closing of a month and each print, on the first act of a day, and
every 1,000 leaves. A log has one tree for each hash suite its registry names a key for; the SM3
tree grows only here, from the frontier of its last checkpoint, so that no act waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from cityledger.evidence import note
from cityledger.evidence.note import Checkpoint
from cityledger.evidence.suite import BY_NUMBER, S1, suite_origin
from cityledger.evidence.tree import Frontier, leaf_hash
from cityledger.kernel.days import china_day, parse_instant
from cityledger.kernel.errors import Tampered
from cityledger.ledger.leaves import Stored, leaf_body
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from cityledger.evidence.note import Signer
    from cityledger.evidence.suite import Suite
    from cityledger.store.engine import Read

EVERY = 1_000
"""A checkpoint is due after so many leaves, however quiet the day."""

AFTER = frozenset({"period.close", "day.seal"})
"""Acts after which a checkpoint is due at once."""

CHECKPOINT, COSIGNATURE, KEY = T["checkpoint"], T["cosignature"], T["log_key"]
HEAD = T["log_head"]

_HEAD = select(HEAD.c.origin, HEAD.c.size, HEAD.c.frontier, HEAD.c.last_booked_at).where(
    HEAD.c.book_id == bindparam("book")
)
_LAST = (
    select(CHECKPOINT)
    .where(CHECKPOINT.c.book_id == bindparam("book"), CHECKPOINT.c.suite == bindparam("suite"))
    .order_by(CHECKPOINT.c.n.desc())
    .limit(1)
)
_KEYS = select(KEY.c.suite, KEY.c.public).order_by(KEY.c.leaf_idx)
_NEXT = select(func.count()).where(
    COSIGNATURE.c.book_id == bindparam("book"),
    COSIGNATURE.c.suite == bindparam("suite"),
    COSIGNATURE.c.witness == bindparam("witness"),
)
_LAST_LINE = (
    select(COSIGNATURE.c.size, COSIGNATURE.c.line)
    .where(
        COSIGNATURE.c.book_id == bindparam("book"),
        COSIGNATURE.c.suite == bindparam("suite"),
        COSIGNATURE.c.witness == bindparam("witness"),
    )
    .order_by(COSIGNATURE.c.n.desc())
    .limit(1)
)
_LINES = (
    select(COSIGNATURE.c.line)
    .where(
        COSIGNATURE.c.book_id == bindparam("book"),
        COSIGNATURE.c.suite == bindparam("suite"),
        COSIGNATURE.c.size == bindparam("size"),
    )
    .order_by(COSIGNATURE.c.witness, COSIGNATURE.c.n)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint as it is kept: suite, number, size, the note and its cosignature lines."""

    suite: int
    n: int
    size: int
    note: bytes
    lines: tuple[str, ...]

    @property
    def cosigned(self) -> bytes:
        """The note with every cosignature under it."""
        return self.note + "".join(self.lines).encode()


def is_due(connection: Read, book_id: int, kind: str) -> bool:
    """Say whether a log wants a checkpoint after an act of this kind."""
    head = connection.execute(_HEAD, {"book": book_id}).one()
    last = connection.execute(_LAST, {"book": book_id, "suite": S1.number}).one_or_none()
    if last is None or head.size - last.size >= EVERY:
        return True
    if kind in AFTER:
        return bool(head.size > last.size)
    return china_day(_booked_at(connection, book_id, last.size - 1)) < china_day(
        head.last_booked_at
    )


def take(connection: Connection, book_id: int, signer: Signer) -> list[Kept]:
    """Sign and store the head as it stands, in every suite whose key in force this is.

    A head that has its checkpoint already gets no second one. Returns what was added.
    """
    return [
        added
        for suite in suites_of(connection, signer.public)
        if (added := _take(connection, book_id, signer, suite)) is not None
    ]


def log_keys(connection: Read) -> dict[int, list[bytes]]:
    """Return every key the registry ever named for checkpoints by suite, oldest first."""
    out: dict[int, list[bytes]] = {}
    for row in connection.execute(_KEYS):
        out.setdefault(row.suite, []).append(row.public)
    return out


def suites_of(connection: Read, public: bytes) -> list[Suite]:
    """Return the suites in which this key signs checkpoints now."""
    return [BY_NUMBER[n] for n, keys in sorted(log_keys(connection).items()) if keys[-1] == public]


def latest(connection: Read, book_id: int, suite: Suite = S1) -> Kept | None:
    """Return the newest checkpoint of a log with its cosignatures, or None."""
    row = connection.execute(_LAST, {"book": book_id, "suite": suite.number}).one_or_none()
    return None if row is None else _kept(connection, row)


def every(connection: Read, book_id: int, suite: Suite = S1) -> Iterator[Kept]:
    """Yield every checkpoint of a log in one suite, oldest first."""
    query = (
        select(CHECKPOINT)
        .where(CHECKPOINT.c.book_id == book_id, CHECKPOINT.c.suite == suite.number)
        .order_by(CHECKPOINT.c.n)
    )
    for row in connection.execute(query).all():
        yield _kept(connection, row)


def at_size(connection: Read, book_id: int, size: int, suite: Suite = S1) -> Kept | None:
    """Return the checkpoint of a log at exactly this size, or None."""
    query = select(CHECKPOINT).where(
        CHECKPOINT.c.book_id == book_id,
        CHECKPOINT.c.suite == suite.number,
        CHECKPOINT.c.size == size,
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _kept(connection, row)


def newest_cosigned(connection: Read, book_id: int, suite: Suite = S1) -> Kept | None:
    """Return the newest checkpoint that any witness has signed, or None."""
    last = select(func.max(COSIGNATURE.c.size)).where(
        COSIGNATURE.c.book_id == book_id, COSIGNATURE.c.suite == suite.number
    )
    query = select(CHECKPOINT).where(
        CHECKPOINT.c.book_id == book_id,
        CHECKPOINT.c.suite == suite.number,
        CHECKPOINT.c.size == last.scalar_subquery(),
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _kept(connection, row)


def cosigned_size(connection: Read, book_id: int, witness: str, suite: Suite = S1) -> int:
    """Return the largest size this witness has signed of a log; 0 if none."""
    query = select(func.coalesce(func.max(COSIGNATURE.c.size), 0)).where(
        COSIGNATURE.c.book_id == book_id,
        COSIGNATURE.c.suite == suite.number,
        COSIGNATURE.c.witness == witness,
    )
    return int(connection.execute(query).scalar_one())


def add_cosignature(
    connection: Connection, book_id: int, suite: Suite, size: int, line: str
) -> bool:
    """Store a witness's line under the checkpoint of that size; False if it says nothing new.

    A witness signs ever larger heads, ever later: a line that is older than its last one is left
    out. The caller has checked the signature; the database refuses a line without its checkpoint.
    """
    witness = line.split(" ")[1]
    names = {"book": book_id, "suite": suite.number, "witness": witness, "size": size}
    last = connection.execute(_LAST_LINE, names).one_or_none()
    if last is not None and (size, signed_at(line)) <= (last.size, signed_at(last.line)):
        return False
    n = connection.execute(_NEXT, names).scalar_one()
    row = {"book_id": book_id, "suite": suite.number, "witness": witness, "n": n}
    connection.execute(COSIGNATURE.insert(), row | {"size": size, "line": line})
    return True


def signed_at(line: str) -> int:
    """Return when a cosignature line says it was made, in seconds since 1970 (C2SP)."""
    return int.from_bytes(note.parse_signature(line.removesuffix("\n")).blob[:8], "big")


def _take(connection: Connection, book_id: int, signer: Signer, suite: Suite) -> Kept | None:
    head = connection.execute(_HEAD, {"book": book_id}).one()
    last = connection.execute(_LAST, {"book": book_id, "suite": suite.number}).one_or_none()
    if head.size == 0 or (last is not None and last.size == head.size):
        return None
    if suite is S1:
        tree = Frontier.load(head.size, head.frontier)
    else:
        size, frontier = (0, b"") if last is None else (last.size, last.frontier)
        tree = _grown(connection, book_id, Frontier.load(size, frontier, suite))
        if tree.size != head.size:
            raise Tampered(f"log {book_id}: {tree.size} leaves, its head says {head.size}")
    origin = suite_origin(head.origin, suite)
    text = Checkpoint(origin, tree.size, tree.root()).text()
    signed = note.Note(text, (note.sign(text, origin, signer),)).data()
    n = 0 if last is None else last.n + 1
    row = {"book_id": book_id, "suite": suite.number, "n": n, "size": tree.size}
    row |= {"frontier": tree.dump(), "note": signed}
    connection.execute(CHECKPOINT.insert(), row)
    return Kept(suite.number, n, tree.size, signed, ())


def _grown(connection: Read, book_id: int, tree: Frontier) -> Frontier:
    """Grow the tree of another suite by the leaves since its last checkpoint."""
    for body in bodies(connection, book_id, tree.size):
        tree.add(leaf_hash(body, tree.suite))
    return tree


def bodies(connection: Read, book_id: int, low: int = 0) -> Iterator[bytes]:
    """Yield the bytes of every leaf from index `low` on."""
    for _, body, _ in Stored(connection).read(book_id, low):
        yield body


def _kept(connection: Read, row: Row[Any]) -> Kept:
    names = {"book": row.book_id, "suite": row.suite, "size": row.size}
    lines = tuple(connection.execute(_LINES, names).scalars())
    return Kept(row.suite, row.n, row.size, row.note, lines)


def _booked_at(connection: Read, book_id: int, index: int) -> datetime:
    return booked_at(leaf_body(connection, book_id, index))


def booked_at(body: bytes) -> datetime:
    """Return the instant in the header of a leaf, without reading the rest."""
    line = body.split(b"\n", 5)[4]
    return parse_instant(line.removeprefix(b"at ").decode())
