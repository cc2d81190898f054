"""A project manager and a maker at the screens of projects: every figure leads to its vouchers."""

from __future__ import annotations

import pytest

from cityledger.actions.contracts import Plan
from cityledger.actions.projects import RegisterProject
from cityledger.tui.app import CityledgerApp
from cityledger.tui.books.browser import RegisterPage
from cityledger.tui.books.voucher import VoucherPage
from cityledger.tui.home import HomePage
from cityledger.tui.places import BY_KEY, READERS, places_of
from cityledger.tui.projects.board import ProjectsPage
from cityledger.tui.projects.payments import PaymentsPage
from cityledger.tui.projects.pieces import Unit, plain
from cityledger.tui.projects.project import ProjectPage
from cityledger.tui.seat import Seat
from tests.conftest import Office
from tests.stories import partnership
from tests.stories.world import WAN
from tests.tui.projects import in_summer, paid, shows, to_projects, to_row, watched
from tests.tui.seats import grid, squeezed, text_of, type_in, uneven, until


def seat_of(seat: Seat, office: Office) -> Seat:
    """Return a seat at a ledger in which something was paid, in summer."""
    paid(office)
    return in_summer(seat)


async def test_the_manager_reads_how_long_the_money_lasts(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat_of(seat, office))
    async with app.run_test(size=(110, 40)) as pilot:
        await to_projects(pilot, "gong")
        assert "单位: 万元" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ProjectPage))
        await shows(pilot, "可用")
        total = office.sql(
            "SELECT sum(p.debit_fen - p.credit_fen) FROM posting p JOIN voucher v"
            " USING (book_id, voucher_id) WHERE p.tranche_id <> 0 AND p.project_id = 1"
            " AND (p.account LIKE '1214%' OR p.account LIKE '2302%')"
        )[0][0]
        monthly = Unit().text(total // 6)
        assert f"按近6月均付{monthly}万元/月" in squeezed(app)
        assert "够付" in text_of(app)
        assert "见底" in text_of(app)

        await pilot.press("f1")
        await shows(pilot, "6 个整月的付款净额")


async def test_a_budget_line_leads_to_postings_and_payments_to_their_voucher(
    seat: Seat, office: Office
) -> None:
    app = CityledgerApp(seat_of(seat, office))
    async with app.run_test(size=(110, 40)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("enter")
        await shows(pilot, "K1")
        await to_row(pilot, "K1")
        await pilot.press("enter")
        await shows(pilot, "批复概算")
        await to_row(pilot, "已完成")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RegisterPage))
        certified = office.sql(
            "SELECT sum(credit_fen - debit_fen) FROM posting WHERE account = '9115'"
            " AND budget_line_id = 1"
        )[0][0]
        await shows(pilot, Unit(is_wan=False).text(certified))

        await pilot.press("escape")
        await shows(pilot, "付款 ")
        await to_row(pilot, "某某建设集团")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, VoucherPage))
        await shows(pilot, "封存记录")


async def test_a_source_leads_to_what_the_project_took_of_it(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat_of(seat, office))
    async with app.run_test(size=(110, 40)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("enter")
        await shows(pilot, "资金来源")
        assert "已闲置" in text_of(app)
        await to_row(pilot, "T1")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PaymentsPage))
        await shows(pilot, "笔, 合计")
        fen = office.sql(
            "SELECT sum(debit_fen - credit_fen) FROM posting WHERE tranche_id = 1"
            " AND project_id = 1 AND (account LIKE '1214%' OR account LIKE '2302%')"
        )[0][0]
        assert f"合计 {Unit(is_wan=False).text(fen)} 元" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, VoucherPage))


