"""A session ends itself: when nobody has been at work for a while, or when its server is gone."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

from cityledger.tui.texts import say

if TYPE_CHECKING:
    from cityledger.tui.app import CityledgerApp

WARNING = 60.0
"""Seconds before the end at which a person is told, when there is so much time."""

PATIENCE = 4.0
"""Seconds a program gets to end in order before it is ended."""


def watch_chair(app: CityledgerApp) -> None:
    """Leave the program once nobody has touched a key for as long as the seat allows."""
    limit = app.seat.idle_seconds
    if not limit:
        return
    app.seat.touched = app.seat.ticks()
    is_told = False

    def look() -> None:
        nonlocal is_told
        left = limit - (app.seat.ticks() - app.seat.touched)
        if left <= 0:
            app.put_away()
            app.exit()
        elif left > WARNING:
            is_told = False
        elif limit > 2 * WARNING and not is_told:
            is_told = True
            said = say("idle_soon", app.seat.lang, seconds=int(left))
            app.notify(said, timeout=left, markup=False, severity="warning")

    app.set_interval(min(5.0, limit / 4), look)


def watch_parent(pid: int, every: float = 1.0) -> threading.Thread:
    """End this process and its group once the process that started it is gone.

    A thread does it, since a program whose reader has died may be stuck where it writes.
    """

    def look() -> None:
        while os.getppid() == pid:
            time.sleep(every)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)
        os._exit(1)

    thread = threading.Thread(target=look, name="parent", daemon=True)
    thread.start()
    return thread
