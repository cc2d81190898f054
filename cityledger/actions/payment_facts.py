"""Facts of the payment gate that come from contracts, certificates, invoices and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.facts import (
    AllotmentFacts,
    BudgetLineFacts,
    CertificateFacts,
    ContractFacts,
    GuaranteeFacts,
    HoldingFinding,
    HouseholdFacts,
    InterferenceFacts,
    InvoiceFacts,
    LineFacts,
    RoleFacts,
    TrancheFacts,
)
from cityledger.kernel.days import add_days
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.funding import Allotment, FundingPlan
from cityledger.model.instruments import Debt
from cityledger.model.projects import BudgetLine, Responsibility, SubProject
from cityledger.views import (
    households,
    interference,
    obligations,
    purse,
    registry,
    responsible,
    supervision,
)
from cityledger.views.acts import last_booked_at
from cityledger.views.closing import accepted
from cityledger.views.contract_state import net_fen
from cityledger.views.debts import DebtState, debts
from cityledger.views.find import many, need, one
from cityledger.views.guarantees import standing
from cityledger.views.management_fee import ITEMS as FEE_ITEMS, asked_fen, base_fen
from cityledger.views.ppp import equity_due_fen, scores
from cityledger.views.returns import declared, deposits

if TYPE_CHECKING:
    from datetime import date

    from cityledger.actions.draft import Context
    from cityledger.actions.payment_case import Case
    from cityledger.actions.payment_plan import PlannedLine
    from cityledger.model.closing import Acceptance
    from cityledger.model.contracts import Certificate, Contract


def line_facts(context: Context, kind: str, line: PlannedLine, own: int, on: date) -> LineFacts:
    """Return a line with what may be paid on its obligation and what others pay of it."""
    contract = line.contract
    others = obligations.other_lines(context.read, context.book_id, contract.contract_id, own)
    key = {"budget_line_id": contract.budget_line_id}
    budget = need(context.read, BudgetLine, "budget line", **context.here, **key)
    due = _due_fen(context, line, on.year)
    certificate_id = line.certificate.certificate_id if line.certificate else None
    certificate_n = line.certificate_line.n if line.certificate_line else None
    same = (certificate_id, certificate_n, line.account)
    by_lines = sum(
        o.amount_fen for o in others if (o.certificate_id, o.certificate_n, o.account) == same
    )
    return LineFacts(
        n=line.n,
        kind=kind,
        contract_id=contract.contract_id,
        account=line.account,
        payee_name=line.payee_name,
        payee_account=line.payee_account,
        amount_fen=line.amount_fen,
        due_fen=due,
        paid_before_fen=max(by_lines, due - _payable_fen(context, line, others, due)),
        certificate_id=certificate_id,
        certificate_n=certificate_n,
        is_opened=_opened_fen(context, line) > 0,
        budget_line_id=contract.budget_line_id if line.is_cost else None,
        cost_class=budget.cost_class,
        cost_item=line.cost_item,
        payee_id=contract.party_id,
        tranche_id=_owing(context, line),
    )


def _owing(context: Context, line: PlannedLine) -> int | None:
    """Return the one tranche that owes a line, where only one does (L4)."""
    number = line.contract.contract_id
    if line.part == "return":
        return declared(context.read, context.book_id, number)[0]
    if line.part == "deposit":
        known = deposits(context.read, context.book_id, number)
        return known[0].tranche_id if len(known) == 1 else None
    return None


def _payable_fen(
    context: Context, line: PlannedLine, others: tuple[obligations.OtherLine, ...], due: int
) -> int:
    """Return what the books still owe on the account of a line, less what others ask for.

    A correction may have brought a payment of another contract here: it names no certificate of
    this one, and only the balance shows it. An advance is no debt and is bound by its cap, and
    capital by its plan.
    """
    number = line.contract.contract_id
    if line.part == "advance":
        return line.contract.advance_cap_fen
    if line.part == "capital":
        return due
    if line.part == "principal":
        asked = sum(o.amount_fen for o in others if o.is_pending and o.account == line.account)
        return max(0, debt_of(context, line.contract).left_fen - asked)
    pending = sum(o.amount_fen for o in others if o.is_pending and o.account == line.account)
    owed = -net_fen(context.read, context.book_id, number, line.account)
    return max(0, owed - pending)


def _due_fen(context: Context, line: PlannedLine, year: int) -> int:
    """Return all that may ever be paid on the obligation of a line so far."""
    if line.part == "capital":
        number = line.contract.contract_id
        return equity_due_fen(context.read, context.book_id, number, year)
    if line.part == "advance":
        return line.contract.advance_cap_fen
    if line.part == "retention":
        number = line.contract.contract_id
        return obligations.contract_sums(context.read, context.book_id, number).retained_fen
    if line.part in ("interest", "principal"):
        debt = debt_of(context, line.contract)
        return debt.accrued_fen if line.part == "interest" else debt.principal_fen
    if line.part == "return":
        return declared(context.read, context.book_id, line.contract.contract_id)[1]
    if line.part == "deposit":
        known = deposits(context.read, context.book_id, line.contract.contract_id)
        return sum(row.came_fen for row in known if row.account == line.account)
    certified = line.certificate_line
    if certified is None:
        return _opened_fen(context, line)
    return certified.labour_fen if line.part == "labour" else certified.due_fen


def _opened_fen(context: Context, line: PlannedLine) -> int:
    """Return what the opening left payable: its certificates are the old books' (case 13)."""
    contract = line.contract
    if line.certificate is not None or line.account != contract.obligation_account:
        return 0
    key = (context.book_id, contract.contract_id, line.account)
    return obligations.opened_payable_fen(context.read, *key)


