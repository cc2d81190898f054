"""Tables by name, and how a row of a leaf (strings) becomes column values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cityledger.kernel.errors import LawBroken
from cityledger.model import METADATA
from cityledger.model.types import Bytes, Day, Int

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Table

T = METADATA.tables
VOUCHER = T["voucher"]
PROJECTIONS = [table for table in METADATA.sorted_tables if not table.info.get("log")]
"""Everything that replay rebuilds, in foreign-key order."""

ORDER = [t for t in PROJECTIONS if t.info["frozen"] and t is not VOUCHER] + [VOUCHER]
"""Insert order of a flush: vouchers last, because their trigger looks at their postings."""


def _reader(table: Table) -> dict[str, Callable[[str], Any]]:
    out: dict[str, Callable[[str], Any]] = {}
    for column in table.columns:
        kind = column.type
        if kind is Int:
            out[column.name] = int
        elif isinstance(kind, Day):
            out[column.name] = date.fromisoformat
        elif kind is Bytes:
            out[column.name] = bytes.fromhex
        else:
            out[column.name] = str
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


def decode(table: str, row: dict[str, str]) -> dict[str, Any]:
    """Turn a row of a leaf into column values; raises LawBroken for an unknown column or value."""
    read = READ[table]
    try:
        return BLANK[table] | {name: read[name](value) for name, value in row.items()}
    except (KeyError, ValueError) as error:
        raise LawBroken(f"L6 {table}: not a row of this table: {error}") from error
