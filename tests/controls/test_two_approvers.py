"""Two approvers for what goes the same way: the sum counts, to the fen."""

from __future__ import annotations

import pytest

from cityledger.controls import payment
from tests.controls.payment_case import CHAIN, PAID, WAN, line, single
from tests.controls.test_payment import NATIONAL, certificate


@pytest.mark.parametrize(
    ("beside_fen", "approvers", "expected"),
    [(30 * WAN, 1, True), (30 * WAN - 1, 1, False), (30 * WAN, 2, False), (0, 1, False)],
)
def test_what_is_under_way_counts(beside_fen: int, approvers: int, expected: bool) -> None:
    duties = CHAIN if approvers == 2 else (*CHAIN[:3], CHAIN[4])
    facts = single(PAID, line(1, 20 * WAN), duties=duties, beside_fen=beside_fen)
    found = payment.check(certificate(labour_due_fen=0)(facts), NATIONAL)

    assert ["payment.second_approver"] * expected == [finding.code for finding in found]
