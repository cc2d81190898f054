"""What the district plans to build against what it can bear, and sites built on again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

import pytest

from cityledger.actions.command import Command
from cityledger.actions.draft import FORMS, Context, Draft
from cityledger.actions.project_life import EnterPhase
from cityledger.actions.projects import ChangeResponsible, RegisterProject, Section
from cityledger.kernel.errors import Refused
from cityledger.views import project_life, registry
from cityledger.views.alerts import alerts
from cityledger.views.project_life import Burden, Rebuilt
from tests.conftest import BOOK, Office
from tests.stories.world import WAN, World, day

TODAY = day("2025-06-02")


@dataclass(frozen=True, kw_only=True)
class Capacity(Command):
    """A year's expenditure as another desk records it: here only its row matters."""

    act: ClassVar[str] = "capacity.set"
    year: int
    expenditure_fen: int


@dataclass(frozen=True, kw_only=True)
class Accepted(Command):
    """An acceptance, the same."""

    act: ClassVar[str] = "acceptance.record"
    project_id: int
    accepted_on: date


def _capacity(_: Context, command: Command) -> Draft:
    assert isinstance(command, Capacity)
    draft = Draft()
    fen = command.expenditure_fen
    draft.add(
        "fiscal_capacity", year=command.year, basis="budget", expenditure_fen=fen, doc_no="预1"
    )
    return draft


def _acceptance(_: Context, command: Command) -> Draft:
    assert isinstance(command, Accepted)
    draft = Draft()
    on = command.accepted_on
    draft.add(
        "acceptance", project_id=command.project_id, accepted_on=on, usable_on=on, doc_no="验1"
    )
    return draft


@pytest.fixture
def world(office: Office, monkeypatch: pytest.MonkeyPatch) -> World:
    """The walkthrough's project, and acts of other desks."""
    monkeypatch.setitem(FORMS, Capacity, _capacity)
    monkeypatch.setitem(FORMS, Accepted, _acceptance)
    made = World(office)
    made.upto(1)
    return made


def kinds(world: World, today: date) -> list[str]:
    found = world.office.ask(alerts, BOOK, today)
    return [row.kind for row in found if row.kind in {"site_rebuilt", "year_burdened"}]


def test_a_year_is_burdened_one_fen_above_a_tenth(world: World) -> None:
    # Of the contract's plan the district's own source bears 1,000万 in 2025, 6,600万 in 2026.
    world.by("zhi", world.contract("C1"))
    parameters = world.office.ask(registry.parameters)
    tenth, more = 10_000 * WAN, 66_001 * WAN
    world.by("zhi", Capacity(year=2026, expenditure_fen=more))
    world.by("zhi", Capacity(year=2025, expenditure_fen=tenth))

    fits = world.office.ask(project_life.burden, BOOK, parameters, TODAY)
    assert Burden(2025, 1_000 * WAN, tenth, 1_000, is_over=False) == fits[0]
    assert Burden(2026, 6_600 * WAN, more, 999, is_over=False) == fits[1]
    assert [] == kinds(world, TODAY)

    world.by("zhi", Capacity(year=2025, expenditure_fen=tenth - 1))
    over = world.office.ask(project_life.burden, BOOK, parameters, TODAY)
    assert Burden(2025, 1_000 * WAN, tenth - 1, 1_000, is_over=True) == over[0]
    assert ["year_burdened"] == kinds(world, TODAY)
    assert [] == kinds(world, day("2026-01-01"))


def test_a_site_is_shown_until_the_years_are_over(world: World) -> None:
    for code in ("P8", "P9"):
        world.by("zhi", RegisterProject(code=code, name=code, kind="road", site="示范里"))
    world.by("zhi", RegisterProject(code="P7", name="P7", kind="road", site="别处"))
    world.by("gong", Accepted(project_id=2, accepted_on=day("2020-06-03")))
    parameters = world.office.ask(registry.parameters)

    free = day("2025-06-03")
    expected = (Rebuilt(3, "P9", "示范里", "P8", day("2020-06-03"), free),)
    assert expected == world.office.ask(project_life.rebuilt, BOOK, TODAY, parameters)
    assert ["site_rebuilt"] == kinds(world, TODAY)
    assert () == world.office.ask(project_life.rebuilt, BOOK, free, parameters)


def test_works_begin_once_some_section_has_all_five(world: World) -> None:
    sections = (Section(code="01", name="一标段"),)
    lacking = world.project("P2", "二期", without="designer")
    world.by("zhi", replace(lacking, sections=sections))
    tender = EnterPhase(project="P2", phase="construction", entered_on=TODAY, doc_no="许1")
    with pytest.raises(Refused) as caught:
        world.by("zhi", tender)
    codes = [finding.code for finding in caught.value.findings]
    assert ["project.phase_without_budget", "project.phase_without_parties"] == codes

    designer = next(p for p in world.project("P2", "二期").parties if p.role == "designer")
    own = replace(designer, section="01", from_on=TODAY)
    world.by("zhi", ChangeResponsible(project="P2", party=own))
    with pytest.raises(Refused) as caught:
        world.by("zhi", replace(tender, request_id=Command().request_id))
    assert ["project.phase_without_budget"] == [f.code for f in caught.value.findings]
