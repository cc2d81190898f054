"""Acts done by hand on their forms: what is typed, what the screen says, what the ledger holds."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from cityledger.actions.interference import RecordInterference
from cityledger.actions.supervision import Found, RecordInspection, RecordRisk
from cityledger.exchange.forms import DOCUMENT_OF, DOCUMENTS, FORMS
from cityledger.tui.app import CityledgerApp
from cityledger.tui.entry.archives import ARCHIVES, choices
from cityledger.tui.entry.areas import AREAS
from cityledger.tui.entry.documents import DocumentsPage
from cityledger.tui.entry.sheet_fields import name_of, word_of
from cityledger.tui.entry.sheet_form import SheetForm
from cityledger.tui.entry.sheet_page import SheetPage
from cityledger.tui.places import DOCUMENTS as PLACES
from cityledger.tui.texts.form_headings import NAMES
from cityledger.tui.texts.headings import ENGLISH
from cityledger.tui.widgets.lookup import LookupInput
from tests.stories import funding_steps as steps, partnership
from tests.stories.world import World, day
from tests.tui.seats import log_in, squeezed, text_of, type_in, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from cityledger.tui.seat import Seat
    from tests.conftest import Office

LONGEST_TITLE = 18
"""Cells that stand for the title of a field."""


@asynccontextmanager
async def at_form(
    seat: Seat, user: str, noun: str, *, size: tuple[int, int] = (110, 44)
) -> AsyncIterator[tuple[Pilot[None], SheetForm]]:
    """Log in, open the list of documents, search for a form and open it."""
    app = CityledgerApp(seat)
    async with app.run_test(size=size) as pilot:
        await log_in(pilot, user)
        await until(pilot, lambda: "资金批次" in text_of(app))
        await pilot.press("8")
        await until(pilot, lambda: isinstance(app.screen, DocumentsPage))
        await until(pilot, lambda: bool(app.screen.query_one("#documents").lines))  # type: ignore[attr-defined]
        await type_in(pilot, DOCUMENT_OF[noun].title)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SheetPage))
        await pilot.pause()
        yield pilot, app.screen.query_one(SheetForm)


async def fill(pilot: Pilot[None], *typed: str) -> None:
    """Type into one field after the other, Enter behind each, as a person does."""
    for text in typed:
        field = pilot.app.focused
        assert field is not None
        if isinstance(field, LookupInput):
            column = pilot.app.screen.query_one(SheetForm).column(field.id)
            if column.required and column.ref:
                await until(pilot, lambda field=field: bool(field.choices))  # type: ignore[misc]
        await pilot.press(*("space" if c == " " else c for c in text), "enter")
        await pilot.pause()


async def send(pilot: Pilot[None]) -> None:
    """Wait until every rule passes, and submit; the form is empty once the receipt is seen."""
    page = pilot.app.screen
    assert isinstance(page, SheetPage)
    form = page.document

    def clear() -> bool:
        return page.verdict is not None and page.verdict.is_clear

    await until(pilot, lambda: not form.draft() or clear())
    if form.draft() and not page.is_sending:
        await pilot.press("f9")
    await until(pilot, lambda: not form.draft())


def reopen(seat: Seat, office: Office) -> Seat:
    """Sit down again after somebody left: leaving closes the ledger."""
    seat.open()
    seat.opened = seat.desk.at(office.desk.now)
    return seat


# ------------------------------------------------------------------------------- the tables


def test_every_document_has_its_words_and_its_place() -> None:
    nouns = {sheet.noun for sheet in DOCUMENTS}
    placed = [noun for _, some in AREAS for noun in some.split()]

    assert {c.heading for sheet in FORMS for c in sheet.columns} <= set(ENGLISH)
    assert nouns == set(NAMES)
    assert sorted(nouns - {"payment_request"}) == sorted(placed)
    assert {place.key for place in PLACES} == set(placed)


def test_every_choice_has_its_english() -> None:
    for sheet in FORMS:
        for column in sheet.columns:
            for zh, key in column.choices:
                said = word_of(column, key, "en")
                assert said.isascii(), (sheet.noun, column.field, key)
                assert zh == word_of(column, key, "zh")
    mode = DOCUMENT_OF["ppp_agreement"].column("mode")
    assert "build-operate-transfer" == word_of(mode, "BOT", "en")


def test_every_field_that_refers_has_its_archive() -> None:
    assert {c.ref for sheet in FORMS for c in sheet.columns if c.ref} <= set(ARCHIVES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_title_of_a_field_is_cut(lang: str) -> None:
    titles = {name_of(c, lang) for sheet in FORMS for c in sheet.columns}

    assert [] == [title for title in titles if cell_len(title) >= LONGEST_TITLE]


def test_every_look_up_answers(office: Office) -> None:
    context = {"@user": "zhi", "@lang": "en", "project": "P1", "contract": "C1"}
    found = {noun: choices(office.desk, noun, context) for noun in ARCHIVES}

    assert "保函-C1" in {choice.key for choice in found["guarantee"]}
    assert "0" == found["period"][0].key
    assert ("contract", "C1") in found["guarantee"][0].brings
    assert () == found["milestone"] == found["debt"] == found["override_held"]


# -------------------------------------------------------------------------------- the list


async def test_the_list_is_searched_by_initials_under_its_headings(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "gong")
        await until(pilot, lambda: "资金批次" in text_of(app))
        await pilot.press("8")
        await until(pilot, lambda: "督查与责任" in text_of(app))
        assert "督查检查" in text_of(app)
        assert "付款申请" not in text_of(app)
        await type_in(pilot, "rwjz")
        await until(pilot, lambda: "督查检查" not in text_of(app))
        assert "任务进展" in text_of(app)
        await type_in(pilot, "q")
        await until(pilot, lambda: "没有这样的单据" in text_of(app))
        await pilot.press("enter")
        assert isinstance(app.screen, DocumentsPage)
        await pilot.press("escape")
        await until(pilot, lambda: "督查检查" in text_of(app))
        await pilot.press("4")
        await until(pilot, lambda: not isinstance(app.screen, DocumentsPage))


async def test_the_mark_goes_past_headings(seat: Seat) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "chu")
        await until(pilot, lambda: "资金批次" in text_of(app))
        await pilot.press("8")
        await until(pilot, lambda: "银行与更正" in text_of(app))
        table = app.screen.query_one("#documents")
        seen = []
        for _ in range(40):
            seen.append(table.line.key)  # type: ignore[attr-defined]
            await pilot.press("down")
        assert None not in seen
        assert seen[0] == "tranche"
        assert seen[-1] == "declared_interest"


# ------------------------------------------------------------------------------- the stories


async def test_a_guarantee_is_extended(seat: Seat, office: Office) -> None:
    async with at_form(seat, "zhi", "guarantee_event") as (pilot, form):
        await fill(pilot, "c1")
        assert "f_kind" == pilot.app.focused.id  # type: ignore[union-attr]
        assert "C1" in form.text("f_contract").value
        await fill(pilot, "yq", "2025-6-10", "函-1", "2027-12-31")
        await send(pilot)
    assert [("extended", "2027-12-31")] == office.sql(
        "SELECT kind, expires_on FROM guarantee_event"
    )


async def test_a_guarantee_is_given_back(seat: Seat, office: Office) -> None:
    async with at_form(seat, "zhi", "guarantee_event") as (pilot, _):
        await fill(pilot, "c1", "th", "2025-6-10", "函-2", "", "")
        await send(pilot)
    assert [("released", "函-2")] == office.sql("SELECT kind, doc_no FROM guarantee_event")
    assert () == choices(office.desk, "guarantee", {})


async def test_a_milestone_is_set_and_reached(seat: Seat, office: Office) -> None:
    async with at_form(seat, "gong", "milestone") as (pilot, _):
        await fill(pilot, "p1", "nd", "主体结构封顶", "2025-12-31")
        await send(pilot)
        app = pilot.app
        assert isinstance(app, CityledgerApp)
        app.push_place("milestone_reached")
        await until(pilot, lambda: "节点编号" in text_of(app))
        await pilot.pause()
        await fill(pilot, "zt", "2025-6-20", "示建验1号")
        await send(pilot)
    assert [(1, "annual", "主体结构封顶")] == office.sql(
        "SELECT milestone_id, kind, name FROM milestone"
    )
    assert [(1, "2025-06-20")] == office.sql(
        "SELECT milestone_id, reached_on FROM milestone_reached"
    )
    assert () == choices(office.desk, "milestone", {})


async def test_an_inspection_has_two_findings(seat: Seat, office: Office) -> None:
    async with at_form(seat, "gong", "inspection") as (pilot, form):
        await fill(pilot, "p1", "rc", "2025-6-15", "陈喆、李明", "现场检查主体结构", "")
        await fill(pilot, "临边防护缺失", "张堃", "2025-6-30", "是")
        await until(pilot, lambda: len(form.lines) == 1)
        await fill(pilot, "钢筋间距偏大", "张堃", "2025-7-5", "")
        await until(pilot, lambda: len(form.lines) == 2)
        assert "钢筋间距偏大" in text_of(pilot.app)
        await send(pilot)
    assert [("临边防护缺失", "张堃", 1), ("钢筋间距偏大", "张堃", 0)] == office.sql(
        "SELECT finding, owner, holds_payment FROM inspection_finding ORDER BY n"
    )


async def test_an_inspection_that_found_nothing_is_recorded_too(seat: Seat, office: Office) -> None:
    async with at_form(seat, "gong", "inspection") as (pilot, _):
        await fill(pilot, "p1", "rc", "2025-6-15", "陈喆", "未发现问题", "", "")
        await send(pilot)
    assert [("未发现问题",)] == office.sql("SELECT summary FROM inspection")
    assert [] == office.sql("SELECT finding FROM inspection_finding")


async def test_a_finding_is_closed_by_another_person(seat: Seat, office: Office) -> None:
    found = Found(finding="临边防护缺失", owner="张堃", mend_by_on=day("2025-06-30"))
    office.by(
        "gong",
        RecordInspection(
            project="P1",
            kind="routine",
            inspected_on=day("2025-06-15"),
            inspectors="陈喆",
            summary="现场",
            findings=(found,),
        ),
    )
    async with at_form(seat, "fu", "finding_closure") as (pilot, _):
        await fill(pilot, "rc", "lb", "2025-6-28", "现场复查照片")
        await send(pilot)
    assert [(1, 1, "fu")] == office.sql("SELECT inspection_id, n, actor FROM finding_closure")


async def test_a_bank_line_is_recorded_and_booked_by_another(seat: Seat, office: Office) -> None:
    async with at_form(seat, "chu", "bank_statement_line") as (pilot, _):
        await fill(pilot, "b1", "2025-6-18", "-120", "LS-1", "农业银行示范支行", "")
        await send(pilot)
    assert [("LS-1", -12_000)] == office.sql("SELECT bank_ref, amount_fen FROM bank_statement_line")
    async with at_form(reopen(seat, office), "fu", "bank_fact") as (pilot, form):
        await fill(pilot, "ls")
        assert "B1" in form.text("f_bank_account").value
        await fill(pilot, "银行扣划手续费")
        await send(pilot)
    assert [("bank_fact",)] == office.sql("SELECT kind FROM task")
    assert [] == office.sql(
        "SELECT bank_ref FROM bank_statement_line WHERE statement_line_id NOT IN"
        " (SELECT statement_line_id FROM statement_use)"
    )


async def test_a_partnership_is_scored(seat: Seat, office: Office) -> None:
    partnership.furnish(World(office, done=4))
    async with at_form(seat, "gong", "ppp_score") as (pilot, form):
        await fill(pilot, "ppp")
        assert "2025" == form.text("f_year").value
        await fill(pilot, "92.5", "2025-6-1", "绩效评价小组", "示绩评3号")
        await send(pilot)
    assert [(2025, 925_000, partnership.SUBSIDY * 925 // 1000)] == office.sql(
        "SELECT year, score_ppm, payable_fen FROM ppp_score"
    )


async def test_a_debt_has_its_schedule(seat: Seat, office: Office) -> None:
    steps.source(World(office), "商业银行贷款", "bank_loan", "market", "market")
    async with at_form(seat, "zhi", "debt") as (pilot, form):
        await fill(pilot, "贷2025-1", "yhdk", "p1", "syyh", "gyqy", "工商银行示范支行", "800万")
        await fill(pilot, "3.85", "2025-4-1", "2027-4-1", "停车场经营收入", "", "", "")
        await fill(pilot, "2026-4-1", "400万", "30.8万")
        await until(pilot, lambda: len(form.lines) == 1)
        await fill(pilot, "2027-4-1", "400万", "15.4万")
        await until(pilot, lambda: len(form.lines) == 2)
        await send(pilot)
    assert [("贷2025-1", "soe", 800_000_000, 38_500)] == office.sql(
        "SELECT debt_no, debtor_kind, principal_fen, rate_ppm FROM debt"
    )
    assert [("2026-04-01", 400_000_000, 30_800_000), ("2027-04-01", 400_000_000, 15_400_000)] == (
        office.sql("SELECT due_on, principal_fen, interest_fen FROM debt_schedule ORDER BY n")
    )


async def test_a_half_written_debt_is_there_again_with_the_days_of_its_lines(
    seat: Seat, office: Office
) -> None:
    steps.source(World(office), "商业银行贷款", "bank_loan", "market", "market")
    async with at_form(seat, "zhi", "debt") as (pilot, form):
        await fill(pilot, "贷2025-1", "yhdk", "p1", "syyh")
        form.text("f_due_on").focus()
        await fill(pilot, "2026-4-1", "400万", "")
        await until(pilot, lambda: len(form.lines) == 1)
        await pilot.press("escape")
        app = pilot.app
        await until(pilot, lambda: isinstance(app.screen, DocumentsPage))
        await until(pilot, lambda: "●" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SheetPage))
        again = app.screen.query_one(SheetForm)
        await until(pilot, lambda: len(again.lines) == 1)
        assert "2026-04-01" == str(again.lines[0]["due_on"])
        assert 400_000_000 == again.lines[0]["line_principal_fen"]
        assert "贷2025-1" == again.text("f_debt_no").value
        await until(pilot, lambda: "商业银行贷款" == again.text("f_source").value)
        assert again.lookup("f_project").picked is not None
        assert "P1 棚户区改造一期" == again.text("f_project").value


async def test_an_override_is_asked_for_and_granted(seat: Seat, office: Office) -> None:
    async with at_form(seat, "zhi", "override_request") as (pilot, form):
        await fill(pilot, "guarantee_expired", "p1", "c1", "100万")
        await fill(pilot, "保函正在续办,银行已出具承诺书,工程款不能停", "示住建7号")
        assert "" == form.text("f_expires_on").value
        await fill(pilot, "2025-1-20")
        await send(pilot)
    async with at_form(reopen(seat, office), "shen", "override_grant") as (pilot, _):
        await fill(pilot, "1", "同意")
        await send(pilot)
    assert [("payment.guarantee_expired", 100_000_000, "zhi")] == office.sql(
        "SELECT control, limit_fen, asked_by FROM override_request"
    )
    assert [("shen", 1)] == office.sql("SELECT actor, held FROM override_grant")


async def test_a_month_is_closed_after_the_opening(seat: Seat, office: Office) -> None:
    async with at_form(seat, "fu", "period_closing") as (pilot, form):
        await fill(pilot, "0")
        await send(pilot)
        await fill(pilot, "202503")
        await send(pilot)
        await until(pilot, lambda: "" == form.text("f_period").value)
    assert [(0, "closed"), (202503, "closed")] == office.sql(
        "SELECT period, state FROM period_change WHERE state = 'closed' ORDER BY period"
    )


async def test_nothing_to_report_is_declared_for_a_month_that_ended(
    seat: Seat, office: Office
) -> None:
    async with at_form(seat, "shenji", "zero_report") as (pilot, _):
        await fill(pilot, "202412")
        await send(pilot)
    assert [(202412, "shenji")] == office.sql("SELECT month, actor FROM zero_report")
    told = {"@user": "shenji"}
    assert "202412" not in {choice.key for choice in choices(office.desk, "month", told)}


async def test_a_record_of_interference_is_offered_without_its_words(
    seat: Seat, office: Office
) -> None:
    office.by(
        "zhi",
        RecordInterference(
            occurred_on=day("2024-12-20"),
            channel="phone",
            area="payment",
            directness="direct",
            content="要求提前支付进度款",
            actor_name="某某领导",
            project="P1",
        ),
    )
    async with at_form(seat, "shen", "interference_clearance") as (pilot, form):
        await until(pilot, lambda: bool(form.lookup("f_interference_id").choices))
        assert "资金拨付" in text_of(pilot.app)
        assert "提前支付" not in squeezed(pilot.app)
        assert "某某领导" not in squeezed(pilot.app)
        await fill(pilot, "1", "查明未受影响")
        await send(pilot)
    assert [(1, "shen")] == office.sql("SELECT interference_id, actor FROM interference_clearance")


async def test_a_risk_that_is_known_is_told_on(seat: Seat, office: Office) -> None:
    office.by(
        "gong",
        RecordRisk(
            project="P1",
            stage="construction",
            risk="征收进度滞后",
            level="high",
            owner="李明",
            answer="增派工作组",
            liability_fen=420_000_000,
        ),
    )
    async with at_form(seat, "gong", "risk") as (pilot, form):
        await until(pilot, lambda: bool(form.lookup("f_risk_id").choices))
        await fill(pilot, "zs")
        assert "f_liability_fen" == pilot.app.focused.id  # type: ignore[union-attr]
        assert "4,200,000.00" == form.text("f_liability_fen").value
        await fill(pilot, "0", "是")
        await send(pilot)
    assert [(1, "high", 420_000_000, 0), (1, "high", 0, 1)] == office.sql(
        "SELECT risk_id, level, liability_fen, is_closed FROM risk ORDER BY leaf_idx"
    )


async def test_a_choice_typed_whole_is_weighed_too(seat: Seat) -> None:
    async with at_form(seat, "zhi", "declared_interest") as (pilot, form):
        await fill(pilot, "某某建设集团有限公司", "是", "配偶在该公司任职")
        page = pilot.app.screen
        assert isinstance(page, SheetPage)
        await until(pilot, lambda: page.verdict is not None)
        form.text("f_held").focus()
        form.lookup("f_held").pick(None)
        await until(pilot, lambda: page.verdict is None)
        await type_in(pilot, "否")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: page.verdict is not None)


async def test_a_form_without_look_ups_says_so(seat: Seat) -> None:
    async with at_form(seat, "zhi", "evidence_file") as (pilot, _):
        await pilot.press("f2")
        await until(pilot, lambda: "没有可查档的字段" in text_of(pilot.app))


async def test_a_unit_is_qualified_in_the_registry(seat: Seat, office: Office) -> None:
    async with at_form(seat, "zhi", "qualification") as (pilot, _):
        await fill(pilot, "mmjs", "D137000001", "sg", "一级", "2024-1-1", "2029-1-1")
        await send(pilot)
        await until(pilot, lambda: "已办理(封存记录 #" in text_of(pilot.app))
    assert [("contractor", "2029-01-01")] == office.sql(
        "SELECT role, valid_to FROM qualification WHERE certificate_no = 'D137000001'"
    )


async def test_what_a_choice_brought_can_be_changed_and_another_choice_brings_anew(
    seat: Seat, office: Office
) -> None:
    World(office, done=4).by("chu", World(office).statement("LS-1", "1", "2025-06-19"))
    World(office, done=4).by("chu", World(office).statement("LS-2", "2", "2025-06-19", "B2"))
    async with at_form(seat, "fu", "bank_fact") as (pilot, form):
        await fill(pilot, "ls-1")
        assert "B1" in form.text("f_bank_account").value
        await pilot.press("shift+tab", "shift+tab")
        await fill(pilot, "ls-2")
        assert "B2" in form.text("f_bank_account").value
        assert "f_reason" == pilot.app.focused.id  # type: ignore[union-attr]
