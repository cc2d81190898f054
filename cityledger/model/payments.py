"""Payments: request, steps, lines, funding slices, holds, the invoices they use."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, one_of, table
from cityledger.model.types import Day, Int, Str

PAYMENT_KINDS = (
    "advance", "progress", "retention", "settlement", "compensation", "service",
    "deposit_refund", "grantor_return",
)  # fmt: skip
STEPS = ("submitted", "reviewed", "endorsed", "approved", "returned", "paid")
"""`endorsed` is the first of two approvals, where the amount needs two."""


class PaymentRequest(BookRow, table=True):
    """What a maker asks to be paid; its state is the newest `payment_step`."""

    __tablename__ = "payment_request"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        one_of("kind", PAYMENT_KINDS),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    payment_request_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    contract_id: int | None = Field(default=None, sa_type=Int)
    kind: str = Field(sa_type=Str)
    value_date: date = Field(sa_type=Day)
    amount_fen: int = Field(sa_type=Int)
    summary: str = Field(sa_type=Str)
    attachments: int = Field(default=0, sa_type=Int)


class PaymentStep(BookRow, table=True):
    """One step of one person on a request (L8)."""

    __tablename__ = "payment_step"
    __table_args__ = table(
        fk("payment_request_id", "payment_request.payment_request_id"),
        one_of("step", STEPS),
        leaf="NEW.leaf_idx",
    )
    payment_request_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    step: str = Field(sa_type=Str)
    actor: str = Field(sa_type=Str)
    note: str | None = Field(default=None, sa_type=Str)


class PaymentLine(BookRow, table=True):
    """One payee of a request; `payment_line_id` = request id × 1000 + n."""

    __tablename__ = "payment_line"
    __table_args__ = table(
        fk("payment_request_id", "payment_request.payment_request_id"),
        fk("contract_id", "contract.contract_id"),
        Index(None, "book_id", "contract_id"),
        Index(None, "book_id", "payment_request_id"),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    payment_line_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    payment_request_id: int = Field(sa_type=Int)
    n: int = Field(sa_type=Int)
    contract_id: int = Field(sa_type=Int)
    certificate_id: int | None = Field(default=None, sa_type=Int)
    certificate_n: int | None = Field(default=None, sa_type=Int)
    account: str = Field(sa_type=Str)
    cost_item: str | None = Field(default=None, sa_type=Str)
    payee_name: str = Field(sa_type=Str)
    payee_bank: str = Field(sa_type=Str)
    payee_account: str = Field(sa_type=Str)
    amount_fen: int = Field(sa_type=Int)


class FundingSlice(BookRow, table=True):
    """Which tranche, bank account and allotment pays how much of a line (L3).

    A quota tranche is paid by the treasury on our order and has no bank account.
    """

    __tablename__ = "funding_slice"
    __table_args__ = table(
        fk("payment_line_id", "payment_line.payment_line_id"),
        fk("tranche_id", "tranche.tranche_id"),
        fk("bank_account_id", "bank_account.bank_account_id"),
        fk("allotment_id", "allotment.allotment_id"),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    payment_line_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    tranche_id: int = Field(sa_type=Int)
    bank_account_id: int | None = Field(default=None, sa_type=Int)
    allotment_id: int | None = Field(default=None, sa_type=Int)
    amount_fen: int = Field(sa_type=Int)


class Hold(BookRow, table=True):
    """Approval holds the slices: positive when approved, negative when paid or given up (L3)."""

    __tablename__ = "hold"
    __table_args__ = table(
        fk("payment_request_id", "payment_request.payment_request_id"), leaf="NEW.leaf_idx"
    )
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    payment_request_id: int = Field(sa_type=Int)
    tranche_id: int = Field(sa_type=Int)
    bank_account_id: int = Field(sa_type=Int)
    amount_fen: int = Field(sa_type=Int)


class PaymentInvoice(BookRow, table=True):
    """How much of an invoice a request uses; negative when the request is given up."""

    __tablename__ = "payment_invoice"
    __table_args__ = table(
        fk("payment_request_id", "payment_request.payment_request_id"),
        fk("invoice_id", "invoice.invoice_id"),
        leaf="NEW.leaf_idx",
    )
    payment_request_id: int = Field(primary_key=True, sa_type=Int)
    invoice_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    amount_fen: int = Field(sa_type=Int)
