"""Tenders: what was put out, who bid, who won, which contract came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.model.contracts import Contract
from cityledger.model.parties import Qualification
from cityledger.model.tenders import Bid, Tender, TenderAward
from cityledger.views import registry
from cityledger.views.find import many, one

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read


@dataclass(frozen=True, slots=True)
class BidLine:
    """One bid: rank, bidder, price and deposit in fen."""

    place: int
    party_id: str
    bidder: str
    price_fen: int
    deposit_fen: int


@dataclass(frozen=True, slots=True)
class TenderCard:
    """One tender with its bids by rank; `winner_id` None until it is awarded.

    `contract_no` is the contract signed on it, None while there is none.
    """

    tender_id: int
    tender_no: str
    name: str
    project_id: int
    subject: str
    method: str
    scope_tag: str
    estimate_fen: int
    announced_on: date
    bids_due_on: date
    exempt_doc_no: str | None
    bids: tuple[BidLine, ...]
    winner_id: str | None
    winning_fen: int | None
    noticed_on: date | None
    contract_no: str | None


def tenders(read: Read, book_id: int, project_id: int | None = None) -> tuple[TenderCard, ...]:
    """Return the tenders of a book, or of one project, in the order they were announced."""
    key = {} if project_id is None else {"project_id": project_id}
    return tuple(_card(read, book_id, row) for row in many(read, Tender, book_id=book_id, **key))


def _card(read: Read, book_id: int, row: Tender) -> TenderCard:
    key = {"book_id": book_id, "tender_id": row.tender_id}
    bids = many(read, Bid, **key)
    award = one(read, TenderAward, **key)
    won = next((bid for bid in bids if award is not None and bid.n == award.n), None)
    signed = next((made for made in many(read, Contract, **key) if made.kind != "deposit"), None)
    return TenderCard(
        tender_id=row.tender_id,
        tender_no=row.tender_no,
        name=row.name,
        project_id=row.project_id,
        subject=row.subject,
        method=row.method,
        scope_tag=row.scope_tag,
        estimate_fen=row.estimate_fen,
        announced_on=row.announced_on,
        bids_due_on=row.bids_due_on,
        exempt_doc_no=row.exempt_doc_no,
        bids=tuple(_line(read, bid) for bid in sorted(bids, key=lambda bid: bid.place)),
        winner_id=won.party_id if won else None,
        winning_fen=won.price_fen if won else None,
        noticed_on=award.noticed_on if award else None,
        contract_no=signed.contract_no if signed else None,
    )


def _line(read: Read, bid: Bid) -> BidLine:
    party = registry.party(read, bid.party_id)
    name = party.name if party is not None else bid.party_id
    return BidLine(bid.place, bid.party_id, name, bid.price_fen, bid.deposit_fen)


def is_qualified(read: Read, tender: Tender, party_id: str, on: date) -> bool:
    """Say whether a party holds the certificate a tender asks for on a day (S25).

    Of one certificate the newest row stands; `required_grade` lists the grades that will do.
    """
    if tender.required_role is None:
        return True
    newest = {row.certificate_no: row for row in many(read, Qualification, party_id=party_id)}
    grades = (tender.required_grade or "").split("、")
    return any(
        row.role == tender.required_role
        and (grades == [""] or row.grade in grades)
        and row.valid_from <= on <= row.valid_to
        for row in newest.values()
    )
