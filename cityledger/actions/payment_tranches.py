"""Which tranches could pay a request, how much of each is free, in which order (L3, L4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.payment_plan import Chosen, PlannedLine, slice_of
from cityledger.controls import slicing
from cityledger.controls.facts import TrancheFacts
from cityledger.kernel.sources import CARRIED
from cityledger.model.funding import Allotment, FundSource, Tranche
from cityledger.views import obligations, purse
from cityledger.views.find import many, need
from cityledger.views.instruments import Pool, Reward, pools, rewards
from cityledger.views.year_end import carried_to, successor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cityledger.actions.draft import Context
    from cityledger.actions.payment_case import Case
    from cityledger.controls.facts import PaymentFacts
    from cityledger.model.funding import FundingPlan


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
    known = purse.purses(context.read, context.book_id)
    carried = carried_to(context.read, context.book_id)
    rows = {row.tranche_id: row for row in many(context.read, Tranche, **context.here)}
    sources = {row.fund_source_id: row for row in many(context.read, FundSource, **context.here)}
    terms = _terms(context, case)
    places: dict[tuple[int | None, int], int] = {}
    for pair in sorted(named | known.filled()):
        least = purse.least_fen(context.read, context.book_id, known, pair, case.value_date)
        places[pair] = least - known.held.get(pair, 0) + held.get(pair, 0)
    for tranche in rows.values():
        if tranche.form == "quota":
            used = _quota_used(context, case, tranche)
            places[None, tranche.tranche_id] = tranche.amount_fen - used
    free: dict[int, int] = {}
    for (_, number), fen in places.items():
        free[number] = free.get(number, 0) + fen
    out = []
    for (bank, number), fen in places.items():
        tranche = rows[number]
        source = sources.get(tranche.fund_source_id or 0)
        allotment = successor(carried, tranche.allotment_id)
        facts = _facts(case, tranche, source, known, (bank, fen), allotment)
        spent = tranche.amount_fen - free[number]
        out.append(terms.applied(facts, tranche, source.kind if source else "", spent))
    return tuple(out)


def planned_allotments(context: Context, plans: Iterable[FundingPlan]) -> tuple[str, ...]:
    """Return the numbers of the allotments a funding plan takes, as they live on today."""
    carried = carried_to(context.read, context.book_id)
    numbers = {successor(carried, plan.allotment_id) for plan in plans} - {None}
    rows = (
        need(context.read, Allotment, "allotment", **context.here, allotment_id=number)
        for number in sorted(number for number in numbers if number is not None)
    )
    return tuple(row.allotment_no for row in rows)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the rules of the day add to the documents: years of carrying, recurrent items, rewards.

    `recurrent` are uses that no bond may pay; `rewards` and `pools` are those of the book.
    """

    carry_years: int
    recurrent: tuple[str, ...]
    rewards: tuple[Reward, ...]
    pools: tuple[Pool, ...]

    def applied(
        self, facts: TrancheFacts, tranche: Tranche, source_kind: str, spent_fen: int
    ) -> TrancheFacts:
        """Return a tranche under these terms; `spent_fen` is used or held of it, by whomever."""
        lapses_on = None
        if tranche.kind in CARRIED and tranche.fund_year is not None:
            lapses_on = date(tranche.fund_year + self.carry_years, 12, 31)
        promised = [row for row in self.rewards if row.tranche_id == tranche.tranche_id]
        accepted = sum(row.amount_fen for row in promised if row.accepted_on is not None)
        is_reward = source_kind == "reward_grant" or bool(promised)
        mine = [pool for pool in self.pools if pool.tranche_id == tranche.tranche_id]
        is_pool = source_kind == "risk_pool" or bool(mine)
        forbids = tuple(tranche.forbids.split(",")) if tranche.forbids else ()
        return replace(
            facts,
            not_uses=(*forbids, *(self.recurrent if tranche.kind == "bond" else ())),
            lapses_on=lapses_on,
            proven_fen=accepted - spent_fen if is_reward else None,
            pool_payee=mine[0].bank if mine else "" if is_pool else None,
            pool_due_fen=sum(pool.borne_fen for pool in mine) - spent_fen if is_pool else 0,
        )


def _terms(context: Context, case: Case) -> _Terms:
    on, parameters = case.value_date, context.parameters
    return _Terms(
        carry_years=parameters.count("fund.carry_years", on),
        recurrent=tuple(parameters.lookup("bond.recurrent_uses", on).value.split(",")),
        rewards=rewards(context.read, context.book_id),
        pools=pools(context.read, context.book_id),
    )


def _quota_used(context: Context, case: Case, tranche: Tranche) -> int:
    number = tranche.tranche_id
    return obligations.quota_used_fen(context.read, context.book_id, number, case.own)


def _facts(
    case: Case,
    tranche: Tranche,
    source: FundSource | None,
    known: purse.Purses,
    where: tuple[int | None, int],
    allotment_id: int | None,
) -> TrancheFacts:
    """Return a tranche as the rules see it; `where` is its bank account and what is free there.

    `allotment_id` is the permission of today: that of last year, or what it was carried over to.
    """
    number = tranche.tranche_id
    return TrancheFacts(
        tranche_id=number,
        label=tranche.label,
        kind=tranche.kind,
        free_fen=where[1],
        received_on=tranche.received_on or case.value_date,
        bank_account_id=where[0],
        allotment_id=allotment_id,
        fund_source_id=tranche.fund_source_id,
        source_name=source.name if source else "",
        expiry_on=tranche.expiry_on,
        restricted=tranche.restricted == 1,
        uses=uses_of(tranche),
        scope=scope_of(tranche),
        share_left_fen=known.share_left_fen(number, case.project.project_id),
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
        allotment = piece.allotment_id
        out.append(slice_of(context, place, piece.tranche_id, bank, fen, allotment))
    return tuple(out)
