"""`cityledger rules`: every control with its source and thresholds, and packs of thresholds."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING

import click

from cityledger.cli import session
from cityledger.cli.packs import group
from cityledger.cli.rulebook import EVIDENCE, Rulebook, line, pick, plain, rulebook, value
from cityledger.controls import catalog
from cityledger.controls.proven import proofs
from cityledger.evidence.text import visible
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from cityledger.controls.control import Control

ON = click.option("--on", metavar="YYYY-MM-DD", help="哪一天的有效值 Day; without it, today.")
JSON = click.option("--json", "as_json", is_flag=True, help="机器可读 Print JSON.")
NOT_RECORDED = ("(未记录)", "(not recorded)")


@click.group("rules", invoke_without_command=True)
@ON
@JSON
@click.pass_context
def command(ctx: click.Context, on: str | None, *, as_json: bool) -> None:
    """控制规则目录:依据、参数及当日有效值;不带子命令则全部列出.

    Every control with its source and the values of its parameters; of the ledger, if there is one.
    """
    if ctx.invoked_subcommand is not None:
        return
    book, lang = rulebook(ctx, on), session.lang(ctx)
    controls = tuple(catalog.catalogue().values())
    if as_json:
        _print_json({**_head(book), "controls": [_plain(book, row) for row in controls]})
        return
    _say(_title(book, lang, len(controls)))
    for row in controls:
        for text in _lines(book, row, lang):
            _say(text)


command.add_command(group)


def _say(text: str) -> None:
    """Print a line; values and documents were typed by people, and a terminal must not obey."""
    click.echo(visible(text))


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _head(book: Rulebook) -> dict[str, object]:
    return {"place": book.place, "is_ledger": book.is_ledger, "on": book.on.isoformat()}


def _title(book: Rulebook, lang: str, count: int) -> str:
    if lang == "zh":
        kind = "账套" if book.is_ledger else "随程序参数包"
        return f"控制规则 {count} 条;参数取自{kind} {book.place},{book.on} 有效值"
    kind = "the ledger" if book.is_ledger else "the shipped pack"
    return f"{count} controls; parameters of {kind} {book.place} in force on {book.on}"


def _source(row: Control, lang: str) -> str:
    said = pick(EVIDENCE[row.source.evidence], lang)
    return f"{row.source.doc_no} {row.source.clause}({said})"


def _lines(book: Rulebook, row: Control, lang: str) -> list[str]:
    out = [f"{row.code}  {row.title(lang)}", f"    {_source(row, lang)}  v{row.version}"]
    for key, known in book.values(row):
        shown = value(known, lang) if known else pick(("无有效值", "no value in force"), lang)
        weak = known is not None and known.evidence == "unverified"
        mark = f"({pick(EVIDENCE['unverified'], lang)})" if weak else ""
        out.append(f"    {key} = {shown}{mark}")
    return out


def _plain(book: Rulebook, row: Control) -> dict[str, object]:
    return {
        "code": row.code,
        "version": row.version,
        "zh": row.zh,
        "en": row.en,
        "source": {
            "doc_no": row.source.doc_no,
            "clause": row.source.clause,
            "evidence": row.source.evidence,
        },
        "says": {"zh": row.says_zh, "en": row.says_en},
        "remedy": {"zh": row.remedy_zh, "en": row.remedy_en},
        "kinds": list(catalog.kinds(row.code)),
        "parameters": {key: plain(known) if known else None for key, known in book.values(row)},
        "proof": proofs().get(row.code),
    }


def _known(code: str) -> Control:
    """Return a control; raises BadInput with the codes that resemble an unknown one."""
    known = catalog.catalogue()
    if code not in known:
        near = difflib.get_close_matches(code, known, 3, 0.5) or ["cityledger rules"]
        reason = "没有这条控制规则 no such control"
        raise BadInput((Problem("CODE", code, reason, ", ".join(near)),))
    return known[code]


@command.command("explain")
@click.argument("code")
@ON
@JSON
@click.pass_context
def explain(ctx: click.Context, code: str, on: str | None, *, as_json: bool) -> None:
    """说明一条规则:依据、提示、处理办法、参数沿革、适用付款、由哪项测试证明.

    Explain one control: source, sentences, parameters and their history, kinds of payment, proof.
    """
    row = _known(code)
    book, lang = rulebook(ctx, on), session.lang(ctx)
    if as_json:
        past = {k: [plain(p) for p in book.parameters.history(k)] for k in row.parameters}
        _print_json({**_head(book), **_plain(book, row), "history": past})
        return
    says, remedy = (row.says_zh, row.remedy_zh) if lang == "zh" else (row.says_en, row.remedy_en)
    applies = [catalog.kind_name(kind) if lang == "zh" else kind for kind in catalog.kinds(code)]
    proof = proofs().get(code) or pick(NOT_RECORDED, lang)
    _say(f"{row.code}  {row.title(lang)}  v{row.version}")
    for label, text in (
        (("依据", "source"), _source(row, lang)),
        (("提示", "says"), says),
        (("处理", "remedy"), remedy),
        (("适用付款种类", "kinds of payment"), pick(("、", ", "), lang).join(applies)),
        (("关闭本规则则不通过的测试", "test that fails when it is off"), proof),
    ):
        if text:
            _say(f"{pick(label, lang)}: {text}")
    for key, known in book.values(row):
        _say(f"{pick(('参数', 'parameter'), lang)} {key}({book.on}):")
        for stated in book.parameters.history(key):
            _say(f"  {'→' if stated is known else ' '} {line(stated, lang)}")
        if known is None:
            _say(f"  → {pick(('当日无有效值', 'no value in force'), lang)}")


@command.command("params")
@ON
@JSON
@click.pass_context
def params(ctx: click.Context, on: str | None, *, as_json: bool) -> None:
    """某日有效的全部参数:数值、文号、条款、是否核过原文.

    Every parameter in force on a day: value, document, clause, evidence, pack.
    """
    book, lang = rulebook(ctx, on), session.lang(ctx)
    standing = [book.parameters.standing(key, book.on) for key in book.parameters.keys]
    rows = [row for row in standing if row is not None]
    if as_json:
        _print_json({**_head(book), "parameters": [plain(row) for row in rows]})
        return
    _say(_params_title(book, lang, len(rows)))
    for row in rows:
        _say(f"{row.key}  {line(row, lang)}")


def _params_title(book: Rulebook, lang: str, count: int) -> str:
    if lang == "zh":
        return f"{book.on} 有效的政策参数 {count} 项({book.place})"
    return f"{count} policy parameters in force on {book.on} ({book.place})"
