"""What an auditor has on the screen as CSV: the filter, the snapshot and the chain head first.

The same filter at the same snapshot gives the same bytes, so that two exports can be compared.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.evidence.text import visible
from cityledger.kernel import days, money, words
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views import journal, log_mark, subsidiary
from cityledger.views.leaves import about_vouchers
from cityledger.views.moment import VOUCHERS_PER_LEAF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TextIO

    from cityledger.kernel.words import Lang
    from cityledger.store.engine import Read
    from cityledger.views.journal import JournalFilter, JournalRow
    from cityledger.views.leaves import VoucherAbout
    from cityledger.views.subsidiary import Scope, Span

PAGE = 500
COLUMNS: dict[str, tuple[str, str]] = {
    "on": ("日期", "date"),
    "no": ("凭证号", "voucher"),
    "kind": ("类型", "kind"),
    "summary": ("摘要", "summary"),
    "amount": ("金额(元)", "amount"),
    "project": ("项目", "project"),
    "contract": ("合同", "contract"),
    "payee": ("收款", "payee"),
    "maker": ("制单", "maker"),
    "booked": ("记账时间", "booked at"),
    "leaf": ("封存记录", "leaf"),
    "mark": ("核", "check"),
}
"""Columns of the journal by key, with their titles: the screen and the file have the same."""

USUAL = ("on", "no", "summary", "amount", "maker", "mark")
LEDGER = ("日期", "凭证号", "摘要", "对方科目", "借方", "贷方", "余额")
LEDGER_EN = ("date", "voucher", "summary", "counter account", "debit", "credit", "balance")

# What spreadsheets take for the start of a formula, in half and full width.
_FORMULA_STARTS = frozenset("=+-@|%\t\r\n\0＝＋－＠｜％")
_STRIPPED = " \t\r\n\0\u00a0\u3000\"'"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to export: the filter as written, what it means, in which order, which columns."""

    text: str
    wanted: JournalFilter
    columns: tuple[str, ...] = USUAL
    newest_first: bool = True
    lang: Lang = "zh"


def columns_of(text: str) -> tuple[str, ...]:
    """Read the names of columns; raises BadInput."""
    names = tuple(name for name in text.split(",") if name)
    problems = [
        Problem("columns", name, "no such column", ",".join(COLUMNS))
        for name in names
        if name not in COLUMNS
    ]
    if problems or not names:
        raise BadInput(tuple(problems) or (Problem("columns", text, "none", ",".join(COLUMNS)),))
    return names


def cells_of(
    row: JournalRow, about: VoucherAbout, columns: Sequence[str], mark: str = "", lang: Lang = "zh"
) -> tuple[str, ...]:
    """Return the cells of a voucher as screen and file show them; amounts are left in fen."""
    made = {
        "on": days.text(row.value_date),
        "no": row.word_no,
        "kind": words.group_of("voucher_kind")[row.kind].say(lang),
        "summary": row.summary,
        "amount": str(row.amount_fen),
        "project": "、".join(about.projects),
        "contract": " ".join(about.contracts),
        "payee": "、".join(about.payees),
        "maker": about.maker,
        "booked": f"{row.booked_at.astimezone(days.CHINA):%Y-%m-%d %H:%M:%S}",
        "leaf": str(row.voucher_id // VOUCHERS_PER_LEAF),
        "mark": mark,
    }
    return tuple(made[name] for name in columns)


def export_journal(
    read: Read,
    book_id: int,
    asked: Asked,
    file: TextIO,
    *,
    as_known: int | None = None,
    marks: Mapping[int, str] | None = None,
    step: Callable[[int, int], None] = lambda *_: None,
) -> int:
    """Write the vouchers a filter finds; return their number."""
    mark = log_mark.log_mark(read, book_id, as_known=as_known)
    total = journal.journal_total(read, book_id, asked.wanted, as_known=mark.size)
    out = csv.writer(file, lineterminator="\r\n")
    titles = [COLUMNS[name][0 if asked.lang == "zh" else 1] for name in asked.columns]
    _head(out, mark, asked, ((_t(asked, "张数", "vouchers"), str(total.voucher_count)),))
    out.writerow([_t(asked, "合计", "total"), money.plain(total.amount_fen)])
    out.writerow([])
    out.writerow(titles)
    done, after = 0, None
    while True:
        window = journal.Window(after, PAGE, asked.newest_first)
        page = journal.journal(read, book_id, asked.wanted, window, as_known=mark.size)
        abouts = about_vouchers(read, book_id, (row.voucher_id for row in page.rows))
        for row in page.rows:
            said = (marks or {}).get(row.voucher_id, "")
            cells = cells_of(row, abouts[row.voucher_id], asked.columns, said, asked.lang)
            out.writerow(_plain(asked.columns, cells))
        done += len(page.rows)
        step(done, max(1, total.voucher_count))
        if page.after is None:
            return done
        after = page.after


def export_ledger(
    read: Read,
    book_id: int,
    asked: Asked,
    part: tuple[Scope, Span],
    file: TextIO,
    *,
    as_known: int | None = None,
    step: Callable[[int, int], None] = lambda *_: None,
) -> int:
    """Write the postings of an account with their balances; return their number."""
    mark = log_mark.log_mark(read, book_id, as_known=as_known)
    total = subsidiary.register_total(read, book_id, *part, as_known=mark.size)
    ledger = subsidiary.subsidiary_ledger(read, book_id, *part, as_known=mark.size)
    out = csv.writer(file, lineterminator="\r\n")
    account = (_t(asked, "科目", "account"), ledger.account)
    _head(out, mark, asked, (account, (_t(asked, "行数", "rows"), str(total.posting_count))))
    out.writerow([])
    out.writerow(LEDGER if asked.lang == "zh" else LEDGER_EN)
    balance = ledger.opening.balance_fen
    opening = _t(asked, "期初余额", "opening")
    out.writerow([days.text(ledger.from_on), "", opening, "", "", "", money.plain(balance)])
    done = 0
    for row in ledger.rows:
        balance += row.debit_fen - row.credit_fen
        cells = (days.text(row.on), row.word_no, row.summary, row.counter)
        fens = (row.debit_fen, row.credit_fen, balance)
        out.writerow([*map(guarded, cells), *map(money.plain, fens)])
        done += 1
        if done % PAGE == 0:
            step(done, max(1, total.posting_count))
    step(1, 1)
    return done


def _head(out: object, mark: log_mark.LogMark, asked: Asked, more: Sequence[Sequence[str]]) -> None:
    rows = (
        (_t(asked, "单位", "unit"), mark.unit_name),
        (_t(asked, "账套", "log"), mark.origin),
        (_t(asked, "筛选", "filter"), asked.text or _t(asked, "全部", "everything")),
        (_t(asked, "快照", "snapshot"), f"#{mark.size}"),
        (_t(asked, "链头", "chain head"), mark.root.hex()),
        *more,
    )
    for row in rows:
        out.writerow([guarded(cell) for cell in row])  # type: ignore[attr-defined]


def _t(asked: Asked, zh: str, en: str) -> str:
    return zh if asked.lang == "zh" else en


def _plain(columns: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    for name, cell in zip(columns, cells, strict=True):
        yield money.plain(int(cell)) if name == "amount" else guarded(cell)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    plain = visible(text, lines=True)
    starts = (plain[:1], plain.lstrip(_STRIPPED)[:1])
    return f"'{plain}" if any(start in _FORMULA_STARTS for start in starts) else plain
