"""A kind of payment pays only what it names; an incomplete slice says what could not pay."""

from __future__ import annotations

import pytest

from cityledger.controls import payment
from cityledger.controls.facts import PaymentFacts
from tests.controls.payment_case import (
    ADVANCE,
    BASE,
    CONTRACT,
    GRANTOR,
    HOUSEHOLD,
    RETENTION,
    SERVICE,
    SETTLEMENT,
    put,
)
from tests.controls.test_payment import NATIONAL, Change, codes, contract, drawn, the_line

ROWS: list[tuple[PaymentFacts, Change, str | None]] = [
    # A kind that settles another debt would be asked the rules of the wrong column.
    (SERVICE, the_line(1, account="230201"), None),
    (SERVICE, the_line(1, account="121401"), "kind_other"),
    (SERVICE, the_line(1, account="230203"), "kind_other"),
    (SERVICE, contract(is_measured=True), "kind_other"),
    (BASE, contract(is_measured=True), None),
    (SETTLEMENT, the_line(1, account="230203"), "kind_other"),
    (ADVANCE, the_line(1, account="230201"), "kind_other"),
    (RETENTION, the_line(1, account="230201"), "kind_other"),
    (HOUSEHOLD, the_line(1, account="230205"), "kind_other"),
    (GRANTOR, the_line(1, account="230201"), "kind_other"),
]


@pytest.mark.parametrize(("facts", "change", "code"), ROWS)
def test_the_kind_is_that_of_the_debt(
    facts: PaymentFacts, change: Change, code: str | None
) -> None:
    """Exactly this finding, or none."""
    assert ({code} if code else set()) == set(codes(change(facts)))


def test_an_incomplete_slice_names_the_tranche_on_another_allotment() -> None:
    """Money in hand on an allotment the contract's plan does not take pays nothing of it."""
    short = put(drawn(*BASE.slices[:2])(BASE), contracts=(put(CONTRACT, plan_allotments=("A1",)),))
    planned = put(short, contracts=(put(CONTRACT, plan_allotments=("A1", "A2")),))
    (found,), (silent,) = (payment.check(facts, NATIONAL) for facts in (short, planned))

    assert ";批次T2(A2)的指标不是合同资金计划的指标A1" == dict(found.facts)["other"]
    assert "" == dict(silent.facts)["other"]
