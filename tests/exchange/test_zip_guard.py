"""Files that no office would send are refused before anything opens them (evidence.md T15-T17)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from cityledger.exchange import zip_guard
from cityledger.exchange.template import write_template
from cityledger.exchange.workbook import read_rows
from cityledger.kernel.errors import BadInput
from tests.exchange.workbooks import repacked, tables, with_cell, written


def reasons(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        zip_guard.check(path)
    return str(caught.value)


def test_the_template_passes(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path)

    shapes = zip_guard.check(path)

    assert (shapes["会计期间"].rows, shapes["会计期间"].columns) == (3, 1)
    assert all(not shape.formulas for shape in shapes.values())


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("xl/vbaProject.bin", "宏"),
        ("xl/externalLinks/externalLink1.xml", "外部文件"),
        ("xl/embeddings/oleObject1.bin", "嵌入"),
    ],
)
def test_a_forbidden_member_is_named(tmp_path: Path, name: str, wanted: str) -> None:
    found = reasons(repacked(tmp_path / "t.xlsx", more={name: b"x"}))

    assert name in found
    assert wanted in found


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    found = reasons(repacked(tmp_path / "t.xlsx", more={"xl/media/a.xml": b"0" * 4_000_000}))

    assert "xl/media/a.xml" in found


def test_a_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"0" * (zip_guard.UNPACKED_BYTES + 1))

    assert str(zip_guard.UNPACKED_BYTES) in reasons(tmp_path / "t.xlsx")


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    more = {f"xl/x{n}.xml": b"<a/>" for n in range(zip_guard.MEMBERS)}

    assert "too many members" in reasons(repacked(tmp_path / "t.xlsx", more=more))


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    def edit(name: str, data: bytes) -> bytes:
        doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        return data.replace(b"?>", b"?>" + doctype, 1) if name == "xl/workbook.xml" else data

    found = reasons(repacked(tmp_path / "t.xlsx", edit))

    assert "xl/workbook.xml" in found
    assert "DOCTYPE" in found


def test_a_false_dimension_hides_no_row(tmp_path: Path) -> None:
    def edit(name: str, data: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return data
        return re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', data)

    path = repacked(tmp_path / "t.xlsx", edit)

    assert b'ref="A1"/>' in zipfile.ZipFile(path).read("xl/worksheets/sheet2.xml")
    assert zip_guard.check(path)["会计期间"].rows == 3
    assert sum(row.sheet.noun == "party" for row in read_rows(path)) == 5


def test_a_cell_far_away_is_refused_before_the_sheet_is_unfolded(tmp_path: Path) -> None:
    def edit(name: str, data: bytes) -> bytes:
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return data.replace(b"</sheetData>", far) if name.endswith("/sheet2.xml") else data

    assert "XFD1048576" in reasons(repacked(tmp_path / "t.xlsx", edit))


def test_formulas_are_found_by_cell(tmp_path: Path) -> None:
    path = with_cell(tmp_path / "t.xlsx", "保函", "F2", "=1+1")

    assert zip_guard.check(path)["保函"].formulas == {"F2"}


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 cut short"])
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(data)

    assert ".xlsx" in reasons(path)


def test_a_zip_without_sheets_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")

    assert ".xlsx" in reasons(tmp_path / "t.xlsx")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "none.xlsx" in reasons(tmp_path / "none.xlsx")


def test_a_plain_workbook_of_another_program_passes(tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path / "t.xlsx", tables()))

    assert len(rows) == sum(len(table) - 1 for table in tables().values())
