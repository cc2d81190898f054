"""The list of projects: what each may still spend, how far it is, how much is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType

from cityledger.tui.projects.drills import Drill
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import Unit, drawn
from cityledger.tui.projects.reading import Standing, projects_list
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.initials import matches
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

BAR = 8
CODE = 10
"""Cells for the code of a project in the list; its page shows it whole."""
PAGE = "cityledger.tui.projects.project:ProjectPage"
OVER_ALL: tuple[Binding, ...] = (
    Binding("g", "sub('guarantees')", "key_guarantees"),
    Binding("d", "sub('duties')", "key_duties"),
)
"""Lists over all projects, which the page of one project leads to as well."""

WHERE = {
    "guarantees": "cityledger.tui.projects.guarantees:GuaranteesPage",
    "duties": "cityledger.tui.projects.duties:DutiesPage",
}
SORTS: tuple[tuple[str, Callable[[Standing], tuple[object, ...]]], ...] = (
    ("sort_code", lambda s: (s.row.code,)),
    ("sort_available", lambda s: (s.free_fen, s.row.code)),
    ("sort_progress", lambda s: (-_progress(s), s.row.code)),
    ("sort_alerts", lambda s: (-s.red, -s.amber, s.row.code)),
)
PPM = 1_000_000


def _progress(row: Standing) -> int:
    approved = row.row.approved_fen
    return row.row.paid_fen * PPM // approved if approved > 0 else 0


class ProjectsPage(ListingPage):
    """Every project in one line; Enter opens it."""

    TITLE_KEY: ClassVar[str] = "title_projects"
    EMPTY_KEY: ClassVar[str] = "projects_empty"
    RULES_KEY: ClassVar[str] = "rules_projects"
    DEFAULT_CSS = """
    ProjectsPage #find { display: none; }
    ProjectsPage #find.-open { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,f3", "find", "key_find"),
        Binding("s", "sort", "key_sort"),
        Binding("u", "unit", "key_unit"),
        *OVER_ALL,
    ]

    def __init__(self) -> None:
        """Start sorted by code, in 万元, with no filter."""
        super().__init__()
        self.sort = 0
        self.unit = Unit()
        self.wanted = ""

    def body(self) -> Iterator[Widget]:
        """Put a field to search by below the table."""
        yield from super().body()
        yield HanInput(id="find", placeholder=self.say("find_hint"))

    def columns(self) -> tuple[Column, ...]:
        """Return the columns; figures keep their place where the screen is narrow."""
        return (
            Column(self.say("col_code"), CODE, drops=4),
            Column(self.say("col_project"), 14, grows=True),
            Column(self.say("col_phase"), 8, drops=3),
            Column(self.say("col_approved"), 9, "money", drops=1),
            Column(self.say("col_paid"), 9, "money"),
            Column(self.say("col_done"), BAR + 7, drops=2),
            Column(self.say("col_left"), 9, "money"),
            Column(self.say("col_alerts"), 7),
        )

    def read(self) -> object:
        """Read all projects."""
        return projects_list(self.seat)

    @property
    def shown(self) -> list[Standing]:
        """The projects the filter finds, in the order chosen."""
        found = [
            row
            for row in cast("tuple[Standing, ...]", self.found or ())
            if not self.wanted or matches(self.wanted, row.row.code, row.row.name, row.row.campaign)
        ]
        return sorted(found, key=SORTS[self.sort][1])

    def rows(self) -> list[Line]:
        """Return a row per project; red where more was paid than there is."""
        return [self._line(row) for row in self.shown]

    def _line(self, standing: Standing) -> Line:
        row, lang = standing.row, self.seat.lang
        phase = choice("life_phase", standing.phase, lang)
        cells = (
            short(row.code),
            row.name,
            phase if phase != standing.phase else choice("project_phase", phase, lang),
            self.unit.text(row.approved_fen),
            self.unit.text(row.paid_fen),
            drawn(row.paid_fen, row.approved_fen, BAR, ascii_only=self.seat.ascii_only),
            self.unit.text(standing.free_fen),
            warned(standing.red, standing.amber),
        )
        tone = "red" if standing.free_fen < 0 else "warn" if standing.red else ""
        return Line(cells, Drill(PAGE, (row.project_id,)), tone)

    def headline(self) -> str:
        """Say how many, in what unit, in what order."""
        every = len(cast("tuple[Standing, ...]", self.found or ()))
        shown = len(self.shown)
        parts = [
            self.say("projects_about", count=every),
            self.say("unit_line", unit=self.unit.name(self.seat.lang)),
            self.say("sort_line", by=self.say(SORTS[self.sort][0])),
        ]
        if self.wanted:
            parts.append(self.say("found_line", query=self.wanted, count=shown, all=every))
        return "   ".join(parts)

    def action_sort(self) -> None:
        """Sort by the next thing."""
        self.sort = (self.sort + 1) % len(SORTS)
        self.draw()

    def action_unit(self) -> None:
        """Show figures in the other unit."""
        self.unit = self.unit.other()
        self.draw()

    def action_sub(self, name: str) -> None:
        """Go to a list over all projects."""
        self.app.push_screen(Drill(WHERE[name]).build())

    # ------------------------------------------------------------------------- searching

    def action_find(self) -> None:
        """Open the field to search by."""
        field = self.query_one("#find", HanInput)
        field.add_class("-open")
        field.focus()

    @on(HanInput.Changed, "#find")
    def typed(self, event: HanInput.Changed) -> None:
        """Filter while somebody types."""
        self.wanted = event.value.strip()
        self.draw()

    @on(HanInput.Submitted, "#find")
    def chosen(self) -> None:
        """Go to what was found."""
        self.table.focus()

    def action_back(self) -> None:
        """Clear the filter first, then leave."""
        field = self.query_one("#find", HanInput)
        if field.has_class("-open"):
            field.value = ""
            field.remove_class("-open")
            self.table.focus()
            return
        super().action_back()


def short(code: str) -> str:
    """Return the end of a long code: codes of one office all begin alike."""
    return code if len(code) <= CODE else f"…{code[1 - CODE :]}"


def warned(red: int, amber: int) -> str:
    """Return the counts of alerts with the marks every screen has for them."""
    return f"{f'✗{red}' if red else '':<3} {f'!{amber}' if amber else ''}".rstrip()
