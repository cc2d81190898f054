"""Job: the power fails. Every write is recorded, and disks are made up as they may be found.

The program runs as it is while a recording file system notes what it writes and syncs, and when an
act was acknowledged. Then for each point of the record a disk is rebuilt from what was safe at that
point and a random part of what was not, opened as after a restart, and judged.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import event

from bench.torture import child
from bench.torture.disk import MANNERS, Disk, Step
from bench.torture.jobs import Figures
from bench.torture.judge import Judge
from bench.torture.scene import Ack, do, enter, stage, units
from bench.torture.vfs import Recorder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.site import Site

DATABASE = "ledger.db"
UNITS = 14
"""Transactions of one record: two or three payments and an import."""

POINTS_PER_RECORD = 120
AFTER_ACK = 0.3
"""So many of the points lie exactly where an act has just been acknowledged."""

SMALLEST_CACHE = 12
"""Every other record has so few pages of memory that a transaction spills into the file."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How the database is journaled and synced."""

    journal: str
    synchronous: str

    def __str__(self) -> str:
        return f"{self.journal}+{self.synchronous}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A transaction of a record: at which steps it began and was acknowledged, and how."""

    ids: tuple[str, ...]
    began: int
    done: int
    acks: tuple[Ack, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One run of the program: its steps, its units, and the files it began with by number."""

    steps: list[Step]
    units: list[Unit]
    first: dict[str, int]


def delete(points: int, seed: int) -> Figures:
    """Run with the rollback journal, as on a SQLite whose WAL is not safe."""
    return _run("power-delete", Mode("DELETE", "EXTRA"), Mode("DELETE", "FULL"), points, seed)


def wal(points: int, seed: int) -> Figures:
    """Run with the write-ahead log."""
    return _run("power-wal", Mode("WAL", "FULL"), Mode("WAL", "NORMAL"), points, seed)


def _run(name: str, mode: Mode, weaker: Mode, points: int, seed: int) -> Figures:
    """Try the mode, then without syncs as the control, then the next weaker mode for comparison."""
    with tempfile.TemporaryDirectory(prefix="cityledger-power-") as folder:
        book = Path(folder) / DATABASE
        stage(book)
        off, tried = Mode(mode.journal, "OFF"), max(40, points // 5)
        failures, caught = losses(book, mode, points, seed), losses(book, off, tried, seed)
        less = losses(book, weaker, tried, seed)
    said = f"{len(caught)} findings at {tried} points of {off} ({kinds(caught)})"
    return Figures(
        name=name,
        points=points,
        # A book may be broken without syncs, but not so that one verifier is blind to it.
        failures=failures + [text for text in (*caught, *less) if text.startswith("disagree")],
        control=said if any(map(is_loss, caught)) else f"FAILED: {said}",
        seed=seed,
        notes=[
            f"{mode} on SQLite {sqlite3.sqlite_version}",
            f"{len(less)} findings at {tried} points of {weaker} ({kinds(less)})",
        ],
    )


def is_loss(finding: str) -> bool:
    """Say whether a finding is what a power loss does without syncs."""
    return finding.startswith(("lost", "half", "order", "unsound", "unreadable"))


def kinds(findings: list[str]) -> str:
    """Return how many findings there are of each kind."""
    counted = Counter(text.partition(":")[0] for text in findings)
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counted.items())) or "none"


def losses(book: Path, mode: Mode, points: int, seed: int) -> list[str]:
    """Cut the power at so many points of as many records as that takes; return what was wrong."""
    judge, found = Judge(), list[str]()
    before = book.read_bytes()
    for n, first in enumerate(range(0, points, POINTS_PER_RECORD)):
        record = child.result(partial(recorded, book, mode, seed + n, spill=bool(n % 2)))
        random = Random(f"{seed}.{n}.{mode}")
        places = _places(record, min(POINTS_PER_RECORD, points - first), random)
        found += _cut(record, before, places, judge)
    return found


def recorded(book: Path, mode: Mode, seed: int, *, spill: bool) -> Record:
    """Let the office work on a copy of the book and return everything that went to the disk.

    Run it in a child: the recording file system stays until the process ends.
    """
    with tempfile.TemporaryDirectory(prefix="cityledger-record-") as text:
        folder = Path(text).resolve()
        shutil.copy(book, folder / DATABASE)
        recorder = Recorder(folder)
        recorder.install()
        first, done = dict(recorder.names), []
        site = _opened(folder / DATABASE, mode, spill=spill)
        for unit in itertools.islice(units(site, seed), UNITS):
            began = len(recorder.steps)
            acks = tuple(do(site, unit))
            done.append(Unit(unit.ids, began, len(recorder.steps), acks))
        site.desk.close()
    if not recorder.steps:
        raise RuntimeError("nothing was recorded: the program writes past the file system")
    return Record(recorder.steps, done, first)


def _opened(path: Path, mode: Mode, *, spill: bool) -> Site:
    """Enter the office in a mode: its pragmas follow the program's own on every connection."""
    site = enter(path, 10_000)
    site.desk.engine.dispose()

    @event.listens_for(site.desk.engine, "connect")
    def _connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute(f"PRAGMA journal_mode={mode.journal}")
        raw.execute(f"PRAGMA synchronous={mode.synchronous}")
        if spill:
            raw.execute(f"PRAGMA cache_size={SMALLEST_CACHE}")

    return site


@dataclass(frozen=True, slots=True)
class _Place:
    """A point of the record where the power fails: after so many steps, and what then arrives."""

    steps: int
    manner: str
    seed: str


def _places(record: Record, count: int, random: Random) -> list[_Place]:
    places = []
    for n in range(count):
        if random.random() < AFTER_ACK:
            steps = random.choice(record.units).done
        else:
            steps = random.randint(0, len(record.steps))
        places.append(_Place(steps, random.choice(MANNERS), f"{random.random()}.{n}"))
    return sorted(places, key=lambda place: place.steps)


def _cut(record: Record, before: bytes, places: list[_Place], judge: Judge) -> Iterator[str]:
    """Walk along the record, and judge the disk that is found after each place."""
    disk = Disk({record.first[DATABASE]: bytearray(before)}, dict(record.first))
    taken = 0
    for place in places:
        for step in record.steps[taken : place.steps]:
            disk.step(step)
        taken = place.steps
        begun = [unit.ids for unit in record.units if unit.began < place.steps]
        acks = [ack for unit in record.units if unit.done <= place.steps for ack in unit.acks]
        files = disk.after_power_loss(Random(place.seed), place.manner)
        with tempfile.TemporaryDirectory(prefix="cityledger-found-") as folder:
            for name, content in files.items():
                (Path(folder) / name).write_bytes(content)
            for text in judge.judge(Path(folder) / DATABASE, begun, acks):
                yield f"{text} [{place.manner} at step {place.steps} of {len(record.steps)}]"
