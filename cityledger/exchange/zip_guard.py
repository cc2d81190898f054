"""Look at a workbook before anything opens it: what is in it, how large, what it hides (T15-T17).

An .xlsx is a zip of XML. A file of 153 KB can unpack to a gigabyte, an entity can read a file of
this machine, a formula can show one number and hold another. Each is refused by name. Two programs
may also read one odd zip differently, so the reader is never given the file that was sent: it gets
a plain zip of the very bytes that were looked at here.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from cityledger.evidence.text import bad_characters, visible
from cityledger.exchange import sheet_shape
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cityledger.exchange.sheet_shape import SheetShape

MEMBERS = 200
UNPACKED_BYTES = 50 * 1024 * 1024
RATIO = 100
SMALL = 100 * 1024
"""A member this small may be packed at any ratio: XML of empty rows is."""

_READ = (".xml", ".rels")
"""The members the reader is given; pictures and settings of printers hold no cell."""

_FORBIDDEN = (
    ("vbaproject", "工作簿含有宏 has macros", "另存为不含宏的 .xlsx"),
    ("externallinks/", "工作簿引用了外部文件 links to other files", "断开外部链接后保存"),
    ("embeddings/", "工作簿嵌入了其他文件 embeds other files", "删除嵌入对象后保存"),
    ("activex/", "工作簿含有控件 has controls", "删除控件后保存"),
    ("macrosheets/", "工作簿含有宏表 has macro sheets", "删除宏表后保存"),
)
_UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    ValueError,
    RuntimeError,  # a member that is encrypted after all, or packed in a way unknown here
)


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook that may be read: the shape of every sheet by title, and its XML as a new zip."""

    shapes: dict[str, SheetShape]
    content: io.BytesIO


def check(path: Path) -> dict[str, SheetShape]:
    """Return the shape of every sheet by title; raises BadInput with everything that is wrong."""
    return opened(path).shapes


def opened(path: Path) -> Package:
    """Return a workbook in which nothing was found; raises BadInput with everything that was."""
    try:
        with zipfile.ZipFile(io.BytesIO(_bytes(path))) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if problems := [*_size(members), *_names(members), *_forbidden(members)]:
                raise BadInput(tuple(problems))
            # Only a file of a sane size is unpacked.
            parts = {m.filename: archive.read(m) for m in members if m.filename.endswith(_READ)}
        shapes, found = sheet_shape.shapes(parts)
    except _UNREADABLE as error:
        reason = f"不是可读的 .xlsx 工作簿 ({visible(str(error))})"
        raise BadInput((_problem(path.name, reason, "用表格软件另存为 .xlsx"),)) from error
    if found:
        raise BadInput(tuple(_problem(*each) for each in found))
    return Package(shapes, _plain(parts))


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file, read once: it may be another one a moment later."""
    with path.open("rb") as file:
        content = file.read(UNPACKED_BYTES + 1)
    if len(content) > UNPACKED_BYTES:
        reason = f"文件超过 {UNPACKED_BYTES} 字节 too large"
        raise BadInput((_problem(path.name, reason, "分成几个工作簿"),))
    return content


def _plain(parts: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    out.seek(0)
    return out


def _problem(value: str, reason: str, remedy: str) -> Problem:
    return Problem("工作簿 workbook", visible(value), reason, remedy)


def _size(members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
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
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            reason = "压缩方式不合规范 packed as no workbook is (ISO/IEC 29500-2)"
            yield _problem(member.filename, reason, "用表格软件另存为 .xlsx")
        packed = max(member.compress_size, 1)
        if member.file_size > SMALL and member.file_size > RATIO * packed:
            reason = f"压缩比超过 {RATIO} packed more than {RATIO} times"
            yield _problem(member.filename, reason, "疑似压缩炸弹,用模板重新填写")


def _names(members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Yield names that a workbook never has, and those that two readers could take for another."""
    seen: set[str] = set()
    for member in members:
        name = member.filename
        # Readers compare names without case, so two that differ by it are one name twice.
        if name.casefold() in seen:
            yield _problem(name, "同名文件重复 a member twice", "用表格软件另存为 .xlsx")
        seen.add(name.casefold())
        # zipfile cuts a name at NUL; what it was is kept beside it.
        written = member.orig_filename
        if (
            bad_characters(written)
            or "\\" in written
            or ":" in written
            or any(part in ("", ".", "..") for part in written.split("/"))
        ):
            reason = "文件名不合规范 no name of a workbook's part"
            yield _problem(written, reason, "疑似恶意文件,用模板重新填写")
        if stat.S_ISLNK(member.external_attr >> 16):
            reason = "是符号链接 is a symbolic link"
            yield _problem(written, reason, "疑似恶意文件,用模板重新填写")


def _forbidden(members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    for member in members:
        for part, reason, remedy in _FORBIDDEN:
            if part in member.filename.lower():
                yield _problem(member.filename, reason, remedy)
