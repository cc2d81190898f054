"""Write the tables of a document as CSV (RFC 4180) that no spreadsheet runs as formulas."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING, TextIO

from cityledger.evidence.text import visible
from cityledger.kernel import money
from cityledger.reports.document import Table

if TYPE_CHECKING:
    from cityledger.reports.document import Cell, Document

# What spreadsheets take for the start of a formula, in half and full width (ASVS 1.2.10).
_FORMULA_STARTS = frozenset("=+-@|%\t\r\n\0＝＋－＠｜％")
_STRIPPED = " \t\r\n\0\u00a0\u3000\"'"


def plain(cell: Cell) -> str:
    """Return a cell: amounts in yuan with two decimals and no separators, dates as ISO 8601.

    A text that a spreadsheet would run as a formula gets an apostrophe in front of it, also when
    spaces or quotes stand before the sign: some programs strip them on the way in.
    """
    if cell is None:
        return ""
    if isinstance(cell, int):
        return money.plain(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    text = "\t".join(visible(part, lines=True) for part in cell.split("\t"))
    starts = (cell[:1], cell.lstrip(_STRIPPED)[:1])
    return f"'{text}" if any(start in _FORMULA_STARTS for start in starts) else text


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
