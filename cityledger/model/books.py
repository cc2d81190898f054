"""The books: chart, periods, vouchers and postings (frozen); balances and limits (derived)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, flag, one_of, table
from cityledger.model.types import Day, Instant, Int, Str

VOUCHER_KINDS = ("normal", "opening", "closing", "reversal", "return", "carry_over", "bank_fact")
WORDS = ("初", "收", "付", "转", "记")
MONEY_SQL = (
    "account >= '1001' AND account < '1003' OR account >= '1021' AND account < '1022'"
    " OR account >= '1201' AND account < '1202'"
)
"""Money accounts as ranges: a function call in a CHECK makes SQLite keep a statement journal,
which costs a bulk import 1.7 times (storage.md §4.2). `kernel.chart` marks the same accounts."""

PURSE_SQL = "account >= '8001' AND account < '8002'"
"""资金结存: the budget ledger's mirror of money (L14)."""


class Book(BookRow, table=True):
    """What this book is: one unit × fund scope, as printed on every paper."""

    __tablename__ = "book"
    __table_args__ = table(leaf="NEW.leaf_idx")
    leaf_idx: int = Field(sa_type=Int)
    unit_name: str = Field(sa_type=Str)
    fund_scope: str = Field(sa_type=Str)


class Account(BookRow, table=True):
    """An account of the chart, as this book uses it."""

    __tablename__ = "account"
    __table_args__ = table(
        one_of("ledger", ("financial", "budget", "memo")),
        one_of("side", ("D", "C")),
        one_of("floor_by", ("none", "bank_tranche", "contract", "allotment", "budget_line")),
        flag("is_money"),
        flag("off_budget"),
        leaf="NEW.leaf_idx",
    )
    code: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    zh: str = Field(sa_type=Str)
    en: str = Field(sa_type=Str)
    ledger: str = Field(sa_type=Str)
    side: str = Field(sa_type=Str)
    is_money: int = Field(sa_type=Int)
    off_budget: int = Field(sa_type=Int)
    floor_by: str = Field(sa_type=Str)


class PeriodChange(BookRow, table=True):
    """A period (yyyymm; 0 holds the opening) was opened or closed by a leaf; closing counts."""

    __tablename__ = "period_change"
    __table_args__ = table(one_of("state", ("open", "closed")), leaf="NEW.leaf_idx")
    period: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    state: str = Field(sa_type=Str)
    voucher_count: int | None = Field(default=None, sa_type=Int)
    debit_fen: int | None = Field(default=None, sa_type=Int)
    credit_fen: int | None = Field(default=None, sa_type=Int)


class Voucher(BookRow, table=True):
    """Inserted after its postings: the insert is the posting check (L2, L6, L7).

    `voucher_id` = leaf index × 100 + place of the voucher in its act, from 1.
    """

    __tablename__ = "voucher"
    __table_args__ = table(
        UniqueConstraint("book_id", "period", "word", "voucher_no"),
        UniqueConstraint("book_id", "reverses_id"),
        fk("reverses_id", "voucher.voucher_id"),
        one_of("kind", VOUCHER_KINDS),
        one_of("word", WORDS),
        Index(None, "book_id", "value_date", "voucher_id"),
        seals="posting",
        leaf="NEW.voucher_id / 100",
    )
    voucher_id: int = Field(primary_key=True, sa_type=Int)
    period: int = Field(sa_type=Int)
    word: str = Field(sa_type=Str)
    voucher_no: int = Field(sa_type=Int)
    kind: str = Field(sa_type=Str)
    value_date: date = Field(sa_type=Day)
    booked_at: datetime = Field(sa_type=Instant)
    summary: str = Field(sa_type=Str)
    attachments: int = Field(default=0, sa_type=Int)
    reverses_id: int | None = Field(default=None, sa_type=Int)
    link_no: str | None = Field(default=None, sa_type=Str)
    payment_request_id: int | None = Field(default=None, sa_type=Int)


