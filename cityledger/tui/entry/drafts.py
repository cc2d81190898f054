"""What a person was typing, kept on disk at every field exit: a dropped line loses nothing.

A closed terminal ends the program at once, with no chance to clean up (screens.md §6), so nothing
relies on an orderly exit. Drafts are no part of the books; they lie in the ledger's desk folder.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cityledger.tui.widgets.safe import typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIELD_LENGTH = 1_000_000
"""Characters of one field: the lines of a document are kept as one, households by the thousand."""

MOST_BYTES = 1 << 22

DROPPED = timedelta(days=30)
"""How long a draft that a person threw away can be taken back."""

_GONE = ".dropped"


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft on disk: its kind, when it was last written, and the name to take it back by."""

    kind: str
    at: datetime
    name: str


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

    def kept(self) -> tuple[Kept, ...]:
        """Return the drafts there are, the newest first."""
        return tuple(found for found in self._listed(".json") if self.load(found.kind))

    def dropped(self, now: datetime) -> tuple[Kept, ...]:
        """Return the drafts that can be taken back; those older than `DROPPED` go for good."""
        out = []
        for found in self._listed(_GONE):
            if self.folder is not None and found.at < now - DROPPED:
                (self.folder / found.name).unlink(missing_ok=True)
            else:
                out.append(found)
        return tuple(out)

    def discard(self, kind: str, now: datetime) -> bool:
        """Throw a draft away so that it can be taken back; says whether there was one."""
        if self.folder is None or not self.load(kind):
            return False
        gone = self.folder / f"{kind}~{now:%Y%m%d%H%M%S}{_GONE}"
        try:
            (self.folder / f"{kind}.json").replace(gone)
            os.utime(gone, (now.timestamp(), now.timestamp()))
        except OSError:
            return False
        return True

    def take_back(self, gone: Kept) -> bool:
        """Put a draft that was thrown away in its place again; never over one that is there."""
        if self.folder is None or self.load(gone.kind):
            return False
        try:
            (self.folder / gone.name).replace(self.folder / f"{gone.kind}.json")
        except OSError:
            return False
        return True

    def _listed(self, ending: str) -> tuple[Kept, ...]:
        return tuple(sorted(self._files(ending), key=lambda found: found.at, reverse=True))

    def _files(self, ending: str) -> Iterator[Kept]:
        try:
            paths = list(self.folder.glob(f"*{ending}")) if self.folder is not None else []
            for path in paths:
                at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                yield Kept(path.name.removesuffix(ending).partition("~")[0], at, path.name)
        except OSError:
            return
