"""The jobs of the torture run, each by its name, and the figures that every one of them returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Figures:
    """What a job found: `failures` empty means that the promise held at every point.

    `control` says what the positive control did, and begins with "FAILED" when the control caught
    nothing: a check that cannot fail proves nothing. `notes` are figures worth reading.
    """

    name: str
    points: int
    failures: list[str]
    control: str
    seed: int
    notes: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Say whether nothing failed, the control included."""
        return not self.failures and not self.control.startswith("FAILED")

    def line(self) -> str:
        """Return everything as one line, with the seed that plays it again."""
        words = [f"{self.name}: {self.points} points, seed {self.seed}"]
        words.append(f"{len(self.failures)} failures")
        words += [f"control: {self.control}", *self.notes, *self.failures[:5]]
        return "; ".join(words)


@dataclass(frozen=True, slots=True)
class Job:
    """A job: `run` as "module:function", called as function(points, seed), and its full size.

    The function stands as text so that a job may import this module for its Figures.
    """

    run: str
    points: int
    unit: str

    def __call__(self, points: int, seed: int) -> Figures:
        """Run the job at so many points."""
        module, _, name = self.run.partition(":")
        function = cast("Callable[[int, int], Figures]", getattr(import_module(module), name))
        return function(points, seed)


JOBS: dict[str, Job] = {
    "power-delete": Job("bench.torture.power:delete", 2000, "losses of power"),
    "power-wal": Job("bench.torture.power:wal", 2000, "losses of power"),
    "kill": Job("bench.torture.kill:run", 1000, "kills"),
    "full": Job("bench.torture.full:run", 500, "full disks"),
    "crowd": Job("bench.torture.crowd:run", 60, "seconds of 32 writers"),
    "tamper": Job("bench.torture.tamper:tamper", 10_000, "changes of a book"),
    "bits": Job("bench.torture.bits:bits", 3_000, "damaged files"),
    "restores": Job("bench.torture.restores:run", 200, "lost computers"),
    "honest": Job("bench.torture.tamper_honest:honest", 1_000, "honest books"),
}
