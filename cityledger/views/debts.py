"""Debts: what is owed by whom, what falls due, what interest is accrued, subsidies (S38)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, exists, func, select

from cityledger.kernel.days import days_between
from cityledger.ledger.tables import T
from cityledger.views.moment import VOUCHERS_PER_LEAF, of_voucher, within

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

DEBT, SCHEDULE, PARTY = T["debt"], T["debt_schedule"], T["party"]
CONTRACT, POSTING, VOUCHER = T["contract"], T["posting"], T["voucher"]
SUBSIDY, TRANCHE = T["interest_subsidy"], T["tranche"]

INTEREST = "2304"
SUBSIDY_ITEM = "39"
"""减:财政贴息资金: a subsidy received reduces the cost of its project."""
PRINCIPALS = ("2001", "2501", "2502")

# What the bank returns of a payment is owed again: it was not paid, and it is nothing new.
_CAME_BACK = case((VOUCHER.c.kind == "return", POSTING.c.credit_fen), else_=0)
RED = VOUCHER.alias("red")
_IS_ACCRUAL = (
    within(POSTING.c.account, INTEREST)
    & (POSTING.c.credit_fen > 0)
    & (VOUCHER.c.kind != "return")
    & ~exists().where(RED.c.book_id == VOUCHER.c.book_id, RED.c.reverses_id == VOUCHER.c.voucher_id)
)
_DEBTS = (
    select(DEBT, PARTY.c.name, CONTRACT.c.contract_id)
    .outerjoin(PARTY, PARTY.c.party_id == DEBT.c.debtor_id)
    .outerjoin(
        CONTRACT,
        (CONTRACT.c.book_id == DEBT.c.book_id)
        & (CONTRACT.c.contract_no == DEBT.c.debt_no)
        & (CONTRACT.c.kind == "loan"),
    )
    .where(DEBT.c.book_id == bindparam("book"))
    .order_by(DEBT.c.debt_id)
)
_OF_CONTRACT = (
    select(
        func.coalesce(
            func.sum(
                case((within(POSTING.c.account, *PRINCIPALS), POSTING.c.debit_fen - _CAME_BACK))
            ),
            0,
        ).label("repaid"),
        func.coalesce(
            func.sum(
                case((within(POSTING.c.account, INTEREST), POSTING.c.credit_fen - _CAME_BACK))
            ),
            0,
        ).label("accrued"),
        func.coalesce(
            func.sum(case((within(POSTING.c.account, INTEREST), POSTING.c.debit_fen - _CAME_BACK))),
            0,
        ).label("paid"),
        func.max(case((_IS_ACCRUAL, VOUCHER.c.value_date))).label("accrued_on"),
    )
    .join(VOUCHER, of_voucher())
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.contract_id == bindparam("contract"),
        within(POSTING.c.account, INTEREST, *PRINCIPALS),
    )
)
_REPAYMENTS = (
    select(VOUCHER.c.value_date, func.sum(POSTING.c.debit_fen - _CAME_BACK).label("fen"))
    .join(VOUCHER, of_voucher())
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.contract_id == bindparam("contract"),
        within(POSTING.c.account, *PRINCIPALS),
    )
    .group_by(VOUCHER.c.value_date)
    .order_by(VOUCHER.c.value_date)
)
_SCHEDULE = (
    select(SCHEDULE)
    .where(SCHEDULE.c.book_id == bindparam("book"))
    .order_by(SCHEDULE.c.debt_id, SCHEDULE.c.n)
)
_PRINCIPAL = select(func.coalesce(func.sum(DEBT.c.principal_fen), 0)).where(
    DEBT.c.book_id == bindparam("book"), DEBT.c.fund_source_id == bindparam("source")
)
_RECEIVED = TRANCHE.c.leaf_idx * VOUCHERS_PER_LEAF
_CAME_OF_SOURCE = select(func.coalesce(func.sum(TRANCHE.c.amount_fen), 0)).where(
    TRANCHE.c.book_id == bindparam("book"),
    TRANCHE.c.fund_source_id == bindparam("source"),
    ~exists().where(
        RED.c.book_id == TRANCHE.c.book_id,
        RED.c.reverses_id.between(_RECEIVED, _RECEIVED + VOUCHERS_PER_LEAF - 1),
    ),
)
_SUBSIDIES = (
    select(SUBSIDY)
    .where(SUBSIDY.c.book_id == bindparam("book"), SUBSIDY.c.debt_id == bindparam("debt"))
    .order_by(SUBSIDY.c.n)
)
_CALCULATED = (
    select(func.coalesce(func.sum(SUBSIDY.c.amount_fen), 0))
    .join(DEBT, (DEBT.c.book_id == SUBSIDY.c.book_id) & (DEBT.c.debt_id == SUBSIDY.c.debt_id))
    .where(DEBT.c.book_id == bindparam("book"), DEBT.c.project_id == bindparam("project"))
)
# A delivery moves what stands on the item as well; only vouchers of receipt bring money.
_SUBSIDY_CAME = (
    select(func.coalesce(func.sum(POSTING.c.credit_fen), 0))
    .join(VOUCHER, of_voucher())
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.project_id == bindparam("project"),
        POSTING.c.cost_item == SUBSIDY_ITEM,
        VOUCHER.c.word == "收",
    )
)


@dataclass(frozen=True, slots=True)
class DebtState:
    """One debt, in fen: principal, repaid, left; interest accrued, paid and still owed.

    `accrued_on` is the last day interest is accrued to, None before the first time.
    """

    debt_id: int
    debt_no: str
    kind: str
    project_id: int
    debtor_kind: str
    debtor: str
    creditor: str
    principal_fen: int
    rate_ppm: int
    starts_on: date
    ends_on: date
    is_hidden: bool
    is_guaranteed: bool
    repaid_fen: int
    accrued_fen: int
    interest_paid_fen: int
    accrued_on: date | None

    @property
    def left_fen(self) -> int:
        """The principal still owed."""
        return self.principal_fen - self.repaid_fen

    @property
    def interest_owed_fen(self) -> int:
        """Interest accrued and not paid."""
        return self.accrued_fen - self.interest_paid_fen


@dataclass(frozen=True, slots=True)
class Due:
    """One part of a schedule that no repayment covers yet, in fen."""

    debt_id: int
    debt_no: str
    n: int
    due_on: date
    principal_fen: int
    interest_fen: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A debtor with the sum of its debts, in fen, and whether one of them is marked hidden."""

    debtor_kind: str
    debtor: str
    debts: int
    principal_fen: int
    left_fen: int
    hidden_fen: int

    @property
    def has_hidden(self) -> bool:
        """Whether any of its debts is marked hidden."""
        return self.hidden_fen > 0


