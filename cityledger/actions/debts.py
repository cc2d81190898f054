"""Acts on borrowed money: debts with their schedules, interest, interest subsidies (case 9).

A debt is paid under the loan agreement of the same number (`SignContract` of kind loan), so that
interest and repayment go through the payment gate like any other payment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.debt import AccrualFacts, DebtFacts, DueFacts, check_accrual, check_debt
from cityledger.controls.instruments import SubsidyFacts, check_subsidy
from cityledger.kernel import money
from cityledger.kernel.costs import LOAN_INTEREST_ITEM, cost_account
from cityledger.kernel.days import add_days, days_between
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.contracts import Contract
from cityledger.model.funding import FundSource
from cityledger.model.instruments import DEBT_KINDS, Debt, InterestSubsidy
from cityledger.model.parties import Party
from cityledger.model.projects import Project
from cityledger.views.debts import DebtState, debts, fen_days, subsidised
from cityledger.views.find import many, need, next_id, one
from cityledger.views.obligations import contract_sums

if TYPE_CHECKING:
    from datetime import date

DEBTORS = ("government", "soe", "fund", "platform")
CORRECT = "check it against the agreement 对照合同更正"
EXPENSE = "5901"
"""其他费用: interest after delivery is no cost of the project any more (case 9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """What falls due of a debt on a day, in fen."""

    due_on: date
    principal_fen: int
    interest_fen: int = 0


@dataclass(frozen=True, kw_only=True)
class RegisterDebt(Command):
    """Register borrowed money: `rate_ppm` is the yearly rate in millionths.

    `is_guaranteed` says that a government unit vouches for it by any paper whatever;
    `repaid_from` names the income that repays it.
    """

    act: ClassVar[str] = "debt.register"
    debt_no: str
    kind: str
    project: str
    source: str
    debtor_kind: str
    creditor: str
    principal_fen: int
    rate_ppm: int
    starts_on: date
    ends_on: date
    repaid_from: str
    schedule: tuple[DueDay, ...]
    debtor_id: str | None = None
    is_hidden: bool = False
    is_guaranteed: bool = False


@dataclass(frozen=True, kw_only=True)
class AccrueInterest(Command):
    """Accrue the interest of a debt from the last accrual (or its start) to `until_on`.

    Until delivery it is cost of the project (item 37), after it an expense.
    """

    act: ClassVar[str] = "interest.accrue"
    debt_no: str
    until_on: date
    is_delivered: bool = False


@dataclass(frozen=True, kw_only=True)
class CalculateSubsidy(Command):
    """Calculate the interest a grantor takes over, from `from_on` up to but not on `until_on`."""

    act: ClassVar[str] = "subsidy.calculate"
    debt_no: str
    grantor: str
    doc_no: str
    base_fen: int
    rate_ppm: int
    from_on: date
    until_on: date


@form(RegisterDebt)
def register_debt(context: Context, command: RegisterDebt) -> Draft:
    """Draw up a debt with its schedule."""
    _check_debt(context, command)
    project = need(context.read, Project, "project", **context.here, code=command.project)
    source = need(context.read, FundSource, "fund source", **context.here, name=command.source)
    if command.debtor_id is not None:
        need(context.read, Party, "party", party_id=command.debtor_id)
    facts = DebtFacts(
        debt_no=command.debt_no,
        kind=command.kind,
        debtor_kind=command.debtor_kind,
        principal_fen=command.principal_fen,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        repaid_from=command.repaid_from,
        source=source.name,
        source_kind=source.kind,
        is_hidden=command.is_hidden,
        is_guaranteed=command.is_guaranteed,
        schedule=tuple(
            DueFacts(due_on=part.due_on, principal_fen=part.principal_fen)
            for part in command.schedule
        ),
    )
    draft = Draft(findings=list(check_debt(facts, context.parameters)))
    number = next_id(context.read, Debt, "debt_id", context.book_id)
    draft.add(
        "debt",
        debt_id=number,
        debt_no=command.debt_no,
        kind=command.kind,
        project_id=project.project_id,
        fund_source_id=source.fund_source_id,
        debtor_kind=command.debtor_kind,
        debtor_id=command.debtor_id,
        creditor=command.creditor,
        principal_fen=command.principal_fen,
        rate_ppm=command.rate_ppm,
        starts_on=command.starts_on,
        ends_on=command.ends_on,
        repaid_from=command.repaid_from,
        is_hidden=command.is_hidden,
        is_guaranteed=command.is_guaranteed,
    )
    for n, part in enumerate(command.schedule, 1):
        draft.add(
            "debt_schedule",
            debt_id=number,
            n=n,
            due_on=part.due_on,
            principal_fen=part.principal_fen,
            interest_fen=part.interest_fen,
        )
    return draft


def _check_debt(context: Context, command: RegisterDebt) -> None:
    checks = (
        ("debt kind", command.kind, command.kind in DEBT_KINDS),
        ("debtor kind", command.debtor_kind, command.debtor_kind in DEBTORS),
        ("principal", str(command.principal_fen), command.principal_fen > 0),
        ("rate", str(command.rate_ppm), 0 <= command.rate_ppm < money.PPM),
        (
            "schedule",
            "",
            all(min(part.principal_fen, part.interest_fen) >= 0 for part in command.schedule),
        ),
        (
            "debt number",
            command.debt_no,
            one(context.read, Debt, **context.here, debt_no=command.debt_no) is None,
        ),
    )
    reason = "not among the known values, or entered already 取值不在范围内或已登记"
    if bad := tuple(
        Problem(place, value, reason, CORRECT) for place, value, fine in checks if not fine
    ):
        raise BadInput(bad)


def debt_by_no(context: Context, debt_no: str) -> DebtState:
    """Return a debt of this book by its number; BadInput if there is none."""
    for state in debts(context.read, context.book_id):
        if state.debt_no == debt_no:
            return state
    reason = "no such debt in this ledger 本账无此债务"
    raise BadInput((Problem("debt", debt_no, reason, "register it first 先登记"),))


@form(AccrueInterest)
def accrue_interest(context: Context, command: AccrueInterest) -> Draft:
    """Draw up accrued interest: D161303[37](0) C2304(0) § D9114 C9115 (walkthrough case 9)."""
    state = debt_by_no(context, command.debt_no)
    contract = contract_by_no(context, command.debt_no)
    start = state.accrued_on or state.starts_on
    days = max(0, days_between(start, command.until_on))
    year_days = context.parameters.days("debt.year_days", command.until_on)
    owed = fen_days(
        context.read,
        context.book_id,
        contract.contract_id,
        state.principal_fen,
        (start, command.until_on),
    )
    fen = money.interest(owed, state.rate_ppm, 1, year_days)
    sums = contract_sums(context.read, context.book_id, contract.contract_id)
    facts = AccrualFacts(
        debt_no=state.debt_no,
        accrued_on=start,
        until_on=command.until_on,
        ends_on=state.ends_on,
        amount_fen=fen,
        free_fen=contract.price_fen + sums.variations_fen - state.accrued_fen,
    )
    draft = Draft(findings=list(check_accrual(facts)))
    names = {"project_id": contract.project_id, "contract_id": contract.contract_id}
    line = {"budget_line_id": contract.budget_line_id}
    summary = f"计提利息 {state.debt_no} {days}天"
    with draft.voucher("转", command.until_on, summary) as voucher:
        if command.is_delivered:
            voucher.debit(EXPENSE, fen, **names)
        else:
            item = LOAN_INTEREST_ITEM
            voucher.debit(cost_account(item), fen, **names, **line, cost_item=item)
        voucher.credit("2304", fen, **names)
        if not command.is_delivered:
            voucher.debit("9114", fen, **names, **line)
            voucher.credit("9115", fen, **names, **line)
    return draft


def _owed_on(context: Context, state: DebtState, on: date) -> int:
    """Return the principal owed on a day: all of it where no agreement says how it is repaid."""
    key = {"contract_no": state.debt_no, "kind": "loan"}
    contract = one(context.read, Contract, **context.here, **key)
    if contract is None:
        return state.principal_fen
    day = (on, add_days(on, 1))
    return fen_days(context.read, context.book_id, contract.contract_id, state.principal_fen, day)


@form(CalculateSubsidy)
def calculate_subsidy(context: Context, command: CalculateSubsidy) -> Draft:
    """Draw up a subsidy: base × rate × days ÷ (days of a year), rounded down to a fen."""
    state = debt_by_no(context, command.debt_no)
    days = days_between(command.from_on, command.until_on)
    if min(command.base_fen, command.rate_ppm, days) <= 0:
        reason = "base, rate and days are above zero 基数、利率、天数须大于零"
        found = f"{command.base_fen} {command.rate_ppm} {days}"
        raise BadInput((Problem("subsidy", found, reason, "check the document 核对贴息文件"),))
    facts = SubsidyFacts(
        debt_no=state.debt_no,
        base_fen=command.base_fen,
        principal_fen=_owed_on(context, state, command.from_on),
        rate_ppm=command.rate_ppm,
        debt_rate_ppm=state.rate_ppm,
        from_on=command.from_on,
        until_on=command.until_on,
        starts_on=state.starts_on,
        ends_on=state.ends_on,
        before=subsidised(context.read, context.book_id, state.debt_id),
    )
    draft = Draft(findings=list(check_subsidy(facts)))
    year_days = context.parameters.days("subsidy.year_days", command.until_on)
    known = many(context.read, InterestSubsidy, **context.here, debt_id=state.debt_id)
    draft.add(
        "interest_subsidy",
        debt_id=state.debt_id,
        n=len(known) + 1,
        grantor=command.grantor,
        doc_no=command.doc_no,
        base_fen=command.base_fen,
        rate_ppm=command.rate_ppm,
        from_on=command.from_on,
        until_on=command.until_on,
        days=days,
        amount_fen=money.interest(command.base_fen, command.rate_ppm, days, year_days),
    )
    return draft
