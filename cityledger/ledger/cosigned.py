"""How long ago a witness has signed each log: that age is the time in which a rollback goes unseen.

A book is covered by a cosigned checkpoint of its own, or by one of the registry whose leaves name
the book's head (L15): one signature of a witness can cover every book.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from cityledger.evidence import note as notes
from cityledger.evidence.canon import Malformed
from cityledger.evidence.policy import NONE
from cityledger.evidence.suite import S1, SUITES
from cityledger.kernel.days import CHINA, china_day
from cityledger.kernel.levels import Fault, Level
from cityledger.ledger import checkpoint
from cityledger.ledger.proof import logs
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.evidence.note import Note
    from cityledger.evidence.policy import Policy
    from cityledger.store.engine import Read

DAYS = 7
"""A head older than so many days is warned of, unless somebody asks for another number."""

DAY = 86_400
_LAST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())
DAY_HEAD, HEAD = T["day_head"], T["log_head"]


def judged(
    read: Read, policy: Policy, now: datetime, days: int = DAYS
) -> tuple[list[Fault], list[str]]:
    """Return false cosignatures, and a warning for each log that no quorum has signed lately."""
    faults, newest = _read(read, policy)
    late = [] if policy.quorum == NONE else list(_late(read, newest, now, days))
    return faults, late


def newest_signed(read: Read, policy: Policy) -> dict[int, datetime | None]:
    """Return by log when a quorum last signed for it; None where none ever did."""
    _, newest = _read(read, policy)
    covered = _covered(read, newest.get(0))
    out: dict[int, datetime | None] = {}
    for book in logs(read):
        own = newest.get(book)
        times = [at for at in (own[1] if own else None, covered.get(book)) if at is not None]
        out[book] = datetime.fromtimestamp(max(times), UTC) if times else None
    return out


def _read(read: Read, policy: Policy) -> tuple[list[Fault], dict[int, tuple[int, int]]]:
    """Return the false cosignatures, and size and time of the newest quorum of each log."""
    faults: list[Fault] = []
    newest: dict[int, tuple[int, int]] = {}
    keys = [held.key for held in policy.witnesses.values()]
    for book in logs(read):
        for suite in SUITES:
            for stored in checkpoint.every(read, book, suite):
                if not stored.lines:
                    continue
                note = _cosigned(stored)
                if note is None:
                    said = f"log {book}: cosignatures that no note can hold"
                    faults.append(Fault(Level.WITNESS, said))
                    continue
                faults += [
                    Fault(Level.WITNESS, f"log {book}: a false cosignature of {line.name}")
                    for line in notes.false_lines(note, keys)
                ]
                times = policy.cosigned(note).values()
                if suite is S1 and times and policy.has_quorum(note):
                    newest[book] = (stored.size, min(max(times), _LAST))
    return faults, newest


def _cosigned(stored: checkpoint.Kept) -> Note | None:
    try:
        return notes.parse(stored.cosigned)
    except Malformed:
        return None


def _late(
    read: Read, newest: dict[int, tuple[int, int]], now: datetime, days: int
) -> Iterator[str]:
    covered = _covered(read, newest.get(0))
    for book in logs(read):
        own = newest.get(book)
        times = [at for at in (own[1] if own else None, covered.get(book)) if at is not None]
        if not times:
            yield f"log {book}: no quorum of the witness policy has ever signed it"
            continue
        age = int(now.timestamp()) - max(times)
        if age > days * DAY:
            on = datetime.fromtimestamp(max(times), UTC).astimezone(CHINA).date()
            yield f"log {book}: last signed by the witnesses on {on}, {age // DAY} days ago"


def _covered(read: Read, registry: tuple[int, int] | None) -> dict[int, int]:
    """Return when each book was covered by a cosigned head of the registry."""
    if registry is None:
        return {}
    size, at = registry
    query = select(DAY_HEAD.c.of_book).where(DAY_HEAD.c.leaf_idx < size).distinct()
    return dict.fromkeys(read.execute(query).scalars(), at)


def unnamed(read: Read) -> Iterator[str]:
    """Yield a warning for each book with leaves of an earlier day that no registry act names (L15).

    The act of a day is signed by whoever begins it, so leaves of the newest day may wait.
    """
    named = {
        row.of_book: row.size
        for row in read.execute(select(DAY_HEAD).order_by(DAY_HEAD.c.leaf_idx)).all()
    }
    today = max(
        (china_day(at) for at in read.execute(select(HEAD.c.last_booked_at)).scalars()),
        default=None,
    )
    for book in logs(read):
        body = next(checkpoint.bodies(read, book, named.get(book, 0)), None) if book else None
        if body is not None and today is not None:
            on = china_day(checkpoint.booked_at(body))
            if on < today:
                yield f"L15 book {book}: no act of the registry names its leaves since {on}"
