"""`cityledger ppp agree | amend | capacity | score`: acts on partnerships, plans brought as JSON.

A file has the names of the act; amounts stand as text in yuan under `…_yuan`, days as YYYY-MM-DD.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cityledger.cli.year_end import done, signer
from cityledger.kernel import days, money
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from cityledger.actions.command import Command

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_TYPES = {"str": str, "int": int, "bool": bool}
_WORDS = {"str": "文本 a text", "int": "整数 a whole number", "bool": "true/false"}


def read(kind: type, data: object, place: str = "") -> Any:  # noqa: ANN401 - what `kind` is
    """Return an act, or a part of one, from decoded JSON; BadInput with every problem at once."""
    if not isinstance(data, dict):
        raise BadInput((Problem(place or "file", str(data)[:40], "应为对象 is no object", "{…}"),))
    known = {_name(item.name): item for item in fields(kind) if item.name != "request_id"}
    problems = [
        Problem(f"{place}{name}", "", "没有此项 is unknown", ", ".join(known))
        for name in data
        if name not in known
    ]
    values: dict[str, object] = {}
    for name, item in known.items():
        if name not in data:
            if item.default is MISSING:
                reason = "缺少 is missing"
                problems.append(Problem(f"{place}{name}", "", reason, f"填写{name}"))
            continue
        try:
            values[item.name] = _value(item, data[name], f"{place}{name}")
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(tuple(problems))
    return kind(**values)


def _name(column: str) -> str:
    return f"{column[:-4]}_yuan" if column.endswith("_fen") else column


def _value(item: Field[Any], value: object, place: str) -> object:
    kind = str(item.type)
    if kind.startswith("tuple["):
        return tuple(_parts(kind, value, place))
    if item.name.endswith("_fen"):
        return _fen(value, place)
    if kind == "date":
        return _day(value, place)
    wanted = _TYPES[kind]
    # bool is an int in Python: 1 is no answer to whether there is a forbidden clause.
    if type(value) is not wanted:
        reason = f"应为{_WORDS[kind]}"
        raise BadInput((Problem(place, str(value)[:40], reason, "更正"),))
    return value


def _parts(kind: str, value: object, place: str) -> Iterator[object]:
    from cityledger.actions import ppp

    if not isinstance(value, list):
        raise BadInput((Problem(place, str(value)[:40], "应为列表 is no list", "[…]"),))
    part: type = getattr(ppp, kind.removeprefix("tuple[").partition(",")[0])
    problems: list[Problem] = []
    for n, row in enumerate(value, 1):
        try:
            yield read(part, row, f"{place}[{n}].")
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(tuple(problems))


def _fen(value: object, place: str) -> int:
    if not isinstance(value, str):
        reason = "金额须为文本 an amount is a text in quotes"
        raise BadInput((Problem(place, str(value)[:40], reason, '"12000000.00"'),))
    try:
        return money.parse(value)
    except money.MoneyError as error:
        raise BadInput((error.problem(place),)) from error


def _day(value: object, place: str) -> date:
    try:
        return days.parse(str(value))
    except days.DayError as error:
        raise BadInput(
            (Problem(place, str(value)[:40], error.reason("zh"), "2026-01-16"),)
        ) from error


def _load(kind: type, file: Path) -> Command:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        reason = f"不是JSON文件 not JSON: {error}"
        raise BadInput((Problem(file.name, "", reason, "按示例填写"),)) from error
    command: Command = read(kind, data)
    return command


@click.command("agree")
@FILE
@signer("maker")
@click.pass_context
def agree(ctx: click.Context, file: Path, user: str | None, passphrase_file: Path | None) -> None:
    """登记PPP协议与逐年支出责任.

    Enter a partnership agreement with its yearly duties from a JSON file.
    """
    from cityledger.actions.ppp import AgreePartnership

    done(ctx, "maker", user, passphrase_file, _load(AgreePartnership, file))


@click.command("amend")
@FILE
@signer("maker")
@click.pass_context
def amend(ctx: click.Context, file: Path, user: str | None, passphrase_file: Path | None) -> None:
    """凭文件调整支出责任.

    Change duties of an agreement by a document, from a JSON file.
    """
    from cityledger.actions.ppp import AmendPartnership

    done(ctx, "maker", user, passphrase_file, _load(AmendPartnership, file))


@click.command("capacity")
@FILE
@signer("maker")
@click.pass_context
def capacity(
    ctx: click.Context, file: Path, user: str | None, passphrase_file: Path | None
) -> None:
    """登记各年度一般公共预算支出.

    Enter the general public budget expenditure of years from a JSON file.
    """
    from cityledger.actions.ppp import SetCapacity

    done(ctx, "maker", user, passphrase_file, _load(SetCapacity, file))


@click.command("score")
@click.option("--contract", required=True, help="合同编号 Contract.")
@click.option("--year", type=int, required=True, help="年度 Year.")
@click.option("--ppm", type=int, required=True, help="得分(百万分) Score, 960000 is 0.96.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="YYYY-MM-DD")
@click.option("--assessor", required=True, help="评价单位 Who assessed it.")
@click.option("--doc-no", required=True, help="评价文件 Document.")
@signer("pm")
@click.pass_context
def score(ctx: click.Context, /, year: int, ppm: int, on: datetime, **more: Any) -> None:  # noqa: ANN401 - the options of the act and of its signer
    """登记年度绩效评价,按得分确认应付.

    Enter the performance score of a year; planned × score becomes payable.
    """
    from cityledger.actions.ppp import ScorePartnership

    act = ScorePartnership(
        contract=more["contract"],
        year=year,
        score_ppm=ppm,
        assessed_on=on.date(),
        assessor=more["assessor"],
        doc_no=more["doc_no"],
    )
    done(ctx, "pm", more["user"], more["passphrase_file"], act)


COMMANDS = (agree, amend, capacity, score)
