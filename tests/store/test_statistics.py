"""SQLite's planner knows the size of every index, and of no other, from the first day on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cityledger.model import METADATA
from cityledger.store import schema
from cityledger.store.engine import connect
from cityledger.store.session import write


def _made(folder: Path) -> sqlite3.Connection:
    path = folder / "book.db"
    opened = connect(f"sqlite:///{path}")
    with write(opened) as connection:
        schema.create(connection)
    opened.dispose()
    return sqlite3.connect(path)


def test_every_index_of_the_schema_has_its_figures(tmp_path: Path) -> None:
    raw = _made(tmp_path)
    wanted = {}
    for table, without_rowid in raw.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'"
    ).fetchall():
        for name, origin in raw.execute(
            "SELECT name, origin FROM pragma_index_list(?)", (table,)
        ).fetchall():
            columns = raw.execute("SELECT count(*) FROM pragma_index_info(?)", (name,)).fetchone()
            own = table if origin == "pk" and without_rowid else name
            wanted[table, own] = int(columns[0]) + 1
    found = {
        (table, index): len(figures.split())
        for table, index, figures in raw.execute("SELECT tbl, idx, stat FROM sqlite_stat1")
    }
    assert wanted == found
    assert {table for table, _ in wanted} == {table.name for table in METADATA.sorted_tables}


def test_figures_never_grow_along_an_index(tmp_path: Path) -> None:
    for (figures,) in _made(tmp_path).execute("SELECT stat FROM sqlite_stat1"):
        rows = [int(figure) for figure in figures.split()]
        assert rows == sorted(rows, reverse=True)
        assert rows[-1] >= 1


def test_a_fresh_book_is_asked_along_the_index_of_the_question(tmp_path: Path) -> None:
    ask = (
        "EXPLAIN QUERY PLAN SELECT sum(debit_fen) FROM posting WHERE book_id = 1"
        " AND contract_id = 7 AND account = '2302' AND payment_line_id = 9 AND tranche_id <> 0"
    )
    plan = [row[3] for row in _made(tmp_path).execute(ask)]
    assert ["ix_posting_book_id_contract_id_account" in step for step in plan] == [True]
