"""Small tables written as text: one row a line, cells between bars."""

from __future__ import annotations

from cityledger.kernel import money

WAN = 1_000_000
"""A 万元 in fen."""


def rows(text: str, width: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table; ValueError when a row has not `width` cells."""
    out = []
    for line in text.strip().splitlines():
        cells = tuple(cell.strip() for cell in line.split("|"))
        if len(cells) != width:
            raise ValueError(f"{len(cells)} cells, not {width}: {line}")
        out.append(cells)
    return tuple(out)


def yuan(text: str) -> int:
    """Return an amount written in yuan (`86203700`, `12.50`) as fen."""
    return money.parse(text)


def wan(text: str) -> int:
    """Return whole 万元 as fen."""
    return int(text) * WAN
