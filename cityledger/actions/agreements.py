"""Compensation agreements of households (国令590 art. 25), each after its survey and valuation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.residents import resident
from cityledger.controls.agreement import MODES, AgreementFacts, PlotCount, Surveyed, check
from cityledger.kernel import masking
from cityledger.kernel.costs import CLASSES, COMPENSATION_ITEM
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.contracts import Certificate, Contract
from cityledger.model.funding import Allotment
from cityledger.model.projects import BudgetLine, Project
from cityledger.model.renewal import HouseSurvey, HouseValuation, Plot, RenewalStep
from cityledger.views import households
from cityledger.views.find import many, need, next_id, one
from cityledger.views.households import Signed
from cityledger.views.special_account import special_account

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cityledger.actions.contracts import Plan
    from cityledger.views.households import Agreed

HOUSEHOLDS_PER_ACT = 40
"""An act is at most 65,535 bytes: longer payout lists are brought in several acts."""

PAYABLE = "230204"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One household's compensation agreement (国令590 art. 25); amounts in fen, areas in dm².

    `plot` is the number of a plot of the plan list. `amount_fen` is the price; its parts are
    `house_fen` (0 where no other part is named: the whole price), moving, temporary housing and
    business loss. What is not given of area, title and resident number is what the survey says;
    the resident number is kept as a hash. `mode` housing names the replacement's place and area.
    """

    contract_no: str
    household_no: str
    plot: str
    owner_name: str
    amount_fen: int
    payee_bank: str
    payee_account: str
    area_dm2: int = 0
    resident_no: str | None = None
    mode: str = "money"
    house_no: str | None = None
    replacement: str | None = None
    replacement_dm2: int = 0
    house_fen: int = 0
    moving_fen: int = 0
    temporary_fen: int = 0
    loss_fen: int = 0

    @property
    def other_fen(self) -> int:
        """What is paid beside the house."""
        return self.moving_fen + self.temporary_fen + self.loss_fen

    @property
    def home_fen(self) -> int:
        """What is paid for the house."""
        return self.house_fen if self.house_fen or self.other_fen else self.amount_fen


