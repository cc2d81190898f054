"""One browser tab, one process of the program: started without a shell, ended with its children.

Textual's own service starts a shell with the whole environment, and waits for the program to end
by itself: after a browser had died, one went on for half an hour (screens.md §5).
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from textual_serve.app_service import AppService

import cityledger

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Awaitable, Callable, Sequence

    from textual_serve.download_manager import DownloadManager

KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "HOME", "TMPDIR", "SSL_CERT_FILE")
"""What a session inherits. No passphrase, no ledger, no setting of the program comes in this way:
all of these are arguments, which the person who starts the server wrote."""

STEPS = ((signal.SIGTERM, 2.0), (signal.SIGKILL, 3.0))
GRACE = 3.0
"""Seconds for the program to end when it is asked to; then it is told, then it is ended."""


def environment(width: int, height: int) -> dict[str, str]:
    """Return all that a session finds in its environment."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {
        "COLUMNS": str(width),
        "ROWS": str(height),
        "PYTHONPATH": os.path.dirname(os.path.dirname(os.path.abspath(cityledger.__file__))),  # noqa: PTH100, PTH120
        "PYTHONUTF8": "1",
        "TERM": "xterm-256color",
        "TERM_PROGRAM": "textual",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TEXTUAL_FPS": "30",
    }


class Session(AppService):
    """The program behind one websocket."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        close: Callable[[], Awaitable[None]],
        download_manager: DownloadManager,
    ) -> None:
        """Take the arguments of the program; nothing is started yet."""
        super().__init__(
            "",
            write_bytes=write_bytes,
            write_str=write_str,
            close=close,
            download_manager=download_manager,
        )
        self.arguments = tuple(arguments)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the program in a process group of its own, so that all of it can be ended."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "cityledger",
            *self.arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment(width, height),
            start_new_session=True,
        )
        self._process, self._stdin = process, process.stdin
        return process

    @property
    def pid(self) -> int:
        """The process, 0 before it was started."""
        return self._process.pid if self._process is not None else 0

    async def stop(self) -> None:
        """End the program and all it started; it is gone when this returns."""
        process, self._process = self._process, None
        if process is None:
            return
        reading = self._task
        draining = asyncio.create_task(self._drain(process, reading))
        if process.returncode is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.send_meta({"type": "quit"}), GRACE)
        if not await _ended(process, GRACE):
            for number, seconds in STEPS:
                _signal_all(process.pid, number)
                if await _ended(process, seconds):
                    break
        # What the program had started, a backup or a check, must not outlive it.
        _signal_all(process.pid, signal.SIGKILL)
        tasks = [task for task in (reading, draining) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._task = None

    async def _drain(self, process: Process, reading: asyncio.Task[None] | None) -> None:
        """Read on when nobody else does: a program that waits to be read cannot hear a signal."""
        if reading is not None:
            await asyncio.wait([reading])
        if process.stdout is not None:
            while await process.stdout.read(1 << 16):
                pass


async def _ended(process: Process, seconds: float) -> bool:
    try:
        await asyncio.wait_for(process.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _signal_all(group: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
