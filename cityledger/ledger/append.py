"""Seal and apply: one act, or one signed batch of acts, in one transaction (architecture §6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import DataError, IntegrityError

from cityledger.evidence.event import Event, Leaf, parse_leaf, signed_by
from cityledger.evidence.tree import Frontier, leaf_hash
from cityledger.kernel.acts import act
from cityledger.kernel.days import instant_text
from cityledger.kernel.errors import Finding, LawBroken, RequestReused, Tampered
from cityledger.ledger.apply import apply
from cityledger.ledger.proof import head_of, root
from cityledger.ledger.receipt import Receipt
from cityledger.ledger.rows import Rows
from cityledger.ledger.tables import T
from cityledger.store import clock

if TYPE_CHECKING:
    from datetime import datetime

    from cityledger.ledger.post import Books
    from cityledger.store.clock import Clock

HEAD, REQUEST, LEAF, NODE = T["log_head"], T["request"], T["leaf"], T["node"]
USER_KEY = T["user_key"]
ZERO = bytes(32)
BROKEN = (IntegrityError, DataError)
"""What the database says when rows break a law; its other errors say nothing about the rows."""

_LOCK = select(HEAD).where(HEAD.c.book_id == bindparam("book")).with_for_update()
_SIZE = select(HEAD.c.size).where(HEAD.c.book_id == bindparam("book"))
_MOVE = HEAD.update().where(HEAD.c.book_id == bindparam("book"))
_ADD_LEAF, _ADD_NODE = LEAF.insert(), NODE.insert()
_FIND_REQUEST = select(REQUEST.c.digest, REQUEST.c.leaf_idx).where(
    REQUEST.c.book_id == bindparam("book"), REQUEST.c.request_id == bindparam("id")
)
_FIND_LEAF = select(LEAF.c.body, LEAF.c.hash).where(
    LEAF.c.book_id == bindparam("book"), LEAF.c.idx == bindparam("idx")
)

_KEY = (
    select(USER_KEY.c.public)
    .where(USER_KEY.c.user_id == bindparam("user"), USER_KEY.c.leaf_idx < bindparam("size"))
    .order_by(USER_KEY.c.leaf_idx.desc())
    .limit(1)
)

Decide = Callable[[Connection, int, Event, int], tuple[Finding, ...]]
"""(connection, book, event, registry size) → findings, read under the lock; may raise Stale."""


@dataclass(slots=True)
class Log:
    """The locked head of one log; `seal` extends it, `save` writes it back."""

    connection: Connection
    book_id: int
    origin: str
    tree: Frontier
    last: bytes
    at: datetime
    registry_size: int
    leaves: list[dict[str, object]] = field(default_factory=list)
    nodes: list[dict[str, object]] = field(default_factory=list)

    def seal(self, event: Event, wall: datetime, findings: tuple[Finding, ...] = ()) -> Leaf:
        """Write the next leaf (in memory until `save`)."""
        self.at = clock.tick(self.at, wall, confirmed=event.core["type"] == "clock.confirm")
        listed = [finding.value() for finding in findings]
        at, size = instant_text(self.at), self.registry_size
        leaf = Leaf(self.book_id, self.tree.size, self.last, at, size, listed, event)
        self.take(leaf.body())
        return leaf

    def take(self, body: bytes) -> None:
        """Add a finished leaf (replay and restore add stored ones)."""
        self.last = leaf_hash(body)
        row = {"book_id": self.book_id, "idx": self.tree.size, "body": body, "hash": self.last}
        self.leaves.append(row)
        if full := self.tree.add(self.last):
            n = self.tree.size // 256 - 1
            self.nodes.append({"book_id": self.book_id, "n": n, "hash": full})

    def save(self, rows: Rows, books: Books | None = None) -> None:
        """Insert the leaves, then the rows they make, and move the head last.

        No row can enter below the head, so the head moves only when everything else stands.
        """
        if not self.leaves:
            return
        self.connection.execute(_ADD_LEAF, self.leaves)
        if self.nodes:
            self.connection.execute(_ADD_NODE, self.nodes)
        rows.flush()
        if books is not None:
            books.check_days()
        head = {
            "size": self.tree.size,
            "frontier": self.tree.dump(),
            "last_hash": self.last,
            "last_booked_at": self.at,
        }
        self.connection.execute(_MOVE, head | {"book": self.book_id})
        self.leaves, self.nodes = [], []


def lock(connection: Connection, book_id: int) -> Log:
    """Take the book's lock (its head row) first; everything after sees a still book."""
    row = connection.execute(_LOCK, {"book": book_id}).one()
    registry = row.size
    if book_id:
        registry = connection.execute(_SIZE, {"book": 0}).scalar_one()
    tree = Frontier.load(row.size, row.frontier)
    return Log(connection, book_id, row.origin, tree, row.last_hash, row.last_booked_at, registry)


