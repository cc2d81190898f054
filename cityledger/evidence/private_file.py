"""A file for its owner's eyes that is replaced whole: sealed keys, failed log-ins, a witness."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cityledger.kernel.errors import Unavailable

if TYPE_CHECKING:
    from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the file's place: after a crash the old bytes or the new are there.

    Returns once the new bytes are on the disk; raises Unavailable if they could not be put there.
    """
    real = path.resolve()
    draft = real.with_name(f"{real.name}-new")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with open(draft, "wb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(real)
        sync_folder(real.parent)
    except OSError as error:
        raise Unavailable(f"{path} was not written: {error.strerror}") from error


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk; raises OSError."""
    # Windows opens no folder; there a rename is on the disk with the file system's own journal.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
