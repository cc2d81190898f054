"""Money per tranche and bank account: what is in hand, held and free (L3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from cityledger.ledger.post import DAYS
from cityledger.ledger.tables import T

if TYPE_CHECKING:
    from datetime import date

    from cityledger.store.engine import Read

LIMITS, TRANCHE, BALANCE = T["limits"], T["tranche"], T["balance"]
_LIMIT = select(LIMITS.c.cap_fen - LIMITS.c.used_fen).where(
    LIMITS.c.book_id == bindparam("book"),
    LIMITS.c.kind == bindparam("kind"),
    LIMITS.c.key == bindparam("key"),
)
_PURSES = select(
    LIMITS.c.kind, LIMITS.c.key, LIMITS.c.cap_fen, LIMITS.c.used_fen, LIMITS.c.last_on
).where(LIMITS.c.book_id == bindparam("book"), LIMITS.c.kind.in_(("money", "held", "share")))
_IN_BANK = (
    select(
        BALANCE.c.tranche_id,
        func.sum(BALANCE.c.debit_fen - BALANCE.c.credit_fen).label("in_hand"),
    )
    .join(
        TRANCHE,
        (TRANCHE.c.book_id == BALANCE.c.book_id) & (TRANCHE.c.tranche_id == BALANCE.c.tranche_id),
    )
    .where(BALANCE.c.book_id == bindparam("book"), BALANCE.c.bank_account_id == bindparam("bank"))
    .group_by(
        BALANCE.c.tranche_id,
        TRANCHE.c.restricted,
        TRANCHE.c.expiry_on,
        TRANCHE.c.received_on,
    )
    .order_by(
        TRANCHE.c.restricted, TRANCHE.c.expiry_on, TRANCHE.c.received_on, BALANCE.c.tranche_id
    )
)
_WAITING = (
    select(
        BALANCE.c.tranche_id,
        func.sum(BALANCE.c.debit_fen - BALANCE.c.credit_fen).label("waiting"),
    )
    .where(BALANCE.c.book_id == bindparam("book"), BALANCE.c.account == bindparam("account"))
    .group_by(BALANCE.c.tranche_id)
    .order_by(BALANCE.c.tranche_id)
)


_APPROVED = select(func.coalesce(func.sum(LIMITS.c.cap_fen - LIMITS.c.used_fen), 0)).where(
    LIMITS.c.book_id == bindparam("book"),
    LIMITS.c.kind.in_([f"floor {account}" for account in ("9112", "9113", "9114", "9115")]),
    LIMITS.c.key == bindparam("key"),
)


def approved_fen(read: Read, book_id: int, budget_line_id: int) -> int:
    """Return what is approved of a budget line today: free, reserved, contracted, certified (L5).

    The line's own amount is what its first document approved; adjustments are postings.
    """
    names = {"book": book_id, "key": str(budget_line_id)}
    return int(read.execute(_APPROVED, names).scalar_one())


def _left(read: Read, book_id: int, kind: str, key: str) -> int:
    found = read.execute(_LIMIT, {"book": book_id, "kind": kind, "key": key}).scalar()
    return int(found) if found is not None else 0


@dataclass(frozen=True, slots=True)
class Purses:
    """All money of a book per (bank account, tranche), what is held of it, and the shares."""

    money: dict[tuple[int, int], tuple[int, date | None]]
    held: dict[tuple[int, int], int]
    shares: dict[tuple[int, int], int]
    divided: frozenset[int]

    def filled(self) -> set[tuple[int, int]]:
        """Return (bank account, tranche) of everything with money in hand."""
        return {pair for pair, (left, _) in self.money.items() if left > 0}

    def free_fen(self, bank_account_id: int, tranche_id: int) -> int:
        """Return what a new request may still use of a tranche in a bank account."""
        pair = (bank_account_id, tranche_id)
        return self.money.get(pair, (0, None))[0] - self.held.get(pair, 0)

    def share_left_fen(self, tranche_id: int, project_id: int) -> int | None:
        """Return what a project may still spend of a tranche; None when it is not divided."""
        if tranche_id not in self.divided:
            return None
        return self.shares.get((tranche_id, project_id), 0)


def purses(read: Read, book_id: int) -> Purses:
    """Return the purses of a book, all in one question: a request looks at every one of them."""
    money: dict[tuple[int, int], tuple[int, date | None]] = {}
    others: dict[str, dict[tuple[int, int], int]] = {"held": {}, "share": {}}
    for row in read.execute(_PURSES, {"book": book_id}):
        first, second = (int(part) for part in row.key.split("/"))
        left = int(row.cap_fen - row.used_fen)
        if row.kind == "money":
            money[first, second] = (left, row.last_on)
        else:
            others[row.kind][first, second] = left
    divided = frozenset(tranche for tranche, _ in others["share"])
    return Purses(money, others["held"], others["share"], divided)


def least_fen(read: Read, book_id: int, known: Purses, pair: tuple[int, int], on: date) -> int:
    """Return the least money of (bank account, tranche) at the end of any day from `on` (L3)."""
    in_hand, last_on = known.money.get(pair, (0, None))
    if last_on is None or on >= last_on:
        return in_hand
    least, before, sum_fen = in_hand, 0, 0
    names = {"book": book_id, "bank": pair[0], "tranche": pair[1]}
    for day in read.execute(DAYS, names):
        sum_fen += int(day.moved)
        if day.value_date <= on:
            before = sum_fen
        else:
            least = min(least, sum_fen)
    return min(least, before)


def invoice_left_fen(read: Read, book_id: int, invoice_id: int) -> int:
    """Return what no request uses of an invoice."""
    return _left(read, book_id, "invoice", str(invoice_id))


def returnable_fen(read: Read, book_id: int, payment_line_id: int, tranche_id: int) -> int:
    """Return what a tranche still pays of a paid line: what it paid, less what came back (L6)."""
    return max(0, _left(read, book_id, "returned", f"{payment_line_id}/{tranche_id}"))


def in_bank(read: Read, book_id: int, bank_account_id: int) -> tuple[tuple[int, int], ...]:
    """Return (tranche, fen) with money in a bank account: unrestricted first, then by expiry."""
    rows = read.execute(_IN_BANK, {"book": book_id, "bank": bank_account_id})
    return tuple((row.tranche_id, int(row.in_hand)) for row in rows if row.in_hand > 0)


def waiting(read: Read, book_id: int, account: str) -> tuple[tuple[int, int], ...]:
    """Return (tranche, fen) with a debit balance on an account such as 121802."""
    rows = read.execute(_WAITING, {"book": book_id, "account": account})
    return tuple((row.tranche_id, int(row.waiting)) for row in rows if row.waiting > 0)


def floor_fen(read: Read, book_id: int, account: str, dimension: int) -> int:
    """Return what is left on an account with a floor, such as 9103 of an allotment."""
    return _left(read, book_id, f"floor {account}", str(dimension))
