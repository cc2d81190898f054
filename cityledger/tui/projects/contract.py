"""The sheet of one contract: figures, papers, securities, how it was won, what was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from cityledger.kernel.days import text as day_text
from cityledger.tui.books.reading import Narrowed
from cityledger.tui.projects.contract_reading import ContractSheet, contract_sheet
from cityledger.tui.projects.drills import Drill, to_payments, to_register, to_voucher
from cityledger.tui.projects.listing import ListingPage
from cityledger.tui.projects.pieces import heading, left, sentences
from cityledger.tui.projects.reading import HOUSEHOLDS, Paid
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount, share
from cityledger.tui.widgets.table import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.views.contract_state import ContractState

PAYABLE, RETENTION, ADVANCE, CERTIFIED, CLAIM = "2302", "230203", "1214", "9115", "121801"
SOON = 30
"""Days before an expiry from which it is marked."""


class ContractPage(ListingPage):
    """One contract, always in 元: what is written here is compared with papers."""

    TITLE_KEY: ClassVar[str] = "title_contract"
    RULES_KEY: ClassVar[str] = "rules_contract"

    def __init__(self, contract_id: int) -> None:
        """Take the number of the contract."""
        super().__init__()
        self.contract_id = contract_id

    def columns(self) -> tuple[Column, ...]:
        """Return name, day or number, amount, remark."""
        return (
            Column("", 14, grows=True),
            Column("", 10),
            Column(self.say("col_amount"), 10, "money"),
            Column("", 12, grows=True, drops=1),
        )

    def read(self) -> object:
        """Read the contract."""
        return contract_sheet(self.seat, self.contract_id)

    @property
    def sheet(self) -> ContractSheet:
        """What was read."""
        return cast("ContractSheet", self.found)

    def headline(self) -> str:
        """Name the contract, its firm and its project."""
        row = self.sheet.card.state
        kind = choice("contract_kind", row.kind, self.seat.lang)
        return f"{row.contract_no} {row.name}  {kind}  {row.payee_name}  {self.sheet.project}"

    def rows(self) -> list[Line]:
        """Return all parts of the sheet, one under the other."""
        return [
            *self._figures(),
            *self._securities(),
            *self._certificates(),
            *self._invoices(),
            *self._variations(),
            *self._plans(),
            *self._tender(),
            *self._subcontracts(),
            *self._payments(),
        ]

    # ------------------------------------------------------------------------- the figures

    def _register(self, account: str) -> Drill:
        title = self.sheet.card.state.contract_no
        return to_register(self.seat, account, Narrowed(title=title, contract_id=self.contract_id))

    def _paid(self) -> Drill:
        row = self.sheet.card.state
        title = f"{row.contract_no} {row.payee_name}"
        return to_payments(Paid(title=title, contract_id=self.contract_id))

    def _figures(self) -> Iterator[Line]:
        row = self.sheet.card.state
        signed = self.say("signed_line", on=day_text(row.signed_on))
        if row.defects_until_on is not None:
            signed += "   " + self.say("defects_line", on=day_text(row.defects_until_on))
        yield from sentences(signed, self.room, "·")
        # The promise to a household is no memo of a contract, so its payable is what is certified.
        certified = PAYABLE if row.kind == HOUSEHOLDS else CERTIFIED
        figures: tuple[tuple[str, int, object, bool], ...] = (
            ("price", row.price_fen, None, True),
            ("approved_variations", row.variations_fen, None, bool(row.variations_fen)),
            ("figure_total", row.total_fen, None, bool(row.variations_fen)),
            ("certified", row.certified_fen, self._register(certified), True),
            ("figure_paid", row.paid_fen, self._paid(), True),
            ("figure_due", row.due_fen, self._register(PAYABLE), True),
            ("figure_deferred", row.deferred_fen, self._register(PAYABLE), bool(row.deferred_fen)),
            ("retention", row.retention_fen, self._register(RETENTION), bool(row.retention_fen)),
            ("figure_advance", row.advance_fen, self._register(ADVANCE), bool(row.advance_fen)),
            ("figure_claim", row.claim_fen, self._register(CLAIM), bool(row.claim_fen)),
            ("figure_held", row.held_fen, None, bool(row.held_fen)),
            ("figure_gap", row.gap_fen, None, bool(row.gap_fen)),
        )
        for key, fen, drill, is_shown in figures:
            if is_shown:
                note = self._of_total(key, fen, row)
                tone = "red" if fen < 0 else "warn" if key == "figure_gap" else ""
                yield Line((f" {self.say(key)}", "", amount(fen), note), drill, tone)

    def _of_total(self, key: str, fen: int, row: ContractState) -> str:
        if key in ("certified", "figure_paid"):
            return self.say("of_price", share=share(fen, row.total_fen))
        return ""

    # ------------------------------------------------------------------------- the papers

    def _securities(self) -> Iterator[Line]:
        sheet, lang = self.sheet, self.seat.lang
        yield heading(self.say("part_securities"))
        if not sheet.guarantees and not sheet.insurances:
            yield from sentences(self.say("none_registered"), self.room, "·")
        for row in sheet.guarantees:
            name = f" {choice('guarantee_kind', row.kind, lang)}"
            issued = f"{choice('guarantee_form', row.form, lang)} {row.issuer} {row.letter_no}"
            if row.released_on is not None:
                when, tone = self.say("released_on", on=day_text(row.released_on)), "dim"
            else:
                when, tone = self._until(row.expires_on)
            yield Line((name, "", amount(row.left_fen), when), None, tone)
            yield from sentences(issued, self.room, " ", None, "dim" if row.released_on else "")
        for policy in sheet.insurances:
            name = f" {choice('insurance_kind', policy.kind, lang)}"
            when, tone = self._until(policy.expires_on)
            yield Line((name, "", amount(policy.insured_fen), when), None, tone)
            yield from sentences(f"{policy.insurer} {policy.policy_no}", self.room, " ")

    def _until(self, on: date) -> tuple[str, str]:
        days = (on - self.sheet.today).days
        mark = "✗ " if days < 0 else "! " if days <= SOON else ""
        tone = "red" if days < 0 else "warn" if days <= SOON else ""
        return mark + left(on, self.sheet.today, self.seat.lang), tone

    def _certificates(self) -> Iterator[Line]:
        sheet, lang = self.sheet, self.seat.lang
        yield heading(self.say("part_certificates", count=len(sheet.card.certificates)))
        for row in sheet.card.certificates:
            voucher = sheet.vouchers.get(row.certificate_id)
            kind = choice("certificate_kind", row.kind, lang)
            name = " " + self.say("certificate_no", no=row.certificate_no, kind=kind)
            note = self.say("retained_line", amount=amount(row.retained_fen))
            cells = (name, day_text(row.certified_on), amount(row.gross_fen), note)
            drill = None if voucher is None else to_voucher(voucher)
            yield Line(cells, drill, "red" if row.gross_fen < 0 else "")

    def _invoices(self) -> Iterator[Line]:
        found = self.sheet.card.invoices
        yield heading(self.say("part_invoices", count=len(found)))
        for row in found:
            state = choice("invoice_state", row.state, self.seat.lang)
            note = state + "  " + self.say("unused_line", amount=amount(row.left_fen))
            name = f" {row.code} {row.number}" if row.code else f" {row.number}"
            tone = "" if row.state == "normal" else "red"
            cells = (name, day_text(row.issued_on), amount(row.amount_fen), note)
            yield Line(cells, None, tone)

    def _variations(self) -> Iterator[Line]:
        found = self.sheet.card.variations
        if found:
            yield heading(self.say("part_variations", count=len(found)))
        for row in found:
            cells = (
                f" {row.doc_no}",
                day_text(row.approved_on),
                amount(row.amount_fen),
                row.reason,
            )
            yield Line(cells, None, "red" if row.amount_fen < 0 else "")

    def _plans(self) -> Iterator[Line]:
        found = self.sheet.card.plans
        if found:
            yield heading(self.say("part_plans"))
        for row in found:
            note = row.allotment_no or self.say("not_covered")
            cells = (f" {row.source}", str(row.fiscal_year), amount(row.amount_fen), note)
            yield Line(cells, None, "" if row.allotment_no else "warn")

    # ------------------------------------------------------------------------- won and paid

    def _tender(self) -> Iterator[Line]:
        card, lang = self.sheet.tender, self.seat.lang
        if card is None:
            return
        yield heading(self.say("part_tender"))
        method = choice("tender_method", card.method, lang)
        name = f" {card.tender_no} {card.name}"
        cells = (name, day_text(card.announced_on), amount(card.estimate_fen), method)
        yield Line(cells)
        if card.exempt_doc_no:
            yield from sentences(self.say("exempt_line", doc=card.exempt_doc_no), self.room, "·")
        for bid in card.bids:
            is_winner = bid.party_id == card.winner_id
            note = self.say("winner") if is_winner else ""
            name = f" {bid.place}. {bid.bidder}"
            yield Line((name, "", amount(bid.price_fen), note), None, "strong" if is_winner else "")

    def _subcontracts(self) -> Iterator[Line]:
        tree = self.sheet.subcontracts
        if not tree.subs:
            return
        part = share(tree.subs_fen, tree.total_fen)
        yield heading(self.say("part_subcontracts", count=len(tree.subs), share=part))
        for row in tree.subs:
            scope = choice("sub_scope", row.scope, self.seat.lang)
            name = f" {row.contract_no} {row.payee_name}"
            yield Line((name, day_text(row.signed_on), amount(row.price_fen), scope))

    def _payments(self) -> Iterator[Line]:
        sheet = self.sheet
        count = len(sheet.payments)
        yield heading(self.say("part_payments", count=count), self._paid())
        if not count:
            yield from sentences(self.say("no_payments"), self.room, "·")
            return
        for row in sheet.payments:
            name, note = f" {row.word_no} {row.summary}", f"{row.tranche} {row.source}"
            cells = (name, day_text(row.on), amount(row.amount_fen), note)
            yield Line(cells, to_voucher(row.voucher_id), "red" if row.is_returned else "")
        total = (" " + self.say("total"), "", amount(sheet.paid_fen), "")
        yield Line(total, self._paid(), "strong")
