"""Which money pays which contract: every award divided among what it may pay, to the last fen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.actions.contracts import Plan
from cityledger.cli.district.contracts import CONTRACTS
from cityledger.cli.district.funds import AWARDS, FOR_HOUSEHOLDS, YEAR
from cityledger.kernel import money

if TYPE_CHECKING:
    from cityledger.cli.district.contracts import ContractPlan
    from cityledger.cli.district.funds import Award, Grant


def _allows(award: Award, contract: ContractPlan) -> bool:
    uses = {contract.cost_class, f"{contract.cost_class}:{contract.cost_item}"}
    return not award.uses or not uses.isdisjoint(award.uses)


def _divided(award: Award, grant: Grant) -> dict[str, Plan]:
    served = [
        plan
        for plan in CONTRACTS.values()
        if plan.project.key == grant.project and _allows(award, plan)
    ]
    if not served:
        return {}
    shares = money.split(grant.amount_fen, [plan.price_fen for plan in served])
    return {
        contract.no: _plan(award, share)
        for contract, share in zip(served, shares, strict=True)
        if share
    }


def _plan(award: Award, fen: int) -> Plan:
    return Plan(
        source=award.source.name,
        fiscal_year=YEAR,
        amount_fen=fen,
        allotment=award.allotment_no,
    )


def _plans() -> dict[str, tuple[Plan, ...]]:
    found: dict[str, list[Plan]] = {number: [] for number in CONTRACTS}
    for award in AWARDS:
        for grant in award.grants:
            for number, plan in _divided(award, grant).items():
                found[number].append(plan)
    return {number: tuple(plans) for number, plans in found.items()}


PLANS = _plans()
"""The funding plan of every contract, by its number."""


def household_plan(key: str, amount_fen: int) -> Plan | None:
    """Return how a block of households is funded; a loan stands under no allotment."""
    for award in AWARDS:
        if award.uses == FOR_HOUSEHOLDS and key in {grant.project for grant in award.grants}:
            return _plan(award, amount_fen)
    return None
