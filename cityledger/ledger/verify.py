"""Does the database say what its leaves say? Read every leaf, and hold every row against them.

Level by level (`kernel.levels`): the leaves and their tree; signatures and duties; every row of
every table; the laws; the database itself; and what others have seen of these logs. Memory stays
flat: leaves and rows stream past each other, and only sums and caps go to a scratch file.
"""

from __future__ import annotations

import gc
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from cityledger.kernel.errors import LawBroken, Tampered
from cityledger.kernel.levels import Fault, Level
from cityledger.ledger import cosigned
from cityledger.ledger.append import HEAD, LEAF, NODE
from cityledger.ledger.audit import audit
from cityledger.ledger.chain import Chain
from cityledger.ledger.compared import Compared
from cityledger.ledger.difference import difference, plain, raw
from cityledger.ledger.leaves import Stored
from cityledger.ledger.replay import applied
from cityledger.ledger.seen import outside, signed_heads
from cityledger.ledger.signatures import Signatures
from cityledger.ledger.strays import strays
from cityledger.ledger.structure import structure
from cityledger.ledger.tables import T
from cityledger.store import schema
from cityledger.store.engine import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from cityledger.evidence.policy import Policy
    from cityledger.ledger.seen import Seen
    from cityledger.store.engine import Read

CHUNK = 1_000
"""Leaves whose rows are compared at once."""

UNREADABLE = (
    SQLAlchemyError,
    sqlite3.Error,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What reading raises when a file is forged so that its cells are not of their columns' types."""

SELDOM = 100_000
"""New objects before the collector of cycles runs; usually 700."""

SUMS = ("balance", "limits")
"""Tables whose rows belong to no leaf: they are made again in the scratch file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found; no fault means that everything agrees.

    leaves: leaves of all logs.
    roots: root of each log that could be read to its end, by book.
    faults: what is not as it must be, lower levels first.
    warnings: what is in order but should not stay so, such as a witness long unseen (`oversee`).
    signatures: how many were checked.
    """

    leaves: int
    roots: dict[int, bytes]
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...] = ()
    signatures: int = 0

    @property
    def problems(self) -> tuple[str, ...]:
        """The faults in words."""
        return tuple(str(fault) for fault in self.faults)

    @property
    def sound(self) -> bool:
        """Say whether nothing was found."""
        return not self.faults

    @property
    def status(self) -> int:
        """The exit status: 0, or that of the lowest level that failed."""
        return min((fault.level.status for fault in self.faults), default=0)


def leaf_count(connection: Read) -> int:
    """Return the number of leaves of all logs (for a progress bar)."""
    return int(connection.execute(select(func.count()).select_from(LEAF)).scalar_one())


def verify(
    source: Read,
    *,
    signatures: bool = True,
    step: Callable[[int], None] = lambda _: None,
    seen: Sequence[Seen] = (),
    processes: int | None = None,
) -> Verdict:
    """Check a ledger on all levels; `seen` are heads of its logs that are kept elsewhere.

    Every level is looked at even when a lower one failed, as far as that can be: a missing trigger
    is told beside a changed leaf, because the first thing a forger does is to drop the guards.
    """
    checking = Signatures(processes) if signatures else None
    found = _Verification(source, checking, step, seen)
    try:
        with _few_collections(), tempfile.TemporaryDirectory(prefix="cityledger-verify-") as folder:
            found.run(Path(folder))
    finally:
        if checking is not None:
            checking.close()
    return Verdict(
        leaf_count(source),
        found.roots,
        tuple(sorted(found.faults, key=lambda fault: fault.level)),
        signatures=checking.count if checking is not None else 0,
    )


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for cycles of garbage seldom.

    Reading makes none, and a thousand leaves keep tens of thousands of rows alive, which the
    collector would walk again and again.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def oversee(
    source: Read, verdict: Verdict, policy: Policy | None, now: datetime, days: int = cosigned.DAYS
) -> Verdict:
    """Add what the witness policy says of a ledger: false cosignatures, and heads long unsigned."""
    warnings = [*verdict.warnings, *cosigned.unnamed(source)]
    faults: list[Fault] = []
    if policy is None:
        warnings.append("no witness policy: nobody outside vouches that nothing was rolled back")
    else:
        faults, late = cosigned.judged(source, policy, now, days)
        warnings += late
    return replace(verdict, faults=(*verdict.faults, *faults), warnings=tuple(warnings))


