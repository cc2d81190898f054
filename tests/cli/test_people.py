"""`cityledger people` as two administrators and the person concerned use it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cityledger.actions import gate, key_files
from cityledger.actions.desk import Desk, open_folder
from cityledger.actions.founding import write_keys
from cityledger.actions.logins import report_failures
from cityledger.actions.proposals import ConfirmKey
from cityledger.cli import main as program
from cityledger.evidence import keys
from cityledger.kernel.errors import BadInput, Unavailable
from cityledger.ledger.checkpoint import suites_of
from cityledger.ledger.verify import verify
from cityledger.store.attempts import FREE, LONGEST, Attempts, Failures, MustWait
from cityledger.store.clock import host_now
from cityledger.store.files import LedgerFolder
from cityledger.views import proposals
from tests.conftest import LOG_SEED, PEOPLE, found

OLD = "slow tram past the lake 7"
NEW = "quiet heron over reeds 9"


class Run:
    """Runs the program at one folder, with one passphrase for who signs."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        status = 0
        try:
            program.main(["--ledger", str(self.folder), *arguments])
        except SystemExit as done:
            status = int(done.code or 0)
        self.out, self.err = self._capsys.readouterr()
        return status

    def people(self, *arguments: str) -> int:
        """Run `people …`."""
        return self("people", *arguments)

    def waiting(self) -> list[dict[str, Any]]:
        """Return what waits, oldest first."""
        assert 0 == self.people("waiting", "--json")
        listed: list[dict[str, Any]] = json.loads(self.out)
        return listed

    def seats(self) -> dict[str, dict[str, Any]]:
        """Return everybody as `list` says, by user id."""
        assert 0 == self.people("list", "--json")
        return {row["user"]: row for row in json.loads(self.out)}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Argon2id cost a millisecond: its price is not what is tested here."""
    monkeypatch.setattr(keys.seal, "__kwdefaults__", {**CHEAP, "entropy": os.urandom})
    monkeypatch.setenv("CITYLEDGER_PASSPHRASE", OLD)


CHEAP = {"kib": 64, "rounds": 1}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A ledger in a folder with everybody's key, on the real clock."""
    folder = tmp_path / "ledger"
    folder.mkdir()
    found(f"sqlite:///{folder}/ledger.db").desk.close()
    sealed = {user: keys.seal(user, bytes([n]) * 32, OLD) for n, user in enumerate(PEOPLE, 1)}
    write_keys(LedgerFolder(folder), sealed, LOG_SEED)
    # The office was founded on a day of its own; an administrator vouches for today's clock.
    called = Run(folder, capsys)
    assert 0 == called("doctor", "--confirm-clock", "--user", "guan")
    return called


@pytest.fixture
def new_file(tmp_path: Path) -> str:
    """A file with a new passphrase."""
    path = tmp_path / "new.txt"
    path.write_text(NEW, encoding="utf-8")
    return str(path)


def test_two_administrators_add_a_person_who_then_signs(run: Run, new_file: str) -> None:
    add = ("propose", "add", "xin", "--name", "新来的", "--role", "maker", "--role", "pm")
    assert 0 == run.people(*add, "--new-passphrase-file", new_file, "--user", "guan")
    (waits,) = run.waiting()
    assert "增加人员 xin(新来的), 岗位 经办、项目负责人" in waits["zh"]
    assert ("guan", False) == (waits["proposed_by"], waits["expired"])
    assert "xin" not in run.seats()
    where = LedgerFolder(run.folder)
    assert not where.key("xin").exists()
    with pytest.raises(BadInput, match="does not match"):
        open_folder(run.folder).pen("xin", NEW)

    assert 0 == run.people("confirm", str(waits["leaf"]), "--user", "fuguan")
    # What is confirmed stands before the word that it is done.
    assert run.out.index("增加人员 xin") < run.out.index("✓ 已确认")
    assert [] == run.waiting()
    assert ["maker", "pm"] == run.seats()["xin"]["roles"]
    assert "here" == run.seats()["xin"]["file"]
    at = open_folder(run.folder)
    assert "xin" == at.pen("xin", NEW).user
    with at.read() as read:
        assert () == verify(read).problems


