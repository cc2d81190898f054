"""A headless Chromium, driven over its DevTools websocket: the pictures and the browser test.

Only what these need: open a page, press keys, type as an input method does, take a picture, and
say which hosts were asked for anything.
"""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import tempfile
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
KEYS = {
    "enter": ("Enter", 13, "\r"),
    "escape": ("Escape", 27, ""),
    "tab": ("Tab", 9, ""),
    "down": ("ArrowDown", 40, ""),
    "up": ("ArrowUp", 38, ""),
    "f2": ("F2", 113, ""),
    "f9": ("F9", 120, ""),
}
START_S = 60.0


def program() -> str | None:
    """Return Chromium's program, or None where there is none."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


class Tab:
    """One page of a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Take the DevTools websocket of the page."""
        self.socket = socket
        self.asked: list[str] = []
        self.sent: list[str] = []
        self.got: list[bytes] = []
        self.said: list[str] = []
        self._number = 0
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self.socket:
            found = json.loads(message.data)
            if "id" in found:
                waiting = self._waiting.pop(found["id"], None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(found)
                continue
            self._heard(found["method"], found["params"])

    def _heard(self, method: str, facts: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.asked.append(facts["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked.append(facts["url"])
        elif method == "Network.webSocketFrameReceived" and facts["response"]["opcode"] == 2:
            self.got.append(base64.b64decode(facts["response"]["payloadData"]))
        elif method == "Network.webSocketFrameSent":
            self.sent.append(facts["response"]["payloadData"])
        elif method in ("Log.entryAdded", "Runtime.exceptionThrown"):
            self.said.append(json.dumps(facts, ensure_ascii=False))

    async def ask(self, method: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Send one command and return its result."""
        self._number += 1
        number = self._number
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[number] = waiting
        await self.socket.send_json({"id": number, "method": method, "params": facts})
        answer = await asyncio.wait_for(waiting, START_S)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def open(self, url: str, width: int, height: int, zoom: float = 1.0) -> None:
        """Go to an address with a window of a size."""
        for domain in ("Page", "Network", "Log", "Runtime"):
            await self.ask(f"{domain}.enable")
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=zoom,
            mobile=False,
        )
        await self.ask("Page.navigate", url=url)

    async def press(self, *names: str) -> None:
        """Press keys by name; a single character is typed."""
        for name in names:
            if name not in KEYS:
                await self.type(name)
                continue
            key, code, text = KEYS[name]
            facts = {"key": key, "code": key, "windowsVirtualKeyCode": code}
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **facts)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **facts)
            await asyncio.sleep(0.05)

    async def type(self, text: str) -> None:
        """Put in text at one go, as an input method commits it."""
        await self.ask("Input.insertText", text=text)

    async def value(self, script: str) -> Any:  # noqa: ANN401 - JSON
        """Return what an expression of the page gives."""
        found = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        return found["result"].get("value")

    async def picture(self) -> bytes:
        """Return the page as PNG."""
        found = await self.ask("Page.captureScreenshot", format="png")
        return base64.b64decode(found["data"])

    def hosts(self) -> set[str]:
        """Return every host that was asked for something."""
        return {urlsplit(url).netloc for url in self.asked if not url.startswith("data:")}

    async def close(self) -> None:
        """Let go of the page."""
        self._reader.cancel()
        await self.socket.close()


@asynccontextmanager
async def browser() -> AsyncIterator[tuple[Tab, asyncio.subprocess.Process]]:
    """Start a browser with a profile of its own and yield its first page and its process."""
    found = program()
    if found is None:
        raise RuntimeError("there is no Chromium: apt-get install chromium")
    profile = Path(tempfile.mkdtemp(prefix="cityledger-chromium-"))
    process = await asyncio.create_subprocess_exec(
        found,
        *FLAGS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port = await _port(profile / "DevToolsActivePort")
        async with aiohttp.ClientSession() as web:
            async with web.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = [row for row in await answer.json() if row["type"] == "page"]
            socket = await web.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0)
            tab = Tab(socket)
            yield tab, process
            await tab.close()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 10)
        shutil.rmtree(profile, ignore_errors=True)


async def _port(path: Path) -> int:
    for _ in range(int(START_S * 10)):
        found = _written(path)
        if found:
            return int(found[0])
        await asyncio.sleep(0.1)
    raise RuntimeError("Chromium did not start")


def _written(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.is_file() else []
