"""What of contracts and closing somebody should look at: days that come, shares that grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.kernel import chart
from cityledger.kernel.days import add_days
from cityledger.ledger.tables import T
from cityledger.model.contracts import Contract
from cityledger.views.closing import closing_cards
from cityledger.views.contract_state import net_fen
from cityledger.views.find import many
from cityledger.views.guarantees import insurances
from cityledger.views.late_payments import late_payments
from cityledger.views.returns import FORFEITED, SURPLUS
from cityledger.views.subcontracts import subcontract_trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.controls.parameters import Parameters
    from cityledger.store.engine import Read

KINDS = (
    "insurance_expiring",
    "accounts_due",
    "surplus_due",
    "bid_bond_due",
    "subcontract_share",
    "sme_late",
)
BID_BONDS = "230701"

POSTING, VOUCHER, TRANCHE = T["posting"], T["voucher"], T["tranche"]
_OWED_BACK = (
    select(
        TRANCHE.c.tranche_id,
        TRANCHE.c.label,
        POSTING.c.account,
        VOUCHER.c.value_date,
        POSTING.c.credit_fen,
        POSTING.c.debit_fen,
    )
    .join(
        VOUCHER,
        (VOUCHER.c.book_id == POSTING.c.book_id) & (VOUCHER.c.voucher_id == POSTING.c.voucher_id),
    )
    .join(
        TRANCHE,
        (TRANCHE.c.book_id == POSTING.c.book_id) & (TRANCHE.c.tranche_id == POSTING.c.tranche_id),
    )
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.account.in_((FORFEITED, SURPLUS)),
    )
    .order_by(TRANCHE.c.tranche_id, VOUCHER.c.value_date, VOUCHER.c.voucher_id, POSTING.c.n)
)


@dataclass(frozen=True, slots=True)
class Coming:
    """Something with its day: kind (one of KINDS), human name, amount in fen, key."""

    kind: str
    on: date
    subject: str
    amount_fen: int
    ref: int


def coming(
    read: Read, book_id: int, until: date, parameters: Parameters, today: date
) -> Iterator[Coming]:
    """Yield what turns on by a day; thresholds are those of today."""
    found = (
        *_insurance(read, book_id),
        *_accounts(read, book_id, parameters, today),
        *_surplus(read, book_id, parameters, today),
        *_bid_bonds(read, book_id, parameters, today),
        *_shares(read, book_id, parameters, today),
        *_late(read, book_id, today),
    )
    yield from (row for row in found if row.on <= until)


def _insurance(read: Read, book_id: int) -> Iterator[Coming]:
    """A policy that ends, until a newer one of its kind and project follows it."""
    rows = insurances(read, book_id)
    for row in rows:
        if not any(
            other.project_id == row.project_id
            and other.kind == row.kind
            and other.expires_on > row.expires_on
            for other in rows
        ):
            subject = f"{row.insurer} {row.policy_no}"
            fen, number = row.insured_fen, row.insurance_id
            yield Coming("insurance_expiring", row.expires_on, subject, fen, number)


def _accounts(read: Read, book_id: int, parameters: Parameters, today: date) -> Iterator[Coming]:
    """Projects that are in use and have no final accounts (财建〔2016〕503号)."""
    days = parameters.days("closing.accounts_days", today)
    for card in closing_cards(read, book_id):
        if card.usable_on is not None and card.state is None:
            on = add_days(card.usable_on, days)
            yield Coming("accounts_due", on, card.name, card.cost_fen, card.project_id)


def _surplus(read: Read, book_id: int, parameters: Parameters, today: date) -> Iterator[Coming]:
    """What was declared and is not yet given back: surplus (RF26), forfeited deposits (RF44).

    What is paid settles the oldest declaration first, so that a part paid late moves no day.
    """
    # No document that was read gives forfeited deposits a term of their own: they take this one.
    days = parameters.days("closing.surplus_return_days", today)
    declared: dict[tuple[int, str, str], list[tuple[date, int]]] = {}
    paid: dict[tuple[int, str, str], int] = {}
    for row in read.execute(_OWED_BACK, {"book": book_id}):
        key = (row.tranche_id, row.account, row.label)
        declared.setdefault(key, []).append((row.value_date, int(row.credit_fen)))
        paid[key] = paid.get(key, 0) + int(row.debit_fen)
    for (number, account, label), rows in declared.items():
        left = sum(fen for _, fen in rows) - paid[number, account, label]
        if left <= 0:
            continue
        since, rest = rows[-1][0], left
        for on, fen in reversed(rows):
            if rest <= 0:
                break
            rest -= fen
            since = on if fen > 0 else since
        subject = label if account == SURPLUS else f"{label} {chart.account(account).zh}"
        yield Coming("surplus_due", add_days(since, days), subject, left, number)


def _bid_bonds(read: Read, book_id: int, parameters: Parameters, today: date) -> Iterator[Coming]:
    """Bid bonds still held after the contract of their tender was signed (国令613号)."""
    days = parameters.days("guarantee.bid_refund_days", today)
    for row in many(read, Contract, book_id=book_id, kind="deposit"):
        held = -net_fen(read, book_id, row.contract_id, BID_BONDS)
        if row.tender_id is None or held <= 0:
            continue
        key = {"book_id": book_id, "tender_id": row.tender_id}
        signed = [made.signed_on for made in many(read, Contract, **key) if made.kind != "deposit"]
        if signed:
            on = add_days(min(signed), days)
            subject = f"{row.contract_no} {row.payee_name}"
            yield Coming("bid_bond_due", on, subject, held, row.contract_id)


def _late(read: Read, book_id: int, today: date) -> Iterator[Coming]:
    """Interest that runs on what small firms wait for, per certificate (国令802号)."""
    for row in late_payments(read, book_id, today):
        subject = f"{row.contract_no} {row.payee_name}"
        yield Coming("sme_late", row.due_on, subject, row.interest_fen, row.certificate_no)


def _shares(read: Read, book_id: int, parameters: Parameters, today: date) -> Iterator[Coming]:
    """Contracts of which subcontracts take more than their share (S26)."""
    most = parameters.bp("subcontract.share_alert_bp", today)
    for tree in subcontract_trees(read, book_id):
        if tree.share_bp > most:
            on = max(row.signed_on for row in tree.subs)
            subject = f"{tree.contract_no} {tree.payee_name}"
            yield Coming("subcontract_share", on, subject, tree.subs_fen, tree.contract_id)
