"""The contracts of a project; agreements with households are listed by plot, not here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from cityledger.tui.projects.drills import Drill, to_contract
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import Unit, drawn
from cityledger.tui.projects.reading import HOUSEHOLDS
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from cityledger.views.contract_state import ContractState

BAR = 8
RENEWAL = "cityledger.tui.projects.renewal:RenewalPage"


class ContractsPage(ListingPage):
    """Contracts with what is certified, paid and due."""

    TITLE_KEY: ClassVar[str] = "title_contracts"
    EMPTY_KEY: ClassVar[str] = "no_contracts"
    RULES_KEY: ClassVar[str] = "rules_contract"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("u", "unit", "key_unit")]

    def __init__(self, project_id: int) -> None:
        """Take the project."""
        super().__init__()
        self.project_id = project_id
        self.unit = Unit(is_wan=False)

    def columns(self) -> tuple[Column, ...]:
        """Return number, name, firm and figures."""
        return (
            Column(self.say("col_no"), 12),
            Column(self.say("col_name"), 12, grows=True),
            Column(self.say("col_payee"), 10, grows=True, drops=5),
            Column(self.say("col_price"), 9, "money", drops=1),
            Column(self.say("col_certified"), 9, "money", drops=3),
            Column(self.say("col_paid"), 9, "money"),
            Column(self.say("col_done"), BAR + 7, drops=2),
            Column(self.say("col_due"), 9, "money", drops=4),
        )

    def read(self) -> object:
        """Read the contracts."""
        from cityledger.views.contract_state import contracts

        desk = self.seat.desk
        with desk.read() as read:
            return contracts(read, desk.book_id, self.project_id)

    @property
    def states(self) -> tuple[ContractState, ...]:
        """What was read."""
        return cast("tuple[ContractState, ...]", self.found or ())

    def rows(self) -> list[Line]:
        """Return a row per contract, and one for all agreements with households."""
        works = [row for row in self.states if row.kind != HOUSEHOLDS]
        out = [self._line(row) for row in works]
        houses = [row for row in self.states if row.kind == HOUSEHOLDS]
        if houses:
            out.append(self._houses(houses))
        return out

    def _line(self, row: ContractState) -> Line:
        cells = (
            row.contract_no,
            row.name,
            row.payee_name,
            *self._figures(row.total_fen, row.certified_fen, row.paid_fen, row.due_fen),
        )
        return Line(cells, to_contract(row.contract_id))

    def _houses(self, rows: list[ContractState]) -> Line:
        sums = (
            sum(row.total_fen for row in rows),
            sum(row.certified_fen for row in rows),
            sum(row.paid_fen for row in rows),
            sum(row.due_fen for row in rows),
        )
        kind = choice("contract_kind", HOUSEHOLDS, self.seat.lang)
        name = f"{kind} " + self.say("households_line", count=len(rows))
        return Line(("", name, "", *self._figures(*sums)), Drill(RENEWAL, (self.project_id,)))

    def _figures(self, total: int, certified: int, paid: int, due: int) -> tuple[str, ...]:
        return (
            self.unit.text(total),
            self.unit.text(certified),
            self.unit.text(paid),
            drawn(paid, total, BAR, ascii_only=self.seat.ascii_only),
            self.unit.text(due),
        )

    def headline(self) -> str:
        """Say how many, and in what unit."""
        count = sum(row.kind != HOUSEHOLDS for row in self.states)
        unit = self.say("unit_line", unit=self.unit.name(self.seat.lang))
        said = self.say("contracts_about", count=count)
        return f"{said}   {unit}"

    def action_unit(self) -> None:
        """Show figures in the other unit."""
        self.unit = self.unit.other()
        self.draw()
