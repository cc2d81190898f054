"""Write a document as text whose columns align where a Chinese character takes two cells."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, TextIO

from cityledger.evidence.text import visible
from cityledger.kernel import money
from cityledger.reports.document import Pairs
from cityledger.reports.integrity import mark_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cityledger.reports.document import Block, Cell, Column, Document, Table

_GAP = "  "


def cells_of(char: str) -> int:
    """Return how many terminal cells a character takes (UAX #11; combining marks take none)."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width_of(text: str) -> int:
    """Return how many terminal cells a text takes."""
    return sum(map(cells_of, text))


def shown(cell: Cell) -> str:
    """Return a cell as text: grouped amounts, ISO 8601 dates, control characters by number."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return money.text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    # The line feed is the one control a memo may hold; here it would break the table.
    return visible(cell.replace("\n", " "))


def write(document: Document, file: TextIO) -> None:
    """Write the whole document; a table is measured first, so it is held in memory."""
    file.write(f"{visible(document.title)}\n{visible(document.subtitle)}\n")
    for block in document.blocks:
        file.write("\n")
        if block.title:
            file.write(f"【{visible(block.title)}】\n")
        file.writelines(f"{line}\n" for line in _lines(block))
    file.write(f"\n{mark_line(document.mark)}\n")


def _lines(block: Block) -> list[str]:
    if isinstance(block, Pairs):
        pairs = [(shown(label), shown(value)) for label, value in block.pairs]
        widest = max((width_of(label) for label, _ in pairs), default=0)
        return [f"{_padded(label, widest)}{_GAP}{value}" for label, value in pairs]
    return _table_lines(block)


def _table_lines(table: Table) -> list[str]:
    rows = [[shown(cell) for cell in row.cells] for row in table.rows]
    headings = [shown(column.title) for column in table.columns]
    widths = [max(map(width_of, column)) for column in zip(headings, *rows, strict=True)]
    lines = [_line(headings, table.columns, widths), _GAP.join("-" * width for width in widths)]
    lines += [_line(row, table.columns, widths) for row in rows]
    return [*lines, shown(table.note)] if table.note else lines


def _line(texts: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    aligned = (
        " " * (width - width_of(text)) + text if column.kind == "money" else _padded(text, width)
        for text, column, width in zip(texts, columns, widths, strict=True)
    )
    return _GAP.join(aligned).rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))
