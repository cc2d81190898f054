"""Rules on tenders by table: good facts, one change, exactly those findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, pack, tender
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import Finding
from tests.controls.payment_case import WAN

NATIONAL = Parameters(pack.national().parameters)

GOOD = tender.TenderFacts(
    subject="works",
    method="public",
    scope_tag="管网",
    estimate_fen=400 * WAN,
    announced_on=date(2025, 2, 24),
    bids_due_on=date(2025, 3, 16),
)
DIRECT: dict[str, Any] = {"method": "direct", "estimate_fen": 400 * WAN - 1}
TENDER_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"bids_due_on": date(2025, 3, 15)}, ["bid_days"]),
    ({"bids_due_on": date(2025, 3, 15), "method": "negotiated", "has_document": True}, []),
    ({"bids_due_on": date(2025, 3, 15), "method": "invited", "has_document": True}, ["bid_days"]),
    ({"method": "direct"}, ["method"]),
    ({"method": "invited"}, ["method"]),
    ({"method": "direct", "has_document": True}, []),
    (DIRECT, []),
    (DIRECT | {"others_fen": 1}, ["split"]),
    (DIRECT | {"others_fen": 1, "has_document": True}, []),
    (DIRECT | {"others_fen": 1, "method": "public"}, []),
    ({"method": "inquiry", "subject": "goods", "estimate_fen": 200 * WAN - 1}, []),
    ({"method": "inquiry", "subject": "goods", "estimate_fen": 200 * WAN}, ["method"]),
    ({"method": "direct", "subject": "services", "estimate_fen": 100 * WAN - 1}, []),
    ({"method": "direct", "subject": "services", "estimate_fen": 100 * WAN}, ["method"]),
    ({"method": "invited", "bids_due_on": date(2025, 3, 15)}, ["method", "bid_days"]),
]

BID = tender.BidFacts(
    bidder="甲",
    deposit_fen=8 * WAN,
    deposit_account="6222-1",
    agent="张三",
    phone="111",
    manager="王五",
)
BIDS = (
    BID,
    replace(BID, bidder="乙", deposit_account="6222-2", agent="李四", phone="222", manager="赵六"),
    tender.BidFacts(bidder="丙"),
)
OPENING = tender.OpeningFacts(
    method="public",
    estimate_fen=400 * WAN,
    due_on=date(2025, 3, 16),
    bids=BIDS,
    required=("施工单位一级", "contractor 一级"),
)


def second(**changes: object) -> dict[str, Any]:
    changed = replace(BIDS[1], **changes)  # type: ignore[arg-type]
    return {"bids": (BIDS[0], changed, BIDS[2])}


BID_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"bids": BIDS[:2]}, ["few_bidders"]),
    ({"bids": BIDS[:2], "method": "invited"}, ["few_bidders"]),
    ({"bids": BIDS[:1], "method": "direct"}, []),
    (second(deposit_fen=8 * WAN + 1), ["bid_bond"]),
    ({"estimate_fen": 400 * WAN - 50}, ["bid_bond", "bid_bond"]),
    (second(is_qualified=False), ["unqualified"]),
    (second(deposit_account="6222-1"), ["collusion"]),
    (second(agent="张三"), ["collusion"]),
    (second(agent=" 张三 "), ["collusion"]),
    (second(phone="111"), ["collusion"]),
    (second(manager="王五"), ["collusion"]),
    (second(phone="111", agent="张三"), ["collusion", "collusion"]),
    ({"bids": (BIDS[0], BIDS[1], replace(BIDS[2], bidder="丁"), BIDS[2])}, []),
]

AWARD = tender.AwardFacts(
    method="public",
    due_on=date(2025, 3, 16),
    candidates_on=date(2025, 3, 16),
    noticed_on=date(2025, 3, 19),
    bidder="甲",
    place=1,
)
AWARD_ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"candidates_on": date(2025, 3, 15)}, ["award_early"]),
    ({"noticed_on": date(2025, 3, 18)}, ["candidate_days"]),
    ({"noticed_on": date(2025, 3, 18), "method": "direct"}, []),
    ({"place": 2}, ["not_first"]),
    ({"place": 2, "reason": " "}, ["not_first"]),
    ({"place": 2, "reason": "第一名放弃"}, []),
]


@pytest.mark.parametrize(("changes", "codes"), TENDER_ROWS)
def test_tender(changes: dict[str, Any], codes: list[str]) -> None:
    """What must be tendered is tendered publicly, with time to bid, and not in parts."""
    found = tender.check_tender(replace(GOOD, **changes), NATIONAL)

    assert [f"tender.{code}" for code in codes] == [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "codes"), BID_ROWS)
def test_bids(changes: dict[str, Any], codes: list[str]) -> None:
    """Three bidders, qualified, with lawful bonds and nothing in common."""
    found = tender.check_bids(replace(OPENING, **changes), NATIONAL)

    assert [f"tender.{code}" for code in codes] == [finding.code for finding in found]


@pytest.mark.parametrize(("changes", "codes"), AWARD_ROWS)
def test_award(changes: dict[str, Any], codes: list[str]) -> None:
    """The first is awarded, after the candidates were announced."""
    found = tender.check_award(replace(AWARD, **changes), NATIONAL)

    assert [f"tender.{code}" for code in codes] == [finding.code for finding in found]


def test_every_rule_has_a_row_and_fills_its_sentences() -> None:
    """A rule without a row is a rule nobody has seen fire."""
    found: list[Finding] = []
    for changes, _ in TENDER_ROWS:
        found += tender.check_tender(replace(GOOD, **changes), NATIONAL)
    for changes, _ in BID_ROWS:
        found += tender.check_bids(replace(OPENING, **changes), NATIONAL)
    for changes, _ in AWARD_ROWS:
        found += tender.check_award(replace(AWARD, **changes), NATIONAL)

    assert {row.code for row in tender.CONTROLS} == {finding.code for finding in found}
    for finding in found:
        for lang in ("zh", "en"):
            text = catalog.sentence(finding, lang) + catalog.remedy(finding, lang)
            assert "…" not in text
            assert "{" not in text
