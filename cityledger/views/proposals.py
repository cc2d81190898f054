"""Proposals of the registry: what one person proposed, and whether another has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.evidence import canon
from cityledger.ledger.tables import T
from cityledger.views.acts import sealed_act

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from cityledger.store.engine import Read

PROPOSAL, CONFIRMATION, REQUEST = T["proposal"], T["confirmation"], T["request"]

_ALL = (
    select(PROPOSAL, REQUEST.c.digest, REQUEST.c.act, CONFIRMATION.c.confirmed_by)
    .join(REQUEST, (REQUEST.c.book_id == 0) & (REQUEST.c.leaf_idx == PROPOSAL.c.leaf_idx))
    .outerjoin(CONFIRMATION, CONFIRMATION.c.proposal_idx == PROPOSAL.c.leaf_idx)
    .where(PROPOSAL.c.leaf_idx < bindparam("size"))
    .order_by(PROPOSAL.c.leaf_idx)
)
_OPEN = _ALL.where(CONFIRMATION.c.proposal_idx.is_(None))
_BY_COMMAND = _ALL.where(REQUEST.c.digest == bindparam("digest"))


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal: its registry leaf, the act it becomes, who made it, when, and its rows."""

    index: int
    act: str
    kind: str
    proposed_by: str
    at: datetime
    rows: dict[str, list[dict[str, str]]]
    command: str
    confirmed_by: str | None

    @property
    def is_confirmed(self) -> bool:
        """Say whether it has been used."""
        return self.confirmed_by is not None


def by_command(read: Read, digest: str, size: int) -> Proposed | None:
    """Return the newest proposal of a command among the first `size` leaves; the open one first."""
    rows = read.execute(_BY_COMMAND, {"digest": digest, "size": size}).all()
    found = sorted(rows, key=lambda row: (row.confirmed_by is None, row.leaf_idx))
    return _proposed(read, found[-1]) if found else None


def waiting(read: Read) -> tuple[Proposed, ...]:
    """Return what nobody has confirmed yet, oldest first."""
    return tuple(_proposed(read, row) for row in read.execute(_OPEN, {"size": 1 << 62}))


def _proposed(read: Read, row: Row) -> Proposed:  # type: ignore[type-arg]
    return Proposed(
        index=row.leaf_idx,
        act=row.act,
        kind=row.kind,
        proposed_by=row.proposed_by,
        at=sealed_act(read, 0, row.leaf_idx).at,
        rows=canon.decode(row.content.encode()),
        command=row.digest,
        confirmed_by=row.confirmed_by,
    )
