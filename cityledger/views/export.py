"""Every voucher with its postings by human names, streamed, and the balances they must come to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, select

from cityledger.ledger.tables import T
from cityledger.views.moment import named, of_voucher

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import RowMapping

    from cityledger.store.engine import Read

VOUCHER, POSTING, ACCOUNT, BALANCE, BOOK = (
    T[name] for name in ("voucher", "posting", "account", "balance", "book")
)
BATCH = 2_000
"""Rows held in memory at a time: a book of millions of postings is exported in one pass."""


@dataclass(frozen=True, slots=True)
class ExportAccount:
    """An account of the book with its movement: `net_fen` is debit less credit, all tranches."""

    code: str
    name: str
    ledger: str
    net_fen: int


@dataclass(frozen=True, slots=True)
class ExportPosting:
    """One posting: `fen` is debit less credit; `marks` are its dimensions by human name."""

    account: str
    fen: int
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExportVoucher:
    """One voucher with the postings of all three ledgers, in their order."""

    voucher_id: int
    period: int
    word: str
    voucher_no: int
    kind: str
    value_date: date
    summary: str
    reverses_id: int | None
    link_no: str | None
    postings: tuple[ExportPosting, ...]


TRANCHE, BANK, PROJECT, CONTRACT, LINE, ALLOTMENT = (
    T[name]
    for name in ("tranche", "bank_account", "project", "contract", "budget_line", "allotment")
)
_FROM = (
    POSTING.join(
        VOUCHER,
        of_voucher(),
    )
    .outerjoin(TRANCHE, named(TRANCHE, "tranche_id"))
    .outerjoin(BANK, named(BANK, "bank_account_id"))
    .outerjoin(PROJECT, named(PROJECT, "project_id"))
    .outerjoin(CONTRACT, named(CONTRACT, "contract_id"))
    .outerjoin(LINE, named(LINE, "budget_line_id"))
    .outerjoin(ALLOTMENT, named(ALLOTMENT, "allotment_id"))
)
MARKS = ("tranche", "bank", "project", "contract", "party", "line", "allotment", "item")
_ROWS = (
    select(
        VOUCHER.c.voucher_id,
        VOUCHER.c.period,
        VOUCHER.c.word,
        VOUCHER.c.voucher_no,
        VOUCHER.c.kind,
        VOUCHER.c.value_date,
        VOUCHER.c.summary,
        VOUCHER.c.reverses_id,
        VOUCHER.c.link_no,
        POSTING.c.account,
        POSTING.c.debit_fen,
        POSTING.c.credit_fen,
        TRANCHE.c.label.label("tranche"),
        BANK.c.account_no.label("bank"),
        PROJECT.c.code.label("project"),
        CONTRACT.c.contract_no.label("contract"),
        POSTING.c.party_id.label("party"),
        LINE.c.code.label("line"),
        ALLOTMENT.c.allotment_no.label("allotment"),
        POSTING.c.cost_item.label("item"),
        POSTING.c.tranche_id,
    )
    .select_from(_FROM)
    .where(POSTING.c.book_id == bindparam("book"))
    .order_by(VOUCHER.c.value_date, VOUCHER.c.voucher_id, POSTING.c.n)
)
_COUNT = select(func.count(), func.max(VOUCHER.c.value_date), func.min(VOUCHER.c.value_date)).where(
    VOUCHER.c.book_id == bindparam("book")
)
_NET = (
    select(
        ACCOUNT.c.code,
        ACCOUNT.c.zh,
        ACCOUNT.c.ledger,
        func.sum(BALANCE.c.debit_fen - BALANCE.c.credit_fen).label("net"),
    )
    .join(
        BALANCE,
        and_(BALANCE.c.book_id == ACCOUNT.c.book_id, BALANCE.c.account == ACCOUNT.c.code),
    )
    .where(ACCOUNT.c.book_id == bindparam("book"))
    .group_by(ACCOUNT.c.code, ACCOUNT.c.zh, ACCOUNT.c.ledger)
    .order_by(ACCOUNT.c.code)
)
_UNIT = select(BOOK.c.unit_name).where(BOOK.c.book_id == bindparam("book"))


def unit_name(read: Read, book_id: int) -> str:
    """Return the unit whose book this is."""
    return str(read.execute(_UNIT, {"book": book_id}).scalar_one())


def extent(read: Read, book_id: int) -> tuple[int, date | None, date | None]:
    """Return the number of vouchers, and the first and last value date (None: no voucher)."""
    count, last, first = read.execute(_COUNT, {"book": book_id}).one()
    return int(count), first, last


def accounts(read: Read, book_id: int) -> tuple[ExportAccount, ...]:
    """Return every account that ever moved, with its balance as this ledger keeps it."""
    rows = read.execute(_NET, {"book": book_id})
    return tuple(ExportAccount(row.code, row.zh, row.ledger, int(row.net)) for row in rows)


def vouchers(read: Read, book_id: int) -> Iterator[ExportVoucher]:
    """Yield every voucher by value date; memory stays flat however long the book is."""
    found = read.execution_options(yield_per=BATCH).execute(_ROWS, {"book": book_id})
    for _, rows in groupby(found, key=lambda row: row.voucher_id):
        yield _voucher([row._mapping for row in rows])  # noqa: SLF001 - SQLAlchemy's public name


def _voucher(rows: list[RowMapping]) -> ExportVoucher:
    head = rows[0]
    return ExportVoucher(
        voucher_id=head["voucher_id"],
        period=head["period"],
        word=head["word"],
        voucher_no=head["voucher_no"],
        kind=head["kind"],
        value_date=head["value_date"],
        summary=head["summary"],
        reverses_id=head["reverses_id"],
        link_no=head["link_no"],
        postings=tuple(_posting(row) for row in rows),
    )


def _posting(values: RowMapping) -> ExportPosting:
    # Tranche 0 says that no money moves: printing its label on every line would be noise.
    shown = (name for name in MARKS if name != "tranche" or values["tranche_id"])
    marks = tuple((name, str(values[name])) for name in shown if values[name] not in (None, ""))
    return ExportPosting(values["account"], values["debit_fen"] - values["credit_fen"], marks)
