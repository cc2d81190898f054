"""Funding through the gate: what is inherited, what is refused whole, what two books may not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cityledger.actions import gate
from cityledger.actions.assets import FormPackage, Pledge, RegisterAsset
from cityledger.actions.attachments import AttachEvidence
from cityledger.actions.command import Command
from cityledger.actions.debts import AccrueInterest
from cityledger.actions.funding import RegisterSource
from cityledger.actions.instruments import FoundPool, PromiseReward
from cityledger.actions.payments import RejectPayment
from cityledger.actions.periods import OpenPeriod
from cityledger.actions.programmes import AnswerApplication, ApplyForFunds
from cityledger.kernel.errors import BadInput, Refused
from cityledger.ledger.verify import verify
from tests.conftest import Office
from tests.stories import funding_steps as steps
from tests.stories.world import WAN, World, day
from tests.views.conftest import second_book


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough with its money."""
    made = World(office)
    made.upto(1)
    return made


def codes(world: World, who: str, command: Command) -> list[str]:
    """Return what a command is refused for; nothing when it is accepted."""
    world.tries(who, command)
    return [f.code for f in world.last.findings] if isinstance(world.last, Refused) else []


def test_a_receipt_takes_uses_and_bans_from_its_programme(world: World) -> None:
    programme = steps.programme(world, "城镇安居工程", "2025-03-01", "2025-06-30")
    world.by("zhi", replace(programme, uses=("works", "allocable:06"), forbids=("allocable:19",)))
    steps.source(world, "省级安居补助", "upper_special", "province", "other_level")
    money = steps.receive(
        "省级安居补助",
        "S1",
        100 * WAN,
        "2025-03-22",
        programme="城镇安居工程",
        scope=("P1",),
        matching_bp=2_000,
        forbids=("equipment",),
    )

    world.by("chu", money)

    row = world.office.sql(
        "SELECT uses, forbids, programme, matching_bp FROM tranche WHERE label = 'S1'"
    )
    assert [("works,allocable:06", "allocable:19,equipment", "城镇安居工程", 2_000)] == row
    wider = replace(money, request_id="a" * 32, label="S2", uses=("equipment",))
    assert ["receipt.beyond_document"] == codes(world, "chu", wider)


def test_bans_that_no_payment_could_name_are_no_input(world: World) -> None:
    money = steps.receive("区级预算", "S1", WAN, "2025-03-22", forbids=("设备", "allocable:48"))

    with pytest.raises(BadInput) as bad:
        gate.preview(world.office.desk, money, "chu")

    assert ["设备", "allocable:48"] == [problem.value for problem in bad.value.problems]


@pytest.mark.parametrize(
    ("kind", "level", "route", "expected"),
    [
        ("general_bond", "province", "other_level", []),
        ("general_bond", "city", "other_level", ["source.bond_level"]),
        ("bank_loan", "market", "own_budget", ["source.route"]),
        ("platform", "market", "market", []),
        ("risk_pool", "district", "own_budget", []),
        ("other", "market", "market", []),
    ],
)
def test_sources_come_by_lawful_routes(
    world: World, kind: str, level: str, route: str, expected: list[str]
) -> None:
    command = RegisterSource(name="新来源", kind=kind, level=level, route=route)

    assert expected == codes(world, "zhi", command)


def test_service_purchase_needs_a_budget_of_its_year(world: World) -> None:
    steps.source(world, "购买服务", "service_purchase", "district", "own_budget")
    world.by("zhi", world.allotment("AP", "购买服务", 100))
    money = steps.receive("购买服务", "W1", 50 * WAN, "2025-03-22", scope=("P1",))

    assert ["receipt.purchase_budget_year"] == codes(world, "chu", money)
    assert [] == codes(world, "chu", replace(money, request_id="b" * 32, allotment="AP"))


def test_an_application_names_every_problem_at_once(world: World) -> None:
    world.by("zhi", steps.programme(world, "专项", "2025-03-01", "2025-06-30"))
    command = ApplyForFunds(
        project="P1",
        programme="专项",
        amount_fen=0,
        applied_on=day("2025-03-02"),
        doc_no="报1",
        cost_item="99",
    )

    with pytest.raises(BadInput) as bad:
        gate.preview(world.office.desk, command, "zhi")

    assert ["0", "99"] == [problem.value for problem in bad.value.problems]
    with pytest.raises(BadInput, match="no such project"):
        gate.preview(world.office.desk, replace(command, project="P9"), "zhi")
    answer = AnswerApplication(
        application_id=1, state="approved", answered_on=day("2025-03-02"), doc_no="批1"
    )
    with pytest.raises(BadInput, match="a known application"):
        gate.preview(world.office.desk, answer, "zhi")


