"""The subsidiary ledger (明细账) of an account or a part of it: an opening and a stream of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cityledger.views.log_mark import LogMark


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One posting in the ledger: its voucher (`记-000123`), what for, against which account.

    Amounts are fen, one of the two is zero, and negative ones are printed red.
    """

    on: date
    word_no: str
    summary: str
    counter: str
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True, slots=True)
class LedgerOpening:
    """What stands before the first row.

    balance_fen: debit positive, credit negative.
    year_debit_fen and year_credit_fen: turnover of the fiscal year before the first day shown;
    zero when that day is 1 January.
    """

    balance_fen: int
    year_debit_fen: int = 0
    year_credit_fen: int = 0


@dataclass(frozen=True, slots=True)
class SubsidiaryLedger:
    """Rows of one account by value date, from the first day of a month to the last day of a month.

    account: number and name as printed; scope: what narrows the account (project, bank account,
    tranche, contract), as printed, empty for the whole account.
    rows: in order of value date and voucher; may be a generator that reads as it is consumed, so
    that a ledger of any length needs little memory. A ledger over several years needs nothing
    more: turnovers start again each January and the balance goes on.
    """

    mark: LogMark
    account: str
    scope: str
    from_on: date
    to_on: date
    opening: LedgerOpening
    rows: Iterable[LedgerRow]
    printed_by: str = ""
