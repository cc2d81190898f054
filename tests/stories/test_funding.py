"""Funding in Chinese: sources, applications, debts, levers, pledges, each at its boundary."""

from __future__ import annotations

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.bank import RefundPayment
from cityledger.actions.debts import AccrueInterest
from cityledger.actions.instruments import (
    AcceptReward,
    PromiseReward,
)
from cityledger.actions.programmes import AnswerApplication, ApplyForFunds, RegisterProgramme
from cityledger.views.debts import debts
from cityledger.views.pipeline import applications
from tests.stories import funding_steps as steps
from tests.stories.world import WAN, World, day

scenarios("funding.feature")

BOND, LOAN = "专债2025-1", "贷2025-1"


# ------------------------------------------------------------------------------ applications


@given(parsers.parse("专项“{name}”于{opens}至{closes}受理申报"))
def _window(world: World, name: str, opens: str, closes: str) -> None:
    world.upto(0)
    world.by("zhi", steps.programme(world, name, opens, closes))


@given(parsers.parse("于{on}为{project}的{item}申报{wan:d}万"))
@when(parsers.parse("于{on}为{project}的{item}申报{wan:d}万"))
def _apply(world: World, on: str, project: str, item: str, wan: int) -> None:
    _apply_to(world, on, "老旧小区改造", project, item, wan)


@when(parsers.parse("于{on}向“{name}”为{project}的{item}申报{wan:d}万"))
def _apply_to(world: World, on: str, name: str, project: str, item: str, wan: int) -> None:
    command = ApplyForFunds(
        project=project,
        programme=name,
        amount_fen=wan * WAN,
        applied_on=day(on),
        doc_no=f"区住建报{on}",
        cost_item=item,
    )
    world.tries("zhi", command)


@given(parsers.parse("第{number:d}号申报于{on}答复为{state} {wan:d}万"))
@when(parsers.parse("第{number:d}号申报于{on}答复为{state} {wan:d}万"))
def _answer(world: World, number: int, on: str, state: str, wan: int) -> None:
    command = AnswerApplication(
        application_id=number,
        state=state,
        answered_on=day(on),
        doc_no=f"省建批{on}",
        amount_fen=wan * WAN,
    )
    world.tries("zhi", command)


@then(
    parsers.parse(
        "申报台账第{number:d}号为 {state} 申报{asked:d}万 批准{given_:d}万 到账{came:d}万"
    )
)
def _pipeline(world: World, number: int, state: str, asked: int, given_: int, came: int) -> None:
    row = world.office.ask(applications, world.office.desk.book_id)[number - 1]

    assert (state, asked * WAN, given_ * WAN, came * WAN) == (
        row.state,
        row.applied_fen,
        row.approved_fen,
        row.received_fen,
    )


@when(parsers.parse("登记要求配套20%的专项,文号为{doc_no}"))
def _matching(world: World, doc_no: str) -> None:
    world.upto(0)
    command = RegisterProgramme(
        programme=doc_no,
        name="配套专项",
        authority="省财政厅",
        doc_no=doc_no,
        opens_on=day("2025-03-01"),
        closes_on=day("2025-04-30"),
        matching_bp=2_000,
    )
    world.tries("zhi", command)


# ---------------------------------------------------------------------------------- receipts


@given(parsers.parse("专项资金{wan:d}万于{on}到账,批次为{label},不得用于{use}"))
def _special(world: World, wan: int, on: str, label: str, use: str) -> None:
    world.upto(0)
    steps.source(world, "省级老旧小区补助", "upper_special", "province", "other_level")
    named = world.office.sql("SELECT programme FROM programme")
    command = steps.receive(
        "省级老旧小区补助",
        label,
        wan * WAN,
        on,
        scope=("P1",),
        forbids=(use,),
        programme=named[0][0] if named else None,
    )
    world.by("chu", command)


@when(parsers.parse("专项资金{wan:d}万写本金批次{parent}于{on}到账"))
def _special_with_parent(world: World, wan: int, parent: str, on: str) -> None:
    steps.source(world, "省级老旧小区补助", "upper_special", "province", "other_level")
    terms = {"scope": ("P1",), "parent": parent}
    world.tries("chu", steps.receive("省级老旧小区补助", "S9", wan * WAN, on, **terms))


@when(parsers.parse("专项资金{wan:d}万登记为{year:d}年资金于{on}到账"))
def _special_of_year(world: World, wan: int, year: int, on: str) -> None:
    steps.source(world, "省级老旧小区补助", "upper_special", "province", "other_level")
    terms = {"scope": ("P1",), "fund_year": year}
    world.tries("chu", steps.receive("省级老旧小区补助", "S9", wan * WAN, on, **terms))


