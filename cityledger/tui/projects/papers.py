"""The papers of a project: the chain of approvals, and the estimates that stand on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.kernel.days import text as day_text
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import sentences
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from datetime import date

    from cityledger.tui.seat import Seat
    from cityledger.views.supervision import Review


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of an authority; `adjusts` is the number of the one it changes."""

    doc_no: str
    kind: str
    authority: str
    issued_on: date
    title: str
    amount_fen: int | None
    adjusts: str


@dataclass(frozen=True, slots=True)
class Papers:
    """All documents of a project by day, and the reviews by experts."""

    project: str
    papers: tuple[Paper, ...]
    reviews: tuple[Review, ...]


def papers(seat: Seat, project_id: int) -> Papers | None:
    """Read the documents of a project; None if there is none."""
    from cityledger.views import project_life, supervision
    from cityledger.views.project_card import project_card

    desk = seat.desk
    with desk.read() as read:
        card = project_card(read, desk.book_id, project_id)
        if card is None:
            return None
        chain = project_life.chain(read, desk.book_id, project_id)
        reviews = supervision.reviews(read, desk.book_id)
    found = {
        row.doc_no: Paper(
            row.doc_no, "", row.authority, row.issued_on, row.title, row.amount_fen, ""
        )
        for row in card.approvals
    }
    # A document of the chain is the same paper with more known about it.
    for row in chain:
        found[row.doc_no] = Paper(
            row.doc_no,
            row.kind,
            row.authority,
            row.issued_on,
            row.title,
            row.amount_fen,
            row.adjusts,
        )
    project = card.project
    return Papers(
        project=f"{project.name}  {project.code}",
        papers=tuple(sorted(found.values(), key=lambda paper: (paper.issued_on, paper.doc_no))),
        reviews=tuple(row for row in reviews if row.project == project.code),
    )


class PapersPage(ListingPage):
    """Documents in the order of their days."""

    TITLE_KEY: ClassVar[str] = "title_papers_of"
    EMPTY_KEY: ClassVar[str] = "no_papers"

    def __init__(self, project_id: int) -> None:
        """Take the project."""
        super().__init__()
        self.project_id = project_id

    def columns(self) -> tuple[Column, ...]:
        """Return day, number, kind, authority, title and amount."""
        return (
            Column(self.say("col_date"), 10),
            Column(self.say("document_no"), 18),
            Column(self.say("col_kind"), 12, drops=2),
            Column(self.say("col_authority"), 12, drops=1),
            Column(self.say("col_title"), 14, grows=True),
            Column(self.say("col_amount"), 9, "money"),
        )

    def read(self) -> object:
        """Read the papers."""
        return papers(self.seat, self.project_id)

    @property
    def sheet(self) -> Papers:
        """What was read."""
        return cast("Papers", self.found)

    def headline(self) -> str:
        """Name the project and count its papers."""
        count = self.say("papers_about", count=len(self.sheet.papers))
        return f"{self.sheet.project}   {count}"

    def rows(self) -> list[Line]:
        """Return a row per document, and one per review."""
        out: list[Line] = []
        for row in self.sheet.papers:
            kind = choice("document_kind", row.kind, self.seat.lang) if row.kind else "—"
            cells = (
                day_text(row.issued_on),
                row.doc_no,
                kind,
                row.authority,
                row.title,
                amount(row.amount_fen),
            )
            out.append(Line(cells))
            if row.adjusts:
                out += sentences(self.say("adjusts_line", doc=row.adjusts), self.room, " ")
        for review in self.sheet.reviews:
            kind = choice("review_kind", review.kind, self.seat.lang)
            result = choice("review_state", review.result, self.seat.lang)
            cells = (day_text(review.held_on), "—", kind, "", f"{review.experts}  {result}", "")
            out.append(Line(cells))
        return out
