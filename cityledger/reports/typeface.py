"""Which font shows which character, so that a page never prints an empty box.

Order for every single character: the vendored face, then the files named in `CITYLEDGER_FONT`,
then rare faces found on the machine; what none of them has is written out as its number,
`〔U+20BB7〕`.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cityledger.evidence.text import REFUSED
from cityledger.kernel.errors import Unavailable
from cityledger.reports.cidfont import EmbeddedFont
from cityledger.reports.fonts import BOLD, REGULAR, TITLE, path_of
from cityledger.reports.sfnt import Sfnt

if TYPE_CHECKING:
    from collections.abc import Iterator

ENVIRONMENT: Final = "CITYLEDGER_FONT"
_INSTALLED: Final = (
    "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
    "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
    "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
)

_opened = cache(Sfnt)


def fallback_paths() -> tuple[Path, ...]:
    """Return the font files to try after the vendored ones, in order; only those that exist."""
    named = os.environ.get(ENVIRONMENT, "").split(os.pathsep)
    return tuple(path for path in map(Path, (*named, *_INSTALLED)) if path.is_file())


def number_of(char: str) -> str:
    """Return what is printed for a character that nothing can show."""
    return f"〔U+{ord(char):04X}〕"


class Typeface:
    """One style of a document: its own face first, then the fonts it borrows characters from."""

    def __init__(self, main: EmbeddedFont, lenders: Lenders) -> None:
        self.main = main
        self._lenders = lenders
        self._choice: dict[str, tuple[EmbeddedFont, str]] = {}

    def pieces(self, text: str) -> list[tuple[EmbeddedFont, str]]:
        """Split `text` into stretches of one font each."""
        # Characters already drawn in the main font are the overwhelming case: one set operation.
        if self.main.used.issuperset(text):
            return [(self.main, text)]
        runs: list[tuple[EmbeddedFont, str]] = []
        for char in text:
            font, shown = self._choice.get(char) or self._choose(char)
            if runs and runs[-1][0] is font:
                runs[-1] = (font, runs[-1][1] + shown)
            else:
                runs.append((font, shown))
        return runs

    def _choose(self, char: str) -> tuple[EmbeddedFont, str]:
        found = (self.main, number_of(char))
        if char in "\t\n\r\u2028\u2029":
            found = (self.main, " ")
        elif unicodedata.category(char) not in REFUSED:
            if self.main.covers(char):
                found = (self.main, char)
            else:
                lender = self._lenders.covering(char)
                found = (lender, char) if lender else found
        self._choice[char] = found
        return found

    def width_of(self, text: str) -> int:
        """Return the printed width of `text` in thousandths of the type size."""
        return sum(font.width_of(shown) for font, shown in self.pieces(text))

    def operands(self, text: str) -> list[tuple[str, str]]:
        """Return (font resource, hexadecimal string) for each stretch of `text`."""
        return [(font.resource, font.encode(shown)) for font, shown in self.pieces(text)]

    def hexadecimal(self, text: str) -> str | None:
        """Return the one string operand for `text`, or None when it needs more than one font."""
        if self.main.used.issuperset(text):
            data = text.encode("utf-16-be")
            return data.hex() if len(data) == 2 * len(text) else self.main.encode(text)
        runs = self.pieces(text)
        return self.main.encode(runs[0][1]) if len(runs) == 1 and runs[0][0] is self.main else None


class Lenders:
    """The fonts of one document that lend single characters; embedded only when they did."""

    def __init__(self, first: Iterator[int]) -> None:
        """Take the numbering of font resources, shared with the main faces."""
        self._numbers = first
        self._waiting = list(fallback_paths())
        self.fonts: list[EmbeddedFont] = []

    def covering(self, char: str) -> EmbeddedFont | None:
        """Return a font that has `char`, opening further files only while none does."""
        for font in self.fonts:
            if font.covers(char):
                return font
        while self._waiting:
            try:
                face = _opened(self._waiting.pop(0))
            except Unavailable:
                # A named file that is no TrueType font lends nothing; the next one may.
                continue
            font = EmbeddedFont(face, f"F{next(self._numbers)}")
            self.fonts.append(font)
            if font.covers(char):
                return font
        return None


class Typefaces:
    """The three styles of one document: text, bold text and titles."""

    def __init__(self) -> None:
        numbers = count(1)
        lenders = Lenders(numbers)
        styles = [
            Typeface(EmbeddedFont(_opened(path_of(name)), f"F{next(numbers)}"), lenders)
            for name in (REGULAR, BOLD, TITLE)
        ]
        self.text, self.bold, self.title = styles
        self._styles = styles
        self._lenders = lenders

    def fonts(self) -> list[EmbeddedFont]:
        """Return every font of the document that drew something, in the order of resources."""
        mains = [style.main for style in self._styles]
        lent = [font for font in self._lenders.fonts if len(font.used) > 1]
        return mains + lent
