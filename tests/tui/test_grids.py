"""What each screen looks like, line by line, at both sizes and in both languages.

A change on purpose is taken over with CITYLEDGER_GOLDEN=write; the difference is then reviewed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from cityledger.tui.app import CityledgerApp
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import grid, log_in, text_of, until

GOLDEN = Path(__file__).parent / "golden"
SIZES = ((110, 30), (80, 24))
DRAWN = "▁▂▃▄▅▆▇▍▊"

Grids = dict[str, list[str]]


async def shows(pilot: Pilot[None], text: str) -> None:
    """Wait until a text is shown and the screen is at rest."""
    await until(pilot, lambda: text in text_of(pilot.app))
    await pilot.pause(0.1)


async def walk_in(pilot: Pilot[None], found: Grids) -> None:
    """A maker comes in and types a payment as far as the invoice."""
    await shows(pilot, "fu ")
    found["login"] = grid(pilot.app)
    await log_in(pilot, "zhi")
    await shows(pilot, "T1 省级棚改")
    await pilot.press("2")
    await shows(pilot, "A标段施工")
    await pilot.press("shift+tab", *"6-12", "enter", "c", "1", "enter")
    await until(pilot, lambda: "6,500,000.00" in text_of(pilot.app))
    await pilot.press(*"650", "万", "tab")
    await shows(pilot, "✗ 1 ")
    found["entry"] = grid(pilot.app)
    await pilot.press("tab")
    await shows(pilot, "25372000000000000001")
    found["entry_offers"] = grid(pilot.app)


async def walk_through(pilot: Pilot[None], found: Grids) -> None:
    """A reviewer looks at the workbench, at a request, and at the books down to a voucher."""
    await log_in(pilot, "fu")
    for name, keys, text in (
        ("home", (), "T1 省级棚改"),
        ("queue", ("3",), "支付A标段第1期"),
        ("document", ("enter",), "✓"),
        ("confirm", ("f9",), "6,500,000.00"),
        ("help", ("escape", "f1"), "F1 ?"),
        ("books", ("escape", "4"), "100201"),
        ("register", ("down", "enter"), "付-000001"),
        ("voucher", ("end", "enter"), "7101"),
    ):
        await pilot.press(*keys)
        await shows(pilot, text)
        found[name] = grid(pilot.app)


def steady(lines: list[str]) -> str:
    """Return lines without what differs from run to run: hashes of random keys, scroll bars."""
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    text = re.sub(f"[{DRAWN}]", " ", text)
    text = re.sub(r"(?<=链 )[0-9a-f]{8}|(?<=head )[0-9a-f]{8}", "xxxxxxxx", text)
    text = re.sub(r"(?<=#\d\d )[0-9a-f]{8}\b", "xxxxxxxx", text)
    text = re.sub(r"(?<=SHA-256 )[0-9a-f ]{19}", "xxxx xxxx xxxx xxxx", text)
    act = r"(?<=签名的摘要 )[0-9a-f]{16}|(?<=signed act )[0-9a-f]{16}"
    text = re.sub(act, "xxxxxxxxxxxxxxxx", text)
    text = re.sub(r"(?<=哈希 )[0-9a-f]+|(?<=hash )[0-9a-f]+", "x", text)
    return "\n".join(line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("walk", [walk_in, walk_through])
async def test_the_screens_look_like_this(
    seat: Seat,
    office: Office,
    walk: Callable[[Pilot[None], Grids], Awaitable[None]],
    lang: str,
    size: tuple[int, int],
) -> None:
    world = World(office)
    if walk is walk_through:
        world.by("zhi", world.progress())
    seat.lang = lang
    app = CityledgerApp(seat)
    found: Grids = {}
    async with app.run_test(size=size) as pilot:
        await walk(pilot, found)
    crooked = [line for lines in found.values() for line in lines if cell_len(line) != size[0]]
    paths = {name: GOLDEN / f"{name}.{lang}.{size[0]}x{size[1]}.txt" for name in found}
    drawn = {name: steady(lines) for name, lines in found.items()}
    if os.environ.get("CITYLEDGER_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        for name, path in paths.items():
            path.write_text(drawn[name], encoding="utf-8")
    assert [] == crooked
    assert {name: path.read_text(encoding="utf-8") for name, path in paths.items()} == drawn
