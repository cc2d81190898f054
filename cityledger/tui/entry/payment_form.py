"""The fields of a payment: what is typed, what it brings with it, and the draft of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cityledger.actions.command import new_request_id
from cityledger.kernel import days, money
from cityledger.tui.entry.form import EntryForm
from cityledger.tui.entry.payables import (
    CERTIFIED_KINDS,
    KIND_OF,
    KINDS,
    ContractChoice,
    Payable,
)
from cityledger.tui.entry.payment_request import Form
from cityledger.tui.texts import choice, say
from cityledger.tui.widgets.fields import DayInput, HanInput, MoneyInput
from cityledger.tui.widgets.lookup import Choice, LookupInput, Offers
from cityledger.tui.widgets.safe import label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from textual.app import ComposeResult
    from textual.containers import Horizontal
    from textual.widget import Widget
    from textual.widgets import Input

    from cityledger.tui.entry.form import Asking

ORDER = ("contract", "kind", "certificate", "amount", "labour", "invoice", "summary", "attachments")
"""Fields in the order of Enter; the day stands above them and is reached by Shift+Tab."""

FILLED_BY_CONTRACT = "amount"
"""Where Enter goes from the contract: kind and certificate have followed from it."""

RULE_WORDS = {
    "date": ("期间", "日期", "到期"),
    "contract": ("合同", "五方"),
    "kind": ("预付款", "质保金", "结算", "款项"),
    "certificate": ("计量", "证书"),
    "amount": ("金额", "超过", "余额", "额度", "资金"),
    "labour": ("人工费", "农民工", "工资"),
    "invoice": ("发票",),
    "summary": ("摘要",),
    "attachments": ("附件",),
}
"""What the rules call a field: F1 shows the rules that speak of the field entered first."""

TYPED = ("date", "amount", "labour", "summary", "attachments")


class PaymentForm(EntryForm):
    """One payment being entered."""

    OPTIONAL: ClassVar[frozenset[str]] = frozenset({"certificate", "invoice"})

    class Taken(Message):
        """A contract was chosen (or none): its figures are wanted."""

        def __init__(self, contract: ContractChoice | None) -> None:
            """Take the contract."""
            super().__init__()
            self.contract = contract

    def __init__(self) -> None:
        """Start with no contract."""
        super().__init__()
        self.contracts: dict[str, ContractChoice] = {}
        self.contract: ContractChoice | None = None
        self.payable: Payable | None = None
        self._waiting: dict[str, str] = {}

    def order(self) -> tuple[str, ...]:
        """Return the fields; the day stands above them."""
        return ORDER

    def compose(self) -> ComposeResult:
        """Build the rows."""
        lang = self.seat.lang
        yield self._row("date", DayInput(self.seat.day_of_entry(), id="date"))
        yield self._row("contract", _lookup("contract", lang))
        yield Static("", id="project", markup=False, classes="under")
        yield Static("", id="payee", markup=False, classes="under")
        yield Static("", id="account", markup=False, classes="under")
        yield self._row("kind", _lookup("kind", lang))
        yield self._row("certificate", _lookup("certificate", lang))
        yield self._row("amount", MoneyInput(placeholder=say("hint_amount", lang), id="amount"))
        yield Static("", id="capital", markup=False, classes="under")
        yield self._row("labour", MoneyInput(placeholder=say("hint_labour", lang), id="labour"))
        yield self._row("invoice", _lookup("invoice", lang))
        summary = HanInput(placeholder=say("hint_summary", lang), longest=60, id="summary")
        yield self._row("summary", summary)
        yield self._row("attachments", HanInput("1", longest=3, id="attachments"))
        yield Offers(id="offers")

    def _row(self, name: str, field: Widget) -> Horizontal:
        return self.row(name, say(f"field_{name}", self.seat.lang), field)

    def on_mount(self) -> None:
        """Offer the kinds and go to the contract."""
        self.border_title = say("form", self.seat.lang)
        self.lookup("kind").choices = tuple(
            Choice(kind, choice("payment_kind", kind, self.seat.lang)) for kind in KINDS
        )
        self.lookup("kind").pick_key(KINDS[0])
        self.text("contract").focus()

    # ------------------------------------------------------------------- what is filled in

    @property
    def kind(self) -> str:
        """The kind of payment."""
        picked = self.lookup("kind").picked
        return picked.key if picked else KINDS[0]

    def kind_of_payment(self) -> str:
        """Return the kind: each has rules of its own."""
        return self.kind

    def words_of(self, field: HanInput) -> tuple[str, ...]:
        """Return what the rules call a field."""
        return RULE_WORDS.get(field.id or "", ())

    @property
    def certificate_no(self) -> int | None:
        """The number of the certificate, None when none is meant."""
        picked = self.lookup("certificate").picked
        return int(picked.key) if picked else None

    @property
    def due_fen(self) -> int:
        """What may be paid now under what is chosen."""
        return self.payable.due_fen(self.kind, self.certificate_no) if self.payable else 0

    def filled(self) -> Asking | None:
        """Return what builds the request, or None while contract, amount or day is missing."""
        form = self.form()
        return form.command if form else None

    def day(self) -> date | None:
        """Return the day of the payment."""
        return self.query_one("#date", DayInput).day()

    def form(self) -> Form | None:
        """Return what is filled in, or None while contract, amount or day is missing."""
        amount, day = self.amount().amount_fen(), self.day()
        if self.contract is None or amount is None or amount <= 0 or day is None:
            return None
        invoice = self.lookup("invoice")
        attachments = self.text("attachments").value
        return Form(
            request_id=self.request_id,
            contract_no=self.contract.contract_no,
            project_code=self.contract.project_code,
            kind=self.kind,
            certificate_no=self.certificate_no,
            on=day,
            amount_fen=amount,
            labour_fen=max(0, self.amount("labour").amount_fen() or 0),
            invoice=invoice.picked.key if invoice.picked else invoice.value.strip(),
            summary=self.text("summary").value.strip(),
            attachments=int(attachments) if attachments.isdecimal() else 0,
        )

    def draft(self) -> dict[str, str]:
        """Return what is typed, by field, with the request id; empty when that is nothing yet."""
        if self.contract is None and not self.amount().value:
            return {}
        out = {"request_id": self.request_id}
        for name in ("date", *ORDER):
            field = self.text(name)
            picked = field.picked if isinstance(field, LookupInput) else None
            out[name] = picked.key if picked else field.value
        return out

    def restore(self, draft: Mapping[str, str]) -> None:
        """Take a draft up again; what hangs on the contract follows when its figures are known."""
        self.request_id = draft.get("request_id") or self.request_id
        for name in TYPED:
            self.text(name).value = draft.get(name, "")
        self._waiting = {name: draft.get(name, "") for name in (*self.OPTIONAL, "kind")}
        if not self.lookup("contract").pick_key(draft.get("contract", "")):
            self.text("contract").value = draft.get("contract", "")

    def clear(self) -> None:
        """Empty the form for the next document; the day stays."""
        self.request_id = new_request_id()
        self.contract, self.payable, self._waiting = None, None, {}
        for name in ("amount", "labour", "summary"):
            self.text(name).value = ""
        self.text("attachments").value = "1"
        for name in ("contract", *self.OPTIONAL):
            self.lookup(name).pick(None)
        self.text("contract").focus()

    # --------------------------------------------------------------------------- typing

    def edited(self, field: Input) -> None:
        """Show the capitals of the amount."""
        if field.id == "amount":
            self._show_capital()

    def go_on(self, name: str) -> None:
        """From the contract go to the amount: kind and certificate have followed from it."""
        if name == "contract":
            self.text(FILLED_BY_CONTRACT).focus()
            return
        super().go_on(name)

    def fill_due(self) -> None:
        """Put what is due now into the amount: the one that is nearly always meant."""
        if self.due_fen <= 0:
            self.tell(say("nothing_due", self.seat.lang), "warn")
            return
        field = self.amount()
        field.value = money.text(self.due_fen)
        field.focus()
        field.action_end()

    # ------------------------------------------------------------- what hangs on a choice

    @on(LookupInput.Picked)
    def picked(self, event: LookupInput.Picked) -> None:
        """Follow a choice: the contract brings its figures, the certificate its labour share."""
        if event.field.id == "contract":
            self._take(event.choice)
        elif event.field.id == "kind":
            self._fit_kind()
        elif event.field.id == "certificate":
            self._fit_labour()
        self.post_message(self.Edited())

    def _take(self, picked: Choice | None) -> None:
        found = self.contracts.get(picked.key) if picked else None
        if found is not None and found == self.contract:
            return
        self.contract, self.payable = found, None
        facts: dict[str, object] = {}
        if found is not None:
            facts = {
                "code": found.project_code,
                "name": found.project_name,
                "payee": found.payee_name,
                "bank": found.payee_bank,
                "account": found.payee_account,
            }
        for name in ("project", "payee", "account"):
            said = say(f"{name}_line", self.seat.lang, **facts) if facts else ""
            self.query_one(f"#{name}", Static).update(label(said, "dim"))
        self.post_message(self.Taken(found))

    def offer_contracts(self, found: tuple[ContractChoice, ...]) -> None:
        """Take the contracts there are."""
        self.contracts = {row.contract_no: row for row in found}
        self.lookup("contract").choices = tuple(
            Choice(
                row.contract_no,
                f"{row.contract_no} {row.name}",
                row.payee_name,
                row.project_name,
            )
            for row in found
        )
        focused = self.screen.focused
        self.offer(focused if isinstance(focused, LookupInput) else None)

    def take_figures(self, payable: Payable) -> None:
        """Take what may be paid under the contract; choose what is nearly always meant."""
        self.payable = payable
        lang = self.seat.lang
        self.lookup("certificate").choices = tuple(
            Choice(
                str(c.certificate_no),
                say("certificate_choice", lang, no=c.certificate_no, on=days.text(c.certified_on)),
                money.text(c.open_fen),
            )
            for c in payable.certificates
        )
        self.lookup("invoice").choices = tuple(
            Choice(i.number, i.number, money.text(i.left_fen))
            for i in payable.invoices
            if i.left_fen > 0
        )
        waiting, self._waiting = self._waiting, {}
        usual = KIND_OF.get(self.contract.kind if self.contract else "", KINDS[0])
        self.lookup("kind").pick_key(waiting.get("kind") or usual)
        self.lookup("certificate").pick(None)
        if not self.lookup("certificate").pick_key(waiting.get("certificate", "")):
            self._fit_kind()
        self.lookup("invoice").pick_key(waiting.get("invoice", ""))

    def _fit_kind(self) -> None:
        """Open the certificate only for kinds that pay one; start with the newest open one."""
        certified = self.kind in CERTIFIED_KINDS
        field = self.lookup("certificate")
        field.disabled = not certified
        if not certified and field.picked is not None:
            field.pick(None)
        elif certified and field.picked is None and self.payable is not None:
            still = [c for c in self.payable.certificates if c.open_fen > 0]
            # Without a certificate the opening's rest is paid.
            others = () if self.payable.opened_left_fen > 0 else self.payable.certificates
            newest = next(iter(still or others), None)
            if newest is not None:
                field.pick_key(str(newest.certificate_no))
        self._fit_labour()

    def _fit_labour(self) -> None:
        labour = self.payable.labour_fen(self.certificate_no) if self.payable else 0
        field = self.amount("labour")
        field.disabled = labour <= 0 or self.kind not in CERTIFIED_KINDS
        field.value = "" if field.disabled else (field.value or money.text(labour))

    def _show_capital(self) -> None:
        field = self.amount()
        fen = field.amount_fen()
        if fen is not None and fen > 0:
            shown = label(money.capital(fen), "$success")
        elif field.value:
            shown = label(field.problem(self.seat.lang), "$error")
        else:
            shown = Content("")
        self.query_one("#capital", Static).update(shown)


def _lookup(name: str, lang: str) -> LookupInput:
    return LookupInput(placeholder=say(f"hint_{name}", lang), id=name)
