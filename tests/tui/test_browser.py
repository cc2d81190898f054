"""A person at a real Chromium: logs in, types Chinese, and nothing but this computer is asked."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from PIL import Image

from bench.chromium import Tab, browser
from cityledger.actions.gate import act
from cityledger.actions.periods import ConfirmClock, ConfirmRegistryClock
from cityledger.store import clock
from cityledger.views.registry import people
from tests.conftest import Office
from tests.stories.world import World
from tests.tui.seats import PASSPHRASE, write_small_keys
from tests.tui.test_serve import free_port, is_there, so

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
TYPED = "朝阳片区𠮷家老旧管网改造进度款"
"""Han of the first plane and of the second, as an input method commits them."""


@asynccontextmanager
async def served(folder: Path, *options: str) -> AsyncIterator[tuple[str, int]]:
    """Start the program as a person does; yields the link it prints and its process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "cityledger", "--ledger", str(folder), "serve", "--port", str(free_port())),
        *options,
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "CITYLEDGER_PASSPHRASE": "not for a session"},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    link = None
    while link is None:
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        assert line
        link = re.search(r"http://\S+", line.decode())
    try:
        yield link[0], process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 30)


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == pid:
            found.append(int(path.parent.name))
    return found


def drawn(tab: Tab) -> str:
    """Return the text the screen was sent, without what moves the cursor and colours it."""
    text = b"".join(tab.got).decode("utf-8", "replace")
    return re.sub(r"\x1b\[[0-9;?]*\$?[A-Za-z]", "", text)


def confirm_clock(office: Office) -> None:
    """Vouch for the clock of this computer: the ledger was furnished long before today."""
    desk, today = office.desk.at(clock.now), clock.host_now().date()
    for command in (ConfirmRegistryClock(today=today), ConfirmClock(today=today)):
        act(desk, office.pens["guan"], command)


async def log_in(tab: Tab, link: str, downs: int) -> None:
    """Open the link, choose a person and type the passphrase."""
    await tab.open(link, 1120, 620)
    await so(lambda: "fu" in drawn(tab), 60)
    await asyncio.sleep(0.5)
    await tab.press(*["down"] * downs, "enter")
    await tab.type(PASSPHRASE)
    await tab.press("enter")


async def test_a_maker_types_chinese_and_no_other_host_is_asked(
    office: Office, tmp_path: Path
) -> None:
    World(office)
    write_small_keys(tmp_path)
    confirm_clock(office)
    with office.desk.read() as read:
        downs = [one.user_id for one in people(read)].index("zhi")
    async with served(tmp_path, "--write") as (link, server), browser() as (tab, chromium):
        await log_in(tab, link, downs)
        await so(lambda: "工作台" in drawn(tab) and "T1" in drawn(tab))
        (pid,) = children(server)
        await tab.press("2")
        await so(lambda: "控制检查" in drawn(tab) and "A标段施工" in drawn(tab))
        before = len(tab.got)
        await tab.press("tab", "tab", "tab", "tab", "tab")
        await tab.type(TYPED)
        # A field that is left is drawn as a whole; while somebody types, only what changes is.
        await tab.press("tab")
        await so(lambda: TYPED in re.sub(r"\s", "", drawn(tab)))
        assert len(tab.got) > before

        picture = Image.open(BytesIO(await tab.picture()))
        assert (1120, 620) == picture.size
        colours = picture.convert("RGB").getcolors(1 << 24)
        assert colours is not None
        assert 50 < len(colours)

        # The token is out of the address bar, and no script of the page can read the cookie.
        assert link.split("/?")[0] + "/" == await tab.value("location.href")
        assert "" == await tab.value("document.cookie")
        assert {link.split("//")[1].split("/")[0]} == tab.hosts()
        assert not [row for row in tab.said if "Content Security Policy" in row]

        # A browser that is killed says no goodbye.
        chromium.send_signal(signal.SIGKILL)
        await so(lambda: not is_there(pid), 20)
        assert is_there(server)


async def test_an_empty_chair_is_told_that_its_session_ended(
    office: Office, tmp_path: Path
) -> None:
    write_small_keys(tmp_path)
    async with served(tmp_path, "--idle", "0.1") as (link, server), browser() as (tab, _):
        await tab.open(link, 800, 480)
        await so(lambda: "只供查阅" in drawn(tab), 60)
        assert "shenji" in drawn(tab)
        assert "zhi" not in drawn(tab)
        await so(lambda: not children(server), 40)
        for _ in range(50):
            if "-closed" in await tab.value("document.body.className"):
                break
            await asyncio.sleep(0.1)
        assert "草稿" in await tab.value("document.querySelector('.ended').innerText")


async def test_no_session_outlives_a_server_that_was_killed(office: Office, tmp_path: Path) -> None:
    write_small_keys(tmp_path)
    jar = aiohttp.CookieJar(unsafe=True)
    async with served(tmp_path) as (link, server), aiohttp.ClientSession(cookie_jar=jar) as client:
        url = link.split("/?")[0]
        async with client.get(link) as answer:
            assert 200 == answer.status
        async with client.ws_connect(f"{url}/ws", origin=url) as ws:
            assert aiohttp.WSMsgType.BINARY is (await ws.receive(60)).type
            (pid,) = children(server)
            os.kill(server, signal.SIGKILL)
            await so(lambda: not is_there(pid), 20)
