"""Keys that are typed faster than the fields change: they go to the field they were meant for.

A key goes to the field that is entered when it arrives. Enter moves on a moment later, so over a
slow line, where keys come in bursts, what is typed after it would land in the field before.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual.events import Key, Paste

from cityledger.tui.widgets.fields import HanInput

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Event
    from textual.screen import Screen

STEP = 0.01
LONGEST = 0.1
"""Seconds that keys wait at most for an Enter that leads nowhere."""

ENTER = frozenset({"enter", "ctrl+j"})


class TypeAhead:
    """Keeps keys back between an Enter in a field and the change of field it brings."""

    def __init__(self, app: App[None]) -> None:
        """Take the application whose keys these are."""
        self.app = app
        self.kept: deque[Event] = deque()
        self.field: HanInput | None = None
        self.screen: Screen[object] | None = None
        self.left = 0

    def holds(self, event: Event) -> bool:
        """Say whether an event is kept for later; those that are not go on at once."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            return False
        if self.field is not None and (self.kept or self._is_still_there()):
            self.kept.append(event)
            return True
        self.field = None
        focused = self.app.focused
        if isinstance(event, Key) and event.key in ENTER and isinstance(focused, HanInput):
            self.field, self.screen, self.left = focused, self.app.screen, round(LONGEST / STEP)
            self.app.set_timer(STEP, self._look)
        return False

    def _is_still_there(self) -> bool:
        return self.app.focused is self.field and self.app.screen is self.screen

    async def _look(self) -> None:
        """Let the keys go once the field has changed, or when nothing comes of the Enter."""
        self.left -= 1
        if self.field is not None and self._is_still_there() and self.left > 0:
            self.app.set_timer(STEP, self._look)
            return
        self.field = None
        if self.app.screen is not self.screen:
            # Another screen has come: what was meant for a field must not become its keys.
            self.kept.clear()
        while self.kept and self.field is None:
            await self.app.on_event(self.kept.popleft())
