"""One payment request, read-only, with the next step for whoever's turn it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cityledger.kernel import money
from cityledger.tui.books.voucher import VoucherPage
from cityledger.tui.dialogs import Reason
from cityledger.tui.requests.acting import ActingPage
from cityledger.tui.requests.correction import can_be_corrected, draft_of
from cityledger.tui.requests.history import ContractVouchersPage
from cityledger.tui.requests.reading import Document, document
from cityledger.tui.requests.seal import DOUBLE_ENTRY_FEN, Question, Subject, amount_agrees
from cityledger.tui.requests.sheet import FIGURE_LEAST, NAME, Leads, Sheet, SheetTable
from cityledger.tui.requests.steps import DONE, VERBS, command_of, rejection, step_on
from cityledger.tui.seat import ENTRY_KIND
from cityledger.tui.widgets.panel import heading, judged
from cityledger.tui.widgets.table import RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.send import Sent

EDGES = 3
"""The gaps between and after the columns of the sheet."""


class DocumentPage(ActingPage):
    """What was asked for, by whom, from which money; passing it takes digits of the amount."""

    TITLE_KEY = "title_document"
    DEFAULT_CSS = """
    DocumentPage #sheet { padding: 0; }
    DocumentPage #card { height: 1fr; }
    DocumentPage.-narrow #sheet { height: 3fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "pass", "key_pass"),
        Binding("f8", "reject", "key_reject"),
        Binding("f4", "correct", "key_correct"),
        Binding("left_square_bracket,left", "step(-1)", "key_previous_voucher"),
        Binding("right_square_bracket,right", "step(1)", "key_next_voucher"),
        Binding("enter", "open", "key_open", show=False),
    ]

    def __init__(self, number: int, ids: tuple[int, ...] = ()) -> None:
        """Take the number of the request, and the others that wait in the list it came from."""
        super().__init__()
        self.number = number
        self.ids = ids if number in ids else (number,)
        self.document: Document | None = None
        self.duty = ""

    def body(self) -> Iterator[Widget]:
        """Put the document beside what the gate says."""
        with Horizontal(id="entry"):
            with Vertical(id="sheet", classes="box"):
                yield SheetTable(self.seat.lang, empty=self.say("empty"), id="card")
            with VerticalScroll(id="panel", classes="box"):
                yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        """Name the boxes."""
        self.query_one("#panel").border_title = self.say("verdict_title")
        self.query_one("#card").focus()

    def action_reload(self) -> None:
        """Read the request again, and ask the gate about the next step."""
        seat, number = self.seat, self.number
        self.start(lambda: document(seat, number), self._show, "read")

    def action_step(self, by: int) -> None:
        """Go to the request before or after in the list it was opened from."""
        at = self.ids.index(self.number) + by
        if self.is_sending:
            return
        if not 0 <= at < len(self.ids):
            self.tell("no_more_waiting" if by > 0 else "no_more_before")
            return
        self._turn_to(self.ids[at])

    def _turn_to(self, number: int) -> None:
        self.number, self.document = number, None
        self.refusal = Content("")
        self.query_one("#card", RowTable).fill([], cursor=0)
        self.action_reload()

    # ------------------------------------------------------------------------- the sheet

    def _show(self, found: Document | None) -> None:
        self.document = found
        if found is None:
            self.tell("empty", "warn")
            return
        place = f" ({self.ids.index(self.number) + 1}/{len(self.ids)})" if len(self.ids) > 1 else ""
        title = f"{self.say('title_document')} {self.number}{place}"
        self.query_one("#sheet").border_title = title
        self._fill(found)
        lang, width = self.seat.lang, self.panel_width()
        said = self.refusal
        if found.is_own and found.turn:
            verb = self.say(VERBS[found.turn])
            said += heading(self.say("own_document", what=verb), width, "$warning")
        elif found.verdict is not None:
            said += judged(found.verdict, width, lang)
        elif found.is_maker and found.card.request.state == "returned":
            key = "corrected_already" if found.is_corrected else "correct_it"
            said += heading(self.say(key), width, "$accent")
        elif found.is_maker and found.card.request.state == "submitted":
            said += heading(self.say("not_my_turn"), width, "dim")
            said += heading(self.say("no_withdrawal"), width, "dim")
        else:
            said += heading(self.say("not_my_turn"), width, "dim")
        self.query_one("#verdict", Static).update(said)

    def _fill(self, found: Document) -> None:
        table, context = self.query_one("#card", RowTable), found.context
        figures = [found.card.request.amount_fen]
        figures += [context.state.total_fen] if context.state else []
        figures += [context.last.request.amount_fen] if context.last else []
        longest = max(FIGURE_LEAST, *(len(money.text(fen)) for fen in figures))
        room = max(40, (table.size.width or 60) - NAME[self.seat.lang] - EDGES + 1)
        sheet = Sheet(self.seat.lang, room, longest + 1)
        table.fill(list(sheet.lines(found)), cursor=table.cursor)

    def on_resize(self) -> None:
        """Wrap the rows anew: what was read before the first layout knew no width."""
        self.call_after_refresh(self._again)

    def _again(self) -> None:
        if self.document is not None:
            self._show(self.document)

    def action_open(self) -> None:
        """Open what the row under the cursor leads to."""
        self.query_one("#card", RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Show the voucher, the request or the contract's vouchers behind a row."""
        leads = event.line.key
        if not isinstance(leads, Leads):
            self.tell("nothing_to_open")
        elif leads.to == "voucher" and self.document is not None:
            ids = tuple(number.voucher_id for number in self.document.context.vouchers)
            self.app.push_screen(VoucherPage(leads.number, ids))
        elif leads.to == "request":
            self.app.push_screen(DocumentPage(leads.number))
        else:
            self.app.push_screen(ContractVouchersPage(leads.number, leads.name))

    # ------------------------------------------------------------------------- the steps

    def _may_act(self) -> Document | None:
        """Return the document when it is this person's turn; says why not otherwise."""
        found = self.document
        if found is None or self.is_sending:
            return None
        if not found.turn:
            self.tell("not_my_turn", "warn")
            return None
        if found.is_own:
            self.tell("own_document", "warn", what=self.say(VERBS[found.turn]))
            return None
        return found

    def _on(self, found: Document) -> date:
        asked_on = found.card.request.value_date
        return step_on(self.seat.cover, asked_on) if self.seat.cover else asked_on

    def action_pass(self) -> None:
        """Review, approve or pay after the digits of the amount were typed."""
        found = self._may_act()
        if found is None:
            return
        row, self.duty = found.card.request, found.turn
        verb = self.say(VERBS[self.duty])
        ask = "type_whole" if row.amount_fen >= DOUBLE_ENTRY_FEN else "type_to_confirm"
        question = Question(self.say(ask, what=verb), partial(amount_agrees, row.amount_fen))
        transfers = found.context.transfers if self.duty == "cashier" else ()
        subject = Subject(verb, row.summary, question, row.amount_fen, transfers)
        self.ask_and_send(command_of(self.duty, self.number, self._on(found)), subject)

    def action_reject(self) -> None:
        """Send the request back with a reason."""
        found = self.document
        if found is not None and found.is_maker and found.card.request.state == "submitted":
            self.tell("no_withdrawal", "warn")
            return
        found = self._may_act()
        if found is None:
            return
        if found.turn == "cashier":
            self.tell("cashier_returns_not", "warn")
            return

        def answered(reason: str | None) -> None:
            if reason:
                self.duty = "returns"
                self.seal(rejection(self.number, self._on(found), reason))

        self.app.push_screen(Reason(), answered)

    def done(self, sent: Sent) -> None:
        """Say what was done, and go on to the next that waits; a cashier notes the number first."""
        key = DONE.get(self.duty, "returned_done")
        said = self.say(key, leaf=sent.leaf, vouchers=", ".join(sent.made))
        at = self.ids.index(self.number)
        rest = tuple(number for number in self.ids if number != self.number)
        if rest and self.duty != "cashier":
            self.ids = rest
            following = rest[min(at, len(rest) - 1)]
            said += self.say("on_to_next", number=following, count=len(rest))
            self._turn_to(following)
        self.status.tell(said, "good")
        self.announce()

    # --------------------------------------------------------------------- the maker's side

    def action_correct(self) -> None:
        """Open the payment form with all of a returned request filled in, as a new request."""
        found = self.document
        if found is None or not can_be_corrected(found):
            self.tell("cannot_correct", "warn")
            return
        if self.seat.drafts.load(ENTRY_KIND):
            self.tell("draft_is_open", "warn")
            return
        self.start(lambda: draft_of(found), self._filled, "read")

    def _filled(self, draft: dict[str, str]) -> None:
        if self.seat.drafts.keep(ENTRY_KIND, draft):
            cast("CityledgerApp", self.app).visit("entry")
        else:
            self.tell("draft_is_open", "warn")
