"""Rebuild a database from its leaves: verify, restore, schema change (architecture §1.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cityledger.evidence.event import Event, Leaf, parse_leaf, signed_by
from cityledger.evidence.tree import EMPTY, leaf_hash, mth
from cityledger.kernel.acts import act
from cityledger.kernel.errors import LawBroken, Tampered
from cityledger.kernel.roles import RoleChange, holds
from cityledger.ledger.append import (
    BROKEN,
    HEAD,
    LEAF,
    ZERO,
    Log,
    check_member,
    lock,
    open_log,
)
from cityledger.ledger.apply import apply
from cityledger.ledger.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Row, Select

    from cityledger.ledger.post import Books
    from cityledger.store.engine import Read

LAG = timedelta(seconds=5)
"""How much older than an act the first registry leaf not counted may be (L8)."""

CHUNK = 1000
"""Leaves written at once: the same rows come out at any size, only slower at a small one."""


class ChunkBroken(Tampered):
    """The database refused the rows of one of several leaves; a chunk of 1 names it."""


@dataclass(slots=True)
class _Registry:
    """What the registry's leaves say, in order: keys, roles, times, roots at every size."""

    keys: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=dict)
    changes: list[RoleChange] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    roots: list[bytes] = field(default_factory=lambda: [EMPTY])

    def learn(self, event: Event, index: int) -> None:
        """Take over the keys and roles an accepted registry act gives."""
        rows = event.core.get("rows", {})
        for row in rows.get("user_key", ()):
            public = bytes.fromhex(row["public"]) if "public" in row else None
            self.keys.setdefault(row["user_id"], []).append((index, public))
        for row in rows.get("role_change", ()):
            self.changes.append(RoleChange(row["user_id"], row["role"], index, row["held"] == "1"))

    def key(self, user: str, size: int) -> bytes | None:
        """Return the key a person had after the first `size` registry leaves, or None."""
        given = [public for index, public in self.keys.get(user, ()) if index < size]
        return given[-1] if given else None


@dataclass(slots=True)
class _Batch:
    """A signed batch act announces how many unsigned members follow, and their root."""

    head: Event | None = None
    waiting: int = 0
    digests: list[bytes] = field(default_factory=list)
    announced: str = ""

    def start(self, event: Event) -> None:
        """Expect the members of this batch act."""
        self.head, self.waiting, self.digests = event, int(event.core["count"]), []
        self.announced = event.core["root"]

    def member(self, leaf: Leaf) -> None:
        """Take one member; raises LawBroken when it cannot belong to the signed batch."""
        if self.head is None or not leaf.accepted:
            raise LawBroken("L9 a refused act in a batch")
        check_member(leaf.book_id, self.head, leaf.event)
        self.waiting -= 1
        self.digests.append(leaf.event.digest)
        if not self.waiting and mth(self.digests).hex() != self.announced:
            raise LawBroken("L9 the batch ending here is not the signed one")


