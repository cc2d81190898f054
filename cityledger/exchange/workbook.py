"""Read a filled workbook: rows of typed values, or every problem with its sheet and cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from python_calamine import CalamineError, load_workbook

from cityledger.evidence.text import visible
from cityledger.exchange import cells, zip_guard
from cityledger.exchange.nouns import BY_TITLE, README_TITLE, SHEETS
from cityledger.exchange.sheets import column_letter
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cityledger.exchange.sheet_shape import SheetShape
    from cityledger.exchange.sheets import Column, Sheet
    from cityledger.exchange.zip_guard import Package

    Known = Callable[[str, str], bool]

NAMES: dict[str, tuple[str, ...]] = {
    "party": ("party_id",),
    "project": ("project",),
    "budget_line": ("project", "code"),
    "fund_source": ("source",),
    "allotment": ("allotment",),
    "bank_account": ("bank_account",),
    "tranche": ("tranche",),
    "opening_tranche": ("tranche",),
    "tender": ("tender",),
    "contract": ("contract",),
    "agreement": ("contract",),
    "plot": ("project", "plot"),
    "invoice": ("number",),
}
"""The fields by which other sheets name a noun."""


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: its sheet, its number as the program shows it, its values by field."""

    sheet: Sheet
    number: int
    letters: dict[str, str]
    values: dict[str, object]

    def place(self, field: str) -> str:
        """Return `合同!H3 合同价(元)`: sheet, cell and heading."""
        heading = self.sheet.column(field).heading
        return f"{self.sheet.title}!{self.letters.get(field, '')}{self.number} {heading}"

    @property
    def line(self) -> str:
        """Return the sheet and the row."""
        return f"{self.sheet.title}!{self.number}"

    def text(self, field: str) -> str:
        """Return a value as text, empty when the cell is."""
        value = self.values.get(field)
        return "" if value is None else str(value)

    def key(self, fields: tuple[str, ...]) -> tuple[str, ...]:
        """Return the texts of several fields."""
        return tuple(self.text(field) for field in fields)


def read_rows(path: Path, known: Known = lambda *_: False) -> tuple[Row, ...]:
    """Return every filled row; raises BadInput with every problem of the whole workbook.

    `known(noun, name)` says whether the ledger has what another sheet refers to.
    """
    package = zip_guard.opened(path)
    rows: list[Row] = []
    problems: list[Problem] = []
    for title, table in _tables(path.name, package, problems):
        found, bad = _sheet(BY_TITLE[title], table, package.shapes[title])
        rows += found
        problems += bad
    order = {sheet.noun: n for n, sheet in enumerate(SHEETS)}
    rows.sort(key=lambda row: (order[row.sheet.noun], row.number))
    problems += [*_duplicates(rows), *_disagreements(rows), *_references(rows, known)]
    if not rows and not problems:
        reason = "没有任何填写的行 no filled row"
        problems.append(Problem("工作簿 workbook", path.name, reason, "在模板的各表中填写"))
    if problems:
        raise BadInput(tuple(problems))
    return tuple(rows)


def _tables(
    name: str, package: Package, problems: list[Problem]
) -> Iterator[tuple[str, list[list[object]]]]:
    """Yield the cells of every sheet that is ours; report sheets that are not."""
    try:
        book = load_workbook(package.content)
        for title in package.shapes:
            if title == README_TITLE:
                continue
            if title not in BY_TITLE:
                reason = "不是模板中的表 is no sheet of the template"
                listed = "、".join(BY_TITLE)
                problems.append(
                    Problem(f"{visible(title)}!", "", reason, f"改名或删除;模板的表:{listed}")
                )
                continue
            table = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            yield title, [list(row) for row in table]
    except CalamineError as error:
        reason = f"表格内容无法读取 ({error})"
        problems.append(Problem("工作簿 workbook", name, reason, "用表格软件另存为 .xlsx"))


def _sheet(
    sheet: Sheet, table: list[list[object]], shape: SheetShape
) -> tuple[list[Row], list[Problem]]:
    if not table:
        return [], []
    columns, problems = _headings(sheet, table[0])
    for cell in sorted(shape.formulas):
        reason = "单元格是公式,所见数值可能不是所存数值 a formula"
        problems.append(Problem(f"{sheet.title}!{cell}", "", reason, "复制后“选择性粘贴-数值”"))
    letters = {column.field: column_letter(place) for place, column in columns.items()}
    rows = []
    for number, line in enumerate(table[1:], 2):
        if all(cells.empty(value) for value in line):
            continue
        row = Row(sheet, number, letters, {})
        problems += _fill(row, columns, line, shape)
        rows.append(row)
    return rows, problems


