"""What happens while things break: one office pays, and now and then imports, the same every time.

Work is cut into units, each one transaction: an act of a payment, or an import of many acts. The
units follow from the seed alone, so that whoever comes after a crash knows what was asked for.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from bench.book import Office, reopen
from bench.district import DIVISION, PAYEES
from bench.site import DAY, Site
from cityledger.actions import gate
from cityledger.actions.payments import ApprovePayment, PayPayment, ReviewPayment
from cityledger.actions.registry import RegisterParty
from cityledger.kernel.ids import uscc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cityledger.actions.command import Command
    from cityledger.ledger.receipt import Receipt

PARTIES, REQUESTS = 4, 12
"""An import brings so many parties into the registry and so many requests into the book."""

LONGEST_PAUSE = 3
"""At most so many payments lie between two imports."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is done in one transaction: all of it stands, or nothing."""

    items: tuple[tuple[str, Command], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The request ids, in order."""
        return tuple(command.request_id for _, command in self.items)


@dataclass(frozen=True, slots=True)
class Ack:
    """What the office was told: this request is sealed, there, under this hash."""

    request: str
    book: int
    index: int
    hash: str


def stage(path: Path) -> None:
    """Found a ledger in a new file and bring it to where payments begin."""
    office = Office(f"sqlite:///{path}")
    office.found()
    site = Site(office, office.desk())
    site.build()
    site.desk.close()


def enter(path: Path, seconds: int) -> Site:
    """Open a ledger `seconds` after it was founded; each visit must come later than the last."""
    office = reopen(path, seconds)
    return Site(office, office.desk())


def units(site: Site, seed: int) -> Iterator[Unit]:
    """Yield the units of a seed without end; the site only lends its contract."""
    random, count = Random(seed), 0
    names = (f"torture.{seed}.{n}" for n in itertools.count())
    while True:
        for _ in range(random.randint(1, LONGEST_PAUSE)):
            count += 1
            for who, command in _payment(site, count):
                yield Unit(((who, replace(command, request_id=next(names))),))
        parties = [RegisterParty(party_id=_party(count, n), name="新单位") for n in range(PARTIES)]
        requests = [site.request(count + n) for n in range(1, REQUESTS + 1)]
        count += REQUESTS
        items = [("zhi", command) for command in (*parties, *requests)]
        yield Unit(tuple((who, replace(item, request_id=next(names))) for who, item in items))


def _payment(site: Site, number: int) -> Iterator[tuple[str, Command]]:
    yield "zhi", site.request(number)
    yield "fu", ReviewPayment(payment_request_id=number, value_date=DAY)
    yield "shen", ApprovePayment(payment_request_id=number, value_date=DAY)
    yield "chu", PayPayment(payment_request_id=number, value_date=DAY)


def _party(count: int, n: int) -> str:
    return uscc(DIVISION, PAYEES + 100 + count * PARTIES + n)


def do(site: Site, unit: Unit) -> list[Ack]:
    """Do a unit through the gate; return what the office was told. Raises what the gate raises."""
    if len(unit.items) == 1:
        who, command = unit.items[0]
        return [_told(site, command, site.by(who, command))]
    signed = [(site.office.pens[who], command) for who, command in unit.items]
    receipts, trials = gate.act_all(site.desk, signed)
    if trials:
        raise RuntimeError(f"the import was refused: {trials[0]}")
    commands = (command for _, command in unit.items)
    return [_told(site, *each) for each in zip(commands, receipts, strict=True)]


def _told(site: Site, command: Command, receipt: Receipt) -> Ack:
    book = gate.book_of(site.desk, command)
    return Ack(command.request_id, book, receipt.index, receipt.hash.hex())
