"""A document as text and as CSV, and the list of papers."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from cityledger.reports import catalog, delimited, text
from cityledger.reports.document import Cell, Column, Document, Pairs, Table, TableRow
from tests.reports.paper_samples import CARDS, MARK, ledger, ledger_rows, statement


def document(*rows: tuple[Cell, ...]) -> Document:
    columns = (Column("名称"), Column("金额", "money"), Column("日期", "date"))
    table = Table("表", columns, tuple(TableRow(row) for row in rows), "注")
    return Document("x", "题", "副题", (Pairs("", (("单位", "甲"),)), table), MARK)


@pytest.mark.parametrize(
    ("char", "cells"), [("a", 1), ("中", 2), ("，", 2), ("é", 1), ("e\u0301"[1], 0), ("·", 1)]
)
def test_cells_of_a_character(char: str, cells: int) -> None:
    assert text.cells_of(char) == cells


def test_columns_align_whatever_the_script() -> None:
    file = io.StringIO()
    text.write(document(("中文名称", 1, None), ("ascii", -123456, date(2026, 1, 2))), file)
    lines = file.getvalue().split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("名称"))
    rows = lines[start : start + 4]
    ends = {
        text.width_of(row[: row.rindex(amount) + len(amount)])
        for row, amount in zip(rows[2:], ("0.01", "-1,234.56"), strict=True)
    }
    assert len(ends) == 1
    assert lines[start + 4] == "注"


def test_text_shows_no_control_characters() -> None:
    file = io.StringIO()
    text.write(document(("a\x1b[31mb\nc", None, None)), file)
    assert "a⟨001B⟩[31mb c" in file.getvalue()
    assert "\x1b" not in file.getvalue()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("工程款", "工程款"),
        ("", ""),
        (None, ""),
        (-123456789, "-1234567.89"),
        (5, "0.05"),
        (date(2026, 1, 2), "2026-01-02"),
    ],
)
def test_csv_runs_nothing(cell: Cell, expected: str) -> None:
    assert delimited.plain(cell) == expected


def test_csv_reads_back() -> None:
    file = io.StringIO(newline="")
    delimited.write(document(('逗号,引号"换行\n', 100, date(2026, 1, 2)), ("=x", None, None)), file)
    assert list(csv.reader(io.StringIO(file.getvalue(), newline=""))) == [
        ["表"],
        ["名称", "金额", "日期"],
        ['逗号,引号"换行\n', "1.00", "2026-01-02"],
        ["'=x", "", ""],
    ]


def test_catalog_finds_what_it_names() -> None:
    views: dict[str, tuple[object, ...]] = {
        "voucher": (CARDS, MARK),
        "subsidiary_ledger": (
            ledger(ledger_rows(3, date(2026, 1, 1)), date(2026, 1, 1), date(2026, 1, 31)),
        ),
        "project_statement": (statement(),),
    }
    assert sorted(catalog.PAPERS) == sorted(views)
    for key, entry in catalog.PAPERS.items():
        made = entry.document()(*views[key])
        assert (made.key, made.title) == (key, entry.title_zh)


@pytest.mark.parametrize(
    ("form", "start"),
    [("pdf", b"%PDF-1.7"), ("txt", "记账凭证\n".encode()), ("csv", b"\xef\xbb\xbf")],
)
def test_a_paper_has_three_forms(form: catalog.Form, start: bytes) -> None:
    file = io.BytesIO()
    catalog.render("voucher", form, (CARDS, MARK), file)
    assert file.getvalue().startswith(start)
    assert not file.closed


def test_csv_has_the_line_ends_of_its_standard() -> None:
    file = io.BytesIO()
    catalog.render("voucher", "csv", (CARDS[:2], MARK), file)
    assert file.getvalue().count(b"\n") == file.getvalue().count(b"\r\n")
