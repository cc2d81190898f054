"""The clearance of a shantytown in Chinese: refused at the boundary, allowed beside it."""

from __future__ import annotations

import json
from dataclasses import replace

from pytest_bdd import given, parsers, scenarios, then, when
from sqlalchemy import text

from cityledger.actions.contracts import Plan
from cityledger.actions.disclosures import DiscloseHousehold
from cityledger.actions.payments import PayLine, RequestPayment
from cityledger.actions.renewal import SurveyHouses, Value, ValueHouses
from cityledger.kernel import money
from cityledger.kernel.errors import Refused
from cityledger.views.disclosures import disclosures, household_identity
from tests.conftest import BOOK
from tests.laws.raw import Raw, Tables, row
from tests.stories.clearance import DECIDED_ON, PLAN_ON, PLOT
from tests.stories.world import OTHER, WAN, World, day
from tests.views.conftest import SecondTale, second_book

scenarios("renewal.feature")

EACH = 15 * WAN
SIGNED_ON = "2025-08-06"
PLAN = Plan(source="省级棚改补助", fiscal_year=2025, amount_fen=EACH, allotment="A3")


# ------------------------------------------------------------------------ before the decision


def _listed(world: World) -> None:
    world.upto(1)
    world.by("zhi", world.allotment("A3", "省级棚改补助", 900))
    world.by("zhi", world.listed(households=3))
    world.by("zhi", world.step("notice", "2025-06-01"))


@given("地块已列入计划,只办了公告")
def _noticed(world: World) -> None:
    _listed(world)


@given("地块已列入计划并完成公告听证和方案")
def _planned(world: World) -> None:
    _listed(world)
    world.by("zhi", world.step("hearing", "2025-06-20"))
    world.by("zhi", world.step("plan", PLAN_ON))


@given(parsers.re(r"征收补偿专户到账(?P<wan>\d+)万元"))
def _in_special_account(world: World, wan: str) -> None:
    world.by("chu", world.compensation(int(wan)))


@given(parsers.re(r"征收补偿专户到账(?P<wan>\d+)万元,只能用于(?P<use>\w+)"))
def _for_another_use(world: World, wan: str, use: str) -> None:
    world.by("chu", world.compensation(int(wan), uses=(use,)))


@given(parsers.re(r"项目专户到账(?P<wan>\d+)万元"))
def _in_project_account(world: World, wan: str) -> None:
    world.by("chu", world.compensation(int(wan), bank_account="B1"))


@given(parsers.re(r"作出所需资金为(?P<yuan>[\d.]+)元的征收决定"))
@when(parsers.re(r"作出所需资金为(?P<yuan>[\d.]+)元的征收决定"))
def _decide(world: World, yuan: str) -> None:
    world.tries("zhi", world.step("decision", DECIDED_ON, needed_fen=money.parse(yuan)))


@when(parsers.parse("第二个地块作出所需资金为{yuan}元的征收决定"))
def _decide_second(world: World, yuan: str) -> None:
    plot = "板桥坊-2"
    world.by("zhi", world.listed(plot=plot))
    for step, on in (("notice", "2025-06-01"), ("hearing", "2025-06-20"), ("plan", PLAN_ON)):
        world.by("zhi", world.step(step, on, plot=plot))
    needed = money.parse(yuan)
    world.tries("zhi", world.step("decision", DECIDED_ON, plot=plot, needed_fen=needed))


@when(parsers.parse("于{on}作出征收决定"))
def _decide_on(world: World, on: str) -> None:
    world.tries("zhi", world.step("decision", on, 600))


# ---------------------------------------------------------------------------------- agreements


@given("征收决定已作出,1户已调查评估")
def _decided(world: World) -> None:
    _planned(world)
    world.by("chu", world.compensation(900))
    world.by("zhi", world.step("decision", DECIDED_ON, 45))
    world.surveyed(1)


