"""`cityledger cases`: what was noticed, what was decided on it, and what money came back (S51)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.interference import today
from cityledger.controls import catalog
from cityledger.evidence.text import visible
from cityledger.kernel import days, money, words
from cityledger.views.cases import cases

if TYPE_CHECKING:
    from cityledger.views.cases import CaseLine


@click.command("cases")
@click.option("--open", "only_open", is_flag=True, help="只看未了结的 Only what is still open.")
@click.pass_context
def command(ctx: click.Context, *, only_open: bool) -> None:
    """案件线索:拒绝、干预、银行事实及其处理与追回.

    Refusals, interference and bank facts, what was decided, what was recovered.
    """
    at = session.desk(ctx)
    on = today(at)
    with at.read() as read:
        found = cases(read, at.book_id, on)
    at.close()
    for case in found:
        if only_open and not case.is_open:
            continue
        origin = words.term(f"case_origin_kind.{case.origin}")
        state = "未了结 open" if case.is_open else "已了结 settled"
        back = f" 追回 recovered {money.text(case.recovered_fen)}" if case.recovered_fen else ""
        what = f"{_kind(case)} {visible(case.subject)}".strip()
        decided = f" → {_decision(case)}" if case.decision else ""
        said = f"{days.text(case.on)}  {origin} {case.origin} {case.ref}  {what}{decided}"
        click.echo(f"{said}  {state}{back}")


def _kind(case: CaseLine) -> str:
    """Return what was refused, or how somebody interfered, in words."""
    key = f"act_kind.{case.kind.replace('.', '_')}"
    if case.origin == "interference":
        key = f"interference_act_kind.{case.kind}"
    named = case.origin in ("refusal", "interference") and words.known(key)
    return words.term(key) if named else ""


def _decision(case: CaseLine) -> str:
    if case.origin == "interference":
        return words.term(f"interference_effect_kind.{case.decision}")
    return "、".join(catalog.control(code).title() for code in case.decision.split())
