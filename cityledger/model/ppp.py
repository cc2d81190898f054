"""Public-private partnership: agreements, yearly duties, scores, and what the district can bear."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, flag, one_of, table
from cityledger.model.types import Day, Int, Str

MODES = ("OM", "MC", "BOT", "BOOT", "BOO", "DBFOT", "TOT", "ROT")
MECHANISMS = ("user_pay", "gap_subsidy", "government_pay")
REGIMES = ("stock", "concession")
"""Stock: signed before the 2023 mechanism (国办函〔2023〕115号); concession: since."""

DUTIES = ("equity", "operating", "risk", "support")
"""股权投资、运营补贴、风险承担、配套投入 (财金〔2015〕21号)."""

FORMULAS = ("schedule", "average_cost", "annuity", "gap", "ratio", "scenario", "share")


class PppAgreement(BookRow, table=True):
    """The partnership agreement of a contract; forbidden promises are stored as what they are."""

    __tablename__ = "ppp_agreement"
    __table_args__ = table(
        fk("contract_id", "contract.contract_id"),
        fk("project_id", "project.project_id"),
        one_of("mode", MODES),
        one_of("mechanism", MECHANISMS),
        one_of("regime", REGIMES),
        flag("is_fund_budget"),
        CheckConstraint("term_years > 0 AND capital_fen > 0", "terms"),
        leaf="NEW.leaf_idx",
    )
    contract_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    mode: str = Field(sa_type=Str)
    mechanism: str = Field(sa_type=Str)
    regime: str = Field(sa_type=Str)
    infrastructure: str = Field(sa_type=Str)
    starts_on: date = Field(sa_type=Day)
    term_years: int = Field(sa_type=Int)
    capital_fen: int = Field(sa_type=Int)
    government_share_ppm: int = Field(sa_type=Int)
    invested_fen: int = Field(sa_type=Int)
    linked_ppm: int = Field(default=0, sa_type=Int)
    is_fund_budget: int = Field(default=0, sa_type=Int)
    doc_no: str = Field(sa_type=Str)


class PppDuty(BookRow, table=True):
    """What the district owes of an agreement in a year; an amendment is a newer row.

    `formula` and `parameters` (`name=integer` pairs by comma) say how `planned_fen` was found.
    """

    __tablename__ = "ppp_duty"
    __table_args__ = table(
        fk("contract_id", "ppp_agreement.contract_id"),
        one_of("kind", DUTIES),
        one_of("formula", FORMULAS),
        CheckConstraint("planned_fen >= 0", "planned"),
        leaf="NEW.leaf_idx",
    )
    contract_id: int = Field(primary_key=True, sa_type=Int)
    year: int = Field(primary_key=True, sa_type=Int)
    kind: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    planned_fen: int = Field(sa_type=Int)
    formula: str = Field(sa_type=Str)
    parameters: str = Field(default="", sa_type=Str)
    doc_no: str = Field(sa_type=Str)


class PppScore(BookRow, table=True):
    """The performance score of a year in millionths: what is paid is what was planned times it."""

    __tablename__ = "ppp_score"
    __table_args__ = table(
        fk("contract_id", "ppp_agreement.contract_id"),
        CheckConstraint("score_ppm BETWEEN 0 AND 1000000", "score"),
        leaf="NEW.leaf_idx",
    )
    contract_id: int = Field(primary_key=True, sa_type=Int)
    year: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    score_ppm: int = Field(sa_type=Int)
    payable_fen: int = Field(sa_type=Int)
    assessed_on: date = Field(sa_type=Day)
    assessor: str = Field(sa_type=Str)
    doc_no: str = Field(sa_type=Str)


class FiscalCapacity(BookRow, table=True):
    """The general public budget expenditure of a year; the newest row of a year stands."""

    __tablename__ = "fiscal_capacity"
    __table_args__ = table(
        one_of("basis", ("final", "budget", "forecast")),
        CheckConstraint("expenditure_fen > 0", "expenditure"),
        leaf="NEW.leaf_idx",
    )
    year: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    basis: str = Field(sa_type=Str)
    expenditure_fen: int = Field(sa_type=Int)
    doc_no: str = Field(sa_type=Str)
