"""What a person was typing, kept on disk at every field exit: a dropped line loses nothing.

A closed terminal ends the program at once, with no chance to clean up (screens.md §6), so nothing
relies on an orderly exit. Drafts are no part of the books; they lie in the ledger's desk folder.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from cityledger.tui.widgets.safe import typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FIELD_LENGTH = 32_000
"""Characters of one field: the lines of a document are kept as one."""

MOST_BYTES = 65_536


class Drafts:
    """The drafts of one person, one per kind of document."""

    def __init__(self, folder: Path | None, user: str) -> None:
        """Take the desk folder, or None to keep nothing, and the user id."""
        named = folder is not None and user.isidentifier()
        self.folder = folder / user if folder is not None and named else None

    def keep(self, kind: str, fields: Mapping[str, str]) -> bool:
        """Write a draft in one step; says whether it is on disk."""
        if self.folder is None:
            return False
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{kind}.json"
            fresh = path.with_suffix(".new")
            data = json.dumps(dict(fields), ensure_ascii=False, sort_keys=True)
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(data)
            fresh.replace(path)
        except OSError:
            # A full or read-only disk must not take the form away while somebody types in it.
            return False
        return True

    def load(self, kind: str) -> dict[str, str]:
        """Return a kept draft, empty when there is none or it is no draft of ours."""
        if self.folder is None:
            return {}
        try:
            path = self.folder / f"{kind}.json"
            if path.stat().st_size > MOST_BYTES:
                return {}
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            str(name): typed(value)[:FIELD_LENGTH]
            for name, value in found.items()
            if isinstance(value, str)
        }

    def drop(self, kind: str) -> None:
        """Forget a draft whose receipt was seen."""
        if self.folder is not None:
            (self.folder / f"{kind}.json").unlink(missing_ok=True)
