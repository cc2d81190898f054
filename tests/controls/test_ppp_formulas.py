"""The duty formulas of 财金〔2015〕21号 against vectors worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from cityledger.controls.ppp_formulas import (
    FORMULAS,
    FormulaError,
    payable_fen,
    planned_fen,
    read_terms,
)

COST = (
    "construction_fen=100000000,profit_ppm=80000,discount_ppm=50000,years=10,operating_fen=5000000"
)

VECTORS = [
    # C 1,000,000.00 × 1.08 × 1.05 ÷ 10 = 113,400.00; O 50,000.00 × 1.08 = 54,000.00
    ("operating", "average_cost", f"{COST},nth=1", 16_740_000),
    # × 1.05² = 119,070.00
    ("operating", "average_cost", f"{COST},nth=2", 17_307_000),
    # × 1.05³ = 125,023.50
    ("operating", "average_cost", f"{COST},nth=3", 17_902_350),
    # less fees of 40,000.00
    ("operating", "gap", f"{COST},nth=1,fees_fen=4000000", 12_740_000),
    # fees that cover the cost leave no gap
    ("operating", "gap", f"{COST},nth=1,fees_fen=16740001", 0),
    # P 10,000.00, k 10 %, n 2: 10,000 × 0.1 × 1.21 ÷ 0.21 = 5,761.90476…
    (
        "operating",
        "annuity",
        "principal_fen=1000000,rate_ppm=100000,years=2,extra_fen=0,income_fen=0",
        576_190,
    ),
    # the same, plus 1,000.00 of operation, less 261.90 of income
    (
        "operating",
        "annuity",
        "principal_fen=1000000,rate_ppm=100000,years=2,extra_fen=100000,income_fen=26190",
        650_000,
    ),
    # without interest the principal is split evenly: 100.00 ÷ 3 = 33.333…
    (
        "operating",
        "annuity",
        "principal_fen=10000,rate_ppm=0,years=3,extra_fen=0,income_fen=0",
        3_333,
    ),
    # capital 1,000 万 × 30 %
    ("equity", "share", "capital_fen=1000000000,share_ppm=300000", 300_000_000),
    # 0.05 × 5 % = 0.0025 → half a fen rounds away from zero at 0.5 exactly
    ("equity", "share", "capital_fen=1,share_ppm=500000", 1),
    ("equity", "share", "capital_fen=1,share_ppm=499999", 0),
    ("risk", "ratio", "base_fen=200000000,ratio_ppm=5000", 1_000_000),
    # 0.2 × 100.00 + 0.3 × 50.00 + 0.5 × 0 = 35.00
    (
        "risk",
        "scenario",
        "p1_ppm=200000,x1_fen=10000,p2_ppm=300000,x2_fen=5000,p3_ppm=500000,x3_fen=0",
        3_500,
    ),
    ("support", "gap", "value_fen=5000000,paid_fen=1200000", 3_800_000),
    ("support", "gap", "value_fen=1000000,paid_fen=1200000", 0),
    ("operating", "schedule", "", None),
]


@pytest.mark.parametrize(("kind", "formula", "terms", "fen"), VECTORS)
def test_vectors(kind: str, formula: str, terms: str, fen: int | None) -> None:
    assert fen == planned_fen(kind, formula, terms)


@pytest.mark.parametrize(
    ("kind", "formula", "terms", "said"),
    [
        ("equity", "annuity", "", "no formula annuity"),
        ("equity", "share", "capital_fen=1", "share takes capital_fen,share_ppm"),
        ("equity", "share", "capital_fen=1,share_ppm=1,more=1", "share takes"),
        ("equity", "share", "capital_fen=1,capital_fen=2,share_ppm=1", "not a new name=integer"),
        ("equity", "share", "capital_fen=-1,share_ppm=1", "not a new name=integer"),
        ("equity", "share", "capital_fen=1.5,share_ppm=1", "not a new name=integer"),
        ("operating", "schedule", "nth=1", "a schedule has no terms"),
        ("operating", "average_cost", f"{COST},nth=1".replace("years=10", "years=0"), "years"),
        # A power of a hundred million would be worked out exactly, and never be done.
        ("operating", "average_cost", f"{COST},nth=100", "99 at most"),
        ("operating", "average_cost", f"{COST},nth=99999999", "99 at most"),
        (
            "operating",
            "annuity",
            "principal_fen=1,rate_ppm=1,years=100,extra_fen=0,income_fen=0",
            "99 at most",
        ),
        ("risk", "scenario", "p1_ppm=999999,x1_fen=1", "sum to 1000000"),
        ("risk", "scenario", "p1_ppm=1000000,x2_fen=1", "in pairs"),
        ("risk", "scenario", "", "in pairs"),
    ],
)
def test_wrong_terms_are_told(kind: str, formula: str, terms: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said) as caught:
        planned_fen(kind, formula, terms)

    assert caught.value.zh


def test_every_formula_has_a_vector() -> None:
    assert set(FORMULAS) <= {(kind, formula) for kind, formula, _, _ in VECTORS}


@pytest.mark.parametrize(
    ("planned", "score", "fen"),
    [
        (1_200_000_000, 960_000, 1_152_000_000),
        (1_200_000_000, 1_000_000, 1_200_000_000),
        (1_200_000_000, 0, 0),
        (1, 500_000, 1),
        (1, 499_999, 0),
        (333, 962_500, 321),
    ],
)
def test_payable_is_planned_by_score(planned: int, score: int, fen: int) -> None:
    assert fen == payable_fen(planned, score)


RATES, YEARS = st.integers(0, 200_000), st.integers(1, 99)
MONEY = st.integers(0, 10**13)


def rounded(exact: Fraction) -> int:
    """Round half a fen away from zero, without the program's own rounding."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


