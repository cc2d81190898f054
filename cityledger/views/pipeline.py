"""Money applied for: programmes with their windows, applications from asked to received (S34)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.ledger.tables import T
from cityledger.views.tranches import SOURCE, TRANCHE, of_source

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from cityledger.store.engine import Read

PROGRAMME, APPLICATION = T["programme"], T["fund_application"]
ANSWER, PROJECT = T["application_answer"], T["project"]

_PROGRAMMES = (
    select(PROGRAMME)
    .where(PROGRAMME.c.book_id == bindparam("book"))
    .order_by(PROGRAMME.c.closes_on, PROGRAMME.c.programme)
)
_OF_PROJECT = (PROJECT.c.book_id == APPLICATION.c.book_id) & (
    PROJECT.c.project_id == APPLICATION.c.project_id
)
_ALL = (
    select(APPLICATION, PROJECT.c.code, PROJECT.c.name)
    .join(PROJECT, _OF_PROJECT)
    .order_by(APPLICATION.c.book_id, APPLICATION.c.application_id)
)
_ANSWERED = (
    select(ANSWER)
    .join(
        APPLICATION,
        (APPLICATION.c.book_id == ANSWER.c.book_id)
        & (APPLICATION.c.application_id == ANSWER.c.application_id),
    )
    .join(PROJECT, _OF_PROJECT)
    .order_by(ANSWER.c.book_id, ANSWER.c.application_id, ANSWER.c.leaf_idx)
)
_IN_BOOK = APPLICATION.c.book_id == bindparam("book")
# The platform's code of a project is one in the whole country, so it is asked in every book (L13).
_ANYWHERE = PROJECT.c.code == bindparam("code")
_CAME = (
    select(func.coalesce(func.sum(TRANCHE.c.amount_fen), 0))
    .join(SOURCE, of_source())
    .where(
        TRANCHE.c.book_id == bindparam("book"),
        TRANCHE.c.programme == bindparam("programme"),
        TRANCHE.c.parent_tranche_id.is_(None),
        SOURCE.c.level != "district",
    )
)


@dataclass(frozen=True, slots=True)
class Application:
    """One application: what was asked, approved and received, in fen; its state and last day.

    `cost_item` None means the whole project.
    """

    book_id: int
    application_id: int
    programme: str
    project_id: int
    project_code: str
    project_name: str
    cost_item: str | None
    doc_no: str
    applied_on: date
    state: str
    state_on: date
    applied_fen: int
    approved_fen: int
    received_fen: int


@dataclass(frozen=True, slots=True)
class Window:
    """A programme with its window and what was asked, approved and received under it, in fen."""

    programme: str
    name: str
    authority: str
    doc_no: str
    opens_on: date
    closes_on: date
    applied_fen: int
    approved_fen: int
    received_fen: int

    def is_open(self, on: date) -> bool:
        """Say whether one may apply on a day, both ends included."""
        return self.opens_on <= on <= self.closes_on


def applications(read: Read, book_id: int) -> tuple[Application, ...]:
    """Return every application of a book, the first made first."""
    return _asked(read, _IN_BOOK, {"book": book_id})


def applied_anywhere(read: Read, code: str) -> tuple[Application, ...]:
    """Return every application for the project of a code, in all books of the ledger (RF16)."""
    return _asked(read, _ANYWHERE, {"code": code})


def _asked(
    read: Read, which: ColumnElement[bool], names: dict[str, object]
) -> tuple[Application, ...]:
    answers: dict[tuple[int, int], list[tuple[str, date, int]]] = {}
    for row in read.execute(_ANSWERED.where(which), names):
        found = (row.state, row.answered_on, int(row.amount_fen))
        answers.setdefault((row.book_id, row.application_id), []).append(found)
    out = []
    for row in read.execute(_ALL.where(which), names):
        steps = answers.get((row.book_id, row.application_id), [])
        state, on, _ = steps[-1] if steps else ("applied", row.applied_on, 0)
        out.append(
            Application(
                book_id=row.book_id,
                application_id=row.application_id,
                programme=row.programme,
                project_id=row.project_id,
                project_code=row.code,
                project_name=row.name,
                cost_item=row.cost_item,
                doc_no=row.doc_no,
                applied_on=row.applied_on,
                state=state,
                state_on=on,
                applied_fen=int(row.amount_fen),
                approved_fen=sum(fen for step, _, fen in steps if step == "approved"),
                received_fen=sum(fen for step, _, fen in steps if step == "received"),
            )
        )
    return tuple(out)


def windows(read: Read, book_id: int) -> tuple[Window, ...]:
    """Return every programme, the one that closes first first."""
    made = applications(read, book_id)
    out = []
    for row in read.execute(_PROGRAMMES, {"book": book_id}):
        mine = [one for one in made if one.programme == row.programme]
        out.append(
            Window(
                programme=row.programme,
                name=row.name,
                authority=row.authority,
                doc_no=row.doc_no,
                opens_on=row.opens_on,
                closes_on=row.closes_on,
                applied_fen=sum(one.applied_fen for one in mine),
                approved_fen=sum(one.approved_fen for one in mine),
                received_fen=sum(one.received_fen for one in mine),
            )
        )
    return tuple(out)


def came_fen(read: Read, book_id: int, programme: str) -> int:
    """Return what tranches of a programme brought from others than the district, in fen."""
    names = {"book": book_id, "programme": programme}
    return int(read.execute(_CAME, names).scalar_one())
