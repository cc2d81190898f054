"""Shantytown renewal before an agreement: plots, notices and decisions, surveys, valuations."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from cityledger.model.base import BookRow, fk, one_of, table
from cityledger.model.types import Day, Int, Str


class Plot(BookRow, table=True):
    """A plot of the approved plan list: its boundary, its batch, how many households it has."""

    __tablename__ = "plot"
    __table_args__ = table(
        fk("project_id", "project.project_id"),
        fk("document_id", "approval_document.document_id"),
        UniqueConstraint("book_id", "project_id", "plot_no"),
        CheckConstraint("households > 0", "households"),
        leaf="NEW.leaf_idx",
    )
    plot_id: int = Field(primary_key=True, sa_type=Int)
    leaf_idx: int = Field(sa_type=Int)
    project_id: int = Field(sa_type=Int)
    document_id: int = Field(sa_type=Int)
    plot_no: str = Field(sa_type=Str)
    name: str = Field(sa_type=Str)
    batch: str = Field(sa_type=Str)
    boundary: str = Field(sa_type=Str)
    households: int = Field(sa_type=Int)
    area_dm2: int = Field(sa_type=Int)


class RenewalStep(BookRow, table=True):
    """A public step of a plot: notice, hearing, plan, decision, in this order (国令590)."""

    __tablename__ = "renewal_step"
    __table_args__ = table(
        fk("plot_id", "plot.plot_id"),
        one_of("step", ("notice", "hearing", "plan", "decision")),
        leaf="NEW.leaf_idx",
    )
    plot_id: int = Field(primary_key=True, sa_type=Int)
    step: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    held_on: date = Field(sa_type=Day)
    doc_no: str = Field(sa_type=Str)
    needed_fen: int = Field(default=0, sa_type=Int)


class HouseSurvey(BookRow, table=True):
    """A house as it was surveyed: owner (hash and last four), area, before anything is agreed."""

    __tablename__ = "house_survey"
    __table_args__ = table(
        fk("plot_id", "plot.plot_id"),
        UniqueConstraint("book_id", "house_no"),
        CheckConstraint("area_dm2 > 0", "area"),
        leaf="NEW.leaf_idx",
    )
    plot_id: int = Field(primary_key=True, sa_type=Int)
    household_no: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(sa_type=Int)
    house_no: str = Field(sa_type=Str)
    owner_name: str = Field(sa_type=Str)
    resident_hash: str = Field(sa_type=Str)
    resident_tail: str = Field(sa_type=Str)
    area_dm2: int = Field(sa_type=Int)
    surveyed_on: date = Field(sa_type=Day)


class HouseValuation(BookRow, table=True):
    """What an appraiser says a surveyed house is worth; a new valuation is a newer row."""

    __tablename__ = "house_valuation"
    __table_args__ = table(
        fk("plot_id household_no", "house_survey.plot_id household_no"),
        ForeignKeyConstraint(["appraiser_id"], ["party.party_id"]),
        CheckConstraint("value_fen > 0", "value"),
        leaf="NEW.leaf_idx",
    )
    plot_id: int = Field(primary_key=True, sa_type=Int)
    household_no: str = Field(primary_key=True, sa_type=Str)
    leaf_idx: int = Field(primary_key=True, sa_type=Int)
    appraiser_id: str = Field(sa_type=Str)
    value_fen: int = Field(sa_type=Int)
    valued_on: date = Field(sa_type=Day)
