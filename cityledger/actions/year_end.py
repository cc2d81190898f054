"""Acts on the end of a year: close it (case 11), carry commitments over to next year's allotments.

Neither is done twice: a closed year has nothing left to close, a carried allotment nothing left
to carry. A book too large for one act is brought in several: each act takes what is still left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, Voucher, form
from cityledger.actions.projects import Document, add_document
from cityledger.controls.year_end import TrancheFacts, YearFacts, check_carry, check_close
from cityledger.model.funding import Allotment
from cityledger.views import periods, year_end
from cityledger.views.find import need, next_id

if TYPE_CHECKING:
    from cityledger.views.year_end import Carried, Net, TrancheYear

SURPLUS, DISTRIBUTION, ACCUMULATED = "3301", "3302", "3001"
TRANCHES_PER_ACT, ALLOTMENTS_PER_ACT = 40, 40
"""An act is at most 65,535 bytes and 99 vouchers."""


@dataclass(frozen=True, kw_only=True)
class CloseYear(Command):
    """Close a year: income and expense to 3001, budget income and outlay to 8101/8201."""

    act: ClassVar[str] = "year.close"
    year: int


@dataclass(frozen=True, kw_only=True)
class CarryYear(Command):
    """Carry what allotments committed and never paid over to allotments of the next year.

    `is_free_carried` carries the free rest as well, where the document grants it again.
    """

    act: ClassVar[str] = "year.carry"
    year: int
    document: Document
    is_free_carried: bool = False


@form(CloseYear)
def close_year(context: Context, command: CloseYear) -> Draft:
    """Draw up the closing: per tranche 4 → 3301 → 3302 → 3001, 6 and 7 → 8101/8201 (case 11)."""
    year, on = command.year, date(command.year, 12, 31)
    tranches = year_end.tranche_years(context.read, context.book_id, year)
    by_tranche: dict[int, list[Net]] = {}
    for net in year_end.results(context.read, context.book_id, year):
        by_tranche.setdefault(net.tranche_id, []).append(net)
    draft = Draft()
    draft.findings += check_close(
        YearFacts(
            year=year,
            states=tuple(periods.states(context.read, context.book_id).items()),
            in_air=tuple(n for n, _ in year_end.in_air(context.read, context.book_id, on)),
            results=sum(map(len, by_tranche.values())),
            tranches=tuple(_facts(row) for row in tranches if row.in_budget),
        )
    )
    known = {row.tranche_id: row for row in tranches}
    for number in sorted(by_tranche)[:TRANCHES_PER_ACT]:
        row = known[number]
        summary = f"{year}年末结转 {row.label}" if number else f"{year}年末结转 不涉资金"
        with draft.voucher("转", on, summary, kind="closing") as voucher:
            _close(voucher, row, by_tranche[number])
    return draft


def _facts(row: TrancheYear) -> TrancheFacts:
    return TrancheFacts(
        label=row.label,
        carried_fen=row.carried_fen,
        purse_fen=row.purse_fen,
        money_fen=row.money_fen,
    )


def _close(voucher: Voucher, row: TrancheYear, nets: list[Net]) -> None:
    surplus = 0
    for net in nets:
        # The share of a project in a tranche is what it paid: a closing pays nothing.
        project = net.project_id or None if not row.tranche_id else None
        names: dict[str, object] = {"project_id": project}
        target = SURPLUS if net.account[0] in "45" else row.carry_account
        if net.account[0] in "45":
            surplus -= net.fen
        if net.fen < 0:
            voucher.debit(net.account, -net.fen, row.tranche_id, **names)
            voucher.credit(target, -net.fen, row.tranche_id)
        else:
            voucher.debit(target, net.fen, row.tranche_id)
            voucher.credit(net.account, net.fen, row.tranche_id, **names)
    for here, there in ((SURPLUS, DISTRIBUTION), (DISTRIBUTION, ACCUMULATED)):
        first, second = (here, there) if surplus > 0 else (there, here)
        voucher.debit(first, abs(surplus), row.tranche_id)
        voucher.credit(second, abs(surplus), row.tranche_id)


@form(CarryYear)
def carry_year(context: Context, command: CarryYear) -> Draft:
    """Draw up § D9103(A) C9101(A), D9101(A′) C9103(A′) per allotment, one voucher each (case 11).

    An allotment that lives on already goes on as the same one: nothing stands on two.
    """
    year, on = command.year, date(command.year, 12, 31)
    rows = [
        row
        for row in year_end.carry_list(context.read, context.book_id, year)
        if row.committed_fen or (command.is_free_carried and row.free_fen)
    ]
    states = periods.states(context.read, context.book_id)
    draft = Draft()
    draft.findings += check_carry(
        year,
        states.get(year * 100 + 12, "missing"),
        len(rows),
        is_closed=year_end.is_closed(context.read, context.book_id, year),
    )
    carried = year_end.carried_to(context.read, context.book_id)
    number = next_id(context.read, Allotment, "allotment_id", context.book_id)
    for row in rows[:ALLOTMENTS_PER_ACT]:
        target = carried.get(row.allotment_id)
        free = row.free_fen if command.is_free_carried else 0
        if target is None:
            target, number = number, number + 1
            _add_allotment(context, draft, command, (target, row), row.committed_fen + free)
        with draft.voucher("转", on, f"结转指标 {row.allotment_no}", kind="carry_over") as voucher:
            for account, fen in (("9103", row.committed_fen), ("9102", free)):
                voucher.debit(account, fen, allotment_id=row.allotment_id)
                voucher.credit("9101", fen, allotment_id=row.allotment_id)
                voucher.debit("9101", fen, allotment_id=target)
                voucher.credit(account, fen, allotment_id=target)
    return draft


def _add_allotment(
    context: Context, draft: Draft, command: CarryYear, place: tuple[int, Carried], fen: int
) -> None:
    number, row = place
    old = need(context.read, Allotment, "allotment", **context.here, allotment_id=row.allotment_id)
    if "approval_document" in draft.rows:
        document = int(draft.rows["approval_document"][0]["document_id"])
    else:
        document = add_document(context, draft, command.document, "allotment")
    draft.add(
        "allotment",
        allotment_id=number,
        allotment_no=f"{row.allotment_no}-{command.year + 1}结转",
        fund_source_id=old.fund_source_id,
        document_id=document,
        fiscal_year=command.year + 1,
        amount_fen=fen,
        function_code=old.function_code,
        economic_code=old.economic_code,
    )
