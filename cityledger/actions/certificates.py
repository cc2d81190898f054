"""Acts that create obligations: payment certificates and re-measurement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.charge_facts import charged_cost
from cityledger.actions.command import Command
from cityledger.actions.contracts import contract_by_no
from cityledger.actions.draft import Context, Draft, Voucher, form
from cityledger.controls import chargeable
from cityledger.controls.certificate import (
    CertificateLineFacts,
    SignedCertificate,
    check,
    check_claim,
)
from cityledger.kernel import money
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.contracts import Certificate, CertificateLine, Contract
from cityledger.model.projects import BudgetLine, Responsibility
from cityledger.views import responsible
from cityledger.views.contract_state import net_fen, unrecouped_fen
from cityledger.views.find import many, need, next_id, one
from cityledger.views.obligations import contract_sums

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The certified value of one cost item, and what its papers say of it.

    `is_levy` marks a fee of an office, `basis` the registered paper that allows it or approves a
    loss, `caused_by` who is to bear a loss, `for_project` the project the papers name.
    """

    gross_fen: int
    cost_item: str | None = None
    is_levy: bool = False
    basis: str | None = None
    caused_by: str | None = None
    for_project: str | None = None


@dataclass(frozen=True, kw_only=True)
class SignCertificate(Command):
    """Certify work done, signed by the chief supervision engineer (国令279 art. 37).

    Recoupment, retention, labour share and what is due now follow from the contract; each is
    split over the cost items by largest remainder (L1). `kind` settlement makes deferred
    amounts due. A negative sum is a red certificate: it takes back what is not yet paid.
    """

    act: ClassVar[str] = "certificate.sign"
    contract: str
    certificate_no: int
    certified_on: date
    chief_engineer: str
    lines: tuple[Measured, ...]
    kind: str = "progress"
    recoup_fen: int | None = None
    document_sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class RaiseClaim(Command):
    """Claim back what a re-measurement shows was certified too much (walkthrough case 5c)."""

    act: ClassVar[str] = "claim.raise"
    contract: str
    certificate_no: int
    certified_on: date
    chief_engineer: str
    amount_fen: int
    cost_item: str | None = None


@dataclass(slots=True)
class _Split:
    """The parts of a certificate, in fen; each list has one amount per line."""

    gross: list[int]
    recouped: list[int]
    retained: list[int]
    labour: list[int]
    due: list[int]
    deferred: list[int] = field(default_factory=list)


def divide(
    contract: Contract,
    gross: list[int],
    recoup_fen: int,
    deferred_fen: int,
    *,
    is_settlement: bool = False,
) -> _Split:
    """Divide certified values by the terms of the contract, largest remainder per part (L1).

    Due now = progress share of gross − recouped − labour; the rest that is neither retained nor
    labour is deferred. `deferred_fen` is what earlier certificates deferred: a settlement makes
    it due with the whole of its own rest. A red certificate is the mirror image of the one it
    takes back, but takes no more from what is deferred than there is.
    """
    total = sum(gross)
    retained = money.share_bp(total, contract.retention_bp)
    labour = money.share_bp(total, contract.labour_bp)
    rest = total - recoup_fen - retained - labour
    payable = money.share_bp(total, contract.progress_bp) - recoup_fen - labour
    if is_settlement:
        due = rest + deferred_fen
    elif total < 0:
        due = min(0, max(rest, payable), rest + max(0, deferred_fen))
    else:
        due = max(0, min(rest, payable))
    weights = [abs(value) for value in gross] if any(gross) else [1] * len(gross)
    split = _Split(
        gross=gross,
        recouped=money.split(recoup_fen, weights),
        retained=money.split(retained, weights),
        labour=money.split(labour, weights),
        due=money.split(due, weights),
    )
    split.deferred = [
        g - a - b - c - d
        for g, a, b, c, d in zip(
            gross, split.recouped, split.retained, split.labour, split.due, strict=True
        )
    ]
    return split


