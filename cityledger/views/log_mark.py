"""Which state of which log something was read from; every paper of figures names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


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
