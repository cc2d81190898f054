"""What the bank has done: statement lines, bank facts, money that comes back (case 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.payment_plan import (
    Chosen,
    PlannedLine,
    classes_of,
    give_back,
    outlay_of,
    stored_lines,
    stored_slices,
)
from cityledger.actions.ppp import promise
from cityledger.controls.facts import CAPITAL
from cityledger.kernel import money
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.funding import BankAccount
from cityledger.model.oversight import BankStatementLine, StatementUse, Task
from cityledger.model.payments import PaymentRequest, PaymentStep
from cityledger.views import purse
from cityledger.views.acts import sealed_act
from cityledger.views.find import last, need, next_id, one
from cityledger.views.year_end import carry_account

if TYPE_CHECKING:
    from datetime import date

ERRORS = "121802"
"""暂付及差错: off budget, because an error of the bank spends no budget."""
CLAIMS = "121801"


@dataclass(frozen=True, kw_only=True)
class RecordStatement(Command):
    """Record a line of the bank's statement; credits are positive."""

    act: ClassVar[str] = "statement.record"
    bank_account: str
    booked_on: date
    amount_fen: int
    bank_ref: str
    counterparty: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class BookBankFact(Command):
    """Book what the bank did on its own: a second person, the statement line, never refused.

    A debit draws unrestricted tranches first and waits in 121802; a credit clears what waits.
    """

    act: ClassVar[str] = "bank_fact.book"
    bank_account: str
    bank_ref: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RefundPayment(Command):
    """Book money of a payment line that came back: a blue return voucher (L6).

    `against` is `claim` (money recovered for a claim, 121801) or `bounced` (the bank could not
    deliver; the obligation lives again).
    """

    act: ClassVar[str] = "payment.refund"
    payment_request_id: int
    line: int
    amount_fen: int
    bank_account: str
    bank_ref: str
    against: str = "bounced"


@form(RecordStatement)
def record_statement(context: Context, command: RecordStatement) -> Draft:
    """Draw up a statement line."""
    bank = _bank(context, command.bank_account)
    key = {"bank_account_id": bank.bank_account_id, "bank_ref": command.bank_ref}
    if one(context.read, BankStatementLine, **context.here, **key):
        reason = "recorded already 该流水已登记"
        raise BadInput((Problem("bank reference", command.bank_ref, reason),))
    draft = Draft()
    draft.add(
        "bank_statement_line",
        statement_line_id=next_id(
            context.read, BankStatementLine, "statement_line_id", context.book_id
        ),
        bank_account_id=bank.bank_account_id,
        booked_on=command.booked_on,
        amount_fen=command.amount_fen,
        bank_ref=command.bank_ref,
        counterparty=command.counterparty,
        note=command.note,
    )
    return draft


def _bank(context: Context, account_no: str) -> BankAccount:
    return need(context.read, BankAccount, "bank account", **context.here, account_no=account_no)


def _line(context: Context, draft: Draft, bank: BankAccount, bank_ref: str) -> BankStatementLine:
    """Return the statement line and use it; a line is booked once."""
    key = {"bank_account_id": bank.bank_account_id, "bank_ref": bank_ref}
    line = need(context.read, BankStatementLine, "statement line", **context.here, **key)
    number = {"statement_line_id": line.statement_line_id}
    if one(context.read, StatementUse, **context.here, **number):
        draft.find("statement.used", bank_ref=bank_ref)
    draft.add("statement_use", **number)
    return line


@form(BookBankFact)
def book_bank_fact(context: Context, command: BookBankFact) -> Draft:
    """Draw up the fact: D121802(T) C1002(T,B), or back; opens a task (case 5a, 5b)."""
    bank = _bank(context, command.bank_account)
    draft = Draft()
    line = _line(context, draft, bank, command.bank_ref)
    recorded = sealed_act(context.read, context.book_id, line.leaf_idx)
    draft.ref = recorded.digest.hex()
    if recorded.actor == context.actor:
        draft.find("duty.same_person", actor=context.actor, steps="statement.record, bank_fact")
    fen = abs(line.amount_fen)
    debit = line.amount_fen < 0
    if debit:
        parts = purse.in_bank(context.read, context.book_id, bank.bank_account_id)
    else:
        parts = purse.waiting(context.read, context.book_id, ERRORS)
    word = "付" if debit else "收"
    with draft.voucher(word, line.booked_on, command.reason, kind="bank_fact") as voucher:
        for tranche, share in _draw(draft, parts, fen):
            names = {"bank_account_id": bank.bank_account_id}
            if debit:
                voucher.debit(ERRORS, share, tranche)
                voucher.credit(bank.account, share, tranche, **names)
            else:
                voucher.debit(bank.account, share, tranche, **names)
                voucher.credit(ERRORS, share, tranche)
    if debit:
        draft.add(
            "task",
            task_id=next_id(context.read, Task, "task_id", context.book_id),
            kind="bank_fact",
            subject=f"{command.bank_ref} {command.reason}",
            opened_on=line.booked_on,
        )
    return draft


