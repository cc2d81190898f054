"""`cityledger year-end`: the carry-over list of a year, and the commitments to carry over."""

from __future__ import annotations

import click

from cityledger.cli import session
from cityledger.kernel import money


@click.command("year-end")
@click.option("--year", type=click.IntRange(2000, 2199), required=True, help="年度 Year.")
@click.pass_context
def command(ctx: click.Context, year: int) -> None:
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
