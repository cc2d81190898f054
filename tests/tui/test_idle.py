"""A key locks itself when nobody is there, and stays open for somebody who types a long form."""

from __future__ import annotations

from cityledger.evidence.keys import IDLE_SECONDS, Pen, SoftKey
from cityledger.tui.app import CityledgerApp
from cityledger.tui.dialogs import Unlock
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.home import HomePage
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import log_in, until


async def test_typing_keeps_the_key_open_and_an_empty_chair_locks_it(
    seat: Seat, office: Office
) -> None:
    World(office)
    app, now = CityledgerApp(seat), [0.0]
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "zhi")
        await until(pilot, lambda: isinstance(app.screen, HomePage))
        pen = seat.pen = Pen("zhi", SoftKey(bytes([1]) * 32), clock=lambda: now[0])
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, PaymentPage))

        for _ in range(3):
            now[0] += IDLE_SECONDS - 1
            await pilot.press("a")
        assert not pen.is_locked()
        assert not isinstance(app.screen, Unlock)

        now[0] += IDLE_SECONDS + 1
        await pilot.press("b")
        assert pen.is_locked()