def debt_of(context: Context, contract: Contract) -> DebtState:
    """Return the debt that is paid under a loan agreement: it has the agreement's number."""
    known = {state.debt_no: state for state in debts(context.read, context.book_id)}
    if contract.contract_no not in known:
        reason = "no debt of this number 没有与该合同同号的债务"
        raise BadInput(
            (Problem("debt", contract.contract_no, reason, "register it first 先登记债务"),)
        )
    return known[contract.contract_no]


def contract_facts(context: Context, contract: Contract, own: int) -> ContractFacts:
    """Return a contract with its sums and what other requests pay and hold under it."""
    number = contract.contract_id
    sums = obligations.contract_sums(context.read, context.book_id, number)
    others = obligations.other_lines(context.read, context.book_id, number, own)
    pending = [line for line in others if line.is_pending]
    plans = many(context.read, FundingPlan, **context.here, contract_id=number)
    retains = contract.retention_bp > 0
    acceptance = (
        accepted(context.read, context.book_id, contract.project_id, contract.sub_project_id)
        if retains
        else None
    )
    return ContractFacts(
        contract_id=number,
        no=contract.contract_no,
        kind=contract.kind,
        party_id=contract.party_id,
        payee_name=contract.payee_name,
        main_account=contract.payee_account,
        wage_account=contract.wage_account,
        account_hours=_account_hours(context, contract),
        price_fen=contract.price_fen + _principal_fen(context, contract),
        signed_on=contract.signed_on,
        variations_fen=sums.variations_fen,
        certified_fen=sums.certified_fen,
        paid_fen=sums.paid_fen + sum(line.amount_fen for line in pending),
        advance_paid_fen=sums.advance_paid_fen
        + sum(line.amount_fen for line in pending if line.account.startswith("1214")),
        recouped_fen=sums.recouped_fen,
        advance_cap_fen=contract.advance_cap_fen,
        recoup_bp=contract.recoup_bp,
        progress_bp=contract.progress_bp,
        retention_bp=contract.retention_bp,
        retention_held_fen=-net_fen(context.read, context.book_id, number, "230203"),
        accepted_on=acceptance.accepted_on if acceptance else None,
        defects_until_on=_defects_until(context, contract, acceptance),
        settled_fen=sums.certified_fen if sums.is_settled else None,
        performance_fen=contract.performance_fen,
        advance_guarantee_fen=contract.advance_guarantee_fen,
        plan_sources=tuple(sorted({plan.fund_source_id for plan in plans})) or None,
        section=_section(context, contract),
        is_ppp=contract.kind == "ppp",
    )


def _section(context: Context, contract: Contract) -> str | None:
    if contract.sub_project_id is None:
        return None
    key = {"sub_project_id": contract.sub_project_id}
    return need(context.read, SubProject, "section", **context.here, **key).code


def _defects_until(
    context: Context, contract: Contract, acceptance: Acceptance | None
) -> date | None:
    """Return when the defects period ends: as agreed, and not beyond its limit from acceptance."""
    if acceptance is None:
        return contract.defects_until_on
    days = context.parameters.days("retention.defects_max_days", acceptance.accepted_on)
    last_on = add_days(acceptance.accepted_on, days)
    return min(contract.defects_until_on or last_on, last_on)


def fee_facts(context: Context, case: Case) -> dict[str, int]:
    """Return the base of the management fee and what others pay of it; {} when none is paid."""
    if not any(line.cost_item in FEE_ITEMS for line in case.lines):
        return {}
    row = context.parameters.lookup("management_fee.excluded_words", case.value_date)
    place = (context.read, context.book_id, case.project.project_id)
    return {
        "fee_base_fen": base_fen(*place, row.value.split(",")),
        "fees_before_fen": asked_fen(*place, case.own),
    }


