"""The voucher behind a paper: a certificate, a score, a variation as the act that sealed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, select

from cityledger.ledger.tables import T
from cityledger.views.moment import POSTING, VOUCHERS_PER_LEAF

if TYPE_CHECKING:
    from cityledger.store.engine import Read

CERTIFICATE = T["certificate"]
_LAST = VOUCHERS_PER_LEAF - 1

_ONE = select(func.min(POSTING.c.voucher_id)).where(
    POSTING.c.book_id == bindparam("book"),
    POSTING.c.contract_id == bindparam("contract"),
    POSTING.c.voucher_id.between(bindparam("low"), bindparam("high")),
)
_CERTIFIED = (
    select(CERTIFICATE.c.certificate_id, func.min(POSTING.c.voucher_id).label("voucher"))
    .join(
        POSTING,
        and_(
            POSTING.c.book_id == CERTIFICATE.c.book_id,
            POSTING.c.contract_id == bindparam("contract"),
            POSTING.c.voucher_id >= CERTIFICATE.c.leaf_idx * VOUCHERS_PER_LEAF,
            POSTING.c.voucher_id <= CERTIFICATE.c.leaf_idx * VOUCHERS_PER_LEAF + _LAST,
        ),
    )
    .where(
        CERTIFICATE.c.book_id == bindparam("book"),
        CERTIFICATE.c.contract_id == bindparam("contract"),
    )
    .group_by(CERTIFICATE.c.certificate_id)
)


def voucher_of(read: Read, book_id: int, contract_id: int, leaf_idx: int) -> int | None:
    """Return the first voucher of a contract in a leaf, None where the leaf booked nothing."""
    low = leaf_idx * VOUCHERS_PER_LEAF
    names = {"book": book_id, "contract": contract_id, "low": low, "high": low + _LAST}
    found = read.execute(_ONE, names).scalar()
    return None if found is None else int(found)


def certificate_vouchers(read: Read, book_id: int, contract_id: int) -> dict[int, int]:
    """Return the voucher of each certificate of a contract, by the number of the certificate."""
    rows = read.execute(_CERTIFIED, {"book": book_id, "contract": contract_id})
    return {row.certificate_id: int(row.voucher) for row in rows}
