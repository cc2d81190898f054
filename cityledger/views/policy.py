"""Which policy packs the registry has adopted, when, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.ledger.tables import T
from cityledger.views.acts import sealed_act

if TYPE_CHECKING:
    from datetime import date, datetime

    from cityledger.store.engine import Read

PACK = T["policy_pack"]
_PACKS = select(PACK).where(PACK.c.leaf_idx < bindparam("size")).order_by(PACK.c.leaf_idx)
NEWEST = 1 << 62


@dataclass(frozen=True, slots=True)
class AdoptedPack:
    """A pack as it was adopted: the digest of its file, the registry leaf, who, when."""

    name: str
    version: str
    issued_on: date
    sha256: str
    leaf_idx: int
    adopted_by: str
    at: datetime


def packs(read: Read, size: int = NEWEST) -> tuple[AdoptedPack, ...]:
    """Return the packs adopted in the first `size` registry leaves, oldest first."""
    out = []
    for row in read.execute(_PACKS, {"size": size}):
        act = sealed_act(read, 0, row.leaf_idx)
        out.append(
            AdoptedPack(
                name=row.name,
                version=row.version,
                issued_on=row.issued_on,
                sha256=row.sha256,
                leaf_idx=row.leaf_idx,
                adopted_by=act.actor,
                at=act.at,
            )
        )
    return tuple(out)
