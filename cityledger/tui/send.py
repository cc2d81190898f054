"""Sign and commit an act in a worker, and say what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel.errors import Refused
from cityledger.tui.verdict import objections

if TYPE_CHECKING:
    from cityledger.actions.command import Command
    from cityledger.store.engine import Read
    from cityledger.tui.seat import Seat
    from cityledger.tui.verdict import Objection


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an act: the leaf it is, and either what it made or why it was refused.

    `made` are the numbers of the requests and vouchers it wrote, as printed.
    """

    leaf: int
    is_refused: bool = False
    made: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()


def send(seat: Seat, command: Command, shown: str | None = None) -> Sent:
    """Sign once and commit once: a book that moved on is shown again before anything is signed.

    `shown` is the digest of the content that stood on the screen; only that is sent.

    Raises Locked when the key has locked itself, Stale when the book moved on.
    """
    from cityledger.actions import gate
    from cityledger.evidence.keys import Locked

    if seat.pen is None:
        raise Locked(seat.user)
    signed = gate.sign(seat.desk, seat.pen, command, shown)
    try:
        receipt = gate.submit(seat.desk, signed)
    except Refused as refused:
        said = objections(refused.findings, seat.lang)
        return Sent(refused.index, is_refused=True, objections=said)
    finally:
        seat.look()
    if command.in_registry:
        # Leaves of the registry have numbers of their own: no voucher hangs on them.
        return Sent(receipt.index)
    with seat.desk.read() as read:
        return Sent(receipt.index, made=_made(read, seat.desk.book_id, receipt.index))


def _made(read: Read, book_id: int, leaf: int) -> tuple[str, ...]:
    from cityledger.model.payments import PaymentRequest
    from cityledger.views.find import many
    from cityledger.views.moment import VOUCHERS_PER_LEAF
    from cityledger.views.voucher import voucher_cards, word_no

    requests = many(read, PaymentRequest, book_id=book_id, leaf_idx=leaf)
    first = leaf * VOUCHERS_PER_LEAF
    cards = voucher_cards(read, book_id, range(first, first + VOUCHERS_PER_LEAF))
    numbers = (str(row.payment_request_id) for row in requests)
    return (*numbers, *(word_no(card.word, card.number) for card in cards))
