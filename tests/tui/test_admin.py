"""An administrator at the screens: what is kept up, who may do what; and no money anywhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cityledger.actions.desk import open_folder
from cityledger.actions.gate import act
from cityledger.actions.health import WitnessHealth, health
from cityledger.actions.people import ChangeRole
from cityledger.actions.proposals import Propose
from cityledger.controls.parameters import Parameter
from cityledger.evidence.keys import unseal
from cityledger.kernel.acts import ROLES
from cityledger.kernel.money import text as money_text
from cityledger.model.books import Posting
from cityledger.store.backups import Backup, Backups
from cityledger.tui.admin import states
from cityledger.tui.admin.backup import BackupFile, clear_away
from cityledger.tui.admin.home import AdminPage
from cityledger.tui.admin.logins import LoginsPage
from cityledger.tui.admin.people import PeoplePage
from cityledger.tui.admin.policy import History, PolicyPage
from cityledger.tui.app import CityledgerApp
from cityledger.tui.job import Job
from cityledger.tui.places import BY_KEY, PLACES
from cityledger.tui.seat import Seat
from cityledger.views import proposals, registry
from cityledger.views.find import many
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import PASSPHRASE, log_in, squeezed, text_of, type_in, until

AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})*\.\d\d(?!\d)")
NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
NEW = "quiet river 7 carries granite"


def page_is(app: CityledgerApp, kind: type) -> bool:
    return isinstance(app.screen, kind)


async def come_in(pilot: Pilot[None], user: str = "guan") -> CityledgerApp:
    """Log in as an administrator; the first screen is the administration."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await log_in(pilot, user)
    await until(pilot, lambda: page_is(app, AdminPage) and "当日封存" in text_of(app))
    return app


async def to_people(pilot: Pilot[None]) -> CityledgerApp:
    """Go to the people from the line that tells of them."""
    app = await come_in(pilot)
    await pilot.press("down", "down", "enter")
    await until(pilot, lambda: page_is(app, PeoplePage) and "shenji" in text_of(app))
    return app


async def walk_to(pilot: Pilot[None], user: str) -> None:
    """Put the cursor on a person."""
    table = pilot.app.screen.query_one("#staff")
    users = [line.key.person.user_id for line in table.lines]  # type: ignore[attr-defined]
    await pilot.press(*["down"] * users.index(user))


async def test_what_is_kept_up_is_told_and_what_is_not(seat: Seat, office: Office) -> None:
    World(office)
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await come_in(pilot)
        shown = squeezed(app)
        assert "9人;管理员fuguan,guan" in shown
        assert "✗备份本机从未备份" in shown
        assert "!镜像未设镜像" in shown
        assert "!见证未定见证方" in shown
        assert "✓数据库日志" in shown
        weak = sum(row.evidence == "unverified" for row in _in_force(office))
        assert f"其中{weak}项未核原文" in shown


def _in_force(office: Office) -> list[Parameter]:
    with office.desk.read() as read:
        known = registry.parameters(read)
        on = office.desk.now(read).date()
    return [row for row in (known.standing(key, on) for key in known.keys) if row is not None]


async def test_an_administrator_sees_no_amount_on_any_screen(seat: Seat, office: Office) -> None:
    World(office)
    with office.desk.read() as read:
        fen = {
            abs(row.debit_fen or row.credit_fen)
            for row in many(read, Posting, book_id=office.desk.book_id)
        }
    assert len(fen) > 5
    thresholds = {money_text(int(row.value)) for row in _in_force(office) if row.unit == "fen"}
    booked = {money_text(amount) for amount in fen}
    app, seen = CityledgerApp(seat), set()
    places = [place for place in PLACES if "admin" in place.roles and not place.argument]
    assert {"admin", "admin_people", "admin_policy", "admin_logins"} <= {p.key for p in places}
    async with app.run_test(size=(200, 60)) as pilot:
        await come_in(pilot)
        for place in places:
            app.visit(place.key)
            await pilot.pause(0.4)
            found = set(AMOUNT.findall(text_of(app)))
            assert found <= (thresholds if place.key == "admin_policy" else set())
            seen.add(place.key)
        assert not booked & set(AMOUNT.findall(text_of(app)))
        # No digit and no place of the others opens for an administrator.
        for place in PLACES:
            if place.digit and "admin" not in place.roles:
                app.visit("admin")
                await pilot.press(place.digit)
                await pilot.pause()
                assert page_is(app, AdminPage)
                app.visit(place.key)
                await until(pilot, lambda: page_is(app, AdminPage) and "不办理" in text_of(app))
    assert {place.key for place in places} == seen


