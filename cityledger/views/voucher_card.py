"""One voucher as people read it: head, lines of three ledgers, who signed, where it is sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from cityledger.controls.parameters import Parameter

Ledger = Literal["financial", "budget", "memo"]


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """One posting; exactly one of the two amounts is not zero, negative in a reversal (red).

    account_no and account_name: the account and, if it is a sub-account, the one above it by name
    (the general account, 总账科目).
    detail_name: the name of the sub-account, empty when there is none (明细科目).
    dimensions: what else the posting names, as printable texts, most telling first: contract,
    payee, household, bank account, tranche, allotment, budget line, project.
    """

    ledger: Ledger
    summary: str
    account_no: str
    account_name: str
    detail_name: str
    dimensions: tuple[str, ...]
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True, slots=True)
class Signatures:
    """The people of one document by duty, as printed; empty where the duty does not arise (L8)."""

    chief: str = ""
    bookkeeper: str = ""
    reviewer: str = ""
    cashier: str = ""
    maker: str = ""


@dataclass(frozen=True, slots=True)
class VoucherCard:
    """One voucher with everything its paper and its screen show.

    word and number: voucher word and gapless number within book and period (L7).
    value_on and booked_at: the two dates of L11; booked_at carries its time zone.
    attachment_count: sheets of original documents attached.
    reverses: word and number of the voucher it reverses, empty otherwise.
    leaf_idx and leaf_hash: where the log holds it, and the RFC 6962 hash of that leaf, 32 bytes.
    lines: postings in their order within the voucher, all three ledgers.
    unverified: of a payment, the thresholds it was judged by whose clause nobody has read.
    """

    word: str
    number: int
    value_on: date
    booked_at: datetime
    attachment_count: int
    leaf_idx: int
    leaf_hash: bytes
    lines: tuple[VoucherLine, ...]
    signatures: Signatures = field(default_factory=Signatures)
    reverses: str = ""
    unverified: tuple[Parameter, ...] = ()
