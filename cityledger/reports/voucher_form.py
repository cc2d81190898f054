"""The printed form of a voucher, 240 x 140 mm: where all stands, and how cells are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cityledger.kernel import money
from cityledger.reports.pen import BLUE, HAIR, INK, MUTED, POINTS, RED, RULE, TINT, Stroke, Style

if TYPE_CHECKING:
    from cityledger.reports.pen import Pen

SIZE: Final = (240.0, 140.0)
LEFT: Final = 14.0
RIGHT: Final = 226.0
TOP: Final = 26.5
HEAD: Final = 8.0
ROW: Final = 8.0
LINES: Final = 6
CELL: Final = 3.45
UNITS: Final = "十亿千百十万千百十元角分"
AMOUNT: Final = CELL * len(UNITS)
TICK: Final = 5.0
CREDIT: Final = RIGHT - TICK - AMOUNT
DEBIT: Final = CREDIT - AMOUNT
ACCOUNT: Final = LEFT + 50.0
DETAIL: Final = ACCOUNT + 28.0
BODY: Final = TOP + HEAD
TOTAL: Final = BODY + LINES * ROW
BOTTOM: Final = TOTAL + ROW

SIDE_TOP: Final = BOTTOM + 2.2
SIDE_LINES: Final = 4
SIDE_ROW: Final = 4.1
SIDE_AMOUNT: Final = 24.0
SIDE_GAP: Final = 2.0
FOOT: Final = 120.8
REMARK: Final = (LEFT, FOOT + 12.8, RIGHT - LEFT - 16.0, 5.4)
"""Where a remark below everything else goes: left, top, width, height."""
REMARK_SIZES: Final = (6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0)
SIDE_WIDTH: Final = (RIGHT - LEFT - SIDE_GAP) / 2

_PAD: Final = 1.5
_LEADING: Final = 1.2
_SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0)


def draw_frame(pen: Pen, title: str) -> None:
    """Draw what every sheet repeats: title, headings, digit grid and rules."""
    style = Style("title", 18, spacing=14)
    half = pen.width_of(title, style) / 2
    middle = SIZE[0] / 2
    pen.text(middle, 15.5, title, style, "center")
    for offset in (0.0, 0.6):
        pen.level(middle - half - 3, middle + half + 3, 17.8 + offset, Stroke(RULE, 0.6))
    pen.fill((LEFT, TOP), RIGHT - LEFT, HEAD, TINT)
    _draw_digit_grid(pen)
    rule = Stroke()
    for line in range(1, LINES):
        pen.level(LEFT, RIGHT, BODY + line * ROW, rule)
    for x, end in ((ACCOUNT, TOTAL), (DETAIL, TOTAL), (DEBIT, BOTTOM), (CREDIT, BOTTOM)):
        pen.upright(x, TOP, end, rule)
    pen.upright(RIGHT - TICK, TOP, BOTTOM, rule)
    pen.box((LEFT, TOP), RIGHT - LEFT, BOTTOM - TOP, Stroke(RULE, 0.9))
    for y in (BODY, TOTAL):
        pen.level(LEFT, RIGHT, y, Stroke(RULE, 0.6))
    _draw_headings(pen)


def _draw_digit_grid(pen: Pen) -> None:
    """Rule the amount columns: red before the decimals, blue before every group of three digits."""
    for start in (DEBIT, CREDIT):
        for cell in range(1, len(UNITS)):
            left = len(UNITS) - 2 - cell
            grouping = RED if left == 0 else BLUE if left % 3 == 0 else ""
            stroke = Stroke(grouping, 0.5) if grouping else Stroke(HAIR, 0.3)
            pen.upright(start + cell * CELL, TOP + HEAD / 2, BOTTOM, stroke)
    pen.level(DEBIT, CREDIT + AMOUNT, TOP + HEAD / 2, Stroke())


def _draw_headings(pen: Pen) -> None:
    bold, unit = Style("bold", 9), Style(size=5.6)
    for start, end, heading in (
        (LEFT, ACCOUNT, "摘    要"),
        (ACCOUNT, DETAIL, "总账科目"),
        (DETAIL, DEBIT, "明细科目 / 辅助核算"),
    ):
        pen.text((start + end) / 2, TOP + 5.2, heading, bold, "center")
    for start, heading in ((DEBIT, "借 方 金 额"), (CREDIT, "贷 方 金 额")):
        pen.text(start + AMOUNT / 2, TOP + 3.0, heading, Style("bold", 8), "center")
        for cell, name in enumerate(UNITS):
            pen.text(start + (cell + 0.5) * CELL, TOP + 6.8, name, unit, "center")
    pen.text(RIGHT - TICK / 2, TOP + 5.0, "√", Style(size=7), "center")


def cell_text(pen: Pen, left: float, right: float, top: float, text: str) -> None:
    """Write `text` into a cell of the main grid in the largest type that holds all of it."""
    write_block(pen, (left + _PAD, top, right - left - 2 * _PAD, ROW), text, _SIZES)


def write_block(
    pen: Pen, box: tuple[float, float, float, float], text: str, sizes: tuple[float, ...]
) -> None:
    """Write `text` into a box (left, top, width, height), wrapped, in the first size that fits."""
    left, top, width, height = box
    for size in sizes:
        lines = pen.wrap(text, Style(size=size), width)
        if len(lines) * size * _LEADING / POINTS <= height or size == sizes[-1]:
            step = size * _LEADING / POINTS
            start = top + (height - len(lines) * step) / 2 + step * 0.78
            for number, line in enumerate(lines):
                pen.text(left, start + number * step, line, Style(size=size))
            return


def digits(pen: Pen, start: float, top: float, amount_fen: int, *, total: bool = False) -> None:
    """Write an amount one digit to a cell; a total has ¥ before its first digit (art. 52)."""
    face = Style("bold" if total else "text", 9, RED if amount_fen < 0 else INK)
    figures = f"{abs(amount_fen):03d}"
    signs = [sign for sign, wanted in (("-", amount_fen < 0), ("¥", total)) if wanted]
    baseline = top + ROW / 2 + 1.15
    if len(figures) + len(signs) > len(UNITS):
        # More digits than cells: the amount is written across them, on clean ground.
        pen.fill((start + 0.3, top + 1.2), AMOUNT - 0.6, ROW - 2.4, "1 1 1")
        shown = ("¥" if total else "") + money.text(amount_fen)
        pen.text(start + AMOUNT - 1, baseline, shown, Style(face.face, 8, face.colour), "right")
        return
    marks = [*reversed(figures), *reversed(signs)]
    for place, char in enumerate(marks):
        pen.text(start + AMOUNT - (place + 0.5) * CELL, baseline, char, face, "center")


def strike_blank_rows(pen: Pen, filled: int) -> None:
    """Strike through the rows after the first `filled` ones (art. 51)."""
    if filled < LINES:
        top = BODY + filled * ROW
        pen.line((DEBIT + 3, TOTAL - 1.2), (CREDIT + AMOUNT - 3, top + 1.2), Stroke(MUTED, 0.5))


def side_left(place: int) -> float:
    """Return the left edge of the first (0) or second (1) table below the grid."""
    return LEFT + place * (SIDE_WIDTH + SIDE_GAP)


def draw_side_frame(pen: Pen, place: int, heading: str) -> None:
    """Draw the outline and headings of a narrow table below the grid."""
    left, right = side_left(place), side_left(place) + SIDE_WIDTH
    height = (SIDE_LINES + 2) * SIDE_ROW
    credit, debit = right - SIDE_AMOUNT, right - 2 * SIDE_AMOUNT
    pen.fill((left, SIDE_TOP), SIDE_WIDTH, SIDE_ROW, TINT)
    for line in range(2, SIDE_LINES + 2):
        y = SIDE_TOP + line * SIDE_ROW
        pen.level(left, right, y, Stroke(RULE, 0.45) if line > SIDE_LINES else Stroke(HAIR, 0.3))
    pen.level(left, right, SIDE_TOP + SIDE_ROW, Stroke(RULE, 0.45))
    for x in (debit, credit):
        pen.upright(x, SIDE_TOP, SIDE_TOP + height, Stroke(RULE, 0.45))
    pen.box((left, SIDE_TOP), SIDE_WIDTH, height, Stroke(RULE, 0.6))
    baseline = SIDE_TOP + 2.9
    pen.text(left + _PAD, baseline, heading, Style("bold", 7.5))
    for x, name in ((debit, "借方金额"), (credit, "贷方金额")):
        pen.text(x + SIDE_AMOUNT / 2, baseline, name, Style("bold", 7), "center")


def side_row(
    pen: Pen, place: int, line: int, text: str, amounts_fen: tuple[int, int], *, bold: bool = False
) -> None:
    """Fill line `line` (1 to 5, the last is the total) of a narrow table; a zero stays blank."""
    left, right = side_left(place), side_left(place) + SIDE_WIDTH
    top = SIDE_TOP + line * SIDE_ROW
    face: Style = Style("bold" if bold else "text", 7.2)
    width = SIDE_WIDTH - 2 * SIDE_AMOUNT - 2 * _PAD
    if bold:
        pen.text(left + _PAD, top + 2.9, text, face)
    else:
        write_block(pen, (left + _PAD, top, width, SIDE_ROW), text, _SIZES[3:])
    for amount_fen, edge in zip(amounts_fen, (right - SIDE_AMOUNT, right), strict=True):
        if amount_fen or bold:
            colour = face.red() if amount_fen < 0 else face
            pen.text(edge - _PAD, top + 2.9, money.text(amount_fen), colour, "right")
