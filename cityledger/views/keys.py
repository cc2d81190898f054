"""Which keys the registry names: of a person, of the log; by leaf index, never by clock (L8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.ledger.tables import T
from cityledger.model.people import UserKey
from cityledger.views.find import last

if TYPE_CHECKING:
    from cityledger.store.engine import Read

_KEY, _LOG_KEY = T["user_key"], T["log_key"]
_OWNERS = (
    select(_KEY.c.user_id)
    .where(_KEY.c.public == bindparam("public"))
    .distinct()
    .order_by(_KEY.c.user_id)
)
_LOG_KEYS = select(_LOG_KEY.c.suite, _LOG_KEY.c.leaf_idx, _LOG_KEY.c.public).order_by(
    _LOG_KEY.c.leaf_idx
)


@dataclass(frozen=True, slots=True)
class NamedKey:
    """Registry leaf `leaf_idx` gave this public key, 32 bytes; None where it took the key away."""

    leaf_idx: int
    public: bytes | None


def key_of(read: Read, user: str) -> NamedKey | None:
    """Return the newest word of the registry on a person's key; None if there is no such person."""
    row = last(read, UserKey, user_id=user)
    return NamedKey(row.leaf_idx, row.public) if row is not None else None


def owners(read: Read, public: bytes) -> tuple[str, ...]:
    """Return who has or had this public key."""
    return tuple(read.execute(_OWNERS, {"public": public}).scalars())


def log_keys(read: Read) -> dict[int, NamedKey]:
    """Return the key of the log in force by hash suite."""
    rows = read.execute(_LOG_KEYS).all()
    return {row.suite: NamedKey(row.leaf_idx, row.public) for row in rows}
