"""A seat whose day is in summer, at a ledger in which the project has made payments."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection
from textual.pilot import Pilot

from cityledger.actions.supervision import (
    AssignTask,
    Found,
    RecordInspection,
    SetMilestone,
)
from cityledger.tui.home import HomePage
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import World, day
from tests.tui.seats import log_in, text_of, until

SUMMER = datetime(2025, 8, 1, 8, tzinfo=UTC)


def paid(office: Office) -> World:
    """Make the payment of case 4, 650万 over two tranches, and return its world."""
    world = World(office, done=4)
    world.case4()
    return world


def watched(world: World) -> None:
    """Set a milestone that is late, a task that is coming, and a finding that holds payments."""
    on = {"project": "P1"}
    late = SetMilestone(kind="stage", name="A标段主体封顶", due_on=day("2025-07-20"), **on)
    world.by("gong", late)
    task = AssignTask(
        subject="安置房选址协调",
        owner="马连芳",
        unit="街道办",
        level="town",
        opened_on=day("2025-07-01"),
        due_on=day("2025-08-20"),
        **on,
    )
    world.by("gong", task)
    found = Found(finding="脚手架验收缺记录", owner="张堃", mend_by_on=day("2025-07-25"),
                  holds_payment=True)  # fmt: skip
    visit = RecordInspection(
        kind="routine",
        inspected_on=day("2025-07-10"),
        inspectors="质监站",
        summary="例行检查",
        findings=(found,),
        **on,
    )
    world.by("gong", visit)


def in_summer(seat: Seat) -> Seat:
    """Let the ledger's clock say that it is August."""

    def clock(_: Connection) -> datetime:
        return SUMMER

    seat.opened = seat.desk.at(clock)
    seat.look()
    return seat


async def shows(pilot: Pilot[None], text: str) -> None:
    """Wait until a text is shown and the screen is at rest."""
    await until(pilot, lambda: text in text_of(pilot.app))
    await pilot.pause(0.05)


async def to_projects(pilot: Pilot[None], user: str) -> None:
    """Log in and go to the list of projects."""
    await log_in(pilot, user)
    await until(pilot, lambda: isinstance(pilot.app.screen, HomePage))
    await pilot.press("5")
    await shows(pilot, "棚户区改造一期")


async def to_row(pilot: Pilot[None], text: str) -> None:
    """Move down the table until the cursor is on the row with a cell that begins so."""
    table = pilot.app.screen.query_one("#rows")
    await pilot.press("home")
    for _ in range(80):
        line = table.line  # type: ignore[attr-defined]
        if line is not None and any(cell.strip().startswith(text) for cell in line.cells):
            return
        await pilot.press("down")
    raise AssertionError(f"no row {text}\n{text_of(pilot.app)}")
