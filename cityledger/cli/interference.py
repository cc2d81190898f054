"""`cityledger interference`: the register, masked; each reading in full is sealed."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import click

from cityledger.actions.disclosures import Disclose
from cityledger.actions.interference import (
    ClearInterference,
    HandleInterference,
    RecordInterference,
    ReportZero,
)
from cityledger.cli import session
from cityledger.cli.proposing import Signing, act_as, signing, the_signer
from cityledger.evidence.text import visible
from cityledger.kernel import days, words
from cityledger.kernel.acts import act as act_rules
from cityledger.kernel.days import DayError, china_day, parse_period
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views import interference, interference_reports

if TYPE_CHECKING:
    from cityledger.actions.command import Command
    from cityledger.actions.desk import Desk
    from cityledger.kernel.days import Period
    from cityledger.views.interference import Card, Record

GROUPS = {
    "area": "risk_area_kind",
    "act_kind": "interference_act_kind",
    "channel": "interference_channel_kind",
    "directness": "directness_kind",
    "effect": "interference_effect_kind",
    "state": "interference_state",
}
LABELS = {
    "stage": "环节 stage",
    "content": "内容 content",
    "actor_name": "姓名 who",
    "actor_unit": "单位 unit",
    "actor_post": "职务 post",
    "actor_rank": "职级 rank",
    "intermediary": "转托人 go-between",
    "beneficiary_id": "受益单位代码 beneficiary code",
    "beneficiary": "受益单位 beneficiary",
    "witnesses": "在场人 witnesses",
    "evidence_sha256": "证据 evidence SHA-256",
    "recorder": "登记人 recorder",
    "cleared_by": "解除人 cleared by",
    "clear_reason": "解除理由 reason",
}


@click.group("interference")
def command() -> None:
    """干预登记:登记、查阅(留痕)、处理、解除、零报告.

    The interference register: record, read (each reading is sealed), handle, clear, report zero.
    """


def a_day(place: str, text: str) -> date:
    """Return the day in an option; raises BadInput."""
    try:
        return days.parse(text)
    except DayError as error:
        raise BadInput((Problem(place, text, error.reason("zh"), "YYYY-MM-DD"),)) from error


def _month(text: str) -> Period:
    try:
        return parse_period(text)
    except DayError as error:
        raise BadInput((Problem("month", text, error.reason("zh"), "202506"),)) from error


def word(name: str, code: str) -> str:
    """Return a coded field in both languages."""
    if not code:
        return "—"
    group = GROUPS[name]
    return f"{words.term(f'{group}.{code}')} {words.term(f'{group}.{code}', 'en')}"


def done(ctx: click.Context, signer: Signing, asked: Command, said: str, but: str = "") -> int:
    """Do an act as who signs it, say so, and return the index of its leaf."""
    at, where = session.desk(ctx), session.folder(ctx)
    try:
        roles = act_rules(at.book_id, asked.act).roles
        who = the_signer(at, where, signer.user, roles, but=but)
        pen = session.pens(at, where, [who], signer.file)[0]
        receipt = act_as(at, pen, asked)
    finally:
        at.close()
    click.echo(f"✓ {said}: leaf {receipt.index}")
    return receipt.index


def today(at: Desk) -> date:
    """Return the day it is in China at the ledger."""
    with at.read() as read:
        return china_day(at.now(read))


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
@click.pass_context
def listed(ctx: click.Context, *, as_json: bool) -> None:
    """登记簿:种类、环节、期限;不含姓名和内容.

    The register without names and words.
    """
    at = session.desk(ctx)
    on = today(at)
    with at.read() as read:
        rows = interference.records(read, at.book_id, on)
    at.close()
    if as_json:
        out = [{f.name: _plain(getattr(row, f.name)) for f in fields(row)} for row in rows]
        click.echo(json.dumps(out, ensure_ascii=False, indent=1))
    elif not rows:
        click.echo("没有干预登记 nothing is recorded")
    else:
        for row in rows:
            _line(row)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _line(row: Record) -> None:
    where = visible(f"{row.project_code} {row.contract_no}".strip()) or "—"
    held = " 付款暂停 payments held" if row.holds else ""
    kinds = f"{word('area', row.area)} / {word('act_kind', row.act_kind)}"
    click.echo(f"{row.interference_id}  {days.text(row.occurred_on)}  {kinds}  {where}")
    reported = days.text(row.reported_on) if row.reported_on else "未报告 not reported"
    late = " 超期 late" if row.is_late else ""
    due = f"报告期限 due {days.text(row.due_on)}, {reported}{late}"
    click.echo(f"    {word('state', row.state)}{held}; {due}")


@command.command("show")
@click.argument("number", type=int)
@click.option("--purpose", required=True, help="查阅事由,封存 What you read it for; sealed.")
@signing
@click.pass_context
def show(ctx: click.Context, number: int, purpose: str, signer: Signing) -> None:
    """查阅一条登记的全文:先留痕,后显示;限审计和登记人.

    Read a record in full; the reading is sealed first. Auditors, and the recorder's own.
    """
    at, where = session.desk(ctx), session.folder(ctx)
    who = the_signer(at, where, signer.user, frozenset({"auditor"}))
    pen = session.pens(at, where, [who], signer.file)[0]
    asked = Disclose(kind="interference", subject=str(number), purpose=purpose)
    receipt = act_as(at, pen, asked)
    on = today(at)
    with at.read() as read:
        found = interference.card(read, at.book_id, number, receipt.index, on)
    at.close()
    _card(found)
    click.echo(f"查阅已留痕 this reading is sealed: leaf {receipt.index}")


def _card(found: Card) -> None:
    _line(found.record)
    click.echo(
        f"    {word('channel', found.record.channel)}; "
        f"{word('directness', found.record.directness)}"
    )
    for name, label in LABELS.items():
        if value := getattr(found, name):
            click.echo(f"    {label}: {visible(value)}")
    if found.is_anonymous:
        click.echo("    登记人要求不公开姓名 the recorder asks not to be named")
    for step in found.handlings:
        closed = f" 办结 closed {days.text(step.closed_on)}" if step.closed_on else ""
        click.echo(
            f"    {days.text(step.reported_on)} 报 to {visible(step.reported_to)}: "
            f"{visible(step.decision)} → {word('effect', step.effect)}"
            f" {visible(step.measure)}{closed}".rstrip()
        )


@command.command("record")
@click.option("--on", "occurred", required=True, help="发生日 Day it happened.")
@click.option("--area", required=True, help="领域 Risk area: 城市规划…资金拨付 or its code.")
@click.option("--act", "act_kind", required=True, help="行为 Act: 批条子、打招呼… or its code.")
@click.option("--channel", required=True, help="途径 Channel: 当面、电话… or its code.")
@click.option("--directness", required=True, help="直接、间接、变相 direct, indirect, disguised.")
@click.option("--content", required=True, help="原话 What was said or written.")
@click.option("--project", help="项目编号 Project.")
@click.option("--contract", help="合同编号 Contract.")
@click.option("--tender", help="招标编号 Tender.")
@click.option("--payment", type=int, help="付款申请号 Payment request.")
@click.option("--stage", help="环节 Stage.")
@click.option("--who", help="干预人姓名 Who interfered.")
@click.option("--unit", help="干预人单位 Unit.")
@click.option("--post", help="干预人职务 Post.")
@click.option("--rank", help="干预人职级 Rank.")
@click.option("--go-between", help="转托人 Go-between.")
@click.option("--beneficiary", help="受益单位或个人 Beneficiary.")
@click.option("--beneficiary-id", help="受益单位统一社会信用代码 Its credit code.")
@click.option("--witnesses", help="在场人 Witnesses.")
@click.option("--evidence", help="证据文件 SHA-256 of the evidence.")
@click.option("--anonymous", is_flag=True, help="不公开登记人 Do not name the recorder.")
@signing
@click.pass_context
def record(ctx: click.Context, /, signer: Signing, **given: object) -> None:
    """登记一次干预;签名即声明全面如实. 相关付款随即暂停.

    Record an interference; your signature says it is the whole truth. Payments it touches wait.
    """
    renamed = {
        "payment": "payment_request_id",
        "who": "actor_name",
        "unit": "actor_unit",
        "post": "actor_post",
        "rank": "actor_rank",
        "go_between": "intermediary",
        "evidence": "evidence_sha256",
        "anonymous": "is_anonymous",
    }
    on = a_day("--on", str(given.pop("occurred")))
    named = {renamed.get(name, name): value for name, value in given.items()}
    asked = RecordInterference(occurred_on=on, **named)  # type: ignore[arg-type]
    done(ctx, signer, asked, "已登记 recorded")


@command.command("handle")
@click.argument("number", type=int)
@click.option("--to", "reported_to", required=True, help="报告对象 Reported to whom.")
@click.option("--on", "reported", required=True, help="报告日 Day of the report.")
@click.option("--decision", required=True, help="处理决定 Decision.")
@click.option(
    "--effect",
    required=True,
    type=click.Choice(list(words.group_of("interference_effect_kind"))),
    help="暂停、继续、终止办理 What becomes of the transaction.",
)
@click.option("--measure", help="措施 Measure taken.")
@click.option("--closed-on", help="办结日 Day it was closed.")
@signing
@click.pass_context
def handle(
    ctx: click.Context,
    /,
    number: int,
    reported_to: str,
    reported: str,
    signer: Signing,
    **given: str | None,
) -> None:
    """登记报告与处理决定.

    Record the report and the decision.
    """
    closed = given["closed_on"]
    asked = HandleInterference(
        interference_id=number,
        reported_to=reported_to,
        reported_on=a_day("--on", reported),
        decision=given["decision"] or "",
        effect=given["effect"] or "",
        measure=given["measure"],
        closed_on=a_day("--closed-on", closed) if closed else None,
    )
    done(ctx, signer, asked, "已登记处理 decision recorded")


@command.command("clear")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="解除理由 Why it is cleared.")
@signing
@click.pass_context
def clear(ctx: click.Context, number: int, reason: str, signer: Signing) -> None:
    """第二审批人说明理由解除,付款恢复办理.

    A second approver clears a record with a reason; payments go on.
    """
    asked = ClearInterference(interference_id=number, reason=reason)
    done(ctx, signer, asked, "已解除 cleared")


@command.command("zero")
@click.argument("month")
@signing
@click.pass_context
def zero(ctx: click.Context, month: str, signer: Signing) -> None:
    """零报告:本人声明 MONTH 月无人干预.

    Declare that nobody interfered with you in MONTH, such as 202506.
    """
    done(ctx, signer, ReportZero(month=_month(month)), "已作零报告 nothing to report")


@command.command("silent")
@click.argument("month")
@click.pass_context
def silent(ctx: click.Context, month: str) -> None:
    """MONTH 月尚未报告的人.

    Who has said nothing about MONTH.
    """
    at = session.desk(ctx)
    with at.read() as read:
        rows = interference_reports.missing(read, at.book_id, _month(month))
    at.close()
    for row in rows:
        click.echo(f"{row.user_id}  {row.name}")
    if not rows:
        click.echo("都已报告 everybody has reported")


@command.command("quarter")
@click.argument("year", type=click.IntRange(2000, 9999))
@click.argument("number", type=click.IntRange(1, 4))
@click.pass_context
def quarter(ctx: click.Context, year: int, number: int) -> None:
    """季度统计,不含姓名.

    Counts of a quarter, without names.
    """
    at = session.desk(ctx)
    on = today(at)
    with at.read() as read:
        found = interference_reports.quarter(read, at.book_id, year, number, on)
    at.close()
    click.echo(
        f"{year}年第{number}季度: 登记 recorded {found.total}, 未解除 open {found.open}, "
        f"报告超期 late {found.late}"
    )
    tables = (
        ("area", found.areas),
        ("act_kind", found.acts),
        ("directness", found.directness),
        ("effect", found.effects),
    )
    for name, counts in tables:
        for code, times in counts:
            click.echo(f"    {word(name, code)}  {times}")
