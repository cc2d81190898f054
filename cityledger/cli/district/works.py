"""The works of a month: certificates, invoices, and what is paid on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.actions.certificates import Measured, SignCertificate
from cityledger.actions.contracts import RegisterInvoice
from cityledger.actions.payments import InvoiceUse, PayLine
from cityledger.cli.district import households
from cityledger.cli.district.contracts import MEASURED, SERVICES
from cityledger.cli.district.payouts import Payout
from cityledger.cli.district.projects import PROJECTS
from cityledger.kernel import money

if TYPE_CHECKING:
    from datetime import date

    from cityledger.cli.district.contracts import ContractPlan
    from cityledger.cli.district.office import Office

HUNDRED_YUAN = 10_000
"""Measured values end on hundreds of yuan, so that every share of them is whole fen."""

WORK_BP = ((900, 1080, 1260), (1010, 760, 1390), (830, 1150, 1320), (1120, 940, 1060))
"""What is measured in three months, of the price; contracts take these lines in turn."""

SERVICE_BP = {
    "01": (6_000, 0, 3_000),
    "02": (4_000, 2_000, 1_500),
    "05": (900, 1_050, 1_200),
    "04": (10_000, 0, 0),
    "21": (10_000, 0, 0),
    "22": (10_000, 0, 0),
    "26": (1_200, 1_400, 1_600),
}
"""What of a service is delivered in three months, by cost item."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A certificate of the story: contract, number, gross value, and what it makes payable now."""

    contract: ContractPlan
    certificate_no: int
    gross_fen: int
    labour_fen: int
    due_fen: int
    invoice: str

    @property
    def invoiced_fen(self) -> int:
        """What the payee invoices: all that is payable now."""
        return self.labour_fen + self.due_fen


def measured(month: int) -> list[Stage]:
    """Return the certificates of the works and goods of month 1, 2 or 3."""
    out = []
    for n, plan in enumerate(MEASURED):
        grosses = [_round(plan.price_fen, bp) for bp in WORK_BP[n % len(WORK_BP)]]
        before = sum(grosses[: month - 1])
        gross = grosses[month - 1]
        recouped = _recouped(plan, before + gross) - _recouped(plan, before)
        labour = money.share_bp(gross, plan.labour_bp)
        due = money.share_bp(gross, plan.progress_bp) - recouped - labour
        out.append(Stage(plan, month, gross, labour, due, _invoice_no(n + 1, month)))
    return out


def _round(price_fen: int, bp: int) -> int:
    return money.share_bp(price_fen, bp) // HUNDRED_YUAN * HUNDRED_YUAN


def _recouped(plan: ContractPlan, certified_fen: int) -> int:
    """Return what of the advance is recouped when so much is certified."""
    return min(plan.advance_fen, money.share_bp(certified_fen, plan.recoup_bp))


def _invoice_no(serial: int, month: int) -> str:
    """Return a number of twenty digits, as fully digital invoices have."""
    return f"26379901{month:02d}{serial * 104_729 % 10_000_000_000:010d}"


def delivered(month: int) -> list[Stage]:
    """Return the certificates of the services of month 1, 2 or 3."""
    out = []
    for n, plan in enumerate(SERVICES, 1):
        share = SERVICE_BP[plan.cost_item or ""][month - 1]
        if share:
            fen = money.share_bp(plan.price_fen, share)
            out.append(Stage(plan, month, fen, 0, fen, _invoice_no(500 + n, month)))
    return out


def certify(office: Office, stages: list[Stage]) -> None:
    """Let the chief supervision engineers' certificates and the payees' invoices be entered."""
    office.all(
        (
            "gong",
            SignCertificate(
                contract=stage.contract.no,
                certificate_no=stage.certificate_no,
                certified_on=office.today,
                chief_engineer=stage.contract.project.leader("supervisor"),
                lines=(Measured(gross_fen=stage.gross_fen),),
            ),
        )
        for stage in stages
    )
    office.all(("zhi", invoice(stage, office.today, office.today)) for stage in stages)


def invoice(stage: Stage, on: date, verified_on: date | None) -> RegisterInvoice:
    """Return the act that registers the invoice of a certificate."""
    return RegisterInvoice(
        contract=stage.contract.no,
        number=stage.invoice,
        amount_fen=stage.invoiced_fen,
        issued_on=on,
        verified_on=verified_on,
    )


def advance(plan: ContractPlan) -> Payout:
    """Return the payment of a contract's advance."""
    line = PayLine(contract=plan.no, part="advance", amount_fen=plan.advance_fen)
    return Payout(project=plan.project.code, kind="advance", lines=(line,))


def progress(stage: Stage, *, invoice: str | None = None) -> Payout:
    """Return the payment of a certificate: labour to the wage account first, then what is due."""
    plan = stage.contract
    parts = (("labour", stage.labour_fen), ("due", stage.due_fen))
    lines = tuple(
        PayLine(
            contract=plan.no,
            part=part,
            amount_fen=fen,
            certificate_no=stage.certificate_no,
        )
        for part, fen in parts
        if fen
    )
    used = InvoiceUse(number=invoice or stage.invoice, amount_fen=stage.invoiced_fen)
    kind, what = ("service", "服务费") if plan.cost_item else ("progress", "进度款")
    return Payout(
        project=plan.project.code,
        kind=kind,
        lines=lines,
        invoices=(used,),
        summary=f"支付{plan.name}第{stage.certificate_no}期{what}",
    )


def household_batch(key: str, number: int) -> Payout:
    """Return the payment of a block of households, a line each."""
    lines = tuple(
        PayLine(
            contract=agreement.contract_no,
            part="compensation",
            amount_fen=agreement.amount_fen,
            certificate_no=1,
        )
        for agreement in households.block(key, number)
    )
    project = PROJECTS[key]
    summary = f"支付{project.name}第{number}批征收补偿款{len(lines)}户"
    return Payout(project=project.code, kind="compensation", lines=lines, summary=summary)
