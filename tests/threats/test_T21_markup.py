"""T21: brackets in a name are brackets: nothing is styled, linked, run or swallowed."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import ClassVar

import pytest
from textual.binding import Binding, BindingType

from cityledger.tui import app as screens
from cityledger.tui.app import CityledgerApp
from cityledger.tui.widgets.safe import label, prose
from tests.house.rules import package_sources
from tests.threats.attacks import MARKUP, renamed
from tests.threats.test_T20_escapes import everywhere
from tests.tui.seats import grid, seat_in, text_of, uneven, until

LOUD = "[@click=app.tell]点我[/]"


class Listening(CityledgerApp):
    """The program with an action that nobody but a link in a name would call."""

    CSS_PATH = str(Path(screens.__file__).with_name("app.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "tell", "tell", show=False)]
    told = 0

    def action_tell(self) -> None:
        self.told += 1


@pytest.mark.parametrize("text", MARKUP, ids=ascii)
def test_a_label_holds_the_text_and_no_style_of_its_own(text: str) -> None:
    for drawn in (label(text), prose(text)):
        assert text == drawn.plain
        assert [] == drawn.spans


async def test_no_click_anywhere_fires_what_a_name_asks_for(walked: Path) -> None:
    renamed(walked / "ledger.db", LOUD)
    app = Listening(seat_in(walked))
    shown = 0

    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: LOUD in text_of(app))
        for y, line in enumerate(grid(app)):
            if "点我" in line:
                shown += 1
                await pilot.click(offset=(line.index("点我"), y))
        await pilot.press("f12")

    assert shown
    assert 1 == app.told


@pytest.mark.parametrize(
    "text", [pytest.param("[/]", marks=pytest.mark.slow), f"{LOUD}[/][red]a[b]c"], ids=ascii
)
async def test_every_screen_shows_the_brackets(walked: Path, text: str) -> None:
    renamed(walked / "ledger.db", text)
    app = CityledgerApp(seat_in(walked))
    seen: list[str] = []

    def check() -> None:
        seen.append("".join(grid(app)))
        assert [] == uneven(app)

    async with app.run_test(size=(140, 40)) as pilot:
        await everywhere(pilot, check)

    assert app.crash is None
    assert sum(text[:12] in screen for screen in seen) >= 5


def _raw_widgets(tree: ast.Module) -> list[int]:
    """Return where a widget that reads markup is given a text that is not a constant."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if name not in {"Static", "Label", "Button", "notify", "from_markup", "escape"}:
            continue
        plain = any(k.arg == "markup" for k in node.keywords)
        texts = [a for a in node.args if isinstance(a, ast.JoinedStr | ast.BinOp)]
        if name in {"from_markup", "escape"} or (texts and not plain):
            found.append(node.lineno)
    return found


def test_no_screen_builds_markup_from_text() -> None:
    breaches = [
        f"{source.path}:{line}"
        for source in package_sources()
        if source.path.startswith("tui/")
        for line in _raw_widgets(source.tree)
    ]

    assert [] == breaches


@pytest.mark.parametrize(
    "text", ['Static(f"{name}")', "Content.from_markup(name)", 'app.notify("x" + name)']
)
def test_the_rule_finds_what_it_is_for(text: str) -> None:
    assert [1] == _raw_widgets(ast.parse(text))