@form(SignCertificate)
def sign_certificate(context: Context, command: SignCertificate) -> Draft:
    """Draw up a certificate: D1613xx C1214 230203 230206 2302xx § D9114 C9115 (case 3)."""
    contract = contract_by_no(context, command.contract)
    draft = Draft()
    _unused_no(context, contract, command.certificate_no)
    gross = [line.gross_fen for line in command.lines]
    outstanding = unrecouped_fen(context.read, context.book_id, contract.contract_id)
    planned = money.share_bp(sum(gross), contract.recoup_bp)
    recoup = min(outstanding, planned) if command.recoup_fen is None else command.recoup_fen
    before = _deferred(context, contract)
    split = divide(contract, gross, recoup, before, is_settlement=command.kind == "settlement")
    signed = _signed(context, contract, command, split, (outstanding, before))
    draft.findings += check(signed)
    key = {"budget_line_id": contract.budget_line_id}
    line = need(context.read, BudgetLine, "budget line", **context.here, **key)
    charged = charged_cost(context, contract, line, command, sum(split.retained))
    draft.findings += chargeable.check(charged, context.parameters)
    number = _certificate(context, draft, contract, command, command.kind)
    summary = f"{contract.name} 第{command.certificate_no}期计量"
    with draft.voucher("转", command.certified_on, summary) as voucher:
        for n, item in enumerate(command.lines):
            draft.add(
                "certificate_line",
                certificate_id=number,
                n=n + 1,
                budget_line_id=contract.budget_line_id,
                cost_item=item.cost_item or contract.cost_item,
                account=line.account,
                gross_fen=split.gross[n],
                recouped_fen=split.recouped[n],
                retained_fen=split.retained[n],
                labour_fen=split.labour[n],
                due_fen=split.due[n],
                deferred_fen=split.deferred[n],
            )
            voucher.debit(
                line.account,
                split.gross[n],
                cost_item=item.cost_item or contract.cost_item,
                **_of(contract),
            )
        _obligations(voucher, contract, split)
        _certified(voucher, contract, sum(gross))
    return draft


def _signed(
    context: Context,
    contract: Contract,
    command: SignCertificate,
    split: _Split,
    before: tuple[int, int],
) -> SignedCertificate:
    """Return the certificate as the rules see it, with its contract as it stands before.

    `before` is what of the advance was not recouped and what was deferred.
    """
    unrecouped, deferred = before
    chief = _supervisor(context, contract, command.certified_on)
    sums = contract_sums(context.read, context.book_id, contract.contract_id)

    def owed(account: str) -> int:
        return -net_fen(context.read, context.book_id, contract.contract_id, account)

    parts = zip(
        split.gross,
        split.recouped,
        split.retained,
        split.labour,
        split.due,
        split.deferred,
        strict=True,
    )
    return SignedCertificate(
        lines=tuple(
            CertificateLineFacts(
                n=n,
                gross_fen=gross,
                recouped_fen=recouped,
                retained_fen=retained,
                labour_fen=labour,
                due_fen=due,
                deferred_fen=deferred,
            )
            for n, (gross, recouped, retained, labour, due, deferred) in enumerate(parts, 1)
        ),
        signer=command.chief_engineer,
        signer_party_id=chief.party_id if chief else None,
        chief=chief.leader if chief else None,
        chief_party_id=chief.party_id if chief else None,
        limit_fen=contract.price_fen + sums.variations_fen,
        certified_fen=sums.certified_fen,
        unrecouped_fen=unrecouped,
        recoup_bp=contract.recoup_bp,
        retention_bp=contract.retention_bp,
        recouped_fen=sums.recouped_fen,
        retained_fen=owed("230203"),
        labour_fen=owed("230206"),
        due_fen=owed(contract.obligation_account) - deferred,
    )


def _supervisor(context: Context, contract: Contract, on: date) -> Responsibility | None:
    """Return who supervises the contract's section on the day of a certificate."""
    place = (contract.project_id, contract.sub_project_id, on)
    return responsible.answering(context.read, context.book_id, *place).get("supervisor")


def _of(contract: Contract) -> dict[str, object]:
    return {
        "project_id": contract.project_id,
        "sub_project_id": contract.sub_project_id,
        "contract_id": contract.contract_id,
        "party_id": contract.party_id,
        "budget_line_id": contract.budget_line_id,
    }


def _obligations(voucher: Voucher, contract: Contract, split: _Split) -> None:
    names = _of(contract)
    names.pop("budget_line_id")
    if contract.advance_account is not None:
        voucher.credit(contract.advance_account, sum(split.recouped), **names)
    voucher.credit("230203", sum(split.retained), **names)
    voucher.credit("230206", sum(split.labour), **names)
    voucher.credit(contract.obligation_account, sum(split.due) + sum(split.deferred), **names)


