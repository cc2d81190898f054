"""Job: the disk is full, at any size a file may have reached, while the office works and prints.

A child may let no file grow past a limit (RLIMIT_FSIZE). The write that meets it must end in one
clean Unavailable and leave nothing half; once there is room, the same request id must succeed. A
paper that does not fit must not be found under its name.
"""

from __future__ import annotations

import itertools
import resource
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from bench.torture import child
from bench.torture.jobs import Figures
from bench.torture.judge import Judge
from bench.torture.scene import Ack, Unit, do, enter, stage, units
from cityledger.cli.papers import vouchers
from cityledger.kernel.errors import Unavailable
from cityledger.views.journal import EVERYTHING

UNITS = 8
ROOM = 160 * 1024
"""Half of the limits lie within so many bytes past the book: it grows into them."""

SMALL = 48 * 1024
"""A quarter of them stop the journal, which is smaller than the book."""

PAPERS = 5
"""At every fifth point a paper is printed as well, under a limit of its own."""

PAPER_SIZE = 120_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a child was told, how far it came, and what it met."""

    acks: tuple[Ack, ...]
    stopped: int | None
    """The unit that met the full disk, or None."""
    said: tuple[str, ...]
    """What was not clean."""


def run(points: int, seed: int) -> Figures:
    """Fill so many disks; the control takes a refusal for a receipt and must be caught."""
    judge, failures, caught = Judge(), list[str](), list[str]()
    met = printed = 0
    with tempfile.TemporaryDirectory(prefix="cityledger-full-") as folder:
        staged = Path(folder) / "staged.db"
        stage(staged)
        size = staged.stat().st_size
        for n in range(points):
            random = Random(f"{seed}.{n}")
            limit = _limit(random, size)
            outcome, found = _point(staged, seed + n, limit, judge, careless=False)
            failures += [f"{text} [limit {limit}, point {n}]" for text in found]
            met += outcome.stopped is not None
            if n % PAPERS == 0:
                room = random.randint(0, PAPER_SIZE)
                fitted, found = child.result(partial(_printed, staged, room))
                failures += [f"{text} [limit {room}, point {n}]" for text in found]
                printed += fitted
        tried = max(4, points // 25)
        for n in range(tried):
            _, found = _point(staged, seed + n, size // 2, judge, careless=True)
            caught += [text for text in found if text.startswith("lost")]
    said = f"of {tried} that took a full disk for a receipt {len(caught)} were caught"
    if not met:
        failures.append("no write met a full disk")
    papers = len(range(0, points, PAPERS))
    notes = [f"{met} writes met a full disk", f"{printed} of {papers} papers fitted"]
    control = said if caught else f"FAILED: {said}"
    return Figures("full", points, failures, control, seed, notes)


def _limit(random: Random, size: int) -> int:
    chance = random.random()
    if chance < 0.5:
        return size + random.randint(0, ROOM)
    return random.randint(0, SMALL if chance < 0.75 else size)


def _point(
    staged: Path, seed: int, limit: int, judge: Judge, *, careless: bool
) -> tuple[Outcome, list[str]]:
    with tempfile.TemporaryDirectory(prefix="cityledger-filled-") as folder:
        book = Path(folder) / "ledger.db"
        shutil.copy(staged, book)
        site = enter(book, 0)
        site.desk.close()
        plan = list(itertools.islice(units(site, seed), UNITS))
        outcome = child.result(partial(_filled, book, plan, limit, careless=careless))
        begun = [unit.ids for unit in plan]
        found = [*outcome.said, *judge.judge(book, begun, outcome.acks)]
        if outcome.stopped is not None and not found:
            more = child.result(partial(_roomy, book, plan[outcome.stopped :]))
            found += judge.judge(book, begun, [*outcome.acks, *more])
    return outcome, found


def _filled(book: Path, plan: list[Unit], limit: int, *, careless: bool) -> Outcome:
    """Be the child: work until the disk is full, and say what came then."""
    site, acks = enter(book, 10_000), list[Ack]()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    stopped, said = None, list[str]()
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    for n, unit in enumerate(plan):
        try:
            acks += do(site, unit)
        except Unavailable:
            stopped = n
            if careless and acks:
                acks.append(replace(acks[-1], request=unit.ids[0]))
            elif careless:
                acks.append(Ack(unit.ids[0], site.desk.book_id, 0, ""))
            break
        except Exception as error:  # noqa: BLE001 - what else comes is not clean
            stopped = n
            said.append(f"unclean: {type(error).__name__}: {str(error)[:200]}")
            break
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    if stopped is not None and not careless:
        # The same process goes on once there is room: it kept no lock and no half transaction.
        acks += do(site, plan[stopped])
    site.desk.close()
    return Outcome(tuple(acks), stopped, tuple(said))


def _roomy(book: Path, rest: list[Unit]) -> list[Ack]:
    """Do the rest of the plan with room, from the unit on that was refused: asked a third time."""
    site = enter(book, 20_000)
    acks = [ack for unit in rest for ack in do(site, unit)]
    site.desk.close()
    return acks


def _printed(staged: Path, limit: int) -> tuple[bool, list[str]]:
    """Print all vouchers where no file may pass the limit; return whether it fitted, and faults."""
    site = enter(staged, 0)
    with tempfile.TemporaryDirectory(prefix="cityledger-paper-") as text:
        path = Path(text) / "paper.pdf"
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            vouchers(site.desk, EVERYTHING, path)
            fitted = True
        except OSError:
            fitted = False
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        site.desk.close()
        left = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    if not fitted:
        return False, [f"half: a failed print left {name}" for name in left]
    whole = left[path.name].startswith(b"%PDF") and left[path.name].rstrip().endswith(b"%%EOF")
    return True, [] if whole else ["half: a print that succeeded is no whole PDF"]
