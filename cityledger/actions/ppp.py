"""Acts on partnerships: agreement with its yearly duties, amendment, score, fiscal capacity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions import ppp_terms as checked
from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, Voucher, form
from cityledger.controls import ppp as rules, ppp_limits as limits
from cityledger.controls.facts import CAPITAL
from cityledger.controls.ppp_formulas import PPM, payable_fen
from cityledger.kernel import words
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.contracts import Certificate
from cityledger.model.ppp import PppAgreement
from cityledger.views import ppp as views
from cityledger.views.contract_state import net_fen
from cityledger.views.find import many, need, next_id, one
from cityledger.views.obligations import contract_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from cityledger.kernel.errors import Finding
    from cityledger.model.contracts import Contract

EXPENSE, PAYABLE = "5001", "230205"
BASES = ("final", "budget", "forecast")
"""The firmest figure first: a weaker one does not stand after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What an agreement plans for a year, in fen; `parameters` are `name=integer,…`.

    `formula` says how the amount was found; a `schedule` is what the contract itself says.
    """

    year: int
    kind: str
    planned_fen: int
    formula: str = "schedule"
    parameters: str = ""


@dataclass(frozen=True, kw_only=True)
class AgreePartnership(Command):
    """Enter the partnership agreement of a contract of kind ppp with its duties year by year.

    The four forbidden clauses have no default: whoever enters an agreement answers for each.
    Rates are millionths, amounts fen; `linked_ppm` is the share of the construction cost whose
    pay follows performance.
    """

    act: ClassVar[str] = "ppp.agree"
    contract: str
    mode: str
    mechanism: str
    regime: str
    infrastructure: str
    starts_on: date
    term_years: int
    capital_fen: int
    government_share_ppm: int
    invested_fen: int
    doc_no: str
    is_bt: bool
    has_repurchase: bool
    has_fixed_return: bool
    has_minimum_return: bool
    duties: tuple[Duty, ...]
    value_date: date
    linked_ppm: int = 0
    is_fund_budget: bool = False


@dataclass(frozen=True, kw_only=True)
class AmendPartnership(Command):
    """Change duties of an agreement by a document: newer rows stand, the old ones stay."""

    act: ClassVar[str] = "ppp.amend"
    contract: str
    doc_no: str
    duties: tuple[Duty, ...]
    value_date: date


@dataclass(frozen=True, kw_only=True)
class ScorePartnership(Command):
    """Enter the performance score of a year: planned × score becomes payable (case 10)."""

    act: ClassVar[str] = "ppp.score"
    contract: str
    year: int
    score_ppm: int
    assessed_on: date
    assessor: str
    doc_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The general public budget expenditure of a year, in fen: final, budget or forecast."""

    year: int
    basis: str
    expenditure_fen: int
    doc_no: str


@dataclass(frozen=True, kw_only=True)
class SetCapacity(Command):
    """Enter what the district can bear, many years at once; a newer figure of a year stands."""

    act: ClassVar[str] = "capacity.set"
    figures: tuple[Capacity, ...]


@form(AgreePartnership)
def agree_partnership(context: Context, command: AgreePartnership) -> Draft:
    """Draw up an agreement: § D9292 C9202 the whole plan, tranche 0."""
    contract = contract_by_no(context, command.contract)
    problems = [*checked.wrong_terms(command), *checked.wrong_duties(command.duties)]
    if contract.kind != "ppp":
        reason = "不是PPP协议类合同 is no contract of kind ppp"
        problems.append(Problem("contract", command.contract, reason, "登记为ppp类合同"))
    elif one(context.read, PppAgreement, **context.here, contract_id=contract.contract_id):
        reason = "该合同已登记PPP协议 has its agreement already"
        problems.append(Problem("contract", command.contract, reason, "用ppp.amend调整"))
    if problems:
        raise BadInput(tuple(problems))
    on = contract.signed_on
    draft = Draft(findings=list(rules.check(checked.terms(command, contract), context.parameters)))
    if not command.is_fund_budget:
        draft.findings += limits.check_years(
            views.year_facts(context.read, context.book_id, 0, _by_year(command.duties)),
            command.mechanism,
            on,
            context.parameters,
        )
    plan = {(duty.year, duty.kind): duty.planned_fen for duty in command.duties}
    draft.findings += _priced(context, contract, plan)
    draft.add(
        "ppp_agreement",
        contract_id=contract.contract_id,
        project_id=contract.project_id,
        mode=command.mode,
        mechanism=command.mechanism,
        regime=command.regime,
        infrastructure=command.infrastructure,
        starts_on=command.starts_on,
        term_years=command.term_years,
        capital_fen=command.capital_fen,
        government_share_ppm=command.government_share_ppm,
        invested_fen=command.invested_fen,
        linked_ppm=command.linked_ppm,
        is_fund_budget=command.is_fund_budget,
        doc_no=command.doc_no,
    )
    _add_duties(draft, contract, command.duties, command.doc_no)
    with draft.voucher("转", command.value_date, f"PPP支出责任 {contract.name}") as voucher:
        promise(voucher, contract, sum(duty.planned_fen for duty in command.duties))
    return draft


