"""A seat with real key files at the walkthrough's ledger, and the grid of what a screen shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from cityledger.actions.founding import write_keys
from cityledger.evidence.keys import seal
from cityledger.store.files import LedgerFolder
from cityledger.tui.app import CityledgerApp
from cityledger.tui.seat import Seat
from tests.conftest import PEOPLE, START, Office

PASSPHRASE = "correct horse battery staple 42"


def write_small_keys(folder: Path) -> LedgerFolder:
    """Seal everybody's key with an Argon2id that costs a millisecond."""
    where = LedgerFolder(folder)
    sealed = {
        user: seal(user, bytes([n]) * 32, PASSPHRASE, kib=64, rounds=1)
        for n, user in enumerate(PEOPLE, 1)
    }
    write_keys(where, sealed, b"\x7f" * 32)
    return where


def seat_at(office: Office, folder: Path, *, lang: str = "zh") -> Seat:
    """Return a seat whose desk has the office's clock."""
    write_small_keys(folder)
    seat = Seat(path=folder, lang=lang)
    seat.open()
    seat.opened = seat.desk.at(office.desk.now)
    return seat


def seat_in(folder: Path) -> Seat:
    """Return a seat at the ledger of a folder, whose clock goes on from where the books stand."""
    seat = Seat(path=folder)
    seat.open()
    ticks = count(100_000)
    seat.opened = seat.desk.at(lambda _: START + timedelta(seconds=next(ticks)))
    return seat


def grid(app: App[Any]) -> list[str]:
    """Return the lines of the screen as text, one string per line."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def text_of(app: App[Any]) -> str:
    """Return all that can be read on the screen."""
    return "\n".join(grid(app))


def squeezed(app: App[Any]) -> str:
    """Return what can be read without spaces and frames, so that wrapping does not matter."""
    return "".join(c for c in text_of(app) if c not in " \n│╭╮╰╯─")


def uneven(app: App[Any]) -> list[str]:
    """Return the lines that are not exactly as wide as the terminal."""
    return [line for line in grid(app) if cell_len(line) != app.size.width]


async def until(pilot: Pilot[None], ready: Callable[[], bool], *, tries: int = 200) -> None:
    """Let the screen work until something is so; fails with what the screen shows."""
    for _ in range(tries):
        await pilot.pause(0.02)
        if ready():
            return
    raise AssertionError(text_of(pilot.app))


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type characters one by one, as a keyboard or an input method sends them."""
    for c in text:
        await pilot.press("space" if c == " " else c)


async def log_in(pilot: Pilot[None], user: str) -> None:
    """Choose a person and type the passphrase."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    table = app.screen.query_one("#people")
    await until(pilot, lambda: bool(table.lines) and table.has_focus)  # type: ignore[attr-defined]
    wanted = [line.key.user_id for line in table.lines].index(user)  # type: ignore[attr-defined]
    await pilot.press(*["down"] * wanted, "enter")
    app.screen.query_one("#passphrase").value = PASSPHRASE  # type: ignore[attr-defined]
    await pilot.press("enter")
    await until(pilot, lambda: app.seat.person is not None)
