"""Ten thousand changes of a book by somebody who owns the file: is every one found?

Each is judged by the program's verifier, by the auditor's, and by what witnesses hold. Both
verifiers must agree on every file. What only a witness can find must be found by it, and must not
be found without it: that is the positive control. A change that leaves every row, and every word of
the schema, as it was is none; TEMP objects shadow a table only for the connection that made them
and never reach a file.

    python -m bench.torture.tamper SEED NUMBER      plays one change again
"""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, fields
from random import Random
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import IntegrityError

from bench.torture.jobs import Figures
from bench.torture.tamper_base import Base, bases
from bench.torture.tamper_file import OUTSIDE, as_it_is, dump, past_guards
from bench.torture.tamper_judge import Judgement, judge, remembered
from bench.torture.tamper_leaves import RECORD
from bench.torture.tamper_random import Mutation, at_random
from bench.torture.tamper_schema import NO_EVIDENCE, STRUCTURE
from bench.torture.tamper_sealed import LINES_KEPT, SEALED, WITNESSED
from cityledger.kernel.errors import LawBroken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
CLASSES = (*RECORD, *STRUCTURE, *NO_EVIDENCE, *SEALED, *WITNESSED, *LINES_KEPT)
ON_PURPOSE = 4
"""So many of ten changes are of a class; the others are drawn by lot."""

IN_PARCEL = 10
ALONE = 200
"""So few are not worth processes of their own."""

SIGNED_HEADS = {"checkpoint", "cosignature"}
"""Tables that no leaf speaks of: what is taken out of them, only those who signed can miss."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One changed file and what was said of it; `changed` are the tables that differ."""

    number: int
    kind: str
    what: str
    changed: frozenset[str]
    judgement: Judgement

    @property
    def needs_a_witness(self) -> bool:
        """Whether the file alone need not give it away: it takes what somebody outside holds."""
        return self.kind in WITNESSED or self.kind in LINES_KEPT or self.changed <= SIGNED_HEADS

    @property
    def is_evidence(self) -> bool:
        """Whether the change touched anything that the books rest on."""
        return not self.changed <= set(OUTSIDE)

    @property
    def found_alone(self) -> bool:
        """Whether the file alone gave it away."""
        return not self.judgement.program.sound

    def failures(self) -> Iterator[str]:
        """Yield what should not be so, each beginning with its sort."""
        said = self.judgement
        if said.crashed:
            yield f"crashed: {said.crashed}"
        if said.program.sound != said.auditor.sound:
            both = said.program.said or "sound", said.auditor.said or "sound"
            yield "disagree: the program says {}, the auditor {}".format(*both)
        if not self.is_evidence:
            return
        if not self.found_alone and not said.by_witness:
            yield f"missed; a witness says: {said.witnessed or 'sound'}"
        if not self.found_alone and not self.needs_a_witness:
            yield f"missed without a witness, who said: {said.seen.said or 'sound'}"
        if self.kind in WITNESSED and not (said.program.sound and said.auditor.sound):
            yield f"no lawful forgery: {said.program.said or said.auditor.said}"
        if said.auditor.sound and said.outside.sound:
            yield f"missed by the auditor; a witness says: {said.witnessed or 'sound'}"


def mutate(base: Base, number: int, seed: int) -> tuple[Mutation, frozenset[str]]:
    """Return change `number` of a run, and the tables in which it differs from the book."""
    random = Random(f"{seed}/{number}")
    before = _dumped(base)
    kind = CLASSES[(number // 10 * ON_PURPOSE + number % 10) % len(CLASSES)]
    on_purpose = number % 10 < ON_PURPOSE
    while True:
        made = _on_purpose(base, kind, random) if on_purpose else at_random(base, random)
        after = dump(made.data) if made else before
        changed = {
            name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        }
        if made and changed:
            return made, frozenset(changed)
        # The lot found nothing of this class to do: the next one is drawn from all.
        on_purpose = on_purpose and random.random() < 0.9


def _dumped(base: Base) -> dict[str, object]:
    if base.name not in _DUMPS:
        _DUMPS[base.name] = dump(base.data)
    return _DUMPS[base.name]


_DUMPS: dict[str, dict[str, object]] = {}


def _on_purpose(base: Base, kind: str, random: Random) -> Mutation | None:
    try:
        return _of_class(base, kind, random)
    except (sqlite3.Error, IntegrityError, LawBroken):
        # The file forbids it, or what would follow breaks a law: the lot is drawn again.
        return None


def _of_class(base: Base, kind: str, random: Random) -> Mutation | None:
    for table, opened in ((RECORD, past_guards), (STRUCTURE | NO_EVIDENCE, as_it_is)):
        if kind in table:
            with opened(base.data) as forged:
                what = table[kind](forged, random)
            return Mutation(kind, what, forged.data) if what else None
    made = (SEALED | WITNESSED | LINES_KEPT)[kind](base, random)
    return Mutation(kind, *made) if made else None


def outcome(number: int, seed: int, base: Base) -> Outcome:
    """Make one change and let it be judged."""
    made, changed = mutate(base, number, seed)
    return Outcome(number, made.kind, made.what, changed, judge(made.data, base.outside))


def tamper(points: int, seed: int) -> Figures:
    """Make so many changes; every one must be found, and both verifiers must agree on each."""
    books = bases()
    failures, kinds, controls, alone = [], Counter[str](), [0, 0], 0
    for done in spread(lambda number: outcome(number, seed, books[number % 2]), points):
        kinds[done.kind.split(" ")[0] if done.kind.startswith("random") else done.kind] += 1
        alone += done.found_alone
        where = f"[{done.kind}: {done.what}; play {seed} {done.number}]"
        failures += [f"{failure} {where}" for failure in done.failures()]
        if done.kind in WITNESSED:
            controls[0] += not done.found_alone and done.judgement.auditor.sound
            controls[1] += not done.judgement.seen.sound
    with_control = kinds.total() and all(controls)
    said = f"{controls[0]} rewrites with every key and roll-backs, not found by the file alone;"
    said += f" {controls[1]} found with a witness"
    notes = [f"{alone} found by the file alone", ", ".join(f"{n} {k}" for k, n in kinds.items())]
    control = said if with_control else f"FAILED: {said}"
    return Figures("tamper", points, failures, control, seed, notes)


def spread(work: Callable[[int], T], points: int) -> Iterator[T]:
    """Yield work(0), work(1) … in any order, on every processor when it is much."""
    if points <= ALONE:
        with remembered():
            yield from map(work, range(points))
        return
    with work_of(work), multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        yield from pool.imap_unordered(_work, range(points), IN_PARCEL)


@contextmanager
def work_of(work: Callable[[int], object]) -> Iterator[None]:
    """Keep a function where the processes that are forked now will find it, with all it holds."""
    _WORK.append(work)
    try:
        with remembered():
            yield
    finally:
        _WORK.pop()


_WORK: list[Callable[[int], object]] = []


def _work(number: int) -> object:
    return _WORK[-1](number)


def main(arguments: list[str]) -> None:
    """Play one change again and say what everybody says of it."""
    seed, number = map(int, arguments)
    with remembered():
        done = outcome(number, seed, bases()[number % 2])
    print(done.kind, done.what, sorted(done.changed), sep="; ")
    for item in fields(done.judgement):
        print(item.name, getattr(done.judgement, item.name).said or "sound", sep=": ")
    print(*done.failures(), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
