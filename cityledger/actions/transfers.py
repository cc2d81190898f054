"""Acts that move money between accounts of ours (case 14): no income, no outlay, no budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.year_end import check_transfer
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.funding import BankAccount, Tranche
from cityledger.views import purse
from cityledger.views.find import need

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class TransferMoney(Command):
    """Move money of one tranche between two accounts of ours; overnight by way of 1021.

    Money never changes its tranche this way: a tranche keeps its earmarks in every account (L4).
    """

    act: ClassVar[str] = "transfer.book"
    tranche: str
    from_account: str
    to_account: str
    amount_fen: int
    value_date: date
    reason: str


@form(TransferMoney)
def transfer_money(context: Context, command: TransferMoney) -> Draft:
    """Draw up D1002xx(T,B2) C1002xx(T,B1)."""
    problems = []
    if command.amount_fen <= 0:
        reason = "the amount is positive 金额须为正"
        problems.append(Problem("amount_fen", str(command.amount_fen), reason, "更正金额"))
    if command.from_account == command.to_account:
        reason = "is where the money is already 转出转入为同一账户"
        problems.append(Problem("to_account", command.to_account, reason, "另选账户"))
    if problems:
        raise BadInput(tuple(problems))
    source, target = (
        need(context.read, BankAccount, "bank account", **context.here, account_no=number)
        for number in (command.from_account, command.to_account)
    )
    tranche = need(context.read, Tranche, "tranche", **context.here, label=command.tranche)
    pair = (source.bank_account_id, tranche.tranche_id)
    known = purse.purses(context.read, context.book_id)
    least = purse.least_fen(context.read, context.book_id, known, pair, command.value_date)
    free = least - known.held.get(pair, 0)
    draft, fen, number = Draft(), command.amount_fen, tranche.tranche_id
    draft.findings += check_transfer(command.from_account, tranche.label, free, fen)
    with draft.voucher("付", command.value_date, f"账户间划转 {command.reason}") as voucher:
        voucher.debit(target.account, fen, number, bank_account_id=target.bank_account_id)
        voucher.credit(source.account, fen, number, bank_account_id=source.bank_account_id)
    return draft
