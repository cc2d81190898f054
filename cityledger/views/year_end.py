"""What a year leaves behind: balances to close, carry-over per tranche, commitments to carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, select

from cityledger.ledger.tables import T
from cityledger.model.funding import Allotment, FundSource, Tranche
from cityledger.views import purse
from cityledger.views.find import many, one
from cityledger.views.flows import MONEY, PURSE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cityledger.store.engine import Read

BALANCE, POSTING, VOUCHER = T["balance"], T["posting"], T["voucher"]
STEP, REQUEST = T["payment_step"], T["payment_request"]

OFF_BUDGET = ("121802", "2307", "210301")
"""Counter-accounts of money without an effect on the budget (L14)."""

CARRIED = ("8101", "8102", "8201", "8202", "8501")
RESULTS = ("4", "5", "6", "7")
"""Income, expense, budget income, budget outlay: what a closing empties."""

_BALANCES = (
    select(
        BALANCE.c.account,
        BALANCE.c.tranche_id,
        BALANCE.c.project_id,
        func.sum(BALANCE.c.debit_fen - BALANCE.c.credit_fen).label("net"),
    )
    .where(BALANCE.c.book_id == bindparam("book"), BALANCE.c.period <= bindparam("period"))
    .group_by(BALANCE.c.account, BALANCE.c.tranche_id, BALANCE.c.project_id)
    .order_by(BALANCE.c.tranche_id, BALANCE.c.account, BALANCE.c.project_id)
)
_CLOSINGS = select(func.count()).where(
    VOUCHER.c.book_id == bindparam("book"),
    VOUCHER.c.period == bindparam("period"),
    VOUCHER.c.kind == "closing",
)
# Both sides of an allotment that was carried over stand on 9101 of one voucher.
_CARRIES = (
    select(POSTING.c.voucher_id, POSTING.c.allotment_id, POSTING.c.debit_fen)
    .join(
        VOUCHER,
        and_(
            VOUCHER.c.book_id == POSTING.c.book_id,
            VOUCHER.c.voucher_id == POSTING.c.voucher_id,
        ),
    )
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.account == "9101",
        VOUCHER.c.kind == "carry_over",
    )
    .order_by(POSTING.c.voucher_id, POSTING.c.n)
)
_STATE = (
    select(STEP.c.step)
    .where(
        STEP.c.book_id == REQUEST.c.book_id,
        STEP.c.payment_request_id == REQUEST.c.payment_request_id,
    )
    .order_by(STEP.c.leaf_idx.desc())
    .limit(1)
    .scalar_subquery()
)
_IN_AIR = (
    select(REQUEST.c.payment_request_id, REQUEST.c.amount_fen, _STATE.label("state"))
    .where(
        REQUEST.c.book_id == bindparam("book"),
        REQUEST.c.value_date <= bindparam("until"),
        _STATE.not_in(("paid", "returned")),
    )
    .order_by(REQUEST.c.payment_request_id)
)


@dataclass(frozen=True, slots=True)
class Net:
    """Debit − credit of an account in a tranche and project (0: none), in fen."""

    account: str
    tranche_id: int
    project_id: int
    fen: int


@dataclass(frozen=True, slots=True)
class TrancheYear:
    """A tranche at the end of a year, in fen: the three figures that L14 says are equal.

    `carried` is 8101/8201 with what income and outlay of the year will add to it; `purse` is
    8001; `money` is money in hand plus open off-budget items. `result` is what a closing would
    still move.
    """

    tranche_id: int
    label: str
    in_budget: bool
    carry_account: str
    carried_fen: int
    purse_fen: int
    money_fen: int
    result_fen: int


@dataclass(frozen=True, slots=True)
class Carried:
    """An allotment of a year with what it committed and never paid, and what was left free."""

    allotment_id: int
    allotment_no: str
    source: str
    committed_fen: int
    free_fen: int
    held_fen: int


def balances(read: Read, book_id: int, period: int) -> tuple[Net, ...]:
    """Return what stands on every account at the end of a period, nothing left out but zeros."""
    rows = read.execute(_BALANCES, {"book": book_id, "period": period})
    return tuple(
        Net(row.account, row.tranche_id, row.project_id, int(row.net)) for row in rows if row.net
    )


def results(read: Read, book_id: int, year: int) -> tuple[Net, ...]:
    """Return what a closing of the year still has to empty: income, expense, budget in and out."""
    nets = balances(read, book_id, year * 100 + 12)
    return tuple(net for net in nets if net.account.startswith(RESULTS))


def is_closed(read: Read, book_id: int, year: int) -> bool:
    """Say whether the year was closed; one with neither income nor outlay needs no voucher."""
    names = {"book": book_id, "period": year * 100 + 12}
    if read.execute(_CLOSINGS, names).scalar_one():
        return True
    return not results(read, book_id, year)


def in_air(read: Read, book_id: int, until: object) -> tuple[tuple[int, str], ...]:
    """Return (number, state) of the requests dated up to a day that are not paid nor returned."""
    rows = read.execute(_IN_AIR, {"book": book_id, "until": until})
    return tuple((row.payment_request_id, row.state) for row in rows)


def tranche_years(read: Read, book_id: int, year: int) -> tuple[TrancheYear, ...]:
    """Return every tranche at 31 December: the carry-over list, and the cross-check of L14."""
    nets = balances(read, book_id, year * 100 + 12)
    return _tranche_years(read, book_id, nets)


def carry_account(read: Read, book_id: int, tranche_id: int) -> str:
    """Return where a tranche's money is carried: 8101 for fiscal appropriation, else 8201."""
    (tranche,) = many(read, Tranche, book_id=book_id, tranche_id=tranche_id)
    source = one(read, FundSource, book_id=book_id, fund_source_id=tranche.fund_source_id or 0)
    return _carried_on(source.budget_account if source else None)


