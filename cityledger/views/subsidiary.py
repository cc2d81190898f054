"""The subsidiary ledger (明细账) of an account: pages for the screen, a stream for the paper.

Rows stand in order of value date and voucher; opening vouchers (period 0) belong to the opening,
whatever their date. Tranches narrow money accounts and 8001 only: the balance of any other
account in one tranche means nothing (L2), its postings are what `trace` shows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, func, select, tuple_

from cityledger.kernel.chart import chart
from cityledger.kernel.days import OPENING, period_of
from cityledger.kernel.errors import BadInput, Problem
from cityledger.ledger.tables import T
from cityledger.model.types import Day, Int
from cityledger.views import flows
from cityledger.views.log_mark import log_mark
from cityledger.views.moment import (
    BALANCE,
    POSTING,
    VOUCHER,
    Moment,
    between,
    of_voucher,
    standing,
    unindexed,
)
from cityledger.views.subsidiary_ledger import LedgerOpening, LedgerRow, SubsidiaryLedger
from cityledger.views.voucher import word_no

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Row, Select

    from cityledger.store.engine import Read

BATCH = 1000
CUBE_KEYS = frozenset({"tranche_id", "bank_account_id", "project_id"})
"""Dimensions the cube knows: an opening over these needs no posting."""

ACCOUNT = T["account"]
NAMES = {
    "project_id": (T["project"], "name"),
    "contract_id": (T["contract"], "contract_no"),
    "tranche_id": (T["tranche"], "label"),
    "bank_account_id": (T["bank_account"], "name"),
    "budget_line_id": (T["budget_line"], "name"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """An account with everything below it, narrowed by keys that are not None."""

    account: str
    project_id: int | None = None
    contract_id: int | None = None
    tranche_id: int | None = None
    bank_account_id: int | None = None
    budget_line_id: int | None = None

    def asked(self) -> dict[str, object]:
        """Return the keys that narrow the account, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {k: v for k, v in values.items() if v is not None and k != "account"}


@dataclass(frozen=True, slots=True)
class RegisterKey:
    """Where a row stands, and the balance after it: the next page goes on from here."""

    on: date
    voucher_id: int
    n: int
    balance_fen: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One posting with the balance after it, in fen, debit positive."""

    voucher_id: int
    n: int
    account: str
    on: date
    word_no: str
    summary: str
    counter: str
    debit_fen: int
    credit_fen: int
    balance_fen: int

    @property
    def key(self) -> RegisterKey:
        """The key the next page is asked for with."""
        return RegisterKey(self.on, self.voucher_id, self.n, self.balance_fen)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Rows in order; `after` is the key of the next page, None on the last one."""

    rows: tuple[RegisterRow, ...]
    after: RegisterKey | None


@dataclass(frozen=True, slots=True)
class RegisterTotal:
    """How many postings a span has and what they come to, in fen."""

    posting_count: int
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True, slots=True)
class RegisterWindow:
    """Which page: the `limit` rows after a key (None: the first ones)."""

    after: RegisterKey | None = None
    limit: int = 100


