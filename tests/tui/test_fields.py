"""Fields: the caret stands where the input method looks, nothing typed or pasted is lost unsaid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult

from cityledger.tui.widgets.fields import DayInput, HanInput, MoneyInput, word_starts

SENTENCE = "城市棚户区改造一期工程进度款支付申请表第三季度追加预算说明材料附件"


class OneField(App[None]):
    """An application with one field of thirty cells."""

    CSS = "HanInput { width: 30; border: none; padding: 0; }"

    def __init__(self, make: Callable[[], HanInput]) -> None:
        super().__init__()
        self.make = make
        self.said: list[str] = []
        self.sent: list[str] = []

    @property
    def field(self) -> HanInput:
        """The field."""
        return self.query_one("#i", HanInput)

    def compose(self) -> ComposeResult:
        yield self.make()
        yield HanInput(id="other")

    @on(HanInput.Cut)
    def cut(self, event: HanInput.Cut) -> None:
        self.said.append(event.reason)

    @on(HanInput.Submitted)
    def submitted(self, event: HanInput.Submitted) -> None:
        self.sent.append(event.value)


def paste(app: App[None], text: str) -> None:
    """Paste as a terminal does."""
    from textual.events import Paste

    assert app.focused is not None
    app.focused.post_message(Paste(text))


async def test_the_caret_is_where_the_input_method_looks() -> None:
    app = OneField(lambda: HanInput(id="i"))
    wrong = []
    async with app.run_test(size=(60, 5)) as pilot:
        field = app.field
        field.focus()
        field.value = SENTENCE
        field.action_end()
        for key in ["end", *["left"] * 33, *["right"] * 33]:
            await pilot.press(key)
            await pilot.pause()
            before = field.value[: field.cursor_position]
            drawn = field.content_region.x + cell_len(before) - field.scroll_offset.x
            inside = 0 <= drawn - field.content_region.x < field.content_region.width
            if app.cursor_position.x != drawn or not inside:
                wrong.append((key, field.cursor_position, app.cursor_position.x, drawn))
    assert [] == wrong


async def test_undo_and_redo_walk_through_every_change() -> None:
    app = OneField(lambda: HanInput(id="i"))
    async with app.run_test() as pilot:
        field = app.field
        await pilot.press("棚", "改", "款")
        await pilot.press("ctrl+z", "ctrl+z")
        assert "棚" == field.value
        await pilot.press("ctrl+y")
        assert "棚改" == field.value
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert "" == field.value


async def test_a_chinese_word_is_one_character() -> None:
    app = OneField(lambda: HanInput("棚户区 A12 改造", id="i"))
    async with app.run_test() as pilot:
        field = app.field
        await pilot.press("ctrl+w")
        assert "棚户区 A12 改" == field.value
        await pilot.press("ctrl+left", "ctrl+left")
        assert 4 == field.cursor_position
        await pilot.press("ctrl+right")
        assert 8 == field.cursor_position


def test_words_start_at_every_chinese_character() -> None:
    assert [0, 1, 3, 6, 7] == word_starts("棚户 A12-改")[:5]


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("棚\u200b改", "棚改", ["refused_characters"]),
        ("第一行\n第二行", "第一行", ["one_line"]),
        ("长" * 300, "长" * 200, ["too_long"]),
        ("e\u0301", "é", []),
    ],
)
async def test_what_is_left_out_is_said(text: str, value: str, said: list[str]) -> None:
    app = OneField(lambda: HanInput(id="i"))
    async with app.run_test() as pilot:
        field = app.field
        paste(app, text)
        await pilot.pause()
        assert value == field.value
        assert said == app.said


async def test_a_value_that_is_set_is_cleaned_too() -> None:
    app = OneField(lambda: HanInput("a\x1bb", id="i"))
    async with app.run_test():
        assert "ab" == app.field.value
        app.field.value = "c\u202ed"
        assert "cd" == app.field.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("¥1,234.56", "1,234.56"),
        ("¥1,234.56元", "1,234.56"),
        ("\uffe5\uff11\uff0c\uff12\uff13\uff14\uff0e\uff15\uff16元", "1,234.56"),
        ("123.5万", "1,235,000.00"),
        ("\uff11\uff12\uff13", "123.00"),
        ("1亿", "100,000,000.00"),
        ("abc", ""),
    ],
)
async def test_a_pasted_amount_arrives(text: str, value: str) -> None:
    app = OneField(lambda: MoneyInput(id="i"))
    async with app.run_test() as pilot:
        field = app.field
        paste(app, text)
        await pilot.pause()
        await pilot.press("tab")
        assert value == field.value


async def test_an_amount_that_is_none_keeps_what_was_typed() -> None:
    app = OneField(lambda: MoneyInput(id="i"))
    async with app.run_test() as pilot:
        field = app.field
        await pilot.press(*"12.345", "tab")
        assert "12.345" == field.value
        assert isinstance(field, MoneyInput)
        assert "小数超过两位" in field.problem("zh")


async def test_typing_into_an_amount_that_is_there_replaces_it() -> None:
    app = OneField(lambda: MoneyInput("650万", id="i"))
    async with app.run_test() as pilot:
        field = app.field
        await pilot.press("tab")
        assert "6,500,000.00" == field.value
        await pilot.press("shift+tab", "7")
        assert "7" == field.value


async def test_full_width_digits_are_typed_like_others() -> None:
    from textual.events import Key

    app = OneField(lambda: MoneyInput(id="i"))
    async with app.run_test() as pilot:
        field = app.field
        for c in "\uff11\uff12\uff0e\uff15":
            field.post_message(Key(f"typed_{ord(c)}", c))
        await pilot.press("tab")
        assert "12.50" == field.value
        assert isinstance(field, MoneyInput)
        assert 1_250 == field.amount_fen()


async def test_the_keypad_types_under_the_kitty_protocol() -> None:
    from textual.events import Key

    app = OneField(lambda: MoneyInput(id="i"))
    async with app.run_test() as pilot:
        field = app.field
        await pilot.press("1")
        field.post_message(Key("decimal", None))
        await pilot.press("5")
        assert "1.5" == field.value


async def test_keypad_enter_submits_like_enter() -> None:
    app = OneField(lambda: HanInput("x", id="i"))
    async with app.run_test() as pilot:
        await pilot.press("enter", "ctrl+j")
        assert ["x", "x"] == app.sent


async def test_a_day_takes_the_year_it_stood_in() -> None:
    app = OneField(lambda: DayInput(date(2024, 6, 1), id="i"))
    async with app.run_test() as pilot:
        field = app.field
        await pilot.press(*"3-7", "tab")
        assert "2024-03-07" == field.value
        assert isinstance(field, DayInput)
        assert date(2024, 3, 7) == field.day()
