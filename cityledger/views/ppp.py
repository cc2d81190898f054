"""What partnerships cost the district in a year, against what it can bear (S3, S37)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, select

from cityledger.controls.facts import CAPITAL
from cityledger.controls.ppp import in_force
from cityledger.controls.ppp_limits import YearFacts, breaks, room_fen, share_bp
from cityledger.ledger.tables import T
from cityledger.model.ppp import DUTIES, FiscalCapacity, PppScore
from cityledger.views.contract_state import net_fen
from cityledger.views.find import many

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cityledger.controls.parameters import Parameters
    from cityledger.store.engine import Read

AGREEMENT, DUTY, CONTRACT = T["ppp_agreement"], T["ppp_duty"], T["contract"]

# An amendment is a newer row of the same year and kind: only the newest leaf stands.
_NEWER = DUTY.alias("newer")
_DUTIES = (
    select(
        DUTY.c.contract_id,
        DUTY.c.year,
        DUTY.c.kind,
        DUTY.c.planned_fen,
        DUTY.c.formula,
        DUTY.c.parameters,
        DUTY.c.doc_no,
        AGREEMENT.c.is_fund_budget,
        CONTRACT.c.contract_no,
    )
    .join(
        AGREEMENT,
        and_(
            AGREEMENT.c.book_id == DUTY.c.book_id,
            AGREEMENT.c.contract_id == DUTY.c.contract_id,
        ),
    )
    .join(
        CONTRACT,
        and_(CONTRACT.c.book_id == DUTY.c.book_id, CONTRACT.c.contract_id == DUTY.c.contract_id),
    )
    .where(
        DUTY.c.book_id == bindparam("book"),
        DUTY.c.leaf_idx
        == select(func.max(_NEWER.c.leaf_idx))
        .where(
            _NEWER.c.book_id == DUTY.c.book_id,
            _NEWER.c.contract_id == DUTY.c.contract_id,
            _NEWER.c.year == DUTY.c.year,
            _NEWER.c.kind == DUTY.c.kind,
        )
        .scalar_subquery(),
    )
    .order_by(DUTY.c.contract_id, DUTY.c.year, DUTY.c.kind)
)


@dataclass(frozen=True, slots=True)
class Duty:
    """What an agreement plans for a year and kind as it stands, in fen."""

    contract_id: int
    contract_no: str
    year: int
    kind: str
    planned_fen: int
    formula: str
    parameters: str
    doc_no: str
    is_fund_budget: bool


@dataclass(frozen=True, slots=True)
class YearOfDuties:
    """One year of all partnerships: duty by kind, what counts against the limit, the capacity.

    `counted_fen` leaves out what government funds bear; capacity, share and room are None where
    no figure of the year is known. `level` is ok, notice, over or unknown.
    """

    year: int
    by_kind: tuple[tuple[str, int], ...]
    counted_fen: int
    capacity_fen: int | None
    basis: str | None
    share_bp: int | None
    room_fen: int | None
    level: str

    @property
    def total_fen(self) -> int:
        """All duties of the year, whoever bears them."""
        return sum(fen for _, fen in self.by_kind)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a plan would do to the years: the table with it, and the first year it would break.

    `lacking` are years of the plan without a capacity figure, which no test can pass.
    """

    years: tuple[YearOfDuties, ...]
    broken_year: int | None
    lacking: tuple[int, ...]


def duties(read: Read, book_id: int) -> tuple[Duty, ...]:
    """Return every duty as it stands, by contract, year and kind."""
    return tuple(
        Duty(
            row.contract_id,
            row.contract_no,
            row.year,
            row.kind,
            row.planned_fen,
            row.formula,
            row.parameters,
            row.doc_no,
            row.is_fund_budget == 1,
        )
        for row in read.execute(_DUTIES, {"book": book_id})
    )


def capacities(read: Read, book_id: int) -> dict[int, tuple[int, str]]:
    """Return (expenditure in fen, basis) by year; the newest figure of a year stands."""
    rows = many(read, FiscalCapacity, book_id=book_id)
    return {row.year: (row.expenditure_fen, row.basis) for row in rows}


def scores(read: Read, book_id: int, contract_id: int) -> tuple[PppScore, ...]:
    """Return the scores of an agreement, by year."""
    return many(read, PppScore, book_id=book_id, contract_id=contract_id)


def unscored(read: Read, book_id: int, before_year: int) -> tuple[Duty, ...]:
    """Return the subsidies of years that are over and that nobody scored: nothing may be paid."""
    done = {(row.contract_id, row.year) for row in many(read, PppScore, book_id=book_id)}
    return tuple(
        duty
        for duty in duties(read, book_id)
        if duty.kind == "operating"
        and duty.planned_fen
        and duty.year < before_year
        and (duty.contract_id, duty.year) not in done
    )


