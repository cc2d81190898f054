"""Walkthrough case 8 at its real size: 3,000 households, one bounced, nobody paid twice."""

from __future__ import annotations

import pytest

from cityledger.actions import gate
from cityledger.actions.bank import RefundPayment
from cityledger.actions.funding import ReceiveFunds
from cityledger.actions.payments import (
    ApprovePayment,
    PayLine,
    PayPayment,
    RequestPayment,
    ReviewPayment,
)
from cityledger.kernel.errors import Refused
from cityledger.ledger.verify import verify
from tests.conftest import Office
from tests.stories.world import WAN, World, day

EACH = 15 * WAN
PER_ACT = 40


def payout(households: range, on: str = "2025-08-09") -> RequestPayment:
    """Return a request that pays each of these households its agreement."""
    lines = tuple(
        PayLine(contract=f"H{n:04d}", part="compensation", certificate_no=1, amount_fen=EACH)
        for n in households
    )
    return RequestPayment(project="P1", kind="compensation", value_date=day(on), lines=lines)


def furnish(world: World, count: int) -> None:
    """Allot and receive the money, sign every agreement."""
    world.upto(1)
    world.by("zhi", world.allotment("A3", "省级棚改补助", count * 15))
    world.by(
        "chu",
        ReceiveFunds(
            label="T3",
            source="省级棚改补助",
            amount_fen=count * EACH,
            received_on=day("2025-08-05"),
            bank_account="B2",
            allotment="A3",
            uses=("allocable:06",),
            scope=("P1",),
        ),
    )
    pen = world.office.pens["zhi"]
    signed = [(pen, world.agreements(PER_ACT, first)) for first in range(1, count, PER_ACT)]
    _, trials = gate.act_all(world.office.desk, signed)
    assert [] == trials


@pytest.mark.parametrize("count", [80, pytest.param(3000, marks=pytest.mark.slow)])
def test_every_household_is_paid_once_and_one_bounces(office: Office, count: int) -> None:
    world = World(office)
    furnish(world, count)

    for first in range(1, count, PER_ACT):
        world.by("zhi", payout(range(first, first + PER_ACT)))
        if first == 1:
            world.requests["first"] = world.newest()
        world.finish("2025-08-09")
    world.by("chu", world.statement("R1", "15", "2025-08-12", "B2"))
    world.by(
        "chu",
        RefundPayment(
            payment_request_id=world.requests["first"],
            line=7,
            amount_fen=EACH,
            bank_account="B2",
            bank_ref="R1",
        ),
    )

    owed = office.sql(
        "SELECT key, cap_fen - used_fen FROM limits"
        " WHERE kind = 'floor 230204' AND cap_fen <> used_fen"
    )
    household = office.sql("SELECT contract_id FROM contract WHERE contract_no = 'H0007'")[0][0]
    assert [(str(household), EACH)] == owed
    left = office.sql("SELECT cap_fen - used_fen FROM limits WHERE kind = 'money' AND key = '2/3'")
    assert [(EACH,)] == left
    with pytest.raises(Refused) as caught:
        office.by("zhi", payout(range(8, 9)))
    assert "payment.over_certified" in {finding.code for finding in caught.value.findings}
    with pytest.raises(Refused, match="slices_incomplete"):
        office.by("zhi", payout(range(7, 8)))
    world.by("zhi", payout(range(7, 8), "2025-08-20"))
    world.finish("2025-08-20")
    with office.desk.read() as read:
        assert verify(read).sound


def test_a_payout_in_parts_takes_two_approvers(office: Office) -> None:
    """Three households are 45万 and four would be over the limit; two requests of two are four."""
    world, on = World(office), day("2025-08-09")
    furnish(world, 80)
    world.by("zhi", payout(range(1, 4)))
    world.approve("2025-08-09")
    assert "approved" == world.state(world.newest())
    world.by("chu", PayPayment(payment_request_id=world.newest(), value_date=on))

    numbers = []
    for first in (4, 6):
        world.by("zhi", payout(range(first, first + 2)))
        numbers.append(world.newest())
    world.by("fu", ReviewPayment(payment_request_id=numbers[0], value_date=on))
    world.by("shen", ApprovePayment(payment_request_id=numbers[0], value_date=on))
    assert "endorsed" == world.state(numbers[0])
