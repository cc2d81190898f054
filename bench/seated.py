"""`python -m bench.seated FILE PAGE`: the real program in this terminal, with somebody at the seat.

The keys of the bench's people are as public as the bench; the log-in, which Argon2id makes slow on
purpose, is what the measurements of screens leave out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bench.book import BOOK, reopen
from cityledger.actions.desk import open_url
from cityledger.tui.app import CityledgerApp, run
from cityledger.tui.audit.journal import JournalPage
from cityledger.tui.books.browser import Months, RegisterPage
from cityledger.tui.login import LoginPage
from cityledger.tui.seat import Seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.tui.frame import Page
    from cityledger.tui.seat import Cover

APART_S = 10_000
"""Seconds between the building of a book and the person who sits down at it."""

PAGES: dict[str, Callable[[], Page]] = {
    "register": lambda: RegisterPage("1002", "银行存款", "D", Months(202001, 202512)),
    "journal": JournalPage,
}
"""Lists without an end: the postings of all bank accounts over six years, and all vouchers."""


def seated(path: Path, user: str, apart_s: int = APART_S) -> Seat:
    """Open a book and put one of its people at it, the key unlocked."""
    office = reopen(path, apart_s)
    seat = Seat(opened=open_url(office.url, BOOK).at(office.now))
    cover = seat.open()
    seat.person = next(person for person in cover.people if person.user_id == user)
    seat.pen = office.pens[user]
    seat.touch()
    return seat


def main() -> None:
    """Show one page instead of the log-in, in this very terminal."""
    path, name = Path(sys.argv[1]), sys.argv[2]

    def show(page: LoginPage, cover: Cover) -> None:
        app = cast("CityledgerApp", page.app)
        app.seen = cover.size, cover.registry_size
        app.switch_screen(PAGES[name]())

    LoginPage.opened = show  # type: ignore[method-assign, assignment]
    sys.exit(run(seated(path, "shen")))


if __name__ == "__main__":
    main()
