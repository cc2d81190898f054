"""Overrides and clearances that one person sealed around the gate are named by verify."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cityledger.actions.draft import Draft
from cityledger.actions.interference import ClearInterference, RecordInterference
from cityledger.actions.overrides import GrantOverride, RequestOverride, RevokeOverride
from cityledger.actions.payments import PayPayment, RejectPayment, ReviewPayment
from cityledger.actions.people import AddUser, ChangeRole
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.ledger.audit import audit
from cityledger.store.engine import Read
from tests.conftest import BOOK, Office
from tests.ledger.test_audit import sealed_around
from tests.stories.world import WAN, World, day

PAYDAY = day("2025-06-12")


def audited(read: Read) -> list[str]:
    return list(audit(read))


ASK = RequestOverride(
    control="payment.wrong_tranche",
    project="P1",
    limit_fen=650 * WAN,
    reason="汛期抢工,专项资金尚未到账,先用区级资金垫付,到账后调整。",
    doc_no="纪要12号",
    expires_on=day("2025-06-30"),
)


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough on its pay day, with an override of 650万 asked for."""
    made = World(office)
    made.upto(3)
    office.skip(162 * 86_400)
    office.by("zhi", ASK)
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


def cells(table: str, **said: str) -> Callable[[Draft], None]:
    """Return a change that writes other cells into the first row of a table."""

    def change(draft: Draft) -> None:
        draft.rows[table][0] |= said

    return change


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"control": "payment.five_parties"}, "payment.five_parties may not be set aside"),
        ({"control": "payment.nobody_knows"}, "payment.nobody_knows may not be set aside"),
        ({"reason": " "}, "no reason was given"),
        ({"doc_no": ""}, "no document was named"),
        (
            {"asked_by": "fu"},
            "L8 override_request of leaf {leaf} of book {book}: zhi signed it as fu",
        ),
    ],
)
def test_a_request_that_the_gate_would_not_take_is_named(
    world: World, said: dict[str, str], expected: str
) -> None:
    office = world.office
    sealed_around(
        office, "zhi", replace(ASK, request_id="a" * 32), cells("override_request", **said)
    )
    ((leaf,),) = office.sql("SELECT max(leaf_idx) FROM override_request")

    (found,) = office.ask(audited)
    assert expected.format(leaf=leaf, book=BOOK) in found


def test_a_grant_without_a_reason_is_named(world: World) -> None:
    office = world.office
    sealed_around(office, "zong", GRANT, cells("override_grant", reason=""))

    (found,) = office.ask(audited)
    assert f"L8 override 1 of book {BOOK}: zong gave no reason" == found


def test_a_grant_in_another_name_is_named(world: World) -> None:
    """Two persons on paper, and one hand: who asked signs the grant as somebody else."""
    office = world.office
    office.two("guan", "fuguan", ChangeRole(user_id="zhi", role="approver", held=True))
    sealed_around(office, "zhi", GRANT, cells("override_grant", actor="zong"))

    (found,) = office.ask(audited)
    assert "zhi signed it as zong" in found


@pytest.mark.parametrize(("days", "named"), [(18, False), (19, True)])
def test_a_grant_after_the_last_day_is_named(world: World, days: int, named: bool) -> None:
    office = world.office
    office.skip(days * 86_400)
    sealed_around(office, "zong", GRANT)

    found = office.ask(audited)
    assert [f"L8 override 1 of book {BOOK}: granted after 2025-06-30"] * named == found


def test_a_second_grant_is_named(world: World) -> None:
    office = world.office
    office.by("zong", GRANT)
    office.by("fu", RevokeOverride(override_id=1, reason="不再需要"))
    sealed_around(office, "zong", replace(GRANT, request_id="a" * 32))

    (found,) = office.ask(audited)
    assert f"L8 override 1 of book {BOOK}: granted after it was decided on" == found


def test_an_override_of_another_contract_is_named(world: World) -> None:
    office = world.office
    world.by("zhi", world.contract("C2", 2000, performance_fen=0, plans=()))
    other = replace(ASK, request_id="a" * 32, contract="C2")
    office.by("zhi", other)
    office.by("zong", replace(GRANT, override_id=2))
    use = world.progress(slices=world.picked("T2", 450), overrides=(2,))
    sealed_around(office, "zhi", use)

    (found,) = office.ask(audited)
    assert "override 2 is of another contract" in found


def test_a_use_of_less_than_is_paid_is_named(world: World) -> None:
    office = world.office
    office.by("zong", GRANT)
    use = world.progress(slices=world.picked("T2", 450), overrides=(1,))
    sealed_around(office, "zhi", use, cells("override_use", amount_fen="1"))

    (found,) = office.ask(audited)
    assert "override 1 counts 1 fen of 650000000" in found


@pytest.mark.parametrize(
    ("on", "late"), [("2025-06-30", []), ("2025-07-01", ["value date 2025-07-01"])]
)
def test_a_request_for_a_day_after_the_last_is_named(
    world: World, on: str, late: list[str]
) -> None:
    office = world.office
    office.by("zong", GRANT)
    use = world.progress(slices=world.picked("T2", 450), overrides=(1,), value_date=day(on))
    sealed_around(office, "zhi", use)

    told = [found.partition("ended 2025-06-30, ")[2] for found in office.ask(audited)]
    assert late == told


@pytest.mark.parametrize(
    ("days", "on", "late"),
    [
        (18, "2025-06-30", []),
        (19, "2025-06-30", ["paid on 2025-07-01"]),
        (18, "2025-07-01", ["value date 2025-07-01"]),
    ],
)
def test_paying_after_the_last_day_is_named(
    world: World, days: int, on: str, late: list[str]
) -> None:
    """Neither a later day, nor an earlier one written on a later day, is within the term."""
    office = world.office
    pen = Pen("san", SoftKey(bytes([99]) * 32), idle=9e9, longest=9e9)
    office.pens["san"] = pen
    third = AddUser(user_id="san", name="第三审批人", public=pen.public.hex(), roles=("approver",))
    office.two("guan", "fuguan", third)
    office.by("san", GRANT)
    office.by("zhi", world.progress(slices=world.picked("T2", 450), overrides=(1,)))
    world.approve("2025-06-12")
    office.skip(days * 86_400)
    pay = PayPayment(payment_request_id=world.newest(), value_date=day(on))
    sealed_around(office, "chu", pay)

    told = [found.partition("ended 2025-06-30, ")[2] for found in office.ask(audited)]
    assert late == told


def test_a_step_after_it_was_taken_back_is_named(world: World) -> None:
    office = world.office
    office.by("zong", GRANT)
    office.by("zhi", world.progress(slices=world.picked("T2", 450), overrides=(1,)))
    office.by("fu", RevokeOverride(override_id=1, reason="不再需要"))
    number = world.newest()
    sealed_around(office, "fu", ReviewPayment(payment_request_id=number, value_date=PAYDAY))

    (found,) = office.ask(audited)
    assert "override 1 was not granted when fu took reviewed" in found


def test_sending_back_needs_no_override(world: World) -> None:
    office = world.office
    office.by("zong", GRANT)
    office.by("zhi", world.progress(slices=world.picked("T2", 450), overrides=(1,)))
    office.by("fu", RevokeOverride(override_id=1, reason="不再需要"))
    back = RejectPayment(payment_request_id=world.newest(), value_date=PAYDAY, reason="改用专项")
    office.by("fu", back)

    assert [] == office.ask(audited)
