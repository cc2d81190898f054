"""A lock on a file beside the one that changes: one process at a time, let go of by the kernel.

The kernel lets go when the holder ends, however it ends, so no lock is ever left behind and none
has to be judged stale. The lock file itself stays: taking it away would let two in.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cityledger.kernel.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_SECONDS = 10.0
_STEP_SECONDS = 0.02


@contextmanager
def exclusive(path: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock of `path` (on `<path>-lock`); raises `Unavailable` after `wait` seconds."""
    # One file has one lock, by whatever link it was reached.
    real = path.resolve()
    lock = real.with_name(f"{real.name}-lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Unavailable(f"cannot write beside {path}: {error.strerror}") from error
    try:
        end = time.monotonic() + wait
        while not _try(handle):
            if time.monotonic() >= end:
                raise Unavailable(f"another process holds {path}; try again")
            time.sleep(_STEP_SECONDS)
        yield
    finally:
        # Closing lets go of the lock as well.
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
