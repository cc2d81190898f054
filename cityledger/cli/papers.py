"""Papers into files: ask the view, print, and put the file in its place when it is whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.cli.part import written
from cityledger.kernel.chart import money_accounts
from cityledger.kernel.days import bounds, period_of
from cityledger.kernel.errors import BadInput, Problem
from cityledger.reports.catalog import PAPERS
from cityledger.views import journal, log_mark, statement, subsidiary
from cityledger.views.project_card import projects
from cityledger.views.shown import voucher_ids
from cityledger.views.trial_balance import trial_balance
from cityledger.views.voucher import voucher_cards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read

_UNSAFE = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff_.-]+")


@dataclass(frozen=True, slots=True)
class Extent:
    """The months of a book: the first and the last with a voucher dated in them."""

    first: int
    last: int


def safe_name(text: str) -> str:
    """Return a file name made of a text: given names are never trusted as paths (T23)."""
    return _UNSAFE.sub("-", text).strip("-.") or "paper"


def extent(read: Read, book_id: int) -> Extent:
    """Return the months a book covers; raises BadInput for a book without vouchers."""
    ends = []
    for newest_first in (False, True):
        window = journal.Window(limit=1, newest_first=newest_first)
        page = journal.journal(read, book_id, journal.EVERYTHING, window)
        ends += [period_of(row.value_date) for row in page.rows]
    if not ends:
        reason = "账套尚无凭证 the book has no voucher yet"
        raise BadInput((Problem("--ledger", str(book_id), reason),))
    return Extent(ends[0], ends[-1])


def _counted(ids: Iterator[int], total: int, step: Callable[[int, int], None]) -> Iterator[int]:
    for done, number in enumerate(ids):
        step(done, total)
        yield number


def vouchers(
    desk: Desk,
    wanted: journal.JournalFilter,
    path: Path,
    *,
    as_known: int | None = None,
    newest_first: bool = False,
    step: Callable[[int, int], None] = lambda *_: None,
) -> Path:
    """Print the vouchers a filter finds, as the log stands or stood."""
    with desk.read() as read, written(path) as file:
        mark = log_mark.log_mark(read, desk.book_id, as_known=as_known)
        ids = voucher_ids(read, desk.book_id, wanted, as_known=mark.size, newest_first=newest_first)
        total = journal.journal_total(read, desk.book_id, wanted, as_known=mark.size)
        counted = _counted(ids, total.voucher_count, step)
        PAPERS["voucher"].write()(voucher_cards(read, desk.book_id, counted), mark, file)
    return path


def ledger(desk: Desk, scope: subsidiary.Scope, months: Extent, path: Path, by: str = "") -> Path:
    """Print the subsidiary ledger of an account over whole months."""
    span = subsidiary.Span(bounds(months.first)[0], bounds(months.last)[1])
    with desk.read() as read, written(path) as file:
        view = subsidiary.subsidiary_ledger(read, desk.book_id, scope, span, printed_by=by)
        PAPERS["subsidiary_ledger"].write()(view, file)
    return path


def project_id(read: Read, book_id: int, code: str) -> int:
    """Return the number of a project; raises BadInput naming the ones there are."""
    found = {row.code: row.project_id for row in projects(read, book_id)}
    if code not in found:
        reason = "没有这个项目 no such project"
        raise BadInput((Problem("--project", code, reason, ", ".join(sorted(found))),))
    return found[code]


def project_statement(desk: Desk, code: str, months: Extent, path: Path) -> Path:
    """Print the fund statement of a project over whole months."""
    with desk.read() as read, written(path) as file:
        number = project_id(read, desk.book_id, code)
        span = subsidiary.Span(bounds(months.first)[0], bounds(months.last)[1])
        view = statement.project_statement(read, desk.book_id, number, span)
        PAPERS["project_statement"].write()(view, file)
    return path


def moved_money(read: Read, book_id: int) -> list[str]:
    """Return the money accounts that moved."""
    money, rows = money_accounts(), trial_balance(read, book_id).rows
    return [row.account for row in rows if row.account in money and not row.is_total]


def everything(desk: Desk, out: Path) -> list[Path]:
    """Print every voucher, the ledger of every money account, the statement of every project."""
    with desk.read() as read:
        months = extent(read, desk.book_id)
        accounts = moved_money(read, desk.book_id)
        codes = [row.code for row in projects(read, desk.book_id)]
    done = [vouchers(desk, journal.EVERYTHING, out / "记账凭证.pdf")]
    for account in accounts:
        path = out / f"明细账-{account}.pdf"
        done.append(ledger(desk, subsidiary.Scope(account=account), months, path))
    for code in codes:
        path = out / f"项目资金对账单-{safe_name(code)}.pdf"
        done.append(project_statement(desk, code, months, path))
    return done