def test_only_administrators_go_there() -> None:
    for key in ("admin", "admin_people", "admin_policy", "admin_logins"):
        assert frozenset({"admin"}) == BY_KEY[key].roles
    assert "admin" not in BY_KEY["home"].roles
    assert set(ROLES) - {"admin"} == BY_KEY["home"].roles


async def test_a_role_is_proposed_and_waits_for_another(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_people(pilot)
        await walk_to(pilot, "shenji")
        await pilot.press("r")
        await until(pilot, lambda: "收回 审计员" in text_of(app))
        await pilot.press(*["down"] * ROLES.index("pm"), "enter")
        await until(pilot, lambda: "由另一名管理员确认后生效" in text_of(app))
        await until(pilot, lambda: "审计员" in text_of(app) and "项目负责人" in text_of(app))
        with office.desk.read() as read:
            (item,) = proposals.waiting(read)
            roles = registry.roles_of(read, "shenji", registry.NEWEST)
        assert ("role.change", "guan") == (item.kind, item.proposed_by)
        assert {"user_id": "shenji", "role": "pm", "held": "1"} == item.rows["role_change"][0]
        assert frozenset({"auditor"}) == roles


async def test_what_a_change_would_break_is_told(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_people(pilot)
        await walk_to(pilot, "guan")
        await pilot.press("enter")
        await until(pilot, lambda: "收回 系统管理员" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: page_is(app, PeoplePage) and "✗" in text_of(app))
        with office.desk.read() as read:
            assert () == proposals.waiting(read)


async def test_a_new_person_types_the_passphrase_and_is_proposed(
    seat: Seat, office: Office, tmp_path: Path
) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_people(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "管理员请回避" in text_of(app))
        await type_in(pilot, "li_na")
        await pilot.press("enter")
        app.screen.query_one("#name").value = "李娜"  # type: ignore[attr-defined]
        await pilot.press("enter")
        app.screen.query_one("#roles").value = "经办、复核"  # type: ignore[attr-defined]
        await pilot.press("enter")
        for typed in (NEW, NEW + "x"):
            await type_in(pilot, typed)
            await pilot.press("enter")
        await until(pilot, lambda: "两次口令不同" in text_of(app))
        await pilot.press("backspace", "enter")
        await until(pilot, lambda: "由另一名管理员确认后生效" in text_of(app), tries=500)
        assert NEW not in text_of(app)
        with office.desk.read() as read:
            (item,) = proposals.waiting(read)
        assert "李娜" == item.rows["user"][0]["name"]
        assert ["maker", "reviewer"] == sorted(row["role"] for row in item.rows["role_change"])
        sealed = (tmp_path / "keys" / "li_na.key.new").read_bytes()
        assert item.rows["user_key"][0]["public"] == unseal("li_na", sealed, NEW).public.hex()


async def test_a_key_is_ended_by_proposal(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_people(pilot)
        await walk_to(pilot, "zhi")
        await pilot.press("y")
        await until(pilot, lambda: "停用密钥" in text_of(app))
        # There is no new key here, and that line does nothing.
        await pilot.press("enter")
        await pilot.pause()
        assert "停用密钥" in text_of(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "由另一名管理员确认后生效" in text_of(app))
        with office.desk.read() as read:
            (item,) = proposals.waiting(read)
            assert registry.public_key(read, "zhi") is not None
        assert ("key.change", [{"user_id": "zhi"}]) == (item.kind, item.rows["user_key"])


async def test_failed_log_ins_are_told(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        table = app.screen.query_one
        await until(pilot, lambda: bool(app.screen.query("#people")))
        await until(pilot, lambda: bool(table("#people").lines))  # type: ignore[attr-defined]
        await pilot.press("enter")
        table("#passphrase").value = "a guess"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: "不符" in text_of(app))
        await pilot.press("escape")
        await come_in(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: page_is(app, LoginsPage) and "chu" in text_of(app))
        assert re.search(r"chu\s+1 .*#\d+", text_of(app))


async def test_a_parameter_has_its_document_and_its_history(seat: Seat, office: Office) -> None:
    app = CityledgerApp(seat)
    async with app.run_test(size=(140, 40)) as pilot:
        await come_in(pilot)
        app.visit("admin_policy")
        await until(pilot, lambda: page_is(app, PolicyPage) and "已核原文" in text_of(app))
        assert "印发" in text_of(app)
        await pilot.press("u")
        await until(pilot, lambda: "已核原文" not in text_of(app))
        assert "未核原文" in text_of(app)
        await pilot.press("u", "enter")
        await until(pilot, lambda: page_is(app, History))
        key = next(iter(dict.fromkeys(row.key for row in _in_force(office))))
        await until(pilot, lambda: key in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: page_is(app, PolicyPage))


async def test_a_backup_is_made_beside_the_screens(
    seat: Seat, office: Office, tmp_path: Path
) -> None:
    World(office)
    file = tmp_path / "elsewhere" / "copy.db"
    file.parent.mkdir()
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await come_in(pilot)
        await pilot.press("b")
        await until(pilot, lambda: page_is(app, BackupFile))
        field = app.screen.query_one("#answer")
        for wrong, said in (
            (tmp_path / "none" / "x.db", "没有这个文件夹"),
            (tmp_path / "ledger.db", "文件已存在"),
        ):
            field.value = str(wrong)  # type: ignore[attr-defined]
            await pilot.press("enter")
            await until(pilot, lambda said=said: said in text_of(app))  # type: ignore[misc]
        field.value = str(file)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: page_is(app, Job))
        await until(pilot, lambda: "备份已核验" in text_of(app), tries=2000)
        await until(pilot, lambda: "✓备份" in squeezed(app))
    made = Backups(tmp_path / "desk").last()
    assert made is not None
    assert file.is_file()
    assert (file, True) == (made.file, made.leaves > 30)


async def test_a_cancelled_backup_leaves_nothing(
    seat: Seat, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "copy.db"
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await come_in(pilot)
        await pilot.press("b")
        await until(pilot, lambda: page_is(app, BackupFile))
        app.screen.query_one("#answer").value = str(file)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: page_is(app, Job))
        await pilot.press("escape")
        await until(pilot, lambda: "没有留下备份" in text_of(app), tries=500)
    assert not [path for path in _files(tmp_path) if path.name.startswith("copy.db")]
    assert Backups(tmp_path / "desk").last() is None


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_what_a_dead_backup_left_is_cleared_away(tmp_path: Path) -> None:
    for name in ("a.db.new-12345678", "a.db", "ab.db.new-1"):
        (tmp_path / name).touch()

    clear_away(tmp_path / "a.db")

    assert ["a.db", "ab.db.new-1"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_mirror_is_level_or_behind_or_away(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "mirror"
    place.mkdir()
    desk = open_folder(tmp_path, mirror=place).at(office.desk.now)
    before = health(desk).mirror
    assert before.behind is not None
    assert before.behind > 30
    change = ChangeRole(user_id="shenji", role="pm", held=True)
    act(desk, office.pens["guan"], Propose(change=change))
    assert 0 == health(desk).mirror.behind
    place.rename(tmp_path / "away")
    away = health(desk).mirror
    desk.close()

    assert (None, False) == (away.behind, away.is_false)
    assert "bad" == states._mirror(away, "zh").tone
    assert "落后" in states._mirror(before, "zh").text


def test_the_passphrase_of_tests_is_not_on_a_screen() -> None:
    assert PASSPHRASE not in Path(__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("found", "tone", "said"),
    [
        (WitnessHealth(), "warn", "未定见证方"),
        (WitnessHealth(trouble="line 1"), "bad", "line 1"),
        (WitnessHealth(2), "warn", "从未副署"),
        (WitnessHealth(2, NOW - timedelta(days=3)), "", "3 天前"),
        (WitnessHealth(2, NOW - timedelta(days=30)), "warn", "30 天前"),
    ],
)
def test_the_age_of_a_witness_is_told(found: WitnessHealth, tone: str, said: str) -> None:
    state = states._witness(found, NOW, "zh")

    assert tone == state.tone
    assert said in state.text


def test_a_witness_policy_that_cannot_be_read_is_told(office: Office, tmp_path: Path) -> None:
    (tmp_path / "witness-policy").write_text("nobody\n", encoding="utf-8")

    assert health(office.desk).witness.trouble


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"at": "2026-01-01T00:00:00", "file": "a"}'])
def test_a_strange_note_of_a_backup_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "backup.json").write_text(text, encoding="utf-8")

    assert Backups(tmp_path).last() is None


def test_an_old_backup_is_warned_of(tmp_path: Path) -> None:
    made = Backup(NOW - timedelta(days=9), tmp_path / "a.db", 7)
    Backups(tmp_path).note(made)
    kept = Backups(tmp_path).last()

    assert made == kept
    assert ("warn", True) == (
        states._backup(kept, NOW, "zh").tone,
        "9 天前" in states._backup(kept, NOW, "zh").text,
    )
