"""Households and their agreements: who has signed what in any book, and where each plot stands.

Personal data leaves this module masked (`kernel.masking`), but for the facts of the gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from cityledger.kernel import masking
from cityledger.ledger.tables import T
from cityledger.views.contract_state import contracts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cityledger.store.engine import Read
    from cityledger.views.contract_state import ContractState

HOUSEHOLD, CONTRACT, BOOK = T["household"], T["contract"], T["book"]
PLOT, STEP, SURVEY = T["plot"], T["renewal_step"], T["house_survey"]
VALUATION, PROJECT = T["house_valuation"], T["project"]

_ALL_BOOKS = select(BOOK.c.book_id)
_AGREED = select(
    HOUSEHOLD.c.book_id,
    HOUSEHOLD.c.contract_id,
    CONTRACT.c.contract_no,
    HOUSEHOLD.c.resident_hash,
    HOUSEHOLD.c.house_no,
).join(
    CONTRACT,
    (CONTRACT.c.book_id == HOUSEHOLD.c.book_id)
    & (CONTRACT.c.contract_id == HOUSEHOLD.c.contract_id),
)
# The books are named, so that each is one search of its index (L13): a book is first in every key.
_SAME_PERSON = _AGREED.where(
    HOUSEHOLD.c.book_id.in_(_ALL_BOOKS),
    HOUSEHOLD.c.resident_hash.in_(bindparam("keys", expanding=True)),
)
_SAME_HOUSE = _AGREED.where(
    HOUSEHOLD.c.book_id.in_(_ALL_BOOKS),
    HOUSEHOLD.c.house_no.in_(bindparam("keys", expanding=True)),
)
_SURVEYED = (
    select(SURVEY.c.book_id, SURVEY.c.household_no, SURVEY.c.house_no)
    .where(
        SURVEY.c.book_id.in_(_ALL_BOOKS),
        SURVEY.c.house_no.in_(bindparam("keys", expanding=True)),
    )
    .order_by(SURVEY.c.book_id, SURVEY.c.household_no)
)
_OWNERS = _AGREED.add_columns(HOUSEHOLD.c.owner_name).where(
    HOUSEHOLD.c.book_id == bindparam("book"),
    HOUSEHOLD.c.contract_id.in_(bindparam("keys", expanding=True)),
)
_ROWS = (
    select(HOUSEHOLD, CONTRACT.c.contract_no, CONTRACT.c.signed_on, CONTRACT.c.price_fen)
    .join(
        CONTRACT,
        (CONTRACT.c.book_id == HOUSEHOLD.c.book_id)
        & (CONTRACT.c.contract_id == HOUSEHOLD.c.contract_id),
    )
    .where(HOUSEHOLD.c.book_id == bindparam("book"))
    .order_by(HOUSEHOLD.c.contract_id)
)
_PLOTS: Any = (
    select(PLOT, PROJECT.c.name.label("project"))
    .join(
        PROJECT,
        (PROJECT.c.book_id == PLOT.c.book_id) & (PROJECT.c.project_id == PLOT.c.project_id),
    )
    .where(PLOT.c.book_id == bindparam("book"))
    .order_by(PLOT.c.plot_id)
)
_STEPS = (
    select(STEP.c.plot_id, STEP.c.step, STEP.c.held_on, STEP.c.needed_fen)
    .where(STEP.c.book_id == bindparam("book"))
    .order_by(STEP.c.plot_id, STEP.c.leaf_idx)
)
_SURVEY_COUNT = (
    select(SURVEY.c.plot_id, func.count().label("houses"))
    .where(SURVEY.c.book_id == bindparam("book"))
    .group_by(SURVEY.c.plot_id)
)
_VALUED_HOUSES = (
    select(VALUATION.c.plot_id, VALUATION.c.household_no)
    .where(VALUATION.c.book_id == bindparam("book"))
    .distinct()
    .subquery()
)
_VALUED_COUNT = select(_VALUED_HOUSES.c.plot_id, func.count().label("houses")).group_by(
    _VALUED_HOUSES.c.plot_id
)
_HOUSE_COUNT = (
    select(
        HOUSEHOLD.c.project_id,
        HOUSEHOLD.c.plot,
        func.count().label("houses"),
        func.sum(CONTRACT.c.price_fen).label("price_fen"),
    )
    .join(
        CONTRACT,
        (CONTRACT.c.book_id == HOUSEHOLD.c.book_id)
        & (CONTRACT.c.contract_id == HOUSEHOLD.c.contract_id),
    )
    .where(HOUSEHOLD.c.book_id == bindparam("book"))
    .group_by(HOUSEHOLD.c.project_id, HOUSEHOLD.c.plot)
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement of any book, as the rule against paying twice needs it."""

    book_id: int
    contract_id: int
    contract_no: str

    @property
    def named(self) -> tuple[str, str]:
        """Return (book, agreement) as a finding says it."""
        return (str(self.book_id), self.contract_no)


