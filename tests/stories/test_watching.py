"""Supervision told in Chinese: tasks, inspections, tips, accountability, liabilities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pytest_bdd import given, parsers, scenarios, then, when

from cityledger.actions.people import ChangeRole
from cityledger.actions.supervision import (
    AssignTask,
    CloseFinding,
    Found,
    RecordAccountability,
    RecordInspection,
    RecordRisk,
    RecordTip,
    ReportTask,
)
from cityledger.views.alerts import alerts
from cityledger.views.supervision import liabilities
from tests.conftest import BOOK
from tests.stories.world import WAN, World, day

scenarios("watching.feature")


@when("申请第1期进度款")
def _progress(world: World) -> None:
    world.tries("zhi", world.progress())


@then(parsers.parse("预警中有 {kind}"))
def _alerted(world: World, kind: str) -> None:
    found = world.office.ask(alerts, BOOK, day("2025-06-02"))

    assert kind in {alert.kind for alert in found}


def _inspected(world: World, kind: str, found: Found) -> None:
    command = RecordInspection(
        project="P1",
        kind=kind,
        inspected_on=day("2025-05-20"),
        inspectors="区督查组",
        summary="现场检查",
        findings=(found,),
    )
    world.by("gong", command)


@given("暗访发现支架未验收,责任人复核员,整改前暂停付款")
def _holding(world: World) -> None:
    until = day("2025-06-20")
    found = Found(finding="支架未验收", owner="复核员", mend_by_on=until, holds_payment=True)
    _inspected(world, "unannounced", found)


@given("人大视察发现围挡破损,责任人张堃,不影响付款")
def _not_holding(world: World) -> None:
    found = Found(finding="围挡破损", owner="张堃", mend_by_on=day("2025-06-20"))
    _inspected(world, "congress", found)


def _close(world: World, who: str) -> None:
    command = CloseFinding(
        inspection_id=1, n=1, closed_on=day("2025-06-10"), evidence="复查照片〔2025〕3号"
    )
    world.tries(who, command)


@when("复核员自行销号")
def _own_closure(world: World) -> None:
    _close(world, "fu")


@when("另一名复核员查看后销号")
def _closed(world: World) -> None:
    world.office.two("guan", "fuguan", ChangeRole(user_id="zong", role="reviewer", held=True))
    _close(world, "zong")


@given(parsers.parse("把{subject}交给{owner}"))
@when(parsers.parse("把{subject}交给{owner}"))
def _task(world: World, subject: str, owner: str) -> None:
    command = AssignTask(
        subject=subject,
        owner=owner,
        unit="红旗街道办事处",
        level="town",
        opened_on=day("2025-06-01"),
        due_on=day("2025-09-30"),
        project="P1",
        kind="demolition",
    )
    world.tries("gong", command)


@when(parsers.parse("任务完成{bp:d}并了结"))
def _task_done(world: World, bp: int) -> None:
    on = day("2025-09-20")
    world.tries("gong", ReportTask(task_id=1, done_bp=bp, note="已拆除", closed_on=on))


def _tip(world: World, content: str, reply_by_on: date | None = None) -> None:
    command = RecordTip(
        received_on=day("2025-06-01"),
        channel="来信",
        content=content,
        project="P1",
        reply_by_on=reply_by_on,
    )
    world.tries("fu", command)


@when(parsers.parse("登记来信答复期限{on}"))
def _tip_until(world: World, on: str) -> None:
    _tip(world, "工地夜间施工扰民", day(on))


@when(parsers.parse("登记来信写有电话{number}"))
def _tip_of(world: World, number: str) -> None:
    _tip(world, f"工地夜间施工扰民,请回电{number}")


def _held(world: World, person: str, project: str | None) -> None:
    command = RecordAccountability(
        person=person,
        unit="示范区住建局",
        failing="slowness",
        measure="talk",
        decided_on=day("2025-06-10"),
        doc_no="示纪〔2025〕4号",
        project=project,
    )
    world.tries("shen", command)


@when(parsers.parse("审批人对{person}问责"))
def _held_to_account(world: World, person: str) -> None:
    _held(world, person, "P1")


@when(parsers.parse("审批人对{person}问责,没有事由"))
def _held_for_nothing(world: World, person: str) -> None:
    _held(world, person, None)


def _risk(world: World, name: str, fen: int, **change: object) -> None:
    command = RecordRisk(
        project="P1",
        stage="construction",
        risk=name,
        level="high",
        owner="李明",
        answer="专人处置",
        liability_fen=fen,
    )
    world.tries("gong", replace(command, **change))  # type: ignore[arg-type]


@when(parsers.parse("登记风险{name}{wan:d}万"))
def _risk_of(world: World, name: str, wan: int) -> None:
    _risk(world, name, wan * WAN)


@when("遗留诉讼解除")
def _risk_closed(world: World) -> None:
    _risk(world, "遗留诉讼", 20 * WAN, risk_id=2, is_closed=True)


@then(parsers.parse("区级兜底清单合计{wan:d}万"))
def _liabilities(world: World, wan: int) -> None:
    assert {"P1": wan * WAN} == world.office.ask(liabilities, BOOK)
