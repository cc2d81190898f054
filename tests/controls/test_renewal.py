"""Rules before an agreement by table: all good, then one fact changed, and that finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cityledger.controls import catalog, pack, renewal
from cityledger.controls.parameters import Parameters
from cityledger.controls.renewal import HouseFacts, StepFacts, SurveyFacts
from cityledger.kernel.errors import Finding

NATIONAL = Parameters(pack.national().parameters)
NOTICE, HEARING, PLAN = date(2025, 6, 1), date(2025, 6, 10), date(2025, 6, 20)
DECIDED = date(2025, 7, 1)
HELD = (("notice", NOTICE), ("hearing", HEARING), ("plan", PLAN))
DECISION = StepFacts(
    plot="SF-01",
    step="decision",
    held_on=DECIDED,
    held=HELD,
    needed_fen=600_000_000,
    free_fen=600_000_000,
)
FIRST = StepFacts(plot="SF-01", step="notice", held_on=NOTICE)
SURVEY = SurveyFacts(
    book=3702110001,
    plot="SF-01",
    listed=3,
    surveyed=1,
    houses=(HouseFacts(household="1", house="A"), HouseFacts(household="2", house="B")),
)


def said(findings: tuple[Finding, ...]) -> list[tuple[str, dict[str, str]]]:
    """Codes without their area, and facts; every sentence must be filled."""
    for finding in findings:
        for lang in ("zh", "en"):
            for text in (catalog.sentence(finding, lang), catalog.remedy(finding, lang)):
                assert "…" not in text
                assert "{" not in text
    return [(finding.code, dict(finding.facts)) for finding in findings]


def steps(facts: StepFacts) -> list[tuple[str, dict[str, str]]]:
    return said(tuple(renewal.check_step(facts, NATIONAL)))


@pytest.mark.parametrize("facts", [FIRST, DECISION])
def test_a_good_step_passes(facts: StepFacts) -> None:
    assert steps(facts) == []


ZH = {"notice": "征求意见公告", "hearing": "听证", "plan": "补偿方案", "decision": "征收决定"}
EN = {"notice": "notice", "hearing": "hearing", "plan": "compensation plan", "decision": "decision"}


@pytest.mark.parametrize("lacks", ["notice", "hearing", "plan"])
def test_every_earlier_step_is_needed(lacks: str) -> None:
    held = tuple(pair for pair in HELD if pair[0] != lacks)

    assert steps(replace(DECISION, held=held)) == [
        (
            "renewal.step_order",
            {
                "plot": "SF-01",
                "step": ZH["decision"],
                "step_en": EN["decision"],
                "missing": ZH[lacks],
                "missing_en": EN[lacks],
            },
        )
    ]


def test_a_hearing_needs_its_notice() -> None:
    (found,) = steps(StepFacts(plot="SF-01", step="hearing", held_on=HEARING))

    assert ("renewal.step_order", ZH["notice"]) == (found[0], found[1]["missing"])


def test_a_step_is_held_once() -> None:
    facts = replace(DECISION, held=(*HELD, ("decision", DECIDED)), free_fen=0)

    assert steps(facts) == [
        (
            "renewal.step_repeated",
            {
                "plot": "SF-01",
                "step": ZH["decision"],
                "step_en": EN["decision"],
                "held_on": "2025-07-01",
            },
        )
    ]


@pytest.mark.parametrize(
    ("step", "held_on", "held", "codes"),
    [
        ("hearing", NOTICE, HELD[:1], []),
        ("hearing", date(2025, 5, 31), HELD[:1], ["renewal.step_early"]),
        ("plan", HEARING, HELD[:2], []),
        ("plan", date(2025, 6, 9), HELD[:2], ["renewal.step_early"]),
        ("decision", date(2025, 7, 1), HELD, []),
        ("decision", date(2025, 6, 30), HELD, ["renewal.notice_short"]),
    ],
)
def test_a_step_is_not_before_the_one_it_follows(
    step: str, held_on: date, held: tuple[tuple[str, date], ...], codes: list[str]
) -> None:
    """One day too early is refused; the decision comes 30 days after the notice."""
    assert codes == [
        code for code, _ in steps(replace(DECISION, step=step, held_on=held_on, held=held))
    ]


@pytest.mark.parametrize(
    ("needed", "free", "found"),
    [
        (1, 1, []),
        (0, 0, [("renewal.amount_missing", {"plot": "SF-01"})]),
        (
            2,
            1,
            [
                (
                    "renewal.not_funded",
                    {"plot": "SF-01", "needed_fen": "2", "free_fen": "1", "short_fen": "1"},
                )
            ],
        ),
    ],
)
def test_the_money_is_there_in_full(
    needed: int, free: int, found: list[tuple[str, dict[str, str]]]
) -> None:
    assert found == steps(replace(DECISION, needed_fen=needed, free_fen=free))


def surveys(facts: SurveyFacts) -> list[str]:
    return [code for code, _ in said(tuple(renewal.check_survey(facts)))]


HOUSE = HouseFacts(household="3", house="C")


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (SURVEY, []),
        (replace(SURVEY, surveyed=2), ["survey.over_list"]),
        (replace(SURVEY, houses=(replace(HOUSE, is_known=True),)), ["survey.household_twice"]),
        (
            replace(SURVEY, houses=(HOUSE, replace(HOUSE, house="D"))),
            ["survey.household_twice"],
        ),
        (replace(SURVEY, houses=(replace(HOUSE, other=(3, "9")),)), ["survey.house_twice"]),
        (replace(SURVEY, houses=(HOUSE, replace(HOUSE, household="4"))), ["survey.house_twice"]),
    ],
)
def test_a_survey_is_of_the_list_and_each_house_once(facts: SurveyFacts, codes: list[str]) -> None:
    assert codes == surveys(facts)


@pytest.mark.parametrize(
    ("valued", "codes"),
    [(date(2025, 7, 10), []), (date(2025, 7, 9), ["valuation.before_survey"])],
)
def test_a_house_is_valued_after_its_survey(valued: date, codes: list[str]) -> None:
    found = said(tuple(renewal.check_valuation("1", date(2025, 7, 10), valued)))

    assert codes == [code for code, _ in found]
