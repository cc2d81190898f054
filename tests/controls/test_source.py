"""Rules on sources and on applying for money, by rule table: one change, exactly that finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import pack, programme, source
from cityledger.controls.parameters import Parameters
from cityledger.kernel.sources import GROUPS, KINDS, ROUTES, accounts
from tests.controls.payment_case import WAN

NATIONAL = Parameters(pack.national().parameters)

SOURCE = source.SourceFacts(kind="upper_special", level="province", route="other_level")
SOURCE_ROWS: list[tuple[dict[str, str], list[str]]] = [
    ({}, []),
    ({"route": "own_budget"}, []),
    ({"route": "market"}, ["source.route"]),
    ({"kind": "special_bond"}, []),
    ({"kind": "special_bond", "level": "city"}, ["source.bond_level"]),
    ({"kind": "general_bond", "level": "district"}, ["source.bond_level"]),
    ({"kind": "general_bond", "level": "central"}, ["source.bond_level"]),
    ({"kind": "special_bond", "route": "market"}, ["source.route"]),
    ({"kind": "bank_loan", "level": "market", "route": "market"}, []),
    ({"kind": "bank_loan", "level": "market", "route": "own_budget"}, ["source.route"]),
    ({"kind": "other", "level": "market", "route": "market"}, []),
]


@pytest.mark.parametrize(("changes", "codes"), SOURCE_ROWS)
def test_source(changes: dict[str, str], codes: list[str]) -> None:
    found = source.check_source(replace(SOURCE, **changes))

    assert codes == [finding.code for finding in found]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_lawful_route_and_a_group(kind: str) -> None:
    rule = KINDS[kind]

    assert rule.routes
    assert set(rule.routes) <= set(ROUTES)
    assert rule.group in GROUPS


@pytest.mark.parametrize(
    ("kind", "route", "expected"),
    [
        ("upper_special", "other_level", ("4601", "6601")),
        ("upper_special", "own_budget", ("400101", "6001")),
        ("reward_grant", "own_budget", ("400101", "6001")),
        ("government_fund", "own_budget", ("400102", "6001")),
        ("special_bond", "other_level", ("2502", "6501")),
        ("bank_loan", "market", ("250101", "6501")),
        ("interest_subsidy", "other_level", ("161303", "6001")),
        ("interest_income", "market", ("161303", "6609")),
        ("platform", "market", ("4609", "6609")),
    ],
)
def test_money_enters_the_accounts_of_its_kind(
    kind: str, route: str, expected: tuple[str, str]
) -> None:
    assert expected == accounts(kind, route)


EARMARK = source.EarmarkFacts(
    label="T1",
    kind="upper_special",
    uses=("works",),
    has_scope=True,
    document="财综1号",
    allowed=("works", "allocable:06"),
    forbidden=("allocable:19",),
    source="区级预算",
    received_year=2025,
    scope=(1,),
    parent_scope=(1,),
    expiry_on=date(2025, 12, 31),
    parent_expiry_on=date(2025, 12, 31),
)
EARMARK_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"uses": ("works", "allocable:06")}, []),
    ({"uses": ("works", "allocable:05")}, ["receipt.beyond_document"]),
    ({"uses": ("equipment", "other")}, ["receipt.beyond_document"] * 2),
    ({"uses": ("*",)}, ["receipt.beyond_document"]),
    ({"uses": ("*",), "allowed": ("*",)}, []),
    ({"uses": ("allocable:19",), "allowed": ("allocable",)}, ["receipt.beyond_document"]),
    ({"uses": ("allocable:18",), "allowed": ("allocable",)}, []),
    ({"parent": "T1", "is_interest": True}, []),
    ({"parent": "T1"}, ["receipt.other_parent"]),
    ({"parent": "T1", "is_interest": True, "scope": (1, 2)}, ["receipt.beyond_parent"]),
    ({"parent": "T1", "is_interest": True, "scope": None}, ["receipt.beyond_parent"]),
    ({"parent": "T1", "is_interest": True, "scope": None, "parent_scope": None}, []),
    ({"parent": "T1", "is_interest": True, "expiry_on": date(2025, 12, 31)}, []),
    (
        {"parent": "T1", "is_interest": True, "expiry_on": date(2026, 1, 1)},
        ["receipt.beyond_parent"],
    ),
    ({"parent": "T1", "is_interest": True, "expiry_on": None}, ["receipt.beyond_parent"]),
    ({"expiry_on": None, "scope": (1, 2)}, []),
    ({"fund_year": 2026}, ["receipt.fund_year"]),
    ({"fund_year": 2026, "allotment_year": 2026}, []),
    ({"fund_year": 2027, "allotment_year": 2026}, ["receipt.fund_year"]),
    ({"fund_year": 2024}, []),
    ({"allotment_source": "省级补助"}, ["receipt.other_allotment"]),
    ({"allotment_source": "区级预算"}, []),
    ({"has_scope": False}, []),
    ({"has_scope": False, "kind": "special_bond"}, ["receipt.bond_scope"]),
    ({"kind": "special_bond"}, []),
    ({"kind": "service_purchase", "fund_year": 2025, "allotment_year": 2025}, []),
    (
        {"kind": "service_purchase", "fund_year": 2025, "allotment_year": 2024},
        ["receipt.purchase_budget_year"],
    ),
    ({"kind": "service_purchase", "fund_year": 2025}, ["receipt.purchase_budget_year"]),
    ({"fund_year": 2025, "allotment_year": 2024}, []),
]


@pytest.mark.parametrize(("changes", "codes"), EARMARK_ROWS)
def test_earmarks(changes: dict[str, Any], codes: list[str]) -> None:
    found = source.check_earmarks(replace(EARMARK, **changes))

    assert codes == [finding.code for finding in found]


SENDING_ROWS: list[tuple[tuple[str, str], list[str]]] = [
    (("budget", "general_budget"), []),
    (("grant", "upper_special"), []),
    (("deposit", ""), ["transfer.bound_money"]),
    (("unidentified", ""), ["transfer.bound_money"]),
    (("grant", "reward_grant"), ["transfer.bound_money"]),
    (("grant", "risk_pool"), ["transfer.bound_money"]),
]


@pytest.mark.parametrize(("kinds", "codes"), SENDING_ROWS)
def test_bound_money_stays_in_its_book(kinds: tuple[str, str], codes: list[str]) -> None:
    assert codes == [finding.code for finding in source.check_sending("T1", *kinds)]


OPENS, CLOSES = date(2025, 3, 1), date(2025, 4, 30)
PROGRAMME = programme.ProgrammeFacts(doc_no="吉财建〔2025〕3号", opens_on=OPENS, closes_on=CLOSES)
PROGRAMME_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"closes_on": OPENS}, []),
    ({"closes_on": date(2025, 2, 28)}, ["programme.window"]),
    ({"matching_bp": 1}, ["programme.matching_demanded"]),
    ({"matching_bp": 2_000, "doc_no": "国发〔2025〕1号"}, []),
    ({"matching_bp": 2_000, "doc_no": "国办发〔2025〕1号"}, []),
    ({"matching_bp": 0, "doc_no": "区府〔2025〕1号"}, []),
]


@pytest.mark.parametrize(("changes", "codes"), PROGRAMME_ROWS)
def test_programme(changes: dict[str, Any], codes: list[str]) -> None:
    found = programme.check_programme(replace(PROGRAMME, **changes), NATIONAL)

    assert codes == [finding.code for finding in found]


OTHER = programme.EarlierApplication(
    book_id=3702110001,
    doc_no="区住建〔2025〕1号",
    programme="棚户区",
    cost_item="works",
    state="applied",
)
APPLICATION = programme.ApplicationFacts(
    programme="老旧小区",
    opens_on=OPENS,
    closes_on=CLOSES,
    applied_on=CLOSES,
    cost_item="06",
    item=("土地征用及迁移补偿费", "Land acquisition"),
    others=(OTHER,),
)
APPLICATION_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"applied_on": OPENS}, []),
    ({"applied_on": date(2025, 2, 28)}, ["application.not_open"]),
    ({"applied_on": date(2025, 5, 1)}, ["application.not_open"]),
    ({"cost_item": "works"}, ["application.double"]),
    ({"cost_item": None}, ["application.double"]),
    ({"others": (replace(OTHER, cost_item=None),)}, ["application.double"]),
    ({"others": (replace(OTHER, cost_item="06", state="approved"),)}, ["application.double"]),
    ({"others": (replace(OTHER, cost_item="06", state="received"),)}, ["application.double"]),
    ({"others": (replace(OTHER, cost_item="allocable"),)}, ["application.double"]),
    ({"others": (replace(OTHER, cost_item="05"),)}, []),
    (
        {"cost_item": "allocable", "others": (replace(OTHER, cost_item="05"),)},
        ["application.double"],
    ),
    ({"others": (replace(OTHER, cost_item="06", state="rejected"),)}, []),
    ({"others": (replace(OTHER, cost_item="06", state="withdrawn"),)}, []),
    (
        {"cost_item": "works", "applied_on": date(2025, 5, 1)},
        ["application.not_open", "application.double"],
    ),
]


@pytest.mark.parametrize(("changes", "codes"), APPLICATION_ROWS)
def test_application(changes: dict[str, Any], codes: list[str]) -> None:
    found = programme.check_application(replace(APPLICATION, **changes))

    assert codes == [finding.code for finding in found]


ANSWER = programme.AnswerFacts(
    state="applied",
    wanted="approved",
    answered_on=CLOSES,
    before_on=CLOSES,
    amount_fen=500 * WAN,
    limit_fen=500 * WAN,
)
RECEIVED = {"state": "approved", "wanted": "received"}
ANSWER_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"amount_fen": 500 * WAN + 1}, ["application.over_amount"]),
    ({"answered_on": date(2025, 4, 29)}, ["application.answer_early"]),
    ({"wanted": "rejected", "amount_fen": 0}, []),
    ({"wanted": "received"}, ["application.out_of_turn"]),
    ({"state": "rejected"}, ["application.out_of_turn"]),
    ({"state": "approved", "wanted": "rejected"}, ["application.out_of_turn"]),
    ({"state": "withdrawn", "wanted": "received"}, ["application.out_of_turn"]),
    ({**RECEIVED, "free_fen": 500 * WAN}, []),
    ({**RECEIVED, "free_fen": 500 * WAN - 1}, ["application.not_received"]),
    ({**RECEIVED, "state": "received", "free_fen": 500 * WAN}, []),
    (
        {**RECEIVED, "free_fen": 500 * WAN + 1, "amount_fen": 500 * WAN + 1},
        ["application.over_amount"],
    ),
]


@pytest.mark.parametrize(("changes", "codes"), ANSWER_ROWS)
def test_answer(changes: dict[str, Any], codes: list[str]) -> None:
    found = programme.check_answer(replace(ANSWER, **changes))

    assert codes == [finding.code for finding in found]


def test_every_rule_has_a_row() -> None:
    """A rule that no row can break is no rule."""
    rows = (*SOURCE_ROWS, *EARMARK_ROWS, *PROGRAMME_ROWS, *APPLICATION_ROWS, *ANSWER_ROWS)
    shown = {code for _, codes in (*rows, *SENDING_ROWS) for code in codes}

    assert {row.code for row in (*source.CONTROLS, *programme.CONTROLS)} == shown