def _carried_on(budget_account: str | None) -> str:
    return "8101" if budget_account == "6001" else "8201"


def _tranche_years(read: Read, book_id: int, nets: tuple[Net, ...]) -> tuple[TrancheYear, ...]:
    budget = {
        row.fund_source_id: row.budget_account for row in many(read, FundSource, book_id=book_id)
    }
    sums: dict[int, dict[str, int]] = {}
    for net in nets:
        of_tranche = sums.setdefault(net.tranche_id, {})
        for figure in _figures(net.account):
            of_tranche[figure] = of_tranche.get(figure, 0) + net.fen
    out = []
    for tranche in many(read, Tranche, book_id=book_id):
        figures = sums.get(tranche.tranche_id, {})
        budget_account = budget.get(tranche.fund_source_id or 0)
        out.append(
            TrancheYear(
                tranche_id=tranche.tranche_id,
                label=tranche.label,
                in_budget=tranche.in_budget == 1 and tranche.tranche_id != 0,
                carry_account=_carried_on(budget_account),
                carried_fen=-figures.get("carried", 0),
                purse_fen=figures.get("purse", 0),
                money_fen=figures.get("money", 0),
                result_fen=-figures.get("result", 0),
            )
        )
    return tuple(out)


def _figures(account: str) -> tuple[str, ...]:
    if account.startswith(PURSE):
        return ("purse",)
    if account.startswith((*MONEY, *OFF_BUDGET)):
        return ("money",)
    if account[0] in "67":
        return ("carried", "result")
    return ("carried",) if account.startswith(CARRIED) else ()


def carried_to(read: Read, book_id: int) -> dict[int, int]:
    """Return for every allotment that was carried over the allotment it went on as."""
    pairs: dict[int, list[int]] = {}
    for row in read.execute(_CARRIES, {"book": book_id}):
        pair = pairs.setdefault(row.voucher_id, [0, 0])
        pair[1 if row.debit_fen else 0] = row.allotment_id
    return {pair[0]: pair[1] for pair in pairs.values()}


def successor(carried: Mapping[int, int], allotment_id: int | None) -> int | None:
    """Return the permission that an allotment lives on as; itself when it was never carried."""
    while allotment_id is not None and allotment_id in carried:
        allotment_id = carried[allotment_id]
    return allotment_id


def carry_list(read: Read, book_id: int, year: int) -> tuple[Carried, ...]:
    """Return the allotments of a year with what they committed, free and held at its end."""
    names = {row.fund_source_id: row.name for row in many(read, FundSource, book_id=book_id)}
    out = []
    for row in many(read, Allotment, book_id=book_id, fiscal_year=year):
        free, committed, held = (
            purse.floor_fen(read, book_id, account, row.allotment_id)
            for account in ("9102", "9103", "9104")
        )
        source = names.get(row.fund_source_id, "")
        number, no = row.allotment_id, row.allotment_no
        out.append(Carried(number, no, source, committed, free, held))
    return tuple(out)
