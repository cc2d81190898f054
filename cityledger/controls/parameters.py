"""Policy parameters: every threshold is a row with its document, its clause and its days of force.

Nothing legal is a constant of the program: a rule asks for the value in force on the act's day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import money, words
from cityledger.kernel.errors import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

READ = "read"
UNVERIFIED = "unverified"
UNITS = ("bp", "fen", "days", "hours", "count", "ppm", "ladder", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One value of one key, in force from `valid_from` to `valid_to` (both inclusive; None: open).

    `unit` says how `value` is read: bp, fen, days, hours, count and ppm are integers; a ladder is
    `upto_fen:rate_bp,…` with an open last step; text is itself. `evidence` is read when the clause
    was read, unverified when it is from memory; `pack` is the name and version of the pack it came
    with.
    """

    key: str
    value: str
    unit: str
    doc_no: str
    clause: str
    valid_from: date
    valid_to: date | None = None
    evidence: str = UNVERIFIED
    pack: str | None = None

    def in_force(self, on: date) -> bool:
        """Say whether the value is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def shown(self, lang: words.Lang = "zh") -> str:
        """Return the value with its unit, an amount as money in yuan."""
        value = money.text(int(self.value)) if self.unit == "fen" else self.value
        bare = self.unit in ("count", "text")
        return value if bare else f"{value} {words.term(f'unit_kind.{self.unit}', lang)}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a progressive ladder: `rate_bp` on the part up to `upto_fen` (None: no end)."""

    upto_fen: int | None
    rate_bp: int


class ParameterMissing(BadInput):
    """No value of a policy parameter is in force on the day, so a rule cannot be applied."""

    def __init__(self, key: str, on: date) -> None:
        super().__init__(
            (
                Problem(
                    f"policy_param {key}",
                    on.isoformat(),
                    "no value is in force on this day 当日无有效参数",
                    "load a policy pack that covers it 请加载涵盖该日的政策参数包",
                ),
            )
        )
        self.key = key
        self.on = on


class Parameters:
    """The parameters known at one time; later rows stand over earlier ones.

    Rows are insert-only, so the newest row about a day is the valid statement about that day: a
    district's own row loaded after the national pack wins where both are in force.
    """

    def __init__(self, rows: Iterable[Parameter]) -> None:
        self.rows = tuple(rows)
        self._by_key: dict[str, list[Parameter]] = {}
        self._relied: dict[Parameter, None] = {}
        for row in self.rows:
            self._by_key.setdefault(row.key, []).append(row)

    def lookup(self, key: str, on: date) -> Parameter:
        """Return the row in force on a day; raises ParameterMissing when there is none."""
        for row in reversed(self._by_key.get(key, [])):
            if row.in_force(on):
                self._relied[row] = None
                return row
        raise ParameterMissing(key, on)

    @property
    def relied(self) -> tuple[Parameter, ...]:
        """Return every row that was looked up, each once, in the order of the first time."""
        return tuple(self._relied)

    def history(self, key: str) -> tuple[Parameter, ...]:
        """Return every row of a key, oldest first: what was said of it, and by which pack."""
        return tuple(self._by_key.get(key, ()))

    @property
    def keys(self) -> tuple[str, ...]:
        """Return every key there is a row of, in the order of the first one."""
        return tuple(self._by_key)

    def standing(self, key: str, on: date) -> Parameter | None:
        """Return the row in force on a day, or None; to show a value is not to rely on it."""
        rows = reversed(self._by_key.get(key, []))
        return next((row for row in rows if row.in_force(on)), None)

    def integer(self, key: str, on: date, unit: str) -> int:
        """Return a whole number of `unit`; ValueError when the row has another unit."""
        row = self.lookup(key, on)
        if row.unit != unit:
            raise ValueError(f"{key} is in {row.unit}, not in {unit}")
        return int(row.value)

    def bp(self, key: str, on: date) -> int:
        """Return basis points."""
        return self.integer(key, on, "bp")

    def fen(self, key: str, on: date) -> int:
        """Return an amount in fen."""
        return self.integer(key, on, "fen")

    def days(self, key: str, on: date) -> int:
        """Return a number of days."""
        return self.integer(key, on, "days")

    def hours(self, key: str, on: date) -> int:
        """Return a number of hours."""
        return self.integer(key, on, "hours")

    def count(self, key: str, on: date) -> int:
        """Return a plain number."""
        return self.integer(key, on, "count")

    def ppm(self, key: str, on: date) -> int:
        """Return millionths."""
        return self.integer(key, on, "ppm")

    def ladder(self, key: str, on: date) -> tuple[Step, ...]:
        """Return the steps of a progressive rate, lowest first."""
        row = self.lookup(key, on)
        if row.unit != "ladder":
            raise ValueError(f"{key} is in {row.unit}, not a ladder")
        return steps(row.value)

    def unverified(self, on: date) -> tuple[Parameter, ...]:
        """Return the rows in force whose evidence is memory: compliance papers print them."""
        rows = (self.standing(key, on) for key in self._by_key)
        return tuple(row for row in rows if row is not None and row.evidence == UNVERIFIED)


def steps(value: str) -> tuple[Step, ...]:
    """Read `upto_fen:rate_bp,…,:rate_bp`; ValueError unless limits rise and the last is open."""
    found = []
    for part in value.split(","):
        upto, _, rate = part.partition(":")
        found.append(Step(int(upto) if upto else None, int(rate)))
    limits = [step.upto_fen for step in found]
    closed = [limit for limit in limits[:-1] if limit is not None]
    if limits[-1] is not None or len(closed) != len(limits) - 1:
        raise ValueError(f"the last step of a ladder, and only it, has no limit: {value}")
    if closed != sorted(set(closed)) or any(limit <= 0 for limit in closed):
        raise ValueError(f"the limits of a ladder must rise: {value}")
    return tuple(found)


def ladder_fen(base_fen: int, ladder: tuple[Step, ...]) -> int:
    """Return the progressive charge on a base in fen, rounded down, because it is a ceiling.

    With the ladder of 财建〔2016〕504号 this is the cap of the project management fee.
    """
    total, below = 0, 0
    for step in ladder:
        top = base_fen if step.upto_fen is None else min(base_fen, step.upto_fen)
        total += max(0, top - below) * step.rate_bp
        below = max(below, top)
    return total // 10_000
