"""A payment as a case for the controls: gather the facts, then judge them all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.actions.appointments import roles_on, section_codes
from cityledger.actions.draft import person
from cityledger.actions.overrides import override_facts
from cityledger.actions.payment_facts import (
    allotment_facts,
    budget_line_facts,
    certificate_facts,
    contract_facts,
    fee_facts,
    finding_facts,
    guarantee_facts,
    household_facts,
    interference_facts,
    invoice_facts,
    line_facts,
)
from cityledger.actions.payment_tranches import tranche_facts
from cityledger.controls import payment
from cityledger.controls.facts import DutyFacts, PaymentFacts, SliceFacts
from cityledger.kernel import words
from cityledger.kernel.days import period_of
from cityledger.kernel.errors import Finding
from cityledger.model.payments import PaymentStep
from cityledger.model.projects import ApprovalDocument, BudgetLine
from cityledger.views import periods, registry
from cityledger.views.find import last, one
from cityledger.views.under_way import Span, beside_fen

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.draft import Context
    from cityledger.actions.payment_case import Case

STATES = {"review": ("submitted",), "approve": ("reviewed", "endorsed"), "pay": ("approved",)}
"""In which state a request must be for a step; a request that is being made has none yet."""


def findings(
    context: Context, case: Case, known: PaymentFacts | None = None
) -> tuple[Finding, ...]:
    """Return everything the payment gate finds, and whether the step is in its turn.

    `known` are the facts of the case where the caller has gathered them already.
    """
    found = payment.check(known or facts(context, case), context.parameters)
    wanted = STATES.get(case.stage)
    if wanted is not None and case.state not in wanted:
        return (out_of_turn(case.state, wanted), *found)
    return found


def out_of_turn(state: str | None, wanted: tuple[str, ...]) -> Finding:
    """Return the finding that a request is not where a step needs it, in both languages."""
    return Finding.of(
        "payment.state",
        state=_state(state, "zh"),
        state_en=_state(state, "en"),
        wanted="/".join(_state(step, "zh") for step in wanted),
        wanted_en="/".join(_state(step, "en") for step in wanted),
    )


def _state(state: str | None, lang: words.Lang) -> str:
    return words.term(f"payment_state.{state}", lang) if state else "—"


def facts(context: Context, case: Case) -> PaymentFacts:
    """Return all that the rules may look at."""
    on = case.value_date
    lines = tuple(line_facts(context, case.kind, line, case.own, on) for line in case.lines)
    contracts = tuple({x.contract.contract_id: x.contract for x in case.lines}.values())
    tranches = tranche_facts(context, case)
    project_id = case.project.project_id
    return PaymentFacts(
        stage=case.stage,
        value_date=case.value_date,
        project_id=project_id,
        lines=lines,
        slices=slice_facts(case),
        tranches=tranches,
        contracts=tuple(contract_facts(context, c, case.own) for c in contracts),
        duties=_duties(context, case),
        period_state=_period(context, case.value_date),
        budget_document=_budget_document(context, case),
        allotments=allotment_facts(context, case, tranches),
        budget_lines=budget_line_facts(context, contracts, case.own),
        certificates=certificate_facts(context, case),
        invoices=invoice_facts(context, case),
        guarantees=guarantee_facts(context, contracts),
        roles=roles_on(context, project_id, on),
        interference=interference_facts(context, case),
        sections=tuple(section_codes(context, project_id).values()),
        findings=finding_facts(context, case),
        **fee_facts(context, case),
        overrides=override_facts(context, case),
        households=household_facts(context, case),
        beside_fen=_beside_fen(context, case),
    )


def slice_facts(case: Case) -> tuple[SliceFacts, ...]:
    """Return the slices of a case as the rules see them."""
    numbers = {line.payment_line_id: line.n for line in case.lines}
    return tuple(
        SliceFacts(
            line_n=numbers[piece.payment_line_id],
            tranche_id=piece.tranche_id,
            bank_account_id=piece.bank_account_id,
            allotment_id=piece.allotment_id,
            amount_fen=piece.amount_fen,
        )
        for piece in case.slices
    )


def _duties(context: Context, case: Case) -> tuple[DutyFacts, ...]:
    """Return who acted in which duty, the actor of this stage included."""
    acted = [
        ("maker", case.maker),
        ("reviewer", case.reviewer),
        ("approver", case.endorser),
        ("approver", case.approver),
    ]
    now = {"review": "reviewer", "approve": "approver", "pay": "cashier"}.get(case.stage)
    if now is not None:
        acted.append((now, context.actor))
    out = []
    payees = {line.contract.party_id for line in case.lines}
    for duty, user in acted:
        if user is not None:
            roles = registry.roles_of(context.read, user, context.registry_size)
            out.append(
                DutyFacts(
                    duty=duty,
                    person=person(context, user),
                    holds_role=duty in roles,
                    registry_size=context.registry_size,
                    is_admin="admin" in roles,
                    has_interest=bool(
                        payees & registry.interests(context.read, user, context.registry_size)
                    ),
                )
            )
    return tuple(out)


def _beside_fen(context: Context, case: Case) -> int:
    """Return what other requests ask for that are under way with this one."""
    span = Span()
    if case.request is not None:
        key = {"payment_request_id": case.own, "step": "approved"}
        approval = last(context.read, PaymentStep, **context.here, **key)
        approved = approval.leaf_idx if approval is not None else span.approved
        span = Span(request=case.own, made=case.request.leaf_idx, approved=approved)
    contracts = frozenset(line.contract.contract_id for line in case.lines)
    payout_of = case.project.project_id if case.kind == "compensation" else None
    return beside_fen(context.read, context.book_id, span, contracts, payout_of)


def _period(context: Context, value_date: date) -> str:
    states = periods.states(context.read, context.book_id)
    return states.get(period_of(value_date), "missing")


def _budget_document(context: Context, case: Case) -> str | None:
    key = {"project_id": case.project.project_id}
    line = one(context.read, BudgetLine, **context.here, **key)
    if line is None:
        return None
    number = {"document_id": line.document_id}
    document = one(context.read, ApprovalDocument, **context.here, **number)
    return document.doc_no if document is not None else None
