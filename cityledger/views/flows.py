"""What money of a tranche did: came in, was paid, waits in suspense; the rest is in hand.

By L2 the accounts of a tranche other than money sum to the negative of its money, so the three
flows below are a partition: received − paid − suspense = in hand, to the fen, whatever was
reversed, returned or moved between accounts of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case

from cityledger.views.moment import net, within

if TYPE_CHECKING:
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


def is_money(columns: Columns) -> ColumnElement[bool]:
    """Return the condition for money accounts."""
    return within(columns["account"], *MONEY)


def is_paid(columns: Columns) -> ColumnElement[bool]:
    """Return the condition for accounts that payments of a tranche debit."""
    return (columns["tranche_id"] != 0) & within(columns["account"], *SPENT, *OWED)


def in_hand(columns: Columns) -> ColumnElement[int]:
    """Return the money of a row, in fen."""
    return case((is_money(columns), net(columns)), else_=0)


def paid(columns: Columns) -> ColumnElement[int]:
    """Return what a row of a tranche paid, in fen; negative when money came back."""
    account = columns["account"]
    return case(
        (within(account, *SPENT), net(columns)),
        (within(account, *OWED), columns["debit_fen"]),
        else_=0,
    )


def suspense(columns: Columns) -> ColumnElement[int]:
    """Return what a row holds in suspense, in fen."""
    return case((within(columns["account"], *SUSPENSE), net(columns)), else_=0)


def received(columns: Columns) -> ColumnElement[int]:
    """Return what a row of a tranche brought in, in fen: every financial account left over."""
    account = columns["account"]
    return case(
        (account >= "6", 0),
        (within(account, *MONEY, *SPENT, *SUSPENSE), 0),
        (within(account, *OWED), columns["credit_fen"]),
        else_=-net(columns),
    )
