"""Tenders, contracts, guarantees and variations in Chinese: refused at the boundary, or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.command import Command
from cityledger.actions.contracts import ApproveVariation, SignContract
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.funding import ReceiveDeposit
from cityledger.actions.guarantees import ChangeGuarantee
from cityledger.actions.tenders import OpenBids
from cityledger.kernel.days import add_days
from tests.stories.tendering import BIDDERS, announcement, award, bids
from tests.stories.world import OTHER, WAN, World, day

scenarios("contracts.feature")

DUE = day("2025-03-16")
MORE = {"": 0, "多一分": 1, "少一分": -1}


@dataclass(frozen=True, kw_only=True)
class Qualify(Command):
    """The certificates of all bidders, valid until a day."""

    act: ClassVar[str] = "party.qualify"
    in_registry: ClassVar[bool] = True
    until: date


@form(Qualify)
def _qualify(context: Context, command: Qualify) -> Draft:
    del context
    draft = Draft()
    for party in BIDDERS:
        draft.add(
            "qualification",
            party_id=party,
            certificate_no="D1",
            role="contractor",
            grade="一级",
            valid_from=day("2020-01-01"),
            valid_to=command.until,
        )
    return draft


@when(parsers.parse("公告施工招标,投标时间{days:d}天"))
def _announced(world: World, days: int) -> None:
    command = announcement("标1", 10_000 * WAN, DUE, announced_on=add_days(DUE, -days))
    world.tries("zhi", command)


@when(parsers.re("(凭文件(?P<doc>.+))?直接发包“(?P<name>.+)”,估算(?P<wan>[0-9]+)万元(?P<more>.*)"))
def _direct(world: World, doc: str | None, name: str, wan: str, more: str) -> None:
    fen = int(wan) * WAN + MORE[more]
    command = announcement(
        f"标-{name}", fen, DUE, method="direct", scope_tag="管网", exempt_doc_no=doc
    )
    world.tries("zhi", command)


@given(parsers.parse("已公告标1,估算{wan:d}万元"))
def _put_out(world: World, wan: int) -> None:
    world.by("zhi", announcement("标1", wan * WAN, DUE))


@given(parsers.parse("已公告标1,要求一级施工资质,{due}截止"))
def _put_out_to_some(world: World, due: str) -> None:
    asks = {"required_role": "contractor", "required_grade": "特级、一级"}
    world.by("zhi", announcement("标1", 10_000 * WAN, day(due), **asks))


@given(parsers.parse("各投标人的一级资质至{until}有效"))
def _qualified(world: World, until: str) -> None:
    world.by("zhi", Qualify(until=day(until)))


@when(parsers.parse("标1开标,{count:d}家投标"))
def _opened(world: World, count: int) -> None:
    world.tries("zhi", OpenBids(tender="标1", bids=bids(10_000 * WAN)[:count]))


@when(parsers.parse("标1开标,两家的经办人都是{agent}"))
def _colluding(world: World, agent: str) -> None:
    first, second, third = bids(10_000 * WAN)
    both = (replace(first, agent=agent), replace(second, agent=agent), third)
    world.tries("zhi", OpenBids(tender="标1", bids=both))


@when(parsers.re("标1开标,保证金(?P<wan>[0-9]+)万元(?P<more>.*)"))
def _with_bond(world: World, wan: str, more: str) -> None:
    first, *others = bids(10_000 * WAN)
    bonded = replace(first, deposit_fen=int(wan) * WAN + MORE[more])
    world.tries("zhi", OpenBids(tender="标1", bids=(bonded, *others)))


@given("标1已开标")
def _open(world: World) -> None:
    _put_out(world, 10_000)
    world.by("zhi", OpenBids(tender="标1", bids=bids(10_000 * WAN)))


@when(parsers.parse("标1公示{days:d}天后定标"))
def _awarded_after(world: World, days: int) -> None:
    world.tries("shen", award("标1", DUE, noticed_on=add_days(DUE, 1 + days)))


@when("标1定给第二名")
def _second(world: World) -> None:
    world.tries("shen", award("标1", DUE, party_id=OTHER))


@when(parsers.parse("标1定给第二名,因{reason}"))
def _second_because(world: World, reason: str) -> None:
    world.tries("shen", award("标1", DUE, party_id=OTHER, reason=reason))


@given(parsers.parse("标1已定标,中标价{wan:d}万元"))
def _awarded(world: World, wan: int) -> None:
    assert wan == 10_000
    _open(world)
    world.by("shen", award("标1", DUE))


def on_tender(world: World, **change: object) -> None:
    """Try to sign C1 on tender 标1, noticed on 20 March."""
    world.tries("zhi", world.contract("C1", 10_000, **{**change, "tender": "标1"}))


@when(parsers.re("不经招标(?P<again>再?)签订(?P<wan>[0-9]+)万元(?P<more>.*)施工合同"))
def _untendered(world: World, again: str, wan: str, more: str) -> None:
    fen = int(wan) * WAN + MORE[more]
    terms: dict[str, object] = {"price_fen": fen, "performance_fen": 0, "plans": ()}
    terms |= {"tender": None, "advance_cap_fen": 0, "recoup_bp": 0}
    world.tries("zhi", world.contract(f"小{again}", 0, **terms))


@given(parsers.parse("邀请招标“{name}”已定标,中标价{wan:d}万元"))
def _invited(world: World, name: str, wan: int) -> None:
    world.by("zhi", announcement(name, wan * WAN, DUE, method="invited"))
    world.by("zhi", OpenBids(tender=name, bids=bids(wan * WAN)))
    world.by("shen", award(name, DUE))


@when(parsers.parse("按“{name}”签订{wan:d}万元施工合同"))
def _on_invited(world: World, name: str, wan: int) -> None:
    terms: dict[str, object] = {"performance_fen": 0, "plans": (), "tender": name}
    terms |= {"advance_cap_fen": 0, "recoup_bp": 0}
    world.tries("zhi", world.contract(f"邀{name}", wan, **terms))


@when(parsers.re("按标1签订(?P<wan>[0-9]+)万元(?P<more>多一分|)的合同"))
def _at_price(world: World, wan: str, more: str) -> None:
    on_tender(world, price_fen=int(wan) * WAN + MORE[more])


@when(parsers.parse("中标通知书发出{days:d}天后签订合同"))
def _after_days(world: World, days: int) -> None:
    on_tender(world, signed_on=add_days(day("2025-03-20"), days))


@when("与另一建设公司按标1签订合同")
def _with_another(world: World) -> None:
    account = {"payee_account": "6222000009", "wage_account": "6222000009"}
    on_tender(world, party_id=OTHER, **account)


@when("签订约定垫资的合同")
def _with_funds(world: World) -> None:
    on_tender(world, contractor_funds=True)


def subcontract(world: World, number: str, wan: int, scope: str, main: str) -> None:
    """Try to enter a subcontract with the other builder."""
    world.tries(
        "zhi",
        SignContract(
            contract_no=number,
            project="P1",
            kind="works",
            name=number,
            party_id=OTHER,
            payee_account="6222000009",
            price_fen=wan * WAN,
            signed_on=day("2025-04-01"),
            budget_line="K1",
            main_contract=main,
            delivery_mode=scope,
        ),
    )


@when(parsers.parse("把C1的{what}{wan:d}万元专业分包"))
def _specialist(world: World, what: str, wan: int) -> None:
    subcontract(world, what, wan, "specialist", "C1")


@when(parsers.parse("把C1的{what}{wan:d}万元作为主体结构分包"))
def _main_structure(world: World, what: str, wan: int) -> None:
    subcontract(world, what, wan, "main_structure", "C1")


@when(parsers.parse("把机电安装再分包{wan:d}万元"))
def _sub_sub(world: World, wan: int) -> None:
    subcontract(world, "再分包", wan, "labour", "机电安装")


@when(parsers.parse("在分包合同下计量{wan:d}万元"))
def _sub_certified(world: World, wan: int) -> None:
    assert wan == 100
    lines = (replace(world.certificate().lines[0], gross_fen=wan * WAN),)
    world.tries("gong", world.certificate(contract="机电安装", lines=lines))


@when(parsers.re("C1以(?P<form>现金|保函)收取(?P<kind>预付款|履约)保证金(?P<wan>[0-9]+)万元"))
def _deposit(world: World, form: str, kind: str, wan: str) -> None:
    kinds = {"预付款": "advance", "履约": "performance"}
    command = replace(
        world.guarantee("C1"),
        kind=kinds[kind],
        form={"现金": "cash", "保函": "letter"}[form],
        letter_no=f"{form}-{kind}",
        amount_fen=int(wan) * WAN,
    )
    world.tries("zhi", command)


def change(world: World, kind: str, **more: object) -> None:
    """Try to change the performance letter of C1."""
    terms = {
        "contract": "C1",
        "letter_no": "保函-C1",
        "kind": kind,
        "happened_on": day("2025-06-10"),
        "doc_no": "函1",
    }
    world.tries("zhi", ChangeGuarantee(**{**terms, **more}))  # type: ignore[arg-type]


@given("C1的履约保函已退还")
def _released(world: World) -> None:
    change(world, "released")


@given(parsers.parse("C1的保函在{until}到期"))
def _expiring(world: World, until: str) -> None:
    world.letter_until = until


@when(parsers.parse("C1的保函延期到{until}"))
def _extended(world: World, until: str) -> None:
    change(world, "extended", expires_on=day(until))


@when(parsers.re("C1的保函索赔(?P<wan>[0-9]+)万元(?P<more>.*)"))
def _claimed(world: World, wan: str, more: str) -> None:
    change(world, "claimed", amount_fen=int(wan) * WAN + MORE[more])


@when("申请第1期进度款")
def _progress(world: World) -> None:
    world.tries("zhi", world.progress())


@then(parsers.parse("收到保函余额为{wan:d}万元"))
def _letters_held(world: World, wan: int) -> None:
    rows = world.office.sql(
        "SELECT account, sum(debit_fen - credit_fen) FROM posting"
        " WHERE account IN ('9201', '9291') GROUP BY account ORDER BY account"
    )
    assert [("9201", wan * WAN), ("9291", -wan * WAN)] == rows


def vary(world: World, fen: int, **more: object) -> None:
    """Try to approve a variation of C1."""
    terms = {
        "contract": "C1",
        "doc_no": "变更",
        "amount_fen": fen,
        "approved_on": day("2025-06-01"),
        "reason": "增项",
    }
    world.tries("shen", ApproveVariation(**{**terms, **more}))  # type: ignore[arg-type]


@when(parsers.re("C1变更增加(?P<wan>[0-9]+)万元(?P<more>多一分|)(,批准文件(?P<doc>.+))?"))
def _varied(world: World, wan: str, more: str, doc: str | None) -> None:
    vary(world, int(wan) * WAN + MORE[more], authority_doc=doc)


@when(parsers.re("C1于(?P<on>.+)批准(?P<worked>[0-9-]+)(已施工|施工)的变更"))
def _dated(world: World, on: str, worked: str) -> None:
    vary(world, WAN, approved_on=day(on), worked_on=day(worked))


@given(parsers.parse("押金协议{number}约定{wan:d}万元"))
def _deposit_agreed(world: World, number: str, wan: int) -> None:
    terms = {"kind": "deposit", "tender": "标1", "plans": (), "performance_fen": 0}
    signed = {"signed_on": day("2025-03-10")}
    world.by("zhi", world.contract(number, wan, **terms, **signed))


@when(
    parsers.re("(?P<number>押.)收到(?P<kind>投标|履约)保证金(?P<wan>[0-9]+)万元(?P<more>多一分|)")
)
def _deposit_received(world: World, number: str, kind: str, wan: str, more: str) -> None:
    label = world.requests["deposit"] = world.requests.get("deposit", 0) + 1
    command = ReceiveDeposit(
        label=f"{number}-{label}",
        contract=number,
        account={"投标": "230701", "履约": "230702"}[kind],
        amount_fen=int(wan) * WAN + MORE[more],
        received_on=day("2025-03-21"),
        bank_account="B1",
    )
    world.tries("chu", command)
