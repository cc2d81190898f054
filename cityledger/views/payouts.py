"""Who is owed compensation and has not been asked for, and the requests of a bulk payout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from cityledger.ledger.tables import T
from cityledger.views.households import households
from cityledger.views.obligations import LINE_STATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.store.engine import Read

LINE, REQUEST, CONTRACT, HOUSEHOLD = (
    T[name] for name in ("payment_line", "payment_request", "contract", "household")
)
CHUNK = 500
"""Request numbers asked for at a time: SQLite takes a limited number of values."""

_ASKED = (
    select(LINE.c.contract_id, func.sum(LINE.c.amount_fen).label("fen"))
    .join(
        HOUSEHOLD,
        (HOUSEHOLD.c.book_id == LINE.c.book_id) & (HOUSEHOLD.c.contract_id == LINE.c.contract_id),
    )
    .where(LINE.c.book_id == bindparam("book"), LINE_STATE.not_in(("paid", "returned")))
    .group_by(LINE.c.contract_id)
)
_MADE = (
    select(REQUEST.c.payment_request_id)
    .where(
        REQUEST.c.book_id == bindparam("book"),
        REQUEST.c.leaf_idx.in_(bindparam("leaves", expanding=True)),
    )
    .order_by(REQUEST.c.payment_request_id)
)
_PAYEES: Any = (
    select(
        LINE.c.payment_request_id,
        CONTRACT.c.contract_no,
        HOUSEHOLD.c.household_no,
        HOUSEHOLD.c.plot,
        LINE.c.amount_fen,
    )
    .join(
        CONTRACT,
        (CONTRACT.c.book_id == LINE.c.book_id) & (CONTRACT.c.contract_id == LINE.c.contract_id),
    )
    .outerjoin(
        HOUSEHOLD,
        (HOUSEHOLD.c.book_id == LINE.c.book_id) & (HOUSEHOLD.c.contract_id == LINE.c.contract_id),
    )
    .where(
        LINE.c.book_id == bindparam("book"),
        LINE.c.payment_request_id.in_(bindparam("requests", expanding=True)),
    )
    .order_by(LINE.c.payment_line_id)
)


@dataclass(frozen=True, slots=True)
class Payee:
    """A household of a payout, by its numbers alone: no name leaves the books; amount in fen."""

    contract_no: str
    household_no: str
    plot: str
    amount_fen: int


def owed(read: Read, book_id: int, project_id: int) -> tuple[Payee, ...]:
    """Return the households of a project that are owed money no open request asks for."""
    asked = {row.contract_id: int(row.fen) for row in read.execute(_ASKED, {"book": book_id})}
    found = (
        Payee(
            row.contract_no,
            row.household_no,
            row.plot,
            row.unpaid_fen - asked.get(row.contract_id, 0),
        )
        for row in households(read, book_id)
        if row.project_id == project_id
    )
    return tuple(row for row in found if row.amount_fen > 0)


def payees(read: Read, book_id: int, requests: Iterable[int]) -> dict[int, tuple[Payee, ...]]:
    """Return the households of some requests, each in the order of its lines."""
    numbers = sorted(set(requests))
    found: dict[int, list[Payee]] = {}
    for start in range(0, len(numbers), CHUNK):
        names = {"book": book_id, "requests": numbers[start : start + CHUNK]}
        for row in read.execute(_PAYEES, names):
            payee = Payee(row.contract_no, row.household_no or "—", row.plot or "—", row.amount_fen)
            found.setdefault(row.payment_request_id, []).append(payee)
    return {number: tuple(rows) for number, rows in found.items()}


def made_by(read: Read, book_id: int, leaves: Iterable[int]) -> tuple[int, ...]:
    """Return the numbers of the requests that some acts made."""
    numbers = sorted(set(leaves))
    found: list[int] = []
    for start in range(0, len(numbers), CHUNK):
        names = {"book": book_id, "leaves": numbers[start : start + CHUNK]}
        found += read.execute(_MADE, names).scalars()
    return tuple(found)
