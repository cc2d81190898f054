"""Overrides and clearances that one person sealed around the gate are named by verify."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityledger.actions.interference import ClearInterference, RecordInterference
from cityledger.actions.overrides import GrantOverride, RequestOverride, RevokeOverride
from cityledger.actions.payments import ReviewPayment
from cityledger.actions.people import ChangeRole
from cityledger.ledger.audit import audit
from cityledger.store.engine import Read
from tests.conftest import Office
from tests.ledger.test_audit import sealed_around
from tests.stories.world import WAN, World, day

PAYDAY = day("2025-06-12")


def audited(read: Read) -> list[str]:
    return list(audit(read))


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough on its pay day, with an override of 650万 asked for."""
    made = World(office)
    made.upto(3)
    office.skip(162 * 86_400)
    ask = RequestOverride(
        control="payment.wrong_tranche",
        project="P1",
        limit_fen=650 * WAN,
        reason="汛期抢工,专项资金尚未到账,先用区级资金垫付,到账后调整。",
        doc_no="纪要12号",
        expires_on=day("2025-06-30"),
    )
    office.by("zhi", ask)
    return made


GRANT = GrantOverride(override_id=1, reason="同意")


def test_an_override_that_was_granted_and_used_is_sound(world: World) -> None:
    office = world.office
    office.by("zong", GRANT)
    office.by("zhi", world.progress(slices=world.picked("T2", 450), overrides=(1,)))
    office.by("fu", RevokeOverride(override_id=1, reason="不再需要"))

    assert [] == office.ask(audited)


def test_granting_what_one_asked_for_is_named(world: World) -> None:
    office = world.office
    office.two("guan", "fuguan", ChangeRole(user_id="zhi", role="approver", held=True))
    sealed_around(office, "zhi", GRANT)

    (found,) = office.ask(audited)
    assert found.startswith("L8 override 1")
    assert "zhi granted what they asked for" in found


def test_using_what_nobody_granted_is_named(world: World) -> None:
    office = world.office
    sealed_around(office, "zhi", world.progress(overrides=(1,)))

    (found,) = office.ask(audited)
    assert "override 1 was not granted when it was used" in found


def test_a_granter_who_takes_a_step_is_named(world: World) -> None:
    office = world.office
    office.two("guan", "fuguan", ChangeRole(user_id="zong", role="reviewer", held=True))
    office.by("zong", GRANT)
    office.by("zhi", world.progress(slices=world.picked("T2", 450), overrides=(1,)))
    number = world.newest()
    sealed_around(office, "zong", ReviewPayment(payment_request_id=number, value_date=PAYDAY))

    (found,) = office.ask(audited)
    assert "zong granted override 1 and took reviewed" in found


def test_paying_more_than_was_granted_is_named(world: World) -> None:
    office = world.office
    office.by("zong", GRANT)
    first = world.progress(slices=world.picked("T2", 450), overrides=(1,))
    office.by("zhi", first)
    lines = (world.line("C1", "advance", 1),)
    more = replace(first, request_id="a" * 32, kind="advance", lines=lines, invoices=(), slices=())
    sealed_around(office, "zhi", more)

    (found,) = office.ask(audited)
    assert f"L5 override 1 of book {office.desk.book_id}: 651000000 fen" in found


def test_an_override_of_another_project_is_named(world: World) -> None:
    office = world.office
    office.by("zong", GRANT)
    office.by("zhi", world.project("P2", "二期"))
    sealed_around(office, "zhi", world.progress(project="P2", overrides=(1,)))

    assert ["override 1 is of another project"] == [
        found.partition(": ")[2] for found in office.ask(audited)
    ]


def test_clearing_what_one_recorded_is_named(world: World) -> None:
    office = world.office
    word = RecordInterference(
        occurred_on=PAYDAY,
        channel="phone",
        area="payment",
        directness="direct",
        content="打招呼",
        project="P1",
    )
    office.by("shen", word)
    sealed_around(office, "shen", ClearInterference(interference_id=1, reason="查明"))

    (found,) = office.ask(audited)
    assert "shen cleared what they recorded" in found