def _certified(voucher: Voucher, contract: Contract, fen: int) -> None:
    names = {
        "budget_line_id": contract.budget_line_id,
        "project_id": contract.project_id,
        "contract_id": contract.contract_id,
    }
    voucher.debit("9114", fen, **names)
    voucher.credit("9115", fen, **names)


def _unused_no(context: Context, contract: Contract, number: int) -> None:
    key = {"contract_id": contract.contract_id, "certificate_no": number}
    if one(context.read, Certificate, **context.here, **key):
        reason = "this contract has a certificate of this number 该期计量已存在"
        raise BadInput((Problem("certificate", str(number), reason),))


def _chief(context: Context, draft: Draft, contract: Contract, command: RaiseClaim) -> None:
    """Only the registered leader of the project's supervisor certifies (国令279 art. 37)."""
    engineer = command.chief_engineer
    supervisor = _supervisor(context, contract, command.certified_on)
    if supervisor is None or supervisor.leader != engineer:
        registered = supervisor.leader if supervisor else "—"
        draft.find("certificate.signer", signer=engineer, registered=registered)


def _certificate(
    context: Context,
    draft: Draft,
    contract: Contract,
    command: SignCertificate | RaiseClaim,
    kind: str,
) -> int:
    supervisor = _supervisor(context, contract, command.certified_on)
    number = next_id(context.read, Certificate, "certificate_id", context.book_id)
    draft.add(
        "certificate",
        certificate_id=number,
        contract_id=contract.contract_id,
        certificate_no=command.certificate_no,
        kind=kind,
        certified_on=command.certified_on,
        supervisor_id=supervisor.party_id if supervisor else None,
        chief_engineer=command.chief_engineer,
        document_sha256=getattr(command, "document_sha256", None),
    )
    return number


def _deferred(context: Context, contract: Contract) -> int:
    """Return what earlier certificates of a contract deferred and is still deferred."""
    total = 0
    key = {"contract_id": contract.contract_id}
    for certificate in many(context.read, Certificate, **context.here, **key):
        lines = many(
            context.read,
            CertificateLine,
            **context.here,
            certificate_id=certificate.certificate_id,
        )
        total += sum(line.deferred_fen for line in lines)
    return max(0, total)


def _claimable(context: Context, contract: Contract) -> int:
    """Return what was paid for certified work and is not claimed back yet."""
    place = (context.read, context.book_id, contract.contract_id)
    sums = contract_sums(*place)
    return sums.paid_fen - unrecouped_fen(*place) - net_fen(*place, "121801")


@form(RaiseClaim)
def raise_claim(context: Context, command: RaiseClaim) -> Draft:
    """Draw up a claim: D121801 C2302xx, and the red certificate that takes the value back."""
    contract = contract_by_no(context, command.contract)
    draft = Draft()
    _unused_no(context, contract, command.certificate_no)
    _chief(context, draft, contract, command)
    fen = command.amount_fen
    if fen <= 0:
        # A claim of less than nothing would certify work past every rule on certificates.
        reason = "a claim is above zero 追回金额必须大于零"
        raise BadInput((Problem("claim", str(fen), reason),))
    draft.findings += check_claim(contract.contract_no, fen, _claimable(context, contract))
    number = _certificate(context, draft, contract, command, "remeasure")
    line = need(
        context.read,
        BudgetLine,
        "budget line",
        **context.here,
        budget_line_id=contract.budget_line_id,
    )
    draft.add(
        "certificate_line",
        certificate_id=number,
        n=1,
        budget_line_id=contract.budget_line_id,
        cost_item=command.cost_item or contract.cost_item,
        account=line.account,
        gross_fen=-fen,
        due_fen=-fen,
    )
    names = _of(contract)
    names.pop("budget_line_id")
    with draft.voucher("转", command.certified_on, f"复核应追回 {contract.name}") as voucher:
        voucher.debit("121801", fen, **names)
        voucher.credit(contract.obligation_account, fen, **names)
    with draft.voucher("转", command.certified_on, f"红字计量 {contract.name}") as voucher:
        item = command.cost_item or contract.cost_item
        voucher.debit(line.account, -fen, cost_item=item, **_of(contract))
        voucher.credit(contract.obligation_account, -fen, **names)
        _certified(voucher, contract, -fen)
    return draft
