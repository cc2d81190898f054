"""`cityledger report`: print papers as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.part import written
from cityledger.cli.progress import PROGRESS, bar
from cityledger.cli.shown import AS_KNOWN, FILTER, asked, language
from cityledger.kernel.days import DayError, parse_period
from cityledger.kernel.errors import BadInput, Problem, Unavailable

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.cli.papers import Extent

OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("exports"),
    show_default=True,
    help="输出文件夹 Folder to write to.",
)
FROM = click.option("--from", "first", metavar="YYYY-MM", help="起始月份 First month.")
TO = click.option("--to", "last", metavar="YYYY-MM", help="截止月份 Last month.")


def _months(at: Desk, first: str | None, last: str | None) -> Extent:
    """Return the months asked for; what is left out is the whole book."""
    from cityledger.cli.papers import Extent, extent

    with at.read() as read:
        whole = extent(read, at.book_id)
    asked, problems = [], []
    for name, text, default in (("--from", first, whole.first), ("--to", last, whole.last)):
        try:
            asked.append(parse_period(text) if text else default)
        except DayError as error:
            problems.append(Problem(name, text or "", error.reason("zh"), "2026-03"))
    if problems:
        raise BadInput(tuple(problems))
    return Extent(*asked)


def _sign(at: Desk) -> None:
    """Sign the heads that were printed, so that a witness can cosign them; close the desk.

    A paper that is printed stays printed: that its heads could not be signed is told, no more.
    """
    from cityledger.actions.witnessing import checkpoint_now
    from cityledger.cli.reasons import said

    try:
        checkpoint_now(at)
    except Unavailable as error:
        click.echo(f"! 检查点未签 no checkpoint was signed: {said(error)}", err=True)
    at.close()


@click.group("report", invoke_without_command=True)
@OUT
@click.pass_context
def command(ctx: click.Context, out: Path) -> None:
    """打印凭证、明细账、项目资金对账单;不带子命令则全部打印.

    Print papers; without a sub-command, all of them.
    """
    if ctx.invoked_subcommand is not None:
        return
    from cityledger.cli import papers

    at = session.desk(ctx)
    for path in papers.everything(at, out):
        click.echo(f"✓ {path}")
    _sign(at)


@command.command("voucher")
@click.option("--period", metavar="YYYY-MM", help="会计期间 Month; without it, all.")
@click.option("--project", help="项目代码 Project code.")
@OUT
@click.pass_context
def voucher(ctx: click.Context, period: str | None, project: str | None, out: Path) -> None:
    """打印记账凭证.

    Print vouchers.
    """
    from cityledger.cli import papers
    from cityledger.views.journal import JournalFilter

    at = session.desk(ctx)
    months = _months(at, period, period) if period else None
    with at.read() as read:
        wanted = JournalFilter(
            from_period=months.first if months else None,
            to_period=months.last if months else None,
            project_id=papers.project_id(read, at.book_id, project) if project else None,
        )
    name = "-".join(["记账凭证", *([period] if period else []), *([project] if project else [])])
    path = papers.vouchers(at, wanted, out / f"{papers.safe_name(name)}.pdf")
    click.echo(f"✓ {path}")
    _sign(at)


@command.command("ledger")
@click.option("--account", required=True, help="科目 Account, such as 100201.")
@click.option("--project", help="项目代码 Project code.")
@FROM
@TO
@OUT
@click.pass_context
def ledger(
    ctx: click.Context,
    account: str,
    project: str | None,
    first: str | None,
    last: str | None,
    out: Path,
) -> None:
    """打印明细账.

    Print a subsidiary ledger.
    """
    from cityledger.cli import papers
    from cityledger.views.subsidiary import Scope

    at = session.desk(ctx)
    months = _months(at, first, last)
    with at.read() as read:
        number = papers.project_id(read, at.book_id, project) if project else None
    name = "-".join(["明细账", account, *([project] if project else [])])
    path = out / f"{papers.safe_name(name)}.pdf"
    papers.ledger(at, Scope(account=account, project_id=number), months, path)
    click.echo(f"✓ {path}")
    _sign(at)


@command.command("statement")
@click.option("--project", required=True, help="项目代码 Project code.")
@FROM
@TO
@OUT
@click.pass_context
def statement(
    ctx: click.Context, project: str, first: str | None, last: str | None, out: Path
) -> None:
    """打印项目资金对账单.

    Print the fund statement of a project.
    """
    from cityledger.cli import papers

    at = session.desk(ctx)
    path = out / f"项目资金对账单-{papers.safe_name(project)}.pdf"
    papers.project_statement(at, project, _months(at, first, last), path)
    click.echo(f"✓ {path}")
    _sign(at)


@command.command("shown")
@FILTER
@AS_KNOWN
@click.option("--form", type=click.Choice(["vouchers", "ledger"]), default="vouchers")
@click.option("--newest-first", is_flag=True, help="新的在前 The newest first.")
@click.option("--by", default="", help="打印人 Who prints it.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@PROGRESS
@click.pass_context
def shown(
    ctx: click.Context, /, text: str, as_known: int | None, out: Path, progress: str, **how: object
) -> None:
    """打印筛出的凭证或明细账,固定在一个快照.

    Print the vouchers that a filter finds, or the ledger it means, at one snapshot.
    """
    from cityledger.cli import papers
    from cityledger.exchange.wanted_archive import part_of_ledger
    from cityledger.reports.catalog import PAPERS
    from cityledger.views import subsidiary

    at = session.desk(ctx)
    wanted = asked(ctx, at, text)
    with bar("打印 printing", progress=progress) as step:
        step(0, 1)
        if how["form"] == "vouchers":
            newest_first = bool(how["newest_first"])
            papers.vouchers(
                at, wanted, out, as_known=as_known, newest_first=newest_first, step=step
            )
        else:
            with at.read() as read, written(out) as file:
                scope, span = part_of_ledger(read, at.book_id, wanted, language(ctx))
                view = subsidiary.subsidiary_ledger(
                    read, at.book_id, scope, span, as_known=as_known, printed_by=str(how["by"])
                )
                PAPERS["subsidiary_ledger"].write()(view, file)
        step(1, 1)
    click.echo(f"✓ {out}")
    at.close()
