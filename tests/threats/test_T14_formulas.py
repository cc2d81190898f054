"""T14: no text of ours is run as a formula, and no formula of others is taken for a figure."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from python_calamine import load_workbook

from cityledger.actions.funding import RegisterSource
from cityledger.actions.payments import RequestPayment
from cityledger.exchange.nouns import SHEETS
from cityledger.exchange.template import write_template
from cityledger.reports import delimited
from cityledger.reports.document import Cell, Column, Document, Table, TableRow
from cityledger.reports.voucher import document as voucher_paper
from cityledger.views.journal import journal
from cityledger.views.log_mark import log_mark
from cityledger.views.voucher import voucher_cards
from tests.conftest import Office
from tests.exchange.workbooks import tables, with_cell, written
from tests.reports.paper_samples import MARK
from tests.stories.world import World
from tests.threats.attacks import FORMULAS
from tests.threats.conftest import Run

STARTS = "=+-@|%＝＋－＠｜％"
"""What a spreadsheet takes for the start of a formula; written here anew on purpose."""


def as_csv(*cells: Cell) -> list[str]:
    """Write cells as a CSV paper and read them back as a spreadsheet would."""
    columns = tuple(Column(f"c{n}") for n in range(len(cells)))
    table = Table("", columns, (TableRow(cells),))
    file = io.StringIO(newline="")
    delimited.write(Document("x", "", "", (table,), MARK), file)
    return list(csv.reader(io.StringIO(file.getvalue(), newline="")))[-1]


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_a_formula_in_a_cell_leaves_as_text(text: str) -> None:
    assert ["'"] == [cell[:1] for cell in as_csv(text)]


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_a_formula_in_a_heading_leaves_as_text(text: str) -> None:
    file = io.StringIO(newline="")
    delimited.write(Document("x", "", "", (Table(text, (Column(text),), ()),), MARK), file)

    rows = list(csv.reader(io.StringIO(file.getvalue(), newline="")))

    assert [["'"], ["'"]] == [[row[0][:1]] for row in rows]


@given(st.text())
def test_no_text_at_all_begins_like_a_formula(text: str) -> None:
    (cell,) = as_csv(text)

    assert not cell.strip(" \t\n\u00a0\u3000\"'").startswith(tuple(STARTS)) or cell[0] == "'"
    assert not any((ord(c) < 32 and c not in "\t\n") or 127 <= ord(c) < 160 for c in cell)


@given(st.integers(-(10**16), 10**16))
def test_an_amount_below_zero_stays_a_number(fen: int) -> None:
    (cell,) = as_csv(fen)

    assert fen == round(100 * int(cell.split(".")[0].replace("-", "")) + int(cell[-2:])) * (
        -1 if cell.startswith("-") else 1
    )


def test_a_summary_that_was_booked_as_a_formula_leaves_the_books_as_text(office: Office) -> None:
    world = World(office)
    world.upto(3)
    asked = world.progress(summary="=cmd|'/C calc'!A0")
    assert isinstance(asked, RequestPayment)
    world.by("zhi", asked)
    world.finish("2025-06-12")

    with office.desk.read() as read:
        ids = [row.voucher_id for row in journal(read, office.desk.book_id).rows]
        cards = list(voucher_cards(read, office.desk.book_id, iter(ids)))
        file = io.StringIO(newline="")
        delimited.write(voucher_paper(cards, log_mark(read, office.desk.book_id)), file)

    cells = [c for row in csv.reader(io.StringIO(file.getvalue(), newline="")) for c in row]
    assert any("=cmd|" in cell for cell in cells)
    assert [] == [cell for cell in cells if cell.startswith("=")]


def test_the_template_holds_no_formula_and_no_number_made_of_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path)

    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n]

    assert len(SHEETS) + 1 == len(sheets)
    assert [] == [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://x.example","1.00")', "=A1"])
def test_a_formula_in_an_imported_cell_is_told_and_nothing_is_booked(
    run: Run, empty: Path, tmp_path: Path, formula: str
) -> None:
    ended = run(empty, "import", "workbook", with_cell(tmp_path / "w.xlsx", "保函", "F2", formula))

    assert 3 == ended.status
    assert "保函!F2: 单元格是公式" in ended.said
    assert not ended.leaked


def test_a_text_that_looks_like_a_formula_is_booked_as_text(office: Office, tmp_path: Path) -> None:
    office.by(
        "zhi",
        RegisterSource(name="=1+1", kind="upper_special", level="province", route="other_level"),
    )

    assert [("=1+1",)] == office.sql("SELECT name FROM fund_source")


def test_what_was_written_as_text_is_text_when_read_again(tmp_path: Path) -> None:
    content = {title: [list(row) for row in rows] for title, rows in tables().items()}
    path = written(tmp_path / "w.xlsx", content)

    book = load_workbook(str(path))

    for title, rows in content.items():
        found = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        assert [["" if c is None else c for c in row] for row in rows] == [list(r) for r in found]
