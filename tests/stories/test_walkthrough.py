"""The walkthrough in Chinese: each voucher exactly as the cases book it."""

from __future__ import annotations

from decimal import Decimal

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.bank import RefundPayment
from cityledger.actions.contracts import Plan
from cityledger.actions.funding import ReceiveFunds
from cityledger.actions.payments import (
    PayLine,
    PayPayment,
    RequestPayment,
)
from cityledger.actions.projects import ApproveBudget, BudgetEntry
from cityledger.ledger.receipt import Receipt
from tests.stories.world import WAN, World, day

scenarios("walkthrough.feature")


def booked(world: World) -> list[tuple[str, ...]]:
    """Return the postings of the newest act as the tables of the stories show them."""
    assert isinstance(world.last, Receipt)
    rows = world.office.sql(
        "SELECT v.voucher_id - v.voucher_id / 100 * 100, v.word, p.debit_fen, p.credit_fen,"
        " p.account, t.label, t.tranche_id, c.contract_no, b.account_no, a.allotment_no, l.code"
        " FROM posting p"
        " JOIN voucher v ON v.book_id = p.book_id AND v.voucher_id = p.voucher_id"
        " JOIN tranche t ON t.book_id = p.book_id AND t.tranche_id = p.tranche_id"
        " LEFT JOIN contract c ON c.book_id = p.book_id AND c.contract_id = p.contract_id"
        " LEFT JOIN bank_account b"
        " ON b.book_id = p.book_id AND b.bank_account_id = p.bank_account_id"
        " LEFT JOIN allotment a ON a.book_id = p.book_id AND a.allotment_id = p.allotment_id"
        " LEFT JOIN budget_line l"
        " ON l.book_id = p.book_id AND l.budget_line_id = p.budget_line_id"
        f" WHERE v.book_id = {world.office.desk.book_id}"
        f" AND v.voucher_id / 100 = {world.last.index} ORDER BY v.voucher_id, p.n"
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
    world.by("chu", PayPayment(payment_request_id=number, value_date=day(str(on))))


@when("工程员签认第1期计量")
def _certificate(world: World) -> None:
    world.by("gong", world.certificate())


@then(parsers.parse("本期到期应付{due:d}万、暂缓{deferred:d}万"))
def _due(world: World, due: int, deferred: int) -> None:
    found = world.office.sql("SELECT due_fen, deferred_fen FROM certificate_line")

    assert [(due * WAN, deferred * WAN)] == found


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
