"""The table draws only what is seen, asks for more in time, and never cuts an amount."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult

from cityledger.tui.theme import DARK
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line, RowTable
from tests.tui.seats import grid, text_of, uneven

COLUMNS = (Column("名称", 8, grows=True), Column("金额", 6, "money"))
MOST = "9,999,999,999,999.99"


class OneTable(App[None]):
    """An application with one table."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.opened: list[object] = []
        self.wanted = 0

    def compose(self) -> ComposeResult:
        yield RowTable(COLUMNS, empty="没有记录")

    @on(RowTable.Opened)
    def row_opened(self, event: RowTable.Opened) -> None:
        self.opened.append(event.line.key)

    @on(RowTable.Wanted)
    def more_wanted(self) -> None:
        self.wanted += 1

    @property
    def table(self) -> RowTable:
        return self.query_one(RowTable)


def rows(count: int, start: int = 0) -> list[Line]:
    return [Line((f"第{n}户棚改补偿", "1.00"), n) for n in range(start, start + count)]


async def test_an_empty_table_says_so() -> None:
    app = OneTable()
    async with app.run_test(size=(40, 6)) as pilot:
        # Before the first answer it claims nothing.
        assert "没有记录" not in text_of(app)
        app.table.fill([])
        await pilot.pause()
        assert "没有记录" in text_of(app)


@pytest.mark.parametrize("width", [80, 40, 26])
async def test_the_largest_amount_is_never_cut(width: int) -> None:
    app = OneTable()
    async with app.run_test(size=(width, 6)) as pilot:
        app.table.fill([Line(("棚户区改造一期A标段施工", MOST))])
        await pilot.pause()
        assert [] == uneven(app)
        assert MOST in text_of(app) or "####" in text_of(app)


async def test_wide_characters_align() -> None:
    app = OneTable()
    async with app.run_test(size=(40, 6)) as pilot:
        app.table.fill([Line(("棚改", "1.00")), Line(("A12", "22.00")), Line(("𠮷某", "3.00"))])
        await pilot.pause()
        ends = {cell_len(line.rstrip()) for line in grid(app)[1:4]}
        assert 1 == len(ends)


async def test_keys_move_and_open() -> None:
    app = OneTable()
    async with app.run_test(size=(40, 8)) as pilot:
        app.table.fill(rows(30))
        app.table.focus()
        await pilot.press("down", "down", "up", "enter")
        await pilot.press("pagedown", "ctrl+j")
        await pilot.press("end", "enter", "home", "enter")
        assert [1, 7, 29, 0] == app.opened


async def test_moving_is_not_opening() -> None:
    app = OneTable()
    async with app.run_test(size=(40, 8)) as pilot:
        app.table.fill(rows(3))
        app.table.focus()
        await pilot.press("down", "down")
        assert [] == app.opened


async def test_more_is_asked_for_once_and_in_time() -> None:
    app = OneTable()
    async with app.run_test(size=(40, 8)) as pilot:
        app.table.fill(rows(100), more=True)
        app.table.focus()
        await pilot.press("down")
        assert 0 == app.wanted
        await pilot.press("end", "up", "up")
        assert 1 == app.wanted
        app.table.extend(rows(100, 100), more=False)
        await pilot.press("end", "enter")
        assert [199] == app.opened
        assert 1 == app.wanted


async def test_a_hundred_thousand_rows_draw_a_screen() -> None:
    app = OneTable()
    async with app.run_test(size=(40, 8)) as pilot:
        app.table.fill(rows(100_000))
        app.table.focus()
        await pilot.press("end")
        await pilot.pause()
        assert "第99999户" in text_of(app)


async def test_markup_in_a_cell_is_text() -> None:
    app = OneTable()
    async with app.run_test(size=(60, 6)) as pilot:
        app.table.fill([Line(("[@click=app.quit]x[/]\x1b]0;t\x07", "1.00"))])
        await pilot.pause()
        assert "[@click=app.quit]x[/]⟨001B⟩" in text_of(app)
