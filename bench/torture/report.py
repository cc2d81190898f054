"""`python -m bench torture [--share F] [--only NAME] [--seed S]`: run the jobs, keep the figures.

The figures stand in a section of the results between two marks, and the rest of the file stays.
Exit status 1 when a promise was broken or a control caught nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from bench.measure import ROOT, machine
from bench.torture.jobs import JOBS, Figures

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN, CLOSE = "<!-- torture -->", "<!-- /torture -->"
RESULTS = Path(__file__).resolve().parent.parent / "results.md"
HEADS = ("job", "points", "failures", "control", "figures", "seed", "seconds")
NOTES = """
How to read it. Every point is one disaster, judged by both verifiers, by the receipts the office
was given, and by plain SQL; a failure is a lost or doubled act, a half voucher, or a book that is
not sound. A control does the same without the protection and must be caught, else the job failed.
The same seed plays a job again: `python -m bench torture --only NAME --seed S`.
"""


def apart(name: str, points: int, seed: int) -> Figures:
    """Run a job in a process of its own; raises RuntimeError with its last words when it breaks."""
    command = [sys.executable, "-m", "bench.torture", name, str(points), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}, seed {seed}, ended with {done.returncode}: {done.stderr}")
    return Figures(**json.loads(done.stdout))


def section(text: str) -> str:
    """Return the torture section of a results file, with its marks, or an empty text."""
    found = re.search(f"{OPEN}.*{CLOSE}", text, re.DOTALL)
    return found[0] if found else ""


def placed(text: str, part: str) -> str:
    """Return a results file with this torture section in the place of its own, or at its end."""
    old = section(text)
    return text.replace(old, part) if old else f"{text.rstrip()}\n\n{part}\n".lstrip()


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench torture", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="part of the full points")
    parser.add_argument("--only", choices=JOBS, action="append", help="run only this job")
    parser.add_argument("--seed", type=int, help="play a run again (default: drawn and told)")
    parser.add_argument("--output", type=Path, default=RESULTS, help="where the results go")
    return parser.parse_args(given)


def main(given: Sequence[str]) -> int:
    """Run the jobs one after the other, each in its process; write the section; return 0 or 1."""
    chosen = _arguments(given)
    seed = SystemRandom().randrange(10**6) if chosen.seed is None else chosen.seed
    rows: list[tuple[str, ...]] = [HEADS, ("---", "---:", "---:", "---", "---", "---:", "---:")]
    held = True
    for name in chosen.only or JOBS:
        job = JOBS[name]
        points = max(1, round(job.points * chosen.share))
        print(f"{name}: {points:,} {job.unit}, seed {seed} …", flush=True)
        started = time.monotonic()
        try:
            figures = apart(name, points, seed)
        except RuntimeError as error:
            figures = Figures(name, points, [str(error)], "FAILED: the job broke", seed)
        print(figures.line(), flush=True)
        rows.append(_row(figures, time.monotonic() - started, job.unit))
        held &= figures.held
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    text = chosen.output.read_text(encoding="utf-8") if chosen.output.exists() else ""
    part = f"{OPEN}\n## torture\n\n{machine()}\n{NOTES}\n{table}{CLOSE}"
    chosen.output.write_text(placed(text, part), encoding="utf-8")
    return 0 if held else 1


def _row(figures: Figures, seconds: float, unit: str) -> tuple[str, ...]:
    found = "0" if not figures.failures else f"**{len(figures.failures)}**: {figures.failures[0]}"
    cells = (
        figures.name,
        f"{figures.points:,} {unit}",
        found,
        figures.control,
        "; ".join(figures.notes),
        str(figures.seed),
        f"{seconds:.0f}",
    )
    return tuple(" ".join(cell.replace("|", "/").split()) for cell in cells)
