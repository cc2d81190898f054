"""Acts of a clearance before any agreement: plan list, public steps, house surveys, valuations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from cityledger.actions.command import Command
from cityledger.actions.draft import Context, Draft, form
from cityledger.actions.projects import Document, add_document
from cityledger.actions.residents import resident
from cityledger.controls.renewal import (
    LISTED_TWICE,
    STEPS,
    HouseFacts,
    StepFacts,
    SurveyFacts,
    check_step,
    check_survey,
    check_valuation,
)
from cityledger.kernel.errors import BadInput, Problem
from cityledger.model.parties import Party
from cityledger.model.projects import Project
from cityledger.model.renewal import HouseSurvey, Plot, RenewalStep
from cityledger.views import households
from cityledger.views.find import many, need, next_id
from cityledger.views.special_account import special_account

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

HOUSES_PER_ACT = 100
"""An act is at most 65,535 bytes: longer survey lists are brought in several acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotEntry:
    """A plot of the plan list: number, boundary, batch, households; area in square decimetres."""

    plot_no: str
    name: str
    batch: str
    boundary: str
    households: int
    area_dm2: int = 0


@dataclass(frozen=True, kw_only=True)
class ListPlots(Command):
    """Enter the plots that a document puts on the plan list of a project (S14)."""

    act: ClassVar[str] = "plots.list"
    project: str
    document: Document
    plots: tuple[PlotEntry, ...]


@dataclass(frozen=True, kw_only=True)
class HoldStep(Command):
    """Enter a public step of a plot: notice, hearing, plan, decision (S30, 国令590).

    `needed_fen` is what all compensation of the plot will cost; the decision must name it, and
    the special account must hold it in full (art. 12).
    """

    act: ClassVar[str] = "renewal.step"
    project: str
    plot: str
    step: str
    held_on: date
    doc_no: str
    needed_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house as surveyed: number of its title, owner, area in square decimetres."""

    household_no: str
    house_no: str
    owner_name: str
    resident_no: str
    area_dm2: int


@dataclass(frozen=True, kw_only=True)
class SurveyHouses(Command):
    """Enter the survey of houses of a plot, up to 100 in one act."""

    act: ClassVar[str] = "houses.survey"
    project: str
    plot: str
    surveyed_on: date
    houses: tuple[House, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What the appraiser says a house is worth, in fen."""

    household_no: str
    value_fen: int


@dataclass(frozen=True, kw_only=True)
class ValueHouses(Command):
    """Enter valuations of surveyed houses by one appraiser, up to 100 in one act."""

    act: ClassVar[str] = "houses.value"
    project: str
    plot: str
    appraiser_id: str
    valued_on: date
    values: tuple[Value, ...]


def plot_of(context: Context, project: str, plot_no: str) -> Plot:
    """Return a plot of a project's plan list; raises BadInput when it is not listed."""
    found = need(context.read, Project, "project", **context.here, code=project)
    names = {"project_id": found.project_id, "plot_no": plot_no}
    return need(context.read, Plot, "plot 地块", **context.here, **names)


@form(ListPlots)
def list_plots(context: Context, command: ListPlots) -> Draft:
    """Draw up plots of the plan list under their document."""
    _at_most(len(command.plots), "plots 地块")
    _positive((f"plot {row.plot_no}", row.households) for row in command.plots)
    project = need(context.read, Project, "project", **context.here, code=command.project)
    draft = Draft()
    document = add_document(context, draft, command.document, "plan_list")
    known = {
        row.plot_no
        for row in many(context.read, Plot, **context.here, project_id=project.project_id)
    }
    first = next_id(context.read, Plot, "plot_id", context.book_id)
    for number, row in enumerate(command.plots, first):
        if row.plot_no in known:
            draft.find(LISTED_TWICE.code, plot=row.plot_no)
        known.add(row.plot_no)
        draft.add(
            "plot",
            plot_id=number,
            project_id=project.project_id,
            document_id=document,
            plot_no=row.plot_no,
            name=row.name,
            batch=row.batch,
            boundary=row.boundary,
            households=row.households,
            area_dm2=row.area_dm2,
        )
    return draft


