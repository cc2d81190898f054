"""A backup from the screens: which file, the command that makes it, what a cancelled one left."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from cityledger.kernel.errors import Unavailable
from cityledger.tui.frame import Dialog
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.safe import label, prose

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from cityledger.tui.seat import Seat


def command_of(seat: Seat, file: Path) -> tuple[str, ...]:
    """Return the command line of a backup of the seat's ledger."""
    if seat.path is None or seat.cover is None:
        raise Unavailable("no ledger is open")
    return (
        *(sys.executable, "-m", "cityledger"),
        *("--ledger", str(seat.path), "--book", str(seat.cover.book_id), "--lang", seat.lang),
        *("backup", str(file), "--progress", "json"),
    )


def clear_away(file: Path) -> None:
    """Remove the unfinished copies of a backup that was cancelled: they are named after it."""
    for draft in file.parent.glob(f"{file.name}.new-*"):
        draft.unlink(missing_ok=True)


class BackupFile(Dialog[Path]):
    """Ask where the backup goes; a name that is taken is not taken again."""

    def __init__(self, offer: Path) -> None:
        """Take the file to offer."""
        super().__init__()
        self.offer = offer

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(label(self.say("backup_where"), "bold"), markup=False)
            yield Static(prose(self.say("backup_advice")), markup=False, classes="ask")
            yield HanInput(value=str(self.offer), id="answer", longest=400)
            yield Static(label(self.say("confirm_hint"), "dim"), markup=False, id="said")

    def on_mount(self) -> None:
        """Wait for the file."""
        self.query_one("#answer").focus()

    @on(HanInput.Submitted)
    def answered(self, event: Input.Submitted) -> None:
        """Take a file in a folder that is there."""
        event.stop()
        file = Path(event.value.strip()).expanduser()
        if not event.value.strip() or not file.parent.is_dir():
            self._say("backup_no_folder")
        elif file.exists():
            self._say("backup_taken")
        else:
            self.dismiss(file)

    def _say(self, key: str) -> None:
        self.query_one("#said", Static).update(label(self.say(key), "$error"))
