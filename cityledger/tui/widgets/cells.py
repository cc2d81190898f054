"""Text in columns of terminal cells: a Chinese character takes two, an amount is never cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, set_cell_size

from cityledger.kernel import money
from cityledger.tui.widgets.safe import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["text", "money", "number"]

_EIGHTHS = "▏▎▍▌▋▊▉█"
_CUT = "…"
TOO_NARROW = "#"
LEAST = 4
"""Cells a column keeps on the narrowest screen."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: title, least width in cells, and how its cells are set.

    A column of kind `money` or `number` is as wide as its widest figure and set to the right;
    `grows` shares out what the screen has left; where it has too little, columns with the highest
    `drops` go first.
    """

    title: str
    width: int
    kind: Kind = "text"
    grows: bool = False
    drops: int = 0


def fit(text: str, width: int, kind: Kind = "text") -> str:
    """Return `text` made safe and exactly `width` cells wide."""
    clean = shown(text)
    size = cell_len(clean)
    if size > width:
        if kind != "text":
            return TOO_NARROW * width
        # A wide character that would be halved leaves its cell behind the mark, not before it.
        kept = set_cell_size(clean, width - 1).rstrip() + _CUT if width else ""
        return kept + " " * (width - cell_len(kept))
    blank = " " * (width - size)
    return clean + blank if kind == "text" else blank + clean


# A line never starts with what closes, and never ends with what opens (GB/T 15834 禁则).
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—%,.;:?!)]}")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{")


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return `text` made safe in lines of at most `width` cells; Chinese breaks between characters.

    `first` stands before the first line, `rest` before the others. Stock wrapping takes a Chinese
    sentence for one word and leaves half a line empty before it.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        head = rest if lines else first
        at = head
        for piece in _pieces(shown(part), width - cell_len(rest)):
            if cell_len(at + piece.rstrip()) > width and at != head:
                lines.append(at.rstrip())
                head = at = rest
            at += piece.lstrip() if at == rest else piece
        lines.append(at.rstrip() or at)
    return lines


def _pieces(text: str, most: int) -> list[str]:
    """Split a line into what stays together: a word, a character with the marks around it.

    Nothing stays together that is wider than `most` cells.
    """
    out: list[str] = []
    for c in text:
        before = out[-1] if out else ""
        joins = cell_len(before + c) <= most and (
            c in _NOT_FIRST
            or before[-1:] in _NOT_LAST
            or (cell_len(c) == 1 and cell_len(before[-1:]) == 1 and not before.endswith(" "))
        )
        if before and (joins or c == " "):
            out[-1] += c
        else:
            out.append(c)
    return out


def amount(fen: int | None) -> str:
    """Return an amount as every screen shows it; nothing for None."""
    return "" if fen is None else money.text(fen)


def widths(columns: tuple[Column, ...], widest: Sequence[int], room: int) -> tuple[int, ...]:
    """Return the width of each column in `room` cells, 0 for one that is left out.

    `widest` is the width of the widest cell of each column. A figure is shown whole or its column
    is left out, as long as there is a column that may be.
    """
    out = [
        column.width if column.kind == "text" else max(column.width, size, cell_len(column.title))
        for column, size in zip(columns, widest, strict=True)
    ]
    optional = [i for i, column in enumerate(columns) if column.drops]
    for i in sorted(optional, key=lambda i: -columns[i].drops):
        if _needs(out) <= room:
            break
        out[i] = 0
    _squeeze(out, columns, room)
    growing = [i for i, column in enumerate(columns) if column.grows and out[i]]
    extra = max(0, room - _needs(out))
    for place, i in enumerate(growing):
        each, rest = divmod(extra, len(growing))
        out[i] += each + (1 if place < rest else 0)
    return tuple(out)


def _squeeze(sizes: list[int], columns: tuple[Column, ...], room: int) -> None:
    """Take what is still too much from names first, then from figures, which show `####`."""
    for kinds in (("text",), ("money", "number")):
        for i, column in enumerate(columns):
            if column.kind in kinds and sizes[i]:
                sizes[i] = max(min(LEAST, sizes[i]), sizes[i] - max(0, _needs(sizes) - room))


def _needs(sizes: Sequence[int]) -> int:
    return sum(size + 1 for size in sizes if size)


def bar(part: int, whole: int, width: int, *, ascii_only: bool = False) -> str:
    """Draw `part` of `whole` as a bar of `width` cells, in eighths of a cell where possible.

    More than the whole fills the bar; the words beside a bar say by how much.
    """
    eighths = min(max(part, 0) * width * 8 // whole, width * 8) if whole > 0 else 0
    full, rest = divmod(eighths, 8)
    if ascii_only:
        return "#" * full + "." * (width - full)
    half = _EIGHTHS[rest - 1] if rest else ""
    return "█" * full + half + "·" * (width - full - len(half))


def share(part: int, whole: int) -> str:
    """Return `part` of `whole` in percent with one decimal, rounded down; `—` of nothing."""
    if whole <= 0:
        return "—"
    tenths = part * 1000 // whole
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}%"
