"""T18: a number cell that may have lost a fen is refused; every other comes in to the fen."""

from __future__ import annotations

import struct
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from cityledger.exchange import cells
from cityledger.exchange.nouns import SHEETS
from cityledger.exchange.workbook import read_rows
from cityledger.kernel import money
from tests.exchange.workbooks import repacked, with_cell
from tests.threats.attacks import cell_of
from tests.threats.conftest import Run

GUARANTEE = next(sheet for sheet in SHEETS if sheet.title == "保函")
COLUMN = GUARANTEE.column("amount_fen")


def read(value: object) -> int | None:
    """Read a money cell: fen, or None where it is refused."""
    try:
        fen = cells.read(COLUMN, value)
    except cells.CellError:
        return None
    assert isinstance(fen, int)
    return fen


@given(st.integers(-(10**13) + 1, 10**13 - 1))
def test_every_amount_of_fifteen_digits_survives_a_float(fen: int) -> None:
    assert fen == read(float(Decimal(fen) / 100))


@given(st.floats())
def test_a_float_is_taken_as_it_reads_or_not_at_all(value: float) -> None:
    fen = read(value)

    if fen is not None:
        assert Decimal(repr(value)) == Decimal(fen) / 100


@given(st.integers(0, 2**64 - 1))
def test_whatever_bits_a_file_holds(bits: int) -> None:
    (value,) = struct.unpack("<d", bits.to_bytes(8, "little"))

    assert read(value) is None or abs(read(value) or 0) <= money.LIMIT_FEN


@pytest.mark.torture
@settings(max_examples=5_000, deadline=None)
@given(st.floats())
def test_a_float_is_taken_as_it_reads_or_not_at_all_many_times(value: float) -> None:
    fen = read(value)
    assert fen is None or Decimal(repr(value)) == Decimal(fen) / 100


# the number as the XML holds it, what comes of it in fen
NUMBERS = (
    ("0.30000000000000004", None),
    ("1234567890123.456", None),
    ("99999999999999.99", None),
    ("9999999999999.99", 999_999_999_999_999),
    ("1E+3", 100_000),
    ("1e400", None),
    ("-1e400", None),
    ("NaN", None),
    ("nan", None),
    ("INF", None),
    ("1e-3", None),
    ("0x10", None),
    ("1,000", None),
    ("\uff11\uff12", None),
    ("1_000", None),
    ("123456789012345678", None),
    ("4.35", 435),
    ("0.1", 10),
    ("-0", 0),
)


@pytest.mark.parametrize(("text", "fen"), NUMBERS)
def test_a_number_in_the_xml_comes_in_to_the_fen_or_not_at_all(
    run: Run, empty: Path, tmp_path: Path, text: str, fen: int | None
) -> None:
    plain = with_cell(tmp_path / "plain.xlsx", "保函", "F2", 7.25)
    path = tmp_path / "w.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>7.25</v>", f"<v>{text}</v>".encode()))

    if fen is not None:
        row = next(row for row in read_rows(path) if row.line == "保函!2")
        assert fen == row.values["amount_fen"]
    else:
        ended = run(empty, "import", "workbook", path)
        assert (3, False) == (ended.status, ended.leaked)


def test_the_template_keeps_amounts_as_text(tmp_path: Path) -> None:
    """What people type over the examples is then text as well, and no float is ever made."""
    with zipfile.ZipFile(repacked(tmp_path / "t.xlsx")) as plain:
        names = [name for name in plain.namelist() if name.startswith("xl/worksheets/sheet")]
        found = [b't="s"' in cell_of(plain.read(name), "A2") for name in names[1:]]

    assert [True] * len(SHEETS) == found
