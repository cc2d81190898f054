"""The office at work: scripted time, request ids made of content, and acts through the gate."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from cityledger.actions import gate
from cityledger.actions.command import digest
from cityledger.kernel.days import CHINA
from cityledger.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cityledger.actions.command import Command
    from cityledger.actions.desk import Desk
    from cityledger.evidence.keys import Pen
    from cityledger.ledger.receipt import Receipt

Deed = tuple[str, "Command"]
"""Who does what."""

OPENS = time(8, 30)
SECONDS_PER_READING = 7


class StoryBroken(RuntimeError):
    """The gate did not say what the story expects: a fault of the story or of the program."""


@dataclass
class Clock:
    """Time that moves a few seconds at each reading and jumps to the mornings of the story."""

    at: datetime

    def __call__(self, connection: object) -> datetime:
        """Return the next instant, whatever database asks."""
        del connection
        self.at += timedelta(seconds=SECONDS_PER_READING)
        return self.at

    def go_to(self, day: date) -> None:
        """Wait for the morning of a day; a day that has begun goes on."""
        morning = datetime.combine(day, OPENS, CHINA).astimezone(UTC)
        self.at = max(self.at, morning)


@dataclass(frozen=True, slots=True)
class Attempt:
    """An act the gate refused, as the story wanted it."""

    user: str
    act: str
    codes: tuple[str, ...]
    leaf_idx: int


@dataclass
class Office:
    """The desk, everybody's pen and the clock; what was refused; what was asked for and paid."""

    desk: Desk
    pens: dict[str, Pen]
    clock: Clock
    today: date
    attempts: list[Attempt] = field(default_factory=list)
    requests: int = 0
    paid_requests: int = 0
    paid_lines: int = 0
    paid_households: int = 0
    _asked: dict[str, int] = field(default_factory=dict)

    def go_to(self, day: date) -> None:
        """Begin another day."""
        self.today = day
        self.clock.go_to(day)

    def by(self, user: str, command: Command) -> Receipt:
        """Do one act that must succeed, in its own transaction."""
        try:
            return gate.act(self.desk, self.pens[user], self._named(user, command))
        except Refused as refused:
            raise StoryBroken(f"{user} {command.act}: {refused.findings}") from refused

    def all(self, deeds: Iterable[Deed]) -> list[Receipt]:
        """Do many acts of one morning in one transaction: registrations, invoices."""
        items = ((self.pens[user], self._named(user, command)) for user, command in deeds)
        receipts, trials = gate.act_all(self.desk, items)
        if trials:
            raise StoryBroken("; ".join(map(str, trials[:3])))
        return receipts

    def refused(self, user: str, command: Command, *codes: str) -> None:
        """Try an act that must be refused for (at least) these reasons; the refusal is sealed."""
        try:
            gate.act(self.desk, self.pens[user], self._named(user, command))
        except Refused as refused:
            found = tuple(finding.code for finding in refused.findings)
            if set(codes) <= set(found):
                self.attempts.append(Attempt(user, command.act, found, refused.index))
                return
            raise StoryBroken(f"{user} {command.act}: {refused.findings}, not {codes}") from refused
        raise StoryBroken(f"{user} {command.act} was accepted, not refused for {codes}")

    def _named(self, user: str, command: Command) -> Command:
        """Give a command a request id that two runs share: content, and how often it was asked."""
        content = f"{user}/{digest(command)}"
        self._asked[content] = self._asked.get(content, 0) + 1
        name = sha256(f"{content}/{self._asked[content]}".encode()).hexdigest()
        return replace(command, request_id=name[:32])
