"""The log itself: leaf by leaf, what was done by whom, down to the vouchers; the registry too."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from cityledger.kernel import days
from cityledger.tui.audit.asking import Telling
from cityledger.tui.audit.register import PAGE, RegisterListPage
from cityledger.tui.audit.registers import act_name
from cityledger.tui.audit.voucher import AuditVoucherPage
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from cityledger.actions.desk import Desk
    from cityledger.views.leaves import LeafRow


class LogPage(RegisterListPage):
    """Leaves, the newest first; Enter opens the vouchers of a leaf, or says what it is."""

    TITLE_KEY = "title_log"
    EMPTY_KEY = "log_empty"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("b", "turn", "key_registry")]

    def __init__(self) -> None:
        """Start with the book."""
        super().__init__()
        self.shows_registry = False

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return (
            Column(self.say("acol_leaf"), 7, "number"),
            Column(self.say("acol_when"), 19),
            Column(self.say("acol_who"), 8),
            Column(self.say("acol_act"), 16, grows=True),
            Column(self.say("acol_vouchers"), 6, "number", drops=1),
            Column(self.say("acol_hash"), 16, drops=2),
        )

    def page(self, desk: Desk, after: LeafRow | None) -> tuple[LeafRow, ...]:
        """Read a page."""
        from cityledger.views.leaves import leaves

        book_id = 0 if self.shows_registry else desk.book_id
        with desk.read() as read:
            return leaves(read, book_id, before=after.index if after else None, limit=PAGE)

    def line(self, row: LeafRow) -> Line:
        """Return how a leaf is shown."""
        at = f"{row.at.astimezone(days.CHINA):%Y-%m-%d %H:%M:%S}"
        act, refused = act_name(row.act, self.seat.lang), self.say("was_refused")
        if row.is_refused:
            act = f"✗ {refused} {act}"
        count = str(row.voucher_count) if row.voucher_count else ""
        cells = (str(row.index), at, row.name, act, count, row.hash.hex()[:16])
        return Line(cells, row.index, "red" if row.is_refused else "")

    def headline(self) -> str:
        """Say which log it is."""
        name = self.say("log_registry" if self.shows_registry else "log_book")
        return f"{name}   {super().headline()}"

    def action_turn(self) -> None:
        """Change between the book and the registry of people and rules."""
        self.shows_registry = not self.shows_registry
        self.query_one("#rows", RowTable).fill([])
        self.action_reload()

    def open_row(self, row: LeafRow) -> None:
        """Open the vouchers of a leaf; one without is told in full."""
        if not row.voucher_count:
            at = f"{row.at.astimezone(days.CHINA):%Y-%m-%d %H:%M:%S}"
            who = f"{row.name} ({row.actor})  {at}"
            sealed = self.say("leaf_line", leaf=row.index, hash=row.hash.hex())
            self.app.push_screen(Telling(act_name(row.act, self.seat.lang), (who, sealed)))
            return
        desk, low = self.seat.reader, row.index * 100

        def read() -> tuple[int, ...]:
            from cityledger.views.leaves import vouchers_in

            with desk.read() as opened:
                return vouchers_in(opened, desk.book_id, low, low + 100)

        def opened(ids: tuple[int, ...]) -> None:
            self.app.push_screen(AuditVoucherPage(ids[0], ids))

        self.start(read, opened, "open")
