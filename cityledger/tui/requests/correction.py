"""A returned request as the draft of a new one: its maker corrects that, nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.kernel import days, money
from cityledger.tui.requests.grouping import corrects

if TYPE_CHECKING:
    from cityledger.tui.requests.reading import Document

LONGEST_SUMMARY = 60
"""Characters the field of the summary takes."""


def can_be_corrected(found: Document) -> bool:
    """Say whether the payment form can hold a returned request: one contract, one invoice."""
    row = found.card.request
    return (
        found.is_maker
        and row.state == "returned"
        and not found.is_corrected
        and row.contract_id is not None
        and len(found.card.invoices) <= 1
        and len({line.certificate_no for line in found.card.lines}) == 1
    )


def draft_of(found: Document) -> dict[str, str]:
    """Return the fields of the payment form as the returned request had them.

    Its summary names the request whose place it takes, so that the papers say so too.
    """
    from cityledger.actions.command import new_request_id
    from cityledger.views.request_context import terms

    row, card = found.card.request, found.card
    mark = corrects(row.payment_request_id)
    certificate = card.lines[0].certificate_no
    return {
        "request_id": new_request_id(),
        "date": days.text(row.value_date),
        "contract": row.contract_no,
        "kind": row.kind,
        "certificate": "" if certificate is None else str(certificate),
        "amount": money.text(row.amount_fen),
        "labour": money.text(terms(card).labour_fen),
        "invoice": card.invoices[0].number if card.invoices else "",
        "summary": row.summary[: LONGEST_SUMMARY - len(mark)] + mark,
        "attachments": str(card.attachments),
    }
