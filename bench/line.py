"""The other end of a line: a program in a terminal of its own, and the bytes that reach it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench.measure import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, HEIGHT = 120, 40
ASKED, ANSWER = b"\x1b[6n", b"\x1b[1;3R"
"""Where the cursor is after two characters of a frame: each took one cell."""

LONGEST_S = 120.0
QUIET_S = 0.25
BLOCK = 65_536


class Line:
    """What a person's computer gets from the program, and the keys it sends."""

    def __init__(self, fd: int) -> None:
        """Take our end of the pseudo-terminal."""
        self.fd = fd
        self.said = b""

    def send(self, keys: bytes) -> None:
        """Send keys."""
        os.write(self.fd, keys)

    def _hear(self, patience_s: float) -> bool:
        """Read what comes next, answer where the cursor is; False when nothing came in time."""
        if not select.select([self.fd], [], [], patience_s)[0]:
            return False
        heard = os.read(self.fd, BLOCK)
        self.said += heard
        if ASKED in self.said[-len(heard) - len(ASKED) :]:
            self.send(ANSWER)
        return True

    def until(self, pattern: str) -> float:
        """Wait until a pattern was drawn; return when that was. Raises RuntimeError."""
        end = time.perf_counter() + LONGEST_S
        while not re.search(pattern.encode(), self.said):
            if time.perf_counter() > end:
                raise RuntimeError(f"{pattern} was never drawn: {self.said[-500:]!r}")
            self._hear(0.05)
        return time.perf_counter()

    def settle(self) -> int:
        """Wait until nothing comes for a while; return the bytes that came meanwhile."""
        before = len(self.said)
        while self._hear(QUIET_S):
            pass
        return len(self.said) - before


@contextmanager
def line(arguments: Sequence[str]) -> Iterator[tuple[Line, float]]:
    """Run Python with these arguments at the end of a line; yields it and when it was started."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    unset = ("COLUMNS", "LINES")
    kept = {name: text for name, text in environment().items() if name not in unset}
    given = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "CITYLEDGER_LANG": "zh"}
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *arguments], stdin=theirs, stdout=theirs, stderr=theirs,
        env=kept | given, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Line(ours), started
    finally:
        child.kill()
        child.wait()
        os.close(ours)
