"""Acts on what secures a contract: changes of a guarantee, insurance of a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, form
from cityledger.controls.guarantee import GuaranteeChange, check_change
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.contracts import Guarantee, Insurance
from cityledger.model.projects import Project
from cityledger.views.find import need, next_id, one
from cityledger.views.guarantees import events, stands

if TYPE_CHECKING:
    from datetime import date

CHANGES = ("extended", "claimed", "released")
INSURANCE_KINDS = ("quality", "works", "third_party", "accident")


@dataclass(frozen=True, kw_only=True)
class ChangeGuarantee(Command):
    """Extend a guarantee to `expires_on`, claim `amount_fen` of it, or release it."""

    act: ClassVar[str] = "guarantee.change"
    contract: str
    letter_no: str
    kind: str
    happened_on: date
    doc_no: str
    expires_on: date | None = None
    amount_fen: int = 0


@dataclass(frozen=True, kw_only=True)
class RegisterInsurance(Command):
    """Register an insurance policy of a project (S23); `insured_fen` in fen."""

    act: ClassVar[str] = "insurance.register"
    project: str
    kind: str
    insurer: str
    policy_no: str
    insured_fen: int
    valid_from: date
    expires_on: date


@form(ChangeGuarantee)
def change_guarantee(context: Context, command: ChangeGuarantee) -> Draft:
    """Draw up a change: § D9291 C9201 by what was claimed or is released (walkthrough case 15)."""
    problems = []
    if command.kind not in CHANGES:
        problems.append(Problem("kind", command.kind, f"one of 取值: {', '.join(CHANGES)}"))
    if command.kind == "claimed" and command.amount_fen <= 0:
        problems.append(Problem("amount", str(command.amount_fen), "not positive 须为正数"))
    if problems:
        raise BadInput(tuple(problems))
    contract = contract_by_no(context, command.contract)
    key = {"contract_id": contract.contract_id, "letter_no": command.letter_no}
    row = need(context.read, Guarantee, "guarantee", **context.here, **key)
    now = stands(row, events(context.read, context.book_id, row.guarantee_id))
    facts = GuaranteeChange(
        letter=row.letter_no,
        kind=command.kind,
        on=command.happened_on,
        expires_on=now.expires_on,
        left_fen=now.left_fen,
        released_on=now.released_on,
        until=command.expires_on,
        claimed_fen=command.amount_fen,
    )
    draft = Draft(findings=list(check_change(facts)))
    fen = {"claimed": command.amount_fen, "released": now.left_fen}.get(command.kind, 0)
    draft.add(
        "guarantee_event",
        guarantee_id=row.guarantee_id,
        kind=command.kind,
        happened_on=command.happened_on,
        expires_on=command.expires_on if command.kind == "extended" else None,
        amount_fen=fen,
        doc_no=command.doc_no,
    )
    if row.form == "cash":
        return draft
    names = {"contract_id": contract.contract_id, "project_id": contract.project_id}
    what = "退还" if command.kind == "released" else "索赔"
    with draft.voucher("转", command.happened_on, f"保函{what} {row.letter_no}") as voucher:
        voucher.debit("9291", fen, **names)
        voucher.credit("9201", fen, **names)
    return draft


@form(RegisterInsurance)
def register_insurance(context: Context, command: RegisterInsurance) -> Draft:
    """Draw up an insurance policy: no money moves."""
    problems = []
    if command.kind not in INSURANCE_KINDS:
        wanted = f"one of 取值: {', '.join(INSURANCE_KINDS)}"
        problems.append(Problem("kind", command.kind, wanted))
    if command.insured_fen <= 0:
        problems.append(Problem("insured sum", str(command.insured_fen), "not positive 须为正数"))
    if command.expires_on < command.valid_from:
        reason = "到期早于生效 ends before it begins"
        problems.append(Problem("expiry", command.expires_on.isoformat(), reason))
    if one(context.read, Insurance, **context.here, policy_no=command.policy_no):
        problems.append(Problem("policy", command.policy_no, "保单已登记 is registered already"))
    if problems:
        raise BadInput(tuple(problems))
    project = need(context.read, Project, "project", **context.here, code=command.project)
    draft = Draft()
    draft.add(
        "insurance",
        insurance_id=next_id(context.read, Insurance, "insurance_id", context.book_id),
        project_id=project.project_id,
        kind=command.kind,
        insurer=command.insurer,
        policy_no=command.policy_no,
        insured_fen=command.insured_fen,
        valid_from=command.valid_from,
        expires_on=command.expires_on,
    )
    return draft
