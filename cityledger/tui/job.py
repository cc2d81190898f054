"""Long work in a process of its own: progress comes as lines, cancelling ends the whole group.

A print or a verification takes memory and the processor; the screens stay quick beside it, and
what is cancelled has changed nothing.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from cityledger.kernel.errors import Unavailable
from cityledger.tui.frame import Dialog
from cityledger.tui.widgets.cells import bar, share
from cityledger.tui.widgets.safe import label

if TYPE_CHECKING:
    from asyncio import StreamReader
    from asyncio.subprocess import Process
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from cityledger.tui.seat import Seat

PATIENCE = 2.0
"""Seconds a cancelled process has to end by itself."""

BAR = 40
LINE_BYTES = 1 << 20
KEPT_LINES = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the work ended: its exit status, what it said, and what it said of errors."""

    status: int
    said: str
    errors: tuple[str, ...]


def command_of(seat: Seat, *arguments: str) -> tuple[str, ...]:
    """Return the command line that does this work on the seat's ledger, which it only reads."""
    if seat.path is None or seat.cover is None:
        raise Unavailable("no ledger is open")
    return (
        sys.executable, "-m", "cityledger", "--read-only", "--ledger", str(seat.path),
        "--book", str(seat.cover.book_id), "--lang", seat.lang, *arguments, "--progress", "json",
    )  # fmt: skip


async def run(command: tuple[str, ...], told: Callable[[int, int], None]) -> Outcome:
    """Run a command; `told(done, total)` hears how far it is. Cancelled, it ends the group."""
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            *command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            limit=LINE_BYTES,
        )
    )
    try:
        process = await asyncio.shield(starting)
    except asyncio.CancelledError:
        # Cancelled while it starts: it is there a moment later, and nobody else would end it.
        await _end(await starting)
        raise
    assert process.stdout is not None  # noqa: S101 - both are pipes, as was asked for
    assert process.stderr is not None  # noqa: S101
    try:
        said, errors = await asyncio.gather(process.stdout.read(), _listen(process.stderr, told))
        return Outcome(await process.wait(), said.decode("utf-8", "replace"), errors)
    finally:
        await _end(process)


async def _listen(stream: StreamReader, told: Callable[[int, int], None]) -> tuple[str, ...]:
    """Hear progress, and keep the last of what is no progress."""
    kept: list[str] = []
    while line := await stream.readline():
        text = line.decode("utf-8", "replace").rstrip()
        try:
            found = json.loads(text)
            told(int(found["done"]), int(found["total"]))
        except (ValueError, TypeError, KeyError):
            kept = [*kept, text][-KEPT_LINES:]
    return tuple(kept)


async def _end(process: Process) -> None:
    """End the group: first so that it tidies up what it put aside, then for certain."""
    if process.returncode is not None or not _sent(process, signal.SIGINT):
        return
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), PATIENCE)
    finally:
        # Also when there is no time to wait: the screens themselves are closing.
        if process.returncode is None:
            _sent(process, signal.SIGKILL)


def _sent(process: Process, sign: signal.Signals) -> bool:
    try:
        os.killpg(process.pid, sign)
    except ProcessLookupError:
        return False
    return True


class Job(Dialog[Outcome]):
    """Shows how far the work is; Esc cancels it. Closes with the outcome, or None."""

    def __init__(self, title: str, command: tuple[str, ...], made: Path | None = None) -> None:
        """Take what is being done, the command that does it, and the file it makes."""
        super().__init__()
        self.heading, self.command, self.made = title, command, made

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(label(self.heading, "bold"), markup=False)
            yield Static(label(self.say("job_starts"), "dim"), markup=False, id="far")
            yield Static(label(self.say("job_cancel"), "dim"), markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work(), exit_on_error=False, group="job")

    def told(self, done: int, total: int) -> None:
        """Show how far it is."""
        drawn = bar(done, max(1, total), BAR, ascii_only=self.seat.ascii_only)
        text = f"{drawn} {share(done, max(1, total))}  {done}/{total}"
        self.query_one("#far", Static).update(label(text))

    async def _work(self) -> None:
        try:
            outcome = await run(self.command, self.told)
        except OSError as error:
            outcome = Outcome(1, "", (error.strerror or type(error).__name__,))
        finally:
            if self.made is not None:
                self.made.with_name(self.made.name + ".part").unlink(missing_ok=True)
        self.dismiss(outcome)

    def action_cancel(self) -> None:
        """End the work; nothing was changed."""
        self.workers.cancel_group(self, "job")
        self.dismiss(None)
