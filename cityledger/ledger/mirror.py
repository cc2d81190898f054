"""Mirror: every sealed leaf and signed head at a second place before its act is acknowledged.

    <mirror>/<ledger id>/<book>.leaves   each leaf body, as a record of `store.tape`
    <mirror>/<ledger id>/<book>.heads    each signed head and cosignature, as such records:
        `checkpoint <suite> <n>` newline, the note
        `cosignature <suite> <n> <size>` newline, the line

A mirror only grows. One that holds more than its ledger, or another last leaf, shows that the
ledger was rolled back or changed: it is found at the first act, or when the ledger is opened.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sqlalchemy import func, select

from cityledger.evidence.event import parse_leaf
from cityledger.evidence.file_lock import exclusive
from cityledger.evidence.tree import leaf_hash
from cityledger.kernel.errors import Tampered, Unavailable
from cityledger.ledger.leaves import CHUNK, Stored
from cityledger.ledger.proof import head_of, logs
from cityledger.ledger.signed_heads import (
    CHECKPOINT,
    COSIGNATURE,
    SignedHead,
    SignedHeads,
    WitnessLine,
    stored_heads,
)
from cityledger.store.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cityledger.evidence.event import Leaf
    from cityledger.ledger.archive import Reader
    from cityledger.store.engine import Read

LEAVES, HEADS = ".leaves", ".heads"


def mirror_folder(place: Path, ledger_id: str) -> Path:
    """Return the folder of a ledger at a mirror; its id is never trusted as a path."""
    name = quote(ledger_id, safe="")
    return place / (f"%2E{name[1:]}" if name.startswith(".") else name)


@dataclass
class Mirror:
    """The mirror of one ledger at one place: a USB disk, a share, another disk of this computer."""

    place: Path
    ledger_id: str
    _level: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """By book, the counts of signed heads and the size of their file when both were level."""

    @property
    def folder(self) -> Path:
        """Where this ledger's files are."""
        return mirror_folder(self.place, self.ledger_id)

    def ready(self, open_read: Reader) -> None:
        """Raise before anything is sealed: Unavailable if the mirror is away, else as `compare`."""
        if not self.place.is_dir() or not os.access(self.place, os.W_OK):
            raise Unavailable(f"the mirror {self.place} is not there, so nothing was sealed")
        self.compare(open_read)

    def compare(self, open_read: Reader) -> None:
        """Raise Tampered when the mirror knows more than the ledger, or something else."""
        with open_read() as read:
            books = list(logs(read))
        try:
            for book_id in books:
                self._done(open_read, book_id)
        except OSError as error:
            raise Unavailable(f"the mirror {self.folder}: {error.strerror}") from error

    def behind(self, open_read: Reader) -> int:
        """Return how many leaves of the ledger the mirror lacks; raises as `ready` does."""
        self.ready(open_read)
        with open_read() as read:
            sizes = {book: head_of(read, book).size for book in logs(read)}
        return sum(max(0, size - self._done(open_read, book)) for book, size in sizes.items())

    def catch_up(self, open_read: Reader) -> int:
        """Add what the ledger has and the mirror has not, and force it to the disk.

        Returns the number of leaves added. Raises Tampered as `compare` does, and Unavailable when
        the mirror cannot be written: the act is then sealed and may be sent again with its id.
        """
        try:
            self.folder.mkdir(exist_ok=True)
            with exclusive(self.folder / "mirror"):
                # What the ledger holds is asked under the lock: another may just have been here.
                with open_read() as read:
                    books = list(logs(read))
                return sum(self._book(open_read, book_id) for book_id in books)
        except (OSError, Unavailable) as error:
            reason = getattr(error, "strerror", None) or error
            raise Unavailable(
                f"sealed, but not at the mirror {self.folder} ({reason}): not acknowledged; when it"
                " can be written, send the same request again and nothing is booked twice"
            ) from error

    def _book(self, open_read: Reader, book_id: int) -> int:
        tape = Tape(self.folder / f"{book_id}{LEAVES}")
        at = self._done(open_read, book_id)
        with open_read() as read:
            size = head_of(read, book_id).size
        added = 0
        while at < size:
            with open_read() as read:
                rows = islice(Stored(read).read(book_id, at), min(CHUNK, size - at))
                count = tape.add(body for _, body, _ in rows)
            if not count:
                raise Tampered(f"leaf {at} of book {book_id}: missing")
            at, added = at + count, added + count
        with open_read() as read:
            self._add_heads(read, book_id)
        return added

    def _done(self, open_read: Reader, book_id: int) -> int:
        """Return how many leaves the mirror has; the last is the ledger's, and so are all before.

        Each leaf holds the hash of the one before it, so one comparison stands for all.
        """
        last = Tape(self.folder / f"{book_id}{LEAVES}").last()
        if last is None:
            return 0
        index = _leaf(last, f"{book_id}{LEAVES}").index
        # The ledger is read after the mirror: another process may be adding to both.
        with open_read() as read:
            size = head_of(read, book_id).size
            body = next((body for _, body, _ in Stored(read).read(book_id, index)), b"")
        if index >= size:
            raise Tampered(
                f"log {book_id}: the mirror {self.folder} holds {index + 1} leaves and the ledger"
                f" only {size}: the ledger was rolled back; cityledger restore --mirror brings the"
                " missing leaves back"
            )
        if body != last:
            raise Tampered(f"leaf {index} of book {book_id}: the mirror {self.folder} has another")
        return index + 1

    def _add_heads(self, read: Read, book_id: int) -> None:
        """Add the signed heads that the mirror lacks; raises Tampered when it has others."""
        path = self.folder / f"{book_id}{HEADS}"
        marks = _marks(read, book_id)
        if self._level.get(book_id) == (*marks, _size(path)):
            return
        stored, held = stored_heads(read, book_id), read_heads(path)
        if stored.joined(held, f"the mirror of log {book_id}") != stored:
            raise Tampered(f"log {book_id}: the mirror {self.folder} holds more signed heads")
        heads, lines = set(held.heads), set(held.lines)
        new = [_head_record(head) for head in stored.heads if head not in heads]
        new += [_line_record(line) for line in stored.lines if line not in lines]
        if new:
            Tape(path).add(new)
        self._level[book_id] = (*marks, _size(path))


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The leaves and signed heads of one ledger at a mirror, as a source to restore from."""

    folder: Path

    def origins(self) -> dict[int, str]:
        """Return the origin of every log by book, from its first leaf; raises Tampered."""
        out = {}
        for path in self.folder.glob(f"*{LEAVES}"):
            first = next(Tape(path).records(), None)
            if first is not None:
                leaf = _leaf(first, path.name)
                out[leaf.book_id] = leaf.event.origin
        if 0 not in out:
            raise Tampered(f"{self.folder}: no registry in this mirror")
        return dict(sorted(out.items()))

    def read(self, book_id: int, start: int = 0) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield index, body and leaf hash; a mirror stores no hashes, so that one is computed."""
        records = Tape(self.folder / f"{book_id}{LEAVES}").records()
        for index, body in enumerate(islice(records, start, None), start):
            yield index, body, leaf_hash(body)

    def heads(self, book_id: int) -> SignedHeads:
        """Return the signed heads of one log."""
        return read_heads(self.folder / f"{book_id}{HEADS}")

    def total(self) -> int:
        """Return the number of leaves of all logs."""
        return sum(1 for path in self.folder.glob(f"*{LEAVES}") for _ in Tape(path).records())


