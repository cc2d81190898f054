"""Overrides and the interference register in Chinese, through the real gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.command import Command
from cityledger.actions.disclosures import Disclose
from cityledger.actions.draft import FORMS, Context, Draft
from cityledger.actions.interference import (
    ClearInterference,
    HandleInterference,
    RecordInterference,
    ReportZero,
)
from cityledger.actions.overrides import GrantOverride, RequestOverride, RevokeOverride
from cityledger.actions.payments import (
    ApprovePayment,
    InvoiceUse,
    PayLine,
    PayPayment,
    RejectPayment,
    ReviewPayment,
)
from cityledger.actions.people import AddUser, ChangeRole
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.kernel import money
from cityledger.ledger.receipt import Receipt
from cityledger.views.alerts import alerts
from cityledger.views.interference import card, records
from cityledger.views.interference_reports import missing
from cityledger.views.overrides import overrides, rates
from tests.stories.world import PARTY, WAN, World, day

scenarios("oversight.feature")

PAYDAY = "2025-06-12"
ORDER, LETTER = "payment.wrong_tranche", "payment.guarantee_expired"
REASON = "汛期抢工,专项资金尚未到账,先用区级资金垫付,到账后调整。"
WHO = {
    "制单员": "zhi",
    "复核员": "fu",
    "审批人": "shen",
    "总审批": "zong",
    "第三审批人": "san",
    "出纳": "chu",
    "审计员": "shenji",
}


@dataclass(frozen=True, kw_only=True)
class Declare(Command):
    """A declared interest, as its rows are; the command itself is another area's."""

    act: ClassVar[str] = "interest.declare"
    in_registry: ClassVar[bool] = True
    party_id: str


def _declared(context: Context, command: Declare) -> Draft:
    draft = Draft()
    names = {"user_id": context.actor, "party_id": command.party_id}
    draft.add("declared_interest", **names, held=1, reason="亲属任职")
    return draft


def go_to(world: World, on: str) -> None:
    """Let the clock of the machine come to the morning of a day."""
    now = world.office.ask(world.office.desk.now)
    world.office.skip((day(on) - now.date()).days * 86_400)


@given("已到付款日并有三名审批人")
def _payday(world: World) -> None:
    world.upto(3)
    go_to(world, PAYDAY)
    pen = Pen("san", SoftKey(bytes([99]) * 32), idle=9e9, longest=9e9)
    world.office.pens["san"] = pen
    third = AddUser(user_id="san", name="第三审批人", public=pen.public.hex(), roles=("approver",))
    world.office.two("guan", "fuguan", third)


@given(parsers.parse("C1的保函到{until}为止"))
def _letter(world: World, until: str) -> None:
    world.letter_until = until


def ask(world: World, **change: object) -> None:
    """Ask for an override of 650万 until the end of the month."""
    terms: dict[str, object] = {
        "control": ORDER,
        "project": "P1",
        "limit_fen": 650 * WAN,
        "reason": REASON,
        "doc_no": "示住建纪要〔2025〕12号",
        "expires_on": day("2025-06-30"),
    }
    world.tries("zhi", RequestOverride(**{**terms, **change}))  # type: ignore[arg-type]


def granted(world: World, **change: object) -> None:
    """Have an override asked for and granted."""
    ask(world, **change)
    assert isinstance(world.last, Receipt)
    world.by("zong", GrantOverride(override_id=1, reason="情况属实,同意垫付"))


@given(parsers.parse("总审批批准了650万元的资金顺序特批,有效至{until}"))
def _granted_until(world: World, until: str) -> None:
    granted(world, expires_on=day(until))


@given(parsers.parse("总审批批准了{yuan}元的资金顺序特批"))
def _granted_for(world: World, yuan: str) -> None:
    granted(world, limit_fen=money.parse(yuan))


@given("总审批批准了给合同C2的资金顺序特批")
def _granted_other(world: World) -> None:
    granted(world, contract="C2")


@given("总审批批准了650万元的保函特批")
def _granted_letter(world: World) -> None:
    granted(world, control=LETTER)


@given("制单员同时持有审批岗位")
def _two_hats(world: World) -> None:
    world.office.two("guan", "fuguan", ChangeRole(user_id="zhi", role="approver", held=True))


@when("制单员申请650万元的资金顺序特批")
def _asked(world: World) -> None:
    ask(world)


@when("制单员申请特批后自己批准")
def _own_grant(world: World) -> None:
    ask(world)
    world.tries("zhi", GrantOverride(override_id=1, reason="同意"))


@when(parsers.parse("制单员申请特批规则{code}"))
def _asked_rule(world: World, code: str) -> None:
    ask(world, control=code)


@when(parsers.parse("制单员申请有效至{until}的特批"))
def _asked_until(world: World, until: str) -> None:
    ask(world, expires_on=day(until))


@when(parsers.parse("制单员以{count:d}个字的理由申请特批"))
def _asked_because(world: World, count: int) -> None:
    ask(world, reason="因" * count)


