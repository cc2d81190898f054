"""To do: requests that wait for this person, and all requests; Enter opens one read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel import days
from cityledger.tui.frame import BrowsePage
from cityledger.tui.requests.document import DocumentPage
from cityledger.tui.requests.reading import PAGE, Waiting, requests, waiting
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.views.payments import RequestRow


class QueuePage(BrowsePage):
    """The list; own documents are greyed, since nobody acts twice on one (L8)."""

    TITLE_KEY = "title_queue"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "key_open"),
        Binding("a", "turn", "key_all"),
    ]

    def __init__(self) -> None:
        """Start with what waits for this person."""
        super().__init__()
        self.shows_all = False

    def body(self) -> Iterator[Widget]:
        """Put a line about the list above it."""
        columns = (
            Column("", 1),
            Column(self.say("col_no"), 4, "number"),
            Column(self.say("col_date"), 10),
            Column(self.say("col_summary"), 16, grows=True),
            Column(self.say("col_amount"), 8, "money"),
            Column(self.say("col_state"), 8),
            Column(self.say("col_maker"), 8, drops=2),
        )
        yield Static(id="about", markup=False)
        yield RowTable(columns, empty=self.say("queue_empty"), id="requests")

    def on_mount(self) -> None:
        """Go to the list."""
        self.query_one("#requests").focus()

    def action_reload(self) -> None:
        """Read the list again in a thread."""
        seat = self.seat
        desk, person = seat.desk, seat.person
        roles = person.roles if person else frozenset()
        if self.shows_all:
            self.start(lambda: requests(desk), self._all, "read")
        else:
            self.start(lambda: waiting(desk, seat.user, roles), self._mine, "read")

    def action_turn(self) -> None:
        """Change between what waits for me and all requests."""
        self.shows_all = not self.shows_all
        self.action_reload()

    def _mine(self, found: tuple[Waiting, ...]) -> None:
        table = self.query_one("#requests", RowTable)
        table.empty = self.say("queue_empty")
        table.fill([self._line(w.row, "▸" if w.is_mine else "", w.is_own) for w in found])
        count = sum(1 for w in found if w.is_mine)
        self.query_one("#about", Static).update(label(" " + self.say("queue_mine", count=count)))

    def _all(self, found: tuple[RequestRow, ...]) -> None:
        table = self.query_one("#requests", RowTable)
        table.empty = self.say("queue_all_empty")
        table.fill([self._line(row, "") for row in found], more=len(found) == PAGE)
        count = found[0].payment_request_id if found else 0
        self.query_one("#about", Static).update(label(" " + self.say("queue_all", count=count)))

    @on(RowTable.Wanted)
    def wanted(self) -> None:
        """Read the next page of all requests."""
        table = self.query_one("#requests", RowTable)
        last, desk = cast("int", table.lines[-1].key), self.seat.desk
        self.start(lambda: requests(desk, last), self._more, "read")

    def _more(self, found: tuple[RequestRow, ...]) -> None:
        lines = [self._line(row, "") for row in found]
        self.query_one("#requests", RowTable).extend(lines, more=len(found) == PAGE)

    def _line(self, row: RequestRow, mark: str, is_own: bool = False) -> Line:  # noqa: FBT001, FBT002 - greyed or not
        cells = (
            mark,
            str(row.payment_request_id),
            days.text(row.value_date),
            row.summary,
            amount(row.amount_fen),
            choice("payment_state", row.state, self.seat.lang),
            row.maker,
        )
        tone = "dim" if is_own else "red" if row.state == "returned" else ""
        return Line(cells, row.payment_request_id, tone)

    def action_open(self) -> None:
        """Open the request under the cursor."""
        self.query_one("#requests", RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Show a request."""
        self.app.push_screen(DocumentPage(cast("int", event.line.key)))
