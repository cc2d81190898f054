"""Rules on an agreement, by table: all good, then one fact changed, and exactly that finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cityledger.controls import agreement, catalog, pack
from cityledger.controls.agreement import AgreementFacts, PlotCount, Surveyed
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import Finding

NATIONAL = Parameters(pack.national().parameters)
SIGNED = date(2025, 8, 6)
SURVEY = Surveyed(
    owner_name="陈一",
    resident_hash="h1",
    house_no="房1",
    area_dm2=5000,
    surveyed_on=date(2025, 7, 10),
)
GOOD = AgreementFacts(
    agreement="H1",
    household="1",
    plot="SF-01",
    signed_on=SIGNED,
    price_fen=15_500_000,
    owner_name="陈一",
    resident_hash="h1",
    house_no="房1",
    area_dm2=5000,
    mode="money",
    replacement=None,
    replacement_dm2=0,
    house_fen=15_000_000,
    other_fen=500_000,
    decided_on=SIGNED,
    survey=SURVEY,
    value_fen=15_000_000,
)
HOUSING = replace(GOOD, mode="housing", replacement="新区3号楼201", replacement_dm2=6000)
COUNT = PlotCount(plot="SF-01", listed=3, signed=3)


def check(facts: AgreementFacts, count: PlotCount = COUNT) -> tuple[Finding, ...]:
    found = tuple(agreement.check((facts,), (count,), NATIONAL))
    for finding in found:
        for lang in ("zh", "en"):
            for text in (catalog.sentence(finding, lang), catalog.remedy(finding, lang)):
                assert "…" not in text
                assert "{" not in text
    return found


ROWS: list[tuple[AgreementFacts, dict[str, object], str | None]] = [
    (GOOD, {}, None),
    (HOUSING, {}, None),
    (GOOD, {"is_listed": False}, "plot_not_listed"),
    (GOOD, {"decided_on": None}, "no_decision"),
    (GOOD, {"decided_on": date(2025, 8, 7)}, "no_decision"),
    (GOOD, {"survey": None}, "no_survey"),
    (GOOD, {"survey": replace(SURVEY, surveyed_on=SIGNED)}, None),
    (GOOD, {"survey": replace(SURVEY, surveyed_on=date(2025, 8, 7))}, "no_survey"),
    (GOOD, {"owner_name": "陈二"}, "not_owner"),
    (GOOD, {"resident_hash": "h2"}, "not_owner"),
    (GOOD, {"house_no": "房2"}, "not_owner"),
    (GOOD, {"area_dm2": 5001}, "over_area"),
    (GOOD, {"area_dm2": 4999}, None),
    (GOOD, {"value_fen": None}, "no_valuation"),
    (GOOD, {"price_fen": 15_500_001}, "parts"),
    (GOOD, {"price_fen": 18_500_000, "house_fen": 18_000_000}, None),
    (GOOD, {"price_fen": 18_500_001, "house_fen": 18_000_001}, "over_standard"),
    (GOOD, {"replacement": "新区"}, "replacement"),
    (GOOD, {"replacement_dm2": 1}, "replacement"),
    (HOUSING, {"replacement": None}, "replacement"),
    (HOUSING, {"replacement_dm2": 0}, "replacement"),
    (HOUSING, {"replacement_dm2": 6001}, "swap_area"),
    (GOOD, {"same_person": ("3702110002", "H9")}, "person_twice"),
    (GOOD, {"same_house": ("3702110002", "H9")}, "house_twice"),
]


@pytest.mark.parametrize(("facts", "change", "code"), ROWS)
def test_one_change_one_finding(
    facts: AgreementFacts, change: dict[str, object], code: str | None
) -> None:
    found = check(replace(facts, **change))  # type: ignore[arg-type]

    assert ([f"agreement.{code}"] if code else []) == [finding.code for finding in found]


@pytest.mark.parametrize(("signed", "codes"), [(3, []), (4, ["agreement.over_list"])])
def test_no_more_sign_than_are_listed(signed: int, codes: list[str]) -> None:
    assert codes == [finding.code for finding in check(GOOD, replace(COUNT, signed=signed))]


DECIDED = PlotCount(plot="SF-01", listed=3, signed=3, needed_fen=10, agreed_fen=15, more_fen=5)


@pytest.mark.parametrize(
    ("count", "free", "short"),
    [
        (DECIDED, 5, None),
        (DECIDED, 4, "1"),
        (replace(DECIDED, agreed_fen=10, more_fen=0), 0, None),
        (replace(DECIDED, needed_fen=None), 0, None),
    ],
)
def test_agreements_are_funded_beyond_the_decision(
    count: PlotCount, free: int, short: str | None
) -> None:
    found = tuple(agreement.check((GOOD,), (count,), NATIONAL, free))

    assert ["agreement.over_decision"] * (short is not None) == [row.code for row in found]
    assert short in (None, *(dict(row.facts)["short_fen"] for row in found))


def test_two_plots_do_not_rest_on_the_same_money() -> None:
    found = tuple(agreement.check((), (DECIDED, replace(DECIDED, plot="2")), NATIONAL, 9))

    assert [("2", "4", "1")] == [
        tuple(dict(row.facts)[name] for name in ("plot", "free_fen", "short_fen")) for row in found
    ]


def test_every_rule_has_a_row() -> None:
    shown = {f"agreement.{code}" for _, _, code in ROWS if code}
    shown |= {"agreement.over_list", "agreement.over_decision"}

    assert {control.code for control in agreement.CONTROLS} == shown


def test_facts_are_told_exactly() -> None:
    found = check(replace(GOOD, area_dm2=5001, same_house=("3702110002", "H9"), resident_hash="h2"))

    assert found == (
        Finding.of(
            "agreement.not_owner", agreement="H1", what="身份证号", what_en="the resident number"
        ),
        Finding.of("agreement.over_area", agreement="H1", area="50.01", surveyed="50.00"),
        Finding.of("agreement.house_twice", agreement="H1", book="3702110002", other="H9"),
    )


def test_every_problem_of_every_household_is_told_at_once() -> None:
    rows = (replace(GOOD, survey=None), replace(GOOD, agreement="H2", value_fen=None))
    found = agreement.check(rows, (), NATIONAL)

    assert [("agreement.no_survey", "H1"), ("agreement.no_valuation", "H2")] == [
        (finding.code, dict(finding.facts)["agreement"]) for finding in found
    ]
