"""A folder whose files are each there whole or not at all, and that can be brought up to date.

Files go to a name of their own first, are forced to the disk, and are renamed. Those that replace
others are renamed together at the very end, so that the old state stands until the new is complete.
What is there with the same bytes already is not written again: a second run costs reading only.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from cityledger.evidence.private_file import sync_folder
from cityledger.kernel.errors import Tampered, Unavailable

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = ".new"
"""Ends the name of a file that is being written; one left by a crash is written over."""


@dataclass(slots=True)
class Shelf:
    """Takes files by their path below `folder`, and remembers the SHA-256 of each."""

    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    added: int = 0
    _folders: set[Path] = field(default_factory=set)
    _waiting: list[tuple[Path, Path]] = field(default_factory=list)

    def put(self, name: str, data: bytes, *, fixed: bool = False) -> None:
        """Make the file hold `data`; one that is `fixed` never changes once it is there.

        Raises Tampered when a fixed file is there with other bytes, Unavailable when the disk is
        full or cannot be written.
        """
        self.files[name] = sha256(data).hexdigest()
        path = self.folder / name
        try:
            held = path.read_bytes()
        except FileNotFoundError:
            held = None
        except OSError as error:
            raise Unavailable(f"{path}: {error.strerror}") from error
        if held == data:
            return
        if held is not None and fixed:
            raise Tampered(f"{name}: the archive holds other bytes than the ledger")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = _written(path, data)
            if held is None:
                draft.replace(path)
            else:
                self._waiting.append((draft, path))
        except OSError as error:
            raise Unavailable(f"{path} was not written: {error.strerror}") from error
        self.added += 1
        self._folders.add(path.parent)

    def sync(self) -> None:
        """Force the names written so far to the disk; raises Unavailable."""
        try:
            for folder in sorted(self._folders):
                sync_folder(folder)
        except OSError as error:
            raise Unavailable(f"{self.folder}: {error.strerror}") from error

    def settle(self) -> None:
        """Put new files in the place of old ones, and force those names to the disk as well.

        The last file put is the last to change. Raises Unavailable.
        """
        try:
            for draft, path in self._waiting:
                draft.replace(path)
        except OSError as error:
            raise Unavailable(f"{self.folder}: {error.strerror}") from error
        self.sync()
        self._folders, self._waiting = set(), []

    def drop(self, name: str) -> None:
        """Take away a file that another has made superfluous, and its folder if that is empty."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()


def place(draft: Path, final: Path) -> None:
    """Give a finished database its name, never over another file, once it is on the disk.

    Raises Unavailable; the draft is then taken away.
    """
    try:
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
        if not _linked(draft, final):
            draft.rename(final)
        remove(draft)
        sync_folder(final.parent)
    except FileExistsError:
        remove(draft)
        raise Unavailable(f"{final} is there already; nothing was changed") from None
    except OSError as error:
        remove(draft)
        raise Unavailable(f"{final} was not written: {error.strerror}") from error


def remove(database: Path) -> None:
    """Take away a database file that is not wanted, and what SQLite and its queue left by it."""
    for ending in ("", "-journal", "-wal", "-shm", "-turn"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _linked(draft: Path, final: Path) -> bool:
    """Link under the final name, which alone cannot replace a file that came between.

    Returns False on a disk without hard links, such as a USB stick; raises FileExistsError.
    """
    try:
        os.link(draft, final)
    except FileExistsError:
        raise
    except OSError:
        if final.exists():
            raise FileExistsError(final) from None
        return False
    return True


def _written(path: Path, data: bytes) -> Path:
    draft = path.with_name(path.name + DRAFT)
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft
