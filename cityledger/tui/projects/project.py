"""One project on one screen: money, estimate, sources, five parties, alerts, what comes next.

Every row opens what lies behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel.days import period_text
from cityledger.tui.overview import sentence
from cityledger.tui.projects.board import OVER_ALL, WHERE, warned
from cityledger.tui.projects.drills import Drill, to_contract, to_payments
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import Unit, drawn, heading, left, sentences
from cityledger.tui.projects.reading import Fund, Paid, Sheet, project_sheet
from cityledger.tui.texts import choice, say
from cityledger.tui.widgets.cells import Column, wrap
from cityledger.tui.widgets.panel import END
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content
    from textual.widget import Widget

    from cityledger.views.alerts import Alert
    from cityledger.views.project_card import BudgetLineState

BAR = 12
FIVE_ROLES = ("client", "investigator", "designer", "contractor", "supervisor")
"""建设、勘察、设计、施工、监理: the terms, in their legal order."""
NEARLY = 90
"""Percent of a budget line from which it is marked."""
MARKS = {"bad": ("✗", "red"), "warn": ("!", "warn")}

SUB = {
    **WHERE,
    "contracts": "cityledger.tui.projects.contracts:ContractsPage",
    "parties": "cityledger.tui.projects.parties:PartiesPage",
    "works": "cityledger.tui.projects.works:WorksPage",
    "renewal": "cityledger.tui.projects.renewal:RenewalPage",
    "papers": "cityledger.tui.projects.papers:PapersPage",
    "payments": "cityledger.tui.projects.payments:PaymentsPage",
}
BUDGET = "cityledger.tui.projects.budget:BudgetPage"
ABOUT_CONTRACT = frozenset(
    {"certificate_due", "ppp_unscored", "ppp_capital_late", "bid_bond_due", "subcontract_share"}
)
ABOUT_TRANCHE = frozenset({"tranche_expiring", "tranche_idle", "tranche_lapsing"})

ABOUT = {
    "guarantee_expiring": "guarantees",
    "insurance_expiring": "guarantees",
    "task_open": "works",
    "milestone_due": "works",
    "finding_open": "works",
    "tip_unanswered": "works",
    "compensation_unpaid": "renewal",
    "compensation_unsigned": "renewal",
    "party_unqualified": "parties",
    "qualification_expiring": "parties",
}
"""The page under a project on which an alert is seen whole."""


def runway_text(sheet: Sheet, unit: Unit, lang: str) -> str:
    """Return how long the money lasts, with the pace that says so."""
    way = sheet.runway
    if way.tenths is None:
        return say("runway_none", lang, months=way.months)
    pace = say(
        "runway_pace",
        lang,
        months=way.months,
        amount=unit.text(way.monthly_fen),
        unit=unit.name(lang),
        lasts=f"{way.tenths // 10}.{way.tenths % 10}",
    )
    if sheet.shared_fen:
        pace += say("runway_shared", lang)
    if way.ends_in is None:
        return pace
    return pace + say("runway_end", lang, month=period_text(way.ends_in))


class ProjectPage(ListingPage):
    """The page of one project."""

    TITLE_KEY: ClassVar[str] = "title_project"
    EMPTY_KEY: ClassVar[str] = "nothing_here"
    RULES_KEY: ClassVar[str] = "rules_project"
    DEFAULT_CSS = """
    ProjectPage #about { display: none; }
    ProjectPage #facts { height: auto; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "sub('contracts')", "key_contracts"),
        Binding("w", "sub('parties')", "key_parties"),
        *OVER_ALL,
        Binding("l", "sub('works')", "key_works"),
        Binding("h", "sub('renewal')", "key_renewal"),
        Binding("a", "sub('papers')", "key_papers", show=False),
        Binding("t", "sub('payments')", "key_payments"),
        Binding("u", "unit", "key_unit", show=False),
    ]

    def __init__(self, project_id: int) -> None:
        """Take the number of the project."""
        super().__init__()
        self.project_id = project_id
        self.unit = Unit()

    def body(self) -> Iterator[Widget]:
        """Put what the project is and what it has above its rows."""
        yield Static(id="facts", markup=False)
        yield from super().body()

    def columns(self) -> tuple[Column, ...]:
        """Return name, bar, what is used, what there is, what is left in words."""
        return (
            Column(self.say("col_what"), 12, grows=True),
            Column("", BAR + 7, drops=2),
            Column(self.say("col_used"), 6, "money"),
            Column(self.say("col_whole"), 6, "money", drops=1),
            Column(self.say("col_rest"), 8, "number"),
        )

    def read(self) -> object:
        """Read the project."""
        return project_sheet(self.seat, self.project_id)

    @property
    def sheet(self) -> Sheet:
        """What was read."""
        return cast("Sheet", self.found)

    def draw(self) -> None:
        """Show the project, or that there is none."""
        if self.found is None:
            self.tell("empty", "warn")
            return
        self.query_one("#facts", Static).update(self._facts())
        super().draw()

    def rows(self) -> list[Line]:
        """Return all parts of the page, one under the other."""
        return [
            *self._estimate(),
            *self._sources(),
            *self._parties(),
            *self._alerts(),
            *self._next(),
        ]

    # ------------------------------------------------------------------------- the head

    def _facts(self) -> Content:
        sheet, lang = self.sheet, self.seat.lang
        row = sheet.card.project
        phase = choice("life_phase", sheet.phase, lang)
        phase = choice("project_phase", phase, lang) if phase == sheet.phase else phase
        facts = [
            ("fact_phase", phase),
            ("fact_batch", sheet.batch),
            ("fact_campaign", row.campaign),
            ("fact_priority", "" if sheet.priority is None else str(sheet.priority)),
            ("col_alerts", self.drawable(self._warned())),
        ]
        named = "   ".join(f"{self.say(key)} {value}" for key, value in facts if value)
        unit = self.unit.name(lang)
        free = self.say("free_line", amount=self.unit.text(sheet.free_fen), unit=unit)
        if sheet.shared_fen:
            free += self.say("shared_line", amount=self.unit.text(sheet.shared_fen), unit=unit)
        style = "bold $error" if sheet.free_fen < 0 else "bold $success"
        parts = [
            label(f" {row.name}  {row.code}", "bold"),
            label(f" {named}", "dim"),
            label(f" {free}", style),
        ]
        width = max(30, self.app.size.width - 2)
        lines = wrap(self.drawable(runway_text(sheet, self.unit, lang)), width, "   ", "   ")
        lines += wrap(self.drawable(self._who()), width, " ", "   ")
        return END.join([*parts, *(label(line) for line in lines)])

    def _warned(self) -> str:
        """Return how many alerts there are, by their marks."""
        red = sum(alert.level == "red" for alert in self.sheet.alerts)
        return warned(red, len(self.sheet.alerts) - red) or "✓"

    def _who(self) -> str:
        """Return the five parties in one line, each there or missing."""
        lacking = {role for role, _ in self.sheet.missing}
        marks = (f"{'✗' if role in lacking else '✓'} {self.say(role)}" for role in FIVE_ROLES)
        return f"{self.say('five_parties')}: " + "  ".join(marks)

    # ------------------------------------------------------------------------- the parts

    def _estimate(self) -> Iterator[Line]:
        lines = self.sheet.card.lines
        title = self.say("part_estimate", unit=self.unit.name(self.seat.lang))
        yield heading(title, Drill(SUB["papers"], (self.project_id,)))
        if not lines:
            yield from sentences(self.say("no_estimate"), self.room, "·")
            return
        for row in lines:
            yield self._budget(row)
        used = sum(row.approved_fen - row.free_fen for row in lines)
        whole = sum(row.approved_fen for row in lines)
        key = Drill(SUB["contracts"], (self.project_id,))
        name = " " + self.say("total")
        yield self._bar((name, used, whole, whole - used), key)

    def _budget(self, row: BudgetLineState) -> Line:
        cost = choice("cost_class", row.cost_class, self.seat.lang)
        name = row.name if row.name == cost else f"{row.name}({cost})"
        used = row.approved_fen - row.free_fen
        key = Drill(BUDGET, (self.project_id, row.budget_line_id))
        return self._bar((f" {row.code} {name}", used, row.approved_fen, row.free_fen), key)

    def _bar(self, figures: tuple[str, int, int, int], key: object, mark: str = "") -> Line:
        """Return a row with a bar: name, what is used, the whole, and what is left in words."""
        name, used, whole, rest = figures
        over = rest < 0
        near = not over and whole > 0 and used * 100 >= whole * NEARLY
        mark = "✗ " if over else "! " if near else mark
        word = self.say("over_by" if over else "left_over", amount=self.unit.text(abs(rest)))
        bar = drawn(used, whole, BAR, ascii_only=self.seat.ascii_only)
        cells = (name, bar, self.unit.text(used), self.unit.text(whole), f"{mark}{word}")
        return Line(cells, key, "red" if over else "warn" if near else "")

    def _sources(self) -> Iterator[Line]:
        sheet, lang = self.sheet, self.seat.lang
        title = self.say("part_sources", unit=self.unit.name(lang))
        yield heading(title, self._sub("payments"))
        if not sheet.funds:
            yield from sentences(self.say("no_sources"), self.room, "·")
        for row in sheet.funds:
            key = to_payments(
                Paid(title=row.name, project_id=self.project_id, tranche_id=row.tranche_id)
            )
            yield self._fund(row, key)
            if notes := self._notes(row):
                yield from sentences("   ".join(notes), self.room, "  ", key)

    def _fund(self, row: Fund, key: object) -> Line:
        if row.is_drawn:
            cells = (f" {row.name}", "", self.unit.text(row.paid_fen), "", self.say("undivided"))
            return Line(cells, key)
        figures = (f" {row.name}", row.paid_fen, row.share_fen, row.left_fen)
        line = self._bar(figures, key)
        if line.tone != "warn":
            return line
        # Money that is nearly spent is as it should be: only a budget line is marked when full.
        return Line((*line.cells[:4], line.cells[4].removeprefix("! ")), key)

    def _notes(self, row: Fund) -> list[str]:
        """Return what is to be said about a source: shared, idle, about to expire."""
        notes = []
        if row.shared_fen:
            fen, unit = self.unit.text(row.shared_fen), self.unit.name(self.seat.lang)
            notes.append(self.say("shared_of", amount=fen, unit=unit))
        if row.idle_days and (row.left_fen or row.shared_fen):
            notes.append(self.say("idle_for", days=row.idle_days))
        if row.expiry_on is not None and (row.left_fen or row.shared_fen):
            on = left(row.expiry_on, self.sheet.today, self.seat.lang)
            notes.append(self.say("ends_line", on=on))
        return notes

    def _parties(self) -> Iterator[Line]:
        sheet, key = self.sheet, self._sub("parties")
        yield heading(self.say("five_parties"), key)
        for role, section in sheet.missing:
            where = f"({section})" if section else ""
            text = self.say("party_missing", role=f"{self.say(role)}{where}")
            yield from sentences(text, self.room, "✗", key, "red")
        for party in sheet.parties:
            where = f"({party.section})" if party.section else ""
            text = f"{self.say(party.role)}{where} {party.name}  {party.leader}"
            yield from sentences(text, self.room, "✓", key)

    def _alerts(self) -> Iterator[Line]:
        found = self.sheet.alerts
        yield heading(self.say("part_alerts", count=len(found)))
        if not found:
            yield from sentences(self.say("no_alerts"), self.room, "")
        for alert in found:
            said = sentence(alert, self.seat.lang)
            mark, tone = MARKS.get(said.tone, ("·", ""))
            yield from sentences(said.text, self.room, mark, self._behind(alert), tone)

    def _behind(self, alert: Alert) -> object:
        """Return what an alert of this project opens, None where there is no such screen."""
        if alert.kind in ABOUT_CONTRACT:
            return to_contract(int(alert.ref))
        if alert.kind in ABOUT_TRANCHE:
            number = int(alert.ref)
            paid = Paid(title=alert.subject, project_id=self.project_id, tranche_id=number)
            return to_payments(paid)
        if alert.kind == "payment_waiting":
            return Drill("cityledger.tui.requests.document:DocumentPage", (int(alert.ref),))
        name = ABOUT.get(alert.kind)
        return None if name is None else self._sub(name)

    def _next(self) -> Iterator[Line]:
        sheet, lang, key = self.sheet, self.seat.lang, self._sub("works")
        yield heading(self.say("part_next"), key)
        texts = [
            *((row.due_on, row.name) for row in sheet.milestones),
            *((row.due_on, f"{row.subject} {row.owner}".strip()) for row in sheet.tasks),
            *((row.mend_by_on, f"{row.finding} {row.owner}") for row in sheet.findings),
        ]
        if not texts:
            yield from sentences(self.say("nothing_open"), self.room, "✓")
        for on, what in sorted(texts, key=lambda pair: (pair[0] is None, pair[0] or sheet.today)):
            late = on is not None and on < sheet.today
            when = left(on, sheet.today, lang) if on is not None else "—"
            mark, tone = ("✗", "red") if late else ("·", "")
            yield from sentences(f"{when}  {what}", self.room, mark, key, tone)

    # ------------------------------------------------------------------------- the ways on

    def _sub(self, name: str) -> Drill:
        if name in WHERE:
            return Drill(WHERE[name])
        if name == "payments":
            row = self.sheet.card.project
            return to_payments(Paid(title=row.name, project_id=self.project_id))
        return Drill(SUB[name], (self.project_id,))

    def action_sub(self, name: str) -> None:
        """Go to one of the pages under this project."""
        if self.found is not None:
            self.app.push_screen(self._sub(name).build())

    def action_unit(self) -> None:
        """Show figures in the other unit."""
        self.unit = self.unit.other()
        self.draw()
