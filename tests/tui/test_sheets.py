"""Documents entered by the form of their sheet: what is typed becomes the very act of the gate."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from cityledger.exchange.nouns import BY_NOUN, SHEETS
from cityledger.exchange.orders import orders
from cityledger.exchange.template import write_template
from cityledger.exchange.workbook import read_rows
from cityledger.tui.app import CityledgerApp
from cityledger.tui.entry.archives import ARCHIVES
from cityledger.tui.entry.sheet_form import SheetForm
from cityledger.tui.entry.sheet_page import SheetPage
from cityledger.tui.seat import Seat
from cityledger.tui.texts.headings import ENGLISH
from tests.conftest import Office
from tests.tui.seats import log_in, squeezed, text_of, type_in, until


async def to_form(pilot: Pilot[None], user: str, noun: str) -> SheetForm:
    """Log in and open the form of a sheet from the list of documents."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, user)
    await until(pilot, lambda: "资金批次" in text_of(app))
    await pilot.press("8")
    await until(pilot, lambda: "录入单据" in text_of(app))
    app.push_place(noun)
    await until(pilot, lambda: isinstance(app.screen, SheetPage))
    await pilot.pause()
    return app.screen.query_one(SheetForm)


def test_every_heading_has_its_english() -> None:
    assert {c.heading for sheet in SHEETS for c in sheet.columns} <= set(ENGLISH)


def test_every_field_that_refers_has_its_archive() -> None:
    assert {c.ref for sheet in SHEETS for c in sheet.columns if c.ref} <= set(ARCHIVES)


def test_a_sheet_names_the_act_it_becomes(tmp_path: Path) -> None:
    write_template(tmp_path / "all.xlsx")
    made = orders(read_rows(tmp_path / "all.xlsx"))

    assert set(BY_NOUN) == {order.noun for order in made}
    assert {(o.noun, o.command.act) for o in made} == {(s.noun, s.act) for s in SHEETS}


async def test_a_variation_is_entered_by_its_form(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 34)) as pilot:
        form = await to_form(pilot, "shen", "variation")
        await until(pilot, lambda: bool(form.lookup("f_contract").choices))
        await type_in(pilot, "abdsg")
        await pilot.press("enter")
        await type_in(pilot, "BG-01")
        await pilot.press("enter")
        await type_in(pilot, "1.5万")
        await pilot.press("enter")
        await type_in(pilot, "6-12")
        await pilot.press("enter")
        await type_in(pilot, "地下管线改移")
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        assert "人民币壹万伍仟元整" in squeezed(app)
        await pilot.press("enter")
        await until(pilot, lambda: "封存记录 #" in text_of(app))
        assert [("BG-01", 1_500_000)] == office.sql("SELECT doc_no, amount_fen FROM variation")
        assert {} == seat.drafts.load("variation")


async def test_a_document_of_lines_is_one_act(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 40)) as pilot:
        form = await to_form(pilot, "gong", "certificate")
        await until(pilot, lambda: bool(form.lookup("f_contract").choices))
        await type_in(pilot, "c1")
        await pilot.press("enter")
        await type_in(pilot, "2")
        await pilot.press("enter", "enter")
        await type_in(pilot, "6-20")
        await pilot.press("enter")
        await type_in(pilot, "陈喆")
        await pilot.press("enter")
        await type_in(pilot, "100万")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: len(form.lines) == 1)
        await until(pilot, lambda: "✓ 全部规则通过" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "封存记录 #" in text_of(app))
        assert [(2, 100_000_000)] == office.sql(
            "SELECT certificate_no, gross_fen FROM certificate JOIN certificate_line"
            " USING (book_id, certificate_id) WHERE certificate_no = 2"
        )
