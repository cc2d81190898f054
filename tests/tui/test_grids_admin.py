"""What the administrator's screens look like, line by line, at three sizes in both languages."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from cityledger.tui.app import CityledgerApp
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.tui.seats import grid, log_in
from tests.tui.test_grids import GOLDEN, Grids, shows, steady

SIZES = ((80, 24), (110, 30), (140, 40))
MARK = re.compile(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){4}")


async def walk(pilot: Pilot[None], found: Grids) -> None:
    """An administrator looks at everything once."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, "guan")
    await shows(pilot, "fuguan, guan")
    await pilot.press("down")
    found["admin"] = await still(pilot)
    for name, keys, text in (
        ("admin_people", ("down", "enter"), "shenji"),
        ("admin_role", ("enter",), "chu "),
        ("admin_person", ("escape", "n"), "zhang_san"),
        ("admin_policy", ("escape", "escape", "down", "down", "enter"), "closing."),
        ("admin_history", ("enter",), "affordability."),
        ("admin_logins", ("escape", "escape", *["up"] * 3, "enter"), ""),
    ):
        await pilot.press(*keys)
        await shows(pilot, text)
        found[name] = await still(pilot)


async def still(pilot: Pilot[None]) -> list[str]:
    """Return the screen once it has come to rest."""
    await pilot.pause(0.3)
    return grid(pilot.app)


def plain(lines: list[str]) -> str:
    """Return lines without what differs from run to run."""
    return MARK.sub("xxxx-xxxx-xxxx-xxxx-xxxx", steady(lines))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_administration_looks_like_this(
    seat: Seat, office: Office, lang: str, size: tuple[int, int]
) -> None:
    seat.lang = lang
    app = CityledgerApp(seat)
    found: Grids = {}
    async with app.run_test(size=size) as pilot:
        await walk(pilot, found)
    drawn = {name: plain(lines) for name, lines in found.items()}
    where = {name: GOLDEN / f"{name}.{lang}.{size[0]}x{size[1]}.txt" for name in found}
    compared = await _kept(where, drawn)

    assert [] == [line for lines in found.values() for line in lines if cell_len(line) != size[0]]
    assert compared == drawn
    if lang == "zh":
        # A Chinese screen holds no English but names, codes, paths and keys.
        words = {
            word for text in drawn.values() for word in re.findall(r"[a-z]{4,} [a-z]{4,}", text)
        }
        assert set() == words


async def _kept(where: dict[str, Path], drawn: dict[str, str]) -> dict[str, str]:
    if os.environ.get("CITYLEDGER_GOLDEN") == "write":
        for name, path in where.items():
            path.write_text(drawn[name], encoding="utf-8")
    return {name: path.read_text(encoding="utf-8") for name, path in where.items()}
