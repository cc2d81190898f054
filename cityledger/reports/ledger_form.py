"""The printed form of a ledger page, A4 landscape: where all stands, and what pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cityledger.reports.pen import HAIR, MUTED, RED, RULE, TINT, Stroke, Style

if TYPE_CHECKING:
    from cityledger.reports.pen import Align, Pen
    from cityledger.views.subsidiary_ledger import SubsidiaryLedger

SIZE: Final = (297.0, 210.0)
LEFT: Final = 22.0
"""Twenty-two millimetres for the binding."""
RIGHT: Final = 285.0
TOP: Final = 30.5
HEAD: Final = 7.0
ROW: Final = 4.74
LINES: Final = 32
BODY: Final = TOP + HEAD
BOTTOM: Final = BODY + LINES * ROW
FOOT: Final = 192.0
PAD: Final = 1.2
TYPE_SIZE: Final = 8.0

COLUMNS: Final = (
    ("日期", 15.5),
    ("凭证字号", 19.0),
    ("摘要", 85.0),
    ("对方科目", 30.0),
    ("借方金额", 33.0),
    ("贷方金额", 33.0),
    ("借/贷", 10.5),
    ("余额", 37.0),
)


def edges() -> list[float]:
    """Return the nine vertical edges of the eight columns."""
    out = [LEFT]
    for _, width in COLUMNS:
        out.append(round(out[-1] + width, 2))
    return out


def baseline(line: int) -> float:
    """Return the baseline of a line of the grid, the first being 0."""
    return BODY + line * ROW + ROW - 1.45


def draw_frame(pen: Pen, title: str, ledger: SubsidiaryLedger) -> None:
    """Draw title, headings, grid and signature lines."""
    style = Style("title", 17, spacing=8)
    middle, half = (LEFT + RIGHT) / 2, pen.width_of(title, style) / 2
    pen.text(middle, 16.5, title, style, "center")
    for y in (18.6, 19.2):
        pen.level(middle - half - 3.5, middle + half + 3.5, y, Stroke(RED, 0.6))
    _draw_head(pen, ledger)
    _draw_grid(pen)
    _draw_signatures(pen, ledger.printed_by)


def _draw_head(pen: Pen, ledger: SubsidiaryLedger) -> None:
    first, last = ledger.from_on, ledger.to_on
    year = "" if first.year == last.year else f"{last.year}年"
    days = f"{first.year}年{first.month}月{first.day}日—{year}{last.month}月{last.day}日"
    _labelled(pen, LEFT, TOP - 7.0, ("编制单位", ledger.mark.unit_name))
    _labelled(pen, RIGHT, TOP - 7.0, ("会计期间", days), "right")
    _labelled(pen, LEFT, TOP - 2.4, ("科目", ledger.account))
    if ledger.scope:
        _labelled(pen, LEFT + 88, TOP - 2.4, ("范围", ledger.scope))
    _labelled(pen, RIGHT, TOP - 2.4, ("金额单位", "人民币元"), "right")


def _labelled(pen: Pen, x: float, y: float, pair: tuple[str, str], align: Align = "left") -> None:
    label, value = Style(size=8, colour=MUTED), Style(size=8.8)
    wide = pen.width_of(pair[0], label) + 1.2
    if align == "right":
        x -= wide + pen.width_of(pair[1], value)
    pen.text(x, y, pair[0], label)
    pen.text(x + wide, y, pair[1], value)


def _draw_grid(pen: Pen) -> None:
    columns = edges()
    pen.fill((LEFT, TOP), RIGHT - LEFT, HEAD, TINT)
    for line in range(1, LINES):
        fifth = line % 5 == 0
        stroke = Stroke(RULE, 0.45) if fifth else Stroke(HAIR, 0.3)
        pen.level(LEFT, RIGHT, BODY + line * ROW, stroke)
    for x in columns[1:-1]:
        pen.upright(x, TOP, BOTTOM, Stroke(RULE, 0.45))
    pen.box((LEFT, TOP), RIGHT - LEFT, BOTTOM - TOP, Stroke(RULE, 0.9))
    pen.level(LEFT, RIGHT, BODY, Stroke(RULE, 0.6))
    for (name, width), x in zip(COLUMNS, columns, strict=False):
        pen.text(x + width / 2, TOP + 4.6, name, Style("bold", 8.5), "center")


def _draw_signatures(pen: Pen, printed_by: str) -> None:
    style = Style(size=8.5)
    for place, duty in enumerate(("会计主管", "复核", "记账", "打印人")):
        x = LEFT + place * 36
        pen.text(x, FOOT + 3.6, f"{duty}：", style)
        start = x + pen.width_of(f"{duty}：", style)
        if place == 3 and printed_by:
            pen.text(start, FOOT + 3.6, printed_by, style)
        else:
            pen.level(start, x + 33, FOOT + 4.4, Stroke(RULE, 0.4))
    note = "红字（带负号）为冲销；月结单红线，年结双红线。扫描二维码或核对本页校验码，可查对原账。"
    pen.text(LEFT, FOOT + 11.6, note, Style(size=6.6, colour=MUTED))
