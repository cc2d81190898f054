"""Alerts of partnerships: a year without a score, a year near the limit."""

from __future__ import annotations

from cityledger.actions.ppp import Capacity, SetCapacity
from cityledger.views.alerts import Alert, alerts
from tests.conftest import BOOK, Office
from tests.stories import partnership
from tests.stories.partnership import SUBSIDY
from tests.stories.world import WAN, World, day


def of_kind(office: Office, kind: str, today: str) -> list[Alert]:
    found = office.ask(alerts, BOOK, day(today))
    return [alert for alert in found if alert.kind == kind]


def test_a_year_without_a_score_is_red_from_the_next(office: Office) -> None:
    world = World(office)
    partnership.furnish(world)

    assert [] == of_kind(office, "ppp_unscored", "2025-12-31")
    (alert,) = of_kind(office, "ppp_unscored", "2026-01-01")
    assert ("PPP1 2025", "red", day("2025-12-31"), SUBSIDY) == (
        alert.subject,
        alert.level,
        alert.on,
        alert.amount_fen,
    )
    world.by("gong", partnership.score())
    assert [] == of_kind(office, "ppp_unscored", "2026-01-01")


def test_years_near_the_limit_are_amber_and_beyond_it_red(office: Office) -> None:
    """1,200 of a year are seven per cent of 17,142.86 and ten of 12,000."""
    world = World(office)
    partnership.furnish(world)
    assert [] == of_kind(office, "ppp_near_limit", "2026-06-01")
    rows = tuple(
        Capacity(year=year, basis="forecast", expenditure_fen=fen, doc_no="示财预测〔2026〕1号")
        for year, fen in ((2027, 17_142 * WAN), (2028, 17_143 * WAN), (2029, 11_999 * WAN))
    )
    world.by("zhi", SetCapacity(figures=rows))

    assert [("2029", "red"), ("2027", "amber")] == [
        (alert.subject, alert.level) for alert in of_kind(office, "ppp_near_limit", "2026-06-01")
    ]


def test_capital_is_late_from_the_year_after(office: Office) -> None:
    world = World(office)
    partnership.furnish(world)
    world.by("zhi", partnership.capital(200))
    world.finish("2025-04-02")

    assert [] == of_kind(office, "ppp_capital_late", "2025-12-31")
    (alert,) = of_kind(office, "ppp_capital_late", "2026-01-01")
    assert ("PPP1", "red", 100 * WAN) == (alert.subject, alert.level, alert.amount_fen)
    world.by("zhi", partnership.capital(100))
    world.finish("2025-04-02")
    assert [] == of_kind(office, "ppp_capital_late", "2026-01-01")