def _principal_fen(context: Context, contract: Contract) -> int:
    """Return what a loan agreement repays beside its price, which is its interest alone."""
    key = {"debt_no": contract.contract_no}
    debt = one(context.read, Debt, **context.here, **key) if contract.kind == "loan" else None
    return debt.principal_fen if debt is not None else 0


def _account_hours(context: Context, contract: Contract) -> int | None:
    """Return the age of the newest change of an account the contract pays to."""
    now = last_booked_at(context.read, context.book_id)
    ages = [
        registry.account_hours(context.read, contract.party_id, number, now)
        for number in (contract.payee_account, contract.wage_account)
        if number is not None
    ]
    return min((age for age in ages if age is not None), default=None)


def allotment_facts(
    context: Context, case: Case, tranches: tuple[TrancheFacts, ...]
) -> tuple[AllotmentFacts, ...]:
    """Return the allotments behind the tranches; what this request holds is still its own."""
    own: dict[int, int] = {}
    if case.is_held:
        for piece in case.slices:
            if piece.allotment_id is not None:
                own[piece.allotment_id] = own.get(piece.allotment_id, 0) + piece.amount_fen
    numbers = sorted({t.allotment_id for t in tranches if t.allotment_id is not None})
    out = []
    for number in numbers:
        row = need(context.read, Allotment, "allotment", **context.here, allotment_id=number)
        committed = purse.floor_fen(context.read, context.book_id, "9103", number)
        free = committed + own.get(number, 0)
        out.append(AllotmentFacts(allotment_id=number, no=row.allotment_no, free_fen=free))
    return tuple(out)


def budget_line_facts(
    context: Context, contracts: tuple[Contract, ...], own: int
) -> tuple[BudgetLineFacts, ...]:
    """Return the budget lines of the contracts with what is paid and asked for on them."""
    pending: dict[int, int] = {}
    for contract in contracts:
        others = obligations.other_lines(context.read, context.book_id, contract.contract_id, own)
        asked = sum(line.amount_fen for line in others if line.is_pending)
        number = contract.budget_line_id
        pending[number] = pending.get(number, 0) + asked
    out = []
    for number, asked in pending.items():
        row = need(context.read, BudgetLine, "budget line", **context.here, budget_line_id=number)
        out.append(
            BudgetLineFacts(
                budget_line_id=number,
                name=row.name,
                approved_fen=purse.approved_fen(context.read, context.book_id, number),
                paid_fen=obligations.budget_paid_fen(context.read, context.book_id, number) + asked,
            )
        )
    return tuple(out)


def certificate_facts(context: Context, case: Case) -> tuple[CertificateFacts, ...]:
    """Return the certificates the lines stand on, with labour that nobody has paid yet."""
    found: dict[int, Certificate] = {}
    labour: dict[int, int] = {}
    scored: set[int] = set()
    for line in case.lines:
        if line.certificate is not None and line.certificate_line is not None:
            number = line.certificate.certificate_id
            found[number] = line.certificate
            labour[number] = line.certificate_line.labour_fen
            if line.contract.kind == "ppp" and _is_scored(context, line.certificate):
                scored.add(number)
    out = []
    for number, certificate in found.items():
        others = obligations.other_lines(
            context.read, context.book_id, certificate.contract_id, case.own
        )
        paid = sum(
            o.amount_fen for o in others if o.certificate_id == number and o.account == "230206"
        )
        chief = _chief(context, case, certificate)
        out.append(
            CertificateFacts(
                certificate_id=number,
                no=str(certificate.certificate_no),
                contract_id=certificate.contract_id,
                signed_on=certificate.certified_on,
                signer=certificate.chief_engineer,
                signer_party_id=certificate.supervisor_id,
                labour_due_fen=labour[number] - paid,
                chief=chief.leader if chief else None,
                chief_party_id=chief.party_id if chief else None,
                is_scored=number in scored,
            )
        )
    return tuple(out)


def _chief(context: Context, case: Case, certificate: Certificate) -> Responsibility | None:
    """Return who supervised the certificate's section on the day it was signed."""
    contract = next(
        line.contract for line in case.lines if line.contract.contract_id == certificate.contract_id
    )
    place = (case.project.project_id, contract.sub_project_id, certificate.certified_on)
    return responsible.answering(context.read, context.book_id, *place).get("supervisor")


def _is_scored(context: Context, certificate: Certificate) -> bool:
    """Say whether a certificate came with a score: both stand in one act."""
    rows = scores(context.read, context.book_id, certificate.contract_id)
    return any(row.leaf_idx == certificate.leaf_idx for row in rows)


