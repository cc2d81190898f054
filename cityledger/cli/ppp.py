"""`cityledger ppp`: what partnerships cost in each year, and what a new one would do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.ppp_acts import COMMANDS
from cityledger.kernel import money, words
from cityledger.kernel.days import china_day
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.views.ppp import WhatIf, YearOfDuties

LEVELS = {
    "ok": "正常 ok",
    "notice": "预警 notice",
    "over": "超限 over",
    "unknown": "缺数 no figure",
}
_REMEDY = '{"duties": [{"year": 2030, "yuan": "12000000.00"}]}'
_LONGEST = 99


@click.group("ppp")
def command() -> None:
    """PPP年度支出责任与承受能力试算.

    Yearly duties of partnerships, and what a new one would do to the limit.
    """


for _act in COMMANDS:
    command.add_command(_act)


@command.command("years")
@click.pass_context
def years(ctx: click.Context) -> None:
    """列出各年度支出责任、占比和剩余空间.

    List duties by kind, share of the capacity and room of every year.
    """
    from cityledger.views import ppp, registry

    at = session.desk(ctx)
    with at.read() as read:
        today = china_day(at.now(read))
        rows = ppp.years(read, at.book_id, registry.parameters(read), today)
    at.close()
    _print(rows)


@command.command("what-if")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--from-year", type=int, help="首个年度 First year.")
@click.option("--years", "count", type=int, default=1, show_default=True, help="年数 How many.")
@click.option("--yuan", help="每年支出责任(元) Duty of each year in yuan, as 12000000.00.")
@click.option("--government-pay", is_flag=True, help="政府付费 Held to its own limit besides.")
@click.pass_context
def what_if(
    ctx: click.Context,
    file: Path | None,
    from_year: int | None,
    count: int,
    yuan: str | None,
    *,
    government_pay: bool,
) -> None:
    """试算新项目在哪一年首次超限;不写入任何内容.

    Say in which year a new plan would first break the limit; nothing is written.
    The plan is a JSON file, or the same duty for some years given by options.
    """
    added = read_plan(file) if file is not None else _same(from_year, count, yuan)
    from cityledger.views import ppp, registry

    mechanism = "government_pay" if government_pay else "user_pay"
    at = session.desk(ctx)
    with at.read() as read:
        today = china_day(at.now(read))
        parameters = registry.parameters(read)
        answer = ppp.what_if(read, at.book_id, added, parameters, today, mechanism)
    at.close()
    _print(tuple(row for row in answer.years if row.year in added))
    click.echo(_verdict(answer))
    ctx.exit(0 if answer.broken_year is None and not answer.lacking else 1)


def _verdict(answer: WhatIf) -> str:
    if answer.broken_year is not None:
        year = answer.broken_year
        return f"✗ {year}年首次超过限额 the limit is first broken in {year}"
    if answer.lacking:
        listed = "、".join(map(str, answer.lacking))
        return f"✗ {listed}年缺少支出数,无法论证 no capacity figure for {listed}"
    return "✓ 各年均在限额内 within the limit in every year"


def _same(first: int | None, count: int, yuan: str | None) -> dict[int, int]:
    if first is None or yuan is None or not 0 < count <= _LONGEST:
        reason = "给出文件,或给出首年、年数和金额 give a file, or first year, years and amount"
        raise BadInput((Problem("what-if", "", reason, "--from-year 2030 --years 25 --yuan 100"),))
    return dict.fromkeys(range(first, first + count), _fen("--yuan", yuan))


def _fen(place: str, text: object) -> int:
    if not isinstance(text, str):
        reason = "金额须为文本 an amount is a text in quotes"
        raise BadInput((Problem(place, str(text), reason, '"12000000.00"'),))
    try:
        fen = money.parse(text)
    except money.MoneyError as error:
        raise BadInput((error.problem(place),)) from error
    if fen < 0:
        raise BadInput((Problem(place, text, "金额为负 is negative", "更正金额"),))
    return fen


def read_plan(file: Path) -> dict[int, int]:
    """Return fen by year from a plan file; raises BadInput with every problem at once."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        reason = f"不是JSON文件 not JSON: {error}"
        raise BadInput((Problem(file.name, "", reason, _REMEDY),)) from error
    rows = data.get("duties") if isinstance(data, dict) and set(data) == {"duties"} else None
    if not isinstance(rows, list) or not rows:
        reason = "应只有一个duties列表 holds one list, duties"
        raise BadInput((Problem(file.name, "", reason, _REMEDY),))
    added: dict[int, int] = {}
    problems: list[Problem] = []
    for n, row in enumerate(rows, 1):
        try:
            year, fen = _row(f"duties[{n}]", row)
        except BadInput as bad:
            problems += bad.problems
            continue
        added[year] = added.get(year, 0) + fen
    if problems:
        raise BadInput(tuple(problems))
    return added


def _row(place: str, row: object) -> tuple[int, int]:
    if not isinstance(row, dict) or set(row) != {"year", "yuan"}:
        reason = "应有year和yuan has year and yuan"
        raise BadInput((Problem(place, str(row)[:40], reason, _REMEDY),))
    year = row["year"]
    if type(year) is not int or not 2000 <= year < 2200:
        reason = "年度为四位整数 a year has four digits"
        raise BadInput((Problem(f"{place}.year", str(year), reason, "2030"),))
    return year, _fen(f"{place}.yuan", row["yuan"])


def _print(rows: tuple[YearOfDuties, ...]) -> None:
    for line in table(rows):
        click.echo(line)


def table(rows: tuple[YearOfDuties, ...]) -> Iterator[str]:
    """Yield the table as tab-separated lines: one heading, one line a year, amounts in yuan."""
    kinds = [words.term(f"ppp_duty.{kind}") for kind, _ in rows[0].by_kind] if rows else []
    yield "\t".join(("年度", *kinds, "合计", "一般公共预算支出", "口径", "占比", "空间", "状态"))
    for row in rows:
        basis = words.term(f"capacity_basis.{row.basis}") if row.basis else "—"
        share = "—" if row.share_bp is None else f"{row.share_bp // 100}.{row.share_bp % 100:02d}%"
        yield "\t".join(
            (
                str(row.year),
                *(money.text(fen) for _, fen in row.by_kind),
                money.text(row.counted_fen),
                "—" if row.capacity_fen is None else money.text(row.capacity_fen),
                basis,
                share,
                "—" if row.room_fen is None else money.text(row.room_fen),
                LEVELS[row.level],
            )
        )
