"""The state of a contract: price, variations, certified, paid, held, what is still to be recouped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from cityledger.store.engine import Read

POSTING = T["posting"]
_NET = select(func.coalesce(func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen), 0)).where(
    POSTING.c.book_id == bindparam("book"),
    POSTING.c.contract_id == bindparam("contract"),
    POSTING.c.account >= bindparam("low"),
    POSTING.c.account < bindparam("high"),
)


def net_fen(read: Read, book_id: int, contract_id: int, account: str) -> int:
    """Return debit − credit of a contract on an account and its sub-accounts, all tranches."""
    names = {"book": book_id, "contract": contract_id, "low": account, "high": account + "~"}
    return int(read.execute(_NET, names).scalar_one())


def unrecouped_fen(read: Read, book_id: int, contract_id: int) -> int:
    """Return the advance of a contract that certificates have not yet recouped."""
    return net_fen(read, book_id, contract_id, "1214")
