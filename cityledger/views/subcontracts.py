"""The tree of subcontracts under a main contract, and how much of it they take (S26)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.kernel import money
from cityledger.ledger.tables import T
from cityledger.model.contracts import Contract
from cityledger.views.find import many, need
from cityledger.views.obligations import contract_sums

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

CONTRACT = T["contract"]
_MAINS = (
    select(CONTRACT.c.main_contract_id)
    .where(CONTRACT.c.book_id == bindparam("book"), CONTRACT.c.main_contract_id.is_not(None))
    .distinct()
    .order_by(CONTRACT.c.main_contract_id)
)


@dataclass(frozen=True, slots=True)
class Subcontract:
    """One subcontract; `scope` is labour or specialist."""

    contract_no: str
    party_id: str
    payee_name: str
    scope: str
    price_fen: int
    signed_on: date


@dataclass(frozen=True, slots=True)
class SubcontractTree:
    """A main contract with its subcontracts; `share_bp` is their part of its price, in bp."""

    contract_id: int
    contract_no: str
    payee_name: str
    total_fen: int
    subs: tuple[Subcontract, ...]
    subs_fen: int
    share_bp: int


def subcontract_trees(read: Read, book_id: int) -> tuple[SubcontractTree, ...]:
    """Return every contract of a book that has subcontracts."""
    rows = read.execute(_MAINS, {"book": book_id}).all()
    return tuple(subcontract_tree(read, book_id, row.main_contract_id) for row in rows)


def subcontract_tree(read: Read, book_id: int, contract_id: int) -> SubcontractTree:
    """Return one contract with its subcontracts; BadInput if there is no such contract."""
    key = {"book_id": book_id, "contract_id": contract_id}
    main = need(read, Contract, "contract", **key)
    total = main.price_fen + contract_sums(read, book_id, contract_id).variations_fen
    subs = tuple(
        Subcontract(
            contract_no=row.contract_no,
            party_id=row.party_id or "",
            payee_name=row.payee_name,
            scope=row.delivery_mode or "",
            price_fen=row.price_fen,
            signed_on=row.signed_on,
        )
        for row in many(read, Contract, book_id=book_id, main_contract_id=contract_id)
    )
    taken = sum(row.price_fen for row in subs)
    return SubcontractTree(
        contract_id=contract_id,
        contract_no=main.contract_no,
        payee_name=main.payee_name,
        total_fen=total,
        subs=subs,
        subs_fen=taken,
        share_bp=money.part(10_000, taken, total) if total > 0 else 0,
    )
