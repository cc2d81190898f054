"""`cityledger override`: ask for, grant, take back and list overrides (特批)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cityledger.actions.overrides import GrantOverride, RequestOverride, RevokeOverride
from cityledger.cli import session
from cityledger.cli.interference import a_day, done, today
from cityledger.cli.proposing import Signing, signing
from cityledger.evidence.text import visible
from cityledger.kernel import days, money, words
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views import overrides

if TYPE_CHECKING:
    from cityledger.views.overrides import Override


@click.group("override")
def command() -> None:
    """特批:一人申请、另一人批准,限规则、项目、额度和期限.

    Overrides: one person asks, another grants; one rule, one project, an amount and a day.
    """


@command.command("list")
@click.pass_context
def listed(ctx: click.Context) -> None:
    """全部特批及使用情况.

    Every override, and what was paid under it.
    """
    at = session.desk(ctx)
    on = today(at)
    with at.read() as read:
        rows = overrides.overrides(read, at.book_id, on)
    at.close()
    for row in rows:
        _show(row)
    if not rows:
        click.echo("没有特批 there are no overrides")


def _show(row: Override) -> None:
    state = f"{words.term(f'override_state.{row.state}')} {row.state}"
    where = visible(f"{row.project_code} {row.contract_no}".strip())
    click.echo(f"{row.override_id}  {row.control} {row.title}  {where}  {state}")
    amounts = f"额度 limit {money.text(row.limit_fen)}, 已用 used {money.text(row.used_fen)}"
    click.echo(f"    {amounts}, 至 until {days.text(row.expires_on)}, {visible(row.doc_no)}")
    granted = f"批准 granted by {visible(row.granted_name)}" if row.granted_by else "待批准 waits"
    click.echo(f"    申请 asked by {visible(row.asked_name)}: {visible(row.reason)}; {granted}")
    if row.revoked_by:
        click.echo(f"    收回 taken back by {visible(row.revoked_name)}")
    for use in row.uses:
        state = words.term(f"payment_state.{use.state}")
        click.echo(f"    付款申请 request {use.payment_request_id}: "
                   f"{money.text(use.amount_fen)} {state}")  # fmt: skip


@command.command("rates")
@click.pass_context
def rates(ctx: click.Context) -> None:
    """每人的特批率与被拒次数.

    Overrides and refusals per person.
    """
    at = session.desk(ctx)
    with at.read() as read:
        rows = overrides.rates(read, at.book_id)
    at.close()
    for row in rows:
        rate = f"{row.rate_bp // 100}.{row.rate_bp % 100:02d}%"
        click.echo(
            f"{row.user_id}  {visible(row.name)}  申请 requests {row.requested}, "
            f"特批 overridden {row.overridden} ({rate}), 申请特批 asked {row.asked}, "
            f"批准 granted {row.granted}, 被拒 refused {row.refused}"
        )


@command.command("ask")
@click.argument("control")
@click.option("--project", required=True, help="项目编号 Project.")
@click.option("--contract", help="合同编号,不填为整个项目 Contract, or the whole project.")
@click.option("--limit", required=True, help="额度(元) Amount in yuan.")
@click.option("--until", required=True, help="有效至 Last day.")
@click.option("--reason", required=True, help="理由 Why.")
@click.option("--doc", "doc_no", required=True, help="依据文号 Document.")
@signing
@click.pass_context
def ask(ctx: click.Context, /, control: str, signer: Signing, **given: str | None) -> None:
    """申请对规则 CONTROL 特批.

    Ask that the rule CONTROL be set aside.
    """
    try:
        fen = money.parse(given["limit"] or "")
    except ValueError as error:
        problem = Problem("--limit", given["limit"] or "", str(error), "1234.56")
        raise BadInput((problem,)) from error
    asked = RequestOverride(
        control=control,
        project=given["project"] or "",
        contract=given["contract"],
        limit_fen=fen,
        reason=given["reason"] or "",
        doc_no=given["doc_no"] or "",
        expires_on=a_day("--until", given["until"] or ""),
    )
    done(ctx, signer, asked, "已申请 asked for")


@command.command("grant")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="批准理由 Why it is granted.")
@signing
@click.pass_context
def grant(ctx: click.Context, number: int, reason: str, signer: Signing) -> None:
    """批准他人申请的特批.

    Grant what somebody else asked for.
    """
    done(ctx, signer, GrantOverride(override_id=number, reason=reason), "已批准 granted")


@command.command("revoke")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="收回理由 Why it is taken back.")
@signing
@click.pass_context
def revoke(ctx: click.Context, number: int, reason: str, signer: Signing) -> None:
    """收回特批;引用它的付款在下一步停下.

    Take an override back; payments that name it stop at their next step.
    """
    done(ctx, signer, RevokeOverride(override_id=number, reason=reason), "已收回 taken back")
