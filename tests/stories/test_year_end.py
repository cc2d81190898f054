"""The end of a year in Chinese: closing, carry-over, and transfers between accounts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.contracts import Plan
from cityledger.actions.funding import ReceiveFunds
from cityledger.actions.payments import InvoiceUse, RejectPayment, RequestPayment
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.actions.projects import ApproveBudget, BudgetEntry, Document
from cityledger.actions.transfers import TransferMoney
from cityledger.actions.year_end import CarryYear, CloseYear
from cityledger.views.year_end import tranche_years
from tests.stories.test_walkthrough import booked
from tests.stories.world import WAN, World, day

scenarios("year_end.feature")


@then("年终凭证为")
def _vouchers(world: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == booked(world)


def _close_upto(world: World, last: int) -> None:
    world.by("fu", ClosePeriod(period=0))
    for period in range(202503, last + 1):
        world.by("fu", ClosePeriod(period=period))


@given("2025年除12月外已结账")
def _eleven(world: World) -> None:
    _close_upto(world, 202511)


@given("2025年只下达了指标、签了合同,除12月外已结账")
def _no_money(world: World) -> None:
    world.found()
    line = BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=13_000 * WAN)
    budget = ApproveBudget(
        project="P1",
        document=world.document("示发改〔2025〕8号"),
        lines=(line,),
        value_date=day("2025-03-01"),
    )
    world.by("zhi", budget)
    world.by("zhi", world.allotment("A2", "区级预算", 3_000))
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=300 * WAN, allotment="A2")
    world.by("zhi", world.contract("C1", 300, performance_fen=0, plans=(plan,)))
    _close_upto(world, 202511)


@given("2025年除11月和12月外已结账")
def _ten(world: World) -> None:
    _close_upto(world, 202510)


@when("复核员结2025年12月的账")
def _december(world: World) -> None:
    world.tries("fu", ClosePeriod(period=202512))


@when("制单员又申请支付进度款")
def _asks_late(world: World) -> None:
    world.invoice("C1", "25372000000000000012", 650, "2025-12-29")
    used = (InvoiceUse(number="25372000000000000012", amount_fen=650 * WAN),)
    world.by("zhi", replace(world.progress(), value_date=day("2025-12-30"), invoices=used))


@when("复核员结2025年11月的账")
def _november(world: World) -> None:
    world.by("fu", ClosePeriod(period=202511))


@when("复核员办理2025年年终结账")
def _close(world: World) -> None:
    world.tries("fu", CloseYear(year=2025))


@when("复核员结转2025年指标")
def _carry(world: World) -> None:
    document = Document(
        doc_no="示财结转〔2025〕1号",
        authority="示范区财政局",
        issued_on=day("2025-12-31"),
        title="结转通知",
    )
    world.tries("fu", CarryYear(year=2025, document=document))


@given("2025年已结账并结转指标")
def _closed_and_carried(world: World) -> None:
    _close(world)
    _carry(world)
    assert not isinstance(world.last, Exception)


@given("进度款已批准未支付")
def _approved(world: World) -> None:
    world.by("zhi", world.progress())
    world.approve("2025-06-12")


@when("复核员退回在途申请")
def _back(world: World) -> None:
    on, number = day("2025-12-30"), world.newest()
    command = RejectPayment(payment_request_id=number, value_date=on, reason="年底未付")
    world.by("fu", command)


def _receipt(label: str, on: str, wan: int) -> ReceiveFunds:
    return ReceiveFunds(
        label=label,
        source="区级预算",
        amount_fen=wan * WAN,
        received_on=day(on),
        bank_account="B1",
    )


@when("12月31日又收到区级预算T9一万元")
def _late(world: World) -> None:
    world.by("chu", _receipt("T9", "2025-12-31", 1))


@given("次年1月收到区级预算T8五万元")
def _january(world: World) -> None:
    world.by("fu", OpenPeriod(period=202601))
    world.by("chu", _receipt("T8", "2026-01-05", 5))


@then("结转清单为")
def _list(world: World, datatable: list[list[str]]) -> None:
    rows = world.office.ask(tranche_years, world.office.desk.book_id, 2025)
    found = [
        (
            row.label,
            row.carry_account,
            *(f"{Decimal(fen) / WAN:f}" for fen in (row.carried_fen, row.purse_fen, row.money_fen)),
        )
        for row in rows
        if row.in_budget
    ]

    assert [tuple(row) for row in datatable[1:]] == found
    assert [0] * len(rows) == [row.result_fen for row in rows]


@then("收入费用和预算收支余额均为零")
def _empty(world: World) -> None:
    rows = world.office.sql(
        "SELECT account, sum(debit_fen - credit_fen) FROM balance"
        " WHERE account >= '3301' AND account < '3303' OR account >= '4' AND account < '8'"
        " GROUP BY account HAVING sum(debit_fen - credit_fen) <> 0"
    )

    assert [] == rows


@then("12月可以结账")
def _closable(world: World) -> None:
    world.by("fu", ClosePeriod(period=202512))


@when("次年申请支付第2期进度款人工费200万")
def _next_year(world: World) -> None:
    world.by("fu", OpenPeriod(period=202601))
    world.by("gong", world.certificate(2, certified_on=day("2026-01-10")))
    world.invoice("C1", "26372000000000000002", 200, "2026-01-10")
    command = RequestPayment(
        project="P1",
        kind="progress",
        value_date=day("2026-01-20"),
        lines=(world.line("C1", "labour", 200, certificate_no=2),),
        invoices=(InvoiceUse(number="26372000000000000002", amount_fen=200 * WAN),),
    )
    renewed = replace(
        world.guarantee("C1"),
        letter_no="保函-续",
        valid_from=day("2026-01-12"),
        expires_on=day("2027-12-31"),
    )
    world.by("zhi", renewed)
    world.by("zhi", command)
    world.finish("2026-01-20")


@then(parsers.parse("付款占用指标{number}"))
def _allotment(world: World, number: str) -> None:
    memo = [row for row in booked(world) if row[3][0] == "9"]

    assert [
        ("1", "付", "借", "9104", "-", "200", number),
        ("1", "付", "贷", "9105", "-", "200", number),
    ] == memo


def _moved(world: World, fen: int) -> None:
    command = TransferMoney(
        tranche="T2",
        from_account="B1",
        to_account="B2",
        amount_fen=fen,
        value_date=day("2025-06-12"),
        reason="补充征收补偿专户",
    )
    world.tries("chu", command)


@when("出纳员从B1向B2划转T2五十万元")
def _fifty(world: World) -> None:
    _moved(world, 50 * WAN)


@when(parsers.parse("出纳员从B1向B2划转T2 {wan:d}万"))
def _all(world: World, wan: int) -> None:
    _moved(world, wan * WAN)


@when(parsers.parse("出纳员从B1向B2划转T2 {wan:d}万零一分"))
def _a_fen_more(world: World, wan: int) -> None:
    _moved(world, wan * WAN + 1)
