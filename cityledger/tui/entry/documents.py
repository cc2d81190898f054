"""The list of documents a person may enter: type its initials or walk to it, Enter opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from cityledger.exchange.forms import DOCUMENT_OF
from cityledger.tui.entry.areas import AREAS
from cityledger.tui.frame import BrowsePage
from cityledger.tui.places import BY_KEY, DOCUMENTS, Place, places_of
from cityledger.tui.texts.headings import note_of, title_of
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.initials import matches
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style
    from textual import events
    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp


class Finder(HanInput):
    """What is typed narrows the list; a digit typed first still changes screens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn(-1)", "key_page_up", show=False),
        Binding("pagedown", "turn(1)", "key_page_down", show=False),
    ]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave a first digit to the screen."""
        return not self._is_for_screen(key) and super().check_consume_key(key, character)

    def _is_for_screen(self, key: str) -> bool:
        return not self.value and key.isdigit()

    async def _on_key(self, event: events.Key) -> None:
        if self._is_for_screen(event.key):
            # Without this the stock field would type it all the same.
            event.prevent_default()

    def action_turn(self, by: int) -> None:
        """Move the list by pages."""
        self.screen.query_one(Titles).action_turn(by)


class Titles(RowTable, can_focus=False):
    """Documents under headings; the field above has the keys, the cursor goes past headings."""

    def _style(self, row: int) -> Style:
        style = super()._style(row)
        if row == self.cursor and self.lines[row].key is not None:
            style += self.get_component_rich_style("rows--cursor", partial=True)
        return style

    def _follow(self, row: int) -> None:
        """Keep the row in sight; above the first document its heading is shown too."""
        if all(line.key is None for line in self.lines[:row]):
            self.scroll_to(y=0, animate=False, force=True)
        else:
            super()._follow(row)

    def action_move(self, by: int) -> None:
        """Move over documents, past their headings."""
        step = 1 if by > 0 else -1
        target = max(0, min(self.cursor + by, len(self.lines) - 1))
        while 0 <= target < len(self.lines) and self.lines[target].key is None:
            target += step
        if 0 <= target < len(self.lines):
            self.cursor = target

    def action_open(self) -> None:
        """Open the document; a heading opens nothing."""
        if self.line is not None and self.line.key is not None:
            super().action_open()


class DocumentsPage(BrowsePage):
    """Every document this person's duties let them enter, with what it is for."""

    TITLE_KEY: ClassVar[str] = "title_documents"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,ctrl+j", "open", "key_open")]
    DEFAULT_CSS = """
    DocumentsPage #find { margin: 0 1; }
    """

    def __init__(self) -> None:
        """Start with nothing that may be entered."""
        super().__init__()
        self.mine: set[str] = set()
        self.kept: set[str] = set()

    def body(self) -> Iterator[Widget]:
        """Show the field to search with above the list."""
        columns = (
            Column(self.say("col_document"), 30),
            Column(self.say("col_draft"), 4),
            Column(self.say("col_note"), 20, grows=True),
        )
        yield Finder(placeholder=self.say("hint_find_document"), id="find")
        yield Titles(columns, empty=self.say("no_documents"), id="documents")

    def on_mount(self) -> None:
        """Go to the field."""
        self.query_one("#find").focus()

    def action_reload(self) -> None:
        """List them anew: a draft may have been kept or sent."""
        person = self.seat.person
        roles = person.roles if person else frozenset()
        self.mine = {place.key for place in places_of(roles, DOCUMENTS)}
        self.kept = {key for key in self.mine if self.seat.drafts.load(key)}
        self._fill()

    def _fill(self, *, first: bool = False) -> None:
        query = self.query_one("#find", HanInput).value
        lines = [line for area, nouns in AREAS for line in self._area(area, nouns, query)]
        table = self.query_one("#documents", Titles)
        table.empty = self.say("no_such_document" if self.mine else "no_documents")
        found = next((n for n, line in enumerate(lines) if line.key is not None), 0)
        stands = table.line is not None and any(table.line.key == line.key for line in lines)
        table.fill(lines, cursor=None if stands and not first else found)

    def _area(self, area: str, nouns: str, query: str) -> Iterator[Line]:
        """Return the documents of one part of the work that match, below their heading."""
        title = self.say(area)
        found = [
            self._line(BY_KEY[noun])
            for noun in nouns.split()
            if noun in self.mine and self._is_meant(noun, title, query)
        ]
        if found:
            yield Line((title, "", ""), None, "strong")
            yield from found

    def _is_meant(self, noun: str, area: str, query: str) -> bool:
        """Say whether a document is looked for by its name in either language, or by its part."""
        sheet = DOCUMENT_OF[noun]
        return not query.strip() or matches(
            query, sheet.title, title_of(sheet, "en"), area, noun.replace("_", " ")
        )

    def _line(self, place: Place) -> Line:
        mark = "*" if self.seat.ascii_only else "●"
        kept = mark if place.key in self.kept else ""
        lang = self.seat.lang
        note = note_of(DOCUMENT_OF[place.argument], lang)
        return Line((f"  {place.name(lang)}", kept, note), place.key)

    @on(Input.Changed, "#find")
    def narrowed(self) -> None:
        """Show what matches, the first of it marked."""
        self._fill(first=True)

    @on(HanInput.Stepped)
    def stepped(self, event: HanInput.Stepped) -> None:
        """Move the mark while the field keeps the keys."""
        event.stop()
        self.query_one("#documents", Titles).action_move(event.by)

    @on(Input.Submitted, "#find")
    def chosen(self) -> None:
        """Open what is marked."""
        self.action_open()

    def on_screen_resume(self) -> None:
        """Read again: drafts are no part of the books, so the bus says nothing of them."""
        self.is_stale = True
        super().on_screen_resume()

    def drafts_changed(self) -> None:
        """Mark the drafts there are now."""
        self.action_reload()

    def action_back(self) -> None:
        """Clear the search first, then go back."""
        field = self.query_one("#find", HanInput)
        if field.value:
            field.value = ""
            return
        super().action_back()

    def action_open(self) -> None:
        """Open the document under the cursor."""
        self.query_one("#documents", Titles).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Go to the form."""
        cast("CityledgerApp", self.app).push_place(str(event.line.key))
