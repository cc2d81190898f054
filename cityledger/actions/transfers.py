"""Acts that move money between accounts of ours, and between books (case 14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.source import check_sending
from cityledger.controls.year_end import LinkFacts, check_arrival, check_link, check_transfer
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.funding import BankAccount, FundSource, Tranche
from cityledger.model.projects import Project
from cityledger.views import purse, transfers
from cityledger.views.find import need, next_id, one

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


@dataclass(frozen=True, kw_only=True)
class SendToBook(Command):
    """Send money of a tranche to another book; the same `link_no` receives it there."""

    act: ClassVar[str] = "transfer.book"
    tranche: str
    bank_account: str
    amount_fen: int
    value_date: date
    to_book: int
    link_no: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReceiveFromBook(Command):
    """Receive what another book of this database sent: a new tranche that knows its origin.

    It inherits uses, expiry and what is to be given back; `project` narrows it to one of ours,
    because the projects of the other book are none of this one.
    """

    act: ClassVar[str] = "funds.receive"
    label: str
    source: str
    from_book: int
    from_tranche: str
    amount_fen: int
    received_on: date
    bank_account: str
    link_no: str
    project: str | None = None


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
    free = _free_fen(context, source, tranche, command.value_date)
    draft, fen, number = Draft(), command.amount_fen, tranche.tranche_id
    draft.findings += check_transfer(command.from_account, tranche.label, free, fen)
    with draft.voucher("付", command.value_date, f"账户间划转 {command.reason}") as voucher:
        voucher.debit(target.account, fen, number, bank_account_id=target.bank_account_id)
        voucher.credit(source.account, fen, number, bank_account_id=source.bank_account_id)
    return draft


def _free_fen(context: Context, bank: BankAccount, tranche: Tranche, on: date) -> int:
    """Return what may leave an account: the least of all days from `on`, less what is held."""
    pair = (bank.bank_account_id, tranche.tranche_id)
    known = purse.purses(context.read, context.book_id)
    least = purse.least_fen(context.read, context.book_id, known, pair, on)
    return least - known.held.get(pair, 0)


def _positive(amount_fen: int, book: int, own: int) -> None:
    problems = []
    if amount_fen <= 0:
        reason = "the amount is positive 金额须为正"
        problems.append(Problem("amount_fen", str(amount_fen), reason, "更正金额"))
    if book == own:
        reason = "is this book 就是本账套"
        problems.append(Problem("book", str(book), reason, "账户间划转另行办理"))
    if problems:
        raise BadInput(tuple(problems))


def _used_in(context: Context, link_no: str) -> tuple[int, ...]:
    """Return the books a number arrived in, and this one if it has the number."""
    books = set(transfers.arrived_in(context.read, link_no))
    if transfers.is_known(context.read, context.book_id, link_no):
        books.add(context.book_id)
    return tuple(sorted(books))


@form(SendToBook)
def send_to_book(context: Context, command: SendToBook) -> Draft:
    """Draw up D5001(T) C1002xx(T,B) ‖ D7101(T) C8001(T) with the number of the transfer."""
    _positive(command.amount_fen, command.to_book, context.book_id)
    key = {"account_no": command.bank_account}
    bank = need(context.read, BankAccount, "bank account", **context.here, **key)
    tranche = need(context.read, Tranche, "tranche", **context.here, label=command.tranche)
    free = _free_fen(context, bank, tranche, command.value_date)
    draft, fen, number = Draft(), command.amount_fen, tranche.tranche_id
    draft.findings += check_transfer(bank.account_no, tranche.label, free, fen)
    draft.findings += check_link(command.link_no, _used_in(context, command.link_no))
    given = {"fund_source_id": tranche.fund_source_id}
    source = one(context.read, FundSource, **context.here, **given)
    draft.findings += check_sending(tranche.label, tranche.kind, source.kind if source else "")
    summary = f"拨付账套{command.to_book} {command.reason}"
    on = command.value_date
    with draft.voucher("付", on, summary, link_no=command.link_no) as voucher:
        voucher.debit("5001", fen, number)
        voucher.credit(bank.account, fen, number, bank_account_id=bank.bank_account_id)
        voucher.debit("7101", fen, number)
        voucher.credit("8001", fen, number)
    return draft


@form(ReceiveFromBook)
def receive_from_book(context: Context, command: ReceiveFromBook) -> Draft:
    """Draw up D1002xx(T′,B) C income(T′) ‖ D8001(T′) C6xxx(T′); T′ names its origin (L13)."""
    _positive(command.amount_fen, command.from_book, context.book_id)
    there = {"book_id": command.from_book, "label": command.from_tranche}
    origin = need(context.read, Tranche, "tranche of the sending book", **there)
    source = need(context.read, FundSource, "fund source", **context.here, name=command.source)
    key = {"account_no": command.bank_account}
    bank = need(context.read, BankAccount, "bank account", **context.here, **key)
    facts = LinkFacts(
        book=command.from_book,
        tranche=origin.label,
        link_no=command.link_no,
        amount_fen=command.amount_fen,
        sent_fen=transfers.sent_fen(context.read, command.from_book, origin.label, command.link_no),
        used_in=_used_in(context, command.link_no),
    )
    draft = Draft(findings=list(check_arrival(facts)))
    number = next_id(context.read, Tranche, "tranche_id", context.book_id)
    _inherit(context, draft, command, (number, source.fund_source_id), origin)
    fen, on = command.amount_fen, command.received_on
    summary = f"收到账套{command.from_book}拨付 {command.label}"
    with draft.voucher("收", on, summary, link_no=command.link_no) as voucher:
        voucher.debit(bank.account, fen, number, bank_account_id=bank.bank_account_id)
        voucher.credit(source.income_account, fen, number)
        voucher.debit("8001", fen, number)
        voucher.credit(source.budget_account, fen, number)
    return draft


def _inherit(
    context: Context,
    draft: Draft,
    command: ReceiveFromBook,
    numbers: tuple[int, int],
    origin: Tranche,
) -> None:
    scope = "*"
    if command.project is not None:
        key = {"code": command.project}
        scope = str(need(context.read, Project, "project", **context.here, **key).project_id)
    draft.add(
        "tranche",
        tranche_id=numbers[0],
        label=command.label,
        form="cash",
        kind=origin.kind,
        fund_source_id=numbers[1],
        amount_fen=command.amount_fen,
        received_on=command.received_on,
        fund_year=origin.fund_year,
        expiry_on=origin.expiry_on,
        in_budget=1,
        restricted=origin.restricted,
        uses=origin.uses,
        scope=scope,
        forbids=origin.forbids,
        return_to=origin.return_to,
        interest_rule=origin.interest_rule,
        surplus_rule=origin.surplus_rule,
        programme=origin.programme,
        origin_book=command.from_book,
        origin_tranche=origin.tranche_id,
    )
