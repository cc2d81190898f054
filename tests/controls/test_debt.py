"""Rules on debts, levers and pledged assets, by rule table: one change, exactly that finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from cityledger.controls import asset, debt, instruments, pack
from cityledger.controls.instruments import share_of_loss
from cityledger.controls.parameters import Parameters
from cityledger.kernel import money
from tests.controls.payment_case import WAN

NATIONAL = Parameters(pack.national().parameters)
START, END = date(2025, 3, 1), date(2035, 3, 1)

DEBT = debt.DebtFacts(
    debt_no="专债1",
    kind="special_bond",
    debtor_kind="government",
    principal_fen=20_000 * WAN,
    starts_on=START,
    ends_on=END,
    repaid_from="对应地块土地出让收入",
    source="专项债券",
    source_kind="special_bond",
    schedule=(
        debt.DueFacts(due_on=date(2030, 3, 1), principal_fen=10_000 * WAN),
        debt.DueFacts(due_on=END, principal_fen=10_000 * WAN),
    ),
)
BANK = {"kind": "bank_loan", "source_kind": "bank_loan"}


def due(*changes: dict[str, Any]) -> dict[str, Any]:
    """Change the parts of the schedule, in order."""
    parts = zip(DEBT.schedule, changes, strict=True)
    return {"schedule": tuple(replace(part, **change) for part, change in parts)}


DEBT_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"kind": "general_bond", "source_kind": "general_bond"}, []),
    (BANK, ["unlawful_borrowing"]),
    ({**BANK, "debtor_kind": "platform"}, []),
    ({**BANK, "debtor_kind": "soe", "source_kind": "asset_package"}, []),
    ({"is_hidden": True}, ["hidden"]),
    ({**BANK, "debtor_kind": "platform", "is_hidden": True}, []),
    ({**BANK, "debtor_kind": "platform", "is_guaranteed": True}, ["guaranteed"]),
    ({"is_guaranteed": True}, ["guaranteed"]),
    ({"ends_on": date(2040, 3, 1)}, []),
    ({"ends_on": date(2040, 3, 2)}, ["bond_term"]),
    (
        {**BANK, "debtor_kind": "platform", "ends_on": date(2050, 3, 1)},
        [],
    ),
    ({"ends_on": START}, ["term_reversed", "schedule_days", "schedule_days"]),
    (due({"principal_fen": 10_000 * WAN - 1}, {}), ["schedule_principal"]),
    (due({"principal_fen": 10_000 * WAN + 1}, {}), ["schedule_principal"]),
    ({"schedule": ()}, ["schedule_principal"]),
    (due({"due_on": START}, {}), ["schedule_days"]),
    (due({"due_on": date(2025, 3, 2)}, {}), []),
    (due({"due_on": END}, {}), ["schedule_days"]),
    (due({}, {"due_on": date(2035, 3, 2)}), ["schedule_days"]),
    ({"source_kind": "upper_special"}, ["other_source"]),
    ({"repaid_from": " "}, ["no_repayment"]),
    (
        {**BANK, "is_hidden": True, "is_guaranteed": True, "repaid_from": ""},
        ["unlawful_borrowing", "hidden", "guaranteed", "no_repayment"],
    ),
]


@pytest.mark.parametrize(("changes", "codes"), DEBT_ROWS)
def test_debt(changes: dict[str, Any], codes: list[str]) -> None:
    found = debt.check_debt(replace(DEBT, **changes), NATIONAL)

    assert [f"debt.{code}" for code in codes] == [finding.code for finding in found]


ACCRUAL = debt.AccrualFacts(
    debt_no="专债1",
    accrued_on=START,
    until_on=END,
    ends_on=END,
    amount_fen=285 * WAN,
    free_fen=285 * WAN,
)
ACCRUAL_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"until_on": date(2025, 3, 2)}, []),
    ({"until_on": START}, ["accrued_already"]),
    ({"until_on": date(2035, 3, 2)}, ["accrued_past_end"]),
    ({"amount_fen": 285 * WAN + 1}, ["over_agreement"]),
]


@pytest.mark.parametrize(("changes", "codes"), ACCRUAL_ROWS)
def test_accrual(changes: dict[str, Any], codes: list[str]) -> None:
    found = debt.check_accrual(replace(ACCRUAL, **changes))

    assert [f"debt.{code}" for code in codes] == [finding.code for finding in found]


@pytest.mark.parametrize(
    ("base", "rate", "days", "year", "expected"),
    [
        (20_000 * WAN, 28_500, 182, 365, 284_219_178),
        (100, 36_500, 10, 365, 0),
        (100_000, 36_500, 10, 365, 100),
        (100_000, 36_499, 10, 365, 99),
        (1_000 * WAN, 43_500, 90, 360, 10_875_000),
        (1_000 * WAN, 43_500, 0, 360, 0),
    ],
)
def test_interest_is_exact_and_rounded_down(
    base: int, rate: int, days: int, year: int, expected: int
) -> None:
    assert expected == money.interest(base, rate, days, year)


@pytest.mark.parametrize("bad", [(-1, 1, 1, 360), (1, -1, 1, 360), (1, 1, -1, 360), (1, 1, 1, 0)])
def test_interest_of_nonsense_is_refused(bad: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="interest on"):
        money.interest(*bad)


SUBSIDY = instruments.SubsidyFacts(
    debt_no="贷1",
    base_fen=1_000 * WAN,
    principal_fen=1_000 * WAN,
    rate_ppm=43_500,
    debt_rate_ppm=43_500,
    from_on=date(2025, 4, 1),
    until_on=date(2025, 7, 1),
    starts_on=date(2025, 4, 1),
    ends_on=date(2026, 4, 1),
    before=((date(2025, 7, 1), date(2025, 10, 1)),),
)
SUBSIDY_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"base_fen": 1_000 * WAN + 1}, ["subsidy.over_base"]),
    ({"rate_ppm": 43_501}, ["subsidy.over_rate"]),
    ({"from_on": date(2025, 3, 31)}, ["subsidy.outside_term"]),
    ({"until_on": date(2026, 4, 2), "before": ()}, ["subsidy.outside_term"]),
    ({"until_on": date(2026, 4, 1), "before": ()}, []),
    ({"until_on": date(2025, 7, 2)}, ["subsidy.twice"]),
    ({"before": ((date(2025, 4, 1), date(2025, 4, 2)),)}, ["subsidy.twice"]),
]
RECEIPT_ROWS: list[tuple[int, list[str]]] = [
    (100 * WAN, []),
    (100 * WAN + 1, ["subsidy.over_calculated"]),
]
PROMISE = instruments.PromiseFacts(
    tranche="T1", source_kind="reward_grant", asked_fen=500 * WAN, limit_fen=500 * WAN
)
PROMISE_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"asked_fen": 500 * WAN + 1}, ["reward.over_tranche"]),
    ({"source_kind": "upper_special"}, ["reward.other_tranche"]),
]
ACCEPTANCE = instruments.AcceptanceFacts(
    condition="完成改造3000户",
    actor="fu",
    promised_by="zhi",
    evidence_sha256="a" * 64,
    is_attached=True,
    score_ppm=1_000_000,
)
ACCEPTANCE_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"score_ppm": None}, []),
    ({"score_ppm": 0}, []),
    ({"score_ppm": -1}, ["reward.score"]),
    ({"score_ppm": 1_000_001}, ["reward.score"]),
    ({"is_attached": False}, ["reward.no_evidence"]),
    ({"is_attached": False, "evidence_sha256": ""}, ["reward.no_evidence"]),
    ({"accepted_on": date(2025, 6, 1)}, ["reward.accepted_already"]),
    ({"actor": "zhi"}, ["reward.own_evidence"]),
]
LOSS = instruments.LossFacts(
    borrower="某某公司",
    principal_fen=300 * WAN,
    lent_on=date(2025, 4, 1),
    happened_on=date(2025, 4, 1),
    loss_fen=100 * WAN,
    share_fen=40 * WAN,
    lost_fen=200 * WAN,
    paid_fen=80 * WAN,
    cap_fen=120 * WAN,
)
LOSS_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"loss_fen": 100 * WAN + 1}, ["pool.loss_over_loan"]),
    ({"cap_fen": 120 * WAN - 1}, ["pool.over_cap"]),
    ({"happened_on": date(2025, 3, 31)}, ["pool.loss_early"]),
    ({"loss_fen": -200 * WAN, "share_fen": -80 * WAN, "cap_fen": 0}, []),
    ({"loss_fen": -200 * WAN - 1, "share_fen": -80 * WAN}, ["pool.recovery_over_loss"]),
]


@pytest.mark.parametrize(("changes", "codes"), SUBSIDY_ROWS)
def test_subsidy(changes: dict[str, Any], codes: list[str]) -> None:
    found = instruments.check_subsidy(replace(SUBSIDY, **changes))

    assert codes == [finding.code for finding in found]


@pytest.mark.parametrize(("came", "codes"), RECEIPT_ROWS)
def test_a_subsidy_received_is_one_calculated(came: int, codes: list[str]) -> None:
    found = instruments.check_subsidy_receipt("P1", came, 100 * WAN)

    assert codes == [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "codes"), PROMISE_ROWS)
def test_promise_of_a_reward(changes: dict[str, Any], codes: list[str]) -> None:
    found = instruments.check_promise(replace(PROMISE, **changes))

    assert codes == [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "codes"), ACCEPTANCE_ROWS)
def test_acceptance_of_a_result(changes: dict[str, Any], codes: list[str]) -> None:
    found = instruments.check_acceptance(replace(ACCEPTANCE, **changes))

    assert codes == [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "codes"), LOSS_ROWS)
def test_loss(changes: dict[str, Any], codes: list[str]) -> None:
    found = instruments.check_loss(replace(LOSS, **changes))

    assert codes == [finding.code for finding in found]


POOL = instruments.PoolFacts(
    tranche="T1", bank="工行", cap_fen=100 * WAN, limit_fen=100 * WAN, others=(("池一", "工行"),)
)
POOL_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"cap_fen": 100 * WAN + 1}, ["pool.cap_over_money"]),
    ({"bank": "农行"}, ["pool.other_bank"]),
    ({"bank": "农行", "others": ()}, []),
]


@pytest.mark.parametrize(("changes", "codes"), POOL_ROWS)
def test_a_pool_stands_on_its_own_money(changes: dict[str, Any], codes: list[str]) -> None:
    found = instruments.check_pool(replace(POOL, **changes))

    assert codes == [finding.code for finding in found]


@pytest.mark.parametrize(
    ("ends_on", "codes"), [(date(2025, 4, 2), []), (date(2025, 4, 1), ["pool.loan_term"])]
)
def test_a_loan_ends_after_it_starts(ends_on: date, codes: list[str]) -> None:
    found = instruments.check_pool_loan(date(2025, 4, 1), ends_on)

    assert codes == [finding.code for finding in found]


@pytest.mark.parametrize(
    ("loss", "paid", "expected"),
    [
        (100, 0, 40),
        (101, 0, 40),
        (103, 0, 41),
        (1_000, 0, 50),
        (1_000, 50, 0),
        (-100, 50, -40),
        (-1, 50, -1),
        (-1, 0, 0),
        (-1_000, 50, -50),
        (-100, 0, 0),
    ],
)
def test_our_share_of_a_loss_stays_within_what_one_loan_may_cost(
    loss: int, paid: int, expected: int
) -> None:
    assert expected == share_of_loss(loss, 400_000, paid, 50)


@given(
    losses=st.lists(st.integers(-(10**9), 10**9), max_size=20),
    share_ppm=st.integers(0, 1_000_000),
    cap=st.integers(0, 10**9),
)
def test_a_loan_never_costs_less_than_nothing_nor_more_than_its_cap(
    losses: list[int], share_ppm: int, cap: int
) -> None:
    borne = 0
    for loss in losses:
        borne += share_of_loss(loss, share_ppm, borne, cap)

        assert 0 <= borne <= cap


PLEDGE = asset.PledgeFacts(
    asset="停车场",
    is_public_welfare=False,
    value_fen=800 * WAN,
    valued_on=date(2025, 3, 1),
    pledged_fen=800 * WAN,
)
PLEDGE_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"is_public_welfare": True}, ["public_welfare"]),
    ({"held_in": ((3702110002, "包一"),)}, ["double_pledge"]),
    ({"pledged_fen": 800 * WAN + 1}, ["over_value"]),
    ({"valued_on": date(2024, 6, 1)}, []),
    ({"valued_on": date(2024, 5, 31)}, ["stale_value"]),
]


@pytest.mark.parametrize(("changes", "codes"), PLEDGE_ROWS)
def test_pledge(changes: dict[str, Any], codes: list[str]) -> None:
    found = asset.check_package(date(2025, 6, 1), (replace(PLEDGE, **changes),), NATIONAL)

    assert [f"package.{code}" for code in codes] == [finding.code for finding in found]


RELEASE_ROWS: list[tuple[tuple[int, int, int], list[str]]] = [
    ((1, 0, 0), []),
    ((0, 0, 0), ["not_held"]),
    ((1, 1, 0), ["debt_unpaid"]),
    ((1, 0, 1), ["debt_unpaid"]),
]


@pytest.mark.parametrize(("facts", "codes"), RELEASE_ROWS)
def test_release(facts: tuple[int, int, int], codes: list[str]) -> None:
    held, left, interest = facts
    found = asset.check_release("包一", held, "贷1", left, interest)

    assert [f"package.{code}" for code in codes] == [finding.code for finding in found]


def test_every_rule_has_a_row() -> None:
    """A rule that no row can break is no rule."""
    debts = {f"debt.{code}" for _, codes in (*DEBT_ROWS, *ACCRUAL_ROWS) for code in codes}
    rows = (*SUBSIDY_ROWS, *PROMISE_ROWS, *ACCEPTANCE_ROWS, *POOL_ROWS, *LOSS_ROWS)
    levers = {code for _, codes in (*rows, *RECEIPT_ROWS) for code in codes}
    pledges = {f"package.{code}" for _, codes in PLEDGE_ROWS for code in codes}
    pledges |= {f"package.{code}" for _, codes in RELEASE_ROWS for code in codes}

    assert {row.code for row in debt.CONTROLS} == debts
    assert {row.code for row in instruments.CONTROLS} == levers | {
        "pool.loan_term",
    }
    assert {row.code for row in asset.CONTROLS} == pledges
