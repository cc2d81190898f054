"""The list of documents a person may enter: type its initials or walk to it, Enter opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType

from cityledger.exchange.nouns import BY_NOUN
from cityledger.tui.frame import BrowsePage
from cityledger.tui.places import DOCUMENTS, Place, places_of
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp


class DocumentsPage(BrowsePage):
    """Every document this person's duties let them enter, with what it is for."""

    TITLE_KEY: ClassVar[str] = "title_documents"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "key_open")]

    def body(self) -> Iterator[Widget]:
        """Show the list."""
        columns = (
            Column(self.say("col_document"), 14),
            Column(self.say("col_draft"), 4),
            Column(self.say("col_note"), 20, grows=True),
        )
        yield RowTable(columns, empty=self.say("no_documents"), id="documents")

    def on_mount(self) -> None:
        """Go to the list."""
        self.query_one("#documents").focus()

    def action_reload(self) -> None:
        """List them anew: a draft may have been kept or sent."""
        person = self.seat.person
        roles = person.roles if person else frozenset()
        lines = [self._line(place) for place in places_of(roles, DOCUMENTS)]
        self.query_one("#documents", RowTable).fill(lines)

    def _line(self, place: Place) -> Line:
        kept = "●" if self.seat.drafts.load(place.key) else ""
        note = BY_NOUN[place.argument].note if self.seat.lang == "zh" else ""
        return Line((place.name(self.seat.lang), kept, note), place.key)

    def on_screen_resume(self) -> None:
        """Read again: drafts are no part of the books, so the bus says nothing of them."""
        self.is_stale = True
        super().on_screen_resume()

    def drafts_changed(self) -> None:
        """Mark the drafts there are now."""
        self.action_reload()

    def action_open(self) -> None:
        """Open the document under the cursor."""
        self.query_one("#documents", RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Go to the form."""
        cast("CityledgerApp", self.app).push_place(str(event.line.key))
