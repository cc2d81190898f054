"""What a reader of a payment request compares it with: the last payment, the bank, the papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, or_, select

from cityledger.kernel import days
from cityledger.ledger.tables import T
from cityledger.views.moment import POSTING, VOUCHER, of_voucher, unindexed
from cityledger.views.voucher import word_no

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Row

    from cityledger.store.engine import Read
    from cityledger.views.payments import RequestCard

LINE, STEP, SLICE, BANK = (
    T[name] for name in ("payment_line", "payment_step", "funding_slice", "bank_account")
)
INVOICE, USE, FILE = (T[name] for name in ("invoice", "payment_invoice", "evidence_file"))
STATEMENT, BOOKED = T["bank_statement_line"], T["statement_use"]
DAYS_BEFORE, DAYS_AFTER = 3, 30
"""How far a line of the statement may stand from the day of a payment and still be its."""

LABOUR = "230206"
"""应付农民工工资: what goes to the wage account."""

_NEWEST = (
    select(func.max(STEP.c.leaf_idx))
    .where(
        STEP.c.book_id == LINE.c.book_id,
        STEP.c.payment_request_id == LINE.c.payment_request_id,
    )
    .correlate(LINE)
    .scalar_subquery()
)
_LAST = (
    select(LINE.c.payment_request_id)
    .join(
        STEP,
        and_(
            STEP.c.book_id == LINE.c.book_id,
            STEP.c.payment_request_id == LINE.c.payment_request_id,
            STEP.c.leaf_idx == _NEWEST,
        ),
    )
    .where(
        LINE.c.book_id == bindparam("book"),
        LINE.c.contract_id == bindparam("contract"),
        LINE.c.payment_request_id < bindparam("request"),
        STEP.c.step == "paid",
    )
    .order_by(LINE.c.payment_line_id.desc())
    .limit(1)
)
# What one payee gets from one account of ours leaves it as one transfer.
_TRANSFERS = (
    select(
        LINE.c.n,
        BANK.c.bank_account_id,
        BANK.c.name,
        BANK.c.bank_name,
        BANK.c.account_no,
        func.sum(SLICE.c.amount_fen).label("fen"),
    )
    .join(
        LINE,
        and_(LINE.c.book_id == SLICE.c.book_id, LINE.c.payment_line_id == SLICE.c.payment_line_id),
    )
    .join(
        BANK,
        and_(BANK.c.book_id == SLICE.c.book_id, BANK.c.bank_account_id == SLICE.c.bank_account_id),
    )
    .where(LINE.c.book_id == bindparam("book"), LINE.c.payment_request_id == bindparam("request"))
    .group_by(
        LINE.c.n,
        BANK.c.bank_account_id,
        BANK.c.name,
        BANK.c.bank_name,
        BANK.c.account_no,
    )
    .order_by(LINE.c.n, BANK.c.bank_account_id)
)
_MATCHING = (
    select(STATEMENT, BOOKED.c.leaf_idx.label("used"))
    .outerjoin(
        BOOKED,
        and_(
            BOOKED.c.book_id == STATEMENT.c.book_id,
            BOOKED.c.statement_line_id == STATEMENT.c.statement_line_id,
        ),
    )
    .where(
        STATEMENT.c.book_id == bindparam("book"),
        STATEMENT.c.bank_account_id == bindparam("bank"),
        STATEMENT.c.amount_fen == bindparam("fen"),
        STATEMENT.c.booked_on >= bindparam("first"),
        STATEMENT.c.booked_on <= bindparam("last"),
    )
    .order_by(STATEMENT.c.booked_on, STATEMENT.c.statement_line_id)
)
_INVOICES = (
    select(INVOICE)
    .where(
        INVOICE.c.book_id == bindparam("book"),
        INVOICE.c.invoice_id.in_(
            select(USE.c.invoice_id).where(
                USE.c.book_id == bindparam("book"),
                USE.c.payment_request_id == bindparam("request"),
            )
        ),
    )
    .order_by(INVOICE.c.invoice_id)
)
_USES = (
    select(USE.c.payment_request_id, func.sum(USE.c.amount_fen).label("fen"))
    .where(USE.c.book_id == bindparam("book"), USE.c.invoice_id == bindparam("invoice"))
    .group_by(USE.c.payment_request_id)
    .having(func.sum(USE.c.amount_fen) != 0)
    .order_by(USE.c.payment_request_id)
)
_FILES = (
    select(FILE)
    .where(
        FILE.c.book_id == bindparam("book"),
        or_(*(FILE.c.name.like(bindparam(key), escape="\\") for key in ("name1", "name2"))),
    )
    .order_by(FILE.c.leaf_idx)
    .limit(20)
)
_NUMBERED = (
    select(VOUCHER.c.voucher_id, VOUCHER.c.word, VOUCHER.c.voucher_no, VOUCHER.c.value_date)
    .where(
        VOUCHER.c.book_id == bindparam("book"),
        VOUCHER.c.voucher_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(VOUCHER.c.voucher_id)
)
_VOUCHERS = (
    select(
        VOUCHER.c.voucher_id,
        VOUCHER.c.word,
        VOUCHER.c.voucher_no,
        VOUCHER.c.value_date,
        VOUCHER.c.summary,
        func.sum(POSTING.c.debit_fen).label("fen"),
    )
    .select_from(POSTING)
    .join(VOUCHER, of_voucher())
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.contract_id == bindparam("contract"),
        # Neither bound may take the place of the index on contracts (see moment.standing).
        unindexed(POSTING.c.account) < "7",
        VOUCHER.c.voucher_id + 0 < bindparam("before"),
    )
    .group_by(
        VOUCHER.c.voucher_id,
        VOUCHER.c.word,
        VOUCHER.c.voucher_no,
        VOUCHER.c.value_date,
        VOUCHER.c.summary,
    )
    .order_by(VOUCHER.c.voucher_id.desc())
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What two payments of one contract are compared by; the labour share is in fen."""

    amount_fen: int
    certificates: tuple[int, ...]
    accounts: tuple[str, ...]
    tranches: tuple[str, ...]
    labour_fen: int


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of the bank's statement; `is_used` when an act has booked it already."""

    booked_on: date
    amount_fen: int
    bank_ref: str
    counterparty: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer a request orders: from which account of ours, to whom, and what the bank did."""

    n: int
    payee_name: str
    payee_bank: str
    payee_account: str
    name: str
    bank_name: str
    account_no: str
    amount_fen: int
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class InvoiceState:
    """An invoice of a request: its state, and what other requests use of it, in fen."""

    number: str
    state: str
    amount_fen: int
    verified_on: date | None
    others: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class EvidenceName:
    """A sealed attachment: its name, size and SHA-256, and the leaf that sealed it."""

    name: str
    size: int
    sha256: str
    leaf_idx: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A voucher by its number as printed, with its day."""

    voucher_id: int
    word_no: str
    value_date: date


