"""A bulk payout at the screen: one row, one screen, one typed total, all of it or nothing."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from cityledger.actions import gate, payouts
from cityledger.actions.payments import RejectPayment
from cityledger.tui.app import CityledgerApp
from cityledger.tui.home import HomePage
from cityledger.tui.requests.batch import BatchPage
from cityledger.tui.requests.batch_reading import Stopped, act
from cityledger.tui.requests.seal import SealDialog
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import World, day
from tests.tui.seats import PASSPHRASE, log_in, text_of, type_in, uneven, until

HOUSEHOLDS, PER_ACT = 65, 40
ON = day("2025-08-09")


def asked(office: Office) -> tuple[World, tuple[int, ...]]:
    """Ask for the payout of a whole clearance in two requests."""
    world = World(office)
    world.by("zhi", world.allotment("A3", "省级棚改补助", HOUSEHOLDS * 15))
    world.by("chu", world.compensation(HOUSEHOLDS * 15))
    world.cleared(HOUSEHOLDS * 15)
    pen = office.pens["zhi"]
    starts = range(1, HOUSEHOLDS + 1, PER_ACT)
    sizes = [(min(PER_ACT, HOUSEHOLDS + 1 - first), first) for first in starts]
    for size, first in sizes:
        world.surveyed(size, first)
    agreed = [(pen, world.agreed(size, first)) for size, first in sizes]
    assert [] == gate.act_all(office.desk, agreed)[1]
    batch = payouts.request(office.desk, payouts.Choice(project="P1"), ON)
    payouts.act(office.desk, pen, batch)
    numbers = office.sql(
        "SELECT payment_request_id FROM payment_request WHERE kind = 'compensation' ORDER BY 1"
    )
    return world, tuple(int(number) for (number,) in numbers)


async def to_batch(pilot: Pilot[None], user: str, numbers: tuple[int, ...]) -> None:
    """Log in and open the one row of the list."""
    app = pilot.app
    await log_in(pilot, user)
    await until(pilot, lambda: isinstance(app.screen, HomePage))
    await pilot.press("3")
    await until(pilot, lambda: f"整批 2 张 {HOUSEHOLDS} 户" in text_of(app))
    assert f"{numbers[0]}-{numbers[-1]}" in text_of(app)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, BatchPage) and "人民币" in text_of(app))


@pytest.mark.slow
async def test_a_batch_is_reviewed_with_one_total(seat: Seat, office: Office) -> None:
    world, numbers = asked(office)
    total = office.sql("SELECT sum(amount_fen) FROM payment_request WHERE kind = 'compensation'")[
        0
    ][0]
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_batch(pilot, "fu", numbers)
        assert [] == uneven(app)
        before = office.sql("SELECT count(*) FROM leaf")
        await pilot.press("f6")
        await until(pilot, lambda: "2 张都没有异议, 未记账" in text_of(app), tries=1500)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog), tries=1500)
        await type_in(pilot, str(total // 100 - 1))
        await pilot.press("enter")
        await until(pilot, lambda: "没有办理" in text_of(app))
        assert before == office.sql("SELECT count(*) FROM leaf")

        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog), tries=1500)
        await type_in(pilot, f"{total // 100}.{total % 100:02d}")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 整批已办 2 张" in text_of(app), tries=1500)
        assert {"reviewed"} == {world.state(number) for number in numbers}
        await until(pilot, lambda: "不由您办理" in text_of(app))


@pytest.mark.slow
def test_a_batch_that_is_stopped_leaves_nothing(seat: Seat, office: Office) -> None:
    world, numbers = asked(office)
    assert seat.cover is not None
    seat.log_in(next(person for person in seat.cover.people if person.user_id == "fu"), PASSPHRASE)
    before = office.sql("SELECT count(*) FROM leaf")

    def told(done: int, of: int) -> None:
        if done == of - 1:
            raise Stopped

    with pytest.raises(Stopped):
        act(seat, "review", numbers, "", told)
    assert before == office.sql("SELECT count(*) FROM leaf")
    assert {"submitted"} == {world.state(number) for number in numbers}


@pytest.mark.slow
async def test_one_objection_stops_the_whole_batch(seat: Seat, office: Office) -> None:
    world, numbers = asked(office)
    app = CityledgerApp(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_batch(pilot, "fu", numbers)
        back = RejectPayment(payment_request_id=numbers[-1], value_date=ON, reason="名册有误")
        world.by("fu", back)
        before = office.sql("SELECT count(*) FROM leaf")
        app.screen.is_stale = False  # type: ignore[attr-defined]
        await pilot.press("f9")
        await until(pilot, lambda: "整批未办理" in text_of(app), tries=1500)
        assert "已退回" in text_of(app)
        assert [] == uneven(app)
        assert before == office.sql("SELECT count(*) FROM leaf")
        assert "submitted" == world.state(numbers[0])
