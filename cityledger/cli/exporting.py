"""`cityledger export`: the book as a journal another program can check."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from cityledger.cli import session
from cityledger.cli.progress import bar

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
