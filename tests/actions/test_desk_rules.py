"""Rules the desks apply while an act is drawn up, at the real gate: refused, and allowed beside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityledger.actions.command import Command
from cityledger.actions.contracts import RegisterInvoice
from cityledger.actions.interference import ClearInterference, RecordInterference
from cityledger.kernel.errors import Refused
from tests.conftest import Office
from tests.stories.world import WAN, World, day


def codes(world: World, who: str, command: Command) -> list[str]:
    """Return what the gate refuses an act with; [] when it is done."""
    world.tries(who, command)
    if not isinstance(world.last, Refused):
        return []
    return [finding.code for finding in world.last.findings]


def test_an_invoice_is_registered_once(office: Office) -> None:
    world = World(office)
    world.upto(2)
    invoice = RegisterInvoice(
        contract="C1", number="25220000000000000077", amount_fen=WAN, issued_on=day("2025-06-01")
    )

    assert [] == codes(world, "zhi", invoice)
    again = replace(invoice, request_id="again")
    assert ["invoice.duplicate"] == codes(world, "zhi", again)
    other = replace(invoice, request_id="other", number="25220000000000000078")
    assert [] == codes(world, "zhi", other)


@pytest.fixture
def record() -> RecordInterference:
    """A record of interference on the project."""
    return RecordInterference(
        occurred_on=day("2025-06-01"),
        channel="电话",
        area="资金拨付",
        directness="direct",
        content="要求提前拨付工程款",
        project="P1",
    )


def test_a_record_of_interference_is_cleared_by_another_approver_once(
    office: Office, record: RecordInterference
) -> None:
    world = World(office)
    world.upto(0)
    world.by("shen", record)
    clear = ClearInterference(interference_id=1, reason="经集体研究，按规定程序办理")

    assert ["interference.same_person"] == codes(world, "shen", clear)
    assert [] == codes(world, "zong", replace(clear, request_id="second"))
    third = replace(clear, request_id="third")
    assert ["interference.cleared"] == codes(world, "zong", third)


def test_a_statement_line_is_booked_once(office: Office) -> None:
    world = World(office)
    world.upto(1)
    world.by("chu", world.statement("S1", "-1", "2025-06-20"))

    assert [] == codes(world, "fu", world.fact("S1", "银行误扣"))
    # The money has left the books, so the same line finds a use, and no law stands in for the rule.
    assert ["statement.used"] == codes(world, "fu", world.fact("S1", "银行误扣"))


def test_the_bank_may_not_have_taken_more_than_there_was(office: Office) -> None:
    world = World(office)
    world.upto(1)
    # Case 1 received 2,400万 and 3,000万 on this account.
    world.by("chu", world.statement("S1", "-5400.000001", "2025-06-20"))
    world.by("chu", world.statement("S2", "-5400", "2025-06-20"))

    assert ["bank_fact.unexplained"] == codes(world, "fu", world.fact("S1", "银行误扣"))
    assert [] == codes(world, "fu", world.fact("S2", "银行误扣"))


def test_a_refund_is_what_the_bank_says(office: Office) -> None:
    world = World(office)
    world.upto(4)
    world.by("gong", world.claim())
    for wan, ref in (("25.999999", "S1"), ("26.000001", "S2"), ("26", "S3")):
        world.by("chu", world.statement(ref, wan, "2025-07-05"))

    assert ["statement.amount"] == codes(world, "chu", world.refund("S1"))
    assert ["statement.amount"] == codes(world, "chu", world.refund("S2"))
    assert [] == codes(world, "chu", world.refund("S3"))
