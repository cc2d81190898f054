"""Rules on the other acts, by rule table: good facts, one change, exactly those findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from cityledger.controls import (
    catalog,
    certificate,
    contract,
    pack,
    period,
    receipt,
    register,
    reversal as reversals,
)
from cityledger.controls.parameters import Parameters
from cityledger.kernel import ids, money
from tests.controls.payment_case import CONTRACTOR, ROLES, SUPERVISOR, WAN, put

NATIONAL = Parameters(pack.national().parameters)
GOOD_CODE = ids.uscc("220000", 1)

TERMS = contract.ContractTerms(
    kind="works",
    signed_on=date(2025, 3, 21),
    price_fen=10_000 * WAN,
    budget_line="建筑工程",
    line_free_fen=10_000 * WAN,
    advance_cap_fen=2_000 * WAN,
    recoup_bp=2_000,
    progress_bp=8_500,
    retention_bp=300,
    labour_bp=2_000,
    wage_account="6222-9",
    performance_fen=1_000 * WAN,
    plans=(
        contract.PlanFacts(amount_fen=2_400 * WAN, allotment="A1", free_fen=2_400 * WAN),
        contract.PlanFacts(amount_fen=7_600 * WAN),
    ),
)
LABOUR_ROW = replace(NATIONAL.lookup("wage.labour_min_bp", date(2025, 1, 1)), value="2000")
DISTRICT = Parameters((*NATIONAL.rows, LABOUR_ROW))
OLD = date(2017, 6, 30)

CONTRACT_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"line_free_fen": 10_000 * WAN - 1}, ["over_budget_line"]),
    ({"retention_bp": 301}, ["retention_max"]),
    ({"retention_bp": 500, "signed_on": OLD, "progress_bp": 6_000}, []),
    ({"progress_bp": 5_999, "signed_on": OLD}, ["progress_min"]),
    ({"progress_bp": 8_000}, []),
    ({"progress_bp": 7_999}, ["progress_min"]),
    ({"cash_bond_fen": 1}, ["retention_and_bond"]),
    ({"cash_bond_fen": 1, "retention_bp": 0}, []),
    ({"performance_fen": 1_000 * WAN + 1}, ["performance_max"]),
    ({"cash_bond_fen": 1_000 * WAN + 1, "retention_bp": 0}, ["performance_max"]),
    ({"advance_cap_fen": 1_000 * WAN}, []),
    ({"advance_cap_fen": 1_000 * WAN - 1}, ["advance_range"]),
    ({"advance_cap_fen": 3_000 * WAN}, []),
    ({"advance_cap_fen": 3_000 * WAN + 1}, ["advance_range"]),
    ({"advance_cap_fen": 0, "recoup_bp": 0}, []),
    ({"recoup_bp": 0}, ["recoup_missing"]),
    ({"labour_bp": 1_999}, ["labour_min"]),
    ({"wage_account": None}, ["wage_account_missing"]),
    ({"wage_account": ""}, ["wage_account_missing"]),
    ({"plans": (replace(TERMS.plans[0], free_fen=2_400 * WAN - 1),)}, ["over_allotment"]),
    ({"plans": (replace(TERMS.plans[0], amount_fen=1_200 * WAN),) * 2}, []),
    ({"plans": (replace(TERMS.plans[0], amount_fen=1_200 * WAN + 1),) * 2}, ["over_allotment"]),
    ({"plans": (*TERMS.plans, contract.PlanFacts(amount_fen=1))}, ["plan_over_price"]),
    ({"kind": "compensation", "progress_bp": 0, "retention_bp": 9_999}, []),
    ({"kind": "equipment", "progress_bp": 0, "labour_bp": 0}, []),
    (
        {"line_free_fen": 0, "retention_bp": 301, "progress_bp": 0},
        ["over_budget_line", "retention_max", "progress_min"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "codes"), CONTRACT_ROWS)
def test_contract(changes: dict[str, Any], codes: list[str]) -> None:
    """Terms are judged by the thresholds of the day of signing, all at once, in precedence."""
    found = contract.check(replace(TERMS, **changes), DISTRICT)

    assert [f"contract.{code}" for code in codes] == [finding.code for finding in found]


TAKEN = contract.PlanFacts(amount_fen=100, allotment="A1", free_fen=100)
PROMISED = contract.PlanFacts(amount_fen=10**12)
AMENDED_ROWS: list[tuple[tuple[contract.PlanFacts, ...], list[str]]] = [
    ((TAKEN,), []),
    ((TAKEN, PROMISED), []),
    ((replace(TAKEN, amount_fen=101, free_fen=101),), ["plan_over_gap"]),
    ((TAKEN, replace(TAKEN, amount_fen=1, allotment="A2", free_fen=1)), ["plan_over_gap"]),
    ((replace(TAKEN, free_fen=99),), ["over_allotment"]),
]


@pytest.mark.parametrize(("plans", "codes"), AMENDED_ROWS)
def test_amended_plan(plans: tuple[contract.PlanFacts, ...], codes: list[str]) -> None:
    """Further allotments cover what nothing covers yet, and no more."""
    found = contract.check_amended("C1", plans, 100)

    assert [f"contract.{code}" for code in codes] == [finding.code for finding in found]


PART = certificate.CertificateLineFacts(
    n=1,
    gross_fen=1_000 * WAN,
    recouped_fen=200 * WAN,
    retained_fen=30 * WAN,
    labour_fen=200 * WAN,
    due_fen=450 * WAN,
    deferred_fen=120 * WAN,
)
SIGNED = certificate.SignedCertificate(
    lines=(PART,),
    signer="王总监",
    signer_party_id=SUPERVISOR,
    chief="王总监",
    chief_party_id=SUPERVISOR,
    limit_fen=10_000 * WAN,
    certified_fen=7_200 * WAN,
    unrecouped_fen=2_000 * WAN,
    recoup_bp=2_000,
    retention_bp=300,
)


def parts(**changes: int) -> dict[str, Any]:
    """Move the difference to the deferred part, so that the line still adds up."""
    changed = replace(PART, **changes)
    rest = changed.gross_fen - changed.parts_fen
    return {"lines": (replace(changed, deferred_fen=changed.deferred_fen + rest),)}


# The whole of the certificate taken back, before anything of it was paid.
RED: dict[str, Any] = {
    "lines": (
        certificate.CertificateLineFacts(
            n=1,
            gross_fen=-1_000 * WAN,
            recouped_fen=-200 * WAN,
            retained_fen=-30 * WAN,
            labour_fen=-200 * WAN,
            due_fen=-450 * WAN,
            deferred_fen=-120 * WAN,
        ),
    ),
    "certified_fen": 1_000 * WAN,
    "unrecouped_fen": 1_800 * WAN,
    "recouped_fen": 200 * WAN,
    "retained_fen": 30 * WAN,
    "labour_fen": 200 * WAN,
    "due_fen": 450 * WAN,
}
CERTIFICATE_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"lines": (replace(PART, due_fen=450 * WAN - 1),)}, ["arithmetic"]),
    ({"lines": (replace(PART, labour_fen=200 * WAN + 1),)}, ["arithmetic"]),
    ({"signer": "别人"}, ["signer"]),
    ({"signer": ""}, ["signer"]),
    ({"signer_party_id": CONTRACTOR}, ["signer"]),
    ({"chief": None, "chief_party_id": None}, ["signer"]),
    ({"certified_fen": 7_200 * WAN + 1}, ["over_contract"]),
    ({"limit_fen": 10_000 * WAN - 1}, ["over_contract"]),
    (parts(recouped_fen=200 * WAN - 1) | {"certified_fen": 0}, ["recoupment"]),
    (parts(recouped_fen=200 * WAN + 1), []),
    ({"unrecouped_fen": 200 * WAN}, []),
    ({"unrecouped_fen": 200 * WAN - 1}, ["over_recouped"]),
    (parts(retained_fen=30 * WAN + 1), ["over_retained"]),
    (parts(retained_fen=30 * WAN - 1), []),
    (RED, []),
    (RED | {"certified_fen": 1_000 * WAN - 1}, ["red_over_paid"]),
    (RED | {"recouped_fen": 200 * WAN - 1}, ["red_over_paid"]),
    (RED | {"retained_fen": 30 * WAN - 1}, ["red_over_paid"]),
    (RED | {"labour_fen": 200 * WAN - 1}, ["red_over_paid"]),
    (RED | {"due_fen": 450 * WAN - 1}, ["red_over_paid"]),
    (RED | {"labour_fen": -1, "due_fen": -1}, ["red_over_paid", "red_over_paid"]),
]


CLAIM_ROWS: list[tuple[int, list[str]]] = [
    (26 * WAN, []),
    (26 * WAN - 1, ["claim_over_paid"]),
    (-1, ["claim_over_paid"]),
]


@pytest.mark.parametrize(("left", "codes"), CLAIM_ROWS)
def test_claim(left: int, codes: list[str]) -> None:
    """What was not paid is not claimed back."""
    found = certificate.check_claim("C1", 26 * WAN, left)

    assert [f"certificate.{code}" for code in codes] == [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "codes"), CERTIFICATE_ROWS)
def test_certificate(changes: dict[str, Any], codes: list[str]) -> None:
    """A certificate adds up, is signed by the registered chief, and keeps the contract's sums."""
    found = certificate.check(replace(SIGNED, **changes))

    assert [f"certificate.{code}" for code in codes] == [finding.code for finding in found]


