"""The project's order of money: which tranche pays which line (L3).

Lines are filled in their order; tranches in this order: restricted first, then the earliest expiry
(none comes last), then the first received. The action that drafts a request and the control that
judges it both call `prescribe`, so an officer is never told one order and held to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cityledger.controls.facts import SliceFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.controls.facts import (
        AllotmentFacts,
        ContractFacts,
        LineFacts,
        PaymentFacts,
        TrancheFacts,
    )

LOAN_INTEREST = "allocable:37"
DEPOSITS, FORFEITED = "2307", "210301"
# Kinds that L4 exempts from earmarks: the money goes back where it came from.
EXEMPT = ("grantor_return", "deposit_refund")


@dataclass(frozen=True, slots=True)
class Prescription:
    """The slices the order gives, and per line number what no eligible money covers (fen)."""

    slices: tuple[SliceFacts, ...]
    short: tuple[tuple[int, int], ...]


def order_key(tranche: TrancheFacts) -> tuple[bool, date, date, int, int]:
    """Return the sort key of the project's order; ids settle ties, so that it is total."""
    return (
        not tranche.restricted,
        tranche.expiry_on or date.max,
        tranche.received_on,
        tranche.tranche_id,
        tranche.bank_account_id or 0,
    )


def blocks(tranche: TrancheFacts, line: LineFacts, project_id: int, on: date) -> tuple[str, ...]:
    """Return the codes of all that forbids a tranche to pay a line, amounts aside (L4, L11)."""
    return tuple(
        code
        for code, hit in (
            ("payment.use_not_allowed", not _use_allowed(tranche, line)),
            ("payment.out_of_scope", not _in_scope(tranche, line, project_id)),
            ("payment.bond_service", _is_bond_service(tranche, line)),
            ("payment.deposit_misused", _is_misused_deposit(tranche, line)),
            ("payment.not_grantor", _is_wrong_grantor(tranche, line)),
            ("payment.tranche_expired", _is_expired(tranche, line, on)),
            ("payment.tranche_lapsed", _is_lapsed(tranche, line, on)),
            ("payment.reward_unproved", _is_unproved(tranche, line)),
            ("payment.pool_misused", _is_misused_pool(tranche, line)),
            ("payment.before_receipt", on < tranche.received_on),
        )
        if hit
    )


def _use_allowed(tranche: TrancheFacts, line: LineFacts) -> bool:
    if line.kind in EXEMPT:
        return True
    return line.is_use_of(tranche.uses) and not line.is_use_of(tranche.not_uses)


def _in_scope(tranche: TrancheFacts, line: LineFacts, project_id: int) -> bool:
    return line.kind in EXEMPT or tranche.scope is None or project_id in tranche.scope


def _is_bond_service(tranche: TrancheFacts, line: LineFacts) -> bool:
    """Bond money pays neither its interest nor its principal."""
    serves = line.is_debt_service or line.is_use_of((LOAN_INTEREST,))
    return tranche.kind == "bond" and serves and line.kind != "grantor_return"


def _is_misused_deposit(tranche: TrancheFacts, line: LineFacts) -> bool:
    """Deposit money pays only its depositor, and a deposit is refunded from nothing else.

    It settles the deposit and no other debt to him; what is forfeited leaves by its declaration.
    """
    is_deposit = line.account.startswith(DEPOSITS)
    if tranche.kind != "deposit":
        return line.kind == "deposit_refund" or is_deposit
    if line.kind == "grantor_return":
        return line.account != FORFEITED or line.tranche_id != tranche.tranche_id
    payees = {line.payee_id, line.payee_name} - {None}
    is_refund = line.kind == "deposit_refund" and is_deposit and tranche.depositor in payees
    return not is_refund or line.tranche_id not in (None, tranche.tranche_id)


def _is_wrong_grantor(tranche: TrancheFacts, line: LineFacts) -> bool:
    if line.kind != "grantor_return":
        return False
    payees = {line.payee_id, line.payee_name} - {None}
    return tranche.return_to not in payees or line.tranche_id not in (None, tranche.tranche_id)


def _is_expired(tranche: TrancheFacts, line: LineFacts, on: date) -> bool:
    """An expired tranche pays only its grantor; a depositor's own money does not expire for him."""
    if line.kind in EXEMPT:
        return False
    return tranche.expiry_on is not None and on > tranche.expiry_on