FIRST = RegisterWindow()


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day of a month to any day."""

    from_on: date
    to_on: date


def _scope(columns: Any, asked: frozenset[str]) -> tuple[Any, ...]:  # noqa: ANN401 - any table's columns
    return tuple(columns[name] == bindparam(name) for name in sorted(asked))


@cache
def _opening(asked: frozenset[str], *, cube: bool) -> Select[Any]:
    """Movement before the first period: all of it, and that of the same year without openings."""
    columns = BALANCE.c if cube else POSTING.c
    period = BALANCE.c.period if cube else VOUCHER.c.period
    this_year = period >= bindparam("year")
    net = columns.debit_fen - columns.credit_fen
    # No index knows a line of the estimate: its opening is found along the months before the
    # first, which are few for a life (openings alone), and not along a whole account.
    by_month = "budget_line_id" in asked
    account = unindexed(columns.account) if by_month else columns.account
    statement = select(
        func.coalesce(func.sum(net), 0).label("balance"),
        func.coalesce(func.sum(case((this_year, columns.debit_fen), else_=0)), 0).label("debit"),
        func.coalesce(func.sum(case((this_year, columns.credit_fen), else_=0)), 0).label("credit"),
    ).where(
        columns.book_id == bindparam("book"),
        between(account, bindparam("account"), bindparam("account_high")),
        period < bindparam("from_period"),
        *_scope(columns, asked),
    )
    return statement if cube else statement.join(VOUCHER, of_voucher()).where(*standing())


@cache
def _rows(asked: frozenset[str], *, later: bool) -> Select[Any]:
    # A contract or a tranche has few postings: they are found first and sorted. Of anything else
    # one page is read along the days; by its own index a whole account would be read and sorted.
    few = bool(asked & {"contract_id", "tranche_id"})
    account = POSTING.c.account if few else unindexed(POSTING.c.account)
    day = unindexed(VOUCHER.c.value_date) if few else VOUCHER.c.value_date
    statement = (
        select(
            POSTING.c.voucher_id,
            POSTING.c.n,
            POSTING.c.account,
            VOUCHER.c.value_date,
            VOUCHER.c.word,
            VOUCHER.c.voucher_no,
            func.coalesce(POSTING.c.summary, VOUCHER.c.summary).label("summary"),
            POSTING.c.debit_fen,
            POSTING.c.credit_fen,
        )
        .join(VOUCHER, of_voucher())
        .where(
            POSTING.c.book_id == bindparam("book"),
            VOUCHER.c.book_id == bindparam("book"),
            between(account, bindparam("account"), bindparam("account_high")),
            day >= bindparam("from_on"),
            day <= bindparam("to_on"),
            VOUCHER.c.period != OPENING,
            *standing(by_day=not few),
            *_scope(POSTING.c, asked),
        )
    )
    place = (day, VOUCHER.c.voucher_id, POSTING.c.n)
    if later:
        seen = tuple_(
            bindparam("after_on", type_=Day()),
            bindparam("after_id", type_=Int),
            bindparam("after_n", type_=Int),
        )
        statement = statement.where(tuple_(*place) > seen)
    return statement.order_by(*place).limit(bindparam("limit"))


_SIDES = (
    select(
        POSTING.c.voucher_id,
        POSTING.c.account,
        case((POSTING.c.debit_fen != 0, 1), else_=0).label("is_debit"),
    )
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.voucher_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(POSTING.c.voucher_id, POSTING.c.n)
)
_CHART = select(ACCOUNT.c.code, ACCOUNT.c.zh).where(ACCOUNT.c.book_id == bindparam("book"))


def _judge(scope: Scope) -> None:
    """Only money accounts and 8001 are read per tranche (L2); raises BadInput."""
    readable = scope.account.startswith((*flows.MONEY, flows.PURSE))
    if scope.tranche_id is not None and not readable:
        reason = "only money accounts and 8001 have a balance per tranche (L2)"
        remedy = "leave the tranche out, or trace the tranche to its payees"
        raise BadInput((Problem("account", scope.account, reason, remedy),))


def _names(book_id: int, scope: Scope, moment: Moment) -> dict[str, object]:
    names = moment.names(book_id) | scope.asked()
    return names | {"account": scope.account, "account_high": scope.account + "~"}


def opening(
    read: Read,
    book_id: int,
    scope: Scope,
    from_on: date,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> LedgerOpening:
    """Return what stands before the first day of a month, with the turnover of its year so far."""
    _judge(scope)
    moment = Moment(as_of, as_known)
    asked = frozenset(scope.asked())
    names = _names(book_id, scope, moment)
    names |= {"from_period": period_of(from_on), "year": from_on.year * 100 + 1}
    cube = moment.is_now and asked <= CUBE_KEYS
    row = read.execute(_opening(asked, cube=cube), names).one()
    return LedgerOpening(int(row.balance), int(row.debit), int(row.credit))


def register(
    read: Read,
    book_id: int,
    scope: Scope,
    span: Span,
    window: RegisterWindow = FIRST,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> RegisterPage:
    """Return one page of postings with running balances."""
    _judge(scope)
    after, limit = window.after, window.limit
    names = _names(book_id, scope, Moment(as_of, as_known))
    names |= {"from_on": span.from_on, "to_on": span.to_on, "limit": limit + 1}
    if after is None:
        start = opening(read, book_id, scope, span.from_on, as_of=as_of, as_known=as_known)
        balance = start.balance_fen
    else:
        names |= {"after_on": after.on, "after_id": after.voucher_id, "after_n": after.n}
        # The range of days alone lets the index begin where the last page ended.
        names["from_on"] = max(span.from_on, after.on)
        balance = after.balance_fen
    statement = _rows(frozenset(scope.asked()), later=after is not None)
    found = read.execute(statement, names).all()
    shown = found[:limit]
    counters = _counters(read, book_id, sorted({row.voucher_id for row in shown}))
    rows = []
    for row in shown:
        balance += row.debit_fen - row.credit_fen
        rows.append(_row(row, counters, balance))
    return RegisterPage(tuple(rows), rows[-1].key if len(found) > limit else None)


@cache
def _total(asked: frozenset[str]) -> Select[Any]:
    rows = _rows(asked, later=False).order_by(None).limit(None).subquery()
    debit, credit = (func.coalesce(func.sum(rows.c[n]), 0) for n in ("debit_fen", "credit_fen"))
    return select(func.count(), debit, credit).select_from(rows)


def register_total(
    read: Read, book_id: int, scope: Scope, span: Span, *, as_known: int | None = None
) -> RegisterTotal:
    """Return number and turnover of all postings of a span, whatever page is shown."""
    _judge(scope)
    names = _names(book_id, scope, Moment(None, as_known))
    names |= {"from_on": span.from_on, "to_on": span.to_on}
    count, debit, credit = read.execute(_total(frozenset(scope.asked())), names).one()
    return RegisterTotal(int(count), int(debit), int(credit))


def _row(row: Row[Any], counters: _Counters, balance_fen: int) -> RegisterRow:
    return RegisterRow(
        voucher_id=row.voucher_id,
        n=row.n,
        account=row.account,
        on=row.value_date,
        word_no=word_no(row.word, row.voucher_no),
        summary=row.summary,
        counter=counters.text(row.voucher_id, row.account, is_debit=row.debit_fen != 0),
        debit_fen=row.debit_fen,
        credit_fen=row.credit_fen,
        balance_fen=balance_fen,
    )


class _Counters:
    """The counter-accounts of postings: the other side of the same ledger in the same voucher."""

    def __init__(self, sides: Sequence[Row[Any]], names: dict[str, str]) -> None:
        self._names = names
        # A dictionary for its keys: each account once per side, in the order of the postings.
        self._sides: dict[int, dict[tuple[str, bool], None]] = defaultdict(dict)
        for row in sides:
            self._sides[row.voucher_id][row.account, bool(row.is_debit)] = None

    def text(self, voucher_id: int, account: str, *, is_debit: bool) -> str:
        """Return the first counter-account by name, with a mark when there are others."""
        other = [
            code
            for code, side in self._sides[voucher_id]
            if side != is_debit and _ledger(code) == _ledger(account)
        ]
        if not other:
            return ""
        first = self._names.get(other[0], other[0])
        return first if len(other) == 1 else f"{first} 等"


def _ledger(code: str) -> int:
    """Return 0, 1 or 2 for the financial, budget and memo ledger of a code."""
    return (code >= "6") + (code >= "9")


def _counters(read: Read, book_id: int, ids: list[int]) -> _Counters:
    sides: Any = read.execute(_SIDES, {"book": book_id, "ids": ids}).all()
    names = {row.code: row.zh for row in read.execute(_CHART, {"book": book_id})}
    return _Counters(sides, names)


def _stream(
    read: Read, book_id: int, scope: Scope, span: Span, as_known: int
) -> Iterator[LedgerRow]:
    window = RegisterWindow(limit=BATCH)
    while True:
        page = register(read, book_id, scope, span, window, as_known=as_known)
        for row in page.rows:
            yield LedgerRow(
                row.on, row.word_no, row.summary, row.counter, row.debit_fen, row.credit_fen
            )
        if page.after is None:
            return
        window = RegisterWindow(page.after, BATCH)


def subsidiary_ledger(
    read: Read,
    book_id: int,
    scope: Scope,
    span: Span,
    *,
    as_known: int | None = None,
    printed_by: str = "",
) -> SubsidiaryLedger:
    """Return the ledger as the paper prints it; rows are read as they are consumed.

    It is made from one state of the log, so that the same state gives the same bytes (L10): what
    is sealed while it prints is not on it.
    """
    _judge(scope)
    mark = log_mark(read, book_id, as_known=as_known)
    return SubsidiaryLedger(
        mark=mark,
        account=account_title(read, book_id, scope.account),
        scope=scope_title(read, book_id, scope),
        from_on=span.from_on,
        to_on=span.to_on,
        opening=opening(read, book_id, scope, span.from_on, as_known=mark.size),
        rows=_stream(read, book_id, scope, span, mark.size),
        printed_by=printed_by,
    )


def account_title(read: Read, book_id: int, code: str) -> str:
    """Return number and name of an account, or of the total above accounts."""
    names = {row.code: row.zh for row in read.execute(_CHART, {"book": book_id})}
    total = chart().get(code)
    name = names.get(code) or (total.zh if total else "")
    return f"{code} {name}".strip()


@cache
def _named(key: str) -> Select[Any]:
    table, column = NAMES[key]
    return select(table.c[column]).where(
        and_(table.c.book_id == bindparam("book"), table.c[key] == bindparam("key"))
    )


def scope_title(read: Read, book_id: int, scope: Scope) -> str:
    """Return what narrows an account, by name."""
    found = (
        read.execute(_named(key), {"book": book_id, "key": value}).scalar()
        for key, value in scope.asked().items()
    )
    return " · ".join(str(name) for name in found if name is not None)
