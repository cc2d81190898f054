"""What a look-up field offers: the things of the ledger that a document may name.

Called in workers only; everything that knows the database is imported when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.kernel import days, masking, money
from cityledger.tui.entry.archive_keys import LANG, TODAY, USER, project_id
from cityledger.tui.entry.archives_money import MONEY_ARCHIVES
from cityledger.tui.entry.archives_work import WORK_ARCHIVES
from cityledger.tui.widgets.lookup import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.actions.desk import Desk
    from cityledger.store.engine import Read
    from cityledger.tui.entry.archive_keys import Archive, Context

__all__ = ["ARCHIVES", "LANG", "USER", "choices"]


def choices(desk: Desk, noun: str, context: Context) -> tuple[Choice, ...]:
    """Return what a field that refers to a noun offers, in the order people look for it."""
    with desk.read() as read:
        today = {TODAY: days.text(days.china_day(desk.now(read)))}
        return tuple(ARCHIVES[noun](read, desk.book_id, {**context, **today}))


def _parties(read: Read, _: int, __: Context) -> Iterator[Choice]:
    from cityledger.views import registry

    for unit in registry.parties(read):
        yield Choice(unit.party_id, unit.name, unit.party_id)


def _projects(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.projects import Project
    from cityledger.views.find import many

    for row in many(read, Project, book_id=book_id):
        if row.project_id:
            yield Choice(row.code, f"{row.code} {row.name}", row.site or "")


def _budget_lines(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.projects import BudgetLine
    from cityledger.views.find import many

    project = project_id(read, book_id, context)
    if project is None:
        return
    lines = {r.code: r for r in many(read, BudgetLine, book_id=book_id, project_id=project)}
    for code, row in lines.items():
        yield Choice(code, f"{code} {row.name}", money.text(row.amount_fen))


def _sources(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.funding import FundSource
    from cityledger.views.find import many

    for row in many(read, FundSource, book_id=book_id):
        if row.fund_source_id:
            yield Choice(row.name, row.name, row.programme or "")


def _allotments(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.funding import Allotment
    from cityledger.views.find import many

    for row in many(read, Allotment, book_id=book_id):
        year = f"{row.fiscal_year} {money.text(row.amount_fen)}"
        yield Choice(row.allotment_no, row.allotment_no, year)


def _banks(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.funding import BankAccount
    from cityledger.views.find import many

    for row in many(read, BankAccount, book_id=book_id):
        if row.bank_account_id:
            yield Choice(row.account_no, f"{row.name} {row.account_no}", row.bank_name)


def _tranches(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.funding import FundSource, Tranche
    from cityledger.views.find import many

    names = {s.fund_source_id: s.name for s in many(read, FundSource, book_id=book_id)}
    for row in many(read, Tranche, book_id=book_id):
        if row.tranche_id:
            yield Choice(row.label, row.label, names.get(row.fund_source_id or 0, ""))


def _tenders(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.tenders import Tender
    from cityledger.views.find import many

    project = project_id(read, book_id, context)
    for row in many(read, Tender, book_id=book_id):
        if project in (None, row.project_id):
            yield Choice(row.tender_no, f"{row.tender_no} {row.name}", money.text(row.estimate_fen))


def _contracts(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.contracts import Contract
    from cityledger.model.projects import Project
    from cityledger.views.find import many

    project = project_id(read, book_id, context)
    codes = {row.project_id: row.code for row in many(read, Project, book_id=book_id)}
    for row in many(read, Contract, book_id=book_id):
        if project in (None, row.project_id):
            payee = masking.payee_name(row.payee_name, is_person=row.party_id is None)
            brings = (("project", codes.get(row.project_id, "")),)
            yield Choice(row.contract_no, f"{row.contract_no} {row.name}", payee, brings=brings)


def _invoices(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.contracts import Contract, Invoice
    from cityledger.views.find import many, one

    contract = one(read, Contract, book_id=book_id, contract_no=context.get("contract", ""))
    key = {"contract_id": contract.contract_id} if contract else {}
    for row in many(read, Invoice, book_id=book_id, **key):
        yield Choice(row.number, row.number, money.text(row.amount_fen))


def _plots(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.renewal import Plot
    from cityledger.views.find import many

    project = project_id(read, book_id, context)
    if project is None:
        return
    for row in many(read, Plot, book_id=book_id, project_id=project):
        yield Choice(row.plot_no, f"{row.plot_no} {row.name}", str(row.households))


ARCHIVES: dict[str, Archive] = {
    **MONEY_ARCHIVES,
    **WORK_ARCHIVES,
    "party": _parties,
    "project": _projects,
    "budget_line": _budget_lines,
    "fund_source": _sources,
    "allotment": _allotments,
    "bank_account": _banks,
    "tranche": _tranches,
    "opening_tranche": _tranches,
    "tender": _tenders,
    "contract": _contracts,
    "invoice": _invoices,
    "plot": _plots,
}
"""One reader for every noun that a column of a sheet may refer to."""
