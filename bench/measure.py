"""How things are measured: processes by the operating system's own accounts, medians, the machine.

This module and whatever imports it stay small: Linux counts the memory of a process from before
its `exec`, so a large parent would be seen in the peak of every child.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENOUGH_S = 6.0
"""A command is run again until its runs took this long together, or often enough."""

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU (user + system) and wall seconds, peak RSS in MB, and how many runs stand behind them."""

    cpu_s: float
    wall_s: float
    rss_mb: float
    runs: int = 1


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of every figure."""
    return Cost(
        median(cost.cpu_s for cost in costs),
        median(cost.wall_s for cost in costs),
        median(cost.rss_mb for cost in costs),
        len(costs),
    )


def environment() -> dict[str, str]:
    """Return the environment of a measured process: compiled modules are kept, as installed.

    They are kept apart from the source tree, which a measurement must not litter.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    cache = str(Path(tempfile.gettempdir()) / "cityledger-bench-pycache")
    named = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": cache}
    return kept | named


def once(command: Sequence[str], output: Path | None = None) -> Cost:
    """Run a command to its end; raises RuntimeError with its last words when it fails."""
    with tempfile.TemporaryFile() as errors, Path(output or os.devnull).open("wb") as out:
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=errors, env=environment())
        _, status, usage = os.wait4(child.pid, 0)
        wall_s = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{command[0]} ended with {child.returncode}: {said}")
    return Cost(usage.ru_utime + usage.ru_stime, wall_s, usage.ru_maxrss / 1024)


def often(command: Sequence[str], runs: int = 5) -> Cost:
    """Run a command several times and return the medians; slow ones are run less often."""
    costs: list[Cost] = []
    while len(costs) < runs and (not costs or sum(cost.wall_s for cost in costs) < ENOUGH_S):
        costs.append(once(command))
    return middle(costs)


def job(name: str, **arguments: object) -> tuple[dict[str, Any], Cost]:
    """Run a job of `bench.jobs` in a process of its own; return what it measured, and its cost."""
    with tempfile.NamedTemporaryFile(suffix=".json") as output:
        command = [sys.executable, "-m", "bench.jobs", name, json.dumps(arguments)]
        cost = once(command, Path(output.name))
        found: dict[str, Any] = json.loads(Path(output.name).read_text(encoding="utf-8"))
    return found, cost


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds (user + system) that a call takes in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def machine() -> str:
    """Return one line about where the figures come from."""
    model = platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({model}), load {load:.1f}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}"
    )
