"""A pytest plugin that switches rules off, one at a time, to see whether any test notices.

    pytest -n0 -p tests.controls.rule_switch --rule-off payment.over_contract tests/controls
    python -m tests.controls.coverage_of_rules

It is loaded before any test, so that whoever imports a control afterwards gets it with a switch:
every function of `cityledger.controls` that returns findings, and the gate's own draft. The
product knows nothing of it.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

import pytest
from _pytest.runner import runtestprotocol

from cityledger.kernel.errors import Finding

TRIES = 40
"""How many tests are asked before a rule counts as unproven."""


@dataclass
class Switch:
    """The codes that are switched off, and those that were found since `seen` was emptied."""

    off: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def passes(self, finding: Finding) -> bool:
        """Note a finding and say whether its rule is on."""
        self.seen.add(finding.code)
        return finding.code not in self.off


SWITCH = Switch()


def _filtered(found: object) -> object:
    """Return what a control found without the findings of rules that are off, in the same form."""
    if isinstance(found, Finding):
        return found if SWITCH.passes(found) else None
    if isinstance(found, tuple | list):
        return type(found)(row for row in found if _passes(row))
    if isinstance(found, Iterator):
        return (row for row in found if _passes(row))
    return found


def _passes(row: object) -> bool:
    return SWITCH.passes(row) if isinstance(row, Finding) else True


def _switched(function: Callable[..., object]) -> Callable[..., object]:
    @functools.wraps(function)
    def called(*arguments: object, **named: object) -> object:
        return _filtered(function(*arguments, **named))

    return called


def _finds(value: object, module: str) -> TypeGuard[Callable[..., object]]:
    if not inspect.isfunction(value) or value.__module__ != module:
        return False
    return re.search(r"\bFinding\b", str(value.__annotations__.get("return", ""))) is not None


def install() -> int:
    """Put the switch into every control and the gate; return how many functions have it."""
    package = importlib.import_module("cityledger.controls")
    names = [f"cityledger.controls.{part.name}" for part in pkgutil.iter_modules(package.__path__)]
    modules = [importlib.import_module(name) for name in names]
    count = 0
    for module in modules:
        for name, value in list(vars(module).items()):
            if _finds(value, module.__name__):
                switched = _switched(value)
                # Another module may have taken it by name already: it gets the switch as well.
                for other in modules:
                    if vars(other).get(name) is value:
                        setattr(other, name, switched)
                count += 1
    gate = importlib.import_module("cityledger.actions.gate")
    draw = gate.draw

    def drawn(*arguments: object, **named: object) -> object:
        draft = draw(*arguments, **named)
        draft.findings = _filtered(draft.findings)
        return draft

    gate.draw = drawn  # type: ignore[attr-defined]
    return count


# ------------------------------------------------------------------------------- the plugin


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("rules")
    group.addoption("--rule-off", action="append", default=[], help="switch a rule off by its code")
    group.addoption("--prove-rules", default="", help="write which test proves which rule: a file")


def pytest_configure(config: pytest.Config) -> None:
    SWITCH.off |= set(config.getoption("--rule-off"))
    assert install()


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run every test once to see what it finds, then prove rule after rule."""
    out = session.config.getoption("--prove-rules")
    if not out:
        return None
    report = prove(session.items)
    Path(out).write_text(json.dumps(report, indent=1), encoding="utf-8")
    return True


def prove(items: Iterable[pytest.Item]) -> dict[str, Any]:
    """Return what each rule is proven by, what was shown but not proven, and what failed anyway."""
    from cityledger.controls.catalog import catalogue

    shown: dict[str, list[pytest.Item]] = {}
    failed = []
    # A random test may fail for its own reasons (time, another example), so it proves nothing.
    plain = [item for item in items if not _is_random(item)]
    for place, item in enumerate(plain):
        SWITCH.seen.clear()
        following = plain[place + 1] if place + 1 < len(plain) else None
        reports = runtestprotocol(item, log=False, nextitem=following)
        if any(report.failed for report in reports):
            failed.append(item.nodeid)
            continue
        for code in SWITCH.seen:
            shown.setdefault(code, []).append(item)
    proofs = {}
    for code in catalogue():
        witnesses = _by_turns(shown.get(code, []))[:TRIES]
        found = next((item for item in witnesses if _proves(item, code)), None)
        if found is not None:
            proofs[code] = _name(found)
    return {"proofs": proofs, "shown": sorted(shown), "failed": failed, "tests": len(plain)}


def _name(item: pytest.Item) -> str:
    """Return the name of a test without the case it is run with."""
    return item.nodeid.partition("[")[0]


def _by_turns(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return one case of every test, then the second of each: a table of many asserts the same."""
    turns: dict[str, int] = {}
    ranked = []
    for place, item in enumerate(items):
        turns[_name(item)] = turns.get(_name(item), -1) + 1
        ranked.append((turns[_name(item)], place))
    return [items[place] for _, place in sorted(ranked)]


def _is_random(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def _proves(item: pytest.Item, code: str) -> bool:
    """Say whether a test fails with a rule off, and passes again with it on."""
    SWITCH.off = {code}
    try:
        without = _call(item)
    finally:
        SWITCH.off = set()
    return not without and _call(item)


def _call(item: pytest.Item) -> bool:
    """Run a test once more, with fixtures of its own, and say whether it passes."""
    renew = getattr(item, "_initrequest", None)
    if renew is not None:
        renew()
    reports = runtestprotocol(item, log=False, nextitem=None)
    return all(report.passed for report in reports)
