"""Import a filled workbook: everything is right, and all of it is booked; else nothing is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.actions.registry import RegisterParty
from cityledger.exchange import booking, look_alikes
from cityledger.exchange.booking import ImportReport
from cityledger.exchange.orders import orders
from cityledger.exchange.workbook import read_rows
from cityledger.model.contracts import Contract, Invoice
from cityledger.model.funding import Allotment, BankAccount, FundSource, Tranche
from cityledger.model.projects import BudgetLine, Project
from cityledger.model.renewal import Plot
from cityledger.model.tenders import Tender
from cityledger.views import periods, registry
from cityledger.views.find import one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from cityledger.actions.command import Command
    from cityledger.actions.desk import Desk
    from cityledger.evidence.keys import Pen
    from cityledger.exchange.booking import Order
    from cityledger.exchange.look_alikes import LookAlike
    from cityledger.model.base import BookRow
    from cityledger.store.engine import Read

_COLUMNS: dict[str, tuple[type[BookRow], str]] = {
    "project": (Project, "code"),
    "fund_source": (FundSource, "name"),
    "allotment": (Allotment, "allotment_no"),
    "bank_account": (BankAccount, "account_no"),
    "tranche": (Tranche, "label"),
    "tender": (Tender, "tender_no"),
    "contract": (Contract, "contract_no"),
    "invoice": (Invoice, "number"),
}


@dataclass(frozen=True, slots=True)
class WorkbookReport(ImportReport):
    """What an import of a workbook did, and which new units look like others, by place (T25)."""

    look_alikes: tuple[tuple[str, LookAlike], ...] = ()


def read_workbook(desk: Desk, path: Path) -> tuple[Command, ...]:
    """Return the commands a workbook asks for; raises BadInput with every problem."""
    return tuple(order.command for order in _orders(desk, path))


def import_workbook(
    desk: Desk,
    pens: Sequence[Pen],
    path: Path,
    step: Callable[[int, int], None] = lambda *_: None,
) -> WorkbookReport:
    """Book a workbook, each act signed by the first pen whose person may do it.

    Raises BadInput with every problem of the file, or with everything the gate found against it
    at its sheet and row; then nothing is booked.
    """
    asked = _orders(desk, path)
    alike = _look_alikes(desk, asked)
    done = booking.book(desk, pens, asked, step)
    return WorkbookReport(done.booked, done.repeated, done.notes, done.rates, alike)


def _look_alikes(desk: Desk, asked: Iterable[Order]) -> tuple[tuple[str, LookAlike], ...]:
    """Return the units to be registered whose names resemble another's, by place."""
    with desk.read() as read:
        names = {unit.party_id: unit.name for unit in registry.parties(read)}
    acts = ((order.place, order.command) for order in asked)
    new = ((place, act.party_id, act.name) for place, act in acts if isinstance(act, RegisterParty))
    return look_alikes.among(new, names)


def _orders(desk: Desk, path: Path) -> tuple[Order, ...]:
    with desk.read() as read:
        rows = read_rows(path, lambda noun, name: known(read, desk.book_id, noun, name))
        return orders(rows, lambda row: _stands(read, desk.book_id, row.sheet.noun, row.values))


def known(read: Read, book_id: int, noun: str, name: str) -> bool:
    """Say whether the ledger has the thing that a sheet calls `name`."""
    if noun == "party":
        return registry.party(read, name) is not None
    if noun == "budget_line":
        code, _, line = name.rpartition("/")
        project = one(read, Project, book_id=book_id, code=code)
        if project is None:
            return False
        key = {"project_id": project.project_id, "code": line}
        return one(read, BudgetLine, book_id=book_id, **key) is not None
    if noun == "plot":
        code, _, plot = name.partition("/")
        project = one(read, Project, book_id=book_id, code=code)
        key = {"project_id": project.project_id if project else 0, "plot_no": plot}
        return one(read, Plot, book_id=book_id, **key) is not None
    model, column = _COLUMNS[noun]
    return one(read, model, book_id=book_id, **{column: name}) is not None


def _stands(read: Read, book_id: int, noun: str, values: dict[str, object]) -> bool:
    """Say whether a row only repeats what the ledger knows: an open month, a registered unit.

    Offices list their units and months in every workbook; naming one again is no act.
    """
    if noun == "period":
        return periods.is_open(read, book_id, int(str(values["period"])))
    if noun == "party":
        party = registry.party(read, str(values["party_id"]))
        return party is not None and party.name == values["name"]
    return False
