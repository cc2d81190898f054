"""A paper as data: frozen blocks that are laid out on pages, written as aligned text, or as CSV.

The same document feeds all three, so that what is reviewed as text is what was printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.views.log_mark import LogMark

Kind = Literal["text", "money", "date", "center"]
Cell = str | int | date | None
RowKind = Literal["plain", "carried", "month", "year", "year_end", "total"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, kind of its cells, width in millimetres (0 takes what is left)."""

    title: str
    kind: Kind = "text"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; money cells are fen, None is an empty cell, and the kind says how it is ruled."""

    cells: tuple[Cell, ...]
    kind: RowKind = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, columns and rows; rows may be a generator that is consumed once."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[TableRow]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """A heading and labelled values, in reading order."""

    title: str
    pairs: tuple[tuple[str, str], ...]


Block = Table | Pairs


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper: key in the catalogue, title, line below it, blocks, and the log it is from."""

    key: str
    title: str
    subtitle: str
    blocks: Iterable[Block]
    mark: LogMark
