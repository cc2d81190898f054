"""The vouchers of one contract, newest first; Enter opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel import days
from cityledger.tui.books.voucher import VoucherPage
from cityledger.tui.frame import BrowsePage
from cityledger.tui.requests.reading import PAGE, contract_vouchers
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.views.request_context import ContractVoucher


class ContractVouchersPage(BrowsePage):
    """Everything that was booked under a contract."""

    TITLE_KEY = "title_contract_vouchers"
    DEFAULT_CSS = "ContractVouchersPage RowTable { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "key_open")]

    def __init__(self, contract_id: int, contract_no: str) -> None:
        """Take the contract."""
        super().__init__()
        self.contract_id, self.contract_no = contract_id, contract_no

    def body(self) -> Iterator[Widget]:
        """Put the number of the contract above its vouchers."""
        columns = (
            Column(self.say("col_date"), 10),
            Column(self.say("col_voucher"), 9),
            Column(self.say("col_summary"), 16, grows=True),
            Column(self.say("col_amount"), 8, "money"),
        )
        yield Static(id="about", markup=False)
        yield RowTable(columns, empty=self.say("contract_vouchers_empty"))

    def on_mount(self) -> None:
        """Go to the list."""
        self.query_one("#about", Static).update(label(f" {self.contract_no}", "bold"))
        self.query_one(RowTable).focus()

    def action_reload(self) -> None:
        """Read the first page in a thread."""
        desk, number = self.seat.desk, self.contract_id
        self.start(lambda: contract_vouchers(desk, number), self._show, "read")

    def _show(self, found: tuple[ContractVoucher, ...]) -> None:
        lines = [self._line(row) for row in found]
        self.query_one(RowTable).fill(lines, more=len(found) == PAGE)

    @on(RowTable.Wanted)
    def wanted(self) -> None:
        """Read the next page by its key."""
        desk, number = self.seat.desk, self.contract_id
        last = cast("int", self.query_one(RowTable).lines[-1].key)
        self.start(lambda: contract_vouchers(desk, number, last), self._more, "read")

    def _more(self, found: tuple[ContractVoucher, ...]) -> None:
        lines = [self._line(row) for row in found]
        self.query_one(RowTable).extend(lines, more=len(found) == PAGE)

    def _line(self, row: ContractVoucher) -> Line:
        cells = (days.text(row.value_date), row.word_no, row.summary, amount(row.amount_fen))
        return Line(cells, row.voucher_id, "red" if row.amount_fen < 0 else "")

    def action_open(self) -> None:
        """Open the voucher under the cursor."""
        self.query_one(RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Show a voucher, and let the others of the list be stepped through."""
        ids = tuple(cast("int", line.key) for line in self.query_one(RowTable).lines)
        self.app.push_screen(VoucherPage(cast("int", event.line.key), ids))
