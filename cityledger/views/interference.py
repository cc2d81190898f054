"""The interference register: masked for everybody, open for one sealed reading at a time.

A list shows what kind of thing happened and where it stands, and never who slipped in the word,
who wrote it down or what was said. `card` shows that to an auditor, or to the recorder, against
the leaf of a `record.disclose` of their own. The recorder is named to an auditor alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, select

from cityledger.controls.interference import report_due_on
from cityledger.kernel.days import bounds, china_day
from cityledger.kernel.errors import BadInput, Problem
from cityledger.ledger.tables import T
from cityledger.model.oversight import (
    Disclosure,
    Interference,
    InterferenceClearance,
    InterferenceHandling,
)
from cityledger.views import registry
from cityledger.views.acts import sealed_act
from cityledger.views.find import last, many, one
from cityledger.views.moment import NOW
from cityledger.views.newest_step import is_newest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Row

    from cityledger.controls.parameters import Parameters
    from cityledger.kernel.days import Period
    from cityledger.store.engine import Read

RECORD, HANDLED, CLEARED, PROJECT, CONTRACT, REQUEST, LINE, STEP = (
    T[name]
    for name in (
        "interference",
        "interference_handling",
        "interference_clearance",
        "project",
        "contract",
        "payment_request",
        "payment_line",
        "payment_step",
    )
)
LIVE = ("submitted", "reviewed", "endorsed", "approved")
HOLDING = ("hold", "cancel")
"""Decisions by which payments wait, also where the record was cleared before."""

_EFFECT = (
    select(HANDLED.c.effect)
    .where(
        HANDLED.c.book_id == RECORD.c.book_id,
        HANDLED.c.interference_id == RECORD.c.interference_id,
    )
    .order_by(HANDLED.c.leaf_idx.desc())
    .limit(1)
    .scalar_subquery()
)
_RECORDS = (
    select(
        RECORD,
        _EFFECT.label("effect"),
        CLEARED.c.actor.label("cleared_by"),
        CLEARED.c.leaf_idx.label("cleared_leaf"),
        PROJECT.c.code.label("project_code"),
        CONTRACT.c.contract_no,
    )
    .outerjoin(
        CLEARED,
        and_(
            CLEARED.c.book_id == RECORD.c.book_id,
            CLEARED.c.interference_id == RECORD.c.interference_id,
        ),
    )
    .outerjoin(
        PROJECT,
        and_(PROJECT.c.book_id == RECORD.c.book_id, PROJECT.c.project_id == RECORD.c.project_id),
    )
    .outerjoin(
        CONTRACT,
        and_(
            CONTRACT.c.book_id == RECORD.c.book_id, CONTRACT.c.contract_id == RECORD.c.contract_id
        ),
    )
    .where(RECORD.c.book_id == bindparam("book"))
    .order_by(RECORD.c.interference_id)
)
_REQUESTED = (
    select(LINE.c.contract_id)
    .where(
        LINE.c.book_id == bindparam("book"),
        LINE.c.payment_request_id == bindparam("number"),
    )
    .distinct()
)
_ACTED = STEP.alias("acted")
_LIVE_ACTED = (
    select(
        REQUEST.c.payment_request_id,
        REQUEST.c.project_id,
        LINE.c.contract_id,
        CONTRACT.c.party_id,
        CONTRACT.c.tender_id,
    )
    .distinct()
    .join(
        _ACTED,
        and_(
            _ACTED.c.book_id == REQUEST.c.book_id,
            _ACTED.c.payment_request_id == REQUEST.c.payment_request_id,
            _ACTED.c.actor == bindparam("user"),
        ),
    )
    .join(STEP, is_newest_of(REQUEST))
    .join(
        LINE,
        and_(
            LINE.c.book_id == REQUEST.c.book_id,
            LINE.c.payment_request_id == REQUEST.c.payment_request_id,
        ),
    )
    .join(
        CONTRACT,
        and_(CONTRACT.c.book_id == LINE.c.book_id, CONTRACT.c.contract_id == LINE.c.contract_id),
    )
    .where(REQUEST.c.book_id == bindparam("book"), STEP.c.step.in_(LIVE))
    .order_by(REQUEST.c.payment_request_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What a payment request touches: ids of its project, contracts, tenders and payees."""

    project_id: int
    contracts: frozenset[int]
    tenders: frozenset[int] = frozenset()
    payees: frozenset[str] = frozenset()
    payment_request_id: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One record as everybody may see it: neither persons nor words.

    state: recorded, reported, cleared or closed; `due_on` is the last day to report it, and
    `is_late` whether that day passed, on the day of the view or of the report.
    """

    interference_id: int
    leaf_idx: int
    recorded_on: date
    occurred_on: date
    area: str
    act_kind: str
    channel: str
    directness: str
    project_code: str
    contract_no: str
    state: str
    holds: bool
    effect: str
    due_on: date
    reported_on: date | None
    closed_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Handling:
    """One decision on a record."""

    leaf_idx: int
    reported_to: str
    reported_on: date
    decision: str
    effect: str
    measure: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """A record in full, as shown against one sealed reading.

    recorder is the name for an auditor, and for the recorder; it is masked in every other view.
    """

    record: Record
    stage: str
    content: str
    actor_name: str
    actor_unit: str
    actor_post: str
    actor_rank: str
    intermediary: str
    beneficiary_id: str
    beneficiary: str
    witnesses: str
    evidence_sha256: str
    is_anonymous: bool
    recorder: str
    handlings: tuple[Handling, ...]
    cleared_by: str
    clear_reason: str


def touches(
    record: Interference | Row[Any], what: Touched, requested: frozenset[int] = frozenset()
) -> str | None:
    """Return by what a record touches a payment, or None.

    A record on a contract, a tender or a request holds that and not the whole project; whatever
    else it names, it holds what is paid to the firm it would help. `requested` are the contracts
    paid by the request it names: sent back and made again, the request has another number.
    """
    if record.payment_request_id is not None and record.payment_request_id == (
        what.payment_request_id
    ):
        return "request"
    if record.contract_id in what.contracts or requested & what.contracts:
        return "contract"
    if record.tender_id in what.tenders:
        return "tender"
    narrow = (record.contract_id, record.tender_id, record.payment_request_id)
    if record.project_id == what.project_id and narrow == (None, None, None):
        return "project"
    return "payee" if record.beneficiary_id in what.payees else None


def _requested(read: Read, record: Interference | Row[Any]) -> frozenset[int]:
    """Return the contracts that the request a record names would pay."""
    if record.payment_request_id is None:
        return frozenset()
    names = {"book": record.book_id, "number": record.payment_request_id}
    return frozenset(read.execute(_REQUESTED, names).scalars())


def is_holding(row: Row[Any]) -> bool:
    """Say whether what a record touches waits: until it is cleared, and while a decision says so.

    A record can be cleared before anybody has decided; what is decided later holds all the same.
    """
    return row.cleared_leaf is None or row.effect in HOLDING


def touching(read: Read, book_id: int, what: Touched) -> Iterator[tuple[str, Row[Any]]]:
    """Yield every record that touches a payment, with the link: columns, cleared_by and its leaf.

    The register of a book is short, so one query along its key reads it whole.
    """
    for row in read.execute(_RECORDS, {"book": book_id}).all():
        link = touches(row, what, _requested(read, row))
        if link is not None:
            yield link, row


def held_requests(read: Read, book_id: int, record: Interference, user: str) -> tuple[int, ...]:
    """Return the live requests a record touches on which a person has taken a step."""
    requested = _requested(read, record)
    found: dict[int, list[Any]] = {}
    for row in read.execute(_LIVE_ACTED, NOW.names(book_id) | {"user": user}):
        found.setdefault(row.payment_request_id, []).append(row)
    return tuple(
        number
        for number, rows in found.items()
        if touches(
            record,
            Touched(
                project_id=rows[0].project_id,
                contracts=frozenset(row.contract_id for row in rows),
                tenders=frozenset(row.tender_id for row in rows if row.tender_id is not None),
                payees=frozenset(row.party_id for row in rows if row.party_id is not None),
                payment_request_id=number,
            ),
            requested,
        )
    )


def own_records(read: Read, book_id: int, user: str, month: Period) -> tuple[int, ...]:
    """Return the numbers of the records a person made of things that happened in a month."""
    first, end = bounds(month)
    rows = many(read, Interference, book_id=book_id, recorder=user)
    return tuple(row.interference_id for row in rows if first <= row.occurred_on <= end)


def records(read: Read, book_id: int, today: date) -> tuple[Record, ...]:
    """Return the register as everybody may see it, by number."""
    rows = read.execute(_RECORDS, {"book": book_id}).all()
    if not rows:
        return ()
    parameters = registry.parameters(read)
    return tuple(_record(read, row, today, parameters) for row in rows)


def _record(read: Read, row: Row[Any], today: date, parameters: Parameters) -> Record:
    book_id = row.book_id
    key = {"book_id": book_id, "interference_id": row.interference_id}
    handled = many(read, InterferenceHandling, **key)
    newest = handled[-1] if handled else None
    recorded_on = china_day(sealed_act(read, book_id, row.leaf_idx).at)
    due_on = report_due_on(recorded_on, parameters.days("interference.report_days", recorded_on))
    first = min((x.reported_on for x in handled), default=None)
    closed_on = newest.closed_on if newest else None
    state = "reported" if handled else "recorded"
    if row.cleared_leaf is not None:
        state = "cleared"
    return Record(
        interference_id=row.interference_id,
        leaf_idx=row.leaf_idx,
        recorded_on=recorded_on,
        occurred_on=row.occurred_on,
        area=row.area,
        act_kind=row.act_kind,
        channel=row.channel,
        directness=row.directness,
        project_code=row.project_code or "",
        contract_no=row.contract_no or "",
        state="closed" if closed_on is not None else state,
        holds=is_holding(row),
        effect=newest.effect if newest else "",
        due_on=due_on,
        reported_on=first,
        closed_on=closed_on,
        is_late=(first or today) > due_on,
    )


def is_reading(read: Read, book_id: int, interference_id: int, leaf_idx: int) -> bool:
    """Say whether a leaf is the sealed reading of a record, by an auditor or by its recorder."""
    seen = one(read, Disclosure, book_id=book_id, leaf_idx=leaf_idx)
    key = {"book_id": book_id, "interference_id": interference_id}
    record = one(read, Interference, **key)
    if seen is None or record is None:
        return False
    if (seen.kind, seen.subject) != ("interference", str(interference_id)):
        return False
    roles = registry.roles_of(read, seen.actor, registry.NEWEST)
    return "auditor" in roles or record.recorder == seen.actor


def card(read: Read, book_id: int, interference_id: int, disclosure_leaf: int, today: date) -> Card:
    """Return a record in full, against the leaf in which its reading was sealed.

    Raises BadInput when that leaf is no reading of this record, or its reader no auditor and not
    the recorder.
    """
    key = {"book_id": book_id, "interference_id": interference_id}
    row = next(
        (
            found
            for found in read.execute(_RECORDS, {"book": book_id}).all()
            if found.interference_id == interference_id
        ),
        None,
    )
    if row is None or not is_reading(read, book_id, interference_id, disclosure_leaf):
        reason = "reading it was not sealed"
        remedy = "cityledger interference show"
        raise BadInput((Problem("interference", str(interference_id), reason, remedy),))
    cleared = last(read, InterferenceClearance, **key)
    return Card(
        record=_record(read, row, today, registry.parameters(read)),
        stage=row.stage or "",
        content=row.content,
        actor_name=row.actor_name or "",
        actor_unit=row.actor_unit or "",
        actor_post=row.actor_post or "",
        actor_rank=row.actor_rank or "",
        intermediary=row.intermediary or "",
        beneficiary_id=row.beneficiary_id or "",
        beneficiary=row.beneficiary or "",
        witnesses=row.witnesses or "",
        evidence_sha256=row.evidence_sha256 or "",
        is_anonymous=bool(row.is_anonymous),
        recorder=registry.name_of(read, row.recorder),
        handlings=tuple(
            Handling(
                leaf_idx=x.leaf_idx,
                reported_to=x.reported_to,
                reported_on=x.reported_on,
                decision=x.decision,
                effect=x.effect,
                measure=x.measure or "",
                closed_on=x.closed_on,
            )
            for x in many(read, InterferenceHandling, **key)
        ),
        cleared_by=registry.name_of(read, cleared.actor) if cleared else "",
        clear_reason=cleared.reason if cleared else "",
    )
