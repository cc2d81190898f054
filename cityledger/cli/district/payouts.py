"""How one payment goes its way: request, review, approval (two above the limit), payment."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from cityledger.actions.payments import (
    ApprovePayment,
    InvoiceUse,
    PayLine,
    PayPayment,
    RequestPayment,
    ReviewPayment,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.cli.district.office import Deed, Office
    from cityledger.ledger.receipt import Receipt

TWO_APPROVERS_FEN = 50_000_000
"""From 50万元 on two approvers sign (区级支付管理规定); the gate reads it from the parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """A payment to make: the project's code, its kind, the lines, the invoices they stand on."""

    project: str
    kind: str
    lines: tuple[PayLine, ...]
    invoices: tuple[InvoiceUse, ...] = ()
    summary: str | None = None
    maker: str = "zhi"

    @property
    def amount_fen(self) -> int:
        """The sum of the lines."""
        return sum(line.amount_fen for line in self.lines)

    def request(self, on: date) -> RequestPayment:
        """Return the request."""
        return RequestPayment(
            project=self.project,
            kind=self.kind,
            value_date=on,
            lines=self.lines,
            invoices=self.invoices,
            summary=self.summary,
            attachments=2 + len(self.invoices),
        )


def steps(payout: Payout, number: int, on: date) -> Iterator[Deed]:
    """Yield who does what until request `number` is paid."""
    yield payout.maker, payout.request(on)
    yield from approval(payout, number, on)
    yield "chu", payment(number, on)


def approval(payout: Payout, number: int, on: date) -> Iterator[Deed]:
    """Yield review and approval of request `number`."""
    yield "fu", ReviewPayment(payment_request_id=number, value_date=on)
    yield "shen", ApprovePayment(payment_request_id=number, value_date=on)
    if payout.amount_fen >= TWO_APPROVERS_FEN:
        yield "zong", ApprovePayment(payment_request_id=number, value_date=on)


def payment(number: int, on: date) -> PayPayment:
    """Return the cashier's act."""
    return PayPayment(payment_request_id=number, value_date=on)


def pay(office: Office, payout: Payout) -> Receipt:
    """Pay today, all steps of the payment in one transaction; return the payment's receipt."""
    office.requests += 1
    receipt = office.all(steps(payout, office.requests, office.today))[-1]
    count(office, payout)
    return receipt


def count(office: Office, payout: Payout) -> None:
    """Count a payment for the summary."""
    office.paid_requests += 1
    office.paid_lines += len(payout.lines)
    if payout.kind == "compensation":
        office.paid_households += len(payout.lines)


def ask(office: Office, payout: Payout, further: int = 0) -> int:
    """Bring a request today, and the first `further` steps after it; return its number."""
    office.requests += 1
    office.all(islice(steps(payout, office.requests, office.today), 1 + further))
    return office.requests
