"""What of a book the filter of its journal may name, and which part of a ledger a filter is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cityledger.exchange.wanted import NAMES, Archive, Named, words_and_kinds
from cityledger.kernel import days
from cityledger.kernel.chart import chart
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.books import Account
from cityledger.model.contracts import Contract
from cityledger.model.funding import BankAccount, FundSource, Tranche
from cityledger.model.projects import Project
from cityledger.views import journal, registry
from cityledger.views.find import many
from cityledger.views.subsidiary import Scope, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.kernel.words import Lang
    from cityledger.store.engine import Read
    from cityledger.views.journal import JournalFilter, JournalRow

READABLE = {
    "account": "account",
    "project_id": "project",
    "contract_id": "contract",
    "tranche_id": "tranche",
    "bank_account_id": "bank",
    "from_on": "date",
    "to_on": "date",
}
"""Fields of a filter by which a ledger of one account can be narrowed, and their names."""


def archive(read: Read, book_id: int, lang: Lang = "zh") -> Archive:
    """Return everything of a book that a filter may name; persons stand by their agreements."""
    units = {row.party_id: row.name for row in registry.parties(read)}
    sources = {x.fund_source_id: x.name for x in many(read, FundSource, book_id=book_id)}
    found: dict[str, Iterator[Named]] = {
        "contract": (
            Named(x.contract_id, x.contract_no, units.get(x.party_id or "", ""))
            for x in many(read, Contract, book_id=book_id)
        ),
        "project": (
            Named(x.project_id, x.code, x.name) for x in many(read, Project, book_id=book_id)
        ),
        "tranche": (
            Named(x.tranche_id, x.label, sources.get(x.fund_source_id or 0, ""))
            for x in many(read, Tranche, book_id=book_id)
            if x.tranche_id
        ),
        "payee": (Named(key, name, key) for key, name in units.items()),
        "account": _accounts(read, book_id, lang),
        "bank": (
            Named(x.bank_account_id, x.account_no, x.name)
            for x in many(read, BankAccount, book_id=book_id)
        ),
        "maker": (Named(x.user_id, x.name, x.user_id) for x in registry.people(read)),
    }
    return Archive({key: tuple(rows) for key, rows in found.items()} | words_and_kinds(lang))


def _accounts(read: Read, book_id: int, lang: Lang) -> Iterator[Named]:
    """Yield the accounts of a book and the totals above them, which a filter may name too."""
    names = {
        row.code: row.zh if lang == "zh" else row.en for row in many(read, Account, book_id=book_id)
    }
    for code in tuple(names):
        total = chart().get(code[:4])
        if total is not None:
            names.setdefault(total.code, total.zh if lang == "zh" else total.en)
    for code in sorted(names):
        yield Named(code, code, names[code])


def part_of_ledger(
    read: Read, book_id: int, wanted: JournalFilter, lang: Lang = "zh"
) -> tuple[Scope, Span]:
    """Return the account and the days a filter means; raises BadInput when it is no such part."""
    is_zh = lang == "zh"
    asked = wanted.asked()
    problems = []
    if wanted.account is None:
        reason = "明细账要指明科目" if is_zh else "a ledger is of one account"
        remedy = "加上 科目=1002" if is_zh else "add account=1002"
        problems.append(Problem(NAMES["account"][0 if is_zh else 1], "", reason, remedy))
    for name in (name for name in asked if name not in READABLE):
        key = {"low_fen": "amount", "high_fen": "amount", "payee_id": "payee"}.get(name, name)
        reason = "明细账按它筛不出余额" if is_zh else "a ledger has no balance by this"
        remedy = "去掉这一项" if is_zh else "take it out"
        problems.append(Problem(NAMES[key][0 if is_zh else 1], "", reason, remedy))
    first, last = _ends(read, book_id)
    from_on, to_on = wanted.from_on or first, wanted.to_on or last
    if from_on.day != 1:
        reason = "明细账从月初起" if is_zh else "a ledger begins with a month"
        remedy = days.text(from_on.replace(day=1))
        problems.append(
            Problem(NAMES["date"][0 if is_zh else 1], days.text(from_on), reason, remedy)
        )
    if problems:
        raise BadInput(tuple(dict.fromkeys(problems)))
    scope = Scope(
        account=wanted.account or "",
        project_id=wanted.project_id,
        contract_id=wanted.contract_id,
        tranche_id=wanted.tranche_id,
        bank_account_id=wanted.bank_account_id,
    )
    return scope, Span(from_on, max(from_on, to_on))


def _ends(read: Read, book_id: int) -> tuple[date, date]:
    """Return the first day of the first month with a voucher, and the last day of the last."""
    found: list[JournalRow] = []
    for newest_first in (False, True):
        window = journal.Window(limit=1, newest_first=newest_first)
        found += journal.journal(read, book_id, journal.EVERYTHING, window).rows
    if not found:
        return date(2000, 1, 1), date(2000, 12, 31)
    first, last = (days.period_of(row.value_date) for row in (found[0], found[-1]))
    return days.first_day(first), days.last_day(last)
