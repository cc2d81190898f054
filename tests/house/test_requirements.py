"""The table of requirements is whole, and what it names is there."""

from __future__ import annotations

import re

import pytest

from cityledger.controls.catalog import catalogue
from cityledger.kernel.acts import BOOK, REGISTRY
from tests.house.rules import ROOT

PAGE = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
ROWS = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| S")]
# Built elsewhere or later; a row that is finished names its tests.
ELSEWHERE = re.compile(r"\*\([a-z]+\)\*|\*issue 6\*|\*oversight\*")


def test_every_requirement_stands_once() -> None:
    assert [f"S{n}" for n in range(1, 53)] == [row[0].strip() for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_a_requirement_has_a_home_and_a_test(row: list[str]) -> None:
    assert len(row) == 4
    _, asks, lives, shown = (cell.strip() for cell in row)
    assert asks
    assert lives
    assert shown or ELSEWHERE.search(lives)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"tests/[\w/]+\.\w+", PAGE))))
def test_a_named_test_exists(path: str) -> None:
    assert (ROOT / path).is_file()


def test_what_stands_in_code_type_is_an_act_or_a_control() -> None:
    named = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", PAGE))

    assert set() == named - set(REGISTRY) - set(BOOK) - set(catalogue())
    assert 20 < len(named)
