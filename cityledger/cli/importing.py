"""`cityledger import`: a workbook or an OC4IDS package, through the gate, whole or not at all."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.progress import bar
from cityledger.evidence.text import visible
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from cityledger.exchange.booking import ImportReport

PPM = 1_000_000
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def command() -> None:
    """导入文件:全部正确才入账,重复导入不重复入账.

    Import a file: booked only if all of it is right; a second time books nothing.
    """


def _noun(key: str) -> str:
    from cityledger.exchange.booking import noun_zh

    return noun_zh(key)


def show(report: ImportReport, *, as_json: bool) -> None:
    """Print what an import did."""
    if as_json:
        out = {
            "booked": dict(report.booked),
            "repeated": dict(report.repeated),
            "rates": {r.currency: [r.rate_ppm, r.source] for r in report.rates},
            "notes": [[note.place, note.reason] for note in report.notes],
        }
        click.echo(json.dumps(out, ensure_ascii=False, indent=1))
        return
    for noun, count in report.booked:
        click.echo(f"{count:>6}  {_noun(noun)}")
    for noun, count in report.repeated:
        click.echo(f"{count:>6}  {_noun(noun)}(已入账,未重复 known already)")
    for rate in report.rates:
        value = f"{Decimal(rate.rate_ppm) / PPM:f}"
        click.echo(f"汇率 rate: 1 {rate.currency} = {value} CNY({rate.source})")
    for note in report.notes:
        click.echo(visible(f"未入账 not booked: {note.place}: {note.reason}"))
    done, known = report.booked_count, report.repeated_count
    click.echo(f"✓ 入账 booked {done},重复 known {known},未入账 notes {len(report.notes)}")


def signing(function: click.decorators.FC) -> click.decorators.FC:
    """Add the options that say who signs."""
    for option in (
        click.option(
            "--passphrase-file", type=FILE, help="口令文件 File with the passphrase of who signs."
        ),
        click.option("--user", "users", multiple=True, help="由谁签名 Who signs; repeat."),
        click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON."),
    ):
        function = option(function)
    return function


@command.command("workbook")
@click.argument("file", type=FILE)
@signing
@click.pass_context
def workbook(
    ctx: click.Context,
    file: Path,
    users: tuple[str, ...],
    passphrase_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """导入按模板填写的工作簿.

    Import a workbook filled in from `cityledger template`.
    """
    from cityledger.exchange.workbook_import import import_workbook

    at = session.desk(ctx)
    pens = session.pens(at, session.folder(ctx), users, passphrase_file)
    with bar("导入 importing", quiet=as_json) as step:
        report = import_workbook(at, pens, file, step)
    at.close()
    show(report, as_json=as_json)
    for place, found in report.look_alikes:
        like = f"名称与{found.party_id}“{found.name}”相近 {found.percent}% like it"
        click.echo(visible(f"! 请核对 look again: {place}: {like}"), err=True)


def _rate(text: str) -> tuple[str, int]:
    """Read `GBP=9.10` as millionths of a yuan per unit."""
    currency, _, value = text.partition("=")
    try:
        ppm = Decimal(value) * PPM
    except InvalidOperation:
        ppm = Decimal(0)
    if ppm <= 0 or ppm != ppm.to_integral_value() or len(currency) != 3:  # ISO 4217
        reason = "write CUR=RATE with at most six decimals 汇率写法有误"
        raise BadInput((Problem("--rate", text, reason, "GBP=9.10"),))
    return currency.upper(), int(ppm)


@command.command("oc4ids")
@click.argument("file", type=FILE)
@click.option("--rate", "rates", multiple=True, metavar="CUR=RATE", help="汇率 Yuan per unit.")
@signing
@click.pass_context
def oc4ids(
    ctx: click.Context,
    file: Path,
    rates: tuple[str, ...],
    users: tuple[str, ...],
    passphrase_file: Path | None,
    *,
    as_json: bool,
) -> None:
    """导入 OC4IDS 0.9.5 项目包,作为期初入账.

    Import an OC4IDS 0.9.5 project package as the opening of a legacy book.
    """
    from cityledger.exchange.oc4ids import import_oc4ids

    given = dict(_rate(text) for text in rates)
    at = session.desk(ctx)
    pens = session.pens(at, session.folder(ctx), users, passphrase_file)
    with bar("导入 importing", quiet=as_json) as step:
        report = import_oc4ids(at, pens, file, given, step)
    at.close()
    show(report, as_json=as_json)
