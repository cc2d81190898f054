"""Money that goes back: what is declared for a grantor or the treasury, what deposits are held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from cityledger.store.engine import Read

POSTING, BALANCE = T["posting"], T["balance"]
FORFEITED, SURPLUS = "210301", "210302"
"""代收应缴财政款 (a deposit that was forfeited, off budget), 结余应缴财政款."""
DEPOSITS = ("230701", "230702", "230703")
"""Bid bonds, performance bonds and wage deposits held in cash."""

_DECLARED = select(
    func.max(POSTING.c.tranche_id).label("tranche"),
    func.coalesce(func.sum(POSTING.c.credit_fen), 0).label("fen"),
).where(
    POSTING.c.book_id == bindparam("book"),
    POSTING.c.contract_id == bindparam("contract"),
    POSTING.c.account.in_((FORFEITED, SURPLUS)),
    POSTING.c.credit_fen > 0,
)
_OWED = select(func.coalesce(func.sum(BALANCE.c.credit_fen - BALANCE.c.debit_fen), 0)).where(
    BALANCE.c.book_id == bindparam("book"),
    BALANCE.c.account.in_((FORFEITED, SURPLUS)),
    BALANCE.c.tranche_id == bindparam("tranche"),
)
_DEPOSITED = (
    select(
        POSTING.c.account,
        POSTING.c.tranche_id,
        func.sum(POSTING.c.credit_fen).label("came"),
        func.sum(POSTING.c.credit_fen - POSTING.c.debit_fen).label("left"),
    )
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.contract_id == bindparam("contract"),
        POSTING.c.account.in_(DEPOSITS),
    )
    .group_by(POSTING.c.account, POSTING.c.tranche_id)
    .order_by(POSTING.c.account, POSTING.c.tranche_id)
)
_DEPOSITED_IN = (
    select(POSTING.c.account, POSTING.c.contract_id)
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.tranche_id == bindparam("tranche"),
        POSTING.c.account.in_(DEPOSITS),
    )
    .order_by(POSTING.c.voucher_id, POSTING.c.n)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit of an agreement: account and tranche; what came in and what is still held, fen."""

    account: str
    tranche_id: int
    came_fen: int
    left_fen: int


def deposits(read: Read, book_id: int, contract_id: int) -> tuple[Deposit, ...]:
    """Return the deposits in cash that came in under an agreement."""
    return tuple(
        Deposit(row.account, row.tranche_id, int(row.came), int(row.left))
        for row in read.execute(_DEPOSITED, {"book": book_id, "contract": contract_id})
    )


def deposited_in(read: Read, book_id: int, tranche_id: int) -> tuple[str, int]:
    """Return the account and the agreement of the deposit that a tranche holds."""
    row = read.execute(_DEPOSITED_IN, {"book": book_id, "tranche": tranche_id}).one()
    return row.account, row.contract_id


def declared(read: Read, book_id: int, contract_id: int) -> tuple[int | None, int]:
    """Return (tranche, fen) that a document declares to go back; (None, 0) when it does not."""
    row = read.execute(_DECLARED, {"book": book_id, "contract": contract_id}).one()
    return row.tranche, int(row.fen)


def owed_fen(read: Read, book_id: int, tranche_id: int) -> int:
    """Return what a tranche owes back and has not paid, in fen."""
    names = {"book": book_id, "tranche": tranche_id}
    return int(read.execute(_OWED, names).scalar_one())
