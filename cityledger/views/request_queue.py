"""What a list of payment requests shows beside them: who is paid, and since when each waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, select

from cityledger.kernel import masking
from cityledger.ledger.tables import T
from cityledger.views.acts import sealed_act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cityledger.store.engine import Read
    from cityledger.views.payments import RequestRow

LINE, CONTRACT, REQUEST, STEP = (
    T[name] for name in ("payment_line", "contract", "payment_request", "payment_step")
)
CHUNK = 500
"""Request numbers asked for at a time: SQLite takes a limited number of values."""

_PAYEES = (
    select(
        LINE.c.payment_request_id,
        LINE.c.contract_id,
        LINE.c.payee_name,
        CONTRACT.c.party_id,
    )
    .join(
        CONTRACT,
        and_(CONTRACT.c.book_id == LINE.c.book_id, CONTRACT.c.contract_id == LINE.c.contract_id),
    )
    .where(
        LINE.c.book_id == bindparam("book"),
        LINE.c.payment_request_id.in_(bindparam("requests", expanding=True)),
    )
    .order_by(LINE.c.payment_line_id)
)
_ACTED = select(STEP.c.payment_request_id).where(
    STEP.c.book_id == bindparam("book"),
    STEP.c.payment_request_id.in_(bindparam("requests", expanding=True)),
    STEP.c.actor == bindparam("user"),
    STEP.c.step != "returned",
)
_FOLLOWED = select(REQUEST.c.payment_request_id).where(
    REQUEST.c.book_id == bindparam("book"),
    REQUEST.c.payment_request_id > bindparam("request"),
    REQUEST.c.summary.like(bindparam("ending")),
)


@dataclass(frozen=True, slots=True)
class Paid:
    """Whom a request pays: the first name, masked where it is a person, and how many there are."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Queued:
    """A request in a list: whom it pays, and the instant of its newest step."""

    row: RequestRow
    paid: Paid
    since: datetime


def paid_by(read: Read, book_id: int, requests: Iterable[int]) -> dict[int, Paid]:
    """Return whom some requests pay."""
    numbers = sorted(set(requests))
    names: dict[int, str] = {}
    contracts: dict[int, set[int]] = {}
    for start in range(0, len(numbers), CHUNK):
        asked = {"book": book_id, "requests": numbers[start : start + CHUNK]}
        for row in read.execute(_PAYEES, asked):
            number = row.payment_request_id
            shown = masking.payee_name(row.payee_name, is_person=row.party_id is None)
            names.setdefault(number, shown)
            contracts.setdefault(number, set()).add(row.contract_id)
    return {number: Paid(name, len(contracts[number])) for number, name in names.items()}


def queued(read: Read, book_id: int, rows: Sequence[RequestRow]) -> tuple[Queued, ...]:
    """Return requests with what a list shows beside them, in the order given."""
    paid = paid_by(read, book_id, (row.payment_request_id for row in rows))
    nobody = Paid("", 0)
    return tuple(
        Queued(
            row,
            paid.get(row.payment_request_id, nobody),
            sealed_act(read, book_id, row.last_leaf_idx).at,
        )
        for row in rows
    )


def is_followed(read: Read, book_id: int, number: int, ending: str) -> bool:
    """Say whether the summary of a request made after another one ends so."""
    names = {"book": book_id, "request": number, "ending": f"%{ending}"}
    return read.execute(_FOLLOWED, names).first() is not None


def has_acted(read: Read, book_id: int, requests: Iterable[int], user: str) -> bool:
    """Say whether a person has taken a step on any of some requests (L8)."""
    numbers = sorted(set(requests))
    for start in range(0, len(numbers), CHUNK):
        asked = {"book": book_id, "requests": numbers[start : start + CHUNK], "user": user}
        if read.execute(_ACTED, asked).first() is not None:
            return True
    return False
