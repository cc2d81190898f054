"""Lay tables out over portrait pages: headings repeat, long texts wrap, nothing is cut."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from cityledger.kernel import money
from cityledger.reports.pen import HAIR, MUTED, POINTS, RED, RULE, TINT, Stroke, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cityledger.reports.document import Cell, Column, Table, TableRow
    from cityledger.reports.integrity import Row
    from cityledger.reports.pen import Align, Pen

_PAD: Final = 1.0
_HEAD: Final = 6.6
_LEADING: Final = 1.28
_ALIGN: Final[dict[str, Align]] = {"money": "right", "center": "center"}


@dataclass(frozen=True, slots=True)
class Area:
    """Where tables may stand on a page, in millimetres, and the size of their type in points."""

    left: float
    right: float
    top: float
    bottom: float
    size: float = 7.6


@dataclass(slots=True)
class Filled:
    """One page: its pen and the rows printed on it, for the page's digest."""

    pen: Pen
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row measured: its cells broken into lines with their styles, and its height."""

    cells: tuple[tuple[list[str], Style], ...]
    height: float
    kind: str


class TablePages:
    """Fills pages one after another; `new_pen` gives the pen of the next page."""

    def __init__(self, area: Area, pens: Iterator[Pen]) -> None:
        self._area = area
        self._pens = pens
        self._page = Filled(next(pens))
        self._y = area.top

    def fill(self, tables: Iterable[Table]) -> Iterator[Filled]:
        """Lay out tables; yields each page when it is full, and the last one."""
        for table in tables:
            yield from self._table(table)
        yield self._page

    def _table(self, table: Table) -> Iterator[Filled]:
        widths = self._widths(table.columns)
        # A heading never stands alone at the foot: room for itself, the column heads and two rows.
        if self._y + 9.0 + _HEAD + 12.0 > self._area.bottom:
            yield self._turn()
        self._heading(table, widths, table.title)
        printed = 0
        for row in table.rows:
            line = self._measure(row, table.columns, widths)
            if self._y + line.height > self._area.bottom:
                yield self._turn()
                self._heading(table, widths, f"{table.title}（续）")
            self._draw(line, table.columns, widths)
            self._page.rows.append(tuple(_canonical(cell) for cell in row.cells))
            printed += 1
        if not printed:
            self._nothing()
        if table.note:
            note = Style(size=7, colour=MUTED)
            self._page.pen.text(self._area.left, self._y + 3.6, table.note, note)
            self._y += 4.0
        self._y += 8.0

    def _turn(self) -> Filled:
        done, self._page, self._y = self._page, Filled(next(self._pens)), self._area.top
        return done

    def _widths(self, columns: tuple[Column, ...]) -> list[float]:
        """Return column widths; those of width 0 share what the others leave."""
        free = self._area.right - self._area.left - sum(column.width for column in columns)
        sharing = sum(1 for column in columns if not column.width)
        return [column.width or free / sharing for column in columns]

    def _heading(self, table: Table, widths: list[float], title: str) -> None:
        pen, area = self._page.pen, self._area
        pen.text(area.left, self._y + 4.2, title, Style("bold", 11))
        self._y += 6.6
        pen.fill((area.left, self._y), area.right - area.left, _HEAD, TINT)
        for y in (self._y, self._y + _HEAD):
            pen.level(area.left, area.right, y, Stroke(RULE, 0.6))
        left = area.left
        for column, width in zip(table.columns, widths, strict=True):
            align = _ALIGN.get(column.kind, "left")
            x = _anchor(left, width, align)
            pen.text(x, self._y + 4.5, column.title, Style("bold", 8), align)
            left += width
        self._y += _HEAD
        self._page.rows.append((title, *(column.title for column in table.columns)))

    def _nothing(self) -> None:
        area, pen = self._area, self._page.pen
        pen.text(area.left + _PAD, self._y + 4.4, "本期无记录", Style(size=8, colour=MUTED))
        pen.level(area.left, area.right, self._y + 6.4, Stroke(HAIR, 0.3))
        self._y += 6.4

    def _measure(self, row: TableRow, columns: tuple[Column, ...], widths: list[float]) -> _Line:
        base = Style("text" if row.kind == "plain" else "bold", self._area.size)
        cells = tuple(
            self._fitted(cell, column, width - 2 * _PAD, base)
            for cell, column, width in zip(row.cells, columns, widths, strict=True)
        )
        step = self._area.size * _LEADING / POINTS
        return _Line(cells, max(len(lines) for lines, _ in cells) * step + 2.2, row.kind)

    def _fitted(
        self, cell: Cell, column: Column, width: float, style: Style
    ) -> tuple[list[str], Style]:
        text = shown(cell)
        if isinstance(cell, int):
            style = style.red() if cell < 0 else style
        if column.kind != "text":
            # A figure or a date is never broken: it is set smaller until it fits.
            wide = self._page.pen.width_of(text, style)
            if wide > width:
                style = replace(style, size=int(style.size * width / wide * 20) / 20)
            return [text], style
        pen = self._page.pen
        return [line for part in text.split("\n") for line in pen.wrap(part, style, width)], style

    def _draw(self, line: _Line, columns: tuple[Column, ...], widths: list[float]) -> None:
        pen, area, left = self._page.pen, self._area, self._area.left
        step = area.size * _LEADING / POINTS
        for (texts, style), column, width in zip(line.cells, columns, widths, strict=True):
            align = _ALIGN.get(column.kind, "left")
            x = _anchor(left, width, align)
            for number, text in enumerate(texts):
                pen.text(x, self._y + 1.1 + step * (number + 0.76), text, style, align)
            left += width
        self._y += line.height
        total = line.kind != "plain"
        stroke = Stroke(RED, 0.6) if total else Stroke(HAIR, 0.3)
        if total:
            pen.level(area.left, area.right, self._y - line.height, stroke)
        pen.level(area.left, area.right, self._y, stroke)


def _anchor(left: float, width: float, align: Align) -> float:
    if align == "right":
        return left + width - _PAD
    return left + width / 2 if align == "center" else left + _PAD


def shown(cell: Cell) -> str:
    """Return a cell as it is printed."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return money.text(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _canonical(cell: Cell) -> str | int:
    return cell if isinstance(cell, int) else shown(cell)
