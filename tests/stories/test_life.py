"""Five parties and the life of a project, told in Chinese and kept by the gate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.command import Command
from cityledger.actions.contracts import Plan
from cityledger.actions.documents import RegisterDocument
from cityledger.actions.draft import FORMS, Context, Draft
from cityledger.actions.payments import InvoiceUse
from cityledger.actions.project_life import EnterPhase, RecordReview
from cityledger.actions.projects import (
    AdjustBudget,
    ApproveBudget,
    BudgetEntry,
    ChangeResponsible,
    Responsible,
    Section,
)
from cityledger.actions.qualifications import (
    DeclareInterest,
    Link,
    QualificationEntry,
    QualifyParty,
)
from cityledger.actions.registry import AccountEntry, RegisterParty
from cityledger.kernel.ids import uscc
from cityledger.model.projects import Project
from cityledger.views.alerts import alerts
from cityledger.views.find import need
from cityledger.views.project_card import budget_lines
from cityledger.views.responsible import lifetime
from tests.conftest import BOOK, DIVISION
from tests.stories.world import LEADERS, OTHER, PARTY, WAN, World, day, qualified

scenarios("life.feature")

TODAY = "2025-06-02"
SURVEYOR = uscc(DIVISION, 57)
ROLES = {"监理": "supervisor", "设计": "designer", "施工": "contractor", "勘察": "investigator"}
PHASES = {"设计": "design", "招标": "tender", "施工": "construction", "竣工验收": "acceptance",
          "运营": "operation"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Accept(Command):
    """An acceptance as another desk records it: here only its row matters."""

    act: ClassVar[str] = "acceptance.record"
    project: str
    accepted_on: date


def _accepted(context: Context, command: Command) -> Draft:
    assert isinstance(command, Accept)
    project = need(context.read, Project, "project", **context.here, code=command.project)
    draft = Draft()
    draft.add(
        "acceptance",
        project_id=project.project_id,
        accepted_on=command.accepted_on,
        usable_on=command.accepted_on,
        doc_no="验收〔2025〕1号",
    )
    return draft


@pytest.fixture(autouse=True)
def _acceptance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMS, Accept, _accepted)


# ------------------------------------------------------------------------------ five parties


def successor(role: str, leader: str, **change: object) -> ChangeResponsible:
    """A leader newly signed, authorised and filed, of the same party unless changed."""
    party = Responsible(
        role=role,
        party_id=PARTY[role],
        leader=leader,
        letter_no=f"承诺-{leader}",
        authorisation_no=f"授权-{leader}",
        from_on=day("2025-02-01"),
        filing_no=f"备案-{leader}",
    )
    return ChangeResponsible(project="P1", party=replace(party, **change))  # type: ignore[arg-type]


@when("监理单位换成总监严格,沿用原承诺书并已备案")
def _old_letter(world: World) -> None:
    world.tries("zhi", successor("supervisor", "严格", letter_no="承诺-supervisor"))


@when("监理单位换成总监严格,重新签署但没有备案")
def _unfiled(world: World) -> None:
    world.tries("zhi", successor("supervisor", "严格", filing_no=None))


@when(parsers.parse("总监严格自{on}起接任"))
def _succeeds(world: World, on: str) -> None:
    world.tries("zhi", successor("supervisor", "严格", from_on=day(on)))


@when(parsers.parse("{on}的第2期计量由总监{chief}签认"))
def _second_certificate(world: World, on: str, chief: str) -> None:
    world.tries("gong", world.certificate(2, certified_on=day(on), chief_engineer=chief))


@when(parsers.parse("设计负责人换成{leader}"))
def _designer(world: World, leader: str) -> None:
    world.tries("zhi", successor("designer", leader))


@given(parsers.parse("另一公司与施工单位有同一股东{name}"))
def _shareholder(world: World, name: str) -> None:
    for party_id in (OTHER, PARTY["contractor"]):
        links = (Link(kind="shareholder", name=name),)
        world.by("zhi", QualifyParty(party_id=party_id, links=links))


@given(parsers.parse("监理单位与施工单位有同一实际控制人{name}"))
def _controller(world: World, name: str) -> None:
    for role in ("supervisor", "contractor"):
        links = (Link(kind="controller", name=name),)
        world.by("zhi", QualifyParty(party_id=PARTY[role], links=links))


@when("监理单位换成另一公司")
def _other_supervisor(world: World) -> None:
    world.tries("zhi", successor("supervisor", "严格", party_id=OTHER))


@when(parsers.parse("签订施工合同{number}"))
def _signs(world: World, number: str) -> None:
    world.tries("zhi", world.contract(number))


@given(parsers.parse("施工单位的施工资质有效期至{until}"))
@when(parsers.parse("施工单位的施工资质有效期至{until}"))
def _qualified(world: World, until: str) -> None:
    entry = QualificationEntry(
        certificate_no="D1",
        role="contractor",
        grade="市政公用工程施工总承包一级",
        valid_from=day("2020-03-22"),
        valid_to=day(until),
    )
    world.by("zhi", QualifyParty(party_id=PARTY["contractor"], certificates=(entry,)))


@given("新勘察院没有登记任何资质")
def _new_surveyor(world: World) -> None:
    account = AccountEntry(account_no="6222000057", bank_name="中国银行示范支行")
    world.by("zhi", RegisterParty(party_id=SURVEYOR, name="新勘察院", accounts=(account,)))


@when("登记新勘察院的勘察资质")
def _surveyor_qualified(world: World) -> None:
    world.by("zhi", qualified(SURVEYOR, "investigator"))


@when("与新勘察院签订勘察合同")
def _signs_survey(world: World) -> None:
    terms = {"kind": "survey", "party_id": SURVEYOR, "payee_account": "6222000057", "plans": ()}
    world.tries("zhi", world.contract("K1", 99, performance_fen=0, **terms))


def _builder_designs(world: World, bundle: str | None) -> None:
    own = PARTY["contractor"]
    world.tries("zhi", successor("designer", "梁思远", party_id=own, bundle=bundle))


@when("设计单位换成施工单位,没有登记承包方式")
def _designs_too(world: World) -> None:
    _builder_designs(world, None)


@when("施工和设计都登记为工程总承包")
def _bundled(world: World) -> None:
    world.by("zhi", successor("contractor", "张岳", bundle="epc"))


@when("设计单位换成施工单位,登记承包方式epc")
def _designs_by_epc(world: World) -> None:
    _builder_designs(world, "epc")


@given("项目分两个标段,勘察只登记了01标段")
def _sections(world: World) -> None:
    sections = (Section(code="01", name="一标段", batch="一期", is_pilot=True),
                Section(code="02", name="二标段", batch="二期"))  # fmt: skip
    whole = world.project
    lacking = replace(whole("P1", "棚户区改造一期", without="investigator"), sections=sections)
    world.project = lambda *_, **__: lacking  # type: ignore[method-assign]
    world.upto(1)
    _section_party(world, "01")


def _section_party(world: World, section: str) -> None:
    change = successor("investigator", LEADERS[1], section=section, letter_no=f"承诺-{section}",
                       authorisation_no=f"授权-{section}", filing_no=None)  # fmt: skip
    world.by("zhi", change)


@given("02标段的合同已计量")
def _certified(world: World) -> None:
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=2000 * WAN, allotment="A2")
    terms = {"performance_fen": 0, "plans": (plan,), "labour_bp": 0, "section": "02"}
    world.by("zhi", world.contract("C1", 2000, **terms))
    world.by("gong", world.certificate())
    world.invoice("C1", "25372000000000000009", 850, "2025-06-02")


@when("申请02标段的进度款")
def _section_progress(world: World) -> None:
    lines = (world.line("C1", "due", 850, certificate_no=1),)
    invoices = (InvoiceUse(number="25372000000000000009", amount_fen=850 * WAN),)
    world.tries("zhi", world.progress(lines=lines, invoices=invoices))


@when("登记02标段的勘察单位")
def _section_named(world: World) -> None:
    _section_party(world, "02")


@when("申请第1期进度款")
def _progress(world: World) -> None:
    world.tries("zhi", world.progress())


@when("制单员申报与施工单位有利害关系")
def _interest(world: World) -> None:
    own = PARTY["contractor"]
    world.by("zhi", DeclareInterest(party_id=own, held=True, reason="配偶在该单位任职"))


@when("制单员申报利害关系已终止")
def _interest_ended(world: World) -> None:
    own = PARTY["contractor"]
    world.by("zhi", DeclareInterest(party_id=own, held=False, reason="配偶已离职"))


def _periods(world: World) -> list[tuple[str, date | None, date | None]]:
    rows = world.office.ask(lifetime, BOOK, 1, 50)
    return [(r.leader, r.to_on, r.until_on) for r in rows if r.role == "supervisor"]


@then("监理责任有陈喆和严格两段,都没有到期日")
def _not_begun(world: World) -> None:
    assert [("陈喆", day("2025-06-01"), None), ("严格", None, None)] == _periods(world)


@then(parsers.parse("监理责任有陈喆和严格两段,都负责到{until}"))
def _answering_until(world: World, until: str) -> None:
    end = day(until)

    assert [("陈喆", day("2025-06-01"), end), ("严格", None, end)] == _periods(world)


@when(parsers.parse("项目于{on}竣工验收"))
def _acceptance_of(world: World, on: str) -> None:
    world.by("gong", Accept(project="P1", accepted_on=day(on)))


# ------------------------------------------------------------------------------ 概算


@given(parsers.parse("登记估算{wan:d}万"))
def _estimate(world: World, wan: int) -> None:
    document = replace(world.document("示发改〔2024〕30号"), amount_fen=wan * WAN)
    world.by("zhi", RegisterDocument(project="P1", kind="estimate", document=document))


@given("登记超估算报告")
def _report(world: World) -> None:
    document = world.document("示住建〔2025〕6号")
    world.by("zhi", RegisterDocument(project="P1", kind="estimate_report", document=document))


def _budget(world: World, fen: int) -> None:
    line = BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=fen)
    command = ApproveBudget(
        project="P1",
        document=world.document("示发改〔2025〕8号"),
        lines=(line,),
        value_date=day("2025-03-01"),
    )
    world.tries("zhi", command)


@when("登记概算11000万零1分")
def _one_fen_over(world: World) -> None:
    _budget(world, 11_000 * WAN + 1)


@when("登记概算11000万")
def _ten_percent(world: World) -> None:
    _budget(world, 11_000 * WAN)


def _adjust(world: World, authority: str, fen: int, source: str | None) -> None:
    document = replace(world.document("示发改〔2025〕19号"), authority=authority)
    command = AdjustBudget(
        project="P1",
        document=document,
        adjusts="示发改〔2025〕8号",
        lines=(BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=fen),),
        value_date=day("2025-04-01"),
        source=source,
    )
    world.tries("zhi", command)


@when(parsers.parse("{authority}批复增加建筑工程{wan:d}万,来源{source}"))
def _more(world: World, authority: str, wan: int, source: str) -> None:
    _adjust(world, authority, wan * WAN, source)


@when(parsers.parse("{authority}批复增加建筑工程{wan:d}万,没有来源"))
def _more_of_nothing(world: World, authority: str, wan: int) -> None:
    _adjust(world, authority, wan * WAN, None)


@when(parsers.parse("{authority}批复调减建筑工程{wan:d}万"))
def _less(world: World, authority: str, wan: int) -> None:
    _adjust(world, authority, -wan * WAN, None)


@when(parsers.parse("{authority}批复调减建筑工程{wan:d}万零1分"))
def _too_much_less(world: World, authority: str, wan: int) -> None:
    _adjust(world, authority, -wan * WAN - 1, None)


@then(parsers.parse("建筑工程概算为{wan:d}万"))
def _approved(world: World, wan: int) -> None:
    (line,) = (row for row in world.office.ask(budget_lines, BOOK) if row.code == "K1")

    assert wan * WAN == line.approved_fen


@when("按建筑工程概算多一分签订合同")
def _dear(world: World) -> None:
    world.tries("zhi", world.contract("C0", 13_500, price_fen=13_500 * WAN + 1, plans=()))


@when("按建筑工程概算全额签订合同")
def _whole_line(world: World) -> None:
    world.tries("zhi", world.contract("C1", 13_500, plans=()))


# ------------------------------------------------------------------------------ phases


def _enter(world: World, phase: str, project: str = "P1", on: str = TODAY) -> None:
    command = EnterPhase(
        project=project, phase=PHASES[phase], entered_on=day(on), doc_no=f"示住建〔2025〕{phase}"
    )
    world.tries("zhi", command)


@given(parsers.parse("项目已进入{phase}阶段"))
@when(parsers.parse("项目进入{phase}阶段"))
def _phase(world: World, phase: str) -> None:
    _enter(world, phase)


@given(parsers.parse("示范里的老项目于{on}竣工验收"))
def _old_site(world: World, on: str) -> None:
    world.upto(0)
    for code, name in (("P8", "示范里老项目"), ("P9", "示范里新项目")):
        world.by("zhi", replace(world.project(code, name), site="示范里"))
    world.by("gong", Accept(project="P8", accepted_on=day(on)))
    line = BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=WAN)
    command = ApproveBudget(
        project="P9",
        document=world.document("示发改〔2025〕90号"),
        lines=(line,),
        value_date=day("2025-03-01"),
    )
    world.by("zhi", command)


@when(parsers.parse("示范里的新项目于{on}进入施工阶段"))
def _new_site(world: World, on: str) -> None:
    _enter(world, "施工", "P9", on)


@when(parsers.parse("重建论证由专家{experts}通过"))
def _rebuild_review(world: World, experts: str) -> None:
    _review(world, "P9", "site_rebuild", experts)


@when(parsers.parse("概算评审由专家{experts}通过"))
def _budget_review(world: World, experts: str) -> None:
    _review(world, "P1", "budget", experts)


def _review(world: World, project: str, kind: str, experts: str) -> None:
    on = day("2025-03-10")
    command = RecordReview(project=project, kind=kind, held_on=on, experts=experts, result="passed")
    world.tries("zhi", command)


@then(parsers.parse("预警中有 {kind}"))
def _alerted(world: World, kind: str) -> None:
    found = world.office.ask(alerts, BOOK, day(TODAY))

    assert kind in {alert.kind for alert in found}
