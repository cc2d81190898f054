"""Partnerships in Chinese: vouchers as case 10 books them, rules at their boundaries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.certificates import Measured
from cityledger.actions.payments import PayPayment
from cityledger.actions.periods import OpenPeriod
from cityledger.actions.ppp import Duty
from cityledger.controls.pack import national
from cityledger.controls.parameters import Parameters
from cityledger.views import ppp as views
from tests.stories import partnership
from tests.stories.partnership import EQUITY, YEARS
from tests.stories.test_walkthrough import booked
from tests.stories.world import WAN, World, day

scenarios("ppp.feature")

CLAUSES = {
    "BT": "is_bt",
    "政府回购": "has_repurchase",
    "固定回报": "has_fixed_return",
    "保底收益": "has_minimum_return",
}


@then("PPP凭证为")
def _vouchers(world: World, datatable: list[list[str]]) -> None:
    assert [tuple(row) for row in datatable[1:]] == booked(world)


@given("已签订污水处理厂PPP合同")
def _signed(world: World) -> None:
    partnership.furnish(world, agreed=False)


@given("PPP协议已入账")
def _agreed(world: World) -> None:
    partnership.furnish(world)


@given(parsers.parse("已登记各年度支出数{wan:d}万"))
@when(parsers.parse("登记各年度支出数{wan:d}万"))
def _capacity(world: World, wan: int) -> None:
    if not world.done:
        partnership.furnish(world, agreed=False)
    world.by("zhi", partnership.figures(wan * WAN))


@when("制单员登记PPP协议")
def _agree(world: World) -> None:
    world.tries("zhi", partnership.agreement())


@when(parsers.parse("制单员登记含{clause}的PPP协议"))
def _forbidden(world: World, clause: str) -> None:
    world.tries("zhi", partnership.agreement("PPP1", **{CLAUSES[clause]: True}))


@when(parsers.parse("制单员登记每年补贴{wan:d}万的PPP协议"))
def _yearly(world: World, wan: int) -> None:
    duties = partnership.subsidies(wan * WAN)
    world.tries("zhi", partnership.agreement(duties=duties))


@when(parsers.parse("制单员登记每年补贴{wan:d}万零一分的PPP协议"))
def _yearly_and_a_fen(world: World, wan: int) -> None:
    more, rest = partnership.subsidies(wan * WAN + 1, range(2025, 2026)), range(2026, 2050)
    duties = (*more, *partnership.subsidies(wan * WAN, rest))
    world.tries("zhi", partnership.agreement(duties=duties))


@when("制单员登记政府付费的PPP协议")
def _government_pay(world: World) -> None:
    duties = partnership.subsidies()
    world.tries("zhi", partnership.agreement(duties=duties, mechanism="government_pay"))


@when(parsers.parse("制单员按缺口公式登记2025年补贴{yuan}元"))
def _by_formula(world: World, yuan: str) -> None:
    terms = (
        "construction_fen=100000000,profit_ppm=80000,discount_ppm=50000,years=10,nth=1,"
        "operating_fen=5000000,fees_fen=4000000"
    )
    fen = int(yuan.replace(".", ""))
    duty = Duty(year=2025, kind="operating", planned_fen=fen, formula="gap", parameters=terms)
    world.tries("zhi", partnership.agreement(duties=(duty,)))


@when(parsers.parse("{on}签订的{mechanism}项目登记为{regime}"))
def _regime(world: World, on: str, mechanism: str, regime: str) -> None:
    number = f"PPP-{on}-{mechanism}-{regime}"
    contract = partnership.contract(number, signed_on=day(on), price_fen=100 * WAN)
    world.by("zhi", contract)
    names = {"缺口补助": "gap_subsidy", "使用者付费": "user_pay"}
    regimes = {"存量": "stock", "特许经营": "concession"}
    is_gap = names[mechanism] == "gap_subsidy"
    command = partnership.agreement(
        number,
        mechanism=names[mechanism],
        regime=regimes[regime],
        duties=partnership.subsidies(WAN) if is_gap else (EQUITY,),
    )
    world.tries("zhi", command)


@when(parsers.parse("申请支付资本金{wan:d}万并付款"))
def _capital(world: World, wan: int) -> None:
    world.by("zhi", partnership.capital(wan))
    world.finish("2025-04-02")


@when(parsers.parse("再申请支付资本金{wan:d}万"))
def _more_capital(world: World, wan: int) -> None:
    world.tries("zhi", partnership.capital(wan))


@given(parsers.parse("工程员登记{year:d}年绩效得分{ppm:d}"))
@when(parsers.parse("工程员登记{year:d}年绩效得分{ppm:d}"))
@when(parsers.parse("工程员再次登记{year:d}年绩效得分{ppm:d}"))
def _score(world: World, year: int, ppm: int) -> None:
    world.tries("gong", partnership.score(year, ppm))


@when(parsers.parse("工程员于{on}登记{year:d}年绩效得分{ppm:d}"))
def _score_on(world: World, on: str, year: int, ppm: int) -> None:
    if on > "2026":
        world.by("fu", OpenPeriod(period=202601))
    world.tries("gong", replace(partnership.score(year, ppm), assessed_on=day(on)))


@when("制单员登记使用者付费、只出资本金的PPP协议")
def _user_pay(world: World) -> None:
    world.tries("zhi", partnership.agreement(mechanism="user_pay", duties=(EQUITY,)))


@when(parsers.parse("凭文件把{year:d}年股权投资调为{wan:d}万"))
def _amend_equity(world: World, year: int, wan: int) -> None:
    duty = Duty(year=year, kind="equity", planned_fen=wan * WAN)
    world.tries("zhi", partnership.amendment(duty))


@when(parsers.parse("凭文件把{year:d}年股权投资调为零一分"))
def _amend_equity_by_a_fen(world: World, year: int) -> None:
    world.tries("zhi", partnership.amendment(Duty(year=year, kind="equity", planned_fen=1)))


def _pays(world: World, fen: int, certificate_no: int | None = 1) -> None:
    world.invoice("PPP1", "25372000000000000077", 1_300, "2025-06-02")
    world.tries("zhi", partnership.subsidy(fen, certificate_no))


@when(parsers.parse("申请支付运营补贴{wan:d}万并付款"))
def _subsidy(world: World, wan: int) -> None:
    _pays(world, wan * WAN)
    world.approve("2025-06-12")
    number = world.newest()
    world.by("chu", PayPayment(payment_request_id=number, value_date=day("2025-06-12")))


@when(parsers.parse("申请支付运营补贴{wan:d}万零一分"))
def _subsidy_and_a_fen(world: World, wan: int) -> None:
    _pays(world, wan * WAN + 1)


@when(parsers.parse("没有绩效评价就申请支付运营补贴{wan:d}万"))
def _unscored(world: World, wan: int) -> None:
    _pays(world, wan * WAN, None)


@given(parsers.parse("总监签认了PPP合同的进度计量{wan:d}万"))
def _measured(world: World, wan: int) -> None:
    lines = (Measured(gross_fen=wan * WAN),)
    world.by("gong", world.certificate(contract="PPP1", lines=lines))


@when(parsers.parse("按该计量申请支付运营补贴{wan:d}万"))
def _by_measure(world: World, wan: int) -> None:
    _pays(world, wan * WAN)


@when(parsers.parse("没有文件把{year:d}年补贴调为{wan:d}万"))
def _amend_without(world: World, year: int, wan: int) -> None:
    duty = Duty(year=year, kind="operating", planned_fen=wan * WAN)
    world.tries("zhi", partnership.amendment(duty, doc_no=""))


@when(parsers.parse("凭文件把{year:d}年补贴调为{wan:d}万"))
def _amend(world: World, year: int, wan: int) -> None:
    duty = Duty(year=year, kind="operating", planned_fen=wan * WAN)
    world.tries("zhi", partnership.amendment(duty))


@then(parsers.parse("{year:d}年补贴现为{now:d}万,原计划{before:d}万仍在账"))
def _both_rows(world: World, year: int, now: int, before: int) -> None:
    rows = world.office.sql(
        f"SELECT planned_fen FROM ppp_duty WHERE year = {year} AND kind = 'operating'"
        " ORDER BY leaf_idx"
    )
    standing = [
        duty.planned_fen
        for duty in world.office.ask(views.duties, world.office.desk.book_id)
        if (duty.year, duty.kind) == (year, "operating")
    ]

    assert [(before * WAN,), (now * WAN,)] == rows
    assert [now * WAN] == standing


TODAY = date(2025, 6, 1)


def _tried(world: World, first: int, fen: int) -> None:
    world.requests["leaves"] = _leaves(world)
    parameters = Parameters(national().parameters)
    added = {year: fen for year in YEARS if year >= first}
    book = world.office.desk.book_id
    answer = world.office.ask(views.what_if, book, added, parameters, TODAY)
    world.requests["broken"] = answer.broken_year or 0


def _leaves(world: World) -> int:
    return int(world.office.sql("SELECT count(*) FROM leaf")[0][0])


@when(parsers.parse("试算{first:d}年起每年{wan:d}万的新项目"))
def _what_if(world: World, first: int, wan: int) -> None:
    _tried(world, first, wan * WAN)


@when(parsers.parse("试算{first:d}年起每年{wan:d}万零一分的新项目"))
def _what_if_and_a_fen(world: World, first: int, wan: int) -> None:
    _tried(world, first, wan * WAN + 1)


@then("不超限")
def _fits(world: World) -> None:
    assert world.requests["broken"] == 0


@then(parsers.parse("首个超限年度为{year:d}"))
def _breaks(world: World, year: int) -> None:
    assert year == world.requests["broken"]


@then("账簿没有新增记录")
def _nothing_written(world: World) -> None:
    assert world.requests["leaves"] == _leaves(world)
