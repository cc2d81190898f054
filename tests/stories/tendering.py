"""Tenders of the stories: three bids for works of P1, the contractor's first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cityledger.actions.tenders import AnnounceTender, AwardTender, BidEntry, OpenBids
from cityledger.kernel.days import add_days
from cityledger.kernel.ids import uscc
from tests.conftest import DIVISION

if TYPE_CHECKING:
    from tests.stories.world import World

CLIENT, CONTRACTOR, OTHER = (uscc(DIVISION, n) for n in (1, 4, 9))
BIDDERS = (CONTRACTOR, OTHER, CLIENT)


def tendered(world: World, tender_no: str, price_fen: int, signed_on: date) -> str:
    """Put works of P1 out, open three bids, award the contractor the day before signing."""
    if tender_no not in world.tenders:
        world.tenders.add(tender_no)
        due = add_days(signed_on, -5)
        world.by("zhi", announcement(tender_no, price_fen, due))
        world.by("zhi", OpenBids(tender=tender_no, bids=bids(price_fen)))
        world.by("shen", award(tender_no, due))
    return tender_no


def announcement(tender_no: str, fen: int, due: date, **change: object) -> AnnounceTender:
    """Return a public tender of works with twenty days to bid."""
    terms: dict[str, object] = {
        "project": "P1",
        "tender_no": tender_no,
        "name": "施工招标",
        "subject": "works",
        "method": "public",
        "scope_tag": tender_no,
        "estimate_fen": fen,
        "announced_on": add_days(due, -20),
        "bids_due_on": due,
    }
    return AnnounceTender(**{**terms, **change})  # type: ignore[arg-type]


def bids(price_fen: int) -> tuple[BidEntry, ...]:
    """Return three bids, each a fen above the one before it."""
    return tuple(
        BidEntry(party_id=party, price_fen=price_fen + n, place=n + 1)
        for n, party in enumerate(BIDDERS)
    )


def award(tender_no: str, due: date, **change: object) -> AwardTender:
    """Return the award to the contractor, three days after the candidates were announced."""
    terms: dict[str, object] = {
        "tender": tender_no,
        "party_id": CONTRACTOR,
        "candidates_on": add_days(due, 1),
        "noticed_on": add_days(due, 4),
    }
    return AwardTender(**{**terms, **change})  # type: ignore[arg-type]
