"""Overrides and clearances looked at again from the rows: two persons, and no more than granted.

L8 is the law: nobody grants what they asked for, pays what they granted, or clears what they
recorded; an override is of a rule that is open to it, has its reason, and is used within its
project, contract, amount and days. The gate refuses all else; a leaf sealed around the gate by
colluding hands is named here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cityledger.evidence.event import parse_leaf
from cityledger.kernel.days import china_day, parse_instant
from cityledger.kernel.laws import OVERRIDABLE
from cityledger.ledger.leaves import leaf_body
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cityledger.evidence.event import Leaf
    from cityledger.store.engine import Read

ASKED, GRANT, USE = (T[name] for name in ("override_request", "override_grant", "override_use"))
STEP, REQUEST, LINE, VOUCHER = (
    T[name] for name in ("payment_step", "payment_request", "payment_line", "voucher")
)
RECORD, CLEARED = T["interference"], T["interference_clearance"]

SIGNED = {
    "override_request": "asked_by",
    "override_grant": "actor",
    "interference": "recorder",
    "interference_clearance": "actor",
    "zero_report": "actor",
    "disclosure": "actor",
}
"""The tables of oversight that name a person, and the column that does: it is who signed."""

_GRANTS = select(GRANT).order_by(GRANT.c.book_id, GRANT.c.override_id, GRANT.c.leaf_idx)
_USES = (
    select(
        USE,
        REQUEST.c.project_id,
        REQUEST.c.value_date,
        REQUEST.c.amount_fen.label("asked_fen"),
    )
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


@dataclass(frozen=True, slots=True)
class _Decision:
    """A grant (`held`), or the taking back of one."""

    leaf_idx: int
    actor: str
    held: bool
    reason: str


@dataclass(frozen=True, slots=True)
class _Override:
    """An override as it was asked for, and what was decided on it, in order."""

    asked: Any
    decisions: list[_Decision] = field(default_factory=list)

    @property
    def where(self) -> str:
        return f"override {self.asked.override_id} of book {self.asked.book_id}"

    def before(self, leaf_idx: int) -> list[_Decision]:
        return [decision for decision in self.decisions if decision.leaf_idx < leaf_idx]


def oversight(source: Read) -> Iterator[str]:
    """Yield every override and clearance that takes two persons and had one, or too much of it."""
    yield from _in_another_name(source)
    found = {
        (row.book_id, row.override_id): _Override(row)
        for row in source.execute(select(ASKED).order_by(ASKED.c.book_id, ASKED.c.override_id))
    }
    for row in source.execute(_GRANTS):
        made = _Decision(row.leaf_idx, row.actor, bool(row.held), row.reason)
        found[row.book_id, row.override_id].decisions.append(made)
    for override in found.values():
        yield from _asked(override)
        yield from _granted(source, override)
    yield from _used(source, found)
    for row in source.execute(_CLEARED):
        where = f"interference {row.interference_id} of book {row.book_id}"
        yield f"L8 {where}: {row.recorder} cleared what they recorded"


def _in_another_name(source: Read) -> Iterator[str]:
    """Two persons on paper must be two keys: who a row names is who signed its leaf."""
    for name, column in SIGNED.items():
        table = T[name]
        rows = select(table.c.book_id, table.c.leaf_idx, table.c[column].label("named"))
        for row in source.execute(rows.order_by(table.c.book_id, table.c.leaf_idx)).all():
            signer = _leaf(source, row.book_id, row.leaf_idx).event.actor
            if signer != row.named:
                where = f"{name} of leaf {row.leaf_idx} of book {row.book_id}"
                yield f"L8 {where}: {signer} signed it as {row.named}"


def _leaf(source: Read, book_id: int, leaf_idx: int) -> Leaf:
    return parse_leaf(leaf_body(source, book_id, leaf_idx))


def _day(source: Read, book_id: int, leaf_idx: int) -> date:
    """Return the day in China on which a leaf was sealed."""
    return china_day(parse_instant(_leaf(source, book_id, leaf_idx).at))


def _asked(override: _Override) -> Iterator[str]:
    asked, where = override.asked, override.where
    if asked.control not in OVERRIDABLE:
        yield f"L8 {where}: {asked.control} may not be set aside"
    if not asked.reason.strip():
        yield f"L8 {where}: no reason was given"
    if not asked.doc_no.strip():
        yield f"L8 {where}: no document was named"


def _granted(source: Read, override: _Override) -> Iterator[str]:
    asked, where = override.asked, override.where
    for decision in override.decisions:
        if not decision.reason.strip():
            yield f"L8 {where}: {decision.actor} gave no reason"
        if not decision.held:
            continue
        if decision.actor == asked.asked_by:
            yield f"L8 {where}: {decision.actor} granted what they asked for"
        if override.before(decision.leaf_idx):
            yield f"L8 {where}: granted after it was decided on"
        if _day(source, asked.book_id, decision.leaf_idx) > asked.expires_on:
            yield f"L8 {where}: granted after {asked.expires_on}"


def _used(source: Read, found: dict[tuple[int, int], _Override]) -> Iterator[str]:
    """Each use as it was asked for and at each of its steps; all that count, within the limit."""
    sums: dict[tuple[int, int], int] = {}
    for row in source.execute(_USES).all():
        override = found[row.book_id, row.override_id]
        where = f"payment request {row.payment_request_id} of book {row.book_id}"
        steps = _steps(source, row)
        yield from (f"{law} {where}: {text}" for law, text in _use(source, override, row))
        for step in steps:
            if step.step != "returned":
                yield from (f"L8 {where}: {text}" for text in _step(source, override, step))
        if not steps or steps[-1].step != "returned":
            key = (row.book_id, row.override_id)
            sums[key] = sums.get(key, 0) + row.amount_fen
    for key, fen in sums.items():
        limit = found[key].asked.limit_fen
        if fen > limit:
            yield f"L5 {found[key].where}: {fen} fen paid under a limit of {limit}"


def _use(
    source: Read,
    override: _Override,
    use: Any,  # noqa: ANN401 - a row of _USES
) -> Iterator[tuple[str, str]]:
    """A use by its request: of this project and contract, in time, for all that is paid."""
    asked, named = override.asked, f"override {use.override_id}"
    if not _held(override, use.leaf_idx):
        yield "L8", f"{named} was not granted when it was used"
    if asked.project_id != use.project_id:
        yield "L8", f"{named} is of another project"
    if asked.contract_id is not None and _contracts(source, use) != {asked.contract_id}:
        yield "L8", f"{named} is of another contract"
    if use.amount_fen != use.asked_fen:
        yield "L5", f"{named} counts {use.amount_fen} fen of {use.asked_fen}"
    if use.value_date > asked.expires_on:
        yield "L8", f"{named} ended {asked.expires_on}, value date {use.value_date}"


def _held(override: _Override, leaf_idx: int) -> bool:
    known = override.before(leaf_idx)
    return bool(known) and known[-1].held


def _contracts(source: Read, use: Any) -> set[int]:  # noqa: ANN401 - a row of _USES
    lines = select(LINE.c.contract_id).where(
        LINE.c.book_id == use.book_id, LINE.c.payment_request_id == use.payment_request_id
    )
    return set(source.execute(lines).scalars())


def _steps(source: Read, use: Any) -> list[Any]:  # noqa: ANN401 - a row of _USES
    steps = (
        select(STEP)
        .where(STEP.c.book_id == use.book_id, STEP.c.payment_request_id == use.payment_request_id)
        .order_by(STEP.c.leaf_idx)
    )
    return list(source.execute(steps).all())


def _step(source: Read, override: _Override, step: Any) -> Iterator[str]:  # noqa: ANN401 - a row
    """What one step of a payment does to an override: by whom, while it is held, in its days."""
    number, until = override.asked.override_id, override.asked.expires_on
    before = override.before(step.leaf_idx)
    if step.actor in {decision.actor for decision in before if decision.held}:
        yield f"{step.actor} granted override {number} and took {step.step}"
    if step.step != "submitted" and not _held(override, step.leaf_idx):
        yield f"override {number} was not granted when {step.actor} took {step.step}"
    sealed_on = _day(source, step.book_id, step.leaf_idx)
    if sealed_on > until:
        yield f"override {number} ended {until}, {step.step} on {sealed_on}"
    low = step.leaf_idx * 100
    booked = select(VOUCHER.c.value_date).where(
        VOUCHER.c.book_id == step.book_id, VOUCHER.c.voucher_id.between(low, low + 99)
    )
    for on in source.execute(booked).scalars():
        if on > until:
            yield f"override {number} ended {until}, value date {on}"
