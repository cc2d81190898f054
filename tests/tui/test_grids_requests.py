"""What queues, requests, proposals and the window before a signature look like, line by line."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from cityledger.actions.payments import ApprovePayment, RejectPayment, ReviewPayment
from cityledger.actions.people import ChangeRole
from cityledger.actions.proposals import Propose
from cityledger.tui.app import CityledgerApp
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import day
from tests.tui.seats import grid, log_in, text_of, until
from tests.tui.test_grids import GOLDEN, Grids, shows, steady
from tests.tui.test_proposals import propose_account
from tests.tui.test_requests import two_wait

SIZES = ((80, 24), (110, 30), (140, 40))


async def reviewing(pilot: Pilot[None], found: Grids) -> None:
    """A reviewer reads the list, finds one, opens it, and is about to sign."""
    await log_in(pilot, "fu")
    await shows(pilot, "T1 省级棚改")
    await pilot.press("3")
    await shows(pilot, "支付钢筋款")
    found["requests_queue"] = grid(pilot.app)
    await pilot.press("slash", *"gjk")
    await until(pilot, lambda: "支付混凝土款" not in text_of(pilot.app))
    found["requests_found"] = grid(pilot.app)
    await pilot.press("enter", "enter")
    await shows(pilot, "✓ ")
    found["requests_one"] = grid(pilot.app)
    await pilot.press("f9")
    await shows(pilot, "SHA-256")
    found["requests_seal"] = grid(pilot.app)
    await pilot.press("escape", "escape", "escape", "a")
    await shows(pilot, "20,000,000.00")
    found["requests_all"] = grid(pilot.app)


async def paying(pilot: Pilot[None], found: Grids) -> None:
    """A cashier is about to pay, and sees what was paid."""
    await log_in(pilot, "chu")
    await shows(pilot, "T1 省级棚改")
    await pilot.press("3")
    await shows(pilot, "支付人工费")
    await pilot.press("enter")
    await shows(pilot, "✓ ")
    await pilot.press("f9")
    await shows(pilot, "SHA-256")
    found["requests_pay"] = grid(pilot.app)
    await pilot.press(*"2000000", "enter")
    await shows(pilot, "付-00000")
    await pilot.press("end")
    await shows(pilot, "项目专户")
    found["requests_paid"] = grid(pilot.app)


async def proposing(pilot: Pilot[None], found: Grids) -> None:
    """A reviewer sees the change of an account, a maker what was returned."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, "fu")
    await shows(pilot, "T1 省级棚改")
    app.visit("proposals")
    await shows(pilot, "6222000077")
    found["requests_proposals"] = grid(pilot.app)
    await pilot.press("f9")
    await shows(pilot, "SHA-256")
    found["requests_confirm"] = grid(pilot.app)
    await pilot.press("escape", "escape", "ctrl+l")
    await shows(pilot, "fu ")
    await log_in(pilot, "zhi")
    await shows(pilot, "T1 省级棚改")
    await pilot.press("3")
    await shows(pilot, "支付人工费")
    await pilot.press("enter")
    await shows(pilot, "附件不全")
    found["requests_returned"] = grid(pilot.app)


def prepare(office: Office, walk: object) -> None:
    """Bring the book where a walk begins."""
    world, on = two_wait(office), day("2025-06-12")
    if walk is paying:
        world.by("fu", ReviewPayment(payment_request_id=2, value_date=on))
        for approver in ("shen", "zong"):
            world.by(approver, ApprovePayment(payment_request_id=2, value_date=on))
    if walk is proposing:
        propose_account(office)
        office.by("guan", Propose(change=ChangeRole(user_id="gong", role="auditor", held=True)))
        back = RejectPayment(payment_request_id=2, value_date=on, reason="附件不全")
        world.by("fu", back)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("walk", [reviewing, paying, proposing])
async def test_the_screens_look_like_this(
    seat: Seat,
    office: Office,
    walk: Callable[[Pilot[None], Grids], Awaitable[None]],
    lang: str,
    size: tuple[int, int],
) -> None:
    prepare(office, walk)
    seat.lang = lang
    app = CityledgerApp(seat)
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
