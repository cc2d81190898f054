"""A filled-in payment form as the command it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.tui.entry.payables import CERTIFIED_KINDS

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.payments import RequestPayment

_PARTS = {
    "advance": "advance",
    "retention": "retention",
    "compensation": "compensation",
    "deposit_refund": "deposit",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a person filled in; `labour_fen` is the part that goes to the wage account."""

    request_id: str
    contract_no: str
    project_code: str
    kind: str
    certificate_no: int | None
    on: date
    amount_fen: int
    labour_fen: int
    invoice: str
    summary: str
    attachments: int

    def parts(self) -> tuple[tuple[str, int], ...]:
        """Return what the amount settles: labour to the wage account first, then the rest."""
        rest = _PARTS.get(self.kind, "due")
        if self.kind not in CERTIFIED_KINDS or rest != "due":
            return ((rest, self.amount_fen),)
        labour = min(self.labour_fen, self.amount_fen)
        both = (("labour", labour), (rest, self.amount_fen - labour))
        return tuple((part, fen) for part, fen in both if fen > 0)

    def command(self) -> RequestPayment:
        """Return the command the gate is asked about and, on F9, given."""
        from cityledger.actions.payments import InvoiceUse, PayLine, RequestPayment

        certificate = self.certificate_no if self.kind in CERTIFIED_KINDS else None
        lines = tuple(
            PayLine(
                contract=self.contract_no,
                part=part,
                amount_fen=fen,
                certificate_no=certificate,
            )
            for part, fen in self.parts()
        )
        invoices = (InvoiceUse(number=self.invoice, amount_fen=self.amount_fen),)
        return RequestPayment(
            request_id=self.request_id,
            project=self.project_code,
            kind=self.kind,
            value_date=self.on,
            lines=lines,
            invoices=invoices if self.invoice else (),
            summary=self.summary or None,
            attachments=self.attachments,
        )
