"""Which tranches could pay a request, how much of each is free, in which order (L3, L4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cityledger.actions.payment_plan import Chosen, PlannedLine, slice_of
from cityledger.controls import slicing
from cityledger.controls.facts import TrancheFacts
from cityledger.model.funding import FundSource, Tranche
from cityledger.views import obligations, purse
from cityledger.views.find import many

if TYPE_CHECKING:
    from cityledger.actions.draft import Context
    from cityledger.actions.payment_case import Case
    from cityledger.controls.facts import PaymentFacts


def tranche_facts(context: Context, case: Case) -> tuple[TrancheFacts, ...]:
    """Return everything this book could pay from, and what the request names even if empty."""
    held: dict[tuple[int, int], int] = {}
    if case.is_held:
        for piece in case.slices:
            if piece.bank_account_id is not None:
                key = (piece.bank_account_id, piece.tranche_id)
                held[key] = held.get(key, 0) + piece.amount_fen
    named = {
        (piece.bank_account_id, piece.tranche_id)
        for piece in case.slices
        if piece.bank_account_id is not None
    }
    pairs = sorted(named | set(purse.purses(context.read, context.book_id)))
    rows = {row.tranche_id: row for row in many(context.read, Tranche, **context.here)}
    sources = {row.fund_source_id: row for row in many(context.read, FundSource, **context.here)}
    out = [
        _cash(context, case, rows[tranche], sources, bank, held.get((bank, tranche), 0))
        for bank, tranche in pairs
    ]
    out += [_quota(context, case, row, sources) for row in rows.values() if row.form == "quota"]
    return tuple(out)


def _cash(
    context: Context,
    case: Case,
    tranche: Tranche,
    sources: dict[int, FundSource],
    bank: int,
    own_fen: int,
) -> TrancheFacts:
    read, book = context.read, context.book_id
    least = purse.least_fen(read, book, bank, tranche.tranche_id, case.value_date)
    held = purse.held_fen(read, book, bank, tranche.tranche_id) - own_fen
    return _facts(context, case, tranche, sources, bank, least - held)


def _quota(
    context: Context, case: Case, tranche: Tranche, sources: dict[int, FundSource]
) -> TrancheFacts:
    used = obligations.quota_used_fen(context.read, context.book_id, tranche.tranche_id, case.own)
    return _facts(context, case, tranche, sources, None, tranche.amount_fen - used)


def _facts(
    context: Context,
    case: Case,
    tranche: Tranche,
    sources: dict[int, FundSource],
    bank: int | None,
    free_fen: int,
) -> TrancheFacts:
    source = sources.get(tranche.fund_source_id) if tranche.fund_source_id else None
    project = case.project.project_id
    number = tranche.tranche_id
    return TrancheFacts(
        tranche_id=number,
        label=tranche.label,
        kind=tranche.kind,
        free_fen=free_fen,
        received_on=tranche.received_on or case.value_date,
        bank_account_id=bank,
        allotment_id=tranche.allotment_id,
        fund_source_id=tranche.fund_source_id,
        source_name=source.name if source else "",
        expiry_on=tranche.expiry_on,
        restricted=tranche.restricted == 1,
        uses=uses_of(tranche),
        scope=scope_of(tranche),
        share_left_fen=purse.share_left_fen(context.read, context.book_id, number, project),
        depositor=tranche.depositor,
        return_to=tranche.return_to,
    )


def uses_of(tranche: Tranche) -> tuple[str, ...]:
    """Return what a tranche may pay for; an unidentified receipt pays for nothing (L4)."""
    return () if tranche.kind == "unidentified" else tuple(tranche.uses.split(","))


def scope_of(tranche: Tranche) -> tuple[int, ...] | None:
    """Return the projects a tranche may pay for; None means every project."""
    return None if tranche.scope == "*" else tuple(int(p) for p in tranche.scope.split(","))


def prescribed(
    context: Context, lines: tuple[PlannedLine, ...], facts: PaymentFacts
) -> tuple[Chosen, ...]:
    """Return the slices the project's order gives, numbered per line."""
    numbers = {line.n: line.payment_line_id for line in lines}
    counts: dict[int, int] = {}
    out = []
    for piece in slicing.prescribe(facts).slices:
        counts[piece.line_n] = counts.get(piece.line_n, 0) + 1
        place = (numbers[piece.line_n], counts[piece.line_n])
        bank, fen = piece.bank_account_id, piece.amount_fen
        out.append(slice_of(context, place, piece.tranche_id, bank, fen))
    return tuple(out)
