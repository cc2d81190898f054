"""The levels of verification, from the record up: what a fault says about the books.

A fault of a lower level makes those above it doubtful, so a verdict's exit status is that of the
lowest level that failed: 50 + level.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

STATUS = 50
"""Exit statuses of a verdict begin here; 0 is sound."""


class Level(IntEnum):
    """What was looked at."""

    LEAVES = 1
    SIGNATURES = 2
    ROWS = 3
    LAWS = 4
    DATABASE = 5
    WITNESS = 6

    @property
    def status(self) -> int:
        """The exit status when this is the lowest level that failed."""
        return STATUS + self


SAYS = {
    Level.LEAVES: "leaves, tree and checkpoints: bytes, order, roots",
    Level.SIGNATURES: "signatures, roles, two persons, batches",
    Level.ROWS: "every row of every table against the leaves",
    Level.LAWS: "laws L1 to L15",
    Level.DATABASE: "the database itself: schema, triggers, pages, indexes",
    Level.WITNESS: "what others have seen: outside heads and the witness policy",
}
"""What each level looks at, for the documents."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be: the level that found it, and where and what."""

    level: Level
    text: str

    def __str__(self) -> str:
        return self.text
