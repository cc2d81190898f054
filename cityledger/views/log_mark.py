"""Which state of which log something was read from; every paper of figures names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger import __version__
from cityledger.kernel.errors import BadInput, Problem
from cityledger.ledger.proof import root
from cityledger.ledger.tables import T
from cityledger.views.acts import sealed_act

if TYPE_CHECKING:
    from datetime import datetime

    from cityledger.store.engine import Read

HEAD, BOOK = T["log_head"], T["book"]


@dataclass(frozen=True, slots=True)
class LogMark:
    """The first `size` leaves of one book, and the root that stands for them (L10).

    ledger_id: name of the whole database, as in the origin.
    origin: name of the log, `<ledger id>/<book id>`.
    book_id: ten digits, division code and serial (architecture §5).
    unit_name: the unit that keeps the book, as printed.
    size: number of leaves read; leaves 0 to size - 1.
    root: RFC 6962 root over them, 32 bytes.
    last_at: `booked_at` of the last leaf, with its time zone: the as-of instant of a paper.
    program: name and version of the program, such as `cityledger 0.1.0`.
    """

    ledger_id: str
    origin: str
    book_id: int
    unit_name: str
    size: int
    root: bytes
    last_at: datetime
    program: str


_BOOK = (
    select(HEAD.c.origin, HEAD.c.size, BOOK.c.unit_name)
    .join(BOOK, BOOK.c.book_id == HEAD.c.book_id)
    .where(HEAD.c.book_id == bindparam("book"))
)


def log_mark(read: Read, book_id: int, *, as_known: int | None = None) -> LogMark:
    """Return the mark of a book's first `as_known` leaves (None: all there are).

    Raises BadInput when the book has no leaf, or fewer than asked for.
    """
    row = read.execute(_BOOK, {"book": book_id}).one_or_none()
    size = row.size if row is not None and as_known is None else as_known
    if row is None or size is None or not 1 <= size <= row.size:
        have = 0 if row is None else row.size
        problem = Problem("log size", str(as_known), f"the book has {have} leaves", f"1 to {have}")
        raise BadInput((problem,))
    return LogMark(
        ledger_id=row.origin.rpartition("/")[0],
        origin=row.origin,
        book_id=book_id,
        unit_name=row.unit_name,
        size=size,
        root=root(read, book_id, 0, size),
        last_at=sealed_act(read, book_id, size - 1).at,
        program=f"cityledger {__version__}",
    )
