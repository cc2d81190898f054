"""Rules on partnerships by table: a good agreement, one fact changed, exactly that finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cityledger.controls import catalog, pack, payment, ppp, ppp_limits
from cityledger.controls.parameters import Parameters
from cityledger.controls.ppp import AgreementTerms, DutyTerms, check
from cityledger.controls.ppp_limits import (
    ScoredFacts,
    YearFacts,
    check_amendment,
    check_price,
    check_score,
    check_years,
)
from cityledger.kernel.errors import Finding
from tests.controls.payment_case import CERTIFICATE, CONTRACT, SERVICE, WAN, line, put

NATIONAL = Parameters(pack.national().parameters)
STOCK_DAY, NEW_DAY = date(2022, 5, 10), date(2025, 3, 21)

EQUITY = DutyTerms(
    year=2025,
    kind="equity",
    planned_fen=300 * WAN,
    formula="share",
    parameters=f"capital_fen={1000 * WAN},share_ppm=300000",
)
SUBSIDY = DutyTerms(year=2025, kind="operating", planned_fen=1_200 * WAN)
RISK = DutyTerms(year=2026, kind="risk", planned_fen=10 * WAN)

STOCK = AgreementTerms(
    contract="PPP1",
    signed_on=STOCK_DAY,
    mode="BOT",
    mechanism="gap_subsidy",
    regime="stock",
    infrastructure="sewage",
    term_years=25,
    capital_fen=1_000 * WAN,
    government_share_ppm=300_000,
    linked_ppm=300_000,
    is_fund_budget=False,
    is_bt=False,
    has_repurchase=False,
    has_fixed_return=False,
    has_minimum_return=False,
    duties=(EQUITY, SUBSIDY, RISK),
)
CONCESSION = replace(
    STOCK,
    signed_on=NEW_DAY,
    mechanism="user_pay",
    regime="concession",
    term_years=40,
    linked_ppm=0,
    duties=(EQUITY, RISK),
)


def codes(terms: AgreementTerms) -> list[str]:
    return [finding.code.removeprefix("ppp.") for finding in check(terms, NATIONAL)]


@pytest.mark.parametrize("terms", [STOCK, CONCESSION], ids=["stock", "concession"])
def test_good_agreements_pass(terms: AgreementTerms) -> None:
    assert [] == codes(terms)


AGREEMENTS = [
    (STOCK, {"is_bt": True}, ["is_bt"]),
    (STOCK, {"has_repurchase": True}, ["repurchase"]),
    (STOCK, {"has_fixed_return": True}, ["fixed_return"]),
    (STOCK, {"has_minimum_return": True}, ["minimum_return"]),
    (
        STOCK,
        {"is_bt": True, "has_repurchase": True, "has_minimum_return": True},
        ["is_bt", "repurchase", "minimum_return"],
    ),
    (STOCK, {"mode": "BOO"}, ["mode_not_suited"]),
    (STOCK, {"mode": "BOO", "infrastructure": "gas"}, []),
    (STOCK, {"mode": "OM", "term_years": 8}, []),
    (STOCK, {"mode": "OM", "term_years": 9}, ["term_too_long"]),
    (STOCK, {"mode": "MC", "infrastructure": "road", "term_years": 3}, []),
    (STOCK, {"mode": "MC", "infrastructure": "road", "term_years": 4}, ["term_too_long"]),
    (CONCESSION, {"term_years": 41}, ["term_too_long"]),
    (STOCK, {"term_years": 41}, []),
    (STOCK, {"signed_on": date(2023, 11, 2)}, []),
    (STOCK, {"signed_on": date(2023, 11, 3)}, ["regime_date"]),
    (CONCESSION, {"signed_on": date(2023, 11, 3)}, []),
    (CONCESSION, {"signed_on": date(2023, 11, 2)}, ["regime_date"]),
    (CONCESSION, {"mechanism": "gap_subsidy"}, ["concession_not_user_pay"]),
    (CONCESSION, {"mechanism": "government_pay"}, ["concession_not_user_pay"]),
    (
        CONCESSION,
        {"duties": (replace(SUBSIDY, planned_fen=1),), "linked_ppm": 300_000},
        ["user_pay_subsidy"],
    ),
    (STOCK, {"mechanism": "user_pay"}, ["user_pay_subsidy"]),
    (STOCK, {"duties": (replace(EQUITY, planned_fen=300 * WAN - 1),)}, ["planned_differs"]),
    (STOCK, {"linked_ppm": 299_999}, ["linked_min"]),
    (STOCK, {"linked_ppm": 0, "duties": (EQUITY, RISK)}, []),
    (STOCK, {"linked_ppm": 0, "signed_on": date(2017, 11, 9)}, []),
    (STOCK, {"capital_fen": 1_000 * WAN - 4}, ["equity_over_share"]),
    (STOCK, {"is_fund_budget": True}, ["fund_budget_subsidy"]),
    (STOCK, {"is_fund_budget": True, "signed_on": date(2019, 3, 6)}, []),
    (STOCK, {"is_fund_budget": True, "duties": (EQUITY, RISK)}, []),
]


@pytest.mark.parametrize(("terms", "change", "wanted"), AGREEMENTS)
def test_agreements(terms: AgreementTerms, change: dict[str, object], wanted: list[str]) -> None:
    assert wanted == codes(replace(terms, **change))  # type: ignore[arg-type]


def test_a_formula_says_what_is_right() -> None:
    wrong = replace(EQUITY, planned_fen=300 * WAN + 1)
    (finding,) = check(replace(CONCESSION, capital_fen=2_000 * WAN, duties=(wrong,)), NATIONAL)

    assert finding == Finding.of(
        "ppp.planned_differs",
        year=2025,
        kind="股权投资",
        kind_en="equity",
        planned_fen=300 * WAN + 1,
        formula="share",
        right_fen=300 * WAN,
    )


# ------------------------------------------------------------- the limits of a year

# 10 % of 1 亿 is 1,000 万, 5 % is 500 万.
YEAR = YearFacts(year=2026, others_fen=400 * WAN, added_fen=100 * WAN, capacity_fen=10_000 * WAN)

LIMITS = [
    (YEAR, "government_pay", []),
    (replace(YEAR, added_fen=100 * WAN + 1), "government_pay", ["over_government_pay"]),
    (replace(YEAR, added_fen=100 * WAN + 1), "gap_subsidy", []),
    (replace(YEAR, added_fen=600 * WAN), "gap_subsidy", []),
    (replace(YEAR, added_fen=600 * WAN + 1), "gap_subsidy", ["over_duty_limit"]),
    (replace(YEAR, added_fen=600 * WAN + 1), "user_pay", ["over_duty_limit"]),
    (
        replace(YEAR, added_fen=600 * WAN + 1),
        "government_pay",
        ["over_duty_limit", "over_government_pay"],
    ),
    (replace(YEAR, capacity_fen=None), "user_pay", ["capacity_missing"]),
    (replace(YEAR, capacity_fen=None, added_fen=0), "user_pay", []),
    # A year that is over already and to which nothing is added is not this plan's doing.
    (replace(YEAR, others_fen=1_001 * WAN, added_fen=0), "user_pay", []),
    (replace(YEAR, others_fen=1_000 * WAN, added_fen=1), "user_pay", ["over_duty_limit"]),
]


@pytest.mark.parametrize(("year", "mechanism", "wanted"), LIMITS)
def test_limits(year: YearFacts, mechanism: str, wanted: list[str]) -> None:
    found = check_years((year,), mechanism, STOCK_DAY, NATIONAL)

    assert wanted == [finding.code.removeprefix("ppp.") for finding in found]


def test_before_the_rule_nothing_is_limited() -> None:
    over = replace(YEAR, added_fen=10_000 * WAN)

    assert [] == list(check_years((over,), "government_pay", date(2015, 4, 6), NATIONAL))


def test_missing_years_are_listed_together() -> None:
    years = tuple(replace(YEAR, year=year, capacity_fen=None) for year in (2026, 2027))
    (finding,) = check_years(years, "user_pay", STOCK_DAY, NATIONAL)

    assert finding == Finding.of("ppp.capacity_missing", years="2026、2027")


# ------------------------------------------------------------- amendments, scores, price

SCORED = ScoredFacts(year=2025, payable_fen=1_152 * WAN, assessed_on=date(2025, 6, 1))


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (check_amendment("C", "示财〔2025〕9号", (2026,), (SCORED,)), []),
        (check_amendment("C", " ", (2026,), ()), ["amend_without_document"]),
        (check_amendment("C", "示财〔2025〕9号", (2025,), (SCORED,)), ["year_scored"]),
        (check_score("C", 2026, 1, (SCORED,)), []),
        (check_score("C", 2025, 1, (SCORED,)), ["year_scored"]),
        (check_score("C", 2026, 0, ()), ["nothing_planned"]),
        (check_price("C", 100, 100), []),
        (check_price("C", 101, 100), ["over_price"]),
    ],
)
def test_changes(found: object, wanted: list[str]) -> None:
    assert wanted == [f.code.removeprefix("ppp.") for f in found]  # type: ignore[attr-defined]


# ------------------------------------------------------------- no pay without a score

PARTNER = put(CONTRACT, kind="ppp", is_ppp=True)
SCORED_PAY = put(SERVICE, contracts=(PARTNER,), certificates=(put(CERTIFICATE, is_scored=True),))
CAPITAL = line(1, 10 * WAN, kind="service", account="1501", certificate_id=None)


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (SCORED_PAY, []),
        (put(SCORED_PAY, certificates=(CERTIFICATE,)), ["no_score"]),
        (put(SCORED_PAY, certificates=()), ["no_score"]),
        (
            put(
                SCORED_PAY,
                contracts=(put(CONTRACT, kind="service"),),
                certificates=(CERTIFICATE,),
            ),
            [],
        ),
        # Capital is paid in without a score and without an invoice.
        (put(SCORED_PAY, lines=(CAPITAL,), certificates=(), invoices=()), []),
        (
            put(SCORED_PAY, lines=(put(CAPITAL, account="230205"),), invoices=()),
            ["invoice_missing", "no_score"],
        ),
    ],
)
def test_payments(facts: object, wanted: list[str]) -> None:
    found = payment.check(facts, NATIONAL)  # type: ignore[arg-type]

    assert wanted == [finding.code.removeprefix("payment.") for finding in found]


Sayings = Callable[[], tuple[Finding, ...]]


def test_every_rule_is_broken_here_and_speaks() -> None:
    """Each rule of the two modules occurs above, and its sentences are filled."""
    found = [
        *(f for terms, change, _ in AGREEMENTS for f in check(replace(terms, **change), NATIONAL)),  # type: ignore[arg-type]
        *(f for y, m, _ in LIMITS for f in check_years((y,), m, STOCK_DAY, NATIONAL)),
        *check_amendment("C", "", (2025,), (SCORED,)),
        *check_score("C", 2026, 0, ()),
        *check_price("C", 101, 100),
    ]
    controls = (*ppp.CONTROLS, *ppp_limits.CONTROLS)

    assert {control.code for control in controls} == {finding.code for finding in found}
    for finding in found:
        for text in (
            catalog.sentence(finding),
            catalog.sentence(finding, "en"),
            catalog.remedy(finding),
            catalog.remedy(finding, "en"),
        ):
            assert "…" not in text
            assert "{" not in text
