"""Look-ups of money: programmes, guarantees, statement lines, paid requests, vouchers, debts.

Each offers only what is still open: nobody picks a debt that is repaid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.kernel import costs, days, money
from cityledger.tui.entry.archive_keys import LANG, contract_id, number_in, project_id, word
from cityledger.tui.widgets.lookup import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.store.engine import Read
    from cityledger.tui.entry.archive_keys import Archive, Context

VOUCHERS = 500
"""How many of the newest vouchers a correction offers; an older one is named by its number."""


def _programmes(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.programmes import Programme
    from cityledger.views.find import many

    for row in many(read, Programme, book_id=book_id):
        window = f"{days.text(row.opens_on)}–{days.text(row.closes_on)}"
        text = f"{row.programme} {row.name}" if row.name != row.programme else row.name
        yield Choice(row.programme, text, window)


def _applications(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.controls.programme import LIVE
    from cityledger.views.pipeline import applications

    for row in applications(read, book_id):
        if row.state in LIVE:
            number = str(row.application_id)
            state = word(context, "application_state", row.state)
            said = f"{row.doc_no} {money.text(row.applied_fen)}"
            yield Choice(number, f"{number} {row.project_name} {state}", said, row.programme)


def _deposit_accounts(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.books import Account
    from cityledger.views.find import many
    from cityledger.views.returns import DEPOSITS

    for row in many(read, Account, book_id=book_id):
        if row.code in DEPOSITS:
            yield Choice(row.code, f"{row.code} {row.zh if _is_zh(context) else row.en}")


def _is_zh(context: Context) -> bool:
    return context.get(LANG, "zh") == "zh"


def _quota_tranches(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.funding import Tranche
    from cityledger.views.find import many

    for row in many(read, Tranche, book_id=book_id, form="quota"):
        yield Choice(row.label, row.label, money.text(row.amount_fen))


def _quota_accounts(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.funding import BankAccount
    from cityledger.views.find import many

    for row in many(read, BankAccount, book_id=book_id, kind="quota"):
        yield Choice(row.account_no, f"{row.name} {row.account_no}", row.bank_name)


def _books(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.model.books import Book
    from cityledger.views.find import many

    for row in many(read, Book):
        if row.book_id not in (0, book_id):
            yield Choice(str(row.book_id), f"{row.book_id} {row.fund_scope}", row.unit_name)


def _payee_accounts(read: Read, _: int, context: Context) -> Iterator[Choice]:
    from cityledger.views import registry

    for row in registry.party_accounts(read, context.get("party_id", "")):
        yield Choice(row.account_no, row.account_no, row.bank_name)


def _cost_items(_: Read, __: int, context: Context) -> Iterator[Choice]:
    for row in costs.CLASSES.values():
        yield Choice(row.key, f"{row.key} {row.zh if _is_zh(context) else row.en}")
    for item in costs.ITEMS.values():
        yield Choice(item.code, f"{item.code} {item.zh if _is_zh(context) else item.en}")


def _estimate_lines(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    """Offer the lines of an estimate; whoever changes one keeps its name and class."""
    from cityledger.model.projects import BudgetLine
    from cityledger.views.find import many

    project = project_id(read, book_id, context)
    rows = many(read, BudgetLine, book_id=book_id, project_id=project) if project else ()
    for code, row in {row.code: row for row in rows}.items():
        brings = (("name", row.name), ("cost_class", row.cost_class))
        yield Choice(code, f"{code} {row.name}", money.text(row.amount_fen), brings=brings)


def _guarantees(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.model.contracts import Contract
    from cityledger.views import guarantees
    from cityledger.views.find import many

    numbers = {r.contract_id: r.contract_no for r in many(read, Contract, book_id=book_id)}
    named = contract_id(read, book_id, context)
    for row in guarantees.standing(read, book_id, named):
        if row.is_live:
            kind = word(context, "guarantee_kind", row.kind)
            said = f"{days.text(row.expires_on)} {money.text(row.left_fen)}"
            brings = (("contract", numbers.get(row.contract_id, "")),)
            yield Choice(row.letter_no, f"{row.letter_no} {kind}", said, row.issuer, brings)


def _statement_lines(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    yield from _unused(read, book_id, least=None)


def _statement_credits(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    yield from _unused(read, book_id, least=1)


def _unused(read: Read, book_id: int, *, least: int | None) -> Iterator[Choice]:
    """Offer statement lines that no voucher explains yet, from an amount on."""
    from cityledger.model.funding import BankAccount
    from cityledger.model.oversight import BankStatementLine, StatementUse
    from cityledger.views.find import many

    used = {row.statement_line_id for row in many(read, StatementUse, book_id=book_id)}
    banks = {r.bank_account_id: r.account_no for r in many(read, BankAccount, book_id=book_id)}
    for row in many(read, BankStatementLine, book_id=book_id):
        if row.statement_line_id in used or (least is not None and row.amount_fen < least):
            continue
        amount = money.text(row.amount_fen)
        said = f"{days.text(row.booked_on)} {amount}"
        brings = (("bank_account", banks.get(row.bank_account_id, "")), ("amount_fen", amount))
        yield Choice(row.bank_ref, f"{row.bank_ref} {row.counterparty}", said, brings=brings)


def _requests(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    yield from _in_states(read, book_id, context, ("submitted", "reviewed", "endorsed", "approved"))


def _paid_requests(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    yield from _in_states(read, book_id, context, ("paid",))


def _in_states(
    read: Read, book_id: int, context: Context, states: tuple[str, ...]
) -> Iterator[Choice]:
    from cityledger.views.payments import requests

    for row in requests(read, book_id, limit=VOUCHERS):
        if row.state in states:
            number = str(row.payment_request_id)
            kind = word(context, "payment_kind", row.kind)
            said = f"{days.text(row.value_date)} {money.text(row.amount_fen)}"
            yield Choice(number, f"{number} {kind} {row.contract_no}", said, row.summary)


def _paid_lines(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.views.payments import request_card

    number = number_in(context, "payment_request_id")
    card = request_card(read, book_id, number) if number > 0 else None
    for line in card.lines if card is not None else ():
        said = money.text(line.amount_fen)
        yield Choice(str(line.n), f"{line.n} {line.contract_no} {line.payee_name}", said)


def _vouchers(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    """Offer vouchers that can still be corrected: no reversal, and not reversed yet."""
    from cityledger.views.journal import Window, journal

    rows = journal(read, book_id, window=Window(limit=VOUCHERS)).rows
    reversed_ids = {row.reverses_id for row in rows}
    for row in rows:
        if row.reverses_id is None and row.voucher_id not in reversed_ids:
            said = f"{days.text(row.value_date)} {money.text(row.amount_fen)}"
            yield Choice(str(row.voucher_id), f"{row.word_no} {row.summary}", said)


def _debts(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.views.debts import debts

    for row in debts(read, book_id):
        if row.left_fen > 0 or row.interest_owed_fen > 0:
            kind = word(context, "debt_kind", row.kind)
            said = f"{row.creditor} {money.text(row.left_fen)}"
            yield Choice(row.debt_no, f"{row.debt_no} {kind}", said)


def _rewards(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.views.instruments import rewards

    for row in rewards(read, book_id):
        if row.accepted_on is None:
            number = str(row.reward_id)
            said = f"{row.tranche} {money.text(row.amount_fen)}"
            yield Choice(number, f"{number} {row.condition}", said, row.doc_no)


def _pools(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.views.instruments import pools

    for row in pools(read, book_id):
        yield Choice(row.name, f"{row.name} {row.bank}", money.text(row.left_fen))


def _pool_loans(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.views.instruments import pools

    named = (row for row in pools(read, book_id) if row.name == context.get("pool", ""))
    for loan in (loan for pool in named for loan in pool.loans):
        said = money.text(loan.principal_fen)
        yield Choice(str(loan.n), f"{loan.n} {loan.borrower}", said)


def _assets(read: Read, book_id: int, context: Context) -> Iterator[Choice]:
    from cityledger.views.assets import assets

    for row in assets(read, book_id):
        if row.free_fen > 0:
            free = money.text(row.free_fen)
            said = f"{word(context, 'asset_kind', row.kind)} {free}"
            brings = (("pledged_fen", free),)
            yield Choice(row.right_no, f"{row.right_no} {row.name}", said, brings=brings)


def _packages(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    from cityledger.views.assets import packages

    for row in packages(read, book_id):
        if row.pledged_fen > 0:
            said = f"{row.debt_no} {money.text(row.pledged_fen)}"
            yield Choice(row.name, row.name, said)


def _partnerships(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    """Offer the agreements; each brings the first year that has no score yet."""
    from cityledger.model.contracts import Contract
    from cityledger.model.ppp import PppAgreement
    from cityledger.views import ppp
    from cityledger.views.find import many, one

    planned = [row for row in ppp.duties(read, book_id) if row.kind == "operating"]
    for row in many(read, PppAgreement, book_id=book_id):
        contract = one(read, Contract, book_id=book_id, contract_id=row.contract_id)
        if contract is None:
            continue
        scored = {score.year for score in ppp.scores(read, book_id, row.contract_id)}
        years = (duty.year for duty in planned if duty.contract_id == row.contract_id)
        first = min((year for year in years if year not in scored), default=None)
        brings = () if first is None else (("year", str(first)),)
        text = f"{contract.contract_no} {contract.name}"
        yield Choice(contract.contract_no, text, str(first or ""), brings=brings)


def _ppp_contracts(read: Read, book_id: int, _: Context) -> Iterator[Choice]:
    """Offer the contracts of partnerships whose agreement is not entered yet."""
    from cityledger.model.contracts import Contract
    from cityledger.model.ppp import PppAgreement
    from cityledger.views.find import many

    agreed = {row.contract_id for row in many(read, PppAgreement, book_id=book_id)}
    for row in many(read, Contract, book_id=book_id, kind="ppp"):
        if row.contract_id not in agreed:
            text = f"{row.contract_no} {row.name}"
            yield Choice(row.contract_no, text, money.text(row.price_fen))


MONEY_ARCHIVES: dict[str, Archive] = {
    "programme": _programmes,
    "fund_application": _applications,
    "deposit_account": _deposit_accounts,
    "quota_tranche": _quota_tranches,
    "quota_account": _quota_accounts,
    "book": _books,
    "payee_account": _payee_accounts,
    "cost_item": _cost_items,
    "estimate_line": _estimate_lines,
    "guarantee": _guarantees,
    "statement_line": _statement_lines,
    "statement_credit": _statement_credits,
    "request": _requests,
    "paid_request": _paid_requests,
    "paid_line": _paid_lines,
    "voucher": _vouchers,
    "debt": _debts,
    "reward_grant": _rewards,
    "risk_pool": _pools,
    "pool_loan": _pool_loans,
    "asset": _assets,
    "asset_package": _packages,
    "ppp_contract": _ppp_contracts,
    "ppp_agreement": _partnerships,
}