@given(
    cost=MONEY, profit=RATES, discount=RATES, years=YEARS, nth=YEARS, operating=MONEY, fees=MONEY
)
def test_average_cost_is_built_up_year_by_year(
    cost: int, profit: int, discount: int, years: int, nth: int, operating: int, fees: int
) -> None:
    """An independent check: the cost of a year grows nth times, and the profit is added last."""
    grown = Fraction(cost, years)
    for _ in range(nth):
        grown += grown * discount / 1_000_000
    owed = grown + operating
    owed += owed * profit / 1_000_000
    terms = (
        f"construction_fen={cost},profit_ppm={profit},discount_ppm={discount},years={years},"
        f"nth={nth},operating_fen={operating}"
    )

    assert rounded(owed) == planned_fen("operating", "average_cost", terms)
    gap = planned_fen("operating", "gap", f"{terms},fees_fen={fees}")
    assert (rounded(owed - fees) if owed > fees else 0) == gap


@given(principal=MONEY, rate=RATES, years=YEARS, extra=MONEY, income=MONEY)
def test_an_annuity_is_worth_its_principal_today(
    principal: int, rate: int, years: int, extra: int, income: int
) -> None:
    """An independent check: payments discounted one by one sum to the principal."""
    discount = Fraction(1_000_000, 1_000_000 + rate)
    worth = sum((discount**n for n in range(1, years + 1)), Fraction())
    owed = principal / worth + extra - income
    terms = (
        f"principal_fen={principal},rate_ppm={rate},years={years},"
        f"extra_fen={extra},income_fen={income}"
    )

    assert (rounded(owed) if owed > 0 else 0) == planned_fen("operating", "annuity", terms)


@given(
    principal=st.integers(1, 10**13),
    rate=st.integers(0, 200_000),
    years=st.integers(1, 40),
)
def test_an_annuity_repays_its_principal(principal: int, rate: int, years: int) -> None:
    """An independent check: debt that earns its rate and is paid the annuity ends near nothing."""
    terms = f"principal_fen={principal},rate_ppm={rate},years={years},extra_fen=0,income_fen=0"
    yearly = planned_fen("operating", "annuity", terms)
    assert yearly is not None
    owed = principal * 10**6  # in millionths of a fen
    growth = 1
    for _ in range(years):
        owed = owed * (1_000_000 + rate) // 1_000_000 - yearly * 10**6
        growth += growth * rate // 1_000_000 + 1

    # Half a fen of rounding a year, with its interest, in millionths.
    bound = years * (10**6) * (1_000_000 + rate) ** years // 1_000_000**years + 10**6
    assert abs(owed) <= bound


def test_terms_are_read_in_any_order() -> None:
    assert {"a": 1, "b2_fen": 0} == read_terms("b2_fen=0,a=1")
