"""The fields of a payment: what is typed, what it brings with it, and the draft of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from cityledger.kernel import days, money
from cityledger.tui.entry.payables import (
    CERTIFIED_KINDS,
    KIND_OF,
    KINDS,
    ContractChoice,
    Payable,
)
from cityledger.tui.entry.payment_request import Form, new_request_id
from cityledger.tui.texts import choice, say
from cityledger.tui.widgets.fields import DayInput, HanInput, MoneyInput
from cityledger.tui.widgets.lookup import Choice, LookupInput, Offers
from cityledger.tui.widgets.safe import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.seat import Seat

ORDER = ("contract", "kind", "certificate", "amount", "labour", "invoice", "summary", "attachments")
"""Fields in the order of Enter; the day stands above them and is reached by Shift+Tab."""

FILLED_BY_CONTRACT = "amount"
"""Where Enter goes from the contract: kind and certificate have followed from it."""

OPTIONAL = frozenset({"certificate", "invoice"})
TYPED = ("date", "amount", "labour", "summary", "attachments")
BALANCE = "="


class PaymentForm(Vertical):
    """One payment being entered; knows no database."""

    class Edited(Message):
        """Something changed: the gate may say something else now."""

    class Taken(Message):
        """A contract was chosen (or none): its figures are wanted."""

        def __init__(self, contract: ContractChoice | None) -> None:
            """Take the contract."""
            super().__init__()
            self.contract = contract

    class Finished(Message):
        """Enter on the last field."""

    class Said(Message):
        """Something to tell the person in the status line."""

        def __init__(self, text: str, tone: str) -> None:
            """Take the text and its tone."""
            super().__init__()
            self.text = text
            self.tone = tone

    def __init__(self) -> None:
        """Start empty, with a request id of its own (L12)."""
        super().__init__(id="form", classes="box")
        self.request_id = new_request_id()
        self.contracts: dict[str, ContractChoice] = {}
        self.contract: ContractChoice | None = None
        self.payable: Payable | None = None
        self._waiting: dict[str, str] = {}

    @property
    def seat(self) -> Seat:
        """The person's seat."""
        return cast("CityledgerApp", self.app).seat

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
        title = Static(label(say(f"field_{name}", self.seat.lang)), markup=False, classes="name")
        return Horizontal(title, field, classes="row")

    def on_mount(self) -> None:
        """Offer the kinds and go to the contract."""
        self.border_title = say("form", self.seat.lang)
        self.lookup("kind").choices = tuple(
            Choice(kind, choice("payment_kind", kind, self.seat.lang)) for kind in KINDS
        )
        self.lookup("kind").pick_key(KINDS[0])
        self.text("contract").focus()

    # ------------------------------------------------------------------- what is filled in

    def text(self, name: str) -> HanInput:
        """Return a field by name."""
        return self.query_one(f"#{name}", HanInput)

    def lookup(self, name: str) -> LookupInput:
        """Return a look-up field by name."""
        return self.query_one(f"#{name}", LookupInput)

    def amount(self, name: str = "amount") -> MoneyInput:
        """Return an amount field by name."""
        return self.query_one(f"#{name}", MoneyInput)

    @property
    def kind(self) -> str:
        """The kind of payment."""
        picked = self.lookup("kind").picked
        return picked.key if picked else KINDS[0]

    @property
    def certificate_no(self) -> int | None:
        """The number of the certificate, None when none is meant."""
        picked = self.lookup("certificate").picked
        return int(picked.key) if picked else None

    @property
    def due_fen(self) -> int:
        """What may be paid now under what is chosen."""
        return self.payable.due_fen(self.kind, self.certificate_no) if self.payable else 0

    def filled(self) -> Form | None:
        """Return what is filled in, or None while contract, amount or day is missing."""
        amount, day = self.amount().amount_fen(), self.query_one("#date", DayInput).day()
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
        self._waiting = {name: draft.get(name, "") for name in (*OPTIONAL, "kind")}
        if not self.lookup("contract").pick_key(draft.get("contract", "")):
            self.text("contract").value = draft.get("contract", "")

    def clear(self) -> None:
        """Empty the form for the next document; the day stays."""
        self.request_id = new_request_id()
        self.contract, self.payable, self._waiting = None, None, {}
        for name in ("amount", "labour", "summary"):
            self.text(name).value = ""
        self.text("attachments").value = "1"
        for name in ("contract", *OPTIONAL):
            self.lookup(name).pick(None)
        self.text("contract").focus()

    # --------------------------------------------------------------------------- typing

    @on(HanInput.Cut)
    def cut(self, event: HanInput.Cut) -> None:
        """Say what a field did not take."""
        self._tell(say(event.reason, self.seat.lang), "warn")

    def _tell(self, text: str, tone: str) -> None:
        self.post_message(self.Said(text, tone))

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """Offer matches, show the capitals, fill in what is due after `=`."""
        field = event.input
        if isinstance(field, LookupInput) and field.has_focus:
            self.offer(field)
        if field.id == "amount":
            self._show_capital()
        self.post_message(self.Edited())

    def on_descendant_focus(self) -> None:
        """Offer the matches of the field that was entered."""
        focused = self.screen.focused
        self.offer(focused if isinstance(focused, LookupInput) else None)

    def offer(self, field: LookupInput | None) -> None:
        """Show the matches of a field that has nothing picked yet."""
        offers = self.query_one(Offers)
        wanted = field is not None and field.picked is None
        offers.offer(field.offers() if field and wanted else (), offers.size.width or 60)
        # On a narrow screen the matches take the place of the panel while they are shown.
        self.screen.set_class(offers.option_count > 0, "-offering")

    @on(HanInput.Stepped)
    def stepped(self, event: HanInput.Stepped) -> None:
        """Move along the matches where there are any, else along the fields."""
        offers = self.query_one(Offers)
        if isinstance(event.field, LookupInput) and offers.option_count > 1:
            offers.step(event.by)
        elif event.by < 0:
            self.screen.focus_previous()
        else:
            self.screen.focus_next()

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Enter: pick the marked match, then go to the next field; from the last one, submit."""
        field = event.input
        lang = self.seat.lang
        if isinstance(field, LookupInput) and not self._picks(field):
            return
        if isinstance(field, MoneyInput) and field.value and field.problem(lang):
            self._tell(field.problem(lang), "bad")
        elif isinstance(field, DayInput) and field.day() is None:
            self._tell(say("bad_day", lang), "bad")
        elif field.id == ORDER[-1]:
            self.post_message(self.Finished())
        else:
            self._go_on(field.id or "")

    def _picks(self, field: LookupInput) -> bool:
        """Take the marked match; a field without any may stay empty. Says whether to go on."""
        offered = field.offers()
        if field.picked is not None or (not field.value and not offered and field.id in OPTIONAL):
            return True
        if not offered:
            self._tell(say("no_match", self.seat.lang), "bad")
            return False
        at = self.query_one(Offers).highlighted or 0
        field.pick(offered[min(at, len(offered) - 1)])
        return True

    def _go_on(self, name: str) -> None:
        after = ORDER[ORDER.index(name) + 1 :] if name in ORDER else ORDER
        targets = (FILLED_BY_CONTRACT,) if name == "contract" else after
        for target in targets:
            if not self.text(target).disabled:
                self.text(target).focus()
                return

    def look_up(self) -> None:
        """Show every choice of the field entered, or of the contract."""
        focused = self.screen.focused
        field = focused if isinstance(focused, LookupInput) else self.lookup("contract")
        field.focus()
        field.pick(None)
        self.offer(field)

    def fill_due(self) -> None:
        """Put what is due now into the amount: the one that is nearly always meant."""
        if self.due_fen <= 0:
            self._tell(say("nothing_due", self.seat.lang), "warn")
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