def _is_unproved(tranche: TrancheFacts, line: LineFacts) -> bool:
    """A reward pays nothing beyond what accepted results release (S40)."""
    if tranche.proven_fen is None or line.kind in EXEMPT:
        return False
    return tranche.proven_fen <= 0


def _is_misused_pool(tranche: TrancheFacts, line: LineFacts) -> bool:
    """The money of a risk pool pays the bank whose losses it shares, and nobody else."""
    if tranche.pool_payee is None or line.kind in EXEMPT:
        return False
    return line.payee_name != tranche.pool_payee


def _is_lapsed(tranche: TrancheFacts, line: LineFacts, on: date) -> bool:
    """What two years left unspent is surplus: it goes back where it came from."""
    if line.kind in EXEMPT:
        return False
    return tranche.lapses_on is not None and on > tranche.lapses_on


def prescribe(facts: PaymentFacts) -> Prescription:
    """Return the slices the project's order gives for a request."""
    return slices(
        facts.lines,
        facts.tranches,
        project_id=facts.project_id,
        on=facts.value_date,
        contracts=facts.contracts,
        allotments=facts.allotments,
    )


def slices(
    lines: Iterable[LineFacts],
    tranches: Iterable[TrancheFacts],
    *,
    project_id: int,
    on: date,
    contracts: Iterable[ContractFacts] = (),
    allotments: Iterable[AllotmentFacts] = (),
) -> Prescription:
    """Fill lines in their order from tranches in the project's order.

    A tranche gives no more than its free money, its share of the project, its allotment and what
    a reward or a pool releases; a source outside a contract's funding plan gives nothing to that
    contract.
    """
    purse = _Purse(tuple(tranches), tuple(allotments))
    plans = {contract.contract_id: contract.plan_sources for contract in contracts}
    found: list[SliceFacts] = []
    short: list[tuple[int, int]] = []
    for line in lines:
        rest = line.amount_fen
        for tranche in purse.ordered:
            if blocks(tranche, line, project_id, on) or not _planned(tranche, line, plans):
                continue
            taken = purse.take(tranche, rest, is_exempt=line.kind in EXEMPT)
            rest -= taken
            if taken:
                found.append(_slice(line, tranche, taken))
        if rest > 0:
            short.append((line.n, rest))
    return Prescription(tuple(found), tuple(short))


def _planned(
    tranche: TrancheFacts, line: LineFacts, plans: dict[int, tuple[int, ...] | None]
) -> bool:
    plan = plans.get(line.contract_id)
    return plan is None or line.kind in EXEMPT or tranche.fund_source_id in plan


def _slice(line: LineFacts, tranche: TrancheFacts, amount_fen: int) -> SliceFacts:
    return SliceFacts(
        line_n=line.n,
        tranche_id=tranche.tranche_id,
        bank_account_id=tranche.bank_account_id,
        allotment_id=tranche.allotment_id,
        amount_fen=amount_fen,
    )


class _Purse:
    """What is left of money, shares and allotments while a request is filled."""

    def __init__(
        self, tranches: tuple[TrancheFacts, ...], allotments: tuple[AllotmentFacts, ...]
    ) -> None:
        self.ordered = sorted(tranches, key=order_key)
        self._money = {tranche.key: tranche.free_fen for tranche in tranches}
        self._share = {tranche.tranche_id: tranche.share_left_fen for tranche in tranches}
        self._allotted = {allotment.allotment_id: allotment.free_fen for allotment in allotments}
        self._released = {tranche.tranche_id: tranche.released_fen for tranche in tranches}

    def take(self, tranche: TrancheFacts, wanted_fen: int, *, is_exempt: bool) -> int:
        """Take up to `wanted_fen` from a tranche; returns what could be taken."""
        share, released = self._share[tranche.tranche_id], self._released[tranche.tranche_id]
        bounds = [wanted_fen, self._money[tranche.key]]
        if share is not None:
            bounds.append(share)
        if released is not None and not is_exempt:
            bounds.append(released)
        if tranche.allotment_id in self._allotted:
            bounds.append(self._allotted[tranche.allotment_id])
        taken = max(0, min(bounds))
        self._money[tranche.key] -= taken
        if share is not None:
            self._share[tranche.tranche_id] = share - taken
        if released is not None and not is_exempt:
            self._released[tranche.tranche_id] = released - taken
        if tranche.allotment_id in self._allotted:
            self._allotted[tranche.allotment_id] -= taken
        return taken
