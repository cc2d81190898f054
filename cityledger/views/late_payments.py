"""What small firms wait for beyond the lawful time, and the interest it costs (国令802号)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import money
from cityledger.kernel.days import add_days, days_between
from cityledger.model.contracts import Contract
from cityledger.views import registry
from cityledger.views.contract_card import certificates
from cityledger.views.contract_state import contracts
from cityledger.views.find import need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters
    from cityledger.store.engine import Read
    from cityledger.views.contract_state import ContractState

PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class LatePayment:
    """What is unpaid of one certificate of a small firm after its day.

    `due_on` is the certificate's day and the days agreed, or those of the law; `interest_fen` is
    the daily rate of the law on what is unpaid, to the nearest fen.
    """

    contract_no: str
    party_id: str
    payee_name: str
    certificate_no: int
    certified_on: date
    due_on: date
    days: int
    unpaid_fen: int
    interest_fen: int


def late_payments(read: Read, book_id: int, today: date) -> tuple[LatePayment, ...]:
    """Return what is late on a day, the longest first: the list published by 31 March."""
    parameters = registry.parameters(read)
    found = [
        row
        for state in contracts(read, book_id)
        if state.due_fen > 0 and state.party_id is not None and _is_sme(read, state.party_id)
        for row in _late(read, book_id, state, today, parameters)
    ]
    return tuple(sorted(found, key=lambda row: (-row.days, row.contract_no, row.certificate_no)))


def _is_sme(read: Read, party_id: str) -> bool:
    party = registry.party(read, party_id)
    return party is not None and party.is_sme == 1


def _late(
    read: Read, book_id: int, state: ContractState, today: date, parameters: Parameters
) -> Iterator[LatePayment]:
    """Yield the late certificates: payments settle the oldest first, so the newest are unpaid."""
    key = {"book_id": book_id, "contract_id": state.contract_id}
    agreed = need(read, Contract, "contract", **key).pay_days
    left = state.due_fen
    for row in reversed(certificates(read, book_id, state.contract_id)):
        unpaid = min(left, row.due_fen + row.labour_fen)
        if unpaid <= 0:
            continue
        left -= unpaid
        lawful = parameters.days("sme.pay_days", row.certified_on)
        due_on = add_days(row.certified_on, lawful if agreed is None else agreed)
        days = days_between(due_on, today)
        if days > 0:
            rate = parameters.ppm("sme.late_interest_ppm", today)
            yield LatePayment(
                contract_no=state.contract_no,
                party_id=state.party_id or "",
                payee_name=state.payee_name,
                certificate_no=row.certificate_no,
                certified_on=row.certified_on,
                due_on=due_on,
                days=days,
                unpaid_fen=unpaid,
                interest_fen=money.part(unpaid, rate * days, PPM),
            )
