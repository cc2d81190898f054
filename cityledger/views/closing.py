"""The end of projects: acceptance, cost in progress, deliveries, final accounts, surplus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.kernel.costs import CLASSES
from cityledger.ledger.tables import T
from cityledger.model.closing import Acceptance, Delivery, DeliveryLine, FinalAccount
from cityledger.model.projects import Project
from cityledger.views import purse
from cityledger.views.find import last, many

if TYPE_CHECKING:
    from datetime import date

    from cityledger.model.funding import Tranche
    from cityledger.store.engine import Read

BALANCE = T["balance"]
IN_PROGRESS = "1613"
COST_GOES_TO = ("1601", "1611", "1613", "1701", "1801", "1831", "3401", "5301")
"""Where the cost of a project stands: in progress, or what it became."""

_PER_ACCOUNT = (
    select(BALANCE.c.account, func.sum(BALANCE.c.debit_fen - BALANCE.c.credit_fen).label("net"))
    .where(BALANCE.c.book_id == bindparam("book"), BALANCE.c.project_id == bindparam("project"))
    .group_by(BALANCE.c.account)
    .order_by(BALANCE.c.account)
)
_DECLARED = select(func.coalesce(func.sum(BALANCE.c.credit_fen - BALANCE.c.debit_fen), 0)).where(
    BALANCE.c.book_id == bindparam("book"),
    BALANCE.c.account == "210302",
    BALANCE.c.tranche_id == bindparam("tranche"),
)


@dataclass(frozen=True, slots=True)
class ClosingCard:
    """How far a project is from being closed, amounts in fen.

    `usable_on` starts the clocks; `stated_on` is the day of the newest final accounts.
    """

    project_id: int
    code: str
    name: str
    accepted_on: date | None
    usable_on: date | None
    in_progress_fen: int
    cost_fen: int
    delivered_fen: int
    state: str | None
    stated_on: date | None
    tail_fen: int
    surplus_fen: int


def accepted(
    read: Read, book_id: int, project_id: int, section_id: int | None = None
) -> Acceptance | None:
    """Return the acceptance that covers a section: its own, or that of the whole project."""
    rows = many(read, Acceptance, book_id=book_id, project_id=project_id)
    covering = [row for row in rows if row.sub_project_id in (None, section_id)]
    return covering[0] if covering else None


def costs_of(read: Read, book_id: int, project_id: int) -> dict[str, int]:
    """Return debit − credit per account of what a project cost, all tranches."""
    rows = read.execute(_PER_ACCOUNT, {"book": book_id, "project": project_id})
    return {row.account: int(row.net) for row in rows if row.account.startswith(COST_GOES_TO)}


def in_progress(read: Read, book_id: int, project_id: int) -> dict[str, int]:
    """Return what is in progress per cost class, in fen."""
    net = costs_of(read, book_id, project_id)
    return {key: net.get(row.cost_account, 0) for key, row in CLASSES.items()}


def declared_fen(read: Read, book_id: int, tranche_id: int) -> int:
    """Return what was declared as surplus of a tranche and not yet given back."""
    return int(read.execute(_DECLARED, {"book": book_id, "tranche": tranche_id}).scalar_one())


def free_fen(read: Read, book_id: int, tranche: Tranche) -> int:
    """Return the money of a tranche that is neither held nor declared as surplus."""
    known = purse.purses(read, book_id)
    number = tranche.tranche_id
    free = sum(known.free_fen(bank, number) for bank, of in known.filled() if of == number)
    return free - declared_fen(read, book_id, number)


def closing_cards(read: Read, book_id: int) -> tuple[ClosingCard, ...]:
    """Return every project with its place on the way to being closed."""
    return tuple(_card(read, book_id, row) for row in many(read, Project, book_id=book_id))


def _card(read: Read, book_id: int, project: Project) -> ClosingCard:
    key = {"book_id": book_id, "project_id": project.project_id}
    acceptance = accepted(read, book_id, project.project_id)
    account = last(read, FinalAccount, **key)
    net = costs_of(read, book_id, project.project_id)
    delivered = sum(
        line.own_fen + line.allocated_fen
        for row in many(read, Delivery, **key)
        for line in many(read, DeliveryLine, book_id=book_id, delivery_id=row.delivery_id)
    )
    return ClosingCard(
        project_id=project.project_id,
        code=project.code,
        name=project.name,
        accepted_on=acceptance.accepted_on if acceptance else None,
        usable_on=acceptance.usable_on if acceptance else None,
        in_progress_fen=sum(fen for code, fen in net.items() if code.startswith(IN_PROGRESS)),
        cost_fen=sum(net.values()),
        delivered_fen=delivered,
        state=account.state if account else None,
        stated_on=account.stated_on if account else None,
        tail_fen=account.tail_fen if account else 0,
        surplus_fen=account.surplus_fen if account else 0,
    )