class Replay:
    """Applies every leaf of every log (registry first) from `source` to an empty `target`."""

    def __init__(
        self,
        source: Read,
        target: Connection,
        *,
        chunk: int = CHUNK,
        signatures: bool = True,
        step: Callable[[int], None] = lambda _: None,
    ) -> None:
        """`step` is called with the number of leaves done, for a progress bar."""
        self._source, self._target = source, target
        self._chunk, self._signatures, self._step = chunk, signatures, step
        self._registry = _Registry()

    def run(self) -> dict[int, bytes]:
        """Return the root of each log; raises Tampered naming the first bad leaf."""
        query = select(HEAD.c.book_id, HEAD.c.origin).order_by(HEAD.c.book_id)
        origins = {row.book_id: row.origin for row in self._source.execute(query).all()}
        if 0 not in origins:
            raise Tampered("log_head (book_id=0): the registry has no head")
        return {book_id: self._log(book_id, origin) for book_id, origin in origins.items()}

    def _log(self, book_id: int, origin: str) -> bytes:
        open_log(self._target, book_id, origin)
        log, rows = lock(self._target, book_id), Rows(self._target, book_id)
        batch, roots, judged = _Batch(), [EMPTY], 0
        if book_id == 0:
            roots = self._registry.roots
        query = (
            select(LEAF.c.idx, LEAF.c.body, LEAF.c.hash)
            .where(LEAF.c.book_id == book_id)
            .order_by(LEAF.c.idx)
        )
        previous, at = ZERO, ""
        for row in stream(self._source, query, self._chunk):
            idx, body, stored = row.idx, row.body, row.hash
            where = f"leaf {idx} of book {book_id}"
            leaf = _parsed(body, where)
            _chained(leaf, stored, leaf_hash(body), (book_id, idx, log.tree.size, previous), where)
            if leaf.at <= at or leaf.event.origin != origin:
                raise Tampered(f"{where}: time or origin in its header")
            self._times(leaf, judged, where)
            self._heads(leaf, roots, where)
            if batch.waiting:
                try:
                    batch.member(leaf)
                except LawBroken as broken:
                    raise Tampered(f"{where}: {broken}") from broken
            else:
                self._authority(leaf, where)
                if leaf.accepted and leaf.event.core["type"] == "batch":
                    batch.start(leaf.event)
            self._apply(log, rows, leaf, body, where)
            previous, at, judged = log.last, leaf.at, leaf.registry_size
            roots.append(log.tree.root())
        _saved(log, rows, f"book {book_id}")
        if batch.waiting:
            raise Tampered(f"book {book_id}: the last batch is short of {batch.waiting} leaves")
        return log.tree.root()

    def _apply(self, log: Log, rows: Rows, leaf: Leaf, body: bytes, where: str) -> None:
        if leaf.book_id == 0 and leaf.accepted:
            self._registry.learn(leaf.event, leaf.index)
        try:
            books = apply(leaf, rows)
        except (LawBroken, KeyError, ValueError) as broken:
            raise Tampered(f"{where}: breaks a law: {broken}") from broken
        log.take(body)
        log.at = datetime.fromisoformat(leaf.at)
        if len(log.leaves) >= self._chunk or (books is not None and books.back_dated):
            _saved(log, rows, where, books)
        self._step(1)

    def _times(self, leaf: Leaf, judged: int, where: str) -> None:
        """L8: registry size never falls, and the registry was not stale at commit."""
        registry, size = self._registry, leaf.registry_size
        at = datetime.fromisoformat(leaf.at)
        if leaf.book_id == 0:
            if size != leaf.index:
                raise Tampered(f"{where}: registry size {size}")
            registry.times.append(at)
        elif not max(judged, leaf.event.registry.size) <= size <= len(registry.times):
            raise Tampered(f"{where}: registry size {size}")
        elif size < len(registry.times) and at > registry.times[size] + LAG:
            raise Tampered(f"{where}: the registry it was judged by was stale")

    def _heads(self, leaf: Leaf, mine: list[bytes], where: str) -> None:
        """What the actor had seen must be prefixes of the logs."""
        event = leaf.event
        for head, known in ((event.seen, mine), (event.registry, self._registry.roots)):
            if head.size >= len(known) or known[head.size] != head.root:
                raise Tampered(f"{where}: its actor had seen another log")

    def _authority(self, leaf: Leaf, where: str) -> None:
        """Signature always; role only if the act was done (a role may be why it was refused)."""
        event = leaf.event
        actor, kind = event.core["actor"], event.core["type"]
        size = leaf.registry_size
        if leaf.book_id == 0 and leaf.index == 0:
            # The genesis brings the keys and roles it is judged by.
            self._registry.learn(event, 0)
            size = 1
        key = self._registry.key(actor, size)
        if self._signatures and (key is None or not signed_by(event, key)):
            raise Tampered(f"{where}: not signed by {actor}")
        if not leaf.accepted:
            return
        try:
            roles = act(leaf.book_id, kind).roles
        except KeyError:
            raise Tampered(f"{where}: unknown act {kind}") from None
        changes = self._registry.changes
        if roles and not any(holds(changes, actor, r, size) for r in roles):
            raise Tampered(f"{where}: {actor} was not {'/'.join(sorted(roles))} at {size}")


def stream(source: Read, query: Select[tuple[Any, ...]], size: int) -> Iterator[Row[Any]]:
    """Read rows a chunk at a time; the cursor is closed however the reading ends."""
    with source.execute(query, execution_options={"yield_per": size}) as result:
        yield from result


def _parsed(body: bytes, where: str) -> Leaf:
    try:
        return parse_leaf(body)
    except (ValueError, KeyError, UnicodeDecodeError) as error:
        raise Tampered(f"{where}: not a leaf: {error}") from error


def _chained(
    leaf: Leaf, stored: bytes, digest: bytes, expected: tuple[int, int, int, bytes], where: str
) -> None:
    book_id, idx, size, previous = expected
    if (leaf.book_id, leaf.index, leaf.previous) != (book_id, idx, previous):
        raise Tampered(f"{where}: does not follow the leaf before it")
    if stored != digest or idx != size:
        raise Tampered(f"{where}: its bytes are not those that were hashed")


def _saved(log: Log, rows: Rows, where: str, books: Books | None = None) -> None:
    many = len(log.leaves) > 1
    try:
        log.save(rows, books)
    except LawBroken as broken:
        raise Tampered(f"{where}: breaks a law: {broken}") from broken
    except BROKEN as broken:
        said = str(broken.orig).splitlines()[0]
        raise (ChunkBroken if many else Tampered)(f"{where}: breaks a law: {said}") from broken
