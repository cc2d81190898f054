"""A desk: one opened ledger, one book of it, and the clock. Screens and commands work at a desk."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Engine, select

from cityledger.actions import key_files
from cityledger.evidence.keys import SEED, SoftKey
from cityledger.kernel.errors import Unavailable
from cityledger.ledger.append import HEAD
from cityledger.ledger.mirror import Mirror
from cityledger.store import clock, engine, migrate, session
from cityledger.store.engine import CACHE_MB
from cityledger.store.files import LedgerFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from cityledger.evidence.keys import Pen
    from cityledger.evidence.note import Signer
    from cityledger.store.clock import Clock
    from cityledger.store.engine import Read


@dataclass(frozen=True)
class Desk:
    """An open ledger: engine, book, the origins of its log and of the registry, the clock."""

    engine: Engine
    book_id: int
    origin: str
    registry_origin: str
    now: Clock = clock.now
    folder: LedgerFolder | None = None
    log_signer: Signer | None = None
    """Signs checkpoints; a seat without it takes none, and `doctor` says so."""
    mirror: Mirror | None = None
    """The second place that has every act before it is acknowledged."""

    @contextmanager
    def read(self) -> Iterator[Read]:
        """Open a read connection for views; close it before showing anything."""
        with engine.read(self.engine) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run one write transaction, and bring the mirror up to date before it is acknowledged.

        Raises Unavailable and Tampered as `store.session.write` and `ledger.mirror` do.
        """
        if self.mirror is not None:
            self.mirror.ready(self.read)
        with session.write(self.engine) as connection:
            yield connection
        if self.mirror is not None:
            self.mirror.catch_up(self.read)

    def at(self, now: Clock) -> Desk:
        """Return the same desk with another clock (the demo and the tests bring their own)."""
        return replace(self, now=now)

    def reader(self, *, cache_mb: int = CACHE_MB) -> Desk:
        """Return the same book on a connection that cannot write, with no key of the log."""
        url = self.engine.url.render_as_string(hide_password=False)
        opened = engine.connect(url, read_only=True, cache_mb=cache_mb)
        return replace(self, engine=opened, log_signer=None, mirror=None)

    def pen(self, user: str, passphrase: str) -> Pen:
        """Unseal a person's key in force; raises BadInput as `key_files.unlock` does.

        A key of the log that two administrators named takes its place on the way, should the
        program have ended between the confirmation and that.
        """
        key_files.settle_log_key(self)
        return key_files.unlock(self, user, passphrase)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_url(
    url: str,
    book_id: int | None = None,
    *,
    folder: LedgerFolder | None = None,
    log_signer: Signer | None = None,
    mirror: Path | None = None,
) -> Desk:
    """Open a database; without `book_id`, its only book. Raises Unavailable.

    `mirror` is the place of a mirror. One that knows more than the ledger shows that the ledger was
    rolled back: raises Tampered. One that is not there now stops acts, not reading.
    """
    opened = engine.connect(url)
    with engine.read(opened) as connection:
        if migrate.due(connection):
            raise Unavailable("this ledger was written by another version: run cityledger doctor")
        rows = connection.execute(select(HEAD.c.book_id, HEAD.c.origin)).all()
    origins = {int(row.book_id): str(row.origin) for row in rows}
    books = sorted(book for book in origins if book)
    chosen = book_id if book_id is not None else (books[0] if len(books) == 1 else None)
    if chosen is None or chosen not in origins:
        listed = ", ".join(str(book) for book in books) or "none"
        raise Unavailable(f"name the book with --book; books here: {listed}")
    desk = Desk(opened, chosen, origins[chosen], origins[0], folder=folder, log_signer=log_signer)
    return desk if mirror is None else _mirrored(desk, mirror)


def _mirrored(desk: Desk, place: Path) -> Desk:
    mirror = Mirror(place, desk.registry_origin.rpartition("/")[0])
    mirror.compare(desk.read)
    return replace(desk, mirror=mirror)


def open_folder(path: Path, book_id: int | None = None, mirror: Path | None = None) -> Desk:
    """Open the ledger of a folder; raises Unavailable with what to do."""
    folder = LedgerFolder(path).existing()
    signer = log_signer(folder)
    return open_url(folder.url, book_id, folder=folder, log_signer=signer, mirror=mirror)


def log_signer(folder: LedgerFolder) -> Signer | None:
    """Return what signs checkpoints, or None where this computer does not have it."""
    try:
        seed = folder.log_key.read_bytes()
    except FileNotFoundError:
        return None
    if len(seed) != SEED:
        raise Unavailable(
            f"{folder.log_key.name}: {len(seed)} bytes, want {SEED}; restore the file"
        )
    return SoftKey(seed)
