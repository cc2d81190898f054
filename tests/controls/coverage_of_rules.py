"""Which test proves which rule: `python -m tests.controls.coverage_of_rules [--write] [PATH …]`.

A rule is proven by a test that fails when this rule, and no other, is switched off, and passes
again when it is on. Without paths all tests are asked that go through controls; `--write` keeps
the answer in `docs/proven.json`, from where `cityledger rules explain` takes it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROVEN = ROOT / "docs" / "proven.json"
PATHS = ("tests/controls", "tests/actions", "tests/stories")
LAW = "LAW"
"""Not a rule of the gate but the database's own refusal, of which each law has a test."""


def prove(*paths: str, where: Path = ROOT) -> dict[str, Any]:
    """Run the tests of some paths with one rule off after the other; return what was learnt."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        plugin = ("-p", "tests.controls.rule_switch", "--prove-rules", str(out))
        quiet = ("-n0", "-q", "-p", "no:cacheprovider", "--no-header")
        # This very test would start itself again.
        left_out = ("--ignore", str(ROOT / "tests" / "controls" / "test_switched_off.py"))
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *plugin, *quiet, *left_out, *paths],
            cwd=where,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if not out.is_file():
            raise AssertionError(run.stdout + run.stderr)
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return report


def main(arguments: list[str]) -> int:
    """Print what is not proven; return 1 if anything is."""
    from cityledger.controls.catalog import catalogue

    report = prove(*([path for path in arguments if path != "--write"] or PATHS))
    proofs: dict[str, str] = report["proofs"]
    unproven = [code for code in catalogue() if code not in proofs and code != LAW]
    for name in report["failed"]:
        sys.stdout.write(f"fails with every rule on: {name}\n")
    for code in unproven:
        said = "found, but no test minds" if code in report["shown"] else "no test finds it"
        sys.stdout.write(f"{code}: {said}\n")
    sys.stdout.write(f"{len(proofs)} rules proven by {report['tests']} tests\n")
    if "--write" in arguments:
        text = json.dumps(proofs, indent=1, sort_keys=True) + "\n"
        PROVEN.write_text(text, encoding="utf-8", newline="\n")
    return 1 if unproven or report["failed"] else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
