"""Which vouchers were corrected: in red within their year, in blue once it is over (L6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, or_, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from cityledger.store.engine import Read

VOUCHER = T["voucher"]
_UNDONE = VOUCHER.alias("undone")

# A blue correction mirrors nothing, so it names its voucher; one undone itself corrects no more.
_CORRECTIONS = select(func.count()).where(
    VOUCHER.c.book_id == bindparam("book"),
    VOUCHER.c.voucher_id > bindparam("wrong"),
    or_(
        VOUCHER.c.reverses_id == bindparam("wrong"),
        VOUCHER.c.summary.startswith(bindparam("named"))
        & ~select(_UNDONE.c.voucher_id)
        .where(
            _UNDONE.c.book_id == VOUCHER.c.book_id,
            _UNDONE.c.reverses_id == VOUCHER.c.voucher_id,
        )
        .exists(),
    ),
)


def is_corrected(read: Read, book_id: int, voucher_id: int, blue: str) -> bool:
    """Say whether a voucher was reversed, or corrected in a later year.

    `blue` is how the summary of its blue correction begins.
    """
    names = {"book": book_id, "wrong": voucher_id, "named": blue}
    return bool(read.execute(_CORRECTIONS, names).scalar_one())
