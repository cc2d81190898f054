"""What a project may spend of each tranche, and what it paid: money is not held per project.

A tranche is divided by `tranche_share`. One that is not divided belongs to a project whole when
its document names that project alone; else a project's share of it is what the project paid.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from cityledger.ledger.tables import T
from cityledger.views import flows
from cityledger.views.moment import Moment, between, known, sums
from cityledger.views.tranches import SOURCE, TRANCHE, tranches

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

SHARE, PROJECT = T["tranche_share"], T["project"]
ALLOTMENT, DOCUMENT = T["allotment"], T["approval_document"]

_PAID = sums(
    ("project_id", "tranche_id", "account"),
    lambda c: {"debit": c["debit_fen"], "credit": c["credit_fen"]},
    lambda c: (c["tranche_id"] != 0) & (c["project_id"] != 0) & between(c["account"], "1", "6"),
)
_SHARES = select(SHARE.c.project_id, SHARE.c.tranche_id, SHARE.c.cap_fen).where(
    SHARE.c.book_id == bindparam("book"), known(SHARE)
)
_TRANCHES = (
    tranches(
        TRANCHE.c.tranche_id,
        TRANCHE.c.label,
        TRANCHE.c.amount_fen,
        TRANCHE.c.received_on,
        TRANCHE.c.expiry_on,
        TRANCHE.c.scope,
        SOURCE.c.name.label("source"),
        DOCUMENT.c.doc_no,
    )
    .outerjoin(
        ALLOTMENT,
        (ALLOTMENT.c.book_id == TRANCHE.c.book_id)
        & (ALLOTMENT.c.allotment_id == TRANCHE.c.allotment_id),
    )
    .outerjoin(
        DOCUMENT,
        (DOCUMENT.c.book_id == ALLOTMENT.c.book_id)
        & (DOCUMENT.c.document_id == ALLOTMENT.c.document_id),
    )
)
_PROJECTS = (
    select(PROJECT.c.project_id, PROJECT.c.code, PROJECT.c.name)
    .where(PROJECT.c.book_id == bindparam("book"), known(PROJECT))
    .order_by(PROJECT.c.project_id)
)


@dataclass(frozen=True, slots=True)
class Share:
    """A project's part of one tranche, in fen; `is_drawn` when it is only what was paid."""

    project_id: int
    tranche_id: int
    label: str
    source: str
    document_no: str
    received_on: date | None
    expiry_on: date | None
    share_fen: int
    paid_fen: int
    is_drawn: bool

    @property
    def left_fen(self) -> int:
        """What the project may still spend of it."""
        return self.share_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class ProjectPosition:
    """A project's money: its shares less what it paid, in fen."""

    project_id: int
    code: str
    name: str
    share_fen: int
    paid_fen: int
    left_fen: int
    shares: tuple[Share, ...]


def shares(
    read: Read, book_id: int, *, as_of: date | None = None, as_known: int | None = None
) -> dict[int, tuple[Share, ...]]:
    """Return every project's shares, by tranche."""
    moment = Moment(as_of, as_known)
    names = moment.names(book_id)
    caps = {
        (row.project_id, row.tranche_id): int(row.cap_fen) for row in read.execute(_SHARES, names)
    }
    paid = _paid(read, book_id, moment)
    divided = {tranche for _, tranche in caps}
    out: dict[int, list[Share]] = defaultdict(list)
    for row in read.execute(_TRANCHES, names):
        alone = int(row.scope) if row.scope.isdecimal() else None
        whole = alone if row.tranche_id not in divided else None
        mine = {p for p, tranche in (*caps, *paid) if tranche == row.tranche_id}
        for project in sorted(mine | ({whole} if whole is not None else set())):
            key = (project, row.tranche_id)
            spent = paid.get(key, 0)
            cap = caps.get(key, row.amount_fen if project == whole else None)
            out[project].append(
                Share(
                    project_id=project,
                    tranche_id=row.tranche_id,
                    label=row.label,
                    source=row.source or "",
                    document_no=row.doc_no or "",
                    received_on=row.received_on,
                    expiry_on=row.expiry_on,
                    share_fen=spent if cap is None else cap,
                    paid_fen=spent,
                    is_drawn=cap is None,
                )
            )
    return {project: tuple(found) for project, found in out.items()}


def _paid(read: Read, book_id: int, moment: Moment) -> dict[tuple[int, int], int]:
    """Return what each project paid from each tranche, where it paid anything ever."""
    sums_of: dict[tuple[int, int], list[tuple[str, int, int]]] = defaultdict(list)
    for row in _PAID.rows(read, book_id, moment):
        if row.account.startswith((*flows.SPENT, *flows.OWED)):
            line = (row.account, int(row.debit), int(row.credit))
            sums_of[row.project_id, row.tranche_id].append(line)
    return {key: flows.flow(lines).paid_fen for key, lines in sums_of.items()}


def project_positions(
    read: Read, book_id: int, *, as_of: date | None = None, as_known: int | None = None
) -> tuple[ProjectPosition, ...]:
    """Return the money of every project, those without any included."""
    by_project = shares(read, book_id, as_of=as_of, as_known=as_known)
    out = []
    for row in read.execute(_PROJECTS, Moment(as_of, as_known).names(book_id)):
        found = by_project.get(row.project_id, ())
        share, paid = sum(s.share_fen for s in found), sum(s.paid_fen for s in found)
        out.append(
            ProjectPosition(row.project_id, row.code, row.name, share, paid, share - paid, found)
        )
    return tuple(out)
