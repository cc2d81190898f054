"""What money of a tranche did: came in, was paid, waits in suspense; the rest is in hand.

By L2 the accounts of a tranche other than money sum to the negative of its money, so the three
flows below are a partition: received − paid − suspense = in hand, to the fen, whatever was
reversed, returned or moved between accounts of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case

from cityledger.views.moment import net, within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from cityledger.views.moment import Columns

MONEY = ("1001", "1002", "1021", "1201")
PURSE = "8001"
SPENT = ("1214", "121801", "1501", "2302", "2303", "2304", "5")
"""Settled by a payment; what is recovered on them lowers what was paid."""

SUSPENSE = ("121802",)
"""暂付及差错: the bank took it by mistake and has not returned it."""

OWED = ("2001", "2103", "2307", "25")
"""Money to be given back: borrowed, deposited or collected for the treasury. Credits bring it,
debits repay it; a red entry lowers its own side."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What a tranche did, in fen: received − paid − suspense = in hand."""

    received_fen: int = 0
    paid_fen: int = 0
    suspense_fen: int = 0
    in_hand_fen: int = 0


def flow(sums: Iterable[tuple[str, int, int]], closed_fen: int = 0) -> Flow:
    """Return the flows of one tranche from (account, debit, credit) of its financial accounts.

    `closed_fen` is expense that closings took into the surplus: it is still received and paid.
    """
    received = paid = suspense = in_hand = 0
    for account, debit, credit in sums:
        if account.startswith(MONEY):
            in_hand += debit - credit
        elif account.startswith(SUSPENSE):
            suspense += debit - credit
        elif account.startswith(SPENT):
            paid += debit - credit
        elif account.startswith(OWED):
            received += credit
            paid += debit
        else:
            received += credit - debit
    return Flow(received + closed_fen, paid + closed_fen, suspense, in_hand)


def is_paid(columns: Columns) -> ColumnElement[bool]:
    """Return the condition for accounts that payments of a tranche debit."""
    return (columns["tranche_id"] != 0) & within(columns["account"], *SPENT, *OWED)


def paid(columns: Columns) -> ColumnElement[int]:
    """Return what a row of a tranche paid, in fen; negative when money came back."""
    account = columns["account"]
    return case(
        (within(account, *SPENT), net(columns)),
        (within(account, *OWED), columns["debit_fen"]),
        else_=0,
    )
