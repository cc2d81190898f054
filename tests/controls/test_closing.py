"""Rules on the end of a project, by table: good facts, one change, those findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, closing, pack
from cityledger.controls.facts import Actor
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import Finding
from tests.controls.payment_case import WAN

NATIONAL = Parameters(pack.national().parameters)

ACCEPTANCE = closing.AcceptanceFacts(
    what="P1", accepted_on=date(2025, 10, 1), filed_on=date(2025, 10, 16)
)
ACCEPTANCE_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"filed_on": date(2025, 10, 17)}, ["acceptance.filing"]),
    ({"filed_on": date(2025, 9, 30)}, ["acceptance.filing"]),
    ({"filed_on": None}, []),
    ({"before_on": date(2025, 9, 1)}, ["acceptance.repeated"]),
]
DELIVERY = closing.DeliveryFacts(
    project="P1",
    on=date(2025, 10, 1),
    is_accepted=True,
    asked_fen=(("works", 100), ("allocable", 10)),
    left_fen=(("works", 100), ("allocable", 10)),
)
DELIVERY_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"is_accepted": False}, ["delivery.not_accepted"]),
    ({"asked_fen": (("works", 101),)}, ["delivery.over_cost"]),
    ({"asked_fen": (("allocable", 11),)}, ["delivery.over_cost"]),
    ({"asked_fen": (("equipment", 1),)}, ["delivery.over_cost"]),
]
ACCOUNTS = closing.AccountsFacts(
    project="P1",
    stated_on=date(2025, 12, 30),
    usable_on=date(2025, 10, 1),
    cost_fen=9_000 * WAN,
    booked_fen=9_000 * WAN,
    tail_fen=500 * WAN,
    estimate_fen=10_000 * WAN,
)
ACCOUNTS_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"usable_on": None}, ["accounts.not_accepted"]),
    ({"stated_on": date(2025, 12, 31)}, ["accounts.late"]),
    ({"stated_on": date(2026, 2, 28), "extension_days": 60}, []),
    ({"stated_on": date(2026, 3, 1), "extension_days": 60}, ["accounts.late"]),
    ({"extension_days": 61}, ["accounts.extension"]),
    ({"extension_days": 61, "is_large": True}, []),
    ({"extension_days": 180, "is_large": True, "stated_on": date(2026, 6, 28)}, []),
    ({"extension_days": 181, "is_large": True}, ["accounts.extension"]),
    ({"tail_fen": 500 * WAN + 1}, ["accounts.tail_works"]),
    ({"cost_fen": 9_000 * WAN - 1}, ["accounts.cost_differs"]),
    ({"unsettled": ("C1", "C2")}, ["accounts.unsettled"]),
]
APPROVAL = closing.ApprovalFacts(
    project="P1",
    is_submitted=True,
    submitter=Actor("zhi", "制单员"),
    approver=Actor("shen", "审批人"),
)
APPROVAL_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"is_submitted": False}, ["accounts.not_submitted"]),
    ({"submitter": Actor("shen", "审批人")}, ["accounts.same_person"]),
    ({"submitter": Actor("shen2", "审批人")}, []),
]
SURPLUS = closing.SurplusFacts(
    tranche="T1",
    on=date(2026, 12, 31),
    amount_fen=100,
    free_fen=100,
    is_approved=True,
    ends_on=date(2026, 12, 31),
)
SURPLUS_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"amount_fen": 101}, ["surplus.over_money"]),
    ({"is_approved": False}, ["surplus.early"]),
    ({"is_approved": False, "on": date(2027, 1, 1)}, []),
    ({"is_approved": False, "ends_on": None}, ["surplus.early"]),
]


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "expected"), ACCEPTANCE_ROWS)
def test_acceptance(changes: dict[str, Any], expected: list[str]) -> None:
    """A section is accepted once, and filed within fifteen days."""
    assert expected == codes(closing.check_acceptance(replace(ACCEPTANCE, **changes), NATIONAL))


@pytest.mark.parametrize(("changes", "expected"), DELIVERY_ROWS)
def test_delivery(changes: dict[str, Any], expected: list[str]) -> None:
    """Nothing is delivered that was not built, or not accepted."""
    assert expected == codes(closing.check_delivery(replace(DELIVERY, **changes)))


@pytest.mark.parametrize(("changes", "expected"), ACCOUNTS_ROWS)
def test_accounts(changes: dict[str, Any], expected: list[str]) -> None:
    """Final accounts come in time, as the books have them, with little left to build."""
    assert expected == codes(closing.check_accounts(replace(ACCOUNTS, **changes), NATIONAL))


@pytest.mark.parametrize(("changes", "expected"), APPROVAL_ROWS)
def test_approval(changes: dict[str, Any], expected: list[str]) -> None:
    """Nobody approves what he submitted."""
    assert expected == codes(closing.check_approval(replace(APPROVAL, **changes)))


@pytest.mark.parametrize(("changes", "expected"), SURPLUS_ROWS)
def test_surplus(changes: dict[str, Any], expected: list[str]) -> None:
    """A surplus is money in hand, once accounts are approved or the tranche has ended."""
    assert expected == codes(closing.check_surplus(replace(SURPLUS, **changes)))


def test_every_rule_has_a_row_and_fills_its_sentences() -> None:
    """A rule without a row is a rule nobody has seen fire."""
    found: list[Finding] = []
    for changes, _ in ACCEPTANCE_ROWS:
        found += closing.check_acceptance(replace(ACCEPTANCE, **changes), NATIONAL)
    for changes, _ in DELIVERY_ROWS:
        found += closing.check_delivery(replace(DELIVERY, **changes))
    for changes, _ in ACCOUNTS_ROWS:
        found += closing.check_accounts(replace(ACCOUNTS, **changes), NATIONAL)
    for changes, _ in APPROVAL_ROWS:
        found += closing.check_approval(replace(APPROVAL, **changes))
    for changes, _ in SURPLUS_ROWS:
        found += closing.check_surplus(replace(SURPLUS, **changes))

    assert {row.code for row in closing.CONTROLS} == {finding.code for finding in found}
    for finding in found:
        for lang in ("zh", "en"):
            text = catalog.sentence(finding, lang) + catalog.remedy(finding, lang)
            assert "…" not in text
            assert "{" not in text
