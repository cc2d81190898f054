"""For every rule there is a test that fails when that rule is switched off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cityledger.controls.catalog import catalogue
from tests.controls.coverage_of_rules import LAW, PATHS, PROVEN, ROOT, prove

NO_TABLES = {
    "test_catalog",
    "test_declared",
    "test_matrix",
    "test_pack",
    "test_parameters",
    "test_slicing",
    "test_switched_off",
    "test_versions",
}
"""Tests about controls that are no table of facts and findings."""

TABLES = [
    str(path.relative_to(ROOT))
    for path in sorted((ROOT / "tests" / "controls").glob("test_*.py"))
    if path.stem not in NO_TABLES
]

VACUOUS = """
from datetime import date

from cityledger.controls import period

STATES, TODAY = ((202503, "open"),), date(2025, 6, 30)
FACTS = period.PeriodFacts(period=202505, states=STATES, today=TODAY)
calls = []

def test_that_looks_but_asserts_nothing():
    list(period.check_open(FACTS))
"""
SHARP = """

def test_that_asserts():
    assert ["period.gap"] == [finding.code for finding in period.check_open(FACTS)]
"""
FLAKY = """

def test_that_passes_once():
    calls.append(list(period.check_open(FACTS)))
    assert 1 == len(calls)
"""


def test_the_rule_tables_prove_every_rule_they_show() -> None:
    """A table that shows a finding and does not mind when it is gone asserts too little."""
    report = prove(*TABLES)

    assert [] == report["failed"]
    assert [] == [code for code in report["shown"] if code not in report["proofs"]]
    assert 60 <= len(report["proofs"])


@pytest.mark.slow
def test_every_rule_is_proven() -> None:
    """No control of the catalogue could be taken out without a test that says so."""
    report = prove(*PATHS)

    assert [] == report["failed"]
    assert [] == [code for code in catalogue() if code not in report["proofs"] and code != LAW]
    recorded = json.loads(PROVEN.read_text(encoding="utf-8"))
    # A new test may prove a rule first; which rules are proven may not differ.
    assert set(recorded) == set(report["proofs"])


def test_what_is_recorded_is_there() -> None:
    """`cityledger rules explain` names tests that a reader can open."""
    recorded: dict[str, str] = json.loads(PROVEN.read_text(encoding="utf-8"))

    assert set() == set(recorded) - set(catalogue())
    for proof in recorded.values():
        path, _, name = proof.partition("::")
        assert (ROOT / path).is_file()
        # A scenario of a story is named in its feature file, not in the module.
        module = (ROOT / path).read_text(encoding="utf-8")
        assert f"def {name}(" in module or "scenarios(" in module


def report_on(folder: Path, text: str) -> tuple[list[str], list[str], list[str]]:
    """Write a test module, prove with it, and return what was shown, proven and failing."""
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    report = prove("test_it.py", where=folder)
    return report["shown"], list(report["proofs"]), report["failed"]


def test_a_test_that_asserts_nothing_proves_nothing(tmp_path: Path) -> None:
    assert (["period.gap"], [], []) == report_on(tmp_path, VACUOUS)


def test_a_test_that_asserts_proves_its_rule(tmp_path: Path) -> None:
    assert (["period.gap"], ["period.gap"], []) == report_on(tmp_path, VACUOUS + SHARP)


def test_a_test_that_fails_by_itself_the_second_time_proves_nothing(tmp_path: Path) -> None:
    assert (["period.gap"], [], []) == report_on(tmp_path, VACUOUS + FLAKY)
