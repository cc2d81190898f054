"""The real program in a real terminal: the probe before the screens, and the screen of a crash."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cityledger.tui.seat import Seat

ASKED = b"\x1b[6n"
TRIES = 600
WAIT = 0.1


class Terminal:
    """The other end of a pseudo-terminal: what a program wrote, and keys for it."""

    def __init__(self, fd: int, width_of_two: int) -> None:
        """Take our end, and how many cells the terminal gives to two frame characters."""
        self.fd, self.width_of_two = fd, width_of_two
        self.said = b""
        self._answered = 0

    def press(self, keys: bytes) -> None:
        """Send keys."""
        os.write(self.fd, keys)

    def shows(self, text: str) -> bool:
        """Read until a text was written; answer whoever asks where the cursor is."""
        for _ in range(TRIES):
            if text.encode() in self.said:
                return True
            if select.select([self.fd], [], [], WAIT)[0]:
                try:
                    self.said += os.read(self.fd, 65_536)
                except OSError:
                    break
            if self.said.count(ASKED) > self._answered:
                self._answered += 1
                self.press(b"\x1b[1;%dR" % (1 + self.width_of_two))
        return text.encode() in self.said


@contextmanager
def started(
    command: list[str], width_of_two: int = 2
) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    """Run a program in a terminal of 24 lines."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "LINES": "24", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, *command], stdin=theirs, stdout=theirs, stderr=theirs, env=environ
    ) as running:
        os.close(theirs)
        try:
            yield Terminal(ours, width_of_two), running
        finally:
            running.kill()
            os.close(ours)


@pytest.mark.slow
@pytest.mark.parametrize(("width_of_two", "frames"), [(2, True), (4, False)])
def test_a_terminal_that_draws_wide_gets_ascii_frames(
    seat: Seat, width_of_two: int, frames: bool
) -> None:
    command = ["-m", "cityledger", "--ledger", str(seat.path), "tui"]
    with started(command, width_of_two) as (terminal, running):
        assert terminal.shows("制单员")
        assert terminal.shows("请选择姓名" if frames else "已改用 ASCII 线框")
        drawn = terminal.said.partition(ASKED)[2].decode(errors="replace")
        assert frames == ("╭" in drawn)
        terminal.press(b"\x11")
        assert 0 == running.wait(60)


BROKEN = """
import sys
from pathlib import Path
from cityledger.tui.app import run
from cityledger.tui.login import LoginPage
from cityledger.tui.seat import Seat

def breaks(page):
    amount = "6,500,000.00"
    raise KeyError(f"{amount} 付给某某")

LoginPage.on_mount = breaks
sys.exit(run(Seat(path=Path(sys.argv[1]))))
"""


@pytest.mark.slow
def test_a_crash_shows_its_code_and_no_traceback(seat: Seat, tmp_path: Path) -> None:
    program = tmp_path / "broken.py"
    program.write_text(BROKEN, encoding="utf-8")
    with started([str(program), str(seat.path)]) as (terminal, running):
        assert terminal.shows("E900 KeyError")
        assert terminal.shows("账簿没有受损")
        terminal.press(b"\x11")
        assert 1 == running.wait(60)
        said = terminal.said.decode(errors="replace")
        assert "Traceback" not in said
        assert "6,500,000.00" not in said
