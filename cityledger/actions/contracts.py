"""Acts on agreements: contract, funding plan, variation, guarantee, invoice.

A subcontract names its main contract. It is the contractor's obligation, not ours: it is kept for
its parties and its share. Neither it nor a deposit agreement takes anything of the estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.appointments import is_legacy, judge_contract
from cityledger.actions.command import Command
from cityledger.actions.contracting_facts import (
    agreement_facts,
    cash_bond_fen,
    guarantee_facts,
    main_contract,
    problems_of,
)
from cityledger.actions.draft import Context, Draft, Voucher, form
from cityledger.controls import contracting
from cityledger.controls.contract import ContractTerms, PlanFacts, check, check_amended
from cityledger.controls.guarantee import VariationFacts, check_new, check_variation
from cityledger.kernel.costs import CLASSES
from cityledger.kernel.errors import BadInput, Finding, Problem
from cityledger.model.contracts import Contract, Guarantee, Invoice, Variation
from cityledger.model.funding import Allotment, FundingPlan, FundSource
from cityledger.model.instruments import Debt
from cityledger.model.parties import Party
from cityledger.model.projects import ApprovalDocument, BudgetLine, Project, SubProject
from cityledger.model.tenders import Tender
from cityledger.views import periods, purse, registry
from cityledger.views.contract_state import contract_state
from cityledger.views.find import many, need, next_id, one

if TYPE_CHECKING:
    from datetime import date


AS_WRITTEN = (
    "kind", "contract_no", "name", "payee_account", "wage_account", "price_fen", "signed_on",
    "defects_until_on", "cost_item", "advance_cap_fen", "recoup_bp", "retention_bp", "labour_bp",
    "progress_bp", "performance_fen", "advance_guarantee_fen", "delivery_mode", "starts_on",
    "ends_on", "pay_days",
)  # fmt: skip
"""What a contract's row takes from its command as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a source is to pay of a contract in a fiscal year; covered if an allotment is named."""

    source: str
    fiscal_year: int
    amount_fen: int
    allotment: str | None = None


@dataclass(frozen=True, kw_only=True)
class SignContract(Command):
    """Sign a contract; its price never changes, a variation changes what may be certified.

    `payee_account` and `wage_account` must be registered accounts of the party. Shares are basis
    points of each certificate: `recoup_bp` of the advance, `retention_bp` kept back, `labour_bp`
    to the wage account; `progress_bp` is payable before settlement. `performance_fen` and
    `advance_guarantee_fen` are the guarantees a payment needs to be in force. `tender` is the
    tender it comes from. A subcontract names `main_contract` and says in `delivery_mode` which
    part it takes (labour, specialist, main_structure). `contractor_funds` says that the paper has
    the contractor advance the money; `pay_days` is the time to pay that it agrees.
    """

    act: ClassVar[str] = "contract.sign"
    is_opening: ClassVar[bool] = False
    contract_no: str
    project: str
    kind: str
    name: str
    party_id: str
    payee_account: str
    price_fen: int
    signed_on: date
    budget_line: str
    section: str | None = None
    wage_account: str | None = None
    defects_until_on: date | None = None
    cost_item: str | None = None
    advance_cap_fen: int = 0
    recoup_bp: int = 0
    retention_bp: int = 0
    labour_bp: int = 0
    progress_bp: int = 10_000
    performance_fen: int = 0
    advance_guarantee_fen: int = 0
    plans: tuple[Plan, ...] = ()
    tender: str | None = None
    delivery_mode: str | None = None
    main_contract: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    pay_days: int | None = None
    contractor_funds: bool = False


@dataclass(frozen=True, kw_only=True)
class AmendPlan(Command):
    """Add sources to the funding plan of a contract."""

    act: ClassVar[str] = "plan.amend"
    contract: str
    plans: tuple[Plan, ...]
    value_date: date


