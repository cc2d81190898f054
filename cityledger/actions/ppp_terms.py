"""What a partnership agreement brings to the rules: its terms, and what cannot be entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.ppp import INFRASTRUCTURE, AgreementTerms, DutyTerms
from cityledger.controls.ppp_formulas import PPM, FormulaError, planned_fen
from cityledger.kernel.errors import Problem
from cityledger.model.ppp import DUTIES, FORMULAS, MECHANISMS, MODES, REGIMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.actions.ppp import AgreePartnership, Duty
    from cityledger.model.contracts import Contract
    from cityledger.model.ppp import PppAgreement


def terms(command: AgreePartnership, contract: Contract) -> AgreementTerms:
    """Return the terms by which an agreement about to be entered is judged."""
    return AgreementTerms(
        contract=contract.contract_no,
        signed_on=contract.signed_on,
        mode=command.mode,
        mechanism=command.mechanism,
        regime=command.regime,
        infrastructure=command.infrastructure,
        term_years=command.term_years,
        capital_fen=command.capital_fen,
        government_share_ppm=command.government_share_ppm,
        linked_ppm=command.linked_ppm,
        is_fund_budget=command.is_fund_budget,
        is_bt=command.is_bt,
        has_repurchase=command.has_repurchase,
        has_fixed_return=command.has_fixed_return,
        has_minimum_return=command.has_minimum_return,
        duties=duty_terms(command.duties),
    )


def standing_terms(
    agreement: PppAgreement, contract: Contract, plan: dict[tuple[int, str], int]
) -> AgreementTerms:
    """Return the terms of an agreement as entered, with a plan; no clause was a forbidden one."""
    return AgreementTerms(
        contract=contract.contract_no,
        signed_on=contract.signed_on,
        mode=agreement.mode,
        mechanism=agreement.mechanism,
        regime=agreement.regime,
        infrastructure=agreement.infrastructure,
        term_years=agreement.term_years,
        capital_fen=agreement.capital_fen,
        government_share_ppm=agreement.government_share_ppm,
        linked_ppm=agreement.linked_ppm,
        is_fund_budget=agreement.is_fund_budget == 1,
        is_bt=False,
        has_repurchase=False,
        has_fixed_return=False,
        has_minimum_return=False,
        duties=tuple(
            DutyTerms(year=year, kind=kind, planned_fen=fen) for (year, kind), fen in plan.items()
        ),
    )


def duty_terms(duties: tuple[Duty, ...]) -> tuple[DutyTerms, ...]:
    """Return the lines of a plan as the rules read them."""
    return tuple(
        DutyTerms(
            year=duty.year,
            kind=duty.kind,
            planned_fen=duty.planned_fen,
            formula=duty.formula,
            parameters=duty.parameters,
        )
        for duty in duties
    )


def wrong_terms(command: AgreePartnership) -> Iterator[Problem]:
    """Yield what no agreement is entered with, whatever the rules of the day say."""
    for place, value, allowed in (
        ("mode", command.mode, MODES),
        ("mechanism", command.mechanism, MECHANISMS),
        ("regime", command.regime, REGIMES),
        ("infrastructure", command.infrastructure, INFRASTRUCTURE),
    ):
        if value not in allowed:
            yield Problem(place, value, f"one of {', '.join(allowed)} 取值不在列表内", "更正")
    for place, number, least, most in (
        ("term_years", command.term_years, 1, 99),
        ("capital_fen", command.capital_fen, 1, None),
        ("invested_fen", command.invested_fen, 1, None),
        ("government_share_ppm", command.government_share_ppm, 0, PPM),
        ("linked_ppm", command.linked_ppm, 0, PPM),
    ):
        if number < least or (most is not None and number > most):
            reason = f"from {least} to {most or '…'} 超出范围"
            yield Problem(place, str(number), reason, "更正")
    yield from outside_term(command.duties, command.starts_on, command.term_years)


def outside_term(duties: tuple[Duty, ...], starts_on: date, term_years: int) -> Iterator[Problem]:
    """Yield the years of a plan in which the agreement does not run."""
    # A term that begins on New Year's Day ends with a December, any other in the year after it.
    first = starts_on.year
    last = first + term_years - (starts_on.timetuple().tm_yday == 1)
    for n, duty in enumerate(duties, 1):
        if not first <= duty.year <= last:
            reason = f"outside the term {first}-{last} 不在合作期内"
            yield Problem(f"duties[{n}].year", str(duty.year), reason, "更正年度")


def wrong_duties(duties: tuple[Duty, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the lines of a plan, formula by formula."""
    if not duties:
        yield Problem("duties", "", "the plan has no year 没有年度计划", "逐年填列")
    seen: set[tuple[int, str]] = set()
    for n, duty in enumerate(duties, 1):
        place = f"duties[{n}]"
        if duty.kind not in DUTIES or duty.formula not in FORMULAS:
            reason = f"kind {', '.join(DUTIES)}; formula {', '.join(FORMULAS)}"
            yield Problem(place, f"{duty.kind} {duty.formula}", reason, "更正种类或公式")
            continue
        if duty.planned_fen < 0:
            yield Problem(place, str(duty.planned_fen), "is negative 为负数", "更正金额")
        if (duty.year, duty.kind) in seen:
            yield Problem(place, f"{duty.year} {duty.kind}", "stands twice 重复", "合并")
        seen.add((duty.year, duty.kind))
        try:
            planned_fen(duty.kind, duty.formula, duty.parameters)
        except FormulaError as bad:
            yield Problem(place, duty.parameters, f"{bad.zh} {bad.en}", "更正公式参数")
