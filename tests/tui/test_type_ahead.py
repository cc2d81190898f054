"""Keys that come in one burst, as over a slow line, reach the fields they were typed for."""

from __future__ import annotations

from textual.events import Key
from textual.pilot import Pilot

from cityledger.tui.app import CityledgerApp
from cityledger.tui.books.browser import BrowserPage
from cityledger.tui.seat import Seat
from tests.tui.seats import log_in, text_of, until


def burst(pilot: Pilot[None], *keys: str) -> None:
    """Hand all keys to the program at once, without waiting for any."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))


async def at_variation(pilot: Pilot[None]) -> CityledgerApp:
    """Log in as the approver and open the form of a variation."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, "shen")
    await until(pilot, lambda: "资金批次" in text_of(app))
    app.push_place("variation")
    await until(pilot, lambda: "变更文号" in text_of(app))
    field = app.screen.query_one("#f_contract")
    await until(pilot, lambda: bool(field.choices))  # type: ignore[attr-defined]
    return app


async def test_what_follows_enter_is_typed_into_the_next_field(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 34)) as pilot:
        await at_variation(pilot)
        burst(pilot, *"c1", "enter", *"BG-7", "enter", *"150", "enter")
        fields = {name: app.screen.query_one(f"#f_{name}") for name in ("doc_no", "amount_fen")}
        await until(pilot, lambda: fields["amount_fen"].value == "150.00")  # type: ignore[attr-defined]
        assert "BG-7" == fields["doc_no"].value  # type: ignore[attr-defined]
        assert "C1" in app.screen.query_one("#f_contract").value  # type: ignore[attr-defined]


async def test_after_an_enter_that_leads_nowhere_the_keys_stay(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 34)) as pilot:
        await at_variation(pilot)
        field = app.screen.query_one("#f_amount_fen")
        field.focus()
        await until(pilot, lambda: app.focused is field)
        burst(pilot, *"1+", "enter", *"5")
        await until(pilot, lambda: field.value == "1+5")  # type: ignore[attr-defined]
        assert app.focused is field


async def test_keys_meant_for_a_window_that_closed_are_no_keys_of_the_screen_below(
    seat: Seat,
) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 34)) as pilot:
        await at_variation(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        burst(pilot, *"zb", "enter", *"99")
        await until(pilot, lambda: isinstance(app.screen, BrowserPage))
        await pilot.pause(0.3)
        # The administration, digit 9, is no place of this person: it would say so.
        assert "您的岗位不办理" not in text_of(app)
