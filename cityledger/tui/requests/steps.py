"""The steps of a request after its maker: which command each duty gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.kernel import days

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.command import Command
    from cityledger.tui.seat import Cover

DONE = {"reviewer": "reviewed_done", "approver": "approved_done", "cashier": "paid_done"}
"""What the status line says after a step, by duty."""

VERBS = {"maker": "key_submit", "reviewer": "review", "approver": "approve", "cashier": "pay"}
"""What a duty does to a request, as a key of texts or of the glossary."""


def step_on(cover: Cover, asked_on: date) -> date:
    """Return the value date of a step: today, but not before the day asked for.

    In a book whose open months are past, it is the day asked for.
    """
    is_open = days.period_of(cover.today) in cover.open_periods
    return max(cover.today, asked_on) if is_open else asked_on


def command_of(duty: str, number: int, on: date) -> Command:
    """Return the command by which a duty passes a request; KeyError for a duty without one."""
    from cityledger.actions.payments import ApprovePayment, PayPayment, ReviewPayment

    if duty == "reviewer":
        return ReviewPayment(payment_request_id=number, value_date=on)
    if duty == "approver":
        return ApprovePayment(payment_request_id=number, value_date=on)
    if duty == "cashier":
        return PayPayment(payment_request_id=number, value_date=on)
    raise KeyError(duty)


def rejection(number: int, on: date, reason: str) -> Command:
    """Return the command that sends a request back to its maker."""
    from cityledger.actions.payments import RejectPayment

    return RejectPayment(payment_request_id=number, value_date=on, reason=reason)
