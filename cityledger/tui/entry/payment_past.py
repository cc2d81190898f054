"""Payments that a new one may repeat: those of a contract, and the summaries a person wrote last.

Called in workers only; everything that knows the database is imported when it is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cityledger.tui.seat import Seat
    from cityledger.views.payments import RequestRow

OFFERED = 10
"""How many payments F4 offers: the one that is meant is nearly always the last."""

LOOKED_AT = 200
"""How many of the newest requests are looked at for a person's own."""


@dataclass(frozen=True, slots=True)
class PastPayment:
    """A request as F4 offers it, with what it hands on: all but amount, day and invoice."""

    number: int
    value_date: date
    summary: str
    amount_fen: int
    state: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Summaries:
    """What `..` and `//` put: the summary of the last request, and of the first one of today."""

    last: str = ""
    first_today: str = ""


def past_payments(seat: Seat, contract_no: str) -> tuple[PastPayment, ...]:
    """Return the newest requests of a contract, or without one this person's own."""
    from cityledger.views import payments

    book_id = seat.desk.book_id
    with seat.desk.read() as read:
        rows = payments.requests(read, book_id, limit=LOOKED_AT)
        mine = [r for r in rows if _is_meant(r, contract_no, seat.user)][:OFFERED]
        cards = [payments.request_card(read, book_id, r.payment_request_id) for r in mine]
    return tuple(
        PastPayment(
            number=card.request.payment_request_id,
            value_date=card.request.value_date,
            summary=card.request.summary,
            amount_fen=card.request.amount_fen,
            state=card.request.state,
            fields=(
                ("contract", card.request.contract_no),
                ("kind", card.request.kind),
                ("summary", card.request.summary),
                ("attachments", str(card.attachments)),
            ),
        )
        for card in cards
        if card is not None
    )


def _is_meant(row: RequestRow, contract_no: str, user: str) -> bool:
    if contract_no:
        return row.contract_no == contract_no
    return row.maker_id == user and bool(row.contract_no)


def summaries(seat: Seat) -> Summaries:
    """Return the summaries this person wrote last."""
    from cityledger.kernel.days import china_day
    from cityledger.views import payments
    from cityledger.views.acts import sealed_act

    book_id = seat.desk.book_id
    with seat.desk.read() as read:
        rows = payments.requests(read, book_id, limit=LOOKED_AT)
        mine = [row for row in rows if row.maker_id == seat.user]
        today, first = china_day(seat.desk.now(read)), ""
        for row in mine:
            if china_day(sealed_act(read, book_id, row.leaf_idx).at) != today:
                break
            first = row.summary
    return Summaries(mine[0].summary if mine else "", first)
