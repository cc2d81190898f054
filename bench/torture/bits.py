"""Bytes of the file itself: bits flipped on every page, pages exchanged, emptied, put back.

What changes anything that the file says, in a table or in an index, must be found by both
verifiers, and neither may end in anything but a verdict. A flip in unused space changes nothing
and may be found or not, but by both or by none. The control asks SQLite's own integrity_check
alone, which sees how a page is built and hardly what stands on it.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from bench.torture.jobs import Figures
from bench.torture.tamper import SIGNED_HEADS, spread
from bench.torture.tamper_base import bases, load
from bench.torture.tamper_file import OUTSIDE, dump
from bench.torture.tamper_judge import Judgement, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.torture.tamper_base import Base

FLIPS = 8
"""Bits flipped on each page, one file for each, before the other kinds take their turn."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A file with damaged pages: what was done, which tables and indexes say other things now."""

    number: int
    what: str
    changed: frozenset[str]
    seen_by_sqlite: bool
    judgement: Judgement

    def failures(self) -> Iterator[str]:
        """Yield what should not be so, each beginning with its sort."""
        said = self.judgement
        if said.crashed:
            yield f"crashed: {said.crashed}"
        if said.program.sound != said.auditor.sound:
            both = said.program.said or "sound", said.auditor.said or "sound"
            yield "disagree: the program says {}, the auditor {}".format(*both)
        if not self.changed:
            return
        # A line of a witness is known for a false one by whoever has the witness's key.
        signed = self.changed <= SIGNED_HEADS
        if said.program.sound and not (signed and said.by_witness):
            yield "missed"
        if said.auditor.sound and not (signed and not said.outside.sound):
            yield "missed by the auditor"


def page_size(data: bytes) -> int:
    """Return the size of a page of an image (bytes 16 and 17 of its header)."""
    return int.from_bytes(data[16:18], "big") or 65_536


def flip(data: bytes, page: int, random: Random) -> tuple[str, bytes]:
    """Flip one bit of a page, counted from 0."""
    size, bit = page_size(data), random.randrange(8)
    # Most of a small table's page is empty: where something stands is drawn more often.
    places = [page * size + random.randrange(size) for _ in range(5)]
    at = next((place for place in places if data[place]), places[0])
    changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
    return f"bit {bit} of byte {at % size} of page {page + 1}", changed


def exchange(base: Base, random: Random) -> tuple[str, bytes]:
    """Let two pages change places."""
    size, data = page_size(base.data), bytearray(base.data)
    a, b = random.sample(range(len(data) // size), 2)
    one, two = (slice(n * size, n * size + size) for n in (a, b))
    data[one], data[two] = data[two], data[one]
    return f"pages {a + 1} and {b + 1} exchanged", bytes(data)


def empty(base: Base, random: Random) -> tuple[str, bytes]:
    """Fill a page with zeros, or cut the file off before it."""
    size = page_size(base.data)
    page = random.randrange(1, len(base.data) // size)
    if random.random() < 0.2:
        return f"cut off before page {page + 1}", base.data[: page * size]
    data = base.data[: page * size] + bytes(size) + base.data[page * size + size :]
    return f"page {page + 1} zeroed", data


def stale(base: Base, random: Random) -> tuple[str, bytes]:
    """Put some pages of an older copy in place of what they have become."""
    size = page_size(base.data)
    old = random.choice(base.older)
    pages = [
        page
        for page in range(len(old) // size)
        if old[page * size : page * size + size] != base.data[page * size : page * size + size]
    ]
    data = bytearray(base.data)
    chosen = random.sample(pages, min(len(pages), random.choice((1, 1, 1, 2, 5))))
    for page in chosen:
        data[page * size : page * size + size] = old[page * size : page * size + size]
    return f"pages {', '.join(str(page + 1) for page in sorted(chosen))} of before", bytes(data)


OTHERS = (exchange, empty, stale)


def damage(base: Base, turn: int, random: Random) -> tuple[str, bytes]:
    """Return damage number `turn` to a book: every page `FLIPS` times, then the other kinds."""
    pages = len(base.data) // page_size(base.data)
    # Every fourth is of another kind, so that a short run has some of all.
    if turn % 4 == 3:
        return OTHERS[turn // 4 % len(OTHERS)](base, random)
    return flip(base.data, (turn - turn // 4) % pages, random)


def one(number: int, seed: int, books: tuple[Base, ...], before: list[dict[str, object]]) -> Spoilt:
    """Do one piece of damage and let the file be judged."""
    which, random = number % len(books), Random(f"bits/{seed}/{number}")
    base = books[which]
    what, data = damage(base, number // len(books), random)
    after = dump(data, indexes=True)
    names = before[which].keys() | after.keys()
    differ = {name for name in names if before[which].get(name) != after.get(name)}
    said = judge(data, base.outside)
    changed = frozenset(differ - set(OUTSIDE))
    return Spoilt(number, f"{base.name}: {what}", changed, _ill(data), said)


def _ill(data: bytes) -> bool:
    """Say whether SQLite itself finds a file broken."""
    try:
        with closing(load(data)) as raw:
            return bool(raw.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok")
    except (sqlite3.Error, UnicodeError):
        return True


def bits(points: int, seed: int) -> Figures:
    """Damage so many files; all damage that changes what a file says must be found."""
    books = bases()
    before = [dump(base.data, indexes=True) for base in books]
    failures, counts = [], Counter[str]()
    for done in spread(lambda number: one(number, seed, books, before), points):
        where = f"[{done.what}; bits {seed} {done.number}]"
        failures += [f"{failure} {where}" for failure in done.failures()]
        changed = bool(done.changed)
        counts["changed"] += changed
        counts["by SQLite alone"] += changed and done.seen_by_sqlite
        counts["found though nothing changed"] += not (changed or done.judgement.program.sound)
    control = f"SQLite's own check finds {counts['by SQLite alone']} of {counts['changed']}"
    if counts["by SQLite alone"] >= counts["changed"]:
        control = f"FAILED: {control}"
    notes = [f"{count} {name}" for name, count in counts.items()]
    pages = sum(len(base.data) // page_size(base.data) for base in books)
    return Figures("bits", points, failures, control, seed, [f"{pages} pages", *notes])
