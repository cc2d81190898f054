"""What the auditor's screens look like, line by line, at three sizes and in both languages."""

from __future__ import annotations

import os
import re

import pytest
from rich.cells import cell_len

from cityledger.tui.app import CityledgerApp
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import grid, log_in
from tests.tui.test_grids import GOLDEN, Grids, shows, steady

HASH = re.compile(r"(?<= )[0-9a-f]{16}")
"""Beginnings of leaf hashes in the list of the log: they differ from run to run."""

SIZES = ((110, 30), (80, 24), (140, 40))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_auditors_screens_look_like_this(
    seat: Seat, office: Office, lang: str, size: tuple[int, int]
) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    world.finish("2025-06-12")
    world.tries("zhi", world.progress())
    seat.lang = lang
    app = CityledgerApp(seat)
    found: Grids = {}
    zh = lang == "zh"
    async with app.run_test(size=size) as pilot:
        await log_in(pilot, "shenji")
        await shows(pilot, "T1 省级棚改")
        for name, keys, text in (
            ("audit", ("0",), "封存记录" if zh else "leaf by leaf"),
            ("journal", ("enter",), "合计 " if zh else "total "),
            ("journal_filter", ("slash", *("收款=" if zh else "payee=")), "某某建设集团有限公司"),
            ("journal_columns", ("escape", "c"), "记账时间" if zh else "booked at"),
            ("trace_voucher", ("escape", "t"), "T1 省级棚改"),
            ("trace_tranche", ("enter",), "某某建设集团有限公司"),
            ("trace_payee", ("t",), "T2"),
            ("trace_lines", ("enter",), "付-000001"),
            ("audit_voucher", ("enter", "m"), "7101"),
            ("verify", ("7",), "按 v" if zh else "v verifies"),
        ):
            await pilot.press(*keys)
            await shows(pilot, text)
            found[name] = grid(app)
        for place, said, told in (
            ("refusals", "不通过的规则", "rules it broke"),
            ("log", "✗ 被拒绝", "✗ refused"),
            ("notes", "已核 1 张", "1 ticked"),
        ):
            app.push_place(place)
            await shows(pilot, said if zh else told)
            await shows(pilot, "F1 ")
            found[place] = grid(app)
    crooked = [line for lines in found.values() for line in lines if cell_len(line) != size[0]]
    paths = {name: GOLDEN / f"{name}.{lang}.{size[0]}x{size[1]}.txt" for name in found}
    drawn = {name: HASH.sub("x" * 16, steady(lines)) for name, lines in found.items()}
    if os.environ.get("CITYLEDGER_GOLDEN") == "write":
        for name, path in paths.items():
            path.write_text(drawn[name], encoding="utf-8")
    assert [] == crooked
    assert {name: path.read_text(encoding="utf-8") for name, path in paths.items()} == drawn
