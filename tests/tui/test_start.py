"""The screens are there before any library that reads the ledger (screens.md D5)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.rules import ROOT

HEAVY = ("sqlalchemy", "sqlmodel", "alembic", "pandas", "numpy", "reportlab", "cryptography")


def loaded(program: str) -> set[str]:
    """Return which heavy modules a fresh interpreter holds after a program."""
    run = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.splitlines()[-1].split()) & set(HEAVY)


@pytest.mark.parametrize(
    "program",
    [
        "import cityledger.tui.app",
        "import cityledger.cli.tui",
        "import cityledger.tui.home, cityledger.tui.entry.payment",
        "import cityledger.tui.requests.queue, cityledger.tui.books.browser",
    ],
)
def test_the_screens_load_no_database(program: str) -> None:
    assert set() == loaded(program)


PAINTED = """
import asyncio, os, sys, threading
from cityledger.tui.app import CityledgerApp
from cityledger.tui.seat import Seat

class Later(Seat):
    def open(self):
        threading.Event().wait()

def is_painted(app):
    strips = app.screen._compositor.render_strips()
    return any("正在打开账簿" in "".join(x.text for x in strip) for strip in strips)

async def main():
    app = CityledgerApp(Later())
    async with app.run_test(size=(80, 24)) as pilot:
        while not is_painted(app):
            await pilot.pause(0.01)
        print(*sys.modules, flush=True, file=sys.__stdout__)
        os._exit(0)

asyncio.run(main())
"""
HELP = """
import contextlib, io, sys
from cityledger.cli.main import main
sys.argv = ["cityledger", "--help"]
said = io.StringIO()
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(said): main()
assert "tui" in said.getvalue()
print(*sys.modules)
"""
FIRST_PARTS = {"cityledger"} | {
    f"cityledger.{part}" for part in ("evidence", "exchange", "kernel", "store", "tui")
}
OURS_FOR_HELP = {"cityledger", "cityledger.cli", "cityledger.kernel"}


def outside(program: str) -> tuple[set[str], set[str]]:
    """Return which libraries and which parts of ours a fresh interpreter holds after a program."""
    run = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}"],
        capture_output=True,
        text=True,
        check=True,
    )
    held = set(run.stdout.splitlines()[-1].split())
    tops = {name.partition(".")[0] for name in held} - sys.stdlib_module_names - {"__main__"}
    parts = {".".join(name.split(".")[:2]) for name in held if name.startswith("cityledger")}
    return {top for top in tops if not top.startswith("_") and top != "cityledger"}, parts


def test_after_the_help_only_what_it_needs_is_loaded() -> None:
    libraries, parts = outside(HELP)
    assert {"click"} >= libraries
    assert parts <= OURS_FOR_HELP


def test_after_the_first_paint_only_what_it_needs_is_loaded() -> None:
    libraries, parts = outside(PAINTED)
    assert libraries <= {"textual", "rich", "platformdirs", "typing_extensions"}
    assert parts <= FIRST_PARTS


def test_what_is_loaded_is_seen() -> None:
    assert {"sqlalchemy"} == loaded("import sqlalchemy")