@dataclass(frozen=True, kw_only=True)
class SignAgreements(Command):
    """Sign compensation agreements of a project, up to 40 households in one act."""

    act: ClassVar[str] = "agreements.sign"
    project: str
    budget_line: str
    signed_on: date
    agreements: tuple[Agreement, ...]
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the book knows of one household before it signs."""

    plot: Plot | None
    decided_on: date | None
    needed_fen: int | None
    survey: HouseSurvey | None
    value_fen: int | None
    resident_hash: str | None
    resident_tail: str | None
    house_no: str | None
    area_dm2: int


@form(SignAgreements)
def sign_agreements(context: Context, command: SignAgreements) -> Draft:
    """Draw up agreements: D161303[06](0,H) C230204(0,H) each (walkthrough case 8)."""
    _well_formed(context, command)
    project = need(context.read, Project, "project", **context.here, code=command.project)
    key = {"project_id": project.project_id, "code": command.budget_line}
    line = need(context.read, BudgetLine, "budget line", **context.here, **key)
    known = _all_known(context, command, project.project_id)
    draft = Draft(findings=_findings(context, command, known, project.project_id))
    first = next_id(context.read, Contract, "contract_id", context.book_id)
    first_certificate = next_id(context.read, Certificate, "certificate_id", context.book_id)
    total = sum(agreement.amount_fen for agreement in command.agreements)
    with draft.voucher("转", command.signed_on, f"签订征收补偿协议 {project.name}") as voucher:
        for n, agreement in enumerate(command.agreements):
            numbers = (first + n, first_certificate + n)
            _agreement(draft, numbers, line, command.signed_on, agreement)
            _household(draft, first + n, line.project_id, agreement, known[n])
            names = {"project_id": project.project_id, "contract_id": first + n}
            fen = agreement.amount_fen
            item = COMPENSATION_ITEM
            voucher.debit(CLASSES["allocable"].cost_account, fen, cost_item=item, **names)
            voucher.credit(PAYABLE, fen, **names)
        names = {"budget_line_id": line.budget_line_id, "project_id": project.project_id}
        voucher.debit("9112", total, **names)
        voucher.credit("9114", total, **names)
        voucher.debit("9114", total, **names)
        voucher.credit("9115", total, **names)
        if command.plan is not None and command.plan.allotment is not None:
            number = command.plan.allotment
            cover = need(context.read, Allotment, "allotment", **context.here, allotment_no=number)
            covered = {"allotment_id": cover.allotment_id, "project_id": project.project_id}
            voucher.debit("9102", total, **covered)
            voucher.credit("9103", total, **covered)
    return draft


def _well_formed(context: Context, command: SignAgreements) -> None:
    """Raise BadInput with everything that no rule could judge."""
    count = len(command.agreements)
    problems: list[Problem] = []
    if count > HOUSEHOLDS_PER_ACT:
        reason = f"at most {HOUSEHOLDS_PER_ACT} households in one act 每批户数超限"
        problems.append(Problem("agreements", str(count), reason, "分批"))
    for row in command.agreements:
        place = f"agreement {row.contract_no}"
        if one(context.read, Contract, **context.here, contract_no=row.contract_no):
            reason = "合同编号已登记 is registered already"
            problems.append(Problem("agreement", row.contract_no, reason, "更正编号"))
        if row.mode not in MODES:
            reason = f"mode is one of {', '.join(MODES)} 补偿方式有误"
            problems.append(Problem(place, row.mode, reason, "从列表中选择"))
        parts = (row.house_fen, row.moving_fen, row.temporary_fen, row.loss_fen)
        if row.amount_fen <= 0 or min(*parts, row.area_dm2, row.replacement_dm2) < 0:
            reason = "price must be positive, no part or area negative 金额或面积有误"
            problems.append(Problem(place, str(row.amount_fen), reason, "更正金额或面积"))
    if problems:
        raise BadInput(tuple(problems))


def _all_known(context: Context, command: SignAgreements, project_id: int) -> tuple[_Known, ...]:
    """Return what the book knows of each household; BadInput names every bad resident number."""
    listed = {
        row.plot_no: row for row in many(context.read, Plot, **context.here, project_id=project_id)
    }
    decided: dict[int, RenewalStep] = {}
    surveys: dict[tuple[int, str], HouseSurvey] = {}
    values: dict[tuple[int, str], HouseValuation] = {}
    for number in {row.plot for row in command.agreements} & set(listed):
        plot_id = listed[number].plot_id
        key = {"plot_id": plot_id}
        for step in many(context.read, RenewalStep, **context.here, **key, step="decision"):
            decided[plot_id] = step
        for survey in many(context.read, HouseSurvey, **context.here, **key):
            surveys[plot_id, survey.household_no] = survey
        for value in many(context.read, HouseValuation, **context.here, **key):
            stands = values.get((plot_id, value.household_no))
            # An older day that is entered later does not stand over a newer valuation.
            if value.valued_on <= command.signed_on and (
                stands is None or _dated(stands) < _dated(value)
            ):
                values[plot_id, value.household_no] = value
    known: list[_Known] = []
    problems: list[Problem] = []
    for row in command.agreements:
        plot = listed.get(row.plot)
        place = (plot.plot_id if plot else 0, row.household_no)
        found = surveys.get(place)
        hashed, tail = (found.resident_hash, found.resident_tail) if found else (None, None)
        if row.resident_no is not None:
            try:
                hashed, tail = resident(context.book_id, row.household_no, row.resident_no)
            except BadInput as bad:
                problems.extend(bad.problems)
        decision = decided.get(place[0])
        known.append(
            _Known(
                plot=plot,
                decided_on=decision.held_on if decision else None,
                needed_fen=decision.needed_fen if decision else None,
                survey=found,
                value_fen=values[place].value_fen if place in values else None,
                resident_hash=hashed,
                resident_tail=tail,
                house_no=row.house_no or (found.house_no if found else None),
                area_dm2=row.area_dm2 or (found.area_dm2 if found else 0),
            )
        )
    if problems:
        raise BadInput(tuple(problems))
    return tuple(known)


def _dated(value: HouseValuation) -> tuple[date, int]:
    return value.valued_on, value.leaf_idx


def _findings(
    context: Context, command: SignAgreements, known: tuple[_Known, ...], project_id: int
) -> list[Finding]:
    """Return what the rules say, with the same persons and houses of every book (L13)."""
    hashes = [row.resident_hash for row in known if row.resident_hash]
    houses = [row.house_no for row in known if row.house_no]
    persons = households.same_person(context.read, hashes)
    homes = households.same_house(context.read, houses)
    facts = []
    seen: dict[str, str] = {}
    for agreement, row in zip(command.agreements, known, strict=True):
        facts.append(
            AgreementFacts(
                agreement=agreement.contract_no,
                household=agreement.household_no,
                plot=agreement.plot,
                signed_on=command.signed_on,
                price_fen=agreement.amount_fen,
                owner_name=agreement.owner_name,
                resident_hash=row.resident_hash,
                house_no=row.house_no,
                area_dm2=row.area_dm2,
                mode=agreement.mode,
                replacement=agreement.replacement,
                replacement_dm2=agreement.replacement_dm2,
                house_fen=agreement.home_fen,
                other_fen=agreement.other_fen,
                is_listed=row.plot is not None,
                decided_on=row.decided_on,
                survey=_surveyed(row.survey),
                value_fen=row.value_fen,
                same_person=_other(persons, row.resident_hash, seen, context.book_id),
                same_house=_other(homes, row.house_no, seen, context.book_id),
            )
        )
        for key in (row.resident_hash, row.house_no):
            if key is not None:
                seen.setdefault(key, agreement.contract_no)
    counts = _counts(context, command, known, project_id)
    free = 0
    if any(row.more_fen for row in counts):
        here = (context.read, context.book_id, project_id, command.signed_on)
        free = special_account(*here).free_fen
    return list(check(tuple(facts), counts, context.parameters, free))


def _surveyed(row: HouseSurvey | None) -> Surveyed | None:
    if row is None:
        return None
    return Surveyed(
        owner_name=row.owner_name,
        resident_hash=row.resident_hash,
        house_no=row.house_no,
        area_dm2=row.area_dm2,
        surveyed_on=row.surveyed_on,
    )


def _other(
    found: Mapping[str, tuple[Agreed, ...]], key: str | None, seen: dict[str, str], book_id: int
) -> tuple[str, str] | None:
    """Return another agreement of the same person or house, signed before or in this act."""
    if key is None:
        return None
    if key in found:
        return found[key][0].named
    return (str(book_id), seen[key]) if key in seen else None


def _counts(
    context: Context, command: SignAgreements, known: tuple[_Known, ...], project_id: int
) -> tuple[PlotCount, ...]:
    signed = households.signed_counts(context.read, context.book_id)
    plots = {row.plot.plot_no: row for row in known if row.plot is not None}
    return tuple(
        _count(number, row, signed.get((project_id, number), Signed()), command)
        for number, row in plots.items()
    )


def _count(number: str, row: _Known, before: Signed, command: SignAgreements) -> PlotCount:
    now = [agreement.amount_fen for agreement in command.agreements if agreement.plot == number]
    agreed = before.price_fen + sum(now)
    needed = row.needed_fen or 0
    return PlotCount(
        plot=number,
        listed=row.plot.households if row.plot else 0,
        signed=before.households + len(now),
        needed_fen=row.needed_fen,
        agreed_fen=agreed,
        more_fen=max(0, agreed - max(needed, before.price_fen)),
    )


def _agreement(
    draft: Draft,
    numbers: tuple[int, int],
    line: BudgetLine,
    signed_on: date,
    agreement: Agreement,
) -> None:
    """Add the contract of a household and the certificate that makes it payable."""
    contract_id, certificate_id = numbers
    # The name of a contract goes into summaries and onto papers: it never says whose it is.
    draft.add(
        "contract",
        contract_id=contract_id,
        project_id=line.project_id,
        kind="compensation",
        contract_no=agreement.contract_no,
        name=f"征收补偿 {masking.name(agreement.owner_name)}",
        payee_name=agreement.owner_name,
        payee_bank=agreement.payee_bank,
        payee_account=agreement.payee_account,
        price_fen=agreement.amount_fen,
        signed_on=signed_on,
        budget_line_id=line.budget_line_id,
        cost_item=COMPENSATION_ITEM,
        obligation_account=PAYABLE,
    )
    draft.add(
        "certificate",
        certificate_id=certificate_id,
        contract_id=contract_id,
        certificate_no=1,
        kind="agreement",
        certified_on=signed_on,
    )
    draft.add(
        "certificate_line",
        certificate_id=certificate_id,
        n=1,
        budget_line_id=line.budget_line_id,
        cost_item=COMPENSATION_ITEM,
        account=CLASSES["allocable"].cost_account,
        gross_fen=agreement.amount_fen,
        due_fen=agreement.amount_fen,
    )


def _household(
    draft: Draft, contract_id: int, project_id: int, agreement: Agreement, known: _Known
) -> None:
    draft.add(
        "household",
        contract_id=contract_id,
        project_id=project_id,
        household_no=agreement.household_no,
        plot=agreement.plot,
        owner_name=agreement.owner_name,
        resident_hash=known.resident_hash,
        resident_tail=known.resident_tail,
        area_dm2=known.area_dm2,
        mode=agreement.mode,
        house_no=known.house_no,
        replacement=agreement.replacement,
        replacement_dm2=agreement.replacement_dm2,
        house_fen=agreement.home_fen,
        moving_fen=agreement.moving_fen,
        temporary_fen=agreement.temporary_fen,
        loss_fen=agreement.loss_fen,
    )
