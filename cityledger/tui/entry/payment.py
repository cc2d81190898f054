"""Payment entry: the form at the left, and at the right what the gate would say to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType

from cityledger.kernel import days, money
from cityledger.tui.entry.calling import CalledUp
from cityledger.tui.entry.page import EntryPage
from cityledger.tui.entry.payables import ContractChoice, Payable, contracts, payable
from cityledger.tui.entry.payment_form import PaymentForm
from cityledger.tui.entry.payment_past import PastPayment, Summaries, past_payments, summaries
from cityledger.tui.seat import ENTRY_KIND
from cityledger.tui.texts import choice, say
from cityledger.tui.widgets.panel import standing
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from textual.content import Content

    from cityledger.tui.send import Sent


class PaymentPage(EntryPage):
    """Enter one payment request after the other."""

    TITLE_KEY: ClassVar[str] = "title_entry"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f5", "add_line", "key_add_line")]

    def __init__(self, contract_no: str = "", certificate_no: str = "") -> None:
        """Take what the first payment is for, where the way here has said so."""
        super().__init__()
        self.wanted = {"contract": contract_no, "certificate": certificate_no}

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
        self._read_summaries()

    def _read_summaries(self) -> None:
        seat = self.seat
        self.start(lambda: summaries(seat), self._remember, "summaries")

    def _remember(self, found: Summaries) -> None:
        self.payment.past = found

    def ledger_changed(self) -> None:
        """Ask the gate again; what was written last may have changed as well."""
        super().ledger_changed()
        self._read_summaries()

    def _offered(self, found: tuple[ContractChoice, ...]) -> None:
        self.payment.offer_contracts(found)
        wanted = self.wanted["contract"]
        draft = self.seat.drafts.load(self.draft_kind)
        self.take_draft()
        if wanted and not draft:
            self.payment.begin_with(self.wanted)
        elif wanted and draft.get("contract") != wanted:
            self.tell("draft_first", "warn", contract=wanted)

    def action_add_line(self) -> None:
        """Put the certificate that is typed on the list of lines and start the next (F5)."""
        self.payment.add_line()

    def action_call(self) -> None:
        """Start from a template or a past payment of this contract (F4)."""
        seat, contract = self.seat, self.payment.contract
        number = contract.contract_no if contract else ""
        self.start(lambda: past_payments(seat, number), self._past, "past")

    def _past(self, found: tuple[PastPayment, ...]) -> None:
        lang = self.seat.lang
        self._call_from(
            tuple(
                CalledUp(
                    (
                        say("request_no", lang, number=row.number),
                        row.summary,
                        f"{days.text(row.value_date)} {money.text(row.amount_fen)} "
                        + choice("payment_state", row.state, lang),
                    ),
                    row.fields,
                )
                for row in found
            )
        )

    @on(PaymentForm.Taken)
    def taken(self, event: PaymentForm.Taken) -> None:
        """Read the figures of the contract chosen."""
        self.verdict = None
        self.show()
        if event.contract is not None:
            seat, number = self.seat, event.contract.contract_id
            found = partial(payable, seat.desk, number, seat.lang)
            self.start(found, self._figured, "payable")

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
