"""The end of the money in Chinese: cases 7, 9, 12 and 15, each voucher as it is booked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.certificates import Measured
from cityledger.actions.closing import (
    ApproveAccounts,
    DeliverAssets,
    DeliveredAsset,
    RecordAcceptance,
    SubmitAccounts,
    WrittenOff,
)
from cityledger.actions.contracts import AmendPlan, Plan, SignContract
from cityledger.actions.debts import AccrueInterest, CalculateSubsidy
from cityledger.actions.funding import OpenBankAccount, ReceiveDeposit
from cityledger.actions.guarantees import ChangeGuarantee
from cityledger.actions.payments import PayLine, PayPayment, PickedSlice, RequestPayment
from cityledger.actions.periods import ClosePeriod
from cityledger.actions.projects import BudgetEntry
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.actions.year_end import CloseYear
from cityledger.kernel.ids import uscc
from cityledger.views import contract_alerts, registry
from cityledger.views.contract_state import contracts
from tests.conftest import DIVISION
from tests.stories import funding_steps as steps
from tests.stories.tendering import tendered
from tests.stories.test_walkthrough import booked
from tests.stories.world import OTHER, PARTY, WAN, WORKS, World, day

scenarios("walkthrough_money.feature")


@then("记下的凭证为")
def _vouchers(world: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == booked(world)


@when("出纳员付清已批准的申请")
def _pay(world: World) -> None:
    number = world.newest()
    rows = world.office.sql(
        f"SELECT value_date FROM payment_request WHERE payment_request_id = {number}"
    )
    world.by("chu", PayPayment(payment_request_id=number, value_date=day(str(rows[0][0]))))


def fen(wan: str) -> int:
    """Return 万元 as written, in fen."""
    return int(Decimal(wan) * WAN)


@then(parsers.re("科目(?P<account>[0-9]+)各批次为 (?P<parts>.+)"))
def _parts(world: World, account: str, parts: str) -> None:
    assert parts == steps.by_tranche(world, account)


# Case 7


@given("省级补助到期应退回省财政厅")
def _grantor(world: World) -> None:
    world.grantor = "省财政厅"
    steps.grantor(world)


@given("施工单位退回多付的26万元")
def _refunded(world: World) -> None:
    world.by("gong", world.claim())
    world.by("chu", world.statement("D3", "26", "2025-07-08"))
    world.by("chu", world.refund("D3"))


@given("2025年已年终结账,2026年各月已启用")
def _closed(world: World) -> None:
    for period in (0, *range(202503, 202512)):
        world.by("fu", ClosePeriod(period=period))
    world.by("fu", CloseYear(year=2025))
    world.open_months(*range(202601, 202613), *range(202701, 202713), 202801)


@when(parsers.parse("{on}申报{label}结余{wan}万退回省财政厅"))
def _declare(world: World, on: str, label: str, wan: str) -> None:
    world.by("zhi", steps.declare(label, fen(wan), on, "省财政厅"))


@when(parsers.parse("{on}把{label}结余{wan}万退回省财政厅"))
def _give_back(world: World, on: str, label: str, wan: str) -> None:
    world.by("zhi", steps.give_back(label, fen(wan), on))
    world.finish(on)


@then(parsers.parse("批次{label}已无余额"))
def _empty(world: World, label: str) -> None:
    for account in ("1002", "8001", "2103"):
        assert f"{label}:0" in steps.by_tranche(world, account).split()


@given(parsers.parse("项目于{on}验收,缺陷责任期满"))
def _accepted(world: World, on: str) -> None:
    command = RecordAcceptance(
        project="P1", accepted_on=day(on), usable_on=day(on), doc_no="验收1", filed_on=day(on)
    )
    world.by("gong", command)


@given("2028年区级兜底资金T9到账30万元,指标A9")
def _t9(world: World) -> None:
    name = "区级兜底资金"
    steps.source(world, name, "general_budget", "district", "own_budget")
    on = day("2028-01-05")
    allotment = replace(world.allotment("A9", name, 30), fiscal_year=2028, value_date=on)
    world.by("zhi", allotment)
    world.by("chu", steps.receive(name, "T9", 30 * WAN, "2028-01-06", allotment="A9"))


def _retention(world: World, on: str) -> RequestPayment:
    lines = (world.line("C1", "retention", 30),)
    return RequestPayment(
        project="P1",
        kind="retention",
        value_date=day(on),
        lines=lines,
        slices=(replace(world.picked("T9", 30)[1], line=1),),
    )


@when(parsers.parse("{on}申请退还C1质保金30万元"))
def _asked(world: World, on: str) -> None:
    world.tries("zhi", _retention(world, on))


@when(parsers.parse("{on}把区级兜底资金30万元列入C1资金计划"))
def _planned(world: World, on: str) -> None:
    plan = Plan(source="区级兜底资金", fiscal_year=2028, amount_fen=30 * WAN, allotment="A9")
    world.by("zhi", AmendPlan(contract="C1", plans=(plan,), value_date=day(on)))


@when(parsers.parse("{on}申请并批准退还C1质保金30万元"))
def _retention_approved(world: World, on: str) -> None:
    world.by("zhi", _retention(world, on))
    world.approve(on)


# Case 9


BOND = "专债2025-1"


@given("债券专户B3已开立,专项债券2亿元已登记")
def _bond(world: World) -> None:
    account = OpenBankAccount(
        account="100203", name="债券资金专户", bank_name="农业银行", account_no="B3"
    )
    world.by("zhi", account)
    for name, kind, level, route in (
        ("棚改专项债券", "special_bond", "province", "other_level"),
        ("区级贷款贴息", "interest_subsidy", "district", "own_budget"),
        ("存款利息", "interest_income", "market", "market"),
    ):
        steps.source(world, name, kind, level, route)
    world.by("zhi", steps.bond())
    # 2亿 at 1 % for 180 days of 360 is the subsidy of 100万 that comes in.
    subsidy = CalculateSubsidy(
        debt_no=BOND,
        grantor="区财政局",
        doc_no="区财贴〔2025〕1号",
        base_fen=20_000 * WAN,
        rate_ppm=10_000,
        from_on=day("2025-03-10"),
        until_on=day("2025-09-06"),
    )
    world.by("zhi", subsidy)
    steps.agreement(world, BOND, 570)
    steps.commit(world, BOND, "A2", 300)


@when("2025-03-21专项债券资金T5到账20000万元")
def _t5(world: World) -> None:
    uses = {"uses": ("works", "allocable"), "scope": ("P1",)}
    fen, on = 20_000 * WAN, "2025-03-21"
    world.by("chu", steps.receive("棚改专项债券", "T5", fen, on, bank_account="B3", **uses))


@when(parsers.parse("计提债券利息至{on}"))
def _accrue(world: World, on: str) -> None:
    world.by("zhi", AccrueInterest(debt_no=BOND, until_on=day(on)))


@then(parsers.parse("记入待摊投资第{item}项{wan}万元"))
def _item(world: World, item: str, wan: str) -> None:
    assert fen(wan) == steps.allocable_fen(world, item)


def _interest(label: str, wan: str, on: str) -> RequestPayment:
    bank = "B3" if label == "T5" else "B1"
    request = steps.pay_debt("interest", BOND, label, fen(wan), on)
    return replace(request, slices=(replace(request.slices[0], bank_account=bank),))


@when(parsers.parse("{on}申请用T5支付债券利息{wan}万元"))
def _from_the_bond(world: World, on: str, wan: str) -> None:
    world.tries("zhi", _interest("T5", wan, on))


@when(parsers.parse("{on}申请并批准用T2支付债券利息{wan}万元"))
def _interest_approved(world: World, on: str, wan: str) -> None:
    world.by("zhi", _interest("T2", wan, on))
    world.approve(on)


@when(parsers.parse("{on}财政贴息T6到账{wan:d}万元"))
def _t6(world: World, on: str, wan: int) -> None:
    more = {"project": "P1", "scope": ("P1",)}
    world.by("chu", steps.receive("区级贷款贴息", "T6", wan * WAN, on, **more))


@when(parsers.parse("{on}专户利息T7到账{wan:d}万元,来自T5"))
def _t7(world: World, on: str, wan: int) -> None:
    more = {"parent": "T5", "project": "P1", "bank_account": "B3"}
    world.by("chu", steps.receive("存款利息", "T7", wan * WAN, on, **more))


@then("T7是T5的子批次,用途、范围、期限相同")
def _child(world: World) -> None:
    parent, child = world.office.sql(
        "SELECT uses, forbids, scope, expiry_on, kind, parent_tranche_id, tranche_id"
        " FROM tranche WHERE label IN ('T5', 'T7') ORDER BY label"
    )

    assert parent[:4] == child[:4]
    assert ("bond", None, "interest", parent[-1]) == (*parent[4:6], *child[4:6])


# Case 12


@given("概算另列设备K3一千万、其他投资K4五百万")
def _estimate(world: World) -> None:
    world.more_lines = (
        BudgetEntry(code="K3", name="设备", cost_class="equipment", amount_fen=1000 * WAN),
        BudgetEntry(code="K4", name="其他投资", cost_class="other", amount_fen=500 * WAN),
    )


@given("债券已计息284.219178万元、收到贴息100万元和利息12万元")
def _interest_cost(world: World) -> None:
    _t5(world)
    _accrue(world, "2025-09-08")
    _t6(world, "2025-09-15", 100)
    _t7(world, "2025-09-21", 12)


@given("C3工程500万元已结算,设备100万元和其他投资50万元已计量")
def _certified(world: World) -> None:
    plain: dict[str, object] = {"performance_fen": 0, "plans": (), "advance_cap_fen": 0}
    plain |= {"recoup_bp": 0}
    bare = {**plain, "retention_bp": 0, "labour_bp": 0, "wage_account": None}
    world.by("zhi", world.contract("C3", 500, **plain))
    for number, wan, kind, line in (("E1", 100, "equipment", "K3"), ("O1", 50, "service", "K4")):
        what = {"K3": "equipment", "K4": "other"}[line]
        terms = {**bare, "kind": kind, "budget_line": line, "cost_item": what, "name": number}
        world.by("zhi", world.contract(number, wan, **terms))
        lines = (Measured(gross_fen=wan * WAN),)
        world.by("gong", world.certificate(contract=number, lines=lines))
    lines = (Measured(gross_fen=500 * WAN),)
    world.by("gong", world.certificate(contract="C3", lines=lines, kind="settlement"))


@given("已签征收补偿协议10户150万元")
def _households(world: World) -> None:
    world.by("zhi", world.allotment("A3", "省级棚改补助", 900))
    world.by("chu", world.compensation(900))
    world.by("zhi", world.agreements(10))


@given(parsers.parse("项目{on}验收并可使用"))
def _usable(world: World, on: str) -> None:
    _accepted(world, on)


@when(
    parsers.parse(
        "{on}交付道路300万、安置房150万、设备100万、软件50万,管线50万转出,核销征收补偿150万"
    )
)
def _delivered(world: World, on: str) -> None:
    assets = tuple(
        DeliveredAsset(kind=kind, name=name, cost_class=what, own_fen=wan * WAN)
        for kind, name, what, wan in (
            ("infrastructure", "道路", "works", 300),
            ("housing", "安置房", "works", 150),
            ("fixed", "设备", "equipment", 100),
            ("intangible", "软件", "other", 50),
            ("others", "管线", "works", 50),
        )
    )
    world.by(
        "zhi",
        DeliverAssets(
            project="P1",
            doc_no="交1",
            delivered_on=day(on),
            receiver="示范区市政处",
            assets=assets,
            written_off=(WrittenOff(cost_item="06", amount_fen=150 * WAN),),
        ),
    )


@then(parsers.re("科目(?P<account>[0-9]+)余额为(?P<wan>-?[0-9.]+)万元"))
def _net(world: World, account: str, wan: str) -> None:
    rows = world.office.sql(
        "SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM posting"
        f" WHERE account LIKE '{account}%'"
    )

    assert fen(wan) == int(rows[0][0])


@when(parsers.parse("{on}报送竣工决算{wan}万元"))
def _submitted(world: World, on: str, wan: str) -> None:
    command = SubmitAccounts(
        project="P1",
        doc_no="决算1",
        authority="示范区财政局",
        stated_on=day(on),
        cost_fen=fen(wan),
    )
    world.tries("zhi", command)


@when(parsers.parse("审批人于{on}批复竣工决算{wan}万元"))
def _approved(world: World, on: str, wan: str) -> None:
    command = ApproveAccounts(
        project="P1",
        doc_no="批复1",
        authority="示范区财政局",
        stated_on=day(on),
        cost_fen=fen(wan),
    )
    world.by("shen", command)


@then("没有记下凭证")
def _no_voucher(world: World) -> None:
    assert booked(world) == []


@then("来源等于占用:财务会计、预算会计借贷各自相等")
def _equal(world: World) -> None:
    rows = world.office.sql(
        "SELECT sum(CASE WHEN account < '6' THEN debit_fen - credit_fen ELSE 0 END),"
        " sum(CASE WHEN account >= '6' AND account < '9' THEN debit_fen - credit_fen ELSE 0 END)"
        " FROM posting"
    )

    assert [(0, 0)] == [tuple(map(int, row)) for row in rows]


# Case 15

TREASURY, TREASURY_ACCOUNT = uscc(DIVISION, 22), "6222000022"


@given("合同C1已签订")
def _signed(world: World) -> None:
    world.by("zhi", world.contract("C1"))


@when("收到C1履约保函1000万元")
def _letter(world: World) -> None:
    world.by("zhi", world.guarantee("C1"))


@when(parsers.parse("{on}退还C1履约保函"))
def _letter_back(world: World, on: str) -> None:
    command = ChangeGuarantee(
        contract="C1", letter_no="保函-C1", kind="released", doc_no="退1", happened_on=day(on)
    )
    world.by("zhi", command)


@then(parsers.parse("C1的资金缺口为{wan}万元"))
def _gap(world: World, wan: str) -> None:
    with world.office.desk.read() as read:
        known = {row.contract_no: row for row in contracts(read, world.office.desk.book_id)}
    assert fen(wan) == known["C1"].gap_fen


@given("标1已定标")
def _tender_awarded(world: World) -> None:
    account = AccountEntry(account_no=TREASURY_ACCOUNT, bank_name="国家金库")
    party = RegisterParty(party_id=TREASURY, name="示范区财政局", accounts=(account,))
    world.by("zhi", party)
    tendered(world, "标1", 10_000 * WAN, day("2025-03-21"))


@when(parsers.re("(?P<on>.+)收到(?P<who>未?中标人)投标保证金(?P<label>.+) 80万元,协议(?P<no>.+)"))
def _deposit(world: World, on: str, who: str, label: str, no: str) -> None:
    party, account = {
        "未中标人": (OTHER, steps.BANK_ACCOUNT),
        "中标人": (PARTY["contractor"], WORKS),
    }[who]
    agreement = SignContract(
        contract_no=no,
        project="P1",
        kind="deposit",
        name="投标保证金",
        party_id=party,
        payee_account=account,
        price_fen=80 * WAN,
        signed_on=day("2025-03-10"),
        budget_line="K1",
        tender="标1",
    )
    world.by("zhi", agreement)
    receipt = ReceiveDeposit(
        label=label,
        contract=no,
        account="230701",
        amount_fen=80 * WAN,
        received_on=day(on),
        bank_account="B1",
        return_to="示范区财政局",
    )
    world.by("chu", receipt)


def _refund(label: str, no: str, on: str) -> RequestPayment:
    return RequestPayment(
        project="P1",
        kind="deposit_refund",
        value_date=day(on),
        lines=(PayLine(contract=no, part="deposit", amount_fen=80 * WAN),),
        slices=(PickedSlice(line=1, tranche=label, bank_account="B1", amount_fen=80 * WAN),),
    )


@when(parsers.parse("{on}申请用{label}退还{no}保证金80万元"))
def _refund_asked(world: World, on: str, label: str, no: str) -> None:
    world.tries("zhi", _refund(label, no, on))


@when(parsers.parse("{on}申请并批准用{label}退还{no}保证金80万元"))
def _refund_approved(world: World, on: str, label: str, no: str) -> None:
    world.by("zhi", _refund(label, no, on))
    world.approve(on)


def _owed_back(world: World) -> list[tuple[str, int, str]]:
    with world.office.desk.read() as read:
        known = registry.parameters(read)
        book, today, until = world.office.desk.book_id, day("2025-04-02"), day("2027-12-31")
        rows = contract_alerts.coming(read, book, until, known, today)
        found = [row for row in rows if row.kind == "surplus_due"]
        return [(row.subject, row.amount_fen, str(row.on)) for row in found]


@then(parsers.parse("应缴未缴为 {subject} {wan:d}万元 {on}"))
def _due_to_the_treasury(world: World, subject: str, wan: int, on: str) -> None:
    assert [(subject, wan * WAN, on)] == _owed_back(world)


@then("没有应缴未缴的款项")
def _nothing_due(world: World) -> None:
    assert [] == _owed_back(world)


@when(parsers.parse("{on}中标人放弃中标,{label} 80万元不予退还,缴给{payee}"))
def _forfeited(world: World, on: str, label: str, payee: str) -> None:
    command = steps.declare(label, 80 * WAN, on, payee)
    if payee == "区财政局":
        command = replace(command, party_id=TREASURY, payee_account=TREASURY_ACCOUNT)
    world.tries("zhi", replace(command, doc_no=f"缴库{label}"))


@when(parsers.parse("{on}把{label} 80万元缴入国库"))
def _to_the_treasury(world: World, on: str, label: str) -> None:
    request = steps.give_back(label, 80 * WAN, on)
    line = replace(request.lines[0], contract=f"缴库{label}")
    world.by("zhi", replace(request, lines=(line,)))
    world.finish(on)


@then("审计程序核验通过")
def _audited(world: World) -> None:
    assert () == steps.audited(world)
