"""The journal (序时账): vouchers by value date, filtered, a page at a time by key.

A page is asked for by the key of the row before it, never by an offset: a deep page costs what
the first one costs, and a growing book does not shift rows under the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, tuple_

from cityledger.ledger.tables import T
from cityledger.model.types import Day, Int
from cityledger.views.moment import (
    POSTING,
    VOUCHER,
    VOUCHERS_PER_LEAF,
    Moment,
    between,
    standing,
    unindexed,
)
from cityledger.views.voucher import word_no

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Select

    from cityledger.store.engine import Read

ACT, STEP, CONTRACT = (T[name] for name in ("request", "payment_step", "contract"))

SELECTIVE = frozenset({"tranche_id", "contract_id", "allotment_id", "party_id", "payee_id"})
"""Filters by which few postings are found at once, through their index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFilter:
    """What vouchers to list; None asks nothing. All that is asked of postings is asked of one.

    account is an account with everything below it; text is looked for in summaries; amounts are
    those of the voucher, in fen, both ends included; periods are yyyymm, 0 the opening; days are
    value dates. payee_id is a unit whose contract a posting is of; maker is who made the payment
    request, or did the act that a voucher without one came from.
    """

    from_period: int | None = None
    to_period: int | None = None
    word: str | None = None
    kind: str | None = None
    account: str | None = None
    tranche_id: int | None = None
    bank_account_id: int | None = None
    project_id: int | None = None
    contract_id: int | None = None
    allotment_id: int | None = None
    party_id: str | None = None
    low_fen: int | None = None
    high_fen: int | None = None
    text: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    maker: str | None = None
    payee_id: str | None = None

    def asked(self) -> dict[str, object]:
        """Return the filters that ask something, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


EVERYTHING = JournalFilter()


@dataclass(frozen=True, slots=True)
class JournalKey:
    """Where a row stands: value date, then voucher number of the book."""

    on: date
    voucher_id: int


@dataclass(frozen=True, slots=True)
class Window:
    """Which page: the `limit` rows after a key (None: the first ones), in one of two orders."""

    after: JournalKey | None = None
    limit: int = 100
    newest_first: bool = True


FIRST = Window()


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A voucher in the list; amount is the debit of its first ledger that has postings, in fen."""

    voucher_id: int
    period: int
    word: str
    voucher_no: int
    kind: str
    value_date: date
    booked_at: datetime
    summary: str
    amount_fen: int
    reverses_id: int | None
    payment_request_id: int | None

    @property
    def word_no(self) -> str:
        """Word and number as people say them."""
        return word_no(self.word, self.voucher_no)

    @property
    def key(self) -> JournalKey:
        """The key the next page is asked for with."""
        return JournalKey(self.value_date, self.voucher_id)


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Rows in the order asked for; `after` is the key of the next page, None on the last one."""

    rows: tuple[JournalRow, ...]
    after: JournalKey | None


@dataclass(frozen=True, slots=True)
class JournalTotal:
    """How many vouchers a filter finds and what they come to, in fen."""

    voucher_count: int
    amount_fen: int


def _debit(low: str, high: str) -> ColumnElement[int]:
    inside = and_(POSTING.c.account >= low, POSTING.c.account < high)
    return func.sum(case((inside, POSTING.c.debit_fen), else_=0))


# A voucher without financial postings counts by its budget ledger, else by its memo ledger.
_AMOUNT = (
    select(
        func.coalesce(
            func.nullif(_debit("0", "6"), 0), func.nullif(_debit("6", "9"), 0), _debit("9", "~"), 0
        )
    )
    .where(POSTING.c.book_id == VOUCHER.c.book_id, POSTING.c.voucher_id == VOUCHER.c.voucher_id)
    .correlate(VOUCHER)
    .scalar_subquery()
)
# Asked of the makers and not of the vouchers: two short lists, each read once.
_MADE = or_(
    VOUCHER.c.payment_request_id.in_(
        select(STEP.c.payment_request_id).where(
            STEP.c.book_id == bindparam("book"),
            STEP.c.step == "submitted",
            STEP.c.actor == bindparam("maker"),
        )
    ),
    and_(
        VOUCHER.c.payment_request_id.is_(None),
        (VOUCHER.c.voucher_id // VOUCHERS_PER_LEAF).in_(
            select(ACT.c.leaf_idx).where(
                ACT.c.book_id == bindparam("book"), ACT.c.actor == bindparam("maker")
            )
        ),
    ),
)
_HEAD: dict[str, ColumnElement[bool]] = {
    "from_period": VOUCHER.c.period >= bindparam("from_period"),
    "to_period": VOUCHER.c.period <= bindparam("to_period"),
    "word": VOUCHER.c.word == bindparam("word"),
    "kind": VOUCHER.c.kind == bindparam("kind"),
    "low_fen": bindparam("low_fen") <= _AMOUNT,
    "high_fen": bindparam("high_fen") >= _AMOUNT,
    "from_on": VOUCHER.c.value_date >= bindparam("from_on"),
    "to_on": VOUCHER.c.value_date <= bindparam("to_on"),
    "maker": _MADE,
}
_CONTRACTS_OF = select(CONTRACT.c.contract_id).where(
    CONTRACT.c.book_id == bindparam("book"), CONTRACT.c.party_id == bindparam("payee_id")
)
_LINE: dict[str, ColumnElement[bool]] = {
    name: POSTING.c[name] == bindparam(name)
    for name in (
        "tranche_id", "bank_account_id", "project_id", "contract_id", "allotment_id", "party_id",
    )
}  # fmt: skip
# Every posting that names a unit names its contract, and only that has an index.
_LINE["payee_id"] = POSTING.c.contract_id.in_(_CONTRACTS_OF)


def _conditions(asked: frozenset[str]) -> list[ColumnElement[bool]]:
    found: list[Any] = [VOUCHER.c.book_id == bindparam("book"), *standing(by_day=True)]
    found += [_HEAD[name] for name in sorted(asked & _HEAD.keys())]
    selective = bool(asked & SELECTIVE)
    lines = [_LINE[name] for name in sorted(asked & _LINE.keys())]
    if "account" in asked:
        # Of one voucher at a time the account's index would be read whole, again and again.
        account = POSTING.c.account if selective else unindexed(POSTING.c.account)
        lines.append(between(account, bindparam("account"), bindparam("account_high")))
    own = (POSTING.c.book_id == VOUCHER.c.book_id, POSTING.c.voucher_id == VOUCHER.c.voucher_id)
    if selective:
        here = POSTING.c.book_id == bindparam("book")
        found.append(VOUCHER.c.voucher_id.in_(select(POSTING.c.voucher_id).where(here, *lines)))
    elif lines:
        found.append(select(POSTING.c.n).where(*own, *lines).correlate(VOUCHER).exists())
    if "text" in asked:
        like: Any = bindparam("text")
        told = select(POSTING.c.n).where(*own, POSTING.c.summary.like(like, escape="\\"))
        found.append(
            or_(VOUCHER.c.summary.like(like, escape="\\"), told.correlate(VOUCHER).exists())
        )
    return found


@cache
def _page(asked: frozenset[str], *, newest_first: bool, later: bool) -> Select[Any]:
    key = (VOUCHER.c.value_date, VOUCHER.c.voucher_id)
    statement = select(VOUCHER, _AMOUNT.label("amount")).where(*_conditions(asked))
    if later:
        seen = tuple_(bindparam("after_on", type_=Day()), bindparam("after_id", type_=Int))
        beyond = tuple_(*key) < seen if newest_first else tuple_(*key) > seen
        statement = statement.where(beyond)
    order = [column.desc() for column in key] if newest_first else list(key)
    return statement.order_by(*order).limit(bindparam("limit"))


@cache
def _total(asked: frozenset[str]) -> Select[Any]:
    found = select(_AMOUNT.label("amount")).where(*_conditions(asked)).subquery()
    return select(func.count(), func.coalesce(func.sum(found.c.amount), 0)).select_from(found)


def _names(book_id: int, moment: Moment, wanted: JournalFilter) -> dict[str, object]:
    names = moment.names(book_id) | wanted.asked()
    if wanted.account is not None:
        names["account_high"] = wanted.account + "~"
    if wanted.text is not None:
        literal = wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        names["text"] = f"%{literal}%"
    return names


def journal(
    read: Read,
    book_id: int,
    wanted: JournalFilter = EVERYTHING,
    window: Window = FIRST,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> JournalPage:
    """Return one page of the vouchers a filter finds, in order of value date and voucher."""
    names = _names(book_id, Moment(as_of, as_known), wanted) | {"limit": window.limit + 1}
    later = window.after is not None
    if window.after is not None:
        names |= {"after_on": window.after.on, "after_id": window.after.voucher_id}
    asked = frozenset(wanted.asked())
    statement = _page(asked, newest_first=window.newest_first, later=later)
    rows = tuple(
        JournalRow(
            voucher_id=row.voucher_id,
            period=row.period,
            word=row.word,
            voucher_no=row.voucher_no,
            kind=row.kind,
            value_date=row.value_date,
            booked_at=row.booked_at,
            summary=row.summary,
            amount_fen=int(row.amount),
            reverses_id=row.reverses_id,
            payment_request_id=row.payment_request_id,
        )
        for row in read.execute(statement, names)
    )
    shown = rows[: window.limit]
    return JournalPage(shown, shown[-1].key if len(rows) > window.limit else None)


def journal_total(
    read: Read,
    book_id: int,
    wanted: JournalFilter = EVERYTHING,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> JournalTotal:
    """Return number and sum of all vouchers a filter finds, whatever page is shown."""
    names = _names(book_id, Moment(as_of, as_known), wanted)
    count, amount = read.execute(_total(frozenset(wanted.asked())), names).one()
    return JournalTotal(int(count), int(amount))
