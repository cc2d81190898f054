"""A filled-in payment form as the command it stands for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.tui.entry.payables import CERTIFIED_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cityledger.actions.payments import InvoiceUse, PayLine, RequestPayment

_PARTS = {
    "advance": "advance",
    "retention": "retention",
    "compensation": "compensation",
    "deposit_refund": "deposit",
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One certificate of one contract; `labour_fen` is the part that goes to the wage account."""

    contract_no: str
    certificate_no: int | None
    amount_fen: int
    labour_fen: int = 0
    invoice: str = ""

    def parts(self, kind: str) -> tuple[tuple[str, int], ...]:
        """Return what the amount settles: labour to the wage account first, then the rest."""
        rest = _PARTS.get(kind, "due")
        if kind not in CERTIFIED_KINDS or rest != "due":
            return ((rest, self.amount_fen),)
        labour = min(self.labour_fen, self.amount_fen)
        both = (("labour", labour), (rest, self.amount_fen - labour))
        return tuple((part, fen) for part, fen in both if fen > 0)

    def kept(self) -> dict[str, str]:
        """Return it as a draft keeps it."""
        return {
            "contract": self.contract_no,
            "certificate": str(self.certificate_no or ""),
            "amount": str(self.amount_fen),
            "labour": str(self.labour_fen),
            "invoice": self.invoice,
        }

    @classmethod
    def of_kept(cls, kept: Mapping[str, object]) -> FormLine | None:
        """Return a line of a draft, None where it is none of ours."""
        texts = {name: str(kept.get(name, "")) for name in ("certificate", "amount", "labour")}
        if not texts["amount"].isdecimal() or not kept.get("contract"):
            return None
        number, labour = texts["certificate"], texts["labour"]
        return cls(
            contract_no=str(kept["contract"]),
            certificate_no=int(number) if number.isdecimal() else None,
            amount_fen=int(texts["amount"]),
            labour_fen=int(labour) if labour.isdecimal() else 0,
            invoice=str(kept.get("invoice", "")),
        )


@dataclass(frozen=True, slots=True)
class Form:
    """What a person filled in: one line or several of one project and one kind."""

    request_id: str
    project_code: str
    kind: str
    on: date
    lines: tuple[FormLine, ...]
    summary: str
    attachments: int
    override: int | None = None

    def command(self) -> RequestPayment:
        """Return the command the gate is asked about and, on F9, given."""
        from cityledger.actions.payments import RequestPayment

        return RequestPayment(
            request_id=self.request_id,
            project=self.project_code,
            kind=self.kind,
            value_date=self.on,
            lines=self._lines(),
            invoices=self._invoices(),
            summary=self.summary or None,
            attachments=self.attachments,
            overrides=(self.override,) if self.override is not None else (),
        )

    def _lines(self) -> tuple[PayLine, ...]:
        from cityledger.actions.payments import PayLine

        return tuple(
            PayLine(
                contract=line.contract_no,
                part=part,
                amount_fen=fen,
                certificate_no=line.certificate_no if self.kind in CERTIFIED_KINDS else None,
            )
            for line in self.lines
            for part, fen in line.parts(self.kind)
        )

    def _invoices(self) -> tuple[InvoiceUse, ...]:
        """Return each invoice once, for the sum of the lines that name it."""
        from cityledger.actions.payments import InvoiceUse

        sums: dict[str, int] = {}
        for line in self.lines:
            if line.invoice:
                sums[line.invoice] = sums.get(line.invoice, 0) + line.amount_fen
        return tuple(InvoiceUse(number=number, amount_fen=fen) for number, fen in sums.items())


def kept_lines(text: str) -> tuple[FormLine, ...]:
    """Return the lines of a draft; what is none of ours is left out."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    rows = found if isinstance(found, list) else []
    lines = (FormLine.of_kept(row) for row in rows if isinstance(row, dict))
    return tuple(line for line in lines if line is not None)
