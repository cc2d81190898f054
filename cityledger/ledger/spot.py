"""Verify some vouchers only: what a person looks at, without reading the whole book.

For each leaf that made one: its bytes and hash, its place in the tree of the log, who signed it and
with which duty, and its vouchers and postings row by row. Sums, caps and other leaves are for the
verification of the whole book.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from cityledger.evidence.event import parse_leaf, signed_by
from cityledger.evidence.tree import check_inclusion, leaf_hash
from cityledger.kernel.acts import act
from cityledger.kernel.errors import LawBroken, Tampered
from cityledger.kernel.levels import Fault, Level
from cityledger.ledger.chain import Chain
from cityledger.ledger.difference import plain, raw, written
from cityledger.ledger.leaves import LEAF, Stored
from cityledger.ledger.proof import prove, root
from cityledger.ledger.tables import T, decode
from cityledger.ledger.verify import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Table

    from cityledger.evidence.event import Leaf
    from cityledger.store.engine import Read

VOUCHER, POSTING = T["voucher"], T["posting"]
PER_LEAF = 100
GIVEN_LATER = frozenset({"voucher_no", "booked_at"})
"""Columns of a voucher that are not in its leaf: they follow from those before it."""

_BODY = select(LEAF.c.body, LEAF.c.hash).where(
    LEAF.c.book_id == bindparam("book"), LEAF.c.idx == bindparam("idx")
)


@dataclass(frozen=True, slots=True)
class Spot:
    """What was found of some vouchers: how many, the root they stand under, what is wrong."""

    vouchers: int
    leaves: int
    members: int
    root: bytes
    faults: tuple[Fault, ...]


def spot(
    read: Read,
    book_id: int,
    ids: Iterable[int],
    size: int,
    step: Callable[[int], None] = lambda _: None,
) -> Spot:
    """Check the leaves of these vouchers under the root at `size`; ids of a leaf stand together.

    A member of a signed batch has no signature of its own and is counted in `members`: whether the
    batch is the signed one only the whole book tells.
    """
    run = _Run(read, book_id, size)
    for index, numbers in groupby(ids, key=lambda number: number // PER_LEAF):
        count = len(list(numbers))
        run.leaf(index)
        run.vouchers += count
        step(count)
    return Spot(run.vouchers, len(run.seen), run.members, run.root, tuple(run.faults))


class _Run:
    """One run: the registry is read first, since it says whose key and duty counts."""

    def __init__(self, read: Read, book_id: int, size: int) -> None:
        self.read, self.book_id, self.size = read, book_id, size
        self.vouchers = self.members = 0
        self.seen: set[int] = set()
        self.faults: list[Fault] = []
        self.root = root(read, book_id, 0, size)
        chain = Chain(Stored(read))
        try:
            for _ in chain.read(0):
                pass
        except Tampered as tampered:
            self.faults.append(Fault(tampered.level, str(tampered)))
        self.registry = chain.registry

    def leaf(self, index: int) -> None:
        """Check one leaf; the first thing that is wrong with it is told."""
        if index in self.seen:
            return
        self.seen.add(index)
        where = f"leaf {index} of book {self.book_id}"
        try:
            self._leaf(index, where)
        except Tampered as tampered:
            self.faults.append(Fault(tampered.level, str(tampered)))
        except (LawBroken, *UNREADABLE) as error:
            self.faults.append(Fault(Level.LEAVES, f"{where}: not a leaf: {error}"))

    def _leaf(self, index: int, where: str) -> None:
        row = self.read.execute(_BODY, {"book": self.book_id, "idx": index}).one_or_none()
        if row is None or index >= self.size:
            raise Tampered(f"{where}: not a leaf: it is not there", Level.LEAVES)
        body, digest = bytes(row.body), leaf_hash(bytes(row.body))
        leaf = parse_leaf(body)
        path = prove(self.read, self.book_id, index, self.size)
        stands = check_inclusion(digest, index, self.size, path, self.root)
        if digest != row.hash or leaf.index != index or not stands:
            said = f"{where}: its bytes are not those that were hashed"
            raise Tampered(said, Level.LEAVES)
        self._authority(leaf, where)
        for said in _differences(self.read, leaf):
            raise Tampered(said, Level.ROWS)

    def _authority(self, leaf: Leaf, where: str) -> None:
        event, size = leaf.event, leaf.registry_size
        if not event.note:
            self.members += 1
            return
        key = self.registry.key(event.actor, size)
        if key is None or not signed_by(event, key):
            raise Tampered(f"{where}: not signed by {event.actor}", Level.SIGNATURES)
        roles = act(leaf.book_id, event.core["type"]).roles
        if leaf.accepted and roles and not self.registry.held(event.actor, roles, size):
            wanted = "/".join(sorted(roles))
            said = f"{where}: {event.actor} was not {wanted} at {size}"
            raise Tampered(said, Level.SIGNATURES)


def _differences(read: Read, leaf: Leaf) -> Iterator[str]:
    """Yield how the vouchers and postings of a leaf differ from those the tables hold."""
    added = leaf.event.core.get("rows", {}) if leaf.accepted else {}
    postings, made_lines, made = list(added.get("posting", ())), [], []
    for place, voucher in enumerate(added.get("voucher", ()), 1):
        text = dict(voucher)
        count = int(text.pop("lines", ""))
        number = leaf.index * PER_LEAF + place
        made.append(decode("voucher", text) | {"book_id": leaf.book_id, "voucher_id": number})
        mine, postings = postings[:count], postings[count:]
        for n, line in enumerate(mine, 1):
            key = {"book_id": leaf.book_id, "voucher_id": number, "n": n}
            made_lines.append(decode("posting", line) | key)
    yield from _compared(read, leaf, VOUCHER, made)
    yield from _compared(read, leaf, POSTING, made_lines)


def _compared(read: Read, leaf: Leaf, table: Table, made: list[dict[str, Any]]) -> Iterator[str]:
    low = leaf.index * PER_LEAF
    found = read.execute(
        select(*raw(table))
        .where(
            table.c.book_id == leaf.book_id,
            table.c.voucher_id >= low,
            table.c.voucher_id < low + PER_LEAF,
        )
        .order_by(*table.primary_key)
    ).mappings()
    stored = {_key(row): dict(row) for row in found}
    for row in made:
        there = stored.pop(_key(row), None)
        place = _place(table, _key(row))
        if there is None:
            yield f"{place}: the leaves have this row, the table has not"
            return
        for name, value in there.items():
            want = row.get(name)
            want = written(want) if hasattr(want, "isoformat") else want
            if name not in GIVEN_LATER and plain(value) != want:
                yield f"{place}: {name} is {plain(value)!r}, the leaves say {want!r}"
                return
    for key in stored:
        place = _place(table, key)
        yield f"{place}: the table has this row, the leaves have not"
        return


_KEYS = ("book_id", "voucher_id", "n")


def _place(table: Table, key: tuple[int, ...]) -> str:
    named = zip(_KEYS, key, strict=False)
    return f"{table.name} ({', '.join(f'{name}={value}' for name, value in named)})"


def _key(row: Any) -> tuple[int, ...]:  # noqa: ANN401 - a row of either table
    return tuple(row[name] for name in _KEYS if name in row)
