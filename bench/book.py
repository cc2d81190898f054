"""Books to measure: founded, furnished with the made-up district, filled by one signed batch.

The nouns are brought as signed acts without drafts, since the gate would draw up one by one what
stands here before the clock starts; the ledger and the database hold every law all the same.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from bench import district
from cityledger.actions import desk as desks, founding
from cityledger.controls.pack import national
from cityledger.evidence.event import Event, build
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.evidence.tree import mth
from cityledger.kernel.acts import act as rules
from cityledger.ledger.append import append, append_batch
from cityledger.ledger.proof import head_of
from cityledger.store.session import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from bench.district import Tables
    from cityledger.evidence.event import Head

LEDGER = "bench.example"
BOOK = int(district.DIVISION) * founding.SERIAL + 1
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
PEOPLE = {
    "guan": ("管理员", "admin"),
    "zhi": ("制单员", "maker"),
    "gong": ("工程员", "pm"),
    "fu": ("复核员", "reviewer"),
    "shen": ("审批人", "approver"),
    "chu": ("出纳员", "cashier"),
    "fuguan": ("副管理员", "admin"),
}
ROWS_PER_ACT = 60
"""An act is at most 57,344 bytes: long lists of nouns go in several."""


def _pens() -> dict[str, Pen]:
    """Return everybody's pen; the keys are as public as this file."""
    return {
        user: Pen(user, SoftKey(bytes([n]) * 32), idle=9e9, longest=9e9)
        for n, user in enumerate(PEOPLE, 1)
    }


@dataclass
class Office:
    """A ledger file with its people; time goes on by a second with every act."""

    url: str
    pens: dict[str, Pen] = field(default_factory=_pens)
    seconds: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def now(self, _: Connection) -> datetime:
        """Return the next instant."""
        return START + timedelta(seconds=next(self.seconds))

    def found(self) -> None:
        """Found the ledger with one person per duty and the national parameters."""
        staff = tuple(
            founding.Staff(user, name, (role,), self.pens[user].public)
            for user, (name, role) in PEOPLE.items()
        )
        charter = founding.Charter(
            "示范区住房和城乡建设局", district.DIVISION, staff, national(), ledger_id=LEDGER
        )
        founding.found(self.url, charter, self.pens["guan"], self.now)

    def desk(self) -> desks.Desk:
        """Open the book."""
        return desks.open_url(self.url, BOOK).at(self.now)

    def do(self, kind: str, rows: Tables, book: int = BOOK) -> None:
        """Append one signed act of the person whose duty it is."""
        roles = rules(book, kind).roles
        who = next(user for user, (_, role) in PEOPLE.items() if role in roles)
        desk = self.desk()
        try:
            with write(desk.engine) as connection:
                seen, registry = head_of(connection, book), head_of(connection, 0)
                core = {"id": f"{kind}.{book}.{seen.size}", "type": kind, "command": "c"}
                origin = f"{LEDGER}/{book}"
                event = self.pens[who].sign(origin, seen, registry, core | {"rows": rows})
                receipt = append(connection, book, event, self.now, lambda *_: ())
        finally:
            desk.close()
        if receipt.findings:
            raise RuntimeError(f"{kind}: {receipt.findings[0]}")

    def furnish(self) -> None:
        """Register the nouns of the district."""
        for rows in _slices(district.parties()):
            self.do("party.add", {"party": rows}, book=0)
        months = [district.row(period=period, state="open") for period in district.periods()]
        self.do("period.open", {"period_change": months})
        self.do("project.register", {"project": district.projects()})
        self.do("budget.approve", district.budget())
        self.do("bank.open", {"bank_account": district.banks()})
        self.do("opening.book", {"tranche": district.tranches()})
        for rows in _slices(district.contracts()):
            self.do("contract.sign", {"contract": rows})


def _slices(rows: list[district.Text]) -> Iterator[list[district.Text]]:
    for first in range(0, len(rows), ROWS_PER_ACT):
        yield rows[first : first + ROWS_PER_ACT]


def found(path: Path) -> Office:
    """Found and furnish a ledger in a new file."""
    office = Office(f"sqlite:///{path}")
    office.found()
    office.furnish()
    return office


def reopen(path: Path, seconds: int) -> Office:
    """Open a ledger of an earlier process, `seconds` later."""
    office = Office(f"sqlite:///{path}")
    office.seconds = itertools.count(seconds)
    return office


@dataclass(frozen=True, slots=True)
class Batch:
    """The unsigned acts of one import, built from the same vouchers as often as they are asked."""

    seen: Head
    registry: Head
    lines: int

    def members(self) -> Iterator[Event]:
        """Yield one act per voucher."""
        for n, rows in enumerate(district.vouchers(self.lines)):
            name = f"history.{n}"
            core = {
                "id": name,
                "type": "opening.book",
                "command": sha256(name.encode()).hexdigest(),
                "actor": "zhi",
                "rows": rows,
            }
            yield build(f"{LEDGER}/{BOOK}", self.seen, self.registry, core, None)


def batch(connection: Connection, lines: int) -> Batch:
    """Prepare an import over the heads as they stand."""
    return Batch(head_of(connection, BOOK), head_of(connection, 0), lines)


def announce(office: Office, batch: Batch, digests: Iterable[bytes]) -> Event:
    """Sign the batch act: how many members follow, and the root of their digests."""
    leaves = list(digests)
    core = {
        "id": "history",
        "type": "batch",
        "command": "c",
        "count": str(len(leaves)),
        "root": mth(leaves).hex(),
    }
    return office.pens["zhi"].sign(f"{LEDGER}/{BOOK}", batch.seen, batch.registry, core)


def fill(office: Office, lines: int) -> int:
    """Import `lines` postings in one transaction; return the number of vouchers."""
    desk = office.desk()
    try:
        with write(desk.engine) as connection:
            plan = batch(connection, lines)
            head = announce(office, plan, (event.digest for event in plan.members()))
            return append_batch(connection, BOOK, head, plan.members(), office.now)
    finally:
        desk.close()
