"""The administrator's first screen: what is kept up and what is not, and a backup at one key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from cityledger.store.clock import host_now
from cityledger.tui.admin.backup import BackupFile, BackupJob, clear_away, command_of
from cityledger.tui.admin.reading import Administration, administration
from cityledger.tui.admin.states import states
from cityledger.tui.frame import BrowsePage
from cityledger.tui.places import BY_KEY
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.safe import label, prose
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.store.backups import Backup
    from cityledger.tui.admin.states import State
    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.job import Outcome

MARKS = {"": "✓", "warn": "!", "bad": "✗"}
TONES = {"": "", "warn": "warn", "bad": "red"}


class AdminPage(BrowsePage):
    """Everything an administrator keeps up, one line each; Enter goes where it is seen."""

    TITLE_KEY: ClassVar[str] = "title_admin"
    DEFAULT_CSS = """
    AdminPage #states { height: 1fr; }
    AdminPage #hint { height: 1; padding: 0 1; background: $panel; }
    AdminPage #whole { height: 2; padding: 0 1; color: $row-dim; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "open", "key_open"),
        Binding("b", "backup", "key_backup"),
        Binding("f3", "app.turn_light", "key_theme"),
        Binding("ctrl+l", "app.lock", "key_lock"),
        Binding("escape,backspace", "back", "key_back", show=False),
    ]

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.backed: Backup | None = None

    def body(self) -> Iterator[Widget]:
        """Show the lines."""
        columns = (
            Column("", 2),
            Column(self.say("adm_col_item"), 16),
            Column(self.say("adm_col_state"), 20, grows=True),
        )
        with Vertical():
            yield Static(label(self.say("adm_hint"), "dim"), id="hint", markup=False)
            yield RowTable(columns, empty=self.say("opening"), id="states")
            yield Static(id="whole", markup=False)

    def on_mount(self) -> None:
        """Go to the lines."""
        self.query_one("#states").focus()

    def action_reload(self) -> None:
        """Read everything again in a thread."""
        seat = self.seat
        self.start(lambda: administration(seat), self._show, "read")

    def _show(self, found: Administration) -> None:
        self.retitle()
        self.backed = found.health.backup
        table = self.query_one("#states", RowTable)
        lines = [self._line(row) for row in states(found, self.seat.lang)]
        table.fill(lines, cursor=table.cursor)

    def _line(self, row: State) -> Line:
        cells = (MARKS[row.tone], self.say(row.key), row.text)
        return Line(cells, row, TONES[row.tone])

    @on(RowTable.Moved, "#states")
    def moved(self, event: RowTable.Moved) -> None:
        """Say the whole line: on a narrow screen its cell is cut."""
        self.query_one("#whole", Static).update(prose(cast("State", event.line.key).text))

    def action_open(self) -> None:
        """Open the line under the cursor."""
        self.query_one("#states", RowTable).action_open()

    @on(RowTable.Opened, "#states")
    def opened(self, event: RowTable.Opened) -> None:
        """Go where a line is seen; a backup is made here."""
        place = cast("State", event.line.key).leads_to
        if place == "backup":
            self.action_backup()
        elif place:
            # Proposals have a screen of their own where they are confirmed.
            there = place if place in BY_KEY else "admin_people"
            cast("CityledgerApp", self.app).push_place(there)
        else:
            self.tell("adm_seen_here")

    # ------------------------------------------------------------------------- the backup

    def action_backup(self) -> None:
        """Ask for a file, then copy and verify in a process of its own."""
        self.app.push_screen(BackupFile(self._offer()), self._back_up)

    def _offer(self) -> Path:
        """Return a file that is not there yet, beside the last backup or beside the ledger."""
        home = self.seat.path.resolve().parent if self.seat.path is not None else Path.home()
        folder = self.backed.file.parent if self.backed is not None else home
        return folder / f"cityledger-{host_now():%Y%m%d-%H%M%S}.db"

    def _back_up(self, file: Path | None) -> None:
        if file is None:
            return
        job = BackupJob(self.say("backup_runs"), command_of(self.seat, file), file)

        def done(outcome: Outcome | None) -> None:
            if outcome is None or outcome.status:
                clear_away(file)
            self._told(file, outcome)

        self.app.push_screen(job, done)

    def _told(self, file: Path, outcome: Outcome | None) -> None:
        if outcome is None:
            self.tell("backup_cancelled", "warn")
        elif outcome.status:
            self.tell("backup_failed", "bad", what="\n".join(outcome.errors[-3:]))
        else:
            self.tell("backup_done", "good", file=file)
        self.action_reload()
