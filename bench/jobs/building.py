"""Job: make a book of so many postings; what its import cost, part by part."""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from bench import book, district
from bench.measure import cpu
from cityledger.ledger.append import append_batch
from cityledger.store.session import write

if TYPE_CHECKING:
    from collections.abc import Iterable


def _exhaust(items: Iterable[object]) -> None:
    deque(items, maxlen=0)


def _writes() -> int:
    """Return how many write calls this process has made (the noise-free guard of P1)."""
    for line in Path("/proc/self/io").read_text(encoding="utf-8").splitlines():
        if line.startswith("syscw"):
            return int(line.split()[1])
    return 0


def run(path: str, lines: int) -> dict[str, float]:
    """Build the book; times are CPU seconds, each of the whole import of `lines` postings.

    The acts are built twice, once for the root that is signed and once to be booked, so that no
    more than a chunk of them is in memory; making the data is measured apart and taken off.
    """
    file = Path(path)
    office = book.found(file)
    generate_s = cpu(lambda: _exhaust(district.vouchers(lines)))
    desk = office.desk()
    with write(desk.engine) as connection:
        plan = book.batch(connection, lines)
        started = time.process_time()
        head = book.announce(office, plan, (event.digest for event in plan.members()))
        built = time.process_time()
        writes = _writes()
        vouchers = append_batch(connection, book.BOOK, head, plan.members(), office.now)
        booked = time.process_time()
        wrote = _writes() - writes
    committed = time.process_time()
    desk.close()
    build_s = built - started - generate_s
    return {
        "vouchers": vouchers,
        "build_s": build_s,
        "ledger_s": committed - built - generate_s - build_s,
        "import_s": committed - started - 2 * generate_s,
        "commit_s": committed - booked,
        "writes": wrote,
        "seconds": next(office.seconds),
    } | _sizes(file)


def _sizes(file: Path) -> dict[str, float]:
    """Return bytes of tables and indexes: those of postings, and everything."""
    connection = sqlite3.connect(file)
    try:
        names = connection.execute(
            "SELECT s.name, sum(d.pgsize) FROM dbstat d JOIN sqlite_schema s USING (name)"
            " WHERE s.tbl_name IN ('posting', 'voucher') GROUP BY 1"
        ).fetchall()
    except sqlite3.OperationalError:
        names = []
    finally:
        connection.close()
    return {"posted_bytes": sum(size for _, size in names), "file_bytes": file.stat().st_size}
