"""Offers: one line each, however long a name is, so that the mark and the eye go down evenly."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from cityledger.tui.widgets.lookup import OFFERED, Choice, Offers
from tests.tui.seats import text_of

NAMES = ("示范市第二建筑工程有限公司", "某某建设集团有限公司城市更新与市政基础设施分公司", "甲")
CHOICES = tuple(
    Choice(str(n), f"P01-施{n:02} 安置房{n}标段施工", NAMES[n % len(NAMES)])
    for n in range(OFFERED + 3)
)


class OneList(App[None]):
    """An application with nothing but offers."""

    CSS = "Offers { height: 12; border: none; padding: 0; scrollbar-size-vertical: 1; }"

    def compose(self) -> ComposeResult:
        yield Offers()


@pytest.mark.parametrize("width", [57, 40, 76])
async def test_every_offer_takes_one_line(width: int) -> None:
    app = OneList()
    async with app.run_test(size=(width, 14)) as pilot:
        offers = app.query_one(Offers)
        offers.offer(CHOICES, offers.size.width)
        await pilot.pause()
        lines = [line.rstrip() for line in text_of(app).splitlines() if line.strip()]
        assert [f"P01-施{n:02}" for n in range(OFFERED)] == [line.strip()[:7] for line in lines]
        assert max(map(cell_len, lines)) <= width