@dataclass(frozen=True, kw_only=True)
class ApproveVariation(Command):
    """Approve a change of price by its document; downward amounts are negative.

    `worked_on` is the day the changed work begins; `authority_doc` is the registered paper that
    lets the increases go beyond their share of the price.
    """

    act: ClassVar[str] = "variation.approve"
    is_opening: ClassVar[bool] = False
    contract: str
    doc_no: str
    amount_fen: int
    approved_on: date
    reason: str
    kind: str | None = None
    worked_on: date | None = None
    authority_doc: str | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterGuarantee(Command):
    """Register a letter, insurance or deposit that secures a contract."""

    act: ClassVar[str] = "guarantee.register"
    contract: str
    kind: str
    form: str
    issuer: str
    letter_no: str
    amount_fen: int
    valid_from: date
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class RegisterInvoice(Command):
    """Register a tax invoice under a contract; `verified_on` when the tax platform confirmed it."""

    act: ClassVar[str] = "invoice.register"
    contract: str
    number: str
    amount_fen: int
    issued_on: date
    code: str = ""
    issuer_id: str | None = None
    verified_on: date | None = None
    state: str = "normal"


def contract_by_no(context: Context, contract_no: str) -> Contract:
    """Return a contract of this book by its number; BadInput if there is none."""
    return need(context.read, Contract, "contract", **context.here, contract_no=contract_no)


@form(SignContract)
def sign_contract(context: Context, command: SignContract) -> Draft:
    """Draw up a contract: § D9112 C9114 (line) price, D9102 C9103 (allotment) cover (case 2)."""
    if one(context.read, Contract, **context.here, contract_no=command.contract_no):
        reason = "合同编号已登记 is registered already"
        raise BadInput((Problem("contract", command.contract_no, reason),))
    project = need(context.read, Project, "project", **context.here, code=command.project)
    line = need(
        context.read,
        BudgetLine,
        "budget line",
        **context.here,
        project_id=project.project_id,
        code=command.budget_line,
    )
    party = need(context.read, Party, "party", party_id=command.party_id)
    main = main_contract(context, command.main_contract)
    if problems := problems_of(command, main, project):
        raise BadInput(problems)
    draft = Draft(findings=_findings(context, command, line, party))
    draft.findings += judge_contract(context, project.project_id, command)
    number = next_id(context.read, Contract, "contract_id", context.book_id)
    draft.add(
        "contract",
        contract_id=number,
        project_id=project.project_id,
        sub_project_id=_section(context, project, command.section),
        party_id=party.party_id,
        payee_name=party.name,
        payee_bank=_bank(context, party, command.payee_account),
        budget_line_id=line.budget_line_id,
        obligation_account=CLASSES[line.cost_class].payable_account,
        advance_account=CLASSES[line.cost_class].advance_account,
        tender_id=_tender_id(context, command.tender),
        main_contract_id=main.contract_id if main else None,
        **{name: getattr(command, name) for name in AS_WRITTEN},
    )
    if main is not None or command.kind == "deposit":
        return draft
    with draft.voucher("转", command.signed_on, f"签订合同 {command.name}") as voucher:
        names = {
            "budget_line_id": line.budget_line_id,
            "project_id": project.project_id,
            "contract_id": number,
        }
        voucher.debit("9112", command.price_fen, **names)
        voucher.credit("9114", command.price_fen, **names)
        add_plans(context, draft, voucher, (number, project.project_id, 1), command.plans)
    return draft


def _tender_id(context: Context, tender_no: str | None) -> int | None:
    if tender_no is None:
        return None
    key = {"tender_no": tender_no}
    return need(context.read, Tender, "tender", **context.here, **key).tender_id


def _findings(
    context: Context, command: SignContract, line: BudgetLine, party: Party
) -> list[Finding]:
    """Return what the terms break, then what the way to the contract breaks.

    What was signed before this ledger began is entered as it is: its tender is in other files.
    """
    found: list[Finding] = []
    if command.main_contract is None and command.kind != "deposit":
        found += check(_terms(context, command, line), context.parameters)
    if not is_legacy(context, command):
        facts = agreement_facts(context, command, line.project_id, party)
        found += contracting.check(facts, context.parameters)
    return found


def _terms(context: Context, command: SignContract, line: BudgetLine) -> ContractTerms:
    """Return the terms as the rules see them, with what line and allotments have free."""
    return ContractTerms(
        kind=command.kind,
        signed_on=command.signed_on,
        price_fen=command.price_fen,
        budget_line=line.name,
        line_free_fen=purse.floor_fen(context.read, context.book_id, "9112", line.budget_line_id),
        advance_cap_fen=command.advance_cap_fen,
        recoup_bp=command.recoup_bp,
        progress_bp=command.progress_bp,
        retention_bp=command.retention_bp,
        labour_bp=command.labour_bp,
        wage_account=command.wage_account,
        performance_fen=command.performance_fen,
        cash_bond_fen=cash_bond_fen(context, command),
        plans=_plan_facts(context, command.plans),
    )


