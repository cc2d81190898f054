"""Overrides: what was asked for, granted, used and taken back, and how often by whom (RF42)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, select

from cityledger.controls import catalog
from cityledger.evidence.event import parse_leaf
from cityledger.ledger.tables import T
from cityledger.views import registry
from cityledger.views.moment import Moment, known
from cityledger.views.newest_step import is_newest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Row

    from cityledger.store.engine import Read

ASKED, GRANT, USE = (T[name] for name in ("override_request", "override_grant", "override_use"))
REQUEST, STEP, PROJECT, CONTRACT, LEAF, REFUSAL = (
    T[name]
    for name in ("payment_request", "payment_step", "project", "contract", "leaf", "refusal")
)

BP = 10_000

_USES = (
    select(USE, STEP.c.step)
    .join(STEP, is_newest_of(USE))
    .where(
        USE.c.book_id == bindparam("book"), USE.c.override_id == bindparam("override"), known(USE)
    )
    .order_by(USE.c.payment_request_id)
)
_ALL = (
    select(ASKED, PROJECT.c.code, PROJECT.c.name.label("project"), CONTRACT.c.contract_no)
    .join(
        PROJECT,
        and_(PROJECT.c.book_id == ASKED.c.book_id, PROJECT.c.project_id == ASKED.c.project_id),
    )
    .outerjoin(
        CONTRACT,
        and_(CONTRACT.c.book_id == ASKED.c.book_id, CONTRACT.c.contract_id == ASKED.c.contract_id),
    )
    .where(ASKED.c.book_id == bindparam("book"), known(ASKED))
    .order_by(ASKED.c.override_id)
)
_OF_PROJECT = _ALL.where(ASKED.c.project_id == bindparam("project_id"))
_GRANTS = (
    select(GRANT)
    .where(
        GRANT.c.book_id == bindparam("book"),
        GRANT.c.override_id == bindparam("override"),
        known(GRANT),
    )
    .order_by(GRANT.c.leaf_idx)
)
_MAKERS = (
    select(STEP.c.actor, STEP.c.payment_request_id)
    .join(
        REQUEST,
        and_(
            REQUEST.c.book_id == STEP.c.book_id,
            REQUEST.c.payment_request_id == STEP.c.payment_request_id,
            REQUEST.c.leaf_idx == STEP.c.leaf_idx,
        ),
    )
    .where(STEP.c.book_id == bindparam("book"), known(STEP))
)
_OVERRIDDEN = (
    select(USE.c.payment_request_id)
    .where(USE.c.book_id == bindparam("book"), known(USE))
    .distinct()
)
_REFUSED = (
    select(LEAF.c.body)
    .join(REFUSAL, and_(REFUSAL.c.book_id == LEAF.c.book_id, REFUSAL.c.leaf_idx == LEAF.c.idx))
    .where(
        LEAF.c.book_id == bindparam("book"),
        REFUSAL.c.n == 1,
        REFUSAL.c.leaf_idx < bindparam("leaf_below"),
    )
)


@dataclass(frozen=True, slots=True)
class Use:
    """A payment request that names an override, in fen; `is_live` until it was sent back."""

    payment_request_id: int
    amount_fen: int
    state: str
    leaf_idx: int

    @property
    def is_live(self) -> bool:
        """Whether the amount counts against the override."""
        return self.state != "returned"


@dataclass(frozen=True, slots=True)
class Override:
    """An override with who asked, who decided, its amounts in fen and the requests it passed.

    state: asked, held, expired or revoked, on the day the view was asked about.
    """

    override_id: int
    leaf_idx: int
    control: str
    project_id: int
    project_code: str
    project: str
    contract_id: int | None
    contract_no: str
    limit_fen: int
    used_fen: int
    reason: str
    doc_no: str
    asked_by: str
    asked_name: str
    granted_by: str
    granted_name: str
    grant_reason: str
    revoked_by: str
    revoked_name: str
    revoke_reason: str
    expires_on: date
    state: str
    uses: tuple[Use, ...]

    @property
    def left_fen(self) -> int:
        """Return what may still be paid under it."""
        return self.limit_fen - self.used_fen

    @property
    def title(self) -> str:
        """Return the Chinese title of the rule that is set aside."""
        return catalog.control(self.control).title()


@dataclass(frozen=True, slots=True)
class PersonRate:
    """What one person did beside the rules: overrides and refusals (RF42).

    requested counts payment requests made, overridden those that name an override, `rate_bp` the
    second by the first; refused counts acts of any kind the gate refused.
    """

    user_id: str
    name: str
    requested: int
    overridden: int
    asked: int
    granted: int
    refused: int

    @property
    def rate_bp(self) -> int:
        """Return overridden by requested in basis points, rounded down."""
        return self.overridden * BP // self.requested if self.requested else 0


def overrides(
    read: Read,
    book_id: int,
    today: date,
    *,
    project_id: int | None = None,
    as_known: int | None = None,
) -> tuple[Override, ...]:
    """Return every override, or those of a project, in the order they were asked for."""
    names = Moment(None, as_known).names(book_id)
    found = _ALL if project_id is None else _OF_PROJECT
    rows = read.execute(found, names | {"project_id": project_id}).all()
    return tuple(_override(read, row, names, today) for row in rows)


def _override(read: Read, row: Row[Any], names: dict[str, object], today: date) -> Override:
    of_one = names | {"override": row.override_id}
    spent = tuple(
        Use(use.payment_request_id, use.amount_fen, use.step, use.leaf_idx)
        for use in read.execute(_USES, of_one)
    )
    decided = read.execute(_GRANTS, of_one).all()
    granted = next((x for x in decided if x.held), None)
    revoked = next((x for x in decided if not x.held), None)
    state = "asked" if granted is None else "revoked" if revoked is not None else "held"
    if state in ("asked", "held") and row.expires_on < today:
        state = "expired"
    return Override(
        override_id=row.override_id,
        leaf_idx=row.leaf_idx,
        control=row.control,
        project_id=row.project_id,
        project_code=row.code,
        project=row.project,
        contract_id=row.contract_id,
        contract_no=row.contract_no or "",
        limit_fen=row.limit_fen,
        used_fen=sum(use.amount_fen for use in spent if use.is_live),
        reason=row.reason,
        doc_no=row.doc_no,
        asked_by=row.asked_by,
        asked_name=registry.name_of(read, row.asked_by),
        granted_by=granted.actor if granted else "",
        granted_name=registry.name_of(read, granted.actor) if granted else "",
        grant_reason=granted.reason if granted else "",
        revoked_by=revoked.actor if revoked else "",
        revoked_name=registry.name_of(read, revoked.actor) if revoked else "",
        revoke_reason=revoked.reason if revoked else "",
        expires_on=row.expires_on,
        state=state,
        uses=spent,
    )


def used_fen(read: Read, book_id: int, override_id: int, but: int = 0) -> int:
    """Return what live requests other than `but` pay under an override, in fen."""
    names = Moment().names(book_id) | {"override": override_id}
    return sum(
        row.amount_fen
        for row in read.execute(_USES, names)
        if row.step != "returned" and row.payment_request_id != but
    )


def rates(read: Read, book_id: int, *, as_known: int | None = None) -> tuple[PersonRate, ...]:
    """Return overrides and refusals of every person who had one or made a request, by user id."""
    names = Moment(None, as_known).names(book_id)
    passed = set(read.execute(_OVERRIDDEN, names).scalars())
    made, over = Counter[str](), Counter[str]()
    for actor, number in read.execute(_MAKERS, names):
        made[actor] += 1
        over[actor] += number in passed
    asked = Counter(row.asked_by for row in read.execute(_ALL, names))
    granted = Counter(_granters(read, names))
    refused = Counter(
        parse_leaf(body).event.actor for body in read.execute(_REFUSED, names).scalars()
    )
    return tuple(
        PersonRate(
            user_id=user,
            name=registry.name_of(read, user),
            requested=made[user],
            overridden=over[user],
            asked=asked[user],
            granted=granted[user],
            refused=refused[user],
        )
        for user in sorted(made.keys() | asked.keys() | granted.keys() | refused.keys())
    )


def _granters(read: Read, names: dict[str, object]) -> Iterator[str]:
    every = select(GRANT.c.actor).where(
        GRANT.c.book_id == bindparam("book"), GRANT.c.held == 1, known(GRANT)
    )
    yield from read.execute(every, names).scalars()
