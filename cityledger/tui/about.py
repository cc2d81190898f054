"""Two windows of the shell: what the status line said, and which program and ledger this is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cityledger import __version__
from cityledger.tui.frame import MARKS, Dialog
from cityledger.tui.widgets.cells import fit, wrap
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

AROUND = 8
"""Cells that frame, padding and scroll bar take."""

TIME = 10
NAME = 16


class _Reading(Dialog[None]):
    """A window to read and close."""

    DEFAULT_CSS = """
    _Reading VerticalScroll { scrollbar-size-vertical: 1; }
    _Reading Static { height: auto; width: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "cancel", "key_back", show=False)
    ]
    HEAD: ClassVar[str] = ""

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog -tall") as box:
            box.border_title = self.say(self.HEAD)
            with VerticalScroll():
                yield Static(Content("\n").join(self.lines()), markup=False)

    def on_mount(self) -> None:
        """Let the keys scroll it."""
        self.query_one(VerticalScroll).focus()

    def lines(self) -> Iterator[Content]:
        """Yield the lines."""
        yield from ()

    @property
    def cells(self) -> int:
        """Cells of one line."""
        return max(20, min(78, self.app.size.width * 96 // 100) - AROUND)


class MessagesPage(_Reading):
    """The last fifty messages, the newest first."""

    HEAD = "command_messages"

    def lines(self) -> Iterator[Content]:
        """Yield each message under its time."""
        tones = {"good": "$success", "bad": "$error", "warn": "$warning"}
        count = 0
        for told in self.seat.messages.newest_first():
            count += 1
            first = fit(told.time, TIME) + MARKS.get(told.tone, "  ")
            for line in wrap(told.text, self.cells, first, " " * (TIME + 2)):
                yield prose(line, tones.get(told.tone, ""))
        if not count:
            yield prose(self.say("no_messages"), "dim")


class AboutPage(_Reading):
    """Version, unit, head of the log, where the database is."""

    HEAD = "command_about"

    def lines(self) -> Iterator[Content]:
        """Yield a line for each."""
        seat = self.seat
        pairs = [("about_version", f"cityledger {__version__}")]
        if seat.cover is not None:
            cover = seat.cover
            head = self.say("chain", hash=cover.head, size=cover.size)
            pairs += [
                ("about_unit", f"{cover.unit_name} · {cover.fund_scope} · {cover.book_id}"),
                ("about_head", head),
            ]
        folder = seat.opened.folder if seat.opened is not None else None
        if folder is not None:
            pairs.append(("about_database", str(folder.database)))
        if seat.mirror is not None:
            pairs.append(("about_mirror", str(seat.mirror)))
        for key, text in pairs:
            for line in wrap(text, self.cells, fit(self.say(key), NAME), " " * NAME):
                yield prose(line)
