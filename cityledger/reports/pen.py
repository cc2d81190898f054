"""Draw on one page: millimetres from the upper left in, PDF operators out (ISO 32000-1, 8, 9).

User text is only ever data: it is written as hexadecimal string operands and never read as markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from cityledger.reports.typeface import Typeface, Typefaces

POINTS: Final = 72 / 25.4
"""Points in a millimetre."""

INK: Final = "0.10 0.10 0.12"
MUTED: Final = "0.36 0.38 0.39"
RED: Final = "0.75 0.11 0.13"
RULE: Final = "0.45 0.52 0.50"
HAIR: Final = "0.74 0.79 0.77"
BLUE: Final = "0.35 0.55 0.75"
TINT: Final = "0.955 0.968 0.962"

Align = Literal["left", "center", "right"]

_UNITS: Final = re.compile(r"[A-Za-z0-9.,:/#%+_-]+|.", re.DOTALL)
_NEVER_FIRST: Final = frozenset("·，。、；：！？）》〉」』】〕％,.;:!?)]}%")
_NARROWEST: Final = 0.85


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: face, size in points, colour, space after each character in points."""

    face: Literal["text", "bold", "title"] = "text"
    size: float = 9.0
    colour: str = INK
    spacing: float = 0.0

    def red(self) -> Style:
        """Return the same style in red."""
        return replace(self, colour=RED)


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks: colour and width in points."""

    colour: str = RULE
    width: float = 0.45


class Pen:
    """Collects the operators of one page or form."""

    def __init__(self, types: Typefaces, width: float, height: float) -> None:
        """Take the typefaces of the document and the size of the page, in millimetres."""
        self.width = width
        self.height = height
        self._types = types
        self._operators: list[str] = []

    def face(self, style: Style) -> Typeface:
        """Return the typeface a style names."""
        return {
            "text": self._types.text,
            "bold": self._types.bold,
            "title": self._types.title,
        }[style.face]

    def width_of(self, text: str, style: Style) -> float:
        """Return the width of `text` in millimetres."""
        points = self.face(style).width_of(text) * style.size / 1000
        return (points + style.spacing * max(len(text) - 1, 0)) / POINTS

    def text(self, x: float, y: float, text: str, style: Style, align: Align = "left") -> None:
        """Write `text` with its baseline at `y`, and its left, middle or right at `x`."""
        if not text:
            return
        if align != "left":
            width = self.width_of(text, style)
            x -= width if align == "right" else width / 2
        shown = "".join(
            f"/{resource} {style.size:g} Tf <{string}> Tj "
            for resource, string in self.face(style).operands(text)
        )
        spacing = f"{style.spacing:g} Tc " if style.spacing else ""
        reset = "0 Tc " if style.spacing else ""
        at = f"1 0 0 1 {x * POINTS:.2f} {(self.height - y) * POINTS:.2f} Tm "
        self._operators.append(f"BT {style.colour} rg {spacing}{at}{shown}{reset}ET")

    def fit(self, text: str, style: Style, width: float) -> tuple[list[str], Style]:
        """Return `text` in lines no wider than `width`, on one if smaller type does it."""
        natural = self.width_of(text, style)
        if natural <= width:
            return [text], style
        if natural * _NARROWEST <= width:
            return [text], replace(style, size=int(style.size * width / natural * 20) / 20)
        return self.wrap(text, style, width), style

    def wrap(self, text: str, style: Style, width: float) -> list[str]:
        """Break `text` into lines no wider than `width`; nothing is ever cut off."""
        return wrap(self.face(style), text, width * POINTS * 1000 / style.size)

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        """Draw a straight line between two points (x, y)."""
        (x1, y1), (x2, y2) = start, end
        high = self.height
        self._operators.append(
            f"{stroke.colour} RG {stroke.width:g} w {x1 * POINTS:.2f} {(high - y1) * POINTS:.2f} m "
            f"{x2 * POINTS:.2f} {(high - y2) * POINTS:.2f} l S"
        )

    def level(self, x1: float, x2: float, y: float, stroke: Stroke) -> None:
        """Draw a level line."""
        self.line((x1, y), (x2, y), stroke)

    def upright(self, x: float, y1: float, y2: float, stroke: Stroke) -> None:
        """Draw an upright line."""
        self.line((x, y1), (x, y2), stroke)

    def box(self, corner: tuple[float, float], width: float, height: float, stroke: Stroke) -> None:
        """Draw the outline of a rectangle from its upper left corner."""
        self._operators.append(
            f"{stroke.colour} RG {stroke.width:g} w {self._rectangle(corner, width, height)} S"
        )

    def fill(self, corner: tuple[float, float], width: float, height: float, colour: str) -> None:
        """Fill a rectangle from its upper left corner."""
        self._operators.append(f"{colour} rg {self._rectangle(corner, width, height)} f")

    def _rectangle(self, corner: tuple[float, float], width: float, height: float) -> str:
        x, y = corner[0] * POINTS, (self.height - corner[1] - height) * POINTS
        return f"{x:.2f} {y:.2f} {width * POINTS:.2f} {height * POINTS:.2f} re"

    def raw(self, operators: str) -> None:
        """Add operators made elsewhere."""
        self._operators.append(operators)

    def operators(self) -> str:
        """Return everything drawn."""
        return "\n".join(self._operators) + "\n"


def wrap(face: Typeface, text: str, width: float) -> list[str]:
    """Break `text` into lines of at most `width` thousandths of the type size.

    Latin words and numbers stay whole where they fit on a line, and no line starts with a closing
    mark.
    """
    lines, line, used = [], "", 0
    for unit in _units(face, text, width):
        wide = face.width_of(unit)
        if line and used + wide > width:
            if unit in _NEVER_FIRST and len(line) > 1:
                # The character before a closing mark goes down with it.
                lines.append(line[:-1])
                line, used = line[-1], face.width_of(line[-1])
            else:
                lines.append(line)
                line, used = "", 0
        line += unit
        used += wide
    return [*lines, line]


def _units(face: Typeface, text: str, width: float) -> list[str]:
    """Split into what must not be broken; a word wider than a line is broken anywhere."""
    units: list[str] = []
    for word in _UNITS.findall(text):
        units.extend([word] if face.width_of(word) <= width else list(word))
    return units
