"""Which vouchers were corrected: in red within their year, in blue once it is over (L6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, or_, select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from cityledger.model.books import Voucher
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


def name_of(voucher: Voucher) -> str:
    """Return how papers name a voucher: day, word and number, unique in a book."""
    on = voucher.value_date
    return f"{on.year}年{on.month}月{on.day}日{voucher.word}字第{voucher.voucher_no}号凭证"


def blue_summary(voucher: Voucher) -> str:
    """Return how the summary of a blue correction begins (会计基础工作规范 art. 51-5)."""
    return f"更正{name_of(voucher)}:"


def is_corrected(read: Read, book_id: int, voucher: Voucher) -> bool:
    """Say whether a voucher was reversed, or corrected in a later year."""
    names = {
        "book": book_id,
        "wrong": voucher.voucher_id,
        "named": blue_summary(voucher),
    }
    return bool(read.execute(_CORRECTIONS, names).scalar_one())
