"""Rules on the life of a project by rule table: one fen or one day beyond, and beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, pack
from cityledger.controls.parameters import Parameters
from cityledger.controls.project_life import (
    CONTROLS,
    NEXT,
    AdjustedLine,
    EstimateFacts,
    PaperFacts,
    PhaseFacts,
    SiteHistory,
    check_adjusted,
    check_authority,
    check_estimate,
    check_phase,
    check_review,
)
from cityledger.kernel.errors import Finding
from cityledger.model.projects import PHASES
from tests.controls.payment_case import ROLES, WAN

NATIONAL = Parameters(pack.national().parameters)
ON = date(2025, 6, 1)

PAPER = PaperFacts(doc_no="示发改〔2025〕9号", authority="示范区发展改革局",
                   original="示发改〔2025〕8号", approver="示范区发展改革局")  # fmt: skip
ESTIMATE = EstimateFacts(budget_fen=11_000 * WAN, estimate_fen=10_000 * WAN, is_reported=False,
                         on=ON)  # fmt: skip
OLD = SiteHistory(code="P0", site="示范里", accepted_on=date(2020, 6, 1))
BUILDING = PhaseFacts(
    wanted="construction",
    entered_on=ON,
    phase="tender",
    phase_on=ON,
    has_budget=True,
    roles=ROLES,
)

PHASE_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"phase": None, "phase_on": None}, []),
    ({"phase": "design"}, ["phase_order"]),
    ({"phase": "construction"}, ["phase_order"]),
    ({"phase": "acceptance"}, ["phase_order"]),
    ({"phase_on": date(2025, 6, 2)}, ["phase_day"]),
    ({"phase_on": date(2025, 5, 31)}, []),
    ({"has_budget": False}, ["phase_without_budget"]),
    ({"wanted": "tender", "phase": "design", "has_budget": False}, ["phase_without_budget"]),
    ({"wanted": "design", "phase": "feasibility", "has_budget": False}, []),
    ({"roles": ROLES[1:]}, ["phase_without_parties"]),
    ({"wanted": "tender", "phase": "design", "roles": ()}, []),
    ({"wanted": "operation", "phase": "acceptance"}, ["phase_without_acceptance"]),
    ({"wanted": "operation", "phase": "acceptance", "is_accepted": True}, []),
    ({"wanted": "closing", "phase": "acceptance"}, ["phase_without_acceptance"]),
    ({"wanted": "closed", "phase": "operation"}, ["phase_without_acceptance"]),
    ({"wanted": "acceptance", "phase": "construction"}, []),
    # Five years from 1 June 2020 end on 1 June 2025.
    ({"before": (OLD,)}, []),
    ({"before": (replace(OLD, accepted_on=date(2020, 6, 2)),)}, ["site_rebuilt"]),
    ({"before": (replace(OLD, accepted_on=date(2020, 6, 2)),), "is_rebuild_reviewed": True}, []),
    ({"before": (replace(OLD, accepted_on=ON),), "wanted": "tender", "phase": "design"}, []),
    ({"before": (replace(OLD, accepted_on=ON),), "wanted": "acceptance", "phase": "construction"},
        ["site_rebuilt"]),
    ({"phase": "design", "has_budget": False, "roles": ROLES[1:]},
        ["phase_order", "phase_without_budget", "phase_without_parties"]),
]  # fmt: skip


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


@pytest.mark.parametrize(("change", "expected"), PHASE_ROWS)
def test_a_phase_entered(change: dict[str, Any], expected: list[str]) -> None:
    found = check_phase(replace(BUILDING, **change), NATIONAL)

    assert [f"project.{code}" for code in expected] == codes(found)


def test_every_phase_leads_on_and_closed_is_the_end() -> None:
    assert set(PHASES) == set(NEXT)
    assert {"closed"} == {phase for phase, following in NEXT.items() if not following}
    assert {"proposal"} == set(PHASES) - {phase for each in NEXT.values() for phase in each}


@pytest.mark.parametrize(
    ("change", "expected"),
    [({}, []), ({"authority": "示范市发展改革委"}, ["document.other_authority"])],
)
def test_only_the_original_authority_adjusts(change: dict[str, Any], expected: list[str]) -> None:
    assert expected == codes(check_authority(replace(PAPER, **change)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"budget_fen": 11_000 * WAN + 1}, ["budget.over_estimate"]),
        ({"budget_fen": 11_000 * WAN + 1, "is_reported": True}, []),
        ({"budget_fen": 99_000 * WAN, "estimate_fen": None}, []),
        ({"estimate_fen": 10_000 * WAN - 1}, ["budget.over_estimate"]),
    ],
)
def test_a_budget_over_its_estimate(change: dict[str, Any], expected: list[str]) -> None:
    assert expected == codes(check_estimate(replace(ESTIMATE, **change), NATIONAL))


LINE = AdjustedLine(name="建筑工程", change_fen=500 * WAN, free_fen=300 * WAN)


@pytest.mark.parametrize(
    ("lines", "source", "expected"),
    [
        ((LINE,), "区级预算", []),
        ((LINE,), None, ["no_source"]),
        ((LINE,), " ", ["no_source"]),
        ((replace(LINE, change_fen=-300 * WAN),), None, []),
        ((replace(LINE, change_fen=-300 * WAN - 1),), None, ["below_used"]),
        ((replace(LINE, change_fen=-300 * WAN), replace(LINE, change_fen=300 * WAN)), None, []),
        ((replace(LINE, change_fen=-300 * WAN), replace(LINE, change_fen=300 * WAN + 1)), None,
            ["no_source"]),
    ],
)  # fmt: skip
def test_an_adjustment(
    lines: tuple[AdjustedLine, ...], source: str | None, expected: list[str]
) -> None:
    assert [f"budget.{code}" for code in expected] == codes(check_adjusted(lines, source))


@pytest.mark.parametrize(
    ("experts", "expected"),
    [
        (("甲", "乙", "丙"), []),
        (("甲", "乙"), ["too_few_experts"]),
        (("甲", "乙", "乙"), ["too_few_experts"]),
        (("甲", "乙", "张堃"), ["expert_interested"]),
        (("张堃",), ["too_few_experts", "expert_interested"]),
    ],
)
def test_a_review(experts: tuple[str, ...], expected: list[str]) -> None:
    found = check_review(experts, {"张堃": "contractor"}, ON, NATIONAL)

    assert [f"review.{code}" for code in expected] == codes(found)


def test_every_rule_has_a_row_and_its_sentence_is_filled() -> None:
    found = [
        *(
            f
            for change, _ in PHASE_ROWS
            for f in check_phase(replace(BUILDING, **change), NATIONAL)
        ),
        *check_authority(replace(PAPER, authority="别处")),
        *check_estimate(replace(ESTIMATE, budget_fen=99_000 * WAN), NATIONAL),
        *check_adjusted((LINE,), None),
        *check_adjusted((replace(LINE, change_fen=-400 * WAN),), None),
        *check_review(("张堃",), {"张堃": "contractor"}, ON, NATIONAL),
    ]

    assert {control.code for control in CONTROLS} == set(codes(found))
    texts = [get(f, lang) for f in found for get in (catalog.sentence, catalog.remedy)
             for lang in ("zh", "en")]  # fmt: skip
    assert [] == [text for text in texts if "…" in text or "{" in text]
