"""The shell around the screens: help, the empty chair, key profiles, the probe, a crash."""

from __future__ import annotations

import os
import pty
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cityledger.controls.catalog import catalogue
from cityledger.evidence.keys import IDLE_SECONDS
from cityledger.exchange.forms import DOCUMENTS
from cityledger.tui.admin.home import AdminPage
from cityledger.tui.app import CityledgerApp
from cityledger.tui.crash import Crash, CrashApp, code_of
from cityledger.tui.entry.drafts import Kept
from cityledger.tui.entry.page import EntryPage
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.entry.rules import ALWAYS, ASKED, rules
from cityledger.tui.habits import HabitFile, Habits
from cityledger.tui.help import HelpPage
from cityledger.tui.home import HomePage
from cityledger.tui.keymaps import PROFILES, written
from cityledger.tui.login import LoginPage
from cityledger.tui.probe import PROBE, doubts, draws_wide
from cityledger.tui.seat import AWAY_SECONDS, Seat
from cityledger.tui.widgets.marks import ambiguous, plain
from tests.tui.seats import log_in, squeezed, text_of, type_in, uneven, until


async def to_payment(pilot: Pilot[None]) -> CityledgerApp:
    """Log in as the maker and open payment entry."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, "zhi")
    await until(pilot, lambda: isinstance(app.screen, HomePage))
    await pilot.press("2")
    await until(pilot, lambda: isinstance(app.screen, PaymentPage) and "A标段" in text_of(app))
    return app


def helped(app: CityledgerApp) -> str:
    """Return all the text of the help, also what has to be scrolled to."""
    assert isinstance(app.screen, HelpPage)
    return "\n".join(line.plain for line in app.screen._lines())


# ------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("size", [(80, 24), (110, 30)])
async def test_the_help_names_screen_field_keys_and_rules(
    seat: Seat, size: tuple[int, int]
) -> None:
    async with CityledgerApp(seat).run_test(size=size) as pilot:
        app = await to_payment(pilot)
        app.screen.query_one("#invoice").focus()
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpPage) and "条)" in helped(app))
        assert [] == uneven(app)
        said = helped(app)
        assert "帮助: 付款录入" in text_of(app)
        assert "当前栏: 发票" in said
        field, rest = said.split("本屏按键", 1)
        assert "没有发票" in field
        assert "财建〔2016〕504号" in field
        assert "缺少计量证书" not in field
        assert "缺少计量证书" in rest
        for key, meaning in (("F2 F7", "查档"), ("F9", "提交"), ("^Z", "撤销输入")):
            assert any(line.split() == [*key.split(), meaning] for line in said.split("\n")), key
        top = text_of(app)
        await pilot.press("pagedown")
        await until(pilot, lambda: text_of(app) != top)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, PaymentPage))


async def test_the_help_of_a_sheet_names_its_rules_and_choices(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await to_payment(pilot)
        app.visit("guarantee")
        await until(pilot, lambda: isinstance(app.screen, EntryPage) and bool(app.screen.focused))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpPage) and "条)" in helped(app))
        assert "必填。" in helped(app)
        assert "保证金" in helped(app)


async def test_the_help_of_a_list_has_no_rules_but_what_it_is_for(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(80, 24)) as pilot:
        app = await to_payment(pilot)
        await pilot.press("escape", "4")
        await until(pilot, lambda: "100201" in text_of(app))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpPage))
        assert "科目余额表" in helped(app)
        assert "换账簿" in helped(app)
        assert "规则(" not in helped(app)


BY_DUTY_ALONE = frozenset(
    {
        "asset.register", "bank.open", "capacity.set", "clock.confirm", "evidence.attach",
        "insurance.register", "interest.declare", "quota.carry",
    }
)  # fmt: skip
"""Acts for which the gate asks only who does them."""


def test_every_act_that_is_entered_has_its_rules() -> None:
    without = {sheet.act for sheet in DOCUMENTS if len(rules(sheet.act)) <= len(ALWAYS)}
    assert set() == without - BY_DUTY_ALONE


def test_every_pattern_of_rules_finds_one() -> None:
    from fnmatch import fnmatchcase

    patterns = {pattern for row in ASKED.values() for pattern in row} | set(ALWAYS)
    idle = {p for p in patterns if not any(fnmatchcase(code, p) for code in catalogue())}
    assert set() == idle


def test_a_payment_is_told_the_rules_of_its_kind() -> None:
    advance = {control.code for control in rules("payment.request", "advance")}
    settled = {control.code for control in rules("payment.request", "settlement")}

    assert "payment.advance_cap" in advance - settled
    assert "duty.role" in advance & settled


# --------------------------------------------------------------------------- the empty chair


def test_chair_and_key_lock_after_the_same_time() -> None:
    assert AWAY_SECONDS == IDLE_SECONDS


async def test_an_empty_chair_is_locked_and_what_was_typed_is_kept(seat: Seat) -> None:
    now = [0.0]
    seat.ticks = lambda: now[0]
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await to_payment(pilot)
        app.screen.query_one("#amount").focus()
        await type_in(pilot, "650")
        seat.drafts.drop("payment")
        now[0] += AWAY_SECONDS
        app.look_around()
        await pilot.pause()
        assert isinstance(app.screen, PaymentPage)

        drafts = seat.drafts
        now[0] += 1
        app.look_around()
        await until(pilot, lambda: isinstance(app.screen, LoginPage))
        assert seat.person is None
        assert seat.pen is None
        assert "650" == drafts.load("payment")["amount"]
        await until(pilot, lambda: "闲置已久" in text_of(app))

        await log_in(pilot, "zhi")
        await until(pilot, lambda: "草稿: 付款录入" in text_of(app))


async def test_the_first_key_after_a_long_absence_only_locks(seat: Seat) -> None:
    now = [0.0]
    seat.ticks = lambda: now[0]
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await to_payment(pilot)
        now[0] += AWAY_SECONDS + 1
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LoginPage))
        assert seat.person is None


# ------------------------------------------------------------------- only one's own places


async def test_no_key_leads_where_the_duties_do_not(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, CityledgerApp)
        await log_in(pilot, "guan")
        await until(pilot, lambda: isinstance(app.screen, AdminPage))
        assert "账簿" not in text_of(app).split("\n")[-1]
        await pilot.press("4", "2")
        await pilot.pause(0.1)
        assert isinstance(app.screen, AdminPage)
        app.visit("browser")
        await until(pilot, lambda: "您的岗位不办理: 账簿" in text_of(app))
        assert isinstance(app.screen, AdminPage)


# ------------------------------------------------------------------------------ key profiles


def bound(kind: type) -> set[str]:
    """Return the ids of the bindings of a class."""
    lists = kind._merged_bindings.key_to_bindings.values()  # type: ignore[attr-defined]
    return {binding.id for bindings in lists for binding in bindings if binding.id}


def test_a_profile_names_only_keys_there_are() -> None:
    named = {name for profile in PROFILES.values() for name in profile}
    assert named <= bound(EntryPage)


async def test_kingdee_and_yonyou_find_their_keys(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await to_payment(pilot)
        for profile, key, other in (("kingdee", "f7", "f2"), ("yonyou", "f2", "f7")):
            app.use_keys(profile)
            await pilot.pause()
            active = app.screen.active_bindings
            assert "查档" == active[key].binding.description
            assert other not in active or "查档" != active[other].binding.description
            await pilot.press("f1")
            await until(pilot, lambda: isinstance(app.screen, HelpPage))
            assert ("金蝶" if profile == "kingdee" else "用友") in helped(app)
            await pilot.press("escape")
        assert "yonyou" == HabitFile(seat.habits.folder, "zhi").said.keys


async def test_the_profile_asked_for_at_the_start_is_in_force(seat: Seat) -> None:
    seat.keys = "kingdee"
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await to_payment(pilot)
        assert "可付额" == app.screen.active_bindings["ctrl+f7"].binding.description
        assert "f2" not in app.screen.active_bindings


@pytest.mark.parametrize(
    ("key", "shown"),
    [("f9", "F9"), ("ctrl+q", "^Q"), ("shift+tab", "Shift+Tab"), ("escape", "Esc"), ("a", "a"),
     ("ctrl+f7", "^F7"), ("left_square_bracket", "["), ("pagedown", "PgDn")],
)  # fmt: skip
def test_keys_are_written_as_on_keyboards(key: str, shown: str) -> None:
    assert shown == written(key)


@pytest.mark.parametrize("text", ["", "[]", '{"keys": 3, "recent": "home"}', "x" * 9_000])
def test_strange_habits_are_no_habits(tmp_path: Path, text: str) -> None:
    (tmp_path / "zhi.habits").write_text(text, encoding="utf-8")

    assert Habits() == HabitFile(tmp_path, "zhi").said


def test_habits_are_kept_by_person(tmp_path: Path) -> None:
    HabitFile(tmp_path, "zhi").keep(Habits("kingdee", "city-light", ("entry",)).used("queue"))

    assert ("queue", "entry") == HabitFile(tmp_path, "zhi").said.recent
    assert Habits() == HabitFile(tmp_path, "fu").said
    assert Habits() == HabitFile(tmp_path, "../zhi").said


# --------------------------------------------------------------------------------- the probe


@contextmanager
def terminal(answer: bytes) -> Iterator[int]:
    """A terminal that gives an answer when it is asked where the cursor is."""
    ours, theirs = pty.openpty()

    def listen() -> None:
        heard = b""
        while b"\x1b[6n" not in heard:
            heard += os.read(ours, 64)
        os.write(ours, answer)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    yield theirs
    listener.join(5)
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(
    ("answer", "wide"),
    [
        (b"\x1b[1;3R", False),
        (b"\x1b[1;5R", True),
        (b"abc\x1b[12;5R", True),
        (b"\x1b[R nonsense", False),
        (b"", False),
    ],
)
def test_a_terminal_is_asked_how_wide_it_draws(answer: bytes, wide: bool) -> None:
    with terminal(answer) as theirs:
        before = termios.tcgetattr(theirs)
        assert wide == draws_wide(theirs, theirs, seconds=0.2)
        assert before == termios.tcgetattr(theirs)


def test_what_is_no_terminal_is_not_asked(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb+") as file:
        assert not draws_wide(file.fileno(), file.fileno())
    assert b"" == (tmp_path / "file").read_bytes()


def test_the_probe_is_made_of_what_may_be_wide() -> None:
    assert PROBE == ambiguous(PROBE)
    assert "-." == plain("─·")[0].replace("+", "-") + plain("·")


@pytest.mark.parametrize(
    ("encoding", "term", "doubted"),
    [
        ("utf-8", "xterm-256color", []),
        ("UTF8", "screen", []),
        ("gbk", "xterm", ["probe_encoding"]),
        (None, "dumb", ["probe_encoding", "probe_dumb"]),
        ("utf-8", "", ["probe_dumb"]),
    ],
)
def test_doubts_about_a_terminal_are_said(
    encoding: str | None, term: str, doubted: list[str]
) -> None:
    assert doubted == [key for key, _ in doubts(encoding, {"TERM": term})]


async def test_the_log_in_says_that_frames_are_ascii_now(seat: Seat) -> None:
    seat.ascii_only, seat.notice = True, "这个终端把线框字符画成两格宽, 已改用 ASCII 线框"
    app = CityledgerApp(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "已改用 ASCII 线框" in text_of(app))
        assert "" == ambiguous(text_of(app))


# ----------------------------------------------------------------------------------- a crash


class Broken(RuntimeError):
    """Something nobody foresaw; its text is secret."""


async def break_down(app: CityledgerApp) -> None:
    """Type half a payment, and then let something break."""

    def breaks() -> None:
        raise Broken("6,500,000.00 付给某某")

    async with app.run_test(size=(110, 30)) as pilot:
        await to_payment(pilot)
        app.screen.query_one("#amount").focus()
        await type_in(pilot, "650")
        app.seat.drafts.drop("payment")
        app.screen.call_later(breaks)
        await until(pilot, lambda: app.crash is not None)
        assert "650" == app.seat.drafts.load("payment")["amount"]


async def test_a_crash_keeps_what_was_typed_and_tells_no_secret(seat: Seat) -> None:
    app = CityledgerApp(seat)
    with pytest.raises(Broken):
        await break_down(app)
    assert app.crash is not None
    assert "E900 Broken" in app.crash.code
    assert "500" not in app.crash.code.replace("E900", "")
    assert ("payment",) == tuple(kept.kind for kept in app.crash.drafts)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_the_crash_screen_says_code_drafts_and_what_to_do(
    lang: str,
    ascii_only: bool,
) -> None:
    kept = (Kept("payment", datetime(2026, 3, 5, 1, tzinfo=UTC), "payment.json"),)
    app = CrashApp(Crash("E900 Broken browser:213", kept), lang, ascii_only=ascii_only)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        said = text_of(app)
        assert "E900 Broken browser:213" in said
        assert ("付款录入" if lang == "zh" else "payment entry") in said
        assert "03-05 09:00" in said
        assert "Traceback" not in said
        assert [] == uneven(app)
        if ascii_only:
            assert "" == ambiguous(said)
        if lang == "zh":
            assert "账簿没有受损" in squeezed(app)
        await pilot.press("enter")
    assert app.return_value is True


async def test_what_fails_while_it_is_shown_is_said_with_its_code(seat: Seat) -> None:
    async with CityledgerApp(seat).run_test(size=(110, 30)) as pilot:
        app = await to_payment(pilot)
        page = app.screen
        assert isinstance(page, PaymentPage)

        def breaks(_: int) -> None:
            raise Broken("6,500,000.00 付给某某")

        page.start(lambda: 1, breaks, "trial")
        await until(pilot, lambda: "E900 Broken" in text_of(app))
        assert "6,500,000.00" not in text_of(app)
        assert isinstance(app.screen, PaymentPage)


def test_the_code_of_an_error_says_where_and_not_whose() -> None:
    with pytest.raises(AttributeError) as caught:
        code_of(None)  # type: ignore[arg-type]

    assert "E900 AttributeError crash:" in code_of(caught.value)
    assert "E900 KeyError" == code_of(KeyError("某某"))
