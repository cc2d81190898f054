"""The leaves of a ledger checked one after the other: the record, before any table is looked at.

Bytes, order, tree, time, what the actors had seen, signatures, roles, two persons, batches; and,
at the sizes that somebody has named, the root they named. Verification compares what comes out
with the tables; restoring writes it into new ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from cityledger.evidence.event import Event, Leaf, parse_leaf, signature_by
from cityledger.evidence.suite import S1, S2
from cityledger.evidence.tree import Frontier, leaf_hash
from cityledger.kernel import days
from cityledger.kernel.acts import act
from cityledger.kernel.errors import LawBroken, Tampered
from cityledger.kernel.levels import Fault, Level
from cityledger.ledger.append import check_member
from cityledger.ledger.prefixes import Prefixes
from cityledger.ledger.registry import Registry
from cityledger.store import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cityledger.ledger.leaves import Leaves
    from cityledger.ledger.signatures import Signatures

FIRST = bytes(32)
"""What stands for the hash of the leaf before the first."""

EPOCH = days.instant_text(clock.EPOCH)
"""When an empty log was last written."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody named a root at a size of a log: `says` who and where, `level` whose fault it is."""

    size: int
    root: bytes
    says: str
    level: Level
    suite: int = S1.number
    frontier: bytes | None = None


