"""Rules on guarantees and variations, by table: good facts, one change, those findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, guarantee, pack
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import Finding
from tests.controls.payment_case import WAN

NATIONAL = Parameters(pack.national().parameters)
_FORMS = NATIONAL.lookup("guarantee.excludes_retention_forms", date(2025, 1, 1))
STRICT = Parameters((*NATIONAL.rows, replace(_FORMS, value="cash,letter")))

NEW = guarantee.NewGuarantee(
    kind="performance",
    form="letter",
    amount_fen=1_000 * WAN,
    valid_from=date(2025, 3, 21),
    price_fen=10_000 * WAN,
    retention_bp=300,
)
CASH: dict[str, Any] = {"form": "cash", "retention_bp": 0}
QUALITY: dict[str, Any] = {"kind": "quality", "amount_fen": 300 * WAN, "retention_bp": 0}
NEW_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    (CASH, []),
    ({"form": "cash"}, ["with_retention"]),
    (CASH | {"kind": "advance"}, ["unlawful_deposit"]),
    ({"kind": "advance"}, []),
    (CASH | {"kind": "wage"}, []),
    (CASH | {"kind": "bid", "amount_fen": 200 * WAN}, []),
    (CASH | {"kind": "bid", "amount_fen": 200 * WAN + 1}, ["over_share"]),
    (CASH | {"kind": "bid", "price_fen": None}, []),
    ({"amount_fen": 1_000 * WAN + 1}, ["over_share"]),
    ({"held_fen": 1}, ["over_share"]),
    (QUALITY, []),
    (QUALITY | {"amount_fen": 300 * WAN + 1}, ["over_share"]),
    (QUALITY | {"form": "insurance", "retention_bp": 1}, ["with_retention"]),
]

AGREED_ROWS: list[tuple[int, list[str]]] = [(80 * WAN, []), (80 * WAN + 1, ["over_agreed"])]


@pytest.mark.parametrize(("total", "codes"), AGREED_ROWS)
def test_agreed_deposit(total: int, codes: list[str]) -> None:
    """No more is taken than the agreement says."""
    found = guarantee.check_agreed("押1", total, 80 * WAN)

    assert [f"guarantee.{code}" for code in codes] == [finding.code for finding in found]


LETTER = guarantee.GuaranteeChange(
    letter="保-1",
    kind="claimed",
    on=date(2025, 12, 31),
    expires_on=date(2025, 12, 31),
    left_fen=100 * WAN,
    claimed_fen=100 * WAN,
)
LONGER: dict[str, Any] = {"kind": "extended", "until": date(2026, 1, 1)}
CHANGE_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"claimed_fen": 100 * WAN + 1}, ["over_claimed"]),
    ({"on": date(2026, 1, 1)}, ["claim_late"]),
    (LONGER, []),
    (LONGER | {"until": date(2025, 12, 31)}, ["not_longer"]),
    (LONGER | {"until": None}, ["not_longer"]),
    ({"kind": "released"}, []),
    ({"kind": "released", "on": date(2027, 1, 1)}, []),
    ({"released_on": date(2025, 6, 1)}, ["released"]),
    (LONGER | {"released_on": date(2025, 6, 1)}, ["released"]),
]

VARIATION = guarantee.VariationFacts(
    contract="C1",
    amount_fen=400 * WAN,
    approved_on=date(2025, 9, 1),
    price_fen=10_000 * WAN,
    budget_line="建筑工程",
    line_free_fen=400 * WAN,
    before_fen=600 * WAN,
    worked_on=date(2025, 9, 1),
)
VARIATION_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"line_free_fen": 400 * WAN - 1}, ["over_budget_line"]),
    ({"before_fen": 600 * WAN + 1}, ["over_cumulative"]),
    ({"before_fen": 600 * WAN + 1, "has_document": True}, []),
    ({"before_fen": 5_000 * WAN, "amount_fen": -WAN}, []),
    ({"worked_on": date(2025, 8, 31)}, ["after_work"]),
    ({"worked_on": None}, []),
    (
        {"line_free_fen": 0, "before_fen": 700 * WAN, "worked_on": date(2025, 1, 1)},
        ["over_budget_line", "over_cumulative", "after_work"],
    ),
]


@pytest.mark.parametrize(("changes", "codes"), NEW_ROWS)
def test_new(changes: dict[str, Any], codes: list[str]) -> None:
    """Four deposits are lawful, each within its share, and none beside a retention."""
    found = guarantee.check_new(replace(NEW, **changes), NATIONAL)

    assert [f"guarantee.{code}" for code in codes] == [finding.code for finding in found]


def test_a_district_may_exclude_letters_too() -> None:
    """Which forms of a bond exclude a retention is a parameter."""
    assert () == guarantee.check_new(NEW, NATIONAL)
    found = guarantee.check_new(NEW, STRICT)
    assert ["guarantee.with_retention"] == [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "codes"), CHANGE_ROWS)
def test_change(changes: dict[str, Any], codes: list[str]) -> None:
    """A letter is claimed while it is in force and up to what is left of it."""
    found = guarantee.check_change(replace(LETTER, **changes))

    assert [f"guarantee.{code}" for code in codes] == [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "codes"), VARIATION_ROWS)
def test_variation(changes: dict[str, Any], codes: list[str]) -> None:
    """Within the budget line, within a tenth of the price, approved before the work."""
    found = guarantee.check_variation(replace(VARIATION, **changes), NATIONAL)

    assert [f"variation.{code}" for code in codes] == [finding.code for finding in found]


def test_every_rule_has_a_row_and_fills_its_sentences() -> None:
    """A rule without a row is a rule nobody has seen fire."""
    found: list[Finding] = []
    for changes, _ in NEW_ROWS:
        found += guarantee.check_new(replace(NEW, **changes), NATIONAL)
    for changes, _ in CHANGE_ROWS:
        found += guarantee.check_change(replace(LETTER, **changes))
    for total, _ in AGREED_ROWS:
        found += guarantee.check_agreed("押1", total, 80 * WAN)
    for changes, _ in VARIATION_ROWS:
        found += guarantee.check_variation(replace(VARIATION, **changes), NATIONAL)

    assert {row.code for row in guarantee.CONTROLS} == {finding.code for finding in found}
    for finding in found:
        for lang in ("zh", "en"):
            text = catalog.sentence(finding, lang) + catalog.remedy(finding, lang)
            assert "…" not in text
            assert "{" not in text