RECEIPT = receipt.ReceiptFacts(
    amount_fen=2_400 * WAN,
    received_on=date(2025, 3, 5),
    expiry_on=date(2025, 3, 5),
    restricted=True,
    uses=("works",),
    allotment="A1",
    allotment_left_fen=2_400 * WAN,
    shares_fen=2_400 * WAN,
)
RECEIPT_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"amount_fen": 0, "shares_fen": 0}, ["amount"]),
    ({"allotment_left_fen": 2_400 * WAN - 1}, ["over_allotment"]),
    ({"allotment_left_fen": None, "allotment": None}, []),
    ({"expiry_on": date(2025, 3, 4)}, ["expired"]),
    ({"expiry_on": None}, []),
    ({"uses": ("*",)}, ["earmark_missing"]),
    ({"uses": ("*",), "scope": (3,)}, []),
    ({"uses": ("*",), "restricted": False}, []),
    ({"shares_fen": 2_400 * WAN + 1}, ["over_shares"]),
    ({"source": "贷", "debts_left_fen": 2_400 * WAN}, []),
    ({"source": "贷", "debts_left_fen": 2_400 * WAN - 1}, ["over_debts"]),
    ({"source": "贷", "debts_left_fen": 0}, ["over_debts"]),
]


@pytest.mark.parametrize(("changes", "codes"), RECEIPT_ROWS)
def test_receipt(changes: dict[str, Any], codes: list[str]) -> None:
    """Money is received under its allotment, in time, with its earmarks."""
    found = receipt.check(replace(RECEIPT, **changes))

    assert [f"receipt.{code}" for code in codes] == [finding.code for finding in found]


