"""Fill the project statement (项目资金对账单) from one state of the log, to the fen.

Money is not held per project (L2): what a project received is its share of a tranche, on the day
the tranche came; of a tranche that is not divided it received what it drew, when it paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlalchemy import bindparam, func, select

from cityledger.kernel.days import add_months, bounds, china_day, period_of
from cityledger.kernel.errors import BadInput, Problem
from cityledger.views import reliance
from cityledger.views.acts import sealed_act
from cityledger.views.contract_state import ContractState, contracts
from cityledger.views.log_mark import log_mark
from cityledger.views.moment import POSTING, VOUCHER, VOUCHERS_PER_LEAF, Moment, standing
from cityledger.views.overrides import overrides
from cityledger.views.project_card import parties
from cityledger.views.project_statement import (
    LeafRange,
    PartyRole,
    ProjectStatement,
    StatementContract,
    StatementMonth,
    StatementOverride,
    StatementParty,
    StatementPayment,
    StatementSource,
)
from cityledger.views.shares import Share, project_positions
from cityledger.views.trace import Traced, project_payments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cityledger.store.engine import Read
    from cityledger.views.subsidiary import Span

_OWN = (
    select(VOUCHER.c.voucher_id)
    .where(
        VOUCHER.c.book_id == bindparam("book"),
        *standing(),
        VOUCHER.c.voucher_id.in_(
            select(POSTING.c.voucher_id).where(
                POSTING.c.book_id == bindparam("book"),
                POSTING.c.project_id == bindparam("project"),
            )
        ),
    )
    .subquery()
)
_LEAVES = (
    select(
        func.min(POSTING.c.voucher_id).label("first"),
        func.max(POSTING.c.voucher_id).label("last"),
        func.count(POSTING.c.voucher_id.distinct()).label("vouchers"),
        func.coalesce(func.sum(POSTING.c.debit_fen), 0).label("debit"),
        func.coalesce(func.sum(POSTING.c.credit_fen), 0).label("credit"),
    )
    .join(_OWN, _OWN.c.voucher_id == POSTING.c.voucher_id)
    .where(POSTING.c.book_id == bindparam("book"))
)


@dataclass(frozen=True, slots=True)
class _Receipt:
    """Money a project got of a tranche on a day; None: in the opening."""

    on: date | None
    tranche_id: int
    amount_fen: int


def project_statement(
    read: Read,
    book_id: int,
    project_id: int,
    span: Span,
    *,
    as_known: int | None = None,
) -> ProjectStatement:
    """Return the statement of whole months; raises BadInput when there is no such project."""
    mark = log_mark(read, book_id, as_known=as_known)
    size, to_on = mark.size, span.to_on
    found = project_positions(read, book_id, as_of=to_on, as_known=size)
    own = next((row for row in found if row.project_id == project_id), None)
    if own is None:
        reason = f"no such project among the first {size} leaves"
        raise BadInput((Problem("project", str(project_id), reason, "register it first"),))
    every = project_payments(read, book_id, project_id, as_of=to_on, as_known=size)
    shown = tuple(line for line in every if _day(line) and line.on >= span.from_on)
    receipts = _receipts(own.shares, every)
    within = [r for r in receipts if r.on is not None and r.on >= span.from_on]
    received, paid = sum(r.amount_fen for r in within), sum(line.amount_fen for line in shown)
    closing = own.left_fen
    opening = closing - received + paid
    people = parties(read, book_id, project_id, as_of=to_on, as_known=size)
    paying = [(line.payment_request_id, line.on) for line in shown]
    relied = reliance.of_project(read, book_id, project_id, paying, reliance.State(to_on, size))
    return ProjectStatement(
        mark=mark,
        statement_no=f"{own.code}-{period_of(span.from_on)}-{period_of(to_on)}",
        project_no=own.code,
        project_name=own.name,
        from_on=span.from_on,
        to_on=to_on,
        opening_fen=opening,
        received_fen=received,
        received_count=len({r.tranche_id for r in within}),
        paid_fen=paid,
        paid_count=len(shown),
        closing_fen=closing,
        leaves=leaf_range(read, book_id, project_id, as_of=to_on, as_known=size),
        parties=tuple(
            StatementParty(cast("PartyRole", p.role), p.name, p.party_id, p.leader) for p in people
        ),
        sources=tuple(_source(share, span) for share in own.shares),
        contracts=tuple(
            _contract(state)
            for state in contracts(read, book_id, project_id, as_of=to_on, as_known=size)
        ),
        payments=tuple(_payment(line) for line in shown),
        months=_months(span, opening, within, shown),
        unverified=reliance.unverified(relied),
        overrides=_overrides(read, book_id, project_id, to_on, size),
    )


def _overrides(
    read: Read, book_id: int, project_id: int, to_on: date, size: int
) -> tuple[StatementOverride, ...]:
    """Return the overrides of a project that were asked for up to the last day, whole life."""
    return tuple(
        StatementOverride(
            override_no=str(row.override_id),
            rule=row.title,
            contract_no=row.contract_no,
            document_no=row.doc_no,
            reason=row.reason,
            asked_by=row.asked_name,
            granted_by=row.granted_name,
            limit_fen=row.limit_fen,
            used_fen=row.used_fen,
            expires_on=row.expires_on,
            state=row.state,
        )
        for row in overrides(read, book_id, to_on, project_id=project_id, as_known=size)
        if china_day(sealed_act(read, book_id, row.leaf_idx).at) <= to_on
    )


def _day(line: Traced) -> date | None:
    """Return the day of a payment; one of the opening has none here, whatever its voucher says."""
    return None if line.kind == "opening" else line.on


def _receipts(shares: Sequence[Share], lines: Sequence[Traced]) -> list[_Receipt]:
    drawn = {share.tranche_id for share in shares if share.is_drawn}
    out = [
        _Receipt(share.received_on, share.tranche_id, share.share_fen)
        for share in shares
        if not share.is_drawn
    ]
    return out + [
        _Receipt(_day(line), line.tranche_id, line.amount_fen)
        for line in lines
        if line.tranche_id in drawn
    ]


def _source(share: Share, span: Span) -> StatementSource:
    return StatementSource(
        tranche_no=share.label,
        source=share.source,
        document_no=share.document_no,
        received_on=share.received_on or span.from_on,
        share_fen=share.share_fen,
        paid_fen=share.paid_fen,
        left_fen=share.left_fen,
        expires_on=share.expiry_on,
    )


def _contract(state: ContractState) -> StatementContract:
    return StatementContract(
        contract_no=state.contract_no,
        name=state.name,
        party=state.payee_name,
        price_fen=state.price_fen,
        variation_fen=state.variations_fen,
        certified_fen=state.certified_fen,
        paid_fen=state.paid_fen - state.refunded_fen,
        retention_fen=state.retention_fen,
        payable_fen=state.due_fen,
    )


def _payment(line: Traced) -> StatementPayment:
    return StatementPayment(
        on=line.on,
        word_no=line.word_no,
        payee=line.payee,
        contract_no=line.contract_no,
        tranche_no=line.tranche,
        purpose=line.summary,
        amount_fen=line.amount_fen,
    )


def _months(
    span: Span, opening_fen: int, receipts: Sequence[_Receipt], lines: Sequence[Traced]
) -> tuple[StatementMonth, ...]:
    """Return every month of the span, those without movement included."""
    out, balance, first = [], opening_fen, bounds(period_of(span.from_on))[0]
    while first <= span.to_on:
        period = period_of(first)
        received = sum(r.amount_fen for r in receipts if r.on and period_of(r.on) == period)
        paid = sum(line.amount_fen for line in lines if period_of(line.on) == period)
        balance += received - paid
        out.append(StatementMonth(first, received, paid, balance))
        first = add_months(first, 1)
    return tuple(out)


def leaf_range(
    read: Read,
    book_id: int,
    project_id: int,
    *,
    as_of: date | None = None,
    as_known: int | None = None,
) -> LeafRange:
    """Return the leaves of a project's vouchers and what those whole vouchers sum to."""
    names = Moment(as_of, as_known).names(book_id) | {"project": project_id}
    row = read.execute(_LEAVES, names).one()
    return LeafRange(
        first_idx=(row.first or 0) // VOUCHERS_PER_LEAF,
        last_idx=(row.last or 0) // VOUCHERS_PER_LEAF,
        voucher_count=int(row.vouchers),
        debit_fen=int(row.debit),
        credit_fen=int(row.credit),
    )
