"""People who check and pay: the queue, one request, what is signed, the way back to the maker."""

from __future__ import annotations

from hashlib import sha256

import pytest
from textual.pilot import Pilot

from cityledger.actions.payments import InvoiceUse, PayLine, RejectPayment, RequestPayment
from cityledger.evidence import canon
from cityledger.evidence.event import parse_leaf
from cityledger.tui.app import CityledgerApp
from cityledger.tui.books.voucher import VoucherPage
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.home import HomePage
from cityledger.tui.requests.document import DocumentPage
from cityledger.tui.requests.history import ContractVouchersPage
from cityledger.tui.requests.queue import QueuePage
from cityledger.tui.requests.seal import SealDialog
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import WAN, World, day
from tests.tui.seats import log_in, squeezed, text_of, type_in, uneven, until

INVOICE = "25372000000000000001"


def part(wan: int, summary: str) -> RequestPayment:
    """Return a request for some of what the first certificate owes to the contractor."""
    return RequestPayment(
        project="P1",
        kind="progress",
        value_date=day("2025-06-12"),
        lines=(PayLine(contract="C1", part="due", amount_fen=wan * WAN, certificate_no=1),),
        invoices=(InvoiceUse(number=INVOICE, amount_fen=wan * WAN),),
        summary=summary,
    )


def two_wait(office: Office) -> World:
    """Let the labour be asked for first, then two parts of the rest: three requests wait."""
    world = World(office)
    labour = world.line("C1", "labour", 200, certificate_no=1)
    uses = (InvoiceUse(number=INVOICE, amount_fen=200 * WAN),)
    world.by("zhi", world.progress(lines=(labour,), invoices=uses, summary="支付人工费"))
    world.by("zhi", part(50, "支付钢筋款"))
    world.by("zhi", part(120, "支付混凝土款"))
    return world


async def to_queue(pilot: Pilot[None], user: str) -> None:
    """Log in and open the list."""
    await log_in(pilot, user)
    await until(pilot, lambda: isinstance(pilot.app.screen, HomePage))
    await pilot.press("3")
    await until(pilot, lambda: isinstance(pilot.app.screen, QueuePage))
    await until(pilot, lambda: "等我办理" in text_of(pilot.app))


async def open_first(pilot: Pilot[None], number: int) -> None:
    """Open the request under the cursor."""
    await pilot.press("enter")
    await until(pilot, lambda: f"支付申请 {number}" in text_of(pilot.app))
    await until(pilot, lambda: "全部规则通过" in text_of(pilot.app))


def tail(digits: str) -> list[str]:
    """Return keys for digits and Enter."""
    return [*digits, "enter"]


async def test_a_reviewer_finds_what_waits(seat: Seat, office: Office) -> None:
    two_wait(office)
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_queue(pilot, "fu")
        await until(pilot, lambda: "等我办理 3 张 合计 3,700,000.00" in text_of(app))
        assert "某某建设集团" in text_of(app)
        assert "支付人工费" in text_of(app).splitlines()[-4]
        for query, found in (("gjk", "1 张 合计 500,000.00"), (">100万", "2 张 合计 3,200,000.00")):
            await pilot.press("slash")
            await type_in(pilot, query)
            await until(pilot, lambda found=found: found in text_of(app))  # type: ignore[misc]
            await pilot.press("escape")
            await until(pilot, lambda: "等我办理 3 张" in text_of(app))
        await pilot.press("s")
        await until(pilot, lambda: "金额大的在前" in text_of(app))
        page = app.screen
        assert isinstance(page, QueuePage)
        assert [2, 4, 3] == [line.key.numbers[0] for line in page.table.lines]  # type: ignore[attr-defined]
        assert [] == uneven(app)

        await pilot.press("a", "slash", *"120", "enter")
        await until(pilot, lambda: "全部 1 张 合计 1,200,000.00" in text_of(app))
        await pilot.press("escape", "f", "f", "f", "f", "f", "f")
        await until(pilot, lambda: "筛选: 已支付" in text_of(app))
        await until(pilot, lambda: "全部 1 张 合计 20,000,000.00" in text_of(app))


async def test_pass_and_next(seat: Seat, office: Office) -> None:
    world = two_wait(office)
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_queue(pilot, "fu")
        await open_first(pilot, 2)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "支付申请 3 (2/3)" in text_of(app))
        await until(pilot, lambda: "全部规则通过" in text_of(app))
        await pilot.press("f9")
        await until(pilot, lambda: "元位的后三位" in text_of(app))
        await pilot.press(*tail("000"))
        await until(pilot, lambda: "✓ 已复核" in text_of(app) and "现在是申请 4" in text_of(app))
        await until(pilot, lambda: "支付申请 4 (2/2)" in text_of(app))
        await until(pilot, lambda: "支付混凝土款" in text_of(app))
        assert "reviewed" == world.state(3)
        assert "submitted" == world.state(2) == world.state(4)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "后面没有等您办理的单据了" in text_of(app))
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "支付申请 2 (1/2)" in text_of(app))


