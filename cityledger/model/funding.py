"""Where the money comes from: sources, allotments (permission), tranches (money), shares, plans."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, flag, one_of, table
from cityledger.model.types import Day, Int, Str

TRANCHE_KINDS = (
    "none", "grant", "budget", "loan", "bond", "capital", "interest", "deposit",
    "legacy", "unidentified", "other",
)  # fmt: skip


class BankAccount(BookRow, table=True):
    """An account of ours; the cash box, money in transit and unused quota are kinds of it."""

    __tablename__ = "bank_account"
    __table_args__ = table(
        fk("account", "account.code"),
        one_of("kind", ("bank", "cash", "transit", "quota")),
        UniqueConstraint("book_id", "account_no"),
        leaf="NEW.leaf_idx",
    )
    bank_account_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    account: str = Field(sa_type=Str)
    kind: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    bank_name: str = Field(sa_type=Str)
    account_no: str = Field(sa_type=Str)


class FundSource(BookRow, table=True):
    """Who gives, under which programme, by which route; decides the income accounts."""

    __tablename__ = "fund_source"
    __table_args__ = table(
        fk("income_account", "account.code"),
        fk("budget_account", "account.code"),
        UniqueConstraint("book_id", "name"),
        leaf="NEW.leaf_idx",
    )
    fund_source_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    name: str = Field(sa_type=Str)
    kind: str = Field(sa_type=Str)
    level: str = Field(sa_type=Str)
    programme: str | None = Field(default=None, sa_type=Str)
    route: str = Field(sa_type=Str)
    income_account: str = Field(sa_type=Str)
    budget_account: str = Field(sa_type=Str)


class Allotment(BookRow, table=True):
    """Permission to spend in one fiscal year, by document number (指标)."""

    __tablename__ = "allotment"
    __table_args__ = table(
        fk("fund_source_id", "fund_source.fund_source_id"),
        fk("document_id", "approval_document.document_id"),
        UniqueConstraint("book_id", "allotment_no"),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    allotment_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    allotment_no: str = Field(sa_type=Str)
    fund_source_id: int = Field(sa_type=Int)
    document_id: int = Field(sa_type=Int)
    fiscal_year: int = Field(sa_type=Int)
    amount_fen: int = Field(sa_type=Int)
    function_code: str | None = Field(default=None, sa_type=Str)
    economic_code: str | None = Field(default=None, sa_type=Str)


class Tranche(BookRow, table=True):
    """Money received, with its earmarks (L4); tranche 0 means that no money moves (L2).

    `uses` is `*` or a comma list of cost classes and `class:item`; `scope` is `*` or a comma
    list of project ids; `forbids` lists uses that the document takes out of `uses`. All of them
    are written by the grant document and never change. `matching_bp` is the share that the
    district has promised to add of its own.
    """

    __tablename__ = "tranche"
    __table_args__ = table(
        fk("fund_source_id", "fund_source.fund_source_id"),
        fk("allotment_id", "allotment.allotment_id"),
        UniqueConstraint("book_id", "label"),
        one_of("form", ("none", "cash", "quota")),
        one_of("kind", TRANCHE_KINDS),
        flag("in_budget"),
        flag("restricted"),
        leaf="NEW.leaf_idx",
    )
    tranche_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    label: str = Field(sa_type=Str)
    form: str = Field(sa_type=Str)
    kind: str = Field(sa_type=Str)
    fund_source_id: int | None = Field(default=None, sa_type=Int)
    allotment_id: int | None = Field(default=None, sa_type=Int)
    amount_fen: int = Field(default=0, sa_type=Int)
    received_on: date | None = Field(default=None, sa_type=Day)
    fund_year: int | None = Field(default=None, sa_type=Int)
    expiry_on: date | None = Field(default=None, sa_type=Day)
    in_budget: int = Field(default=1, sa_type=Int)
    restricted: int = Field(default=0, sa_type=Int)
    uses: str = Field(default="*", sa_type=Str)
    scope: str = Field(default="*", sa_type=Str)
    return_to: str | None = Field(default=None, sa_type=Str)
    interest_rule: str | None = Field(default=None, sa_type=Str)
    surplus_rule: str | None = Field(default=None, sa_type=Str)
    parent_tranche_id: int | None = Field(default=None, sa_type=Int)
    origin_book: int | None = Field(default=None, sa_type=Int)
    origin_tranche: int | None = Field(default=None, sa_type=Int)
    depositor: str | None = Field(default=None, sa_type=Str)
    forbids: str = Field(default="", sa_type=Str)
    matching_bp: int = Field(default=0, sa_type=Int)
    programme: str | None = Field(default=None, sa_type=Str)


class TrancheShare(BookRow, table=True):
    """How much of a tranche a project may spend (分解)."""

    __tablename__ = "tranche_share"
    __table_args__ = table(
        fk("tranche_id", "tranche.tranche_id"),
        fk("project_id", "project.project_id"),
        CheckConstraint("cap_fen > 0", "cap"),
        leaf="NEW.leaf_idx",
    )
    tranche_id: int = Field(primary_key=True, sa_type=Int)
    project_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    cap_fen: int = Field(sa_type=Int)


class FundingPlan(BookRow, table=True):
    """Which source is to pay how much of a contract in which fiscal year."""

    __tablename__ = "funding_plan"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("contract_id", "contract.contract_id"),
        fk("fund_source_id", "fund_source.fund_source_id"),
        fk("allotment_id", "allotment.allotment_id"),
        leaf="NEW.leaf_idx",
    )
    contract_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    project_id: int = Field(sa_type=Int)
    fund_source_id: int = Field(sa_type=Int)
    allotment_id: int | None = Field(default=None, sa_type=Int)
    fiscal_year: int = Field(sa_type=Int)
    amount_fen: int = Field(sa_type=Int)
