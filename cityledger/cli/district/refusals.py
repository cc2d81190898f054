"""What the gate says no to: each attempt of the story, with the code it must be refused for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.certificates import Measured, SignCertificate
from cityledger.actions.contracts import RegisterInvoice, SignContract
from cityledger.actions.payments import (
    ApprovePayment,
    PayPayment,
    PickedSlice,
    RequestPayment,
    ReviewPayment,
)
from cityledger.cli.district import funds, works
from cityledger.cli.district.contracts import CONTRACTS, SHORT_LETTER
from cityledger.cli.district.projects import PROJECTS
from cityledger.kernel import money

if TYPE_CHECKING:
    from cityledger.cli.district.office import Office
    from cityledger.cli.district.payouts import Payout
    from cityledger.cli.district.works import Stage


def lacking_party(office: Office) -> None:
    """An advance is asked for before the surveyor has signed its papers."""
    payout = works.advance(CONTRACTS["P13-施01"])
    office.refused("zhi", payout.request(office.today), "payment.five_parties")


def too_large_contract(office: Office) -> None:
    """A contract beyond what the approved estimate has left."""
    plan = CONTRACTS["P10-招01"]
    command = SignContract(
        contract_no="P10-设02",
        project=plan.project.code,
        kind="service",
        name="景观提升设计",
        party_id=plan.firm.party_id,
        payee_account=plan.firm.account,
        price_fen=PROJECTS["P10"].estimate_fen[3],
        signed_on=office.today,
        budget_line="K4",
        cost_item="02",
    )
    office.refused("zhi", command, "contract.over_budget_line")


def certificate_by_another(office: Office) -> None:
    """A certificate that the registered chief supervision engineer did not sign."""
    plan = CONTRACTS["P05-施01"]
    command = SignCertificate(
        contract=plan.no,
        certificate_no=1,
        certified_on=office.today,
        chief_engineer="陈哲",
        lines=(Measured(gross_fen=money.share_bp(plan.price_fen, 1000)),),
    )
    office.refused("gong", command, "certificate.signer")


def one_fen_too_much(office: Office, stage: Stage) -> None:
    """0.01 yuan more than the certificate makes due."""
    asked = works.progress(stage)
    last = asked.lines[-1]
    more = replace(last, amount_fen=last.amount_fen + 1)
    command = replace(asked, lines=(*asked.lines[:-1], more)).request(office.today)
    office.refused("zhi", command, "payment.over_certified")


def another_account(office: Office, stage: Stage) -> None:
    """The right payee, on an account the contract does not name."""
    asked = works.progress(stage)
    other = replace(asked.lines[-1], payee_account="6222990000001234")
    command = replace(asked, lines=(*asked.lines[:-1], other)).request(office.today)
    office.refused("zhi", command, "payment.payee_account")


def _picked(payout: Payout, office: Office, tranche: str, bank: str) -> RequestPayment:
    slices = tuple(
        PickedSlice(line=n, tranche=tranche, bank_account=bank, amount_fen=line.amount_fen)
        for n, line in enumerate(payout.lines, 1)
    )
    return replace(payout.request(office.today), slices=slices)


def wrong_tranche(office: Office, stage: Stage) -> None:
    """District money is picked while the earmarked money of the project is not yet spent."""
    command = _picked(works.progress(stage), office, "一般预算2026-1", funds.MAIN)
    office.refused("zhi", command, "payment.wrong_tranche")


def outside_scope(office: Office, stage: Stage) -> None:
    """Money of the shantytown bond is picked for a project its documents do not name."""
    command = _picked(works.progress(stage), office, "棚改债2026-1", funds.BONDS)
    office.refused("zhi", command, "payment.out_of_scope")


def same_person(office: Office, payout: Payout) -> int:
    """The person who made a request reviews it as well; return the request's number."""
    office.requests += 1
    office.by("jian", payout.request(office.today))
    review = ReviewPayment(payment_request_id=office.requests, value_date=office.today)
    office.refused("jian", review, "payment.duty_shared")
    return office.requests


def cashier_approves(office: Office, number: int) -> None:
    """Somebody without the duty signs an approval."""
    command = ApprovePayment(payment_request_id=number, value_date=office.today)
    office.refused("chu", command, "payment.duty_not_held")


def paid_before_approval(office: Office, number: int) -> None:
    """The cashier pays what is only reviewed."""
    command = PayPayment(payment_request_id=number, value_date=office.today)
    office.refused("chu", command, "payment.state")


def closed_month(office: Office, stage: Stage) -> None:
    """A payment dated in a month that is closed."""
    command = works.progress(stage).request(date(2026, 1, 30))
    office.refused("zhi", command, "payment.period_not_open")


def letter_ends_too_soon(office: Office, stages: dict[str, Stage]) -> None:
    """The performance letter ends fewer days after the payment than the rules ask for."""
    command = works.progress(stages[SHORT_LETTER]).request(office.today)
    office.refused("zhi", command, "payment.guarantee_expired")


def unverified_invoice(office: Office, stage: Stage) -> None:
    """An invoice that nobody has checked on the tax platform."""
    number = "26379901030000000001"
    command = RegisterInvoice(
        contract=stage.contract.no,
        number=number,
        amount_fen=stage.invoiced_fen,
        issued_on=office.today,
    )
    office.by("zhi", command)
    asked = works.progress(stage, invoice=number)
    office.refused("zhi", asked.request(office.today), "payment.invoice_unverified")


def invoice_again(office: Office, stage: Stage, used: Stage) -> None:
    """An invoice of an earlier month is brought once more."""
    asked = works.progress(stage, invoice=used.invoice)
    office.refused("zhi", asked.request(office.today), "payment.invoice_used")


def held_by_interference(office: Office, stage: Stage) -> None:
    """A payment on a contract somebody put in a word for; the record is not yet cleared."""
    command = works.progress(stage).request(office.today)
    office.refused("zhi", command, "payment.interference_open")


def beyond_the_cap(office: Office) -> None:
    """A second advance, beyond what the contract agrees."""
    payout = works.advance(CONTRACTS["P01-施02"])
    office.refused("zhi", payout.request(office.today), "payment.advance_cap")