async def test_changes_since_the_last_payment_are_said(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_queue(pilot, "fu")
        await open_first(pilot, 2)
        said = squeezed(app)
        assert "▲改收款账户:—→某某建设集团有限公司工商银行示范支行6222000002" in said
        assert "▲改金额:20,000,000.00→6,500,000.00(-13,500,000.00)" in said
        assert "▲改批次:T1→T1、T2" in said
        assert "▲改其中人工费:0.0%→30.7%" in said
        assert "合同价的20.0%→26.5%26,500,000.00" in said
        assert "25372000000000000001正常6,500,000.00" in said
        assert "查验2025-06-02未被其他申请使用" in said

        page = app.screen
        assert isinstance(page, DocumentPage)
        table = page.query_one("#card")
        names = [line.cells[0] for line in table.lines]  # type: ignore[attr-defined]
        await pilot.press(*["down"] * names.index("上次付款"), "enter")
        await until(pilot, lambda: "支付申请 1" in text_of(app))
        await until(pilot, lambda: "已支付" in text_of(app))
        paid = app.screen.query_one("#card")
        rows = [line.cells[0] for line in paid.lines]  # type: ignore[attr-defined]
        await pilot.press(*["down"] * rows.index("已支付"), "enter")
        await until(pilot, lambda: isinstance(app.screen, VoucherPage))
        await until(pilot, lambda: "付第000001号" in squeezed(app))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "支付申请 2" in text_of(app))
        await pilot.press("home", *["down"] * names.index("合同"), "enter")
        await until(pilot, lambda: isinstance(app.screen, ContractVouchersPage))
        await until(pilot, lambda: "付-000001" in text_of(app))
        assert [] == uneven(app)


async def test_what_is_signed_is_what_was_shown(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_queue(pilot, "fu")
        await open_first(pilot, 2)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        assert "申请 2: 已复核" in text_of(app)
        shown = app.screen
        assert isinstance(shown, SealDialog)
        assert shown.content is not None
        assert shown.content.mark in text_of(app)
        await type_in(pilot, "650万")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 已复核" in text_of(app))
        newest = "SELECT body FROM leaf WHERE book_id > 0 ORDER BY idx DESC LIMIT 1"
        core = parse_leaf(office.sql(newest)[0][0]).event.core
        assert "payment.review" == core["type"]
        assert shown.content.digest == sha256(canon.encode(core)).hexdigest()


async def test_nothing_is_signed_when_the_book_moved_on(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_queue(pilot, "fu")
        await open_first(pilot, 2)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        on = day("2025-06-12")
        world.by("fu", RejectPayment(payment_request_id=2, value_date=on, reason="重复"))
        before = office.sql("SELECT count(*) FROM leaf WHERE book_id > 0")
        await type_in(pilot, "650万")
        await pilot.press("enter")
        await until(pilot, lambda: "没有签名也没有办理" in text_of(app))
        await until(pilot, lambda: "已退回: 重复" in text_of(app))
        assert before == office.sql("SELECT count(*) FROM leaf WHERE book_id > 0")


async def test_the_maker_cannot_take_it_back_and_is_told_how(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_queue(pilot, "zhi")
        await pilot.press("o")
        await until(pilot, lambda: "本人申请 2 张 合计 26,500,000.00" in text_of(app))
        assert "制单员 · 已提交 制单员" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: "提交后本人不能撤回" in text_of(app))
        await pilot.press("f8")
        await until(pilot, lambda: "! 提交后本人不能撤回" in text_of(app))
        await pilot.press("f4")
        await until(pilot, lambda: "只有本人被退回" in text_of(app))
        assert "submitted" == world.state(2)


async def test_a_returned_request_is_corrected_as_a_new_one(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    on = day("2025-06-12")
    world.by("fu", RejectPayment(payment_request_id=2, value_date=on, reason="金额有误"))
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_queue(pilot, "zhi")
        await until(pilot, lambda: "等我办理 1 张" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "已退回: 金额有误" in text_of(app))
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, PaymentPage))
        await until(pilot, lambda: "6,500,000.00" in text_of(app) and INVOICE in text_of(app))
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        await pilot.press("f9")
        await until(pilot, lambda: "已提交复核: 支付申请 3" in text_of(app))
        assert [("支付A标段第1期进度款(更正申请2)", 650 * WAN)] == office.sql(
            "SELECT summary, amount_fen FROM payment_request WHERE payment_request_id = 3"
        )
        lines = "SELECT n, amount_fen, payee_account FROM payment_line WHERE payment_request_id = "
        assert office.sql(f"{lines} 2 ORDER BY n") == office.sql(f"{lines} 3 ORDER BY n")
        assert "returned" == world.state(2)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomePage))
        await pilot.press("3")
        await until(pilot, lambda: "没有等我办理的单据" in text_of(app))


@pytest.mark.slow
async def test_a_cashier_sees_both_accounts_and_the_bank(seat: Seat, office: Office) -> None:
    world = World(office)
    labour = world.line("C1", "labour", 120, certificate_no=1)
    uses = (InvoiceUse(number=INVOICE, amount_fen=120 * WAN),)
    world.by("zhi", world.progress(lines=(labour,), invoices=uses, summary="支付人工费"))
    world.approve("2025-06-12")
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_queue(pilot, "chu")
        await open_first(pilot, 2)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, SealDialog))
        assert "从 项目专户 农业银行 → 某某建设集团有限公司 工商银行示范支行" in text_of(app)
        assert app.screen.query_one("Digits").value == "B1 - 0002"  # type: ignore[attr-defined]
        assert "贷方" in text_of(app)
        await type_in(pilot, "1200000")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 已支付: 付-00000" in text_of(app))
        assert "paid" == world.state(2)
        await pilot.press("end")
        await until(pilot, lambda: "还没有相符的流水" in text_of(app))
        world.by("chu", world.statement("7781", "-120", "2025-06-13"))
        await pilot.press("f5")
        await until(pilot, lambda: "✓2025-06-137781某某建设集" in squeezed(app))
        assert [] == uneven(app)
