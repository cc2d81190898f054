"""One voucher: its postings in three ledgers, who signed, and the leaf that seals it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel import days
from cityledger.tui.books.reading import voucher
from cityledger.tui.frame import BrowsePage
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.panel import END
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.views.voucher import VoucherDetail
    from cityledger.views.voucher_card import Signatures, VoucherLine

SIGNERS = (
    ("chief_accountant", "chief"),
    ("bookkeeper", "bookkeeper"),
    ("reviewer", "reviewer"),
    ("cashier", "cashier"),
    ("maker", "maker"),
)
"""Terms and fields of the signatures, in the order they stand on the paper."""


class VoucherPage(BrowsePage):
    """A posted voucher: read and stepped through, never changed; a mistake is reversed in red."""

    TITLE_KEY = "title_voucher"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket,left", "step(-1)", "key_previous_voucher"),
        Binding("right_square_bracket,right", "step(1)", "key_next_voucher"),
    ]

    def __init__(self, voucher_id: int, ids: tuple[int, ...] = ()) -> None:
        """Take the voucher, and the others of the list it was opened from."""
        super().__init__()
        self.ids = ids or (voucher_id,)
        self.at = self.ids.index(voucher_id)

    def body(self) -> Iterator[Widget]:
        """Put head and foot around the postings."""
        columns = (
            Column(self.say("col_account"), 9),
            Column(self.say("col_name"), 16, grows=True),
            Column(self.say("col_detail"), 16, grows=True, drops=1),
            Column(self.say("col_debit"), 8, "money"),
            Column(self.say("col_credit"), 8, "money"),
        )
        yield Static(id="head", markup=False)
        yield RowTable(columns, empty=self.say("register_empty"), id="lines")
        yield Static(id="foot", markup=False)

    def on_mount(self) -> None:
        """Go to the postings."""
        self.query_one("#lines").focus()

    def action_reload(self) -> None:
        """Read the voucher in a thread."""
        desk, number = self.seat.desk, self.ids[self.at]
        self.start(lambda: voucher(desk, number), self._show, "read")

    def action_step(self, by: int) -> None:
        """Go to the voucher before or after in the list it was opened from."""
        if 0 <= self.at + by < len(self.ids):
            self.at += by
            self.action_reload()

    def _show(self, found: VoucherDetail | None) -> None:
        if found is None:
            self.tell("empty", "warn")
            return
        card = found.card
        title = self.say("voucher_of", word=card.word, number=f"{card.number:06d}")
        kind = choice("voucher_kind", found.kind, self.seat.lang)
        booked = self.say(
            "booked_line",
            on=days.text(card.value_on),
            at=f"{card.booked_at.astimezone(days.CHINA):%Y-%m-%d %H:%M:%S}",
            attachments=card.attachment_count,
        )
        head = [
            label(f" {title}  {kind}  {found.summary}", "bold"),
            label(f" {booked}", "dim"),
        ]
        if card.reverses:
            head.append(label(" " + self.say("reverses_line", voucher=card.reverses), "$error"))
        self.query_one("#head", Static).update(END.join(head))
        self.query_one("#lines", RowTable).fill(list(self._lines(card.lines)))
        sealed = self.say("leaf_line", leaf=card.leaf_idx, hash=card.leaf_hash.hex())
        foot = [label(" " + self._signed(card.signatures)), label(f" {sealed}", "dim")]
        self.query_one("#foot", Static).update(END.join(foot))

    def _lines(self, lines: tuple[VoucherLine, ...]) -> Iterator[Line]:
        """Yield the postings under a heading for each ledger, with its sums."""
        for ledger in dict.fromkeys(line.ledger for line in lines):
            mine = [line for line in lines if line.ledger == ledger]
            debit, credit = sum(x.debit_fen for x in mine), sum(x.credit_fen for x in mine)
            name = choice("account_ledger", ledger, self.seat.lang)
            yield Line(("", name, "", amount(debit), amount(credit)), None, "strong")
            for line in mine:
                yield self._line(line)

    def _line(self, line: VoucherLine) -> Line:
        name = f"{line.account_name}-{line.detail_name}" if line.detail_name else line.account_name
        cells = (
            line.account_no,
            "  " + name,
            " ".join(line.dimensions),
            amount(line.debit_fen or None),
            amount(line.credit_fen or None),
        )
        red = line.debit_fen < 0 or line.credit_fen < 0
        return Line(cells, line.account_no, "red" if red else "")

    def _signed(self, signatures: Signatures) -> str:
        pairs = ((self.say(term), getattr(signatures, field)) for term, field in SIGNERS)
        return "   ".join(f"{name} {person}" for name, person in pairs if person)
