"""Policy packs in force and every parameter with its document: what nobody has read is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from cityledger.tui.admin.reading import Policies, policies
from cityledger.tui.admin.states import moment
from cityledger.tui.frame import BrowsePage, Dialog
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.safe import label, prose
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from cityledger.controls.parameters import Parameter
    from cityledger.kernel.words import Lang
    from cityledger.views.policy import AdoptedPack

WEAK = "unverified"


class PolicyPage(BrowsePage):
    """Packs above, parameters below; Enter on a parameter shows every row there was of it."""

    TITLE_KEY: ClassVar[str] = "title_policy"
    DEFAULT_CSS = """
    PolicyPage #packs_box { height: 6; }
    PolicyPage #parameters_box { height: 1fr; }
    PolicyPage.-high #packs_box { height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "open", "key_history"),
        Binding("u", "weak", "key_weak"),
        Binding("tab", "app.focus_next", "key_next_table", show=False),
    ]

    def __init__(self) -> None:
        """Start with every parameter."""
        super().__init__()
        self.found: Policies | None = None
        self.weak_only = False

    def body(self) -> Iterator[Widget]:
        """Show two tables."""
        packs = (
            Column(self.say("adm_col_pack"), 20, grows=True),
            Column(self.say("adm_col_issued"), 10),
            Column(self.say("adm_col_digest"), 12, drops=2),
            Column(self.say("adm_col_adopted"), 16),
            Column(self.say("adm_col_by"), 8),
        )
        parameters = (
            Column("", 2),
            Column(self.say("adm_col_parameter"), 24, grows=True),
            Column(self.say("adm_col_value"), 14, grows=True),
            Column(self.say("adm_col_from"), 10),
            Column(self.say("adm_col_document"), 18, grows=True, drops=1),
            Column(self.say("adm_col_evidence"), 8),
        )
        with Vertical(classes="box", id="packs_box"):
            yield RowTable(packs, empty=self.say("adm_no_pack"), id="packs")
        with Vertical(classes="box", id="parameters_box"):
            yield RowTable(parameters, empty=self.say("no_parameters"), id="parameters")

    def on_mount(self) -> None:
        """Name the boxes."""
        self.query_one("#packs_box").border_title = self.say("packs_title")
        self.query_one("#parameters").focus()

    def action_reload(self) -> None:
        """Read them again in a thread."""
        seat = self.seat
        self.start(lambda: policies(seat), self._read, "read")

    def _read(self, found: Policies) -> None:
        self.found = found
        self._show()

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        self.retitle()
        self.query_one("#packs", RowTable).fill([_pack(row) for row in found.packs])
        rows = [row for row in found.in_force if not self.weak_only or row.evidence == WEAK]
        weak = sum(row.evidence == WEAK for row in found.in_force)
        title = self.say("parameters_title", on=found.today, count=len(rows), weak=weak)
        self.query_one("#parameters_box").border_title = title
        table = self.query_one("#parameters", RowTable)
        table.fill([self._parameter(row) for row in rows], cursor=min(table.cursor, len(rows)))

    def _parameter(self, row: Parameter) -> Line:
        lang: Lang = "zh" if self.seat.lang == "zh" else "en"
        weak = row.evidence == WEAK
        cells = (
            "!" if weak else "✓",
            row.key,
            row.shown(lang),
            row.valid_from.isoformat(),
            f"{row.doc_no} {row.clause}".rstrip(),
            self.say(f"evidence_{row.evidence}"),
        )
        return Line(cells, row.key, "warn" if weak else "")

    def action_weak(self) -> None:
        """Show only what nobody has read in its document, or everything again."""
        self.weak_only = not self.weak_only
        self._show()

    def action_open(self) -> None:
        """Open the parameter under the cursor."""
        self.query_one("#parameters", RowTable).action_open()

    @on(RowTable.Moved, "#parameters")
    def moved(self, event: RowTable.Moved) -> None:
        """Say the whole document of the parameter under the cursor: its cell may be cut."""
        if self.found is not None:
            row = self.found.history[str(event.line.key)][-1]
            self.status.tell(f"{row.key}: {row.doc_no} {row.clause}".rstrip())

    @on(RowTable.Opened, "#parameters")
    def opened(self, event: RowTable.Opened) -> None:
        """Show what was said of a parameter, and by which pack."""
        if self.found is not None:
            key = str(event.line.key)
            self.app.push_screen(History(key, self.found.history[key]))


def _pack(row: AdoptedPack) -> Line:
    name = f"{row.name} {row.version}"
    cells = (name, row.issued_on.isoformat(), row.sha256[:12], moment(row.at), row.adopted_by)
    return Line(cells, row.leaf_idx)


class History(Dialog[None]):
    """Every row there was of one parameter, the oldest first, with its whole document."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "cancel", "key_back", show=False)
    ]

    def __init__(self, key: str, rows: tuple[Parameter, ...]) -> None:
        """Take the key and its rows."""
        super().__init__()
        self.key, self.rows = key, rows

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(label(self.key, "bold"), markup=False)
            with VerticalScroll():
                for row in self.rows:
                    weak = row.evidence == WEAK
                    style = "$warning" if weak else ""
                    yield Static(prose(self._told(row), style), markup=False, classes="ask")
            yield Static(label(self.say("history_hint"), "dim"), markup=False)

    def _told(self, row: Parameter) -> str:
        lang: Lang = "zh" if self.seat.lang == "zh" else "en"
        until = row.valid_to.isoformat() if row.valid_to else "—"
        mark = "!" if row.evidence == WEAK else "✓"
        return (
            f"{mark} {row.shown(lang)}  {row.valid_from} … {until}\n"
            f"  {row.doc_no} {row.clause}".rstrip()
            + f"\n  {self.say(f'evidence_{row.evidence}')}  {row.pack or '—'}"
        )
