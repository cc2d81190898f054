"""`cityledger export`: the book as a journal another program can check."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from cityledger.cli import session
from cityledger.cli.progress import PROGRESS, bar
from cityledger.cli.shown import AS_KNOWN, FILTER, asked, language

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="输出文件 File (else stdout)."
)


@click.group("export")
def command() -> None:
    """导出日记账,含与本账一致的余额断言.

    Export a journal with balance assertions equal to ours, to the fen.
    """


@contextmanager
def _target(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
    else:
        from cityledger.cli.part import written

        with written(out) as raw, TextIOWrapper(raw, encoding="utf-8", newline="\n") as file:
            yield file


@command.command("beancount")
@OUT
@click.pass_context
def beancount(ctx: click.Context, out: Path | None) -> None:
    """导出 beancount 日记账.

    Export a beancount journal; `bean-check` accepts it.
    """
    from cityledger.exchange.plain_text import export_beancount

    at = session.desk(ctx)
    with _target(out) as file, bar("导出 exporting") as step:
        count = export_beancount(at, file, step)
    at.close()
    click.echo(f"✓ {count} 张凭证 vouchers → {out or 'stdout'}", err=True)


@command.command("hledger")
@OUT
@click.pass_context
def hledger(ctx: click.Context, out: Path | None) -> None:
    """导出 hledger 日记账.

    Export an hledger journal; `hledger check` accepts it.
    """
    from cityledger.exchange.plain_text import export_hledger

    at = session.desk(ctx)
    with _target(out) as file, bar("导出 exporting") as step:
        count = export_hledger(at, file, step)
    at.close()
    click.echo(f"✓ {count} 张凭证 vouchers → {out or 'stdout'}", err=True)


@command.command("journal")
@FILTER
@AS_KNOWN
@click.option("--columns", default="", help="栏目 Columns, with commas between them.")
@click.option("--form", type=click.Choice(["vouchers", "ledger"]), default="vouchers")
@click.option("--oldest-first", is_flag=True, help="旧的在前 The oldest first.")
@click.option("--notes", type=click.Path(dir_okay=False, path_type=Path), help="核账记录 Notes.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@PROGRESS
@click.pass_context
def journal(
    ctx: click.Context, /, text: str, out: Path, notes: Path | None, progress: str, **how: object
) -> None:
    """导出筛出的凭证或明细账为 CSV,首行记筛选、快照、链头.

    Export what a filter finds as CSV; filter, snapshot and chain head stand in its first lines.
    """
    from cityledger.cli.part import written
    from cityledger.exchange import journal_csv
    from cityledger.exchange.notes_file import marks_of
    from cityledger.exchange.wanted_archive import part_of_ledger

    at, lang = session.desk(ctx), language(ctx)
    as_known = how["as_known"] if isinstance(how["as_known"], int) else None
    wanted = asked(ctx, at, text)
    columns = journal_csv.columns_of(str(how["columns"]) or ",".join(journal_csv.USUAL))
    what = journal_csv.Asked(text, wanted, columns, not how["oldest_first"], lang)
    marks = marks_of(notes, at.book_id, lang)
    with (
        at.read() as read,
        written(out) as raw,
        TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file,
        bar("导出 exporting", progress=progress) as step,
    ):
        if how["form"] == "ledger":
            part = part_of_ledger(read, at.book_id, wanted, lang)
            count = journal_csv.export_ledger(
                read, at.book_id, what, part, file, as_known=as_known, step=step
            )
        else:
            count = journal_csv.export_journal(
                read, at.book_id, what, file, as_known=as_known, marks=marks, step=step
            )
    at.close()
    click.echo(f"✓ {out}: {count}")
