"""One payment request, read-only, with the next step for whoever's turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cityledger.kernel import days, money
from cityledger.kernel.chart import account
from cityledger.kernel.errors import Stale
from cityledger.tui.dialogs import Confirm, Reason
from cityledger.tui.frame import BrowsePage
from cityledger.tui.requests.reading import Document, document
from cityledger.tui.requests.steps import DONE, VERBS, command_of, rejection, step_on
from cityledger.tui.send import Sent, send
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import fit
from cityledger.tui.widgets.panel import END, figure, heading, judged, spoken
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from cityledger.actions.command import Command
    from cityledger.views.payments import RequestCard

FIGURE = 44


class DocumentPage(BrowsePage):
    """What was asked for, by whom, from which money; passing it takes digits of the amount."""

    TITLE_KEY = "title_document"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "pass", "key_pass"),
        Binding("f8", "reject", "key_reject"),
    ]

    def __init__(self, number: int) -> None:
        """Take the number of the request."""
        super().__init__()
        self.number = number
        self.document: Document | None = None
        self.refusal = Content("")
        self.is_sending = False

    def body(self) -> Iterator[Widget]:
        """Put the document beside what the gate says."""
        with Horizontal(id="entry"):
            with VerticalScroll(id="sheet", classes="box"):
                yield Static(id="card", markup=False)
            with VerticalScroll(id="panel", classes="box"):
                yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        """Name the boxes."""
        title = f"{self.say('title_document')} {self.number}"
        self.query_one("#sheet").border_title = title
        self.query_one("#panel").border_title = self.say("verdict_title")
        self.query_one("#sheet").focus()

    def action_reload(self) -> None:
        """Read the request again, and ask the gate about the next step."""
        seat, number = self.seat, self.number
        self.start(lambda: document(seat, number), self._show, "read")

    # ------------------------------------------------------------------------- the sheet

    def _show(self, found: Document | None) -> None:
        self.document = found
        if found is None:
            self.tell("empty", "warn")
            return
        self.query_one("#card", Static).update(self._sheet(found.card))
        lang, width = self.seat.lang, max(30, self.query_one("#verdict").content_size.width)
        said = self.refusal
        if found.is_own and found.turn:
            verb = self.say(VERBS[found.turn])
            said += heading(self.say("own_document", what=verb), width, "$warning")
        elif found.verdict is not None:
            said += judged(found.verdict, width, lang)
        else:
            said += heading(self.say("not_my_turn"), width, "dim")
        self.query_one("#verdict", Static).update(said)

    def _sheet(self, card: RequestCard) -> Content:
        row, lang = card.request, self.seat.lang
        parts = [
            self._pair("field_date", days.text(row.value_date)),
            self._pair("col_project", row.project),
            self._pair("field_contract", row.contract_no),
            self._pair("field_kind", choice("payment_kind", row.kind, lang)),
            self._pair("field_summary", row.summary),
            self._pair("col_state", choice("payment_state", row.state, lang)),
            figure(self.say("amount"), row.amount_fen, FIGURE, "bold"),
            prose(f"            {money.capital(row.amount_fen)}", "$success"),
            prose("\n" + self.say("lines_title"), "bold $primary"),
            *(prose(line) for line in self._lines(card)),
            prose("\n" + self.say("slices_title"), "bold $primary"),
            *(
                figure(f" {piece.tranche} {piece.bank}", piece.amount_fen, FIGURE)
                for piece in card.slices
            ),
        ]
        if card.invoices:
            parts.append(prose("\n" + self.say("invoices_title"), "bold $primary"))
            parts += [prose(f" {i.number}  {money.text(i.amount_fen)}") for i in card.invoices]
        parts.append(prose("\n" + self.say("steps_title"), "bold $primary"))
        parts += [prose(line) for line in self._steps(card)]
        return END.join(parts)

    def _pair(self, key: str, text: str) -> Content:
        return prose(fit(self.say(key), 12), "dim") + prose(text)

    def _lines(self, card: RequestCard) -> Iterator[str]:
        for line in card.lines:
            name = account(line.account).name(self.seat.lang)
            yield f" {line.n}. {money.text(line.amount_fen)}  {name}"
            yield f"    {line.payee_name}"
            yield f"    {line.payee_account} {line.payee_bank}"

    def _steps(self, card: RequestCard) -> Iterator[str]:
        for step in card.steps:
            name = choice("payment_state", step.step, self.seat.lang)
            at = step.at.astimezone(days.CHINA)
            note = f" {step.note}" if step.note else ""
            yield f" {name} {step.name} {at:%Y-%m-%d %H:%M} #{step.leaf_idx}{note}"
        for refused in card.refusals:
            at = refused.at.astimezone(days.CHINA)
            yield f" {self.say('refusal')} {refused.name} {at:%Y-%m-%d %H:%M} #{refused.leaf_idx}"

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
        row, duty = found.card.request, found.turn
        command = command_of(duty, self.number, self._on(found))

        def answered(agrees: bool | None) -> None:  # noqa: FBT001 - Textual hands over the answer
            if agrees:
                self._start(command, DONE[duty])
            elif agrees is not None:
                self.tell("does_not_match", "bad")

        ask = Confirm(self.say(VERBS[duty]), row.amount_fen, row.summary)
        self.app.push_screen(ask, answered)

    def action_reject(self) -> None:
        """Send the request back with a reason."""
        found = self._may_act()
        if found is None or found.turn == "cashier":
            return

        def answered(reason: str | None) -> None:
            if reason:
                self._start(rejection(self.number, self._on(found), reason), "returned_done")

        self.app.push_screen(Reason(), answered)

    def _start(self, command: Command, done: str) -> None:
        self.is_sending = True
        self.tell("working")
        seat = self.seat
        self.start(lambda: send(seat, command), lambda sent: self._sent(sent, done), "write")

    def _sent(self, sent: Sent, done: str) -> None:
        self.is_sending = False
        if sent.is_refused:
            head, lang = self.say("refused_head", leaf=sent.leaf), self.seat.lang
            width = max(30, self.query_one("#verdict").content_size.width)
            said = [spoken(objection, width, lang) for objection in sent.objections]
            self.refusal = Content("").join([heading(head, width, "bold $error"), *said, END])
            self.status.tell(head, "bad")
        else:
            self.refusal = Content("")
            self.tell(done, "good", leaf=sent.leaf, vouchers=", ".join(sent.made))
        self.announce()

    def fail(self, error: BaseException) -> None:
        """Say what went wrong; when the book moved on, show it as it is now."""
        self.is_sending = False
        if isinstance(error, Stale):
            self.tell("stale", "warn")
            self.action_reload()
            return
        super().fail(error)
