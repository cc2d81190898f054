"""A rule that means something else than what was published is of a new version.

`published.json` is the catalogue as it was last published: what each rule applied to, which
thresholds it asked for and which facts its sentences named. It is written anew with a release.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cityledger.controls import catalog

PUBLISHED: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("published.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_changed_rule_has_a_new_version(code: str) -> None:
    then, now = PUBLISHED[code], catalog.catalogue()[code]
    face = {
        "kinds": list(catalog.kinds(code)),
        "parameters": list(now.parameters),
        "facts": sorted(now.places),
    }

    assert now.version >= then["version"]
    if any(then[name] != value for name, value in face.items()):
        assert now.version > then["version"], f"{code} means something else: raise its version"
