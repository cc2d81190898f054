"""What a person is used to: keys, colours, the places visited last; no part of the books.

It lies beside the drafts in the ledger's desk folder and is read with suspicion: whatever in it is
strange counts as not said.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RECENT = 8
"""How many places are remembered."""

MOST_BYTES = 8_192


@dataclass(frozen=True, slots=True)
class Habits:
    """Key profile, theme, and what was chosen last, the newest first; empty means as shipped."""

    keys: str = ""
    theme: str = ""
    recent: tuple[str, ...] = ()

    def used(self, key: str) -> Habits:
        """Return the habits after somebody went to a place."""
        rest = tuple(other for other in self.recent if other != key)
        return replace(self, recent=(key, *rest)[:RECENT])


@dataclass
class HabitFile:
    """The file of one person's habits; without a folder nothing outlives the session."""

    folder: Path | None = None
    user: str = ""
    said: Habits = field(default_factory=Habits)

    def __post_init__(self) -> None:
        """Read what is there."""
        if self._path is not None:
            self.said = _read(self._path)

    @property
    def _path(self) -> Path | None:
        named = self.folder is not None and self.user.isidentifier()
        return self.folder / f"{self.user}.habits" if self.folder and named else None

    def keep(self, said: Habits) -> None:
        """Remember habits; a full disk takes nothing away but the memory of them."""
        if said == self.said:
            return
        self.said = said
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(said)), encoding="utf-8")
            fresh.replace(self._path)
        except OSError:
            return


def _read(path: Path) -> Habits:
    try:
        if path.stat().st_size > MOST_BYTES:
            return Habits()
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Habits()
    if not isinstance(found, dict):
        return Habits()
    keys, theme, recent = found.get("keys"), found.get("theme"), found.get("recent")
    listed = recent if isinstance(recent, list) else []
    return Habits(
        keys=keys if isinstance(keys, str) else "",
        theme=theme if isinstance(theme, str) else "",
        recent=tuple(key for key in listed if isinstance(key, str))[:RECENT],
    )