def mirrored(place: Path) -> Mirrored:
    """Return the one ledger at a mirror; `place` is the mirror or the folder of a ledger in it.

    Raises Unavailable when there is none, or several to choose from.
    """
    if (place / f"0{LEAVES}").is_file():
        return Mirrored(place)
    found = sorted(path.parent for path in place.glob(f"*/0{LEAVES}"))
    if len(found) == 1:
        return Mirrored(found[0])
    names = ", ".join(unquote(path.name) for path in found) or "none"
    raise Unavailable(f"{place}: name the folder of one ledger in this mirror; there are: {names}")


def read_heads(path: Path) -> SignedHeads:
    """Read a file of signed heads; raises Tampered for a record that is none."""
    heads: list[SignedHead] = []
    lines: list[WitnessLine] = []
    for record in Tape(path).records():
        first, _, rest = record.partition(b"\n")
        try:
            word, *numbers = first.decode().split(" ")
            if word == "checkpoint":
                suite, n = map(int, numbers)
                heads.append(SignedHead(suite, n, rest))
            else:
                suite, n, size = map(int, numbers)
                line = rest.decode()
                lines.append(WitnessLine(suite, line.split(" ")[1], n, size, line))
        except (ValueError, IndexError) as error:
            raise Tampered(f"{path.name}: not a signed head: {first[:60]!r}") from error
    return SignedHeads(tuple(sorted(heads)), tuple(sorted(lines)))


def _marks(read: Read, book_id: int) -> tuple[int, int]:
    """Return the numbers of checkpoints and cosignatures of a log: they only ever grow."""
    heads, lines = (
        int(
            read.execute(
                select(func.count()).select_from(table).where(table.c.book_id == book_id)
            ).scalar_one()
        )
        for table in (CHECKPOINT, COSIGNATURE)
    )
    return heads, lines


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _head_record(head: SignedHead) -> bytes:
    return f"checkpoint {head.suite} {head.n}\n".encode() + head.note


def _line_record(line: WitnessLine) -> bytes:
    return f"cosignature {line.suite} {line.n} {line.size}\n{line.line}".encode()


def _leaf(body: bytes, name: str) -> Leaf:
    try:
        return parse_leaf(body)
    except ValueError as error:
        raise Tampered(f"{name}: a record is no leaf: {error}") from error