WRONG = reversals.ReversalFacts(
    voucher="付-12",
    is_reversal=False,
    is_reversed=False,
    year=2025,
    now=2025,
    bank_net_fen=((1, 0), (2, 0)),
)
REVERSAL_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"is_reversal": True}, ["of_reversal"]),
    ({"is_reversed": True}, ["twice"]),
    ({"now": 2026}, ["year"]),
    ({"bank_net_fen": ((1, 100), (2, -100))}, ["money"]),
    ({"bank_net_fen": ((1, 100),), "cites_statement": True}, []),
    ({"is_reversal": True, "is_reversed": True, "now": 2026}, ["of_reversal", "twice", "year"]),
]


@pytest.mark.parametrize(("changes", "codes"), REVERSAL_ROWS)
def test_reversal(changes: dict[str, Any], codes: list[str]) -> None:
    """L6: once, never of a reversal, within the year, and without moving a bank account."""
    found = reversals.check(replace(WRONG, **changes))

    assert [f"reversal.{code}" for code in codes] == [finding.code for finding in found]


TODAY = date(2025, 6, 30)
STATES = ((0, "open"), (202501, "closed"), (202502, "open"), (202503, "open"))


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        (202504, []),
        (202505, ["gap"]),
        (202502, ["known"]),
        (202503, ["known"]),
        (202501, ["known"]),
        (202412, ["gap"]),
        (0, ["known"]),
    ],
)
def test_open_period(number: int, codes: list[str]) -> None:
    """Periods are opened once, without gaps, and none before a month that is closed."""
    found = period.check_open(period.PeriodFacts(period=number, states=STATES, today=TODAY))

    assert [f"period.{code}" for code in codes] == [finding.code for finding in found]


