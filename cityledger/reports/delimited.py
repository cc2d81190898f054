"""Write the tables of a document as CSV (RFC 4180) that no spreadsheet runs as formulas."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, TextIO

from cityledger.kernel import money
from cityledger.reports.document import Table

if TYPE_CHECKING:
    from cityledger.reports.document import Cell, Document

# What spreadsheets take for the start of a formula, in half and full width.
_FORMULA_STARTS = frozenset("=+-@\t\r\n|＝＋－＠")


def plain(cell: Cell) -> str:
    """Return a cell: amounts in yuan with two decimals and no separators, dates as ISO 8601.

    A text that a spreadsheet would run as a formula gets an apostrophe in front of it.
    """
    if cell is None:
        return ""
    if isinstance(cell, int):
        return money.plain(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return f"'{cell}" if cell[:1] in _FORMULA_STARTS and cell else cell


def write(document: Document, file: TextIO) -> None:
    """Write every table with its heading row, an empty line between tables; rows are streamed.

    Open `file` with `newline=""` and encoding `utf-8-sig`, by which office programs know UTF-8.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    tables = (block for block in document.blocks if isinstance(block, Table))
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if table.title:
            writer.writerow([plain(table.title)])
        writer.writerow([plain(column.title) for column in table.columns])
        writer.writerows([plain(cell) for cell in row.cells] for row in table.rows)
