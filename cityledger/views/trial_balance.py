"""The trial balance (科目余额表): opening, movement, closing of every account; ledgers balance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, select

from cityledger.kernel.chart import chart, ledger_of
from cityledger.kernel.errors import Tampered
from cityledger.ledger.tables import T
from cityledger.views.moment import Moment, net, sums

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

ACCOUNT = T["account"]
LEDGERS = ("financial", "budget", "memo")
FIRST, LAST = 0, 999_999

_CHART = select(ACCOUNT.c.code, ACCOUNT.c.zh, ACCOUNT.c.side).where(
    ACCOUNT.c.book_id == bindparam("book")
)
_SUMS = sums(
    ("account",),
    lambda c: {
        "opening": case((c["period"] < bindparam("from_period"), net(c)), else_=0),
        "debit": case((c["period"] >= bindparam("from_period"), c["debit_fen"]), else_=0),
        "credit": case((c["period"] >= bindparam("from_period"), c["credit_fen"]), else_=0),
    },
    lambda c: c["period"] <= bindparam("to_period"),
)


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One account in fen; opening and closing are debit positive.

    `is_total` marks the sum of the accounts below it, which no total of a ledger counts again.
    """

    account: str
    name: str
    ledger: str
    side: str
    is_total: bool
    opening_fen: int
    debit_fen: int
    credit_fen: int

    @property
    def closing_fen(self) -> int:
        """Opening and movement together."""
        return self.opening_fen + self.debit_fen - self.credit_fen


@dataclass(frozen=True, slots=True)
class LedgerTotal:
    """One ledger in fen; by L2 both sides are equal in each of the three pairs."""

    ledger: str
    opening_debit_fen: int
    opening_credit_fen: int
    debit_fen: int
    credit_fen: int
    closing_debit_fen: int
    closing_credit_fen: int

    @property
    def is_balanced(self) -> bool:
        """Whether every pair is equal."""
        return (
            self.opening_debit_fen == self.opening_credit_fen
            and self.debit_fen == self.credit_fen
            and self.closing_debit_fen == self.closing_credit_fen
        )


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account that ever moved, in the order of the codes, and the total of each ledger."""

    from_period: int
    to_period: int
    rows: tuple[TrialRow, ...]
    totals: tuple[LedgerTotal, ...]


def trial_balance(
    read: Read,
    book_id: int,
    from_period: int = FIRST,
    to_period: int = LAST,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> TrialBalance:
    """Return the trial balance of periods (yyyymm, both included; 0 is the opening)."""
    periods = {"from_period": from_period, "to_period": to_period}
    found = _SUMS.rows(read, book_id, Moment(as_of, as_known), **periods)
    names = {row.code: row for row in read.execute(_CHART, {"book": book_id})}
    if lost := sorted({row.account for row in found} - names.keys()):
        raise Tampered(f"postings name accounts that are not there: {', '.join(map(repr, lost))}")
    rows = [
        TrialRow(
            account=row.account,
            name=names[row.account].zh,
            ledger=ledger_of(row.account),
            side=names[row.account].side,
            is_total=False,
            opening_fen=int(row.opening),
            debit_fen=int(row.debit),
            credit_fen=int(row.credit),
        )
        for row in found
    ]
    every = sorted((*rows, *_above(rows)), key=lambda row: row.account)
    totals = tuple(_total(ledger, rows) for ledger in LEDGERS)
    return TrialBalance(from_period, to_period, tuple(every), totals)


def _above(rows: list[TrialRow]) -> list[TrialRow]:
    """Return the totals above accounts that moved."""
    codes = {code for row in rows for code in (row.account[:4], row.account[:6])}
    out = []
    for code in codes - {row.account for row in rows}:
        total = chart().get(code)
        if total is not None:
            below = [row for row in rows if row.account.startswith(code)]
            out.append(
                TrialRow(
                    account=code,
                    name=total.zh,
                    ledger=total.ledger,
                    side=total.side,
                    is_total=True,
                    opening_fen=sum(row.opening_fen for row in below),
                    debit_fen=sum(row.debit_fen for row in below),
                    credit_fen=sum(row.credit_fen for row in below),
                )
            )
    return out


def _total(ledger: str, rows: list[TrialRow]) -> LedgerTotal:
    mine = [row for row in rows if row.ledger == ledger]
    return LedgerTotal(
        ledger=ledger,
        opening_debit_fen=sum(max(row.opening_fen, 0) for row in mine),
        opening_credit_fen=sum(max(-row.opening_fen, 0) for row in mine),
        debit_fen=sum(row.debit_fen for row in mine),
        credit_fen=sum(row.credit_fen for row in mine),
        closing_debit_fen=sum(max(row.closing_fen, 0) for row in mine),
        closing_credit_fen=sum(max(-row.closing_fen, 0) for row in mine),
    )
