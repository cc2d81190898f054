"""A bulk payout as its screen reads it, and a person's step over all of it; called in workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.tui.requests.steps import step_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cityledger.actions.payouts import Batch
    from cityledger.evidence.keys import Pen
    from cityledger.kernel.errors import Problem
    from cityledger.tui.seat import Seat

    Told = Callable[[int, int], None]

ROLES = ("reviewer", "approver", "cashier")


class Stopped(Exception):
    """A person stopped a batch; its transaction was rolled back."""


@dataclass(frozen=True, slots=True)
class BatchPart:
    """One request of a payout: its households by the numbers of their agreements."""

    number: int
    households: int
    agreements: str
    amount_fen: int
    state: str


@dataclass(frozen=True, slots=True)
class BatchView:
    """The requests of a payout; `duty` is whose turn it is when it is this person's."""

    parts: tuple[BatchPart, ...]
    households: int
    amount_fen: int
    duty: str
    is_own: bool
    on: date


def batch(seat: Seat, numbers: tuple[int, ...]) -> BatchView:
    """Return the requests of a payout as they stand now."""
    from cityledger.views import payments, payouts
    from cityledger.views.request_queue import has_acted

    desk, cover = seat.desk, seat.look()
    roles = seat.person.roles if seat.person else frozenset()
    with desk.read() as read:
        rows = payments.some(read, desk.book_id, numbers)
        payees = payouts.payees(read, desk.book_id, numbers)
        is_own = has_acted(read, desk.book_id, numbers, seat.user)
    parts = tuple(
        BatchPart(
            number=row.payment_request_id,
            households=len(payees[row.payment_request_id]),
            agreements=_run([p.contract_no for p in payees[row.payment_request_id]]),
            amount_fen=row.amount_fen,
            state=row.state,
        )
        for row in rows
    )
    states = {row.state for row in rows}
    duty = next(
        (role for role in ROLES if role in roles and states & set(payments.TURNS[role])), ""
    )
    return BatchView(
        parts=parts,
        households=sum(part.households for part in parts),
        amount_fen=sum(part.amount_fen for part in parts),
        duty=duty,
        is_own=bool(duty) and is_own,
        on=step_on(cover, max(row.value_date for row in rows)),
    )


def _run(numbers: list[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}"


def look(seat: Seat, step: str, numbers: tuple[int, ...], told: Told) -> tuple[Problem, ...]:
    """Return the page of refusals of a step over a payout; nothing is written."""
    from cityledger.actions import payouts

    made, pen = _made(seat, step, numbers, "")
    return payouts.look(seat.desk, pen, made, "zh" if seat.lang == "zh" else "en", told)


def act(
    seat: Seat, step: str, numbers: tuple[int, ...], reason: str, told: Told
) -> tuple[int, ...]:
    """Take a step over a payout and return its leaves; BadInput brings the page of refusals."""
    from cityledger.actions import payouts

    made, pen = _made(seat, step, numbers, reason)
    try:
        receipts = payouts.act(seat.desk, pen, made, "zh" if seat.lang == "zh" else "en", told)
    finally:
        seat.look()
    return tuple(receipt.index for receipt in receipts)


def _made(seat: Seat, step: str, numbers: tuple[int, ...], reason: str) -> tuple[Batch, Pen]:
    from cityledger.actions import payouts
    from cityledger.evidence.keys import Locked

    if seat.pen is None:
        raise Locked(seat.user)
    return payouts.step(seat.desk, step, numbers, batch(seat, numbers).on, reason), seat.pen
