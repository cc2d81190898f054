"""`cityledger year-end`: the carry-over list of a year, its closing, commitments to next year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.kernel import money

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from cityledger.actions.command import Command

YEAR = click.option("--year", type=click.IntRange(2000, 2199), required=True, help="年度 Year.")


def signer(role: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the options that say who signs an act of a role, and with which passphrase."""

    def options(function: Callable[..., Any]) -> Callable[..., Any]:
        file = click.Path(exists=True, dir_okay=False, path_type=Path)
        function = click.option("--passphrase-file", type=file, help="口令文件 Passphrase.")(
            function
        )
        return click.option("--user", help=f"由谁办理 Who signs ({role}).")(function)

    return options


def done(
    ctx: click.Context, role: str, user: str | None, file: Path | None, command: Command
) -> None:
    """Do an act as somebody who holds the role, and say where it stands."""
    from cityledger.cli.proposing import act_as, the_signer

    at, where = session.desk(ctx), session.folder(ctx)
    who = the_signer(at, where, user, frozenset({role}))
    receipt = act_as(at, session.pens(at, where, [who], file)[0], command)
    at.close()
    click.echo(f"✓ 已入账 booked: leaf {receipt.index}")


@click.group("year-end")
def command() -> None:
    """年终:结转清单、结账、指标结转.

    The end of a year: the list, the closing, commitments carried over.
    """


@command.command("list")
@YEAR
@click.pass_context
def listed(ctx: click.Context, year: int) -> None:
    """列出年末结转清单:逐批次核对结转、资金结存与货币资金.

    List what a year leaves: per tranche carry-over, 8001 and money, and what allotments committed.
    """
    from cityledger.views.year_end import carry_list, tranche_years

    at = session.desk(ctx)
    with at.read() as read:
        tranches = tranche_years(read, at.book_id, year)
        allotments = carry_list(read, at.book_id, year)
    at.close()
    click.echo("批次\t科目\t结转\t资金结存\t货币资金及往来\t未结转损益\t核对")
    apart = 0
    for row in tranches:
        if row.in_budget:
            figures = (row.carried_fen, row.purse_fen, row.money_fen)
            is_equal = len(set(figures)) == 1
            apart += not is_equal
            shown = map(money.text, (*figures, row.result_fen))
            mark = "✓" if is_equal else "✗"
            click.echo("\t".join((row.label, row.carry_account, *shown, mark)))
    click.echo("指标\t来源\t已承诺未付\t可用\t已批未付")
    for item in allotments:
        shown = map(money.text, (item.committed_fen, item.free_fen, item.held_fen))
        click.echo("\t".join((item.allotment_no, item.source, *shown)))
    ctx.exit(1 if apart else 0)


@command.command("close")
@YEAR
@signer("reviewer")
@click.pass_context
def close(ctx: click.Context, year: int, user: str | None, passphrase_file: Path | None) -> None:
    """办理年终结账.

    Close a year: income and expense to 3001, budget income and outlay to 8101/8201.
    """
    from cityledger.actions.year_end import CloseYear

    done(ctx, "reviewer", user, passphrase_file, CloseYear(year=year))


@command.command("carry")
@YEAR
@click.option("--doc-no", required=True, help="结转文件文号 Document that grants it.")
@click.option("--authority", required=True, help="发文机关 Who issued it.")
@click.option("--issued-on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="YYYY-MM-DD")
@click.option("--free", is_flag=True, help="可用部分一并结转 Carry the free rest as well.")
@signer("reviewer")
@click.pass_context
def carry(ctx: click.Context, /, year: int, issued_on: datetime, **more: Any) -> None:  # noqa: ANN401 - the options of the act and of its signer
    """把已承诺未付的指标结转到次年.

    Carry commitments of a year over to allotments of the next.
    """
    from cityledger.actions.projects import Document
    from cityledger.actions.year_end import CarryYear

    document = Document(
        doc_no=more["doc_no"],
        authority=more["authority"],
        issued_on=issued_on.date(),
        title=f"{year}年指标结转",
    )
    act = CarryYear(year=year, document=document, is_free_carried=more["free"])
    done(ctx, "reviewer", more["user"], more["passphrase_file"], act)
