"""L1: money is an integer number of fen, everywhere, on every engine."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from cityledger.kernel.errors import LawBroken
from cityledger.ledger.tables import decode
from cityledger.model import METADATA
from cityledger.model.types import Bytes, Day, Instant, Int, Str
from tests.laws.furnish import JAN
from tests.laws.raw import Raw, line, receipt_lines

COLUMNS = [column for table in METADATA.sorted_tables for column in table.columns]


def test_there_are_five_column_types_and_none_is_a_float() -> None:
    ours = (Int, Str, Bytes)
    strange = [
        str(column)
        for column in COLUMNS
        if not any(column.type is kind for kind in ours)
        and not isinstance(column.type, Day | Instant)
    ]
    assert [] == strange


@pytest.mark.parametrize("suffix", ["_fen", "_bp", "_ppm", "_idx"])
def test_a_name_of_a_number_is_a_number(suffix: str) -> None:
    wrong = [str(c) for c in COLUMNS if c.name.endswith(suffix) and c.type is not Int]
    assert [] == wrong


def test_amounts_are_64_bits_wide_on_both_engines() -> None:
    kinds = {
        (c.type.compile(postgresql.dialect()), c.type.compile(sqlite.dialect()))  # type: ignore[no-untyped-call]
        for c in COLUMNS
        if c.name.endswith(("_fen", "_bp"))
    }
    assert {("BIGINT", "INTEGER")} == kinds


def test_every_sqlite_table_is_strict(raw: Raw) -> None:
    if raw.engine == "sqlite":
        loose = raw.sql("SELECT name FROM pragma_table_list WHERE schema='main' AND strict=0")
        # Made by SQLite and by Alembic; no figure of a book stands in them.
        theirs = {("sqlite_schema",), ("sqlite_stat1",), ("alembic_version",)}
        assert theirs == set(loose)
    else:
        floats = "SELECT count(*) FROM information_schema.columns WHERE table_schema ="
        kinds = "data_type IN ('real', 'double precision', 'numeric', 'money')"
        assert 0 == raw.one(f"{floats} current_schema() AND {kinds}")


@pytest.mark.parametrize("amount", ["'1.5'", "'abc'", "1e300", "9223372036854775808", "NULL"])
def test_the_database_takes_no_other_money(raw: Raw, amount: str) -> None:
    assert "" != raw.refused_sql(f"UPDATE limits SET cap_fen={amount}")
    assert "" == raw.refused_sql("UPDATE limits SET cap_fen=9223372036854775807")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("debit_fen", "1.0"),
        ("debit_fen", "1e3"),
        ("debit_fen", "\uff11\uff12"),
        ("debit_fen", "١٢"),
        ("debit_fen", "1_000"),
        ("debit_fen", " 12"),
        ("debit_fen", "+12"),
        ("debit_fen", "012"),
        ("debit_fen", "-0"),
        ("debit_fen", ""),
        ("debit_fen", "NaN"),
        ("debit_fen", "9223372036854775808"),
        ("debit_fen", "-9223372036854775809"),
        ("debit_fen", "1" * 5000),
        ("colour", "red"),
    ],
)
def test_a_leaf_spells_a_number_in_one_way(column: str, value: str) -> None:
    with pytest.raises(LawBroken, match=r"^L6 posting: not a row of this table"):
        decode("posting", {column: value})


@pytest.mark.parametrize("value", ["20250110", "2025-W02-5", "2025-1-10", "2025-01-10 ", "今天"])
def test_a_leaf_spells_a_day_in_one_way(value: str) -> None:
    with pytest.raises(LawBroken):
        decode("voucher", {"value_date": value})


@pytest.mark.parametrize("value", ["AB", "a b", "abc", "0xab"])
def test_a_leaf_spells_bytes_in_one_way(value: str) -> None:
    with pytest.raises(LawBroken):
        decode("user_key", {"public": value})


@pytest.mark.parametrize("fen", [2**63, 10**30, 2**63 - 1])
def test_an_amount_no_ledger_can_hold_is_refused_and_sealed(raw: Raw, fen: int) -> None:
    said = raw.refusal(JAN, *receipt_lines(2, fen))
    assert said.startswith("L")


def test_a_sum_that_leaves_64_bits_is_refused_and_sealed(raw: Raw) -> None:
    big = 10**16
    said = [raw.refusal(JAN, line("D", "5001", big), line("C", "2101", big)) for _ in range(3)]
    assert ["", "", ""] == said
    lines = [item for _ in range(150) for item in (line("D", "5001", big), line("C", "2101", big))]
    outcomes = [raw.refusal(JAN, *lines) for _ in range(8)]
    assert "" == outcomes[0]
    assert "" != outcomes[-1]
