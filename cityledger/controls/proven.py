"""Which test shows that a rule holds: it fails when that rule is switched off.

`docs/proven.json` is written by `tests/controls/coverage_of_rules.py`, which runs the tests with
one rule off after the other.
"""

from __future__ import annotations

import json
from functools import cache

from cityledger.store.files import docs

FILE = "proven.json"


@cache
def proofs() -> dict[str, str]:
    """Return by code the test that failed with this rule switched off; {} if none were recorded."""
    path = docs() / FILE
    if not path.is_file():
        return {}
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found
