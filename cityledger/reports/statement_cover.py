"""The cover of 项目资金对账单: title, four figures, five parties, and how to check it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cityledger.kernel import money
from cityledger.reports.integrity import grouped, instant
from cityledger.reports.pen import HAIR, MUTED, POINTS, RED, RULE, TINT, Stroke, Style

if TYPE_CHECKING:
    from datetime import date

    from cityledger.reports.integrity import PageCode
    from cityledger.reports.paper import Paper
    from cityledger.reports.pen import Pen
    from cityledger.views.project_statement import PartyRole, ProjectStatement

SIZE: Final = (210.0, 297.0)
LEFT: Final = 25.0
RIGHT: Final = 190.0
ROLE_NAMES: Final[dict[PartyRole, str]] = {
    "client": "建设",
    "investigator": "勘察",
    "designer": "设计",
    "contractor": "施工",
    "supervisor": "监理",
}
_QR: Final = 30.0
_BOX: Final = 72.0
_LABEL: Final = Style(size=8.5, colour=MUTED)
_SMALL: Final = Style(size=7.5, colour=MUTED)


def day(on: date) -> str:
    """Return a date as Chinese papers print it."""
    return f"{on.year}年{on.month}月{on.day}日"


def draw(paper: Paper, pen: Pen, statement: ProjectStatement, code: PageCode) -> None:
    """Draw the whole cover."""
    _draw_title(pen, statement)
    _draw_figures(pen, statement)
    _draw_parties(pen, statement)
    _draw_integrity(paper, pen, statement, code)
    _draw_signatures(pen)


def letterhead(pen: Pen, statement: ProjectStatement, left: float, right: float) -> None:
    """Draw the double red rule with unit and number that heads every page."""
    pen.text(
        left, 19, f"{statement.mark.unit_name} · 城建项目与融资账簿", Style(size=9, colour=MUTED)
    )
    number = f"编号 {statement.statement_no}"
    pen.text(right, 19, number, Style(size=9, colour=MUTED), "right")
    pen.fill((left, 21.4), right - left, 0.4, RED)
    pen.fill((left, 22.3), right - left, 0.14, RED)


def _draw_title(pen: Pen, statement: ProjectStatement) -> None:
    letterhead(pen, statement, LEFT, RIGHT)
    middle = (LEFT + RIGHT) / 2
    pen.text(middle, 53, "项目资金对账单", Style("title", 27), "center")
    name = f"{statement.project_name}（{statement.project_no}）"
    lines, style = pen.fit(name, Style(size=14), RIGHT - LEFT)
    for number, line in enumerate(lines):
        pen.text(middle, 64 + 6.2 * number, line, style, "center")
    days = f"{day(statement.from_on)} 至 {day(statement.to_on)} · 金额单位：人民币元"
    low = 64 + 6.2 * (len(lines) - 1)
    pen.text(middle, low + 9, days, Style(size=10.5, colour=MUTED), "center")


def _draw_figures(pen: Pen, statement: ProjectStatement) -> None:
    top, width = 90.0, (RIGHT - LEFT) / 4
    for place, (label, amount_fen, below) in enumerate(
        (
            ("期初余额", statement.opening_fen, statement.from_on.isoformat()),
            ("本期收入", statement.received_fen, f"{statement.received_count} 笔"),
            ("本期支出", statement.paid_fen, f"{statement.paid_count} 笔"),
            ("期末余额", statement.closing_fen, statement.to_on.isoformat()),
        )
    ):
        left = LEFT + place * width
        pen.fill((left + 0.4, top), width - 0.8, 21.0, TINT)
        pen.text(left + 3, top + 6, label, _LABEL)
        figure = Style("bold", 12.5)
        wide = pen.width_of(money.text(amount_fen), figure)
        size = min(12.5, int(12.5 * (width - 5) / wide * 20) / 20)
        figure = Style("bold", size, RED if amount_fen < 0 else figure.colour)
        pen.text(left + 3, top + 13, money.text(amount_fen), figure)
        pen.text(left + 3, top + 18, below, _SMALL)
    pen.text(LEFT, top + 30, "期末余额大写", Style(size=9.5))
    words, style = pen.fit(
        money.capital(statement.closing_fen), Style(size=11.5), RIGHT - LEFT - 28
    )
    for number, line in enumerate(words):
        pen.text(LEFT + 28, top + 30 + 5 * (number - len(words) + 1), line, style)
    pen.level(LEFT, RIGHT, top + 33, Stroke(HAIR, 0.4))


def _draw_parties(pen: Pen, statement: ProjectStatement) -> None:
    top, row = 131.0, 8.4
    pen.text(LEFT, top, "五方责任主体", Style("bold", 11))
    pen.text(LEFT + 30, top, "（项目负责人终身责任）", _SMALL)
    by_role = {party.role: party for party in statement.parties}
    for number, (role, name) in enumerate(ROLE_NAMES.items()):
        y = top + 3 + number * row
        pen.level(LEFT, RIGHT, y, Stroke(HAIR, 0.4))
        pen.text(LEFT + 1, y + 5.4, f"{name}单位", Style("bold", 9, MUTED))
        party = by_role.get(role)
        if party is None:
            pen.text(LEFT + 22, y + 5.4, "未登记", Style(size=9, colour=RED))
            continue
        lines, style = pen.fit(party.name, Style(size=9.2), 68)
        step = style.size * 1.15 / POINTS
        first = y + 5.4 - step * (len(lines) - 1) / 2
        for place, line in enumerate(lines):
            pen.text(LEFT + 22, first + place * step, line, style)
        pen.text(LEFT + 93, y + 5.4, party.credit_code, Style(size=8, colour=MUTED))
        pen.text(LEFT + 131, y + 5.4, "负责人", _SMALL)
        lines, style = pen.fit(party.lead_name, Style(size=9.2), 22)
        for place, line in enumerate(lines):
            pen.text(LEFT + 143, y + 5.4 + 3.6 * (place - (len(lines) - 1) / 2), line, style)
    pen.level(LEFT, RIGHT, top + 3 + len(ROLE_NAMES) * row, Stroke(HAIR, 0.4))


def unverified_line(statement: ProjectStatement) -> str:
    """Return how many thresholds behind the paper nobody has read the clause of."""
    count = len(statement.unverified)
    return f"{count} 项，见“所依据的未核参数”表" if count else "无"


def integrity_rows(statement: ProjectStatement) -> tuple[tuple[str, str], ...]:
    """Return the labelled lines by which a reader checks the paper against the log."""
    mark, leaves = statement.mark, statement.leaves
    balanced = "平衡" if leaves.debit_fen == leaves.credit_fen else "不平衡"
    both = f"{money.text(leaves.debit_fen)} / {money.text(leaves.credit_fen)}（{balanced}）"
    span = f"{leaves.first_idx} — {leaves.last_idx}，凭证 {leaves.voucher_count} 张"
    root = mark.root.hex().upper()
    return (
        ("账簿标识", mark.origin),
        ("记录范围", span if leaves.voucher_count else "本项目尚无凭证"),
        ("借方 / 贷方合计", both),
        ("截止时点", instant(mark.last_at)),
        ("日志大小", f"{mark.size} 条"),
        ("日志根哈希", grouped(root[:32], 4)),
        ("", grouped(root[32:], 4)),
        ("未核参数", unverified_line(statement)),
        ("核验命令", "cityledger verify"),
    )


def _draw_integrity(paper: Paper, pen: Pen, statement: ProjectStatement, code: PageCode) -> None:
    top = 187.0
    pen.fill((LEFT, top), RIGHT - LEFT, 9, TINT)
    pen.box((LEFT, top), RIGHT - LEFT, _BOX, Stroke(RULE, 0.8))
    pen.level(LEFT, RIGHT, top + 9, Stroke(RULE, 0.45))
    pen.text(LEFT + 4, top + 6.1, "完整性声明（可独立核验）", Style("bold", 10.5))
    scheme = "RFC 6962 默克尔树 · SHA-256 · Ed25519 签名"
    pen.text(RIGHT - 4, top + 6.1, scheme, Style(size=8, colour=MUTED), "right")
    pen.raw(paper.symbol(code, RIGHT - 4 - _QR, top + 13, _QR))
    groups = code.printed.split(" ")
    for number, text in enumerate(("本页校验", " ".join(groups[:2]), " ".join(groups[2:]))):
        pen.text(RIGHT - 4 - _QR / 2, top + 13 + _QR + 4 + number * 3.4, text, _SMALL, "center")
    y = top + 15.0
    for label, value in integrity_rows(statement):
        pen.text(LEFT + 4, y, label, _LABEL)
        lines, style = pen.fit(value, Style(size=8.8), RIGHT - LEFT - 4 - 29 - _QR - 8)
        for line in lines:
            pen.text(LEFT + 33, y, line, style)
            y += 4.4
        y += 1.8 if label != "日志根哈希" else 0.4


def _draw_signatures(pen: Pen) -> None:
    top, width = 270.0, (RIGHT - LEFT) / 3
    for place, duty in enumerate(("编制人", "财务负责人", "单位负责人（公章）")):
        left = LEFT + place * width
        right = left + width - 6
        pen.level(left, right, top, Stroke(RULE, 0.5))
        pen.text(left, top + 4.4, duty, _LABEL)
        pen.text(right, top + 4.4, "年    月    日", _LABEL, "right")