@dataclass(frozen=True, slots=True)
class ContractVoucher:
    """A voucher that touches a contract, with what it debits under it in money accounts, in fen."""

    voucher_id: int
    word_no: str
    value_date: date
    summary: str
    amount_fen: int


def last_paid(read: Read, book_id: int, contract_id: int, before: int) -> int | None:
    """Return the number of the newest paid request of a contract before another request."""
    names = {"book": book_id, "contract": contract_id, "request": before}
    found: int | None = read.execute(_LAST, names).scalar_one_or_none()
    return found


def terms(card: RequestCard) -> Terms:
    """Return what a request is compared by."""
    return Terms(
        amount_fen=card.request.amount_fen,
        certificates=tuple(
            sorted({x.certificate_no for x in card.lines if x.certificate_no is not None})
        ),
        accounts=tuple(
            dict.fromkeys(f"{x.payee_name} {x.payee_bank} {x.payee_account}" for x in card.lines)
        ),
        tranches=tuple(dict.fromkeys(x.tranche for x in card.slices)),
        labour_fen=sum(x.amount_fen for x in card.lines if x.account == LABOUR),
    )


def transfers(read: Read, book_id: int, card: RequestCard, paid_on: date) -> tuple[Transfer, ...]:
    """Return the transfers of a request with the lines of the statement that match each.

    A line matches by account, amount and day.
    """
    names = {"book": book_id, "request": card.request.payment_request_id}
    payees = {line.n: line for line in card.lines}
    span = {
        "first": days.add_days(paid_on, -DAYS_BEFORE),
        "last": days.add_days(paid_on, DAYS_AFTER),
    }
    out = []
    for row in read.execute(_TRANSFERS, names).all():
        asked = {"book": book_id, "bank": row.bank_account_id, "fen": -int(row.fen)} | span
        out.append(
            Transfer(
                n=row.n,
                payee_name=payees[row.n].payee_name,
                payee_bank=payees[row.n].payee_bank,
                payee_account=payees[row.n].payee_account,
                name=row.name,
                bank_name=row.bank_name,
                account_no=row.account_no,
                amount_fen=int(row.fen),
                lines=tuple(_statement(line) for line in read.execute(_MATCHING, asked)),
            )
        )
    return tuple(out)


