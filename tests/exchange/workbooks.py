"""Workbooks for the tests: the example rows with cells changed, and bytes no office would send."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from cityledger.exchange.nouns import SHEETS
from cityledger.exchange.template import write_template

Tables = dict[str, list[list[Any]]]


def tables() -> Tables:
    """The template as plain cells: headings, then the example rows."""
    out: Tables = {}
    for sheet in SHEETS:
        heads = [column.heading for column in sheet.columns]
        rows = zip(*(column.examples for column in sheet.columns), strict=True)
        out[sheet.title] = [heads, *(list(row) for row in rows)]
    return out


def written(path: Path, content: Tables) -> Path:
    """Write cells as their types say; a text that begins with = becomes a formula."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in content.items():
            page = book.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, date | datetime):
                        page.write_datetime(r, c, value, day)
                    elif isinstance(value, bool):
                        page.write_boolean(r, c, value)
                    elif isinstance(value, int | float):
                        page.write_number(r, c, value)
                    elif value and value.startswith("="):
                        page.write_formula(r, c, value, None, 1)
                    elif value:
                        page.write_string(r, c, value)
    return path


def with_cell(path: Path, sheet: str, cell: str, value: object) -> Path:
    """Write the examples with one cell changed, such as `C2`."""
    content = tables()
    match = re.fullmatch(r"([A-Z])([0-9]+)", cell)
    assert match
    row, place = content[sheet][int(match[2]) - 1], ord(match[1]) - ord("A")
    row[place] = value
    return written(path, content)


def repacked(
    path: Path,
    edit: Callable[[str, bytes], bytes] = lambda _, data: data,
    more: dict[str, bytes] | None = None,
) -> Path:
    """Write the template with members of its zip edited, and others added."""
    plain = path.with_suffix(".plain")
    write_template(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return path
