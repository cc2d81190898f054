"""Import an OC4IDS 0.9.5 project package as an opening of legacy books, through the one gate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cityledger.exchange import booking, oc4ids_check
from cityledger.exchange.booking import Note
from cityledger.exchange.oc4ids_opening import OpeningMap
from cityledger.exchange.oc4ids_parties import Parties
from cityledger.exchange.oc4ids_project import ProjectMap
from cityledger.exchange.oc4ids_values import Rates, Result
from cityledger.exchange.pointer import unread
from cityledger.kernel.errors import BadInput
from cityledger.views import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cityledger.actions.desk import Desk
    from cityledger.evidence.keys import Pen
    from cityledger.exchange.booking import ImportReport
    from cityledger.exchange.pointer import Node
    from cityledger.store.engine import Read

TURNS = (
    "party",
    "account",
    "bank",
    "source",
    "project",
    "budget",
    "contract",
    "variation",
    "tranche",
    "certified",
    "paid",
)
"""The order in which the parts of a package are booked: what is needed stands before."""

ENVELOPE = ("uri", "version", "publishedDate", "publisher", "license", "publicationPolicy")
"""What says about the file itself; it is no content of a project."""


def import_oc4ids(
    desk: Desk,
    pens: Sequence[Pen],
    path: Path,
    rates: Mapping[str, int] | None = None,
    step: Callable[[int, int], None] = lambda *_: None,
) -> ImportReport:
    """Book a project package; the report names the rates used and all that found no place.

    `rates` are millionths of a yuan per unit of a currency; without one, the policy parameter
    `fx.<currency>` is taken. Raises BadInput with every problem; then nothing is booked.
    """
    package = oc4ids_check.load(path)
    with desk.read() as read:
        result = mapped(read, package, rates or {})
    if result.problems:
        raise BadInput(tuple(result.problems))
    orders = [order for turn in TURNS for order in result.orders.get(turn, [])]
    report = booking.book(desk, pens, orders, step)
    notes = (*result.notes, *_left(package))
    return replace(report, notes=notes, rates=tuple(result.rates.used.values()))


def mapped(read: Read, package: Node, rates: Mapping[str, int]) -> Result:
    """Return what a checked package comes to in this ledger."""
    # One day for all rates: amounts of one file must add up among themselves.
    on = package.day("publishedDate")
    if on is None:
        raise AssertionError  # `load` has refused a package without a day.
    for name in ENVELOPE:
        package.at(name).mark()
    result = Result(Rates(rates, registry.parameters(read), on))
    parties, taken = Parties(read, result), set[str]()
    for node in package.each("projects"):
        project = ProjectMap(node, result, parties, taken)
        project.run()
        OpeningMap(project, result).run()
    return result


def _left(package: Node) -> Iterator[Note]:
    """Yield one note per object with the names of its parts that found no place."""
    places: dict[str, list[str]] = {}
    for node in unread(package):
        parent, _, name = node.pointer.rpartition("/")
        places.setdefault(parent, []).append(name)
    for parent, names in places.items():
        said = f"账内没有对应内容 no place in the ledger: {', '.join(names)}"
        yield Note(parent or "/", said)