class Posting(BookRow, table=True):
    """One debit or credit, always with a tranche (0 = no money moves); negative is red."""

    __tablename__ = "posting"
    __table_args__ = table(
        CheckConstraint("(debit_fen = 0) <> (credit_fen = 0)", "one_side"),
        CheckConstraint(f"({MONEY_SQL}) = (bank_account_id IS NOT NULL)", "bank"),
        CheckConstraint(f"tranche_id <> 0 OR NOT ({MONEY_SQL} OR {PURSE_SQL})", "purse"),
        CheckConstraint("tranche_id = 0 OR account < '9'", "memo"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"],
            ["voucher.book_id", "voucher.voucher_id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        fk("account", "account.code"),
        fk("tranche_id", "tranche.tranche_id"),
        fk("bank_account_id", "bank_account.bank_account_id"),
        fk("project_id", "project.project_id"),
        fk("contract_id", "contract.contract_id"),
        fk("budget_line_id", "budget_line.budget_line_id"),
        fk("allotment_id", "allotment.allotment_id"),
        fk("payment_line_id", "payment_line.payment_line_id"),
        ForeignKeyConstraint(["party_id"], ["party.party_id"]),
        Index(None, "book_id", "account", "voucher_id"),
        Index(None, "book_id", "tranche_id", "account"),
        Index(
            None,
            "book_id",
            "contract_id",
            "account",
            sqlite_where=text("contract_id IS NOT NULL"),
            postgresql_where=text("contract_id IS NOT NULL"),
        ),
        leaf="NEW.voucher_id / 100",
    )
    voucher_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    account: str = Field(sa_type=Str)
    tranche_id: int = Field(sa_type=Int)
    debit_fen: int = Field(default=0, sa_type=Int)
    credit_fen: int = Field(default=0, sa_type=Int)
    bank_account_id: int | None = Field(default=None, sa_type=Int)
    project_id: int | None = Field(default=None, sa_type=Int)
    sub_project_id: int | None = Field(default=None, sa_type=Int)
    contract_id: int | None = Field(default=None, sa_type=Int)
    party_id: str | None = Field(default=None, sa_type=Str)
    budget_line_id: int | None = Field(default=None, sa_type=Int)
    allotment_id: int | None = Field(default=None, sa_type=Int)
    payment_line_id: int | None = Field(default=None, sa_type=Int)
    cost_item: str | None = Field(default=None, sa_type=Str)
    function_code: str | None = Field(default=None, sa_type=Str)
    economic_code: str | None = Field(default=None, sa_type=Str)
    summary: str | None = Field(default=None, sa_type=Str)


class Balance(BookRow, table=True):
    """Movement per account, tranche, bank account, project and period: plain sums, 0 for none."""

    __tablename__ = "balance"
    __table_args__ = table(frozen=False)
    account: str = Field(primary_key=True, sa_type=Str)
    tranche_id: int = Field(primary_key=True, sa_type=Int)
    bank_account_id: int = Field(primary_key=True, sa_type=Int)
    project_id: int = Field(primary_key=True, sa_type=Int)
    period: int = Field(primary_key=True, sa_type=Int)
    debit_fen: int = Field(sa_type=Int)
    credit_fen: int = Field(sa_type=Int)


class Limit(BookRow, table=True):
    """A cap that may never be passed (L3, L5); written as absolute values under the head lock.

    `last_on` is the latest value date that moved a money limit: a payment dated before it is
    checked at the end of every later day (L3).
    """

    __tablename__ = "limits"
    __table_args__ = table(CheckConstraint("used_fen <= cap_fen", "cap"), frozen=False)
    kind: str = Field(primary_key=True, sa_type=Str)
    key: str = Field(primary_key=True, sa_type=Str)
    cap_fen: int = Field(sa_type=Int)
    used_fen: int = Field(sa_type=Int)
    last_on: date | None = Field(default=None, sa_type=Day)
