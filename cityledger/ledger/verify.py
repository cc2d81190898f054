"""Does the database say what its leaves say? Replay into a new one and compare everything."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cityledger.kernel.errors import Tampered
from cityledger.ledger.append import HEAD, LEAF
from cityledger.ledger.replay import Replay
from cityledger.ledger.tables import PROJECTIONS, T
from cityledger.store import schema
from cityledger.store.engine import connect
from cityledger.store.session import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Table

    from cityledger.store.engine import Read

LOG_TABLES = ("node", "log_head")
"""Tables of the record itself that replay writes again: they must come out equal too."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found; `problems` empty means that everything agrees."""

    leaves: int
    roots: dict[int, bytes]
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Say whether nothing was found."""
        return not self.problems


def leaf_count(connection: Read) -> int:
    """Return the number of leaves of all logs (for a progress bar)."""
    return int(connection.execute(select(func.count()).select_from(LEAF)).scalar_one())


def verify(
    source: Read, *, signatures: bool = True, step: Callable[[int], None] = lambda _: None
) -> Verdict:
    """Check structure, leaves, tree, signatures, roles and laws, then every projected row.

    A missing trigger or a broken index is reported beside the rest, because the first thing a
    forger does is to drop the guards. Memory stays flat: the copy is a file in a scratch folder.
    """
    problems = list(_structure(source))
    roots: dict[int, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="cityledger-verify-") as scratch:
        engine = connect(f"sqlite:///{Path(scratch) / 'replay.db'}")
        with write(engine) as target:
            target.exec_driver_sql("PRAGMA temp_store=MEMORY")
            schema.create(target)
            try:
                roots = Replay(source, target, signatures=signatures, step=step).run()
            except Tampered as tampered:
                problems.append(str(tampered))
            else:
                problems += compare(source, target)
        engine.dispose()
    return Verdict(leaf_count(source), roots, tuple(problems))


def _structure(source: Read) -> Iterator[str]:
    """Yield what is wrong with the database itself (SQLite)."""
    if source.dialect.name != "sqlite":
        return
    for row in source.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"integrity_check: {row[0]}"
    for row in source.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
        yield f"foreign key: row {row[1]} of {row[0]} points to nothing in {row[2]}"
    engine = connect("sqlite://")
    with write(engine) as fresh:
        schema.create(fresh)
        expected = _objects(fresh)
    engine.dispose()
    found = _objects(source)
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            state = (
                "missing" if key not in found else "not ours" if key not in expected else "changed"
            )
            yield f"schema: {key[0]} {key[1]} is {state}"


def _objects(connection: Connection) -> dict[tuple[str, str], str]:
    rows = connection.exec_driver_sql(
        "SELECT type, name, sql FROM main.sqlite_schema"
        " WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
    )
    return {(row[0], row[1]): row[2] for row in rows}


def compare(left: Read, right: Read) -> Iterator[str]:
    """Yield the first row and column of each table that differ between two databases."""
    for table in (*PROJECTIONS, *(T[name] for name in LOG_TABLES)):
        if difference := _compare(table, left, right):
            yield difference


def _compare(table: Table, left: Read, right: Read) -> str | None:
    def rows(connection: Connection) -> Iterator[tuple[Any, ...]]:
        # Reading in key order along the table itself: an index may have been tampered with (T07).
        query = select(table).order_by(*table.primary_key)
        for row in connection.execution_options(yield_per=2000).execute(query):
            yield tuple(row)

    names = [column.name for column in table.columns]
    keys = [names.index(column.name) for column in table.primary_key]
    for stored, replayed in zip_longest(rows(left), rows(right)):
        if stored == replayed:
            continue
        if stored is None or replayed is None or _key(stored, keys) != _key(replayed, keys):
            return _missing(table.name, names, keys, stored, replayed)
        at = next(
            i for i, pair in enumerate(zip(stored, replayed, strict=True)) if pair[0] != pair[1]
        )
        place = _place(names, keys, stored)
        return (
            f"{table.name} {place}: {names[at]} is {stored[at]!r}, the leaves say {replayed[at]!r}"
        )
    return None


def _key(row: tuple[Any, ...], keys: list[int]) -> tuple[Any, ...]:
    return tuple(row[i] for i in keys)


def _place(names: list[str], keys: list[int], row: tuple[Any, ...]) -> str:
    return "(" + ", ".join(f"{names[i]}={row[i]}" for i in keys) + ")"


def _missing(
    name: str,
    names: list[str],
    keys: list[int],
    stored: tuple[Any, ...] | None,
    replayed: tuple[Any, ...] | None,
) -> str:
    if stored is None or (replayed is not None and _key(replayed, keys) < _key(stored, keys)):
        row = replayed or ()
        return f"{name} {_place(names, keys, row)}: the leaves have this row, the table has not"
    return f"{name} {_place(names, keys, stored)}: the table has this row, the leaves have not"


def heads(source: Read) -> dict[int, int]:
    """Return the size of every log by book."""
    return {row.book_id: row.size for row in source.execute(select(HEAD.c.book_id, HEAD.c.size))}
