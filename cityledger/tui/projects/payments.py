"""The payments a figure is the sum of: each one opens its voucher."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.kernel import days, money
from cityledger.tui.projects.drills import to_voucher
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.reading import Paid, payments
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from cityledger.views.trace import Traced


class PaymentsPage(ListingPage):
    """Payments with a running sum, which ends in the figure they were opened from."""

    TITLE_KEY: ClassVar[str] = "title_payments"
    EMPTY_KEY: ClassVar[str] = "no_payments"

    def __init__(self, paid: Paid) -> None:
        """Take which payments."""
        super().__init__()
        self.paid = paid

    def columns(self) -> tuple[Column, ...]:
        """Return day, voucher, payee, tranche, contract, amount and sum."""
        return (
            Column(self.say("col_date"), 10),
            Column(self.say("col_voucher"), 9),
            Column(self.say("col_payee"), 12, grows=True),
            Column(self.say("col_summary"), 14, grows=True, drops=3),
            Column(self.say("col_tranche"), 10, drops=2),
            Column(self.say("col_amount"), 9, "money"),
            Column(self.say("col_sum"), 9, "money", drops=1),
        )

    def read(self) -> object:
        """Read the payments."""
        return payments(self.seat.desk, self.paid)

    def rows(self) -> list[Line]:
        """Return a row per payment; what came back is red."""
        out, total = [], 0
        for row in cast("tuple[Traced, ...]", self.found):
            total += row.amount_fen
            cells = (
                days.text(row.on),
                row.word_no,
                row.payee,
                row.summary,
                row.tranche,
                amount(row.amount_fen),
                amount(total),
            )
            out.append(Line(cells, to_voucher(row.voucher_id), "red" if row.is_returned else ""))
        return out

    def headline(self) -> str:
        """Say what is listed and what it comes to."""
        found = cast("tuple[Traced, ...]", self.found)
        total = sum(row.amount_fen for row in found)
        said = self.say("payments_about", count=len(found), amount=money.text(total))
        return f"{self.paid.title}  {said}"
