"""Transfers between books: two vouchers with one number, and whether the pair is whole (L13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, case, func, select

from cityledger.ledger.tables import T
from cityledger.views.flows import MONEY
from cityledger.views.moment import within

if TYPE_CHECKING:
    from cityledger.store.engine import Read

VOUCHER, POSTING, TRANCHE = T["voucher"], T["posting"], T["tranche"]

_OF_VOUCHER = and_(
    POSTING.c.book_id == VOUCHER.c.book_id, POSTING.c.voucher_id == VOUCHER.c.voucher_id
)
_MOVED = func.sum(
    case((within(POSTING.c.account, *MONEY), POSTING.c.debit_fen - POSTING.c.credit_fen), else_=0)
)
# A payment may carry a number of its own kind: only what settles no request is a transfer.
_LINKED = and_(VOUCHER.c.link_no.is_not(None), VOUCHER.c.payment_request_id.is_(None))
_SENT = (
    select(_MOVED)
    .select_from(VOUCHER)
    .join(POSTING, _OF_VOUCHER)
    .join(
        TRANCHE,
        and_(TRANCHE.c.book_id == POSTING.c.book_id, TRANCHE.c.tranche_id == POSTING.c.tranche_id),
    )
    .where(
        VOUCHER.c.book_id == bindparam("book"),
        VOUCHER.c.link_no == bindparam("link"),
        TRANCHE.c.label == bindparam("label"),
        _LINKED,
    )
)
_KNOWN = select(func.count()).where(
    VOUCHER.c.book_id == bindparam("book"), VOUCHER.c.link_no == bindparam("link"), _LINKED
)
# Grouped, so that a number which only ever left its books is no row.
_ARRIVALS = (
    select(VOUCHER.c.book_id)
    .join(POSTING, _OF_VOUCHER)
    .where(VOUCHER.c.link_no == bindparam("link"), _LINKED)
    .group_by(VOUCHER.c.book_id)
    .having(_MOVED > 0)
    .order_by(VOUCHER.c.book_id)
)
_PAIRS = (
    select(VOUCHER.c.link_no, VOUCHER.c.book_id, _MOVED.label("moved"))
    .join(POSTING, _OF_VOUCHER)
    .where(_LINKED)
    .group_by(VOUCHER.c.link_no, VOUCHER.c.book_id)
    .order_by(VOUCHER.c.link_no, VOUCHER.c.book_id)
)


@dataclass(frozen=True, slots=True)
class TransferPair:
    """One number over all books of this database: who sent, who received, how much, in fen.

    `state` is matched, on_the_way (nobody received it yet) or apart (the amounts differ).
    """

    link_no: str
    from_book: int | None
    to_book: int | None
    sent_fen: int
    received_fen: int
    state: str


def sent_fen(read: Read, book_id: int, tranche: str, link_no: str) -> int | None:
    """Return what left a tranche of a book under a number; None when nothing did."""
    names = {"book": book_id, "link": link_no, "label": tranche}
    moved = read.execute(_SENT, names).scalar_one()
    return -int(moved) if moved is not None and moved < 0 else None


def is_known(read: Read, book_id: int, link_no: str) -> bool:
    """Say whether a book has a transfer of this number."""
    return bool(read.execute(_KNOWN, {"book": book_id, "link": link_no}).scalar_one())


def arrived_in(read: Read, link_no: str) -> tuple[int, ...]:
    """Return the books of this database that received money under a number."""
    return tuple(row.book_id for row in read.execute(_ARRIVALS, {"link": link_no}))


def pairs(read: Read) -> tuple[TransferPair, ...]:
    """Return every transfer between the books of this database, by number."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in read.execute(_PAIRS):
        found.setdefault(row.link_no, []).append((row.book_id, int(row.moved)))
    return tuple(_pair(link_no, rows) for link_no, rows in found.items())


def _pair(link_no: str, rows: list[tuple[int, int]]) -> TransferPair:
    """Return what one number did; every book that gave or took counts, the first is named."""
    givers = [book for book, fen in rows if fen < 0]
    takers = [book for book, fen in rows if fen > 0]
    sent, received = (sum(max(0, sign * fen) for _, fen in rows) for sign in (-1, 1))
    state = "matched" if sent == received else "apart"
    if not takers:
        state = "on_the_way"
    first = (next(iter(givers), None), next(iter(takers), None))
    return TransferPair(link_no, *first, sent, received, state)
