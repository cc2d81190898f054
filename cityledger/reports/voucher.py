"""记账凭证: one voucher on one or more sheets of 240 x 140 mm (会计基础工作规范 art. 51 and 52).

The main grid holds the financial lines of the voucher, six to a sheet, with the total in figures
and in capitals. The same act's budget lines (平行记账) and memo lines stand below it in two
narrow tables of four lines each, every table with its own total, because each ledger balances by
itself (L2). A voucher that moves no financial account prints its budget or memo lines in the main
grid, which says so. Further sheets carry fraction numbers; blank rows are struck through; red is
red and has a minus sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from cityledger.kernel import money
from cityledger.kernel.days import CHINA
from cityledger.reports import voucher_form as form
from cityledger.reports.document import Column, Document, Pairs, Table, TableRow
from cityledger.reports.integrity import grouped
from cityledger.reports.paper import Paper, Subject
from cityledger.reports.pen import MUTED, RED, RULE, Stroke, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cityledger.reports.document import Block
    from cityledger.reports.integrity import PageCode, Row
    from cityledger.reports.pen import Pen
    from cityledger.views.log_mark import LogMark
    from cityledger.views.voucher_card import Ledger, VoucherCard, VoucherLine

TITLE: Final = "记账凭证"
KEY: Final = "voucher"
LEDGER_NAMES: Final[dict[Ledger, str]] = {
    "financial": "财务会计",
    "budget": "预算会计",
    "memo": "备查登记",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed sheet of a voucher: its lines per ledger, its number and the number of sheets."""

    card: VoucherCard
    main: Ledger
    lines: dict[Ledger, tuple[VoucherLine, ...]]
    number: int
    count: int

    @property
    def is_last(self) -> bool:
        """Whether totals stand on this sheet."""
        return self.number == self.count