def invoice_facts(context: Context, case: Case) -> tuple[InvoiceFacts, ...]:
    """Return the invoices of the request with what others use of them."""
    out = []
    for use in case.invoices:
        invoice = use.invoice
        left = purse.invoice_left_fen(context.read, context.book_id, invoice.invoice_id)
        used = invoice.amount_fen - left
        mine = use.amount_fen if case.request is not None else 0
        out.append(
            InvoiceFacts(
                number=invoice.number,
                contract_id=invoice.contract_id,
                issuer_id=invoice.issuer_id,
                amount_fen=use.amount_fen,
                total_fen=invoice.amount_fen,
                used_fen=used - mine,
                state=invoice.state,
                verified_on=invoice.verified_on,
            )
        )
    return tuple(out)


def guarantee_facts(
    context: Context, contracts: tuple[Contract, ...]
) -> tuple[GuaranteeFacts, ...]:
    """Return the guarantees of the contracts as they stand: extended, claimed, not released."""
    return tuple(
        GuaranteeFacts(
            contract_id=row.contract_id,
            kind=row.kind,
            amount_fen=row.left_fen,
            expires_on=row.expires_on,
        )
        for contract in contracts
        for row in standing(context.read, context.book_id, contract.contract_id)
        if row.is_live
    )


def role_facts(context: Context, case: Case, codes: dict[int, str]) -> tuple[RoleFacts, ...]:
    """Return who answers for the project and its sections on the value date, by newest papers."""
    key = {"project_id": case.project.project_id}
    rows = many(context.read, Responsibility, **context.here, **key)
    begun = (row for row in rows if row.from_on <= case.value_date)
    return tuple(
        RoleFacts(
            role=row.role,
            party_id=row.party_id,
            leader=row.leader,
            letter_no=row.letter_no,
            authorisation_no=row.authorisation_no,
            section=codes[row.sub_project_id] if row.sub_project_id is not None else None,
        )
        for row in responsible.newest_of(begun)
    )


def section_codes(context: Context, case: Case) -> dict[int, str]:
    """Return the codes of the project's sections by their numbers."""
    key = {"project_id": case.project.project_id}
    rows = many(context.read, SubProject, **context.here, **key)
    return {row.sub_project_id: row.code for row in rows}


def finding_facts(context: Context, case: Case) -> tuple[HoldingFinding, ...]:
    """Return the open findings of inspections that hold the project's work payments."""
    rows = supervision.holding(context.read, context.book_id, case.project.project_id)
    return tuple(
        HoldingFinding(
            no=f"{row.inspection_id}-{row.n}",
            finding=row.finding,
            owner=row.owner,
            mend_by_on=row.mend_by_on,
        )
        for row in rows
    )


def interference_facts(context: Context, case: Case) -> tuple[InterferenceFacts, ...]:
    """Return the records of interference on the project, contracts, tenders, payees or request."""
    contracts = [line.contract for line in case.lines]
    what = interference.Touched(
        project_id=case.project.project_id,
        contracts=frozenset(row.contract_id for row in contracts),
        tenders=frozenset(row.tender_id for row in contracts if row.tender_id is not None),
        payees=frozenset(row.party_id for row in contracts if row.party_id is not None),
        payment_request_id=case.own,
    )
    made_at = case.request.leaf_idx if case.request is not None else None
    return tuple(
        InterferenceFacts(
            no=str(row.interference_id),
            is_cleared=row.cleared_leaf is not None,
            link=link,
            cleared_by=registry.name_of(context.read, row.cleared_by) if row.cleared_by else None,
            held_this=made_at is not None
            and row.cleared_leaf is not None
            and made_at < row.cleared_leaf,
        )
        for link, row in interference.touching(context.read, context.book_id, what)
    )


def household_facts(context: Context, case: Case) -> tuple[HouseholdFacts, ...]:
    """Return the households of a compensation request, and who else in any book is the same."""
    if case.kind != "compensation":
        return ()
    rows = households.owners(
        context.read, context.book_id, (line.contract.contract_id for line in case.lines)
    )
    hashes = (row.resident_hash for row in rows if row.resident_hash is not None)
    houses = (row.house_no for row in rows if row.house_no is not None)
    persons = households.same_person(context.read, hashes)
    homes = households.same_house(context.read, houses)

    def other(found: tuple[households.Agreed, ...], contract_id: int) -> tuple[str, str] | None:
        own = (context.book_id, contract_id)
        rest = (row.named for row in found if (row.book_id, row.contract_id) != own)
        return next(rest, None)

    return tuple(
        HouseholdFacts(
            contract_id=row.contract_id,
            contract_no=row.contract_no,
            owner_name=row.owner_name,
            same_person=other(persons.get(row.resident_hash or "", ()), row.contract_id),
            same_house=other(homes.get(row.house_no or "", ()), row.contract_id),
        )
        for row in rows
    )
