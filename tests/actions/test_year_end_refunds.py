"""What the bank gives back of capital, and of a payment of a year that is closed and carried."""

from __future__ import annotations

from cityledger.actions.bank import RefundPayment
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.actions.year_end import CarryYear, CloseYear
from cityledger.ledger.verify import verify
from tests.actions.test_year_end import DOCUMENT
from tests.conftest import Office
from tests.stories import partnership
from tests.stories.test_walkthrough import booked
from tests.stories.world import WAN, World


def test_capital_that_bounces_lowers_the_investment(office: Office) -> None:
    world = World(office)
    partnership.furnish(world)
    world.by("zhi", partnership.capital())
    world.finish("2025-04-02")
    world.by("chu", world.statement("R9", "300", "2025-04-05"))
    refund = RefundPayment(
        payment_request_id=world.newest(),
        line=1,
        amount_fen=300 * WAN,
        bank_account="B1",
        bank_ref="R9",
    )
    world.by("chu", refund)

    assert [
        ("1", "收", "借", "100201", "T2", "300", "B1"),
        ("1", "收", "贷", "1501", "T2", "300", "PPP1"),
        ("1", "收", "借", "8001", "T2", "300", ""),
        ("1", "收", "贷", "7601", "T2", "300", ""),
        ("1", "收", "借", "9105", "-", "300", "A2"),
        ("1", "收", "贷", "9103", "-", "300", "A2"),
        ("1", "收", "借", "9292", "-", "300", "PPP1"),
        ("1", "收", "贷", "9202", "-", "300", "PPP1"),
    ] == booked(world)
    world.by("zhi", partnership.capital())
    assert office.ask(verify).sound


def test_a_return_after_the_carry_goes_to_the_permission_of_today(office: Office) -> None:
    """The year is closed: 8101 takes the money, next year's allotment the permission."""
    world = World(office)
    world.upto(4)
    for period in (0, *range(202503, 202512)):
        world.by("fu", ClosePeriod(period=period))
    world.by("fu", CloseYear(year=2025))
    world.by("fu", CarryYear(year=2025, document=DOCUMENT))
    world.by("fu", OpenPeriod(period=202601))
    world.by("fu", ClosePeriod(period=202512))
    world.by("chu", world.statement("R8", "250", "2026-01-08"))
    refund = RefundPayment(
        payment_request_id=world.requests["case4"],
        line=2,
        amount_fen=250 * WAN,
        bank_account="B1",
        bank_ref="R8",
    )
    world.by("chu", refund)
    rows = booked(world)

    assert [
        ("1", "收", "借", "8001", "T1", "111.111111", ""),
        ("1", "收", "贷", "8201", "T1", "111.111111", ""),
        ("1", "收", "借", "8001", "T2", "138.888889", ""),
        ("1", "收", "贷", "8101", "T2", "138.888889", ""),
    ] == [row for row in rows if row[3][0] == "8"]
    assert [
        ("1", "收", "借", "9105", "-", "111.111111", "A1"),
        ("1", "收", "贷", "9103", "-", "111.111111", "A1"),
        ("1", "收", "借", "9105", "-", "138.888889", "A2"),
        ("1", "收", "贷", "9101", "-", "138.888889", "A2"),
        ("1", "收", "借", "9101", "-", "138.888889", "A2-2026结转"),
        ("1", "收", "贷", "9103", "-", "138.888889", "A2-2026结转"),
    ] == [row for row in rows if row[3][0] == "9"]
    assert office.ask(verify).sound
