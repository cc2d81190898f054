"""A backup from the screens: which file, the command that makes it, what a cancelled one left."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import Static
from textual.worker import WorkerCancelled, WorkerFailed

from cityledger.kernel.errors import Unavailable
from cityledger.tui.frame import Dialog
from cityledger.tui.job import Job, Outcome
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


class BackupJob(Job):
    """A backup at work; cancelled, it is gone with all it had written before the window closes."""

    def __init__(self, title: str, command: tuple[str, ...], file: Path) -> None:
        """Take what is being done, the command, and the file it makes."""
        super().__init__(title, command)
        self.file = file

    def action_cancel(self) -> None:
        """End the work, and wait until it has ended."""
        self.run_worker(self._give_up(), group="ending", exit_on_error=False)

    async def _give_up(self) -> None:
        working = [worker for worker in self.workers if worker.group == "job"]
        self.workers.cancel_group(self, "job")
        for worker in working:
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()
        clear_away(self.file)
        # One that was finished before it could be ended is a backup like any other.
        self.dismiss(Outcome(0, "", ()) if self.file.exists() else None)


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
