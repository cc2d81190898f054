"""Job: open a list of the screens on a book, move about in it; seconds and memory of this process.

The real page in the real application, drawn by Textual's own driver without a terminal.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.seated import PAGES, seated
from cityledger.tui.app import CityledgerApp
from cityledger.tui.audit.journal import JournalPage
from cityledger.tui.login import LoginPage
from cityledger.tui.widgets.table import RowTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

RUNS, MOVES, TURNS = 7, 60, 3
TICK_S, LONGEST_S = 0.001, 300.0


async def until(ready: Callable[[], bool]) -> None:
    """Let the screens work until something is so; raises RuntimeError when it never is."""
    started = time.perf_counter()
    while not ready():
        if time.perf_counter() - started > LONGEST_S:
            raise RuntimeError("the screen never got there")
        await asyncio.sleep(TICK_S)


def _memory_mb() -> float:
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


async def _open(app: CityledgerApp, name: str) -> tuple[float, float]:
    """Open the page; return the seconds to its first rows, and to the sum of all of them."""
    page = PAGES[name]()
    started = time.perf_counter()
    app.push_screen(page)
    await until(lambda: page.is_mounted and bool(page.query(RowTable)))
    table = page.query_one(RowTable)
    drawn: list[float] = []
    await until(lambda: bool(table.lines))
    table.call_after_refresh(lambda: drawn.append(time.perf_counter()))
    await until(lambda: bool(drawn))
    if isinstance(page, JournalPage):
        await until(lambda: page.total is not None)
    return drawn[0] - started, time.perf_counter() - started


async def _walk(pilot: Pilot[None]) -> int:
    """Go down row by row, then to the end of what is loaded again and again; return the rows."""
    table = pilot.app.screen.query_one(RowTable)
    for _ in range(MOVES):
        await pilot.press("down")
    for _ in range(TURNS):
        before = len(table.lines)
        await pilot.press("end")
        if table.has_more:
            await until(lambda before=before: len(table.lines) > before)  # type: ignore[misc]
    return len(table.lines)


async def _browse(path: Path, name: str) -> dict[str, float]:
    app = CityledgerApp(seated(path, "shen"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: isinstance(app.screen, LoginPage) and app.seat.cover is not None)
        before_mb = _memory_mb()
        first_s, total_s = await _open(app, name)
        firsts, totals = [], []
        for _ in range(RUNS):
            app.pop_screen()
            await pilot.pause()
            again = await _open(app, name)
            firsts.append(again[0])
            totals.append(again[1])
        rows = await _walk(pilot)
        return {
            "cold_s": first_s,
            "first_s": median(firsts),
            "counted_s": median(totals) if totals else total_s,
            "rows": rows,
            "before_mb": before_mb,
            "after_mb": _memory_mb(),
        }


def run(path: str, page: str) -> dict[str, float]:
    """Return the seconds to the first rows of a page, and the memory before and after the walk."""
    return asyncio.run(_browse(Path(path), page))
