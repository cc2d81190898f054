"""Work in a forked child of a warm parent, so that a crash costs a fork and not a start."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def spawn(work: Callable[[], object]) -> int:
    """Start a child that does the work and ends without tidying up; return its process id.

    The parent must have no database open: SQLite's connections do not survive a fork.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        _leave(work)
    return pid


def _leave(work: Callable[[], object]) -> NoReturn:
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - the parent's stack must never run on in the child
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def end(pid: int) -> int:
    """Wait for a child and return its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kill(pid: int) -> int:
    """Kill a child without warning and return its exit code (-9, or 0 if it was done before)."""
    os.kill(pid, signal.SIGKILL)
    return end(pid)


def result(work: Callable[[], T]) -> T:
    """Do the work in a child and return what it returned; raises RuntimeError when it failed."""
    with tempfile.TemporaryDirectory(prefix="cityledger-child-") as folder:
        path = Path(folder) / "result"
        code = end(spawn(lambda: path.write_bytes(pickle.dumps(work()))))
        if code:
            raise RuntimeError(f"the child ended with {code}")
        found: T = pickle.loads(path.read_bytes())
    return found
