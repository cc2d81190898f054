"""Facts of a certificate as cost of its project: what its lines charge, and the fees so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.chargeable import ChargedCost, ChargedLine
from cityledger.kernel import costs, words
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.contracts import Invoice
from cityledger.model.projects import ApprovalDocument, Project
from cityledger.views.closing import accepted
from cityledger.views.find import many, need
from cityledger.views.guarantees import standing
from cityledger.views.management_fee import ITEMS, ManagementFee, management_fee
from cityledger.views.obligations import contract_sums

if TYPE_CHECKING:
    from cityledger.actions.certificates import Measured, SignCertificate
    from cityledger.actions.draft import Context
    from cityledger.model.contracts import Contract
    from cityledger.model.projects import BudgetLine

NO_FEE = ManagementFee(0, 0, 0)


def charged_cost(
    context: Context,
    contract: Contract,
    line: BudgetLine,
    command: SignCertificate,
    retained_fen: int,
) -> ChargedCost:
    """Return a certificate as cost; only one that charges fees asks for those so far."""
    items = [item.cost_item or contract.cost_item or line.cost_class for item in command.lines]
    _known(items)
    key = {"project_id": contract.project_id}
    project = need(context.read, Project, "project", **context.here, **key)
    acceptance = accepted(
        context.read, context.book_id, contract.project_id, contract.sub_project_id
    )
    has_fees = any(item in ITEMS for item in items)
    fee = _fee(context, contract, command) if has_fees else NO_FEE
    bond, kind = _bond(context, contract, command) if retained_fen > 0 else (0, ("", ""))
    gross = sum(item.gross_fen for item in command.lines)
    return ChargedCost(
        contract=contract.contract_no,
        project=project.code,
        certified_on=command.certified_on,
        budget_line=line.name,
        cost_class=line.cost_class,
        agreed_item=contract.cost_item,
        lines=tuple(
            _line(context, n, item, code)
            for n, (item, code) in enumerate(zip(command.lines, items, strict=True), 1)
        ),
        is_late_allowed=command.kind == "settlement",
        usable_on=acceptance.usable_on if acceptance else None,
        invoiced_fen=_invoiced_fen(context, contract) if has_fees else 0,
        certified_fen=_certified_fen(context, contract) + gross if has_fees else 0,
        fee_base_fen=fee.base_fen,
        fees_fen=fee.fees_fen,
        entertainment_fen=fee.entertainment_fen,
        is_subcontract=contract.main_contract_id is not None,
        retained_fen=retained_fen,
        bond_fen=bond,
        bond_kind=kind,
    )


def _known(items: list[str]) -> None:
    problems = tuple(
        Problem("cost item", item, "不是费用项目 is no cost item")
        for item in items
        if costs.form_item(item) not in costs.ITEMS and item not in costs.CLASSES
    )
    if problems:
        raise BadInput(problems)


def _line(context: Context, n: int, item: Measured, code: str) -> ChargedLine:
    if item.basis is not None:
        key = {"doc_no": item.basis}
        need(context.read, ApprovalDocument, "approval document", **context.here, **key)
    return ChargedLine(
        n=n,
        cost_item=code,
        gross_fen=item.gross_fen,
        is_levy=item.is_levy,
        caused_by=item.caused_by or "",
        has_basis=item.basis is not None,
        other_project=item.for_project or "",
    )


def _fee(context: Context, contract: Contract, command: SignCertificate) -> ManagementFee:
    row = context.parameters.lookup("management_fee.excluded_words", command.certified_on)
    excluded = row.value.split(",")
    return management_fee(context.read, context.book_id, contract.project_id, excluded)


def _invoiced_fen(context: Context, contract: Contract) -> int:
    """Return the verified invoices of a contract that stand."""
    key = {"contract_id": contract.contract_id}
    return sum(
        row.amount_fen
        for row in many(context.read, Invoice, **context.here, **key)
        if row.verified_on is not None and row.state in ("normal", "partly_red")
    )


def _certified_fen(context: Context, contract: Contract) -> int:
    return contract_sums(context.read, context.book_id, contract.contract_id).certified_fen


def _bond(
    context: Context, contract: Contract, command: SignCertificate
) -> tuple[int, tuple[str, str]]:
    """Return what is held that excludes a retention, and its kind in both languages."""
    row = context.parameters.lookup("guarantee.excludes_retention_forms", command.certified_on)
    forms = row.value.split(",")
    for held in standing(context.read, context.book_id, contract.contract_id):
        excludes = held.kind == "quality" or (held.kind == "performance" and held.form in forms)
        if excludes and held.is_live and held.expires_on >= command.certified_on:
            name = f"guarantee_kind.{held.kind}"
            return held.left_fen, (words.term(name), words.term(name, "en"))
    return 0, ("", "")
