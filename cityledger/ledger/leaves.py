"""Where leaves are read from: a database, or an archive of tiles. Replay asks for no more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import bindparam, select

from cityledger.evidence.canon import Malformed
from cityledger.evidence.tree import TILE
from cityledger.kernel.errors import Tampered
from cityledger.ledger.manifest import Manifest
from cityledger.ledger.proof import logs
from cityledger.ledger.tables import T
from cityledger.ledger.tiles import ENTRIES, split_hashes, tile_name, unbundle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cityledger.store.engine import Read

CHUNK = 1_000
"""Leaves fetched at once."""

FIRST = -(1 << 63)
"""The smallest number a column holds."""

LEAF = T["leaf"]
_READ = (
    select(LEAF.c.idx, LEAF.c.body, LEAF.c.hash)
    .where(LEAF.c.book_id == bindparam("book"), LEAF.c.idx >= bindparam("start"))
    .order_by(LEAF.c.idx)
)


_BODY = select(LEAF.c.body).where(
    LEAF.c.book_id == bindparam("book"), LEAF.c.idx == bindparam("idx")
)


def leaf_body(connection: Read, book_id: int, index: int) -> bytes:
    """Return the bytes of one leaf of a database."""
    return bytes(connection.execute(_BODY, {"book": book_id, "idx": index}).scalar_one())


class Leaves(Protocol):
    """The leaves of every log of one ledger, wherever they are kept."""

    def origins(self) -> dict[int, str]:
        """Return the origin of every log by book; the registry (0) comes first."""

    def read(self, book_id: int, start: int = 0) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield index, body and stored leaf hash from index `start` on, in order.

        Nothing is checked beyond what it takes to find them; raises Tampered if that fails.
        """


@dataclass(frozen=True, slots=True)
class Stored:
    """The leaves in the tables of a database."""

    connection: Read

    def origins(self) -> dict[int, str]:
        """Return the origin of every log by book."""
        return logs(self.connection)

    def read(self, book_id: int, start: int = 0) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield index, body and stored hash; the cursor is closed however the reading ends."""
        # From the beginning means from whatever is first: a leaf below 0 is a leaf out of place.
        names = {"book": book_id, "start": start or FIRST}
        options = {"yield_per": CHUNK}
        with self.connection.execute(_READ, names, execution_options=options) as result:
            for row in result:
                yield row.idx, row.body, row.hash


@dataclass(frozen=True)
class Archived:
    """The leaves in the tiles of an archive, as many as its MANIFEST says there are."""

    folder: Path

    @cached_property
    def manifest(self) -> Manifest:
        """What the archive says it holds; raises Tampered when that cannot be read."""
        return Manifest.read(self.folder)

    def origins(self) -> dict[int, str]:
        """Return the origin of every log by book."""
        return {book: log.origin for book, log in sorted(self.manifest.logs.items())}

    def read(self, book_id: int, start: int = 0) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield index, body and the hash of the level-0 tile; raises Tampered naming the file."""
        size = self.manifest.logs[book_id].size
        for n in range(start // TILE, -(-size // TILE)):
            width = min(TILE, size - n * TILE)
            bodies = unbundle_file(self.folder, book_id, n, width)
            hashes = tile_file(self.folder, book_id, n, width)
            for place in range(max(0, start - n * TILE), width):
                yield n * TILE + place, bodies[place], hashes[place]


def unbundle_file(folder: Path, book_id: int, n: int, width: int) -> list[bytes]:
    """Return the leaves of bundle `n` of an archived log; raises Tampered naming the file."""
    name = f"{log_folder(book_id)}/{tile_name(ENTRIES, n, width)}"
    try:
        return unbundle(archived_bytes(folder, name), width)
    except Malformed as error:
        raise Tampered(f"{name}: {error}") from error


def tile_file(folder: Path, book_id: int, n: int, width: int) -> list[bytes]:
    """Return the leaf hashes of tile `n` of an archived log; raises Tampered naming the file."""
    name = f"{log_folder(book_id)}/{tile_name(0, n, width)}"
    try:
        return split_hashes(archived_bytes(folder, name), width)
    except Malformed as error:
        raise Tampered(f"{name}: {error}") from error


def log_folder(book_id: int) -> str:
    """Return the folder of a log inside an archive."""
    return f"logs/{book_id}"


def archived_bytes(folder: Path, name: str) -> bytes:
    """Return the bytes of a file of an archive; raises Tampered when they cannot be read."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise Tampered(f"{name}: missing from the archive ({error.strerror})") from error
