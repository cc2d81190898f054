"""The strongest attacker: builds a whole ledger anew from leaves of his own, and seals everything.

He holds the file, the key of the log, and as many people's keys as the class says. What he writes
is lawful in itself: every table follows from the leaves, every head and checkpoint fits.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.torture.tamper_base import image, load, tables
from bench.torture.tamper_file import past_guards
from cityledger.evidence import note
from cityledger.evidence.event import Event, Head, Leaf, build, parse_leaf
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import Checkpoint
from cityledger.evidence.suite import SUITES, suite_origin
from cityledger.evidence.tree import Frontier, leaf_hash, mth
from cityledger.ledger.append import lock, open_log
from cityledger.ledger.apply import apply
from cityledger.ledger.rows import Rows
from cityledger.store.engine import connect
from cityledger.store.session import write
from tests.conftest import LOG_SEED, PEOPLE

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEYS = {user: SoftKey(bytes([n]) * 32) for n, user in enumerate(PEOPLE, 1)}
STRANGER = SoftKey(b"\x99" * 32)
"""Signs for those whose key the attacker does not have."""

CHUNK = 500

Bodies = dict[int, list[bytes]]
"""The leaves of each log."""

WORDS = {
    "voucher": "summary",
    "payment_line": "payee_name",
    "approval_document": "title",
    "evidence_file": "name",
    "interference": "content",
    "bank_statement_line": "counterparty",
    "certificate": "chief_engineer",
    "household": "owner_name",
    "variation": "reason",
    "project": "name",
    "party": "name",
    "guarantee": "issuer",
    "bank_account": "bank_name",
}
"""Texts that an attacker may want to be others, and that no law speaks of."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What is kept of a checkpoint: suite, size and the lines of the witness under it."""

    suite: int
    size: int
    lines: tuple[str, ...]


@lru_cache(maxsize=4)
def leaves_of(data: bytes) -> Bodies:
    """Return the leaves of an image by book."""
    with closing(load(data)) as raw:
        out: Bodies = {}
        query = "SELECT book_id, body FROM leaf ORDER BY book_id, idx"
        for book, body in raw.execute(query):
            out.setdefault(book, []).append(body)
        return out


@lru_cache(maxsize=4)
def checkpoints_of(data: bytes) -> dict[int, list[Signed]]:
    """Return the checkpoints of an image by book."""
    with closing(load(data)) as raw:
        lines: dict[tuple[int, int, int], list[str]] = {}
        query = "SELECT book_id, suite, size, line FROM cosignature ORDER BY witness, n"
        for book, suite, size, line in raw.execute(query):
            lines.setdefault((book, suite, size), []).append(line)
        out: dict[int, list[Signed]] = {}
        query = "SELECT book_id, suite, size FROM checkpoint ORDER BY book_id, suite, n"
        for book, suite, size in raw.execute(query).fetchall():
            found = tuple(lines.get((book, suite, size), ()))
            out.setdefault(book, []).append(Signed(suite, size, found))
        return out


@lru_cache(maxsize=4)
def _emptied(data: bytes) -> bytes:
    with past_guards(data) as forged:
        for table in tables(data):
            forged.run(f'DELETE FROM "{table.name}"')
    return forged.data


def rebuild(
    data: bytes,
    bodies: Bodies,
    checkpoints: dict[int, list[Signed]],
    *,
    log_key: SoftKey | None = None,
) -> bytes:
    """Return a file with these leaves and all that follows from them, the checkpoints signed."""
    with tempfile.TemporaryDirectory(prefix="cityledger-rewrite-") as folder:
        path = Path(folder) / "ledger.db"
        path.write_bytes(_emptied(data))
        engine = connect(f"sqlite:///{path}")
        try:
            with write(engine) as connection:
                for book, leaves in bodies.items():
                    _replay(connection, book, leaves)
                    for sign in checkpoints.get(book, ()):
                        _sign(connection, book, leaves, sign, log_key or SoftKey(LOG_SEED))
        finally:
            engine.dispose()
        return image(path)


def _replay(connection: Connection, book: int, leaves: list[bytes]) -> None:
    open_log(connection, book, parse_leaf(leaves[0]).event.origin)
    log, rows = lock(connection, book), Rows(connection, book)
    for body in leaves:
        leaf = parse_leaf(body)
        books = apply(leaf, rows)
        log.take(body)
        log.at = datetime.fromisoformat(leaf.at)
        if len(log.leaves) >= CHUNK or (books is not None and books.back_dated):
            log.save(rows, books)
    log.save(rows)


def _sign(
    connection: Connection, book: int, leaves: list[bytes], sign: Signed, log_key: SoftKey
) -> None:
    suite = next(suite for suite in SUITES if suite.number == sign.suite)
    tree = Frontier(suite=suite)
    for body in leaves[: sign.size]:
        tree.add(leaf_hash(body, suite))
    origin = suite_origin(parse_leaf(leaves[0]).event.origin, suite)
    text = Checkpoint(origin, tree.size, tree.root()).text()
    signed = note.Note(text, (note.sign(text, origin, log_key),)).data()
    place = {"b": book, "s": sign.suite}
    run = connection.exec_driver_sql
    n = run("SELECT count(*) FROM checkpoint WHERE book_id=:b AND suite=:s", place).scalar_one()
    row = place | {"n": n, "z": sign.size, "f": tree.dump(), "o": signed}
    run("INSERT INTO checkpoint VALUES (:b, :s, :n, :z, :f, :o)", row)
    for line in sign.lines:
        witness = place | {"w": line.split(" ")[1]}
        count = "SELECT count(*) FROM cosignature WHERE book_id=:b AND suite=:s AND witness=:w"
        row = witness | {"n": run(count, witness).scalar_one(), "z": sign.size, "l": line}
        run("INSERT INTO cosignature VALUES (:b, :s, :w, :n, :z, :l)", row)


