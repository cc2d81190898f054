"""What the list of documents and a form of several lines look like, at three sizes."""

from __future__ import annotations

import os

import pytest
from rich.cells import cell_len

from cityledger.tui.app import CityledgerApp
from cityledger.tui.entry.sheet_form import SheetForm
from cityledger.tui.seat import Seat
from tests.tui.seats import grid, log_in, text_of, type_in, until
from tests.tui.test_grids import GOLDEN, Grids, shows, steady

SIZES = ((80, 24), (110, 30), (140, 40))
FOUND = {"zh": "任务进展", "en": "report on a task"}


async def walked(seat: Seat, size: tuple[int, int]) -> Grids:
    """Let a project lead look for a document, and enter an inspection up to its first finding."""
    found: Grids = {}
    app = CityledgerApp(seat)
    async with app.run_test(size=size) as pilot:
        await log_in(pilot, "gong")
        await shows(pilot, "T1 省级棚改")
        await pilot.press("8")
        await shows(pilot, FOUND[seat.lang])
        found["documents"] = grid(app)
        await type_in(pilot, "rwjz")
        await until(pilot, lambda: len(app.screen.query_one("#documents").lines) == 2)  # type: ignore[attr-defined]
        await pilot.pause(0.1)
        found["documents_found"] = grid(app)
        app.push_place("inspection")
        await until(pilot, lambda: bool(app.screen.query(SheetForm)))
        form = app.screen.query_one(SheetForm)
        await until(pilot, lambda: bool(form.lookup("f_project").choices))
        for text in ("p1", "rc", "2025-6-15", "陈喆", "现场检查", "", "临边防护缺失", "张堃"):
            await type_in(pilot, text)
            await pilot.press("enter")
            await pilot.pause()
        await type_in(pilot, "2025-6-30")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: len(form.lines) == 1)
        await until(pilot, lambda: "✓ " in text_of(app))
        await pilot.pause(0.1)
        found["inspection"] = grid(app)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_documents_and_forms_look_like_this(
    seat: Seat, lang: str, size: tuple[int, int]
) -> None:
    seat.lang = lang
    found = await walked(seat, size)
    crooked = [line for lines in found.values() for line in lines if cell_len(line) != size[0]]
    paths = {name: GOLDEN / f"{name}.{lang}.{size[0]}x{size[1]}.txt" for name in found}
    drawn = {name: steady(lines) for name, lines in found.items()}
    if os.environ.get("CITYLEDGER_GOLDEN") == "write":
        for name, path in paths.items():
            path.write_text(drawn[name], encoding="utf-8")

    assert [] == crooked
    assert {name: path.read_text(encoding="utf-8") for name, path in paths.items()} == drawn
