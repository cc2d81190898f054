"""What a project received, owes and paid between two days: the content of 项目资金对账单."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from cityledger.controls.parameters import Parameter
    from cityledger.views.log_mark import LogMark

PartyRole = Literal["client", "investigator", "designer", "contractor", "supervisor"]


@dataclass(frozen=True, slots=True)
class StatementParty:
    """One of the five responsible parties with its lifelong answerable lead."""

    role: PartyRole
    name: str
    credit_code: str
    lead_name: str


@dataclass(frozen=True, slots=True)
class StatementSource:
    """One tranche, seen from this project: its share of the money, what it paid, what is left.

    left_fen is `share_fen - paid_fen` on the last day of the statement; expires_on is None when
    the grant document sets no end.
    """

    tranche_no: str
    source: str
    document_no: str
    received_on: date
    share_fen: int
    paid_fen: int
    left_fen: int
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class StatementContract:
    """One agreement of the project on the last day of the statement, whole life, in fen.

    payable_fen: certified and due, not yet paid; retention_fen: withheld and not yet released.
    """

    contract_no: str
    name: str
    party: str
    price_fen: int
    variation_fen: int
    certified_fen: int
    paid_fen: int
    retention_fen: int
    payable_fen: int


@dataclass(frozen=True, slots=True)
class StatementPayment:
    """One payment of one tranche to one payee; negative when money came back."""

    on: date
    word_no: str
    payee: str
    contract_no: str
    tranche_no: str
    purpose: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class StatementOverride:
    """A rule two persons set aside for the project: how much of the limit was paid, in fen.

    state is that of the last day of the statement: asked, held, expired or revoked.
    """

    override_no: str
    rule: str
    contract_no: str
    document_no: str
    reason: str
    asked_by: str
    granted_by: str
    limit_fen: int
    used_fen: int
    expires_on: date
    state: str


@dataclass(frozen=True, slots=True)
class StatementMonth:
    """Money of one calendar month; first_on is the first day of the month."""

    first_on: date
    received_fen: int
    paid_fen: int
    balance_fen: int


@dataclass(frozen=True, slots=True)
class LeafRange:
    """Leaves of the book that hold the project's vouchers up to `to_on`, and what these sum to."""

    first_idx: int
    last_idx: int
    voucher_count: int
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True, slots=True)
class ProjectStatement:
    """The whole statement; opening + received - paid = closing, and every list adds up to these.

    from_on is the first day of a month. payments are those of the period, in order of day and
    voucher; months are all months of the period, also those without movement. unverified: the
    thresholds its contracts and payments were judged by whose clause nobody has read yet.
    """

    mark: LogMark
    statement_no: str
    project_no: str
    project_name: str
    from_on: date
    to_on: date
    opening_fen: int
    received_fen: int
    received_count: int
    paid_fen: int
    paid_count: int
    closing_fen: int
    leaves: LeafRange
    parties: tuple[StatementParty, ...]
    sources: tuple[StatementSource, ...]
    contracts: tuple[StatementContract, ...]
    payments: tuple[StatementPayment, ...]
    months: tuple[StatementMonth, ...]
    unverified: tuple[Parameter, ...] = ()
    overrides: tuple[StatementOverride, ...] = ()
