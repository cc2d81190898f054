"""Payment: request → review → approval (holds) → payment (voucher), each by another person (L8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, Voucher, form
from cityledger.actions.overrides import named_overrides, stored_overrides
from cityledger.actions.payment_case import Case
from cityledger.actions.payment_plan import (
    Chosen,
    InvoiceUse,
    PayLine,
    PickedSlice,
    PlannedLine,
    classes_of,
    give_back,
    outlay_of,
    picked,
    planned_lines,
    stored_lines,
    stored_slices,
    used_invoices,
)
from cityledger.actions.payment_review import facts, findings, out_of_turn, slice_facts
from cityledger.actions.payment_tranches import prescribed
from cityledger.actions.ppp import promise
from cityledger.controls.facts import CAPITAL
from cityledger.model.funding import BankAccount, Tranche
from cityledger.model.payments import PaymentInvoice, PaymentRequest, PaymentStep
from cityledger.model.projects import Project
from cityledger.views import purse
from cityledger.views.acts import sealed_act
from cityledger.views.find import many, need, next_id
from cityledger.views.year_end import carry_account

if TYPE_CHECKING:
    from datetime import date

GOES_BACK = ("grantor_return", "deposit_refund")
"""Kinds of payment that spend no allotment: the money goes back where it came from."""

__all__ = [
    "ApprovePayment",
    "InvoiceUse",
    "PayLine",
    "PayPayment",
    "PickedSlice",
    "RejectPayment",
    "RequestPayment",
    "ReviewPayment",
]


@dataclass(frozen=True, kw_only=True)
class RequestPayment(Command):
    """Ask for a payment. Without `slices` the project's order of tranches is taken (L3).

    `overrides` are the numbers of granted overrides, at most one per rule; each is used for the
    whole amount, until the request is sent back.
    """

    act: ClassVar[str] = "payment.request"
    project: str
    kind: str
    value_date: date
    lines: tuple[PayLine, ...]
    invoices: tuple[InvoiceUse, ...] = ()
    slices: tuple[PickedSlice, ...] = ()
    summary: str | None = None
    attachments: int = 1
    overrides: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReviewPayment(Command):
    """Review a request: account against fact, purpose of the funds (another person)."""

    act: ClassVar[str] = "payment.review"
    payment_request_id: int
    value_date: date


@dataclass(frozen=True, kw_only=True)
class ApprovePayment(Command):
    """Approve a reviewed request; the approval holds its slices until they are paid."""

    act: ClassVar[str] = "payment.approve"
    payment_request_id: int
    value_date: date


@dataclass(frozen=True, kw_only=True)
class RejectPayment(Command):
    """Send a request back to its maker; what it held and used is free again."""

    act: ClassVar[str] = "payment.reject"
    payment_request_id: int
    value_date: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class PayPayment(Command):
    """Pay an approved request: the voucher is booked with this value date."""

    act: ClassVar[str] = "payment.pay"
    payment_request_id: int
    value_date: date
    link_no: str | None = None


@form(RequestPayment)
def request_payment(context: Context, command: RequestPayment) -> Draft:
    """Draw up a request with its lines, slices and invoices; the whole gate is asked at once."""
    project = need(context.read, Project, "project", **context.here, code=command.project)
    number = next_id(context.read, PaymentRequest, "payment_request_id", context.book_id)
    lines = planned_lines(context, number, command.lines)
    invoices = used_invoices(context, command.invoices)
    case = Case(
        stage="request",
        project=project,
        kind=command.kind,
        value_date=command.value_date,
        lines=lines,
        slices=picked(context, lines, command.slices),
        invoices=invoices,
        maker=context.actor,
        overrides=named_overrides(context, command.overrides),
    )
    known = facts(context, case)
    if not command.slices:
        case = replace(case, slices=prescribed(context, lines, known))
        known = replace(known, slices=slice_facts(case))
    draft = Draft()
    total = sum(line.amount_fen for line in lines)
    contracts = {line.contract.contract_id for line in lines}
    draft.add(
        "payment_request",
        payment_request_id=number,
        project_id=project.project_id,
        contract_id=contracts.pop() if len(contracts) == 1 else None,
        kind=command.kind,
        value_date=command.value_date,
        amount_fen=total,
        summary=command.summary or _summary(project, command.kind, lines),
        attachments=command.attachments,
    )
    for line in lines:
        draft.add("payment_line", **line.row())
    for piece in case.slices:
        draft.add("funding_slice", **piece.row())
    for use in invoices:
        draft.add(
            "payment_invoice",
            payment_request_id=number,
            invoice_id=use.invoice.invoice_id,
            amount_fen=use.amount_fen,
        )
    for override in case.overrides:
        names = {"override_id": override, "payment_request_id": number}
        draft.add("override_use", **names, amount_fen=total)
    _step(draft, number, "submitted", context.actor)
    draft.findings += findings(context, case, known)
    draft.judged = known
    return draft


def _summary(project: Project, kind: str, lines: tuple[PlannedLine, ...]) -> str:
    names = {
        "advance": "预付款",
        "progress": "进度款",
        "retention": "退还质保金",
        "settlement": "结算款",
        "compensation": "征收补偿款",
        "service": "服务费",
        "grantor_return": "结余退回",
        "deposit_refund": "退还保证金",
    }
    what = lines[0].contract.name if len({x.contract.contract_id for x in lines}) == 1 else ""
    return f"支付{what or project.name}{names.get(kind, kind)}"


def _step(draft: Draft, request: int, step: str, actor: str, note: str | None = None) -> None:
    draft.add("payment_step", payment_request_id=request, step=step, actor=actor, note=note)


def _case(context: Context, request: PaymentRequest, stage: str, value_date: date) -> Case:
    """Return a stored request as a case for the controls, with the people known so far."""
    key = {"payment_request_id": request.payment_request_id}
    steps = many(context.read, PaymentStep, **context.here, **key)
    uses = many(context.read, PaymentInvoice, **context.here, **key)
    names = {"project_id": request.project_id}
    project = need(context.read, Project, "project", **context.here, **names)
    lines = stored_lines(context, request)
    return Case(
        stage=stage,
        project=project,
        kind=request.kind,
        value_date=value_date,
        lines=lines,
        slices=stored_slices(context, lines),
        invoices=used_invoices(context, (), uses),
        maker=_actor(steps, "submitted"),
        reviewer=_actor(steps, "reviewed"),
        endorser=_actor(steps, "endorsed"),
        approver=_actor(steps, "approved"),
        state=steps[-1].step if steps else "submitted",
        request=request,
        overrides=stored_overrides(context, request.payment_request_id),
    )


def _actor(steps: tuple[PaymentStep, ...], step: str) -> str | None:
    return next((s.actor for s in reversed(steps) if s.step == step), None)


def _request(context: Context, number: int) -> PaymentRequest:
    key = {"payment_request_id": number}
    return need(context.read, PaymentRequest, "payment request", **context.here, **key)


def _ref(context: Context, request: PaymentRequest) -> str:
    """Return the digest of the signed request: an edit of it would void every later signature."""
    return sealed_act(context.read, context.book_id, request.leaf_idx).digest.hex()


@form(ReviewPayment)
def review_payment(context: Context, command: ReviewPayment) -> Draft:
    """Draw up a review."""
    request = _request(context, command.payment_request_id)
    draft = Draft(ref=_ref(context, request))
    _step(draft, request.payment_request_id, "reviewed", context.actor)
    case = _case(context, request, "review", command.value_date)
    draft.findings += findings(context, case)
    return draft


@form(ApprovePayment)
def approve_payment(context: Context, command: ApprovePayment) -> Draft:
    """Draw up an approval: hold the slices, § D9103 C9104 per allotment (walkthrough case 4a)."""
    request = _request(context, command.payment_request_id)
    draft = Draft(ref=_ref(context, request))
    case = _case(context, request, "approve", command.value_date)
    known = facts(context, case)
    limit = context.parameters.fen("payment.second_approver_fen", command.value_date)
    if known.together_fen >= limit and case.state == "reviewed":
        _step(draft, request.payment_request_id, "endorsed", context.actor)
    else:
        _step(draft, request.payment_request_id, "approved", context.actor)
        _holds(draft, case.slices, request.payment_request_id, 1)
        with draft.voucher("转", command.value_date, f"批准{request.summary}") as voucher:
            if request.kind not in GOES_BACK:
                _memo(voucher, case, "9103", "9104")
    draft.findings += findings(context, case, known)
    return draft


def _holds(draft: Draft, slices: tuple[Chosen, ...], request: int, sign: int) -> None:
    """Hold (sign 1) or release (−1) the money of the slices, one row per bank and tranche."""
    sums: dict[tuple[int, int], int] = {}
    for piece in slices:
        if piece.bank_account_id is not None:
            key = (piece.tranche_id, piece.bank_account_id)
            sums[key] = sums.get(key, 0) + piece.amount_fen
    for n, ((tranche, bank), fen) in enumerate(sums.items(), 1):
        draft.add(
            "hold",
            n=n,
            payment_request_id=request,
            tranche_id=tranche,
            bank_account_id=bank,
            amount_fen=sign * fen,
        )


def _memo(voucher: Voucher, case: Case, debit: str, credit: str) -> None:
    """Move the money chain of each allotment by what its slices pay."""
    for allotment, fen in _by_allotment(case).items():
        names = {"allotment_id": allotment, "project_id": case.project.project_id}
        voucher.debit(debit, fen, **names)
        voucher.credit(credit, fen, **names)


def _by_allotment(case: Case) -> dict[int, int]:
    """Return fen per allotment; slices without one are left out."""
    sums: dict[int, int] = {}
    for piece in case.slices:
        if piece.allotment_id is not None:
            sums[piece.allotment_id] = sums.get(piece.allotment_id, 0) + piece.amount_fen
    return sums


@form(RejectPayment)
def reject_payment(context: Context, command: RejectPayment) -> Draft:
    """Draw up a return to the maker: invoices and holds are given back, § D9104 C9103.

    What it used of an override is free again by this step: the uses of a request whose newest step
    is `returned` do not count.
    """
    request = _request(context, command.payment_request_id)
    number = request.payment_request_id
    draft = Draft(ref=_ref(context, request))
    case = _case(context, request, "reject", command.value_date)
    if case.state in ("paid", "returned"):
        draft.findings.append(
            out_of_turn(case.state, ("submitted", "reviewed", "endorsed", "approved"))
        )
        return draft
    _step(draft, number, "returned", context.actor, command.reason)
    for use in case.invoices:
        draft.add(
            "payment_invoice",
            payment_request_id=number,
            invoice_id=use.invoice.invoice_id,
            amount_fen=-use.amount_fen,
        )
    if case.state == "approved":
        _holds(draft, case.slices, number, -1)
        with draft.voucher("转", command.value_date, f"退回{request.summary}") as voucher:
            if request.kind not in GOES_BACK:
                project = case.project.project_id
                give_back(context, voucher, "9104", _by_allotment(case).items(), project)
    return draft


@form(PayPayment)
def pay_payment(context: Context, command: PayPayment) -> Draft:
    """Draw up the payment: D2302xx(T) C1002xx(T,B) ‖ D7101(T) C8001(T) § D9104 C9105 (case 4b)."""
    request = _request(context, command.payment_request_id)
    draft = Draft(ref=_ref(context, request))
    case = _case(context, request, "pay", command.value_date)
    _step(draft, request.payment_request_id, "paid", context.actor)
    _holds(draft, case.slices, request.payment_request_id, -1)
    with draft.voucher(
        "付",
        command.value_date,
        request.summary,
        attachments=request.attachments,
        payment_request_id=request.payment_request_id,
        link_no=command.link_no,
    ) as voucher:
        if request.kind == "compensation":
            _pay_batch(context, voucher, case)
        else:
            _pay_lines(context, voucher, case)
        _budget(context, voucher, case)
        if request.kind in GOES_BACK:
            _withdraw(context, voucher, case)
        else:
            _memo(voucher, case, "9104", "9105")
        for line in case.lines:
            if line.account == CAPITAL:
                # Paid in, the capital of a partnership is a duty no more (case 10).
                promise(voucher, line.contract, -line.amount_fen)
    draft.findings += findings(context, case)
    return draft


def _budget(context: Context, voucher: Voucher, case: Case) -> None:
    """Book the budget ledger per tranche; money that goes back lowers what is carried over.

    Deposits are no money of ours, refunded or forfeited: the budget ledger never saw them.
    """
    if case.kind == "deposit_refund":
        return
    for (outlay, tranche, function, economic), fen in _outlays(context, case).items():
        if case.kind == "grantor_return":
            row = need(context.read, Tranche, "tranche", **context.here, tranche_id=tranche)
            if not row.in_budget:
                continue
            account = carry_account(context.read, context.book_id, tranche)
            voucher.debit(account, fen, tranche)
        else:
            classes = {"function_code": function, "economic_code": economic}
            voucher.debit(outlay, fen, tranche, **classes)
        voucher.credit(_budget_side(case, tranche), fen, tranche)


def _withdraw(context: Context, voucher: Voucher, case: Case) -> None:
    """Take back the permission with the money: § D9103 C9101, what is free first (case 7)."""
    for allotment, fen in _by_allotment(case).items():
        names = {"allotment_id": allotment, "project_id": case.project.project_id}
        free = min(fen, purse.floor_fen(context.read, context.book_id, "9102", allotment))
        voucher.debit("9102", free, **names)
        voucher.debit("9103", fen - free, **names)
        voucher.credit("9101", fen, **names)


def _outlays(context: Context, case: Case) -> dict[tuple[str, int, str | None, str | None], int]:
    """Return fen per (account of the budget ledger, tranche, 功能分类, 经济分类)."""
    accounts = {line.payment_line_id: outlay_of(line.account) for line in case.lines}
    classes = {piece.allotment_id: classes_of(context, piece) for piece in case.slices}
    sums: dict[tuple[str, int, str | None, str | None], int] = {}
    for piece in case.slices:
        place = (accounts[piece.payment_line_id], piece.tranche_id)
        key = (*place, *classes[piece.allotment_id])
        sums[key] = sums.get(key, 0) + piece.amount_fen
    return sums


def _budget_side(case: Case, tranche: int) -> str:
    """Return 8001 for money of ours, the budget income for a treasury payment (case 1e)."""
    piece = next(p for p in case.slices if p.tranche_id == tranche)
    return piece.quota_budget_account or "8001"


def _money_side(context: Context, piece: Chosen) -> tuple[str, dict[str, object]]:
    """Return the account credited by a slice, and the bank account it names."""
    if piece.bank_account_id is None:
        return piece.quota_income_account or "", {}
    key = {"bank_account_id": piece.bank_account_id}
    bank = need(context.read, BankAccount, "bank account", **context.here, **key)
    return bank.account, {"bank_account_id": bank.bank_account_id}


def _settles(voucher: Voucher, line: PlannedLine, piece: Chosen) -> None:
    voucher.debit(
        line.account,
        piece.amount_fen,
        piece.tranche_id,
        project_id=line.contract.project_id,
        contract_id=line.contract.contract_id,
        party_id=line.contract.party_id,
        budget_line_id=line.contract.budget_line_id if line.is_cost else None,
        payment_line_id=line.payment_line_id,
        cost_item=line.cost_item if line.is_cost else None,
    )


def _pay_lines(context: Context, voucher: Voucher, case: Case) -> None:
    """One debit and one credit per slice: the bank executes each line on its own (case 4)."""
    for line in case.lines:
        for piece in case.slices:
            if piece.payment_line_id == line.payment_line_id:
                _settles(voucher, line, piece)
                account, bank = _money_side(context, piece)
                voucher.credit(account, piece.amount_fen, piece.tranche_id, **bank)


def _pay_batch(context: Context, voucher: Voucher, case: Case) -> None:
    """One debit per household, one credit per bank account and tranche (case 8)."""
    sums: dict[tuple[int, int | None], int] = {}
    first: dict[tuple[int, int | None], Chosen] = {}
    for line in case.lines:
        for piece in case.slices:
            if piece.payment_line_id == line.payment_line_id:
                _settles(voucher, line, piece)
                key = (piece.tranche_id, piece.bank_account_id)
                sums[key] = sums.get(key, 0) + piece.amount_fen
                first.setdefault(key, piece)
    for key, fen in sums.items():
        account, bank = _money_side(context, first[key])
        voucher.credit(account, fen, key[0], **bank)
