"""Job: payments from request to bank, beside bare commits of one row on the same disk."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench import book
from bench.jobs import bare
from bench.measure import cpu
from bench.site import DAY, Site
from cityledger.actions import gate
from cityledger.actions.payments import ApprovePayment, PayPayment, ReviewPayment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

LONGEST_S, FEWEST = 40.0, 5
"""On a slow book fewer payments are made than were asked for."""

PREVIEWS = 10


class _Times:
    """Wall and CPU seconds by name."""

    def __init__(self) -> None:
        self.wall: dict[str, list[float]] = {}
        self.cpu: dict[str, list[float]] = {}

    def take(self, name: str, work: Callable[[], object]) -> None:
        wall, spent = time.perf_counter(), time.process_time()
        work()
        self.cpu.setdefault(name, []).append(time.process_time() - spent)
        self.wall.setdefault(name, []).append(time.perf_counter() - wall)

    def result(self) -> dict[str, dict[str, float]]:
        return {
            name: {
                "wall_s": median(wall),
                "p99_s": sorted(wall)[-max(1, len(wall) // 100)],
                "cpu_s": median(self.cpu[name]),
            }
            for name, wall in self.wall.items()
        }


def _commit(connection: sqlite3.Connection, n: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t VALUES (?, ?)", (n, "付款"))
    connection.execute("COMMIT")


def _newest(site: Site) -> int:
    with site.desk.read() as read:
        found = read.exec_driver_sql("SELECT max(payment_request_id) FROM payment_request")
        return int(found.scalar_one())


def _pay(site: Site, n: int, times: _Times, plain: sqlite3.Connection) -> None:
    """Take one payment through its four hands, then commit one bare row."""
    times.take("request", lambda: site.by("zhi", site.request(n)))
    number = _newest(site)
    review = ReviewPayment(payment_request_id=number, value_date=DAY)
    approve = ApprovePayment(payment_request_id=number, value_date=DAY)
    times.take("review", lambda: site.by("fu", review))
    times.take("approve", lambda: site.by("shen", approve))
    pay = PayPayment(payment_request_id=number, value_date=DAY)
    times.take("pay", lambda: site.by("chu", pay))
    # Several, because the first commit after a pause waits longer for the disk.
    for k in range(3):
        times.take("bare", lambda k=k: _commit(plain, 3 * n + k))  # type: ignore[misc]


def run(path: str, seconds: int, payments: int) -> dict[str, object]:
    """Pay up to `payments` times on a book; median seconds per act, p99, and the gate's own CPU."""
    office = book.reopen(Path(path), seconds)
    site = Site(office, office.desk())
    site.build()
    times = _Times()
    beside = Path(f"{path}.bare")
    beside.unlink(missing_ok=True)
    with closing(bare.connect(str(beside))) as plain:
        plain.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, what TEXT) STRICT")
        started, done = time.perf_counter(), 0
        while done < payments and (done < FEWEST or time.perf_counter() - started < LONGEST_S):
            done += 1
            _pay(site, done, times, plain)
    request = site.request(payments + 1)
    previews = [cpu(lambda: gate.preview(site.desk, request, "zhi")) for _ in range(PREVIEWS)]
    site.desk.close()
    found: dict[str, object] = {"preview_s": median(previews), "payments": done}
    return found | times.result()
