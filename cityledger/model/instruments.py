"""Borrowed money and what eases it: debts, subsidies, rewards, risk pools, asset packages."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, flag, one_of, table
from cityledger.model.types import Day, Int, Str

DEBT_KINDS = ("special_bond", "general_bond", "policy_loan", "bank_loan", "entity_loan", "fund")


class Debt(BookRow, table=True):
    """Borrowed money: principal in fen, yearly rate in millionths, who owes it, what repays it."""

    __tablename__ = "debt"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("fund_source_id", "fund_source.fund_source_id"),
        ForeignKeyConstraint(["debtor_id"], ["party.party_id"]),
        UniqueConstraint("book_id", "debt_no"),
        one_of("kind", DEBT_KINDS),
        one_of("debtor_kind", ("government", "soe", "fund", "platform")),
        flag("is_hidden"),
        flag("is_guaranteed"),
        CheckConstraint("principal_fen > 0", "principal"),
        leaf="NEW.leaf_idx",
    )
    debt_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    debt_no: str = Field(sa_type=Str)
    kind: str = Field(sa_type=Str)
    project_id: int = Field(sa_type=Int)
    fund_source_id: int = Field(sa_type=Int)
    debtor_kind: str = Field(sa_type=Str)
    debtor_id: str | None = Field(default=None, sa_type=Str)
    creditor: str = Field(sa_type=Str)
    principal_fen: int = Field(sa_type=Int)
    rate_ppm: int = Field(sa_type=Int)
    starts_on: date = Field(sa_type=Day)
    ends_on: date = Field(sa_type=Day)
    repaid_from: str = Field(sa_type=Str)
    is_hidden: int = Field(default=0, sa_type=Int)
    is_guaranteed: int = Field(default=0, sa_type=Int)


class DebtSchedule(BookRow, table=True):
    """What falls due of a debt on a day, in fen."""

    __tablename__ = "debt_schedule"
    __table_args__ = table(fk("debt_id", "debt.debt_id"), leaf="NEW.leaf_idx")
    debt_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    due_on: date = Field(sa_type=Day)
    principal_fen: int = Field(sa_type=Int)
    interest_fen: int = Field(sa_type=Int)


class InterestSubsidy(BookRow, table=True):
    """Interest that a level of government takes over: base, rate, days, and what comes of it."""

    __tablename__ = "interest_subsidy"
    __table_args__ = table(
        fk("debt_id", "debt.debt_id"),
        CheckConstraint("amount_fen >= 0 AND days > 0", "amounts"),
        leaf="NEW.leaf_idx",
    )
    debt_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    grantor: str = Field(sa_type=Str)
    doc_no: str = Field(sa_type=Str)
    base_fen: int = Field(sa_type=Int)
    rate_ppm: int = Field(sa_type=Int)
    from_on: date = Field(sa_type=Day)
    until_on: date = Field(sa_type=Day)
    days: int = Field(sa_type=Int)
    amount_fen: int = Field(sa_type=Int)


class RewardGrant(BookRow, table=True):
    """Reward instead of subsidy (以奖代补): a promise on a result, and the evidence of it."""

    __tablename__ = "reward_grant"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("tranche_id", "tranche.tranche_id"),
        CheckConstraint("amount_fen > 0", "amount"),
        leaf="NEW.leaf_idx",
    )
    reward_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    project_id: int = Field(sa_type=Int)
    tranche_id: int = Field(sa_type=Int)
    amount_fen: int = Field(sa_type=Int)
    condition: str = Field(sa_type=Str)
    doc_no: str = Field(sa_type=Str)
    evidence_sha256: str | None = Field(default=None, sa_type=Str)
    score_ppm: int | None = Field(default=None, sa_type=Int)
    accepted_on: date | None = Field(default=None, sa_type=Day)


class RiskPool(BookRow, table=True):
    """A pool that shares banks' losses: our share in millionths of each loss, up to the pool."""

    __tablename__ = "risk_pool"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("tranche_id", "tranche.tranche_id"),
        CheckConstraint("share_ppm BETWEEN 0 AND 1000000 AND cap_fen > 0", "share"),
        leaf="NEW.leaf_idx",
    )
    pool_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    name: str = Field(sa_type=Str)
    project_id: int = Field(sa_type=Int)
    tranche_id: int = Field(sa_type=Int)
    bank: str = Field(sa_type=Str)
    share_ppm: int = Field(sa_type=Int)
    cap_fen: int = Field(sa_type=Int)
    loan_cap_fen: int = Field(sa_type=Int)


class PoolLoan(BookRow, table=True):
    """A loan under a pool: borrower, principal in fen."""

    __tablename__ = "pool_loan"
    __table_args__ = table(
        fk("pool_id", "risk_pool.pool_id"),
        CheckConstraint("principal_fen > 0", "principal"),
        leaf="NEW.leaf_idx",
    )
    pool_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    borrower: str = Field(sa_type=Str)
    principal_fen: int = Field(sa_type=Int)
    lent_on: date = Field(sa_type=Day)
    ends_on: date = Field(sa_type=Day)


class PoolLoss(BookRow, table=True):
    """A loss on a loan of the pool and our share of it; a recovery is negative."""

    __tablename__ = "pool_loss"
    __table_args__ = table(
        fk("pool_id n", "pool_loan.pool_id n"),
        CheckConstraint("loss_fen <> 0", "loss"),
        leaf="NEW.leaf_idx",
    )
    pool_id: int = Field(primary_key=True, sa_type=Int)
    n: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    happened_on: date = Field(sa_type=Day)
    loss_fen: int = Field(sa_type=Int)
    share_fen: int = Field(sa_type=Int)
    doc_no: str = Field(sa_type=Str)


class Asset(BookRow, table=True):
    """A thing or a right of the district that may carry a loan (S11, S39), and what it is worth."""

    __tablename__ = "asset"
    __table_args__ = table(
        UniqueConstraint("book_id", "right_no"),
        one_of("kind", ("facility", "land", "concession", "building", "other")),
        CheckConstraint("value_fen > 0", "value"),
        leaf="NEW.leaf_idx",
    )
    asset_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    right_no: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    kind: str = Field(sa_type=Str)
    owner: str = Field(sa_type=Str)
    value_fen: int = Field(sa_type=Int)
    valued_on: date = Field(sa_type=Day)
    is_public_welfare: int = Field(default=0, sa_type=Int)


class AssetPackage(BookRow, table=True):
    """Assets bundled for one debt (打包融资); released when the debt is repaid."""

    __tablename__ = "asset_package"
    __table_args__ = table(
        fk("debt_id", "debt.debt_id"), UniqueConstraint("book_id", "name"), leaf="NEW.leaf_idx"
    )
    package_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    name: str = Field(sa_type=Str)
    debt_id: int = Field(sa_type=Int)
    packed_on: date = Field(sa_type=Day)


class PackageAsset(BookRow, table=True):
    """An asset is pledged in a package (`held` 1) or released from it (0)."""

    __tablename__ = "package_asset"
    __table_args__ = table(
        fk("package_id", "asset_package.package_id"),
        fk("asset_id", "asset.asset_id"),
        flag("held"),
        leaf="NEW.leaf_idx",
    )
    package_id: int = Field(primary_key=True, sa_type=Int)
    asset_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    held: int = Field(sa_type=Int)
    pledged_fen: int = Field(sa_type=Int)