def test_nobody_confirms_what_they_proposed(run: Run) -> None:
    assert 0 == run.people("propose", "role", "zhi", "maker", "--take", "--user", "guan")
    (waits,) = run.waiting()

    assert 4 == run.people("confirm", str(waits["leaf"]), "--user", "guan")
    assert "由另一人办理" in run.err
    assert "Let another person act" in run.err
    assert 4 == run.people("confirm", str(waits["leaf"]), "--user", "zhi")
    assert "maker" in run.seats()["zhi"]["roles"]
    assert 0 == run.people("confirm", str(waits["leaf"]), "--user", "fuguan")
    assert [] == run.seats()["zhi"]["roles"]
    assert 3 == run.people("confirm", str(waits["leaf"]), "--user", "fuguan")
    assert "confirmed already by fuguan" in run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("confirm", "0", "--user", "fuguan"), ["no proposal"]),
        (("confirm", "999", "--user", "fuguan"), ["no proposal"]),
        (("propose", "role", "nobody", "maker", "--user", "guan"), ["no such person"]),
        (("propose", "role", "zhi", "maker", "--user", "guan"), ["held already"]),
        (("propose", "role", "zhi", "pm", "--take", "--user", "guan"), ["not held"]),
        (("propose", "key", "zhi", "--user", "guan"), ["new-key zhi"]),
        (("propose", "key", "zhi", "--public", "00", "--user", "guan"), ["64 hexadecimal"]),
        (("propose", "key", "zhi", "--public", "00", "--withdraw"), ["one of the two"]),
        (("propose", "role", "zhi", "pm"), ["--user NAME (admin)"]),
        (("passphrase",), ["--user NAME"]),
        (
            ("propose", "add", "张三", "--name", " ", "--user", "guan"),
            ["拉丁字母", "姓名为空", "过于常见"],
        ),
    ],
)
def test_bad_input_is_named_all_at_once(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], words: list[str]
) -> None:
    weak = tmp_path / "weak.txt"
    weak.write_text("password123456", encoding="utf-8")
    new = ("--new-passphrase-file", str(weak)) if "add" in arguments else ()

    assert 3 == run.people(*arguments, *new)
    assert [] == [word for word in words if word not in run.err]
    assert "Traceback" not in run.err
    assert [] == list(LedgerFolder(run.folder).keys.glob("*.new"))


def test_a_key_is_replaced_and_what_the_old_one_signed_stays_valid(run: Run, new_file: str) -> None:
    where = LedgerFolder(run.folder)
    old = where.key("zhi").read_bytes()
    assert 0 == run.people("new-key", "zhi", "--new-passphrase-file", new_file)
    assert "propose key zhi" in run.out
    # The old key is in force until two administrators have spoken.
    assert "zhi" == open_folder(run.folder).pen("zhi", OLD).user
    assert 0 == run.people("propose", "key", "zhi", "--user", "guan")
    # A key that waits for its confirmation is not written over.
    assert 3 == run.people("new-key", "zhi", "--new-passphrase-file", new_file)
    (waits,) = run.waiting()
    assert 0 == run.people("confirm", str(waits["leaf"]), "--user", "fuguan")

    confirmed = int(run.out.split("confirmed: leaf ")[1].split()[0])
    assert old == (where.keys / f"zhi.key.old-{confirmed}").read_bytes()
    at = open_folder(run.folder)
    assert "zhi" == at.pen("zhi", NEW).user
    with pytest.raises(BadInput, match="does not match"):
        at.pen("zhi", OLD)
    with at.read() as read:
        assert () == verify(read).problems
    assert 3 == run.people("propose", "key", "zhi", "--public", keys.public_of(old).hex())
    assert 3 == run.people(
        "propose", "key", "zhi", "--public", keys.public_of(old).hex(), "--user", "guan"
    )
    assert "was a key of zhi before" in run.err


