"""Tranches of a book with the source each came from: what every view of money starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from cityledger.ledger.tables import T
from cityledger.views.moment import known

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, Table

TRANCHE, SOURCE = T["tranche"], T["fund_source"]


def of_source() -> ColumnElement[bool]:
    """Return the join of a tranche to its source."""
    return (SOURCE.c.book_id == TRANCHE.c.book_id) & (
        SOURCE.c.fund_source_id == TRANCHE.c.fund_source_id
    )


def tranches(*columns: ColumnElement[Any] | Table) -> Select[Any]:
    """Select `columns` of the tranches received by a moment, in order (`Moment.names`)."""
    return (
        select(*columns)
        .select_from(TRANCHE)
        .outerjoin(SOURCE, of_source())
        .where(
            TRANCHE.c.book_id == bindparam("book"),
            TRANCHE.c.tranche_id != 0,
            known(TRANCHE),
            func.coalesce(TRANCHE.c.received_on, bindparam("as_of")) <= bindparam("as_of"),
        )
        .order_by(TRANCHE.c.tranche_id)
    )
