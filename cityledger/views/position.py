"""Fund position: what every tranche, bank account and project received, paid and has left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from cityledger.kernel.chart import chart
from cityledger.kernel.days import days_between
from cityledger.ledger.tables import T
from cityledger.views.flows import Flow, flow
from cityledger.views.moment import (
    POSTING,
    VOUCHER,
    Moment,
    between,
    known,
    of_voucher,
    standing,
    sums,
)
from cityledger.views.shares import ProjectPosition, project_positions
from cityledger.views.tranches import SOURCE, TRANCHE, tranches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Row

    from cityledger.store.engine import Read

BANK = T["bank_account"]
HOLD, REQUEST, LIMITS = T["hold"], T["payment_request"], T["limits"]

_FLOWS = sums(
    ("tranche_id", "account"),
    lambda c: {"debit": c["debit_fen"], "credit": c["credit_fen"]},
    lambda c: (c["tranche_id"] != 0) & between(c["account"], "1", "6"),
)
_FLOWS_OF: Any = (
    select(
        POSTING.c.tranche_id,
        POSTING.c.account,
        func.sum(POSTING.c.debit_fen).label("debit"),
        func.sum(POSTING.c.credit_fen).label("credit"),
    )
    .join(VOUCHER, of_voucher())
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.tranche_id == bindparam("tranche"),
        between(POSTING.c.account, "1", "6"),
        *standing(),
    )
    .group_by(POSTING.c.tranche_id, POSTING.c.account)
)
# A closing empties the expense of a tranche into its surplus: what was paid stays paid.
_CLOSED: Any = (
    select(
        POSTING.c.tranche_id,
        func.sum(POSTING.c.credit_fen - POSTING.c.debit_fen).label("fen"),
    )
    .join(VOUCHER, of_voucher())
    .where(
        POSTING.c.book_id == bindparam("book"),
        POSTING.c.account.in_(sorted(code for code in chart() if code.startswith("5"))),
        POSTING.c.tranche_id != 0,
        VOUCHER.c.kind == "closing",
        *standing(),
    )
    .group_by(POSTING.c.tranche_id)
)
_MONEY: Any = (
    select(
        POSTING.c.tranche_id,
        POSTING.c.bank_account_id,
        func.sum(POSTING.c.debit_fen - POSTING.c.credit_fen).label("left"),
        func.max(VOUCHER.c.value_date).label("moved_on"),
    )
    .join(VOUCHER, of_voucher())
    .where(
        POSTING.c.book_id == bindparam("book"),
        between(POSTING.c.account, "1", "2"),
        POSTING.c.bank_account_id.is_not(None),
        *standing(),
    )
    .group_by(POSTING.c.tranche_id, POSTING.c.bank_account_id)
    .order_by(POSTING.c.tranche_id, POSTING.c.bank_account_id)
)
# The caps of L3 are the money of today: in by cap, out by use, and the last day it moved.
_MONEY_NOW = select(
    LIMITS.c.kind,
    LIMITS.c.key,
    (LIMITS.c.cap_fen - LIMITS.c.used_fen).label("fen"),
    LIMITS.c.last_on,
).where(LIMITS.c.book_id == bindparam("book"), LIMITS.c.kind.in_(("money", "held")))
_TRANCHES = tranches(TRANCHE, SOURCE.c.name.label("source"), SOURCE.c.level)
_ONE = _TRANCHES.where(TRANCHE.c.tranche_id == bindparam("tranche"))
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
    fund_year: int | None = None

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
    sums_of: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for row in _FLOWS.rows(read, book_id, moment):
        sums_of[row.tranche_id].append((row.account, int(row.debit), int(row.credit)))
    rows = read.execute(_TRANCHES, moment.names(book_id)).all()
    purses = _purses(read, book_id, moment)
    closed = _closed(read, book_id, moment)
    return tuple(
        _position(row, flow(sums_of[row.tranche_id], closed[row.tranche_id]), purses, today)
        for row in rows
    )


def _closed(read: Read, book_id: int, moment: Moment) -> dict[int, int]:
    """Return what closings took out of the expense of each tranche, 0 for none."""
    rows = read.execute(_CLOSED, moment.names(book_id))
    return defaultdict(int, {row.tranche_id: int(row.fen) for row in rows})


def tranche_position(
    read: Read,
    book_id: int,
    tranche_id: int,
    *,
    today: date | None = None,
    as_of: date | None = None,
    as_known: int | None = None,
) -> TranchePosition | None:
    """Return one tranche by its own postings; None where the book did not have it then."""
    moment = Moment(as_of, as_known)
    names = moment.names(book_id) | {"tranche": tranche_id}
    row = read.execute(_ONE, names).one_or_none()
    if row is None:
        return None
    found = read.execute(_FLOWS_OF, names)
    sums_of = [(line.account, int(line.debit), int(line.credit)) for line in found]
    closed = _closed(read, book_id, moment)[tranche_id]
    return _position(row, flow(sums_of, closed), _purses(read, book_id, moment), today)


def _position(row: Row[Any], moved: Flow, purses: _Purses, today: date | None) -> TranchePosition:
    number = row.tranche_id
    own = tuple(
        MoneyPart(
            tranche_id=number,
            label=row.label,
            bank_account_id=bank,
            bank_name=purses.banks.get(bank, ""),
            left_fen=left,
            held_fen=purses.held.get((number, bank), 0),
        )
        for bank, left in sorted(purses.left.get(number, {}).items())
        if left or purses.held.get((number, bank))
    )
    left, last = moved.in_hand_fen, purses.moved_on.get(number, row.received_on)
    return TranchePosition(
        tranche_id=number,
        label=row.label,
        source=row.source or "",
        kind=row.kind,
        form=row.form,
        received_on=row.received_on,
        expiry_on=row.expiry_on,
        is_restricted=bool(row.restricted),
        received_fen=moved.received_fen,
        paid_fen=moved.paid_fen,
        suspense_fen=moved.suspense_fen,
        held_fen=sum(part.held_fen for part in own),
        left_fen=left,
        quota_left_fen=row.amount_fen - moved.received_fen if row.form == "quota" else 0,
        idle_days=days_between(last, today) if today and last and left else None,
        parts=own,
        fund_year=row.fund_year,
    )


@dataclass(frozen=True, slots=True)
class _Purses:
    """Money by tranche and bank account, what is held of it, and the day each tranche moved."""

    banks: dict[int, str]
    left: dict[int, dict[int, int]]
    held: dict[tuple[int, int], int]
    moved_on: dict[int, date]


def _purses(read: Read, book_id: int, moment: Moment) -> _Purses:
    names = moment.names(book_id)
    banks = {row.bank_account_id: row.name for row in read.execute(_BANKS, names)}
    out = _Purses(banks, defaultdict(dict), {}, {})
    for kind, tranche, bank, fen, on in _purse_rows(read, names, moment):
        if kind == "held":
            out.held[tranche, bank] = fen
        else:
            out.left[tranche][bank] = fen
            if on is not None:
                out.moved_on[tranche] = max(out.moved_on.get(tranche, on), on)
    return out


def _purse_rows(
    read: Read, names: dict[str, object], moment: Moment
) -> Iterator[tuple[str, int, int, int, date | None]]:
    """Yield (money or held, tranche, bank account, fen, last day)."""
    if moment.is_now:
        for row in read.execute(_MONEY_NOW, names):
            bank, _, tranche = row.key.partition("/")
            yield row.kind, int(tranche), int(bank), int(row.fen), row.last_on
        return
    for row in read.execute(_MONEY, names):
        yield "money", row.tranche_id, row.bank_account_id, int(row.left), row.moved_on
    for hold in read.execute(_HELD, names):
        yield "held", hold.tranche_id, hold.bank_account_id, int(hold.held), None
