"""The list that F4 opens: templates and past documents to start a new one from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from cityledger.tui.frame import Dialog
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from cityledger.tui.entry.templates import Templates

SAVE = "@save"
"""The line that keeps the present form as a template."""


@dataclass(frozen=True, slots=True)
class CalledUp:
    """One thing to start from: what it is, and the fields it fills."""

    cells: tuple[str, str, str]
    fields: tuple[tuple[str, str], ...]


class CallList(Dialog[dict[str, str]]):
    """Templates first, then past documents; Enter fills the form, Delete forgets a template."""

    DEFAULT_CSS = """
    CallList .window {
        width: 100; max-width: 96%; height: 80%; padding: 1 2;
        background: $surface; border: round $accent;
    }
    CallList RowTable { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "forget", "key_forget_template", show=False),
        Binding("f4", "cancel", "key_back", show=False),
    ]

    def __init__(
        self, templates: Templates, present: dict[str, str], past: tuple[CalledUp, ...]
    ) -> None:
        """Take the templates, the present form (empty: nothing to keep), past documents."""
        super().__init__()
        self.templates, self.present, self.past = templates, present, past

    def compose(self) -> ComposeResult:
        """Build the window."""
        columns = (
            Column(self.say("col_called"), 14),
            Column(self.say("col_summary"), 20, grows=True),
            Column(self.say("col_detail"), 34),
        )
        with Vertical(classes="window"):
            yield RowTable(columns, empty=self.say("nothing_to_call"), id="called")
            yield HanInput(placeholder=self.say("hint_template_name"), longest=40, id="name")
            yield Static(label(self.say("call_hint"), "dim"), markup=False, id="said")

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one(".window").border_title = self.say("key_call")
        self.query_one("#name").display = False
        self.fill()
        self.query_one("#called").focus()

    def fill(self) -> None:
        """List the templates anew."""
        lines = [Line(row.cells, dict(row.fields)) for row in self.past]
        kept = [
            Line((self.say("template"), name, self.say("all_but_amount")), name)
            for name, _ in self.templates.listed()
        ]
        save = [Line(("+", self.say("save_template"), ""), SAVE)] if self.present else []
        self.query_one("#called", RowTable).fill([*kept, *lines, *save])

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Fill the form, or ask for the name of a new template."""
        event.stop()
        key = event.line.key
        if key == SAVE:
            name = self.query_one("#name", HanInput)
            name.display = True
            name.focus()
        elif isinstance(key, str):
            self.dismiss(dict(self.templates.listed()).get(key, {}))
        else:
            self.dismiss(cast("dict[str, str]", key))

    @on(HanInput.Submitted)
    def named(self, event: Input.Submitted) -> None:
        """Keep the present form under the name typed."""
        event.stop()
        kept = self.templates.keep(event.value, self.present)
        said = "template_kept" if kept else "template_not_kept"
        self.query_one("#said", Static).update(label(self.say(said, name=event.value.strip())))
        if kept:
            self.query_one("#name", HanInput).value = ""
            self.query_one("#name").display = False
            self.fill()
            self.query_one("#called").focus()

    def action_forget(self) -> None:
        """Forget the template under the cursor; a past document stays what it is."""
        table = self.query_one("#called", RowTable)
        key = table.lines[table.cursor].key if table.lines else None
        if isinstance(key, str) and key != SAVE:
            self.templates.drop(key)
            self.fill()
