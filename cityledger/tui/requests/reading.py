"""What the screens of requests read, as frozen values: one function per screen, called in workers.

Everything that knows the database is imported when it is called (screens.md D5).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cityledger.kernel import days
from cityledger.tui.requests.grouping import Item, Wish, corrects, grouped, item_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read
    from cityledger.tui.seat import Seat
    from cityledger.tui.verdict import Verdict
    from cityledger.views.contract_state import ContractState
    from cityledger.views.payments import RequestCard, RequestRow
    from cityledger.views.request_context import (
        ContractVoucher,
        EvidenceName,
        InvoiceState,
        Numbered,
        Transfer,
    )

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
class Context:
    """What a request is read against: the last payment, the contract, papers and the bank.

    `hashes` are the first digits of the leaf of each step.
    """

    last: RequestCard | None
    state: ContractState | None
    transfers: tuple[Transfer, ...]
    invoices: tuple[InvoiceState, ...]
    files: tuple[EvidenceName, ...]
    hashes: dict[int, str]
    vouchers: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A request as a reader sees it, with what the gate would say to this person's step.

    `is_maker` when the reader made it, `is_corrected` when a later request took its place.
    """

    card: RequestCard
    turn: str
    is_own: bool
    verdict: Verdict | None
    context: Context
    is_maker: bool
    is_corrected: bool


def waiting(desk: Desk, user: str, roles: frozenset[str]) -> tuple[Waiting, ...]:
    """Return what waits for the roles of a person, own documents marked, the oldest first.

    A returned request waits for its maker until another took its place.
    """
    from cityledger.views import payments
    from cityledger.views.request_queue import is_followed

    out: dict[int, Waiting] = {}
    with desk.read() as read:
        for role in QUEUE_ROLES:
            if role in roles:
                own = payments.queue(read, desk.book_id, role, user)
                mine = {row.payment_request_id for row in own}
                for row in payments.queue(read, desk.book_id, role):
                    number = row.payment_request_id
                    may = number in mine
                    if role == "maker" and (
                        not may or is_followed(read, desk.book_id, number, corrects(number))
                    ):
                        continue
                    out[number] = Waiting(row, role, may, not may)
    return tuple(out[number] for number in sorted(out))


def queue(seat: Seat) -> tuple[Item, ...]:
    """Return what waits for this person as rows of the list, a bulk payout in one row."""
    from cityledger.views.request_queue import queued

    desk, today = seat.desk, seat.look().today
    found = waiting(desk, seat.user, seat.person.roles if seat.person else frozenset())
    with desk.read() as read:
        shown = queued(read, desk.book_id, [waits.row for waits in found])
    rows = []
    for waits, line in zip(found, shown, strict=True):
        age = max(0, days.days_between(days.china_day(line.since), today))
        item = item_of(line.row, line.paid.name, line.paid.count, age)
        rows.append(replace(item, role=waits.role, is_mine=waits.is_mine, is_own=waits.is_own))
    return grouped(rows)


def requests(
    seat: Seat,
    wish: Wish,
    before: int | None = None,
    goes_on: Callable[[], bool] = lambda: True,
) -> tuple[tuple[Item, ...], int | None]:
    """Return a page of the requests somebody wishes to see, the newest first.

    Reads on from before number `before` until a page is full or there are no more, and returns
    where to go on, or None. `goes_on` says whether anybody still waits for the answer.
    """
    from cityledger.views import payments
    from cityledger.views.request_queue import queued

    desk, today = seat.desk, seat.look().today
    found: list[Item] = []
    with desk.read() as read:
        while goes_on():
            rows = payments.requests(read, desk.book_id, before=before, limit=PAGE)
            for line in queued(read, desk.book_id, rows):
                age = max(0, days.days_between(days.china_day(line.since), today))
                item = item_of(line.row, line.paid.name, line.paid.count, age)
                if wish.lets(item):
                    found.append(item)
            if len(rows) < PAGE:
                return tuple(found), None
            before = rows[-1].payment_request_id
            if len(found) >= PAGE:
                break
    return tuple(found), before


def document(seat: Seat, number: int) -> Document | None:
    """Return one request; the step that is this person's turn is put to the gate as well."""
    from cityledger.tui.requests.steps import command_of, step_on
    from cityledger.tui.verdict import verdict
    from cityledger.views import payments
    from cityledger.views.request_queue import is_followed

    desk, person = seat.desk, seat.person
    roles = person.roles if person else frozenset()
    with desk.read() as read:
        card = payments.request_card(read, desk.book_id, number)
        if card is None:
            return None
        context = _context(read, desk.book_id, card)
        corrected = card.request.state == "returned" and is_followed(
            read, desk.book_id, number, corrects(number)
        )
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
    is_maker = card.request.maker_id == seat.user
    return Document(card, turn, is_own, said, context, is_maker, corrected)


def _context(read: Read, book_id: int, card: RequestCard) -> Context:
    from cityledger.views import payments, request_context
    from cityledger.views.acts import sealed_act
    from cityledger.views.contract_state import contract_state

    row, last, state = card.request, None, None
    number = row.payment_request_id
    if row.contract_id is not None:
        before = request_context.last_paid(read, book_id, row.contract_id, number)
        if before is not None:
            last = payments.request_card(read, book_id, before)
        state = contract_state(read, book_id, row.contract_id)
    vouchers = request_context.numbered(read, book_id, card.voucher_ids)
    is_paid = row.state == "paid" and vouchers
    paid_on = vouchers[-1].value_date if is_paid else row.value_date
    return Context(
        last=last,
        state=state,
        transfers=request_context.transfers(read, book_id, card, paid_on),
        invoices=request_context.invoice_states(read, book_id, number),
        files=request_context.files_named(
            read, book_id, (row.contract_no, *(i.number for i in card.invoices[:1]))
        ),
        hashes={
            step.leaf_idx: sealed_act(read, book_id, step.leaf_idx).leaf_hash.hex()[:8]
            for step in card.steps
        },
        vouchers=vouchers,
    )


def contract_vouchers(
    desk: Desk, contract_id: int, before: int | None = None
) -> tuple[ContractVoucher, ...]:
    """Return a page of the vouchers of a contract, the newest first."""
    from cityledger.views import request_context

    with desk.read() as read:
        return request_context.contract_vouchers(read, desk.book_id, contract_id, before, PAGE)