def test_a_programme_is_registered_once(world: World) -> None:
    programme = steps.programme(world, "专项", "2025-03-01", "2025-06-30")
    world.by("zhi", programme)

    with pytest.raises(BadInput, match="registered already"):
        gate.preview(world.office.desk, replace(programme, request_id="c" * 32), "zhi")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"kind": "shadow"}, "debt kind"),
        ({"debtor_kind": "person"}, "debtor kind"),
        ({"principal_fen": 0}, "principal"),
        ({"rate_ppm": 1_000_000}, "rate"),
        ({"rate_ppm": -1}, "rate"),
    ],
)
def test_a_debt_of_unknown_shape_is_no_input(
    world: World, change: dict[str, object], place: str
) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    command = replace(steps.bond(), **change)  # type: ignore[arg-type]

    with pytest.raises(BadInput) as bad:
        gate.preview(world.office.desk, command, "zhi")

    assert [place] == [problem.place for problem in bad.value.problems]


def test_interest_after_delivery_is_an_expense_and_no_cost(world: World) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.by("zhi", steps.bond())
    steps.agreement(world, "专债2025-1", 570)

    world.by(
        "zhi", AccrueInterest(debt_no="专债2025-1", until_on=day("2025-09-08"), is_delivered=True)
    )

    assert 0 == steps.allocable_fen(world, "37")
    assert 284_219_178 == steps.balance_fen(world, "5901")
    assert -284_219_178 == steps.balance_fen(world, "2304")


def test_interest_runs_on_from_where_it_was_accrued(world: World) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.by("zhi", steps.bond())
    steps.agreement(world, "专债2025-1", 570)
    for on in ("2025-06-10", "2025-09-08"):
        world.by("zhi", AccrueInterest(debt_no="专债2025-1", until_on=day(on)))

    # 92 and 90 days of 2亿 at 2.85 %, each rounded down to a fen.
    assert -(143_671_232 + 140_547_945) == steps.balance_fen(world, "2304")
    with world.office.desk.read() as read:
        assert () == verify(read).problems


def test_a_reward_and_a_pool_stand_on_the_right_money(world: World) -> None:
    promise = PromiseReward(
        project="P1", tranche="T1", amount_fen=WAN, condition="完工", doc_no="奖1"
    )
    pool = FoundPool(
        name="池",
        project="P1",
        tranche="T2",
        bank="工行",
        share_ppm=400_000,
        cap_fen=3_000 * WAN + 1,
        loan_cap_fen=WAN,
    )

    assert ["reward.other_tranche"] == codes(world, "zhi", promise)
    assert ["pool.cap_over_money"] == codes(world, "zhi", pool)
    again = replace(pool, request_id="d" * 32, cap_fen=3_000 * WAN)
    assert [] == codes(world, "zhi", again)
    more = replace(pool, request_id="e" * 32, name="又一池", cap_fen=1)
    assert ["pool.cap_over_money"] == codes(world, "zhi", more)


def test_an_attachment_is_its_content(world: World) -> None:
    steps.attach(world)

    with pytest.raises(BadInput, match="attached already"):
        steps.attach(world)
    with pytest.raises(BadInput) as bad:
        gate.preview(
            world.office.desk, AttachEvidence(sha256="A" * 64, size=0, name="报告.pdf"), "zhi"
        )
    assert ["sha256", "size"] == [problem.place for problem in bad.value.problems]


def pledged(office: Office, right_no: str) -> World:
    """Register a loan and a parking lot in a book, and return its world."""
    world = World(office)
    steps.source(world, "商业银行贷款", "bank_loan", "market", "market")
    world.by("zhi", replace(steps.loan("platform"), debtor_id=None))
    world.by(
        "zhi",
        RegisterAsset(
            right_no=right_no,
            name="停车场",
            kind="facility",
            owner="示范区城投公司",
            value_fen=800 * WAN,
            valued_on=day("2025-03-01"),
        ),
    )
    return world


def package(right_no: str) -> FormPackage:
    """Bundle one asset."""
    return FormPackage(
        name="停车场包",
        debt_no="贷2025-1",
        packed_on=date(2025, 6, 1),
        pledges=(Pledge(right_no=right_no, pledged_fen=800 * WAN),),
    )


def test_one_thing_is_pledged_once_in_all_books(world: World) -> None:
    other = second_book(world.office)
    for period in range(202503, 202507):
        other.by("fu", OpenPeriod(period=period))
    other.by("zhi", world.project("P1", "另一部门的项目"))
    first, second = pledged(world.office, "不动产1"), pledged(other, "不动产1")
    assert [] == codes(first, "zhi", package("不动产1"))

    assert ["package.double_pledge"] == codes(second, "zhi", package("不动产1"))
    assert isinstance(second.last, Refused)
    assert ("book", str(world.office.desk.book_id)) in second.last.findings[0].facts


