"""The views of a year's end and of partnerships go along an index; the trial balance is empty."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cityledger.actions.periods import ClosePeriod
from cityledger.actions.year_end import CloseYear
from cityledger.controls.pack import national
from cityledger.controls.parameters import Parameters
from cityledger.views import ppp, year_end
from cityledger.views.trial_balance import trial_balance
from tests.conftest import BOOK, Office
from tests.stories.world import WAN, World, day
from tests.views.conftest import Tale
from tests.views.test_query_plans import WHOLE, plans

NATIONAL = Parameters(national().parameters)
VIEWS: dict[str, Callable[[Tale], object]] = {
    "carried": lambda tale: tale.ask(year_end.carried_to),
    "tranches": lambda tale: tale.ask(year_end.tranche_years, 2025),
    "in the air": lambda tale: tale.ask(year_end.in_air, day("2025-12-31")),
    "closing": lambda tale: tale.ask(year_end.is_closed, 2025),
    "commitments": lambda tale: tale.ask(year_end.carry_list, 2025),
    "duties": lambda tale: tale.ask(ppp.duties),
    "years": lambda tale: tale.ask(ppp.years, NATIONAL, day("2025-12-31")),
}


@pytest.mark.parametrize("name", VIEWS)
def test_no_view_reads_the_whole_book(tale: Tale, name: str) -> None:
    steps = plans(tale, lambda: VIEWS[name](tale))

    assert steps
    assert [] == [step for step in steps if WHOLE.search(step)]


def test_after_the_closing_only_balances_are_left(office: Office) -> None:
    world = World(office)
    world.upto(4)
    for period in (0, *range(202503, 202512)):
        world.by("fu", ClosePeriod(period=period))
    world.by("fu", CloseYear(year=2025))
    trial = office.ask(trial_balance, BOOK, 202501, 202512)
    closing = {row.account: row.closing_fen for row in trial.rows if not row.is_total}

    assert {} == {account: fen for account, fen in closing.items() if account[0] in "4567" and fen}
    assert -5_400 * WAN == closing["3001"]
    assert (0, -2_750 * WAN, 2_750 * WAN) == (closing["8201"], closing["8101"], closing["8001"])