class _Verification:
    """One run: gathers faults and roots."""

    def __init__(
        self,
        source: Read,
        signatures: Signatures | None,
        step: Callable[[int], None],
        seen: Sequence[Seen],
    ) -> None:
        self.faults: list[Fault] = []
        self.roots: dict[int, bytes] = {}
        self._source, self._signatures, self._step, self._seen = source, signatures, step, seen

    def run(self, folder: Path) -> None:
        self._add(Level.DATABASE, structure(self._source))
        self._add(Level.ROWS, strays(self._source))
        try:
            self._logs(folder)
        except Tampered as tampered:
            self.faults.append(Fault(tampered.level, str(tampered)))
            self._settle()
            return
        except UNREADABLE as error:
            self.faults.append(_unreadable(error))
            self._settle()
            return
        self._settle()
        # Laws are asked of the tables, so only once these are known to be what the leaves say.
        if not any(fault.level is Level.ROWS for fault in self.faults):
            self._add(Level.LAWS, audit(self._source))

    def _add(self, level: Level, said: Iterator[str]) -> None:
        try:
            # One by one: what was said before the reading failed is kept.
            for text in said:
                self.faults.append(Fault(level, text))
        except UNREADABLE as error:
            self.faults.append(_unreadable(error))

    def _settle(self) -> None:
        if self._signatures is not None:
            try:
                self._signatures.settle()
            except Tampered as tampered:
                self.faults.append(Fault(tampered.level, str(tampered)))

    def _logs(self, folder: Path) -> None:
        marks, faults = signed_heads(self._source)
        self.faults += faults
        theirs, faults = outside(self._source, self._seen)
        self.faults += faults
        for book, more in theirs.items():
            marks.setdefault(book, []).extend(more)
        leaves = Stored(self._source)
        chain = Chain(leaves, signatures=self._signatures, step=self._step, marks=marks)
        engine = connect(f"sqlite:///{folder / 'sums.db'}")
        try:
            # Never committed: what is written here is of use until the connection closes.
            with engine.connect() as scratch:
                schema.run(scratch, schema.tables(*SUMS))
                for book in chain.origins:
                    self._book(chain, book, scratch)
                self._add(Level.LEAVES, _heads(self._source, chain))
                for name in SUMS:
                    if said := difference(T[name], self._source, scratch):
                        self.faults.append(Fault(Level.ROWS, said))
        finally:
            self.faults += chain.faults
            engine.dispose()

    def _book(self, chain: Chain, book: int, scratch: Connection) -> None:
        with closing(Compared(scratch, self._source, book)) as rows:
            self._compared(chain, book, rows)
            self._add(Level.ROWS, rows.finish())
        self.roots[book] = chain.prefixes.tree.root()
        self._add(Level.LEAVES, _nodes(self._source, book, chain.prefixes.tiles))

    def _compared(self, chain: Chain, book: int, rows: Compared) -> None:
        waiting, at = 0, -1
        for checked in chain.read(book):
            books, at = applied(checked, rows), checked.leaf.index
            if books is not None and books.back_dated:
                try:
                    books.check_days()
                except LawBroken as broken:
                    said = f"{checked.where}: breaks a law: {broken}"
                    raise Tampered(said, Level.LAWS) from broken
            waiting += 1
            if waiting == CHUNK:
                rows.compare(at + 1)
                waiting = 0
        rows.compare(at + 1)


def _unreadable(error: Exception) -> Fault:
    """A table that is gone, or a cell of another type than its column: it cannot even be asked."""
    said = getattr(error, "orig", None) or error
    return Fault(Level.DATABASE, f"cannot be read: {type(said).__name__}: {said}")


def _nodes(source: Read, book: int, tiles: list[bytes]) -> Iterator[str]:
    """Compare the stored roots of 256 leaves with the tree."""
    query = select(NODE.c.n, NODE.c.hash).where(NODE.c.book_id == book).order_by(NODE.c.n)
    stored = [(row.n, row.hash) for row in source.execute(query).all()]
    made = list(enumerate(tiles))
    if stored != made:
        pairs = zip_longest(stored, made)
        n = next(i for i, (there, here) in enumerate(pairs) if there != here)
        yield f"node (book_id={book}, n={n}): not the root of its 256 leaves"


def _heads(source: Read, chain: Chain) -> Iterator[str]:
    """Compare size, frontier, last hash and time of each log's head with its last leaf."""
    query = select(*raw(HEAD)).order_by(HEAD.c.book_id)
    for row in source.execute(query).mappings().all():
        end = chain.ends[row["book_id"]]
        for field in fields(end):
            there, here = plain(row[field.name]), getattr(end, field.name)
            if there != here:
                place = f"log_head (book_id={row['book_id']})"
                yield f"{place}: {field.name} is {there!r}, the leaves say {here!r}"
