"""Ctrl+P goes anywhere: by name, by initials, by number; what was used last comes first."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cityledger.store.clock import host_now
from cityledger.tui.admin.home import AdminPage
from cityledger.tui.app import CityledgerApp
from cityledger.tui.books.voucher import VoucherPage
from cityledger.tui.commands import Entry, entries, matching
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.home import HomePage
from cityledger.tui.login import LoginPage
from cityledger.tui.palette import Matches, Palette
from cityledger.tui.places import BY_KEY, places_of
from cityledger.tui.requests.document import DocumentPage
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import log_in, text_of, type_in, uneven, until


def offered(app: CityledgerApp) -> list[str]:
    """Return the names that the palette offers."""
    assert isinstance(app.screen, Palette)
    return [line.cells[0] for line in app.screen.query_one("#matches", Matches).lines]


async def opened(pilot: Pilot[None], user: str) -> CityledgerApp:
    """Log in and open the palette."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, user)
    await until(pilot, lambda: isinstance(app.screen, HomePage | AdminPage))
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(app.screen, Palette) and bool(offered(app)))
    return app


@pytest.mark.parametrize("typed", ["fklr", "fkrl", "付款", "payment e", "款录"])
async def test_a_place_is_found_by_initials_by_name_and_with_a_slip(seat: Seat, typed: str) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await opened(pilot, "zhi")
        await type_in(pilot, typed)
        await until(pilot, lambda: offered(app)[:1] == ["付款录入"])
        assert [] == uneven(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PaymentPage))


async def test_every_place_of_a_person_is_in_it_and_no_other(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot, "fu")
        names = offered(app)
        assert seat.person is not None
        mine = {place.name("zh") for place in places_of(seat.person.roles)}
        theirs = {place.name("zh") for place in BY_KEY.values()} - mine
        assert mine <= set(names)
        assert not theirs & set(names)


async def test_what_was_used_last_comes_first_also_tomorrow(seat: Seat, tmp_path: Path) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await opened(pilot, "zhi")
        await pilot.press("escape", "4")
        await until(pilot, lambda: "100201" in text_of(app))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette) and bool(offered(app)))
        assert "账簿" == offered(app)[0]
    kept = json.loads((tmp_path / "desk" / "zhi.habits").read_text(encoding="utf-8"))
    assert ["browser"] == kept["recent"]


@pytest.mark.parametrize("typed", ["付-000001", "付1", "f-1", "f000001"])
async def test_a_voucher_number_opens_the_voucher(seat: Seat, typed: str) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await opened(pilot, "shenji")
        await type_in(pilot, typed)
        await until(pilot, lambda: offered(app)[:1] == ["记账凭证 付-000001"])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, VoucherPage))
        await until(pilot, lambda: "付 第 000001 号" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomePage | AdminPage))


async def test_a_request_number_opens_the_request(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await opened(pilot, "fu")
        await type_in(pilot, "2")
        await until(pilot, lambda: "支付申请 2" in offered(app))
        at = offered(app).index("支付申请 2")
        await pilot.press(*["down"] * at, "enter")
        await until(pilot, lambda: isinstance(app.screen, DocumentPage))
        await until(pilot, lambda: "全部规则通过" in text_of(app))


async def test_an_administrator_finds_no_money_by_number(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await opened(pilot, "guan")
        await type_in(pilot, "1")
        await pilot.pause(0.3)
        assert not [name for name in offered(app) if "支付申请" in name or "凭证" in name]


async def test_a_draft_is_dropped_softly_and_taken_back(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await opened(pilot, "zhi")
        seat.drafts.keep("payment", {"summary": "没写完"})
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette) and bool(offered(app)))
        assert "继续草稿: 付款录入" in offered(app)
        await type_in(pilot, "丢弃")
        await until(pilot, lambda: offered(app) == ["丢弃草稿: 付款录入"])
        await pilot.press("enter")
        await until(pilot, lambda: "30 天内可用" in text_of(app))
        assert {} == seat.drafts.load("payment")

        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette) and bool(offered(app)))
        await type_in(pilot, "取回")
        await until(pilot, lambda: offered(app) == ["取回已丢弃的草稿: 付款录入"])
        await pilot.press("enter")
        await until(pilot, lambda: "草稿已取回" in text_of(app))
        assert {"summary": "没写完"} == seat.drafts.load("payment")


def test_a_dropped_draft_goes_for_good_after_thirty_days(tmp_path: Path) -> None:
    from cityledger.tui.entry.drafts import Drafts

    drafts, now = Drafts(tmp_path, "zhi"), host_now()
    drafts.keep("payment", {"summary": "一"})
    assert drafts.discard("payment", now - timedelta(days=29))
    assert 1 == len(drafts.dropped(now))
    assert () == drafts.dropped(now + timedelta(days=2))
    assert [] == list((tmp_path / "zhi").iterdir())


async def test_a_cleared_form_can_be_taken_back(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await opened(pilot, "zhi")
        seat.drafts.keep("party", {"f_name": "某某单位"})
        await pilot.press("escape")
        app.visit("party")
        await until(pilot, lambda: "某某单位" in text_of(app))
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "某某单位" not in text_of(app))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette) and bool(offered(app)))
        await type_in(pilot, "取回")
        await pilot.press("enter")
        await until(pilot, lambda: "某某单位" in text_of(app))


async def test_it_shows_what_was_said_and_what_program_this_is(seat: Seat, tmp_path: Path) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await opened(pilot, "zhi")
        await pilot.press("escape", "2")
        await until(pilot, lambda: isinstance(app.screen, PaymentPage))
        await pilot.press("f9")
        await until(pilot, lambda: "请先选择合同" in text_of(app))
        for typed, shown in (("xxjl", "请先选择合同并输入金额"), ("gybc", str(tmp_path)[:30])):
            await pilot.press("ctrl+p")
            await until(pilot, lambda: isinstance(app.screen, Palette) and bool(offered(app)))
            await type_in(pilot, typed)
            await pilot.press("enter")
            await until(pilot, lambda text=shown: text in text_of(app))  # type: ignore[misc]
            assert [] == uneven(app)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, PaymentPage))


def test_the_log_keeps_fifty_messages_with_their_time(seat: Seat) -> None:
    for number in range(60):
        seat.messages.note(f"第{number}条", "good")
    kept = list(seat.messages.newest_first())

    assert 50 == len(kept)
    assert ("第59条", "第10条") == (kept[0].text, kept[-1].text)
    assert 8 == len(kept[0].time)
    seat.leave()
    assert [] == list(seat.messages.newest_first())


async def test_nobody_in_the_chair_goes_nowhere(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, lambda: app.screen.query_one("#people").has_focus)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette) and bool(offered(app)))
        assert ["切换深色/浅色", "消息记录", "关于本程序和账簿"] == offered(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LoginPage))


async def test_the_colours_chosen_are_there_tomorrow(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot, "fu")
        await type_in(pilot, "qhss")
        await pilot.press("enter")
        await until(pilot, lambda: app.theme == "city-light")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, LoginPage))
        app.theme = "city-dark"
        await log_in(pilot, "fu")
        await until(pilot, lambda: app.theme == "city-light")


def test_a_slip_counts_only_where_nothing_else_fits(seat: Seat) -> None:
    app = CityledgerApp(seat)
    known = entries(app)
    assert known
    one = Entry("a", "付款录入", "", app.action_lock)
    other = Entry("b", "付款入录", "", app.action_lock)

    assert (one,) == matching((one,), "fkrl")
    assert (other,) == matching((one, other), "fkrl")
    assert (one, other) == matching((one, other), "")
    assert () == matching((one, other), "zzz")
