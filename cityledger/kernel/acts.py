"""Every kind of act: who may do it, which tables it may write, whether it must name another act.

One table for apply, gate, docs and the auditor. The ledger books whatever rows a person signs, so
without this table a payment could carry a change of roles.
"""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("admin", "maker", "pm", "reviewer", "approver", "cashier", "auditor")
"""Roles of evidence.md §2.2; what each may do is the `roles` column below."""

MONEY_ROLES = frozenset({"maker", "pm", "reviewer", "approver", "cashier"})
"""The administrator holds none of these (L8)."""

PROPOSAL_DAYS = 30
"""A proposal that nobody has confirmed within so many days is void (own rule)."""


@dataclass(frozen=True, slots=True)
class Act:
    """`roles`: any one of them suffices; empty only for the genesis of the registry, leaf 0.

    `proposal` names the kind of act by which another person must have proposed exactly these rows
    before (L8, two persons); an act with a proposal refers to it and writes a `confirmation`.
    """

    roles: frozenset[str]
    tables: frozenset[str]
    needs_ref: bool = False
    proposal: str = ""


def _act(roles: str, tables: str = "", *, needs_ref: bool = False, proposal: str = "") -> Act:
    return Act(frozenset(roles.split()), frozenset(tables.split()), needs_ref, proposal)


def _second(roles: str, tables: str, proposal: str) -> Act:
    return _act(roles, f"confirmation {tables}", needs_ref=True, proposal=proposal)


REGISTRY = {
    "genesis": _act("", "user user_key role_change log_key"),
    "people.propose": _act("admin", "proposal"),
    "user.add": _second("admin", "user user_key role_change", "people.propose"),
    "role.change": _second("admin", "role_change", "people.propose"),
    "key.change": _second("admin", "user_key", "people.propose"),
    "log.rekey": _second("admin", "log_key", "people.propose"),
    "party.add": _act("maker", "party party_account"),
    "account.propose": _act("maker", "proposal"),
    "party.account": _second("reviewer", "party_account", "account.propose"),
    "policy.adopt": _act("admin approver", "policy_param"),
    "day.seal": _act(" ".join(ROLES), "day_head"),
    "login.report": _act(" ".join(ROLES), "login_failure"),
    "clock.confirm": _act("admin"),
}
BOOK = {
    "genesis": _act("admin", "book account tranche period_change"),
    "clock.confirm": _act("admin"),
    "batch": _act("maker"),
    "bank.open": _act("maker", "bank_account"),
    "project.register": _act("maker", "project sub_project responsibility"),
    "responsibility.change": _act("maker", "responsibility"),
    "budget.approve": _act("maker", "approval_document budget_line voucher posting"),
    "source.register": _act("maker", "fund_source"),
    "allotment.issue": _act("maker", "approval_document allotment voucher posting"),
    "funds.receive": _act("cashier", "tranche tranche_share voucher posting"),
    "quota.carry": _act("cashier", "voucher posting"),
    "contract.sign": _act("maker", "contract funding_plan voucher posting"),
    "plan.amend": _act("maker", "funding_plan voucher posting"),
    "variation.approve": _act("approver", "variation voucher posting"),
    "agreements.sign": _act(
        "maker", "contract household certificate certificate_line voucher posting"
    ),
    "guarantee.register": _act("maker", "guarantee voucher posting"),
    "invoice.register": _act("maker", "invoice"),
    "certificate.sign": _act("pm", "certificate certificate_line voucher posting"),
    "claim.raise": _act("pm", "certificate certificate_line voucher posting"),
    "payment.request": _act(
        "maker", "payment_request payment_line funding_slice payment_invoice payment_step"
    ),
    "payment.review": _act("reviewer", "payment_step", needs_ref=True),
    "payment.approve": _act("approver", "payment_step hold voucher posting", needs_ref=True),
    "payment.reject": _act(
        "reviewer approver", "payment_step payment_invoice hold voucher posting", needs_ref=True
    ),
    "payment.pay": _act("cashier", "payment_step hold voucher posting", needs_ref=True),
    "payment.refund": _act("cashier", "voucher posting statement_use"),
    "statement.record": _act("cashier", "bank_statement_line"),
    "bank_fact.book": _act("reviewer", "voucher posting statement_use task", needs_ref=True),
    "voucher.correct": _act("reviewer", "voucher posting statement_use"),
    "period.open": _act("reviewer", "period_change"),
    "period.close": _act("reviewer", "period_change"),
    "opening.book": _act("maker", "tranche tranche_share voucher posting"),
    "interference.record": _act("maker pm reviewer approver cashier auditor", "interference"),
    "interference.clear": _act("approver", "interference_clearance"),
    "evidence.attach": _act("maker pm", "evidence_file"),
}


def act(book_id: int, kind: str) -> Act:
    """Return the rules of an act of the registry (book 0) or of a book; KeyError if unknown."""
    return (BOOK if book_id else REGISTRY)[kind]
