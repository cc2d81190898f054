"""`cityledger households`: how far clearances are, and personal data by a sealed disclosure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import payout, session
from cityledger.evidence.text import visible
from cityledger.kernel import money, words
from cityledger.kernel.days import text as day_text

if TYPE_CHECKING:
    from cityledger.views.households import Household, PlotState

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")


@click.group("households")
def command() -> None:
    """征收户:地块进度、脱敏名册、登记目的后查看个人信息.

    Households: plots, masked lists, and personal data after a disclosure is sealed.
    """


command.add_command(payout.group)


@command.command("plots")
@JSON
@click.pass_context
def plots(ctx: click.Context, *, as_json: bool) -> None:
    """列出各地块的程序、调查、签约、付款进度.

    List how far each plot is.
    """
    from cityledger.views.households import plots as all_plots

    at = session.desk(ctx)
    with at.read() as read:
        found = all_plots(read, at.book_id)
    at.close()
    if as_json:
        click.echo(json.dumps([_plot(row) for row in found], ensure_ascii=False, indent=1))
        return
    lang: words.Lang = "en" if session.lang(ctx) == "en" else "zh"
    for row in found:
        last = words.term(f"renewal_step.{row.steps[-1][0]}", lang) if row.steps else "—"
        counts = f"{row.surveyed}/{row.valued}/{row.signed}/{row.listed}"
        paid = f"{money.text(row.paid_fen)} / {money.text(row.price_fen)}"
        click.echo(visible(f"{row.plot_no}  {row.name}  {last}  {counts}  {paid}"))
    click.echo("调查/评估/签约/计划户数  已付/协议金额 surveyed/valued/signed/listed  paid/agreed")


def _plot(row: PlotState) -> dict[str, object]:
    return {
        "plot": row.plot_no,
        "name": row.name,
        "project": row.project,
        "batch": row.batch,
        "steps": {step: day_text(on) for step, on in row.steps},
        "listed": row.listed,
        "surveyed": row.surveyed,
        "valued": row.valued,
        "signed": row.signed,
        "needed_fen": row.needed_fen,
        "price_fen": row.price_fen,
        "paid_fen": row.paid_fen,
    }


@command.command("list")
@click.option("--plot", help="只列一个地块 One plot only.")
@JSON
@click.pass_context
def masked(ctx: click.Context, plot: str | None, *, as_json: bool) -> None:
    """列出被征收户(姓名、证号脱敏).

    List households, masked.
    """
    from cityledger.views.households import households

    at = session.desk(ctx)
    with at.read() as read:
        found = [row for row in households(read, at.book_id) if plot in (None, row.plot)]
    at.close()
    if as_json:
        click.echo(json.dumps([_household(row) for row in found], ensure_ascii=False, indent=1))
        return
    for row in found:
        paid = f"{money.text(row.paid_fen)} / {money.text(row.price_fen)}"
        who = f"{row.owner} {row.resident}"
        click.echo(visible(f"{row.contract_no}  {row.plot}  {row.household_no}  {who}  {paid}"))


def _household(row: Household) -> dict[str, object]:
    return {
        "contract_no": row.contract_no,
        "plot": row.plot,
        "household_no": row.household_no,
        "owner": row.owner,
        "resident": row.resident,
        "signed_on": day_text(row.signed_on),
        "price_fen": row.price_fen,
        "paid_fen": row.paid_fen,
    }


@command.command("disclose")
@click.argument("contract")
@click.option("--purpose", required=True, help="为办理哪件事查看 What it is needed for.")
@click.option("--user", required=True, help="由谁查看 Who wants to see it.")
@click.option("--passphrase-file", type=FILE, help="口令文件 Passphrase of who asks.")
@click.pass_context
def disclose(
    ctx: click.Context, contract: str, purpose: str, user: str, passphrase_file: Path | None
) -> None:
    """登记目的并封存,然后显示一户的完整信息.

    Seal who looks and why, then show one household in full.
    """
    from cityledger.actions import gate
    from cityledger.actions.disclosures import DiscloseHousehold
    from cityledger.views.disclosures import household_identity

    at = session.desk(ctx)
    (pen,) = session.pens(at, session.folder(ctx), (user,), passphrase_file)
    gate.act(at, pen, DiscloseHousehold(contract=contract, purpose=purpose))
    with at.read() as read:
        found = household_identity(read, at.book_id, contract, pen.user, at.now(read))
    at.close()
    if found is not None:
        shown = (
            f"{found.contract_no}  {found.household_no}  {found.owner_name}"
            f"  ****{found.resident_tail}  {found.house_no}"
        )
        click.echo(visible(shown))
        click.echo(visible(f"{found.payee_bank}  {found.payee_account}"))
        click.echo(f"✓ 已封存查看记录 sealed in leaf {found.disclosed_in}")


@command.command("log")
@click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True)
@click.pass_context
def log(ctx: click.Context, limit: int) -> None:
    """列出谁为何查看过脱敏或保密的内容,最近的在前.

    List who saw masked or sealed data, and why, the newest first.
    """
    from cityledger.views.disclosures import disclosures

    at = session.desk(ctx)
    with at.read() as read:
        found = disclosures(read, at.book_id, limit=limit)
    at.close()
    for row in found:
        at_text, what = f"{row.at:%Y-%m-%d %H:%M:%S}", f"{row.kind} {row.subject}"
        click.echo(visible(f"{row.leaf_idx}  {at_text}  {row.name}  {what}  {row.purpose}"))