def _by_year(duties: Iterable[Duty]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for duty in duties:
        sums[duty.year] = sums.get(duty.year, 0) + duty.planned_fen
    return sums


def _add_duties(draft: Draft, contract: Contract, duties: tuple[Duty, ...], doc_no: str) -> None:
    for duty in duties:
        draft.add(
            "ppp_duty",
            contract_id=contract.contract_id,
            year=duty.year,
            kind=duty.kind,
            planned_fen=duty.planned_fen,
            formula=duty.formula,
            parameters=duty.parameters,
            doc_no=doc_no,
        )


def promise(voucher: Voucher, contract: Contract, fen: int) -> None:
    """Add to the duties outstanding, or take away where `fen` is negative: § 9292 and 9202."""
    names = {"contract_id": contract.contract_id, "project_id": contract.project_id}
    more, less = ("9292", "9202") if fen >= 0 else ("9202", "9292")
    voucher.debit(more, abs(fen), **names)
    voucher.credit(less, abs(fen), **names)


def _agreement(context: Context, contract: Contract) -> PppAgreement:
    key = {"contract_id": contract.contract_id}
    return need(context.read, PppAgreement, "PPP agreement PPP协议", **context.here, **key)


def _scored(context: Context, contract: Contract) -> tuple[limits.ScoredFacts, ...]:
    rows = views.scores(context.read, context.book_id, contract.contract_id)
    return tuple(
        limits.ScoredFacts(year=row.year, payable_fen=row.payable_fen, assessed_on=row.assessed_on)
        for row in rows
    )


def _standing(context: Context, contract: Contract) -> dict[tuple[int, str], int]:
    """Return what stands of an agreement: fen by (year, kind)."""
    return {
        (duty.year, duty.kind): duty.planned_fen
        for duty in views.duties(context.read, context.book_id)
        if duty.contract_id == contract.contract_id
    }


@form(AmendPartnership)
def amend_partnership(context: Context, command: AmendPartnership) -> Draft:
    """Draw up newer duties: § 9292 and 9202 by the difference; years that grow are tested again."""
    contract = contract_by_no(context, command.contract)
    agreement = _agreement(context, contract)
    problems = [
        *checked.outside_term(command.duties, agreement.starts_on, agreement.term_years),
        *checked.wrong_duties(command.duties),
    ]
    if problems:
        raise BadInput(tuple(problems))
    operating = tuple(duty.year for duty in command.duties if duty.kind == "operating")
    scored = _scored(context, contract)
    draft = Draft()
    draft.findings += limits.check_amendment(
        contract.contract_no, command.doc_no, operating, scored
    )
    draft.findings += rules.check_formulas(checked.duty_terms(command.duties))
    before = _standing(context, contract)
    paid_in = net_fen(context.read, context.book_id, contract.contract_id, CAPITAL)
    after = before | {(duty.year, duty.kind): duty.planned_fen for duty in command.duties}
    draft.findings += rules.check_amended(
        checked.standing_terms(agreement, contract, before),
        checked.standing_terms(agreement, contract, after),
        command.value_date,
        context.parameters,
    )
    draft.findings += limits.check_paid_in(contract.contract_no, _of_kind(after, "equity"), paid_in)
    if not agreement.is_fund_budget:
        draft.findings += limits.check_years(
            views.year_facts(
                context.read, context.book_id, contract.contract_id, _grown(before, after)
            ),
            agreement.mechanism,
            command.value_date,
            context.parameters,
        )
    draft.findings += _priced(context, contract, after)
    _add_duties(draft, contract, command.duties, command.doc_no)
    with draft.voucher("转", command.value_date, f"调整PPP支出责任 {command.doc_no}") as voucher:
        promise(voucher, contract, sum(after.values()) - sum(before.values()))
    return draft


def _priced(
    context: Context, contract: Contract, plan: dict[tuple[int, str], int]
) -> Iterator[Finding]:
    """Hold the subsidies of a plan against the price of the contract with its variations."""
    sums = contract_sums(context.read, context.book_id, contract.contract_id)
    price = contract.price_fen + sums.variations_fen
    return limits.check_price(contract.contract_no, _of_kind(plan, "operating"), price)


def _of_kind(plan: dict[tuple[int, str], int], kind: str) -> int:
    """Return what a plan has of one kind of duty over the whole term, in fen."""
    return sum(fen for (_, other), fen in plan.items() if other == kind)


def _grown(before: dict[tuple[int, str], int], after: dict[tuple[int, str], int]) -> dict[int, int]:
    """Return the whole plan of each year in which it grows: a year that shrinks is no new duty."""
    totals: dict[int, int] = {}
    grown: dict[int, int] = {}
    for (year, kind), fen in after.items():
        totals[year] = totals.get(year, 0) + fen
        grown[year] = grown.get(year, 0) + fen - before.get((year, kind), 0)
    return {year: totals[year] for year, more in grown.items() if more > 0}


@form(ScorePartnership)
def score_partnership(context: Context, command: ScorePartnership) -> Draft:
    """Draw up a score: D5001(0) C230205(0) payable § D9202 C9292 the year's plan (case 10)."""
    contract = contract_by_no(context, command.contract)
    _agreement(context, contract)
    if not 0 <= command.score_ppm <= PPM:
        reason = f"from 0 to {PPM} 评价得分为百万分数"
        raise BadInput((Problem("score_ppm", str(command.score_ppm), reason, "0.96 = 960000"),))
    planned = _standing(context, contract).get((command.year, "operating"), 0)
    payable = payable_fen(planned, command.score_ppm)
    draft = Draft()
    scored = _scored(context, contract)
    place = (contract.contract_no, command.year)
    draft.findings += limits.check_score(place, command.assessed_on, planned, scored)
    draft.add(
        "ppp_score",
        contract_id=contract.contract_id,
        year=command.year,
        score_ppm=command.score_ppm,
        payable_fen=payable,
        assessed_on=command.assessed_on,
        assessor=command.assessor,
        doc_no=command.doc_no,
    )
    _certify(context, draft, contract, command, payable)
    names = {"contract_id": contract.contract_id, "project_id": contract.project_id}
    summary = f"{contract.name} {command.year}年绩效付费 {command.doc_no}"
    with draft.voucher("转", command.assessed_on, summary) as voucher:
        voucher.debit(EXPENSE, payable, party_id=contract.party_id, **names)
        voucher.credit(PAYABLE, payable, party_id=contract.party_id, **names)
        promise(voucher, contract, -planned)
        # The contract was signed on a line of the estimate, so the cost chain goes on too (L5).
        chain = names | {"budget_line_id": contract.budget_line_id}
        voucher.debit("9114", payable, **chain)
        voucher.credit("9115", payable, **chain)
    return draft


def _certify(
    context: Context, draft: Draft, contract: Contract, command: ScorePartnership, payable: int
) -> None:
    """Add the service certificate that a payment of the year will name."""
    key = {"contract_id": contract.contract_id}
    known = many(context.read, Certificate, **context.here, **key)
    number = next_id(context.read, Certificate, "certificate_id", context.book_id)
    draft.add(
        "certificate",
        certificate_id=number,
        contract_id=contract.contract_id,
        certificate_no=max((row.certificate_no for row in known), default=0) + 1,
        kind="service",
        certified_on=command.assessed_on,
        chief_engineer=command.assessor,
    )
    draft.add(
        "certificate_line",
        certificate_id=number,
        n=1,
        budget_line_id=contract.budget_line_id,
        cost_item=contract.cost_item,
        account=EXPENSE,
        gross_fen=payable,
        due_fen=payable,
    )


@form(SetCapacity)
def set_capacity(context: Context, command: SetCapacity) -> Draft:
    """Draw up figures of fiscal capacity; nothing is booked.

    A final figure is what the congress found, so no budget or forecast stands after it: else a
    forecast of choice would make room under the limit of a year that is settled.
    """
    known = views.capacities(context.read, context.book_id)
    problems = [
        Problem(f"figures[{n}]", f"{row.year} {row.basis} {row.expenditure_fen}", reason, "更正")
        for n, row in enumerate(command.figures, 1)
        for reason in _wrong_figure(row, command.figures[: n - 1], known.get(row.year))
    ]
    if not command.figures:
        problems.append(Problem("figures", "", "no year is given 没有年度", "逐年填列"))
    if problems:
        raise BadInput(tuple(problems))
    draft = Draft()
    for row in command.figures:
        draft.add(
            "fiscal_capacity",
            year=row.year,
            basis=row.basis,
            expenditure_fen=row.expenditure_fen,
            doc_no=row.doc_no,
        )
    return draft


def _wrong_figure(
    row: Capacity, earlier: tuple[Capacity, ...], known: tuple[int, str] | None
) -> Iterator[str]:
    if row.basis not in BASES:
        yield f"basis is one of {', '.join(BASES)} 口径不在列表内"
    elif known is not None and BASES.index(row.basis) > BASES.index(known[1]):
        held = words.term(f"capacity_basis.{known[1]}")
        yield f"the year has its {known[1]} figure 该年已有{held}"
    if row.expenditure_fen <= 0:
        yield "the expenditure is positive 支出数须为正"
    if not row.doc_no.strip():
        yield "a figure has its document 支出数须有文号"
    if any(row.year == other.year for other in earlier):
        yield "the year stands twice 年度重复"
