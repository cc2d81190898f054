"""Renewal: the plots of a project, and the households of a plot with names masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.kernel.days import text as day_text
from cityledger.tui.projects.drills import Drill, to_contract
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from cityledger.views.households import Household, PlotState

HOUSES = "cityledger.tui.projects.renewal:HouseholdsPage"
OPEN_PLOT = ""
"""The households of a project whose plot is on no plan list."""


class RenewalPage(ListingPage):
    """Plots with how many households are surveyed, valued and signed, and what was paid."""

    TITLE_KEY: ClassVar[str] = "title_renewal"
    EMPTY_KEY: ClassVar[str] = "no_plots"
    RULES_KEY: ClassVar[str] = "rules_households"

    def __init__(self, project_id: int) -> None:
        """Take the project."""
        super().__init__()
        self.project_id = project_id

    def columns(self) -> tuple[Column, ...]:
        """Return the plot, its counts and its money."""
        return (
            Column(self.say("plot"), 10),
            Column(self.say("col_name"), 12, grows=True),
            Column(self.say("col_batch"), 8, drops=3),
            Column(self.say("col_step"), 10, drops=2),
            Column(self.say("col_surveyed"), 7, "number", drops=4),
            Column(self.say("col_valued"), 7, "number", drops=5),
            Column(self.say("col_signed"), 7, "number"),
            Column(self.say("col_promised"), 9, "money", drops=1),
            Column(self.say("col_paid"), 9, "money"),
        )

    def read(self) -> object:
        """Read the plots, and the households that stand on none of them."""
        from cityledger.views.contract_state import contracts
        from cityledger.views.households import households, plots

        desk = self.seat.desk
        with desk.read() as read:
            live = contracts(read, desk.book_id, self.project_id)
            mine = [p for p in plots(read, desk.book_id, live) if p.project_id == self.project_id]
            known = {plot.plot_no for plot in mine}
            rows = households(read, desk.book_id, live)
        others = [r for r in rows if r.project_id == self.project_id and r.plot not in known]
        return tuple(mine), tuple(others)

    @property
    def sheet(self) -> tuple[tuple[PlotState, ...], tuple[Household, ...]]:
        """What was read."""
        return cast("tuple[tuple[PlotState, ...], tuple[Household, ...]]", self.found)

    def headline(self) -> str:
        """Say how many households have signed and were paid."""
        plots, others = self.sheet
        rows = [row for plot in plots for row in plot.households] + list(others)
        unpaid = sum(row.unpaid_fen > 0 for row in rows)
        return self.say("renewal_about", plots=len(plots), signed=len(rows), unpaid=unpaid)

    def rows(self) -> list[Line]:
        """Return a row per plot."""
        plots, others = self.sheet
        out = [self._line(plot) for plot in plots]
        if others:
            name = self.say("no_plot")
            promised = amount(sum(row.price_fen for row in others))
            paid = amount(sum(row.paid_fen for row in others))
            cells = ("—", name, "", "", "", "", str(len(others)), promised, paid)
            out.append(Line(cells, Drill(HOUSES, (self.project_id, OPEN_PLOT))))
        return out

    def _line(self, plot: PlotState) -> Line:
        step = choice("renewal_step", plot.steps[-1][0], self.seat.lang) if plot.steps else "—"
        cells = (
            plot.plot_no,
            plot.name,
            plot.batch,
            step,
            f"{plot.surveyed}/{plot.listed}",
            f"{plot.valued}/{plot.listed}",
            f"{plot.signed}/{plot.listed}",
            amount(plot.price_fen),
            amount(plot.paid_fen),
        )
        tone = "warn" if plot.paid_fen < plot.price_fen else ""
        return Line(cells, Drill(HOUSES, (self.project_id, plot.plot_no)), tone)


class HouseholdsPage(ListingPage):
    """The households of a plot, masked by the view; one opens its agreement."""

    TITLE_KEY: ClassVar[str] = "title_households"
    EMPTY_KEY: ClassVar[str] = "no_households"
    RULES_KEY: ClassVar[str] = "rules_households"

    def __init__(self, project_id: int, plot: str) -> None:
        """Take the project and the plot, empty for households on no plan list."""
        super().__init__()
        self.project_id, self.plot = project_id, plot

    def columns(self) -> tuple[Column, ...]:
        """Return the household, its agreement and its money."""
        return (
            Column(self.say("col_household"), 9),
            Column(self.say("col_owner_name"), 8, grows=True),
            Column(self.say("contract"), 12, drops=2),
            Column(self.say("col_mode"), 8, drops=3),
            Column(self.say("col_signed_on"), 10, drops=1),
            Column(self.say("col_promised"), 9, "money"),
            Column(self.say("col_paid"), 9, "money"),
            Column(self.say("col_unpaid"), 9, "money"),
        )

    def read(self) -> object:
        """Read the households."""
        from cityledger.views.contract_state import contracts
        from cityledger.views.households import households, plots

        desk, plot = self.seat.desk, self.plot
        with desk.read() as read:
            live = contracts(read, desk.book_id, self.project_id)
            rows = households(read, desk.book_id, live)
            known = {p.plot_no for p in plots(read, desk.book_id, live)} if not plot else set()
        mine = (row for row in rows if row.project_id == self.project_id)
        return tuple(r for r in mine if (r.plot == plot if plot else r.plot not in known))

    @property
    def households(self) -> tuple[Household, ...]:
        """What was read."""
        return cast("tuple[Household, ...]", self.found or ())

    def headline(self) -> str:
        """Say which plot, how many, and what is open."""
        unpaid = amount(sum(row.unpaid_fen for row in self.households))
        plot = self.plot or self.say("no_plot")
        count = len(self.households)
        return self.say("households_about", plot=plot, count=count, amount=unpaid)

    def rows(self) -> list[Line]:
        """Return a row per household."""
        return [self._line(row) for row in self.households]

    def _line(self, row: Household) -> Line:
        cells = (
            row.household_no,
            f"{row.owner} {row.resident}".strip(),
            row.contract_no,
            choice("compensation_mode", row.mode, self.seat.lang),
            day_text(row.signed_on),
            amount(row.price_fen),
            amount(row.paid_fen),
            amount(row.unpaid_fen),
        )
        return Line(cells, to_contract(row.contract_id), "warn" if row.unpaid_fen > 0 else "")
