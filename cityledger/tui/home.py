"""The workbench: how much money there is, where it is tied, what needs attention, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from cityledger.kernel import money
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.frame import BrowsePage
from cityledger.tui.overview import Notice, Overview, overview
from cityledger.tui.places import PLACES
from cityledger.tui.requests.document import DocumentPage
from cityledger.tui.widgets.cells import Column, amount, bar, share
from cityledger.tui.widgets.panel import END
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp
    from cityledger.views.position import TranchePosition
    from cityledger.views.shares import ProjectPosition

BAR = 8
MARKS = {"bad": "✗", "warn": "!", "": "▸", "dim": "·"}


class HomePage(BrowsePage):
    """The first screen after logging in."""

    TITLE_KEY = "title_home"
    DEFAULT_CSS = """
    HomePage #bench { height: 1fr; }
    HomePage.-low #bench { height: 8; }
    HomePage #bench RowTable { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(place.digit, f"app.visit('{place.key}')", place.title)
            for place in PLACES
            if place.digit and place.key != "home"
        ),
        Binding("f3", "app.turn_light", "key_theme", show=False),
        Binding("ctrl+l", "app.lock", "key_lock"),
        Binding("escape,backspace", "stay", "key_back", show=False),
    ]

    def body(self) -> Iterator[Widget]:
        """Put totals above two tables, and alerts below."""
        fund = (
            Column(self.say("col_tranche"), 12, grows=True),
            Column(self.say("col_left"), 8, "money"),
            Column(self.say("col_used"), BAR + 7, drops=1),
        )
        work = (
            Column(self.say("col_project"), 12, grows=True),
            Column(self.say("col_may_spend"), 8, "money"),
            Column(self.say("col_used"), BAR + 7, drops=1),
        )
        yield Static(id="totals", markup=False)
        with Horizontal(id="tables"):
            with Vertical(classes="box", id="tranche_box"):
                yield RowTable(fund, empty=self.say("no_money_yet"), id="tranches")
            with Vertical(classes="box", id="project_box"):
                yield RowTable(work, empty=self.say("no_projects"), id="projects")
        with Vertical(classes="box", id="bench"):
            columns = (Column("", 1), Column("", 20, grows=True))
            yield RowTable(columns, empty=self.say("no_alerts"), id="alerts", head=False)

    def on_mount(self) -> None:
        """Name the boxes."""
        self.query_one("#tranche_box").border_title = self.say("balances_by_tranche")
        self.query_one("#project_box").border_title = self.say("balances_by_project")
        self.query_one("#bench").border_title = self.say("alerts_title")
        self.query_one("#alerts").focus()

    def action_reload(self) -> None:
        """Read everything again in a thread."""
        seat = self.seat
        self.start(lambda: overview(seat), self._show, "read")

    def _show(self, found: Overview) -> None:
        self.retitle()
        position = found.position
        free = position.left_fen - position.held_fen
        rows = (
            self._total("total_left", free),
            self._total("in_hand", position.left_fen),
            self._total("held_money", position.held_fen),
        )
        narrow = max(24, self.size.width - 2)
        in_line = Content("  ").join(rows)
        fits = in_line.cell_length <= narrow
        totals = self.query_one("#totals", Static)
        totals.styles.height = 1 if fits else len(rows)
        totals.update(in_line if fits else END.join(rows))
        lines = [self._tranche(row) for row in position.tranches]
        self.query_one("#tranches", RowTable).fill(lines)
        lines = [self._project(row) for row in position.projects]
        self.query_one("#projects", RowTable).fill(lines)
        self.query_one("#alerts", RowTable).fill([self._alert(row) for row in found.notices])
        sent = sum(1 for row in found.notices if row.tone == "dim")
        counts = {"work": len(found.notices) - sent, "sent": sent}
        self.query_one("#bench").border_subtitle = self.say("bench_counts", **counts)

    def _total(self, key: str, fen: int) -> Content:
        strong = "bold $success" if key == "total_left" else ""
        return label(f" {self.say(key)}  ", "dim") + label(f"¥{money.text(fen)}", strong)

    def _used(self, part: int, whole: int) -> str:
        drawn = bar(part, whole, BAR, ascii_only=self.seat.ascii_only)
        return f"{drawn} {share(part, whole)}"

    def _tranche(self, row: TranchePosition) -> Line:
        free = row.quota_left_fen if row.form == "quota" else row.free_fen
        used = self._used(row.paid_fen, row.received_fen)
        name = f"{row.label} {row.source}"
        return Line((name, amount(free), used), tone="red" if free < 0 else "")

    def _project(self, row: ProjectPosition) -> Line:
        used = self._used(row.paid_fen, row.share_fen)
        over = row.left_fen < 0
        return Line((row.name, amount(row.left_fen), used), tone="red" if over else "")

    def _alert(self, row: Notice) -> Line:
        tone = {"bad": "red", "warn": "warn", "dim": "dim"}.get(row.tone, "")
        return Line((MARKS.get(row.tone, "·"), row.text), row.leads_to, tone)

    @on(RowTable.Opened, "#alerts")
    def opened(self, event: RowTable.Opened) -> None:
        """Go to the thing itself: the request, the payment of a contract, the draft."""
        app = cast("CityledgerApp", self.app)
        kind, _, what = str(event.line.key or "").partition(":")
        if kind == "request":
            app.push_screen(DocumentPage(int(what)))
        elif kind == "pay":
            app.push_screen(PaymentPage(what))
        elif kind:
            app.visit(kind)
        elif event.line.key == "":
            self.tell("leads_nowhere")

    def on_screen_resume(self) -> None:
        """Read again: drafts are no part of the books, so the bus says nothing of them."""
        self.is_stale = True
        super().on_screen_resume()

    def drafts_changed(self) -> None:
        """Say which drafts wait now."""
        self.action_reload()

    def action_stay(self) -> None:
        """Do nothing: there is no screen below this one."""
