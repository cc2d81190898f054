"""Look at the terminal before the screens start: how wide are frames, can it show Chinese at all.

A terminal with a Chinese font may draw frame characters two cells wide, and then every line that
has one is off. Nobody can tell from its name, so it is asked: draw two of them, and read where the
cursor stands (`ESC[6n`). A terminal that does not answer in time counts as one that is right.
"""

from __future__ import annotations

import os
import re
import select
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 0.5
"""How long an answer is waited for: enough for a slow line, unnoticed where none comes."""

PROBE = "─·"
"""Two characters that are either one or two cells wide each."""

WIDE = "probe_wide"
"""The text that says what was done about it."""

_ASK = b"\r" + PROBE.encode() + b"\x1b[6n"
_ERASE = b"\r\x1b[K"
_ANSWER = re.compile(rb"\x1b\[([0-9]{1,5});([0-9]{1,5})R")
_MOST = 4_096
_NO_SCREENS = frozenset({"", "dumb", "unknown"})


def draws_wide(reads: int, writes: int, seconds: float = SECONDS) -> bool:
    """Say whether a terminal draws frame characters wide; its settings are as before afterwards."""
    try:
        import termios
        import tty
    except ImportError:
        return False
    try:
        before = termios.tcgetattr(reads)
    except termios.error:
        return False
    try:
        tty.setcbreak(reads, termios.TCSANOW)
        os.write(writes, _ASK)
        column = _column(reads, seconds)
        os.write(writes, _ERASE)
    except OSError:
        return False
    finally:
        termios.tcsetattr(reads, termios.TCSANOW, before)
    return column is not None and column - 1 > len(PROBE)


def _column(reads: int, seconds: float) -> int | None:
    """Return the column the terminal reports, or None when it reports none in time."""
    said, until = b"", time.monotonic() + seconds
    while len(said) < _MOST:
        left = until - time.monotonic()
        if left <= 0 or not select.select([reads], [], [], left)[0]:
            return None
        more = os.read(reads, 64)
        if not more:
            return None
        said += more
        found = _ANSWER.search(said)
        if found:
            return int(found[2])
    return None


def doubts(encoding: str | None, environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what may go wrong in this terminal: text keys, each with the fact that it names."""
    out = []
    if (encoding or "").casefold().replace("-", "").replace("_", "") != "utf8":
        out.append(("probe_encoding", encoding or "?"))
    if environ.get("TERM", "") in _NO_SCREENS:
        out.append(("probe_dumb", environ.get("TERM", "") or "?"))
    return tuple(out)