@given("征收决定只列明150000.00元,专户恰有这些钱,2户已调查评估")
def _decided_on_too_little(world: World) -> None:
    _planned(world)
    world.by("chu", world.compensation(15))
    world.by("zhi", world.step("decision", DECIDED_ON, 15))
    world.surveyed(2)


@when("专户又到账15万元,再签订第2户的协议")
def _more_money(world: World) -> None:
    world.by("chu", world.compensation(15, label="T5"))
    sign(world, 2)


def sign(world: World, n: int = 1, on: str = SIGNED_ON, **change: object) -> None:
    """Try to sign one household, with some terms changed."""
    command = world.agreed(1, n)
    terms = replace(command.agreements[0], **change)  # type: ignore[arg-type]
    plan = replace(PLAN, amount_fen=terms.amount_fen)
    world.tries("zhi", replace(command, signed_on=day(on), agreements=(terms,), plan=plan))


@given("签订第1户的协议")
@when("签订第1户的协议")
def _sign(world: World) -> None:
    sign(world)


@when(parsers.parse("于{on}签订1户协议"))
def _sign_on(world: World, on: str) -> None:
    sign(world, on=on)


@when("签订第2户的协议")
def _sign_second(world: World) -> None:
    sign(world, 2)


@when("签订计划外地块的协议")
def _sign_elsewhere(world: World) -> None:
    sign(world, plot="人民公园")


@when(parsers.parse("签订面积为{area}平方米的协议"))
def _sign_area(world: World, area: str) -> None:
    sign(world, area_dm2=int(area.replace(".", "")))


@when(parsers.parse("签订房屋补偿为{yuan}元的协议"))
def _sign_price(world: World, yuan: str) -> None:
    sign(world, amount_fen=money.parse(yuan))


@when("由他人签订第1户的协议")
def _sign_as_another(world: World) -> None:
    sign(world, owner_name="李四")


@given("第2户调查登记的是同一个人")
def _same_person(world: World) -> None:
    first = world.house(1)
    second = world.house(2, owner_name=first.owner_name, resident_no=first.resident_no)
    where = {"project": "P1", "plot": PLOT}
    survey = SurveyHouses(surveyed_on=day("2025-07-10"), houses=(second,), **where)
    world.by("gong", survey)
    value = (Value(household_no="0002", value_fen=EACH),)
    valued = {"appraiser_id": OTHER, "valued_on": day("2025-07-20")}
    world.by("zhi", ValueHouses(values=value, **valued, **where))  # type: ignore[arg-type]


@when("两户一起签约")
def _sign_both(world: World) -> None:
    command = world.agreed(2)
    first, second = command.agreements
    both = (first, replace(second, owner_name=first.owner_name))
    world.tries("zhi", replace(command, agreements=both))


def second(world: World) -> SecondTale:
    """Return another book of this ledger whose plot is decided."""
    other = SecondTale(second_book(world.office))
    other.upto(1)
    other.by("zhi", other.allotment("A3", "省级棚改补助", 900))
    other.by("chu", other.compensation(900))
    other.cleared(45)
    return other


@given("同一人已在另一账套签约,房屋是另一处")
def _signed_elsewhere(world: World) -> None:
    other = second(world)
    house = other.house(1, house_no="示房字第90001号")
    where = {"project": "P1", "plot": PLOT}
    on = day("2025-07-10")
    other.by("gong", SurveyHouses(surveyed_on=on, houses=(house,), **where))
    value = (Value(household_no="0001", value_fen=EACH),)
    valued = {"appraiser_id": OTHER, "valued_on": on}
    other.by("zhi", ValueHouses(values=value, **valued, **where))  # type: ignore[arg-type]
    other.by("zhi", other.agreed(1))


@when("另一账套调查同一房屋")
def _surveyed_elsewhere(world: World) -> None:
    other = second(world)
    house = replace(other.house(7), house_no=world.house(1).house_no)
    command = SurveyHouses(project="P1", plot=PLOT, surveyed_on=day("2025-07-10"), houses=(house,))
    other.tries("gong", command)
    world.last = other.last


