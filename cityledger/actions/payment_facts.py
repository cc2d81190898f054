"""Facts of the payment gate that come from contracts, certificates, invoices and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.facts import (
    AllotmentFacts,
    BudgetLineFacts,
    CertificateFacts,
    ContractFacts,
    GuaranteeFacts,
    HouseholdFacts,
    InterferenceFacts,
    InvoiceFacts,
    LineFacts,
    RoleFacts,
    TrancheFacts,
)
from cityledger.model.contracts import Certificate, Contract, Guarantee
from cityledger.model.funding import Allotment, FundingPlan
from cityledger.model.oversight import Interference, InterferenceClearance
from cityledger.model.projects import FIVE_ROLES, BudgetLine, Responsibility
from cityledger.views import households, obligations, purse, registry
from cityledger.views.acts import last_booked_at
from cityledger.views.contract_state import net_fen
from cityledger.views.find import many, need, one

if TYPE_CHECKING:
    from cityledger.actions.draft import Context
    from cityledger.actions.payment_case import Case
    from cityledger.actions.payment_plan import PlannedLine


def line_facts(context: Context, kind: str, line: PlannedLine, own: int) -> LineFacts:
    """Return a line with what may be paid on its obligation and what others pay of it."""
    contract = line.contract
    others = obligations.other_lines(context.read, context.book_id, contract.contract_id, own)
    key = {"budget_line_id": contract.budget_line_id}
    budget = need(context.read, BudgetLine, "budget line", **context.here, **key)
    due = _due_fen(context, line)
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
        paid_before_fen=max(by_lines, due - _payable_fen(context, line, others)),
        certificate_id=certificate_id,
        certificate_n=certificate_n,
        budget_line_id=contract.budget_line_id,
        cost_class=budget.cost_class,
        cost_item=line.cost_item,
        payee_id=contract.party_id,
    )


def _payable_fen(
    context: Context, line: PlannedLine, others: tuple[obligations.OtherLine, ...]
) -> int:
    """Return what the books still owe on the account of a line, less what others ask for.

    A correction may have brought a payment of another contract here: it names no certificate of
    this one, and only the balance shows it. An advance is no debt and is bound by its cap.
    """
    number = line.contract.contract_id
    if line.part == "advance":
        return line.contract.advance_cap_fen
    pending = sum(o.amount_fen for o in others if o.is_pending and o.account == line.account)
    owed = -net_fen(context.read, context.book_id, number, line.account)
    return max(0, owed - pending)


def _due_fen(context: Context, line: PlannedLine) -> int:
    """Return all that may ever be paid on the obligation of a line so far."""
    if line.part == "advance":
        return line.contract.advance_cap_fen
    if line.part == "retention":
        number = line.contract.contract_id
        return obligations.contract_sums(context.read, context.book_id, number).retained_fen
    certified = line.certificate_line
    if certified is None:
        return 0
    return certified.labour_fen if line.part == "labour" else certified.due_fen


def contract_facts(context: Context, contract: Contract, own: int) -> ContractFacts:
    """Return a contract with its sums and what other requests pay and hold under it."""
    number = contract.contract_id
    sums = obligations.contract_sums(context.read, context.book_id, number)
    others = obligations.other_lines(context.read, context.book_id, number, own)
    pending = [line for line in others if line.is_pending]
    plans = many(context.read, FundingPlan, **context.here, contract_id=number)
    return ContractFacts(
        contract_id=number,
        no=contract.contract_no,
        party_id=contract.party_id,
        payee_name=contract.payee_name,
        main_account=contract.payee_account,
        wage_account=contract.wage_account,
        account_hours=_account_hours(context, contract),
        price_fen=contract.price_fen,
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
        defects_until_on=contract.defects_until_on,
        settled_fen=sums.certified_fen if sums.is_settled else None,
        performance_fen=contract.performance_fen,
        advance_guarantee_fen=contract.advance_guarantee_fen,
        plan_sources=tuple(sorted({plan.fund_source_id for plan in plans})) or None,
    )


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
                approved_fen=row.amount_fen,
                paid_fen=obligations.budget_paid_fen(context.read, context.book_id, number) + asked,
            )
        )
    return tuple(out)


def certificate_facts(context: Context, case: Case) -> tuple[CertificateFacts, ...]:
    """Return the certificates the lines stand on, with labour that nobody has paid yet."""
    found: dict[int, Certificate] = {}
    labour: dict[int, int] = {}
    for line in case.lines:
        if line.certificate is not None and line.certificate_line is not None:
            number = line.certificate.certificate_id
            found[number] = line.certificate
            labour[number] = line.certificate_line.labour_fen
    out = []
    for number, certificate in found.items():
        others = obligations.other_lines(
            context.read, context.book_id, certificate.contract_id, case.own
        )
        paid = sum(
            o.amount_fen for o in others if o.certificate_id == number and o.account == "230206"
        )
        out.append(
            CertificateFacts(
                certificate_id=number,
                no=str(certificate.certificate_no),
                contract_id=certificate.contract_id,
                signed_on=certificate.certified_on,
                signer=certificate.chief_engineer,
                signer_party_id=certificate.supervisor_id,
                labour_due_fen=labour[number] - paid,
            )
        )
    return tuple(out)


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
    """Return the guarantees of the contracts."""
    return tuple(
        GuaranteeFacts(
            contract_id=row.contract_id,
            kind=row.kind,
            amount_fen=row.amount_fen,
            expires_on=row.expires_on,
        )
        for contract in contracts
        for row in many(context.read, Guarantee, **context.here, contract_id=contract.contract_id)
    )


def role_facts(context: Context, case: Case) -> tuple[RoleFacts, ...]:
    """Return who answers for the project on the value date: the newest papers of each role."""
    key = {"project_id": case.project.project_id}
    newest: dict[str, Responsibility] = {}
    for row in many(context.read, Responsibility, **context.here, **key):
        if row.from_on <= case.value_date:
            newest[row.role] = row
    return tuple(
        RoleFacts(
            role=role,
            party_id=newest[role].party_id,
            leader=newest[role].leader,
            letter_no=newest[role].letter_no,
            authorisation_no=newest[role].authorisation_no,
        )
        for role in FIVE_ROLES
        if role in newest
    )


def interference_facts(context: Context, case: Case) -> tuple[InterferenceFacts, ...]:
    """Return the records of interference on the project or on one of the contracts."""
    contracts = {line.contract.contract_id for line in case.lines}
    key = {"project_id": case.project.project_id}
    rows = many(context.read, Interference, **context.here, **key)
    out = []
    for row in rows:
        if row.contract_id is None or row.contract_id in contracts:
            number = {"interference_id": row.interference_id}
            cleared = one(context.read, InterferenceClearance, **context.here, **number)
            out.append(InterferenceFacts(no=str(row.interference_id), is_cleared=bool(cleared)))
    return tuple(out)


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