def _plan_facts(context: Context, plans: tuple[Plan, ...]) -> tuple[PlanFacts, ...]:
    out = []
    for plan in plans:
        free = 0
        if plan.allotment is not None:
            key = {"allotment_no": plan.allotment}
            allotment = need(context.read, Allotment, "allotment", **context.here, **key)
            free = purse.floor_fen(context.read, context.book_id, "9102", allotment.allotment_id)
        out.append(PlanFacts(amount_fen=plan.amount_fen, allotment=plan.allotment, free_fen=free))
    return tuple(out)


def _section(context: Context, project: Project, code: str | None) -> int | None:
    if code is None:
        return None
    names = {"project_id": project.project_id, "code": code}
    return need(context.read, SubProject, "section", **context.here, **names).sub_project_id


def _bank(context: Context, party: Party, account_no: str) -> str:
    for account in registry.party_accounts(context.read, party.party_id):
        if account.account_no == account_no:
            return account.bank_name
    reason = f"no registered account of {party.name} 不是该单位登记的账户"
    raise BadInput((Problem("payee account", account_no, reason, "register it first 先登记账户"),))


def add_plans(
    context: Context,
    draft: Draft,
    voucher: Voucher,
    place: tuple[int, int, int],
    plans: tuple[Plan, ...],
) -> None:
    """Add a contract's funding plan; `place` is (contract, project, first number of the plan)."""
    contract_id, project_id, first = place
    for n, plan in enumerate(plans, first):
        source = need(context.read, FundSource, "fund source", **context.here, name=plan.source)
        allotment_id = None
        if plan.allotment is not None:
            allotment = need(
                context.read, Allotment, "allotment", **context.here, allotment_no=plan.allotment
            )
            allotment_id = allotment.allotment_id
            names = {"allotment_id": allotment_id, "project_id": project_id}
            voucher.debit("9102", plan.amount_fen, contract_id=contract_id, **names)
            voucher.credit("9103", plan.amount_fen, contract_id=contract_id, **names)
        draft.add(
            "funding_plan",
            contract_id=contract_id,
            n=n,
            project_id=project_id,
            fund_source_id=source.fund_source_id,
            allotment_id=allotment_id,
            fiscal_year=plan.fiscal_year,
            amount_fen=plan.amount_fen,
        )


def _gap_fen(context: Context, contract: Contract) -> int:
    """Return what nothing pays or covers; a loan repays its principal beside its price."""
    state = contract_state(context.read, context.book_id, contract.contract_id)
    if state is None or contract.kind != "loan":
        return state.gap_fen if state is not None else 0
    debt = one(context.read, Debt, **context.here, debt_no=contract.contract_no)
    principal = debt.principal_fen if debt is not None else 0
    return max(0, state.total_fen + principal - state.covered_fen)


@form(AmendPlan)
def amend_plan(context: Context, command: AmendPlan) -> Draft:
    """Draw up further sources of a contract."""
    contract = contract_by_no(context, command.contract)
    known = many(context.read, FundingPlan, **context.here, contract_id=contract.contract_id)
    gap = _gap_fen(context, contract)
    plans = _plan_facts(context, command.plans)
    draft = Draft(findings=list(check_amended(contract.contract_no, plans, gap)))
    with draft.voucher("转", command.value_date, f"调整资金计划 {contract.name}") as voucher:
        place = (contract.contract_id, contract.project_id, len(known) + 1)
        add_plans(context, draft, voucher, place, command.plans)
    return draft


