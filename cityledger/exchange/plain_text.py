"""Journals for plain-text accounting programs: an independent proof of every balance, to the fen.

A voucher becomes one transaction per ledger (financial, budget, memo), because each ledger
balances by itself (L2). Amounts are debit less credit. The last entries assert the balances as
this ledger keeps them, so that a program that is not ours adds everything up again.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from cityledger.evidence.text import visible
from cityledger.kernel import money
from cityledger.kernel.chart import ledger_of
from cityledger.kernel.days import add_days
from cityledger.views import export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cityledger.actions.desk import Desk
    from cityledger.views.export import ExportAccount, ExportPosting, ExportVoucher

    Step = Callable[[int, int], None]

CURRENCY = "CNY"
ROOTS = {
    "1": "Assets",
    "2": "Liabilities",
    "3": "Equity",
    "4": "Income",
    "5": "Expenses",
    "6": "Income",
    "7": "Expenses",
    "8": "Equity",
    "9": "Equity",
}
"""The five roots both programs know; budget and memo accounts stand under the nearest one."""

LEDGERS = {"financial": "Financial", "budget": "Budget", "memo": "Memo"}
"""Beancount takes Chinese inside a part of a name, but a part begins with a capital or a digit."""

EMPTY_ON = date(1970, 1, 1)
"""The day of the directives of a book without vouchers."""

_NO_PART = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]+")


def account_name(code: str, name: str) -> str:
    """Return `Assets:Financial:1002-银行存款`: legal in beancount (v3 grammar) and in hledger."""
    words = _NO_PART.sub("-", name).strip("-")
    return f"{ROOTS[code[0]]}:{LEDGERS[ledger_of(code)]}:{code}-{words}"


def export_beancount(desk: Desk, file: TextIO, step: Step = lambda *_: None) -> int:
    """Write the book as a beancount journal; return the number of vouchers."""
    with desk.read() as read:
        count, first, last = export.extent(read, desk.book_id)
        accounts = export.accounts(read, desk.book_id)
        names = {row.code: account_name(row.code, row.name) for row in accounts}
        title = _quoted(export.unit_name(read, desk.book_id))
        file.write(f'option "title" {title}\noption "operating_currency" "{CURRENCY}"\n\n')
        for row in accounts:
            opened = first or EMPTY_ON
            file.write(f"{opened.isoformat()} open {names[row.code]} {CURRENCY}\n")
        for done, voucher in enumerate(export.vouchers(read, desk.book_id), 1):
            file.writelines(_bean_lines(voucher, names))
            step(done, count)
        # A balance is asserted as of the morning of its day, hence the day after the last one.
        # Without `~ 0` beancount would let a difference of one fen pass.
        after = add_days(last or EMPTY_ON, 1)
        file.write("\n")
        for row in accounts:
            amount = money.plain(row.net_fen)
            line = f"balance {names[row.code]} {amount} ~ 0 {CURRENCY}"
            file.write(f"{after.isoformat()} {line}\n")
    return count


def export_hledger(desk: Desk, file: TextIO, step: Step = lambda *_: None) -> int:
    """Write the book as an hledger journal; return the number of vouchers."""
    with desk.read() as read:
        count, _, last = export.extent(read, desk.book_id)
        accounts = export.accounts(read, desk.book_id)
        names = {row.code: account_name(row.code, row.name) for row in accounts}
        unit = _one_line(export.unit_name(read, desk.book_id))
        file.write(f"; {unit}\ncommodity {CURRENCY} 1000.00\n\n")
        file.writelines(f"account {names[row.code]}\n" for row in accounts)
        for done, voucher in enumerate(export.vouchers(read, desk.book_id), 1):
            file.writelines(_hledger_lines(voucher, names))
            step(done, count)
        file.writelines(_hledger_assertions(accounts, names, last or EMPTY_ON))
    return count


def _by_ledger(voucher: ExportVoucher) -> Iterator[tuple[str, list[ExportPosting]]]:
    """Yield the postings of each ledger; vouchers list them in the order of the ledgers."""
    ordered = sorted(voucher.postings, key=lambda posting: ledger_of(posting.account))
    for ledger, postings in groupby(ordered, key=lambda posting: ledger_of(posting.account)):
        yield ledger, list(postings)


def _code(voucher: ExportVoucher) -> str:
    return f"{voucher.word}-{voucher.voucher_no:04d}"


def _facts(voucher: ExportVoucher, ledger: str) -> Iterator[tuple[str, str]]:
    yield "voucher", f"{voucher.period:06d}-{_code(voucher)}"
    yield "kind", voucher.kind
    yield "ledger", ledger
    if voucher.reverses_id is not None:
        yield "reverses", str(voucher.reverses_id)
    if voucher.link_no is not None:
        yield "link", voucher.link_no


def _bean_lines(voucher: ExportVoucher, names: dict[str, str]) -> Iterator[str]:
    for ledger, postings in _by_ledger(voucher):
        day, summary = voucher.value_date.isoformat(), _quoted(voucher.summary)
        yield f"\n{day} * {_quoted(_code(voucher))} {summary} ^v{voucher.voucher_id}\n"
        for key, value in _facts(voucher, ledger):
            yield f"  {key}: {_quoted(value)}\n"
        for posting in postings:
            yield f"  {names[posting.account]}  {money.plain(posting.fen)} {CURRENCY}\n"
            for key, value in posting.marks:
                yield f"    {key}: {_quoted(value)}\n"


def _hledger_lines(voucher: ExportVoucher, names: dict[str, str]) -> Iterator[str]:
    for ledger, postings in _by_ledger(voucher):
        day, summary = voucher.value_date.isoformat(), _one_line(voucher.summary)
        yield f"\n{day} * ({_code(voucher)}) {summary}  ; {_tags(_facts(voucher, ledger))}\n"
        for posting in postings:
            marks = f"  ; {_tags(posting.marks)}" if posting.marks else ""
            yield f"    {names[posting.account]}  {CURRENCY} {money.plain(posting.fen)}{marks}\n"


def _hledger_assertions(
    accounts: Iterable[ExportAccount], names: dict[str, str], on: date
) -> Iterator[str]:
    yield f"\n{on.isoformat()} * 余额核对 balances as this ledger keeps them\n"
    for row in accounts:
        yield f"    {names[row.code]}  {CURRENCY} 0.00 = {CURRENCY} {money.plain(row.net_fen)}\n"


def _quoted(text: str) -> str:
    """Return a beancount string: backslash and quote are escaped, it stays on one line."""
    escaped = _plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _one_line(text: str) -> str:
    """Return text that hledger reads as a description: a semicolon would begin a comment."""
    return _plain(text).replace(";", "；")


def _plain(text: str) -> str:
    """Return text on one line without a control character: an editor or a pager would obey it."""
    return visible(" ".join(text.split()))


def _tags(marks: Iterable[tuple[str, str]]) -> str:
    """Return hledger tags: a comma would end a value, a colon inside it does not."""
    return ", ".join(f"{key}:{_one_line(value).replace(',', '，')}" for key, value in marks)
