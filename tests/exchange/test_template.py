"""The template has what a person needs to fill it in, and nothing that runs."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from cityledger.exchange.nouns import README_TITLE, SHEETS
from cityledger.exchange.template import write_template


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, str]:
    """The XML of the template by member."""
    write_template(tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def sheets(parts: dict[str, str]) -> str:
    return "".join(text for name, text in parts.items() if name.startswith("xl/worksheets/sheet"))


def test_there_is_a_sheet_per_noun_after_the_explanation(parts: dict[str, str]) -> None:
    titles = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"])

    assert [README_TITLE, *(sheet.title for sheet in SHEETS)] == titles


def test_every_choice_has_a_drop_down_and_every_column_a_note(parts: dict[str, str]) -> None:
    columns = [column for sheet in SHEETS for column in sheet.columns]
    notes = "".join(text for name, text in parts.items() if name.startswith("xl/comments"))

    assert sum(bool(column.choices) for column in columns) == sheets(parts).count(
        "<dataValidation "
    )
    assert len(columns) == notes.count("<comment ")
    assert all(column.note for column in columns)


def test_headings_stay_in_sight_and_nothing_is_a_formula(parts: dict[str, str]) -> None:
    assert len(SHEETS) == sheets(parts).count('state="frozen"')
    assert "<f>" not in sheets(parts)


def test_the_template_is_the_same_file_every_time(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_drop_down_lists_fit_what_spreadsheets_take() -> None:
    # A list written into the cell rule is at most 255 characters long (ECMA-376 part 1, 18.3.1.33).
    for sheet in SHEETS:
        for column in sheet.columns:
            assert len(",".join(label for label, _ in column.choices)) <= 255
