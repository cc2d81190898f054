"""A good payment request of every kind, for the rule table of the gate.

The progress request is case 4 of the walkthrough: 650 万 on certificate 1, of it 200 万 labour,
from T1 (restricted, 400 万 left) and T2.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from cityledger.controls.facts import (
    AllotmentFacts,
    BudgetLineFacts,
    CertificateFacts,
    ContractFacts,
    DutyFacts,
    GuaranteeFacts,
    HouseholdFacts,
    InterferenceFacts,
    InvoiceFacts,
    LineFacts,
    PaymentFacts,
    RoleFacts,
    SliceFacts,
    TrancheFacts,
)

Row = TypeVar(
    "Row",
    AllotmentFacts,
    BudgetLineFacts,
    CertificateFacts,
    ContractFacts,
    DutyFacts,
    GuaranteeFacts,
    InterferenceFacts,
    HouseholdFacts,
    InvoiceFacts,
    LineFacts,
    PaymentFacts,
    RoleFacts,
    TrancheFacts,
)


def put(row: Row, **changes: object) -> Row:
    """Return the row with some fields changed."""
    return replace(row, **changes)  # type: ignore[arg-type]


WAN = 1_000_000
ON = date(2025, 6, 12)
CONTRACTOR, SUPERVISOR = "91220000000000001X", "91220000000000002Y"


def line(n: int, amount_fen: int, **more: object) -> LineFacts:
    base = LineFacts(
        n=n,
        kind="progress",
        contract_id=1,
        account="230201",
        payee_name="甲建筑公司",
        payee_account="6222-1",
        amount_fen=amount_fen,
        due_fen=amount_fen,
        certificate_id=11,
        certificate_n=1,
        budget_line_id=5,
        cost_class="works",
        cost_item="works",
        payee_id=CONTRACTOR,
    )
    return put(base, **more)


LABOUR = line(1, 200 * WAN, account="230206", payee_account="6222-9")
WORKS = line(2, 450 * WAN)
CONTRACT = ContractFacts(
    contract_id=1,
    no="C-014",
    kind="works",
    party_id=CONTRACTOR,
    payee_name="甲建筑公司",
    main_account="6222-1",
    wage_account="6222-9",
    price_fen=10_000 * WAN,
    signed_on=date(2025, 3, 21),
    certified_fen=1_000 * WAN,
    paid_fen=2_000 * WAN,
    advance_paid_fen=2_000 * WAN,
    recouped_fen=200 * WAN,
    advance_cap_fen=2_000 * WAN,
    recoup_bp=2_000,
    progress_bp=8_500,
    retention_bp=300,
    performance_fen=1_000 * WAN,
    advance_guarantee_fen=2_000 * WAN,
    plan_sources=(1, 2),
)
T1 = TrancheFacts(
    tranche_id=1,
    label="T1",
    kind="grant",
    free_fen=400 * WAN,
    received_on=date(2025, 3, 5),
    bank_account_id=7,
    allotment_id=21,
    fund_source_id=1,
    source_name="省级棚改补助",
    expiry_on=date(2026, 12, 31),
    restricted=True,
    uses=("works", "allocable:06"),
    scope=(3,),
)
T2 = TrancheFacts(
    tranche_id=2,
    label="T2",
    kind="budget",
    free_fen=3_000 * WAN,
    received_on=date(2025, 3, 20),
    bank_account_id=7,
    allotment_id=22,
    fund_source_id=2,
    source_name="区级预算",
)
CERTIFICATE = CertificateFacts(
    certificate_id=11,
    no="1",
    contract_id=1,
    signed_on=date(2025, 5, 31),
    signer="王总监",
    signer_party_id=SUPERVISOR,
    labour_due_fen=200 * WAN,
)
INVOICE = InvoiceFacts(
    number="25220000000000000001",
    contract_id=1,
    issuer_id=CONTRACTOR,
    amount_fen=650 * WAN,
    total_fen=650 * WAN,
    verified_on=date(2025, 6, 10),
)
PERFORMANCE = GuaranteeFacts(
    contract_id=1, kind="performance", amount_fen=1_000 * WAN, expires_on=date(2026, 6, 30)
)
ADVANCE_LETTER = GuaranteeFacts(
    contract_id=1, kind="advance", amount_fen=2_000 * WAN, expires_on=date(2026, 6, 30)
)


def piece(n: int, tranche: TrancheFacts, amount_fen: int) -> SliceFacts:
    return SliceFacts(
        line_n=n,
        tranche_id=tranche.tranche_id,
        bank_account_id=tranche.bank_account_id,
        allotment_id=tranche.allotment_id,
        amount_fen=amount_fen,
    )


def duty(name: str, person: str) -> DutyFacts:
    return DutyFacts(duty=name, person=person, holds_role=True, registry_size=40)


CHAIN = (
    duty("maker", "赵经办"),
    duty("reviewer", "钱复核"),
    duty("approver", "孙审批"),
    duty("approver", "李审批"),
    duty("cashier", "周出纳"),
)
ROLES = tuple(
    RoleFacts(
        role=role,
        party_id=SUPERVISOR if role == "supervisor" else CONTRACTOR,
        leader="王总监" if role == "supervisor" else f"{role}负责人",
        letter_no="承1",
        authorisation_no="授1",
    )
    for role in ("client", "investigator", "designer", "contractor", "supervisor")
)

BASE = PaymentFacts(
    stage="request",
    value_date=ON,
    project_id=3,
    lines=(LABOUR, WORKS),
    slices=(piece(1, T1, 200 * WAN), piece(2, T1, 200 * WAN), piece(2, T2, 250 * WAN)),
    tranches=(T2, T1),
    contracts=(CONTRACT,),
    duties=CHAIN[:1],
    budget_document="吉发改审批〔2025〕8号",
    allotments=(
        AllotmentFacts(allotment_id=21, no="A1", free_fen=400 * WAN),
        AllotmentFacts(allotment_id=22, no="A2", free_fen=1_000 * WAN),
    ),
    budget_lines=(
        BudgetLineFacts(
            budget_line_id=5, name="建筑工程", approved_fen=13_000 * WAN, paid_fen=2_000 * WAN
        ),
    ),
    certificates=(CERTIFICATE,),
    invoices=(INVOICE,),
    guarantees=(PERFORMANCE, ADVANCE_LETTER),
    roles=ROLES,
    interference=(InterferenceFacts(no="干预-1", is_cleared=True),),
)
PAID = put(BASE, stage="pay", duties=CHAIN)


def single(
    base: PaymentFacts, one: LineFacts, tranche: TrancheFacts = T2, **more: object
) -> PaymentFacts:
    """One line, all of it from one tranche which is the only one there is."""
    return put(
        base,
        lines=(one,),
        slices=(piece(one.n, tranche, one.amount_fen),),
        tranches=(tranche,),
        **more,
    )


ADVANCE = single(
    BASE,
    line(1, 2_000 * WAN, kind="advance", account="121401", certificate_id=None),
    contracts=(put(CONTRACT, certified_fen=0, paid_fen=0, advance_paid_fen=0, recouped_fen=0),),
    allotments=(AllotmentFacts(allotment_id=22, no="A2", free_fen=2_400 * WAN),),
    certificates=(),
    invoices=(),
)
RETENTION = single(
    BASE,
    line(1, 30 * WAN, kind="retention", account="230203", certificate_id=None),
    contracts=(
        put(
            CONTRACT,
            paid_fen=9_700 * WAN,
            settled_fen=10_000 * WAN,
            accepted_on=date(2025, 6, 12),
            defects_until_on=date(2025, 6, 11),
        ),
    ),
    certificates=(),
    invoices=(),
)
SETTLEMENT = single(
    BASE,
    line(1, 100 * WAN, kind="settlement"),
    contracts=(
        put(
            CONTRACT,
            paid_fen=9_600 * WAN,
            settled_fen=10_000 * WAN,
            retention_held_fen=300 * WAN,
        ),
    ),
    certificates=(put(CERTIFICATE, labour_due_fen=0),),
)
HOUSEHOLD = single(
    BASE,
    line(
        1,
        15 * WAN,
        kind="compensation",
        account="230204",
        payee_name="住户",
        payee_account="6217-77",
        cost_class="allocable",
        cost_item="06",
        payee_id=None,
    ),
    contracts=(
        ContractFacts(
            contract_id=1,
            no="H77",
            kind="compensation",
            party_id=None,
            payee_name="住户",
            main_account="6217-77",
            price_fen=15 * WAN,
            signed_on=date(2025, 6, 1),
        ),
    ),
    certificates=(),
    invoices=(),
    guarantees=(),
    roles=(),
    households=(HouseholdFacts(contract_id=1, contract_no="H77", owner_name="住户"),),
)
SERVICE = single(
    BASE,
    line(1, 10 * WAN, kind="service", account="230205"),
    contracts=(put(CONTRACT, kind="service"),),
    roles=(),
)
DEPOSIT_TRANCHE = TrancheFacts(
    tranche_id=9,
    label="D1",
    kind="deposit",
    free_fen=80 * WAN,
    received_on=date(2025, 3, 1),
    bank_account_id=7,
    uses=(),
    scope=(),
    depositor="甲建筑公司",
)
DEPOSIT = single(
    BASE,
    line(1, 80 * WAN, kind="deposit_refund", account="230701", certificate_id=None),
    DEPOSIT_TRANCHE,
    budget_document=None,
    contracts=(put(CONTRACT, price_fen=80 * WAN, paid_fen=0),),
)
GRANTOR = single(
    BASE,
    line(1, 5 * WAN, kind="grantor_return", account="210302", payee_name="省财政厅", payee_id=None),
    put(T1, expiry_on=date(2024, 12, 31), return_to="省财政厅"),
    contracts=(),
)
FORFEIT = single(
    BASE,
    line(
        1,
        80 * WAN,
        kind="grantor_return",
        account="210301",
        payee_name="区财政局",
        payee_id=None,
        tranche_id=9,
    ),
    put(DEPOSIT_TRANCHE, return_to="区财政局"),
    contracts=(),
)

GOOD = {
    "progress at request": BASE,
    "progress at review": put(BASE, stage="review", duties=CHAIN[:2]),
    "progress at approval": put(BASE, stage="approve", duties=CHAIN[:3]),
    "progress at payment": PAID,
    "advance": ADVANCE,
    "retention": RETENTION,
    "settlement": SETTLEMENT,
    "compensation": HOUSEHOLD,
    "service": SERVICE,
    "deposit refund": DEPOSIT,
    "return to the grantor": GRANTOR,
}
