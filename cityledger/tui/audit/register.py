"""A register: a list read page by page on a desk that cannot write; Enter opens a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.tui.frame import BrowsePage
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.actions.desk import Desk
    from cityledger.tui.widgets.cells import Column

PAGE = 200


class RegisterListPage(BrowsePage):
    """What all registers have in common; each says how it reads and how a row looks."""

    EMPTY_KEY: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "key_open")]
    DEFAULT_CSS = """
    RegisterListPage .line { height: 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    RegisterListPage #rows { height: 1fr; }
    """  # noqa: E501 - a rule of CSS is one line

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.rows: list[Any] = []

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return ()

    def page(self, desk: Desk, after: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a row of the register
        """Read the rows after one, in a worker; without one, the first page."""
        del desk, after
        return ()

    def line(self, row: Any) -> Line:  # noqa: ANN401 - a row of the register
        """Return how a row is shown."""
        return Line((str(row),))

    def open_row(self, row: Any) -> None:  # noqa: ANN401 - a row of the register
        """Open a row."""

    def headline(self) -> str:
        """Return the line above the rows."""
        table = self.query_one("#rows", RowTable)
        return self.say("more_rows" if table.has_more else "rows_shown", count=len(self.rows))

    def body(self) -> Iterator[Widget]:
        """Put a line about the list above it."""
        yield Static(id="count", markup=False, classes="line")
        yield RowTable(self.columns(), empty=self.say(self.EMPTY_KEY), id="rows")

    def on_mount(self) -> None:
        """Go to the list."""
        self.query_one("#rows").focus()

    def action_reload(self) -> None:
        """Read the first page again."""
        desk = self.seat.reader
        self.start(lambda: self.page(desk, None), self._show, "read")

    def _show(self, rows: tuple[Any, ...]) -> None:
        self.rows = list(rows)
        lines = [self.line(row) for row in rows]
        self.query_one("#rows", RowTable).fill(lines, more=len(rows) == PAGE)
        self._about()

    def _about(self) -> None:
        self.query_one("#count", Static).update(label(f" {self.headline()}"))

    @on(RowTable.Wanted, "#rows")
    def wanted(self) -> None:
        """Read the next page."""
        desk, last = self.seat.reader, self.rows[-1]
        self.start(lambda: self.page(desk, last), self._more, "read")

    def _more(self, rows: tuple[Any, ...]) -> None:
        self.rows += rows
        lines = [self.line(row) for row in rows]
        self.query_one("#rows", RowTable).extend(lines, more=len(rows) == PAGE)
        self._about()

    def action_open(self) -> None:
        """Open the row under the cursor."""
        self.query_one("#rows", RowTable).action_open()

    @on(RowTable.Opened, "#rows")
    def opened(self) -> None:
        """Open the row."""
        at = self.query_one("#rows", RowTable).cursor
        if 0 <= at < len(self.rows):
            self.open_row(self.rows[at])
