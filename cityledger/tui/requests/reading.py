"""What the screens of requests read, as frozen values: one function per screen, called in workers.

Everything that knows the database is imported when it is called (screens.md D5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.tui.seat import Seat
    from cityledger.tui.verdict import Verdict
    from cityledger.views.payments import RequestCard, RequestRow

PAGE = 200
"""Rows read at once: some three screens."""

QUEUE_ROLES = ("maker", "reviewer", "approver", "cashier")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the list: is it this person's turn, or barred because they acted on it (L8)."""

    row: RequestRow
    role: str
    is_mine: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A request as a reader sees it, with what the gate would say to this person's step."""

    card: RequestCard
    turn: str
    is_own: bool
    verdict: Verdict | None


def waiting(desk: Desk, user: str, roles: frozenset[str]) -> tuple[Waiting, ...]:
    """Return what waits for the roles of a person, own documents marked, the oldest first."""
    from cityledger.views import payments

    out: dict[int, Waiting] = {}
    with desk.read() as read:
        for role in QUEUE_ROLES:
            if role in roles:
                own = payments.queue(read, desk.book_id, role, user)
                mine = {row.payment_request_id for row in own}
                for row in payments.queue(read, desk.book_id, role):
                    may = row.payment_request_id in mine
                    if may or role != "maker":
                        out[row.payment_request_id] = Waiting(row, role, may, not may)
    return tuple(out[number] for number in sorted(out))


def requests(desk: Desk, before: int | None = None) -> tuple[RequestRow, ...]:
    """Return a page of all requests, the newest first, from the one before number `before` on."""
    from cityledger.views import payments

    with desk.read() as read:
        return payments.requests(read, desk.book_id, before=before, limit=PAGE)


def document(seat: Seat, number: int) -> Document | None:
    """Return one request; the step that is this person's turn is put to the gate as well."""
    from cityledger.tui.requests.steps import command_of, step_on
    from cityledger.tui.verdict import verdict
    from cityledger.views import payments

    desk, person = seat.desk, seat.person
    roles = person.roles if person else frozenset()
    with desk.read() as read:
        card = payments.request_card(read, desk.book_id, number)
    if card is None:
        return None
    state = card.request.state
    turn = next(
        (role for role in QUEUE_ROLES[1:] if role in roles and state in payments.TURNS[role]), ""
    )
    acted = {step.actor for step in card.steps if step.step != "returned"}
    is_own = seat.user in acted
    said = None
    if turn and not is_own and seat.cover is not None:
        step = command_of(turn, number, step_on(seat.cover, card.request.value_date))
        said = verdict(desk, step, seat.user, seat.lang)
    return Document(card, turn, is_own, said)