def test_a_withdrawn_key_opens_no_more_and_says_so_only_to_its_owner(run: Run) -> None:
    assert 0 == run.people("propose", "key", "zhi", "--withdraw", "--user", "guan")
    assert 0 == run.people("confirm", str(run.waiting()[0]["leaf"]), "--user", "fuguan")

    at = open_folder(run.folder)
    with pytest.raises(BadInput, match="no longer in force"):
        at.pen("zhi", OLD)
    with pytest.raises(BadInput, match="does not match"):
        at.pen("zhi", NEW)
    assert "withdrawn" == run.seats()["zhi"]["key"]


@pytest.mark.parametrize("crashed", ["before", "between"])
def test_a_crash_after_the_confirmation_locks_nobody_out(
    run: Run, new_file: str, monkeypatch: pytest.MonkeyPatch, crashed: str
) -> None:
    where = LedgerFolder(run.folder)
    assert 0 == run.people("new-key", "zhi", "--new-passphrase-file", new_file)
    assert 0 == run.people("propose", "key", "zhi", "--user", "guan")
    (waits,) = run.waiting()
    with monkeypatch.context() as patched:
        # The program ends before it comes to the files.
        patched.setattr(key_files, "settle", lambda where, user, named: where.key(user))
        assert 0 == run.people("confirm", str(waits["leaf"]), "--user", "fuguan")
    if crashed == "between":
        where.key("zhi").rename(where.keys / "zhi.key.old-9")
    assert (where.keys / "zhi.key.new").exists()

    assert "zhi" == open_folder(run.folder).pen("zhi", NEW).user
    assert "zhi.key" in {path.name for path in where.keys.iterdir()}
    assert not (where.keys / "zhi.key.new").exists()


