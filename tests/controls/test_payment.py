"""The payment gate by rule table: a good request, one fact changed, and exactly that finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, strategies as st

from cityledger.controls import pack, payment
from cityledger.controls.facts import (
    KINDS,
    HoldingFinding,
    HouseholdFacts,
    InterferenceFacts,
    PaymentFacts,
    SliceFacts,
)
from cityledger.controls.parameters import ParameterMissing, Parameters
from tests.controls.payment_case import (
    ADVANCE,
    BASE,
    CERTIFICATE,
    CHAIN,
    CONTRACTOR,
    DEPOSIT,
    FORFEIT,
    GOOD,
    GRANTOR,
    HOUSEHOLD,
    INVOICE,
    ON,
    PAID,
    PERFORMANCE,
    RETENTION,
    ROLES,
    SERVICE,
    SETTLEMENT,
    SUPERVISOR,
    T1,
    T2,
    WAN,
    line,
    piece,
    put,
    single,
)

Change = Callable[[PaymentFacts], PaymentFacts]
NATIONAL = Parameters(pack.national().parameters)


def codes(facts: PaymentFacts) -> list[str]:
    return [finding.code.removeprefix("payment.") for finding in payment.check(facts, NATIONAL)]


@pytest.mark.parametrize("facts", GOOD.values(), ids=GOOD)
def test_good_requests_pass(facts: PaymentFacts) -> None:
    """Every kind of payment and every stage has a way through the gate."""
    assert codes(facts) == []


def top(**changes: object) -> Change:
    return lambda facts: put(facts, **changes)


def contract(**changes: object) -> Change:
    return lambda facts: put(facts, contracts=(put(facts.contracts[0], **changes),))


def the_line(n: int, **changes: object) -> Change:
    return lambda facts: put(
        facts, lines=tuple(put(x, **changes) if x.n == n else x for x in facts.lines)
    )


def tranche(label: str, **changes: object) -> Change:
    return lambda facts: put(
        facts,
        tranches=tuple(put(x, **changes) if x.label == label else x for x in facts.tranches),
    )


def household(**changes: object) -> Change:
    return lambda facts: put(facts, households=(put(facts.households[0], **changes),))


def certificate(**changes: object) -> Change:
    return lambda facts: put(facts, certificates=(put(CERTIFICATE, **changes),))


def invoice(**changes: object) -> Change:
    return lambda facts: put(facts, invoices=(put(INVOICE, **changes),))


def allotment(no: str, free_fen: int) -> Change:
    return lambda facts: put(
        facts,
        allotments=tuple(put(x, free_fen=free_fen) if x.no == no else x for x in facts.allotments),
    )


def budget(**changes: object) -> Change:
    return lambda facts: put(facts, budget_lines=(put(facts.budget_lines[0], **changes),))


def letter(kind: str, **changes: object) -> Change:
    return lambda facts: put(
        facts,
        guarantees=tuple(put(x, **changes) if x.kind == kind else x for x in facts.guarantees),
    )


def role(name: str, **changes: object) -> Change:
    return lambda facts: put(
        facts, roles=tuple(put(x, **changes) if x.role == name else x for x in facts.roles)
    )


def person(index: int, **changes: object) -> Change:
    return lambda facts: put(
        facts,
        duties=tuple(put(x, **changes) if n == index else x for n, x in enumerate(facts.duties)),
    )


def drawn(*slices: SliceFacts) -> Change:
    return top(slices=slices)


ALL_FROM_T2 = drawn(piece(1, T2, 200 * WAN), piece(2, T2, 450 * WAN))

FOUND = HoldingFinding(no="1-1", finding="支架未验收", owner="张堃", mend_by_on=ON)
CONTRACTOR_ROLE = ROLES[3]


def sections(of_contract: str | None, *with_contractor: str) -> Change:
    """Two sections with contractors of their own; the contract builds one of them, or both."""
    own = tuple(put(CONTRACTOR_ROLE, section=code) for code in with_contractor)
    roles = (*ROLES[:3], ROLES[4], *own)
    return lambda facts: put(
        facts,
        roles=roles,
        sections=("01", "02"),
        contracts=(put(facts.contracts[0], section=of_contract),),
    )


def replaced(chief: str) -> Change:
    """The supervisor's leader changed after `chief` had charge on the certificate's day."""
    return lambda facts: put(
        facts,
        roles=(*ROLES[:4], put(ROLES[4], leader="新总监")),
        certificates=(put(CERTIFICATE, chief=chief, chief_party_id=SUPERVISOR),),
    )


CLEARED = InterferenceFacts(no="9", is_cleared=True, cleared_by="李审批", held_this=True)

INTEREST = single(HOUSEHOLD, put(HOUSEHOLD.lines[0], cost_item="37"))
VILLAGE = single(HOUSEHOLD, put(HOUSEHOLD.lines[0], payee_id=CONTRACTOR))
OTHER_HOME = HouseholdFacts(
    contract_id=2, contract_no="H78", owner_name="别户", same_house=("1", "H79")
)
DEBT = single(HOUSEHOLD, put(HOUSEHOLD.lines[0], account="2304"))

# A fee of 10万 in a project of 1,000万, whose cap is 20万.
FEE = single(
    SERVICE,
    put(SERVICE.lines[0], cost_item="19", cost_class="allocable"),
    fee_base_fen=1_000 * WAN,
    fees_before_fen=10 * WAN,
)

# (the good request, one change, the finding it must give; None: the change stays on the good side)
ROWS: list[tuple[PaymentFacts, Change, str | None]] = [
    (BASE, top(lines=(), slices=()), "no_lines"),
    (single(BASE, line(1, WAN)), the_line(1, kind="gift"), "unknown_kind"),
    (SERVICE, contract(kind="works"), "kind_misfit"),
    (BASE, top(period_state="closed"), "period_not_open"),
    (BASE, top(period_state="missing"), "period_not_open"),
    (BASE, top(budget_document=None), "no_budget_document"),
    (BASE, top(budget_document=""), "no_budget_document"),
    (BASE, top(roles=ROLES[1:]), "five_parties"),
    (BASE, role("designer", leader=" "), "five_parties"),
    (BASE, role("designer", letter_no=""), "five_parties"),
    (BASE, role("designer", authorisation_no=""), "five_parties"),
    (BASE, top(interference=(InterferenceFacts(no="9", is_cleared=False),)), "interference_open"),
    # Sections, replaced leaders, inspections.
    (BASE, sections("01", "01"), None),
    (BASE, sections("02", "01"), "five_parties"),
    (BASE, sections(None, "01"), "five_parties"),
    (BASE, sections(None, "01", "02"), None),
    (BASE, sections("01"), "five_parties"),
    (BASE, replaced("王总监"), None),
    (BASE, replaced("前总监"), "certificate_signer"),
    (BASE, top(findings=(FOUND,)), "finding_open"),
    (ADVANCE, top(findings=(FOUND,)), "finding_open"),
    (SETTLEMENT, top(findings=(FOUND,)), "finding_open"),
    (RETENTION, top(findings=(FOUND,)), "finding_open"),
    (HOUSEHOLD, top(findings=(FOUND,)), None),
    (SERVICE, top(findings=(FOUND,)), None),
    (PAID, top(interference=(CLEARED,)), "clearer_approves"),
    (PAID, top(interference=(put(CLEARED, held_this=False),)), None),
    (PAID, top(interference=(put(CLEARED, cleared_by="吴审批"),)), None),
    (PAID, top(interference=(put(CLEARED, cleared_by="钱复核"),)), None),
    # People.
    (BASE, top(duties=()), "duty_vacant"),
    (BASE, top(stage="review"), "duty_vacant"),
    (PAID, top(duties=CHAIN[:4]), "duty_vacant"),
    (BASE, person(0, holds_role=False), "duty_not_held"),
    (PAID, person(4, person="赵经办"), "duty_shared"),
    (PAID, person(1, person="赵经办"), "duty_shared"),
    (PAID, person(1, is_admin=True), "duty_admin"),
    (PAID, person(2, has_interest=True), "duty_interest"),
    (PAID, top(duties=(*CHAIN[:3], CHAIN[4])), "second_approver"),
    (
        single(PAID, line(1, 50 * WAN - 1), duties=(*CHAIN[:3], CHAIN[4])),
        certificate(labour_due_fen=0),
        None,
    ),
    (
        single(PAID, line(1, 50 * WAN), duties=(*CHAIN[:3], CHAIN[4])),
        certificate(labour_due_fen=0),
        "second_approver",
    ),
    # What is owed.
    (HOUSEHOLD, contract(signed_on=None), "contract_unsigned"),
    (HOUSEHOLD, contract(signed_on=date(2025, 6, 13)), "contract_unsigned"),
    (HOUSEHOLD, contract(signed_on=ON), None),
    (HOUSEHOLD, contract(price_fen=15 * WAN - 1), "over_contract"),
    (HOUSEHOLD, contract(paid_fen=1), "over_contract"),
    (HOUSEHOLD, contract(paid_fen=1, variations_fen=1), None),
    (BASE, budget(approved_fen=2_650 * WAN), None),
    (BASE, budget(approved_fen=2_650 * WAN - 1), "over_budget"),
    (BASE, budget(paid_fen=12_350 * WAN + 1), "over_budget"),
    (SETTLEMENT, top(certificates=()), "certificate_missing"),
    (SETTLEMENT, certificate(contract_id=2, labour_due_fen=0), "certificate_missing"),
    (BASE, the_line(2, certificate_id=None), "certificate_missing"),
    (BASE, the_line(2, certificate_id=None, is_opened=True), None),
    (BASE, the_line(2, certificate_id=None, is_opened=True, paid_before_fen=1), "over_certified"),
    (BASE, certificate(signed_on=None), "certificate_unsigned"),
    (BASE, certificate(signed_on=date(2025, 6, 13)), "certificate_unsigned"),
    (BASE, certificate(signed_on=ON), None),
    (BASE, certificate(signer=""), "certificate_unsigned"),
    (SERVICE, certificate(signer=None), "certificate_unsigned"),
    (BASE, certificate(signer="别人"), "certificate_signer"),
    (BASE, certificate(signer_party_id=CONTRACTOR), "certificate_signer"),
    (BASE, role("supervisor", leader="新总监"), "certificate_signer"),
    (BASE, the_line(2, due_fen=450 * WAN - 1), "over_certified"),
    (BASE, the_line(2, paid_before_fen=1), "over_certified"),
    (BASE, the_line(2, paid_before_fen=1, due_fen=450 * WAN + 1), None),
    (BASE, the_line(1, due_fen=200 * WAN - 1), "over_certified"),
    (HOUSEHOLD, the_line(1, due_fen=15 * WAN - 1), "over_certified"),
    (RETENTION, the_line(1, due_fen=30 * WAN - 1), "over_certified"),
    (DEPOSIT, the_line(1, paid_before_fen=1), "over_certified"),
    (BASE, contract(progress_bp=8_499), "over_progress"),
    (BASE, contract(paid_fen=2_000 * WAN + 1), "over_progress"),
    (BASE, contract(progress_bp=10_000, retention_bp=1_500), None),
    (BASE, contract(progress_bp=10_000, retention_bp=1_501), "over_progress"),
    (ADVANCE, contract(retention_bp=8_000), None),
    (ADVANCE, contract(retention_bp=8_001), "over_retention"),
    (ADVANCE, contract(retention_bp=8_001, settled_fen=10_000 * WAN), None),
    (RETENTION, contract(defects_until_on=ON), "retention_not_due"),
    (RETENTION, contract(defects_until_on=None), "retention_not_due"),
    (RETENTION, contract(accepted_on=ON), None),
    (RETENTION, contract(accepted_on=date(2025, 6, 13)), "not_accepted"),
    (RETENTION, contract(accepted_on=None), "not_accepted"),
    (FEE, top(fees_before_fen=10 * WAN), None),
    (FEE, top(fees_before_fen=10 * WAN + 1), "management_fee"),
    (FEE, top(fee_base_fen=1_000 * WAN - 50), "management_fee"),
    (put(FEE, fees_before_fen=10 * WAN + 1), the_line(1, cost_item="21"), None),
    (FEE, the_line(1, cost_item="1901"), None),
    (put(FEE, fees_before_fen=10 * WAN + 1), the_line(1, cost_item="1901"), "management_fee"),
    (put(FEE, fees_before_fen=10 * WAN + 1), the_line(1, cost_item="20"), "management_fee"),
    (SETTLEMENT, contract(settled_fen=None), "not_settled"),
    (SETTLEMENT, contract(settled_fen=10_000 * WAN - 1), "over_settlement"),
    (SETTLEMENT, contract(retention_held_fen=300 * WAN + 1), "over_settlement"),
    # Advances and labour.
    (ADVANCE, contract(price_fen=6_666_666_667), None),
    (ADVANCE, contract(price_fen=6_666_666_660), "advance_range"),
    (ADVANCE, contract(advance_cap_fen=2_000 * WAN - 1), "advance_cap"),
    (ADVANCE, contract(advance_paid_fen=1), "advance_cap"),
    (ADVANCE, contract(advance_paid_fen=1, recouped_fen=1), None),
    (BASE, contract(recoup_bp=2_001), "advance_not_recouped"),
    (BASE, certificate(labour_due_fen=200 * WAN + 1), "labour_share"),
    (SETTLEMENT, certificate(labour_due_fen=1), "labour_share"),
    # Payee.
    (BASE, the_line(2, payee_name="乙公司"), "payee_name"),
    (BASE, the_line(2, payee_account="6222-2"), "payee_account"),
    (BASE, the_line(1, payee_account="6222-1"), "payee_account"),
    (BASE, the_line(2, payee_account="6222-9"), "payee_account"),
    (BASE, contract(wage_account=None), "payee_account"),
    (BASE, contract(account_hours=23), "account_on_hold"),
    (BASE, contract(account_hours=24), None),
    # Invoices.
    (BASE, top(invoices=()), "invoice_missing"),
    (SERVICE, top(invoices=()), "invoice_missing"),
    (ADVANCE, top(invoices=()), None),
    (BASE, invoice(amount_fen=650 * WAN - 1), "invoice_short"),
    (BASE, invoice(state="void"), "invoice_void"),
    (BASE, invoice(state="red"), "invoice_void"),
    (BASE, invoice(state="partly_red"), None),
    (BASE, invoice(verified_on=None), "invoice_unverified"),
    (BASE, invoice(verified_on=date(2025, 3, 14)), None),
    (BASE, invoice(verified_on=ON), None),
    (BASE, invoice(verified_on=date(2025, 3, 13)), "invoice_unverified"),
    (BASE, invoice(verified_on=date(2025, 6, 13)), "invoice_unverified"),
    (BASE, invoice(used_fen=1), "invoice_used"),
    (BASE, invoice(used_fen=1, total_fen=650 * WAN + 1), None),
    (BASE, invoice(issuer_id=SUPERVISOR), "invoice_issuer"),
    # Guarantees: valid fifteen days beyond 12 June.
    (BASE, top(guarantees=()), "guarantee_missing"),
    (ADVANCE, top(guarantees=(PERFORMANCE,)), "guarantee_missing"),
    (BASE, top(guarantees=(PERFORMANCE,)), None),
    (BASE, letter("performance", expires_on=date(2025, 6, 27)), None),
    (BASE, letter("performance", expires_on=date(2025, 6, 26)), "guarantee_expired"),
    (ADVANCE, letter("advance", expires_on=date(2025, 6, 26)), "guarantee_expired"),
    (BASE, letter("performance", amount_fen=1_000 * WAN - 1), "guarantee_short"),
    (
        BASE,
        letter("performance", amount_fen=1_000 * WAN - 1, expires_on=date(2025, 6, 27)),
        "guarantee_short",
    ),
    (ADVANCE, letter("advance", amount_fen=2_000 * WAN - 1), "guarantee_short"),
    (HOUSEHOLD, top(guarantees=()), None),
    # Money.
    (BASE, top(tranches=(T1,)), "unknown_tranche"),
    (BASE, drawn(*BASE.slices[:2]), "slices_incomplete"),
    (BASE, drawn(*BASE.slices, piece(2, T2, 1)), "slices_incomplete"),
    (BASE, allotment("A2", 250 * WAN), None),
    (BASE, allotment("A2", 250 * WAN - 1), "over_allotment"),
    (HOUSEHOLD, top(allotments=()), "over_allotment"),
    (BASE, tranche("T1", uses=("equipment", "allocable")), "use_not_allowed"),
    (BASE, tranche("T1", uses=("progress",)), None),
    (BASE, tranche("T1", uses=()), "use_not_allowed"),
    (BASE, tranche("T1", not_uses=("works",)), "use_not_allowed"),
    (BASE, tranche("T1", scope=(4,)), "out_of_scope"),
    (BASE, tranche("T1", scope=None), None),
    (HOUSEHOLD, tranche("T2", kind="bond"), None),
    (INTEREST, tranche("T2", kind="bond"), "bond_service"),
    (DEBT, tranche("T2", kind="bond"), "bond_service"),
    (HOUSEHOLD, tranche("T2", kind="deposit", depositor="住户"), "deposit_misused"),
    (HOUSEHOLD, household(owner_name="住"), "household_owner"),
    (HOUSEHOLD, top(households=()), "household_owner"),
    (HOUSEHOLD, household(same_person=("3702110002", "H9")), "household_twice"),
    (HOUSEHOLD, household(same_house=("3702110001", "H78")), "household_twice"),
    (VILLAGE, top(households=()), None),
    (BASE, top(households=(OTHER_HOME,)), None),
    (HOUSEHOLD, top(households=(*HOUSEHOLD.households, OTHER_HOME)), None),
    (DEPOSIT, tranche("D1", depositor="别家"), "deposit_misused"),
    (DEPOSIT, tranche("D1", kind="budget"), "deposit_misused"),
    (DEPOSIT, the_line(1, account="230201"), "deposit_misused"),
    (DEPOSIT, the_line(1, tranche_id=9), None),
    (DEPOSIT, the_line(1, tranche_id=8), "deposit_misused"),
    (FORFEIT, top(), None),
    (FORFEIT, the_line(1, account="230701"), "deposit_misused"),
    (FORFEIT, the_line(1, tranche_id=None), "deposit_misused"),
    (FORFEIT, tranche("D1", return_to="别家"), "not_grantor"),
    (GRANTOR, tranche("T1", return_to="市财政局"), "not_grantor"),
    (BASE, tranche("T1", expiry_on=ON), None),
    (BASE, tranche("T1", expiry_on=date(2025, 6, 11)), "tranche_expired"),
    (BASE, tranche("T1", lapses_on=ON), None),
    (BASE, tranche("T1", lapses_on=date(2025, 6, 11)), "tranche_lapsed"),
    (GRANTOR, tranche("T1", lapses_on=date(2024, 12, 31)), None),
    (BASE, tranche("T1", is_unproved=True), "reward_unproved"),
    (GRANTOR, tranche("T1", is_unproved=True), None),
    (BASE, tranche("T1", pool_payee="工行", pool_due_fen=400 * WAN), "pool_misused"),
    (BASE, tranche("T1", pool_payee="甲建筑公司", pool_due_fen=400 * WAN), None),
    (BASE, tranche("T1", pool_payee="甲建筑公司", pool_due_fen=400 * WAN - 1), "pool_misused"),
    (GRANTOR, tranche("T1", pool_payee="工行"), None),
    (GRANTOR, the_line(1, tranche_id=1), None),
    (GRANTOR, the_line(1, tranche_id=2), "not_grantor"),
    (SERVICE, the_line(1, account="2304"), None),
    (SERVICE, lambda f: put(the_line(1, account="2304")(f), invoices=()), None),
    (SERVICE, top(invoices=()), "invoice_missing"),
    (BASE, tranche("T2", received_on=ON), None),
    (BASE, tranche("T2", received_on=date(2025, 6, 13)), "before_receipt"),
    (BASE, tranche("T2", free_fen=250 * WAN), None),
    (BASE, tranche("T2", free_fen=250 * WAN - 1), "no_money"),
    (BASE, tranche("T1", share_left_fen=400 * WAN), None),
    (BASE, tranche("T1", share_left_fen=400 * WAN - 1), "over_share"),
    (BASE, top(tranches=(T2, T1, put(T2, tranche_id=3, free_fen=-1, share_left_fen=-1))), None),
    (BASE, contract(plan_sources=(2,)), "source_not_planned"),
    (BASE, contract(plan_sources=None), None),
    (BASE, ALL_FROM_T2, "wrong_tranche"),
    (BASE, tranche("T2", restricted=True, expiry_on=date(2026, 12, 30)), "wrong_tranche"),
    (BASE, tranche("T1", free_fen=400 * WAN + 1), None),
    (PAID, ALL_FROM_T2, None),
    (SERVICE, contract(is_ppp=True), "no_score"),
    (SERVICE, contract(is_ppp=False), None),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "change", "code"), ROWS)
def test_one_change_one_finding(facts: PaymentFacts, change: Change, code: str | None) -> None:
    """Exactly the named finding, however often it is found, and nothing else."""
    assert ({code} if code else set()) == set(codes(change(facts)))


def test_every_rule_has_a_row() -> None:
    """A rule without a row is a rule nobody has seen fire."""
    # A zero line cannot have slices, so this one rule never comes alone; it has its own test.
    shown = {f"payment.{code}" for _, _, code in ROWS if code} | {"payment.amount_not_positive"}

    assert {rule.control.code for rule in payment.RULES} == shown


def test_a_refusal_names_no_household_in_full() -> None:
    """A refusal is sealed for good: name and account of a person stand in it masked."""
    wrong = the_line(1, payee_name="王五", payee_account="6217-0078")(HOUSEHOLD)
    said = {finding.code: dict(finding.facts) for finding in payment.check(wrong, NATIONAL)}

    assert ("王**", "住**") == (
        said["payment.payee_name"]["payee"],
        said["payment.payee_name"]["expected"],
    )
    assert ("****0078", "****7-77") == (
        said["payment.payee_account"]["account"],
        said["payment.payee_account"]["expected"],
    )
    assert ("王**", "住**") == (
        said["payment.household_owner"]["payee"],
        said["payment.household_owner"]["owner"],
    )


@pytest.mark.parametrize("fen", [0, -1])
def test_amount_must_be_positive(fen: int) -> None:
    """A negative payment is no way to take money back."""
    assert "amount_not_positive" in codes(the_line(2, amount_fen=fen)(BASE))


def test_grid_and_rules_agree() -> None:
    """The grid lists every rule once, in the order the rules are asked."""
    assert list(payment.APPLIES) == [rule.control.code for rule in payment.RULES]
    assert all(kinds <= set(KINDS) for kinds in payment.APPLIES.values())


def test_all_findings_at_once() -> None:
    """Everything wrong is told together, in order of precedence."""
    facts = PAID
    for change in (
        top(period_state="closed"),
        person(4, person="赵经办"),
        the_line(2, due_fen=450 * WAN - 1, payee_account="6222-2"),
        letter("performance", expires_on=date(2025, 6, 1)),
        tranche("T1", expiry_on=date(2025, 6, 1)),
    ):
        facts = change(facts)
    expected = [
        "period_not_open",
        "duty_shared",
        "over_certified",
        "payee_account",
        "guarantee_expired",
        "tranche_expired",
        "tranche_expired",
    ]

    assert expected == codes(facts)


def test_splitting_a_line_does_not_raise_what_is_due() -> None:
    """Two lines on one obligation are judged by their sum."""
    half = line(1, 225 * WAN, due_fen=225 * WAN, kind="service")
    facts = put(BASE, lines=(half, put(half, n=2)))

    assert ["over_certified"] == [code for code in codes(facts) if code == "over_certified"]


def test_over_certified_says_by_how_much() -> None:
    """One fen over is refused with the fen named."""
    (finding,) = payment.check(the_line(2, due_fen=450 * WAN - 1)(BASE), NATIONAL)

    assert ("over", "0.01") in finding.facts
    assert ("due", "4,499,999.99") in finding.facts


def test_wrong_tranche_names_the_right_ones() -> None:
    """The finding carries the prescribed slices of each line."""
    first, second = payment.check(ALL_FROM_T2(BASE), NATIONAL)

    assert ("right", "T1 2,000,000.00") in first.facts
    assert ("right", "T1 2,000,000.00 + T2 2,500,000.00") in second.facts


def test_a_missing_threshold_stops_the_gate() -> None:
    """Without its parameter a rule is not silently left out."""
    with pytest.raises(ParameterMissing, match="second_approver"):
        payment.check(PAID, Parameters(()))


@given(st.sampled_from(list(GOOD)), st.sampled_from(KINDS))
def test_no_kind_crashes_the_gate(name: str, kind: str) -> None:
    """Whatever kind is written on a line, the gate answers with findings."""
    facts = the_line(1, kind=kind)(GOOD[name])

    assert isinstance(payment.check(facts, NATIONAL), tuple)
