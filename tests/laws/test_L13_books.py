"""L13: `book_id` is first in every key of book data, and no book sees another."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint

from cityledger.actions.desk import open_url
from cityledger.ledger.append import open_log
from cityledger.ledger.proof import head_of
from cityledger.ledger.verify import verify
from cityledger.model import METADATA
from tests.conftest import BOOK, Office
from tests.laws.furnish import JAN
from tests.laws.raw import Raw, Tables, line, row, voucher

OTHER = 3702110002
BOOK_TABLES = [t for t in METADATA.sorted_tables if "book_id" in t.c]
REGISTRY_TABLES = [t for t in METADATA.sorted_tables if "book_id" not in t.c]


@pytest.mark.parametrize("table", BOOK_TABLES, ids=lambda table: table.name)
def test_every_key_and_index_starts_with_the_book(table: Table) -> None:
    uniques = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    keys = [list(table.primary_key), *map(list, uniques)]
    keys += [list(index.columns) for index in table.indexes]
    assert {"book_id"} == {key[0].name for key in keys}


@pytest.mark.parametrize("table", BOOK_TABLES, ids=lambda table: table.name)
def test_no_foreign_key_crosses_books(table: Table) -> None:
    for key in table.constraints:
        if not isinstance(key, ForeignKeyConstraint):
            continue
        if "book_id" in key.referred_table.c:
            assert ("book_id", "book_id") == (key.column_keys[0], key.elements[0].column.name)
        else:
            assert "book_id" not in key.column_keys


@pytest.mark.parametrize("table", REGISTRY_TABLES, ids=lambda table: table.name)
def test_the_registry_never_points_to_book_data(table: Table) -> None:
    assert {True} >= {"book_id" not in key.column.table.c for key in table.foreign_keys}


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_no_key_is_a_serial(table: Table) -> None:
    assert {False} == {bool(c.autoincrement is True) for c in table.columns}
    assert {None} == {c.server_default for c in table.columns}
    assert {False} >= {c.autoincrement for c in table.primary_key if c.name == "book_id"}


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_every_projected_row_names_its_leaf(table: Table) -> None:
    made = {"leaf_idx", "voucher_id"} & set(table.c.keys())
    assert table.info.get("log") or not table.info["frozen"] or made


def second_book(raw: Raw) -> None:
    """Open a second book in the same database."""
    with raw.writing() as connection:
        open_log(connection, OTHER, raw.origin(OTHER))
    names = ["code", "zh", "en", "ledger", "side", "is_money", "off_budget", "floor_by"]
    chart = raw.sql(f"SELECT {', '.join(names)} FROM account WHERE book_id=?", BOOK)
    rows: Tables = {
        "book": [row(unit_name="第二单位", fund_scope="城建资金")],
        "account": [row(**dict(zip(names, values, strict=True))) for values in chart],
        "tranche": [row(tranche_id=0, label="无资金流动", form="none", kind="none", in_budget=0)],
        "period_change": [row(period=0, state="open")],
    }
    raw.do("genesis", rows, book=OTHER, by="guan")


def test_two_books_share_a_database_and_nothing_else(raw: Raw) -> None:
    with raw.writing() as connection:
        before = head_of(connection, BOOK)
    old = {
        t.name: raw.sql(f'SELECT count(*) FROM "{t.name}" WHERE book_id=?', BOOK)
        for t in BOOK_TABLES
    }
    second_book(raw)
    pair = voucher(JAN, line("D", "5001", 5), line("C", "2101", 5))
    raw.do("period.open", {"period_change": [row(period=202501, state="open")]}, book=OTHER)
    leaf = raw.do("voucher.correct", pair, book=OTHER).index
    assert 2 == leaf
    number = "SELECT voucher_no FROM voucher WHERE book_id=?"
    assert [(1,)] == raw.sql(number, OTHER)
    with raw.writing() as connection:
        assert before == head_of(connection, BOOK)
        assert () == verify(connection).problems
    new = {
        t.name: raw.sql(f'SELECT count(*) FROM "{t.name}" WHERE book_id=?', BOOK)
        for t in BOOK_TABLES
    }
    assert old == new


def test_an_act_cannot_reach_into_another_book(raw: Raw) -> None:
    second_book(raw)
    rows: Tables = {"evidence_file": [row(book_id=BOOK, sha256="f" * 64, size=1, name="x")]}
    raw.do("evidence.attach", rows, book=OTHER)
    assert [(OTHER,)] == raw.sql("SELECT book_id FROM evidence_file WHERE sha256=?", "f" * 64)


def roots(raw: Raw) -> dict[int, str]:
    """Return the root of each log."""
    with raw.writing() as connection:
        return {book: head_of(connection, book).root.hex() for book in (0, BOOK)}


def test_the_same_script_and_keys_give_the_same_roots_on_every_engine(
    raw: Raw, furnished_file: Path
) -> None:
    office = raw.office
    other = Raw(Office(open_url(f"sqlite:///{furnished_file}"), office.pens, "", office.ticks))
    assert roots(other) == roots(raw)
    other.office.desk.close()
