"""The log as a list: what each leaf did, who, when; and what the vouchers of a page belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from cityledger.evidence.event import parse_leaf
from cityledger.kernel import masking
from cityledger.ledger.tables import T
from cityledger.views.moment import NO_LEAF, POSTING, VOUCHER, VOUCHERS_PER_LEAF, named
from cityledger.views.registry import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

    from cityledger.store.engine import Read

LEAF, STEP, PROJECT, CONTRACT, PARTY = (
    T[name] for name in ("leaf", "payment_step", "project", "contract", "party")
)
_PAGE: Select[Any] = (
    select(LEAF.c.idx, LEAF.c.body, LEAF.c.hash)
    .where(LEAF.c.book_id == bindparam("book"), LEAF.c.idx < bindparam("before"))
    .order_by(LEAF.c.idx.desc())
    .limit(bindparam("limit"))
)
_SOME: Select[Any] = select(LEAF.c.idx, LEAF.c.body, LEAF.c.hash).where(
    LEAF.c.book_id == bindparam("book"), LEAF.c.idx.in_(bindparam("leaves", expanding=True))
)
_HASHES: Select[Any] = select(LEAF.c.idx, LEAF.c.hash).where(
    LEAF.c.book_id == bindparam("book"), LEAF.c.idx.in_(bindparam("leaves", expanding=True))
)
_LEAF = (VOUCHER.c.voucher_id // VOUCHERS_PER_LEAF).label("leaf")
_COUNTS: Select[Any] = (
    select(_LEAF, func.count().label("vouchers"))
    .where(
        VOUCHER.c.book_id == bindparam("book"),
        VOUCHER.c.voucher_id >= bindparam("low"),
        VOUCHER.c.voucher_id < bindparam("high"),
    )
    .group_by(_LEAF)
)
_IN: Select[Any] = (
    select(VOUCHER.c.voucher_id)
    .where(
        VOUCHER.c.book_id == bindparam("book"),
        VOUCHER.c.voucher_id >= bindparam("low"),
        VOUCHER.c.voucher_id < bindparam("high"),
    )
    .order_by(VOUCHER.c.voucher_id)
)
_MAKERS: Select[Any] = (
    select(STEP.c.payment_request_id, STEP.c.actor)
    .where(
        STEP.c.book_id == bindparam("book"),
        STEP.c.payment_request_id.in_(bindparam("requests", expanding=True)),
        STEP.c.step == "submitted",
    )
    .order_by(STEP.c.payment_request_id, STEP.c.leaf_idx)
)
_VOUCHERS: Select[Any] = select(VOUCHER.c.voucher_id, VOUCHER.c.payment_request_id).where(
    VOUCHER.c.book_id == bindparam("book"),
    VOUCHER.c.voucher_id.in_(bindparam("ids", expanding=True)),
)
_ABOUT: Select[Any] = (
    select(
        POSTING.c.voucher_id,
        PROJECT.c.name.label("project"),
        CONTRACT.c.contract_no,
        CONTRACT.c.payee_name,
        CONTRACT.c.party_id,
        PARTY.c.name.label("party"),
    )
    .distinct()
    .select_from(POSTING)
    .outerjoin(PROJECT, named(PROJECT, "project_id"))
    .outerjoin(CONTRACT, named(CONTRACT, "contract_id"))
    .outerjoin(PARTY, PARTY.c.party_id == POSTING.c.party_id)
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.voucher_id.in_(bindparam("ids", expanding=True)),
    )
)


@dataclass(frozen=True, slots=True)
class LeafRow:
    """One leaf: its act, who acted, when it was booked, how many vouchers it has, its hash."""

    index: int
    act: str
    actor: str
    name: str
    at: datetime
    is_refused: bool
    voucher_count: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class VoucherAbout:
    """What stands beside a voucher in a list: its maker, projects, contracts, payees (masked)."""

    maker: str
    projects: tuple[str, ...]
    contracts: tuple[str, ...]
    payees: tuple[str, ...]


def leaves(
    read: Read, book_id: int, *, before: int | None = None, limit: int = 100
) -> tuple[LeafRow, ...]:
    """Return leaves of a log, the newest first, from the one before leaf `before` on."""
    names = {"book": book_id, "before": NO_LEAF if before is None else before, "limit": limit}
    rows = read.execute(_PAGE, names).all()
    if not rows:
        return ()
    span = {
        "book": book_id,
        "low": rows[-1].idx * VOUCHERS_PER_LEAF,
        "high": (rows[0].idx + 1) * VOUCHERS_PER_LEAF,
    }
    counts = {row.leaf: int(row.vouchers) for row in read.execute(_COUNTS, span)}
    people: dict[str, str] = {}
    return tuple(_leaf(read, row, counts.get(row.idx, 0), people) for row in rows)


def _leaf(read: Read, row: Any, count: int, people: dict[str, str]) -> LeafRow:  # noqa: ANN401 - a row
    leaf = parse_leaf(row.body)
    actor = leaf.event.actor
    if actor not in people:
        people[actor] = name_of(read, actor)
    return LeafRow(
        index=row.idx,
        act=leaf.event.core["type"],
        actor=actor,
        name=people[actor],
        at=datetime.fromisoformat(leaf.at),
        is_refused=not leaf.accepted,
        voucher_count=count,
        hash=row.hash,
    )


def vouchers_in(read: Read, book_id: int, low: int, high: int) -> tuple[int, ...]:
    """Return the vouchers numbered from `low` to below `high`, in order."""
    return tuple(read.execute(_IN, {"book": book_id, "low": low, "high": high}).scalars())


def voucher_hashes(read: Read, book_id: int, ids: Iterable[int]) -> dict[int, bytes]:
    """Return the hash of the leaf that sealed each voucher, as it stands now."""
    wanted = sorted(set(ids))
    numbers = sorted({number // VOUCHERS_PER_LEAF for number in wanted})
    rows = read.execute(_HASHES, {"book": book_id, "leaves": numbers})
    found = {row.idx: bytes(row.hash) for row in rows}
    return {n: found[n // VOUCHERS_PER_LEAF] for n in wanted if n // VOUCHERS_PER_LEAF in found}


def about_vouchers(read: Read, book_id: int, ids: Iterable[int]) -> dict[int, VoucherAbout]:
    """Return what stands beside each of these vouchers."""
    wanted = sorted(set(ids))
    makers = _makers(read, book_id, wanted)
    found: dict[int, tuple[dict[str, None], ...]] = {n: ({}, {}, {}) for n in wanted}
    for row in read.execute(_ABOUT, {"book": book_id, "ids": wanted}):
        projects, contracts, payees = found[row.voucher_id]
        is_person = row.party_id is None
        payee = masking.payee_name(row.payee_name or "", is_person=is_person) or row.party
        for name, names in ((row.project, projects), (row.contract_no, contracts), (payee, payees)):
            if name:
                names[name] = None
    return {
        n: VoucherAbout(makers.get(n, ""), *(tuple(names) for names in found[n])) for n in wanted
    }


def _makers(read: Read, book_id: int, ids: list[int]) -> dict[int, str]:
    rows = read.execute(_VOUCHERS, {"book": book_id, "ids": ids}).all()
    requests = sorted({row.payment_request_id for row in rows} - {None})
    asked = read.execute(_MAKERS, {"book": book_id, "requests": requests})
    made = {row.payment_request_id: row.actor for row in asked}
    acts = sorted(
        {r.voucher_id // VOUCHERS_PER_LEAF for r in rows if r.payment_request_id not in made}
    )
    actors = {
        row.idx: parse_leaf(row.body).event.actor
        for row in read.execute(_SOME, {"book": book_id, "leaves": acts})
    }
    names = {user: name_of(read, user) for user in {*made.values(), *actors.values()}}
    return {
        row.voucher_id: names[
            made.get(row.payment_request_id) or actors[row.voucher_id // VOUCHERS_PER_LEAF]
        ]
        for row in rows
    }
