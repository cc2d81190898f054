"""The turn: writers of one SQLite file stand in a queue, first come, first served.

SQLite gives its lock to whoever happens to ask next, and its askers sleep longer the longer they
have waited: of 32 busy writers one waited 13 s while others wrote a hundred times. Here everybody
takes a ticket first, as at a counter. A ticket is a locked byte of a file beside the database, and
the lowest one that is still locked is served.

The queue only orders; SQLite's own lock still decides. So nothing here can make a write impossible:
the kernel gives back the ticket of a dead process, who has waited for PATIENCE_S goes ahead without
a turn, and where the file cannot be written or locked there is no queue at all. Locks that belong
to an open file rather than to a process, which threads need, are those of Linux; other systems have
no queue.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

SUFFIX = "-turn"
PATIENCE_S = 30.0
"""A writer that hangs with the database open must not hang the others without a word."""

_COUNTER = struct.Struct("<q")
"""Bytes 0 to 7 of the file: the last ticket given out; byte 0 is locked while one is taken."""

_STEP_S = 0.0005
"""The next in line looks again after this long; the one behind it after twice this, and so on."""

_FLOCK = struct.Struct("@hhqqi4x")
"""C's `struct flock`: type, whence, start, length, pid."""

_MOST = 2**62
"""Past this the counter is damaged: tickets begin again at 1, which costs order, nothing else."""


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """Wait for this writer's turn at the engine's file, and pass it on at the end of the block.

    Databases in memory and on a server have no queue.
    """
    path = _file(engine)
    descriptor = None if path is None else _opened(path)
    if descriptor is None:
        yield
        return
    queue = _Queue(descriptor)
    try:
        _wait(queue, time.monotonic() + PATIENCE_S)
        yield
    finally:
        queue.leave()
        os.close(descriptor)


def _file(engine: Engine) -> str | None:
    """Return the lock file of a database that is one, or None."""
    database = engine.url.database
    if sys.platform != "linux" or engine.dialect.name != "sqlite":
        return None
    if not database or database == ":memory:" or database.startswith("file:"):
        return None
    return database + SUFFIX


def _opened(path: str) -> int | None:
    try:
        # Everybody who may write the database may also stand in its queue.
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        return None


def _wait(queue: _Queue, until: float) -> None:
    """Take a ticket and return when no lower one is locked, or at `until`, then without a ticket.

    A file system that cannot lock is met like the end of patience: no turn.
    """
    try:
        ticket = None
        while ticket is None:
            ticket = queue.ticket()
            if ticket is None and not _slept(1, until):
                return
        while (served := queue.first_before(ticket)) is not None:
            if not _slept(ticket - served, until):
                # Those behind must not wait for one who no longer stands in line.
                queue.leave()
                return
    except OSError:
        return


def _slept(places: int, until: float) -> bool:
    """Sleep by the number of places ahead; return False when patience is at an end."""
    time.sleep(_STEP_S * min(places, 64))
    return time.monotonic() < until


class _Queue:
    """One open lock file: its locks go with it, however the process ends."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def ticket(self) -> int | None:
        """Take the next ticket, or None while another is being taken; raises OSError."""
        if not self._lock(0):
            return None
        try:
            stored = os.pread(self.descriptor, _COUNTER.size, 0)
            last = _COUNTER.unpack(stored)[0] if len(stored) == _COUNTER.size else 0
            ticket = last + 1 if 0 <= last < _MOST else 1
            while not self._lock(_COUNTER.size + ticket):
                # The counter went back, and this number is still somebody's.
                ticket += 1
            os.pwrite(self.descriptor, _COUNTER.pack(ticket), 0)
            return ticket
        finally:
            self._call("F_OFD_SETLK", "F_UNLCK", 0, 1)

    def first_before(self, ticket: int) -> int | None:
        """Return a ticket below this one that is still locked, or None: it is this one's turn."""
        found = self._call("F_OFD_GETLK", "F_WRLCK", _COUNTER.size, ticket)
        kind, _, start, *_ = _FLOCK.unpack(found)
        return None if kind == _constant("F_UNLCK") else int(start) - _COUNTER.size

    def leave(self) -> None:
        """Give back the ticket; closing alone would not, while a forked child has the file open."""
        with suppress(OSError):
            self._call("F_OFD_SETLK", "F_UNLCK", 0, 0)

    def _lock(self, place: int) -> bool:
        try:
            self._call("F_OFD_SETLK", "F_WRLCK", place, 1)
        except BlockingIOError:
            return False
        return True

    def _call(self, command: str, kind: str, start: int, length: int) -> bytes:
        import fcntl  # Not there on every system, and this is reached on Linux only.

        lock = _FLOCK.pack(_constant(kind), os.SEEK_SET, start, length, 0)
        return fcntl.fcntl(self.descriptor, getattr(fcntl, command), lock)


def _constant(name: str) -> int:
    import fcntl

    return int(getattr(fcntl, name))
