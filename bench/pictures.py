"""`python -m bench.pictures [--ledger FOLDER] [--into docs/pictures]`: the pictures of the README.

The demo district is opened with `cityledger serve` and walked through in Chromium, so a picture
shows what a person would see today, and `serve` itself has to work for it.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import socket
import subprocess
import sys
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bench.chromium import browser
from cityledger.cli.district.people import OFFICERS
from cityledger.cli.session import TRIAL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bench.chromium import Tab

WIDTH, HEIGHT = 1070, 720
MOST_BYTES = 200_000
COLOURS = 256
"""A screen has few colours; a palette makes its picture half as large and looks the same."""
PAUSE_S = 1.0
START_S = 90.0


@dataclass(frozen=True, slots=True)
class Walk:
    """A picture: who logs in, and the keys to what it shows; `=` before a text that is typed."""

    name: str
    user: str
    keys: tuple[str, ...] = ()


WALKS = (
    Walk("workbench", "shen"),
    Walk("payment", "zhi", ("2", "=P01-施02", "enter", "=123.5万", "enter")),
    Walk("register", "cha", ("4", "down", "enter")),
)


@asynccontextmanager
async def served(ledger: Path) -> AsyncIterator[str]:
    """Serve a ledger to everybody on this computer; yields the link."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-u", "-m", "cityledger", "--ledger", str(ledger)),
        *("serve", "--write", "--port", port),
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        while line := await asyncio.wait_for(process.stdout.readline(), START_S):
            link = re.search(r"http://\S+", line.decode())
            if link:
                yield link[0]
                break
    finally:
        process.terminate()
        await process.wait()


async def take(link: str, walk: Walk, passphrase: str) -> bytes:
    """Walk to a screen and return its picture."""
    people = sorted(officer.user for officer in OFFICERS)
    async with browser() as (tab, _):
        await tab.open(link, WIDTH, HEIGHT)
        await drawn(tab, people[0])
        await tab.press(*["down"] * people.index(walk.user), "enter")
        await asyncio.sleep(PAUSE_S)
        await tab.type(passphrase)
        await tab.press("enter")
        await drawn(tab, "工作台")
        await asyncio.sleep(3 * PAUSE_S)
        for key in walk.keys:
            if key.startswith("="):
                await tab.type(key[1:])
            else:
                await tab.press(key)
            await asyncio.sleep(2 * PAUSE_S)
        return await tab.picture()


async def drawn(tab: Tab, text: str) -> None:
    """Wait until the program has drawn a text."""
    for _ in range(int(START_S * 5)):
        if text.encode() in b"".join(tab.got):
            await asyncio.sleep(PAUSE_S)
            return
        await asyncio.sleep(0.2)
    raise RuntimeError(f"never drawn: {text}")


def smaller(picture: bytes) -> bytes:
    """Return a PNG with a palette."""
    out = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(out, "png", optimize=True)
    return out.getvalue()


async def pictures(ledger: Path, into: Path) -> None:
    """Take every picture."""
    passphrase = (ledger / TRIAL).read_text(encoding="utf-8").strip()
    async with served(ledger) as link:
        for walk in WALKS:
            data = smaller(await take(link, walk, passphrase))
            if len(data) > MOST_BYTES:
                raise RuntimeError(f"{walk.name}: {len(data)} bytes, at most {MOST_BYTES}")
            (into / f"{walk.name}.png").write_bytes(data)
            print(f"{walk.name}.png  {len(data)} bytes", flush=True)


def main() -> None:
    """Build the demo district if none is named, and take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m bench.pictures", description=__doc__)
    parser.add_argument("--ledger", type=Path, help="a demo district that is there already")
    parser.add_argument("--into", type=Path, default=Path("docs/pictures"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cityledger-pictures-") as folder:
        ledger = chosen.ledger or Path(folder) / "demo"
        if chosen.ledger is None:
            made = ("demo", "--into", str(ledger), "--exports", str(Path(folder) / "papers"))
            subprocess.run([sys.executable, "-m", "cityledger", *made], check=True)
        asyncio.run(pictures(ledger, chosen.into))


if __name__ == "__main__":
    main()
