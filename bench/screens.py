"""What the screens cost: opening lists, moving in them, starting, and being judged while typing."""

from __future__ import annotations

import shutil
import sys
from statistics import median
from typing import TYPE_CHECKING

from bench.line import line
from bench.measure import job, once
from bench.table import Row, Target, duration

if TYPE_CHECKING:
    from pathlib import Path

    from bench.parts import Run

FEW = 1_000
"""The small book beside which the lists of every other one are opened."""

DEMO = 4_700
"""Postings of the demo district."""

TIMES = 7
LISTS = {"register": "the subsidiary ledger of 1002", "journal": "the auditor's journal"}
BANNER, PEOPLE = "城 建 资 金 账", "请选择姓名"


def screening(run: Run) -> list[Row]:
    """The lists of each size beside those of 1,000 postings; the start; a payment while typed."""
    return [*_lists(run), *_starting(run), _judging(run)]


def _lists(run: Run) -> list[Row]:
    rows = []
    for page, name in LISTS.items():
        beside, _ = job("browsing", path=run.path(FEW), page=page)
        for lines in run.lines:
            found, _ = job("browsing", path=run.path(lines), page=page)
            moved, _ = job("moving", path=run.path(lines), page=page)
            where = f"{name}, {lines:,} lines"
            rows += [*_opened(where, found, beside), *_moved(where, moved)]
    return rows


def _opened(where: str, found: dict[str, float], beside: dict[str, float]) -> list[Row]:
    said = f"{duration(found['first_s'])} wall, median of 7"
    if found["counted_s"] > 2 * found["first_s"]:
        said += f"; number and sum of all of them after {duration(found['counted_s'])}"
    return [
        Row(
            f"first rows of {where}",
            found["first_s"] / beside["first_s"],
            said,
            f"{FEW:,} lines {duration(beside['first_s'])} wall",
            Target("≤", 2, "S4"),
            "× slower",
        ),
        Row(
            f"memory of walking {where}",
            found["after_mb"] - beside["after_mb"],
            f"{found['after_mb']:.0f} MB, {found['rows']:,.0f} rows loaded",
            f"{FEW:,} lines {beside['after_mb']:.0f} MB",
            Target("≤", 10, "S4"),
            "MB more",
        ),
    ]


def _moved(where: str, moved: dict[str, float]) -> list[Row]:
    return [
        Row(
            f"bytes on the line for one row up or down, {where}",
            moved["most"],
            f"median {moved['median']:.0f} B, the most counts; a page further"
            f" {moved['page']:,.0f} B, 120×40 in true colour",
            "",
            Target("≤", 700, "S4"),
            "B",
        )
    ]


def _starting(run: Run) -> list[Row]:
    """Start the program as people do, taking turns with a Python that does nothing."""
    folder = run.folder / "opened"
    folder.mkdir(exist_ok=True)
    shutil.copy(run.path(run.lines[-1]), folder / "ledger.db")
    nothing, helped, painted, known = [], [], [], []
    for _ in range(TIMES):
        nothing.append(once([sys.executable, "-c", "pass"]).wall_s)
        helped.append(once([sys.executable, "-m", "cityledger", "--help"]).wall_s)
        first_s, people_s = _painted(folder)
        painted.append(first_s)
        known.append(people_s)
    idle_s = median(nothing)
    peer = f"python -c pass {duration(idle_s)} wall"
    return [
        Row(
            "`cityledger --help`",
            median(helped) / idle_s,
            f"{duration(median(helped))} wall, median of {TIMES}",
            peer,
            Target("≤", 5, "D5"),
        ),
        Row(
            f"first paint of the screens, {run.lines[-1]:,} lines",
            median(painted) / idle_s,
            f"{duration(median(painted))} wall at a terminal, median of {TIMES};"
            f" names to choose from after {duration(median(known))}",
            peer,
            Target("≤", 25, "D5"),
        ),
    ]


def _painted(folder: Path) -> tuple[float, float]:
    """Return the seconds to the first paint, and to the people read from the ledger."""
    with line(["-m", "cityledger", "--ledger", str(folder), "tui"]) as (end, started):
        first = end.until(BANNER)
        return first - started, end.until(PEOPLE) - started


def _judging(run: Run) -> Row:
    found, _ = job("judging", path=run.copy(DEMO, "judged"))
    waited_s = found["key_s"] - found["pause_s"]
    return Row(
        f"a key in a payment to the gate's word on the panel, {DEMO:,} lines",
        found["key_s"] / found["gate_s"],
        f"{duration(found['key_s'])} wall, of it {duration(found['pause_s'])} of rest before the"
        f" gate is asked; without it {waited_s / found['gate_s']:.2f} ×",
        f"the gate alone {duration(found['gate_s'])}, with all its sentences"
        f" {duration(found['verdict_s'])}",
    )
