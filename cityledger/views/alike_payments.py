"""Payments that look like one about to be asked for: same payee, same amount, days apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, select

from cityledger.kernel.days import add_days
from cityledger.ledger.tables import T
from cityledger.views.moment import NOW, known
from cityledger.views.payments import request_card
from cityledger.views.voucher import voucher_cards, word_no

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

APART = 3
"""Days within which the same amount to the same payee is more often a slip than a coincidence."""

REQUEST, LINE = T["payment_request"], T["payment_line"]
_ALIKE = (
    select(REQUEST.c.payment_request_id)
    .join(
        LINE,
        and_(
            LINE.c.book_id == REQUEST.c.book_id,
            LINE.c.payment_request_id == REQUEST.c.payment_request_id,
        ),
    )
    .where(
        REQUEST.c.book_id == bindparam("book"),
        REQUEST.c.amount_fen == bindparam("fen"),
        REQUEST.c.value_date.between(bindparam("first"), bindparam("last")),
        LINE.c.payee_account.in_(bindparam("accounts", expanding=True)),
        known(REQUEST),
    )
    .distinct()
    .order_by(REQUEST.c.payment_request_id)
)


@dataclass(frozen=True, slots=True)
class AlikePayment:
    """A live request of the same amount to the same payee; `voucher` is empty until it is paid."""

    payment_request_id: int
    value_date: date
    amount_fen: int
    voucher: str


def alike_payments(
    read: Read, book_id: int, accounts: tuple[str, ...], amount_fen: int, on: date
) -> tuple[AlikePayment, ...]:
    """Return the live requests to one of these accounts that look like this one."""
    names = NOW.names(book_id) | {
        "fen": amount_fen,
        "first": add_days(on, -APART),
        "last": add_days(on, APART),
        "accounts": accounts,
    }
    out = []
    for number in read.execute(_ALIKE, names).scalars().all():
        card = request_card(read, book_id, number)
        if card is not None and card.request.state != "returned":
            papers = voucher_cards(read, book_id, card.voucher_ids)
            paid = [word_no(row.word, row.number) for row in papers if row.word == "付"]
            row = card.request
            out.append(AlikePayment(number, row.value_date, row.amount_fen, "、".join(paid)))
    return tuple(out)
