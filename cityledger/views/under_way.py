"""What is under way beside a payment request: asked for, not sent back, and not paid before it.

A sum that takes two approvers is not made smaller by asking for it in parts, so what goes the same
way at the same time is counted together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, or_, select

from cityledger.ledger.tables import T
from cityledger.views.moment import NO_LEAF, NOW
from cityledger.views.newest_step import is_newest_of

if TYPE_CHECKING:
    from cityledger.store.engine import Read

REQUEST, STEP, LINE = (T[name] for name in ("payment_request", "payment_step", "payment_line"))

_IS_BESIDE = (
    REQUEST.c.book_id == bindparam("book"),
    REQUEST.c.payment_request_id != bindparam("own"),
    REQUEST.c.leaf_idx < bindparam("until_leaf"),
    STEP.c.step != "returned",
    or_(STEP.c.step != "paid", STEP.c.leaf_idx > bindparam("from_leaf")),
)
_OF_CONTRACTS = (
    select(func.coalesce(func.sum(LINE.c.amount_fen), 0))
    .join(
        REQUEST,
        and_(
            REQUEST.c.book_id == LINE.c.book_id,
            REQUEST.c.payment_request_id == LINE.c.payment_request_id,
        ),
    )
    .join(STEP, is_newest_of(REQUEST))
    .where(
        LINE.c.book_id == bindparam("book"),
        LINE.c.contract_id.in_(bindparam("contracts", expanding=True)),
        *_IS_BESIDE,
    )
)
_OF_PAYOUT = (
    select(func.coalesce(func.sum(REQUEST.c.amount_fen), 0))
    .join(STEP, is_newest_of(REQUEST))
    .where(
        REQUEST.c.kind == "compensation",
        REQUEST.c.project_id == bindparam("payout_of"),
        *_IS_BESIDE,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The way of a request so far: the leaf that made it, and the one that approved it.

    Both are past the end where the request is being made, or is not approved yet.
    """

    request: int = 0
    made: int = NO_LEAF
    approved: int = NO_LEAF


def beside_fen(
    read: Read, book_id: int, span: Span, contracts: frozenset[int], payout_of: int | None
) -> int:
    """Return what other requests ask for that were under way with one, up to its approval.

    They count by their lines on the same contracts; `payout_of` is the project of a payout to
    households, whose requests count whole: each household has an agreement of its own.
    """
    names: dict[str, object] = NOW.names(book_id) | {
        "own": span.request,
        "from_leaf": span.made,
        "until_leaf": span.approved,
    }
    if payout_of is not None:
        return int(read.execute(_OF_PAYOUT, names | {"payout_of": payout_of}).scalar_one())
    return int(read.execute(_OF_CONTRACTS, names | {"contracts": sorted(contracts)}).scalar_one())
