"""The auditor's desk: every place an auditor goes through, in the order of a day's work."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType

from cityledger.tui.frame import BrowsePage
from cityledger.tui.places import AUDIT, places_of
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp

ABOUT = {
    "journal": "about_journal",
    "trace": "about_trace",
    "verify": "about_verify",
    "log": "about_log",
    "refusals": "about_refusals",
    "overrides": "about_overrides",
    "cases": "about_cases",
    "register": "about_interference",
    "disclosures": "about_disclosures",
    "notes": "about_notes",
}
"""Text keys of what each place is for."""


class AuditPage(BrowsePage):
    """The list of places; Enter goes there and Esc comes back."""

    TITLE_KEY = "title_audit"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "key_open")]
    DEFAULT_CSS = """
    AuditPage #places { height: 1fr; }
    """

    def body(self) -> Iterator[Widget]:
        """Show the list."""
        columns = (Column(self.say("acol_place"), 23), Column(self.say("col_note"), 20, grows=True))
        yield RowTable(columns, id="places")

    def on_mount(self) -> None:
        """Go to the list."""
        self.query_one("#places").focus()

    def action_reload(self) -> None:
        """Show where this person may go."""
        person = self.seat.person
        roles = person.roles if person else frozenset()
        lines = [
            Line((place.name(self.seat.lang), self.say(ABOUT[place.key])), place.key)
            for place in places_of(roles, AUDIT)
        ]
        self.query_one("#places", RowTable).fill(lines)

    def action_open(self) -> None:
        """Go to the place under the cursor."""
        self.query_one("#places", RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Go there."""
        cast("CityledgerApp", self.app).push_place(str(event.line.key))
