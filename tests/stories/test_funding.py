"""Funding in Chinese: sources, applications, debts, levers, pledges, each at its boundary."""

from __future__ import annotations

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.assets import FormPackage, Pledge, RegisterAsset, ReleasePackage
from cityledger.actions.contracts import AmendPlan, Plan
from cityledger.actions.debts import AccrueInterest, CalculateSubsidy
from cityledger.actions.instruments import (
    AcceptReward,
    FoundPool,
    LendUnderPool,
    PromiseReward,
    RecordLoss,
)
from cityledger.actions.programmes import AnswerApplication, ApplyForFunds, RegisterProgramme
from cityledger.views.instruments import pools
from cityledger.views.pipeline import applications
from cityledger.views.sourcing import leverage, source_tree
from tests.stories import funding_steps as steps
from tests.stories.world import WAN, World, day

scenarios("funding.feature")

BOND, LOAN = "专债2025-1", "贷2025-1"
RIGHTS = {"停车场": "不动产2025-1", "特许经营权": "特许2025-1", "公园": "不动产2025-2"}


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


def _accept() -> AcceptReward:
    return AcceptReward(
        reward_id=1,
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


@given(parsers.parse("服务合同{number}已计量{wan:d}万并于{on}取得发票"))
def _service(world: World, number: str, wan: int, on: str) -> None:
    steps.service(world, number, wan, on)
    _commit(world, number, "A2", wan)


def _commit(world: World, number: str, allotment: str, wan: int) -> None:
    plans: tuple[Plan, ...] = (
        Plan(source="区级预算", fiscal_year=2025, amount_fen=wan * WAN, allotment=allotment),
    )
    names = {row[0] for row in world.office.sql("SELECT name FROM fund_source")}
    plans += tuple(
        Plan(source=name, fiscal_year=2025, amount_fen=0)
        for name in ("省级老旧小区补助", "清洁取暖以奖代补", "棚改专项债券")
        if name in names
    )
    world.by("zhi", AmendPlan(contract=number, plans=plans, value_date=day("2025-06-01")))


@when(parsers.parse("于{on}用{tranche}支付{number}的{wan:d}万"))
def _pay(world: World, on: str, tranche: str, number: str, wan: int) -> None:
    world.tries("zhi", steps.pay_service(number, tranche, wan, on))


@when("专项债券资金到账但不写项目")
def _bond_without_project(world: World) -> None:
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    command = steps.receive("棚改专项债券", "T5", 20_000 * WAN, "2025-03-21", uses=("works",))
    world.tries("chu", command)


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
    assert ("works", "", "1", "2026-12-31") == one[0]


# ------------------------------------------------------------------------------------- debts


@given("平台公司登记银行贷款")
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
    _commit(world, BOND, "A2", 300)


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


@then(parsers.parse("其他支出7901为{fen:d}分"))
def _outlay(world: World, fen: int) -> None:
    assert fen == steps.balance_fen(world, "7901")


@given(parsers.parse("于{on}用{tranche}偿还贷款本金{wan:d}万"))
def _repaid(world: World, on: str, tranche: str, wan: int) -> None:
    steps.agreement(world, LOAN, 44)
    world.by("chu", steps.receive("商业银行贷款", "L1", wan * WAN, "2025-04-02", scope=("P1",)))
    _commit(world, LOAN, "A2", wan)
    world.by("zhi", steps.pay_debt("principal", LOAN, tranche, wan * WAN, on))
    world.finish(on)

    assert wan * WAN == steps.balance_fen(world, "7701")
    assert 0 == steps.balance_fen(world, "250101")


# ------------------------------------------------------------------------------------ levers


@when(parsers.parse("对{wan:d}万按{whole:d}.{part:d}%计算{first}至{last}的贴息"))
def _subsidy(world: World, wan: int, whole: int, part: int, first: str, last: str) -> None:
    command = CalculateSubsidy(
        debt_no=LOAN,
        grantor="省财政厅",
        doc_no="吉财贴〔2025〕1号",
        base_fen=wan * WAN,
        rate_ppm=(whole * 100 + part) * 100,
        from_on=day(first),
        until_on=day(last),
    )
    world.tries("zhi", command)


@then(parsers.parse("贴息额为{fen:d}分"))
def _subsidised(world: World, fen: int) -> None:
    assert [(fen,)] == world.office.sql("SELECT amount_fen FROM interest_subsidy")


@when(parsers.parse("贴息{fen:d}分于{on}到账"))
def _subsidy_came(world: World, fen: int, on: str) -> None:
    steps.source(world, "财政贴息", "interest_subsidy", "province", "other_level")
    command = steps.receive("财政贴息", "T6", fen, on, scope=("P1",), project="P1")
    world.by("chu", command)


@then(parsers.parse("待摊投资第39项冲减{fen:d}分"))
def _cost_reduced(world: World, fen: int) -> None:
    assert -fen == steps.allocable_fen(world, "39")


@given(parsers.parse("风险补偿资金{wan:d}万于{on}到账,批次为{label}"))
def _pool_money(world: World, wan: int, on: str, label: str) -> None:
    steps.source(world, "风险补偿资金", "risk_pool", "district", "own_budget")
    world.by("chu", steps.receive("风险补偿资金", label, wan * WAN, on, scope=("P1",)))


@given(parsers.parse("以{label}设立风险池,分担{share:d}%,单笔上限{one:d}万,总上限{cap:d}万"))
def _pool(world: World, label: str, share: int, one: int, cap: int) -> None:
    command = FoundPool(
        name="中小企业风险池",
        project="P1",
        tranche=label,
        bank="工商银行示范支行",
        share_ppm=share * 10_000,
        cap_fen=cap * WAN,
        loan_cap_fen=one * WAN,
    )
    world.by("zhi", command)


@given(parsers.parse("风险池内发放三笔各{wan:d}万的贷款"))
def _loans(world: World, wan: int) -> None:
    for n in (1, 2, 3):
        command = LendUnderPool(
            pool="中小企业风险池",
            borrower=f"某某公司{n}",
            principal_fen=wan * WAN,
            lent_on=day("2025-04-01"),
            ends_on=day("2026-04-01"),
        )
        world.by("zhi", command)


def _lose(world: World, n: int, fen: int) -> None:
    command = RecordLoss(
        pool="中小企业风险池",
        n=n,
        loss_fen=fen,
        happened_on=day("2025-08-01"),
        doc_no="(2025)示01执1号",
    )
    world.tries("zhi", command)


@when(parsers.parse("第{n:d}笔贷款损失{wan:d}万"))
def _loss(world: World, n: int, wan: int) -> None:
    _lose(world, n, wan * WAN)


@when(parsers.parse("第{n:d}笔贷款损失{fen:d}分以外再加{wan:d}万"))
def _loss_and_more(world: World, n: int, fen: int, wan: int) -> None:
    _lose(world, n, wan * WAN + fen)


@when(parsers.parse("第{n:d}笔贷款追回{wan:d}万"))
def _recovered(world: World, n: int, wan: int) -> None:
    _lose(world, n, -wan * WAN)


@then(parsers.parse("风险池已分担{wan:d}万"))
def _borne(world: World, wan: int) -> None:
    assert wan * WAN == world.office.ask(pools, world.office.desk.book_id)[0].borne_fen


# ------------------------------------------------------------------------------------ assets


@given("登记资产停车场800万和特许经营权500万,以及公益性资产公园600万")
def _assets(world: World) -> None:
    for name, kind, wan in (
        ("停车场", "facility", 800),
        ("特许经营权", "concession", 500),
        ("公园", "facility", 600),
    ):
        command = RegisterAsset(
            right_no=RIGHTS[name],
            name=name,
            kind=kind,
            owner="示范区城投公司",
            value_fen=wan * WAN,
            valued_on=day("2025-03-01"),
            is_public_welfare=name == "公园",
        )
        world.by("zhi", command)


def _package(world: World, name: str, *pledges: tuple[str, int]) -> None:
    command = FormPackage(
        name=name,
        debt_no=LOAN,
        packed_on=day("2025-06-01"),
        pledges=tuple(Pledge(right_no=RIGHTS[asset], pledged_fen=fen) for asset, fen in pledges),
    )
    world.tries("zhi", command)


@given("以停车场打包融资800万")
@when("以停车场打包融资800万")
def _first_package(world: World) -> None:
    _package(world, "停车场包", ("停车场", 800 * WAN))


@when("再以停车场和特许经营权打包")
def _second_package(world: World) -> None:
    _package(world, "第二包", ("停车场", 100 * WAN), ("特许经营权", 500 * WAN))


@when("以公园打包融资")
def _park(world: World) -> None:
    _package(world, "公园包", ("公园", 100 * WAN))


@when("以特许经营权打包但多押一分钱")
def _one_fen_more(world: World) -> None:
    _package(world, "经营权包", ("特许经营权", 500 * WAN + 1))


@when("贷款未还清就解除停车场的抵质押")
@when("解除停车场的抵质押")
def _release(world: World) -> None:
    world.tries("fu", ReleasePackage(name="停车场包", released_on=day("2025-09-12")))


@then(parsers.parse("备查账9301为{wan:d}万"))
def _memo(world: World, wan: int) -> None:
    assert wan * WAN == steps.balance_fen(world, "9301")
    assert -wan * WAN == steps.balance_fen(world, "9391")


# ----------------------------------------------------------------------------------- leverage


@when(parsers.parse("银行贷款{wan:d}万于{on}到账"))
def _loan_money(world: World, wan: int, on: str) -> None:
    world.by("chu", steps.receive("商业银行贷款", "L1", wan * WAN, on, scope=("P1",)))


@then(parsers.parse("资金来源为 fiscal {fiscal:d}万 bank {bank:d}万"))
def _tree(world: World, fiscal: int, bank: int) -> None:
    sums: dict[str, int] = {}
    for node in world.office.ask(source_tree, world.office.desk.book_id):
        sums[node.group] = sums.get(node.group, 0) + node.received_fen

    assert {"fiscal": fiscal * WAN, "bank": bank * WAN} == sums


@then(parsers.parse("撬动倍数为{ppm:d}ppm"))
def _ratio(world: World, ppm: int) -> None:
    assert ppm == world.office.ask(leverage, world.office.desk.book_id).ratio_ppm


# ------------------------------------------------------------------------------- money back


@given(parsers.parse("省级补助{wan:d}万于{on}到账,{expiry}到期,批次为{label}"))
def _expiring(world: World, wan: int, on: str, expiry: str, label: str) -> None:
    steps.grantor(world)
    steps.source(world, "省级老旧小区补助", "upper_special", "province", "other_level")
    world.by("zhi", world.allotment("AS", "省级老旧小区补助", wan))
    command = steps.receive(
        "省级老旧小区补助",
        label,
        wan * WAN,
        on,
        allotment="AS",
        scope=("P1",),
        expiry_on=day(expiry),
        return_to="省财政厅",
    )
    world.by("chu", command)
    steps.open_until(world, 202601)


@when(parsers.parse("于{on}申报把{label}的{wan:d}万退回{payee}"))
def _declare(world: World, on: str, label: str, wan: int, payee: str) -> None:
    world.tries("zhi", steps.declare(label, wan * WAN, on, payee))


@when(parsers.parse("于{on}退回{label}的{fen:d}分以外再加{wan:d}万"))
def _too_much(world: World, on: str, label: str, fen: int, wan: int) -> None:
    world.tries("zhi", steps.give_back(label, wan * WAN + fen, on))


@when(parsers.parse("于{on}退回{label}的{wan:d}万并办完"))
def _given_back(world: World, on: str, label: str, wan: int) -> None:
    world.by("zhi", steps.give_back(label, wan * WAN, on))
    world.finish(on)


@then(parsers.parse("{label}已无余额,指标{allotment}已收回"))
def _nothing_left(world: World, label: str, allotment: str) -> None:
    found = world.office.sql(
        "SELECT account, sum(debit_fen - credit_fen) FROM posting p JOIN tranche t"
        " ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"
        f" WHERE t.label = '{label}' AND account IN ('100201', '210302', '8001')"
        " GROUP BY account ORDER BY account"
    )
    memo = world.office.sql(
        "SELECT p.account, sum(debit_fen - credit_fen) FROM posting p JOIN allotment a"
        " ON a.book_id = p.book_id AND a.allotment_id = p.allotment_id"
        f" WHERE a.allotment_no = '{allotment}' GROUP BY p.account ORDER BY p.account"
    )

    assert [("100201", 0), ("210302", 0), ("8001", 0)] == found
    assert [("9101", 0), ("9102", 0)] == memo


@then("审计程序核验通过")
def _audited(world: World) -> None:
    assert () == steps.audited(world)
