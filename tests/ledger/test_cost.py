"""What an act costs must not grow with the book (spine.md §3, the planner trap)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from cityledger.store.session import write
from tests.conftest import BOOK, found
from tests.laws.furnish import JAN, ground, receive
from tests.laws.raw import Raw, line, payment_lines, receipt_lines, red, voucher

SMALL, BIG = 20, 400


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Raw]:
    """A book of 20 receipts in one tranche, and one of 400."""
    out = {}
    for size in (SMALL, BIG):
        path: Path = tmp_path_factory.mktemp("cost") / "ledger.db"
        raw = Raw(found(f"sqlite:///{path}"))
        ground(raw)
        receive(raw, 1, 10**6)
        raw.batch("opening.book", [voucher(JAN, *receipt_lines(1, 100), word="收")] * size)
        out[size] = raw
    return out


def steps(connection: Connection, work: Callable[[], object]) -> int:
    """Return how many hundred steps of SQLite's virtual machine some work takes."""
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(tick, 100)
    work()
    driver.set_progress_handler(None, 100)
    return count


def cost(raw: Raw, kind: str) -> int:
    """Return what one act of a kind costs in this book; it is rolled back."""
    engine = raw.office.desk.engine
    spent = 0
    with engine.connect().execution_options(write=True) as connection:
        transaction = connection.begin()
        trial = Raw(raw.office, 10_000, connection)
        if kind == "reversal":
            lines = [line("D", "5001", 7), line("C", "2101", 7)]
            number = trial.do("voucher.correct", voucher(JAN, *lines)).index * 100 + 1
            names: dict[str, Any] = {"kind": "reversal", "reverses_id": number}
            rows = voucher(JAN, *red(lines), **names)
        elif kind == "receipt":
            rows = voucher(JAN, *receipt_lines(1, 5), word="收")
        else:
            rows = voucher(JAN, *payment_lines(1, 5), word="付")
        spent = steps(connection, lambda: trial.do("voucher.correct", rows))
        transaction.rollback()
    return spent


@pytest.mark.parametrize("kind", ["receipt", "payment", "reversal"])
def test_an_act_costs_the_same_in_a_book_twenty_times_as_long(
    books: dict[int, Raw], kind: str
) -> None:
    cost(books[SMALL], kind)
    small, big = cost(books[SMALL], kind), cost(books[BIG], kind)
    assert 0 < small
    assert big <= 2 * small


def test_grouping_along_the_index_would_be_noticed(books: dict[int, Raw]) -> None:
    """Positive control: without the plus, SQLite reads the tranche's whole history."""

    def spent(raw: Raw, plus: str) -> int:
        number = raw.one("SELECT max(voucher_id) FROM voucher")
        query = (
            f"SELECT 1 FROM posting WHERE book_id={BOOK} AND voucher_id={number}"
            f" GROUP BY {plus}tranche_id HAVING sum(debit_fen) <> sum(credit_fen)"
        )
        if not plus:
            query = query.replace(
                "FROM posting", "FROM posting INDEXED BY ix_posting_book_id_tranche_id_account"
            )
        with write(raw.office.desk.engine) as connection:
            return steps(connection, lambda: connection.exec_driver_sql(query).fetchall())

    assert spent(books[BIG], "+") <= 2 * max(1, spent(books[SMALL], "+"))
    assert spent(books[BIG], "") > 2 * max(1, spent(books[SMALL], ""))
