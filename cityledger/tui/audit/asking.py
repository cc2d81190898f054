"""The small windows of the auditor: the filter with its completion, kept filters, columns, a line.

They close with what was chosen, or with None when nothing was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from cityledger.kernel.errors import BadInput
from cityledger.tui.audit.completing import completed, suggestions
from cityledger.tui.frame import Dialog, failure
from cityledger.tui.widgets.cells import Column, wrap
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.lookup import OFFERED, Offers
from cityledger.tui.widgets.safe import label, prose
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.widgets import Input

    from cityledger.exchange.wanted import Archive
    from cityledger.tui.audit.completing import Suggestion

KEPT_AS = "audit_filters"
"""The name under which a person's filters lie beside the drafts."""

LONGEST_FILTER = 400
LONGEST_NOTE = 200
WIDEST, FRAME = 72, 7
"""Cells of a window, and of its frame, padding and scroll bar."""


class FilterDialog(Dialog[str]):
    """One field for the filter: what fits is offered below, what is wrong is said with where."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "key_complete", priority=True)
    ]
    DEFAULT_CSS = """
    FilterDialog #wrong { height: auto; color: $error; }
    FilterDialog Offers { height: 7; margin: 0; }
    """

    def __init__(self, text: str, archive: Archive) -> None:
        """Take the filter as it stands and what it may name."""
        super().__init__()
        self.text, self.archive = text, archive
        self.offered: tuple[Suggestion, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(label(self.say("filter_title"), "bold"), markup=False)
            yield HanInput(self.text, id="asked", longest=LONGEST_FILTER)
            yield Static(id="wrong", markup=False)
            yield Offers(id="offers")
            yield Static(prose(self.say("filter_hint"), "dim"), markup=False)

    def on_mount(self) -> None:
        """Wait for the filter, with the cursor behind what stands there."""
        field = self.query_one("#asked", HanInput)
        field.focus()
        field.cursor_position = len(field.value)
        self.call_after_refresh(self._offer)

    @on(HanInput.Changed)
    def typed(self) -> None:
        """Offer what fits what is typed."""
        self.query_one("#wrong", Static).update(label(""))
        self._offer()

    def _offer(self) -> None:
        field = self.query_one("#asked", HanInput)
        found = suggestions(field.value, field.cursor_position, self.archive, self.seat.lang)
        self.offered = found[:OFFERED]
        offers = self.query_one("#offers", Offers)
        offers.offer(tuple(one.choice for one in self.offered), offers.size.width or 60)

    @on(HanInput.Stepped)
    def stepped(self, event: HanInput.Stepped) -> None:
        """Move the mark in the offers."""
        event.stop()
        self.query_one("#offers", Offers).step(event.by)

    def action_complete(self) -> None:
        """Take the offer that is marked."""
        at = self.query_one("#offers", Offers).highlighted
        if at is None or at >= len(self.offered):
            return
        field = self.query_one("#asked", HanInput)
        text, cursor = completed(field.value, field.cursor_position, self.offered[at])
        field.value = text
        field.cursor_position = cursor

    @on(HanInput.Submitted)
    def answered(self, event: Input.Submitted) -> None:
        """Take a filter that can be read; anything else stays with what is wrong with it."""
        from cityledger.exchange.wanted import read_filter

        event.stop()
        try:
            read_filter(event.value, self.archive, "zh" if self.seat.lang == "zh" else "en")
        except BadInput as bad:
            self.query_one("#wrong", Static).update(prose(failure(bad, self.seat.lang)))
            return
        self.dismiss(event.value.strip())


class SavedDialog(Dialog[str]):
    """The filters a person has kept by name: Enter applies one, a name keeps the one in use."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("delete", "forget", "key_forget")]
    DEFAULT_CSS = """
    SavedDialog #saved { height: 9; }
    """

    def __init__(self, text: str) -> None:
        """Take the filter in use."""
        super().__init__()
        self.text = text
        self.kept: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Build the window."""
        columns = (
            Column(self.say("col_name"), 16),
            Column(self.say("acol_filter"), 20, grows=True),
        )
        with Vertical(classes="dialog"):
            yield Static(label(self.say("saved_title"), "bold"), markup=False)
            yield RowTable(columns, empty=self.say("saved_empty"), id="saved")
            yield Static(label(self.say("saved_as")), markup=False, classes="ask")
            yield HanInput(id="name", longest=20)
            yield Static(prose(self.say("saved_hint"), "dim"), markup=False, id="said")

    def on_mount(self) -> None:
        """Show what is kept."""
        self.kept = self.seat.drafts.load(KEPT_AS)
        self._fill()
        where = "#saved" if self.kept else "#name"
        self.query_one(where).focus()

    def _fill(self) -> None:
        lines = [Line((name, text), name) for name, text in sorted(self.kept.items())]
        self.query_one("#saved", RowTable).fill(lines)

    @on(RowTable.Opened)
    def chosen(self, event: RowTable.Opened) -> None:
        """Apply a kept filter."""
        event.stop()
        self.dismiss(self.kept[str(event.line.key)])

    @on(HanInput.Submitted)
    def named(self, event: Input.Submitted) -> None:
        """Keep the filter in use under a name."""
        event.stop()
        name = event.value.strip()
        if name:
            self.kept[name] = self.text
            self._write()
            self.query_one("#name", HanInput).value = ""

    def action_forget(self) -> None:
        """Forget the filter under the cursor."""
        line = self.query_one("#saved", RowTable).line
        if line is not None and self.query_one("#saved").has_focus:
            self.kept.pop(str(line.key), None)
            self._write()

    def _write(self) -> None:
        is_kept = self.seat.drafts.keep(KEPT_AS, self.kept)
        said = "saved_done" if is_kept else "saved_failed"
        self.query_one("#said", Static).update(label(self.say(said)))
        self._fill()


class ColumnsDialog(Dialog["tuple[str, ...]"]):
    """Columns on and off; Enter takes them, at least one stays."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "turn", "key_turn")]
    DEFAULT_CSS = """
    ColumnsDialog #columns { height: 14; }
    """

    def __init__(self, titles: Mapping[str, str], chosen: tuple[str, ...]) -> None:
        """Take all columns by key with their titles, and those that are shown."""
        super().__init__()
        self.titles, self.chosen = titles, set(chosen)

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            columns = (Column("", 3), Column("", 10, grows=True))
            yield RowTable(columns, head=False, id="columns")
            yield Static(prose(self.say("columns_hint"), "dim"), markup=False)

    def on_mount(self) -> None:
        """Show them."""
        self._fill()
        self.query_one("#columns").focus()

    def _fill(self) -> None:
        mark = "x" if self.seat.ascii_only else "✓"
        lines = [
            Line((f"[{mark if key in self.chosen else ' '}]", title), key)
            for key, title in self.titles.items()
        ]
        self.query_one("#columns", RowTable).fill(lines)

    def action_turn(self) -> None:
        """Turn the column under the cursor on or off."""
        line = self.query_one("#columns", RowTable).line
        if line is not None:
            self.chosen ^= {str(line.key)}
            self._fill()

    @on(RowTable.Opened)
    def done(self, event: RowTable.Opened) -> None:
        """Take the columns in their usual order."""
        event.stop()
        self.dismiss(tuple(key for key in self.titles if key in self.chosen) or ("no",))


