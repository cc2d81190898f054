"""Hostile names, summaries and drafts are shown literally on every screen (evidence T20, T21)."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from cityledger.actions.payments import RequestPayment
from cityledger.actions.projects import RegisterProject
from cityledger.tui.app import CityledgerApp
from cityledger.tui.frame import StatusLine
from cityledger.tui.seat import Seat
from cityledger.tui.verdict import Objection, Verdict
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.lookup import Choice
from cityledger.tui.widgets.panel import judged
from cityledger.tui.widgets.safe import shown
from cityledger.tui.widgets.table import Line, RowTable
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import grid, log_in, text_of, uneven, until

# What the gate lets in as a name: brackets are honest characters.
BOOKED = ("[/]", "[@click=app.quit]x[/]", "[red]红冲[/red]", "$(reboot)", "𠮷家👩丈", "长" * 60)

# What only a file edited by hand, or an old book, could hold.
NEVER_BOOKED = ("\x1b]0;x\x07", "a\u202eb", "\x9b31m", "👨\u200d👩\u200d👧", "\x00", "x" * 10_000)


@pytest.mark.parametrize("text", BOOKED[1::2], ids=lambda text: ascii(text)[:20])
async def test_a_hostile_summary_is_only_text(seat: Seat, office: Office, text: str) -> None:
    world = World(office)
    line = world.line("C1", "labour", 200, certificate_no=1)
    asked = world.progress(summary=text, lines=(line, *world.progress().lines[1:]))
    assert isinstance(asked, RequestPayment)
    world.by("zhi", asked)
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "fu")
        await until(pilot, lambda: "1 张单据等我" in text_of(app))
        await pilot.press("3")
        await until(pilot, lambda: text[:20] in text_of(app))
        assert [] == uneven(app)
        await pilot.press("enter")
        await until(pilot, lambda: text[:20] in text_of(app) and "全部规则通过" in text_of(app))
        assert [] == uneven(app)
        await pilot.press("f9")
        await until(pilot, lambda: "双录" in text_of(app))
        assert text[:20] in text_of(app)
        assert [] == uneven(app)


async def test_a_hostile_project_name_is_only_text(seat: Seat, office: Office) -> None:
    name = "[@click=app.quit]棚[/]"
    office.by("zhi", RegisterProject(code="PX", name=name, kind="other"))
    app = CityledgerApp(seat)
    async with app.run_test(size=(140, 40)) as pilot:
        await log_in(pilot, "fu")
        await until(pilot, lambda: name in text_of(app))
        assert [] == uneven(app)


@pytest.mark.parametrize("text", [*BOOKED, *NEVER_BOOKED], ids=lambda text: ascii(text)[:20])
async def test_a_hostile_draft_is_only_text(seat: Seat, text: str) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "zhi")
        await until(pilot, lambda: "T1" in text_of(app))
        seat.drafts.keep("payment", {"contract": text, "amount": text, "summary": text})
        await pilot.press("2")
        await until(pilot, lambda: "已恢复上次的草稿" in text_of(app))
        assert [] == uneven(app)
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in "".join(grid(app)))
        await pilot.press("f9")
        await until(pilot, lambda: "请先选择合同" in text_of(app))


async def feed(pilot: Pilot[None], text: str) -> None:
    """Put a text wherever text can stand."""
    page = pilot.app.screen
    page.query_one(StatusLine).tell(text, "bad")
    table = RowTable((Column(text, 20, grows=True), Column(text, 9, "money")), empty=text)
    await page.mount(table)
    table.fill([Line((text, "1.00"), tone="red")])
    await pilot.pause()


@pytest.mark.parametrize("text", [*BOOKED, *NEVER_BOOKED], ids=lambda text: ascii(text)[:20])
async def test_every_widget_shows_it_literally(seat: Seat, text: str) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, lambda: app.screen.query_one("#people").has_focus)
        await feed(pilot, text)
        assert [] == uneven(app)
        assert shown(text)[:12] in text_of(app)
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in "".join(grid(app)))


@pytest.mark.parametrize("text", [*BOOKED, *NEVER_BOOKED], ids=lambda text: ascii(text)[:20])
def test_the_panel_shows_it_literally(text: str) -> None:
    objection = Objection("x.y", text, text, text, text)
    drawn = judged(Verdict((objection,)), 46, "zh").plain.replace("\n", "").replace(" ", "")

    assert shown(text)[:40].replace(" ", "") in drawn


def test_a_choice_is_found_by_what_stands_in_it() -> None:
    from cityledger.tui.widgets.initials import matches

    choice = Choice("HT2024-017", "棚户区改造一期A标段施工", "某某建设", "朝阳片区")
    for query in ("017", "棚户", "phq", "PHQ", "cy", "A标", "abdsg"):
        assert matches(query, choice.key, choice.text, choice.search)
    for query in ("018", "xyz", "phqq"):
        assert not matches(query, choice.key, choice.text, choice.search)