@when("引用特批申请第1期进度款全部用T2")
def _named(world: World) -> None:
    world.tries("zhi", world.progress(slices=world.picked("T2", 450), overrides=(1,)))


@when("不引用特批申请第1期进度款全部用T2")
def _unnamed(world: World) -> None:
    world.tries("zhi", world.progress(slices=world.picked("T2", 450)))


@when(parsers.parse("引用特批于{on}申请第1期进度款全部用T2"))
def _named_on(world: World, on: str) -> None:
    slices = world.picked("T2", 450)
    world.tries("zhi", world.progress(slices=slices, overrides=(1,), value_date=day(on)))


@when("引用特批申请第1期进度款")
def _named_in_order(world: World) -> None:
    world.tries("zhi", world.progress(overrides=(1,)))


@when("引用特批再申请一笔预付款")
def _named_again(world: World) -> None:
    lines = (world.line("C1", "advance", 1),)
    world.tries("zhi", world.progress(kind="advance", lines=lines, invoices=(), overrides=(1,)))


@when("申请第1期进度款")
def _progress(world: World) -> None:
    world.tries("zhi", world.progress())


def part(world: World, fen: int) -> None:
    """Ask for a part of the wages of the first certificate."""
    line = PayLine(contract="C1", part="labour", amount_fen=fen, certificate_no=1)
    invoices = (InvoiceUse(number="25372000000000000001", amount_fen=fen),)
    world.tries("zhi", world.progress(lines=(line,), invoices=invoices))
    assert isinstance(world.last, Receipt)


@when("分两笔各申请25万元进度款")
def _two_parts(world: World) -> None:
    part(world, 25 * WAN)
    part(world, 25 * WAN)


@when("申请25万元进度款")
def _one_part(world: World) -> None:
    part(world, 25 * WAN)


@when("再申请进度款249999.99元,连同在办的差一分到限额")
def _a_fen_less(world: World) -> None:
    part(world, 25 * WAN - 1)


@then(parsers.parse("该申请{state}"))
def _stands(world: World, state: str) -> None:
    wanted = {"待第二审批人": "endorsed", "已批准": "approved"}
    assert wanted[state] == world.state(world.newest())


@when("出纳支付前一笔申请")
def _paid_before(world: World) -> None:
    command = PayPayment(payment_request_id=world.newest() - 1, value_date=day(PAYDAY))
    world.tries("chu", command)


@when("申请C2的预付款")
def _other_contract(world: World) -> None:
    lines = (world.line("C2", "advance", 200),)
    world.tries("zhi", world.progress(kind="advance", lines=lines, invoices=()))


def review(world: World) -> None:
    number = world.newest()
    world.by("fu", ReviewPayment(payment_request_id=number, value_date=day(PAYDAY)))


def approve(world: World, who: str) -> None:
    command = ApprovePayment(payment_request_id=world.newest(), value_date=day(PAYDAY))
    world.tries(who, command)


@when("复核并审批该申请")
def _approved(world: World) -> None:
    review(world)
    approve(world, "shen")
    approve(world, "san")


@when("出纳支付该申请")
def _paid(world: World) -> None:
    command = PayPayment(payment_request_id=world.newest(), value_date=day(PAYDAY))
    world.tries("chu", command)


@when("复核、审批并支付该申请")
def _all_steps(world: World) -> None:
    _approved(world)
    _paid(world)


@when(parsers.parse("复核后由{who}审批"))
def _reviewed_then(world: World, who: str) -> None:
    review(world)
    approve(world, WHO[who])


@when(parsers.parse("{who}审批该申请"))
def _approves(world: World, who: str) -> None:
    approve(world, WHO[who])


@when("复核员收回特批")
def _revoked(world: World) -> None:
    world.by("fu", RevokeOverride(override_id=1, reason="专项资金已到账"))


@when("复核员退回第1期进度款申请")
def _sent_back(world: World) -> None:
    number, on = world.newest(), day(PAYDAY)
    world.by("fu", RejectPayment(payment_request_id=number, value_date=on, reason="资料不全"))


@then("特批1已用650万元,经办人两笔申请一笔用了特批")
def _used(world: World) -> None:
    book, on = world.office.desk.book_id, day(PAYDAY)
    (row,) = world.office.ask(lambda read: overrides(read, book, on))
    assert (650 * WAN, 0, "held") == (row.used_fen, row.left_fen, row.state)
    assert ["paid"] == [use.state for use in row.uses]
    maker = next(x for x in world.office.ask(lambda r: rates(r, book)) if x.user_id == "zhi")
    # The advance of case 2 and this request: one of two.
    assert (2, 1, 5000, 1) == (maker.requested, maker.overridden, maker.rate_bp, maker.asked)


def record(world: World, who: str, **named: object) -> None:
    """Record a telephone call about a contract or a request."""
    command = RecordInterference(
        occurred_on=day("2025-06-11"),
        channel="电话",
        area="资金拨付",
        directness="indirect",
        act_kind="打招呼",
        actor_name="某领导",
        actor_post="副职",
        content="来电要求先付A标段",
        **named,  # type: ignore[arg-type]
    )
    world.by(WHO[who], command)


