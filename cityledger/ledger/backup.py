"""Backup: another file like the ledger's own, taken while others work, verified before it counts.

`VACUUM INTO` reads one state of the database in a fraction of a second; copying the file of a
database in use gives a damaged one (evidence.md §4.2).
"""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from cityledger.kernel.errors import Tampered, Unavailable
from cityledger.ledger.proof import head_of, logs, root
from cityledger.ledger.verify import verify
from cityledger.store import engine, guard
from cityledger.store.shelf import place, remove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

    from cityledger.ledger.archive import Reader
    from cityledger.ledger.verify import Verdict


def backup(
    source: Engine, open_read: Reader, final: Path, step: Callable[[int], None] = lambda _: None
) -> Verdict:
    """Copy the database to `final`, which must not be there; return the verdict on the copy.

    Raises Unavailable when the database is on a server or the disk cannot be written, Tampered
    when the copy does not verify or is no state of the ledger; then no file is left.
    """
    if source.dialect.name != "sqlite":
        raise Unavailable(
            "the database is on a server: use cityledger archive, or the server's own pg_dump"
        )
    if final.exists():
        raise Unavailable(f"{final} is there already; nothing was changed")
    draft = final.with_name(f"{final.name}.new-{secrets.token_hex(4)}")
    try:
        _copied(source, draft)
        verdict = _judged(draft, open_read, step)
    except BaseException:
        remove(draft)
        raise
    place(draft, final)
    return verdict


def _copied(source: Engine, draft: Path) -> None:
    try:
        # The file is made first, so that nobody else can read it while it is filled.
        draft.touch(mode=0o600, exist_ok=False)
        with closing(source.raw_connection()) as connection, guard.lifted(connection):
            connection.cursor().execute("VACUUM INTO ?", (str(draft),))
    except OSError as error:
        raise Unavailable(f"{draft.parent}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise Unavailable(f"the backup was not written: {error}") from error


def _judged(draft: Path, open_read: Reader, step: Callable[[int], None]) -> Verdict:
    """Verify the copy; every log of it is a prefix of the ledger's, which may be longer by now."""
    copied = engine.connect(f"sqlite:///{draft}")
    try:
        with engine.read(copied) as read:
            verdict = verify(read, step=step)
            heads = {book: head_of(read, book) for book in logs(read)}
    finally:
        copied.dispose()
    if not verdict.sound:
        raise Tampered(f"the backup is not sound, nor then the ledger: {verdict.problems[0]}")
    with open_read() as read:
        for book, head in heads.items():
            if root(read, book, 0, head.size) != head.root:
                raise Tampered(f"log {book}: the backup is not a state of this ledger")
    return verdict
