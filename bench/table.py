"""The table of results: the ratio first, then both figures it is made of, then the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Target:
    """What performance.md asks of a figure: at least (`≥`) or at most (`≤`) a limit."""

    sign: str
    limit: float
    name: str = ""

    def reached(self, value: float) -> bool:
        """Say whether a figure keeps the target."""
        return value >= self.limit if self.sign == "≥" else value <= self.limit

    def __str__(self) -> str:
        return f"{self.name} {self.sign} {number(self.limit)}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its ratio (or bare figure), our side, the peer's side, and the target if any.

    `shown` says how the ratio is to be read (`×` faster, `of` a limit); sides are texts with units.
    """

    question: str
    value: float
    ours: str
    peer: str
    target: Target | None = None
    unit: str = "×"

    def cells(self) -> tuple[str, str, str, str, str, str]:
        """Return the texts of a line: ratio, question, ours, peer, target, verdict."""
        verdict = ""
        if self.target is not None:
            verdict = "reached" if self.target.reached(self.value) else "**not reached**"
        shown = f"{number(self.value)} {self.unit}".strip()
        asked = "" if self.target is None else str(self.target)
        return shown, self.question, self.ours, self.peer, asked, verdict


HEADS = ("ratio", "question", "ours", "peer or limit", "target", "verdict")


def number(value: float) -> str:
    """Return a figure with three digits that count."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"


def seconds(cpu_s: float, wall_s: float | None = None, rss_mb: float | None = None) -> str:
    """Return CPU, wall and memory of a run as one cell."""
    parts = [f"{duration(cpu_s)} CPU"]
    if wall_s is not None:
        parts.append(f"{duration(wall_s)} wall")
    if rss_mb is not None:
        parts.append(f"{rss_mb:.0f} MB")
    return ", ".join(parts)


def duration(seconds_s: float) -> str:
    """Return seconds, milliseconds or microseconds, whichever reads best."""
    for scale, unit in ((1.0, "s"), (1e-3, "ms")):
        if seconds_s >= scale:
            return f"{number(seconds_s / scale)} {unit}"
    return f"{number(seconds_s * 1e6)} µs"


def markdown(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEADS, ("---:", *("---",) * (len(HEADS) - 1)), *(row.cells() for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
