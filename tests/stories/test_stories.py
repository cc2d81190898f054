"""Stories in Chinese: whole cases a finance officer can read, run through the real gate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.bank import RefundPayment
from cityledger.actions.command import Command
from cityledger.actions.contracts import Plan
from cityledger.actions.funding import ReceiveFunds
from cityledger.actions.interference import ClearInterference, RecordInterference
from cityledger.actions.payments import (
    ApprovePayment,
    InvoiceUse,
    PayLine,
    PayPayment,
    RejectPayment,
    RequestPayment,
    ReviewPayment,
)
from cityledger.actions.periods import ClosePeriod
from cityledger.actions.projects import ApproveBudget, BudgetEntry
from cityledger.actions.registry import AccountEntry, AddPartyAccount, ChangeRole
from cityledger.kernel.errors import Refused
from cityledger.ledger.append import Receipt
from cityledger.ledger.verify import verify
from tests.conftest import Office
from tests.stories.world import PARTY, WAN, World, day

scenarios("walkthrough.feature", "refusals.feature")

PAYDAY = "2025-06-12"


@pytest.fixture
def world(office: Office) -> World:
    """A fresh office for each story."""
    return World(office)


@given(parsers.parse("已走到案例{case:d}"))
def _upto(world: World, case: int) -> None:
    world.upto(case)


@then("账簿核验通过")
def _sound(world: World) -> None:
    with world.office.desk.read() as read:
        assert verify(read).problems == ()


def booked(world: World) -> list[tuple[str, ...]]:
    """Return the postings of the newest act as the tables of the stories show them."""
    assert isinstance(world.last, Receipt)
    rows = world.office.sql(
        "SELECT v.voucher_id % 100, v.word, p.debit_fen, p.credit_fen, p.account, t.label,"
        " t.tranche_id, c.contract_no, b.account_no, a.allotment_no, l.code"
        " FROM posting p JOIN voucher v USING (book_id, voucher_id)"
        " JOIN tranche t USING (book_id, tranche_id)"
        " LEFT JOIN contract c USING (book_id, contract_id)"
        " LEFT JOIN bank_account b USING (book_id, bank_account_id)"
        " LEFT JOIN allotment a USING (book_id, allotment_id)"
        " LEFT JOIN budget_line l USING (book_id, budget_line_id)"
        f" WHERE v.voucher_id / 100 = {world.last.index} ORDER BY v.voucher_id, p.n"
    )
    return [_shown(*row) for row in rows]


def _shown(*row: str) -> tuple[str, ...]:
    number, word, debit, credit, account, label, tranche, contract, bank, allotment, line = row
    memo = account.startswith("9")
    place = (line or allotment or contract) if memo else (bank or contract)
    if memo and allotment:
        place = allotment
    side = "借" if debit else "贷"
    amount = f"{Decimal(debit or credit) / WAN:f}"
    return (str(number), word, side, account, label if tranche else "-", amount, place or "")


@then("记下的凭证为")
def _vouchers(world: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == booked(world)


@then("没有记下凭证")
def _no_voucher(world: World) -> None:
    assert booked(world) == []


# Case 1


@when("制单员登记概算")
def _estimate(world: World) -> None:
    lines = (BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=13_000 * WAN),)
    document, on = world.document("示发改〔2025〕8号"), day("2025-03-01")
    command = ApproveBudget(project="P1", document=document, lines=lines, value_date=on)
    world.by("zhi", command)


@when(parsers.parse("制单员登记指标{number}"))
def _allotment(world: World, number: str) -> None:
    source, wan = {"A1": ("省级棚改补助", 2400), "A2": ("区级预算", 3000)}[number]
    world.by("zhi", world.allotment(number, source, wan))


@when("出纳员收到省级补助T1")
def _t1(world: World) -> None:
    world.by("chu", world.grant1())


@when("出纳员收到区级预算T2")
def _t2(world: World) -> None:
    world.by("chu", world.grant2())


@when("出纳员登记国库额度Q1")
def _quota(world: World) -> None:
    world.by("chu", world.quota())


@when("用Q1支付合同C3预付款100万")
def _quota_payment(world: World) -> None:
    plan = Plan(source="国库集中支付", fiscal_year=2025, amount_fen=140 * WAN, allotment="AQ")
    world.by("zhi", world.contract("C3", 500, performance_fen=0, plans=(plan,)))
    world.pay_all("advance", "2025-03-25", (world.line("C3", "advance", 100),))


@when("出纳员结转年末未用额度40万")
def _carry(world: World) -> None:
    world.by("chu", world.carry())


# Cases 2 to 4


@when("制单员签订合同C1")
def _contract(world: World) -> None:
    world.by("zhi", world.contract("C1"))


@when("制单员登记C1保函")
def _guarantee(world: World) -> None:
    world.by("zhi", world.guarantee("C1"))


@when("申请并批准预付款2000万")
def _advance(world: World) -> None:
    lines, on = (world.line("C1", "advance", 2000),), day("2025-03-25")
    world.by("zhi", RequestPayment(project="P1", kind="advance", value_date=on, lines=lines))
    world.approve("2025-03-25")


@when("出纳员支付")
def _pay(world: World) -> None:
    number = world.newest()
    on = world.office.sql(
        f"SELECT value_date FROM payment_request WHERE payment_request_id = {number}"
    )[0][0]
    world.by("chu", PayPayment(payment_request_id=number, value_date=day(on)))


@when("工程员签认第1期计量")
def _certificate(world: World) -> None:
    world.by("gong", world.certificate())


@then(parsers.parse("本期到期应付{due:d}万、暂缓{deferred:d}万"))
def _due(world: World, due: int, deferred: int) -> None:
    found = world.office.sql("SELECT due_fen, deferred_fen FROM certificate_line")

    assert [(due * WAN, deferred * WAN)] == found


@when("申请并批准第1期进度款")
def _progress_approved(world: World) -> None:
    world.by("zhi", world.progress())
    world.approve(PAYDAY)


# Case 5


@when(parsers.parse("出纳员登记银行流水{ref}金额{wan}万日期{on}"))
def _statement(world: World, ref: str, wan: str, on: str) -> None:
    world.by("chu", world.statement(ref, wan, on))


@when(parsers.parse("复核员按流水{ref}入账{reason}"))
def _fact(world: World, ref: str, reason: str) -> None:
    world.by("fu", world.fact(ref, reason))


@when("工程员复核后应追回26万")
def _claim(world: World) -> None:
    world.by("gong", world.claim())


@when(parsers.parse("出纳员按流水{ref}入账追回款"))
def _refund(world: World, ref: str) -> None:
    world.by("chu", world.refund(ref))


# Case 6


@given("正确的合同C2已签订并计量")
def _right_contract(world: World) -> None:
    contract = world.contract("C2", 2000, performance_fen=0, plans=())
    world.by("zhi", contract)
    world.by("gong", world.certificate(contract="C2"))


@given("2025年3月至6月已结账")
def _closed(world: World) -> None:
    world.by("fu", ClosePeriod(period=0))
    for period in range(202503, 202507):
        world.by("fu", ClosePeriod(period=period))


def _case4_voucher(world: World) -> int:
    number = world.requests["case4"]
    rows = world.office.sql(f"SELECT voucher_id FROM voucher WHERE payment_request_id = {number}")
    return int(rows[0][0])


@when(parsers.parse("复核员于{on}把案例四的凭证订正到合同{contract}"))
def _correct(world: World, on: str, contract: str) -> None:
    world.tries("fu", world.correction(_case4_voucher(world), on, contract))


@when(parsers.parse("复核员于{on}单独冲销案例四的凭证"))
def _reverse(world: World, on: str) -> None:
    world.tries("fu", world.correction(_case4_voucher(world), on, None))


# Case 8


@given("征收补偿批次T3到账900万")
def _t3(world: World) -> None:
    world.by("zhi", world.allotment("A3", "省级棚改补助", 900))
    world.by(
        "chu",
        ReceiveFunds(
            label="T3",
            source="省级棚改补助",
            amount_fen=900 * WAN,
            received_on=day("2025-08-05"),
            bank_account="B2",
            allotment="A3",
            uses=("allocable:06",),
            scope=("P1",),
        ),
    )


@when("制单员签订40户征收补偿协议")
def _agreements(world: World) -> None:
    world.by("zhi", world.agreements(40))


@then("每户记借161303贷230204各15万")
def _each_household(world: World) -> None:
    financial = [row for row in booked(world) if row[3][0] != "9"]
    expected = [
        ("1", "转", side, account, "-", "15", f"H{n:04d}")
        for n in range(1, 41)
        for side, account in (("借", "161303"), ("贷", "230204"))
    ]
    assert expected == financial


def _payout(world: World, households: range, account: str | None = None) -> RequestPayment:
    lines = tuple(
        PayLine(
            contract=f"H{n:04d}",
            part="compensation",
            certificate_no=1,
            amount_fen=15 * WAN,
            payee_account=account,
        )
        for n in households
    )
    on = day("2025-08-09")
    return RequestPayment(project="P1", kind="compensation", value_date=on, lines=lines)


@when("申请并批准向40户支付补偿款")
def _payout_approved(world: World) -> None:
    world.by("zhi", _payout(world, range(1, 41)))
    world.requests["case8"] = world.newest()
    world.approve("2025-08-09")


@then("40户各借230204批次T3 15万,银行一笔贷方600万")
def _one_credit(world: World) -> None:
    rows = booked(world)
    debits = [("1", "付", "借", "230204", "T3", "15", f"H{n:04d}") for n in range(1, 41)]

    assert debits == rows[:40]
    assert ("1", "付", "贷", "100202", "T3", "600", "B2") == rows[40]


@when(parsers.parse("出纳员登记专户流水{ref}金额{wan}万日期{on}"))
def _special_statement(world: World, ref: str, wan: str, on: str) -> None:
    world.by("chu", world.statement(ref, wan, on, "B2"))


@when(parsers.parse("出纳员按流水{ref}入账第7户退汇"))
def _bounced(world: World, ref: str) -> None:
    command = RefundPayment(
        payment_request_id=world.requests["case8"],
        line=7,
        amount_fen=15 * WAN,
        bank_account="B2",
        bank_ref=ref,
    )
    world.by("chu", command)


@when("更正账户后再次支付第7户")
def _paid_again(world: World) -> None:
    world.by("zhi", _payout(world, range(7, 8)))
    world.finish("2025-08-20")


@when("再次申请支付第7户")
def _asked_again(world: World) -> None:
    world.tries("zhi", _payout(world, range(7, 8)))


# Refusals


@then(parsers.parse("被拒绝,原因为 {codes}"))
def _refused(world: World, codes: str) -> None:
    assert isinstance(world.last, Refused)
    assert codes.split() == list(dict.fromkeys(f.code for f in world.last.findings))


@then(parsers.parse("被拒绝,原因包含 {code}"))
def _refused_among(world: World, code: str) -> None:
    assert isinstance(world.last, Refused)
    assert code in {finding.code for finding in world.last.findings}


@then("拒绝已封存")
def _sealed(world: World) -> None:
    assert isinstance(world.last, Refused)
    rows = world.office.sql(
        f"SELECT code FROM refusal WHERE leaf_idx = {world.last.index} ORDER BY n"
    )
    assert [(finding.code,) for finding in world.last.findings] == rows


@then("已受理")
def _accepted(world: World) -> None:
    assert isinstance(world.last, Receipt)


def asked(world: World, command: Command) -> None:
    """Ask as the maker and remember the command for a retry."""
    world.requests["command"] = command  # type: ignore[assignment]
    world.tries("zhi", command)


@when("申请第1期进度款")
@when("再次申请第1期进度款")
def _progress(world: World) -> None:
    asked(world, world.progress())


@when("申请第1期进度款但多付一分钱")
def _one_fen_more(world: World) -> None:
    asked(world, world.progress(450 * WAN + 1))


@when("申请第1期进度款并指定全部用T2")
def _wrong_tranche(world: World) -> None:
    asked(world, world.progress(slices=world.picked("T2", 450)))


@when(parsers.parse("申请第1期进度款但付到{account}账户"))
def _other_account(world: World, account: str) -> None:
    lines = (
        world.line("C1", "labour", 200, certificate_no=1),
        world.line("C1", "due", 450, certificate_no=1, payee_account=account),
    )
    asked(world, world.progress(lines=lines))


@when(parsers.parse("申请第1期进度款多付一分钱并付到{account}账户"))
def _everything_wrong(world: World, account: str) -> None:
    lines = (
        world.line("C1", "labour", 200, certificate_no=1),
        PayLine(
            contract="C1",
            part="due",
            certificate_no=1,
            amount_fen=450 * WAN + 1,
            payee_account=account,
        ),
    )
    asked(world, world.progress(lines=lines))


@given("复核员同时持有审批岗位")
def _two_hats(world: World) -> None:
    world.by("guan", ChangeRole(user_id="fu", role="approver", held=True))


@when("申请第1期进度款并由同一人复核和审批")
def _same_person(world: World) -> None:
    world.by("zhi", world.progress())
    number = world.newest()
    world.by("fu", ReviewPayment(payment_request_id=number, value_date=day(PAYDAY)))
    world.tries("fu", ApprovePayment(payment_request_id=number, value_date=day(PAYDAY)))


@when("申请第1期进度款并由制单员自己复核")
def _own_review(world: World) -> None:
    world.by("zhi", world.progress())
    number = world.newest()
    world.tries("zhi", ReviewPayment(payment_request_id=number, value_date=day(PAYDAY)))


@given(parsers.parse("C1的保函在{until}到期"))
def _expiring(world: World, until: str) -> None:
    world.letter_until = until


@given("复核员登记了一条打招呼记录")
def _word_slipped(world: World) -> None:
    world.by(
        "fu",
        RecordInterference(
            occurred_on=day("2025-06-11"),
            channel="电话",
            area="资金拨付",
            directness="direct",
            content="来电要求先付A标段,稍后补手续",
            project="P1",
        ),
    )


@when("审批人说明理由后解除")
def _cleared(world: World) -> None:
    world.by("shen", ClearInterference(interference_id=1, reason="已核实计量真实,与来电无关"))


@when("审批人直接审批")
def _unreviewed(world: World) -> None:
    command = ApprovePayment(payment_request_id=world.newest(), value_date=day(PAYDAY))
    world.tries("shen", command)


@when("原样重发")
def _again(world: World) -> None:
    world.requests["leaves"] = world.office.sql("SELECT count(*) FROM leaf")[0][0]
    world.requests["refusal"] = world.last.index  # type: ignore[union-attr]
    world.tries("zhi", world.requests["command"])  # type: ignore[arg-type]


@then("得到同一个拒绝,账簿没有新增")
def _same_refusal(world: World) -> None:
    assert isinstance(world.last, Refused)
    assert world.requests["refusal"] == world.last.index
    assert world.requests["leaves"] == world.office.sql("SELECT count(*) FROM leaf")[0][0]


@when("审批人退回申请")
def _rejected(world: World) -> None:
    command = RejectPayment(
        payment_request_id=world.newest(), value_date=day(PAYDAY), reason="资料不全"
    )
    world.by("shen", command)


@then("没有占用资金")
def _nothing_held(world: World) -> None:
    held = world.office.sql("SELECT sum(cap_fen - used_fen) FROM limits WHERE kind = 'held'")

    assert [(0,)] == held


@given("合同C2付到刚登记的新账户")
def _new_account(world: World) -> None:
    account = AccountEntry(account_no="6222000077", bank_name="建设银行示范支行")
    world.by("fu", AddPartyAccount(party_id=PARTY["contractor"], account=account))
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=2000 * WAN, allotment="A2")
    contract = world.contract(
        "C2",
        2000,
        payee_account=account.account_no,
        performance_fen=0,
        plans=(plan,),
        labour_bp=0,
    )
    world.by("zhi", contract)
    world.by("gong", world.certificate(contract="C2"))
    world.invoice("C2", "25372000000000000009", 850, "2025-06-02")


@when("申请合同C2第1期进度款")
def _second_contract(world: World) -> None:
    lines = (world.line("C2", "due", 850, certificate_no=1),)
    invoices = (InvoiceUse(number="25372000000000000009", amount_fen=850 * WAN),)
    asked(world, world.progress(lines=lines, invoices=invoices))


@when("过了二十四小时")
def _a_day_later(world: World) -> None:
    world.office.skip(24 * 3600)
    record = RecordInterference(
        occurred_on=day("2025-06-13"),
        channel="无",
        area="其他",
        directness="direct",
        content="零报告",
    )
    world.by("fu", record)