@dataclass(frozen=True, slots=True)
class End:
    """Where a log ends: its size, frontier, the hash of its last leaf, and when that was booked."""

    size: int
    frontier: bytes
    last_hash: bytes
    last_booked_at: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A leaf that stands: parsed, its bytes, its hash, and where it is, for a fault to name."""

    leaf: Leaf
    body: bytes
    digest: bytes
    where: str


@dataclass(slots=True)
class _Batch:
    """A signed batch act announces how many unsigned members follow, and their root."""

    head: Event | None = None
    waiting: int = 0
    tree: Frontier = field(default_factory=Frontier)
    announced: str = ""

    def start(self, event: Event) -> None:
        """Expect the members of this batch act."""
        self.head, self.waiting, self.tree = event, int(event.core["count"]), Frontier()
        self.announced = event.core["root"]

    def member(self, leaf: Leaf, where: str) -> None:
        """Take one member; raises Tampered when it cannot belong to the signed batch."""
        try:
            self._take(leaf)
        except LawBroken as broken:
            raise Tampered(f"{where}: {broken}", Level.SIGNATURES) from broken

    def _take(self, leaf: Leaf) -> None:
        if self.head is None or not leaf.accepted:
            raise LawBroken("L9 a refused act in a batch")
        check_member(leaf.book_id, self.head, leaf.event)
        self.waiting -= 1
        self.tree.add(leaf.event.digest)
        if not self.waiting and self.tree.root().hex() != self.announced:
            raise LawBroken("L9 the batch ending here is not the signed one")


class Chain:
    """Reads every log, the registry first; what only names a wrong root is kept in `faults`."""

    def __init__(
        self,
        leaves: Leaves,
        *,
        signatures: Signatures | None = None,
        step: Callable[[int], None] = lambda _: None,
        marks: dict[int, list[Mark]] | None = None,
    ) -> None:
        """`marks` by book; without `signatures` none is checked; `step` is for a progress bar."""
        self.registry = Registry()
        self.faults: list[Fault] = []
        self.prefixes: Prefixes
        self.origins = leaves.origins()
        self.ends: dict[int, End] = {}
        self._leaves, self._signatures, self._step = leaves, signatures, step
        self._marks = marks or {}
        self._people: Prefixes | None = None
        if 0 not in self.origins:
            raise Tampered("log_head (book_id=0): the registry has no head")

    def read(self, book_id: int) -> Iterator[Checked]:
        """Yield the leaves of one log; raises Tampered naming the first that does not stand.

        `prefixes` is then the tree of this log. The registry (0) has to be read before any book.
        """
        origin = self.origins[book_id]
        self.prefixes = tree = Prefixes(lambda a, b: self._hashes(book_id, a, b))
        if book_id == 0:
            self._people = tree
        marks = _Marks(self._marks.get(book_id, ()), self._day_heads(book_id), self.faults)
        batch, judged, previous, at = _Batch(), 0, FIRST, ""
        for idx, body, stored in self._stream(book_id):
            where = f"leaf {idx} of book {book_id}"
            leaf, digest = _parsed(body, where), leaf_hash(body)
            _follows(leaf, (book_id, idx, previous), (at, origin), where)
            if stored != digest or idx != tree.size:
                raise Tampered(f"{where}: its bytes are not those that were hashed")
            self._times(leaf, judged, where)
            self._heads(leaf, where)
            if batch.waiting:
                batch.member(leaf, where)
            else:
                try:
                    self._authority(leaf, where)
                    if leaf.accepted and leaf.event.core["type"] == "batch":
                        batch.start(leaf.event)
                except (KeyError, ValueError, TypeError, AttributeError) as error:
                    said = f"{where}: not an act that can be read: {error!r}"
                    raise Tampered(said, Level.SIGNATURES) from error
            if not tree.size and book_id:
                self._named(leaf)
            previous, at, judged = digest, leaf.at, leaf.registry_size
            yield Checked(leaf, body, digest, where)
            tree.add(digest)
            marks.passed(body, tree)
            self._step(1)
        if batch.waiting:
            said = f"book {book_id}: the last batch is short of {batch.waiting} leaves"
            raise Tampered(said, Level.SIGNATURES)
        marks.left(book_id, tree.size)
        if book_id == 0:
            self._strangers()
        self.ends[book_id] = End(tree.size, tree.tree.dump(), previous, at or EPOCH)

    def _stream(self, book_id: int, start: int = 0) -> Iterator[tuple[int, bytes, bytes]]:
        """Read leaves; the cursor is closed however the reading ends."""
        rows = self._leaves.read(book_id, start)
        try:
            yield from rows
        finally:
            close = getattr(rows, "close", None)
            if close is not None:
                close()

    def _hashes(self, book_id: int, low: int, high: int) -> list[bytes]:
        out = []
        for _, body, _ in self._stream(book_id, low):
            out.append(leaf_hash(body))
            if len(out) == high - low:
                break
        return out

    def _day_heads(self, book_id: int) -> Iterator[Mark]:
        for head in self.registry.day_heads.get(book_id, ()):
            says = f"L15 leaf {head.index} of book 0"
            yield Mark(head.size, head.root, says, Level.LAWS)

    def _strangers(self) -> None:
        """A day that was sealed names no book that is not here (L15)."""
        for book in self.registry.day_heads.keys() - self.origins.keys():
            index = self.registry.day_heads[book][0].index
            text = f"L15 leaf {index} of book 0: names book {book}, which is not here"
            self.faults.append(Fault(Level.LAWS, text))

    def _named(self, first: Leaf) -> None:
        """Every day that was sealed after a book was founded names it (L15)."""
        found = self.registry.unnamed(first.book_id, datetime.fromisoformat(first.at))
        if found is not None:
            text = f"L15 leaf {found} of book 0: does not name book {first.book_id}"
            self.faults.append(Fault(Level.LAWS, text))

    def _times(self, leaf: Leaf, judged: int, where: str) -> None:
        """L8: registry size never falls, and the registry was not stale at commit."""
        times, size = self.registry.times, leaf.registry_size
        at = datetime.fromisoformat(leaf.at)
        if leaf.book_id == 0:
            if size != leaf.index:
                raise Tampered(f"{where}: registry size {size}")
            times.append(at)
        elif not max(judged, leaf.event.registry.size) <= size <= len(times):
            raise Tampered(f"{where}: registry size {size}")
        elif self.registry.stale(size, at):
            said = f"{where}: the registry it was judged by was stale"
            raise Tampered(said, Level.SIGNATURES)

    def _heads(self, leaf: Leaf, where: str) -> None:
        """What the actor had seen must be prefixes of the logs."""
        event, people = leaf.event, self._people or self.prefixes
        for head, log in ((event.seen, self.prefixes), (event.registry, people)):
            if log.root(head.size) != head.root:
                raise Tampered(f"{where}: its actor had seen another log")

    def _authority(self, leaf: Leaf, where: str) -> None:
        """Signature always; role only if the act was done (a role may be why it was refused)."""
        event, size, registry = leaf.event, leaf.registry_size, self.registry
        kind = event.core["type"]
        if leaf.book_id == 0 and leaf.index == 0:
            # The genesis brings the keys and roles it is judged by.
            registry.learn(leaf)
            size = 1
        if self._signatures is not None:
            _expect(self._signatures, event, registry.key(event.actor, size), where)
        if not leaf.accepted:
            return
        try:
            roles = act(leaf.book_id, kind).roles
        except KeyError:
            raise Tampered(f"{where}: unknown act {kind}", Level.SIGNATURES) from None
        if roles and not registry.held(event.actor, roles, size):
            wanted = "/".join(sorted(roles))
            raise Tampered(f"{where}: {event.actor} was not {wanted} at {size}", Level.SIGNATURES)
        if leaf.book_id == 0 and leaf.index:
            registry.confirm(leaf, where)
            registry.learn(leaf)


def _expect(signatures: Signatures, event: Event, key: bytes | None, where: str) -> None:
    said = f"{where}: not signed by {event.actor}"
    signature = None if key is None else signature_by(event, key)
    if key is None or signature is None:
        raise Tampered(said, Level.SIGNATURES)
    signatures.expect(said, key, signature, event.text)


class _Marks:
    """The roots named of one log, in order of size; looked at as the tree grows past them."""

    def __init__(
        self,
        named: Iterator[Mark] | list[Mark] | tuple[()],
        heads: Iterator[Mark],
        faults: list[Fault],
    ) -> None:
        self._queue = sorted((*named, *heads), key=lambda mark: -mark.size)
        self._faults = faults
        wanted = any(mark.suite == S2.number for mark in self._queue)
        self._sm3 = Frontier(suite=S2) if wanted else None
        self._look(Frontier(), None)

    def passed(self, body: bytes, tree: Prefixes) -> None:
        """Look at the marks of this size."""
        if self._sm3 is not None:
            self._sm3.add(leaf_hash(body, S2))
        if self._queue and self._queue[-1].size <= tree.size:
            self._look(tree.tree, self._sm3)

    def _look(self, tree: Frontier, sm3: Frontier | None) -> None:
        while self._queue and self._queue[-1].size <= tree.size:
            mark = self._queue.pop()
            own = tree if mark.suite == S1.number else sm3 or Frontier(suite=S2)
            if own.root() != mark.root or mark.frontier not in (None, own.dump()):
                text = f"{mark.says}: another root at size {mark.size} than the leaves have"
                self._faults.append(Fault(mark.level, text))

    def left(self, book_id: int, size: int) -> None:
        """Name what is longer than the log: somebody has seen leaves that are gone."""
        for mark in reversed(self._queue):
            text = f"{mark.says}: size {mark.size}, but log {book_id} has {size} leaves"
            self._faults.append(Fault(mark.level, text))


def _follows(
    leaf: Leaf, place: tuple[int, int, bytes], header: tuple[str, str], where: str
) -> None:
    if (leaf.book_id, leaf.index, leaf.previous) != place:
        raise Tampered(f"{where}: does not follow the leaf before it")
    at, origin = header
    if leaf.at <= at or leaf.event.origin != origin:
        raise Tampered(f"{where}: time or origin in its header")


def _parsed(body: bytes, where: str) -> Leaf:
    try:
        return parse_leaf(body)
    except (ValueError, KeyError, UnicodeDecodeError) as error:
        raise Tampered(f"{where}: not a leaf: {error}") from error
