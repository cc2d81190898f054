"""Job: `kill -9` while the office pays and imports, at any moment and right after a receipt.

The child says through a pipe what it was told; the parent kills it, judges the book, and does what
a person would do: asks again with the same request id, which must give the first receipt or seal
the act now, and never twice.
"""

from __future__ import annotations

import itertools
import json
import os
import select
import shutil
import signal
import tempfile
import time
from contextlib import closing
from dataclasses import astuple, dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.torture import child
from bench.torture.jobs import Figures
from bench.torture.judge import Judge
from bench.torture.scene import Ack, Unit, do, enter, stage, units
from cityledger.actions.gate import book_of, sign
from cityledger.ledger.append import append
from cityledger.store.session import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.site import Site

    Tell = Callable[[Ack], None]
    Work = Callable[[Site, Unit, Tell], None]

UNITS = 16
LONGEST_MS = 600
"""Within this time the child does some twenty transactions, an import among them."""

AFTER_ACK = 0.4
"""So many of the children die as soon as a receipt is out."""

POINTS_PER_PLAN = 20
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Blow:
    """When the child dies: so many milliseconds after it began, or at its n-th receipt."""

    milliseconds: float
    receipt: int = 0

    def __str__(self) -> str:
        if self.receipt:
            return f"at receipt {self.receipt}"
        return f"after {self.milliseconds:.1f} ms"


def run(points: int, seed: int) -> Figures:
    """Kill so many children; the control acknowledges before it commits and must be caught."""
    tried = max(6, points // 25)
    with tempfile.TemporaryDirectory(prefix="cityledger-kill-") as folder:
        yard = _Yard(Path(folder) / "staged.db")
        stage(yard.staged)
        failures, caught = list[str](), list[str]()
        for n in range(points):
            if n % POINTS_PER_PLAN == 0:
                yard.replan(seed + n)
            random = Random(f"{seed}.{n}")
            failures += [f"{text} [point {n}]" for text in yard.point(_blow(random), done)]
        told, again = yard.told, yard.again
        for n in range(tried):
            blow = Blow(0, Random(f"early.{seed}.{n}").randint(1, 3))
            caught += [text for text in yard.point(blow, early) if text.startswith("lost")]
    said = f"of {tried} that acknowledged before they committed {len(caught)} were caught"
    notes = [f"{told} acts were acknowledged, {again} units were asked for again"]
    control = said if caught else f"FAILED: {said}"
    return Figures("kill", points, failures, control, seed, notes)


def _blow(random: Random) -> Blow:
    if random.random() < AFTER_ACK:
        return Blow(0, random.randint(1, UNITS))
    return Blow(random.uniform(0, LONGEST_MS))


def done(site: Site, unit: Unit, tell: Tell) -> None:
    """Do a unit and acknowledge it."""
    for ack in do(site, unit):
        tell(ack)


def early(site: Site, unit: Unit, tell: Tell) -> None:
    """Acknowledge an act while its transaction is still open: the mistake that must be caught."""
    who, command = unit.items[0]
    signed, book = sign(site.desk, site.office.pens[who], command), book_of(site.desk, command)
    with write(site.desk.engine) as connection:
        receipt = append(connection, book, signed.event, site.desk.now, lambda *_: ())
        tell(Ack(command.request_id, book, receipt.index, receipt.hash.hex()))


@dataclass(slots=True)
class _Yard:
    """Where the children work: every one on a copy of the same book, by the plan of the day."""

    staged: Path
    plan: list[Unit] = field(default_factory=list)
    judge: Judge = field(default_factory=Judge)
    told: int = 0
    again: int = 0

    def point(self, blow: Blow, work: Work) -> list[str]:
        """Kill one child at work; return what is then wrong with its book."""
        with tempfile.TemporaryDirectory(prefix="cityledger-killed-") as folder:
            book = Path(folder) / "ledger.db"
            shutil.copy(self.staged, book)
            plan = self.plan
            acks, code = _killed(partial(_work, book, plan, work), blow)
            self.told += len(acks)
            known = {ack.request for ack in acks}
            finished = sum(known.issuperset(unit.ids) for unit in plan)
            begun = [unit.ids for unit in plan[: finished + 1]]
            found = self.judge.judge(book, begun, acks)
            if code not in (0, -signal.SIGKILL):
                found.append(f"failed: the child ended with {code}")
            if not found and finished < len(plan):
                self.again += 1
                acks += _once_more(book, plan[finished], found)
                found += self.judge.judge(book, begun, acks)
        return [f"{text} [{blow}]" for text in found]

    def replan(self, seed: int) -> None:
        """Plan other work: where the import comes differs from plan to plan."""
        site = enter(self.staged, 0)
        site.desk.close()
        self.plan = list(itertools.islice(units(site, seed), UNITS))


def _work(book: Path, plan: list[Unit], work: Work, out: int) -> None:
    """Be the child: do the plan and write every receipt into the pipe as one line."""

    def tell(ack: Ack) -> None:
        os.write(out, json.dumps(astuple(ack)).encode() + b"\n")

    site = enter(book, 10_000)
    for unit in plan:
        work(site, unit, tell)


def _killed(work: Callable[[int], None], blow: Blow) -> tuple[list[Ack], int]:
    """Start the child, kill it when its time has come; return what it was told and its end."""
    receive, send = os.pipe()
    started = time.monotonic()
    pid = child.spawn(lambda: work(send))
    os.close(send)
    until = started + (PATIENCE_S if blow.receipt else blow.milliseconds / 1000)
    said = b""
    while not blow.receipt or said.count(b"\n") < blow.receipt:
        left = until - time.monotonic()
        if left <= 0 or not select.select([receive], [], [], left)[0]:
            break
        heard = os.read(receive, 65536)
        if not heard:
            break
        said += heard
    code = child.kill(pid)
    while heard := os.read(receive, 65536):
        said += heard
    os.close(receive)
    return [Ack(*json.loads(line)) for line in said.splitlines()], code


def _once_more(book: Path, unit: Unit, found: list[str]) -> list[Ack]:
    """Ask again with the same request ids; what stands twice, or moved, is put with the found."""
    site = enter(book, 20_000)
    with closing(site.desk):
        before = _sealed(site, unit)
        acks = do(site, unit)
        after = _sealed(site, unit)
    for ack in acks:
        stood = before[ack.request]
        if [(ack.book, ack.index)] != after[ack.request]:
            found.append(f"double: {ack.request} stands at {after[ack.request]}")
        if stood not in ([], after[ack.request]):
            found.append(f"double: {ack.request} was at {stood} before it was asked for again")
    return acks


def _sealed(site: Site, unit: Unit) -> dict[str, list[tuple[int, int]]]:
    """Return in which leaves each request stands, by their bytes alone."""
    query = "SELECT book_id, idx FROM leaf WHERE instr(body, ?) ORDER BY book_id, idx"
    with site.desk.read() as read:
        return {
            name: [
                (int(row[0]), int(row[1]))
                for row in read.exec_driver_sql(query, (f'"{name}"'.encode(),))
            ]
            for name in unit.ids
        }
