"""The unit of work: rows are added, sums move, caps are judged at each act."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import Connection

from cityledger.kernel.errors import LawBroken
from cityledger.ledger.rows import Rows
from cityledger.ledger.tables import BLANK, ORDER, PROJECTIONS, READ, REQUIRED, decode, integer
from cityledger.model import METADATA
from cityledger.model.types import Bytes
from cityledger.store import schema
from cityledger.store.engine import connect

LOG = {"leaf", "node", "checkpoint", "cosignature"}
"""Frozen, but made by no act: they are the record itself and what was signed over it."""


@pytest.fixture
def memory() -> Connection:
    """An empty schema in memory."""
    connection = connect("sqlite://").connect()
    connection.begin()
    schema.create(connection)
    return connection


def test_a_cap_is_judged_once_per_act_and_before_any_flush(memory: Connection) -> None:
    rows = Rows(memory, 1)
    rows.limit("money", "1/1", used=5)
    rows.limit("money", "1/1", cap=5)
    rows.check()
    rows.limit("money", "1/1", used=1)
    with pytest.raises(LawBroken, match=r"^L3 money 1/1: 6 > 5 fen$"):
        rows.check()


@pytest.mark.parametrize(
    ("kind", "law"),
    [("money", "L3"), ("floor 230201", "L3"), ("contract", "L5"), ("held", "L5"), ("share", "L5")],
)
def test_a_cap_speaks_by_its_law(memory: Connection, kind: str, law: str) -> None:
    rows = Rows(memory, 1)
    rows.limit(kind, "k", used=1)
    with pytest.raises(LawBroken, match=f"^{law} "):
        rows.check()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12), st.integers(1, 5))
def test_flushing_often_or_once_stores_the_same(moves: list[tuple[int, int]], every: int) -> None:
    stored = []
    for size in (every, 1000):
        connection = connect("sqlite://").connect()
        connection.begin()
        schema.create(connection)
        rows = Rows(connection, 1)
        for n, (debit, credit) in enumerate(moves, 1):
            rows.move(("1001", 1, 1, 0, 202501), debit, credit)
            rows.limit("money", "1/1", cap=debit + 9, used=credit, on=date(2025, 1, 1 + debit))
            rows.check()
            if n % size == 0:
                rows.flush()
        rows.flush()
        stored.append(
            [
                connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall()
                for name in ("balance", "limits")
            ]
        )
        connection.close()
    assert stored[0] == stored[1]


def test_the_latest_day_of_a_limit_never_falls(memory: Connection) -> None:
    rows = Rows(memory, 1)
    for day in (3, 5, 4):
        rows.limit("money", "1/1", cap=1, on=date(2025, 1, day))
    found = rows.peek("money", "1/1")
    assert found is not None
    assert (date(2025, 1, 5), 3) == (found.last_on, found.cap)


def test_vouchers_are_inserted_last_and_everything_frozen_is_inserted() -> None:
    assert "voucher" == ORDER[-1].name
    frozen = {t.name for t in METADATA.sorted_tables if t.info["frozen"]} - LOG
    assert frozen == {table.name for table in ORDER}
    assert {"balance", "limits"} == {table.name for table in PROJECTIONS} - frozen


@given(st.integers(-(2**63), 2**63 - 1))
def test_integers_are_read_back(value: int) -> None:
    assert value == integer(str(value))


@given(st.text(max_size=25))
def test_no_other_text_is_an_integer(text: str) -> None:
    try:
        value = integer(text)
    except ValueError:
        return
    assert str(value) == text


@pytest.mark.parametrize("table", sorted(READ))
def test_absent_columns_get_their_blank(table: str) -> None:
    needed = {
        name: "2025-01-01"
        if name.endswith("_on") or name in ("value_date", "valid_from", "valid_to")
        else "1"
        for name in REQUIRED[table]
    }
    dated = {"last_booked_at"} & needed.keys()
    row = decode(
        table,
        needed
        | {name: "11" for name in needed if METADATA.tables[table].c[name].type is Bytes}
        | dict.fromkeys(dated, "x"),
    )
    assert BLANK[table].items() <= row.items()


def test_a_chart_names_what_is_not_in_it(memory: Connection) -> None:
    with pytest.raises(LawBroken, match="L2 no account 1001"):
        Rows(memory, 1).account("1001")