def debts(read: Read, book_id: int) -> tuple[DebtState, ...]:
    """Return every debt of a book, by number."""
    out = []
    for row in read.execute(_DEBTS, {"book": book_id}).all():
        names = {"book": book_id, "contract": row.contract_id}
        sums = read.execute(_OF_CONTRACT, names).one() if row.contract_id is not None else None
        out.append(
            DebtState(
                debt_id=row.debt_id,
                debt_no=row.debt_no,
                kind=row.kind,
                project_id=row.project_id,
                debtor_kind=row.debtor_kind,
                debtor=row.name or "",
                creditor=row.creditor,
                principal_fen=int(row.principal_fen),
                rate_ppm=int(row.rate_ppm),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                is_hidden=bool(row.is_hidden),
                is_guaranteed=bool(row.is_guaranteed),
                repaid_fen=int(sums.repaid) if sums else 0,
                accrued_fen=int(sums.accrued) if sums else 0,
                interest_paid_fen=int(sums.paid) if sums else 0,
                accrued_on=sums.accrued_on if sums else None,
            )
        )
    return tuple(out)


def fen_days(
    read: Read, book_id: int, contract_id: int, principal_fen: int, days: tuple[date, date]
) -> int:
    """Return the principal owed on each day of a period, added up: what interest runs on.

    `days` are the first day and the day after the last; what is repaid on a day is not owed on it.
    """
    start, until = days
    left, on, total = principal_fen, start, 0
    for row in read.execute(_REPAYMENTS, {"book": book_id, "contract": contract_id}):
        if start < row.value_date < until:
            total += left * days_between(on, row.value_date)
            on = row.value_date
        if row.value_date < until:
            left -= int(row.fen)
    return total + left * max(0, days_between(on, until))


def dues(read: Read, book_id: int) -> tuple[Due, ...]:
    """Return what of the schedules is still to come: repayments cover the earliest parts first."""
    states = {state.debt_id: state for state in debts(read, book_id)}
    repaid = {number: state.repaid_fen for number, state in states.items()}
    paid = {number: state.interest_paid_fen for number, state in states.items()}
    out = []
    for row in read.execute(_SCHEDULE, {"book": book_id}):
        number = row.debt_id
        principal = max(0, int(row.principal_fen) - repaid[number])
        interest = max(0, int(row.interest_fen) - paid[number])
        repaid[number] = max(0, repaid[number] - int(row.principal_fen))
        paid[number] = max(0, paid[number] - int(row.interest_fen))
        if principal or interest:
            no = states[number].debt_no
            out.append(Due(number, no, row.n, row.due_on, principal, interest))
    return tuple(sorted(out, key=lambda due: (due.due_on, due.debt_id)))


def entities(read: Read, book_id: int) -> tuple[Entity, ...]:
    """Return every debtor with its balance, those with hidden debt first (S38)."""
    found: dict[tuple[str, str], list[DebtState]] = {}
    for state in debts(read, book_id):
        found.setdefault((state.debtor_kind, state.debtor), []).append(state)
    rows = (
        Entity(
            debtor_kind=kind,
            debtor=name,
            debts=len(states),
            principal_fen=sum(state.principal_fen for state in states),
            left_fen=sum(state.left_fen for state in states),
            hidden_fen=sum(state.left_fen for state in states if state.is_hidden),
        )
        for (kind, name), states in found.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.hidden_fen, -row.left_fen, row.debtor)))


def to_come_fen(read: Read, book_id: int, fund_source_id: int) -> int:
    """Return the principal of a source's debts less what came of it; reversed is not come."""
    names = {"book": book_id, "source": fund_source_id}
    principal = int(read.execute(_PRINCIPAL, names).scalar_one())
    return principal - int(read.execute(_CAME_OF_SOURCE, names).scalar_one())


def subsidies(read: Read, book_id: int, project_id: int) -> tuple[int, int]:
    """Return (calculated, received) of the interest subsidies of a project, in fen."""
    names = {"book": book_id, "project": project_id}
    return (
        int(read.execute(_CALCULATED, names).scalar_one()),
        int(read.execute(_SUBSIDY_CAME, names).scalar_one()),
    )


def subsidised(read: Read, book_id: int, debt_id: int) -> tuple[tuple[date, date], ...]:
    """Return the periods (first day, day after the last) for which a debt was subsidised."""
    rows = read.execute(_SUBSIDIES, {"book": book_id, "debt": debt_id})
    return tuple((row.from_on, row.until_on) for row in rows)
