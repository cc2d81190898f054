"""The ranges that CHECKs and laws use name the same accounts as the chart."""

from __future__ import annotations

import sqlite3

import pytest

from cityledger.kernel.chart import chart
from cityledger.model.books import MONEY_SQL, PURSE_SQL
from cityledger.store.laws import OFF_BUDGET


@pytest.fixture(scope="module")
def accounts() -> sqlite3.Connection:
    """The chart in a table."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE posting (account TEXT)")
    connection.executemany("INSERT INTO posting VALUES (?)", [(code,) for code in chart()])
    return connection


def named(accounts: sqlite3.Connection, condition: str) -> set[str]:
    """Return the accounts that take postings and meet a condition."""
    found = accounts.execute(f"SELECT account FROM posting WHERE {condition}")
    return {code for (code,) in found if chart()[code].takes_postings}


@pytest.mark.parametrize(
    ("condition", "flag"),
    [(MONEY_SQL, "is_money"), (OFF_BUDGET, "off_budget")],
    ids=["money", "off budget"],
)
def test_the_range_is_the_flag(accounts: sqlite3.Connection, condition: str, flag: str) -> None:
    marked = {a.code for a in chart().values() if a.takes_postings and getattr(a, flag)}
    assert marked == named(accounts, condition)


def test_the_mirror_of_money_is_8001(accounts: sqlite3.Connection) -> None:
    assert {"8001"} == {code[:4] for code in named(accounts, PURSE_SQL)}


@pytest.mark.parametrize(
    ("condition", "ledger"),
    [
        ("account < '6'", "financial"),
        ("account >= '6' AND account < '9'", "budget"),
        ("account >= '9'", "memo"),
    ],
    ids=["financial", "budget", "memo"],
)
def test_the_first_digit_is_the_ledger(
    accounts: sqlite3.Connection, condition: str, ledger: str
) -> None:
    marked = {a.code for a in chart().values() if a.takes_postings and a.ledger == ledger}
    assert marked == named(accounts, condition)
