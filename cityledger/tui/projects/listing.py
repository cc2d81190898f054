"""A page with one table whose rows open what lies behind them: the shape of most screens here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.tui.frame import BrowsePage
from cityledger.tui.projects.drills import Drill
from cityledger.tui.projects.pieces import plain
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.tui.widgets.cells import Column


class ListingPage(BrowsePage):
    """A line that says what is listed, above rows that can be opened.

    A page says its columns, reads in a worker, and turns what it read into a line and rows.
    """

    EMPTY_KEY: ClassVar[str] = "nothing_here"
    DEFAULT_CSS = """
    ListingPage #rows { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "key_open")]

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.found: object = None

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the table."""
        return ()

    def read(self) -> object:
        """Read what is listed; runs in a worker."""
        return ()

    def rows(self) -> list[Line]:
        """Return the rows for what was read."""
        return []

    def headline(self) -> str:
        """Return the line above the table."""
        return ""

    @property
    def table(self) -> RowTable:
        """The table."""
        return self.query_one("#rows", RowTable)

    @property
    def room(self) -> int:
        """How many cells a sentence has in the table."""
        return max(20, (self.table.size.width or self.app.size.width) - 2)

    def body(self) -> Iterator[Widget]:
        """Put the line above the table."""
        yield Static(id="about", markup=False)
        yield RowTable(self.columns(), empty=self.say(self.EMPTY_KEY), id="rows")

    def on_mount(self) -> None:
        """Go to the table."""
        self.table.focus()

    def on_resize(self) -> None:
        """Wrap sentences anew for the new width."""
        if self.found is not None:
            self.call_after_refresh(self.draw)

    def action_reload(self) -> None:
        """Read it again in a thread."""
        self.start(self.read, self._show, "read")

    def _show(self, found: object) -> None:
        self.found = found
        self.draw()

    def draw(self) -> None:
        """Show what was read, or that there is no such thing."""
        if self.found is None:
            self.tell("empty", "warn")
            return
        self.query_one("#about", Static).update(label(self.drawable(f" {self.headline()}")))
        lines = self.rows()
        if self.seat.ascii_only:
            lines = [replace(x, cells=tuple(plain(cell) for cell in x.cells)) for x in lines]
        self.table.fill(lines)

    def drawable(self, text: str) -> str:
        """Return a text as this terminal can draw it."""
        return plain(text) if self.seat.ascii_only else text

    def action_open(self) -> None:
        """Open the row under the cursor."""
        self.table.action_open()

    @on(RowTable.Opened, "#rows")
    def opened(self, event: RowTable.Opened) -> None:
        """Go to what lies behind a row."""
        if isinstance(event.line.key, Drill):
            self.app.push_screen(event.line.key.build())
        else:
            self.tell("nothing_behind")
