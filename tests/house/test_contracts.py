"""Imports point down only: the contracts hold, cover every package, and catch what breaks them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house.rules import PACKAGE, ROOT

PACKAGES = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}

# fence: the packages that may know the library
FENCES = {
    "screens": {"tui"},
    "browser": {"tui"},
    "terminal": {"tui", "cli"},
    "paper": {"reports"},
    "tables": {"exchange"},
}

# contract: a module that breaks it, and the line that does
BREAKS = {
    "layers": ("kernel", "import cityledger.views"),
    "one-door": ("reports", "import cityledger.ledger.append"),
    "one-commit": ("views", "import cityledger.store.session"),
    "pure": ("controls", "import sqlalchemy"),
    "screens": ("ledger", "import textual"),
    "browser": ("cli", "import aiohttp"),
    "terminal": ("actions", "import rich"),
    "paper": ("exchange", "import reportlab"),
    "tables": ("tui", "import pandas"),
    "kernel": ("kernel", "import cryptography"),
    "auditor": ("auditor", "import cityledger.kernel.errors"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in a folder that holds the package and its settings."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    result = lint(ROOT)

    assert 0 == result.returncode, result.stdout + result.stderr


def test_every_contract_catches_what_breaks_it(tmp_path: Path) -> None:
    assert set(CONTRACTS) == set(BREAKS)
    shutil.copytree(PACKAGE, tmp_path / "cityledger", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package, line in BREAKS.values():
        with (tmp_path / "cityledger" / package / "leak.py").open("a", encoding="utf-8") as leak:
            leak.write(f"{line}\n")

    result = lint(tmp_path)

    kept = [c["name"] for c in CONTRACTS.values() if f"{c['name']} BROKEN" not in result.stdout]
    assert [] == kept, result.stdout + result.stderr


@pytest.mark.parametrize("fence", FENCES)
def test_a_fence_stands_around_every_other_package(fence: str) -> None:
    fenced = {name.removeprefix("cityledger.") for name in CONTRACTS[fence]["source_modules"]}

    assert PACKAGES - FENCES[fence] - {"auditor"} == fenced


def test_the_auditor_may_import_nothing_of_ours() -> None:
    forbidden = set(CONTRACTS["auditor"]["forbidden_modules"])

    assert {f"cityledger.{name}" for name in PACKAGES - {"auditor"}} <= forbidden