async def test_a_missing_supervisor_is_said_with_what_it_stops(seat: Seat, office: Office) -> None:
    world = paid(office)
    world.by("zhi", world.project("P9", "无监理的项目", without="supervisor"))
    app = CityledgerApp(in_summer(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_projects(pilot, "gong")
        await to_row(pilot, "无监理的项目")
        await pilot.press("enter")
        await shows(pilot, "✗ 监理单位")
        assert "没有概算明细" in text_of(app)
        assert "近 6 个整月没有付款" in text_of(app)
        await pilot.press("w")
        await shows(pilot, "无监理单位不能付进度款")
        assert "赵强" in text_of(app)
        await pilot.press("escape")
        await pilot.press("c")
        await shows(pilot, "还没有合同")
        await pilot.press("escape", "h")
        await shows(pilot, "没有地块和被征收户")


@pytest.mark.parametrize("name", ["[/]", "[red]红冲[/red]", "长" * 60], ids=lambda name: name[:5])
async def test_a_hostile_name_is_only_text(seat: Seat, office: Office, name: str) -> None:
    office.by("zhi", RegisterProject(code="P0", name=name, kind="road"))
    app = CityledgerApp(in_summer(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("home", "enter")
        await shows(pilot, "没有概算明细")
        assert name[:20] in text_of(app)
        assert [] == uneven(app)
        for key in "cwlhat":
            await pilot.press(key)
            await until(pilot, lambda: not isinstance(app.screen, ProjectPage))
            await pilot.pause(0.1)
            assert [] == uneven(app)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, ProjectPage))


async def test_the_maker_finds_a_project_by_initials(seat: Seat, office: Office) -> None:
    office.by("zhi", RegisterProject(code="P2", name="滨河大道工程", kind="road"))
    office.by("zhi", RegisterProject(code="P3", name="[@click=app.quit]道[/]", kind="road"))
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_projects(pilot, "zhi")
        assert "共 3 个项目" in text_of(app)
        assert "[@click=app.quit]道[/]" in text_of(app)
        assert [] == uneven(app)
        await pilot.press("slash")
        await type_in(pilot, "bhdd")
        await until(pilot, lambda: "1/3" in text_of(app))
        assert "棚户区改造一期" not in text_of(app)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ProjectPage))
        await shows(pilot, "滨河大道工程  P2")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ProjectsPage))
        await pilot.press("escape")
        await shows(pilot, "棚户区改造一期")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomePage))


async def test_the_list_is_sorted_and_shown_in_either_unit(seat: Seat, office: Office) -> None:
    office.by("zhi", RegisterProject(code="P0", name="没有钱的项目", kind="road"))
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_projects(pilot, "zhi")

        def names() -> list[str]:
            return [line.cells[1] for line in app.screen.query_one("#rows").lines]  # type: ignore[attr-defined]

        assert ["没有钱的项目", "棚户区改造一期"] == names()
        await pilot.press("s", "s")
        await shows(pilot, "排序: 已付比例")
        assert ["棚户区改造一期", "没有钱的项目"] == names()
        line = app.screen.query_one("#rows").lines[0]  # type: ignore[attr-defined]
        wan = line.cells[3]
        await pilot.press("u")
        await shows(pilot, "单位: 元")
        yuan = app.screen.query_one("#rows").lines[0].cells[3]  # type: ignore[attr-defined]
        approved = office.sql("SELECT sum(amount_fen) FROM budget_line")[0][0]
        assert Unit().text(approved) == wan
        assert Unit(is_wan=False).text(approved) == yuan


async def test_a_contract_shows_its_papers_and_opens_its_payments(
    seat: Seat, office: Office
) -> None:
    app = CityledgerApp(seat_of(seat, office))
    async with app.run_test(size=(140, 50)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("enter")
        await shows(pilot, "资金来源")
        await pilot.press("c")
        await shows(pilot, "A标段施工")
        await pilot.press("enter")
        await shows(pilot, "合同金额")
        seen = text_of(app)
        for text in ("100,000,000.00", "履约担保", "还有 517 天", "第 1 期", "质量保证金", "中标"):
            assert text in seen, text
        await to_row(pilot, "第 1 期")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, VoucherPage))
        await shows(pilot, "封存记录")
        leaf = office.sql("SELECT leaf_idx FROM certificate")[0][0]
        assert f"封存记录 #{leaf} " in text_of(app)
        await pilot.press("escape")
        await shows(pilot, "合同金额")
        await to_row(pilot, "合同金额")
        await pilot.press("enter")
        await shows(pilot, "这一行后面没有凭证")
        await to_row(pilot, "已付")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PaymentsPage))
        net = office.sql(
            "SELECT sum(debit_fen - credit_fen) FROM posting WHERE tranche_id <> 0"
            " AND contract_id = 1 AND (account LIKE '1214%' OR account LIKE '2302%')"
        )[0][0]
        await shows(pilot, f"合计 {Unit(is_wan=False).text(net)} 元")