def upto(bodies: Bodies, sizes: dict[int, int]) -> Bodies:
    """Return the logs cut to sizes."""
    return {book: leaves[: sizes[book]] for book, leaves in bodies.items() if sizes[book]}


def sealed_upto(
    checkpoints: dict[int, list[Signed]], sizes: dict[int, int]
) -> dict[int, list[Signed]]:
    """Return the checkpoints that logs of these sizes can have."""
    return {
        book: [sign for sign in signed if sign.size <= sizes[book]]
        for book, signed in checkpoints.items()
    }


@dataclass
class Rewriter:
    """Writes every leaf from a victim on anew: heads seen, digests named, roots, signatures.

    `keys` are those that the attacker holds; a stranger signs for the others.
    """

    bodies: Bodies
    keys: dict[str, SoftKey]
    written: Bodies = field(default_factory=dict)
    roots: dict[int, list[bytes]] = field(default_factory=dict)
    trees: dict[int, Frontier] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    """Digests of events as they were, in hex, and as they are now."""
    victim: tuple[int, int] = (-1, -1)
    stranger: set[str] = field(default_factory=set)
    """Those for whom a stranger signed, so that the signature is wrong."""

    def rewrite(self, victim: tuple[int, int]) -> Bodies | None:
        """Change one text in a leaf (book, index) and all that follows; None: it has no text."""
        self.victim = victim
        order = sorted(
            (parse_leaf(body) for leaves in self.bodies.values() for body in leaves),
            key=lambda leaf: (leaf.at, leaf.book_id, leaf.index),
        )
        for place, leaf in enumerate(order):
            core = self._core(leaf)
            if core is None:
                return None
            if core["type"] == "batch" and leaf.accepted:
                self._announce(core, order[place + 1 :], leaf.book_id)
            self._write(leaf, self._event(leaf, core))
        return self.written

    def _core(self, leaf: Leaf) -> dict[str, Any] | None:
        """Return a copy of what the act says, changed if it is the victim; None: it cannot be."""
        core = deepcopy(leaf.event.core)
        if (leaf.book_id, leaf.index) == self.victim and not (leaf.accepted and _change(core)):
            return None
        return core

    def _announce(self, core: dict[str, Any], following: list[Leaf], book: int) -> None:
        members = [leaf for leaf in following if leaf.book_id == book][: int(core["count"])]
        cores = [self._core(leaf) or leaf.event.core for leaf in members]
        events = [self._event(*pair) for pair in zip(members, cores, strict=True)]
        core["root"] = mth([event.digest for event in events]).hex()

    def _event(self, leaf: Leaf, core: dict[str, Any]) -> Event:
        """Return the event as it must be now, signed by whom it names."""
        event = leaf.event
        core = self._renamed(core)
        for row in core.get("rows", {}).get("day_head", ()):
            row["root"] = self.roots[int(row["of_book"])][int(row["size"])].hex()
        seen = Head(event.seen.size, self._root(leaf.book_id, event.seen.size))
        registry = Head(event.registry.size, self._root(0, event.registry.size))
        if not event.note:
            return build(event.origin, seen, registry, core, None)
        bare = build(event.origin, seen, registry, core, None)
        if bare.text == event.text:
            return event
        key = self.keys.get(event.actor)
        if key is None:
            self.stranger.add(event.actor)
            return replace(bare, note=event.note)
        return build(event.origin, seen, registry, core, key)

    def _root(self, book: int, size: int) -> bytes:
        return self.roots.setdefault(book, [Frontier().root()])[size]

    def _renamed(self, value: Any) -> Any:  # noqa: ANN401 - a part of a core
        """Replace every digest of an event that was rewritten."""
        if isinstance(value, dict):
            return {name: self._renamed(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._renamed(part) for part in value]
        return self.digests.get(value, value)

    def _write(self, leaf: Leaf, event: Event) -> None:
        written = self.written.setdefault(leaf.book_id, [])
        tree = self.trees.setdefault(leaf.book_id, Frontier())
        previous = leaf_hash(written[-1]) if written else bytes(32)
        body = replace(leaf, previous=previous, event=event).body()
        written.append(body)
        tree.add(leaf_hash(body))
        self.roots.setdefault(leaf.book_id, [Frontier().root()]).append(tree.root())
        self.digests[leaf.event.digest.hex()] = event.digest.hex()


def _change(core: dict[str, Any]) -> bool:
    rows = core.get("rows", {})
    for table, column in WORDS.items():
        for row in rows.get(table, ()):
            if row.get(column):
                row[column] += "改"
                return True
    return False


def unseen(
    checkpoints: dict[int, list[Signed]], old: Bodies, new: Bodies
) -> dict[int, list[Signed]]:
    """Return the checkpoints without the witness's lines under any that no longer holds."""
    out: dict[int, list[Signed]] = {}
    for book, signed in checkpoints.items():
        same = next(
            (i for i, (a, b) in enumerate(zip(old[book], new[book], strict=True)) if a != b),
            len(old[book]),
        )
        out[book] = [sign if sign.size <= same else replace(sign, lines=()) for sign in signed]
    return out
