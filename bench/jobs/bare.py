"""Job, the limit of imports: the same rows by one `executemany` into tables without any law."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import district
from bench.book import BOOK
from cityledger.store.engine import wal_is_safe

if TYPE_CHECKING:
    from bench.district import Text

POSTING = (
    "account", "tranche_id", "debit_fen", "credit_fen", "bank_account_id", "project_id",
    "sub_project_id", "contract_id", "party_id", "budget_line_id", "allotment_id",
    "payment_line_id", "cost_item", "function_code", "economic_code", "summary",
)  # fmt: skip
TEXTS = frozenset({"account", "party_id"})


def connect(path: str) -> sqlite3.Connection:
    """Open a file with the journal our own files have."""
    connection = sqlite3.connect(path, isolation_level=None)
    safe = wal_is_safe(sqlite3.sqlite_version_info)
    connection.execute(f"PRAGMA journal_mode={'WAL' if safe else 'DELETE'}")
    connection.execute(f"PRAGMA synchronous={'FULL' if safe else 'EXTRA'}")
    return connection


def _values(posting: Text) -> list[object]:
    return [
        posting.get(name) if name in TEXTS else int(posting[name]) if name in posting else None
        for name in POSTING
    ]


def rows(lines: int) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return vouchers and postings as the ledger stores them."""
    vouchers: list[tuple[object, ...]] = []
    postings: list[tuple[object, ...]] = []
    for n, tables in enumerate(district.vouchers(lines)):
        head, number = tables["voucher"][0], n * 100 + 1
        day, text = head["value_date"], head["summary"]
        at = f"{day}T08:00:00.000000Z"
        vouchers.append(
            (BOOK, number, int(head["period"]), head["word"], n, head["kind"], day, at, text)
        )
        postings.extend(
            (BOOK, number, k, *_values(posting)) for k, posting in enumerate(tables["posting"], 1)
        )
    return vouchers, postings


def run(path: str, lines: int) -> dict[str, float]:
    """Insert everything in one transaction; CPU seconds without making the data."""
    vouchers, postings = rows(lines)
    Path(path).unlink(missing_ok=True)
    connection = connect(path)
    started = time.process_time()
    connection.execute("BEGIN IMMEDIATE")
    for table, made in (("voucher", vouchers), ("posting", postings)):
        width = len(made[0])
        names = ", ".join(f"c{n}" for n in range(width))
        connection.execute(f"CREATE TABLE {table} ({names})")
        marks = ", ".join("?" * width)
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", made)
    connection.execute("COMMIT")
    spent = time.process_time() - started
    connection.close()
    return {"cpu_s": spent}
