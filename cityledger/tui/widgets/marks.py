"""The one door for marks that some terminals draw two cells wide: with `--ascii` none gets past it.

Frames, bars, ticks, dashes and dots have no width that every terminal agrees on (East Asian Width
"A"): where they take two cells, all that follows on the line is off. Whatever a screen draws passes
here last, so nobody has to remember it, and the twins are as wide as what they stand for.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_TWINS = {
    "✓": "v", "✗": "x", "▸": ">", "▶": ">", "◂": "<", "◀": "<", "▾": "v", "▼": "v", "▲": "^",
    "▴": "^", "●": "*", "○": "o", "◆": "*", "◇": "o", "■": "#", "□": "o", "★": "*", "☆": "*",
    "…": "~", "⋯": "~", "—": "-", "–": "-", "―": "-", "·": ".", "•": "*", "‧": ".",
    "“": '"', "”": '"', "‘": "'", "’": "'", "→": ">", "←": "<", "↑": "^", "↓": "v", "⟨": "<",
    "⟩": ">", "⏎": "|", "×": "x", "÷": "/", "≤": "<", "≥": ">", "※": "*", "§": "$", "─": "-",
    "━": "-", "│": "|", "┃": "|", "═": "=", "║": "|", "█": "#", "▓": "#", "▒": ":", "░": ".",
    "▌": " ", "▍": " ", "▎": " ", "▏": " ", "▊": " ", "▋": " ", "▉": "#", "▐": " ", "▕": " ",
    "▔": " ", "▁": " ", "▂": " ", "▃": " ", "▄": " ", "▅": " ", "▆": " ", "▇": " ", "▀": " ",
}  # fmt: skip
_CORNER = "+"
_FRAMES = (0x2500, 0x257F)
_TABLE = dict.fromkeys(range(_FRAMES[0], _FRAMES[1] + 1), _CORNER) | {
    ord(mark): twin for mark, twin in _TWINS.items()
}


def plain(text: str) -> str:
    """Return text with the ASCII twin of every mark, cell for cell; letters stay what they are."""
    return text if text.isascii() else text.translate(_TABLE)


def ambiguous(text: str) -> str:
    """Return the characters of a text that some terminals draw one cell wide and others two."""
    return "".join(c for c in text if unicodedata.east_asian_width(c) == "A")


class AsciiOnly(LineFilter):
    """Puts the twins in the place of marks in every line, just before it is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the line with marks replaced."""
        return [Segment(plain(text), style, control) for text, style, control in segments]
