"""Wrong passphrases at the log-in screen: it says to wait, and the next person in reports them."""

from __future__ import annotations

from datetime import timedelta

from textual.pilot import Pilot

from cityledger.store.attempts import FREE, Attempts
from cityledger.tui.app import CityledgerApp
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.tui.seats import PASSPHRASE, squeezed, until


async def tried(pilot: Pilot[None], person: int, passphrase: str) -> None:
    """Choose the person in this line of the list and send a passphrase."""
    screen = pilot.app.screen
    screen.query_one("#people").focus()
    await pilot.press("home", *["down"] * person, "enter")
    screen.query_one("#passphrase").value = passphrase  # type: ignore[attr-defined]
    await pilot.press("enter")


async def test_who_guesses_waits_and_is_reported(seat: Seat, office: Office) -> None:
    with seat.desk.read() as read:
        stands = office.desk.now(read)
    seat.opened = seat.desk.at(lambda _: stands)
    assert seat.desk.folder is not None
    attempts, guessed = Attempts(seat.desk.folder.desk), "chu"
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        table = app.screen.query_one("#people")
        await until(pilot, lambda: bool(table.lines) and table.has_focus)  # type: ignore[attr-defined]
        for n in range(1, FREE + 1):
            await tried(pilot, 0, "wrong wrong wrong")
            await until(pilot, lambda n=n: getattr(attempts.of(guessed), "streak", 0) == n)  # type: ignore[misc]
            await until(pilot, lambda: "口令不符" in squeezed(app))
        # Even the right one is not looked at now, and the screen does not call it wrong.
        await tried(pilot, 0, PASSPHRASE)
        await until(pilot, lambda: "请等1秒再试" in squeezed(app))
        assert "口令不符。" not in squeezed(app)
        assert seat.person is None
        # Another person's opens at once, and that log-in seals what happened.
        await tried(pilot, 1, PASSPHRASE)
        await until(pilot, lambda: attempts.unreported() == ())
    with office.desk.read() as read:
        rows = read.exec_driver_sql("SELECT user_id, failures FROM login_failure").all()
    assert [(guessed, FREE)] == [tuple(row) for row in rows]


async def test_who_cannot_seal_the_day_has_not_come_in(seat: Seat, office: Office) -> None:
    with seat.desk.read() as read:
        late = office.desk.now(read) + timedelta(days=500)
    seat.opened = seat.desk.at(lambda _: late)
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        table = app.screen.query_one("#people")
        await until(pilot, lambda: bool(table.lines) and table.has_focus)  # type: ignore[attr-defined]
        await tried(pilot, 0, PASSPHRASE)
        await until(pilot, lambda: "由管理员确认" in squeezed(app))
        assert (None, None) == (seat.person, seat.pen)