@form(HoldStep)
def hold_step(context: Context, command: HoldStep) -> Draft:
    """Draw up a public step; the decision is held against the money in the special account."""
    if command.step not in STEPS:
        reason = f"one of {', '.join(STEPS)} 程序步骤写法有误"
        raise BadInput((Problem("renewal step 征收程序", command.step, reason, "从列表中选择"),))
    plot = plot_of(context, command.project, command.plot)
    held = many(context.read, RenewalStep, **context.here, plot_id=plot.plot_id)
    free = 0
    if command.step == "decision":
        book, day = context.book_id, command.held_on
        free = special_account(context.read, book, plot.project_id, day).free_fen
    facts = StepFacts(
        plot=plot.plot_no,
        step=command.step,
        held_on=command.held_on,
        held=tuple((row.step, row.held_on) for row in held),
        needed_fen=command.needed_fen,
        free_fen=free,
    )
    draft = Draft(findings=list(check_step(facts, context.parameters)))
    draft.add(
        "renewal_step",
        plot_id=plot.plot_id,
        step=command.step,
        held_on=command.held_on,
        doc_no=command.doc_no,
        needed_fen=command.needed_fen,
    )
    return draft


@form(SurveyHouses)
def survey_houses(context: Context, command: SurveyHouses) -> Draft:
    """Draw up surveyed houses; resident numbers are kept as a salted hash and the last four."""
    _at_most(len(command.houses), "houses 房屋")
    _positive((f"household {row.household_no}", row.area_dm2) for row in command.houses)
    plot = plot_of(context, command.project, command.plot)
    known = {
        row.household_no
        for row in many(context.read, HouseSurvey, **context.here, plot_id=plot.plot_id)
    }
    elsewhere = households.surveyed_houses(context.read, (h.house_no for h in command.houses))
    facts = SurveyFacts(
        book=context.book_id,
        plot=plot.plot_no,
        listed=plot.households,
        surveyed=len(known),
        houses=tuple(
            HouseFacts(
                household=row.household_no,
                house=row.house_no,
                is_known=row.household_no in known,
                other=elsewhere.get(row.house_no),
            )
            for row in command.houses
        ),
    )
    draft = Draft(findings=list(check_survey(facts)))
    problems: list[Problem] = []
    for row in command.houses:
        try:
            hashed, tail = resident(context.book_id, row.household_no, row.resident_no)
        except BadInput as bad:
            problems.extend(bad.problems)
            continue
        draft.add(
            "house_survey",
            plot_id=plot.plot_id,
            household_no=row.household_no,
            house_no=row.house_no,
            owner_name=row.owner_name,
            resident_hash=hashed,
            resident_tail=tail,
            area_dm2=row.area_dm2,
            surveyed_on=command.surveyed_on,
        )
    if problems:
        raise BadInput(tuple(problems))
    return draft


@form(ValueHouses)
def value_houses(context: Context, command: ValueHouses) -> Draft:
    """Draw up valuations; a new valuation of a house stands over the earlier one."""
    _at_most(len(command.values), "values 评估")
    _positive((f"household {row.household_no}", row.value_fen) for row in command.values)
    plot = plot_of(context, command.project, command.plot)
    need(context.read, Party, "party", party_id=command.appraiser_id)
    surveyed = {
        row.household_no: row.surveyed_on
        for row in many(context.read, HouseSurvey, **context.here, plot_id=plot.plot_id)
    }
    if problems := tuple(_unvaluable(command.values, set(surveyed))):
        raise BadInput(problems)
    draft = Draft()
    for row in command.values:
        number = row.household_no
        draft.findings += check_valuation(number, surveyed[number], command.valued_on)
        draft.add(
            "house_valuation",
            plot_id=plot.plot_id,
            household_no=number,
            appraiser_id=command.appraiser_id,
            value_fen=row.value_fen,
            valued_on=command.valued_on,
        )
    return draft


def _unvaluable(values: tuple[Value, ...], surveyed: set[str]) -> Iterator[Problem]:
    given: set[str] = set()
    for row in values:
        number = row.household_no
        if number not in surveyed:
            reason = "没有调查登记 is not surveyed"
            yield Problem(f"household {number}", number, reason, "先调查登记")
        if number in given:
            reason = "同一批中重复 stands twice in this act"
            yield Problem(f"household {number}", number, reason, "保留一行")
        given.add(number)


def _at_most(count: int, what: str) -> None:
    if not 1 <= count <= HOUSES_PER_ACT:
        reason = f"1 to {HOUSES_PER_ACT} in one act 每批条数超限"
        raise BadInput((Problem(what, str(count), reason, "分批 split it"),))


def _positive(amounts: Iterable[tuple[str, int]]) -> None:
    problems = tuple(
        Problem(place, str(value), "must be positive 必须为正数", "填写正数")
        for place, value in amounts
        if value <= 0
    )
    if problems:
        raise BadInput(problems)
