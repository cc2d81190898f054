"""Payment entry: the form at the left, and at the right what the gate would say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cityledger.kernel.errors import Stale
from cityledger.tui.entry.payables import ContractChoice, Payable, contracts, payable
from cityledger.tui.entry.payment_form import PaymentForm
from cityledger.tui.entry.payment_request import new_request_id
from cityledger.tui.frame import Page
from cityledger.tui.seat import ENTRY_KIND
from cityledger.tui.send import Sent, send
from cityledger.tui.verdict import Verdict, verdict
from cityledger.tui.widgets.fields import DayInput
from cityledger.tui.widgets.panel import END, heading, judged, spoken, standing
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.timer import Timer
    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp

MONEY_LINE = 31
"""Cells a line of the panel needs to show any amount whole."""

PAUSE = 0.12
"""Seconds of rest after a key before the gate is asked (screens.md §6)."""


class EntryPage(Page):
    """Enter one payment request after the other."""

    TITLE_KEY = "title_entry"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,f7", "look_up", "key_lookup"),
        Binding("f3", "due", "key_balance"),
        Binding("f4", "clear", "key_clear"),
        Binding("f6", "keep", "key_draft"),
        Binding("f9", "submit", "key_submit"),
        Binding("escape", "leave", "key_back"),
    ]

    def __init__(self) -> None:
        """Start with nothing judged."""
        super().__init__()
        self.verdict: Verdict | None = None
        self.refusal = Content("")
        self.is_sending = False
        self._timer: Timer | None = None

    @property
    def form(self) -> PaymentForm:
        """The form."""
        return self.query_one(PaymentForm)

    def body(self) -> Iterator[Widget]:
        """Put the form beside the panel, or above it on a narrow screen."""
        with Horizontal(id="entry"):
            yield PaymentForm()
            with VerticalScroll(id="panel", classes="box", can_focus=False):
                yield Static(id="standing", markup=False)
                yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        """Read the contracts, then take the draft up again."""
        self.query_one("#panel").border_title = self.say("panel")
        desk = self.seat.desk
        self.start(lambda: contracts(desk), self._offered, "contracts")
        self._show()

    def _offered(self, found: tuple[ContractChoice, ...]) -> None:
        self.form.offer_contracts(found)
        draft = self.seat.drafts.load(ENTRY_KIND)
        if draft:
            self.form.restore(draft)
            self.tell("draft_offered", "warn")

    # ------------------------------------------------------------------------- the draft

    def _keep(self) -> bool:
        draft = self.form.draft()
        return bool(draft) and self.seat.drafts.keep(ENTRY_KIND, draft)

    def on_descendant_blur(self) -> None:
        """Keep the draft at every field exit: a dropped line ends the program without warning."""
        if not self.is_sending:
            self._keep()

    def action_keep(self) -> None:
        """Write the draft now and say so."""
        if self._keep():
            self.tell("draft_kept", "good")

    def action_clear(self) -> None:
        """Empty the form and forget the draft."""
        self.seat.drafts.drop(ENTRY_KIND)
        self._empty()
        self.tell("form_cleared")

    def _empty(self) -> None:
        self.verdict, self.refusal = None, Content("")
        self.form.clear()
        self._show()

    def action_leave(self) -> None:
        """Go back; what was typed stays as a draft."""
        self._keep()
        cast("CityledgerApp", self.app).leave_page()

    # ------------------------------------------------------------------------- the panel

    @on(PaymentForm.Said)
    def said(self, event: PaymentForm.Said) -> None:
        """Pass on what the form says."""
        self.status.tell(event.text, event.tone)

    @on(PaymentForm.Taken)
    def taken(self, event: PaymentForm.Taken) -> None:
        """Read the figures of the contract chosen."""
        self.verdict = None
        self._show()
        if event.contract is not None:
            desk, number = self.seat.desk, event.contract.contract_id
            self.start(lambda: payable(desk, number), self._figured, "payable")

    def _figured(self, found: Payable) -> None:
        self.form.take_figures(found)
        self._judge_soon()

    @on(PaymentForm.Edited)
    def _judge_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._judge)

    def _judge(self) -> None:
        """Keep the draft and ask the gate in a thread; its word replaces what it said before."""
        if not self.is_sending:
            self._keep()
        filled = self.form.filled()
        if filled is None:
            self.verdict = None
            self._show()
            return
        self._show()
        seat, command = self.seat, filled.command
        self.start(
            lambda: verdict(seat.desk, command(), seat.user, seat.lang), self._judged, "judge"
        )

    def _judged(self, found: Verdict) -> None:
        self.verdict = found
        self._show()

    def _show(self) -> None:
        """Show where the contract stands, and what the gate says."""
        form, lang = self.form, self.seat.lang
        width = self._width()
        if form.payable is None:
            self.query_one("#standing", Static).update(prose(self.say("pick_contract"), "dim"))
        else:
            amount = form.amount().amount_fen()
            shown = standing(form.payable, form.due_fen, amount, self._width("standing"), lang)
            self.query_one("#standing", Static).update(shown)
        self.query_one("#panel").border_subtitle = self._in_short()
        said = self.refusal
        if self.verdict is not None:
            said += judged(self.verdict, width, lang)
        elif form.contract is not None:
            said += prose(self.say("type_amount"), "dim")
        self.query_one("#verdict", Static).update(said)

    def _in_short(self) -> str:
        """Return the verdict in a few words for the frame, which never scrolls away."""
        if self.verdict is None:
            return ""
        if self.verdict.is_clear:
            return "✓ " + self.say("all_rules_pass")
        return "✗ " + self.say("rules_fail", count=len(self.verdict.objections))

    def _width(self, name: str = "verdict") -> int:
        return max(MONEY_LINE, self.query_one(f"#{name}").content_size.width)

    # -------------------------------------------------------------------------- the keys

    def action_look_up(self) -> None:
        """Show every choice of the field."""
        self.form.look_up()

    def action_due(self) -> None:
        """Fill in what is due."""
        self.form.fill_due()

    @on(PaymentForm.Finished)
    def finished(self) -> None:
        """Submit what is clear; what would be refused takes F9, since a refusal stays for good."""
        if self.verdict is not None and self.verdict.is_clear:
            self.action_submit()
        else:
            self.tell("not_clear", "warn")

    def action_submit(self) -> None:
        """Sign and commit in a thread; the form stays until the receipt is seen."""
        filled = self.form.filled()
        if filled is None:
            self.tell("nothing_to_send", "bad")
            return
        if self.is_sending:
            return
        self.is_sending = True
        self._keep()
        self.tell("working")
        seat, command = self.seat, filled.command
        self.start(lambda: send(seat, command()), self._sent, "write")

    def _sent(self, sent: Sent) -> None:
        self.is_sending = False
        self.retitle()
        if sent.is_refused:
            self._refused(sent)
            return
        self.seat.entry_on = self.form.query_one("#date", DayInput).day()
        self._empty()
        self.seat.drafts.drop(ENTRY_KIND)
        self.tell("submitted", "good", number=", ".join(sent.made), leaf=sent.leaf)

    def _refused(self, sent: Sent) -> None:
        """Show what was sealed; a refused id is used up, so what is corrected is a new request."""
        self.form.request_id = new_request_id()
        self._keep()
        head = self.say("refused_head", leaf=sent.leaf)
        width, lang = self._width(), self.seat.lang
        said = [spoken(objection, width, lang) for objection in sent.objections]
        self.refusal = Content("").join([heading(head, width, "bold $error"), *said, END])
        self.verdict = None
        self._show()
        self.query_one("#panel", VerticalScroll).scroll_home(animate=False)
        self.status.tell(head, "bad")

    def fail(self, error: BaseException) -> None:
        """Say what went wrong; when the book moved on, the controls run again."""
        self.is_sending = False
        if isinstance(error, Stale):
            self.tell("stale", "warn")
            self._judge_soon()
            return
        super().fail(error)
