"""Who saw masked or sealed data and why; and the only unmasked answer about a household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from cityledger.kernel import masking
from cityledger.ledger.tables import T
from cityledger.views import registry
from cityledger.views.acts import sealed_act

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from cityledger.store.engine import Read

DISCLOSURE, HOUSEHOLD, CONTRACT = T["disclosure"], T["household"], T["contract"]
HOURS = "disclosure.household_hours"
"""The parameter that says for how long one disclosure answers."""

_PAGE = (
    select(DISCLOSURE)
    .where(
        DISCLOSURE.c.book_id == bindparam("book"),
        DISCLOSURE.c.leaf_idx < bindparam("before"),
    )
    .order_by(DISCLOSURE.c.leaf_idx.desc())
    .limit(bindparam("limit"))
)
_NEWEST = (
    select(DISCLOSURE.c.leaf_idx)
    .where(
        DISCLOSURE.c.book_id == bindparam("book"),
        DISCLOSURE.c.actor == bindparam("actor"),
        DISCLOSURE.c.kind == "household",
        DISCLOSURE.c.subject == bindparam("contract_no"),
    )
    .order_by(DISCLOSURE.c.leaf_idx.desc())
    .limit(1)
)
_IDENTITY = (
    select(HOUSEHOLD, CONTRACT.c.contract_no, CONTRACT.c.payee_bank, CONTRACT.c.payee_account)
    .join(
        CONTRACT,
        (CONTRACT.c.book_id == HOUSEHOLD.c.book_id)
        & (CONTRACT.c.contract_id == HOUSEHOLD.c.contract_id),
    )
    .where(
        CONTRACT.c.book_id == bindparam("book"), CONTRACT.c.contract_no == bindparam("contract_no")
    )
)


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One disclosure: who, of what kind, about which record, for what, when and in which leaf."""

    leaf_idx: int
    at: datetime
    actor: str
    name: str
    kind: str
    subject: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A household in full. The resident number itself is nowhere: only its last four are kept."""

    contract_no: str
    household_no: str
    owner_name: str
    resident_tail: str
    house_no: str
    payee_bank: str
    payee_account: str
    disclosed_in: int


def disclosures(
    read: Read, book_id: int, *, before: int | None = None, limit: int = 100
) -> tuple[Disclosed, ...]:
    """Return disclosures, the newest first, from the one before leaf `before` on."""
    names = {"book": book_id, "before": before if before is not None else 1 << 62, "limit": limit}
    return tuple(_disclosed(read, row) for row in read.execute(_PAGE, names).all())


def _disclosed(read: Read, row: Row[Any]) -> Disclosed:
    """Return a line of the list; who reads a record and is no auditor is its recorder, unnamed."""
    sealed = sealed_act(read, row.book_id, row.leaf_idx)
    roles = registry.roles_of(read, row.actor, sealed.registry_size)
    named = row.kind != "interference" or "auditor" in roles
    return Disclosed(
        leaf_idx=row.leaf_idx,
        at=sealed.at,
        actor=row.actor if named else masking.UNSAID,
        name=registry.name_of(read, row.actor) if named else masking.UNSAID,
        kind=row.kind,
        subject=row.subject,
        purpose=row.purpose if named else masking.UNSAID,
    )


def household_identity(
    read: Read, book_id: int, contract_no: str, reader: str, now: datetime
) -> Identity | None:
    """Return a household in full to who has a disclosure of it in force; None to anybody else.

    A disclosure is in force for the hours of its parameter, and answers its own actor alone.
    """
    names = {"book": book_id, "actor": reader, "contract_no": contract_no}
    leaf = read.execute(_NEWEST, names).scalar()
    if leaf is None:
        return None
    hours = registry.parameters(read).hours(HOURS, now.date())
    if now - sealed_act(read, book_id, leaf).at > timedelta(hours=hours):
        return None
    row = read.execute(_IDENTITY, names).one()
    return Identity(
        contract_no=row.contract_no,
        household_no=row.household_no,
        owner_name=row.owner_name,
        resident_tail=row.resident_tail or "",
        house_no=row.house_no or "",
        payee_bank=row.payee_bank,
        payee_account=row.payee_account,
        disclosed_in=leaf,
    )
