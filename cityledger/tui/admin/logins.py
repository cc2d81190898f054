"""Log-ins that failed: those of this computer that nobody reported yet, then the sealed reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cityledger.tui.admin.reading import Failures, failures
from cityledger.tui.admin.states import moment
from cityledger.tui.frame import BrowsePage
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.views.logins import FailedLogins


class LoginsPage(BrowsePage):
    """Who was tried, how often, when; where the report is sealed."""

    TITLE_KEY: ClassVar[str] = "title_logins"
    DEFAULT_CSS = """
    LoginsPage #failures { height: 1fr; }
    """

    def body(self) -> Iterator[Widget]:
        """Show the list."""
        columns = (
            Column(self.say("adm_col_user"), 12, grows=True),
            Column(self.say("adm_col_times"), 6, "number"),
            Column(self.say("adm_col_first"), 16, drops=1),
            Column(self.say("adm_col_last"), 16),
            Column(self.say("adm_col_report"), 10),
        )
        yield RowTable(columns, empty=self.say("no_failures"), id="failures")

    def on_mount(self) -> None:
        """Go to the list."""
        self.query_one("#failures").focus()

    def action_reload(self) -> None:
        """Read them again in a thread."""
        seat = self.seat
        self.start(lambda: failures(seat), self._show, "read")

    def _show(self, found: Failures) -> None:
        self.retitle()
        rows = [*found.unreported, *found.reported]
        table = self.query_one("#failures", RowTable)
        table.fill([self._line(row) for row in rows], cursor=table.cursor)

    def _line(self, row: FailedLogins) -> Line:
        sealed = row.leaf_idx >= 0
        report = f"#{row.leaf_idx}" if sealed else self.say("not_reported")
        times = (moment(row.first_at), moment(row.last_at))
        cells = (row.user_id, str(row.failures), *times, report)
        return Line(cells, row.leaf_idx, "" if sealed else "warn")
