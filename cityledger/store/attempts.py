"""Wrong passphrases tried at this computer: how long the next try waits, and what to report.

    {<user>: {"failures": <not yet reported>, "first_at", "last_at", "streak": <in a row>}}

The file lies beside the keys it is about: whoever holds these can delete it, or try passphrases
with a program of their own. What protects a key is the cost of Argon2id and a passphrase nobody
guesses; the wait stops hands at the keyboard, and the report tells the others (evidence.md §2.1).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cityledger.evidence import file_lock, private_file
from cityledger.kernel.days import instant_text
from cityledger.kernel.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FREE = 3
"""After so many wrong passphrases in a row the next try waits a second, then two, then four."""

LONGEST = 300
"""No try waits longer, in seconds: a person who mistypes must not be locked out for the day."""

_MOST = 1_000_000
"""Nothing is counted further; a larger number was not written by this program."""


class MustWait(BadInput):
    """The person must wait before the next try; the passphrase was not looked at."""


@dataclass(frozen=True, slots=True)
class Failures:
    """The wrong passphrases of one person: those in no report yet, and those in a row."""

    user_id: str
    failures: int
    first_at: datetime
    last_at: datetime
    streak: int

    def wait(self, now: datetime) -> int:
        """Return how many whole seconds are left before the next try; 0 when it may be now.

        A clock that was set back asks for no wait, so that nobody is shut out until it catches up.
        """
        if self.streak < FREE or now < self.last_at:
            return 0
        delay = timedelta(seconds=min(LONGEST, 2 ** min(self.streak - FREE, 30)))
        left = self.last_at + delay - now
        return max(0, -(-left // timedelta(seconds=1)))


class Attempts:
    """The file of failed log-ins in the folder of local state."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; nothing is read or written yet."""
        self._path = folder / "attempts.json"

    def of(self, user: str) -> Failures | None:
        """Return what is known of a person, or None."""
        return self._read().get(user)

    def unreported(self) -> tuple[Failures, ...]:
        """Return everybody with failures that no report has named, by user id."""
        return tuple(row for _, row in sorted(self._read().items()) if row.failures)

    def failed(self, user: str, now: datetime) -> None:
        """Count a wrong passphrase; raises Unavailable when it cannot be written down."""

        def count(known: Failures | None) -> Failures:
            if known is None:
                return Failures(user, 1, now, now, 1)
            first = known.first_at if known.failures else now
            failures, streak = (min(n + 1, _MOST) for n in (known.failures, known.streak))
            return Failures(user, failures, first, now, streak)

        self._change({user: count})

    def opened(self, user: str) -> None:
        """Note that the person got in: the next mistake begins a new row."""
        known = self.of(user)
        if known is not None and known.streak:
            self._change({user: lambda row: row and replace(row, streak=0)})

    def reported(self, bursts: Iterable[Failures]) -> None:
        """Take off what a report has named; what failed since stays for the next one."""

        def less(burst: Failures) -> Callable[[Failures | None], Failures | None]:
            def taken(row: Failures | None) -> Failures | None:
                left = row.failures - burst.failures if row else 0
                return row and replace(row, failures=max(0, left), first_at=burst.last_at)

            return taken

        self._change({burst.user_id: less(burst) for burst in bursts})

    def _change(self, changes: dict[str, Callable[[Failures | None], Failures | None]]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with file_lock.exclusive(self._path):
            rows = self._read()
            for user, change in changes.items():
                row = change(rows.pop(user, None))
                if row is not None and (row.failures or row.streak):
                    rows[user] = row
            value = {user: _text(row) for user, row in rows.items()}
            private_file.replace(self._path, json.dumps(value, sort_keys=True, indent=1).encode())

    def _read(self) -> dict[str, Failures]:
        """Return what the file says; a damaged file or row says nothing, as if it were deleted."""
        try:
            value = json.loads(self._path.read_bytes())
            items = value.items()
        except (OSError, ValueError, AttributeError, RecursionError):
            return {}
        rows = (_row(user, row) for user, row in items)
        return {row.user_id: row for row in rows if row is not None}


def _text(row: Failures) -> dict[str, str]:
    value = {name: cell for name, cell in asdict(row).items() if name != "user_id"}
    return {k: instant_text(v) if isinstance(v, datetime) else str(v) for k, v in value.items()}


def _row(user: str, value: object) -> Failures | None:
    try:
        match value:
            case {
                "failures": str(failures),
                "first_at": str(first),
                "last_at": str(last),
                "streak": str(streak),
            } if user.isidentifier():
                at, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
                row = Failures(user, int(failures), at, end, int(streak))
                counted = 0 <= row.failures <= _MOST and 0 <= row.streak <= _MOST
                return row if counted and at.tzinfo and end.tzinfo else None
    except ValueError:
        pass
    return None
