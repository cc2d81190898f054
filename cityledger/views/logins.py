"""Log-ins that failed, as whoever got in next reported them: how often who was tried, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from cityledger.store.engine import Read

FAILURE = T["login_failure"]
_NEWEST = (
    select(FAILURE).order_by(FAILURE.c.leaf_idx.desc(), FAILURE.c.user_id).limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class FailedLogins:
    """Wrong passphrases of one person in one report; `leaf_idx` is where it is sealed."""

    user_id: str
    failures: int
    first_at: datetime
    last_at: datetime
    leaf_idx: int


def failed_logins(read: Read, limit: int) -> tuple[FailedLogins, ...]:
    """Return the newest reports, newest first."""
    return tuple(
        FailedLogins(
            user_id=row.user_id,
            failures=row.failures,
            first_at=datetime.fromisoformat(row.first_at),
            last_at=datetime.fromisoformat(row.last_at),
            leaf_idx=row.leaf_idx,
        )
        for row in read.execute(_NEWEST, {"limit": limit})
    )