def late_capital(read: Read, book_id: int, year: int) -> tuple[tuple[int, str, int], ...]:
    """Return (contract, its number, fen) of capital owed up to a year and not paid in."""
    owed: dict[tuple[int, str], int] = {}
    for duty in duties(read, book_id):
        if duty.kind == "equity" and duty.year <= year:
            key = (duty.contract_id, duty.contract_no)
            owed[key] = owed.get(key, 0) + duty.planned_fen
    left = (
        (number, no, fen - net_fen(read, book_id, number, CAPITAL))
        for (number, no), fen in owed.items()
    )
    return tuple(row for row in left if row[2] > 0)


def equity_due_fen(read: Read, book_id: int, contract_id: int, year: int) -> int:
    """Return the capital that the government owes of an agreement up to and including a year."""
    return sum(
        duty.planned_fen
        for duty in duties(read, book_id)
        if duty.contract_id == contract_id and duty.kind == "equity" and duty.year <= year
    )


def year_facts(
    read: Read, book_id: int, contract_id: int, added: Mapping[int, int]
) -> tuple[YearFacts, ...]:
    """Return the years of a plan for the limits; `added` is what it plans per year, in fen.

    Other agreements are counted as they stand; the agreement's own rows are not, because `added`
    replaces them.
    """
    others: dict[int, int] = {}
    for duty in duties(read, book_id):
        if duty.contract_id != contract_id and not duty.is_fund_budget:
            others[duty.year] = others.get(duty.year, 0) + duty.planned_fen
    known = capacities(read, book_id)
    return tuple(
        YearFacts(
            year=year,
            others_fen=others.get(year, 0),
            added_fen=fen,
            capacity_fen=known[year][0] if year in known else None,
        )
        for year, fen in sorted(added.items())
    )


def years(
    read: Read, book_id: int, parameters: Parameters, today: date
) -> tuple[YearOfDuties, ...]:
    """Return the table of years that have a duty or a capacity figure."""
    return _table(duties(read, book_id), {}, capacities(read, book_id), parameters, today)


def what_if(
    read: Read,
    book_id: int,
    added: Mapping[int, int],
    parameters: Parameters,
    today: date,
    mechanism: str = "user_pay",
) -> WhatIf:
    """Say in which year a plan (fen per year) would first break the limit; nothing is written.

    A plan of `government_pay` is held to its own, lower limit besides.
    """
    known = capacities(read, book_id)
    table = _table(duties(read, book_id), added, known, parameters, today)
    limit_bp = parameters.bp("ppp.duty_max_bp", today)
    if mechanism == "government_pay":
        limit_bp = min(limit_bp, parameters.bp("ppp.government_pay_max_bp", today))
    facts = year_facts(read, book_id, 0, added)
    broken = [row.year for row in facts if row.added_fen and _is_over(row, limit_bp)]
    lacking = tuple(row.year for row in facts if row.added_fen and row.capacity_fen is None)
    return WhatIf(table, min(broken, default=None), lacking)


def _is_over(row: YearFacts, limit_bp: int) -> bool:
    return row.capacity_fen is not None and breaks(row, limit_bp)


def _table(
    standing: tuple[Duty, ...],
    added: Mapping[int, int],
    known: Mapping[int, tuple[int, str]],
    parameters: Parameters,
    today: date,
) -> tuple[YearOfDuties, ...]:
    """Return the years; what a plan adds stands under operating subsidies."""
    sums: dict[tuple[int, str], int] = {}
    counted: dict[int, int] = dict(added)
    for duty in standing:
        sums[duty.year, duty.kind] = sums.get((duty.year, duty.kind), 0) + duty.planned_fen
        if not duty.is_fund_budget:
            counted[duty.year] = counted.get(duty.year, 0) + duty.planned_fen
    for year, fen in added.items():
        sums[year, "operating"] = sums.get((year, "operating"), 0) + fen
    limit_bp = parameters.bp("ppp.duty_max_bp", today)
    notice_bp = in_force(parameters.bp, "ppp.duty_notice_bp", today) or limit_bp
    numbers = sorted({year for year, _ in sums} | known.keys())
    out = []
    for year in numbers:
        capacity, basis = known.get(year, (None, None))
        fen = counted.get(year, 0)
        facts = YearFacts(year=year, others_fen=fen, added_fen=0, capacity_fen=capacity)
        out.append(
            YearOfDuties(
                year=year,
                by_kind=tuple((kind, sums.get((year, kind), 0)) for kind in DUTIES),
                counted_fen=fen,
                capacity_fen=capacity,
                basis=basis,
                share_bp=None if capacity is None else share_bp(fen, capacity),
                room_fen=None if capacity is None else room_fen(capacity, fen, limit_bp),
                level=_level(facts, limit_bp, notice_bp),
            )
        )
    return tuple(out)


def _level(facts: YearFacts, limit_bp: int, notice_bp: int) -> str:
    if facts.capacity_fen is None:
        return "unknown"
    if breaks(facts, limit_bp):
        return "over"
    return "notice" if breaks(facts, notice_bp) else "ok"
