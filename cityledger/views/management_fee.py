"""The management fee of a project: base of its cap, certified, asked for (财建〔2016〕504号)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, func, select

from cityledger.kernel.costs import ENTERTAINMENT_ITEM, MANAGEMENT_FEE_ITEMS
from cityledger.ledger.tables import T
from cityledger.model.projects import BudgetLine
from cityledger.views.find import many
from cityledger.views.obligations import LINE_STATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.store.engine import Read

CONTRACT, CERTIFICATE, CERTIFIED = T["contract"], T["certificate"], T["certificate_line"]
LINE = T["payment_line"]
ITEMS = (*MANAGEMENT_FEE_ITEMS, ENTERTAINMENT_ITEM)

_FEES = (
    select(
        func.coalesce(func.sum(CERTIFIED.c.gross_fen), 0).label("fees"),
        func.coalesce(
            func.sum(
                case((CERTIFIED.c.cost_item == ENTERTAINMENT_ITEM, CERTIFIED.c.gross_fen), else_=0)
            ),
            0,
        ).label("entertainment"),
    )
    .join(
        CERTIFICATE,
        (CERTIFICATE.c.book_id == CONTRACT.c.book_id)
        & (CERTIFICATE.c.contract_id == CONTRACT.c.contract_id),
    )
    .join(
        CERTIFIED,
        (CERTIFIED.c.book_id == CERTIFICATE.c.book_id)
        & (CERTIFIED.c.certificate_id == CERTIFICATE.c.certificate_id),
    )
    .where(
        CONTRACT.c.book_id == bindparam("book"),
        CONTRACT.c.project_id == bindparam("project"),
        CERTIFIED.c.cost_item.in_(ITEMS),
    )
)
_ASKED = (
    select(func.coalesce(func.sum(LINE.c.amount_fen), 0))
    .join(
        CONTRACT,
        (CONTRACT.c.book_id == LINE.c.book_id) & (CONTRACT.c.contract_id == LINE.c.contract_id),
    )
    .where(
        CONTRACT.c.book_id == bindparam("book"),
        CONTRACT.c.project_id == bindparam("project"),
        LINE.c.cost_item.in_(ITEMS),
        LINE.c.payment_request_id != bindparam("own"),
        LINE_STATE != "returned",
    )
)


@dataclass(frozen=True, slots=True)
class ManagementFee:
    """Fees certified in a project, in fen; entertainment is part of the fees.

    `base_fen` is the approved 概算 without land acquisition and relocation.
    """

    base_fen: int
    fees_fen: int
    entertainment_fen: int


def base_fen(read: Read, book_id: int, project_id: int, excluded: Iterable[str]) -> int:
    """Return the approved 概算 without the lines whose name has one of the excluded words."""
    words = tuple(excluded)
    return sum(
        line.amount_fen
        for line in many(read, BudgetLine, book_id=book_id, project_id=project_id)
        if not any(word in line.name for word in words)
    )


def management_fee(
    read: Read, book_id: int, project_id: int, excluded: Iterable[str]
) -> ManagementFee:
    """Return the fees of a project as certified so far, and the base of their cap."""
    sums = read.execute(_FEES, {"book": book_id, "project": project_id}).one()
    base = base_fen(read, book_id, project_id, excluded)
    return ManagementFee(base, int(sums.fees), int(sums.entertainment))


def asked_fen(read: Read, book_id: int, project_id: int, own: int) -> int:
    """Return what every live request but `own` pays and asks for as management fee."""
    names = {"book": book_id, "project": project_id, "own": own}
    return int(read.execute(_ASKED, names).scalar_one())
