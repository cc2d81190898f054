"""Payment entry: the form at the left, and at the right what the gate would say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on

from cityledger.tui.entry.page import EntryPage
from cityledger.tui.entry.payables import ContractChoice, Payable, contracts, payable
from cityledger.tui.entry.payment_form import PaymentForm
from cityledger.tui.seat import ENTRY_KIND
from cityledger.tui.widgets.panel import standing
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from textual.content import Content

    from cityledger.tui.send import Sent


class PaymentPage(EntryPage):
    """Enter one payment request after the other."""

    TITLE_KEY: ClassVar[str] = "title_entry"

    @property
    def draft_kind(self) -> str:
        """The drafts of payments."""
        return ENTRY_KIND

    @property
    def act(self) -> str:
        """A payment request."""
        return "payment.request"

    def build_form(self) -> PaymentForm:
        """Return the form of a payment."""
        return PaymentForm()

    @property
    def payment(self) -> PaymentForm:
        """The form, as what it is."""
        return cast("PaymentForm", self.form)

    def on_mount(self) -> None:
        """Read the contracts, then take the draft up again."""
        super().on_mount()
        desk = self.seat.desk
        self.start(lambda: contracts(desk), self._offered, "contracts")

    def _offered(self, found: tuple[ContractChoice, ...]) -> None:
        self.payment.offer_contracts(found)
        self.take_draft()

    @on(PaymentForm.Taken)
    def taken(self, event: PaymentForm.Taken) -> None:
        """Read the figures of the contract chosen."""
        self.verdict = None
        self.show()
        if event.contract is not None:
            desk, number = self.seat.desk, event.contract.contract_id
            self.start(lambda: payable(desk, number), self._figured, "payable")

    def _figured(self, found: Payable) -> None:
        self.payment.take_figures(found)
        self.judge_soon()

    def standing(self) -> Content:
        """Return where the contract stands before and after this payment."""
        form, lang = self.payment, self.seat.lang
        if form.payable is None:
            return prose(self.say("pick_contract"), "dim")
        amount = form.amount().amount_fen()
        return standing(form.payable, form.due_fen, amount, self.panel_width("standing"), lang)

    def hint(self) -> str:
        """Ask for the amount once there is a contract."""
        return self.say("type_amount") if self.payment.contract is not None else ""

    def done(self, sent: Sent) -> str:
        """Say the number of the request."""
        return self.say("submitted", number=", ".join(sent.made), leaf=sent.leaf)
