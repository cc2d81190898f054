"""A tape: a file of records that only ever gets longer, whose last record is found from its end.

    uint32 big-endian length || record || the same length again

The second length finds the last record without reading the others, so that adding one costs the
same however long the tape is. A crash may leave a torn end; whoever adds next cuts it off.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from cityledger.evidence.private_file import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LENGTH = 4
_MOST = 1 << 24
"""No record is longer, and none is empty: another length is damage (a torn end may be zeros)."""


@dataclass(frozen=True, slots=True)
class Tape:
    """The records of one file; a file that is not there is a tape without records."""

    path: Path

    def last(self) -> bytes | None:
        """Return the last whole record, or None; raises OSError."""
        try:
            with self.path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                found = _before(file, size)
                if found is not None or size == 0:
                    return found
                for record, _ in _records(file):
                    found = record
                return found
        except FileNotFoundError:
            return None

    def records(self) -> Iterator[bytes]:
        """Yield every whole record from the first, up to a torn end; raises OSError."""
        try:
            with self.path.open("rb") as file:
                for record, _ in _records(file):
                    yield record
        except FileNotFoundError:
            return

    def add(self, records: Iterable[bytes]) -> int:
        """Cut off a torn end, add records and force them to the disk; return how many.

        What is cut off is kept beside the tape as `<name>.cut-<offset>`: damage inside a tape looks
        like a torn end, and what stood behind it may be the last copy there is. Raises OSError.
        """
        is_new = not self.path.exists()
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "r+b") as file:
            start, count = self._cut(file), 0
            try:
                for record in records:
                    length = len(record).to_bytes(_LENGTH, "big")
                    file.write(length + record + length)
                    count += 1
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                # A full disk leaves half a record; taking it back is courtesy, not a promise.
                with suppress(OSError):
                    os.ftruncate(file.fileno(), start)
                raise
        if is_new:
            sync_folder(self.path.parent)
        return count

    def _cut(self, file: IO[bytes]) -> int:
        """Leave the file at its end, which is then the end of a whole record; return where."""
        size = file.seek(0, os.SEEK_END)
        if size == 0 or _before(file, size) is not None:
            return file.seek(size)
        end = 0
        for _, after in _records(file):
            end = after
        file.seek(end)
        self.path.with_name(f"{self.path.name}.cut-{end}").write_bytes(file.read())
        file.truncate(end)
        return file.seek(end)


def _before(file: IO[bytes], end: int) -> bytes | None:
    """Return the record that ends at `end`, or None if none does."""
    if end < 2 * _LENGTH:
        return None
    file.seek(end - _LENGTH)
    length = int.from_bytes(file.read(_LENGTH), "big")
    start = end - length - 2 * _LENGTH
    if start < 0 or not 0 < length <= _MOST:
        return None
    file.seek(start)
    if int.from_bytes(file.read(_LENGTH), "big") != length:
        return None
    return file.read(length)


def _records(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield each whole record and the offset after it, from the first to a torn end."""
    file.seek(0)
    at = 0
    while True:
        length = int.from_bytes(file.read(_LENGTH), "big")
        if not 0 < length <= _MOST:
            return
        record = file.read(length)
        again = file.read(_LENGTH)
        if len(again) < _LENGTH or int.from_bytes(again, "big") != length:
            return
        at += length + 2 * _LENGTH
        yield record, at
