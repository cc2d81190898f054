"""The kind of a payment fits its contract: whoever chooses the kind chooses the rules."""

from __future__ import annotations

import pytest

from cityledger.controls import pack, payment
from cityledger.controls.facts import PaymentFacts
from cityledger.controls.parameters import Parameters
from tests.controls.payment_case import BASE, HOUSEHOLD, SERVICE, put

NATIONAL = Parameters(pack.national().parameters)


@pytest.mark.parametrize(
    ("facts", "kind", "fits"),
    [
        (BASE, "works", True),
        (BASE, "equipment", True),
        (BASE, "compensation", False),
        (HOUSEHOLD, "compensation", True),
        (HOUSEHOLD, "service", False),
        (HOUSEHOLD, "works", False),
        (SERVICE, "design", True),
        (SERVICE, "works", False),
    ],
)
def test_a_contract_is_paid_by_its_own_kind(facts: PaymentFacts, kind: str, fits: bool) -> None:
    changed = put(facts, contracts=(put(facts.contracts[0], kind=kind),))

    found = {finding.code for finding in payment.check(changed, NATIONAL)}
    assert found == (set() if fits else {"payment.kind_misfit"})
