"""Partnerships through the real gate: bad input told at once, what is stored, what views say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityledger.actions.command import Command
from cityledger.actions.ppp import AgreePartnership, Capacity, Duty, SetCapacity
from cityledger.controls.pack import national
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import BadInput, Refused
from cityledger.ledger.verify import verify
from cityledger.views import ppp as views
from tests.conftest import BOOK, Office
from tests.stories import partnership
from tests.stories.partnership import EQUITY, SUBSIDY
from tests.stories.world import WAN, World, day

NATIONAL = Parameters(national().parameters)


@pytest.fixture
def world(office: Office) -> World:
    """A world with the partnership of case 10."""
    made = World(office)
    partnership.furnish(made)
    return made


def refused(world: World, who: str, command: Command) -> list[str]:
    """Return the codes an act is refused with."""
    with pytest.raises(Refused) as caught:
        world.office.by(who, command)
    return [finding.code for finding in caught.value.findings]


def test_everything_wrong_with_an_agreement_is_told_at_once(world: World) -> None:
    bad = partnership.agreement(
        "PPP1",
        mode="BT",
        government_share_ppm=1_000_001,
        duties=(
            Duty(year=2024, kind="operating", planned_fen=1),
            Duty(year=2025, kind="operating", planned_fen=-1),
            Duty(year=2025, kind="operating", planned_fen=1, formula="annuity"),
            Duty(year=2026, kind="bribe", planned_fen=1),
        ),
    )
    with pytest.raises(BadInput) as caught:
        world.office.by("zhi", bad)

    assert [
        ("mode", "BT"),
        ("government_share_ppm", "1000001"),
        ("duties[1].year", "2024"),
        ("duties[2]", "-1"),
        ("duties[3]", "2025 operating"),
        ("duties[3]", ""),
        ("duties[4]", "bribe schedule"),
        ("contract", "PPP1"),
    ] == [(problem.place, problem.value) for problem in caught.value.problems]
    assert all(problem.remedy for problem in caught.value.problems)


def test_only_a_contract_of_its_kind_has_an_agreement(world: World) -> None:
    world.by("zhi", world.contract("C9", 100, plans=(), performance_fen=0))
    with pytest.raises(BadInput, match="no contract of kind ppp"):
        world.office.by("zhi", partnership.agreement("C9"))
    with pytest.raises(BadInput, match="no such PPP agreement"):
        world.office.by("gong", replace(partnership.score(), contract="C9"))


def test_the_plan_is_stored_as_agreed(world: World) -> None:
    rows = world.office.sql(
        "SELECT kind, year, planned_fen, formula, parameters, doc_no FROM ppp_duty"
        " WHERE year = 2025 ORDER BY kind"
    )

    doc = "示政函〔2022〕15号"
    assert [
        ("equity", 2025, 300 * WAN, "share", EQUITY.parameters, doc),
        ("operating", 2025, SUBSIDY, "schedule", "", doc),
    ] == rows


@pytest.mark.parametrize("ppm", [-1, 1_000_001])
def test_a_score_is_between_nothing_and_everything(world: World, ppm: int) -> None:
    with pytest.raises(BadInput, match="score_ppm"):
        world.office.by("gong", partnership.score(ppm=ppm))


def test_a_year_without_merit_pays_nothing(world: World) -> None:
    world.by("gong", partnership.score(ppm=0))

    assert [(0, 0)] == world.office.sql(
        "SELECT s.payable_fen, l.due_fen FROM ppp_score s JOIN certificate c"
        " ON c.contract_id = s.contract_id JOIN certificate_line l"
        " ON l.certificate_id = c.certificate_id"
    )
    assert world.office.ask(verify).sound


def test_figures_of_capacity_are_checked_together(office: Office) -> None:
    good = Capacity(year=2025, basis="budget", expenditure_fen=1, doc_no="示人决〔2025〕1号")
    with pytest.raises(BadInput) as caught:
        office.by(
            "zhi",
            SetCapacity(
                figures=(
                    good,
                    replace(good, basis="hope"),
                    replace(good, year=2026, expenditure_fen=0, doc_no=" "),
                )
            ),
        )
    assert ["figures[2]", "figures[2]", "figures[3]", "figures[3]"] == [
        problem.place for problem in caught.value.problems
    ]
    with pytest.raises(BadInput, match="no year"):
        office.by("zhi", SetCapacity(figures=()))


def test_a_newer_figure_of_a_year_stands(world: World) -> None:
    row = Capacity(
        year=2025, basis="final", expenditure_fen=15_000 * WAN, doc_no="示人决〔2026〕2号"
    )
    world.by("zhi", SetCapacity(figures=(row,)))
    table = world.office.ask(views.years, BOOK, NATIONAL, day("2025-06-01"))

    assert (2025, "final", 15_000 * WAN) == (
        table[0].year,
        table[0].basis,
        table[0].capacity_fen,
    )


def test_a_forecast_does_not_stand_after_a_final_figure(world: World) -> None:
    """Else a forecast of choice would make room under the limit of a year that is settled."""
    row = Capacity(
        year=2025, basis="final", expenditure_fen=15_000 * WAN, doc_no="示人决〔2026〕2号"
    )
    world.by("zhi", SetCapacity(figures=(row,)))
    for basis in ("budget", "forecast"):
        with pytest.raises(BadInput, match="has its final figure"):
            world.office.by("zhi", SetCapacity(figures=(replace(row, basis=basis),)))
    right = replace(row, expenditure_fen=15_001 * WAN)
    world.by("zhi", SetCapacity(figures=(right,)))

    assert (15_001 * WAN, "final") == world.office.ask(views.capacities, BOOK)[2025]


def test_a_term_from_new_year_ends_with_its_last_december(world: World) -> None:
    """25 years from 1 January 2025 end in 2049; from 2 January they reach into 2050."""
    world.by("zhi", partnership.figures(years=range(2025, 2051)))
    last = partnership.subsidies(WAN, range(2050, 2051))
    world.by("zhi", partnership.contract("PPP2"))
    with pytest.raises(BadInput, match="outside the term 2025-2049"):
        world.office.by("zhi", partnership.agreement("PPP2", duties=last))
    with pytest.raises(BadInput, match="outside the term 2025-2049"):
        world.office.by("zhi", partnership.amendment(*last))
    world.by("zhi", partnership.agreement("PPP2", duties=last, starts_on=day("2025-01-02")))


def test_the_table_of_years(world: World) -> None:
    """300 + 1,200 of 200,000 is 75 basis points; 18,500 are left below ten per cent."""
    table = world.office.ask(views.years, BOOK, NATIONAL, day("2025-06-01"))
    first, second = table[:2]

    assert 25 == len(table)
    assert (
        ("equity", 300 * WAN),
        ("operating", SUBSIDY),
        ("risk", 0),
        ("support", 0),
    ) == first.by_kind
    assert 1_500 * WAN == first.total_fen == first.counted_fen
    assert (75, 18_500 * WAN, "ok") == (first.share_bp, first.room_fen, first.level)
    assert (60, 18_800 * WAN) == (second.share_bp, second.room_fen)


@pytest.mark.parametrize(
    ("wan", "level"), [(12_801, "notice"), (12_800, "ok"), (18_800, "notice"), (18_801, "over")]
)
def test_levels_of_a_year(world: World, wan: int, level: str) -> None:
    """1,200 and 12,800 are seven per cent of 200,000; 1,200 and 18,800 are ten."""
    added = {2030: wan * WAN}
    answer = world.office.ask(views.what_if, BOOK, added, NATIONAL, day("2025-06-01"))
    (year,) = (row for row in answer.years if row.year == 2030)

    assert level == year.level
    assert (2030 if level == "over" else None) == answer.broken_year


def test_what_if_names_years_without_a_figure(world: World) -> None:
    added = {2049: WAN, 2050: WAN, 2051: 0}
    answer = world.office.ask(views.what_if, BOOK, added, NATIONAL, day("2025-06-01"))

    assert (2050,) == answer.lacking
    assert answer.broken_year is None


def test_fund_budget_does_not_count_against_the_general_limit(world: World) -> None:
    world.by("zhi", partnership.contract("PPP0", signed_on=day("2018-05-10")))
    command = partnership.agreement("PPP0", is_fund_budget=True, duties=partnership.subsidies())
    world.by("zhi", command)
    table = world.office.ask(views.years, BOOK, NATIONAL, day("2025-06-01"))

    assert (2_700 * WAN, 1_500 * WAN) == (table[0].total_fen, table[0].counted_fen)


def test_a_second_project_counts_the_first(world: World) -> None:
    """2025 bears 1,500 of 20,000: 18,500 more fit, one fen more does not."""
    world.by("zhi", partnership.contract("PPP2", price_fen=19_000 * WAN))
    years = range(2025, 2026)
    over = partnership.subsidies(18_500 * WAN + 1, years)

    assert ["ppp.over_duty_limit"] == refused(
        world, "zhi", partnership.agreement("PPP2", duties=over)
    )
    fits = partnership.subsidies(18_500 * WAN, years)
    world.by("zhi", partnership.agreement("PPP2", duties=fits))


def test_the_five_per_cent_counts_every_project_year_by_year(world: World) -> None:
    """Five per cent of 200,000 is 10,000: PPP1 has 1,200 and 700 of risk in 2027, PPP2 the rest.

    The what-if names the same year to the fen, and the other years stay as they are.
    """
    risk = Duty(year=2027, kind="risk", planned_fen=700 * WAN)
    world.by("zhi", partnership.amendment(risk))
    room = {2026: 8_800 * WAN, 2027: 8_100 * WAN, 2028: 8_800 * WAN}

    def tried(more: int) -> int | None:
        plan = room | {2027: room[2027] + more}
        on = day("2025-06-01")
        answer = world.office.ask(views.what_if, BOOK, plan, NATIONAL, on, "government_pay")
        return answer.broken_year

    def agreed(more: int) -> AgreePartnership:
        plan = room | {2027: room[2027] + more}
        duties = tuple(
            Duty(year=year, kind="operating", planned_fen=fen) for year, fen in plan.items()
        )
        return partnership.agreement("PPP2", mechanism="government_pay", duties=duties)

    world.by("zhi", partnership.contract("PPP2"))
    assert (None, 2027) == (tried(0), tried(1))
    assert ["ppp.over_government_pay"] == refused(world, "zhi", agreed(1))
    world.by("zhi", agreed(0))
    assert [500, 500, 500] == [
        row.share_bp
        for row in world.office.ask(views.years, BOOK, NATIONAL, day("2025-06-01"))
        if row.year in room
    ]


def test_an_amendment_that_grows_is_tested_and_one_that_shrinks_is_not(world: World) -> None:
    """With 15,000 of capacity a year bears 1,500; 2026 has 1,200."""
    world.by("zhi", partnership.figures(15_000 * WAN))
    grows = Duty(year=2026, kind="risk", planned_fen=300 * WAN)
    world.by("zhi", partnership.amendment(grows))
    more = replace(grows, planned_fen=300 * WAN + 1)
    world.by("zhi", partnership.figures(15_000 * WAN))

    assert ["ppp.over_duty_limit"] == refused(world, "zhi", partnership.amendment(more))
    world.by("zhi", partnership.figures(1 * WAN))
    world.by("zhi", partnership.amendment(replace(grows, planned_fen=200 * WAN)))
    assert world.office.ask(verify).sound


def test_a_plan_cannot_exceed_the_price(world: World) -> None:
    more = Duty(year=2026, kind="operating", planned_fen=SUBSIDY + 1)

    assert ["ppp.over_price"] == refused(world, "zhi", partnership.amendment(more))


def test_capital_waits_for_its_year(world: World) -> None:
    """What 2026 owes is not due in 2025."""
    now = Duty(year=2025, kind="equity", planned_fen=200 * WAN)
    later = Duty(year=2026, kind="equity", planned_fen=100 * WAN)
    world.by("zhi", partnership.amendment(now, later))
    world.by("zhi", partnership.capital(150))

    assert ["payment.over_certified"] == refused(world, "zhi", partnership.capital(51))
    world.by("zhi", partnership.capital(50))


def test_what_is_outstanding_is_the_plan_less_scored_years(world: World) -> None:
    world.by("gong", partnership.score())
    (row,) = world.office.sql(
        "SELECT sum(credit_fen) - sum(debit_fen) FROM posting WHERE account = '9202'"
    )
    standing = world.office.ask(views.duties, BOOK)

    assert sum(duty.planned_fen for duty in standing) - SUBSIDY == row[0]


def test_a_maker_cannot_score(world: World) -> None:
    assert ["duty.role"] == refused(world, "zhi", partnership.score())
