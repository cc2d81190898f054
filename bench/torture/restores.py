"""Job: the computer is lost at any moment, and the ledger comes back from what was kept elsewhere.

A child pays and imports with a mirror, and now and then archives or backs up; the parent kills it,
takes its ledger away, and restores. Every act that was acknowledged must be there, the leaves must
be the lost ledger's byte for byte, and a restore older than a witness has signed must fail.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import tempfile
import time
from contextlib import closing
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.torture import child
from bench.torture.jobs import Figures
from bench.torture.judge import Judge
from bench.torture.scene import Ack, Unit, do, enter, stage, units
from cityledger.actions.desk import open_url
from cityledger.evidence import note
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.note import Checkpoint, Note
from cityledger.kernel.errors import CityledgerError, Tampered
from cityledger.ledger.archive import archive
from cityledger.ledger.backup import backup
from cityledger.ledger.leaves import Stored
from cityledger.ledger.manifest import NAME
from cityledger.ledger.mirror import Mirror
from cityledger.ledger.proof import head_of, logs
from cityledger.ledger.restore import restore
from cityledger.ledger.seen import Seen
from cityledger.ledger.sources import continued, opened
from cityledger.store.files import LedgerFolder

if TYPE_CHECKING:
    from bench.site import Site

UNITS = 14
POINTS_PER_PLAN = 20
LONGEST_MS = 150
"""So long after its n-th transaction the child may live: a few transactions, or half a copy."""

PATIENCE_S = 60.0

WITNESS = SoftKey(b"\x57" * 32)
"""Whose key signs does not matter here: what is seen is compared, whoever shows it."""


@dataclass(slots=True)
class _Found:
    """What the points of a run came to."""

    failures: list[str] = field(default_factory=list)
    acks: int = 0
    archives: int = 0
    backups: int = 0
    behind: int = 0
    refused: int = 0
    lost: int = 0


def run(points: int, seed: int) -> Figures:
    """Lose so many computers; the control restores without the mirror, and must lose acts."""
    found, judge = _Found(), Judge()
    with tempfile.TemporaryDirectory(prefix="cityledger-restores-") as folder:
        staged = Path(folder) / "staged.db"
        stage(staged)
        plan: list[Unit] = []
        for n in range(points):
            if n % POINTS_PER_PLAN == 0:
                site = enter(staged, 0)
                site.desk.close()
                plan = list(itertools.islice(units(site, seed + n), UNITS))
            with tempfile.TemporaryDirectory(prefix="lost-", dir=folder) as place:
                drill = _Drill(Path(place), staged, plan, Random(f"{seed}.{n}"))
                found.failures += [f"{text} [point {n}]" for text in drill.run(judge, found)]
    notes = [
        f"{found.acks} acts were acknowledged",
        (
            f"{found.archives} came back from an archive, {found.backups} from a backup, the others"
            " from the mirror alone"
        ),
        f"{found.refused} of {found.behind} copies older than the witness were refused",
    ]
    said = f"without the mirror {found.lost} of {found.behind} older copies lost acknowledged acts"
    control = said if found.lost else f"FAILED: {said}"
    return Figures("restores", points, found.failures, control, seed, notes)


@dataclass(slots=True)
class _Drill:
    """One computer: its ledger, its mirror, and the copies it made."""

    place: Path
    staged: Path
    plan: list[Unit]
    random: Random

    @property
    def book(self) -> Path:
        """The ledger that will be lost."""
        return self.place / "ledger.db"

    @property
    def copies(self) -> tuple[Path, Path]:
        """Where it archives and where it backs up."""
        return self.place / "archive", self.place / "backup.db"

    def run(self, judge: Judge, found: _Found) -> list[str]:
        """Work, die, restore; return what is then wrong."""
        shutil.copy(self.staged, self.book)
        (self.place / "mirror").mkdir()
        copying = {n: self.random.choice("ab") for n in (1, self.random.randrange(2, UNITS))}
        told, milliseconds = self.random.randint(1, UNITS), self.random.uniform(0, LONGEST_MS)
        pid = child.spawn(lambda: self._work(copying))
        until = time.monotonic() + PATIENCE_S
        while len(self._acks()) < told and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(milliseconds / 1000)
        child.kill(pid)
        acks = self._acks()
        found.acks += len(acks)
        if not acks:
            return []
        lost = _leaves(self.book)
        seen = _seen(self.book)
        source = self._source(found)
        said = self._back(source, acks, lost, judge)
        if source is not None:
            said += self._without(source, acks, seen, judge, found)
        return [f"{text} [{milliseconds:.1f} ms after receipt {told}]" for text in said]

    def _acks(self) -> list[Ack]:
        """Read what the child was told, as far as it came to write it down."""
        path = self.place / "acks"
        lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
        return [Ack(*json.loads(line)) for line in lines]

    def _work(self, copying: dict[int, str]) -> None:
        """Be the child: do the plan beside a mirror, and copy the ledger before some units."""
        out = os.open(self.place / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        site = enter(self.book, 10_000)
        mirror = Mirror(self.place / "mirror", site.desk.registry_origin.rpartition("/")[0])
        site.desk = replace(site.desk, mirror=mirror)
        for n, unit in enumerate(self.plan):
            self._copy(site, copying.get(n))
            for ack in do(site, unit):
                os.write(out, json.dumps(astuple(ack)).encode() + b"\n")

    def _copy(self, site: Site, how: str | None) -> None:
        archived, backed_up = self.copies
        if how == "a":
            archive(site.desk.read, archived)
        elif how == "b":
            backed_up.unlink(missing_ok=True)
            backup(site.desk.engine, site.desk.read, backed_up)

    def _source(self, found: _Found) -> Path | None:
        """Return a copy that was finished, if there is one."""
        archived, backed_up = self.copies
        if (archived / NAME).is_file():
            found.archives += 1
            return archived
        if backed_up.is_file():
            found.backups += 1
            return backed_up
        return None

    def _back(
        self, source: Path | None, acks: list[Ack], lost: dict[int, list[bytes]], judge: Judge
    ) -> list[str]:
        """Restore from the copy and the mirror, or from the mirror alone."""
        target = LedgerFolder(self.place / "again")
        try:
            with opened(source or self.place / "mirror") as copy:
                restore(copy if source is None else continued(copy, self.place / "mirror"), target)
        except CityledgerError as error:
            return [f"failed: not restored: {error}"]
        said = judge.judge(target.database, [], acks)
        for book, bodies in _leaves(target.database).items():
            if bodies != lost[book][: len(bodies)]:
                said.append(f"differs: log {book} is not the lost one")
        return said

    def _without(
        self, source: Path, acks: list[Ack], seen: list[Seen], judge: Judge, found: _Found
    ) -> list[str]:
        """Restore from the copy alone: older than the witness has signed, it must be refused."""
        with opened(source) as copy:
            sizes = {book: sum(1 for _ in copy.read(book)) for book in copy.origins()}
            if all(one.head.size <= sizes[_book(one)] for one in seen):
                return []
            found.behind += 1
            try:
                restore(copy, LedgerFolder(self.place / "older"), seen)
            except Tampered:
                found.refused += 1
            else:
                return ["unseen: a copy older than the witness has signed was restored"]
            if (self.place / "older").exists():
                return ["left: something was left behind by a restore that was refused"]
            blind = LedgerFolder(self.place / "blind")
            restore(copy, blind)
        said = judge.judge(blind.database, [], acks)
        found.lost += any(text.startswith("lost") for text in said)
        return []


def _leaves(path: Path) -> dict[int, list[bytes]]:
    with closing(open_url(f"sqlite:///{path}")) as desk, desk.read() as read:
        stored = Stored(read)
        return {book: [body for _, body, _ in stored.read(book)] for book in logs(read)}


def _seen(path: Path) -> list[Seen]:
    """Return the newest heads of a ledger as a witness would show them."""
    out = []
    with closing(open_url(f"sqlite:///{path}")) as desk, desk.read() as read:
        for book, origin in logs(read).items():
            head = head_of(read, book)
            text = Checkpoint(origin, head.size, head.root).text()
            signed = Note(text, (note.sign(text, origin, WITNESS),))
            out.append(Seen.read("witness", signed.data()))
    return out


def _book(one: Seen) -> int:
    return int(one.head.origin.rpartition("/")[2])
