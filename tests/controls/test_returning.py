"""Rules on money that goes back, by rule table: one change, exactly that finding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cityledger.controls import returning
from tests.controls.payment_case import WAN

GOOD = returning.ReturnFacts(
    tranche="T1",
    return_to="省财政厅",
    payee="省财政厅",
    payee_id="11220000000000001X",
    amount_fen=5 * WAN,
    free_fen=5 * WAN,
)
ROWS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"return_to": "11220000000000001X"}, []),
    ({"return_to": None}, ["return.no_grantor"]),
    ({"return_to": "市财政局"}, ["return.other_payee"]),
    ({"amount_fen": 5 * WAN + 1}, ["return.over_money"]),
    ({"return_to": None, "free_fen": 0}, ["return.no_grantor", "return.over_money"]),
]


@pytest.mark.parametrize(("changes", "codes"), ROWS)
def test_return(changes: dict[str, Any], codes: list[str]) -> None:
    found = returning.check(replace(GOOD, **changes))

    assert codes == [finding.code for finding in found]


def test_every_rule_has_a_row() -> None:
    shown = {code for _, codes in ROWS for code in codes}

    assert {row.code for row in returning.CONTROLS} == shown
