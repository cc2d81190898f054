"""A real terminal: tmux runs the real program on a ledger, keys go in and lines come out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import Self

_NUMBER = count(1)
TRIES = 600
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_GROUND = re.compile(r"48[;:][25][;:][0-9;:]+")
"""A background colour: only the field that is entered has its own."""
PAUSE = 0.1


class Terminal:
    """One tmux server of its own with the program in it."""

    def __init__(self, folder: Path, *, size: tuple[int, int] = (110, 30)) -> None:
        """Take the folder of the ledger and start the screens in it."""
        self.name = f"cityledger-{os.getpid()}-{next(_NUMBER)}"
        self.folder, self.size = folder, size
        self.control_keys = 0

    def __enter__(self) -> Self:
        """Start the program."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End this server and nothing else."""
        self._tmux("kill-server", check=False)

    def start(self) -> None:
        """Start the program in a new session."""
        width, height = map(str, self.size)
        # A size in the environment would count for more than that of the terminal.
        clean = ("env", "-u", "COLUMNS", "-u", "LINES", "CITYLEDGER_LANG=zh")
        program = (*clean, sys.executable, "-m", "cityledger", "--ledger", str(self.folder), "tui")
        self._tmux("new-session", "-d", "-x", width, "-y", height, *program)

    def _tmux(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.name, "-f", "/dev/null", *words],
            check=check,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press control keys, by tmux's names for them, and count them."""
        self.control_keys += len(keys)
        for key in keys:
            self._tmux("send-keys", key)

    def type(self, text: str) -> None:
        """Type text as it stands."""
        self._tmux("send-keys", "-l", text)

    def paste(self, text: str) -> None:
        """Paste text as a terminal does that marks what is pasted."""
        self._tmux("set-buffer", text)
        self._tmux("paste-buffer", "-p")

    def send_bytes(self, *pairs: str) -> None:
        """Send bytes, by their two hexadecimal digits."""
        self._tmux("send-keys", "-H", *pairs)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def lines(self) -> list[str]:
        """Return what the terminal shows."""
        return self._tmux("capture-pane", "-p", check=False).split("\n")

    def squeezed(self) -> str:
        """Return what it shows without spaces and frames."""
        return "".join(c for c in "".join(self.lines()) if c not in " │╭╮╰╯─")

    def until(self, said: str) -> None:
        """Wait until the terminal shows something; fails with what it shows instead."""
        for _ in range(TRIES):
            if said.replace(" ", "") in self.squeezed():
                return
            time.sleep(PAUSE)
        raise AssertionError("\n".join([f"waited for {said}", *self.lines()]))

    def until_at(self, title: str) -> None:
        """Wait until a field is lit as the one entered: typing ahead would go elsewhere."""
        for _ in range(TRIES):
            painted = self._tmux("capture-pane", "-p", "-e", check=False).split("\n")
            grounds = [set(_GROUND.findall(row)) for row in painted]
            rows = [_STYLE.sub("", row).lstrip("│ ") for row in painted]
            for place, row in enumerate(rows):
                others = [found for n, found in enumerate(grounds) if n != place]
                if row.startswith(title) and grounds[place] - set().union(*others):
                    return
            time.sleep(PAUSE)
        raise AssertionError("\n".join([f"waited to be at {title}", *self.lines()]))

    def log_in(self, user: str, passphrase: str, users: tuple[str, ...]) -> None:
        """Choose a person by the rows of the list, and type the passphrase."""
        self.until(user)
        rows = [row for row in self.lines() if any(f" {name} " in row for name in users)]
        place = next(n for n, row in enumerate(rows) if f" {user} " in row)
        self.until("请选择姓名")
        self.press(*["Down"] * place, "Enter")
        self.until_at("口令短语")
        self.type(passphrase)
        self.until("•" * len(passphrase))
        self.press("Enter")
        self.control_keys = 0

    def drop_line(self) -> None:
        """Let the line drop: the program gets what the end of an ssh session gives it."""
        pid = int(self._tmux("display-message", "-p", "#{pane_pid}").strip())
        os.kill(pid, signal.SIGHUP)
        for _ in range(TRIES):
            if not Path(f"/proc/{pid}").exists():
                return
            time.sleep(PAUSE)
        raise AssertionError(f"process {pid} outlived its line")
