"""Fund position: what every tranche, bank account and project received, paid and has left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from cityledger.kernel.days import days_between
from cityledger.ledger.tables import T
from cityledger.views import flows
from cityledger.views.moment import NOW, POSTING, VOUCHER, Moment, known, of_voucher, standing, sums
from cityledger.views.shares import ProjectPosition, project_positions

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from cityledger.store.engine import Read

TRANCHE, SOURCE, BANK = T["tranche"], T["fund_source"], T["bank_account"]
HOLD, REQUEST, LIMITS = T["hold"], T["payment_request"], T["limits"]

_FLOWS = sums(
    ("tranche_id",),
    lambda c: {
        "received": flows.received(c),
        "paid": flows.paid(c),
        "suspense": flows.suspense(c),
        "left": flows.in_hand(c),
    },
    lambda c: c["tranche_id"] != 0,
)
_MONEY = sums(
    ("tranche_id", "bank_account_id"), lambda c: {"left": flows.in_hand(c)}, flows.is_money
)
_TRANCHES = (
    select(TRANCHE, SOURCE.c.name.label("source"), SOURCE.c.level)
    .outerjoin(
        SOURCE,
        (SOURCE.c.book_id == TRANCHE.c.book_id)
        & (SOURCE.c.fund_source_id == TRANCHE.c.fund_source_id),
    )
    .where(
        TRANCHE.c.book_id == bindparam("book"),
        TRANCHE.c.tranche_id != 0,
        known(TRANCHE),
        func.coalesce(TRANCHE.c.received_on, bindparam("as_of")) <= bindparam("as_of"),
    )
    .order_by(TRANCHE.c.tranche_id)
)
_BANKS = (
    select(BANK)
    .where(BANK.c.book_id == bindparam("book"), known(BANK))
    .order_by(BANK.c.bank_account_id)
)
# A hold has no date of its own: it takes that of its voucher, else that of its request.
_HELD_ON = func.coalesce(
    select(VOUCHER.c.value_date)
    .where(
        VOUCHER.c.book_id == HOLD.c.book_id,
        VOUCHER.c.voucher_id.between(HOLD.c.leaf_idx * 100, HOLD.c.leaf_idx * 100 + 99),
    )
    .order_by(VOUCHER.c.voucher_id.desc())
    .limit(1)
    .scalar_subquery(),
    REQUEST.c.value_date,
)
_HELD = (
    select(HOLD.c.tranche_id, HOLD.c.bank_account_id, func.sum(HOLD.c.amount_fen).label("held"))
    .join(
        REQUEST,
        (REQUEST.c.book_id == HOLD.c.book_id)
        & (REQUEST.c.payment_request_id == HOLD.c.payment_request_id),
    )
    .where(HOLD.c.book_id == bindparam("book"), known(HOLD), bindparam("as_of") >= _HELD_ON)
    .group_by(HOLD.c.tranche_id, HOLD.c.bank_account_id)
)
_HELD_NOW = select(LIMITS.c.key, (LIMITS.c.cap_fen - LIMITS.c.used_fen).label("held")).where(
    LIMITS.c.book_id == bindparam("book"), LIMITS.c.kind == "held"
)
_MOVED = (
    select(POSTING.c.tranche_id, func.max(VOUCHER.c.value_date).label("moved_on"))
    .join(VOUCHER, of_voucher())
    .where(POSTING.c.book_id == bindparam("book"), *standing())
    .where(POSTING.c.bank_account_id.is_not(None))
    .group_by(POSTING.c.tranche_id)
)
_MOVED_NOW = select(LIMITS.c.key, LIMITS.c.last_on).where(
    LIMITS.c.book_id == bindparam("book"), LIMITS.c.kind == "money"
)


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """Money of one tranche in one bank account of ours, in fen; `held` is part of `left`."""

    tranche_id: int
    label: str
    bank_account_id: int
    bank_name: str
    left_fen: int
    held_fen: int

    @property
    def free_fen(self) -> int:
        """What a new request may still use."""
        return self.left_fen - self.held_fen


@dataclass(frozen=True, slots=True)
class TranchePosition:
    """One tranche: received − paid − suspense = left, in fen; `held` is part of `left`.

    A quota tranche holds no money: `quota_left_fen` is what the treasury may still pay on our
    order. `idle_days` count from the last day its money moved; None when there is none left, or
    nobody said what day it is.
    """

    tranche_id: int
    label: str
    source: str
    kind: str
    form: str
    received_on: date | None
    expiry_on: date | None
    is_restricted: bool
    received_fen: int
    paid_fen: int
    suspense_fen: int
    held_fen: int
    left_fen: int
    quota_left_fen: int
    idle_days: int | None
    parts: tuple[MoneyPart, ...]

    @property
    def free_fen(self) -> int:
        """What a new request may still use of the money in hand."""
        return self.left_fen - self.held_fen


@dataclass(frozen=True, slots=True)
class BankPosition:
    """One bank account of ours with the tranches whose money it holds."""

    bank_account_id: int
    account: str
    kind: str
    name: str
    bank_name: str
    account_no: str
    left_fen: int
    held_fen: int
    parts: tuple[MoneyPart, ...]


@dataclass(frozen=True, slots=True)
class FundPosition:
    """The whole position; every total is the sum of its tranches, in fen."""

    tranches: tuple[TranchePosition, ...]
    banks: tuple[BankPosition, ...]
    projects: tuple[ProjectPosition, ...]
    received_fen: int
    paid_fen: int
    suspense_fen: int
    held_fen: int
    left_fen: int


def fund_position(
    read: Read,
    book_id: int,
    *,
    today: date | None = None,
    as_of: date | None = None,
    as_known: int | None = None,
) -> FundPosition:
    """Return the position by tranche, bank account and project; `today` dates idle money."""
    moment = Moment(as_of, as_known)
    banks = read.execute(_BANKS, moment.names(book_id)).all()
    tranches = tranche_positions(read, book_id, today=today, as_of=as_of, as_known=as_known)
    parts = [part for tranche in tranches for part in tranche.parts]
    return FundPosition(
        tranches=tranches,
        banks=tuple(
            _bank(bank, tuple(p for p in parts if p.bank_account_id == bank.bank_account_id))
            for bank in banks
        ),
        projects=project_positions(read, book_id, as_of=as_of, as_known=as_known),
        received_fen=sum(tranche.received_fen for tranche in tranches),
        paid_fen=sum(tranche.paid_fen for tranche in tranches),
        suspense_fen=sum(tranche.suspense_fen for tranche in tranches),
        held_fen=sum(tranche.held_fen for tranche in tranches),
        left_fen=sum(tranche.left_fen for tranche in tranches),
    )


def _bank(bank: Row[Any], parts: tuple[MoneyPart, ...]) -> BankPosition:
    return BankPosition(
        bank_account_id=bank.bank_account_id,
        account=bank.account,
        kind=bank.kind,
        name=bank.name,
        bank_name=bank.bank_name,
        account_no=bank.account_no,
        left_fen=sum(part.left_fen for part in parts),
        held_fen=sum(part.held_fen for part in parts),
        parts=parts,
    )


def tranche_positions(
    read: Read,
    book_id: int,
    *,
    today: date | None = None,
    as_of: date | None = None,
    as_known: int | None = None,
) -> tuple[TranchePosition, ...]:
    """Return every tranche, by number."""
    moment = Moment(as_of, as_known)
    names = moment.names(book_id)
    flowed = {row.tranche_id: row for row in _FLOWS.rows(read, book_id, moment)}
    parts = _parts(read, book_id, moment)
    moved = _moved(read, book_id, moment)
    out = []
    for row in read.execute(_TRANCHES, names):
        flow, own = flowed.get(row.tranche_id), tuple(parts[row.tranche_id])
        received = int(flow.received) if flow else 0
        left = int(flow.left) if flow else 0
        last = moved.get(row.tranche_id) or row.received_on
        out.append(
            TranchePosition(
                tranche_id=row.tranche_id,
                label=row.label,
                source=row.source or "",
                kind=row.kind,
                form=row.form,
                received_on=row.received_on,
                expiry_on=row.expiry_on,
                is_restricted=bool(row.restricted),
                received_fen=received,
                paid_fen=int(flow.paid) if flow else 0,
                suspense_fen=int(flow.suspense) if flow else 0,
                held_fen=sum(part.held_fen for part in own),
                left_fen=left,
                quota_left_fen=row.amount_fen - received if row.form == "quota" else 0,
                idle_days=days_between(last, today) if today and last and left else None,
                parts=own,
            )
        )
    return tuple(out)


def _parts(read: Read, book_id: int, moment: Moment) -> dict[int, list[MoneyPart]]:
    names = moment.names(book_id)
    labels = {row.tranche_id: row.label for row in read.execute(_TRANCHES, names)}
    banks = {row.bank_account_id: row.name for row in read.execute(_BANKS, names)}
    held = _held(read, book_id, moment)
    out: dict[int, list[MoneyPart]] = defaultdict(list)
    for row in _MONEY.rows(read, book_id, moment):
        key = (row.tranche_id, row.bank_account_id)
        if row.left or held.get(key):
            out[row.tranche_id].append(
                MoneyPart(
                    tranche_id=row.tranche_id,
                    label=labels.get(row.tranche_id, ""),
                    bank_account_id=row.bank_account_id,
                    bank_name=banks.get(row.bank_account_id, ""),
                    left_fen=int(row.left),
                    held_fen=held.get(key, 0),
                )
            )
    return out


def _held(read: Read, book_id: int, moment: Moment) -> dict[tuple[int, int], int]:
    if not moment.is_now:
        rows = read.execute(_HELD, moment.names(book_id))
        return {(row.tranche_id, row.bank_account_id): int(row.held) for row in rows}
    out = {}
    for row in read.execute(_HELD_NOW, {"book": book_id}):
        bank, tranche = row.key.split("/")
        out[int(tranche), int(bank)] = int(row.held)
    return out


def _moved(read: Read, book_id: int, moment: Moment) -> dict[int, date]:
    """Return the last day on which money of each tranche moved."""
    if not moment.is_now:
        rows = read.execute(_MOVED, moment.names(book_id))
        return {row.tranche_id: row.moved_on for row in rows}
    out: dict[int, date] = {}
    for row in read.execute(_MOVED_NOW, NOW.names(book_id)):
        tranche = int(row.key.split("/")[1])
        if row.last_on is not None:
            out[tranche] = max(out.get(tranche, row.last_on), row.last_on)
    return out
