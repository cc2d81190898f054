"""The rows of one request: what is asked, what changed since the last payment, who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.kernel import days, money
from cityledger.kernel.chart import account
from cityledger.tui.texts import choice, say
from cityledger.tui.widgets.cells import Column, amount, fit, share, wrap
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.tui.requests.reading import Document
    from cityledger.views.payments import RequestCard
    from cityledger.views.request_context import InvoiceState, StatementLine, Terms, Transfer


@dataclass(frozen=True, slots=True)
class Leads:
    """Where Enter goes from a row: a voucher, a request, or the vouchers of a contract."""

    to: str
    number: int
    name: str = ""


NAME = {"zh": 10, "en": 14}
"""Cells for the name of a row: English takes more."""

FIGURE_LEAST = 8


class SheetTable(RowTable):
    """Rows of name, text and figure; a text without a figure has the room of both."""

    def __init__(
        self,
        lang: str,
        *,
        empty: str,
        id: str,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """Take the language, and what to say when there is no row."""
        columns = (
            Column("", NAME[lang]),
            Column("", 20, grows=True),
            Column("", FIGURE_LEAST, "money"),
        )
        super().__init__(columns, empty=empty, head=False, id=id)

    def _text(self, cells: tuple[str, ...], *, head: bool = False) -> str:
        if cells[2]:
            return super()._text(cells, head=head)
        name, text, figure = self._widths
        if not cells[1]:
            return fit(cells[0], name + text + figure + 2) + " "
        return f"{fit(cells[0], name)} {fit(cells[1], text + figure + 1)} "


@dataclass(frozen=True, slots=True)
class Sheet:
    """Draws the rows of a request: `width` cells for a text, less what a figure beside it takes."""

    lang: str
    width: int
    figure_width: int

    def lines(self, found: Document) -> Iterator[Line]:
        """Yield all rows, section by section."""
        yield from self._asked(found)
        yield from self._changes(found)
        yield from self._payees(found.card)
        yield from self._money(found)
        yield from self._invoices(found)
        yield from self._files(found)
        yield from self._steps(found)
        if found.card.request.state == "paid":
            yield from self._bank(found)

    # ----------------------------------------------------------------------- how rows look

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence in the language of the sheet."""
        return say(key, self.lang, **facts)

    def _row(
        self, name: str, text: str, fen: int | None = None, key: object = None, tone: str = ""
    ) -> Iterator[Line]:
        """Yield one row; a long text goes on below, so that nothing is cut."""
        first, *rest = wrap(text, self.width - (0 if fen is None else self.figure_width))
        yield Line((name, first, amount(fen)), key, tone)
        for line in rest:
            yield Line(("", line, ""), key, tone)

    def _head(self, key: str, extra: str = "") -> Iterator[Line]:
        yield Line((self.say(key), extra, ""), None, "strong")

    # ------------------------------------------------------------------------- the sections

    def _asked(self, found: Document) -> Iterator[Line]:
        row, state = found.card.request, found.context.state
        yield from self._row(self.say("field_summary"), row.summary)
        total, capital = self.say("amount"), money.capital(row.amount_fen)
        yield from self._row(total, capital, row.amount_fen, None, "strong")
        yield from self._row(self.say("field_date"), days.text(row.value_date))
        yield from self._row(self.say("col_project"), row.project)
        if row.contract_id is not None:
            leads = Leads("contract", row.contract_id, row.contract_no)
            name = state.name if state else ""
            yield from self._row(self.say("field_contract"), f"{row.contract_no} {name}", key=leads)
        kind = choice("payment_kind", row.kind, self.lang)
        yield from self._row(self.say("field_kind"), kind)
        stands = choice("payment_state", row.state, self.lang)
        if found.is_corrected:
            stands += self.say("corrected_note")
        if found.card.steps and found.card.steps[-1].note:
            stands += f": {found.card.steps[-1].note}"
        yield from self._row(
            self.say("col_state"), stands, tone="red" if row.state == "returned" else ""
        )

    def _changes(self, found: Document) -> Iterator[Line]:
        """Set the request against the last payment of its contract, each change in words."""
        row, last, state = found.card.request, found.context.last, found.context.state
        if row.contract_id is None:
            return
        if last is None:
            yield from self._head("last_payment")
            yield from self._row("", self.say("no_last_payment"), tone="dim")
        else:
            other = last.request
            extra = self.say(
                "last_payment_of", number=other.payment_request_id, on=days.text(other.value_date)
            )
            yield Line(
                (self.say("last_payment"), extra, amount(other.amount_fen)),
                Leads("request", other.payment_request_id),
                "strong",
            )
            yield from self._compared(found.card, last)
        if state is not None and state.total_fen:
            paid = row.state == "paid"
            after = state.paid_fen + (0 if paid else row.amount_fen)
            before = after - row.amount_fen
            text = self.say(
                "share_of_price",
                before=share(before, state.total_fen),
                after=share(after, state.total_fen),
            )
            tone = "warn" if after > state.total_fen else ""
            yield from self._row(self.say("cumulative"), text, after, tone=tone)

    def _compared(self, card: RequestCard, last: RequestCard) -> Iterator[Line]:
        from cityledger.views.request_context import terms

        now, then = terms(card), terms(last)
        changes = list(self._told(now, then))
        for name, text in changes:
            # Another account to pay to is the oldest trick there is.
            tone = "red" if name == "payee_account" else "warn"
            mark = "▲ " + self.say("changed")
            yield from self._row(mark, f"{self.say(name)}: {text}", tone=tone)
        if not changes:
            yield from self._row("", self.say("nothing_changed"), tone="dim")

    def _told(self, now: Terms, then: Terms) -> Iterator[tuple[str, str]]:
        """Yield what changed, the account of the payee first: that is the oldest trick."""
        if set(now.accounts) != set(then.accounts):
            gone = [text for text in then.accounts if text not in now.accounts]
            new = [text for text in now.accounts if text not in then.accounts]
            yield "payee_account", self._pair(gone, new)
        if now.amount_fen != then.amount_fen:
            difference = now.amount_fen - then.amount_fen
            sign = "+" if difference > 0 else ""
            both = f"{money.text(then.amount_fen)} → {money.text(now.amount_fen)}"
            yield "amount", f"{both} ({sign}{money.text(difference)})"
        if now.certificates != then.certificates:
            yield (
                "field_certificate",
                self._pair(map(str, then.certificates), map(str, now.certificates)),
            )
        if set(now.tranches) != set(then.tranches):
            yield "col_tranche", self._pair(then.tranches, now.tranches)
        old = share(then.labour_fen, then.amount_fen)
        new_share = share(now.labour_fen, now.amount_fen)
        if old != new_share:
            yield "field_labour", f"{old} → {new_share}"

    def _pair(self, old: object, new: object) -> str:
        gap = "、" if self.lang == "zh" else ", "
        before, after = (gap.join(part) or "—" for part in (old, new))  # type: ignore[arg-type]
        return f"{before} → {after}"

    def _payees(self, card: RequestCard) -> Iterator[Line]:
        yield from self._head("lines_title")
        for line in card.lines:
            leads = Leads("contract", line.contract_id, line.contract_no)
            name = account(line.account).name(self.lang)
            yield from self._row(f"{line.n}.", line.payee_name, line.amount_fen, leads)
            yield from self._row("", f"{line.payee_bank} {line.payee_account}", key=leads)
            about = f"{line.contract_no} {name}"
            if line.certificate_no is not None:
                about += " " + self.say("certificate_of", no=line.certificate_no)
            yield from self._row("", about, key=leads, tone="dim")

    def _money(self, found: Document) -> Iterator[Line]:
        yield from self._head("slices_title")
        for piece in found.card.slices:
            yield from self._row(
                f"{piece.line_n}.", f"{piece.tranche} {piece.bank} {piece.allotment_no}",
                piece.amount_fen,
            )  # fmt: skip

    def _invoices(self, found: Document) -> Iterator[Line]:
        used = {invoice.number: invoice.amount_fen for invoice in found.card.invoices}
        if not used:
            return
        yield from self._head("invoices_title")
        for invoice in found.context.invoices:
            yield from self._invoice(invoice, used.get(invoice.number, 0))

    def _invoice(self, invoice: InvoiceState, used_fen: int) -> Iterator[Line]:
        state = choice("invoice_state", invoice.state, self.lang)
        good = invoice.state == "normal"
        if invoice.verified_on is not None:
            checked = self.say("invoice_verified", on=days.text(invoice.verified_on))
        else:
            checked, good = self.say("invoice_unverified"), False
        tone = "" if good else "warn"
        yield from self._row("", f"{invoice.number} {state}", used_fen, tone=tone)
        unused = "" if invoice.others else " " + self.say("invoice_unused")
        yield from self._row("", checked + unused, tone=tone or "dim")
        for number, fen in invoice.others:
            text = self.say("invoice_used", number=number)
            yield from self._row("", text, fen, Leads("request", number))

    def _files(self, found: Document) -> Iterator[Line]:
        yield from self._head("files_title", self.say("files_count", count=found.card.attachments))
        for file in found.context.files:
            yield from self._row("", f"{file.name} #{file.leaf_idx}")
            yield from self._row("", f"SHA-256 {file.sha256}", tone="dim")
        if not found.context.files:
            yield from self._row("", self.say("files_none"), tone="dim")

    def _steps(self, found: Document) -> Iterator[Line]:
        yield from self._head("steps_title")
        vouchers = {number.voucher_id // 100: number for number in found.context.vouchers}
        for step in found.card.steps:
            at = step.at.astimezone(days.CHINA)
            name = choice("payment_state", step.step, self.lang)
            mark = found.context.hashes.get(step.leaf_idx, "")
            text = f"{step.name} {at:%Y-%m-%d %H:%M} #{step.leaf_idx} {mark}"
            made = vouchers.get(step.leaf_idx)
            key = Leads("voucher", made.voucher_id) if made else None
            yield from self._row(name, text, key=key)
            if made:
                yield from self._row("", self.say("voucher") + f" {made.word_no}", key=key)
            if step.note:
                yield from self._row("", step.note, key=key)
        for refused in found.card.refusals:
            at = refused.at.astimezone(days.CHINA)
            text = f"{refused.name} {at:%Y-%m-%d %H:%M} #{refused.leaf_idx}"
            yield from self._row(self.say("refusal"), text, tone="red")

    def _bank(self, found: Document) -> Iterator[Line]:
        yield from self._head("statement_title")
        for transfer in found.context.transfers:
            yield from self._matched(transfer)

    def _matched(self, transfer: Transfer) -> Iterator[Line]:
        for line in transfer.lines:
            text = f"✓ {days.text(line.booked_on)} {line.bank_ref} {self._counter(line, transfer)}"
            yield from self._row(f"{transfer.n}.", text, line.amount_fen)
        if not transfer.lines:
            text = self.say("statement_none", bank=transfer.name)
            yield from self._row(f"{transfer.n}.", text, -transfer.amount_fen, tone="warn")

    def _counter(self, line: StatementLine, transfer: Transfer) -> str:
        """Return whom the bank names; where it is another than the payee, that is said."""
        if "**" in transfer.payee_name:
            return transfer.payee_name
        same = line.counterparty == transfer.payee_name
        return line.counterparty + ("" if same else " " + self.say("statement_other"))
