"""Unit of work: what acts add. The same object serves live, bulk and replay.

Three verbs only, so that a chunk of acts gives the same rows as one act at a time: add a row
(never change one), add to a sum (order does not matter), use a cap (checked at the end of each
act, in order).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from cityledger.kernel.errors import LawBroken
from cityledger.ledger.tables import BIGINT, ORDER, T
from cityledger.ledger.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Dialect

BALANCE, LIMITS, VOUCHER, ACCOUNT = T["balance"], T["limits"], T["voucher"], T["account"]
STATEMENT = T["bank_statement_line"]
BALANCE_KEY = ("account", "tranche_id", "bank_account_id", "project_id", "period")


def _upsert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def _balance_upsert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    base = _upsert(dialect, BALANCE)
    sums = {name: BALANCE.c[name] + base.excluded[name] for name in ("debit_fen", "credit_fen")}
    return base.on_conflict_do_update(index_elements=list(BALANCE.primary_key), set_=sums)


def _limit_upsert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    # Absolute values: an upsert of deltas fails, because CHECK judges the proposed row first (L5).
    base = _upsert(dialect, LIMITS)
    values = {name: base.excluded[name] for name in ("cap_fen", "used_fen", "last_on")}
    return base.on_conflict_do_update(index_elements=list(LIMITS.primary_key), set_=values)


UPSERT = {"balance": _balance_upsert, "limits": _limit_upsert}
_WRITERS: dict[tuple[str, str, str], Writer] = {}


def _writer(table: str, dialect: Dialect) -> Writer:
    """Return what writes a table, built once: statements built per act took half of its CPU."""
    key = dialect.name, dialect.driver, table
    if key not in _WRITERS:
        upsert = UPSERT.get(table)
        statement = upsert(dialect.name) if upsert else T[table].insert()
        _WRITERS[key] = Writer(statement, dialect)
    return _WRITERS[key]


FIND_LIMIT = select(LIMITS.c.cap_fen, LIMITS.c.used_fen, LIMITS.c.last_on).where(
    LIMITS.c.book_id == bindparam("book"),
    LIMITS.c.kind == bindparam("kind"),
    LIMITS.c.key == bindparam("key"),
)
LAST_NUMBER = (
    select(VOUCHER.c.voucher_no)
    .where(
        VOUCHER.c.book_id == bindparam("book"),
        VOUCHER.c.period == bindparam("period"),
        VOUCHER.c.word == bindparam("word"),
    )
    .order_by(VOUCHER.c.voucher_no.desc())
    .limit(1)
)
FIND_STATEMENT = select(STATEMENT.c.bank_account_id, STATEMENT.c.amount_fen).where(
    STATEMENT.c.book_id == bindparam("book"),
    STATEMENT.c.statement_line_id == bindparam("number"),
)
CHART = select(
    ACCOUNT.c.code,
    ACCOUNT.c.ledger,
    ACCOUNT.c.side,
    ACCOUNT.c.is_money,
    ACCOUNT.c.off_budget,
    ACCOUNT.c.floor_by,
).where(ACCOUNT.c.book_id == bindparam("book"))


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """What the laws need to know of an account."""

    ledger: str
    side: str
    is_money: bool
    off_budget: bool
    floor_by: str


def _chart_account(row: Mapping[str, Any]) -> ChartAccount:
    return ChartAccount(
        row["ledger"],
        row["side"],
        bool(row["is_money"]),
        bool(row["off_budget"]),
        row["floor_by"],
    )


@dataclass(slots=True)
class Cap:
    """A row of `limits` in memory, absolute values in fen."""

    cap: int
    used: int
    last_on: date | None


class Rows:
    """Pending rows of one book, with the running sums needed to keep the laws at every act."""

    def __init__(self, connection: Connection, book_id: int) -> None:
        """Work on `book_id` inside the caller's write transaction."""
        self.book_id = book_id
        self.connection = connection
        self._new: dict[str, list[dict[str, Any]]] = {table.name: [] for table in ORDER}
        self._moves: dict[tuple[str, int, int, int, int], list[int]] = {}
        self._limits: dict[tuple[str, str], Cap] = {}
        self._absent: set[tuple[str, str]] = set()
        self._dirty: set[tuple[str, str]] = set()
        self._touched: set[tuple[str, str]] = set()
        self._numbers: dict[tuple[int, str], int] = {}
        self._chart: dict[str, ChartAccount] | None = None

    def account(self, code: str) -> ChartAccount:
        """Return an account of the book's chart; LawBroken if it is not there."""
        if self._chart is None:
            self._chart = {}
            stored = self.connection.execute(CHART, {"book": self.book_id}).mappings()
            # Replay comes here with the chart still pending: its leaf is in the same chunk.
            for row in (*stored, *self._new["account"]):
                self.learn_account(row)
        try:
            return self._chart[code]
        except KeyError:
            raise LawBroken(f"L2 no account {code} in the chart of this book") from None

    def learn_account(self, row: Mapping[str, Any]) -> None:
        """Take an account over into the chart in memory, if it has been read."""
        if self._chart is not None:
            self._chart[row["code"]] = _chart_account(row)

    @property
    def books(self) -> Connection:
        """The connection on which the vouchers booked so far can be read."""
        return self.connection

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Queue one new row."""
        self._new[table].append(row)
        if table == "account":
            self.learn_account(row)

    def voucher(self, row: dict[str, Any], postings: list[dict[str, Any]]) -> None:
        """Queue a voucher with its postings; what they must be, the database judges (L2)."""
        self._new["posting"] += postings
        self._new["voucher"].append(row)

    def move(self, key: tuple[str, int, int, int, int], debit: int, credit: int) -> None:
        """Add to the balance of (account, tranche, bank account, project, period)."""
        sums = self._moves.setdefault(key, [0, 0])
        sums[0] += debit
        sums[1] += credit

    def peek(self, kind: str, key: str) -> Cap | None:
        """Return a limit as it stands in this unit of work, or None if there is none."""
        cap = self._limits.get((kind, key))
        if cap is None and (kind, key) not in self._absent:
            found = self.connection.execute(
                FIND_LIMIT, {"book": self.book_id, "kind": kind, "key": key}
            ).one_or_none()
            if found is None:
                # Nobody else writes limits of this book while its head is locked.
                self._absent.add((kind, key))
                return None
            cap = self._limits[kind, key] = Cap(found.cap_fen, found.used_fen, found.last_on)
        return cap

    def limit(
        self, kind: str, key: str, *, cap: int = 0, used: int = 0, on: date | None = None
    ) -> Cap:
        """Raise a cap or use it, in fen; `check` judges it at the end of the act."""
        row = self.peek(kind, key)
        if row is None:
            row = self._limits[kind, key] = Cap(0, 0, None)
        row.cap += cap
        row.used += used
        if on is not None and (row.last_on is None or on > row.last_on):
            row.last_on = on
        self._dirty.add((kind, key))
        self._touched.add((kind, key))
        return row

    def check(self) -> None:
        """Judge every cap this act touched; raises LawBroken naming the first passed (L3, L5)."""
        for kind, key in sorted(self._touched):
            row = self._limits[kind, key]
            if max(abs(row.used), abs(row.cap)) >= BIGINT:
                raise LawBroken(f"L1 {kind} {key}: no 64-bit integer holds its sum")
            if row.used > row.cap:
                law = "L3" if kind.startswith(("money", "floor")) else "L5"
                raise LawBroken(f"{law} {kind} {key}: {row.used} > {row.cap} fen")
        self._touched.clear()

    def statement(self, number: int) -> tuple[int, int]:
        """Return bank account and amount in fen of a bank statement line, pending or stored."""
        for row in self._new["bank_statement_line"]:
            if row["statement_line_id"] == number:
                return row["bank_account_id"], row["amount_fen"]
        names = {"book": self.book_id, "number": number}
        found = self.books.execute(FIND_STATEMENT, names).one_or_none()
        if found is None:
            raise LawBroken(f"L6 no statement line {number}")
        return found.bank_account_id, found.amount_fen

    def number(self, period: int, word: str) -> int:
        """Return the next voucher number of a period and word (L7)."""
        last = self._numbers.get((period, word))
        if last is None:
            found = self.connection.execute(
                LAST_NUMBER, {"book": self.book_id, "period": period, "word": word}
            ).scalar()
            last = found or 0
        self._numbers[period, word] = last + 1
        return last + 1

    def flush(self) -> None:
        """Write everything; vouchers last, so that their trigger sees the postings."""
        for table in ORDER:
            if rows := self._new[table.name]:
                self._write(table.name, rows)
                self._new[table.name] = []
        if self._moves:
            names = (*BALANCE_KEY, "debit_fen", "credit_fen")
            moved = [
                dict(zip(names, (*key, *sums), strict=True), book_id=self.book_id)
                for key, sums in self._moves.items()
            ]
            self._write("balance", moved)
            self._moves = {}
        if self._dirty:
            self._write("limits", [self._limit_row(key) for key in sorted(self._dirty)])
            self._dirty = set()

    def _write(self, table: str, rows: list[dict[str, Any]]) -> None:
        _writer(table, self.connection.dialect).write(self.connection, rows)

    def _limit_row(self, key: tuple[str, str]) -> dict[str, Any]:
        row = self._limits[key]
        values = {"cap_fen": row.cap, "used_fen": row.used, "last_on": row.last_on}
        return {"book_id": self.book_id, "kind": key[0], "key": key[1], **values}
