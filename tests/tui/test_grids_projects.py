"""What the screens of projects look like, line by line, at three sizes and in both languages."""

from __future__ import annotations

import os

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from cityledger.tui.app import CityledgerApp
from cityledger.tui.home import HomePage
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.tui.projects import in_summer, paid, watched
from tests.tui.seats import grid, log_in, until
from tests.tui.test_grids import GOLDEN, Grids, shows, steady

SIZES = ((110, 30), (80, 24), (140, 40))
STEPS = (
    ("projects", ("5",), "73,000.00"),
    ("project", ("enter",), "K1"),
    ("project_contracts", ("c",), "C1"),
    ("project_contract", ("enter",), "100,000,000.00"),
    ("project_parties", ("escape", "escape", "w"), "赵强"),
    ("project_guarantees", ("escape", "g"), "2026-12-31"),
    ("project_works", ("escape", "l"), "脚手架"),
    ("project_papers", ("escape", "a"), "示发改"),
    ("project_payments", ("escape", "t"), "26,500,000.00"),
)
"""Screens in the order a manager walks through them: name, keys, and what shows that it is read."""


async def walk(pilot: Pilot[None], found: Grids) -> None:
    """A manager goes through one project and the pages under it."""
    await log_in(pilot, "gong")
    await until(pilot, lambda: isinstance(pilot.app.screen, HomePage))
    for name, keys, text in STEPS:
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.1)
        await shows(pilot, text)
        found[name] = grid(pilot.app)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_screens_of_projects_look_like_this(
    seat: Seat, office: Office, lang: str, size: tuple[int, int]
) -> None:
    watched(paid(office))
    seat.lang = lang
    app = CityledgerApp(in_summer(seat))
    found: Grids = {}
    async with app.run_test(size=size) as pilot:
        await walk(pilot, found)
    crooked = [line for lines in found.values() for line in lines if cell_len(line) != size[0]]
    paths = {name: GOLDEN / f"{name}.{lang}.{size[0]}x{size[1]}.txt" for name in found}
    drawn = {name: steady(lines) for name, lines in found.items()}
    if os.environ.get("CITYLEDGER_GOLDEN") == "write":
        for name, path in paths.items():
            path.write_text(drawn[name], encoding="utf-8")
    assert [] == crooked
    assert {name: path.read_text(encoding="utf-8") for name, path in paths.items()} == drawn
