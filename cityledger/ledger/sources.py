"""What a ledger can be restored from: an archive, a backup, a mirror, or one continued by another.

A source gives leaves and signed heads. Nothing it says is believed: replay checks every leaf, and
the heads have to fit.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cityledger.evidence.event import NO_LEAF
from cityledger.kernel.errors import Tampered, Unavailable
from cityledger.ledger.leaves import Archived, Leaves, Stored, archived_bytes, log_folder
from cityledger.ledger.manifest import NAME
from cityledger.ledger.mirror import LEAVES, Mirrored, mirror_folder, mirrored
from cityledger.ledger.proof import sizes
from cityledger.ledger.signed_heads import SignedHead, SignedHeads, WitnessLine, stored_heads
from cityledger.store import engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SQLITE = b"SQLite format 3\0"


class Source(Leaves, Protocol):
    """Leaves with the signed heads of their logs."""

    def heads(self, book_id: int) -> SignedHeads:
        """Return the signed heads of one log."""

    def total(self) -> int:
        """Return how many leaves there are in all logs, for a progress bar."""


@dataclass(frozen=True)
class ArchiveSource(Archived):
    """An archive folder."""

    def heads(self, book_id: int) -> SignedHeads:
        """Read checkpoints and cosignatures of one log; raises Tampered naming the file."""
        base = log_folder(book_id)
        lines = tuple(sorted(self._lines(f"{base}/cosignatures")))
        heads: list[SignedHead] = []
        counted: dict[int, int] = {}
        # The numbers of checkpoints are their places in the order of size: no size has two.
        for suite, size in sorted(self._sizes(f"{base}/checkpoints/")):
            name = f"{base}/checkpoints/{suite}-{size}"
            under = "".join(one.line for one in lines if (one.suite, one.size) == (suite, size))
            data = archived_bytes(self.folder, name)
            if not data.endswith(under.encode()):
                raise Tampered(f"{name}: its cosignatures are not those of {base}/cosignatures")
            n = counted.get(suite, 0)
            head = SignedHead(suite, n, data[: len(data) - len(under.encode())])
            if head.checkpoint.size != size:
                raise Tampered(f"{name}: a checkpoint of {head.checkpoint.size} leaves")
            counted[suite] = n + 1
            heads.append(head)
        return SignedHeads(tuple(heads), lines)

    def total(self) -> int:
        """Return the number of leaves that the MANIFEST names."""
        return sum(log.size for log in self.manifest.logs.values())

    def _sizes(self, folder: str) -> Iterator[tuple[int, int]]:
        for name in self.manifest.files:
            if name.startswith(folder):
                suite, _, size = name.removeprefix(folder).partition("-")
                if not (suite + size).isdigit():
                    raise Tampered(f"{name}: not the name of a checkpoint")
                yield int(suite), int(size)

    def _lines(self, name: str) -> Iterator[WitnessLine]:
        text = archived_bytes(self.folder, name).decode(errors="replace")
        for number, line in enumerate(text.splitlines(keepends=True), 1):
            try:
                suite, n, size, rest = line.split(" ", 3)
                witness = rest.split(" ")[1]
                yield WitnessLine(int(suite), witness, int(n), int(size), rest)
            except (ValueError, IndexError) as error:
                raise Tampered(f"{name}: line {number} is no cosignature") from error


@dataclass(frozen=True, slots=True)
class BackupSource(Stored):
    """The file of a backup, or what is left of a ledger: only its leaves and heads are read."""

    def heads(self, book_id: int) -> SignedHeads:
        """Return the signed heads in its tables."""
        return stored_heads(self.connection, book_id)

    def total(self) -> int:
        """Return the number of leaves that its heads name."""
        return sum(sizes(self.connection).values())


@dataclass(frozen=True, slots=True)
class Continued:
    """One source as far as it goes, then another that goes further: an archive and the mirror."""

    first: Source
    then: Source

    def origins(self) -> dict[int, str]:
        """Return the origins of both; raises Tampered when they are of different ledgers."""
        first, then = self.first.origins(), self.then.origins()
        for book in sorted(first.keys() & then.keys()):
            if first[book] != then[book]:
                raise Tampered(
                    f"log {book}: {first[book]} in one source, {then[book]} in the other"
                )
        return dict(sorted((first | then).items()))

    def read(self, book_id: int, start: int = 0) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield the leaves of the first source and then the further ones of the other.

        Raises Tampered when the other source has another leaf where both end or one does; the
        hashes in the leaves then vouch for all that stands before.
        """
        at, digest = start, NO_LEAF
        if book_id in self.first.origins():
            for idx, body, stored in self.first.read(book_id, start):
                yield idx, body, stored
                at, digest = idx + 1, stored
        if book_id not in self.then.origins():
            return
        if at > start:
            self._agree(book_id, at - 1, digest)
        yield from self.then.read(book_id, at)

    def _agree(self, book_id: int, index: int, digest: bytes) -> None:
        """Compare the last leaf that both have."""
        other = next(self.then.read(book_id, index), None)
        if other is None:
            last = _last(self.then, book_id)
            if last is None:
                return
            index, _, theirs = last
            _, _, digest = next(self.first.read(book_id, index))
        else:
            theirs = other[2]
        if theirs != digest:
            raise Tampered(f"leaf {index} of book {book_id}: the two sources have different ones")

    def heads(self, book_id: int) -> SignedHeads:
        """Return the signed heads of both; raises Tampered when they disagree."""
        out = SignedHeads()
        for source in (self.first, self.then):
            if book_id in source.origins():
                out = out.joined(source.heads(book_id), f"log {book_id}")
        return out

    def total(self) -> int:
        """Return the number of leaves of the longer source."""
        return max(self.first.total(), self.then.total())


def continued(source: Source, place: Path) -> Continued:
    """Return a source that goes on at a mirror; raises Unavailable when its ledger is not there."""
    own = mirror_folder(place, source.origins()[0].rpartition("/")[0])
    for folder in (own, place):
        if (folder / f"0{LEAVES}").is_file():
            return Continued(source, Mirrored(folder))
    raise Unavailable(f"{place}: no mirror of this ledger; there should be {own}")


def _last(source: Source, book_id: int) -> tuple[int, bytes, bytes] | None:
    last = None
    for last in source.read(book_id):  # noqa: B007 - the last one is what is wanted
        pass
    return last


@contextmanager
def opened(place: Path) -> Iterator[Source]:
    """Open what is at a place: an archive, a mirror, or a SQLite file.

    Raises Unavailable when it is none of them, Tampered when an archive's files are not those that
    its MANIFEST lists: all of them are named.
    """
    if (place / NAME).is_file():
        source = ArchiveSource(place)
        if wrong := list(source.manifest.differences(place)):
            raise Tampered("\n".join(wrong))
        yield source
    elif place.is_dir() and any((*place.glob(f"0{LEAVES}"), *place.glob(f"*/0{LEAVES}"))):
        yield mirrored(place)
    elif _is_sqlite(place):
        yield from _database(place)
    else:
        raise Unavailable(f"{place}: no archive, mirror or backup")


def _database(place: Path) -> Iterator[Source]:
    left = [place.name + ending for ending in ("-journal", "-wal")]
    if any(place.with_name(name).exists() for name in left):
        raise Unavailable(f"{place} was not closed: open it with cityledger verify first")
    # Nothing is written: a source is evidence, and its file may be a hostile one.
    found = engine.connect(f"sqlite:///{place.resolve().as_uri()}?mode=ro&immutable=1&uri=true")
    try:
        with engine.read(found) as read:
            yield BackupSource(read)
    finally:
        found.dispose()


def _is_sqlite(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
