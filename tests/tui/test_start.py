"""The screens are there before any library that reads the ledger (screens.md D5)."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
        "import cityledger.tui.home, cityledger.tui.entry.payment",
        "import cityledger.tui.requests.queue, cityledger.tui.books.browser",
    ],
)
def test_the_screens_load_no_database(program: str) -> None:
    assert set() == loaded(program)


def test_what_is_loaded_is_seen() -> None:
    assert {"sqlalchemy"} == loaded("import sqlalchemy")
