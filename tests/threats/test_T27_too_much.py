"""T27: a file too large, or sums beyond what a column holds, are told before anything is booked."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from cityledger.actions.funding import IssueAllotment, RegisterSource
from cityledger.actions.gate import act_all
from cityledger.actions.periods import OpenPeriod
from cityledger.actions.projects import Document
from cityledger.exchange import cells, sheet_shape
from cityledger.kernel import money
from cityledger.views.trial_balance import trial_balance
from tests.conftest import Office
from tests.exchange.workbooks import repacked, tables, written
from tests.stories.world import day
from tests.threats.attacks import member
from tests.threats.conftest import Run

BIGINT = 2**63 - 1


def test_the_largest_amount_leaves_room_to_add_up() -> None:
    assert money.LIMIT_FEN * 922 <= BIGINT < money.LIMIT_FEN * 923


@pytest.mark.parametrize("text", ["100000000000000.01", "-100000000000000.01", "9" * 40])
def test_an_amount_too_large_is_told_at_its_cell(
    run: Run, empty: Path, tmp_path: Path, text: str
) -> None:
    content = tables()
    content["保函"][1][5] = text

    ended = run(empty, "import", "workbook", written(tmp_path / "w.xlsx", content))

    assert (3, False) == (ended.status, ended.leaked)
    assert "保函!F2" in ended.said


def test_every_wrong_row_of_a_file_is_told_and_none_is_booked(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    content = tables()
    content["单位"] += [[f"X{n}", "名", "", "", "", "", ""] for n in range(300)]

    ended = run(empty, "import", "workbook", written(tmp_path / "w.xlsx", content))

    assert (3, False) == (ended.status, ended.leaked)
    assert 300 <= sum("单位!" in line for line in ended.said.splitlines())
    raw = sqlite3.connect(empty / "ledger.db")
    assert (0,) == raw.execute("SELECT count(*) FROM party").fetchone()
    raw.close()


def test_rows_beyond_the_limit_are_told(run: Run, empty: Path, tmp_path: Path) -> None:
    rows = b"".join(f'<row r="{n}"/>'.encode() for n in range(4, sheet_shape.ROWS + 2))
    path = repacked(
        tmp_path / "w.xlsx",
        member(
            "xl/worksheets/sheet2.xml",
            lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"),
        ),
    )

    ended = run(empty, "import", "workbook", path)

    assert (3, False) == (ended.status, ended.leaked)
    assert "too large" in ended.said


def test_a_text_without_end_is_told_at_its_cell(run: Run, empty: Path, tmp_path: Path) -> None:
    content = tables()
    content["单位"][2][1] = "名" * 32_000

    ended = run(empty, "import", "workbook", written(tmp_path / "w.xlsx", content))

    assert (3, False) == (ended.status, ended.leaked)
    assert "单位!B3" in ended.said
    assert len(ended.said) < 4_000


def test_an_act_too_large_for_a_leaf_is_told_at_its_rows(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    content = tables()
    lines = content["概算"]
    name, code = lines[0].index("概算行名称"), lines[0].index("概算行号")
    for number in range(70):
        line = [*lines[1]]
        line[code], line[name] = f"Z{number}", "名" * 900
        lines.append(line)

    ended = run(empty, "import", "workbook", written(tmp_path / "w.xlsx", content))

    assert (3, False) == (ended.status, ended.leaked)
    assert "too much for one leaf" in ended.said


@given(st.integers(0, cells.LONGEST))
def test_a_text_as_long_as_a_name_may_be_passes(size: int) -> None:
    column: Any = type("Column", (), {"kind": "text"})

    assert "名" * size == cells.read(column, "名" * size)


@pytest.mark.slow
def test_sums_beyond_the_column_are_refused_and_leave_a_book_that_is_read(office: Office) -> None:
    """Allotments of the largest amount, more of them than a BIGINT can add up."""
    office.by("fu", OpenPeriod(period=202503))
    source = {"name": "S", "kind": "upper_special", "level": "province", "route": "other_level"}
    office.by("zhi", RegisterSource(**source))
    held = office.sql("SELECT count(*) FROM leaf")

    def allotment(number: int) -> IssueAllotment:
        letter = Document(
            doc_no=f"D{number}",
            authority="A",
            issued_on=day("2025-03-01"),
            title="t",
            amount_fen=money.LIMIT_FEN,
        )
        return IssueAllotment(
            allotment_no=f"N{number}",
            document=letter,
            source="S",
            fiscal_year=2025,
            amount_fen=money.LIMIT_FEN,
            value_date=day("2025-03-02"),
            function_code="2120303",
            economic_code="31005",
        )

    receipts, trials = act_all(
        office.desk, [(office.pens["zhi"], allotment(n)) for n in range(924)]
    )

    assert ([], [922, 923]) == (receipts, [trial.place for trial in trials])
    assert {"LAW"} == {finding.code for trial in trials for finding in trial.findings}
    assert held == office.sql("SELECT count(*) FROM leaf")
    assert () == office.ask(trial_balance, office.desk.book_id).rows
