"""When the registry last named the heads of all books (L15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cityledger.kernel.days import china_day
from cityledger.ledger.tables import T
from cityledger.views.acts import sealed_act

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

_LAST = select(func.max(T["day_head"].c.leaf_idx))


def last_sealed_on(read: Read) -> date | None:
    """Return the day, in China, of the newest act that names every book; None before the first."""
    index = read.execute(_LAST).scalar()
    return None if index is None else china_day(sealed_act(read, 0, index).at)
