"""Archiving at a desk: the heads are signed first, so that what is archived ends in a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.actions.witnessing import checkpoint_now
from cityledger.ledger import archive as archives

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cityledger.actions.desk import Desk
    from cityledger.ledger.archive import Written


def archive(
    desk: Desk, folder: Path, step: Callable[[int, int], None] = lambda _done, _total: None
) -> Written:
    """Sign the head of every log that has moved, where this desk can, and write the archive.

    Raises as `ledger.archive` does.
    """
    checkpoint_now(desk)
    attachments = None if desk.folder is None else desk.folder.path / archives.ATTACHMENTS
    return archives.archive(desk.read, folder, attachments, step)
