"""The one door: preview without a trace, decisions under the lock, all or nothing, once only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from cityledger.actions import gate
from cityledger.actions.command import Command, digest
from cityledger.actions.desk import Desk
from cityledger.actions.funding import Share
from cityledger.actions.payments import PayPayment, ReviewPayment
from cityledger.actions.people import AddUser, ChangeRole
from cityledger.actions.projects import RegisterProject
from cityledger.actions.proposals import Propose
from cityledger.actions.registry import RegisterParty
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.kernel.errors import BadInput, Refused, RequestReused, Stale
from cityledger.kernel.ids import uscc
from cityledger.ledger.receipt import Receipt
from cityledger.ledger.verify import verify
from tests.conftest import DIVISION, Office
from tests.stories.world import WAN, World, day


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough after its certificate."""
    made = World(office)
    made.upto(3)
    return made


def leaves(office: Office) -> int:
    """Count the leaves of all logs."""
    return int(office.sql("SELECT count(*) FROM leaf")[0][0])


def test_a_preview_says_what_the_gate_would_say_and_leaves_nothing(world: World) -> None:
    before = leaves(world.office)

    draft = gate.preview(world.office.desk, world.progress(450 * WAN + 1), "zhi")

    assert "payment.over_certified" in {finding.code for finding in draft.findings}
    assert before == leaves(world.office)


def test_a_preview_shows_the_slices_in_the_order_of_the_project(world: World) -> None:
    draft = gate.preview(world.office.desk, world.progress(), "zhi")

    slices = [(row["tranche_id"], row["amount_fen"]) for row in draft.rows["funding_slice"]]
    assert [("1", "200000000"), ("1", "200000000"), ("2", "250000000")] == slices


def test_the_same_request_gives_the_first_receipt(world: World) -> None:
    command = world.progress()
    first = world.office.by("zhi", command)

    again = world.office.by("zhi", command)

    assert (first.index, True, False) == (again.index, first.is_new, again.is_new)


def test_a_request_id_serves_one_command(world: World) -> None:
    command = world.progress()
    world.office.by("zhi", command)

    with pytest.raises(RequestReused):
        world.office.by("zhi", replace(command, summary="另一个摘要"))


def test_rows_that_the_book_would_no_longer_write_are_not_sealed(world: World) -> None:
    office = world.office
    signed = gate.sign(office.desk, office.pens["zhi"], world.project("P2", "二期"))
    office.by("zhi", world.project("P3", "三期"))
    before = leaves(office)

    with pytest.raises(Stale):
        gate.submit(office.desk, signed)
    assert before == leaves(office)


def test_another_command_than_the_signed_one_is_not_sealed(world: World) -> None:
    office = world.office
    signed = gate.sign(office.desk, office.pens["zhi"], world.project("P2", "二期"))
    swapped = gate.Signed(replace(signed.command, request_id="x"), signed.event)
    renamed = gate.Signed(world.project("P2", "换了名字"), signed.event)

    assert digest(swapped.command) == digest(signed.command)
    with pytest.raises(Stale):
        gate.submit(office.desk, renamed)


def test_twenty_payments_of_the_same_request_pay_once(world: World) -> None:
    office = world.office
    world.by("zhi", world.progress())
    world.approve("2025-06-12")
    number = world.newest()

    def pay(_: int) -> Receipt | Refused:
        try:
            command = PayPayment(payment_request_id=number, value_date=day("2025-06-12"))
            return gate.act(office.desk, office.pens["chu"], command)
        except (Refused, Stale) as refused:
            return refused  # type: ignore[return-value]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(pay, range(20)))

    assert 1 == sum(isinstance(result, Receipt) for result in results)
    assert [(1,)] == office.sql(f"SELECT count(*) FROM voucher WHERE payment_request_id = {number}")
    with office.desk.read() as read:
        assert verify(read).sound