def _draw(
    draft: Draft, parts: tuple[tuple[int, int], ...], fen: int
) -> tuple[tuple[int, int], ...]:
    """Take `fen` from (tranche, available) parts in their order."""
    taken, left = [], fen
    for tranche, available in parts:
        share = min(available, left)
        if share > 0:
            taken.append((tranche, share))
            left -= share
    if left:
        draft.find("bank_fact.unexplained", left_fen=left)
    return tuple(taken)


@form(RefundPayment)
def refund_payment(context: Context, command: RefundPayment) -> Draft:
    """Draw up a return: D1002(T,B) C121801/2302(T) ‖ D8001 C7101 § D9105 C9103 (case 5d, 8d)."""
    key = {"payment_request_id": command.payment_request_id}
    request = need(context.read, PaymentRequest, "payment request", **context.here, **key)
    line = _paid_line(context, request, command.line)
    if command.amount_fen <= 0:
        # A refund of less than nothing would be a payment that nobody asked for or approved.
        reason = "money that came back is above zero 退回金额必须大于零"
        raise BadInput((Problem("refund", str(command.amount_fen), reason),))
    bank = _bank(context, command.bank_account)
    draft = Draft()
    statement = _line(context, draft, bank, command.bank_ref)
    if statement.amount_fen != command.amount_fen:
        draft.find("statement.amount", asked_fen=command.amount_fen, bank_fen=statement.amount_fen)
    slices = _paid_slices(context, line)
    shares = money.split(command.amount_fen, _still_paid(context, slices, command.amount_fen))
    summary = f"{'追回' if command.against == 'claim' else '退汇'} {request.summary}"
    on = statement.booked_on
    with draft.voucher("收", on, summary, kind="return") as voucher:
        for piece, fen in zip(slices, shares, strict=True):
            names = {"bank_account_id": bank.bank_account_id}
            voucher.debit(bank.account, fen, piece.tranche_id, **names)
        for piece, fen in zip(slices, shares, strict=True):
            account = CLAIMS if command.against == "claim" else line.account
            voucher.credit(account, fen, piece.tranche_id, **_settled(line))
        for piece, fen in zip(slices, shares, strict=True):
            voucher.debit("8001", fen, piece.tranche_id)
            outlay = _outlay(context, piece, request, (line.account, on))
            function, economic = (
                classes_of(context, piece) if outlay.startswith("7") else (None, None)
            )
            classes = {"function_code": function, "economic_code": economic}
            voucher.credit(outlay, fen, piece.tranche_id, **classes)
        pairs = ((piece.allotment_id, fen) for piece, fen in zip(slices, shares, strict=True))
        give_back(context, voucher, "9105", pairs, line.contract.project_id)
        if line.account == CAPITAL:
            promise(voucher, line.contract, command.amount_fen)
    return draft


def _paid_line(context: Context, request: PaymentRequest, n: int) -> PlannedLine:
    state = last(
        context.read,
        PaymentStep,
        **context.here,
        payment_request_id=request.payment_request_id,
    )
    found = [line for line in stored_lines(context, request) if line.n == n]
    if not found or state is None or state.step != "paid":
        reason = "no paid line of this request 无此已付明细"
        raise BadInput((Problem("payment line", str(n), reason),))
    return found[0]


def _paid_slices(context: Context, line: PlannedLine) -> tuple[Chosen, ...]:
    """Return what each tranche paid of a line from our accounts, one slice a tranche."""
    merged: dict[int, Chosen] = {}
    for piece in stored_slices(context, (line,)):
        if piece.bank_account_id is not None:
            before = merged.get(piece.tranche_id)
            fen = piece.amount_fen + (before.amount_fen if before else 0)
            merged[piece.tranche_id] = replace(piece, amount_fen=fen)
    if not merged:
        reason = "no account of ours paid this line 该明细非本单位账户支付"
        raise BadInput((Problem("payment line", str(line.n), reason),))
    return tuple(merged.values())


def _still_paid(context: Context, slices: tuple[Chosen, ...], fen: int) -> list[int]:
    """Return the weights by which money goes back: what each tranche still pays of the line.

    By what they paid at first, two halves of an odd fen would both go to one tranche, and the
    second would be more than it paid. An amount beyond all of it is left for the law to refuse.
    """
    left = [
        purse.returnable_fen(context.read, context.book_id, piece.payment_line_id, piece.tranche_id)
        for piece in slices
    ]
    return left if sum(left) >= fen else [piece.amount_fen for piece in slices]


def _settled(line: PlannedLine) -> dict[str, object]:
    return {
        "project_id": line.contract.project_id,
        "contract_id": line.contract.contract_id,
        "party_id": line.contract.party_id,
        "budget_line_id": line.contract.budget_line_id,
        "payment_line_id": line.payment_line_id,
        "cost_item": line.cost_item,
    }


def _outlay(
    context: Context, piece: Chosen, request: PaymentRequest, what: tuple[str, date]
) -> str:
    """Return 7101 (7601 for capital) in the year of the payment, else the carry-over account."""
    account, on = what
    if request.value_date.year == on.year:
        return outlay_of(account)
    return carry_account(context.read, context.book_id, piece.tranche_id)
