"""A draft: the rows an act would write, and what the controls find against it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from cityledger.actions.command import Command, text
from cityledger.controls.facts import Actor
from cityledger.kernel.days import period_of
from cityledger.kernel.errors import Finding
from cityledger.views import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from cityledger.controls.facts import PaymentFacts
    from cityledger.controls.parameters import Parameters
    from cityledger.store.clock import Clock
    from cityledger.store.engine import Read

Rows = dict[str, list[dict[str, str]]]
C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class Context:
    """Where a draft is drawn up: a read connection, the book, the actor, the registry size."""

    read: Read
    book_id: int
    actor: str
    registry_size: int
    clock: Clock

    @cached_property
    def now(self) -> datetime:
        """The time of the machine that owns the database; read once, and only by who needs it."""
        return self.clock(self.read)

    @cached_property
    def parameters(self) -> Parameters:
        """The policy parameters in force for this act."""
        return registry.parameters(self.read, self.registry_size)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles the actor holds at this registry size."""
        return registry.roles_of(self.read, self.actor, self.registry_size)

    @property
    def here(self) -> dict[str, int]:
        """The book as the first column of every lookup (L13)."""
        return {"book_id": self.book_id}


def person(context: Context, user: str) -> Actor:
    """Return somebody who acts, as the rules compare and the sentences name people."""
    return Actor(user, registry.name_of(context.read, user))


@dataclass
class Voucher:
    """One voucher under construction; zero amounts are left out."""

    postings: list[dict[str, str]] = field(default_factory=list)

    def debit(self, account: str, fen: int, tranche: int = 0, /, **dimensions: object) -> None:
        """Add a debit (negative is red)."""
        self._add(account, tranche, "debit_fen", fen, dimensions)

    def credit(self, account: str, fen: int, tranche: int = 0, /, **dimensions: object) -> None:
        """Add a credit (negative is red)."""
        self._add(account, tranche, "credit_fen", fen, dimensions)

    def _add(
        self, account: str, tranche: int, side: str, fen: int, dimensions: dict[str, object]
    ) -> None:
        if fen:
            known = {k: text(v) for k, v in dimensions.items() if v is not None}
            row = {"account": account, "tranche_id": str(tranche), side: str(fen)}
            self.postings.append(row | known)


@dataclass
class Draft:
    """Rows by table, as strings; findings; the digest of the act this one answers, if any.

    `judged` are the facts a payment was judged by: a screen tells from them what passed.
    """

    rows: Rows = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    ref: str | None = None
    judged: PaymentFacts | None = None

    def add(self, table: str, **columns: object) -> None:
        """Add a row; columns that are None are left out and get their default."""
        row = {name: text(value) for name, value in columns.items() if value is not None}
        self.rows.setdefault(table, []).append(row)

    def find(self, code: str, **facts: object) -> None:
        """Add a finding."""
        self.findings.append(Finding.of(code, **facts))

    @contextmanager
    def voucher(
        self, word: str, on: date, summary: str, *, kind: str = "normal", **columns: object
    ) -> Iterator[Voucher]:
        """Build one voucher; it is added when the block ends, unless it has no postings."""
        voucher = Voucher()
        yield voucher
        if voucher.postings:
            period = 0 if kind == "opening" else period_of(on)
            self.add(
                "voucher",
                period=period,
                word=word,
                kind=kind,
                value_date=on,
                summary=summary,
                lines=len(voucher.postings),
                **columns,
            )
            self.rows.setdefault("posting", []).extend(voucher.postings)


FORMS: dict[type[Command], Callable[[Context, Command], Draft]] = {}
"""How each command becomes a draft; filled by the desks, used by the gate alone."""


def form(
    command: type[C],
) -> Callable[[Callable[[Context, C], Draft]], Callable[[Context, C], Draft]]:
    """Register the function that draws up the act of a command."""

    def register(draw: Callable[[Context, C], Draft]) -> Callable[[Context, C], Draft]:
        FORMS[command] = draw  # type: ignore[assignment]
        return draw

    return register