@given("有人绕过程序写入同一房屋的第二份协议")
def _smuggled(world: World) -> None:
    """A faulty program may sign what the gate would refuse: only the payment can stop it."""
    tables: Tables = {}
    for table, change in (
        ("contract", {"contract_id": 99, "contract_no": "H9999"}),
        ("household", {"contract_id": 99, "household_no": "9999", "resident_hash": None}),
    ):
        query = text(
            f"SELECT * FROM {table} WHERE contract_id = (SELECT max(contract_id) FROM {table})"
        )
        with world.office.desk.read() as read:
            found = dict(read.execute(query).mappings().one())
        del found["book_id"], found["leaf_idx"]
        tables[table] = [row(**(found | change))]
    assert Raw(world.office).act("agreements.sign", tables).findings == ()


# ------------------------------------------------------------------------------------ payments


def payout(**change: object) -> RequestPayment:
    """Return a request that pays household 1."""
    terms: dict[str, object] = {
        "contract": "H0001",
        "part": "compensation",
        "certificate_no": 1,
        "amount_fen": EACH,
    }
    line = PayLine(**{**terms, **change})  # type: ignore[arg-type]
    on = day("2025-08-09")
    return RequestPayment(project="P1", kind="compensation", value_date=on, lines=(line,))


@when(parsers.parse("申请把第1户的补偿款付给{name}"))
def _pay_another(world: World, name: str) -> None:
    world.tries("zhi", payout(payee_name=name))


@then("拒绝中没有全名")
def _no_name(world: World) -> None:
    assert isinstance(world.last, Refused)
    said = json.dumps([finding.value() for finding in world.last.findings], ensure_ascii=False)
    assert "王**" in said
    assert "被**" in said
    assert "王五" not in said
    assert "被征收人" not in said


@when(parsers.re(r"把第1期进度款按(?P<kind>[a-z_]+)申请"))
def _progress_as(world: World, kind: str) -> None:
    line = PayLine(contract="C1", part="due", certificate_no=1, amount_fen=450 * WAN)
    on = day("2025-08-09")
    world.tries("zhi", RequestPayment(project="P1", kind=kind, value_date=on, lines=(line,)))


@when("申请并付清第1户的补偿款")
def _pay(world: World) -> None:
    world.by("zhi", payout())
    world.finish("2025-08-09")


@when("再次申请第1户的补偿款")
def _pay_again(world: World) -> None:
    world.tries("zhi", payout())


# --------------------------------------------------------------------------------- disclosures


@when(parsers.re(r"(?P<who>[a-z]+)为“(?P<purpose>.+)”查看(?P<contract>\w+)"))
def _disclose(world: World, who: str, purpose: str, contract: str) -> None:
    world.tries(who, DiscloseHousehold(contract=contract, purpose=purpose))


def seen(world: World, who: str, contract: str) -> str | None:
    """Return the full name a person can see now."""
    with world.office.desk.read() as read:
        now = world.office.desk.now(read)
        found = household_identity(read, BOOK, contract, who, now)
    return found.owner_name if found else None


@then(parsers.re(r"(?P<who>[a-z]+)看不到(?P<contract>\w+)的全名"))
def _unseen(world: World, who: str, contract: str) -> None:
    assert seen(world, who, contract) is None


@then(parsers.re(r"(?P<who>[a-z]+)看到(?P<contract>\w+)的全名"))
def _seen(world: World, who: str, contract: str) -> None:
    assert "被征收人0001" == seen(world, who, contract)


@when(parsers.parse("过了{hours:d}小时"))
def _later(world: World, hours: int) -> None:
    world.office.skip(hours * 3600)


@then(parsers.parse("查看记录有{count:d}条"))
def _logged(world: World, count: int) -> None:
    with world.office.desk.read() as read:
        found = disclosures(read, BOOK)
    assert count == len(found)
    assert ("fu", "复核员", "household", "H0001", "核对收款账户是否本人") == (
        found[0].actor,
        found[0].name,
        found[0].kind,
        found[0].subject,
        found[0].purpose,
    )
