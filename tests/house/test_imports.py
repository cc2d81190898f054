"""What is loaded when: help needs no library, and opening the screens needs no paper."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.rules import ROOT

HEAVY = {"textual", "pandas", "numpy", "reportlab", "sqlmodel", "sqlalchemy", "alembic"}

# what is done, and the libraries it may not load
LOADS = (
    ("import cityledger.cli.main", HEAVY | {"cryptography", "argon2"}),
    ("import cityledger.tui.app", {"pandas", "numpy", "reportlab"}),
    ("import cityledger.kernel.money, cityledger.kernel.words", HEAVY | {"click", "rich"}),
    ("import cityledger.reports.catalog", {"pandas", "sqlalchemy", "sqlmodel", "textual"}),
    ("import cityledger.auditor.verify", HEAVY | {"click", "cryptography", "cityledger.kernel"}),
)


def loaded(program: str) -> set[str]:
    """Return the modules a fresh interpreter holds after running a program."""
    run = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(("program", "banned"), LOADS, ids=[program for program, _ in LOADS])
def test_nothing_heavy_is_loaded(program: str, banned: set[str]) -> None:
    assert set() == loaded(program) & banned


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import contextlib, sys\n"
        "sys.argv = ['cityledger', '--help']\n"
        "from cityledger.cli.main import main\n"
        "with contextlib.suppress(SystemExit): main()"
    )

    assert set() == loaded(program) & HEAVY


def test_what_is_loaded_is_seen() -> None:
    assert {"sqlalchemy"} == loaded("import sqlalchemy") & {"sqlalchemy", "textual"}