@given(parsers.parse("{who}登记了针对合同{contract}的打招呼"))
@when(parsers.parse("{who}登记了针对合同{contract}的打招呼"))
def _recorded(world: World, who: str, contract: str) -> None:
    record(world, who, contract=contract)


@given(parsers.parse("{who}登记了针对项目{project}的打招呼"))
def _recorded_project(world: World, who: str, project: str) -> None:
    record(world, who, project=project)


@when(parsers.parse("{who}登记了针对该申请的打招呼"))
def _recorded_request(world: World, who: str) -> None:
    record(world, who, payment_request_id=world.newest())


@given("复核员登记了指定分包给施工单位的干预")
def _supplier(world: World) -> None:
    world.by(
        "fu",
        RecordInterference(
            occurred_on=day("2025-06-11"),
            channel="当面",
            area="工程招标",
            directness="直接",
            act_kind="supplier",
            content="要求把另一项目的土方分包给该公司",
            beneficiary_id=PARTY["contractor"],
        ),
    )


@given("审批人对施工单位申报了利害关系")
def _interested(world: World) -> None:
    FORMS[Declare] = _declared  # type: ignore[assignment]
    try:
        world.by("shen", Declare(party_id=PARTY["contractor"]))
    finally:
        del FORMS[Declare]


@when(parsers.re("(?P<who>.+)登记处理决定(?P<effect>[a-z]+)(?P<closing>并办结|)"))
def _handled(world: World, who: str, effect: str, closing: str) -> None:
    world.tries(
        WHO[who],
        HandleInterference(
            interference_id=1,
            reported_to="区纪委监委派驻组",
            reported_on=day(PAYDAY),
            decision="已核查",
            effect=effect,
            closed_on=day(PAYDAY) if closing else None,
        ),
    )


@when(parsers.parse("{who}解除干预"))
def _cleared(world: World, who: str) -> None:
    reason = "已核实计量真实,与来电无关"
    world.tries(WHO[who], ClearInterference(interference_id=1, reason=reason))


@when(parsers.parse("{who}查阅登记{number:d}"))
def _read(world: World, who: str, number: int) -> None:
    command = Disclose(kind="interference", subject=str(number), purpose="核查")
    world.tries(WHO[who], command)


@then("看到内容和登记人复核员")
def _seen(world: World) -> None:
    assert isinstance(world.last, Receipt)
    book, leaf = world.office.desk.book_id, world.last.index
    found = world.office.ask(lambda read: card(read, book, 1, leaf, day(PAYDAY)))
    assert ("来电要求先付A标段", "某领导", "复核员") == (
        found.content,
        found.actor_name,
        found.recorder,
    )


@then("查阅留痕两条")
def _logged(world: World) -> None:
    rows = world.office.sql("SELECT actor, kind, subject FROM disclosure ORDER BY leaf_idx")
    assert [("shenji", "interference", "1"), ("fu", "interference", "1")] == rows


@then("公开的登记簿里没有人名和内容")
def _masked(world: World) -> None:
    book, on = world.office.desk.book_id, day(PAYDAY)
    told = world.office.ask(lambda read: alerts(read, book, on))
    # Who has yet to report is told by name, whoever it is.
    open_ones = [alert for alert in told if alert.kind.startswith("interference")]
    assert 2 == len(open_ones)
    shown = str((world.office.ask(lambda read: records(read, book, on)), open_ones))
    assert [] == [word for word in ("某领导", "来电", "复核员", "'fu'") if word in shown]


@given(parsers.parse("已到{on}"))
def _day_comes(world: World, on: str) -> None:
    go_to(world, on)


@when(parsers.parse("{who}作2025年6月零报告"))
def _zero(world: World, who: str) -> None:
    world.tries(WHO[who], ReportZero(month=202506))


@then(parsers.parse("2025年6月未报告的人里没有{name}"))
def _reported(world: World, name: str) -> None:
    book = world.office.desk.book_id
    silent = {row.name for row in world.office.ask(lambda read: missing(read, book, 202506))}
    assert name not in silent
    assert "审计员" in silent


def unreported(world: World, on: date) -> list[tuple[str, int]]:
    book = world.office.desk.book_id
    found = world.office.ask(lambda read: alerts(read, book, on))
    return [(x.level, x.days) for x in found if x.kind == "interference_unreported"]


@then(parsers.parse("到{on}提醒尚在期限内"))
def _in_time(world: World, on: str) -> None:
    assert [("amber", 0)] == unreported(world, day(on))


@then(parsers.parse("到{on}提醒已超期"))
def _late(world: World, on: str) -> None:
    assert [("red", -1)] == unreported(world, day(on))


@then(parsers.parse("到{on}没有未报告的提醒"))
def _not_waiting(world: World, on: str) -> None:
    assert [] == unreported(world, day(on))
