"""What the money is made of, and the days on which somebody is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from cityledger.actions.funding import Share
from cityledger.actions.programmes import ApplyForFunds
from cityledger.views import registry, sourcing
from cityledger.views.alerts import Alert, alerts
from cityledger.views.debts import dues, entities
from cityledger.views.pipeline import windows
from tests.conftest import Office
from tests.stories import funding_steps as steps
from tests.stories.world import WAN, World, day

T = TypeVar("T")


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough with its money: 2,400万 of the province, 3,000万 of the district."""
    made = World(office)
    made.upto(1)
    return made


def ask(world: World, view: Callable[..., T], *arguments: object) -> T:
    """Ask a view of the book."""
    with world.office.desk.read() as read:
        return view(read, world.office.desk.book_id, *arguments)


def told(world: World, kind: str, on: str) -> list[tuple[str, str, int]]:
    """Return (subject, level, amount) of the alerts of a kind on a day."""
    found: tuple[Alert, ...] = ask(world, alerts, day(on))
    return [(row.subject, row.level, row.amount_fen) for row in found if row.kind == kind]


def test_sources_stand_under_their_kinds_with_their_share(world: World) -> None:
    tree = ask(world, sourcing.source_tree)

    assert [
        ("fiscal", "general_budget", 3_000 * WAN, 555_555, ["区级预算"]),
        ("fiscal", "upper_special", 2_400 * WAN, 444_444, ["省级棚改补助"]),
    ] == [(n.group, n.kind, n.received_fen, n.share_ppm, [s.name for s in n.sources]) for n in tree]


def test_leverage_counts_banks_and_social_capital_over_fiscal_money(world: World) -> None:
    for name, kind, wan in (("贷", "bank_loan", 1_000), ("社会", "private_capital", 1_700)):
        steps.source(world, name, kind, "market", "market")
        if kind == "bank_loan":
            world.by("zhi", replace(steps.loan("platform"), source=name))
        money = steps.receive(name, name, wan * WAN, "2025-04-02", scope=("P1",))
        world.by("chu", money)
    steps.source(world, "债", "special_bond", "province", "other_level")
    world.by("zhi", replace(steps.bond(), source="债"))
    world.by("chu", steps.receive("债", "债", 900 * WAN, "2025-04-02", scope=("P1",)))

    found = ask(world, sourcing.leverage)

    assert (5_400 * WAN, 900 * WAN, 1_000 * WAN, 1_700 * WAN) == (
        found.fiscal_fen,
        found.bond_fen,
        found.bank_fen,
        found.social_fen,
    )
    assert 500_000 == found.ratio_ppm


def test_without_fiscal_money_there_is_no_leverage() -> None:
    assert sourcing.Leverage(0, 1, 1, 1, 0).ratio_ppm is None


def test_a_window_about_to_close_is_told_until_somebody_applies(world: World) -> None:
    world.by("zhi", steps.programme(world, "专项", "2025-03-01", "2025-04-30"))

    assert [] == told(world, "programme_closing", "2025-03-30")
    assert [("专项", "amber", 0)] == told(world, "programme_closing", "2025-03-31")
    assert [("专项", "amber", 0)] == told(world, "programme_closing", "2025-04-30")
    assert [] == told(world, "programme_closing", "2025-05-01")
    world.by(
        "zhi",
        ApplyForFunds(
            project="P1",
            programme="专项",
            amount_fen=500 * WAN,
            applied_on=day("2025-04-01"),
            doc_no="报1",
        ),
    )
    assert [] == told(world, "programme_closing", "2025-04-30")
    window = ask(world, windows)[0]
    assert (500 * WAN, 0, 0) == (window.applied_fen, window.approved_fen, window.received_fen)
    assert window.is_open(date(2025, 4, 30))
    assert not window.is_open(date(2025, 5, 1))