def test_many_acts_are_done_all_together_or_not_at_all(world: World) -> None:
    office = world.office
    pen = office.pens["zhi"]
    before = leaves(office)
    items: list[tuple[object, Command]] = [
        (pen, world.project("P2", "二期")),
        (pen, RegisterParty(party_id="123", name="代码不对的单位")),
        (pen, world.progress(450 * WAN + 1)),
        (office.pens["chu"], world.project("P4", "出纳不能立项")),
    ]

    receipts, trials = gate.act_all(office.desk, items)  # type: ignore[arg-type]

    assert [] == receipts
    assert [1, 2, 3] == [trial.place for trial in trials]
    assert ("party.uscc_invalid",) == tuple(f.code for f in trials[0].findings)
    assert "payment.over_certified" in {finding.code for finding in trials[1].findings}
    assert ("duty.role",) == tuple(finding.code for finding in trials[2].findings)
    assert before == leaves(office)


def test_many_acts_that_are_all_right_are_sealed_in_order(world: World) -> None:
    office = world.office
    pen = office.pens["zhi"]
    projects = [world.project(f"Q{n}", f"{n}期") for n in range(3)]

    receipts, trials = gate.act_all(office.desk, [(pen, project) for project in projects])

    assert [] == trials
    first = receipts[0].index
    assert [first, first + 1, first + 2] == [receipt.index for receipt in receipts]


def test_characters_that_hide_text_are_named_with_their_place(world: World) -> None:
    bad = RegisterProject(code="P\u202e9", name="名\u200b称", kind="road")

    with pytest.raises(BadInput) as caught:
        gate.preview(world.office.desk, bad, "zhi")
    assert ["code", "name"] == [problem.place for problem in caught.value.problems]


def test_unknown_nouns_are_bad_input_and_not_sealed(world: World) -> None:
    before = leaves(world.office)
    command = ReviewPayment(payment_request_id=99, value_date=day("2025-06-12"))

    with pytest.raises(BadInput, match="payment request"):
        world.office.by("fu", command)
    assert before == leaves(world.office)


def test_the_administrator_gets_no_money_role(world: World) -> None:
    change = ChangeRole(user_id="guan", role="cashier", held=True)
    with pytest.raises(Refused) as caught:
        world.office.by("guan", Propose(change=change))
    assert ["duty.admin"] == [finding.code for finding in caught.value.findings]


def test_a_new_person_acts_only_after_being_given_a_role(world: World) -> None:
    office = world.office
    pen = Pen("xin", SoftKey(b"\x55" * 32), idle=9e9)
    person = AddUser(user_id="xin", name="新来的", public=pen.public.hex(), roles=())
    office.two("guan", "fuguan", person)
    command = RegisterParty(party_id=uscc(DIVISION, 77), name="某单位")

    with pytest.raises(Refused) as caught:
        gate.act(office.desk, pen, command)
    assert ["duty.role"] == [finding.code for finding in caught.value.findings]

    office.two("fuguan", "guan", ChangeRole(user_id="xin", role="maker", held=True))
    assert gate.act(office.desk, pen, replace(command, request_id="again")).is_new


def test_a_project_without_a_share_draws_nothing_from_a_divided_tranche(world: World) -> None:
    office = world.office
    office.by("zhi", world.project("P2", "二期"))
    office.by("zhi", world.allotment("A9", "区级预算", 900))
    share = Share(project="P2", cap_fen=900 * WAN)
    grant = replace(world.grant2(), label="T9", amount_fen=900 * WAN, allotment="A9")
    office.by("chu", replace(grant, shares=(share,)))

    command = world.progress(slices=world.picked("T9", 450))
    codes = {f.code for f in gate.preview(office.desk, command, "zhi").findings}

    assert "payment.over_share" in codes


def test_in_a_crowd_the_last_try_is_drawn_up_under_the_lock(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = world.office
    first = gate.sign
    tries: list[str] = []

    def overtaken(desk: Desk, pen: Pen, command: Command) -> gate.Signed:
        """Let somebody else book between the drawing up and the lock, every time."""
        signed = first(desk, pen, command)
        tries.append(command.act)
        if len(tries) < 9:
            gate.act_all(desk, [(pen, world.project(f"X{len(tries)}", "又一期"))])
        return signed

    monkeypatch.setattr(gate, "sign", overtaken)
    receipt = office.by("zhi", world.project("P2", "二期"))

    # Twice somebody was quicker; then nobody could be.
    assert receipt.is_new
    assert gate.TRIES - 1 == len(tries)
    assert [("P2",)] == office.sql("SELECT code FROM project WHERE code = 'P2'")
