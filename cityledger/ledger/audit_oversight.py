"""Overrides and clearances looked at again from the rows: two persons, and no more than granted.

L8 is the law: nobody grants what they asked for, pays what they granted, or clears what they
recorded. The gate refuses it; a leaf sealed around the gate by colluding hands is named here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.store.engine import Read

ASKED, GRANT, USE = (T[name] for name in ("override_request", "override_grant", "override_use"))
STEP, REQUEST = T["payment_step"], T["payment_request"]
RECORD, CLEARED = T["interference"], T["interference_clearance"]

_GRANTS = select(GRANT).order_by(GRANT.c.book_id, GRANT.c.override_id, GRANT.c.leaf_idx)
_USES = (
    select(USE, REQUEST.c.project_id)
    .join(
        REQUEST,
        (REQUEST.c.book_id == USE.c.book_id)
        & (REQUEST.c.payment_request_id == USE.c.payment_request_id),
    )
    .order_by(USE.c.book_id, USE.c.override_id, USE.c.leaf_idx)
)
_CLEARED = (
    select(RECORD.c.book_id, RECORD.c.interference_id, RECORD.c.recorder)
    .join(
        CLEARED,
        (CLEARED.c.book_id == RECORD.c.book_id)
        & (CLEARED.c.interference_id == RECORD.c.interference_id),
    )
    .where(CLEARED.c.actor == RECORD.c.recorder)
    .order_by(RECORD.c.book_id, RECORD.c.interference_id)
)


def oversight(source: Read) -> Iterator[str]:
    """Yield every override and clearance that takes two persons and had one, or too much of it."""
    grants: dict[tuple[int, int], list[tuple[int, str, int]]] = {}
    for row in source.execute(_GRANTS):
        key = (row.book_id, row.override_id)
        grants.setdefault(key, []).append((row.leaf_idx, row.actor, row.held))
    yield from _granted(source, grants)
    yield from _used(source, grants)
    for row in source.execute(_CLEARED):
        where = f"interference {row.interference_id} of book {row.book_id}"
        yield f"L8 {where}: {row.recorder} cleared what they recorded"


def _granted(
    source: Read, grants: dict[tuple[int, int], list[tuple[int, str, int]]]
) -> Iterator[str]:
    for row in source.execute(select(ASKED).order_by(ASKED.c.book_id, ASKED.c.override_id)):
        where = f"override {row.override_id} of book {row.book_id}"
        for _, actor, held in grants.get((row.book_id, row.override_id), ()):
            if held and actor == row.asked_by:
                yield f"L8 {where}: {actor} granted what they asked for"


def _used(source: Read, grants: dict[tuple[int, int], list[tuple[int, str, int]]]) -> Iterator[str]:
    """Each use: granted then, for this project, by nobody who took a step, within the limit."""
    asked = {(row.book_id, row.override_id): row for row in source.execute(select(ASKED))}
    sums: dict[tuple[int, int], int] = {}
    for row in source.execute(_USES).all():
        key = (row.book_id, row.override_id)
        where = f"payment request {row.payment_request_id} of book {row.book_id}"
        known = [grant for grant in grants.get(key, ()) if grant[0] < row.leaf_idx]
        if not known or not known[-1][2]:
            yield f"L8 {where}: override {row.override_id} was not granted when it was used"
        if asked[key].project_id != row.project_id:
            yield f"L8 {where}: override {row.override_id} is of another project"
        steps = source.execute(
            select(STEP.c.step, STEP.c.actor)
            .where(
                STEP.c.book_id == row.book_id,
                STEP.c.payment_request_id == row.payment_request_id,
            )
            .order_by(STEP.c.leaf_idx)
        ).all()
        granters = {actor for _, actor, held in known if held}
        for step, actor in steps:
            if actor in granters and step != "returned":
                yield f"L8 {where}: {actor} granted override {row.override_id} and took {step}"
        if not steps or steps[-1].step != "returned":
            sums[key] = sums.get(key, 0) + row.amount_fen
    for key, fen in sums.items():
        if fen > asked[key].limit_fen:
            where = f"override {key[1]} of book {key[0]}"
            yield f"L5 {where}: {fen} fen paid under a limit of {asked[key].limit_fen}"
