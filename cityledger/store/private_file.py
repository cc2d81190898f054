"""A file for its owner's eyes that is replaced whole: sealed keys, failed log-ins."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cityledger.kernel.errors import Unavailable
from cityledger.store.shelf import sync_folder

if TYPE_CHECKING:
    from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the file's place: after a crash the old bytes or the new are there.

    Returns once the new bytes are on the disk; raises Unavailable if they could not be put there.
    """
    draft = path.with_name(f"{path.name}-draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(draft, "wb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Unavailable(f"{path} was not written: {error.strerror}") from error


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