class AskLine(Dialog[str]):
    """Ask for one line of text, which may start with something and may end empty."""

    def __init__(self, title: str, value: str = "", *, is_needed: bool = False) -> None:
        """Take the question, what stands in the field, and whether an answer is needed."""
        super().__init__()
        self.heading, self.value, self.is_needed = title, value, is_needed

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(prose(self.heading), markup=False)
            yield HanInput(self.value, id="answer", longest=LONGEST_NOTE)
            yield Static(label(self.say("confirm_hint"), "dim"), markup=False)

    def on_mount(self) -> None:
        """Wait for the answer."""
        field = self.query_one("#answer", HanInput)
        field.focus()
        field.cursor_position = len(field.value)

    @on(HanInput.Submitted)
    def answered(self, event: Input.Submitted) -> None:
        """Take the answer."""
        event.stop()
        text = event.value.strip()
        if text or not self.is_needed:
            self.dismiss(text)


class Telling(Dialog[None]):
    """Some paragraphs to read: a refusal in full, a record, a leaf."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j,backspace", "cancel", "key_back", show=False)
    ]

    def __init__(self, title: str, paragraphs: tuple[str, ...]) -> None:
        """Take a title and the paragraphs below it."""
        super().__init__()
        self.heading, self.paragraphs = title, paragraphs

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"), VerticalScroll():
            width = min(WIDEST, self.app.size.width * 24 // 25) - FRAME
            yield Static(label(self.heading, "bold"), markup=False)
            for text in self.paragraphs:
                yield Static(prose("\n".join(wrap(text, width))), markup=False)