def _headings(sheet: Sheet, line: list[object]) -> tuple[dict[int, Column], list[Problem]]:
    """Match the heading row; its columns may stand in any order."""
    by_heading = {column.heading: column for column in sheet.columns}
    columns: dict[int, Column] = {}
    problems = []
    for place, value in enumerate(line):
        if cells.empty(value):
            continue
        at, heading = f"{sheet.title}!{column_letter(place)}1", cells.shown(value).strip()
        column = by_heading.get(heading)
        if column is None:
            listed = "、".join(by_heading)
            reason = "不是本表的列标题 an unknown heading"
            problems.append(Problem(at, heading, reason, f"删除该列或改为:{listed}"))
        elif column in columns.values():
            problems.append(Problem(at, heading, "列标题重复 a heading twice", "只保留一列"))
        else:
            columns[place] = column
    for column in sheet.columns:
        if column.required and column not in columns.values():
            reason = "缺少必填列 a required column is missing"
            problems.append(Problem(f"{sheet.title}!1", column.heading, reason, "从模板复制标题行"))
    return columns, problems


def _fill(
    row: Row, columns: dict[int, Column], line: list[object], shape: SheetShape
) -> Iterator[Problem]:
    """Read the cells of one row into it; yield what is wrong with them."""
    for place, column in columns.items():
        value = line[place] if place < len(line) else None
        at = row.place(column.field)
        if f"{column_letter(place)}{row.number}" in shape.formulas:
            continue  # It was reported as a formula; what it shows says nothing.
        if cells.empty(value):
            if column.required:
                yield Problem(at, "", "必填 is required", column.note)
            continue
        try:
            row.values[column.field] = cells.read(column, value)
        except cells.CellError as error:
            yield Problem(at, cells.shown(value), error.reason, error.remedy)
    yield from _beside(row)
    for place, value in enumerate(line):
        if place not in columns and not cells.empty(value):
            at = f"{row.sheet.title}!{column_letter(place)}{row.number}"
            reason = "该列没有标题 a value under no known heading"
            yield Problem(at, cells.shown(value), reason, "移到有标题的列")


def _beside(row: Row) -> Iterator[Problem]:
    for column in row.sheet.columns:
        if column.beside and row.text(column.beside) and column.field not in row.values:
            other = row.sheet.column(column.beside).heading
            reason = f"填了“{other}”就必填 is required beside it"
            yield Problem(row.place(column.field), "", reason, column.note)


def _duplicates(rows: Iterable[Row]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        needed = (field for field in row.sheet.key if row.sheet.column(field).required)
        if any(field not in row.values for field in needed):
            continue  # A key that lacks a part was reported already.
        named = row.key(row.sheet.key)
        first = seen.setdefault((row.sheet.noun, *named), row)
        if first is not row:
            headings = "、".join(row.sheet.column(field).heading for field in row.sheet.key)
            reason = f"与第 {first.number} 行重复 the same as row {first.number}"
            place = row.place(row.sheet.key[0])
            yield Problem(place, " ".join(filter(None, named)), reason, f"{headings}不能都相同")


def _disagreements(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield rows of one act that say different things where they must say the same."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if not row.sheet.agreed:
            continue
        head = first.setdefault((row.sheet.noun, *row.key(row.sheet.group)), row)
        for field in row.sheet.agreed:
            if row.text(field) != head.text(field):
                reason = f"与第 {head.number} 行不一致 differs from row {head.number}"
                yield Problem(row.place(field), row.text(field), reason, "同组各行填写相同内容")


def names_of(row: Row) -> str | None:
    """Return how other sheets name the noun of this row, or None."""
    fields = NAMES.get(row.sheet.noun)
    return "/".join(row.key(fields)) if fields else None


def referred(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield (field, noun, name) for everything a row refers to."""
    for column in row.sheet.columns:
        value = row.values.get(column.field)
        if column.ref is None or value is None:
            continue
        for name in value if isinstance(value, tuple) else (str(value),):
            inside = f"{row.text(column.within)}/" if column.within else ""
            yield column.field, column.ref, inside + str(name)


def _references(rows: list[Row], known: Known) -> Iterator[Problem]:
    index = {(_kind(row.sheet.noun), names_of(row)) for row in rows}
    for row in rows:
        lost: set[str | None] = set()
        for field, noun, name in referred(row):
            # A line of a project that is not there is not told beside the project itself.
            if (
                row.sheet.column(field).within in lost
                or (_kind(noun), name) in index
                or known(_kind(noun), name)
            ):
                continue
            lost.add(field)
            title = next(sheet.title for sheet in SHEETS if sheet.noun == noun)
            reason = f"“{title}”表和账内都没有 neither in the workbook nor in the ledger"
            yield Problem(row.place(field), name, reason, f"在“{title}”表中登记,或更正")


def _kind(noun: str) -> str:
    """Return the noun that names share: a compensation agreement is a contract."""
    return {"agreement": "contract", "opening_tranche": "tranche"}.get(noun, noun)


def key_of(noun: str, name: str) -> str:
    """Return how a thing is named among everything an import makes and needs."""
    return f"{_kind(noun)}:{name}"
