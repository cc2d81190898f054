"""Laws that no trigger can hold, looked at again from what the leaves say: L4, L8, L9.

The gate refuses what breaks them; a leaf sealed around the gate by colluding hands is named here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cityledger.evidence.event import parse_leaf
from cityledger.kernel.acts import MONEY_ROLES
from cityledger.ledger.audit_oversight import oversight
from cityledger.ledger.leaves import leaf_body
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.store.engine import Read

STEP, REQUEST = T["payment_step"], T["payment_request"]
POSTING, VOUCHER, TRANCHE = T["posting"], T["voucher"], T["tranche"]
LINE, CONTRACT, BUDGET = T["payment_line"], T["contract"], T["budget_line"]
ROLE = T["role_change"]

_STEPS = (
    select(
        STEP.c.book_id,
        STEP.c.payment_request_id,
        STEP.c.step,
        STEP.c.actor,
        STEP.c.leaf_idx,
        REQUEST.c.leaf_idx.label("asked"),
    )
    .join(
        REQUEST,
        (REQUEST.c.book_id == STEP.c.book_id)
        & (REQUEST.c.payment_request_id == STEP.c.payment_request_id),
    )
    .order_by(STEP.c.book_id, STEP.c.payment_request_id, STEP.c.leaf_idx)
)
_PAID = (
    select(
        VOUCHER.c.book_id,
        VOUCHER.c.voucher_id,
        VOUCHER.c.value_date,
        POSTING.c.n,
        POSTING.c.account,
        POSTING.c.project_id,
        TRANCHE.c.label,
        TRANCHE.c.kind,
        TRANCHE.c.uses,
        TRANCHE.c.forbids,
        TRANCHE.c.scope,
        TRANCHE.c.expiry_on,
        TRANCHE.c.received_on,
        BUDGET.c.cost_class,
        POSTING.c.cost_item,
        REQUEST.c.kind.label("payment_kind"),
    )
    .select_from(POSTING)
    .join(
        VOUCHER,
        (VOUCHER.c.book_id == POSTING.c.book_id) & (VOUCHER.c.voucher_id == POSTING.c.voucher_id),
    )
    .join(
        TRANCHE,
        (TRANCHE.c.book_id == POSTING.c.book_id) & (TRANCHE.c.tranche_id == POSTING.c.tranche_id),
    )
    .join(
        LINE,
        (LINE.c.book_id == POSTING.c.book_id)
        & (LINE.c.payment_line_id == POSTING.c.payment_line_id),
    )
    .join(
        REQUEST,
        (REQUEST.c.book_id == LINE.c.book_id)
        & (REQUEST.c.payment_request_id == LINE.c.payment_request_id),
    )
    .join(
        CONTRACT,
        (CONTRACT.c.book_id == LINE.c.book_id) & (CONTRACT.c.contract_id == LINE.c.contract_id),
    )
    .join(
        BUDGET,
        (BUDGET.c.book_id == CONTRACT.c.book_id)
        & (BUDGET.c.budget_line_id == CONTRACT.c.budget_line_id),
    )
    .where(VOUCHER.c.kind == "normal", POSTING.c.tranche_id != 0, POSTING.c.debit_fen > 0)
    .order_by(VOUCHER.c.book_id, VOUCHER.c.voucher_id, POSTING.c.n)
)


GOES_BACK = ("grantor_return", "deposit_refund")
OWED_BACK = ("2103", "2307")
"""L4 exempts money that goes back where it came from: these kinds of payment, and only where they
settle what is owed back. The kind alone is a word that anybody can write on a payment."""


def audit(source: Read) -> Iterator[str]:
    """Yield every breach of L4, L5, L8 and L9 with the place where it stands."""
    yield from _duties(source)
    yield from _administrators(source)
    yield from _earmarks(source)
    yield from oversight(source)


def _duties(source: Read) -> Iterator[str]:
    """L8: the steps of one request are different people. L9: each signs what was asked."""
    seen: dict[tuple[int, int], dict[str, str]] = {}
    for row in source.execute(_STEPS).all():
        people = seen.setdefault((row.book_id, row.payment_request_id), {})
        where = f"payment request {row.payment_request_id} of book {row.book_id}"
        if row.step != "returned":
            if row.actor in people:
                yield f"L8 {where}: {row.actor} took both {people[row.actor]} and {row.step}"
            people[row.actor] = row.step
        if row.leaf_idx != row.asked and not _signed_what_was_asked(source, row):
            yield f"L9 {where}: leaf {row.leaf_idx} refers to another request than it answers"


def _signed_what_was_asked(source: Read, row: Any) -> bool:  # noqa: ANN401 - a row of _STEPS
    answer, asked = (
        parse_leaf(leaf_body(source, row.book_id, index)).event
        for index in (row.leaf_idx, row.asked)
    )
    return answer.core.get("ref") == asked.digest.hex()


def _administrators(source: Read) -> Iterator[str]:
    """L8: at no time does an administrator hold a money role."""
    held: dict[str, set[str]] = {}
    for row in source.execute(select(ROLE).order_by(ROLE.c.leaf_idx, ROLE.c.user_id)).all():
        roles = held.setdefault(row.user_id, set())
        if row.held:
            roles.add(row.role)
        else:
            roles.discard(row.role)
        if "admin" in roles and roles & MONEY_ROLES:
            money = ", ".join(sorted(roles & MONEY_ROLES))
            yield f"L8 registry leaf {row.leaf_idx}: {row.user_id} is admin and {money}"


def _earmarks(source: Read) -> Iterator[str]:
    """L4: a tranche pays only what its grant document allows, and only while it runs."""
    for row in source.execute(_PAID).all():
        where = f"voucher {row.voucher_id} line {row.n} of book {row.book_id}"
        if reason := _misused(row):
            yield f"L4 {where}: tranche {row.label} {reason}"


def _misused(row: Any) -> str | None:  # noqa: ANN401 - a row of _PAID
    if row.payment_kind in GOES_BACK and row.account.startswith(OWED_BACK):
        return None
    uses, scope = row.uses.split(","), row.scope.split(",")
    names = {"*", row.cost_class, f"{row.cost_class}:{row.cost_item}", row.payment_kind}
    if row.kind == "unidentified" or not names & set(uses):
        return f"may not pay {row.cost_class}:{row.cost_item}"
    if names & set(row.forbids.split(",")):
        return f"forbids {row.cost_class}:{row.cost_item}"
    if row.scope != "*" and str(row.project_id) not in scope:
        return f"may not pay project {row.project_id}"
    if row.expiry_on is not None and row.value_date > row.expiry_on:
        return f"expired on {row.expiry_on}"
    if row.received_on is not None and row.value_date < row.received_on:
        return f"was received on {row.received_on}, after the payment"
    return None
