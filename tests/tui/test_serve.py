"""The door for browsers: who is let in, who is turned away, and what is left when one goes."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from cityledger.cli.main import group
from cityledger.kernel.errors import BadInput, Unavailable
from cityledger.tui.app import CityledgerApp
from cityledger.tui.entry.payment import PaymentPage
from cityledger.tui.seat import Seat
from cityledger.tui.serve import session as sessions
from cityledger.tui.serve.guard import Guard, public_url
from cityledger.tui.serve.server import Door, Settings
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import PASSPHRASE, log_in, text_of, until, write_small_keys

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def is_there(pid: int) -> bool:
    """Say whether a process runs; one that is dead and not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


async def so(ready: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something is so."""
    for _ in range(int(seconds * 10)):
        if ready():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(ready)


@pytest.fixture
def arguments(office: Office, tmp_path: Path) -> tuple[str, ...]:
    """What a session of a furnished ledger is started with."""
    write_small_keys(tmp_path)
    served = ("tui", "--served", str(os.getpid()), "--role", "auditor")
    return ("--ledger", str(tmp_path), *served)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Door, Guard]]:
    """A door that listens on the loopback."""
    guard = Guard(f"http://127.0.0.1:{settings.port}")
    door = Door(settings, guard, lambda text: None)
    runner = web.AppRunner(await door._make_app(), shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", settings.port).start()
    try:
        yield door, guard
    finally:
        await runner.cleanup()


@asynccontextmanager
async def inside(guard: Guard) -> AsyncIterator[aiohttp.ClientSession]:
    """A browser that opened the link and got its cookie."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        async with client.get(guard.link) as answer:
            assert 200 == answer.status
        yield client


def settings(arguments: tuple[str, ...], **facts: float) -> Settings:
    return Settings(
        "127.0.0.1",
        free_port(),
        arguments,
        sessions=int(facts.get("sessions", 2)),
        idle_seconds=facts.get("idle", 900.0),
    )


# -------------------------------------------------------------------------------- the guard


async def test_strangers_and_foreign_pages_are_turned_away() -> None:
    async with opened(settings(())) as (door, guard):
        url = guard.public_url
        async with inside(guard) as client:
            cases: tuple[tuple[str, dict[str, str], int], ...] = (
                ("/", {}, 200),
                ("/", {"Origin": url}, 200),
                ("/", {"Origin": "http://evil.example"}, 403),
                ("/", {"Host": "evil.example"}, 403),
                ("/static/js/textual.js", {}, 200),
                ("/static/js/textual.js", {"Origin": "null"}, 403),
                ("/ws", {}, 403),
                ("/ws", {"Origin": "http://evil.example"}, 403),
                ("/ws", {"Origin": url, "Host": "evil.example"}, 403),
            )
            for path, headers, status in cases:
                async with client.get(url + path, headers=headers) as answer:
                    assert (path, headers, status) == (path, headers, answer.status)
        async with aiohttp.ClientSession() as stranger:
            for path, origin in (("/", None), ("/static/js/textual.js", None), ("/ws", url)):
                for query in ("", "?t=guess", "?t="):
                    headers = {"Origin": origin} if origin else {}
                    async with stranger.get(url + path + query, headers=headers) as answer:
                        assert 403 == answer.status
                        assert "令牌" in await answer.text()
            # The token opens the page; a socket comes from the page, and has its cookie.
            async with stranger.get(f"{url}/ws?t={guard.token}", headers={"Origin": url}) as answer:
                assert 403 == answer.status
        assert not door.live


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    async with (
        opened(settings(())) as (_, guard),
        aiohttp.ClientSession() as client,
        client.get(guard.link) as answer,
    ):
        cookie = answer.headers["Set-Cookie"]
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]

    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert guard.token not in cookie
    assert guard.token not in page
    assert "default-src 'none'" in policy
    assert "no-referrer" == answer.headers["Referrer-Policy"]
    assert {"127.0.0.1"} == {part.split(":")[0].split("/")[0] for part in _hosts(page)}
    assert "正在打开账簿" in page


def _hosts(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split("//")[1:] if part[:1].isalnum()]


async def test_a_good_browser_is_given_a_session(arguments: tuple[str, ...]) -> None:
    async with opened(settings(arguments)) as (door, guard), inside(guard) as client:
        async with client.ws_connect(guard.public_url + "/ws", origin=guard.public_url) as ws:
            assert 101 == ws._response.status
            text = ""
            while "只供查阅" not in text:
                message = await ws.receive(30)
                assert aiohttp.WSMsgType.BINARY is message.type
                text += message.data.decode()
            # Only the auditor is shown: a maker pays, so this door is not theirs.
            assert "shenji" in text
            assert "zhi" not in text
            (found,) = door.live
            pid = found.pid
            for malformed in ("[", "[]", "7", '["resize",{"width":"x"}]', '["stdin",7]'):
                await ws.send_str(malformed)
            await ws.send_str('["ping","1"]')
            while (message := await ws.receive(30)).type is not aiohttp.WSMsgType.TEXT:
                pass
            assert '["pong", "1"]' == message.data
            assert is_there(pid)
        await so(lambda: not is_there(pid), 20)
        await so(lambda: not door.live)


async def test_no_more_sessions_than_were_allowed(arguments: tuple[str, ...]) -> None:
    async with opened(settings(arguments, sessions=1)) as (door, guard), inside(guard) as client:
        where, url = guard.public_url + "/ws", guard.public_url
        async with client.ws_connect(where, origin=url):
            with pytest.raises(aiohttp.WSServerHandshakeError) as full:
                await client.ws_connect(where, origin=url)
            assert 503 == full.value.status
            async with client.get(url) as answer:
                assert 503 == answer.status
                assert "最多 1 个" in await answer.text()
        await so(lambda: not door.live)
        async with client.get(url) as answer:
            assert 200 == answer.status


