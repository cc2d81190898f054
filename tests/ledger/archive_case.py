"""Ledgers to archive: furnished ones with a row in every table, and an office with a mirror."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cityledger.actions.registry import RegisterParty
from cityledger.evidence.keys import SoftKey
from cityledger.kernel.ids import uscc
from cityledger.ledger.archive import Reader
from cityledger.ledger.mirror import Mirror
from cityledger.ledger.restore import restore
from cityledger.ledger.sources import opened
from cityledger.model import METADATA
from cityledger.store import engine as engines
from cityledger.store.engine import Read
from cityledger.store.files import LedgerFolder
from tests.conftest import DIVISION, LOG_SEED, Office

LEDGER = "t.example"


def party(n: int) -> RegisterParty:
    """Return the cheapest act there is: the n-th unit."""
    return RegisterParty(party_id=uscc(DIVISION, n), name=f"单位{n}")


def signing(office: Office, mirror: Path | None = None) -> Office:
    """Return the office with the log's key at its desk, and a mirror if one is named."""
    desk = replace(office.desk, log_signer=SoftKey(LOG_SEED))
    if mirror is not None:
        mirror.mkdir(exist_ok=True)
        desk = replace(desk, mirror=Mirror(mirror, LEDGER))
    office.desk = desk
    return office


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(read: Read) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, as text that both engines write alike."""
    out = {}
    for table in METADATA.sorted_tables:
        query = table.select().order_by(*table.primary_key)
        out[table.name] = [tuple(map(_plain, row)) for row in read.execute(query)]
    return out


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of a SQLite ledger."""
    engine = engines.connect(f"sqlite:///{path}")
    with engines.read(engine) as read:
        out = rows(read)
    engine.dispose()
    return out


def restored(source: Path, target: Path) -> Path:
    """Restore what is at a place into a new folder, and return its database."""
    where = LedgerFolder(target)
    with opened(source) as found:
        restore(found, where)
    return where.database


def reader(path: Path) -> Reader:
    """Return what opens reads of a SQLite file."""
    engine = engines.connect(f"sqlite:///{path}")
    return lambda: engines.read(engine)


def begin(work: Callable[[], object]) -> int:
    """Start a child that does the work; return its process id."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            # A child must never come back into the tests of its parent.
            os._exit(status)
    return child


def end(child: int) -> int:
    """Wait for a child; return its exit status, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def in_child(work: Callable[[], object]) -> int:
    """Do the work in a child and return its exit status."""
    return end(begin(work))


def with_files_up_to(size: int, work: Callable[[], object]) -> None:
    """Do the work where no file may grow past `size` bytes, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    work()