@form(ApproveVariation)
def approve_variation(context: Context, command: ApproveVariation) -> Draft:
    """Draw up a variation: § D9112 C9114 (line) by its amount."""
    contract = contract_by_no(context, command.contract)
    known = many(context.read, Variation, **context.here, contract_id=contract.contract_id)
    draft = Draft()
    reason = command.reason
    if command.authority_doc is not None:
        key = {"doc_no": command.authority_doc}
        need(context.read, ApprovalDocument, "approval document", **context.here, **key)
        reason = f"{command.reason}(批准文件 {command.authority_doc})"
    if not _is_of_books_before(context, command, contract):
        facts = _variation_facts(context, command, contract, known)
        draft.findings += check_variation(facts, context.parameters)
    draft.add(
        "variation",
        contract_id=contract.contract_id,
        n=len(known) + 1,
        doc_no=command.doc_no,
        amount_fen=command.amount_fen,
        approved_on=command.approved_on,
        reason=reason,
        kind=command.kind,
        worked_on=command.worked_on,
    )
    names = {
        "budget_line_id": contract.budget_line_id,
        "project_id": contract.project_id,
        "contract_id": contract.contract_id,
    }
    with draft.voucher("转", command.approved_on, f"工程变更 {command.doc_no}") as voucher:
        voucher.debit("9112", command.amount_fen, **names)
        voucher.credit("9114", command.amount_fen, **names)
    return draft


def _is_of_books_before(context: Context, command: ApproveVariation, contract: Contract) -> bool:
    """Say whether a variation is one of the books before: it says so, and both days agree."""
    begins_on = periods.begins_on(context.read, context.book_id)
    return command.is_opening and max(command.approved_on, contract.signed_on) < begins_on


def _variation_facts(
    context: Context, command: ApproveVariation, contract: Contract, known: tuple[Variation, ...]
) -> VariationFacts:
    key = {"budget_line_id": contract.budget_line_id}
    line = need(context.read, BudgetLine, "budget line", **context.here, **key)
    free = purse.floor_fen(context.read, context.book_id, "9112", contract.budget_line_id)
    return VariationFacts(
        contract=contract.contract_no,
        amount_fen=command.amount_fen,
        approved_on=command.approved_on,
        price_fen=contract.price_fen,
        budget_line=line.name,
        line_free_fen=free,
        before_fen=sum(row.amount_fen for row in known if row.amount_fen > 0),
        worked_on=command.worked_on,
        has_document=command.authority_doc is not None,
    )


@form(RegisterGuarantee)
def register_guarantee(context: Context, command: RegisterGuarantee) -> Draft:
    """Draw up a guarantee: § D9201 C9291 (walkthrough case 15).

    A deposit in cash is a debt of ours on 2307 from the day it comes in, so memo leaves it out.
    """
    contract = contract_by_no(context, command.contract)
    facts = guarantee_facts(context, contract, command)
    draft = Draft(findings=list(check_new(facts, context.parameters)))
    draft.add(
        "guarantee",
        guarantee_id=next_id(context.read, Guarantee, "guarantee_id", context.book_id),
        contract_id=contract.contract_id,
        kind=command.kind,
        form=command.form,
        issuer=command.issuer,
        letter_no=command.letter_no,
        amount_fen=command.amount_fen,
        valid_from=command.valid_from,
        expires_on=command.expires_on,
    )
    if command.form == "cash":
        return draft
    names = {"contract_id": contract.contract_id, "project_id": contract.project_id}
    with draft.voucher("转", command.valid_from, f"收到保函 {command.letter_no}") as voucher:
        voucher.debit("9201", command.amount_fen, **names)
        voucher.credit("9291", command.amount_fen, **names)
    return draft


@form(RegisterInvoice)
def register_invoice(context: Context, command: RegisterInvoice) -> Draft:
    """Draw up an invoice; the same number twice in a book is refused."""
    contract = contract_by_no(context, command.contract)
    issuer = command.issuer_id or contract.party_id
    if issuer is None:
        reason = "a household issues no invoice 被征收户不开具发票"
        raise BadInput((Problem("contract", command.contract, reason),))
    need(context.read, Party, "party", party_id=issuer)
    draft = Draft()
    known = {"code": command.code, "number": command.number}
    if one(context.read, Invoice, **context.here, **known):
        draft.find("invoice.duplicate", number=command.number)
    draft.add(
        "invoice",
        invoice_id=next_id(context.read, Invoice, "invoice_id", context.book_id),
        contract_id=contract.contract_id,
        issuer_id=issuer,
        code=command.code,
        number=command.number,
        amount_fen=command.amount_fen,
        issued_on=command.issued_on,
        verified_on=command.verified_on,
        state=command.state,
    )
    return draft
