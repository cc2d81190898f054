"""T20: nothing from outside reaches a terminal, a text file or a journal as a control code."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import select
import signal
import struct
import sys
import termios
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from textual.pilot import Pilot

from cityledger.evidence.text import REFUSED, bad_characters, visible
from cityledger.exchange import plain_text
from cityledger.reports import text as text_form
from cityledger.reports.document import Column, Document, Pairs, Table, TableRow
from cityledger.tui.app import CityledgerApp
from cityledger.tui.frame import StatusLine
from cityledger.tui.widgets.cells import Column as Shown
from cityledger.tui.widgets.safe import shown
from cityledger.tui.widgets.table import Line, RowTable
from tests.exchange.workbooks import repacked, tables, written
from tests.reports.paper_samples import MARK
from tests.threats.attacks import ESCAPES, member, renamed, schema_edited
from tests.threats.conftest import Run
from tests.tui.seats import grid, log_in, seat_in, uneven, until


def obeyed(text: str) -> set[str]:
    """Return the categories in a text that a terminal acts on or a reader cannot see."""
    return {unicodedata.category(c) for c in text} & (REFUSED - {"Cn"})


@given(st.text())
def test_what_is_visible_holds_nothing_that_is_obeyed(text: str) -> None:
    assert set() == obeyed(visible(text))
    assert () == bad_characters(visible(text))


@given(st.text(), st.text())
def test_texts_that_differ_still_look_different(one: str, other: str) -> None:
    assert (one == other) == (visible(one) == visible(other)) or "⟨" in one + other


@given(st.text())
def test_line_feeds_of_our_own_sentences_stay(text: str) -> None:
    assert text.count("\n") == visible(text, lines=True).count("\n")
    assert visible(text).count("\n") == 0


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs", "Mn"))))
def test_honest_text_is_left_alone(text: str) -> None:
    assert text == visible(text)


@pytest.mark.torture
@settings(max_examples=3_000, deadline=None)
@given(st.text(max_size=60))
def test_no_text_of_very_many_is_obeyed_by_a_screen(text: str) -> None:
    assert set() == obeyed(shown(text)) == obeyed(visible(text))


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
def test_a_text_paper_shows_it_as_numbers(text: str) -> None:
    columns = (Column(text), Column("金额", "money"))
    table = Table(text, columns, (TableRow((text, 1)),), text)
    file = io.StringIO()

    text_form.write(Document("x", text, text, (Pairs(text, ((text, text),)), table), MARK), file)

    assert set() == obeyed(file.getvalue().replace("\n", ""))


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
def test_a_journal_shows_it_as_numbers(text: str) -> None:
    for line in (plain_text._quoted(text), plain_text._one_line(text)):
        assert set() == obeyed(line)


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
def test_a_refused_cell_is_told_without_being_obeyed(
    run: Run, empty: Path, tmp_path: Path, text: str
) -> None:
    content = tables()
    # A name, a code and an account, each read in its own way.
    for column in (0, 1, 5):
        content["单位"][2][column] = text
    path = written(tmp_path / "w.xlsx", content)

    ended = run(empty, "import", "workbook", path)

    assert (3, False) == (ended.status, ended.leaked)
    assert all(f"单位!{cell}3" in ended.said for cell in "ABF")
    assert set() == obeyed(ended.said.replace("\n", ""))


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
def test_a_package_is_told_without_being_obeyed(
    run: Run, empty: Path, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"version": text, "projects": [{"id": text}]}), encoding="utf-8")

    ended = run(empty, "import", "oc4ids", path)

    assert (3, False) == (ended.status, ended.leaked)
    assert set() == obeyed(ended.said.replace("\n", ""))


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
def test_verify_names_a_trigger_without_obeying_its_name(run: Run, walked: Path, text: str) -> None:
    quoted = text.replace('"', '""')
    schema_edited(
        walked / "ledger.db",
        f'CREATE TRIGGER "{quoted}" AFTER INSERT ON leaf BEGIN SELECT 1; END',
    )

    ended = run(walked, "verify")

    assert (55, False) == (ended.status, ended.leaked)
    assert set() == obeyed(ended.said.replace("\n", ""))


@pytest.mark.parametrize("text", ESCAPES, ids=ascii)
def test_an_option_is_told_without_being_obeyed(run: Run, walked: Path, text: str) -> None:
    ended = run(walked, "report", "statement", "--project", text)

    assert (3, False) == (ended.status, ended.leaked)
    assert set() == obeyed(ended.said.replace("\n", ""))


@pytest.mark.parametrize("text", [e for e in ESCAPES if min(map(ord, e)) > 31], ids=ascii)
def test_a_sheet_with_such_a_title_is_told_without_being_obeyed(
    run: Run, empty: Path, tmp_path: Path, text: str
) -> None:
    path = repacked(
        tmp_path / "w.xlsx",
        member("xl/workbook.xml", lambda data: data.replace("会计期间".encode(), text.encode())),
    )

    ended = run(empty, "import", "workbook", path)

    assert (3, False) == (ended.status, ended.leaked)
    assert set() == obeyed(ended.said.replace("\n", ""))


async def everywhere(pilot: Pilot[None], check: Callable[[], None]) -> None:
    """Go through every screen of a cashier's and a reviewer's day."""
    await log_in(pilot, "fu")
    await pilot.pause(0.2)
    check()
    for key in ("2", "3", "4"):
        await pilot.press(key)
        await pilot.pause(0.15)
        check()
        for inner in ("enter", "f3", "escape"):
            await pilot.press(inner)
            await pilot.pause(0.05)
            check()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(ESCAPES[:7]), id="controls"),
        pytest.param("".join(ESCAPES[7:]), id="formats", marks=pytest.mark.slow),
    ],
)
async def test_no_screen_obeys_a_name_that_a_shell_put_into_the_books(
    walked: Path, text: str
) -> None:
    renamed(walked / "ledger.db", text)
    app = CityledgerApp(seat_in(walked))
    seen: list[str] = []

    def check() -> None:
        seen.append("".join(grid(app)))
        assert set() == obeyed(seen[-1])
        assert [] == uneven(app)

    async with app.run_test(size=(140, 40)) as pilot:
        await everywhere(pilot, check)

    assert app.crash is None
    assert sum(shown(text)[:6] in screen for screen in seen) >= 5


def test_the_terminal_itself_receives_nothing_of_it(walked: Path) -> None:
    """The program in a real terminal: every byte it writes is looked at."""
    renamed(walked / "ledger.db", ESCAPES[0] + ESCAPES[3])

    written = terminal([sys.executable, "-m", "cityledger", "--ledger", str(walked), "tui"])

    assert "示范区住房和城乡建设局".encode() in written
    assert b"owned" in written
    assert b"\x1b]0;owned" not in written
    assert b"\xc2\x9b" not in written
    assert b"\x9b31m" not in written.replace(b"\xc2\x9b", b"")


def terminal(command: list[str], seconds: float = 60.0) -> bytes:
    """Run a command in a pseudo-terminal until it has drawn, and return what it wrote."""
    child, master = pty.fork()
    if not child:
        os.environ["TERM"] = "xterm-256color"
        os.execv(command[0], command)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 110, 0, 0))
    written = b""
    try:
        while select.select([master], [], [], seconds)[0]:
            try:
                written += os.read(master, 1 << 16)
            except OSError:
                break
            if written.count(b"owned") > 2:
                seconds = 0.5
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(master)
    return written


async def test_the_status_line_and_a_table_obey_nothing(walked: Path) -> None:
    app = CityledgerApp(seat_in(walked))
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, lambda: app.screen.query_one("#people").has_focus)
        for text in ESCAPES:
            app.screen.query_one(StatusLine).tell(text, "bad")
            table = RowTable((Shown(text, 20, grows=True),), empty=text)
            await app.screen.mount(table)
            table.fill([Line((text,), tone="red")])
            await pilot.pause()
            assert set() == obeyed("".join(grid(app)))
            await table.remove()
