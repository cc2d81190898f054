"""T15: a small file never costs much memory or time, whatever its zip or its XML promises."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cityledger.exchange import sheet_shape, zip_guard
from cityledger.kernel.errors import BadInput
from tests.exchange.workbooks import repacked
from tests.threats.attacks import member, understated, with_members
from tests.threats.conftest import Run

SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"
MIB = 1024 * 1024


def a_row(row: str, cells: str = "") -> bytes:
    return f'<row r="{row}">{cells}</row></sheetData>'.encode()


def far(row: str, cells: str = "") -> object:
    return member(SHEET, lambda data: data.replace(b"</sheetData>", a_row(row, cells)))


def crafted(path: Path, name: str) -> Path:
    """Make one of the bombs."""
    cells = {
        "a far cell": ("1048576", '<c r="XFD1048576"><v>1</v></c>'),
        "a far cell in small letters": ("1048576", '<c r="xfd1048576"><v>1</v></c>'),
        "a far row": ("99999999999999999999", ""),
        "a row that is no number": ("1.5", ""),
        "a cell that has no place": ("9", '<c r="A"><v>1</v></c>'),
        "a wide flat sheet": ("49999", '<c r="GR49999"><v>1</v></c>'),
    }
    if name in cells:
        return repacked(path, far(*cells[name]))  # type: ignore[arg-type]
    if name == "a high ratio":
        return with_members(path, ("xl/media/a.xml", b"0" * (4 * MIB)))
    if name == "many members":
        more = ((f"xl/x{n}.xml", b"<a/>") for n in range(zip_guard.MEMBERS))
        return with_members(path, *more)
    if name == "many small bombs":
        more = ((f"xl/x{n}.xml", b"<a/>" + b" " * (zip_guard.SMALL - 9)) for n in range(180))
        return with_members(path, *more, ("xl/y.xml", bytes(range(256)) * 200_000))
    if name == "many elements":
        return with_members(path, ("xl/y.xml", b"<a>" + b"<b/>" * 4_100_000 + b"</a>"))
    if name == "a size that is understated":
        return understated(path, STRINGS, b"<sst>" + b" " * (60 * MIB), zip_guard.SMALL)
    raise AssertionError(name)


BOMBS = (
    "a far cell",
    "a far cell in small letters",
    "a far row",
    "a row that is no number",
    "a cell that has no place",
    "a wide flat sheet",
    "a high ratio",
    "many members",
    "many small bombs",
    "many elements",
    "a size that is understated",
)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_by_the_command(run: Run, empty: Path, tmp_path: Path, name: str) -> None:
    ended = run(empty, "import", "workbook", crafted(tmp_path / "w.xlsx", name))

    assert 3 == ended.status
    assert not ended.leaked


_READ = """
import re, sys
from pathlib import Path
from cityledger.exchange.workbook import read_rows
from cityledger.kernel.errors import BadInput
def highest():
    # The resource usage of a process begins with that of its parent; this figure does not.
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
base = highest()
try:
    read_rows(Path(sys.argv[1]))
except BadInput:
    pass
print(highest() - base)
"""


def mebibytes_read(path: Path) -> int:
    """Read a workbook in a process that may have one gibibyte; return what reading it added."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1024 * MIB,) * 2),
    )
    return int(done.stdout)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_memory(tmp_path: Path, name: str) -> None:
    path = crafted(tmp_path / "w.xlsx", name)

    assert mebibytes_read(path) < 160


def test_the_largest_sheet_that_passes_is_read_within_a_gigabyte(tmp_path: Path) -> None:
    last = f"AN{sheet_shape.ROWS}"
    path = repacked(
        tmp_path / "w.xlsx",
        far(str(sheet_shape.ROWS), f'<c r="{last}"><v>1</v></c>'),  # type: ignore[arg-type]
    )
    assert sheet_shape.AREA == zip_guard.check(path)["会计期间"].columns * sheet_shape.ROWS

    assert mebibytes_read(path) < 512


def test_the_reader_is_given_only_what_was_looked_at(tmp_path: Path) -> None:
    """A member whose headers understate it is cut where they say, for the reader as well."""
    content = b"<a/>" + b" " * (zip_guard.SMALL * 3)
    path = understated(tmp_path / "w.xlsx", "xl/more.xml", content, 1000)

    package = zip_guard.opened(path)

    with zipfile.ZipFile(package.content) as plain:
        assert content[:1000] == plain.read("xl/more.xml")
        assert {zipfile.ZIP_STORED} == {each.compress_type for each in plain.infolist()}


def test_a_file_that_changes_after_it_was_looked_at_is_not_read_again(tmp_path: Path) -> None:
    path = repacked(tmp_path / "w.xlsx")
    package = zip_guard.opened(path)
    path.write_bytes(b"something else")

    with zipfile.ZipFile(package.content) as plain:
        assert "xl/workbook.xml" in plain.namelist()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_odd_packing_is_refused(tmp_path: Path, method: int) -> None:
    path = repacked(tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "o.xlsx", "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))

    with pytest.raises(BadInput, match="packed as no workbook is"):
        zip_guard.check(tmp_path / "o.xlsx")


def test_a_cell_without_a_place_counts_all_the_same(tmp_path: Path) -> None:
    def bare(data: bytes) -> bytes:
        return re.sub(rb' r="[A-Z]+[0-9]+"| r="[0-9]+"', b"", data)

    path = repacked(tmp_path / "w.xlsx", member(SHEET, bare))

    shape = zip_guard.check(path)["会计期间"]

    assert (3, 1) == (shape.rows, shape.columns)