@dataclass(frozen=True, slots=True)
class Signed:
    """How many households of a plot have an agreement, and what all of them promise, in fen."""

    households: int = 0
    price_fen: int = 0


@dataclass(frozen=True, slots=True)
class Owner:
    """The household of an agreement in full, for the gate alone: no screen may show it."""

    contract_id: int
    contract_no: str
    owner_name: str
    resident_hash: str | None
    house_no: str | None


@dataclass(frozen=True, slots=True)
class Household:
    """A household as everybody may see it; amounts in fen, area in square decimetres.

    paid is net of what bounced. plot is the number of its plot, or what an old list says.
    """

    contract_id: int
    contract_no: str
    project_id: int
    household_no: str
    plot: str
    owner: str
    resident: str
    area_dm2: int
    mode: str
    signed_on: date
    price_fen: int
    paid_fen: int

    @property
    def unpaid_fen(self) -> int:
        """What the agreement promises and nobody has paid."""
        return self.price_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class PlotState:
    """How far a plot of the plan list is, with its days and counts; amounts in fen.

    steps are (step, day) in the order they were entered; needed is what the decision says.
    """

    plot_id: int
    project_id: int
    project: str
    plot_no: str
    name: str
    batch: str
    boundary: str
    area_dm2: int
    listed: int
    surveyed: int
    valued: int
    steps: tuple[tuple[str, date], ...]
    needed_fen: int
    households: tuple[Household, ...]

    @property
    def signed(self) -> int:
        """How many households have an agreement."""
        return len(self.households)

    @property
    def price_fen(self) -> int:
        """What the agreements promise."""
        return sum(row.price_fen for row in self.households)

    @property
    def paid_fen(self) -> int:
        """What was paid and has not come back."""
        return sum(row.paid_fen for row in self.households)

    @property
    def decided_on(self) -> date | None:
        """The day of the decision."""
        return dict(self.steps).get("decision")


def same_person(read: Read, hashes: Iterable[str]) -> dict[str, tuple[Agreed, ...]]:
    """Return the agreements of all books of this ledger by the salted hash of their person."""
    rows = read.execute(_SAME_PERSON, {"keys": sorted(set(hashes))})
    return _grouped((row.resident_hash, row) for row in rows)


def same_house(read: Read, houses: Iterable[str]) -> dict[str, tuple[Agreed, ...]]:
    """Return the agreements of all books of this ledger by the title number of their house."""
    rows = read.execute(_SAME_HOUSE, {"keys": sorted(set(houses))})
    return _grouped((row.house_no, row) for row in rows)


def _grouped(rows: Iterable[tuple[str, Any]]) -> dict[str, tuple[Agreed, ...]]:
    found: dict[str, tuple[Agreed, ...]] = {}
    for key, row in rows:
        agreed = Agreed(row.book_id, row.contract_id, row.contract_no)
        found[key] = (*found.get(key, ()), agreed)
    return found