@pytest.mark.parametrize(("number", "codes"), [(202502, []), (202501, ["gap"]), (202505, [])])
def test_an_earlier_month_may_be_added_while_none_is_closed(number: int, codes: list[str]) -> None:
    states = ((0, "closed"), (202503, "open"), (202504, "open"))
    found = period.check_open(period.PeriodFacts(period=number, states=states, today=TODAY))

    assert [f"period.{code}" for code in codes] == [finding.code for finding in found]


def test_first_period_is_free() -> None:
    """The first month of a book has none before it."""
    facts = period.PeriodFacts(period=202506, states=((0, "open"),), today=TODAY)

    assert list(period.check_open(facts)) == []


@pytest.mark.parametrize(
    ("today", "codes"),
    [(date(2025, 12, 31), ["ahead"]), (date(2026, 1, 1), []), (date(2026, 12, 31), [])],
)
def test_months_are_opened_up_to_the_next_january(today: date, codes: list[str]) -> None:
    """The January after this year, and no month more before the year has turned."""
    states = ((0, "closed"), (202601, "open"))
    january = period.PeriodFacts(period=202601, states=((0, "closed"),), today=today)
    february = period.PeriodFacts(period=202602, states=states, today=today)

    assert [] == list(period.check_open(january))
    assert [f"period.{code}" for code in codes] == [
        finding.code for finding in period.check_open(february)
    ]


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        (0, []),
        (202501, ["not_open", "order"]),
        (202502, ["order"]),
        (202504, ["not_open", "order"]),
    ],
)
def test_close_period(number: int, codes: list[str]) -> None:
    """Periods are closed in order."""
    found = period.check_close(period.PeriodFacts(period=number, states=STATES, today=TODAY))

    assert [f"period.{code}" for code in codes] == [finding.code for finding in found]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (register.PartyFacts(code=GOOD_CODE, scheme="uscc"), []),
        (register.PartyFacts(code=GOOD_CODE[:-1] + "*", scheme="uscc"), ["uscc_invalid"]),
        (register.PartyFacts(code="GB-COH-1", scheme="foreign"), []),
        (register.PartyFacts(code=GOOD_CODE, scheme="uscc", known_as="甲"), ["duplicate"]),
    ],
)
def test_party(facts: register.PartyFacts, codes: list[str]) -> None:
    """A credit code is checked by its check digit, and a party is registered once."""
    found = register.check_party(facts)

    assert [f"party.{code}" for code in codes] == [finding.code for finding in found]


