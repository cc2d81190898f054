"""The finance officer's day: the bench, a payment in ten keys, templates, files, several lines."""

from __future__ import annotations

import hashlib
from pathlib import Path

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from cityledger.actions.payments import InvoiceUse, RejectPayment
from cityledger.tui.app import CityledgerApp
from cityledger.tui.entry.calling import CallList
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.entry.sheet_page import SheetPage
from cityledger.tui.home import HomePage
from cityledger.tui.requests.document import DocumentPage
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories.world import WAN, World, day
from tests.tui.seats import log_in, squeezed, text_of, type_in, until
from tests.tui.test_story import INVOICE, fill, page_is, to_entry

CONTROL_KEYS = 10


def panel(app: CityledgerApp) -> str:
    """Return what the panel says without spaces, so that wrapping does not matter."""
    names = ("#standing", "#verdict")
    said = "".join(str(app.screen.query_one(name, Static).content) for name in names)
    return "".join(said.split())


class Hands:
    """Counts the control keys: what is neither a letter nor a figure of the document."""

    def __init__(self, pilot: Pilot[None]) -> None:
        """Take the pilot."""
        self.pilot = pilot
        self.pressed = 0

    async def press(self, *keys: str) -> None:
        """Press control keys."""
        self.pressed += len(keys)
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type what the document says."""
        await type_in(self.pilot, text)


async def test_a_progress_payment_takes_ten_control_keys_at_most(
    seat: Seat, office: Office
) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "zhi")
        await until(pilot, lambda: page_is(pilot, HomePage))
        hands = Hands(pilot)
        await hands.press("2")
        await until(pilot, lambda: page_is(pilot, PaymentPage) and "A标段施工" in text_of(app))
        await hands.press("shift+tab")
        await hands.type("6-12")
        await hands.press("enter")
        await hands.type("abdsg")
        await hands.press("enter")
        await until(pilot, lambda: "本项可付6,500,000.00" in squeezed(app))
        await hands.type("650万")
        await hands.press("enter", "enter")
        await until(pilot, lambda: INVOICE in text_of(app))
        await hands.press("enter")
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        await hands.press("f9")
        await until(pilot, lambda: "已提交复核: 支付申请 2" in text_of(app))

    assert hands.pressed <= CONTROL_KEYS
    assert [(650_000_000, "progress")] == office.sql(
        "SELECT amount_fen, kind FROM payment_request WHERE payment_request_id = 2"
    )


async def test_the_panel_tells_what_passed_with_its_figures(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(140, 50)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "650万")
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        said = panel(app)
        assert "合同C1付后余73,500,000.00" in said
        assert "五方责任主体齐全5/5" in said
        assert "累计付款26.50%≤97.00%(质保金3.00%)" in said
        assert "人工费2,000,000.00入工资专户(应拨2,000,000.00)" in said
        assert "计量证书1总监已签,至付款日12天" in said
        assert "T1项目专户4,000,000.00付后余0.00" in said
        assert "条未触犯" in said
        assert "缺附件:请款书、监理签证、发票" in said


async def test_equals_puts_what_is_due(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        await type_in(pilot, "c1")
        await pilot.press("enter")
        await until(pilot, lambda: "本项可付6,500,000.00" in squeezed(app))
        await pilot.press("equals_sign")
        await until(pilot, lambda: "人民币陆佰伍拾万元整" in text_of(app))


async def test_a_summary_is_said_again_with_two_dots(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        form = app.screen.query_one("PaymentForm")
        await until(pilot, lambda: bool(form.past.last))  # type: ignore[attr-defined]
        app.screen.query_one("#summary").focus()
        await pilot.press(".", ".")
        await until(pilot, lambda: "支付A标段第1期进度款" in text_of(app))
        await pilot.press("ctrl+z", "ctrl+z")
        app.screen.query_one("#summary").value = ""  # type: ignore[attr-defined]
        await pilot.press("/", "/")
        await until(pilot, lambda: "支付A标段施工预付款" in text_of(app))


async def test_the_last_payment_is_called_up_without_its_amount(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        await pilot.press("f4")
        await until(pilot, lambda: page_is(pilot, CallList) and "支付申请 2" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "已调用" in text_of(app))
        await until(pilot, lambda: "合同价100,000,000.00" in squeezed(app))
        held = app.screen.form.held()  # type: ignore[attr-defined]
        assert ("C1", "progress", "支付A标段第1期进度款") == (
            held["contract"],
            held["kind"],
            held["summary"],
        )
        assert ("", "") == (held["amount"], held["invoice"])


async def test_a_form_is_kept_as_a_template_and_called_up(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "1万")
        await pilot.press("f4")
        await until(pilot, lambda: "把当前内容存为模板" in text_of(app))
        await pilot.press("end", "enter", *"每月进度", "enter")
        await until(pilot, lambda: "模板已存: 每月进度" in text_of(app))
        await pilot.press("escape", "ctrl+n")
        await until(pilot, lambda: "已清空" in text_of(app))
        await pilot.press("f4")
        await until(pilot, lambda: "每月进度" in text_of(app))
        await pilot.press("home", "enter")
        await until(pilot, lambda: "合同价100,000,000.00" in squeezed(app))
        assert "" == app.screen.form.held()["amount"]  # type: ignore[attr-defined]


async def test_a_second_payment_of_the_same_amount_is_told_of(seat: Seat, office: Office) -> None:
    world = World(office)
    labour = world.line("C1", "labour", 100, certificate_no=1)
    use = InvoiceUse(number=INVOICE, amount_fen=100 * WAN)
    world.by("zhi", world.progress(lines=(labour,), invoices=(use,)))
    app = CityledgerApp(seat)
    async with app.run_test(size=(140, 50)) as pilot:
        await to_entry(pilot)
        await pilot.press("shift+tab", *"6-13", "enter", *"c1", "enter")
        await until(pilot, lambda: "本项可付5,500,000.00" in panel(app))
        await type_in(pilot, "100万")
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: "W301与支付申请2" in panel(app))
        assert "相同收款人、相同金额、3天内" in panel(app)
        await until(pilot, lambda: "✓全部规则通过" in panel(app))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "核对无误请按 F9 提交" in text_of(app))
        assert [(2,)] == office.sql("SELECT max(payment_request_id) FROM payment_request")


async def test_several_lines_make_one_request(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "400万")
        await pilot.press("enter", "f5")
        await until(pilot, lambda: "已加入第 1 行, 合计 4,000,000.00" in text_of(app))
        await type_in(pilot, "250万")
        app.screen.query_one("#certificate").focus()
        await pilot.press("up", "enter")
        await pilot.pause(0.3)
        labour = app.screen.query_one("#labour")
        labour.value = "0"  # type: ignore[attr-defined]
        app.screen.query_one("#invoice").value = INVOICE  # type: ignore[attr-defined]
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        await pilot.press("f9")
        await until(pilot, lambda: "已提交复核: 支付申请 2" in text_of(app))
    assert [(2, 200_000_000), (3, 200_000_000), (4, 250_000_000)] == [
        (n + 1, fen)
        for n, fen in office.sql(
            "SELECT n, amount_fen FROM payment_line WHERE payment_request_id = 2 ORDER BY n"
        )
    ]
    assert [(650_000_000,)] == office.sql(
        "SELECT amount_fen FROM payment_invoice WHERE payment_request_id = 2"
    )


async def test_a_file_is_sealed_by_its_hash_after_the_document(
    seat: Seat, office: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "监理签证.pdf"
    paper.write_bytes(b"%PDF-1.7 certificate")
    sha = hashlib.sha256(paper.read_bytes()).hexdigest()
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "650万")
        await pilot.press("enter", "f8")
        await until(pilot, lambda: "缺附件: 请款书、监理签证、发票" in text_of(app))
        await type_in(pilot, f"{tmp_path}/监")
        await until(pilot, lambda: "监理签证.pdf" in text_of(app))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: sha[:16] in squeezed(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "✓ 监理签证  监理签证.pdf" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        assert 0 == office.sql("SELECT count(*) FROM evidence_file")[0][0]
        await pilot.press("f9")
        await until(pilot, lambda: "附件 1 个已登记哈希" in text_of(app))
    [(sealed, size, name)] = office.sql("SELECT sha256, size, name FROM evidence_file")
    assert (sha, 20) == (sealed, size)
    assert "付款录入 2 监理签证 监理签证.pdf" == name


async def test_after_f9_the_next_one_begins_on_the_same_day(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_entry(pilot)
        await fill(pilot, "6-12", "650万")
        await pilot.press("enter")
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        await pilot.press("f9")
        await until(pilot, lambda: "已提交复核: 支付申请 2" in text_of(app))
        held = app.screen.form.held()  # type: ignore[attr-defined]
        assert ("2025-06-12", "", "") == (held["date"], held["contract"], held["amount"])
        assert app.focused is not None
        assert "contract" == app.focused.id


async def test_the_bench_leads_to_the_thing_itself(seat: Seat, office: Office) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    world.by(
        "fu", RejectPayment(payment_request_id=2, value_date=day("2025-06-12"), reason="缺附件")
    )
    app = CityledgerApp(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await log_in(pilot, "zhi")
        seat.drafts.keep("invoice", {"request_id": "x", "f_number": "BG-01"})
        await until(pilot, lambda: "被退回: 支付申请 2" in text_of(app))
        await pilot.press("home", "enter")
        await until(pilot, lambda: page_is(pilot, DocumentPage))
        await pilot.press("escape")
        await until(pilot, lambda: "草稿: 发票" in text_of(app))
        await pilot.press("home", "down", "enter")
        await until(pilot, lambda: page_is(pilot, SheetPage) and "BG-01" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: "应于 2025-06-30 前付" in text_of(app))
        await pilot.press("home", "down", "down", "enter")
        await until(pilot, lambda: page_is(pilot, PaymentPage) and "C1 A标段施工" in text_of(app))
        await until(pilot, lambda: "本项可付6,500,000.00" in squeezed(app))
        assert app.focused is not None
        assert "amount" == app.focused.id


async def to_sheet(pilot: Pilot[None], user: str, noun: str) -> SheetPage:
    """Log in and open the form of a sheet."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, user)
    await until(pilot, lambda: "资金批次" in text_of(app))
    app.push_place(noun)
    await until(pilot, lambda: isinstance(app.screen, SheetPage))
    await pilot.pause()
    assert isinstance(app.screen, SheetPage)
    return app.screen


