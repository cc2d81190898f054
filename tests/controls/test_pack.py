"""A policy pack is refused with every problem at once; its schema and our own checks agree."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cityledger.controls import pack
from cityledger.controls.parameters import Parameters
from cityledger.kernel.errors import BadInput, Unavailable

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "policy-pack.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)

ROW: dict[str, Any] = {
    "key": "retention.max_bp",
    "value": "300",
    "unit": "bp",
    "doc_no": "建质〔2017〕138号",
    "clause": "质量保证金比例",
    "valid_from": "2017-07-01",
    "evidence": "read",
}
GOOD: dict[str, Any] = {
    "format": "cityledger-policy-pack/1",
    "name": "试验包",
    "version": "1.0",
    "issued_on": "2025-01-01",
    "parameters": [ROW],
}


def places(data: object) -> list[str]:
    return [problem.place for problem in pack.problems(data)]


def with_top(**changes: object) -> dict[str, Any]:
    return {**copy.deepcopy(GOOD), **changes}


def with_row(**changes: object) -> dict[str, Any]:
    return with_top(parameters=[{**ROW, **changes}])


def without(data: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}


GOOD_CASES = [
    GOOD,
    with_row(valid_to="2020-01-01", note="说明"),
    with_row(unit="text", value="任意"),
    with_row(unit="ladder", value="100:20,:10"),
    with_row(unit="ladder", value=":10"),
    with_row(unit="ppm", value="0"),
    with_row(key="fx.GBP"),
]

BAD_CASES = [
    ([], "pack"),
    (without(GOOD, "format"), "format"),
    (with_top(format="other"), "format"),
    (with_top(name=" "), "name"),
    (with_top(name=3), "name"),
    (with_top(version="v1"), "version"),
    (with_top(version=1), "version"),
    (with_top(issued_on="2025-1-1"), "issued_on"),
    (with_top(issued_on="2025-02-30"), "issued_on"),
    (with_top(issued_on=None), "issued_on"),
    (with_top(extra=1), "extra"),
    (with_top(parameters=[]), "parameters"),
    (with_top(parameters={}), "parameters"),
    (without(GOOD, "parameters"), "parameters"),
    (with_top(parameters=["x"]), "parameters[0]"),
    (with_row(key="Retention"), "parameters[0].key"),
    (with_row(key="retention"), "parameters[0].key"),
    (with_row(unit="percent"), "parameters[0].unit"),
    (with_row(evidence="seen"), "parameters[0].evidence"),
    (with_row(value="3%"), "parameters[0].value"),
    (with_row(value="3.0"), "parameters[0].value"),
    (with_row(value="-3"), "parameters[0].value"),
    (with_row(value="٣"), "parameters[0].value"),
    (with_row(value=300), "parameters[0].value"),
    (with_row(value="01"), "parameters[0].value"),
    (with_row(unit="ladder", value="100:20"), "parameters[0].value"),
    (with_row(unit="text", value=""), "parameters[0].value"),
    (with_row(valid_from="2017-7-1"), "parameters[0].valid_from"),
    (with_row(valid_to=""), "parameters[0].valid_to"),
    (with_row(doc_no=""), "parameters[0].doc_no"),
    (with_row(clause=None), "parameters[0].clause"),
    (with_row(note=""), "parameters[0].note"),
    (with_row(extra="x"), "parameters[0].extra"),
    *[
        (with_top(parameters=[without(ROW, name)]), f"parameters[0].{name}")
        for name in ("key", "value", "unit", "doc_no", "clause", "valid_from", "evidence")
    ],
]


@pytest.mark.parametrize("data", GOOD_CASES)
def test_good_packs(data: dict[str, Any]) -> None:
    """What the schema accepts we accept."""
    VALIDATOR.validate(data)

    assert places(data) == []
    assert data["name"] == pack.parse(data).name


@pytest.mark.parametrize(("data", "place"), BAD_CASES)
def test_bad_packs(data: object, place: str) -> None:
    """What the schema refuses we refuse, naming the field once."""
    assert not VALIDATOR.is_valid(data)
    assert [place] == places(data)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (with_row(valid_to="2017-06-30"), "parameters[0].valid_to"),
        (with_row(unit="ladder", value="200:20,100:10,:5"), "parameters[0].value"),
        (with_top(parameters=[ROW, ROW]), "parameters[1]"),
        (
            with_top(
                parameters=[{**ROW, "valid_to": "2020-01-01"}, {**ROW, "valid_from": "2020-01-01"}]
            ),
            "parameters[1]",
        ),
        (
            with_top(
                parameters=[ROW, {**ROW, "valid_from": "2000-01-01", "valid_to": "2017-07-01"}]
            ),
            "parameters[1]",
        ),
    ],
)
def test_what_a_schema_cannot_say(data: object, place: str) -> None:
    """Order of days, rising ladders and overlapping values are ours alone to check."""
    assert [place] == places(data)


def test_neighbouring_days_do_not_overlap() -> None:
    """One value may end the day before the next one starts."""
    rows = [{**ROW, "valid_to": "2019-12-31"}, {**ROW, "valid_from": "2020-01-01", "value": "200"}]

    assert places(with_top(parameters=rows)) == []


def test_every_problem_at_once() -> None:
    """Nothing is held back until the first fault is mended."""
    data = with_top(
        version="x", parameters=[{**ROW, "value": "x", "unit": "bp"}, {**ROW, "evidence": "?"}, 7]
    )
    expected = ["version", "parameters[0].value", "parameters[1].evidence", "parameters[2]"]

    with pytest.raises(BadInput) as caught:
        pack.parse(data)

    assert expected == [problem.place for problem in caught.value.problems]
    assert all(problem.reason and problem.remedy for problem in caught.value.problems)


def test_not_json() -> None:
    """A broken file is bad input with line and column, not a traceback."""
    with pytest.raises(BadInput, match="line 1 column"):
        pack.load("{")


def test_long_values_are_cut_in_messages() -> None:
    """A message stays one line however long the value is."""
    (problem,) = pack.problems(with_row(value="9" * 500))

    assert len(problem.value) == 40


def test_missing_shipped_pack() -> None:
    """An incomplete installation is said to be one."""
    with pytest.raises(Unavailable, match="nowhere"):
        pack.shipped("nowhere")


def test_national_pack_passes_its_schema() -> None:
    """The shipped pack is good by both checks."""
    data = json.loads(pack.shipped("national"))

    VALIDATOR.validate(data)
    assert places(data) == []


@pytest.mark.parametrize(
    ("key", "on", "expected"),
    [
        ("retention.max_bp", date(2017, 6, 30), 500),
        ("retention.max_bp", date(2017, 7, 1), 300),
        ("payment.progress_min_bp", date(2022, 7, 31), 6000),
        ("payment.progress_min_bp", date(2022, 8, 1), 8000),
        ("payment.advance_max_bp", date(2025, 1, 1), 3000),
        ("guarantee.performance_max_bp", date(2025, 1, 1), 1000),
    ],
)
def test_national_values(key: str, on: date, expected: int) -> None:
    """The thresholds of the domain page, by day."""
    assert expected == Parameters(pack.national().parameters).bp(key, on)
