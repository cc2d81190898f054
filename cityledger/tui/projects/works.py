"""The works of a project: phases, milestones, tasks, findings and risks, what is late first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.kernel.days import text as day_text
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import heading, sentences
from cityledger.tui.projects.reading import today_of
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.tui.seat import Seat
    from cityledger.views.project_life import Phase
    from cityledger.views.supervision import FindingState, MilestoneState, RiskState, TaskState


@dataclass(frozen=True, slots=True)
class Works:
    """All that is watched of one project."""

    project: str
    today: date
    phases: tuple[Phase, ...]
    milestones: tuple[MilestoneState, ...]
    tasks: tuple[TaskState, ...]
    findings: tuple[FindingState, ...]
    risks: tuple[RiskState, ...]


def works(seat: Seat, project_id: int) -> Works | None:
    """Read what is watched of a project; None if there is none."""
    from cityledger.model.projects import Project
    from cityledger.views import project_life, supervision
    from cityledger.views.find import one

    desk, today = seat.desk, today_of(seat)
    book = desk.book_id
    with desk.read() as read:
        row = one(read, Project, book_id=book, project_id=project_id)
        if row is None:
            return None
        code = row.code
        return Works(
            project=f"{row.name}  {code}",
            today=today,
            phases=project_life.phases(read, book, project_id),
            milestones=tuple(m for m in supervision.milestones(read, book) if m.project == code),
            tasks=tuple(t for t in supervision.tasks(read, book) if t.project == code),
            findings=tuple(f for f in supervision.findings(read, book) if f.project == code),
            risks=tuple(r for r in supervision.risks(read, book) if r.project == code),
        )


class WorksPage(ListingPage):
    """What is watched; a row says when, what, who, and where it stands."""

    TITLE_KEY: ClassVar[str] = "title_works"

    def __init__(self, project_id: int) -> None:
        """Take the project."""
        super().__init__()
        self.project_id = project_id

    def columns(self) -> tuple[Column, ...]:
        """Return mark, day, what, kind, owner, state."""
        return (
            Column("", 1),
            Column(self.say("col_date"), 10),
            Column(self.say("col_what"), 16, grows=True),
            Column(self.say("col_kind"), 13, drops=2),
            Column(self.say("col_owner"), 10, drops=1),
            Column(self.say("col_state"), 18),
        )

    def read(self) -> object:
        """Read it."""
        return works(self.seat, self.project_id)

    @property
    def sheet(self) -> Works:
        """What was read."""
        return cast("Works", self.found)

    def headline(self) -> str:
        """Name the project."""
        return self.sheet.project

    def rows(self) -> list[Line]:
        """Return all groups, each under its heading."""
        groups = (
            ("part_milestones", [self._milestone(row) for row in self.sheet.milestones]),
            ("part_tasks", [self._duty(row) for row in self.sheet.tasks]),
            ("part_findings", [line for row in self.sheet.findings for line in self._finding(row)]),
            ("part_risks", [line for row in self.sheet.risks for line in self._risk(row)]),
            ("part_phases", [self._phase(row) for row in self.sheet.phases]),
        )
        out: list[Line] = []
        for key, lines in groups:
            out.append(heading(self.say(key)))
            out += lines or sentences(self.say("none_registered"), self.room, "·")
        return out

    def _state(self, due_on: date | None, done_on: date | None) -> tuple[str, str, str]:
        """Return mark, tone and words for a thing with a day: done, late or open."""
        if done_on is not None:
            return "✓", "dim", self.say("done_on", on=day_text(done_on))
        if due_on is None:
            return "·", "", self.say("open_thing")
        days = (due_on - self.sheet.today).days
        if days < 0:
            return "✗", "red", self.say("late_by", days=-days)
        return "·", "", self.say("due_in", days=days)

    def _milestone(self, row: MilestoneState) -> Line:
        mark, tone, words = self._state(row.due_on, row.reached_on)
        kind = choice("milestone_kind", row.kind, self.seat.lang)
        return Line((mark, day_text(row.due_on), row.name, kind, "", words), None, tone)

    def _duty(self, row: TaskState) -> Line:
        mark, tone, words = self._state(row.due_on, row.closed_on)
        kind = choice("task_kind", row.kind, self.seat.lang)
        done = f"{words} {row.done_bp // 100}%" if row.closed_on is None else words
        on = day_text(row.due_on) if row.due_on else day_text(row.opened_on)
        return Line((mark, on, row.subject, kind, row.owner, done), None, tone)

    def _finding(self, row: FindingState) -> Iterator[Line]:
        mark, tone, words = self._state(row.mend_by_on, row.closed_on)
        kind = choice("inspection_kind", row.kind, self.seat.lang)
        cells = (mark, day_text(row.mend_by_on), row.finding, kind, row.owner, words)
        yield Line(cells, None, tone)
        if row.is_holding and row.closed_on is None:
            yield from sentences(self.say("finding_holds"), self.room, " ", None, "red")

    def _risk(self, row: RiskState) -> Iterator[Line]:
        level = choice("risk_level", row.level, self.seat.lang)
        words = self.say("closed_thing") if row.is_closed else self.say("open_thing")
        mark, tone = ("✓", "dim") if row.is_closed else ("!", "warn")
        yield Line((mark, "", row.risk, level, row.owner, words), None, tone)
        if row.answer:
            yield from sentences(row.answer, self.room, " ", None, tone)

    def _phase(self, row: Phase) -> Line:
        name = choice("life_phase", row.phase, self.seat.lang)
        return Line(("·", day_text(row.entered_on), name, "", "", row.doc_no))
