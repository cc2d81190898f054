"""Which of the steps of a payment request is the newest: where the request stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from cityledger.ledger.tables import T
from cityledger.views.moment import known

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

STEP = T["payment_step"]


def is_newest_of(table: Table) -> ColumnElement[bool]:
    """Return what joins `payment_step` to a table by the newest step known of its request.

    A request that is sent back gets one more step and loses no row, so the newest step decides.
    """
    mine = (
        STEP.c.book_id == table.c.book_id,
        STEP.c.payment_request_id == table.c.payment_request_id,
    )
    newest = select(func.max(STEP.c.leaf_idx)).where(*mine, known(STEP)).correlate(table)
    return and_(*mine, STEP.c.leaf_idx == newest.scalar_subquery())
