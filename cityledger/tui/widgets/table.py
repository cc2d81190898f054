"""A table of any length: only the lines on the screen are drawn, rows come in pages by key.

The stock table measures every cell (42 s for 100,000 rows); this one opens a million in under a
second and sends some 500 bytes per key press, which matters over ssh (screens.md §3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cityledger.tui.widgets.cells import Column, fit, widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

AHEAD = 40
"""How many rows before the end of what is loaded the next page is asked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells as text, a key for whoever opens it, and how it is marked.

    `tone` is empty, `red` (a reversal), `dim` (not for this person), `strong` or `warn`. A single
    cell where there are several columns takes the whole row: a sentence among figures.
    """

    cells: tuple[str, ...]
    key: object = None
    tone: str = ""


class RowTable(ScrollView, can_focus=True):
    """Rows under a fixed heading with a cursor; says when one is opened or more rows are wanted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--head",
        "rows--cursor",
        "rows--odd",
        "rows--red",
        "rows--dim",
        "rows--strong",
        "rows--warn",
        "rows--note",
    }
    DEFAULT_CSS = """
    RowTable {
        background: $surface; color: $foreground;
        scrollbar-size-vertical: 1; overflow-x: hidden;
    }
    RowTable .rows--head { background: $panel; color: $primary; text-style: bold; }
    RowTable .rows--cursor { background: $row-cursor; text-style: bold; }
    RowTable .rows--odd { background: $row-odd; }
    RowTable .rows--red { color: $error; }
    RowTable .rows--dim { color: $row-dim; }
    RowTable .rows--strong { text-style: bold; }
    RowTable .rows--warn { color: $warning; }
    RowTable .rows--note { color: $row-dim; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "key_up", show=False),
        Binding("down,j", "move(1)", "key_down", show=False),
        Binding("pageup", "turn(-1)", "key_page_up", show=False),
        Binding("pagedown", "turn(1)", "key_page_down", show=False),
        Binding("home,ctrl+home", "edge(0)", "key_first", show=False),
        Binding("end,ctrl+end", "edge(1)", "key_last", show=False),
        Binding("enter,ctrl+j", "open", "key_open", show=False),
    ]
    MARKS_ALWAYS: ClassVar[bool] = False
    """Whether the cursor shows while a field beside the table has the focus."""

    cursor = reactive(0, repaint=False)

    class _OfRow(Message):
        """Something about one row."""

        def __init__(self, table: RowTable, line: Line) -> None:
            """Take the table and the row."""
            super().__init__()
            self.table = table
            self.line = line

        @property
        def control(self) -> RowTable:
            """The table, so that `@on(RowTable.Opened, "#id")` works."""
            return self.table

    class Opened(_OfRow):
        """A row was opened."""

    class Moved(_OfRow):
        """The cursor came to another row."""

    class Wanted(Message):
        """The cursor is near the end of what is loaded, and there is more."""

        def __init__(self, table: RowTable) -> None:
            """Take the table."""
            super().__init__()
            self.table = table

        @property
        def control(self) -> RowTable:
            """The table."""
            return self.table

    def __init__(
        self,
        columns: tuple[Column, ...],
        *,
        empty: str = "",
        head: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """Take the columns, what to say when there is no row, and whether there is a heading."""
        super().__init__(id=id)
        self.columns = columns
        self.empty = empty
        self.head = 1 if head else 0
        self.lines: list[Line] = []
        self.has_more = False
        self._asked = False
        self._is_filled = False
        self._widths = tuple(column.width for column in columns)

    @property
    def line(self) -> Line | None:
        """The row under the cursor."""
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

    def fill(self, lines: Sequence[Line], *, more: bool = False, cursor: int | None = None) -> None:
        """Show these rows instead of what was there.

        The cursor goes to row `cursor`, or stays on what it was on if that is still there.
        """
        before = self.line
        self.lines, self._is_filled = list(lines), True
        self._measure(more=more)
        if cursor is None:
            cursor = self._place_of(before)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.cursor = max(0, min(cursor, len(self.lines) - 1))
        self._follow(self.cursor)
        self.refresh()

    def _place_of(self, before: Line | None) -> int:
        if before is None or before.key is None:
            return 0
        keys = (place for place, line in enumerate(self.lines) if line.key == before.key)
        return next(keys, 0)

    def extend(self, lines: Sequence[Line], *, more: bool) -> None:
        """Add the next page below."""
        self.lines.extend(lines)
        self._measure(more=more)
        self.refresh()

    def _measure(self, *, more: bool) -> None:
        self.has_more, self._asked = more, False
        self._share()

    def _share(self) -> None:
        """Share the width out: figures as wide as the widest, names take what is left."""
        widest = [0] * len(self.columns)
        for i, column in enumerate(self.columns):
            if column.kind != "text":
                whole = (line.cells[i] for line in self.lines if not self._is_sentence(line.cells))
                widest[i] = max((cell_len(cell) for cell in whole), default=0)
        room = self.size.width or 80
        self._widths = widths(self.columns, widest, room)
        self.virtual_size = Size(room, len(self.lines) + self.head)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor: only the table the keys go to has one."""
        self.refresh()

    def on_resize(self) -> None:
        """Share the width out again."""
        self._share()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen: the heading, a row, or nothing."""
        width = self.size.width
        scroll_y = self.scroll_offset.y
        if y < self.head:
            style = self.get_component_rich_style("rows--head")
            text = self._text(tuple(column.title for column in self.columns), head=True)
        else:
            row = scroll_y + y - self.head
            if row >= len(self.lines):
                return self._blank(y, width)
            style = self._style(row)
            text = self._text(self.lines[row].cells)
        return Strip([Segment(text, style)]).crop_extend(0, width, style)

    def _blank(self, y: int, width: int) -> Strip:
        # Until the first answer nobody knows that there is nothing.
        note = self.empty if self._is_filled and y == self.head and not self.lines else ""
        style = self.get_component_rich_style("rows--note") if note else self.rich_style
        return Strip([Segment(fit(f" {note}" if note else "", width), style)])

    def _style(self, row: int) -> Style:
        style = self.rich_style
        if row % 2:
            style += self.get_component_rich_style("rows--odd")
        tone = self.lines[row].tone
        if tone:
            style += self.get_component_rich_style(f"rows--{tone}", partial=True)
        if row == self.cursor and (self.has_focus or self.MARKS_ALWAYS):
            style += self.get_component_rich_style("rows--cursor", partial=True)
        return style

    def _is_sentence(self, cells: tuple[str, ...]) -> bool:
        return len(cells) == 1 < len(self.columns)

    def _text(self, cells: tuple[str, ...], *, head: bool = False) -> str:
        if self._is_sentence(cells):
            return fit(cells[0], max(1, self.size.width - 1)) + " "
        out: list[str] = []
        for column, width, cell in zip(self.columns, self._widths, cells, strict=True):
            if not width:
                continue
            # A heading over figures stands to the right like them, but may be cut.
            kind = "text" if head and cell_len(cell) > width else column.kind
            out.append(fit(cell, width, kind))
        return " ".join(out) + " "

    def watch_cursor(self, old: int, new: int) -> None:
        """Follow the cursor with two repainted lines, not a whole screen."""
        self._follow(new)
        for row in (old, new):
            self.refresh(
                Region(0, max(0, row - self.scroll_offset.y + self.head), self.size.width, 1)
            )
        if self.line is not None:
            self.post_message(self.Moved(self, self.line))
        if self.has_more and not self._asked and new >= len(self.lines) - AHEAD:
            self._asked = True
            self.post_message(self.Wanted(self))

    def _follow(self, row: int) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height - self.head)
        if row < top:
            self.scroll_to(y=row, animate=False, force=True)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Repaint when the window moves."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self.cursor = max(0, min(self.cursor + by, len(self.lines) - 1))

    def action_turn(self, by: int) -> None:
        """Move the cursor by pages."""
        self.action_move(by * max(1, self.size.height - 2))

    def action_edge(self, which: int) -> None:
        """Move the cursor to the first or last row that is loaded."""
        self.cursor = max(0, len(self.lines) - 1) if which else 0

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.line is not None:
            self.post_message(self.Opened(self, self.line))

    def on_click(self, event: object) -> None:
        """Put the cursor where the mouse is; a second click opens."""
        row = self.scroll_offset.y + int(getattr(event, "y", 0)) - self.head
        if 0 <= row < len(self.lines):
            if row == self.cursor:
                self.action_open()
            self.cursor = row
