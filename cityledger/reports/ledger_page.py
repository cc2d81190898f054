"""Fill ledger pages fast: every position is made once, and a row is a handful of string joins.

A position depends on the line and, for amounts set flush right, on how many characters they have; both
are small numbers, so all positions exist as ready operators and no number is formatted per row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cityledger.kernel import money
from cityledger.reports import ledger_form as form
from cityledger.reports.pen import INK, MUTED, POINTS, RED, Stroke, Style, wrap

if TYPE_CHECKING:
    from datetime import date

    from cityledger.reports.integrity import Row
    from cityledger.reports.ledger_entries import Entry
    from cityledger.reports.pen import Pen
    from cityledger.reports.typeface import Typeface, Typefaces

_REMEMBERED: Final = 4096
_MOST_DIGITS: Final = 18
_BOLD_KINDS: Final = frozenset({"month", "year", "year_end"})
_WIDE: Final = 1000


class LedgerPages:
    """Draws rows of one ledger; keeps the operators of texts that come again."""

    def __init__(self, types: Typefaces) -> None:
        self._types = types
        lines, edges = range(form.LINES), form.edges()
        self._starts = [
            [_move(edge + form.PAD, line) for line in lines] for edge in edges[:4]
        ]
        middle = (edges[6] + edges[7]) / 2
        half = form.TYPE_SIZE / POINTS / 2
        self._middles = [_move(middle - half, line) for line in lines]
        self._ends = {
            style: [[_ends(face, edge, line) for line in lines] for edge in (edges[5], edges[6], edges[8])]
            for style, face in (("text", types.text), ("bold", types.bold))
        }
        self._room = tuple(
            int((form.COLUMNS[column][1] - 2 * form.PAD) * POINTS * 1000 / form.TYPE_SIZE)
            for column in (2, 3)
        )
        self._texts: dict[tuple[str, int], tuple[str, ...]] = {}
        self._days: dict[date, str] = {}

    def cell(self, text: str, column: int) -> tuple[str, ...]:
        """Return the show operators of a summary (0) or counter account (1), one per line it takes."""
        known = self._texts.get((text, column))
        if known is not None:
            return known
        room, face = self._room[column], self._types.text
        # A line of full-width characters is the widest there is, so most texts need no measuring.
        short = len(text) * _WIDE <= room and face.main.used.issuperset(text)
        lines = [text] if short else wrap(face, text, room)
        made = tuple(_show(face, line) for line in lines)
        if len(self._texts) >= _REMEMBERED:
            self._texts.clear()
        self._texts[text, column] = made
        return made

    def height(self, entry: Entry) -> int:
        """Return how many lines of the grid an entry takes."""
        return max(len(self.cell(entry.summary, 0)), len(self.cell(entry.counter, 1)))

    def row(self, entry: Entry, line: int, day: str) -> str:
        """Return the operators of an entry that starts at `line`."""
        bold = entry.kind in _BOLD_KINDS
        face = self._types.bold if bold else self._types.text
        debits, credits_, balances = self._ends["bold" if bold else "text"]
        starts = self._starts
        parts = []
        if day:
            parts.append(f"{starts[0][line]}{_show(face, day)}")
        if entry.word_no:
            parts.append(f"{starts[1][line]}{_show(face, entry.word_no)}")
        if bold:
            parts.append(f"{starts[2][line]}{_show(face, entry.summary)}")
        else:
            for place, shown in enumerate(self.cell(entry.summary, 0), line):
                parts.append(starts[2][place] + shown)
            if entry.counter:
                for place, shown in enumerate(self.cell(entry.counter, 1), line):
                    parts.append(starts[3][place] + shown)
        for amount_fen, ends in ((entry.debit_fen, debits), (entry.credit_fen, credits_)):
            if amount_fen is not None:
                parts.append(_amount(face, ends[line], amount_fen))
        balance_fen = entry.balance_fen
        side = "借" if balance_fen > 0 else "贷" if balance_fen < 0 else "平"
        parts.append(f"{self._middles[line]}{_show(face, side)}")
        if balance_fen:
            text = money.text(abs(balance_fen))
            parts.append(f"{balances[line][len(text)]}{_show(face, text)}")
        else:
            parts.append(f"{balances[line][1]}{_show(face, 'θ')}")
        body = "".join(parts)
        if not bold:
            return body
        return f"/{face.main.resource} 8 Tf {body}/{self._types.text.main.resource} 8 Tf "

    def page(self, placed: list[tuple[int, Entry]]) -> str:
        """Return the text operators of a page of (line, entry)."""
        days = self._days
        out = [f"BT {INK} rg /{self._types.text.main.resource} 8 Tf "]
        for place, (line, entry) in enumerate(placed):
            if place == 0:
                day = f"{entry.on.year}年"
            elif entry.kind == "carried":
                day = ""
            else:
                day = days.get(entry.on) or days.setdefault(entry.on, f"{entry.on:%m-%d}")
            out.append(self.row(entry, line, day))
        out.append("ET")
        return "\n".join(out)


def rules(pen: Pen, placed: list[tuple[int, Entry]]) -> None:
    """Draw the red lines of totals: single under a month, double under a year (art. 63)."""
    single = Stroke(RED, 0.7)
    for line, entry in placed:
        top = form.BODY + line * form.ROW
        if entry.kind == "month":
            pen.level(form.LEFT, form.RIGHT, top, single)
        if entry.kind in _BOLD_KINDS:
            pen.level(form.LEFT, form.RIGHT, top + form.ROW, single)
        if entry.kind == "year_end":
            pen.level(form.LEFT, form.RIGHT, top + form.ROW - 0.6, single)


def strike(pen: Pen, first_blank: int) -> None:
    """Strike through the lines from `first_blank` to the foot of the page."""
    if first_blank >= form.LINES:
        return
    top = form.BODY + first_blank * form.ROW
    edges = form.edges()
    start, end = (edges[4] + 3, form.BOTTOM - 1.2), (form.RIGHT - 3, top + 1.2)
    pen.line(start, end, Stroke(MUTED, 0.5))
    pen.text(edges[2] + form.PAD, form.baseline(first_blank), "此行以下空白", Style(size=7, colour=MUTED))


def printed_rows(placed: list[tuple[int, Entry]]) -> list[Row]:
    """Return what a page prints, as rows for its digest; an empty amount is an empty text."""
    return [
        (
            entry.kind, entry.on.isoformat(), entry.word_no, entry.summary, entry.counter,
            "" if entry.debit_fen is None else entry.debit_fen,
            "" if entry.credit_fen is None else entry.credit_fen,
            entry.balance_fen,
        )
        for _, entry in placed
    ]  # fmt: skip


def _move(x: float, line: int) -> str:
    y = form.SIZE[1] - form.baseline(line)
    return f"1 0 0 1 {x * POINTS:.2f} {y * POINTS:.2f} Tm "


def _ends(face: Typeface, edge: float, line: int) -> list[str]:
    """Return the move to each start of an amount that ends at `edge`, by number of characters."""
    moves = [""] * (2 * _MOST_DIGITS)
    samples = ["θ", *(money.text(10**digits - 1) for digits in range(_MOST_DIGITS))]
    for sample in samples:
        width = face.width_of(sample) * form.TYPE_SIZE / 1000 / POINTS
        moves[len(sample)] = _move(edge - form.PAD - width, line)
    return moves


def _show(face: Typeface, text: str) -> str:
    """Return the operators that show `text` where the pen stands, and leave the first font set."""
    single = face.hexadecimal(text)
    if single is not None:
        return f"<{single}> Tj "
    main = f"/{face.main.resource} 8 Tf "
    return "".join(f"/{font} 8 Tf <{shown}> Tj " for font, shown in face.operands(text)) + main


def _amount(face: Typeface, ends: list[str], amount_fen: int) -> str:
    """Return an amount; a negative one in red, its minus sign hanging before the digits."""
    if amount_fen >= 0:
        text = money.text(amount_fen)
        return f"{ends[len(text)]}{_show(face, text)}"
    digits = money.text(-amount_fen)
    minus = face.width_of("-")
    move = ends[len(digits)]
    # `Tc` and `Td` are avoided: the array form of Tj moves left by the width of the sign.
    sign, shown = face.main.encode("-"), face.main.encode(digits)
    return f"{RED} rg {move}[{minus}<{sign}><{shown}>] TJ {INK} rg "
