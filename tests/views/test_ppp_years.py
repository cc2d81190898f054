"""The years of a partnership: each duty with its score, certificate and payments; two limits."""

from __future__ import annotations

from cityledger.actions.ppp import Capacity, SetCapacity
from cityledger.views import registry
from cityledger.views.ppp_years import DutyYear, YearTest, duty_years, year_tests
from tests.conftest import BOOK, Office
from tests.stories import partnership
from tests.stories.partnership import SUBSIDY
from tests.stories.world import WAN, World, day


def duty(office: Office, year: int, kind: str) -> DutyYear:
    """The one duty of a year and kind."""
    found = office.ask(duty_years, BOOK)
    (row,) = (row for row in found if (row.year, row.kind) == (year, kind))
    return row


def test_a_scored_year_has_its_certificate_and_what_was_paid_on_it(office: Office) -> None:
    world = World(office)
    partnership.furnish(world)
    before = duty(office, 2025, "operating")
    assert (SUBSIDY, None, 0) == (before.planned_fen, before.score_ppm, before.paid_fen)

    world.by("gong", partnership.score())
    payable = SUBSIDY * 96 // 100
    scored = duty(office, 2025, "operating")
    assert (960_000, payable, 0, 1) == (
        scored.score_ppm,
        scored.payable_fen,
        scored.paid_fen,
        scored.certificate_no,
    )
    kind = office.sql(f"SELECT kind FROM voucher WHERE voucher_id = {scored.voucher_id}")
    assert 1 == len(kind)
    assert duty(office, 2026, "operating").certificate_id is None

    world.invoice("PPP1", "25372000000000000077", 1_152, "2025-06-10")
    world.by("zhi", partnership.subsidy(100 * WAN))
    world.finish("2025-06-12")
    assert 100 * WAN == duty(office, 2025, "operating").paid_fen


def test_capital_is_what_was_paid_in(office: Office) -> None:
    world = World(office)
    partnership.furnish(world)
    world.by("zhi", partnership.capital(200))
    world.finish("2025-04-02")

    assert 200 * WAN == duty(office, 2025, "equity").paid_fen


def test_both_limits_are_tested_by_year(office: Office) -> None:
    """1,200 of a year are five per cent of 24,000 and ten of 12,000."""
    world = World(office)
    partnership.furnish(world)
    rows = tuple(
        Capacity(year=year, basis="forecast", expenditure_fen=fen, doc_no="示财预测〔2026〕1号")
        for year, fen in ((2027, 24_000 * WAN), (2028, 23_999 * WAN), (2029, 11_999 * WAN))
    )
    world.by("zhi", SetCapacity(figures=rows))
    with office.desk.read() as read:
        found = year_tests(read, BOOK, registry.parameters(read), day("2026-06-01"))
    tests: dict[int, YearTest] = {row.year.year: row for row in found}

    assert (1_000, 500) == (tests[2027].limit_bp, tests[2027].own_limit_bp)
    assert [True, False, False] == [tests[year].may_add for year in (2027, 2028, 2029)]
    assert ["ok", "ok", "over"] == [tests[year].year.level for year in (2027, 2028, 2029)]
