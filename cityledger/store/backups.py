"""When this ledger was last backed up, and where to: a note beside it, no part of the books.

    {"at": <RFC 3339>, "file": <path>, "leaves": <count>}

The note tells an administrator what to do; whether a backup is good, only reading it back tells.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cityledger.evidence import private_file
from cityledger.kernel.days import instant_text


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup that was verified: when, into which file, how many leaves of all logs."""

    at: datetime
    file: Path
    leaves: int


class Backups:
    """The note in the folder of local state."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; nothing is read or written yet."""
        self._path = folder / "backup.json"

    def note(self, made: Backup) -> None:
        """Write down the newest backup; raises Unavailable."""
        value = {
            "at": instant_text(made.at),
            "file": str(made.file.resolve()),
            "leaves": str(made.leaves),
        }
        private_file.replace(self._path, json.dumps(value, ensure_ascii=False).encode())

    def last(self) -> Backup | None:
        """Return the newest backup; None before the first, or when the note says nothing."""
        try:
            value = json.loads(self._path.read_bytes())
            at = datetime.fromisoformat(value["at"])
            made = Backup(at, Path(value["file"]), int(value["leaves"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return made if at.tzinfo else None
