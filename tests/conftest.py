"""A founded ledger for every test that needs one: seven people, the national parameters."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection

from cityledger.actions import desk as desks, founding, gate
from cityledger.actions.command import Command, digest
from cityledger.actions.people import Change
from cityledger.actions.proposals import CONFIRMATIONS, Propose
from cityledger.controls.pack import national
from cityledger.evidence.keys import Pen, SoftKey
from cityledger.ledger.receipt import Receipt
from cityledger.store import engine as engines
from cityledger.store.session import write

T = TypeVar("T")
DIVISION = "370211"
BOOK = 3702110001
PEOPLE = {
    "guan": ("管理员", "admin"),
    "zhi": ("制单员", "maker"),
    "gong": ("工程员", "pm"),
    "fu": ("复核员", "reviewer"),
    "shen": ("审批人", "approver"),
    "zong": ("总审批", "approver"),
    "chu": ("出纳员", "cashier"),
    "shenji": ("审计员", "auditor"),
    "fuguan": ("副管理员", "admin"),
}
LOG_SEED = b"\x7f" * 32
START = datetime(2025, 1, 1, 8, tzinfo=UTC)


@dataclass
class Office:
    """An office at work: the desk, everybody's pen, a clock that moves a second per act."""

    desk: desks.Desk
    pens: dict[str, Pen]
    url: str
    ticks: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    offset: list[int] = field(default_factory=list)

    def by(self, who: str, command: Command) -> Receipt:
        """Let a person do something."""
        return gate.act(self.desk, self.pens[who], command)

    def two(self, who: str, then: str, change: Change) -> Receipt:
        """Let one administrator propose a change and another confirm it."""
        proposal = Propose(change=change)
        self.by(who, proposal)
        return self.by(then, CONFIRMATIONS[change.kind](proposal=digest(proposal)))

    def skip(self, seconds: int) -> None:
        """Let time pass."""
        self.offset.append(seconds)

    def ask(self, query: Callable[..., T], *arguments: object) -> T:
        """Ask a view: the read connection goes first."""
        with self.desk.read() as read:
            return query(read, *arguments)

    def sql(self, text: str) -> list[Any]:
        """Read rows with plain SQL (psycopg takes % as a placeholder)."""
        with self.desk.read() as read:
            if read.dialect.name != "sqlite":
                text = text.replace("%", "%%")
            return [tuple(row) for row in read.exec_driver_sql(text)]


def found(url: str) -> Office:
    """Found a ledger with one person per duty (and two approvers)."""
    pens = {
        user: Pen(user, SoftKey(bytes([n]) * 32), idle=9e9, longest=9e9)
        for n, user in enumerate(PEOPLE, 1)
    }
    staff = tuple(
        founding.Staff(user, name, (role,), pens[user].public)
        for user, (name, role) in PEOPLE.items()
    )
    charter = founding.Charter(
        "示范区住房和城乡建设局",
        DIVISION,
        staff,
        national(),
        ledger_id="t.example",
        log_keys=founding.log_keys(LOG_SEED),
    )
    ticks = itertools.count(1)
    offset: list[int] = []

    def clock(_: Connection) -> datetime:
        return START + timedelta(seconds=next(ticks) + sum(offset))

    founding.found(url, charter, pens["guan"], clock)
    desk = desks.open_url(url).at(clock)
    return Office(desk, pens, url, ticks, offset)


def empty_database(engine: str, folder: Path) -> str:
    """Return the URL of an empty database on an engine; each worker has a schema of its own."""
    if engine == "sqlite":
        return f"sqlite:///{folder}/ledger.db"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    base = os.environ["CITYLEDGER_PG"]
    schema = f"test_{worker}"
    admin = engines.connect(base)
    with write(admin) as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    admin.dispose()
    mark = "&" if "?" in base else "?"
    return f"{base}{mark}options=-csearch_path%3D{schema}"


@pytest.fixture(params=["sqlite", "postgresql"] if os.environ.get("CITYLEDGER_PG") else ["sqlite"])
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database on each engine that this run has."""
    return empty_database(request.param, tmp_path)


@pytest.fixture
def both(engine_url: str) -> Iterator[Office]:
    """An office on each engine: laws must hold on both."""
    office = found(engine_url)
    yield office
    office.desk.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office on SQLite."""
    made = found(f"sqlite:///{tmp_path}/ledger.db")
    yield made
    made.desk.close()