def sheets(card: VoucherCard) -> list[Sheet]:
    """Distribute a voucher over sheets: six lines of its main ledger, four of each other one."""
    of_ledger = {name: tuple(li for li in card.lines if li.ledger == name) for name in LEDGER_NAMES}
    booked = [name for name in LEDGER_NAMES if of_ledger[name]]
    main: Ledger = booked[0] if booked else "financial"
    room = {name: form.LINES if name == main else form.SIDE_LINES for name in LEDGER_NAMES}
    count = max(1, *(-(-len(of_ledger[name]) // room[name]) for name in LEDGER_NAMES))
    return [
        Sheet(
            card,
            main,
            {
                name: tuple(islice(lines, number * room[name], (number + 1) * room[name]))
                for name, lines in of_ledger.items()
            },
            number + 1,
            count,
        )
        for number in range(count)
    ]


def word_no(card: VoucherCard) -> str:
    """Return word and number as people say them, `记-000123`."""
    return f"{card.word}-{card.number:06d}"


def totals_fen(card: VoucherCard, ledger: Ledger) -> tuple[int, int]:
    """Return debit and credit of one ledger of a voucher, in fen; they are equal by L2."""
    lines = [line for line in card.lines if line.ledger == ledger]
    return sum(line.debit_fen for line in lines), sum(line.credit_fen for line in lines)


def detail(line: VoucherLine) -> str:
    """Return sub-account and dimensions of a line as one text."""
    return " · ".join(part for part in (line.detail_name, *line.dimensions) if part)


def write(cards: Iterable[VoucherCard], mark: LogMark, file: BinaryIO) -> None:
    """Print vouchers one after another into one PDF."""
    paper = Paper(file, Subject(KEY, TITLE, ()), mark, form.SIZE)
    frame = paper.pen()
    form.draw_frame(frame, TITLE)
    paper.proof_frame(frame, form.RIGHT, form.FOOT)
    paper.form("frame", frame)
    for card in cards:
        for sheet in sheets(card):
            code = paper.code(rows(sheet))
            pen = paper.pen()
            _draw_sheet(pen, sheet, mark)
            _draw_foot(paper, pen, sheet, code)
            bookmark = word_no(card) if sheet.number == 1 else ""
            paper.page(pen.operators(), ("frame",), bookmark)
    paper.close()


def rows(sheet: Sheet) -> list[Row]:
    """Return what a sheet prints, as rows for the page's digest."""
    card, signed = sheet.card, sheet.card.signatures
    head: Row = (
        word_no(card), card.value_on.isoformat(), card.attachment_count, card.reverses,
        card.leaf_idx, card.leaf_hash.hex(), sheet.number, sheet.count,
    )  # fmt: skip
    weak: list[Row] = [(row.key, row.shown(), row.doc_no) for row in card.unverified]
    people: Row = (
        signed.chief, signed.bookkeeper, signed.reviewer, signed.cashier, signed.maker
    )  # fmt: skip
    lines: list[Row] = [
        (
            ledger,
            li.summary,
            li.account_no,
            li.account_name,
            detail(li),
            li.debit_fen,
            li.credit_fen,
        )
        for ledger, group in sheet.lines.items()
        for li in group
    ]
    return [head, *lines, people, *weak]


def _draw_sheet(pen: Pen, sheet: Sheet, mark: LogMark) -> None:
    _draw_head(pen, sheet, mark)
    for number, line in enumerate(sheet.lines[sheet.main]):
        top = form.BODY + number * form.ROW
        form.cell_text(pen, form.LEFT, form.ACCOUNT, top, line.summary)
        account = f"{line.account_no} {line.account_name}"
        form.cell_text(pen, form.ACCOUNT, form.DETAIL, top, account)
        form.cell_text(pen, form.DETAIL, form.DEBIT, top, detail(line))
        for start, amount_fen in ((form.DEBIT, line.debit_fen), (form.CREDIT, line.credit_fen)):
            if amount_fen:
                form.digits(pen, start, top, amount_fen)
        pen.text(form.RIGHT - form.TICK / 2, top + 5, "√", Style(size=8), "center")
    form.strike_blank_rows(pen, len(sheet.lines[sheet.main]))
    _draw_total(pen, sheet)
    below = [name for name in LEDGER_NAMES if name != sheet.main]
    if sheet.main == "memo":
        below = []
    elif sheet.main == "budget":
        below = ["memo"]
    for place, name in enumerate(below):
        _draw_side(pen, place, name, sheet)


def _draw_head(pen: Pen, sheet: Sheet, mark: LogMark) -> None:
    card, plain = sheet.card, Style(size=9)
    baseline = form.TOP - 2.6
    pen.text(form.LEFT, baseline, f"单位：{mark.unit_name}", plain)
    on = card.value_on
    shown = f"{on.year} 年 {on.month} 月 {on.day} 日"
    pen.text(form.SIZE[0] / 2, baseline, shown, plain, "center")
    number = f"{card.word} 字第 {card.number:06d} 号   {sheet.number}/{sheet.count}"
    pen.text(form.RIGHT, baseline, number, plain, "right")
    pen.text(form.RIGHT, 15.5, LEDGER_NAMES[sheet.main], Style("bold", 9), "right")
    if card.reverses:
        pen.text(form.LEFT, 15.5, f"红字冲销  {card.reverses}", Style("bold", 9, RED))
    for place, char in enumerate(f"附单据{card.attachment_count}张"):
        pen.text(form.RIGHT + 4.5, form.BODY + 3.5 + place * 4.8, char, plain, "center")


def _draw_total(pen: Pen, sheet: Sheet) -> None:
    baseline = form.TOTAL + 5.1
    pen.text(form.LEFT + 1.5, baseline, "合计", Style("bold", 9))
    if not sheet.is_last:
        pen.text(form.LEFT + 13, baseline, f"转下页（合计见第 {sheet.count} 张）", Style(size=8.5))
        return
    debit_fen, credit_fen = totals_fen(sheet.card, sheet.main)
    words, style = pen.fit(money.capital(debit_fen), Style(size=8.8), form.DEBIT - form.LEFT - 15)
    for number, line in enumerate(words):
        shift = (number - (len(words) - 1) / 2) * 3.4
        pen.text(form.LEFT + 13, baseline + shift, line, style.red() if debit_fen < 0 else style)
    form.digits(pen, form.DEBIT, form.TOTAL, debit_fen, total=True)
    form.digits(pen, form.CREDIT, form.TOTAL, credit_fen, total=True)


def _draw_side(pen: Pen, place: int, ledger: Ledger, sheet: Sheet) -> None:
    form.draw_side_frame(pen, place, LEDGER_NAMES[ledger])
    lines = sheet.lines[ledger]
    for number, line in enumerate(lines, 1):
        parts = (f"{line.account_no} {line.account_name}", detail(line))
        text = " · ".join(part for part in parts if part)
        form.side_row(pen, place, number, text, (line.debit_fen, line.credit_fen))
    if not any(line.ledger == ledger for line in sheet.card.lines):
        form.side_row(pen, place, 1, f"本凭证无{LEDGER_NAMES[ledger]}分录", (0, 0))
    elif sheet.is_last:
        form.side_row(
            pen, place, form.SIDE_LINES + 1, "合计", totals_fen(sheet.card, ledger), bold=True
        )


def _draw_foot(paper: Paper, pen: Pen, sheet: Sheet, code: PageCode) -> None:
    card, signed = sheet.card, sheet.card.signatures
    label, name = Style(size=9, colour=MUTED), Style(size=9.5)
    y = form.SIDE_TOP + (form.SIDE_LINES + 2) * form.SIDE_ROW + 4.6
    for place, (duty, person) in enumerate(
        (
            ("会计主管", signed.chief),
            ("记账", signed.bookkeeper),
            ("审核", signed.reviewer),
            ("出纳", signed.cashier),
            ("制单", signed.maker),
        )
    ):
        x = form.LEFT + place * 34
        pen.text(x, y, f"{duty}：", label)
        start = x + pen.width_of(f"{duty}：", label) + 0.5
        pen.text(start, y, person, name)
        if not person:
            pen.level(start, start + 18, y + 0.8, Stroke(RULE, 0.4))
    small = Style(size=6.6, colour=label.colour)
    fingerprint = grouped(card.leaf_hash.hex().upper(), 4)
    booked = card.booked_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    pen.text(form.LEFT, form.FOOT + 7.9, f"凭证指纹 {fingerprint}", small)
    pen.text(form.LEFT, form.FOOT + 11.6, f"第 {card.leaf_idx} 号记录 · {booked} 记账", small)
    if card.unverified:
        form.write_block(pen, form.REMARK, f"未核参数 {unverified_line(card)}", form.REMARK_SIZES)
    paper.proof(pen, code, form.RIGHT, form.FOOT)


def unverified_line(card: VoucherCard) -> str:
    """Return the thresholds a payment was judged by that nobody has read: key, value, document."""
    listed = "；".join(f"{row.key} {row.shown()}（{row.doc_no}）" for row in card.unverified)
    return f"{len(card.unverified)} 项：{listed}"


def document(cards: Iterable[VoucherCard], mark: LogMark) -> Document:
    """Return vouchers as a document of blocks, for text and CSV."""
    return Document(KEY, TITLE, mark.unit_name, _blocks(cards), mark)


_COLUMNS: Final = (
    Column("账类"), Column("摘要"), Column("科目"), Column("明细 / 辅助"),
    Column("借方金额", "money"), Column("贷方金额", "money"),
)  # fmt: skip


def _blocks(cards: Iterable[VoucherCard]) -> Iterator[Block]:
    for card in cards:
        yield Pairs(
            word_no(card),
            (
                ("日期", card.value_on.isoformat()),
                ("附单据", f"{card.attachment_count} 张"),
                *((("红字冲销", card.reverses),) if card.reverses else ()),
                ("会计主管", card.signatures.chief),
                ("记账", card.signatures.bookkeeper),
                ("审核", card.signatures.reviewer),
                ("出纳", card.signatures.cashier),
                ("制单", card.signatures.maker),
                ("凭证指纹", card.leaf_hash.hex()),
                *((("未核参数", unverified_line(card)),) if card.unverified else ()),
            ),
        )
        yield Table("", _COLUMNS, tuple(_table_rows(card)))


def _table_rows(card: VoucherCard) -> Iterator[TableRow]:
    for ledger, name in LEDGER_NAMES.items():
        lines = [line for line in card.lines if line.ledger == ledger]
        for line in lines:
            account = f"{line.account_no} {line.account_name}"
            amounts = (line.debit_fen or None, line.credit_fen or None)
            yield TableRow((name, line.summary, account, detail(line), *amounts))
        if lines:
            debit_fen, credit_fen = totals_fen(card, ledger)
            capital = money.capital(debit_fen)
            yield TableRow((name, "合计", capital, "", debit_fen, credit_fen), "total")
