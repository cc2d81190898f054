"""What the XML of a workbook really holds: extents from cells, formulas by cell, no entities.

Everything is taken from the elements themselves and never from what the file says about itself
(T16). What two readers could understand differently is refused rather than guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from cityledger.exchange.sheets import column_letter

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 50_000
COLUMNS = 200
AREA = 2_000_000
"""Cells of the rectangle of a sheet: the reader unfolds all of it, filled or not."""

ELEMENTS = 4_000_000
"""Start tags of one member."""

Found = tuple[str, str, str]
"""Value, reason and remedy of something wrong."""

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z", re.ASCII)
_ROW = re.compile(r"[1-9][0-9]{0,6}\Z", re.ASCII)
_TARGET = re.compile(r"(?:/xl/)?(worksheets/[0-9A-Za-z_.-]+\.xml)\Z")
_SUSPECT = "疑似恶意文件,用模板重新填写"


@dataclass(frozen=True, slots=True)
class SheetShape:
    """What the XML of a sheet really holds: last row and column used, cells with formulas."""

    rows: int
    columns: int
    formulas: frozenset[str]


class _Odd(Exception):
    """Something that stops the reading of a member: value, reason, remedy."""

    def __init__(self, *found: str) -> None:
        super().__init__(*found)
        self.found: Found = (found[0], found[1], found[2])


def shapes(parts: dict[str, bytes]) -> tuple[dict[str, SheetShape], list[Found]]:
    """Return the shape of every sheet by title, and all that is wrong.

    `parts` are the XML members by name. Raises KeyError when a part that is referred to is not
    there, ExpatError for what is no XML.
    """
    taken: dict[str, SheetShape] = {}
    read: set[str] = {_WORKBOOK, _RELATIONS}
    found: list[Found] = []
    try:
        for title, name in _sheets(parts):
            shape = _shape(name, parts[name])
            if title in taken or name in read:
                found.append((title, "工作表重复 a sheet twice", _SUSPECT))
            read.add(name)
            taken[title] = shape
    except _Odd as odd:
        found.append(odd.found)
    for name in sorted(parts.keys() - read):
        try:
            _parse(name, parts[name], lambda *_: None)
        except _Odd as odd:
            found.append(odd.found)
    return taken, found


def _sheets(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return title and member of every sheet, in the order of the workbook."""
    targets: dict[str, str] = {}
    for tag, attributes in _elements(_RELATIONS, parts[_RELATIONS]):
        if tag == "Relationship":
            if attributes["Id"] in targets:
                raise _Odd(attributes["Id"], "关系重复 a relation twice", _SUSPECT)
            targets[attributes["Id"]] = attributes["Target"]
    out = []
    for tag, attributes in _elements(_WORKBOOK, parts[_WORKBOOK]):
        if tag != "sheet":
            continue
        title = attributes["name"]
        relations = [v for k, v in attributes.items() if k.rpartition(":")[2] == "id"]
        target = targets[relations[0]] if len(relations) == 1 else ""
        match = _TARGET.match(target)
        if match is None:
            raise _Odd(f"{title} {target}", "工作表位置不合规范 an odd place of a sheet", _SUSPECT)
        out.append((title, f"xl/{match[1]}"))
    return out


def _elements(name: str, content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return the start tags of a member with their attributes, prefixes of tags taken off."""
    out: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        out.append((tag.rpartition(":")[2], attributes))

    _parse(name, content, start)
    return out


def _parse(name: str, content: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    """Read a whole member; a document type may stand behind any length of comments (T17)."""

    def declared(*_: object) -> None:
        raise _Odd(name, "含 DOCTYPE 声明 declares a document type", _SUSPECT)

    count = 0

    def counted(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > ELEMENTS:
            raise _Odd(name, f"元素超过 {ELEMENTS} 个 too many elements", "分成几个工作簿")
        start(tag, attributes)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = counted
    parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place


class _Extent:
    """Collects the extent of a sheet from its cells, never from its own <dimension> (T16)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.columns = 0
        self.row = self.column = 0
        self.formulas: set[str] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take one start tag; a row or cell without a place of its own follows the one before."""
        kind = tag.rpartition(":")[2]
        if kind == "c":
            self._cell(attributes.get("r"))
        elif kind == "row":
            text = attributes.get("r")
            if text is not None and not _ROW.match(text):
                raise self._odd(text)
            self.row = int(text) if text is not None else self.row + 1
            self.column = 0
            self.rows = max(self.rows, self.row)
        elif kind == "f":
            self.formulas.add(f"{column_letter(max(self.column, 1) - 1)}{self.row}")

    def _cell(self, text: str | None) -> None:
        if text is None:
            self.column += 1
        else:
            match = _CELL.match(text)
            if match is None:
                raise self._odd(text)
            self.column, self.row = _place(match[1]), int(match[2])
        self.columns = max(self.columns, self.column)
        self.rows = max(self.rows, self.row)

    def _odd(self, text: str) -> _Odd:
        return _Odd(f"{self.name} {text}", "单元格位置不合规范 an odd place of a cell", _SUSPECT)


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _shape(name: str, content: bytes) -> SheetShape:
    extent = _Extent(name)
    _parse(name, content, extent.start)
    rows, columns = extent.rows, extent.columns
    if rows > ROWS or columns > COLUMNS or rows * columns > AREA:
        last = f"{column_letter(max(columns, 1) - 1)}{rows}"
        reason = f"表格范围超过 {ROWS} 行、{COLUMNS} 列或 {AREA} 格 the sheet is too large"
        raise _Odd(f"{name} {last}", reason, "删除多余的行列后保存")
    return SheetShape(rows, columns, frozenset(extent.formulas))