async def test_a_session_that_hears_nothing_is_ended_with_its_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = tmp_path / "child"
    deaf = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(mark)!r}, 'w').write(str(child.pid))\n"
        "print('__GANGLION__', flush=True)\n"
        "while True: print('x' * 100_000, flush=True)\n"
    )

    async def start(self: sessions.Session, *size: int) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            deaf,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    monkeypatch.setattr(sessions.Session, "_open_app_process", start)
    monkeypatch.setattr(sessions, "GRACE", 0.2)
    async with opened(settings(())) as (door, guard), inside(guard) as client:
        async with client.ws_connect(guard.public_url + "/ws", origin=guard.public_url):
            await so(mark.is_file)
            await so(lambda: bool(mark.read_text()))
            (found,) = door.live
            pid, child = found.pid, int(mark.read_text())
            assert is_there(child)
        await so(lambda: not is_there(pid) and not is_there(child), 20)


def test_a_session_inherits_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CITYLEDGER_PASSPHRASE", "CITYLEDGER_LEDGER", "PYTHONSTARTUP", "TEXTUAL"):
        monkeypatch.setenv(name, "from outside")
    monkeypatch.setenv("TEXTUAL_DRIVER", "os:system")

    found = sessions.environment(80, 24)

    assert "from outside" not in found.values()
    assert "textual.drivers.web_driver:WebDriver" == found["TEXTUAL_DRIVER"]


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://Ledger.Example/", "https://ledger.example"),
        ("http://127.0.0.1:8124", "http://127.0.0.1:8124"),
        ("http://ledger.example:80", "http://ledger.example"),
        ("http://[::1]:9", "http://[::1]:9"),
    ],
)
def test_an_address_is_written_as_browsers_write_it(given: str, origin: str) -> None:
    assert origin == public_url(given)


@pytest.mark.parametrize(
    "given", ["ledger.example", "ftp://a", "https://a/path", "http://u@a", "http://a:x", "http://"]
)
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(BadInput):
        public_url(given)


# ------------------------------------------------------------------------ who may, how long


async def test_only_those_who_may_read_log_in(seat: Seat, office: Office) -> None:
    seat.welcome = frozenset({"auditor"})
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await until(pilot, lambda: "只供查阅" in text_of(app))
        assert "shenji" in text_of(app)
        assert "zhi " not in text_of(app)
    seat.open()
    maker = next(one for one in seat.look().people if one.user_id == "zhi")
    with pytest.raises(Unavailable):
        seat.log_in(maker, PASSPHRASE)
    assert seat.person is None


async def test_an_empty_chair_ends_the_session_and_keeps_the_draft(
    seat: Seat, office: Office
) -> None:
    World(office)
    app = CityledgerApp(seat)
    async with app.run_test(size=(110, 30)) as pilot:
        await log_in(pilot, "zhi")
        await until(pilot, lambda: "T1" in text_of(app))
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, PaymentPage))
        await until(pilot, lambda: "A标段施工" in text_of(app))
        await pilot.press("shift+tab", *"6-12", "enter", *"abdsg", "enter")
        await until(pilot, lambda: "6,500,000.00" in text_of(app))
        await pilot.press(*"4321")
        drafts, seat.idle_seconds = seat.drafts, 0.4
        app.call_later(_watch, app)
        await until(pilot, lambda: not app.is_running or app._exit)
    kept = drafts.load("payment")
    assert "4321" in kept.values()


def _watch(app: CityledgerApp) -> None:
    from cityledger.tui.presence import watch_chair

    watch_chair(app)


def test_a_session_does_not_outlive_its_server(tmp_path: Path) -> None:
    program = (
        "import os, time\n"
        "from cityledger.tui.presence import watch_parent\n"
        "watch_parent(os.getppid(), 0.1)\n"
        "print(os.getpid(), flush=True)\n"
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_DFL)\n"
        "while True: time.sleep(60)\n"
    )
    server = (
        "import subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {program!r}], start_new_session=True)\n"
        "time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", server],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert is_there(pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(150):
        if not is_there(pid):
            break
        time.sleep(0.1)
    assert not is_there(pid)


# --------------------------------------------------------------------------------- the program


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Door]:
    """Doors that would have been opened."""
    found: list[Door] = []

    def note(door: Door) -> None:
        found.append(door)

    monkeypatch.setattr(Door, "serve", note)
    return found


def test_the_program_is_for_reading_on_this_computer(
    said: list[Door], office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    group.main(["--ledger", str(tmp_path), "serve"], standalone_mode=False)
    (door,) = said
    door.ready()
    shown = capsys.readouterr()

    assert "127.0.0.1" == door.settings.address
    assert ("--role", "auditor") == door.settings.arguments[-2:]
    assert door.guard.link in shown.out
    assert "" == shown.err
    assert door.guard.token not in " ".join(door.settings.arguments)


def test_another_address_is_warned_of(
    said: list[Door], office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ["--ledger", str(tmp_path), "serve", "--address"]
    group.main([*run, "192.0.2.7", "--write"], standalone_mode=False)

    assert "不加密" in capsys.readouterr().err
    assert "--role" not in said[0].settings.arguments
    with pytest.raises(BadInput):
        group.main([*run, "0.0.0.0"], standalone_mode=False)
    encrypted = [*run, "0.0.0.0", "--public-url", "https://ledger.example"]
    group.main(encrypted, standalone_mode=False)
    assert "不加密" not in capsys.readouterr().err
    assert said[1].guard.is_encrypted
