"""Changes drawn by lot: any column of any row of any table, rows put in, taken out, exchanged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.torture.tamper_file import past_guards

if TYPE_CHECKING:
    from random import Random

    from bench.torture.tamper_base import Base, Table
    from bench.torture.tamper_file import Forged

Value = int | float | str | bytes | None

ODD: tuple[Value, ...] = (None, 0, -1, 1, 2**62, -(2**63), 0.5, "", "0", "x", "伪", b"", b"\0")
"""Values that a column may hardly ever hold."""

TRIES = 40


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed file: of which class, what was done, and the image."""

    kind: str
    what: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table and how to name it in a statement."""

    table: Table
    cells: dict[str, Value]

    @property
    def where(self) -> str:
        """The condition that holds for this row only; its values are `key`."""
        return " AND ".join(f'"{name}" IS ?' for name in self.table.key)

    @property
    def key(self) -> list[Value]:
        """The values of the key."""
        return [self.cells[name] for name in self.table.key]

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={str(self.cells[name])[:40]}" for name in self.table.key)
        return f"{self.table.name} ({shown})"


def at_random(base: Base, random: Random) -> Mutation:
    """Do one thing drawn by lot to a book; what the file itself forbids is drawn again."""
    for _ in range(TRIES):
        name = random.choices(list(WAYS), [weight for _, weight in WAYS.values()])[0]
        way, _ = WAYS[name]
        try:
            with past_guards(base.data) as forged:
                what = way(forged, base, random)
        except (sqlite3.IntegrityError, OverflowError):
            continue
        if what:
            return Mutation(f"random {name}", what, forged.data)
    raise RuntimeError("no change of this book could be drawn")


def _pick(forged: Forged, table: Table, random: Random) -> _Row | None:
    count = int(str(forged.rows(f'SELECT count(*) FROM "{table.name}"')[0][0]))
    if not count:
        return None
    order = ", ".join(f'"{name}"' for name in table.key)
    query = f'SELECT * FROM "{table.name}" ORDER BY {order} LIMIT 1 OFFSET ?'
    cells = forged.rows(query, random.randrange(count))[0]
    return _Row(table, dict(zip(table.columns, cells, strict=True)))  # type: ignore[arg-type]


def other(value: Value, random: Random) -> Value:
    """Return a value near this one: of the same type mostly, an odd one now and then."""
    if random.random() < 0.2:
        return random.choice(ODD)
    match value:
        case int():
            return random.choice(
                (value + 1, value - 1, value * 10, -value, value ^ 1 << random.randrange(40))
            )
        case str() if value:
            at = random.randrange(len(value))
            near = chr(max(33, ord(value[at]) ^ 1))
            return random.choice(
                (value[:at] + near + value[at + 1 :], value[:at] + value[at + 1 :], f"{value} ",
                 value[:at] + value[at] + value[at:], value.encode())
            )  # fmt: skip
        case bytes() if value:
            at = random.randrange(len(value))
            flipped = bytes([value[at] ^ 1 << random.randrange(8)])
            return random.choice(
                (value[:at] + flipped + value[at + 1 :], value[:at], value + b"\0")
            )
        case _:
            return random.choice(ODD)


def cell(forged: Forged, base: Base, random: Random) -> str:
    """Change one cell of one row."""
    row = _pick(forged, random.choice(base.tables), random)
    if row is None:
        return ""
    column = random.choice(row.table.columns)
    new = other(row.cells[column], random)
    forged.run(f'UPDATE "{row.table.name}" SET "{column}" = ? WHERE {row.where}', new, *row.key)
    return f"{row}: {column} {row.cells[column]!r:.80} becomes {new!r:.80}"


def borrowed(forged: Forged, base: Base, random: Random) -> str:
    """Give one cell the value that another row has there."""
    table = random.choice(base.tables)
    row, lender = _pick(forged, table, random), _pick(forged, table, random)
    if row is None or lender is None:
        return ""
    column = random.choice(table.columns)
    new = lender.cells[column]
    forged.run(f'UPDATE "{table.name}" SET "{column}" = ? WHERE {row.where}', new, *row.key)
    return f"{row}: {column} becomes that of {lender}"


def whole_column(forged: Forged, base: Base, random: Random) -> str:
    """Change a column in every row of a table."""
    table = random.choice(base.tables)
    row = _pick(forged, table, random)
    if row is None:
        return ""
    column = random.choice(table.columns)
    new = other(row.cells[column], random)
    forged.run(f'UPDATE "{table.name}" SET "{column}" = ?', new)
    return f"{table.name}: {column} becomes {new!r:.80} in every row"


def deleted(forged: Forged, base: Base, random: Random) -> str:
    """Take out one row."""
    row = _pick(forged, random.choice(base.tables), random)
    if row is None:
        return ""
    forged.run(f'DELETE FROM "{row.table.name}" WHERE {row.where}', *row.key)
    return f"{row}: taken out"


def emptied(forged: Forged, base: Base, random: Random) -> str:
    """Take out every row of a table."""
    table = random.choice(base.tables)
    return f"{table.name}: emptied" if forged.run(f'DELETE FROM "{table.name}"') else ""


def copied(forged: Forged, base: Base, random: Random) -> str:
    """Put in a copy of a row under another key, now and then changed elsewhere too."""
    row = _pick(forged, random.choice(base.tables), random)
    if row is None:
        return ""
    cells = dict(row.cells)
    changed = random.sample(row.table.key, random.randint(1, len(row.table.key)))
    if random.random() < 0.5:
        changed.append(random.choice(row.table.columns))
    for name in changed:
        cells[name] = other(cells[name], random)
    _insert(forged, "INSERT", row.table, cells)
    return f"{row}: put in again with other {', '.join(changed)}"


def replaced(forged: Forged, base: Base, random: Random) -> str:
    """REPLACE a row by itself with another cell (T02: it goes around a guard on DELETE)."""
    row = _pick(forged, random.choice(base.tables), random)
    if row is None:
        return ""
    column = random.choice(row.table.columns)
    cells = {**row.cells, column: other(row.cells[column], random)}
    _insert(forged, "REPLACE", row.table, cells)
    return f"{row}: replaced with another {column}"


def exchanged(forged: Forged, base: Base, random: Random) -> str:
    """Let two rows exchange everything but their keys, or one column of it."""
    table = random.choice(base.tables)
    one, two = _pick(forged, table, random), _pick(forged, table, random)
    free = [name for name in table.columns if name not in table.key]
    if one is None or two is None or one.key == two.key or not free:
        return ""
    columns = free if random.random() < 0.5 else [random.choice(free)]
    sets = ", ".join(f'"{name}" = ?' for name in columns)
    for row, giver in ((one, two), (two, one)):
        values = [giver.cells[name] for name in columns]
        forged.run(f'UPDATE "{table.name}" SET {sets} WHERE {row.where}', *values, *row.key)
    return f"{one} and {two}: exchange {', '.join(columns)}"


def moved(forged: Forged, base: Base, random: Random) -> str:
    """Let a row name another leaf, voucher, book, person or account than it does."""
    table = random.choice(base.tables)
    links = [
        name for name in table.columns if name.endswith(("_id", "_idx", "_by")) or "acc" in name
    ]
    row = _pick(forged, table, random)
    if row is None or not links:
        return ""
    column = random.choice(links)
    lender = _pick(forged, random.choice([t for t in base.tables if column in t.columns]), random)
    if lender is None:
        return ""
    new = lender.cells[column]
    forged.run(f'UPDATE "{table.name}" SET "{column}" = ? WHERE {row.where}', new, *row.key)
    return f"{row}: {column} becomes {new!r:.80}"


def several(forged: Forged, base: Base, random: Random) -> str:
    """Do several of these at once."""
    ways = random.choices((cell, deleted, copied, borrowed, exchanged), k=random.randint(2, 5))
    return "; ".join(filter(None, (way(forged, base, random) for way in ways)))


def _insert(forged: Forged, how: str, table: Table, cells: dict[str, Value]) -> None:
    names = ", ".join(f'"{name}"' for name in cells)
    marks = ", ".join("?" * len(cells))
    forged.run(f'{how} INTO "{table.name}" ({names}) VALUES ({marks})', *cells.values())


Way = Callable[["Forged", "Base", "Random"], str]
WAYS: dict[str, tuple[Way, int]] = {
    "cell": (cell, 40),
    "cell of another row": (borrowed, 8),
    "column": (whole_column, 3),
    "deletion": (deleted, 12),
    "emptied table": (emptied, 2),
    "insertion": (copied, 12),
    "REPLACE": (replaced, 6),
    "exchange": (exchanged, 7),
    "link": (moved, 6),
    "several": (several, 4),
}
"""Every way and its weight; each returns what it did, or nothing when it found nothing to do."""
