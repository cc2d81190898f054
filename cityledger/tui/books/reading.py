"""What the screens of the books read, as frozen values: one function per screen, called in workers.

Everything that knows the database is imported when it is called (screens.md D5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.desk import Desk
    from cityledger.views.subsidiary import RegisterKey, RegisterPage
    from cityledger.views.trial_balance import TrialBalance
    from cityledger.views.voucher import VoucherDetail

PAGE = 200
"""Rows read at once: some three screens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What narrows an account, and how the screen calls it."""

    title: str = ""
    project_id: int | None = None
    contract_id: int | None = None
    tranche_id: int | None = None
    budget_line_id: int | None = None


WHOLE = Narrowed()
"""The account and nothing else."""


def trial(desk: Desk, from_period: int, to_period: int) -> TrialBalance:
    """Return the trial balance of a span of months."""
    from cityledger.views.trial_balance import trial_balance

    with desk.read() as read:
        return trial_balance(read, desk.book_id, from_period, to_period)


def register(
    desk: Desk,
    account: str,
    days: tuple[date, date],
    after: RegisterKey | None = None,
    narrowed: Narrowed = WHOLE,
) -> tuple[int, RegisterPage]:
    """Return the opening of an account, or of a part of it, and one page of its postings."""
    from cityledger.views import subsidiary

    scope = subsidiary.Scope(
        account=account,
        project_id=narrowed.project_id,
        contract_id=narrowed.contract_id,
        tranche_id=narrowed.tranche_id,
        budget_line_id=narrowed.budget_line_id,
    )
    span = subsidiary.Span(*days)
    window = subsidiary.RegisterWindow(after, PAGE)
    with desk.read() as read:
        start = subsidiary.opening(read, desk.book_id, scope, span.from_on)
        return start.balance_fen, subsidiary.register(read, desk.book_id, scope, span, window)


def voucher(desk: Desk, voucher_id: int) -> VoucherDetail | None:
    """Return one whole voucher."""
    from cityledger.views.voucher import voucher as whole

    with desk.read() as read:
        return whole(read, desk.book_id, voucher_id)
