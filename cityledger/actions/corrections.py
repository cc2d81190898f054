"""Correction of posted vouchers: red with its replacement, blue across years (L6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, Voucher, form
from cityledger.controls.reversal import ReversalFacts, check
from cityledger.model.books import Posting, Voucher as VoucherRow
from cityledger.views.corrections import is_corrected
from cityledger.views.find import many, need
from cityledger.views.year_end import carry_account

if TYPE_CHECKING:
    from datetime import date

    from cityledger.model.contracts import Contract

PRIOR_YEAR = "3501"
"""Where income and expense of a closed year are corrected (会计基础工作规范 art. 51-5)."""

DIMENSIONS = (
    "bank_account_id", "project_id", "sub_project_id", "contract_id", "party_id",
    "budget_line_id", "allotment_id", "payment_line_id", "cost_item", "function_code",
    "economic_code", "summary",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CorrectVoucher(Command):
    """Reverse a posted voucher and book it again, moved to the contract it belongs to.

    Without `contract` the voucher is only reversed: allowed where no money moved.
    """

    act: ClassVar[str] = "voucher.correct"
    voucher_id: int
    value_date: date
    reason: str
    from_contract: str | None = None
    contract: str | None = None


@form(CorrectVoucher)
def correct_voucher(context: Context, command: CorrectVoucher) -> Draft:
    """Draw up the correction: all lines negative, then the right ones (walkthrough case 6)."""
    key = {"voucher_id": command.voucher_id}
    wrong = need(context.read, VoucherRow, "voucher", **context.here, **key)
    postings = many(context.read, Posting, **context.here, **key)
    draft = Draft()
    _lawful(context, draft, command, wrong, postings)
    name = f"{wrong.value_date.month}月{wrong.value_date.day}日{wrong.word}字第{wrong.voucher_no}号"
    same_year = wrong.value_date.year == command.value_date.year
    if same_year:
        with draft.voucher(
            wrong.word,
            command.value_date,
            f"注销{name}凭证:{command.reason}",
            kind="reversal",
            reverses_id=wrong.voucher_id,
        ) as red:
            for posting in postings:
                _again(red, posting, -1)
    else:
        summary = f"{_blue(wrong)}{command.reason}"
        with draft.voucher(wrong.word, command.value_date, summary) as blue:
            for posting in postings:
                _swapped(context, blue, posting)
    if command.contract is not None:
        target = contract_by_no(context, command.contract)
        moved = contract_by_no(context, command.from_contract or command.contract)
        summary = f"订正{name}凭证:{command.reason}"
        with draft.voucher(
            wrong.word, command.value_date, summary, attachments=wrong.attachments
        ) as right:
            for posting in postings:
                account = posting.account if same_year else _prior(context, posting)
                _moved(right, posting, account, moved, target)
    return draft


def _blue(wrong: VoucherRow) -> str:
    """Return how the summary of a blue correction begins; no two vouchers are named alike."""
    on = wrong.value_date
    return f"更正{on.year}年{on.month}月{on.day}日{wrong.word}字第{wrong.voucher_no}号凭证:"


def _lawful(
    context: Context,
    draft: Draft,
    command: CorrectVoucher,
    wrong: VoucherRow,
    postings: tuple[Posting, ...],
) -> None:
    """A voucher is reversed at most once, a reversal never; money needs its replacement (L6).

    A correction of a closed year is blue and reverses nothing, so its year is no finding.
    """
    net: dict[int, int] = {}
    for posting in postings:
        if posting.bank_account_id is not None and command.contract is None:
            moved = posting.credit_fen - posting.debit_fen
            net[posting.bank_account_id] = net.get(posting.bank_account_id, 0) + moved
    year = command.value_date.year
    draft.findings += check(
        ReversalFacts(
            voucher=f"{wrong.word}-{wrong.voucher_no}",
            is_reversal=wrong.reverses_id is not None,
            is_reversed=is_corrected(context.read, context.book_id, wrong.voucher_id, _blue(wrong)),
            year=year,
            now=year,
            bank_net_fen=tuple(net.items()),
        )
    )


def _dimensions(posting: Posting) -> dict[str, object]:
    return {name: getattr(posting, name) for name in DIMENSIONS}


def _again(voucher: Voucher, posting: Posting, sign: int) -> None:
    names = _dimensions(posting)
    voucher.debit(posting.account, sign * posting.debit_fen, posting.tranche_id, **names)
    voucher.credit(posting.account, sign * posting.credit_fen, posting.tranche_id, **names)


def _prior(context: Context, posting: Posting) -> str:
    """Return the account of today for one of a closed year: what it was carried to (case 6)."""
    if posting.account[0] in "45":
        return PRIOR_YEAR
    if posting.account[0] in "67":
        return carry_account(context.read, context.book_id, posting.tranche_id)
    return posting.account


def _swapped(context: Context, voucher: Voucher, posting: Posting) -> None:
    names = _dimensions(posting)
    account = _prior(context, posting)
    voucher.credit(account, posting.debit_fen, posting.tranche_id, **names)
    voucher.debit(account, posting.credit_fen, posting.tranche_id, **names)


def _moved(voucher: Voucher, posting: Posting, account: str, old: Contract, new: Contract) -> None:
    names = _dimensions(posting)
    if posting.contract_id == old.contract_id:
        names |= {
            "contract_id": new.contract_id,
            "party_id": new.party_id,
            "project_id": new.project_id,
        }
        if posting.budget_line_id is not None:
            names["budget_line_id"] = new.budget_line_id
    voucher.debit(account, posting.debit_fen, posting.tranche_id, **names)
    voucher.credit(account, posting.credit_fen, posting.tranche_id, **names)
