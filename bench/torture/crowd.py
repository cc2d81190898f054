"""Job: 32 processes write one book at once, as fast as they can, for as many seconds as asked.

Most acts are vouchers signed under the lock, some go the whole way through the gate: a party for
the registry, and a request for payment, which is drawn up again when another took its number. How
long each had to wait is told; what is judged is that every act stands, once, without a gap.
"""

from __future__ import annotations

import itertools
import json
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import astuple, dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.book import BOOK, LEDGER, START
from bench.district import DIVISION, PAYEES, row
from bench.site import DAY, Site
from bench.torture import child
from bench.torture.jobs import Figures
from bench.torture.judge import Judge
from bench.torture.scene import Ack, enter, stage
from cityledger.actions.desk import open_url
from cityledger.actions.gate import book_of, sign, submit
from cityledger.actions.registry import RegisterParty
from cityledger.kernel.errors import Stale
from cityledger.kernel.ids import uscc
from cityledger.ledger.append import append
from cityledger.ledger.proof import head_of
from cityledger.store.session import write
from cityledger.store.turn import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from cityledger.actions.command import Command
    from cityledger.ledger.receipt import Receipt

WRITERS = 32
LONGEST_S = 2.0
"""The target: nobody waits longer for one act."""

PARTY, REQUEST = 0.15, 0.10
"""Shares of the acts that go through the gate."""


FEN = 100
"""What every voucher brings into the first tranche."""


@dataclass(slots=True)
class Writer:
    """One process of the crowd: what it was told, and how long each act took it."""

    site: Site
    number: int
    random: Random
    acks: list[Ack] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    drawn_again: int = 0
    longest_request_s: float = 0.0

    def work(self, until: float) -> None:
        """Write until the time is over."""
        for n in itertools.count():
            if time.monotonic() >= until:
                return
            name, chance = f"crowd.{self.number}.{n}", self.random.random()
            if chance < PARTY:
                party = uscc(DIVISION, PAYEES + 1000 + self.number * 10_000 + n)
                self._gate(RegisterParty(party_id=party, name="新单位", request_id=name))
            elif chance < PARTY + REQUEST:
                self._request(replace(self.site.request(n), request_id=name))
            else:
                self._told(name, BOOK, self._timed(partial(self._voucher, name)))

    def _timed(self, work: Callable[[], Receipt]) -> Receipt:
        started = time.monotonic()
        try:
            return work()
        finally:
            self.waits.append(time.monotonic() - started)

    def _told(self, name: str, book: int, receipt: Receipt) -> None:
        self.acks.append(Ack(name, book, receipt.index, receipt.hash.hex()))

    def _gate(self, command: Command) -> None:
        receipt = self._timed(lambda: self._sealed(command))
        self._told(command.request_id, book_of(self.site.desk, command), receipt)

    def _sealed(self, command: Command) -> Receipt:
        desk, pen = self.site.desk, self.site.office.pens["zhi"]
        return submit(desk, sign(desk, pen, command))

    def _request(self, command: Command) -> None:
        """Ask for a payment until nobody else takes its number first: each try waits its turn."""
        started = time.monotonic()
        while True:
            try:
                self._gate(command)
                break
            except Stale:
                self.drawn_again += 1
        took = time.monotonic() - started
        self.longest_request_s = max(self.longest_request_s, took)

    def _voucher(self, name: str) -> Receipt:
        """Book money received, signed under the lock over the heads as they stand there."""
        rows = {"voucher": [VOUCHER], "posting": POSTINGS}
        core = {"id": name, "type": "voucher.correct", "command": "c", "rows": rows}
        with write(self.site.desk.engine) as connection:
            seen, registry = head_of(connection, BOOK), head_of(connection, 0)
            event = self.site.office.pens["fu"].sign(f"{LEDGER}/{BOOK}", seen, registry, core)
            return append(connection, BOOK, event, self.site.desk.now, lambda *_: ())


VOUCHER = row(
    period=DAY.year * 100 + DAY.month,
    word="收",
    kind="normal",
    value_date=DAY,
    summary="收到拨款",
    lines=4,
)
POSTINGS = [
    row(account="100201", tranche_id=1, debit_fen=FEN, bank_account_id=1),
    row(account="4601", tranche_id=1, credit_fen=FEN),
    row(account="8001", tranche_id=1, debit_fen=FEN),
    row(account="6601", tranche_id=1, credit_fen=FEN),
]


