"""What the status line said: the last fifty messages of the person at this seat, with the time.

A message is gone from the status line with the next key; whoever looked away finds it here. The
list goes with the person: the next one at the seat sees nothing of it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel.days import CHINA
from cityledger.store.clock import host_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

KEPT = 50
"""How many messages are kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message: when, what, and its tone (good, bad, warn or empty)."""

    at: datetime
    text: str
    tone: str = ""

    @property
    def time(self) -> str:
        """The time of day as the log shows it."""
        return f"{self.at.astimezone(CHINA):%H:%M:%S}"


class Messages:
    """The log of one seat."""

    def __init__(self) -> None:
        """Start empty."""
        self._kept: deque[Told] = deque(maxlen=KEPT)

    def note(self, text: str, tone: str = "") -> None:
        """Keep what was said; nothing for an emptied line, and what is said twice stands once."""
        if text and not (self._kept and self._kept[-1].text == text):
            self._kept.append(Told(host_now(), text, tone))

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def newest_first(self) -> Iterator[Told]:
        """Yield what was said, the newest first."""
        return reversed(self._kept)
