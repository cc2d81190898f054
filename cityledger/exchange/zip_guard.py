"""Look at a workbook before anything opens it: what is in it, how large, what it hides (T15-T17).

An .xlsx is a zip of XML. A file of 153 KB can unpack to a gigabyte, an entity can read a file of
this machine, a formula can show one number and hold another. Each is refused by name.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from cityledger.exchange.sheets import column_letter
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEMBERS = 200
UNPACKED_BYTES = 50 * 1024 * 1024
RATIO = 100
SMALL = 100 * 1024
"""A member this small may be packed at any ratio: XML of empty rows is."""

ROWS = 50_000
COLUMNS = 200
CHUNK = 1 << 16
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_FORBIDDEN = (
    ("vbaproject", "工作簿含有宏 has macros", "另存为不含宏的 .xlsx"),
    ("externallinks/", "工作簿引用了外部文件 links to other files", "断开外部链接后保存"),
    ("embeddings/", "工作簿嵌入了其他文件 embeds other files", "删除嵌入对象后保存"),
    ("macrosheets/", "工作簿含有宏表 has macro sheets", "删除宏表后保存"),
)


@dataclass(frozen=True, slots=True)
class SheetShape:
    """What the XML of a sheet really holds: last row and column used, cells with formulas."""

    rows: int
    columns: int
    formulas: frozenset[str]


def check(path: Path) -> dict[str, SheetShape]:
    """Return the shape of every sheet by title; raises BadInput with everything that is wrong."""
    try:
        with zipfile.ZipFile(path) as archive:
            problems = [*_size(archive), *_forbidden(archive)]
            if not problems:
                # Only a file of a sane size is unpacked to look for document types.
                problems = list(_doctypes(archive))
            if problems:
                raise BadInput(tuple(problems))
            return _shapes(archive)
    except (OSError, zipfile.BadZipFile, KeyError, expat.ExpatError, NotImplementedError) as error:
        raise BadInput(
            (_problem(path.name, f"不是可读的 .xlsx 工作簿 ({error})", "用表格软件另存为 .xlsx"),)
        ) from error


def _problem(value: str, reason: str, remedy: str) -> Problem:
    return Problem("工作簿 workbook", value, reason, remedy)


def _size(archive: zipfile.ZipFile) -> Iterator[Problem]:
    members = archive.infolist()
    if len(members) > MEMBERS:
        reason = f"压缩包内文件超过 {MEMBERS} 个 too many members"
        yield _problem(str(len(members)), reason, "用模板重新填写")
    total = sum(member.file_size for member in members)
    if total > UNPACKED_BYTES:
        reason = f"解压后超过 {UNPACKED_BYTES} 字节 too large unpacked"
        yield _problem(str(total), reason, "分成几个工作簿")
    for member in members:
        if member.flag_bits & 1:
            yield _problem(member.filename, "已加密 is encrypted", "去掉打开密码后保存")
        packed = max(member.compress_size, 1)
        if member.file_size > SMALL and member.file_size > RATIO * packed:
            reason = f"压缩比超过 {RATIO} packed more than {RATIO} times"
            yield _problem(member.filename, reason, "疑似压缩炸弹,用模板重新填写")


def _forbidden(archive: zipfile.ZipFile) -> Iterator[Problem]:
    for name in archive.namelist():
        for part, reason, remedy in _FORBIDDEN:
            if part in name.lower():
                yield _problem(name, reason, remedy)


def _doctypes(archive: zipfile.ZipFile) -> Iterator[Problem]:
    """Yield the members that declare a document type: entities expand and read files (T17)."""
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        found: list[str] = []
        parser = expat.ParserCreate()

        def declared(doctype: str, *_: object, found: list[str] = found) -> None:
            found.append(doctype)

        parser.StartDoctypeDeclHandler = declared
        with archive.open(name) as file:
            # A declaration stands before the first element, so the head of the file shows it.
            parser.Parse(file.read(CHUNK), False)  # noqa: FBT003 - expat takes it by place
        if found:
            reason = "含 DOCTYPE 声明 declares a document type"
            yield _problem(name, reason, "疑似恶意文件,用模板重新填写")


def _shapes(archive: zipfile.ZipFile) -> dict[str, SheetShape]:
    targets = {
        attributes["Id"]: attributes["Target"]
        for tag, attributes in _elements(archive, "xl/_rels/workbook.xml.rels")
        if tag == "Relationship"
    }
    shapes = {}
    for tag, attributes in _elements(archive, "xl/workbook.xml"):
        if tag != "sheet":
            continue
        relation = next(v for k, v in attributes.items() if k.rpartition(":")[2] == "id")
        target = targets[relation]
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        shapes[attributes["name"]] = _shape(archive, path)
    return shapes


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Return the start tags of a member with their attributes, prefixes of tags taken off."""
    out: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        out.append((tag.rpartition(":")[2], attributes))

    _parse(archive, name, start)
    return out


def _parse(archive: zipfile.ZipFile, name: str, start: Any) -> None:  # noqa: ANN401 - a handler of expat
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with archive.open(name) as file:
        while block := file.read(CHUNK):
            parser.Parse(block, False)  # noqa: FBT003 - expat takes it by place
        parser.Parse(b"", True)  # noqa: FBT003 - the same


class _Shape:
    """Collects the extent of a sheet from its cells, never from its own <dimension> (T16)."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.formulas: set[str] = set()
        self.at = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take one start tag."""
        name = tag.rpartition(":")[2]
        if name == "c":
            self.at = attributes.get("r", "")
            match = _CELL.match(self.at)
            if match:
                self.columns = max(self.columns, _place(match[1]))
                self.rows = max(self.rows, int(match[2]))
        elif name == "row":
            self.rows = max(self.rows, int(attributes.get("r", "0")))
        elif name == "f":
            self.formulas.add(self.at)


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _shape(archive: zipfile.ZipFile, name: str) -> SheetShape:
    shape = _Shape()
    _parse(archive, name, shape.start)
    if shape.rows > ROWS or shape.columns > COLUMNS:
        last = f"{column_letter(shape.columns - 1)}{shape.rows}"
        reason = f"表格范围超过 {ROWS} 行或 {COLUMNS} 列 the sheet is too large"
        raise BadInput((_problem(f"{name} {last}", reason, "删除多余的行列后保存"),))
    return SheetShape(shape.rows, shape.columns, frozenset(shape.formulas))
