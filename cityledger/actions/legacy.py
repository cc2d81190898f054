"""What was approved and signed before this ledger began: opening vouchers, word 初, period 0 (L7).

An approval or a contract of a legacy book moves the cost chain as any other, but its month was
never a month of this ledger (walkthrough case 13), so its voucher stands in the opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.contracts import (
    ApproveVariation,
    SignContract,
    approve_variation,
    sign_contract,
)
from cityledger.actions.draft import form
from cityledger.actions.projects import ApproveBudget, approve_budget

if TYPE_CHECKING:
    from cityledger.actions.draft import Context, Draft


@dataclass(frozen=True, kw_only=True)
class OpenBudget(ApproveBudget):
    """Enter a 概算 that was approved before this ledger began."""


@dataclass(frozen=True, kw_only=True)
class OpenContract(SignContract):
    """Enter a contract that was signed before this ledger began."""

    is_opening: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class OpenVariation(ApproveVariation):
    """Enter a variation that was approved before this ledger began."""

    is_opening: ClassVar[bool] = True


def _opened(draft: Draft) -> Draft:
    for voucher in draft.rows.get("voucher", []):
        voucher |= {"word": "初", "kind": "opening", "period": "0"}
    return draft


@form(OpenBudget)
def open_budget(context: Context, command: OpenBudget) -> Draft:
    """Draw up the budget lines as an opening: § D9111 C9112."""
    return _opened(approve_budget(context, command))


@form(OpenContract)
def open_contract(context: Context, command: OpenContract) -> Draft:
    """Draw up the contract as an opening: § D9112 C9114."""
    return _opened(sign_contract(context, command))


@form(OpenVariation)
def open_variation(context: Context, command: OpenVariation) -> Draft:
    """Draw up the variation as an opening: § D9112 C9114."""
    return _opened(approve_variation(context, command))
