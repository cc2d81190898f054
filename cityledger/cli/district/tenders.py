"""The tenders behind the district's contracts: three bids each, the first awarded."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from cityledger.actions.tenders import AnnounceTender, AwardTender, BidEntry, OpenBids
from cityledger.cli.district.contracts import CONTRACTS
from cityledger.cli.district.firms import FIRMS
from cityledger.controls import pack
from cityledger.controls.contracting import SUBJECTS
from cityledger.controls.parameters import Parameters
from cityledger.controls.tender import must_tender_fen
from cityledger.kernel import money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.cli.district.contracts import ContractPlan
    from cityledger.cli.district.firms import Firm
    from cityledger.cli.district.office import Deed, Office

ANNOUNCED_ON, DUE_ON = date(2025, 12, 8), date(2025, 12, 29)
CANDIDATES_ON, NOTICED_ON = date(2025, 12, 30), date(2026, 1, 5)
_RIVALS = {
    "works": ("sg1", "sg2", "sg3", "sg5"),
    "equipment": ("gy1", "gy2", "gy3", "gy4"),
    "survey": ("kc1", "kc2", "sj1"),
    "design": ("sj1", "sj2", "sj3"),
    "supervision": ("jl1", "jl2", "fw1"),
}
_STEP = 10_000
"""Bids differ by whole hundreds of yuan."""


def tender_no(plan: ContractPlan) -> str | None:
    """Return the tender a contract came of; what is small was bought without one."""
    subject = SUBJECTS.get(plan.kind)
    if subject is None or plan.price_fen < must_tender_fen(subject, _national(), ANNOUNCED_ON):
        return None
    return f"招-{plan.no}"


@cache
def _national() -> Parameters:
    return Parameters(pack.national().parameters)


def award(office: Office) -> None:
    """Enter the tenders of last winter: announced, opened, awarded."""
    office.all(_deeds())


def _deeds() -> Iterator[Deed]:
    for plan in CONTRACTS.values():
        number = tender_no(plan)
        if number is not None:
            yield "zhi", _announcement(plan, number)
            yield "zhi", OpenBids(tender=number, bids=_bids(plan))
            yield (
                "shen",
                AwardTender(
                    tender=number,
                    party_id=plan.firm.party_id,
                    candidates_on=CANDIDATES_ON,
                    noticed_on=NOTICED_ON,
                ),
            )


def _announcement(plan: ContractPlan, number: str) -> AnnounceTender:
    return AnnounceTender(
        project=plan.project.code,
        tender_no=number,
        name=f"{plan.name}招标",
        subject=SUBJECTS[plan.kind],
        method="public",
        scope_tag=plan.no,
        estimate_fen=money.share_bp(plan.price_fen, 10_300),
        announced_on=ANNOUNCED_ON,
        bids_due_on=DUE_ON,
    )


def _bids(plan: ContractPlan) -> tuple[BidEntry, ...]:
    rivals = [key for key in _RIVALS[plan.kind] if FIRMS[key] != plan.firm][:2]
    bidders: tuple[Firm, ...] = (plan.firm, *(FIRMS[key] for key in rivals))
    return tuple(
        BidEntry(
            party_id=firm.party_id,
            price_fen=plan.price_fen + money.share_bp(plan.price_fen, 130 * n) // _STEP * _STEP,
            place=n + 1,
            agent=f"{firm.head}代表",
            manager=f"{firm.name}项目部{len(plan.no)}",
        )
        for n, firm in enumerate(bidders)
    )