def owners(read: Read, book_id: int, contract_ids: Iterable[int]) -> tuple[Owner, ...]:
    """Return the households of some agreements of a book, for the gate alone."""
    names = {"book": book_id, "keys": sorted(set(contract_ids))}
    return tuple(
        Owner(
            contract_id=row.contract_id,
            contract_no=row.contract_no,
            owner_name=row.owner_name,
            resident_hash=row.resident_hash,
            house_no=row.house_no,
        )
        for row in read.execute(_OWNERS, names)
    )


def surveyed_houses(read: Read, houses: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return (book, household) of the houses that a book of this ledger has surveyed."""
    rows = read.execute(_SURVEYED, {"keys": sorted(set(houses))})
    return {row.house_no: (row.book_id, row.household_no) for row in rows}


def signed_counts(read: Read, book_id: int) -> dict[tuple[int, str], Signed]:
    """Return how many households have signed and for how much, by (project, plot)."""
    rows = read.execute(_HOUSE_COUNT, {"book": book_id})
    return {(row.project_id, row.plot): Signed(row.houses, int(row.price_fen)) for row in rows}


def survey_counts(read: Read, book_id: int) -> dict[int, int]:
    """Return how many houses are surveyed, by plot."""
    return {row.plot_id: row.houses for row in read.execute(_SURVEY_COUNT, {"book": book_id})}


def households(
    read: Read, book_id: int, live: tuple[ContractState, ...] | None = None
) -> tuple[Household, ...]:
    """Return every household of a book with what it was paid, masked.

    `live` are the states of all contracts where the caller has them already.
    """
    rows = read.execute(_ROWS, {"book": book_id}).all()
    if not rows:
        return ()
    states = contracts(read, book_id) if live is None else live
    paid = {state.contract_id: state.paid_fen for state in states}
    return tuple(
        Household(
            contract_id=row.contract_id,
            contract_no=row.contract_no,
            project_id=row.project_id,
            household_no=row.household_no,
            plot=row.plot,
            owner=masking.name(row.owner_name),
            resident=masking.tail(row.resident_tail or ""),
            area_dm2=row.area_dm2,
            mode=row.mode,
            signed_on=row.signed_on,
            price_fen=row.price_fen,
            paid_fen=paid.get(row.contract_id, 0),
        )
        for row in rows
    )


def plots(
    read: Read, book_id: int, live: tuple[ContractState, ...] | None = None
) -> tuple[PlotState, ...]:
    """Return every plot of the plan list with its steps, surveys, agreements and payments.

    `live` are the states of all contracts where the caller has them already.
    """
    names = {"book": book_id}
    rows = read.execute(_PLOTS, names).all()
    if not rows:
        return ()
    surveyed = survey_counts(read, book_id)
    valued = {row.plot_id: row.houses for row in read.execute(_VALUED_COUNT, names)}
    steps: dict[int, list[tuple[str, date]]] = {}
    needed: dict[int, int] = {}
    for step in read.execute(_STEPS, names):
        steps.setdefault(step.plot_id, []).append((step.step, step.held_on))
        needed[step.plot_id] = needed.get(step.plot_id, 0) + step.needed_fen
    signed: dict[tuple[int, str], list[Household]] = {}
    for row in households(read, book_id, live):
        signed.setdefault((row.project_id, row.plot), []).append(row)
    return tuple(
        PlotState(
            plot_id=row.plot_id,
            project_id=row.project_id,
            project=row.project,
            plot_no=row.plot_no,
            name=row.name,
            batch=row.batch,
            boundary=row.boundary,
            area_dm2=row.area_dm2,
            listed=row.households,
            surveyed=surveyed.get(row.plot_id, 0),
            valued=valued.get(row.plot_id, 0),
            steps=tuple(steps.get(row.plot_id, ())),
            needed_fen=needed.get(row.plot_id, 0),
            households=tuple(signed.get((row.project_id, row.plot_no), ())),
        )
        for row in rows
    )