@given(parsers.parse("以奖代补资金{wan:d}万于{on}到账,批次为{label}"))
def _reward(world: World, wan: int, on: str, label: str) -> None:
    steps.source(world, "清洁取暖以奖代补", "reward_grant", "province", "other_level")
    world.by("chu", steps.receive("清洁取暖以奖代补", label, wan * WAN, on, scope=("P1",)))


@given(parsers.parse("{label}须以“{condition}”的成果为条件"))
def _promise(world: World, label: str, condition: str) -> None:
    command = PromiseReward(
        project="P1",
        tranche=label,
        amount_fen=300 * WAN,
        condition=condition,
        doc_no="吉建奖〔2025〕1号",
    )
    world.by("zhi", command)


@given(parsers.parse("{label}的{fen:d}分以“{condition}”的成果为条件"))
def _promise_of(world: World, label: str, fen: int, condition: str) -> None:
    command = PromiseReward(
        project="P1", tranche=label, amount_fen=fen, condition=condition, doc_no="吉建奖〔2025〕1号"
    )
    world.by("zhi", command)


def _accept(reward_id: int = 1) -> AcceptReward:
    return AcceptReward(
        reward_id=reward_id,
        evidence_sha256=steps.EVIDENCE,
        accepted_on=day("2025-06-10"),
        score_ppm=960_000,
    )


@when(parsers.parse("复核员在没有附件的情况下认定{label}的成果"))
def _accept_bare(world: World, label: str) -> None:
    del label
    world.tries("fu", _accept())


@given("成果证明已上传并由复核员认定")
def _accepted(world: World) -> None:
    steps.attach(world)
    world.by("fu", _accept())


@given(parsers.parse("第{number:d}项成果由复核员认定"))
def _accepted_too(world: World, number: int) -> None:
    world.by("fu", _accept(number))


@given(parsers.parse("服务合同{number}已计量{wan:d}万并于{on}取得发票"))
def _service(world: World, number: str, wan: int, on: str) -> None:
    steps.service(world, number, wan, on)
    steps.commit(world, number, "A2", wan)


@when(parsers.parse("于{on}用{tranche}支付{number}的{wan:d}万"))
def _pay(world: World, on: str, tranche: str, number: str, wan: int) -> None:
    world.tries("zhi", steps.pay_service(number, tranche, wan, on))


@when("专项债券资金到账但不写项目")
def _bond_without_project(world: World) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.by("zhi", steps.bond())
    command = steps.receive("棚改专项债券", "T5", 20_000 * WAN, "2025-03-21", uses=("works",))
    world.tries("chu", command)


@when("未登记债务,专项债券资金1分到账")
def _bond_without_debt(world: World) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.tries("chu", steps.receive("棚改专项债券", "T5", 1, "2025-03-21", scope=("P1",)))


@when(parsers.re("登记债券2亿元后,专项债券资金(?P<wan>[0-9]+)万元(?P<more>多一分|)到账"))
def _bond_within_debt(world: World, wan: str, more: str) -> None:
    if not world.office.sql("SELECT 1 FROM debt"):
        world.by("zhi", steps.bond())
    fen = int(wan) * WAN + (1 if more else 0)
    label = f"T5-{fen}"
    world.tries("chu", steps.receive("棚改专项债券", label, fen, "2025-03-21", scope=("P1",)))


@when(parsers.parse("T1的存款利息12万于{on}到账,批次为{label}"))
def _interest(world: World, on: str, label: str) -> None:
    _interest_for(world, on, label, ())


@when(parsers.parse("T1的存款利息12万于{on}到账,批次为{label},登记用途{use}"))
def _interest_used(world: World, on: str, label: str, use: str) -> None:
    _interest_for(world, on, label, (use,))


def _interest_for(world: World, on: str, label: str, uses: tuple[str, ...]) -> None:
    steps.source(world, "存款利息", "interest_income", "market", "market")
    command = steps.receive("存款利息", label, 12 * WAN, on, parent="T1", project="P1", uses=uses)
    world.tries("chu", command)


@then(parsers.parse("{child}的用途、范围、期限与{parent}相同"))
def _inherits(world: World, child: str, parent: str) -> None:
    columns = "uses, forbids, scope, expiry_on"
    one, other = (
        world.office.sql(f"SELECT {columns} FROM tranche WHERE label = '{label}'")
        for label in (child, parent)
    )

    assert one == other
    assert ("works", "", "1", "2026-12-31") == (*one[0][:3], str(one[0][3]))


