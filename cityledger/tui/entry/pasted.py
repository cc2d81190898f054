"""Rows pasted from a spreadsheet, as lines of a document: all problems at once, by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cityledger.exchange import cells
from cityledger.kernel import days, money
from cityledger.tui.texts import say
from cityledger.tui.texts.headings import heading
from cityledger.tui.widgets import amounts

if TYPE_CHECKING:
    from cityledger.exchange.sheets import Column

MOST = 2_000
"""Rows taken at once: more are a workbook, and `import` is the way for it."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Values and typed texts of the rows, or what is wrong with them in words."""

    values: tuple[dict[str, object], ...]
    typed: tuple[dict[str, str], ...]
    problems: tuple[str, ...]


def read_lines(columns: tuple[Column, ...], text: str, lang: str) -> Pasted:
    """Read tab-separated rows; a first row of headings says which column is which."""
    rows = [line.split("\t") for line in text.splitlines() if line.strip()]
    order = _order(columns, rows[0]) if rows else None
    first = 1
    if order is not None:
        rows, first = rows[1:], 2
    if len(rows) > MOST:
        return Pasted((), (), (say("too_many_lines", lang, most=MOST),))
    values: list[dict[str, object]] = []
    typed: list[dict[str, str]] = []
    problems: list[str] = []
    for number, row in enumerate(rows, first):
        texts = dict.fromkeys((c.field for c in columns), "")
        names = order or tuple(c.field for c in columns)
        texts |= {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
        if order is None and len(row) > len(columns):
            many = say("too_many_cells", lang, found=len(row), most=len(columns))
            problems.append(say("wrong_line", lang, line=number, said=many))
        found, wrong = _values(columns, texts, lang)
        # A draft keeps what a field holds: the key of a choice, a day as it is written here.
        kept = {c.field for c in columns if c.choices or c.kind == "day"}
        texts |= {name: _kept(found[name]) for name in kept & set(found)}
        problems += [say("wrong_line", lang, line=number, said=said) for said in wrong]
        values.append(found)
        typed.append(texts)
    if problems:
        return Pasted((), (), tuple(problems))
    return Pasted(tuple(values), tuple(typed), ())


def _order(columns: tuple[Column, ...], row: list[str]) -> tuple[str, ...] | None:
    """Return the fields of a row of headings, empty for foreign ones; None for a row of values."""
    known = {name: c.field for c in columns for name in (c.heading, heading(c, "en"))}
    order = tuple(known.get(cell.strip().rstrip("*"), "") for cell in row)
    return order if sum(bool(name) for name in order) * 2 > len(row) else None


def _values(
    columns: tuple[Column, ...], texts: dict[str, str], lang: str
) -> tuple[dict[str, object], list[str]]:
    values: dict[str, object] = {}
    wrong: list[str] = []
    for column in columns:
        text, name = texts[column.field], heading(column, lang)
        if not text:
            if column.required:
                wrong.append(f"{name}: {say('must_fill', lang)}")
            continue
        try:
            values[column.field] = _value(column, text, lang)
        except cells.CellError as error:
            wrong.append(f"{name}: {text} {error.reason} → {error.remedy}")
    return values, wrong


def _kept(value: object) -> str:
    return days.text(value) if isinstance(value, date) else str(value)


def _value(column: Column, text: str, lang: str) -> object:
    """Return the value of a cell as the workbook reads it; amounts as people type them."""
    if column.kind == "money":
        try:
            return amounts.read_amount(text)
        except money.MoneyError as error:
            problem = error.problem("", "zh" if lang == "zh" else "en")
            raise cells.CellError(problem.reason, problem.remedy) from error
    if column.kind == "day":
        try:
            return days.parse(text.replace("/", "-"))
        except days.DayError as error:
            raise cells.CellError(say("bad_day", lang), "2025-03-07") from error
    return cells.read(column, text)
