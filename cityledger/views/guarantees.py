"""Guarantees and insurance as they stand: what became of each letter, and what it still covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.model.contracts import Guarantee, GuaranteeEvent, Insurance
from cityledger.views.find import many

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read


@dataclass(frozen=True, slots=True)
class StandingGuarantee:
    """A guarantee after its events; `left_fen` is what it may still be claimed for."""

    guarantee_id: int
    contract_id: int
    kind: str
    form: str
    issuer: str
    letter_no: str
    amount_fen: int
    left_fen: int
    valid_from: date
    expires_on: date
    released_on: date | None

    @property
    def is_live(self) -> bool:
        """Say whether it still secures something, its day of expiry apart."""
        return self.released_on is None and self.left_fen > 0


def stands(row: Guarantee, events: tuple[GuaranteeEvent, ...]) -> StandingGuarantee:
    """Return a guarantee with its events applied in order: the newest extension counts."""
    expires_on, left, released = row.expires_on, row.amount_fen, None
    for event in events:
        if event.kind == "extended" and event.expires_on is not None:
            expires_on = event.expires_on
        elif event.kind == "claimed":
            left -= event.amount_fen
        elif event.kind == "released":
            released = event.happened_on
    return StandingGuarantee(
        guarantee_id=row.guarantee_id,
        contract_id=row.contract_id,
        kind=row.kind,
        form=row.form,
        issuer=row.issuer,
        letter_no=row.letter_no,
        amount_fen=row.amount_fen,
        left_fen=0 if released else left,
        valid_from=row.valid_from,
        expires_on=expires_on,
        released_on=released,
    )


def standing(
    read: Read, book_id: int, contract_id: int | None = None
) -> tuple[StandingGuarantee, ...]:
    """Return the guarantees of a contract, or of a book, as they stand now."""
    key = {} if contract_id is None else {"contract_id": contract_id}
    rows = many(read, Guarantee, book_id=book_id, **key)
    if contract_id is None:
        known: dict[int, tuple[GuaranteeEvent, ...]] = {}
        for event in many(read, GuaranteeEvent, book_id=book_id):
            known[event.guarantee_id] = (*known.get(event.guarantee_id, ()), event)
        return tuple(stands(row, known.get(row.guarantee_id, ())) for row in rows)
    return tuple(stands(row, events(read, book_id, row.guarantee_id)) for row in rows)


def events(read: Read, book_id: int, guarantee_id: int) -> tuple[GuaranteeEvent, ...]:
    """Return what happened to a guarantee, oldest first."""
    return many(read, GuaranteeEvent, book_id=book_id, guarantee_id=guarantee_id)


def insurances(read: Read, book_id: int, project_id: int | None = None) -> tuple[Insurance, ...]:
    """Return the insurance policies of a book, or of one project (S23)."""
    key = {} if project_id is None else {"project_id": project_id}
    return many(read, Insurance, book_id=book_id, **key)
