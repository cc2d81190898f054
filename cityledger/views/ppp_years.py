"""What became of each duty of a partnership: planned, scored, certified, paid (S37)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls.facts import CAPITAL
from cityledger.controls.ppp import in_force
from cityledger.controls.ppp_limits import YearFacts, breaks
from cityledger.model.contracts import Certificate
from cityledger.views import ppp
from cityledger.views.contract_state import net_fen
from cityledger.views.find import many
from cityledger.views.trace import contract_payments
from cityledger.views.vouchers_behind import voucher_of

if TYPE_CHECKING:
    from datetime import date

    from cityledger.controls.parameters import Parameters
    from cityledger.model.ppp import PppScore
    from cityledger.store.engine import Read


@dataclass(frozen=True, slots=True)
class DutyYear:
    """One duty of a year, in fen; what follows from a score is None before there is one.

    Capital is paid by contract and not by year: the oldest years are taken to be paid first.
    """

    contract_id: int
    contract_no: str
    year: int
    kind: str
    planned_fen: int
    score_ppm: int | None
    payable_fen: int | None
    paid_fen: int
    certificate_id: int | None
    certificate_no: int | None
    voucher_id: int | None


@dataclass(frozen=True, slots=True)
class YearTest:
    """A year against both limits (财金〔2015〕21号; 国办函〔2023〕115号).

    `may_add` says whether a plan that the government pays alone could still be taken on; None
    where no capacity figure of the year is known, or no such limit is in force.
    """

    year: ppp.YearOfDuties
    limit_bp: int
    own_limit_bp: int | None
    may_add: bool | None


def duty_years(read: Read, book_id: int) -> tuple[DutyYear, ...]:
    """Return every duty with what became of it, by year, contract and kind."""
    capital: dict[int, int] = {}
    scored: dict[int, dict[int, PppScore]] = {}
    out = []
    for duty in sorted(ppp.duties(read, book_id), key=lambda d: (d.year, d.contract_id, d.kind)):
        number = duty.contract_id
        if number not in scored:
            scored[number] = {row.year: row for row in ppp.scores(read, book_id, number)}
            capital[number] = net_fen(read, book_id, number, CAPITAL)
        score = scored[number].get(duty.year) if duty.kind == "operating" else None
        if duty.kind == "equity":
            paid = min(max(0, capital[number]), duty.planned_fen)
            capital[number] -= paid
            out.append(_row(duty, None, paid, None, None))
            continue
        out.append(_scored(read, book_id, duty, score))
    return tuple(out)


def _scored(read: Read, book_id: int, duty: ppp.Duty, score: PppScore | None) -> DutyYear:
    """Return a duty of a year with the certificate that the act of its score made."""
    if score is None:
        return _row(duty, None, 0, None, None)
    # A score and the certificate it makes are one act, and so stand in one leaf.
    made = many(read, Certificate, book_id=book_id, contract_id=duty.contract_id)
    certificate = next((row for row in made if row.leaf_idx == score.leaf_idx), None)
    if certificate is None:
        return _row(duty, score, 0, None, None)
    number = certificate.certificate_id
    lines = contract_payments(read, book_id, duty.contract_id, number)
    voucher = voucher_of(read, book_id, duty.contract_id, score.leaf_idx)
    return _row(duty, score, sum(line.amount_fen for line in lines), certificate, voucher)


def _row(
    duty: ppp.Duty,
    score: PppScore | None,
    paid_fen: int,
    certificate: Certificate | None,
    voucher_id: int | None,
) -> DutyYear:
    return DutyYear(
        contract_id=duty.contract_id,
        contract_no=duty.contract_no,
        year=duty.year,
        kind=duty.kind,
        planned_fen=duty.planned_fen,
        score_ppm=score.score_ppm if score else None,
        payable_fen=score.payable_fen if score else None,
        paid_fen=paid_fen,
        certificate_id=certificate.certificate_id if certificate else None,
        certificate_no=certificate.certificate_no if certificate else None,
        voucher_id=voucher_id,
    )


def year_tests(
    read: Read, book_id: int, parameters: Parameters, today: date
) -> tuple[YearTest, ...]:
    """Return every year with a duty or a capacity figure, against the limits in force today."""
    limit = parameters.bp("ppp.duty_max_bp", today)
    own = in_force(parameters.bp, "ppp.government_pay_max_bp", today)
    return tuple(
        YearTest(row, limit, own, _may_add(row, own))
        for row in ppp.years(read, book_id, parameters, today)
    )


def _may_add(row: ppp.YearOfDuties, limit_bp: int | None) -> bool | None:
    if row.capacity_fen is None or limit_bp is None:
        return None
    facts = YearFacts(
        year=row.year, others_fen=row.counted_fen, added_fen=0, capacity_fen=row.capacity_fen
    )
    return not breaks(facts, limit_bp)
