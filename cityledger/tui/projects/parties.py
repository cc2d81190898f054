"""Who answers for a project: the five parties of each section, those before them, and how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.kernel.days import text as day_text
from cityledger.tui.projects.drills import to_payments
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import heading, left, sentences
from cityledger.tui.projects.reading import Paid, missing_of, today_of
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.tui.seat import Seat
    from cityledger.views.responsible import Answering, Certified


@dataclass(frozen=True, slots=True)
class Duties:
    """Everybody who ever answered for a project, and the certificates of their firms."""

    project: str
    today: date
    answering: tuple[Answering, ...]
    missing: tuple[tuple[str, str], ...]
    certificates: tuple[Certified, ...]


def duties(seat: Seat, project_id: int) -> Duties | None:
    """Read who answers for a project; None if there is none."""
    from cityledger.model.projects import FIVE_ROLES
    from cityledger.views import registry, responsible
    from cityledger.views.project_card import project_card

    desk, today = seat.desk, today_of(seat)
    with desk.read() as read:
        card = project_card(read, desk.book_id, project_id)
        if card is None:
            return None
        years = registry.parameters(read).count("quality.design_life_years", today)
        rows = responsible.lifetime(read, desk.book_id, project_id, years)
        firms = {row.party_id for row in rows}
        held = responsible.qualifications(read)
    return Duties(
        project=f"{card.project.name}  {card.project.code}",
        today=today,
        answering=tuple(sorted(rows, key=lambda row: (FIVE_ROLES.index(row.role), row.section))),
        missing=missing_of(card),
        certificates=tuple(row for row in held if row.party_id in firms),
    )


class PartiesPage(ListingPage):
    """Five parties, now and before; a firm opens what it was paid."""

    TITLE_KEY: ClassVar[str] = "title_parties"
    RULES_KEY: ClassVar[str] = "rules_parties"

    def __init__(self, project_id: int) -> None:
        """Take the project."""
        super().__init__()
        self.project_id = project_id

    def columns(self) -> tuple[Column, ...]:
        """Return duty, firm, leader, from, until, papers."""
        return (
            Column(self.say("role"), 12),
            Column(self.say("col_firm"), 14, grows=True),
            Column(self.say("col_leader"), 8),
            Column(self.say("col_from"), 10),
            Column(self.say("col_until"), 10),
            Column(self.say("col_letters"), 12, grows=True, drops=1),
        )

    def read(self) -> object:
        """Read who answers."""
        return duties(self.seat, self.project_id)

    @property
    def sheet(self) -> Duties:
        """What was read."""
        return cast("Duties", self.found)

    def headline(self) -> str:
        """Name the project."""
        return self.sheet.project

    def rows(self) -> list[Line]:
        """Return who answers now, who did before, and what certificates their firms hold."""
        found = self.sheet.answering
        now = [row for row in found if row.to_on is None]
        before = [row for row in found if row.to_on is not None]
        out = [heading(self.say("part_answering"))]
        for role, section in self.sheet.missing:
            where = f"({section})" if section else ""
            text = self.say("party_missing", role=f"{self.say(role)}{where}")
            out += sentences(text, self.room, "✗", None, "red")
        out += [self._line(row) for row in now]
        if before:
            out.append(heading(self.say("part_before")))
            out += [self._line(row) for row in before]
        out.append(heading(self.say("part_certified")))
        out += self._certified()
        return out

    def _line(self, row: Answering) -> Line:
        where = f"({row.section})" if row.section else ""
        if row.to_on is not None:
            until = day_text(row.to_on)
        else:
            until = day_text(row.until_on) if row.until_on else self.say("not_begun")
        papers = [row.letter_no, row.authorisation_no, row.filing_no]
        cells = (
            f"{self.say(row.role)}{where}",
            row.party,
            row.leader,
            day_text(row.from_on),
            until,
            " ".join(paper for paper in papers if paper),
        )
        key = to_payments(Paid(title=row.party, party_id=row.party_id))
        return Line(cells, key, "" if row.to_on is None else "dim")

    def _certified(self) -> Iterator[Line]:
        if not self.sheet.certificates:
            yield from sentences(self.say("none_registered"), self.room, "·")
        for row in self.sheet.certificates:
            over = row.valid_to < self.sheet.today
            until = left(row.valid_to, self.sheet.today, self.seat.lang)
            text = f"{row.party}  {self.say(row.role)} {row.grade} {row.certificate_no}  {until}"
            yield from sentences(text, self.room, "✗" if over else "✓", None, "red" if over else "")
