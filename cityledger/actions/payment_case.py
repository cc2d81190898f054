"""A payment request at one stage, new or stored: what the controls are asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.payment_plan import Chosen, PlannedLine, UsedInvoice
    from cityledger.model.payments import PaymentRequest
    from cityledger.model.projects import Project


@dataclass(frozen=True, kw_only=True)
class Case:
    """A request at one stage, new or stored, with the people known so far."""

    stage: str
    project: Project
    kind: str
    value_date: date
    lines: tuple[PlannedLine, ...]
    slices: tuple[Chosen, ...]
    invoices: tuple[UsedInvoice, ...]
    maker: str | None = None
    reviewer: str | None = None
    endorser: str | None = None
    approver: str | None = None
    state: str | None = None
    request: PaymentRequest | None = None
    overrides: tuple[int, ...] = ()

    @property
    def own(self) -> int:
        """The number of this request among the stored ones; 0 when it is being made."""
        return self.request.payment_request_id if self.request is not None else 0

    @property
    def is_held(self) -> bool:
        """Whether an approval already holds its slices."""
        return self.state == "approved"
