"""Facts of contracts and guarantees for their rules: the tender behind, the contract above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.controls.contracting import (
    SUB_SCOPES,
    SUBJECTS,
    AgreementFacts,
    AwardedTender,
    MainContract,
)
from cityledger.controls.guarantee import NewGuarantee
from cityledger.controls.tender import must_tender_fen
from cityledger.kernel import words
from cityledger.kernel.errors import Problem
from cityledger.model.contracts import Contract
from cityledger.model.tenders import Bid, Tender, TenderAward
from cityledger.views import registry
from cityledger.views.contract_state import net_fen
from cityledger.views.find import many, need, one
from cityledger.views.guarantees import standing
from cityledger.views.obligations import contract_sums
from cityledger.views.tenders import is_qualified

if TYPE_CHECKING:
    from cityledger.actions.contracts import RegisterGuarantee, SignContract
    from cityledger.actions.draft import Context
    from cityledger.actions.funding import ReceiveDeposit
    from cityledger.model.parties import Party
    from cityledger.model.projects import Project


def main_contract(context: Context, contract_no: str | None) -> Contract | None:
    """Return the contract a subcontract stands under; BadInput if there is no such contract."""
    if contract_no is None:
        return None
    return need(context.read, Contract, "contract", **context.here, contract_no=contract_no)


def problems_of(
    command: SignContract, main: Contract | None, project: Project
) -> tuple[Problem, ...]:
    """Return what no subcontract can have: terms of ours, another project, no scope."""
    if main is None:
        return ()
    out = []
    if main.project_id != project.project_id:
        reason = "主合同不在本项目 the main contract is of another project"
        out.append(Problem("main contract", main.contract_no, reason))
    if command.delivery_mode not in SUB_SCOPES:
        reason = f"one of 取值: {', '.join(SUB_SCOPES)}"
        out.append(Problem("delivery mode", str(command.delivery_mode), reason))
    ours = (command.advance_cap_fen, command.retention_bp, command.performance_fen, command.plans)
    if any(ours):
        reason = "分包合同由总包付款,不设预付款、质保金、担保和资金计划 we pay no subcontractor"
        out.append(Problem("contract", command.contract_no, reason))
    return tuple(out)


def agreement_facts(
    context: Context, command: SignContract, project_id: int, party: Party
) -> AgreementFacts:
    """Return how a contract comes about: its tender, its main contract, its untendered likes."""
    return AgreementFacts(
        kind=command.kind,
        party_id=party.party_id,
        party=party.name,
        price_fen=command.price_fen,
        signed_on=command.signed_on,
        tender=_tender(context, command, project_id, party),
        direct_fen=_direct_fen(context, command, project_id),
        is_sme=party.is_sme == 1,
        pay_days=command.pay_days,
        contractor_funds=command.contractor_funds,
        ends_on=command.ends_on,
        defects_until_on=command.defects_until_on,
        main=_main(context, command.main_contract),
        sub_scope=command.delivery_mode,
    )


def _direct_fen(context: Context, command: SignContract, project_id: int) -> int:
    """Return the prices of the project's contracts of a kind that no public tender stands behind.

    One above the threshold by itself was signed before this ledger began, or has its paper.
    """
    subject = SUBJECTS.get(command.kind)
    if subject is None:
        return 0
    limit = must_tender_fen(subject, context.parameters, command.signed_on)
    key = {"project_id": project_id, "kind": command.kind}
    return sum(
        row.price_fen
        for row in many(context.read, Contract, **context.here, **key)
        if row.main_contract_id is None
        and row.price_fen < limit
        and _is_direct(context, row.tender_id)
    )


def _is_direct(context: Context, tender_id: int | None) -> bool:
    """Say whether a contract came of no tender, or of one that was neither public nor exempt."""
    if tender_id is None:
        return True
    tender = need(context.read, Tender, "tender", **context.here, tender_id=tender_id)
    return tender.method != "public" and tender.exempt_doc_no is None


def _tender(
    context: Context, command: SignContract, project_id: int, party: Party
) -> AwardedTender | None:
    if command.tender is None:
        return None
    key = {"tender_no": command.tender}
    tender = need(context.read, Tender, "tender", **context.here, **key)
    number = {"tender_id": tender.tender_id}
    award = one(context.read, TenderAward, **context.here, **number)
    facts = {
        "tender_no": tender.tender_no,
        "is_ours": tender.project_id == project_id,
        "subject": tender.subject,
        "is_public": not _is_direct(context, tender.tender_id),
        "is_qualified": is_qualified(context.read, tender, party.party_id, command.signed_on),
        "required": _required(tender),
    }
    if award is None:
        return AwardedTender(**facts)  # type: ignore[arg-type]
    bid = need(context.read, Bid, "bid", **context.here, **number, n=award.n)
    winner = registry.party(context.read, bid.party_id)
    signed = many(context.read, Contract, **context.here, **number)
    used = next((row for row in signed if row.kind != "deposit"), None)
    return AwardedTender(
        **facts,  # type: ignore[arg-type]
        winner_id=bid.party_id,
        winner=winner.name if winner is not None else bid.party_id,
        bid_fen=bid.price_fen,
        noticed_on=award.noticed_on,
        used_by=used.contract_no if used is not None else None,
    )


def _required(tender: Tender) -> tuple[str, str]:
    if tender.required_role is None:
        return "", ""
    grade = tender.required_grade or ""
    zh = f"{words.term(tender.required_role)}{grade}"
    return zh, f"{words.term(tender.required_role, 'en')} {grade}".strip()


def _main(context: Context, contract_no: str | None) -> MainContract | None:
    main = main_contract(context, contract_no)
    if main is None:
        return None
    number = main.contract_id
    subs = many(context.read, Contract, **context.here, main_contract_id=number)
    varied = contract_sums(context.read, context.book_id, number).variations_fen
    return MainContract(
        contract_no=main.contract_no,
        limit_fen=main.price_fen + varied,
        subs_fen=sum(row.price_fen for row in subs),
        is_subcontract=main.main_contract_id is not None,
    )


def cash_bond_fen(context: Context, command: SignContract) -> int:
    """Return the performance bond held in cash by the deposit agreements of the same tender."""
    if command.tender is None:
        return 0
    key = {"tender_no": command.tender}
    tender = need(context.read, Tender, "tender", **context.here, **key)
    names = {"tender_id": tender.tender_id, "party_id": command.party_id, "kind": "deposit"}
    return sum(
        -net_fen(context.read, context.book_id, row.contract_id, "230702")
        for row in many(context.read, Contract, **context.here, **names)
    )


DEPOSIT_KINDS = {"230701": "bid", "230702": "performance", "230703": "wage"}


def deposit_facts(context: Context, agreement: Contract, command: ReceiveDeposit) -> NewGuarantee:
    """Return a deposit in cash beside the others of its tender, depositor and kind.

    A bid bond is a share of the estimate, a performance bond one of the price of the contract
    that came of the tender. Without a tender only the agreement bounds it.
    """
    kind = DEPOSIT_KINDS[command.account]
    same: tuple[Contract, ...] = (agreement,)
    price, retention = None, 0
    if agreement.tender_id is not None:
        key = {"tender_id": agreement.tender_id}
        rows = many(context.read, Contract, **context.here, **key, party_id=agreement.party_id)
        same = tuple(row for row in rows if row.kind == "deposit")
        signed = next((row for row in rows if row.kind != "deposit"), None)
        if kind == "bid":
            price = need(context.read, Tender, "tender", **context.here, **key).estimate_fen
        elif signed is not None:
            price, retention = signed.price_fen, signed.retention_bp
    return NewGuarantee(
        kind=kind,
        form="cash",
        amount_fen=command.amount_fen,
        valid_from=command.received_on,
        price_fen=price,
        retention_bp=retention if kind == "performance" else 0,
        held_fen=sum(
            -net_fen(context.read, context.book_id, row.contract_id, command.account)
            for row in same
        ),
    )


def guarantee_facts(
    context: Context, contract: Contract, command: RegisterGuarantee
) -> NewGuarantee:
    """Return a guarantee about to be registered, beside the live ones of its kind."""
    return NewGuarantee(
        kind=command.kind,
        form=command.form,
        amount_fen=command.amount_fen,
        valid_from=command.valid_from,
        price_fen=None if contract.kind == "deposit" else contract.price_fen,
        retention_bp=contract.retention_bp,
        held_fen=_held_fen(context, contract, command),
    )


def _held_fen(context: Context, contract: Contract, command: RegisterGuarantee) -> int:
    """Return what is held in cash of a kind: cash adds up, a letter follows an earlier one."""
    if command.form != "cash":
        return 0
    return sum(
        row.left_fen
        for row in standing(context.read, context.book_id, contract.contract_id)
        if (row.kind, row.form) == (command.kind, "cash")
    )