async def test_a_certificate_is_worked_out_before_it_is_signed(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(140, 45)) as pilot:
        page = await to_sheet(pilot, "gong", "certificate")
        form = page.document
        await until(pilot, lambda: bool(form.lookup("f_contract").choices))
        await type_in(pilot, "c1")
        await pilot.press("enter")
        await until(pilot, lambda: "陈喆" in text_of(app))
        assert "2" == form.text("f_certificate_no").value
        form.text("f_gross_fen").focus()
        await type_in(pilot, "1000万")
        await until(pilot, lambda: "扣质保金300,000.00" in panel(app))
        said = panel(app)
        assert "未计量90,000,000.00" in said
        assert "扣质保金300,000.00" in said
        assert "人工费2,000,000.00" in said


async def test_money_received_starts_with_the_only_account(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        page = await to_sheet(pilot, "zhi", "tranche")
        form = page.document
        form.lookup("f_source").focus()
        await until(pilot, lambda: bool(form.lookup("f_source").choices))
        await type_in(pilot, "省")
        await pilot.press("enter")
        await until(pilot, lambda: "该来源已下达指标" in text_of(app))
        assert "尚未到账" in text_of(app)


async def test_pasted_households_are_all_taken_or_none(seat: Seat) -> None:
    app = CityledgerApp(seat)
    good = "ZS-{n}\tH00{n}\tSF-01\t陈一\t\t\t货币补偿\t15万\t\t\t\t\t\t\t\t银行一支行\t621700000{n}"
    rows = [good.format(n=n) for n in (1, 2, 3)]
    broken = [rows[0], rows[1].replace("15万", "十五万"), rows[2].replace("陈一", "")]
    async with app.run_test(size=(140, 50)) as pilot:
        page = await to_sheet(pilot, "zhi", "agreement")
        form = page.document
        field = form.text("f_contract")
        field.focus()
        field.post_message(Paste("\n".join(broken)))
        await until(pilot, lambda: "2 处不对, 一行也没有加入" in text_of(app))
        assert "第2行补偿金额(元):十五万" in panel(app)
        assert "第3行被征收人:还没有填" in panel(app)
        assert [] == form.lines
        field.post_message(Paste("\n".join(rows)))
        await until(pilot, lambda: "已加入 3 行" in text_of(app))
        assert [15_000_000] * 3 == [line["amount_fen"] for line in form.lines]
        await until(pilot, lambda: "本单3行合计450,000.00" in panel(app))
        await until(pilot, lambda: bool(seat.drafts.load("agreement")))
        await pilot.press("escape")
        await until(pilot, lambda: "草稿: 征收补偿协议" in text_of(app))
        app.push_place("agreement")
        await until(pilot, lambda: "本单3行合计450,000.00" in panel(app))