def run(points: int, seed: int) -> Figures:
    """Let the crowd write for `points` seconds, and for a part of that without the queue.

    The control of the judge is a receipt that nobody gave; that of the queue is its absence.
    """
    figures, waits = _crowd(points, seed, queue=True)
    _, alone = _crowd(max(2, points // 6), seed, queue=False)
    verdict = "reached" if waits[-1] < LONGEST_S else "**not reached**"
    figures.notes += [
        f"longest wait {waits[-1]:.2f} s, target < {LONGEST_S:.0f} s: {verdict}",
        f"longest without the queue {alone[-1]:.2f} s",
    ]
    return figures


def _crowd(seconds: int, seed: int, *, queue: bool) -> tuple[Figures, list[float]]:
    with tempfile.TemporaryDirectory(prefix="cityledger-crowd-") as text:
        folder = Path(text)
        book = folder / "ledger.db"
        stage(book)
        if not queue:
            lock_file = Path(f"{book}{SUFFIX}")
            lock_file.unlink(missing_ok=True)
            lock_file.mkdir()  # What is no file cannot be locked, so there is no queue.
        started = time.monotonic()
        children = [
            child.spawn(partial(_write, book, started, n, seconds, seed)) for n in range(WRITERS)
        ]
        codes = [child.end(pid) for pid in children]
        took = time.monotonic() - started
        told = [json.loads(path.read_text()) for path in sorted(folder.glob("writer-*"))]
        acks = [Ack(*each) for writer in told for each in writer["acks"]]
        failures = [f"a writer ended with {code}" for code in codes if code]
        failures += Judge().judge(book, [], acks) + _twice(acks) + _unasked(book, acks)
        control = _control(book, acks[-1])
    waits = sorted(wait for writer in told for wait in writer["waits"])
    again = sum(writer["again"] for writer in told)
    request = max(writer["request"] for writer in told)
    notes = [
        f"{len(acks)} acts acknowledged",
        f"{WRITERS} writers for {took:.0f} s, {len(waits) / took:.0f} acts/s",
        f"half waited {waits[len(waits) // 2]:.2f} s",
        f"payment requests drawn up again {again} times, longest {request:.2f} s",
    ]
    return Figures("crowd", seconds, failures, control, seed, notes), waits


def _write(book: Path, started: float, number: int, seconds: int, seed: int) -> None:
    """Be one writer, and leave what it was told in a file."""
    site = enter(book, 0)
    office = site.office

    def now(_: Connection) -> datetime:
        # One clock for all of them, an hour after the last act of the stage.
        return START + timedelta(hours=1, seconds=time.monotonic() - started)

    site = Site(office, site.desk.at(now))
    writer = Writer(site, number, Random(f"{seed}.{number}"))
    writer.work(started + seconds)
    site.desk.close()
    told = {
        "acks": [astuple(ack) for ack in writer.acks],
        "waits": writer.waits,
        "again": writer.drawn_again,
        "request": writer.longest_request_s,
    }
    (book.parent / f"writer-{number:02d}").write_text(json.dumps(told))


def _twice(acks: list[Ack]) -> list[str]:
    """Two acts must not have been told the same place."""
    counted = Counter((ack.book, ack.index) for ack in acks)
    return [f"twice: leaf {place} was given to {n} acts" for place, n in counted.items() if n > 1]


def _unasked(book: Path, acks: list[Ack]) -> list[str]:
    """Beside what was acknowledged, nothing of the crowd may stand: nobody was interrupted."""
    with closing(open_url(f"sqlite:///{book}")) as desk, desk.read() as read:
        query = "SELECT count(*) FROM request WHERE request_id LIKE 'crowd.%'"
        stand = int(read.exec_driver_sql(query).scalar_one())
    return [] if stand == len(acks) else [f"unasked: {stand} acts stand, {len(acks)} were told"]


def _control(book: Path, last: Ack) -> str:
    """A receipt for an act that does not stand must be missed."""
    invented = replace(last, request="crowd.invented")
    found = Judge().judge(book, [], [invented])
    said = f"an invented receipt gives {found[:1]}"
    return said if any(text.startswith("lost") for text in found) else f"FAILED: {said}"
