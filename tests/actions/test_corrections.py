"""Corrections after the end of a year: where they land, and what they leave of L14."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cityledger.actions.certificates import Measured
from cityledger.actions.contracts import Plan
from cityledger.actions.payments import InvoiceUse, RejectPayment, RequestPayment
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.actions.year_end import CarryYear, CloseYear
from cityledger.kernel.errors import Refused
from cityledger.ledger.verify import verify
from cityledger.views.year_end import tranche_years
from tests.actions.test_year_end import DOCUMENT
from tests.conftest import BOOK, Office
from tests.stories.test_walkthrough import booked
from tests.stories.world import WAN, World, day


@pytest.fixture
def world(office: Office) -> World:
    """Case 4, a second contract, and 2025 closed and carried; January 2026 is open."""
    made = World(office)
    made.upto(4)
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=300 * WAN, allotment="A2")
    made.by("zhi", made.contract("C2", 2_000, performance_fen=0, plans=(plan,)))
    lines = (Measured(gross_fen=1_000 * WAN),)
    made.by("gong", made.certificate(contract="C2", certified_on=day("2025-07-31"), lines=lines))
    for period in (0, *range(202503, 202512)):
        made.by("fu", ClosePeriod(period=period))
    made.by("fu", CloseYear(year=2025))
    made.by("fu", CarryYear(year=2025, document=DOCUMENT))
    made.by("fu", OpenPeriod(period=202601))
    made.by("fu", ClosePeriod(period=202512))
    return made


def figures(world: World, year: int) -> dict[str, tuple[int, int, int]]:
    """Return 8101/8201 with the year's result, 8001 and money of every tranche, in 万."""
    rows = world.office.ask(tranche_years, BOOK, year)
    assert all(row.carried_fen == row.purse_fen == row.money_fen for row in rows if row.in_budget)
    return {
        row.label: (row.carried_fen // WAN, row.purse_fen // WAN, row.money_fen // WAN)
        for row in rows
        if row.in_budget
    }


def labour(world: World, wan: int) -> None:
    """Ask in January for the labour of a second certificate, and approve it."""
    world.by("gong", world.certificate(2, certified_on=day("2026-01-10")))
    world.invoice("C1", "26372000000000000002", wan, "2026-01-10")
    letter = replace(
        world.guarantee("C1"),
        letter_no="保函-续",
        valid_from=day("2026-01-12"),
        expires_on=day("2027-12-31"),
    )
    world.by("zhi", letter)
    command = RequestPayment(
        project="P1",
        kind="progress",
        value_date=day("2026-01-20"),
        lines=(world.line("C1", "labour", wan, certificate_no=2),),
        invoices=(InvoiceUse(number="26372000000000000002", amount_fen=wan * WAN),),
    )
    world.by("zhi", command)


def voucher_of(world: World, request: int) -> int:
    """Return the newest voucher of a request: its payment."""
    rows = world.office.sql(
        f"SELECT max(voucher_id) FROM voucher WHERE payment_request_id = {request}"
    )
    return int(rows[0][0])


def refused(world: World, voucher_id: int, on: str) -> list[str]:
    """Return the codes a correction of a day is refused with."""
    with pytest.raises(Refused) as caught:
        world.office.by("fu", world.correction(voucher_id, on))
    return [finding.code for finding in caught.value.findings]


def test_a_payment_of_a_closed_year_is_corrected_in_the_open_month(world: World) -> None:
    """Blue, through the account each tranche is carried on: 8201 for T1, 8101 for T2."""
    paid = voucher_of(world, world.requests["case4"])
    assert ["LAW"] == refused(world, paid, "2025-12-31")
    before = figures(world, 2026)
    world.by("fu", world.correction(paid, "2026-01-15"))
    rows = booked(world)

    assert [
        ("1", "付", "贷", "8201", "T1", "400", ""),
        ("1", "付", "借", "8001", "T1", "400", ""),
        ("1", "付", "贷", "8101", "T2", "250", ""),
        ("1", "付", "借", "8001", "T2", "250", ""),
        ("2", "付", "借", "8201", "T1", "400", ""),
        ("2", "付", "贷", "8001", "T1", "400", ""),
        ("2", "付", "借", "8101", "T2", "250", ""),
        ("2", "付", "贷", "8001", "T2", "250", ""),
    ] == [row for row in rows if row[3][0] == "8"]
    assert [(202601, "normal")] * 2 == world.office.sql(
        "SELECT period, kind FROM voucher ORDER BY voucher_id DESC LIMIT 2"
    )
    assert before == figures(world, 2026)
    assert world.office.ask(verify).sound


def test_a_voucher_is_corrected_once_in_blue_too(world: World) -> None:
    paid = voucher_of(world, world.requests["case4"])
    world.by("fu", world.correction(paid, "2026-01-15"))

    assert ["reversal.twice"] == refused(world, paid, "2026-01-16")


def test_what_is_paid_and_corrected_in_the_new_year_keeps_the_three_figures_equal(
    world: World,
) -> None:
    """Carry-over, a payment from it, its red correction: 8101 = 8001 = money, per tranche."""
    assert (2_750, 2_750, 2_750) == figures(world, 2025)["T2"]
    labour(world, 200)
    world.finish("2026-01-20")
    assert (2_550, 2_550, 2_550) == figures(world, 2026)["T2"]
    assert (2_750, 2_750, 2_750) == figures(world, 2025)["T2"]
    world.by("fu", world.correction(voucher_of(world, world.newest()), "2026-01-21"))

    assert {row[1:] for row in booked(world) if row[0] == "1" and row[5].startswith("-")}
    assert (2_550, 2_550, 2_550) == figures(world, 2026)["T2"]
    assert world.office.ask(verify).sound


def test_a_request_sent_back_after_the_carry_is_permission_of_today(office: Office) -> None:
    """Approved in January on the old allotment, carried, sent back: 9103 of the new one."""
    world = World(office)
    world.upto(4)
    for period in (0, *range(202503, 202512)):
        world.by("fu", ClosePeriod(period=period))
    world.by("fu", OpenPeriod(period=202601))
    labour(world, 200)
    world.approve("2026-01-20")
    world.by("fu", CloseYear(year=2025))
    world.by("fu", CarryYear(year=2025, document=DOCUMENT))
    world.by("fu", ClosePeriod(period=202512))
    number = world.newest()
    back = RejectPayment(payment_request_id=number, value_date=day("2026-01-21"), reason="退回")
    world.by("fu", back)

    assert [
        ("1", "转", "借", "9104", "-", "200", "A2"),
        ("1", "转", "贷", "9101", "-", "200", "A2"),
        ("1", "转", "借", "9101", "-", "200", "A2-2026结转"),
        ("1", "转", "贷", "9103", "-", "200", "A2-2026结转"),
    ] == booked(world)
    assert world.office.ask(verify).sound
