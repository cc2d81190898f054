"""What can go wrong, as values a caller can show.

    CityledgerError            exit 1
    ├─ BadInput                exit 3   a file, field or option is wrong: every problem at once
    ├─ Refused                 exit 4   a control or a law said no; that is sealed
    ├─ RequestReused           exit 4   a request id came back with another command (L12)
    ├─ Stale                   exit 4   the book moved on since the act was drawn up
    ├─ Tampered                exit 5   bytes, chain or projections do not agree
    ├─ Unavailable             exit 6   file missing, locked, disk full, clock wrong
    └─ LawBroken               exit 4   a law of the ledger said no (becomes a sealed refusal)

Every class carries the exit status of its family, so that a script can tell them apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cityledger.kernel.levels import Level


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: its code in the catalogue, and the facts that broke it as texts."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: str, **facts: object) -> Finding:
        """Build a finding from keyword facts, in the order given."""
        return cls(code, tuple((name, str(value)) for name, value in facts.items()))

    def value(self) -> list[object]:
        """Return the finding as it stands in a refused leaf: `[code, {fact: text}]`."""
        return [self.code, dict(self.facts)]

    @classmethod
    def load(cls, value: list[object]) -> Finding:
        """Read back `value`."""
        code, facts = value
        if not isinstance(code, str) or not isinstance(facts, dict):
            raise TypeError(f"finding {value!r}")
        return cls(code, tuple((str(k), str(v)) for k, v in facts.items()))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where, what was found, why it is wrong, what to do."""

    place: str
    value: str
    reason: str
    remedy: str = ""

    def __str__(self) -> str:
        shown = f" “{self.value}”" if self.value else ""
        remedy = f" → {self.remedy}" if self.remedy else ""
        return f"{self.place}{shown}: {self.reason}{remedy}"


class CityledgerError(Exception):
    """Something this program can explain to its user."""

    status = 1


@dataclass(eq=False)
class BadInput(CityledgerError):
    """A file, field or option is wrong; carries every problem found, never only the first."""

    problems: tuple[Problem, ...] = field(default_factory=tuple)
    status = 3

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(eq=False)
class Refused(CityledgerError):
    """The act was refused; the refusal is sealed as leaf `index` of the book."""

    findings: tuple[Finding, ...]
    index: int
    status = 4

    def __str__(self) -> str:
        return ", ".join(finding.code for finding in self.findings)


class RequestReused(CityledgerError):
    """A request id came back with another command (L12)."""

    status = 4


class Stale(CityledgerError):
    """The rows that were signed are no longer what the book would write; draw them up again."""

    status = 4


class LawBroken(CityledgerError):
    """A law of the ledger said no (the last line of defence); `law` is its number and text."""

    status = 4

    def __init__(self, law: str) -> None:
        super().__init__(law)
        self.law = law


class Tampered(CityledgerError):
    """Bytes, chain, signatures or projections do not agree; `level` says which of them."""

    status = 5

    def __init__(self, said: str, level: Level = Level.LEAVES) -> None:
        super().__init__(said)
        self.level = level


class Unavailable(CityledgerError):
    """The ledger cannot be used now: file missing, locked, disk full, clock wrong."""

    status = 6


class WrongClock(Unavailable):
    """The clock of this computer stands behind the book, or far ahead of it (L11)."""

    def __init__(self, message: str, *, is_behind: bool) -> None:
        """Take the message, and on which side of the book the clock stands."""
        super().__init__(message)
        self.is_behind = is_behind