def test_promised_money_is_missed_until_the_last_fen_has_come(world: World) -> None:
    steps.source(world, "省补", "upper_special", "province", "other_level")
    steps.source(world, "区配套", "counterpart_funds", "district", "own_budget")
    promised = steps.receive(
        "省补", "S1", 500 * WAN, "2025-03-22", scope=("P1",), matching_bp=2_000, programme="安居"
    )
    world.by("chu", promised)
    added = steps.receive("区配套", "M1", 100 * WAN - 1, "2025-03-25", programme="安居")
    world.by("chu", added)

    assert [("安居", "red", 1)] == told(world, "matching_short", "2025-03-26")
    rest = replace(added, request_id="f" * 32, label="M2", amount_fen=1)
    world.by("chu", rest)
    assert [] == told(world, "matching_short", "2025-03-26")
    row = ask(world, sourcing.matching)[0]
    assert (100 * WAN, 100 * WAN, 0) == (row.promised_fen, row.came_fen, row.short_fen)


def test_a_grant_is_divided_within_thirty_days(world: World) -> None:
    world.by("zhi", world.project("P2", "二期"))
    money = steps.receive(
        "省级棚改补助",
        "S1",
        500 * WAN,
        "2025-04-01",
        scope=("P1", "P2"),
        shares=(Share(project="P1", cap_fen=400 * WAN),),
    )
    world.by("chu", money)

    assert [] == told(world, "pass_down_late", "2025-05-01")
    assert [("S1", "amber", 100 * WAN)] == told(world, "pass_down_late", "2025-05-02")
    assert [("S1", "amber", 100 * WAN)] == told(world, "pass_down_late", "2025-05-31")
    assert [("S1", "red", 100 * WAN)] == told(world, "pass_down_late", "2025-06-01")


def test_money_about_to_lapse_is_told_sixty_days_before(world: World) -> None:
    assert [] == told(world, "tranche_lapsing", "2026-10-31")
    assert ["T1", "T2"] == [row[0] for row in told(world, "tranche_lapsing", "2026-11-01")]
    assert [("T1", "red", 2_400 * WAN), ("T2", "red", 3_000 * WAN)] == told(
        world, "tranche_lapsing", "2027-01-01"
    )


@pytest.mark.parametrize(
    ("on", "levels"),
    [
        ("2026-03-04", ["", ""]),
        ("2026-03-05", ["amber", ""]),
        ("2026-03-20", ["amber", "amber"]),
        ("2027-03-04", ["amber", "amber"]),
        ("2027-03-05", ["red", "amber"]),
    ],
)
def test_idle_money_is_amber_after_one_year_and_red_after_two(
    world: World, on: str, levels: list[str]
) -> None:
    with world.office.desk.read() as read:
        parameters = registry.parameters(read)
        found = sourcing.idle(read, world.office.desk.book_id, day(on), parameters)

    assert [("T1", levels[0]), ("T2", levels[1])] == [(row.label, row.level) for row in found]


def test_debtors_with_hidden_debt_come_first(world: World) -> None:
    steps.source(world, "商业银行贷款", "bank_loan", "market", "market")
    steps.source(world, "棚改专项债券", "special_bond", "province", "other_level")
    world.by("zhi", steps.bond())
    world.by("zhi", replace(steps.loan("platform"), is_hidden=True))

    found = ask(world, entities)

    assert [
        ("platform", "示范区住建局", 1_000 * WAN, 1_000 * WAN),
        ("government", "", 20_000 * WAN, 0),
    ] == [(row.debtor_kind, row.debtor, row.left_fen, row.hidden_fen) for row in found]
    assert [True, False] == [row.has_hidden for row in found]


def test_what_falls_due_is_told_sixty_days_before(world: World) -> None:
    steps.source(world, "商业银行贷款", "bank_loan", "market", "market")
    world.by("zhi", steps.loan("platform"))

    assert [("贷2025-1", date(2026, 4, 1), 1_000 * WAN)] == [
        (row.debt_no, row.due_on, row.principal_fen) for row in ask(world, dues)
    ]
    assert [] == told(world, "debt_due", "2026-01-30")
    assert [("贷2025-1", "amber", 1_000 * WAN)] == told(world, "debt_due", "2026-01-31")
    assert [("贷2025-1", "red", 1_000 * WAN)] == told(world, "debt_due", "2026-04-02")
