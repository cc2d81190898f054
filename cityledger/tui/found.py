"""What a typed number may mean: vouchers and requests, read in workers as frozen values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import days
from cityledger.kernel.money import text as amount

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk

MOST = 8
"""How many of a kind are offered: a number of every month would fill the screen."""

_VOUCHER = re.compile(r"(?:([初收付转记csfzj])\s*-?\s*)?0*([1-9][0-9]{0,6})\Z")
_REQUEST = re.compile(r"#?0*([1-9][0-9]{0,9})\Z")
# Initials of the words, for a keyboard without an input method.
_WORDS = {"c": "初", "s": "收", "f": "付", "z": "转", "j": "记"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a number may mean: what its page is built with, its name, what stands beside it."""

    argument: object
    name: str
    detail: str


def vouchers(desk: Desk, typed: str) -> tuple[Hit, ...]:
    """Return the vouchers of a number, `付-000128`, `付128`, `f128` or `128`, the newest first."""
    from cityledger.model.books import Voucher
    from cityledger.views.find import many
    from cityledger.views.voucher import word_no

    match = _VOUCHER.match(typed.strip().casefold())
    if match is None:
        return ()
    wanted: dict[str, object] = {"book_id": desk.book_id, "voucher_no": int(match[2])}
    if match[1]:
        wanted["word"] = _WORDS.get(match[1], match[1])
    with desk.read() as read:
        rows = many(read, Voucher, **wanted)
    return tuple(
        Hit(
            row.voucher_id,
            word_no(row.word, row.voucher_no),
            f"{days.text(row.value_date)} {row.summary}",
        )
        for row in sorted(rows, key=lambda row: row.voucher_id, reverse=True)[:MOST]
    )


def requests(desk: Desk, typed: str) -> tuple[Hit, ...]:
    """Return the request of a number."""
    from cityledger.views.payments import request_card

    match = _REQUEST.match(typed.strip())
    if match is None:
        return ()
    with desk.read() as read:
        card = request_card(read, desk.book_id, int(match[1]))
    if card is None:
        return ()
    row = card.request
    detail = f"{days.text(row.value_date)} {amount(row.amount_fen)} {row.summary}"
    return (Hit(row.payment_request_id, str(row.payment_request_id), detail),)