def append(
    connection: Connection, book_id: int, event: Event, now: Clock, decide: Decide
) -> Receipt:
    """Decide on fresh facts under the lock, then apply, or seal the refusal.

    Raises RequestReused, Tampered, Unavailable, or Stale from `decide`; then nothing is sealed.
    """
    log = lock(connection, book_id)
    if done := _known(connection, book_id, event):
        return done
    _same_log(connection, log, event)
    wall = now(connection)
    findings = decide(connection, book_id, event, log.registry_size)
    if not findings:
        before = (log.tree.size, log.tree.dump(), log.last, log.at)
        try:
            with connection.begin_nested():
                return _write(log, event, wall, ())
        except (*BROKEN, LawBroken) as broken:
            findings = (Finding.of("LAW", law=_law(broken)),)
            log.tree = Frontier.load(before[0], before[1])
            log.last, log.at = before[2], before[3]
            log.leaves, log.nodes = [], []
    return _write(log, event, wall, findings)


def _same_log(connection: Connection, log: Log, event: Event) -> None:
    """The act is signed by its actor's key, over heads that are prefixes of the logs (L8, L9).

    A head that is no prefix means that a log was rolled back since this person saw it.
    """
    if log.book_id or log.tree.size:
        key = connection.execute(_KEY, {"user": event.actor, "size": log.registry_size}).scalar()
        if key is None or not signed_by(event, key):
            raise Tampered(f"an act of {event.actor} is not signed by the key in force")
    if event.origin != log.origin:
        raise Tampered(f"act for {event.origin} brought to {log.origin}")
    for seen, book in ((event.seen, log.book_id), (event.registry, 0)):
        head = head_of(connection, book)
        if seen == head:
            continue
        if seen.size > head.size or root(connection, book, 0, seen.size) != seen.root:
            raise Tampered(
                f"log {book} is not the one {event.core['actor']} has seen at size {seen.size}"
            )


def _write(log: Log, event: Event, wall: datetime, findings: tuple[Finding, ...]) -> Receipt:
    path = tuple(reversed(log.tree.roots))
    leaf = log.seal(event, wall, findings)
    rows = Rows(log.connection, log.book_id)
    log.save(rows, apply(leaf, rows))
    return Receipt(leaf.index, log.last, findings, log.tree.root(), path)


def append_batch(
    connection: Connection,
    book_id: int,
    head: Event,
    members: Iterable[Event],
    now: Clock,
    *,
    chunk: int = 1000,
) -> int:
    """Seal a signed batch act, then its unsigned members; all or nothing.

    The batch act goes first and names the count and the root of its members' event digests.
    Returns the number of members, 0 when the batch was booked before (L12). Raises LawBroken.
    """
    log, rows, tree = lock(connection, book_id), Rows(connection, book_id), Frontier()
    if _known(connection, book_id, head):
        return 0
    _same_log(connection, log, head)
    wall = now(connection)
    apply(log.seal(head, wall), rows)
    for event in members:
        check_member(book_id, head, event)
        tree.add(event.digest)
        books = apply(log.seal(event, wall), rows)
        if len(log.leaves) >= chunk or (books is not None and books.back_dated):
            log.save(rows, books)
    if [str(tree.size), tree.root().hex()] != [head.core["count"], head.core["root"]]:
        raise LawBroken("L9 batch differs from its signed root")
    log.save(rows)
    return tree.size


def check_member(book_id: int, head: Event, member: Event) -> None:
    """A member carries no signature: it is an act of the batch's signer, within that duty (L8).

    Raises LawBroken.
    """
    duty = act(book_id, head.core["type"]).roles
    kind = member.core["type"]
    if member.actor != head.actor:
        raise LawBroken(f"L8 a batch of {head.actor} holds an act of {member.actor}")
    try:
        lawful = bool(act(book_id, kind).roles & duty) and kind != head.core["type"]
    except KeyError:
        lawful = False
    if not lawful:
        raise LawBroken(f"L8 {kind} is no act of a batch")


def _known(connection: Connection, book_id: int, event: Event) -> Receipt | None:
    names = {"book": book_id, "id": event.core["id"]}
    row = connection.execute(_FIND_REQUEST, names).one_or_none()
    if row is None:
        return None
    if row.digest != event.core["command"]:
        raise RequestReused(f"request {event.core['id']} was used for another command")
    found = connection.execute(_FIND_LEAF, {"book": book_id, "idx": row.leaf_idx}).one()
    findings = tuple(Finding.load(value) for value in parse_leaf(found.body).findings)
    return Receipt(row.leaf_idx, found.hash, findings, b"", (), is_new=False)


def _law(error: Exception) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0]


def open_log(connection: Connection, book_id: int, origin: str) -> None:
    """Create an empty log."""
    head = {
        "book_id": book_id,
        "origin": origin,
        "size": 0,
        "frontier": b"",
        "last_hash": ZERO,
        "last_booked_at": clock.EPOCH,
    }
    connection.execute(HEAD.insert().values(head))