def test_another_thing_may_be_pledged_in_another_book(world: World) -> None:
    other = second_book(world.office)
    for period in range(202503, 202507):
        other.by("fu", OpenPeriod(period=period))
    other.by("zhi", world.project("P1", "另一部门的项目"))
    first, second = pledged(world.office, "不动产1"), pledged(other, "不动产2")

    assert [] == codes(first, "zhi", package("不动产1"))
    assert [] == codes(second, "zhi", package("不动产2"))


def test_one_project_is_applied_for_once_in_all_books(world: World) -> None:
    other = second_book(world.office)
    other.by("zhi", world.project("P1", "同一项目在另一部门"))
    other.by("zhi", world.project("P2", "另一项目"))
    second = World(other)
    for one in (world, second):
        one.by("zhi", steps.programme(one, "专项", "2025-03-01", "2025-06-30"))
    command = ApplyForFunds(
        project="P1",
        programme="专项",
        amount_fen=WAN,
        applied_on=day("2025-03-02"),
        doc_no="报1",
        cost_item="works",
    )
    assert [] == codes(world, "zhi", command)

    assert ["application.double"] == codes(second, "zhi", replace(command, request_id="1" * 32))
    assert [] == codes(second, "zhi", replace(command, request_id="2" * 32, project="P2"))
    assert [] == codes(second, "zhi", replace(command, request_id="3" * 32, cost_item="06"))


@pytest.mark.parametrize(
    ("item", "expected"), [("05", []), ("19", ["payment.use_not_allowed"])], ids=["work", "office"]
)
def test_bond_money_pays_no_recurrent_spending(
    world: World, item: str, expected: list[str]
) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.by("zhi", steps.bond())
    money = steps.receive("棚改专项债券", "T5", 100 * WAN, "2025-03-21", scope=("P1",))
    world.by("chu", money)
    steps.service(world, "F1", 10, "2025-06-02", budget_line="K2", cost_item=item)

    assert expected == codes(world, "zhi", steps.pay_service("F1", "T5", 10, "2025-06-12"))


def test_money_goes_back_from_the_tranche_that_owes_it(world: World) -> None:
    steps.grantor(world)
    steps.source(world, "省级老旧小区补助", "upper_special", "province", "other_level")
    for label in ("S1", "S2"):
        money = steps.receive(
            "省级老旧小区补助",
            label,
            100 * WAN,
            "2025-03-22",
            scope=("P1",),
            return_to="省财政厅",
            programme=label,
        )
        world.by("chu", money)
    world.by("zhi", steps.declare("S2", 60 * WAN, "2025-06-12", "省财政厅"))
    good = steps.give_back("S2", 60 * WAN, "2025-06-13")
    from_s1 = (replace(good.slices[0], tranche="S1"),)

    assert ["payment.not_grantor"] == codes(world, "zhi", replace(good, slices=from_s1))
    assert [] == codes(world, "zhi", replace(good, request_id="4" * 32, slices=()))
    world.finish("2025-06-13")
    assert 0 == steps.balance_fen(world, "210302")
    with world.office.desk.read() as read:
        assert () == verify(read).problems


def test_a_return_that_is_sent_back_frees_the_money(world: World) -> None:
    steps.grantor(world)
    steps.source(world, "省级老旧小区补助", "upper_special", "province", "other_level")
    world.by("zhi", world.allotment("AS", "省级老旧小区补助", 100))
    money = steps.receive(
        "省级老旧小区补助",
        "S1",
        100 * WAN,
        "2025-03-22",
        allotment="AS",
        scope=("P1",),
        return_to="省财政厅",
    )
    world.by("chu", money)
    world.by("zhi", steps.declare("S1", 100 * WAN, "2025-06-12", "省财政厅"))
    request = steps.give_back("S1", 100 * WAN, "2025-06-13")
    world.by("zhi", request)
    world.approve("2025-06-13")
    world.by(
        "shen",
        RejectPayment(
            payment_request_id=world.newest(), value_date=day("2025-06-13"), reason="账号有误"
        ),
    )

    world.by("zhi", replace(request, request_id="5" * 32))
    world.finish("2025-06-13")

    memo = world.office.sql(
        "SELECT account, sum(debit_fen - credit_fen) FROM posting WHERE allotment_id ="
        " (SELECT allotment_id FROM allotment WHERE allotment_no = 'AS') GROUP BY account"
    )
    assert [("9101", 0), ("9102", 0)] == memo


def test_interest_stays_within_the_loan_agreement(world: World) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.by("zhi", steps.bond())
    steps.agreement(world, "专债2025-1", 284)
    accrual = AccrueInterest(debt_no="专债2025-1", until_on=day("2025-09-08"))

    assert ["debt.over_agreement"] == codes(world, "zhi", accrual)
    # One day less is 282.657… 万, within the 284万 of the agreement.
    less = replace(accrual, request_id="6" * 32, until_on=day("2025-09-07"))
    assert [] == codes(world, "zhi", less)
