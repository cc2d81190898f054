"""Acts at the end of a project: acceptance, delivery of assets, final accounts, surplus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, Voucher, form, person
from cityledger.controls import closing
from cityledger.kernel import money
from cityledger.kernel.costs import CLASSES, ITEMS
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.closing import Acceptance, Delivery, FinalAccount
from cityledger.model.contracts import Contract
from cityledger.model.funding import Tranche
from cityledger.model.projects import ApprovalDocument, BudgetLine, Project, SubProject
from cityledger.views.acts import sealed_act
from cityledger.views.closing import accepted, costs_of, free_fen, in_progress
from cityledger.views.find import last, many, need, next_id, one
from cityledger.views.obligations import contract_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

ALLOCABLE = "161303"
WRITTEN_OFF, TRANSFERRED = "161305", "161306"
ASSET_ACCOUNTS = {
    "fixed": "1601",
    "current": "1611",
    "intangible": "1701",
    "infrastructure": "1801",
    "housing": "1831",
    "others": TRANSFERRED,
}
"""The account a kind of asset is taken on; what goes to another owner passes 161306 (case 12)."""


@dataclass(frozen=True, kw_only=True)
class RecordAcceptance(Command):
    """Record that a project, or one section of it, was accepted and may be used."""

    act: ClassVar[str] = "acceptance.record"
    project: str
    accepted_on: date
    usable_on: date
    doc_no: str
    section: str | None = None
    filed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredAsset:
    """An asset of a delivery: `own_fen` of its cost class, before its share of allocable cost."""

    kind: str
    name: str
    cost_class: str
    own_fen: int
    quantity: int = 1
    unit: str = "项"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOff:
    """Allocable cost that becomes no asset, such as compensation of families (形成不了资产)."""

    cost_item: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class DeliverAssets(Command):
    """Hand assets over; allocable cost not written off is spread over them (largest remainder).

    When only a part of what is in progress is delivered, it takes its part of allocable cost.
    """

    act: ClassVar[str] = "assets.deliver"
    project: str
    doc_no: str
    delivered_on: date
    receiver: str
    assets: tuple[DeliveredAsset, ...]
    written_off: tuple[WrittenOff, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SubmitAccounts(Command):
    """Submit the final accounts of a project, in fen; `extension_doc` extends the time."""

    act: ClassVar[str] = "accounts.submit"
    project: str
    doc_no: str
    authority: str
    stated_on: date
    cost_fen: int
    tail_fen: int = 0
    surplus_fen: int = 0
    extension_days: int = 0
    extension_doc: str | None = None
    is_large: bool = False


@dataclass(frozen=True, kw_only=True)
class ApproveAccounts(Command):
    """Enter the approval of the final accounts; its amounts are those approved."""

    act: ClassVar[str] = "accounts.approve"
    project: str
    doc_no: str
    authority: str
    stated_on: date
    cost_fen: int
    tail_fen: int = 0
    surplus_fen: int = 0


@dataclass(frozen=True, kw_only=True)
class DeclareSurplus(Command):
    """Declare what is left of a tranche as due to whoever gave it (walkthrough case 7)."""

    act: ClassVar[str] = "surplus.declare"
    tranche: str
    project: str
    amount_fen: int
    value_date: date


def _project(context: Context, code: str) -> Project:
    return need(context.read, Project, "project", **context.here, code=code)


@form(RecordAcceptance)
def record_acceptance(context: Context, command: RecordAcceptance) -> Draft:
    """Draw up an acceptance: no money moves; defects and accounts are timed from it."""
    project = _project(context, command.project)
    section = None
    if command.section is not None:
        key = {"project_id": project.project_id, "code": command.section}
        section = need(context.read, SubProject, "section", **context.here, **key).sub_project_id
    known = many(context.read, Acceptance, **context.here, project_id=project.project_id)
    before = next((row for row in known if row.sub_project_id == section), None)
    facts = closing.AcceptanceFacts(
        what=f"{command.project}{'/' + command.section if command.section else ''}",
        accepted_on=command.accepted_on,
        filed_on=command.filed_on,
        before_on=before.accepted_on if before else None,
    )
    draft = Draft(findings=list(closing.check_acceptance(facts, context.parameters)))
    draft.add(
        "acceptance",
        project_id=project.project_id,
        sub_project_id=section,
        accepted_on=command.accepted_on,
        usable_on=command.usable_on,
        doc_no=command.doc_no,
        filed_on=command.filed_on,
    )
    return draft


@form(DeliverAssets)
def deliver_assets(context: Context, command: DeliverAssets) -> Draft:
    """Draw up a delivery: D1801/1831/1601 C1613xx; D161305 C161303, D5301 C161305 (case 12)."""
    project = _project(context, command.project)
    _plain(context, command)
    left = in_progress(context.read, context.book_id, project.project_id)
    gone = sum(row.amount_fen for row in command.written_off)
    shares = _shares(command.assets, left, gone)
    facts = closing.DeliveryFacts(
        project=command.project,
        on=command.delivered_on,
        is_accepted=_is_accepted(context, project, command.delivered_on),
        asked_fen=_asked(command.assets, gone),
        left_fen=tuple(left.items()),
    )
    draft = Draft(findings=list(closing.check_delivery(facts)))
    number = next_id(context.read, Delivery, "delivery_id", context.book_id)
    draft.add(
        "delivery",
        delivery_id=number,
        project_id=project.project_id,
        doc_no=command.doc_no,
        delivered_on=command.delivered_on,
        receiver=command.receiver,
    )
    for n, (asset, share) in enumerate(zip(command.assets, shares, strict=True), 1):
        draft.add(
            "delivery_line",
            delivery_id=number,
            n=n,
            kind=asset.kind,
            name=asset.name,
            account=ASSET_ACCOUNTS[asset.kind],
            own_fen=asset.own_fen,
            allocated_fen=share,
            quantity=asset.quantity,
            unit=asset.unit,
        )
    summary = f"交付使用资产 {project.name} {command.doc_no}"
    with draft.voucher("转", command.delivered_on, summary) as voucher:
        for asset, share in zip(command.assets, shares, strict=True):
            _deliver(voucher, project.project_id, asset, share)
        for row in command.written_off:
            _write_off(voucher, project.project_id, row)
    return draft


def _plain(context: Context, command: DeliverAssets) -> None:
    problems = []
    if one(context.read, Delivery, **context.here, doc_no=command.doc_no):
        problems.append(Problem("document", command.doc_no, "已登记 is registered already"))
    if not command.assets and not command.written_off:
        problems.append(Problem("assets", "0", "没有交付内容 nothing is delivered"))
    for asset in command.assets:
        if asset.kind not in ASSET_ACCOUNTS or asset.cost_class not in CLASSES:
            named = f"{asset.kind} {asset.cost_class}"
            problems.append(Problem(asset.name, named, "未知类别 unknown kind or cost class"))
        if asset.cost_class == "allocable":
            reason = "待摊投资不单独成为资产 allocable cost is spread over assets"
            problems.append(Problem(asset.name, asset.cost_class, reason))
        if asset.own_fen <= 0:
            problems.append(Problem(asset.name, str(asset.own_fen), "须为正数 not positive"))
    problems += [
        Problem("cost item", row.cost_item, "须为待摊项目且金额为正 an allocable item above 0")
        for row in command.written_off
        if row.cost_item not in ITEMS or row.amount_fen <= 0
    ]
    if problems:
        raise BadInput(tuple(problems))


def _shares(
    assets: Sequence[DeliveredAsset], left: dict[str, int], written_off_fen: int
) -> list[int]:
    """Return the allocable cost of each asset: in the ratio of own cost, to the last fen."""
    allocable = max(0, left["allocable"] - written_off_fen)
    own = [asset.own_fen for asset in assets]
    rest = sum(fen for key, fen in left.items() if key != "allocable") - sum(own)
    return money.split(allocable, [*own, max(0, rest)])[: len(own)] if own else []


def _asked(assets: Sequence[DeliveredAsset], written_off_fen: int) -> tuple[tuple[str, int], ...]:
    sums = {"allocable": written_off_fen} if written_off_fen else {}
    for asset in assets:
        sums[asset.cost_class] = sums.get(asset.cost_class, 0) + asset.own_fen
    return tuple(sums.items())


def _is_accepted(context: Context, project: Project, on: date) -> bool:
    rows = many(context.read, Acceptance, **context.here, project_id=project.project_id)
    return any(row.accepted_on <= on for row in rows)


def _deliver(voucher: Voucher, project_id: int, asset: DeliveredAsset, share: int) -> None:
    names = {"project_id": project_id}
    account = ASSET_ACCOUNTS[asset.kind]
    voucher.debit(account, asset.own_fen + share, **names)
    own = CLASSES[asset.cost_class].cost_account
    voucher.credit(own, asset.own_fen, cost_item=asset.cost_class, **names)
    voucher.credit(ALLOCABLE, share, **names)
    if account == TRANSFERRED:
        voucher.debit("3401", asset.own_fen + share, **names)
        voucher.credit(TRANSFERRED, asset.own_fen + share, **names)


def _write_off(voucher: Voucher, project_id: int, row: WrittenOff) -> None:
    names = {"project_id": project_id, "cost_item": row.cost_item}
    voucher.debit(WRITTEN_OFF, row.amount_fen, **names)
    voucher.credit(ALLOCABLE, row.amount_fen, **names)
    voucher.debit("5301", row.amount_fen, **names)
    voucher.credit(WRITTEN_OFF, row.amount_fen, **names)


@form(SubmitAccounts)
def submit_accounts(context: Context, command: SubmitAccounts) -> Draft:
    """Draw up final accounts as submitted."""
    project = _project(context, command.project)
    days = 0
    if command.extension_doc is not None:
        key = {"doc_no": command.extension_doc}
        need(context.read, ApprovalDocument, "approval document", **context.here, **key)
        days = command.extension_days
    acceptance = accepted(context.read, context.book_id, project.project_id)
    lines = many(context.read, BudgetLine, **context.here, project_id=project.project_id)
    facts = closing.AccountsFacts(
        project=command.project,
        stated_on=command.stated_on,
        usable_on=acceptance.usable_on if acceptance else None,
        cost_fen=command.cost_fen,
        booked_fen=sum(costs_of(context.read, context.book_id, project.project_id).values()),
        tail_fen=command.tail_fen,
        estimate_fen=sum(line.amount_fen for line in lines),
        extension_days=days,
        is_large=command.is_large,
        unsettled=_unsettled(context, project),
    )
    draft = Draft(findings=list(closing.check_accounts(facts, context.parameters)))
    _accounts(draft, project, command, "submitted")
    return draft


def _unsettled(context: Context, project: Project) -> tuple[str, ...]:
    key = {"project_id": project.project_id, "kind": "works"}
    return tuple(
        row.contract_no
        for row in many(context.read, Contract, **context.here, **key)
        if row.main_contract_id is None
        and not contract_sums(context.read, context.book_id, row.contract_id).is_settled
    )


def _accounts(
    draft: Draft, project: Project, command: SubmitAccounts | ApproveAccounts, state: str
) -> None:
    draft.add(
        "final_account",
        project_id=project.project_id,
        state=state,
        doc_no=command.doc_no,
        authority=command.authority,
        stated_on=command.stated_on,
        cost_fen=command.cost_fen,
        tail_fen=command.tail_fen,
        surplus_fen=command.surplus_fen,
    )


@form(ApproveAccounts)
def approve_accounts(context: Context, command: ApproveAccounts) -> Draft:
    """Draw up the approval of final accounts that wait for it."""
    project = _project(context, command.project)
    newest = last(context.read, FinalAccount, **context.here, project_id=project.project_id)
    waiting = newest is not None and newest.state == "submitted"
    submitter = None
    if newest is not None and waiting:
        act = sealed_act(context.read, context.book_id, newest.leaf_idx)
        submitter = person(context, act.actor)
    facts = closing.ApprovalFacts(
        project=command.project,
        is_submitted=waiting,
        submitter=submitter,
        approver=person(context, context.actor),
    )
    draft = Draft(findings=list(closing.check_approval(facts)))
    _accounts(draft, project, command, "approved")
    return draft


@form(DeclareSurplus)
def declare_surplus(context: Context, command: DeclareSurplus) -> Draft:
    """Draw up a surplus: D3001(T) C210302(T); the money leaves by a return to its grantor.

    No money moves in the tranche, so the voucher is one of closing (L2).
    """
    if command.amount_fen <= 0:
        raise BadInput((Problem("amount", str(command.amount_fen), "not positive 须为正数"),))
    project = _project(context, command.project)
    tranche = need(context.read, Tranche, "tranche", **context.here, label=command.tranche)
    facts = surplus_facts(context, project, tranche, command.amount_fen, command.value_date)
    draft = Draft(findings=list(closing.check_surplus(facts)))
    summary = f"结余转应缴 {tranche.label}"
    with draft.voucher("转", command.value_date, summary, kind="closing") as voucher:
        voucher.debit("3001", command.amount_fen, tranche.tranche_id)
        voucher.credit("210302", command.amount_fen, tranche.tranche_id)
    return draft


def surplus_facts(
    context: Context, project: Project, tranche: Tranche, amount_fen: int, on: date
) -> closing.SurplusFacts:
    """Return what of a tranche is to be declared, beside what of it is free on a day."""
    newest = last(context.read, FinalAccount, **context.here, project_id=project.project_id)
    return closing.SurplusFacts(
        tranche=tranche.label,
        on=on,
        amount_fen=amount_fen,
        free_fen=free_fen(context.read, context.book_id, tranche),
        is_approved=newest is not None and newest.state == "approved",
        ends_on=_ends_on(tranche),
    )


def _ends_on(tranche: Tranche) -> date | None:
    """Return the day a tranche ends: its document's, or the second year's last (预算法 art. 42)."""
    if tranche.expiry_on is not None:
        return tranche.expiry_on
    return date(tranche.fund_year + 1, 12, 31) if tranche.fund_year is not None else None