async def test_guarantees_of_all_projects_stand_by_their_last_day(
    seat: Seat, office: Office
) -> None:
    app = CityledgerApp(seat_of(seat, office))
    async with app.run_test(size=(110, 30)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("g")
        await shows(pilot, "已过期 0")
        count = office.sql("SELECT count(*) FROM guarantee")[0][0]
        assert f"共 {count} 份" in text_of(app)
        assert "517" in text_of(app)
        await pilot.press("enter")
        await shows(pilot, "合同金额")


@pytest.mark.slow
async def test_a_duty_year_opens_its_certificate_and_its_payments(
    seat: Seat, office: Office
) -> None:
    world = paid(office)
    partnership.furnish(world)
    world.by("gong", partnership.score())
    world.invoice("PPP1", "25372000000000000077", 1_152, "2025-06-10")
    world.by("zhi", partnership.subsidy(100 * WAN))
    world.finish("2025-06-12")
    app = CityledgerApp(in_summer(seat))
    async with app.run_test(size=(140, 50)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("d")
        await shows(pilot, "支出责任(按年度)")
        assert "96.00%" in text_of(app)
        assert "11,520,000.00" in text_of(app)
        table = app.screen.query_one("#rows")
        row = next(x for x in table.lines if x.cells[3:4] == ("96.00%",))  # type: ignore[attr-defined]
        assert "1,000,000.00" == row.cells[5]
        while table.line is not row:  # type: ignore[attr-defined]
            await pilot.press("down")
        await pilot.press("enter")
        await shows(pilot, "1 笔, 合计 1,000,000.00 元")
        await pilot.press("escape")
        await shows(pilot, "绩效得分")
        await pilot.press("down", "enter")
        await shows(pilot, "绩效付费")
        assert isinstance(app.screen, VoucherPage)
        await pilot.press("escape")
        await shows(pilot, "绩效得分")
        await pilot.press("end")
        await shows(pilot, "不超 10.00%")
        assert "可新增政府付费" in text_of(app)


@pytest.mark.slow
async def test_households_are_masked(seat: Seat, office: Office) -> None:
    world = paid(office)
    world.by("zhi", world.allotment("A3", "省级棚改补助", 900))
    world.by("chu", world.compensation(900))
    world.by("zhi", world.agreements(3))
    app = CityledgerApp(in_summer(seat))
    async with app.run_test(size=(110, 30)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("enter")
        await shows(pilot, "资金来源")
        await pilot.press("h")
        await shows(pilot, "板桥坊")
        assert "3/3000" in text_of(app)
        await pilot.press("enter")
        await shows(pilot, "姓名和证件号已隐去")
        assert "被**" in text_of(app)
        await pilot.press("enter")
        await shows(pilot, "征收补偿协议")
        for secret in ("被征收人0001", "62280000000001"):
            assert secret not in text_of(app)


async def test_works_and_papers_are_listed(seat: Seat, office: Office) -> None:
    watched(paid(office))
    app = CityledgerApp(in_summer(seat))
    async with app.run_test(size=(110, 50)) as pilot:
        await to_projects(pilot, "gong")
        assert "✗2" in text_of(app)
        await pilot.press("enter")
        await shows(pilot, "2025-07-20 (已过 12 天)  A标段主体封顶")
        assert "2025-08-20 (还有 19 天)  安置房选址协调 马连芳" in text_of(app)
        await to_row(pilot, "✗ 节点")
        await pilot.press("enter")
        await shows(pilot, "检查发现的问题")
        assert "未整改前不得支付工程款" in text_of(app)
        assert "超期 7 天" in text_of(app)
        await pilot.press("escape", "a")
        count = office.sql("SELECT count(DISTINCT document_id) FROM budget_line")[0][0]
        await shows(pilot, f"{count} 份文件")
        await pilot.press("escape", "t")
        await shows(pilot, "笔, 合计")


async def test_the_page_hears_of_an_act_of_another_seat(seat: Seat, office: Office) -> None:
    world = paid(office)
    plan = Plan(source="区级预算", fiscal_year=2025, amount_fen=100 * WAN, allotment="A2")
    app = CityledgerApp(in_summer(seat))
    async with app.run_test(size=(110, 40)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("enter")
        await shows(pilot, "资金来源")
        before = squeezed(app)
        world.by("zhi", world.contract("C7", 1_000, performance_fen=0, plans=(plan,)))
        app.announce()
        await until(pilot, lambda: squeezed(app) != before)
        await pilot.press("c")
        await shows(pilot, "C7")


async def test_a_terminal_with_wide_marks_gets_none_of_ours(seat: Seat, office: Office) -> None:
    seat.ascii_only = True
    app = CityledgerApp(seat_of(seat, office))
    async with app.run_test(size=(140, 40)) as pilot:
        await to_projects(pilot, "gong")
        await pilot.press("enter")
        await shows(pilot, "资金来源")
        await pilot.press("end")
        drawn = "".join(grid(app)[2:-2])
        assert "#" in drawn
        assert set() == set(drawn) & set("✓✗·→—█▉▊▋▌▍▎▏")


def test_marks_have_another_shape_of_the_same_width() -> None:
    assert "v x - > -" == plain("✓ ✗ · → —")


def test_the_administrator_has_no_way_there() -> None:
    admin = frozenset({"admin"})

    assert READERS == BY_KEY["projects"].roles
    assert "projects" not in {place.key for place in places_of(admin)}


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(0, "0.00"), (1_000_000, "1.00"), (5_000, "0.01"), (4_999, "0.00"), (-5_000, "-0.01")],
)
def test_ten_thousands_are_rounded_half_away(fen: int, shown: str) -> None:
    assert shown == Unit().text(fen)
