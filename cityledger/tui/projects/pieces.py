"""Small things that the screens of projects draw alike: units, bars, days left, headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import money
from cityledger.kernel.days import days_between, text as day_text
from cityledger.tui.texts import say
from cityledger.tui.widgets.cells import bar, share, wrap
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from datetime import date

WAN = 10_000
_PLAIN = str.maketrans("✓✗·→—“”×÷≤", 'vx->-""x/<')
"""Marks that some Chinese terminals draw two cells wide, and what stands for them there."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What figures of a dashboard are shown in; sheets and registers are always in 元."""

    is_wan: bool = True

    def text(self, fen: int | None) -> str:
        """Return an amount in the unit with two decimals, rounded half away from zero."""
        if fen is None:
            return ""
        return money.text(money.part(fen, 1, WAN) if self.is_wan else fen)

    def name(self, lang: str) -> str:
        """Return the word that must stand beside every such figure."""
        return say("unit_wan" if self.is_wan else "unit_yuan", lang)

    def other(self) -> Unit:
        """Return the other unit."""
        return Unit(not self.is_wan)


def plain(text: str) -> str:
    """Return a text in which no mark of ours has a width that terminals disagree about."""
    return text.translate(_PLAIN)


def drawn(part: int, whole: int, width: int, *, ascii_only: bool) -> str:
    """Return a bar with its share in percent, both in their own room."""
    return f"{bar(part, whole, width, ascii_only=ascii_only)} {share(part, whole):>6}"


def left(on: date, today: date, lang: str) -> str:
    """Return a day with how far off it is."""
    days = days_between(today, on)
    key = "day_past" if days < 0 else "day_left"
    return say(key, lang, on=day_text(on), days=abs(days))


def sentences(text: str, width: int, mark: str, key: object = None, tone: str = "") -> list[Line]:
    """Return rows that say one sentence, wrapped; every row opens the same thing."""
    pieces = wrap(text, max(20, width), f" {mark} ", "   ")
    return [Line((piece,), key, tone) for piece in pieces]


def heading(text: str, key: object = None) -> Line:
    """Return a row that heads others; it may open the whole of what they are part of."""
    return Line((text,), key, "strong")
