"""Acts on money that goes back to the level that gave it (walkthrough case 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.returning import ReturnFacts, check
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.contracts import Contract
from cityledger.model.funding import Tranche
from cityledger.model.parties import Party
from cityledger.model.projects import BudgetLine, Project
from cityledger.views import purse, registry
from cityledger.views.find import need, next_id, one
from cityledger.views.returns import FORFEITED, SURPLUS, deposited_in, owed_fen

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class DeclareReturn(Command):
    """Declare what is left of a tranche as surplus owed to its grantor, by a document.

    Of a deposit: what of it is forfeited to the treasury that its receipt named (case 15).

    It is then paid like anything else: kind grantor_return, part return, contract `doc_no`.
    """

    act: ClassVar[str] = "surplus.declare"
    tranche: str
    project: str
    doc_no: str
    party_id: str
    payee_account: str
    amount_fen: int
    value_date: date


@form(DeclareReturn)
def declare_return(context: Context, command: DeclareReturn) -> Draft:
    """Draw up the surplus: D3001(T) C210302(T), and the document it is paid under (case 7).

    A forfeited deposit: D2307xx(T) C210301(T), off budget (case 15).
    """
    project = need(context.read, Project, "project", **context.here, code=command.project)
    tranche = need(context.read, Tranche, "tranche", **context.here, label=command.tranche)
    party = need(context.read, Party, "party", party_id=command.party_id)
    number = project.project_id
    line = need(context.read, BudgetLine, "budget line", **context.here, project_id=number)
    bank = _bank(context, command, party)
    known = purse.purses(context.read, context.book_id)
    pairs = [pair for pair in known.money if pair[1] == tranche.tranche_id]
    free = sum(known.free_fen(*pair) for pair in pairs)
    is_deposit = tranche.kind == "deposit"
    account = FORFEITED if is_deposit else SURPLUS
    facts = ReturnFacts(
        tranche=tranche.label,
        return_to=tranche.return_to,
        payee=party.name,
        payee_id=party.party_id,
        amount_fen=command.amount_fen,
        free_fen=free - owed_fen(context.read, context.book_id, tranche.tranche_id),
    )
    draft = Draft(findings=list(check(facts)))
    contract = next_id(context.read, Contract, "contract_id", context.book_id)
    draft.add(
        "contract",
        contract_id=contract,
        project_id=project.project_id,
        kind="grant",
        contract_no=command.doc_no,
        name=f"不予退还{tranche.label}" if is_deposit else f"退回{tranche.label}结余",
        party_id=party.party_id,
        payee_name=party.name,
        payee_bank=bank,
        payee_account=command.payee_account,
        price_fen=command.amount_fen,
        signed_on=command.value_date,
        budget_line_id=line.budget_line_id,
        obligation_account=account,
    )
    what = "保证金不予退还,应缴" if is_deposit else "结余应退回"
    summary = f"{what}{party.name} {tranche.label}"
    with draft.voucher("转", command.value_date, summary, kind="carry_over") as voucher:
        fen, number = command.amount_fen, tranche.tranche_id
        if is_deposit:
            held, agreement = deposited_in(context.read, context.book_id, number)
            voucher.debit(held, fen, number, contract_id=agreement)
        else:
            voucher.debit("3001", fen, number)
        voucher.credit(account, fen, number, contract_id=contract)
    return draft


def _bank(context: Context, command: DeclareReturn, party: Party) -> str:
    """Return the bank of the grantor's registered account; BadInput for a number used already."""
    problems = []
    if command.amount_fen <= 0:
        reason = "the amount is above zero 金额须大于零"
        problems.append(Problem("amount", str(command.amount_fen), reason, "correct it 更正金额"))
    if one(context.read, Contract, **context.here, contract_no=command.doc_no):
        problems.append(
            Problem(
                "document",
                command.doc_no,
                "entered already 文号已登记",
                "换用新文号 another number",
            )
        )
    banks = {
        account.account_no: account.bank_name
        for account in registry.party_accounts(context.read, party.party_id)
    }
    if command.payee_account not in banks:
        reason = f"no registered account of {party.name} 不是该单位登记的账户"
        problems.append(
            Problem("payee account", command.payee_account, reason, "register it first 先登记账户")
        )
    if problems:
        raise BadInput(tuple(problems))
    return banks[command.payee_account]
