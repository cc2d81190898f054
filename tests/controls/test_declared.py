"""What a rule says it asks for is what it asks for: papers name thresholds by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityledger.controls import contract, pack, payment
from cityledger.controls.case import Case, Rule
from cityledger.controls.facts import KINDS, PaymentFacts
from cityledger.controls.parameters import Parameters
from tests.controls.payment_case import GOOD
from tests.controls.test_acts import TERMS
from tests.controls.test_payment import ROWS

BY_FACTS = {
    "payment.management_fee": {"management_fee.excluded_words"},
    "payment.tranche_lapsed": {"fund.carry_years"},
}
"""What is looked up while the facts of a rule are gathered: papers rest on it just the same."""

EVERY = [*GOOD.values(), *(change(facts) for facts, change, _ in ROWS)]


def asked(rule: Rule, facts: PaymentFacts) -> set[str]:
    """Return the keys a rule looks up about a payment."""
    applies = payment.APPLIES[rule.control.code]
    lines = tuple(line for line in facts.lines if line.kind in applies)
    known = Parameters(pack.national().parameters)
    if lines:
        list(rule.look(Case(facts, known, lines)))
    return {row.key for row in known.relied}


@pytest.mark.parametrize("rule", payment.RULES, ids=lambda rule: rule.control.code)
def test_a_payment_rule_declares_what_it_asks(rule: Rule) -> None:
    every: set[str] = set(BY_FACTS.get(rule.control.code, ()))
    for facts in EVERY:
        every |= asked(rule, facts)

    assert set(rule.control.parameters) == every


def test_the_rules_of_contracts_declare_what_they_ask() -> None:
    known = Parameters(pack.national().parameters)
    for kind in sorted(contract.WORKS_KINDS):
        contract.check(replace(TERMS, kind=kind), known)

    declared = {key for control in contract.CONTROLS for key in control.parameters}
    assert declared == {row.key for row in known.relied}


@pytest.mark.parametrize("kind", KINDS)
def test_the_thresholds_of_a_kind_are_those_of_its_rules(kind: str) -> None:
    keys = set(payment.parameters_of(kind))
    rules = [rule for rule in payment.RULES if kind in payment.APPLIES[rule.control.code]]

    assert keys == {key for rule in rules for key in rule.control.parameters}
    assert "payment.second_approver_fen" in keys
