"""Which thresholds the contracts and payments on a paper were judged by, and which nobody read.

A contract is judged again by its own controls and the parameters remember what they were asked
for. A payment is known by its kind: the grid of the gate says which rules it passed, and each rule
names its thresholds. The registry is taken as the newest act of the paper's state saw it, so that
the same paper can be made again later (L10).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.controls import contract, payment
from cityledger.controls.parameters import UNVERIFIED, ParameterMissing
from cityledger.ledger.tables import T
from cityledger.views import registry
from cityledger.views.acts import sealed_act

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Row

    from cityledger.controls.parameters import Parameter, Parameters
    from cityledger.store.engine import Read

GATED = frozenset({"payment.approve", "payment.pay"})
"""The acts with vouchers that pass the payment gate."""

CONTRACT, REQUEST = T["contract"], T["payment_request"]
_CONTRACTS = (
    select(CONTRACT)
    .where(
        CONTRACT.c.book_id == bindparam("book"),
        CONTRACT.c.project_id == bindparam("project"),
        CONTRACT.c.kind.in_(sorted(contract.WORKS_KINDS)),
        CONTRACT.c.signed_on <= bindparam("to_on"),
        CONTRACT.c.leaf_idx < bindparam("size"),
    )
    .order_by(CONTRACT.c.contract_id)
)
_KINDS = select(REQUEST.c.payment_request_id, REQUEST.c.kind).where(
    REQUEST.c.book_id == bindparam("book"),
    REQUEST.c.payment_request_id.in_(bindparam("requests", expanding=True)),
)
CHUNK = 500
"""Payment requests asked for at a time: SQLite takes so many parameters and more."""


@dataclass(frozen=True, slots=True)
class State:
    """What a paper was made from: the last day it tells of, and the first `size` leaves."""

    to_on: date
    size: int


def of_project(
    read: Read,
    book_id: int,
    project_id: int,
    payments: Iterable[tuple[int | None, date]],
    state: State,
) -> tuple[Parameter, ...]:
    """Return the rows that a project's works contracts and these payments (request, day) rest on.

    A threshold without a value on a day is left out: the gate could not have relied on it.
    """
    known = registry.parameters(read, sealed_act(read, book_id, state.size - 1).registry_size)
    names = {"book": book_id, "project": project_id}
    for row in read.execute(_CONTRACTS, names | {"to_on": state.to_on, "size": state.size}):
        _sign(row, known)
    paid = {(request, on) for request, on in payments if request is not None}
    kinds = kinds_of(read, book_id, sorted({request for request, _ in paid}))
    for kind, on in sorted({(kinds[request], on) for request, on in paid}):
        for key in payment.parameters_of(kind):
            _ask(known, key, on)
    return known.relied


class Payments:
    """The unverified thresholds payments rest on, asked once per kind, day and registry size."""

    def __init__(self, read: Read) -> None:
        """Read the parameters of a registry size when they are first asked for."""
        self._read = read
        self._known: dict[int, Parameters] = {}
        self._found: dict[tuple[str, date, int], tuple[Parameter, ...]] = {}

    def unverified(self, kind: str, on: date, size: int) -> tuple[Parameter, ...]:
        """Return those of a payment of one kind, judged by the first `size` registry leaves."""
        key = (kind, on, size)
        if key not in self._found:
            if size not in self._known:
                self._known[size] = registry.parameters(self._read, size)
            known = self._known[size]
            rows = (known.standing(name, on) for name in payment.parameters_of(kind))
            self._found[key] = unverified(row for row in rows if row is not None)
        return self._found[key]


def kinds_of(read: Read, book_id: int, requests: list[int]) -> dict[int, str]:
    """Return the kind of each payment request."""
    out: dict[int, str] = {}
    for first in range(0, len(requests), CHUNK):
        names = {"book": book_id, "requests": requests[first : first + CHUNK]}
        out |= {row.payment_request_id: row.kind for row in read.execute(_KINDS, names)}
    return out


def _ask(known: Parameters, key: str, on: date) -> None:
    """Look a threshold up, so that it is remembered."""
    try:
        known.lookup(key, on)
    except ParameterMissing:
        return


def _sign(row: Row, known: Parameters) -> None:  # type: ignore[type-arg]
    """Judge the terms of a contract again; what is found is of no matter, only what was asked."""
    terms = contract.ContractTerms(
        kind=row.kind,
        signed_on=row.signed_on,
        price_fen=row.price_fen,
        budget_line="",
        line_free_fen=row.price_fen,
        advance_cap_fen=row.advance_cap_fen,
        recoup_bp=row.recoup_bp,
        progress_bp=row.progress_bp,
        retention_bp=row.retention_bp,
        labour_bp=row.labour_bp,
        wage_account=row.wage_account,
        performance_fen=row.performance_fen,
    )
    try:
        contract.check(terms, known)
    except ParameterMissing:
        return


def unverified(rows: Iterable[Parameter]) -> tuple[Parameter, ...]:
    """Return those whose evidence is memory, by key and first day."""
    weak = (row for row in rows if row.evidence == UNVERIFIED)
    return tuple(sorted(weak, key=lambda row: (row.key, row.valid_from)))
