"""Ctrl+P: type where to go or what to do, by name, pinyin initials or number; Enter does it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from cityledger.tui.commands import Entry, entries, matching
from cityledger.tui.frame import Dialog
from cityledger.tui.jumps import JUMPS, Jump
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.found import Hit

Found = tuple[tuple[Jump, "Hit"], ...]


class Matches(RowTable, can_focus=False):
    """What fits; the field keeps the focus and moves the cursor."""

    MARKS_ALWAYS: ClassVar[bool] = True


class Palette(Dialog[Entry]):
    """The list of everything, and a field that makes it short."""

    DEFAULT_CSS = """
    Palette Matches { height: 1fr; margin: 1 0 0 0; }
    Palette #closing { height: 1; }
    """

    def __init__(self) -> None:
        """Start with everything."""
        super().__init__()
        self.known: tuple[Entry, ...] = ()
        self.jumps: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the window."""
        columns = (Column("", 24, grows=True), Column("", 24, grows=True))
        with Vertical(classes="dialog -tall"):
            yield HanInput(placeholder=self.say("palette_hint"), longest=40, id="wanted")
            yield Matches(columns, empty=self.say("palette_empty"), head=False, id="matches")
            yield Static(label(self.say("palette_closing"), "dim"), id="closing", markup=False)

    def on_mount(self) -> None:
        """Offer everything."""
        self.known = entries(cast("CityledgerApp", self.app))
        self._show("")
        self.query_one("#wanted").focus()

    @on(HanInput.Changed, "#wanted")
    def typed(self, event: Input.Changed) -> None:
        """Show what fits, and look for the number in a thread."""
        self.jumps = ()
        self._show(event.value)
        person, typed = self.seat.person, event.value
        if person is None or not any(c.isdigit() for c in typed):
            return
        asked = [jump for jump in JUMPS if jump.roles & person.roles]
        desk = self.seat.desk

        def find() -> Found:
            return tuple((jump, hit) for jump in asked for hit in jump.find(desk, typed))

        self.start(find, partial(self._found, typed), "find")

    def _found(self, typed: str, found: Found) -> None:
        app = cast("CityledgerApp", self.app)
        self.jumps = tuple(
            Entry(
                "", f"{self.say(jump.title)} {hit.name}", hit.detail, partial(app.jump, jump, hit)
            )
            for jump, hit in found
        )
        if self.query_one("#wanted", HanInput).value == typed:
            self._show(typed)

    def _show(self, query: str) -> None:
        rows = (*self.jumps, *matching(self.known, query))
        lines = [Line((entry.name, entry.detail), entry) for entry in rows]
        self.query_one("#matches", Matches).fill(lines, cursor=0)

    @on(HanInput.Stepped)
    def stepped(self, event: HanInput.Stepped) -> None:
        """Move the cursor along what fits."""
        event.stop()
        self.query_one("#matches", Matches).action_move(event.by)

    @on(HanInput.Submitted)
    def chosen(self, event: Input.Submitted) -> None:
        """Do what the cursor is on."""
        event.stop()
        self._choose(self.query_one("#matches", Matches).line)

    @on(RowTable.Opened)
    def clicked(self, event: RowTable.Opened) -> None:
        """Do what was clicked."""
        self._choose(event.line)

    def _choose(self, line: Line | None) -> None:
        if line is not None:
            self.dismiss(cast("Entry", line.key))

    def fail(self, error: BaseException) -> None:  # noqa: ARG002 - every screen hears of errors so
        """Leave the list as it is: a number that cannot be looked up finds nothing."""
        self.jumps = ()
