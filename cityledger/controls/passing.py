"""What the payment gate found in order, with its figures: the rules know more than they say.

A rule speaks when it is broken. Whoever enters a payment wants the same numbers before: how much of
the contract is left, which share is paid, how old the certificate is. They are taken from the facts
the gate was asked about, and nothing is worked out a second way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.controls import payment
from cityledger.controls.advance import recoup_due_fen
from cityledger.controls.case import Case
from cityledger.controls.facts import FIVE_ROLES
from cityledger.controls.obligation import progress_limit_fen
from cityledger.kernel import days, money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cityledger.controls.facts import PaymentFacts
    from cityledger.controls.parameters import Parameters
    from cityledger.kernel.errors import Finding

    Figures = Callable[[Case], Iterator[dict[str, object]]]

TAIL = 4
"""Digits of an account that are shown: enough to compare with the paper in hand."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A rule that has nothing against a payment; `lifted` where only an override sets it aside.

    `figures` are its main numbers by name, none where a rule has no number to tell.
    """

    code: str
    figures: tuple[tuple[str, str], ...] = ()
    lifted: bool = False


def passed(
    facts: PaymentFacts, parameters: Parameters, findings: Iterable[Finding]
) -> tuple[Passed, ...]:
    """Return the rules that apply and found nothing, in order of precedence."""
    against = {finding.code for finding in findings}
    out: list[Passed] = []
    for rule in payment.RULES:
        code = rule.control.code
        lines = tuple(line for line in facts.lines if line.kind in payment.APPLIES[code])
        if code in against or not lines:
            continue
        case = Case(facts, parameters, lines)
        if any(True for _ in rule.look(case)):
            out.append(Passed(code, lifted=True))
            continue
        told = [_texts(row) for row in FIGURES[code](case)] if code in FIGURES else []
        out.extend(Passed(code, row) for row in told or [()])
    return tuple(out)


def _texts(row: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in row.items())


def _percent(part: int, whole: int) -> str:
    bp = part * 10_000 // whole if whole else 0
    return f"{bp // 100}.{bp % 100:02d}%"


def _period(case: Case) -> Iterator[dict[str, object]]:
    yield {"period": days.period_text(days.period_of(case.on))}


def _budget_document(case: Case) -> Iterator[dict[str, object]]:
    yield {"document": case.facts.budget_document}


def _five_parties(_: Case) -> Iterator[dict[str, object]]:
    yield {"count": len(FIVE_ROLES)}


def _over_contract(case: Case) -> Iterator[dict[str, object]]:
    for row in case.contracts:
        left = row.limit_fen - row.paid_fen - case.paid_now(row)
        yield {"contract": row.no, "left": money.text(left)}


def _over_budget(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.budget_lines:
        now = sum(x.amount_fen for x in case.lines if x.budget_line_id == row.budget_line_id)
        if now:
            left = row.approved_fen - row.paid_fen - now
            yield {"budget_line": row.name, "left": money.text(left)}


def _certificate(case: Case) -> Iterator[dict[str, object]]:
    for row in case.certificates:
        if row.signed_on is not None:
            yield {"certificate": row.no, "days": days.days_between(row.signed_on, case.on)}


def _over_certified(case: Case) -> Iterator[dict[str, object]]:
    """Lines on one obligation add up, as they do in the rule."""
    due: dict[tuple[int, int | None, int | None, str], int] = {}
    for line in case.lines:
        left = due.get(line.obligation, line.due_fen - line.paid_before_fen)
        due[line.obligation] = left - line.amount_fen
    yield {"left": money.text(sum(due.values()))}


def _over_progress(case: Case) -> Iterator[dict[str, object]]:
    for row in case.contracts:
        limit = progress_limit_fen(row)
        left = limit - row.paid_fen - case.paid_now(row)
        yield {"limit": money.text(limit), "left": money.text(left)}


def _over_retention(case: Case) -> Iterator[dict[str, object]]:
    for row in case.contracts:
        if row.settled_fen is None and row.limit_fen > 0:
            total = row.paid_fen + case.paid_now(row)
            yield {
                "share": _percent(total, row.limit_fen),
                "cap": _percent(10_000 - row.retention_bp, 10_000),
                "retention": _percent(row.retention_bp, 10_000),
            }


def _advance_cap(case: Case) -> Iterator[dict[str, object]]:
    for row in case.contracts:
        left = row.advance_cap_fen - row.unrecouped_fen - case.paid_now(row)
        yield {"left": money.text(left)}


def _recouped(case: Case) -> Iterator[dict[str, object]]:
    for row in case.contracts:
        due = recoup_due_fen(row)
        if due:
            yield {"recouped": money.text(row.recouped_fen), "due": money.text(due)}


def _labour(case: Case) -> Iterator[dict[str, object]]:
    for row in case.certificates:
        if row.labour_due_fen:
            lines = [x for x in case.lines if x.certificate_id == row.certificate_id]
            paid = sum(line.amount_fen for line in lines if line.is_labour)
            yield {"paid": money.text(paid), "due": money.text(row.labour_due_fen)}


def _payee_account(case: Case) -> Iterator[dict[str, object]]:
    """A household's account is nobody's to read here."""
    for row in case.contracts:
        if row.party_id is not None:
            yield {"tail": row.main_account[-TAIL:]}


def _invoice_used(case: Case) -> Iterator[dict[str, object]]:
    for row in case.facts.invoices:
        left = row.total_fen - row.used_fen - row.amount_fen
        yield {"invoice": row.number, "left": money.text(left)}


def _guarantees(case: Case) -> Iterator[dict[str, object]]:
    for row in case.contracts:
        needed = row.performance_fen or row.advance_guarantee_fen
        mine = [x for x in case.facts.guarantees if x.contract_id == row.contract_id]
        if needed and mine:
            yield {"expires_on": max(x.expires_on for x in mine)}


def _over_allotment(case: Case) -> Iterator[dict[str, object]]:
    needs: dict[int | None, int] = {}
    for piece in case.facts.slices:
        needs[piece.allotment_id] = needs.get(piece.allotment_id, 0) + piece.amount_fen
    for row in case.facts.allotments:
        if needs.get(row.allotment_id):
            left = row.free_fen - needs[row.allotment_id]
            yield {"allotment": row.no, "left": money.text(left)}


def _over_share(case: Case) -> Iterator[dict[str, object]]:
    needs: dict[int, int] = {}
    for _, piece, _ in case.drawn:
        needs[piece.tranche_id] = needs.get(piece.tranche_id, 0) + piece.amount_fen
    shares = {row.tranche_id: (row.label, row.share_left_fen) for row in case.facts.tranches}
    for tranche_id, fen in needs.items():
        name, left = shares.get(tranche_id, ("", None))
        if left is not None:
            yield {"tranche": name, "left": money.text(left - fen)}


FIGURES: dict[str, Figures] = {
    "payment.period_not_open": _period,
    "payment.no_budget_document": _budget_document,
    "payment.five_parties": _five_parties,
    "payment.over_contract": _over_contract,
    "payment.over_budget": _over_budget,
    "payment.certificate_unsigned": _certificate,
    "payment.over_certified": _over_certified,
    "payment.over_progress": _over_progress,
    "payment.over_retention": _over_retention,
    "payment.advance_cap": _advance_cap,
    "payment.advance_not_recouped": _recouped,
    "payment.labour_share": _labour,
    "payment.payee_account": _payee_account,
    "payment.invoice_used": _invoice_used,
    "payment.guarantee_expired": _guarantees,
    "payment.over_allotment": _over_allotment,
    "payment.over_share": _over_share,
}
"""Which rules have numbers to tell when they pass, by code."""
