"""Does the database say what its leaves say? Replay into a new one and compare everything."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, type_coerce
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import NullType

from cityledger.kernel.days import instant_text
from cityledger.kernel.errors import Tampered
from cityledger.ledger.append import HEAD, LEAF
from cityledger.ledger.audit import audit
from cityledger.ledger.replay import CHUNK, ChunkBroken, Replay, stream
from cityledger.ledger.structure import structure
from cityledger.ledger.tables import PROJECTIONS, T
from cityledger.model.types import Day, Instant
from cityledger.store import schema
from cityledger.store.engine import connect
from cityledger.store.session import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Table

    from cityledger.store.engine import Read

ROWS = 2000
"""Rows of a table fetched at once."""

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
    problems = [*structure(source), *_headless(source)]
    roots: dict[int, bytes] = {}
    try:
        roots, differences = _rebuilt(source, CHUNK, signatures=signatures, step=step)
        problems += differences
    except ChunkBroken:
        # The database said no to a whole chunk: once more leaf by leaf, to name the one.
        try:
            _rebuilt(source, 1, signatures=False)
        except Tampered as tampered:
            problems.append(str(tampered))
    except Tampered as tampered:
        problems.append(str(tampered))
    return Verdict(leaf_count(source), roots, tuple(problems))


def _rebuilt(
    source: Read, chunk: int, *, signatures: bool, step: Callable[[int], None] = lambda _: None
) -> tuple[dict[int, bytes], list[str]]:
    """Replay into a scratch file; return the roots and how the tables differ. Raises Tampered."""
    with tempfile.TemporaryDirectory(prefix="cityledger-verify-") as scratch:
        engine = connect(f"sqlite:///{Path(scratch) / 'replay.db'}")
        try:
            with write(engine) as target:
                target.exec_driver_sql("PRAGMA temp_store=MEMORY")
                schema.create(target)
                replay = Replay(source, target, chunk=chunk, signatures=signatures, step=step)
                return replay.run(), [*compare(source, target), *audit(target)]
        finally:
            engine.dispose()


def _headless(source: Read) -> Iterator[str]:
    """Leaves of a log without a head would be read by nobody."""
    known = select(HEAD.c.book_id)
    lost = select(LEAF.c.book_id).where(LEAF.c.book_id.not_in(known)).distinct()
    for book in source.execute(lost).scalars():
        yield f"log_head (book_id={book}): missing, and leaves of this book are there"


def compare(left: Read, right: Read) -> Iterator[str]:
    """Yield the first row and column of each table that differ between two databases."""
    for table in (*PROJECTIONS, *(T[name] for name in LOG_TABLES)):
        if difference := _compare(table, left, right):
            yield difference


def _rows(table: Table, connection: Read) -> Iterator[tuple[Any, ...]]:
    """Read a table with days and instants as text: a forged one need not be a date at all."""
    dated = [isinstance(column.type, Day | Instant) for column in table.columns]
    columns = [
        type_coerce(column, NullType()) if is_dated else column
        for column, is_dated in zip(table.columns, dated, strict=True)
    ]
    # Reading in key order along the table itself: an index may have been tampered with (T07).
    query = select(*columns).order_by(*table.primary_key)
    native = connection.dialect.name != "sqlite" and any(dated)
    for row in stream(connection, query, ROWS):
        yield tuple(map(_plain, row)) if native else tuple(row)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell of any column
    """Return a day or instant of the server as SQLite stores it."""
    if isinstance(value, datetime):
        return instant_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _compare(table: Table, left: Read, right: Read) -> str | None:
    try:
        return _first_difference(table, left, right)
    except OperationalError as error:
        # Text that is not UTF-8 cannot even be read; the driver names its column.
        return f"{table.name}: cannot be read: {error.orig}"


def _first_difference(table: Table, left: Read, right: Read) -> str | None:
    names = [column.name for column in table.columns]
    keys = [names.index(column.name) for column in table.primary_key]
    for stored, replayed in zip_longest(_rows(table, left), _rows(table, right)):
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
