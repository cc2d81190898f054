"""明细账: the three-column ledger of an account on A4 landscape, any number of pages.

承前页 opens every page but the first of a year and 过次页 closes every page that goes on; both
carry the turnover of the year to that point and the balance (会计基础工作规范 art. 63). A summary
is never cut: it takes a second line of the grid. Rows are read as they are printed, so that
memory stays flat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from cityledger.reports import ledger_form as form
from cityledger.reports.document import Column, Document, Pairs, Table, TableRow
from cityledger.reports.ledger_entries import Entry, entries
from cityledger.reports.ledger_page import LedgerPages, printed_rows, rules, strike
from cityledger.reports.paper import Paper, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.reports.document import RowKind
    from cityledger.views.subsidiary_ledger import SubsidiaryLedger

TITLE: Final = "明细账"
KEY: Final = "subsidiary_ledger"

Placed = tuple[list[tuple[int, Entry]], int, bool]
"""Entries of a page with their lines, the first blank line, and whether the page goes on."""


def write(ledger: SubsidiaryLedger, file: BinaryIO) -> None:
    """Print a ledger into `file`."""
    paper = Paper(file, _subject(ledger), ledger.mark, form.SIZE)
    frame = paper.pen()
    form.draw_frame(frame, TITLE, ledger)
    paper.proof_frame(frame, form.RIGHT, form.FOOT)
    paper.form("frame", frame)
    drawn = LedgerPages(paper.types)
    month = ""
    for placed, blank, goes_on in pages(entries(ledger), drawn):
        code = paper.code(printed_rows(placed))
        pen = paper.pen()
        pen.raw(drawn.page(placed))
        rules(pen, placed)
        if not goes_on:
            strike(pen, blank)
        paper.proof(pen, code, form.RIGHT, form.FOOT)
        shown = f"{placed[0][1].on:%Y-%m}"
        paper.page(pen.operators(), ("frame",), shown if shown != month else "")
        month = shown
    paper.close()


def _subject(ledger: SubsidiaryLedger) -> Subject:
    days = (ledger.from_on.isoformat(), ledger.to_on.isoformat())
    return Subject(KEY, f"{TITLE} {ledger.account}", (ledger.account, ledger.scope, *days))


def pages(lines: Iterator[Entry], drawn: LedgerPages) -> Iterator[Placed]:
    """Distribute entries over pages; the last line of a page that goes on is kept for 过次页."""
    placed: list[tuple[int, Entry]] = []
    line, room = 0, form.LINES - 1
    for entry in lines:
        height = min(drawn.height(entry), room - 1)
        if entry.kind == "opening" and placed:
            # A new year begins a new page, as it began a new book on paper.
            yield placed, line, False
            placed, line = [], 0
        elif line + height > room:
            last = placed[-1][1]
            placed.append((room, _carried(last, "过次页")))
            yield placed, form.LINES, True
            placed, line = [(0, _carried(last, "承前页"))], 1
        placed.append((line, entry))
        line += height
    yield placed, line, False


def _carried(last: Entry, summary: str) -> Entry:
    return last._replace(
        kind="carried",
        word_no="",
        summary=summary,
        counter="",
        debit_fen=last.year_debit_fen,
        credit_fen=last.year_credit_fen,
    )


_COLUMNS: Final = (
    Column("日期", "date"),
    Column("凭证字号"),
    Column("摘要"),
    Column("对方科目"),
    Column("借方金额", "money"),
    Column("贷方金额", "money"),
    Column("借/贷", "center"),
    Column("余额", "money"),
)
_ROW_KINDS: Final[dict[str, RowKind]] = {
    "month": "month",
    "year": "year",
    "year_end": "year_end",
    "opening": "carried",
    "carried": "carried",
}


def document(ledger: SubsidiaryLedger) -> Document:
    """Return the ledger as a document of blocks, without pages; rows are still read one by one."""
    head = Pairs(
        "",
        (
            ("科目", ledger.account),
            ("范围", ledger.scope or "全部"),
            ("会计期间", f"{ledger.from_on.isoformat()} — {ledger.to_on.isoformat()}"),
        ),
    )
    table = Table("", _COLUMNS, (_table_row(entry) for entry in entries(ledger)))
    return Document(KEY, TITLE, ledger.mark.unit_name, (head, table), ledger.mark)


def _table_row(entry: Entry) -> TableRow:
    balance_fen = entry.balance_fen
    side = "借" if balance_fen > 0 else "贷" if balance_fen < 0 else "平"
    cells = (
        entry.on, entry.word_no, entry.summary, entry.counter,
        entry.debit_fen, entry.credit_fen, side, abs(balance_fen),
    )  # fmt: skip
    return TableRow(cells, _ROW_KINDS.get(entry.kind, "plain"))