def test_project_parties() -> None:
    """Every role needs party, leader, letter and authorisation; the supervisor stands apart."""
    lacking = (put(ROLES[0], leader=""), *ROLES[1:4])
    same = (*ROLES[:4], put(ROLES[4], party_id=CONTRACTOR))

    assert list(register.check_project(ROLES)) == []
    missing = [dict(finding.facts) for finding in register.check_project(lacking)]
    assert ["项目负责人", "单位、项目负责人、承诺书、授权书"] == [x["missing"] for x in missing]
    assert ["client", "supervisor"] == [x["role_en"] for x in missing]
    assert ["project.supervisor_affiliated"] == [f.code for f in register.check_project(same)]


@pytest.mark.parametrize(
    ("asked", "limit", "count"), [(100, 100, 0), (101, 100, 1), (101, None, 0)]
)
def test_budget_document(asked: int, limit: int | None, count: int) -> None:
    """Lines stay within the total of the document, where it names one."""
    found = list(register.check_budget(register.BudgetFacts(asked_fen=asked, limit_fen=limit)))

    assert count == len(found)


def test_every_code_of_the_acts_has_a_row() -> None:
    """A rule without a row is a rule nobody has seen fire."""
    tables = (
        (contract.CONTROLS, [*CONTRACT_ROWS, *AMENDED_ROWS]),
        (certificate.CONTROLS, [*CERTIFICATE_ROWS, *CLAIM_ROWS]),
        (receipt.CONTROLS, RECEIPT_ROWS),
        (reversals.CONTROLS, REVERSAL_ROWS),
    )
    for controls, rows in tables:
        shown = {code for _, codes in rows for code in codes}
        assert {control.code.partition(".")[2] for control in controls} == shown


@given(
    gross=st.integers(1, 10**12),
    recoup_bp=st.integers(0, 3_000),
    retention_bp=st.integers(0, 300),
    labour_bp=st.integers(0, 3_000),
)
def test_a_certificate_split_by_the_contract_passes(
    gross: int, recoup_bp: int, retention_bp: int, labour_bp: int
) -> None:
    """What largest remainder makes of the contract's shares is never refused for a fen."""
    recouped = money.share_bp(gross, recoup_bp)
    retained = money.share_bp(gross, retention_bp)
    labour = money.share_bp(gross, labour_bp)
    line = certificate.CertificateLineFacts(
        n=1,
        gross_fen=gross,
        recouped_fen=recouped,
        retained_fen=retained,
        labour_fen=labour,
        due_fen=gross - recouped - retained - labour,
    )
    facts = replace(
        SIGNED,
        lines=(line,),
        certified_fen=0,
        limit_fen=gross + recouped,
        unrecouped_fen=recouped,
        recoup_bp=recoup_bp,
        retention_bp=retention_bp,
    )

    assert certificate.check(facts) == ()


def test_sentences_of_the_acts_are_filled() -> None:
    """Every finding of the tables has all the facts its sentences need."""
    found = [
        *register.check_party(register.PartyFacts(code="X", scheme="uscc", known_as="甲")),
        *register.check_project(ROLES[1:]),
        *register.check_budget(register.BudgetFacts(asked_fen=2, limit_fen=1)),
        *period.check_close(period.PeriodFacts(period=202504, states=STATES, today=TODAY)),
    ]
    for number in (202501, 202505, 202602):
        found += period.check_open(period.PeriodFacts(period=number, states=STATES, today=TODAY))
    for changes, _ in CONTRACT_ROWS:
        found += contract.check(replace(TERMS, **changes), DISTRICT)
    for changes, _ in CERTIFICATE_ROWS:
        found += certificate.check(replace(SIGNED, **changes))
    for changes, _ in RECEIPT_ROWS:
        found += receipt.check(replace(RECEIPT, **changes))
    for changes, _ in REVERSAL_ROWS:
        found += reversals.check(replace(WRONG, **changes))

    for finding in found:
        for lang in ("zh", "en"):
            text = catalog.sentence(finding, lang) + catalog.remedy(finding, lang)
            assert "…" not in text
            assert "{" not in text
