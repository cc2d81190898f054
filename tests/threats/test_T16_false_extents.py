"""T16: a sheet that lies about its size hides no row, and two readers never see two sheets."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from cityledger.exchange.workbook import read_rows
from cityledger.kernel.errors import BadInput
from tests.exchange.workbooks import repacked
from tests.threats.attacks import member, with_members
from tests.threats.conftest import Run

SHEET = "xl/worksheets/sheet2.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


@pytest.mark.parametrize("claim", ["A1", "A1:A1048576", "B5:A1", "ZZZZ9"])
def test_a_false_dimension_hides_no_row_and_adds_none(
    run: Run, empty: Path, tmp_path: Path, claim: str
) -> None:
    def lie(name: str, data: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return data
        return re.sub(rb'<dimension ref="[^"]*"/>', f'<dimension ref="{claim}"/>'.encode(), data)

    honest = read_rows(repacked(tmp_path / "plain.xlsx"))
    path = repacked(tmp_path / "w.xlsx", lie)
    assert f'ref="{claim}"'.encode() in zipfile.ZipFile(path).read(SHEET)

    assert [row.values for row in honest] == [row.values for row in read_rows(path)]
    ended = run(empty, "import", "workbook", path)
    assert (0, False) == (ended.status, ended.leaked)
    assert "✓ 入账 booked 71" in ended.said


@pytest.mark.parametrize("claim", ["", "A1:A1:A1", "nonsense"])
def test_a_dimension_that_says_nothing_is_told(
    run: Run, empty: Path, tmp_path: Path, claim: str
) -> None:
    lie = f'<dimension ref="{claim}"/>'.encode()
    path = repacked(
        tmp_path / "w.xlsx",
        member(SHEET, lambda data: re.sub(rb'<dimension ref="[^"]*"/>', lie, data)),
    )

    ended = run(empty, "import", "workbook", path)

    assert (3, False) == (ended.status, ended.leaked)


def two_faced(path: Path, name: str) -> Path:
    """Make a workbook that some readers understand in another way than others."""
    with zipfile.ZipFile(repacked(path)) as plain:
        sheet = plain.read(SHEET)
    edits = {
        "a path with its folder twice": (
            RELATIONS,
            b'"worksheets/sheet2',
            b'"xl/worksheets/sheet2',
        ),
        "a path that climbs": (RELATIONS, b'"worksheets/sheet2', b'"../xl/worksheets/sheet2'),
        "a path abroad": (RELATIONS, b'"worksheets/sheet2.xml', b'"http://x.example/a.xml'),
        "two relations of one name": (RELATIONS, b'Id="rId3"', b'Id="rId2"'),
        "a sheet of one name twice": (BOOK, "资金来源".encode(), "会计期间".encode()),
        "a sheet with two places": (BOOK, b'r:id="rId2"', b'x:id="rId3" xmlns:x="u" r:id="rId2"'),
    }
    if name in edits:
        at, old, new = edits[name]
        with zipfile.ZipFile(path) as plain:
            assert old in plain.read(at)
        return repacked(path, member(at, lambda data: data.replace(old, new, 1)))
    other = {
        "a member that differs by case": "xl/worksheets/Sheet2.xml",
        "a member with other slashes": "xl\\worksheets\\sheet2.xml",
    }
    return with_members(path, (other[name], sheet.replace(b"<v>", b"<f>1</f><v>")))


@pytest.mark.parametrize(
    "name",
    [
        "a path with its folder twice",
        "a path that climbs",
        "a path abroad",
        "two relations of one name",
        "a sheet of one name twice",
        "a sheet with two places",
        "a member that differs by case",
        "a member with other slashes",
    ],
)
def test_what_two_readers_could_read_differently_is_refused(
    run: Run, empty: Path, tmp_path: Path, name: str
) -> None:
    ended = run(empty, "import", "workbook", two_faced(tmp_path / "w.xlsx", name))

    assert (3, False) == (ended.status, ended.leaked)


def test_a_member_twice_is_refused(tmp_path: Path) -> None:
    path = repacked(tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as plain:
        sheet = plain.read(SHEET)
    data = bytearray(with_members(path, ("xl/worksheets/sheetX.xml", sheet)).read_bytes())
    path.write_bytes(bytes(data).replace(b"sheetX.xml", b"sheet2.xml"))

    with pytest.raises(BadInput, match="a member twice"):
        read_rows(path)