def _statement(row: Row[Any]) -> StatementLine:
    return StatementLine(
        booked_on=row.booked_on,
        amount_fen=row.amount_fen,
        bank_ref=row.bank_ref,
        counterparty=row.counterparty,
        is_used=row.used is not None,
    )


def invoice_states(read: Read, book_id: int, request: int) -> tuple[InvoiceState, ...]:
    """Return the invoices a request names, with their state and who else uses them."""
    names = {"book": book_id, "request": request}
    out = []
    for row in read.execute(_INVOICES, names).all():
        uses = read.execute(_USES, {"book": book_id, "invoice": row.invoice_id}).all()
        others = tuple(
            (use.payment_request_id, int(use.fen))
            for use in uses
            if use.payment_request_id != request
        )
        out.append(InvoiceState(row.number, row.state, row.amount_fen, row.verified_on, others))
    return tuple(out)


def files_named(read: Read, book_id: int, words: Iterable[str]) -> tuple[EvidenceName, ...]:
    """Return the sealed attachments whose name holds one of two words, such as a contract number.

    The ledger ties an attachment to no document, so its name is all there is to go by.
    """
    first, *rest = [word for word in words if word] or [""]
    if not first:
        return ()
    names = {"book": book_id, "name1": _holding(first), "name2": _holding((rest or [first])[0])}
    return tuple(
        EvidenceName(row.name, row.size, row.sha256, row.leaf_idx)
        for row in read.execute(_FILES, names)
    )


def numbered(read: Read, book_id: int, vouchers: Iterable[int]) -> tuple[Numbered, ...]:
    """Return vouchers by their numbers as printed, in their order."""
    names = {"book": book_id, "ids": list(vouchers)}
    return tuple(
        Numbered(row.voucher_id, word_no(row.word, row.voucher_no), row.value_date)
        for row in read.execute(_NUMBERED, names)
    )


def _holding(word: str) -> str:
    for sign in "\\%_":
        word = word.replace(sign, f"\\{sign}")
    return f"%{word}%"


def contract_vouchers(
    read: Read, book_id: int, contract_id: int, before: int | None, limit: int
) -> tuple[ContractVoucher, ...]:
    """Return a page of the vouchers of a contract, the newest first, before voucher `before`."""
    names = {"book": book_id, "contract": contract_id, "limit": limit}
    names["before"] = before if before is not None else 1 << 62
    return tuple(
        ContractVoucher(
            row.voucher_id,
            word_no(row.word, row.voucher_no),
            row.value_date,
            row.summary,
            int(row.fen),
        )
        for row in read.execute(_VOUCHERS, names)
    )
