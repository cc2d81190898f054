"""Two people of one name are two, and one person of two names is one: rules compare who it is."""

from __future__ import annotations

import pytest

from cityledger.controls import pack, payment
from cityledger.controls.facts import InterferenceFacts, PaymentFacts
from cityledger.controls.parameters import Parameters
from tests.controls.payment_case import CHAIN, PAID, actor, put

NATIONAL = Parameters(pack.national().parameters)


def acting(place: int, name: str, user_id: str) -> PaymentFacts:
    """The payment with somebody else in one place of its chain."""
    chain = list(CHAIN)
    chain[place] = put(chain[place], person=actor(name, user_id))
    return put(PAID, duties=tuple(chain))


def cleared_by(name: str, user_id: str) -> PaymentFacts:
    """The payment that an approver of it, or a namesake, let go on."""
    clearer = actor(name, user_id)
    record = InterferenceFacts(no="9", is_cleared=True, cleared_by=clearer, held_this=True)
    return put(PAID, interference=(record,))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (acting(4, "赵经办", "zhao2"), []),
        (acting(4, "赵主任", "赵经办"), ["payment.duty_shared"]),
        (acting(3, "孙审批", "sun2"), []),
        (acting(3, "孙主任", "孙审批"), ["payment.duty_shared", "payment.second_approver"]),
        (cleared_by("李审批", "李审批"), ["payment.clearer_approves"]),
        (cleared_by("李审批", "li2"), []),
        (cleared_by("李主任", "李审批"), ["payment.clearer_approves"]),
    ],
)
def test_who_it_is_counts(facts: PaymentFacts, expected: list[str]) -> None:
    assert expected == [finding.code for finding in payment.check(facts, NATIONAL)]
