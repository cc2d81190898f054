"""Write the workbook that an office fills in: one sheet per noun, drop-downs, notes, examples."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from cityledger.exchange.nouns import README_TITLE, SHEETS

if TYPE_CHECKING:
    from pathlib import Path

    from cityledger.exchange.sheets import Column, Sheet

DROP_DOWN_ROWS = 2_000
"""Rows that get drop-downs and formats; the reader takes further rows all the same."""

WIDTH = 18
CREATED = datetime(2025, 1, 1, tzinfo=UTC)
_FORMATS: dict[str, dict[str, object]] = {
    "head": {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True},
    "need": {"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True},
    "text": {"num_format": "@"},
    "wrap": {"text_wrap": True, "valign": "top"},
}
_RULES = (
    "一、橙色列必填,蓝色列可空。每列标题上有批注说明。",
    "二、示例行可以直接导入新账套,用来试用;正式填写前请删除示例行。",
    "三、金额以元为单位,最多两位小数;单元格为文本格式,不用全角数字,不填公式。",
    "四、日期写成 2025-01-31。代码、账号、文号一律为文本,前导零不会丢失。",
    "五、整本工作簿一次检查:有一处错误,任何内容都不入账,全部错误一次列出。",
    "六、同一文件再次导入不会重复入账;增加行后再导入,只登记新增的行。",
    "七、不需要的表可以删除或留空;标题行不要改动。",
    "Orange columns are required. The example rows can be imported into a new book as they are.",
)


def write_template(path: Path) -> None:
    """Write the template to `path`; an existing file is replaced."""
    # Text stays text: a value that begins with = must never become a formula (T14).
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        # The day of writing would make every copy of the template another file.
        book.set_properties({"created": CREATED, "title": "cityledger"})
        formats = {name: book.add_format(rules) for name, rules in _FORMATS.items()}
        _explain(book, formats)
        for sheet in SHEETS:
            _sheet(book, formats, sheet)


def _explain(book: Any, formats: dict[str, Any]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    page = book.add_worksheet(README_TITLE)
    page.set_column(0, 0, WIDTH)
    page.set_column(1, 1, 5 * WIDTH, formats["wrap"])
    for row, rule in enumerate(_RULES):
        page.write_string(row, 1, rule, formats["wrap"])
    start = len(_RULES) + 1
    page.write_string(start, 0, "表", formats["head"])
    page.write_string(start, 1, "内容", formats["head"])
    for row, sheet in enumerate(SHEETS, start + 1):
        page.write_string(row, 0, sheet.title)
        page.write_string(row, 1, sheet.note, formats["wrap"])


def _sheet(book: Any, formats: dict[str, Any], sheet: Sheet) -> None:  # noqa: ANN401 - the same
    page = book.add_worksheet(sheet.title)
    page.freeze_panes(1, 1)
    for place, column in enumerate(sheet.columns):
        head = formats["need" if column.required else "head"]
        page.set_column(place, place, max(WIDTH, 2 * len(column.heading) + 2), formats["text"])
        page.write_string(0, place, column.heading, head)
        page.write_comment(0, place, _comment(column), {"x_scale": 2})
        if column.choices:
            labels = [label for label, _ in column.choices]
            rule = {"validate": "list", "source": labels, "ignore_blank": True}
            page.data_validation(1, place, DROP_DOWN_ROWS, place, rule)
        for row, text in enumerate(column.examples, 1):
            if text:
                page.write_string(row, place, text, formats["text"])


def _comment(column: Column) -> str:
    need = "必填" if column.required else "可空"
    return f"{column.note}({need})"
