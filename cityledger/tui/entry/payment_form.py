"""The fields of a payment: what is typed, what it brings with it, and the draft of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from cityledger.actions.command import new_request_id
from cityledger.kernel import days, money
from cityledger.tui.entry.attached import NEEDED
from cityledger.tui.entry.form import EntryForm
from cityledger.tui.entry.payables import (
    CERTIFIED_KINDS,
    KIND_OF,
    KINDS,
    ContractChoice,
    OverrideLeft,
    Payable,
)
from cityledger.tui.entry.payment_past import Summaries
from cityledger.tui.entry.payment_request import Form, FormLine, kept_lines
from cityledger.tui.texts import choice, say
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.fields import DayInput, HanInput, MoneyInput
from cityledger.tui.widgets.lookup import Choice, LookupInput, Offers
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from textual.app import ComposeResult
    from textual.containers import Horizontal
    from textual.widget import Widget
    from textual.widgets import Input

    from cityledger.tui.entry.form import Asking

ORDER = (
    "contract", "kind", "certificate", "amount", "labour", "invoice", "override", "summary",
    "attachments",
)  # fmt: skip
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

STALE = ("request_id", "date", "amount", "labour", "invoice", "certificate", "override")
"""What no template keeps: it would be stale, and stale figures get paid."""

LINES = "lines"
"""The field of a draft that holds the lines on the list."""

LAST, FIRST_TODAY = "..", "//"
"""Typed into the summary: the last one again, the first one of today."""


class PaymentForm(EntryForm):
    """One payment being entered."""

    DEFAULT_CSS = """
    PaymentForm #pay_lines { height: auto; max-height: 6; margin: 1 0 0 0; }
    """
    OPTIONAL: ClassVar[frozenset[str]] = frozenset({"certificate", "invoice", "override"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "remove_line", "key_remove_line", show=False)
    ]

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
        self.more: tuple[FormLine, ...] = ()
        self.project_code = ""
        self.past = Summaries()
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
        yield self._row("override", _lookup("override", lang))
        summary = HanInput(placeholder=say("hint_summary", lang), longest=60, id="summary")
        yield self._row("summary", summary)
        yield self._row("attachments", HanInput("1", longest=3, id="attachments"))
        columns = (
            Column(say("field_contract", lang), 8),
            Column(say("field_certificate", lang), 8),
            Column(say("field_amount", lang), 8, "money"),
            Column(say("field_labour", lang), 8, "money", drops=1),
            Column(say("field_invoice", lang), 8, grows=True),
        )
        yield RowTable(columns, id="pay_lines")
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
        self._show_overrides(())
        self._show_lines()
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
        if self.payable is None or self.contract is None:
            return 0
        here = (self.contract.contract_no, self.certificate_no)
        listed = (x.amount_fen for x in self.more if (x.contract_no, x.certificate_no) == here)
        return self.payable.due_fen(self.kind, self.certificate_no) - sum(listed)

    def filled(self) -> Asking | None:
        """Return what builds the request, or None while contract, amount or day is missing."""
        form = self.form()
        return form.command if form else None

    def day(self) -> date | None:
        """Return the day of the payment."""
        return self.query_one("#date", DayInput).day()

    def line(self) -> FormLine | None:
        """Return the line that is typed, None while contract or amount is missing."""
        amount = self.amount().amount_fen()
        if self.contract is None or amount is None or amount <= 0:
            return None
        invoice = self.lookup("invoice")
        return FormLine(
            contract_no=self.contract.contract_no,
            certificate_no=self.certificate_no,
            amount_fen=amount,
            labour_fen=max(0, self.amount("labour").amount_fen() or 0),
            invoice=invoice.picked.key if invoice.picked else invoice.value.strip(),
        )

    def form(self) -> Form | None:
        """Return what is filled in, or None while contract, amount or day is missing."""
        day, line = self.query_one("#date", DayInput).day(), self.line()
        if self.contract is None or day is None or (line is None and self.amount().value):
            return None
        lines = (*self.more, line) if line is not None else self.more
        if not lines:
            return None
        attachments = self.text("attachments").value
        override = self.lookup("override").picked
        return Form(
            request_id=self.request_id,
            project_code=self.contract.project_code,
            kind=self.kind,
            on=day,
            lines=lines,
            summary=self.text("summary").value.strip(),
            attachments=int(attachments) if attachments.isdecimal() else 0,
            override=int(override.key) if override else None,
        )

    def held(self) -> dict[str, str]:
        """Return what each field holds, the day with them."""
        return {"date": self.text("date").value} | super().held()

    def template(self) -> dict[str, str]:
        """Return what a template keeps: all but amount, day, invoice and what hangs on them."""
        held = self.held() if self.contract is not None else {}
        return {name: value for name, value in held.items() if value and name not in STALE}

    def papers(self) -> tuple[str, ...]:
        """Return the papers a payment of this kind needs."""
        return NEEDED.get(self.kind, ())

    def count_files(self, count: int) -> None:
        """Count the files among the attachments."""
        typed = self.text("attachments").value
        self.text("attachments").value = str(max(count, int(typed) if typed.isdecimal() else 0))

    def draft(self) -> dict[str, str]:
        """Return what is typed, by field, with the request id; empty when that is nothing yet."""
        # The field is asked, not what followed from it: that may still be on its way.
        if not self.text("contract").value and not self.amount().value:
            return {}
        out = {"request_id": self.request_id} | self.held()
        if self.more:
            out[LINES] = json.dumps([x.kept() for x in self.more], ensure_ascii=False)
        return out

    def restore(self, draft: Mapping[str, str]) -> None:
        """Take a draft up again; what hangs on the contract follows when its figures are known."""
        self.request_id = draft.get("request_id") or self.request_id
        self.more = kept_lines(draft.get(LINES, "")) or self.more
        self._show_lines()
        for name in TYPED:
            self.text(name).value = draft.get(name, "")
        self._waiting = {name: draft.get(name, "") for name in (*self.OPTIONAL, "kind")}
        number = draft.get("contract", "")
        if self.contract is not None and self.contract.contract_no == number:
            # Its figures are known: what hangs on them follows at once.
            if self.payable is not None:
                self.take_figures(self.payable)
        elif not self.lookup("contract").pick_key(number):
            self.text("contract").value = number

    def begin_with(self, wanted: Mapping[str, str]) -> None:
        """Start with a contract, and a certificate of it where one is meant; then the amount."""
        self._waiting = {name: value for name, value in wanted.items() if value}
        if self.lookup("contract").pick_key(wanted.get("contract", "")):
            self.text(FILLED_BY_CONTRACT).focus()

    def same_again(self) -> dict[str, str]:
        """Return nothing for the fields: the day stays, and the project's contracts come first."""
        if self.contract is not None:
            self.project_code = self.contract.project_code
        return {}

    def clear(self) -> None:
        """Empty the form for the next document; the day stays."""
        self.request_id = new_request_id()
        self.contract, self.payable, self._waiting = None, None, {}
        self.more = ()
        self._show_lines()
        self._show_overrides(())
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
        if field.id == "summary" and field.value in (LAST, FIRST_TODAY):
            again = self.past.last if field.value == LAST else self.past.first_today
            if again:
                field.value = again
                field.action_end()

    def go_on(self, name: str) -> None:
        """From the contract go to the amount: kind and certificate have followed from it."""
        if name == "contract":
            self.text(FILLED_BY_CONTRACT).focus()
            return
        if name == "amount" and self.more and not self.amount().value:
            self.text("summary").focus()
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
        self._order_contracts()

    def go_first(self) -> None:
        """Go to the contract; those of the project paid last are offered first."""
        self._order_contracts()
        super().go_first()

    def _order_contracts(self) -> None:
        here = self.project_code
        rows = sorted(self.contracts.values(), key=lambda row: row.project_code != here)
        self.lookup("contract").choices = tuple(
            Choice(
                row.contract_no,
                f"{row.contract_no} {row.name}",
                row.payee_name,
                row.project_name,
            )
            for row in rows
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
        self._show_overrides(payable.overrides)
        waiting, self._waiting = self._waiting, {}
        usual = KIND_OF.get(self.contract.kind if self.contract else "", KINDS[0])
        self.lookup("kind").pick_key(waiting.get("kind") or usual)
        self.lookup("certificate").pick(None)
        if not self.lookup("certificate").pick_key(waiting.get("certificate", "")):
            self._fit_kind()
        self.lookup("invoice").pick_key(waiting.get("invoice", ""))
        self.lookup("override").pick_key(waiting.get("override", ""))

    # ----------------------------------------------------------------------- several lines

    def add_line(self) -> None:
        """Put what is typed on the list and start the next certificate of the contract."""
        line, lang = self.line(), self.seat.lang
        if line is None:
            self.tell(say("no_line_yet", lang), "warn")
            return
        self.more = (*self.more, line)
        for name in ("amount", "labour"):
            self.text(name).value = ""
        for name in ("certificate", "invoice"):
            self.lookup(name).pick(None)
        self._fit_kind()
        self._show_lines()
        total = money.text(sum(x.amount_fen for x in self.more))
        self.tell(say("line_added", lang, count=len(self.more), total=total), "good")
        self.text("amount").focus()
        self.post_message(self.Edited())

    def action_remove_line(self) -> None:
        """Take the line under the cursor off the list."""
        table = self.query_one("#pay_lines", RowTable)
        if table.has_focus and self.more:
            self.more = self.more[: table.cursor] + self.more[table.cursor + 1 :]
            self._show_lines()
            self.post_message(self.Edited())

    def _show_lines(self) -> None:
        table = self.query_one("#pay_lines", RowTable)
        table.display = bool(self.more)
        if not self.more and table.has_focus:
            self.text("amount").focus()
        lines = []
        for n, x in enumerate(self.more):
            number = str(x.certificate_no or "")
            figures = (money.text(x.amount_fen), money.text(x.labour_fen))
            lines.append(Line((x.contract_no, number, *figures, x.invoice), n))
        table.fill(lines)

    def _show_overrides(self, held: tuple[OverrideLeft, ...]) -> None:
        """Offer the overrides in force; without any there is no such field."""
        field = self.lookup("override")
        field.choices = tuple(
            Choice(str(o.override_id), f"{o.override_id} {o.title}", money.text(o.left_fen))
            for o in held
        )
        field.disabled = not held
        self.query_one("#row_override").display = bool(held)

    def _fit_kind(self) -> None:
        """Open the certificate only for kinds that pay one; start with the newest open one."""
        certified = self.kind in CERTIFIED_KINDS
        field = self.lookup("certificate")
        field.disabled = not certified
        if not certified and field.picked is not None:
            field.pick(None)
        elif certified and field.picked is None and self.payable is not None:
            number = self.contract.contract_no if self.contract else ""
            listed = {x.certificate_no for x in self.more if x.contract_no == number}
            still = [
                c
                for c in self.payable.certificates
                if c.open_fen > 0 and c.certificate_no not in listed
            ]
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
        self.query_one("#capital", Static).update(self.capital(self.amount()))


def _lookup(name: str, lang: str) -> LookupInput:
    return LookupInput(placeholder=say(f"hint_{name}", lang), id=name)
