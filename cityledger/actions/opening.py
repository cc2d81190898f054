"""Opening of legacy books by gross turnover per contract (case 13), word 初, period 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, form
from cityledger.model.funding import BankAccount, Tranche
from cityledger.model.projects import BudgetLine
from cityledger.views.find import need, next_id

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class OpenLegacyTranche(Command):
    """What a source level had given before this ledger began: D1002(L) C3001(L) ‖ D8001 C8201."""

    act: ClassVar[str] = "opening.book"
    label: str
    bank_account: str
    amount_fen: int
    received_on: date
    summary: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpenCertified(Command):
    """What had been certified under a contract: D1613xx(0,C) C2302xx(0,C) § D9114 C9115."""

    act: ClassVar[str] = "opening.book"
    contract: str
    amount_fen: int
    value_date: date
    summary: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpenPaid(Command):
    """What had been paid under a contract: D2302xx(L,C) C1002(L) ‖ D8201(L) C8001(L)."""

    act: ClassVar[str] = "opening.book"
    contract: str
    tranche: str
    bank_account: str
    amount_fen: int
    value_date: date
    reference: str
    summary: str | None = None


@form(OpenLegacyTranche)
def open_legacy_tranche(context: Context, command: OpenLegacyTranche) -> Draft:
    """Draw up a legacy tranche; it serves its own projects only, and shows amber on lists."""
    bank = _bank(context, command.bank_account)
    draft, fen = Draft(), command.amount_fen
    number = next_id(context.read, Tranche, "tranche_id", context.book_id)
    draft.add(
        "tranche",
        tranche_id=number,
        label=command.label,
        form="cash",
        kind="legacy",
        amount_fen=fen,
        received_on=command.received_on,
        fund_year=command.received_on.year,
        in_budget=1,
        restricted=0,
    )
    summary = command.summary or f"期初到账 {command.label}"
    with draft.voucher("初", command.received_on, summary, kind="opening") as voucher:
        voucher.debit(bank.account, fen, number, bank_account_id=bank.bank_account_id)
        voucher.credit("3001", fen, number)
        voucher.debit("8001", fen, number)
        voucher.credit("8201", fen, number)
    return draft


def _bank(context: Context, account_no: str) -> BankAccount:
    return need(context.read, BankAccount, "bank account", **context.here, account_no=account_no)


@form(OpenCertified)
def open_certified(context: Context, command: OpenCertified) -> Draft:
    """Draw up what had been certified."""
    contract = contract_by_no(context, command.contract)
    key = {"budget_line_id": contract.budget_line_id}
    line = need(context.read, BudgetLine, "budget line", **context.here, **key)
    names = {
        "contract_id": contract.contract_id,
        "project_id": contract.project_id,
        "party_id": contract.party_id,
    }
    chain = {
        "contract_id": contract.contract_id,
        "project_id": contract.project_id,
        "budget_line_id": contract.budget_line_id,
    }
    draft, fen = Draft(), command.amount_fen
    summary = command.summary or f"期初已计量 {contract.name}"
    with draft.voucher("初", command.value_date, summary, kind="opening") as voucher:
        item = contract.cost_item
        voucher.debit(
            line.account, fen, cost_item=item, budget_line_id=contract.budget_line_id, **names
        )
        voucher.credit(contract.obligation_account, fen, **names)
        voucher.debit("9114", fen, **chain)
        voucher.credit("9115", fen, **chain)
    return draft


@form(OpenPaid)
def open_paid(context: Context, command: OpenPaid) -> Draft:
    """Draw up what had been paid; the next payment stands on the right balances."""
    contract = contract_by_no(context, command.contract)
    bank = _bank(context, command.bank_account)
    tranche = need(context.read, Tranche, "tranche", **context.here, label=command.tranche)
    number, fen = tranche.tranche_id, command.amount_fen
    names = {
        "contract_id": contract.contract_id,
        "project_id": contract.project_id,
        "party_id": contract.party_id,
        "cost_item": contract.cost_item,
        "budget_line_id": contract.budget_line_id,
    }
    draft = Draft()
    summary = command.summary or f"期初已付 {contract.name} {command.reference}"
    with draft.voucher("初", command.value_date, summary, kind="opening") as voucher:
        voucher.debit(contract.obligation_account, fen, number, **names)
        voucher.credit(bank.account, fen, number, bank_account_id=bank.bank_account_id)
        voucher.debit("8201", fen, number)
        voucher.credit("8001", fen, number)
    return draft
