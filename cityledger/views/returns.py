"""Money declared to go back to its grantor: which tranche owes how much, under which document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from cityledger.store.engine import Read

POSTING, BALANCE = T["posting"], T["balance"]
SURPLUS = "210302"
"""结余应缴财政款."""

_DECLARED = select(
    func.max(POSTING.c.tranche_id).label("tranche"),
    func.coalesce(func.sum(POSTING.c.credit_fen), 0).label("fen"),
).where(
    POSTING.c.book_id == bindparam("book"),
    POSTING.c.contract_id == bindparam("contract"),
    POSTING.c.account == SURPLUS,
    POSTING.c.credit_fen > 0,
)
_OWED = select(func.coalesce(func.sum(BALANCE.c.credit_fen - BALANCE.c.debit_fen), 0)).where(
    BALANCE.c.book_id == bindparam("book"),
    BALANCE.c.account == SURPLUS,
    BALANCE.c.tranche_id == bindparam("tranche"),
)


def declared(read: Read, book_id: int, contract_id: int) -> tuple[int | None, int]:
    """Return (tranche, fen) that a document declares to go back; (None, 0) when it does not."""
    row = read.execute(_DECLARED, {"book": book_id, "contract": contract_id}).one()
    return row.tranche, int(row.fen)


def owed_fen(read: Read, book_id: int, tranche_id: int) -> int:
    """Return what a tranche owes back and has not paid, in fen."""
    names = {"book": book_id, "tranche": tranche_id}
    return int(read.execute(_OWED, names).scalar_one())
