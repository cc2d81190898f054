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
    "genesis": _act("", "user user_key role_change log_key policy_pack policy_param"),
    "people.propose": _act("admin", "proposal"),
    "user.add": _second("admin", "user user_key role_change", "people.propose"),
    "role.change": _second("admin", "role_change", "people.propose"),
    "key.change": _second("admin", "user_key", "people.propose"),
    "log.rekey": _second("admin", "log_key", "people.propose"),
    "party.add": _act("maker", "party party_account"),
    "account.propose": _act("maker", "proposal"),
    "party.account": _second("reviewer", "party_account", "account.propose"),
    "party.qualify": _act("maker", "qualification party_link"),
    "interest.declare": _act(" ".join(ROLES), "declared_interest"),
    "policy.propose": _act("admin approver", "proposal"),
    "policy.adopt": _second("admin approver", "policy_pack policy_param", "policy.propose"),
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
    "project.phase": _act("maker", "phase_change"),
    "document.register": _act("maker", "approval_document"),
    "budget.adjust": _act("maker", "approval_document budget_line voucher posting"),
    "budget.approve": _act("maker", "approval_document budget_line voucher posting"),
    "source.register": _act("maker", "fund_source"),
    "allotment.issue": _act("maker", "approval_document allotment voucher posting"),
    "funds.receive": _act("cashier", "tranche tranche_share voucher posting"),
    "quota.carry": _act("cashier", "voucher posting"),
    "transfer.book": _act("cashier", "voucher posting"),
    "contract.sign": _act("maker", "contract funding_plan voucher posting"),
    "plan.amend": _act("maker", "funding_plan voucher posting"),
    "variation.approve": _act("approver", "variation voucher posting"),
    "tender.announce": _act("maker", "tender"),
    "bids.open": _act("maker", "bid"),
    "tender.award": _act("approver", "tender_award"),
    "agreements.sign": _act(
        "maker", "contract household certificate certificate_line voucher posting"
    ),
    "guarantee.register": _act("maker", "guarantee voucher posting"),
    "guarantee.change": _act("maker", "guarantee_event voucher posting"),
    "insurance.register": _act("maker", "insurance"),
    "invoice.register": _act("maker", "invoice"),
    "certificate.sign": _act("pm", "certificate certificate_line voucher posting"),
    "claim.raise": _act("pm", "certificate certificate_line voucher posting"),
    "payment.request": _act(
        "maker",
        "payment_request payment_line funding_slice payment_invoice payment_step override_use",
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
    "interference.handle": _act("approver auditor", "interference_handling"),
    "zero.report": _act("maker pm reviewer approver cashier auditor", "zero_report"),
    "record.disclose": _act("maker pm reviewer approver cashier auditor", "disclosure"),
    "override.request": _act("maker", "override_request"),
    "override.grant": _act("approver", "override_grant", needs_ref=True),
    "override.revoke": _act("reviewer approver", "override_grant", needs_ref=True),
    "evidence.attach": _act("maker pm", "evidence_file"),
    "plots.list": _act("maker", "approval_document plot"),
    "renewal.step": _act("maker", "renewal_step"),
    "houses.survey": _act("pm", "house_survey"),
    "houses.value": _act("maker", "house_valuation"),
    "programme.register": _act("maker", "programme"),
    "funds.apply": _act("maker", "fund_application"),
    "application.answer": _act("maker", "application_answer"),
    "debt.register": _act("maker", "debt debt_schedule"),
    "interest.accrue": _act("maker", "voucher posting"),
    "subsidy.calculate": _act("maker", "interest_subsidy"),
    "reward.promise": _act("maker", "reward_grant"),
    "reward.accept": _act("reviewer", "reward_grant"),
    "pool.found": _act("maker", "risk_pool"),
    "pool.lend": _act("maker", "pool_loan"),
    "pool.lose": _act("maker", "pool_loss"),
    "asset.register": _act("maker", "asset"),
    "package.form": _act("maker", "asset_package package_asset voucher posting"),
    "package.release": _act("reviewer", "package_asset voucher posting"),
    "ppp.agree": _act("maker", "ppp_agreement ppp_duty voucher posting"),
    "ppp.amend": _act("maker", "ppp_duty voucher posting"),
    "ppp.score": _act("pm", "ppp_score certificate certificate_line voucher posting"),
    "capacity.set": _act("maker", "fiscal_capacity"),
    "review.record": _act("maker pm", "review_record"),
    "milestone.set": _act("pm", "milestone"),
    "milestone.reach": _act("pm", "milestone_reached"),
    "task.assign": _act("pm reviewer", "task"),
    "task.report": _act("pm", "task_report"),
    "inspection.record": _act("pm reviewer", "inspection inspection_finding"),
    "finding.close": _act("reviewer", "finding_closure"),
    "risk.record": _act("pm", "risk"),
    "accountability.record": _act("approver", "accountability"),
    "tip.record": _act("maker pm reviewer auditor", "tip"),
    "tip.reply": _act("pm", "tip_reply"),
    "acceptance.record": _act("pm", "acceptance"),
    "assets.deliver": _act("maker", "delivery delivery_line voucher posting"),
    "accounts.submit": _act("maker", "final_account"),
    "accounts.approve": _act("approver", "final_account"),
    "surplus.declare": _act("maker", "contract voucher posting"),
    "year.close": _act("reviewer", "voucher posting"),
    "year.carry": _act("reviewer", "allotment approval_document voucher posting"),
}


def act(book_id: int, kind: str) -> Act:
    """Return the rules of an act of the registry (book 0) or of a book; KeyError if unknown."""
    return (BOOK if book_id else REGISTRY)[kind]
