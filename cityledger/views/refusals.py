"""Sealed refusals: who asked for what, and every finding with its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, select

from cityledger.evidence.event import parse_leaf
from cityledger.kernel import masking
from cityledger.kernel.errors import Finding
from cityledger.ledger.tables import T
from cityledger.views.moment import NO_LEAF, Moment
from cityledger.views.registry import name_of

if TYPE_CHECKING:
    from cityledger.evidence.event import Leaf
    from cityledger.store.engine import Read

LEAF, REFUSAL = T["leaf"], T["refusal"]

# The first finding of each refused leaf: the key of `refusal` leads straight to the newest ones.
_PAGE = (
    select(LEAF.c.body)
    .join(REFUSAL, and_(REFUSAL.c.book_id == LEAF.c.book_id, REFUSAL.c.leaf_idx == LEAF.c.idx))
    .where(
        LEAF.c.book_id == bindparam("book"),
        REFUSAL.c.n == 1,
        REFUSAL.c.leaf_idx > bindparam("after"),
        REFUSAL.c.leaf_idx < bindparam("before"),
        REFUSAL.c.leaf_idx < bindparam("leaf_below"),
    )
    .order_by(REFUSAL.c.leaf_idx.desc())
    .limit(bindparam("limit"))
)
_CODES = (
    select(REFUSAL.c.code, func.count().label("times"))
    .where(REFUSAL.c.book_id == bindparam("book"), REFUSAL.c.leaf_idx < bindparam("leaf_below"))
    .group_by(REFUSAL.c.code)
    .order_by(func.count().desc(), REFUSAL.c.code)
)


@dataclass(frozen=True, slots=True)
class RefusedAct:
    """One refused act with its findings, as its leaf has them.

    asked: the fields of the command as text, for a reader who asks what was tried.
    """

    leaf_idx: int
    act: str
    actor: str
    name: str
    at: datetime
    request_id: str
    findings: tuple[Finding, ...]
    asked: tuple[tuple[str, str], ...]


def refusals(
    read: Read,
    book_id: int,
    *,
    before: int | None = None,
    limit: int = 100,
    as_known: int | None = None,
) -> tuple[RefusedAct, ...]:
    """Return refused acts, the newest first, from the one before leaf `before` on."""
    names = Moment(None, as_known).names(book_id)
    names |= {"after": -1, "before": NO_LEAF if before is None else before, "limit": limit}
    return tuple(_read(read, parse_leaf(body)) for body in read.execute(_PAGE, names).scalars())


def step_refusals(
    read: Read, book_id: int, payment_request_id: int, made_at: int, *, as_known: int | None = None
) -> tuple[RefusedAct, ...]:
    """Return the refused steps on a request made in leaf `made_at`, the oldest first.

    A refused leaf writes no row of the request; it keeps what was asked.
    """
    names = Moment(None, as_known).names(book_id)
    names |= {"after": made_at, "before": NO_LEAF, "limit": NO_LEAF}
    asked = str(payment_request_id)
    leaves = map(parse_leaf, read.execute(_PAGE, names).scalars().all())
    mine = [x for x in leaves if x.event.core.get("ask", {}).get("payment_request_id") == asked]
    return tuple(_read(read, leaf) for leaf in reversed(mine))


def refusal_counts(
    read: Read, book_id: int, *, as_known: int | None = None
) -> tuple[tuple[str, int], ...]:
    """Return how often each rule refused something, the most frequent first."""
    rows = read.execute(_CODES, Moment(None, as_known).names(book_id))
    return tuple((row.code, int(row.times)) for row in rows)


def _read(read: Read, leaf: Leaf) -> RefusedAct:
    core, actor = leaf.event.core, leaf.event.actor
    findings = tuple(Finding.load(value) for value in leaf.findings)
    name = name_of(read, actor)
    if masking.tells_recorder(core["type"], [finding.code for finding in findings]):
        actor = name = masking.UNSAID
        findings = tuple(_unsaid(finding) for finding in findings)
    return RefusedAct(
        leaf_idx=leaf.index,
        act=core["type"],
        actor=actor,
        name=name,
        at=datetime.fromisoformat(leaf.at),
        request_id=core["id"],
        findings=findings,
        asked=_asked(core),
    )


def _unsaid(finding: Finding) -> Finding:
    hidden = {"actor": masking.UNSAID, "person": masking.UNSAID}
    facts = dict(finding.facts)
    return Finding.of(finding.code, **facts | {k: v for k, v in hidden.items() if k in facts})


def _asked(core: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the plain fields of what was asked; lists of lines stay in the leaf.

    Of the interference register nothing is told: its words are for who reads it by disclosure.
    """
    if masking.is_register(core["type"]):
        return ()
    found = core.get("ask", {})
    return tuple(
        (name, value)
        for name, value in found.items()
        if isinstance(value, str) and name != "request_id"
    )