def test_a_folder_that_cannot_be_written_opens_the_new_key_where_it_is(
    run: Run, new_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0 == run.people("new-key", "zhi", "--new-passphrase-file", new_file)
    assert 0 == run.people("propose", "key", "zhi", "--user", "guan")
    (waits,) = run.waiting()

    def no(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", no)
        at = open_folder(run.folder)
        pen = at.pen("fuguan", OLD)
        with at.read() as read:
            found = proposals.at_leaf(read, int(waits["leaf"]))
        assert found is not None
        gate.act(at, pen, ConfirmKey(proposal=found.command))
        assert "zhi" == at.pen("zhi", NEW).user
    assert (LedgerFolder(run.folder).keys / "zhi.key.new").exists()


def test_a_database_that_names_an_older_key_again_opens_with_it(run: Run, new_file: str) -> None:
    before = LedgerFolder(run.folder).database.read_bytes()
    assert 0 == run.people("new-key", "zhi", "--new-passphrase-file", new_file)
    assert 0 == run.people("propose", "key", "zhi", "--user", "guan")
    assert 0 == run.people("confirm", str(run.waiting()[0]["leaf"]), "--user", "fuguan")
    for extra in run.folder.glob("ledger.db-*"):
        extra.unlink()
    LedgerFolder(run.folder).database.write_bytes(before)

    assert "zhi" == open_folder(run.folder).pen("zhi", OLD).user


def test_a_damaged_key_file_is_named(run: Run) -> None:
    LedgerFolder(run.folder).key("zhi").write_bytes(b"CLKEY1\n")
    with pytest.raises(Unavailable, match=r"zhi\.key 已损坏"):
        open_folder(run.folder).pen("zhi", OLD)


def test_a_passphrase_is_changed_by_its_owner_and_the_key_stays(run: Run, new_file: str) -> None:
    path = LedgerFolder(run.folder).key("zhi")
    public = keys.public_of(path.read_bytes())
    change = ("passphrase", "--user", "zhi", "--new-passphrase-file", new_file)

    assert 0 == run.people(*change)
    assert public == keys.public_of(path.read_bytes())
    if os.name == "posix":
        assert 0o600 == path.stat().st_mode & 0o777
    assert "zhi" == open_folder(run.folder).pen("zhi", NEW).user
    assert [] == [p.name for p in path.parent.iterdir() if "draft" in p.name]
    # The old one opens it no more, so it changes nothing more either.
    assert 3 == run.people(*change)
    assert "does not match" in run.err


@pytest.mark.parametrize(
    "weak", ["short", OLD, "示范区住房和城乡建设局2025", "zhi-password-1234567"]
)
def test_a_weak_or_unchanged_passphrase_is_refused(run: Run, tmp_path: Path, weak: str) -> None:
    path = LedgerFolder(run.folder).key("zhi")
    before, file = path.read_bytes(), tmp_path / "weak.txt"
    file.write_text(weak, encoding="utf-8")

    assert 3 == run.people("passphrase", "--user", "zhi", "--new-passphrase-file", str(file))
    assert "新口令 new passphrase" in run.err
    assert before == path.read_bytes()


def test_the_key_of_the_log_is_replaced(run: Run) -> None:
    where = LedgerFolder(run.folder)
    assert 0 == run.people("propose", "log-key", "--user", "guan")
    assert LOG_SEED == where.log_key.read_bytes()
    assert 3 == run.people("propose", "log-key", "--user", "guan")
    (waits,) = run.waiting()
    assert 0 == run.people("confirm", str(waits["leaf"]), "--user", "fuguan")

    assert LOG_SEED != where.log_key.read_bytes()
    (old,) = where.keys.glob("log-key.seed.old-*")
    assert LOG_SEED == old.read_bytes()
    # The next act that is due a checkpoint signs it with the new key, in both suites.
    at = open_folder(run.folder)
    assert at.log_signer is not None
    with at.read() as read:
        assert [1, 2] == [suite.number for suite in suites_of(read, at.log_signer.public)]
        assert () == verify(read).problems


def test_a_log_key_that_was_confirmed_takes_its_place_at_the_next_log_in(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0 == run.people("propose", "log-key", "--user", "guan")
    (waits,) = run.waiting()
    with monkeypatch.context() as patched:
        patched.setattr(key_files, "settle_log_key", lambda _: False)
        assert 0 == run.people("confirm", str(waits["leaf"]), "--user", "fuguan")
        assert 0 == run("doctor")
        assert "✓ 检查点密钥" not in run.out.replace("! 检查点密钥", "")
    open_folder(run.folder).pen("zhi", OLD)

    assert 0 == run("doctor")
    assert "✓ 检查点密钥 log key" in run.out


def test_the_doctor_says_what_is_missing(run: Run) -> None:
    assert 0 == run("doctor")
    assert "! 当日封存 day heads" in run.out
    assert "✓ 管理员 administrators: fuguan, guan" in run.out
    assert "✓ 检查点密钥 log key" in run.out

    assert 0 == run.people("propose", "role", "zhi", "maker", "--take", "--user", "guan")
    LedgerFolder(run.folder).log_key.unlink()
    assert 0 == run("doctor")
    assert "✓ 当日封存 day heads" in run.out
    assert "✓ 过期提议 old proposals" in run.out
    assert "! 检查点密钥 log key: 本机不签检查点" in run.out


class Clock:
    """A clock that stands until it is set; every reading is a millisecond later."""

    def __init__(self) -> None:
        self.at = host_now() + timedelta(hours=1)

    def __call__(self, _: object) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@pytest.fixture
def desk(run: Run) -> tuple[Desk, Clock]:
    """The desk of the folder with a clock of its own."""
    clock = Clock()
    return open_folder(run.folder).at(clock), clock


def test_after_three_mistakes_the_next_try_waits_ever_longer(desk: tuple[Desk, Clock]) -> None:
    at, clock = desk
    for _ in range(FREE):
        with pytest.raises(BadInput, match="does not match"):
            at.pen("zhi", "wrong")
    for seconds in (1, 2, 4, 8, 16, 32, 64, 128, 256, LONGEST, LONGEST):
        with pytest.raises(MustWait, match=f"wait {seconds} s"):
            at.pen("zhi", OLD)
        # Others are not kept waiting, and while the person waits nothing is counted.
        clock.at += timedelta(seconds=seconds)
        with pytest.raises(BadInput, match="does not match"):
            at.pen("zhi", "wrong")
    clock.at += timedelta(seconds=LONGEST)
    assert "zhi" == at.pen("zhi", OLD).user
    with pytest.raises(BadInput, match="does not match"):
        at.pen("zhi", "wrong")
    assert "zhi" == at.pen("zhi", OLD).user


def test_who_gets_in_next_reports_who_was_tried(desk: tuple[Desk, Clock]) -> None:
    at, clock = desk
    for user, times in (("chu", 1), ("zhi", 4)):
        for _ in range(times):
            clock.at += timedelta(minutes=1)
            with pytest.raises(BadInput):
                at.pen(user, "wrong")
    receipt = report_failures(at, at.pen("shen", OLD))
    assert receipt is not None
    with at.read() as read:
        rows = read.exec_driver_sql(
            "SELECT user_id, failures, leaf_idx FROM login_failure ORDER BY user_id"
        ).all()
        assert [("chu", 1, receipt.index), ("zhi", 4, receipt.index)] == [tuple(r) for r in rows]
        assert () == verify(read).problems
    # Reported once; but another's log-in shortens nobody's wait.
    assert None is report_failures(at, at.pen("shen", OLD))
    with pytest.raises(MustWait):
        at.pen("zhi", OLD)


def test_a_report_is_sealed_once_though_the_program_ended_before_it_was_noted(
    desk: tuple[Desk, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    at, _ = desk
    with pytest.raises(BadInput):
        at.pen("zhi", "wrong")
    with monkeypatch.context() as patched:
        patched.setattr(Attempts, "reported", lambda *_: None)
        first = report_failures(at, at.pen("shen", OLD))
    second = report_failures(at, at.pen("chu", OLD))

    assert first is not None
    assert second is not None
    assert (first.index, False) == (second.index, second.is_new)
    assert None is report_failures(at, at.pen("shen", OLD))


SECONDS = {"first_at": "2026-01-01T00:00:00Z", "last_at": "2026-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"zhi": 7}',
        json.dumps({"zhi": {"failures": "-1", "streak": "9", **SECONDS}}),
        json.dumps({"zhi": {"failures": "9", "streak": "99999999999", **SECONDS}}),
        json.dumps({"zhi": {"failures": "9", "streak": "9", **SECONDS, "first_at": "soon"}}),
        json.dumps({"zhi": {"failures": "9", "streak": "9", "first_at": "2026-01-01"}}),
        json.dumps({"../x": {"failures": "9", "streak": "9", **SECONDS}}),
    ],
)
def test_a_damaged_count_locks_nobody_out(desk: tuple[Desk, Clock], text: str) -> None:
    at, _ = desk
    folder = key_files.folder_of(at).desk
    (folder / "attempts.json").write_text(text, encoding="utf-8")

    assert () == Attempts(folder).unreported()
    assert "zhi" == at.pen("zhi", OLD).user


def test_a_clock_set_back_asks_for_no_wait() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    failed = Failures("zhi", 9, now, now, 9)
    assert 64 == failed.wait(now)
    assert 1 == failed.wait(now + timedelta(seconds=63.5))
    assert 0 == failed.wait(now + timedelta(seconds=64))
    assert 0 == failed.wait(now - timedelta(days=1))
