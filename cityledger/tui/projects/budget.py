"""One line of the estimate: each of its figures opens postings, and every payment its voucher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.kernel import days
from cityledger.tui.books.reading import Narrowed
from cityledger.tui.projects.drills import to_payments, to_register, to_voucher
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import heading, sentences
from cityledger.tui.projects.reading import Paid, payments
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from cityledger.tui.seat import Seat
    from cityledger.views.project_card import BudgetLineState
    from cityledger.views.trace import Traced

CHAIN = (
    ("line_approved", "9111", "approved_fen"),
    ("line_free", "9112", "free_fen"),
    ("line_reserved", "9113", "reserved_fen"),
    ("line_contracted", "9114", "contracted_fen"),
    ("line_certified", "9115", "certified_fen"),
)
"""概算: approved = free + reserved + contracted + certified (L5), and the account of each."""


@dataclass(frozen=True, slots=True)
class BudgetSheet:
    """A budget line with the payments on it."""

    line: BudgetLineState
    payments: tuple[Traced, ...]


def budget_sheet(seat: Seat, project_id: int, budget_line_id: int) -> BudgetSheet | None:
    """Read one budget line; None if there is none."""
    from cityledger.views.project_card import budget_lines

    desk = seat.desk
    with desk.read() as read:
        found = budget_lines(read, desk.book_id)
    line = next((row for row in found if row.budget_line_id == budget_line_id), None)
    if line is None:
        return None
    paid = Paid(title="", project_id=project_id, budget_line_id=budget_line_id)
    return BudgetSheet(line, payments(desk, paid))


class BudgetPage(ListingPage):
    """A budget line, its accounts and its payments, in 元."""

    TITLE_KEY: ClassVar[str] = "title_budget"
    RULES_KEY: ClassVar[str] = "rules_budget"

    def __init__(self, project_id: int, budget_line_id: int) -> None:
        """Take the project and the line."""
        super().__init__()
        self.project_id, self.budget_line_id = project_id, budget_line_id

    def columns(self) -> tuple[Column, ...]:
        """Return name, day, voucher and amount."""
        return (
            Column("", 14, grows=True),
            Column("", 10),
            Column("", 10, drops=1),
            Column(self.say("col_amount"), 10, "money"),
        )

    def read(self) -> object:
        """Read the line and its payments."""
        return budget_sheet(self.seat, self.project_id, self.budget_line_id)

    @property
    def sheet(self) -> BudgetSheet:
        """What was read."""
        return cast("BudgetSheet", self.found)

    def headline(self) -> str:
        """Name the line and its paper."""
        row = self.sheet.line
        return f"{row.code} {row.name}   {row.document_no}"

    def rows(self) -> list[Line]:
        """Return the figures of the line, then its payments."""
        row = self.sheet.line
        title = f"{row.code} {row.name}"
        narrowed = Narrowed(title=title, budget_line_id=self.budget_line_id)
        out = [heading(self.say("part_chain"))]
        for key, account, name in CHAIN:
            fen: int = getattr(row, name)
            cells = (f" {self.say(key)}", "", account, amount(fen))
            drill = to_register(self.seat, account, narrowed)
            out.append(Line(cells, drill, "red" if fen < 0 else ""))
        found = self.sheet.payments
        total = amount(sum(line.amount_fen for line in found))
        paid = Paid(title=title, project_id=self.project_id, budget_line_id=self.budget_line_id)
        out.append(heading(self.say("part_payments", count=len(found)), to_payments(paid)))
        if not found:
            out += sentences(self.say("no_payments"), self.room, "·")
            return out
        out.append(Line((" " + self.say("total"), "", "", total), to_payments(paid), "strong"))
        return out + [self._payment(line) for line in found]

    def _payment(self, line: Traced) -> Line:
        name = f" {line.payee} {line.summary}"
        cells = (name, days.text(line.on), line.word_no, amount(line.amount_fen))
        return Line(cells, to_voucher(line.voucher_id), "red" if line.is_returned else "")
