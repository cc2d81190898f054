"""Rules on how a contract comes about, by table: good facts, one change, those findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cityledger.controls import catalog, contracting, pack
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import Finding
from tests.controls.payment_case import CONTRACTOR, SUPERVISOR, WAN

NATIONAL = Parameters(pack.national().parameters)

TENDER = contracting.AwardedTender(
    tender_no="标-1",
    winner_id=CONTRACTOR,
    winner="甲建筑公司",
    bid_fen=10_000 * WAN,
    noticed_on=date(2025, 3, 21),
    required=("施工单位一级", "contractor 一级"),
)
GOOD = contracting.AgreementFacts(
    kind="works",
    party_id=CONTRACTOR,
    party="甲建筑公司",
    price_fen=10_000 * WAN,
    signed_on=date(2025, 3, 21),
    tender=TENDER,
    is_sme=True,
    pay_days=60,
    ends_on=date(2026, 6, 30),
    defects_until_on=date(2028, 6, 29),
)
MAIN = contracting.MainContract(contract_no="C1", limit_fen=1_000 * WAN, subs_fen=600 * WAN)


def tender(**changes: object) -> dict[str, Any]:
    return {"tender": replace(TENDER, **changes)}  # type: ignore[arg-type]


def direct(kind: str, fen: int, others: int = 0) -> dict[str, Any]:
    return {"tender": None, "kind": kind, "price_fen": fen, "direct_fen": others}


def invited(fen: int, others: int) -> dict[str, Any]:
    return tender(is_public=False, bid_fen=fen) | {"price_fen": fen, "direct_fen": others}


def sub(fen: int, scope: str = "specialist", **changes: object) -> dict[str, Any]:
    return {
        "tender": None,
        "price_fen": fen,
        "sub_scope": scope,
        "main": replace(MAIN, **changes),  # type: ignore[arg-type]
    }


ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    # Without a tender: the thresholds of each subject, and of its parts together.
    (direct("works", 400 * WAN - 1), []),
    (direct("works", 400 * WAN), ["untendered"]),
    (direct("works", 200 * WAN, 200 * WAN - 1), []),
    (direct("works", 200 * WAN, 200 * WAN), ["split"]),
    (direct("works", 400 * WAN, 200 * WAN), ["untendered"]),
    (direct("equipment", 200 * WAN - 1), []),
    (direct("equipment", 200 * WAN), ["untendered"]),
    (direct("design", 100 * WAN - 1), []),
    (direct("design", 100 * WAN), ["untendered"]),
    (direct("survey", 100 * WAN), ["untendered"]),
    (direct("supervision", 99 * WAN, WAN), ["split"]),
    (direct("service", 10_000 * WAN), []),
    (direct("ppp", 10_000 * WAN), []),
    (direct("deposit", 10_000 * WAN), []),
    # Invited tenders of different scope are parts of one kind all the same.
    (invited(200 * WAN, 200 * WAN - 1), []),
    (invited(200 * WAN, 200 * WAN), ["split"]),
    (invited(400 * WAN, 0), ["split"]),
    (invited(200 * WAN, 200 * WAN) | {"kind": "service"}, ["tender_other"]),
    # On a tender.
    (tender(is_ours=False), ["tender_other"]),
    (tender(subject="goods"), ["tender_other"]),
    (tender(noticed_on=None, winner_id=None, bid_fen=0), ["not_awarded"]),
    (tender(used_by="C0"), ["tender_used"]),
    (tender(winner_id=SUPERVISOR), ["not_winner"]),
    (tender(bid_fen=10_000 * WAN - 1), ["price_differs"]),
    (tender(bid_fen=10_000 * WAN + 1), ["price_differs"]),
    ({"signed_on": date(2025, 4, 20)}, []),
    ({"signed_on": date(2025, 4, 21)}, ["award_window"]),
    ({"signed_on": date(2025, 3, 20)}, ["award_window"]),
    (tender(is_qualified=False), ["unqualified"]),
    (tender(winner_id=SUPERVISOR, bid_fen=1), ["not_winner", "price_differs"]),
    # Terms.
    ({"contractor_funds": True}, ["contractor_funds"]),
    ({"defects_until_on": date(2028, 6, 30)}, ["defects_max"]),
    ({"ends_on": None, "defects_until_on": date(2030, 1, 1)}, []),
    ({"pay_days": 61}, ["sme_pay_days"]),
    ({"pay_days": 61, "is_sme": False}, []),
    ({"pay_days": None}, []),
    # Subcontracts.
    (sub(400 * WAN - 1), []),
    (sub(400 * WAN - 1, "labour"), []),
    (sub(400 * WAN), ["sub_whole"]),
    (sub(100 * WAN, "main_structure"), ["main_structure"]),
    (sub(100 * WAN, is_subcontract=True), ["sub_subcontract"]),
    (
        sub(400 * WAN, "main_structure", is_subcontract=True),
        ["sub_subcontract", "main_structure", "sub_whole"],
    ),
]


@pytest.mark.parametrize(("changes", "codes"), ROWS)
def test_agreement(changes: dict[str, Any], codes: list[str]) -> None:
    """Tendered where it must be, with the winner, at its price, in time; no whole subcontract."""
    found = contracting.check(replace(GOOD, **changes), NATIONAL)

    assert [f"contract.{code}" for code in codes] == [finding.code for finding in found]


def test_every_rule_has_a_row_and_fills_its_sentences() -> None:
    """A rule without a row is a rule nobody has seen fire."""
    found: list[Finding] = []
    for changes, _ in ROWS:
        found += contracting.check(replace(GOOD, **changes), NATIONAL)

    assert {row.code for row in contracting.CONTROLS} == {finding.code for finding in found}
    for finding in found:
        for lang in ("zh", "en"):
            text = catalog.sentence(finding, lang) + catalog.remedy(finding, lang)
            assert "…" not in text
            assert "{" not in text
