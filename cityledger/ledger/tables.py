"""Tables by name, and how a row of a leaf (strings) becomes column values."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cityledger.kernel.errors import LawBroken
from cityledger.kernel.money import LIMIT_FEN
from cityledger.model import METADATA
from cityledger.model.types import Bytes, Day, Int

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Table

T = METADATA.tables
BIGINT = 2**63
"""One above the largest integer either engine stores."""

VOUCHER = T["voucher"]
PROJECTIONS = [table for table in METADATA.sorted_tables if not table.info.get("log")]
"""Everything that replay rebuilds, in foreign-key order."""

FIRST = [T["proposal"], T["confirmation"]]
ORDER = [
    *FIRST,
    *(t for t in PROJECTIONS if t.info["frozen"] and t not in (*FIRST, VOUCHER)),
    VOUCHER,
]
"""Insert order of a flush: triggers of people's tables look for the confirmation, that of vouchers
for the postings."""


@lru_cache(maxsize=65_536)
def integer(text: str) -> int:
    """Read a 64-bit integer in its one spelling; raises ValueError (L1).

    Remembered, because the numbers of projects, tranches and contracts come again in every leaf.
    """
    value = int(text) if len(text) <= len(str(-BIGINT)) else BIGINT
    if not -BIGINT <= value < BIGINT or str(value) != text:
        raise ValueError(f"not a 64-bit integer: {text[:40]!r}")
    return value


def _day(text: str) -> date:
    value = date.fromisoformat(text)
    if value.isoformat() != text:
        raise ValueError(f"not a day as yyyy-mm-dd: {text!r}")
    return value


def _bytes(text: str) -> bytes:
    value = bytes.fromhex(text)
    if value.hex() != text:
        raise ValueError(f"not lower-case hex: {text[:40]!r}")
    return value


def _fen(text: str) -> int:
    value = integer(text)
    if abs(value) > LIMIT_FEN:
        raise ValueError(f"an amount above {LIMIT_FEN} fen: {text}")
    return value


def _text(text: object) -> str:
    if not isinstance(text, str) or "\0" in text:
        raise ValueError(f"not text: {text!r}")
    return text


def _reader(table: Table) -> dict[str, Callable[[str], Any]]:
    out: dict[str, Callable[[str], Any]] = {}
    for column in table.columns:
        kind = column.type
        if kind is Int:
            out[column.name] = _fen if column.name.endswith("_fen") else integer
        elif isinstance(kind, Day):
            out[column.name] = _day
        elif kind is Bytes:
            out[column.name] = _bytes
        else:
            out[column.name] = _text
    return out


def _blank(table: Table) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for column in table.columns:
        if column.default is not None:
            out[column.name] = column.default.arg  # type: ignore[attr-defined]
        elif column.nullable:
            out[column.name] = None
    return out


READ = {table.name: _reader(table) for table in METADATA.sorted_tables}
BLANK = {table.name: _blank(table) for table in METADATA.sorted_tables}
"""Absent columns get their default: an old leaf still fills a table that has grown."""

FILLED = {"voucher": {"voucher_id", "voucher_no", "booked_at"}, "posting": {"voucher_id", "n"}}
"""Columns that the ledger writes itself, beside `book_id` and `leaf_idx`."""

REQUIRED = {
    name: READ[name].keys() - BLANK[name].keys() - {"book_id", "leaf_idx"} - FILLED.get(name, set())
    for name in READ
}
"""Columns that a row of a leaf must have."""


def decode(table: str, row: dict[str, str]) -> dict[str, Any]:
    """Turn a row of a leaf into column values; raises LawBroken for an unknown column or value.

    Each value has one spelling only, so that any reader of the leaves, ours or an auditor's, comes
    to the same rows. Columns the ledger itself fills in need not be there.
    """
    read = READ[table]
    try:
        out = BLANK[table] | {name: read[name](value) for name, value in row.items()}
    except (KeyError, ValueError, TypeError) as error:
        raise LawBroken(f"L6 {table}: not a row of this table: {error}") from error
    if not REQUIRED[table] <= out.keys():
        names = ", ".join(sorted(REQUIRED[table] - out.keys()))
        raise LawBroken(f"L6 {table}: not a row of this table: without {names}")
    return out