# ------------------------------------------------------------------------------------- debts


@when("平台公司登记银行贷款")
def _platform_loan(world: World) -> None:
    steps.source(world, "商业银行贷款", "bank_loan", "market", "market")
    world.tries("zhi", steps.loan("platform"))


@when("政府部门登记银行贷款")
def _government_loan(world: World) -> None:
    steps.source(world, "商业银行贷款", "bank_loan", "market", "market")
    world.tries("zhi", steps.loan("government"))


@when("政府部门登记由区政府出具担保函的平台银行贷款")
def _guaranteed_loan(world: World) -> None:
    world.tries("zhi", steps.loan("platform", guaranteed=True))


@when(parsers.parse("登记{starts}起{ends}到期的专项债券"))
def _bond(world: World, starts: str, ends: str) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.tries("zhi", steps.bond(starts, ends))


@given("2亿元专项债券资金已到账,批次为T5")
def _bond_money(world: World) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.by("zhi", steps.bond())
    money = steps.receive("棚改专项债券", "T5", 20_000 * WAN, "2025-03-21", scope=("P1",))
    world.by("chu", money)
    steps.agreement(world, BOND, 570)
    steps.commit(world, BOND, "A2", 300)


@when(parsers.parse("计提利息至{on}"))
@when(parsers.parse("重复计提利息至{on}"))
def _accrue(world: World, on: str) -> None:
    world.tries("zhi", AccrueInterest(debt_no=BOND, until_on=day(on)))


@then(parsers.parse("应付利息为{fen:d}分"))
def _owed(world: World, fen: int) -> None:
    assert -fen == steps.balance_fen(world, "2304")


@then(parsers.parse("利息计入待摊投资第37项{fen:d}分"))
def _cost(world: World, fen: int) -> None:
    assert fen == steps.allocable_fen(world, "37")


@when(parsers.parse("于{on}用{tranche}支付利息{fen:d}分"))
def _pay_interest(world: World, on: str, tranche: str, fen: int) -> None:
    world.tries("zhi", steps.pay_debt("interest", BOND, tranche, fen, on))


@when(parsers.parse("于{on}用{tranche}支付利息{fen:d}分并办完"))
def _interest_paid(world: World, on: str, tranche: str, fen: int) -> None:
    world.by("zhi", steps.pay_debt("interest", BOND, tranche, fen, on))
    world.finish(on)


@when("注销这张计提凭证")
def _accrual_struck(world: World) -> None:
    ((number,),) = world.office.sql("SELECT max(voucher_id) FROM voucher")
    world.by("fu", world.correction(number, "2025-09-09", None))


@when(parsers.parse("这笔利息于{on}退汇{wan:d}万"))
def _interest_bounced(world: World, on: str, wan: int) -> None:
    world.by("chu", world.statement("R1", str(wan), on))
    command = RefundPayment(
        payment_request_id=world.newest(),
        line=1,
        amount_fen=wan * WAN,
        bank_account="B1",
        bank_ref="R1",
    )
    world.by("chu", command)


@then(parsers.parse("债务台账已计提{accrued:d}分已付{paid:d}分,计提至{on}"))
def _debt_register(world: World, accrued: int, paid: int, on: str) -> None:
    (state,) = world.office.ask(debts, world.office.desk.book_id)

    assert (accrued, paid) == (state.accrued_fen, state.interest_paid_fen)
    assert day(on) == state.accrued_on


@given(parsers.parse("平台公司的1000万贷款已签合同,于{on}用{tranche}还本{wan:d}万"))
def _partly_repaid(world: World, on: str, tranche: str, wan: int) -> None:
    steps.source(world, "商业银行贷款", "bank_loan", "market", "market")
    world.by("zhi", steps.loan("platform"))
    steps.agreement(world, LOAN, 44)
    terms = {"scope": ("P1",)}
    world.by("chu", steps.receive("商业银行贷款", "L1", 1_000 * WAN, "2025-04-02", **terms))
    steps.commit(world, LOAN, "A2", 1_000)
    world.by("zhi", steps.pay_debt("principal", LOAN, tranche, wan * WAN, on))
    world.finish(on)


@when(parsers.parse("计提贷款利息至{on}"))
def _accrue_loan(world: World, on: str) -> None:
    world.tries("zhi", AccrueInterest(debt_no=LOAN, until_on=day(on)))


@then(parsers.parse("其他支出7901为{fen:d}分"))
def _outlay(world: World, fen: int) -> None:
    assert fen == steps.balance_fen(world, "7901")
