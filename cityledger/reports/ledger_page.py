"""Fill ledger pages fast: every position is made once, and a row is a handful of string joins.

A position depends on the line and, for amounts set flush right, on how many characters they have;
both are small numbers, so all positions exist as ready operators and no number is formatted per
row.
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
_SIDES: Final = "借贷平"
_ALWAYS: Final = f"0123456789,.-θ年{_SIDES}"
"""Characters every ledger has; they count as used from the start."""


class LedgerPages:
    """Draws rows of one ledger; keeps the operators of texts that come again."""

    def __init__(self, types: Typefaces) -> None:
        self._types = types
        for style in (types.text, types.bold):
            style.main.used.update(_ALWAYS)
        lines, edges = range(form.LINES), form.edges()
        self._starts = [[_move(edge + form.PAD, line) for line in lines] for edge in edges[:4]]
        middle = (edges[6] + edges[7]) / 2
        half = form.TYPE_SIZE / POINTS / 2
        self._middles = [_move(middle - half, line) for line in lines]
        self._ends = {
            style: [
                [_ends(face, edge, line) for line in lines]
                for edge in (edges[5], edges[6], edges[8])
            ]
            for style, face in (("text", types.text), ("bold", types.bold))
        }
        self._room = tuple(
            int((form.COLUMNS[column][1] - 2 * form.PAD) * POINTS * 1000 / form.TYPE_SIZE)
            for column in (2, 3)
        )
        self._texts: dict[tuple[str, int], tuple[str, ...]] = {}
        self._days: dict[date, str] = {}

    def cell(self, text: str, column: int) -> tuple[str, ...]:
        """Return the operators of a summary (0) or counter account (1), one per line."""
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
        if entry.kind not in _BOLD_KINDS:
            return self._texts_of(entry, line, day) + self._figures(entry, line, "text")
        bold, starts = self._types.bold, self._starts
        total = (
            f"/{bold.main.resource} 8 Tf {starts[0][line]}{_show(bold, day)}"
            f"{starts[2][line]}{_show(bold, entry.summary)}"
        )
        back = f"/{self._types.text.main.resource} 8 Tf "
        return total + self._figures(entry, line, "bold") + back

    def _texts_of(self, entry: Entry, line: int, day: str) -> str:
        days, numbers, summaries, counters = self._starts
        face = self._types.text
        out = f"{days[line]}{_digits(day)}" if day else ""
        if entry.word_no:
            out += f"{numbers[line]}{_show(face, entry.word_no)}"
        for place, shown in enumerate(self.cell(entry.summary, 0), line):
            out += summaries[place] + shown
        if entry.counter:
            for place, shown in enumerate(self.cell(entry.counter, 1), line):
                out += counters[place] + shown
        return out

    def _figures(self, entry: Entry, line: int, style: str) -> str:
        debits, credit, balances = self._ends[style]
        balance_fen = entry.balance_fen
        out = ""
        for amount_fen, ends in ((entry.debit_fen, debits), (entry.credit_fen, credit)):
            if amount_fen is not None:
                text = money.text(amount_fen)
                if amount_fen >= 0:
                    out += f"{ends[line][len(text)]}{_digits(text)}"
                else:
                    out += self._red(ends[line][len(text) - 1], text, style)
        text = money.text(abs(balance_fen)) if balance_fen else "θ"
        side = _CREDIT if balance_fen < 0 else _DEBIT if balance_fen else _EVEN
        return f"{out}{self._middles[line]}{side}{balances[line][len(text)]}{_digits(text)}"

    def _red(self, move: str, text: str, style: str) -> str:
        """Return a negative amount in red, its sign hanging before its digits."""
        face = self._types.bold if style == "bold" else self._types.text
        minus = face.width_of("-")
        sign, digits = _literal(text[0]), _literal(text[1:])
        # An array moves the pen left by thousandths of the type size, here the sign's width.
        return f"{RED} rg {move}[{minus}({sign})({digits})]TJ {INK} rg "

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
    pen.text(
        edges[2] + form.PAD, form.baseline(first_blank), "此行以下空白", Style(size=7, colour=MUTED)
    )


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
    return f"1 0 0 1 {x * POINTS:.1f} {y * POINTS:.1f} Tm "


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


def _literal(text: str) -> str:
    """Return a literal string of characters of `_ALWAYS`, half as long as a hexadecimal one.

    None of their UTF-16 bytes is a parenthesis, a backslash or a line end: nothing to escape.
    """
    return text.encode("utf-16-be").decode("latin-1")


def _digits(text: str) -> str:
    """Return the operators that show characters of `_ALWAYS`, which need no look at the font."""
    return f"({text.encode('utf-16-be').decode('latin-1')})Tj "


_DEBIT, _CREDIT, _EVEN = map(_digits, _SIDES)
