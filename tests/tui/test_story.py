"""People at the screens: a payment from the first key to the sealed voucher, and one refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from cityledger.tui.app import CityledgerApp
from cityledger.tui.books.voucher import VoucherPage
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.home import HomePage
from cityledger.tui.requests.document import DocumentPage
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import PASSPHRASE, log_in, squeezed, text_of, type_in, until

INVOICE = "25372000000000000001"


def page_is(pilot: Pilot[None], kind: type) -> bool:
    """Say whether a screen of this kind is shown."""
    return isinstance(pilot.app.screen, kind)


async def to_entry(pilot: Pilot[None]) -> None:
    """Log in as the maker and open the form."""
    await log_in(pilot, "zhi")
    await until(pilot, lambda: page_is(pilot, HomePage))
    await pilot.press("2")
    await until(pilot, lambda: page_is(pilot, PaymentPage) and "A标段施工" in text_of(pilot.app))


async def fill(pilot: Pilot[None], on: str, amount: str) -> None:
    """Type a progress payment of the certificate, as far as the invoice."""
    await pilot.press("shift+tab")
    await type_in(pilot, on)
    await pilot.press("enter")
    await type_in(pilot, "abdsg")
    await pilot.press("enter")
    await until(pilot, lambda: "本项可付6,500,000.00" in squeezed(pilot.app))
    await type_in(pilot, amount)
    await pilot.press("enter", "enter", "enter")
    await until(pilot, lambda: INVOICE in text_of(pilot.app))


async def open_waiting(pilot: Pilot[None]) -> None:
    """Open the one request that waits, from the home page."""
    await pilot.press("3")
    await until(pilot, lambda: "等我办理 1 张" in text_of(pilot.app))
    await pilot.press("enter")
    await until(pilot, lambda: "全部规则通过" in text_of(pilot.app))


async def step(pilot: Pilot[None], user: str, said: str) -> None:
    """Let the next person pass the newest request, typing the whole amount."""
    while not page_is(pilot, HomePage):
        await pilot.press("escape")
        await pilot.pause()
    await pilot.press("ctrl+l")
    await until(pilot, lambda: bool(pilot.app.screen.query("#people")))
    await log_in(pilot, user)
    await until(pilot, lambda: page_is(pilot, HomePage) and "张单据等我" in text_of(pilot.app))
    await open_waiting(pilot)
    assert isinstance(pilot.app.screen, DocumentPage)
    await pilot.press("f9")
    await until(pilot, lambda: "双录" in text_of(pilot.app))
    await type_in(pilot, "650万")
    await pilot.press("enter")
    await until(pilot, lambda: said in text_of(pilot.app))


@pytest.mark.slow
async def test_a_payment_goes_through_all_hands(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "650万")
        assert "人民币陆佰伍拾万元整" in text_of(app)
        assert "T1 项目专户" in text_of(app)
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "已提交复核: 支付申请 2" in text_of(app))
        assert {} == seat.drafts.load("payment")

        await step(pilot, "fu", "✓ 已复核")
        await step(pilot, "shen", "✓ 已审批")
        await step(pilot, "zong", "✓ 已审批")
        await step(pilot, "chu", "✓ 已支付: 付-000001")

        while not page_is(pilot, HomePage):
            await pilot.press("escape")
        await pilot.press("4")
        await until(pilot, lambda: "银行存款" in text_of(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "支付A标段施工进度款" in text_of(app))
        await pilot.press("end", "enter")
        await until(pilot, lambda: "封存记录" in text_of(app))
        assert isinstance(app.screen, VoucherPage)
        leaf = office.sql("SELECT max(idx) FROM leaf WHERE book_id > 0")[0][0]
        sealed = office.sql(f"SELECT lower(hex(hash)) FROM leaf WHERE book_id > 0 AND idx = {leaf}")
        assert f"封存记录 #{leaf}  哈希 {sealed[0][0]}" in text_of(app)
        assert "复核 复核员" in text_of(app)
        assert "经办 制单员" in text_of(app)


async def test_a_fen_too_much_is_refused_with_its_numbers(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "6500000.01")
        await until(pilot, lambda: "条规则不通过" in text_of(app))
        assert "4,500,000.01" in squeezed(app)
        assert "办法:" in text_of(app)
        before = office.sql("SELECT count(*) FROM leaf WHERE book_id > 0")[0][0]

        await pilot.press("enter", "enter")
        await until(pilot, lambda: "仍要提交请按 F9" in text_of(app))
        assert before == office.sql("SELECT count(*) FROM leaf WHERE book_id > 0")[0][0]

        await pilot.press("f9")
        await until(
            pilot,
            lambda: (
                f"拒绝已封存为记录 #{before}"
                in squeezed(app).replace("拒绝已封存为记录#", "拒绝已封存为记录 #")
            ),
        )
        assert before + 1 == office.sql("SELECT count(*) FROM leaf WHERE book_id > 0")[0][0]
        assert 1 == office.sql("SELECT count(*) FROM payment_request")[0][0]

        await pilot.press("escape")
        await until(pilot, lambda: "草稿: 付款录入" in text_of(app))


async def test_a_draft_is_offered_again(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "1.5万")
        await pilot.press("escape")
        await until(pilot, lambda: page_is(pilot, HomePage))
        first = seat.drafts.load("payment")
        assert ("C1", "15,000.00", INVOICE) == (
            first["contract"],
            first["amount"],
            first["invoice"],
        )
        await pilot.press("2")
        await until(pilot, lambda: "已恢复上次的草稿" in text_of(app))
        await until(pilot, lambda: INVOICE in text_of(app) and "15,000.00" in text_of(app))
        await pilot.press("ctrl+n")
        assert {} == seat.drafts.load("payment")


async def test_the_draft_is_on_disk_at_every_field_exit(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        await type_in(pilot, "c1")
        await pilot.press("enter")
        await until(pilot, lambda: seat.drafts.load("payment").get("contract") == "C1")
        await type_in(pilot, "77")
        await pilot.press("tab")
        await until(pilot, lambda: "77" in seat.drafts.load("payment").get("amount", ""))
        await pilot.press("tab", "tab", *"付款")
        await until(pilot, lambda: seat.drafts.load("payment").get("summary") == "付款")


async def test_the_maker_may_not_review_the_same_document(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "zhi")
        await until(pilot, lambda: page_is(pilot, HomePage))
        await pilot.press("3")
        await until(pilot, lambda: "没有等我办理的单据" in text_of(app))
        await pilot.press("a")
        await until(pilot, lambda: "支付A标段第1期进度款" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "不由您办理" in text_of(app))
        await pilot.press("f9")
        assert isinstance(app.screen, DocumentPage)
        assert [("submitted",)] == office.sql(
            "SELECT step FROM payment_step WHERE payment_request_id = 2"
        )


async def test_an_approver_does_not_approve_twice(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "fu")
        await until(pilot, lambda: page_is(pilot, HomePage))
        await step(pilot, "fu", "✓ 已复核")
        await step(pilot, "shen", "✓ 已审批")
        await until(pilot, lambda: "本人经办过" in text_of(app))
        await pilot.press("f9")
        assert isinstance(app.screen, DocumentPage)
        assert "endorsed" == world.state(2)


async def test_the_wrong_digits_do_nothing(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "fu")
        await until(pilot, lambda: page_is(pilot, HomePage))
        await open_waiting(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: "双录" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "与金额不符" in text_of(app))
        assert "submitted" == world.state(2)


async def test_a_request_is_sent_back_with_a_reason(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await log_in(pilot, "fu")
        await until(pilot, lambda: page_is(pilot, HomePage))
        await open_waiting(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: "退回原因" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "请写明退回原因" in text_of(app))
        await type_in(pilot, "附件不全")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 已退回" in text_of(app))
        await until(pilot, lambda: "附件不全" in text_of(app))
        assert "returned" == world.state(2)


async def test_a_wrong_passphrase_says_so(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, lambda: app.screen.query_one("#people").has_focus)
        await pilot.press("enter", *"nonsense", "enter")
        await until(pilot, lambda: "口令不符" in text_of(app))
        assert seat.person is None


async def test_a_locked_key_asks_for_the_passphrase_again(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "650万")
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        assert seat.pen is not None
        seat.pen.lock()
        await pilot.press("f9")
        await until(pilot, lambda: "请重新输入口令" in text_of(app))
        app.screen.query_one("#answer").value = PASSPHRASE  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: page_is(pilot, PaymentPage))
        await pilot.press("f9")
        await until(pilot, lambda: "已提交复核" in text_of(app))


async def test_a_folder_without_a_ledger_says_what_to_do(tmp_path: Path) -> None:
    app = CityledgerApp(Seat(path=tmp_path / "nothing"))
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, lambda: "cityledger demo" in text_of(app).replace("\n", ""))
