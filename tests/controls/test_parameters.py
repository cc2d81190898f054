"""Parameters answer with the value in force on the day, or say clearly that there is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from cityledger.controls import pack
from cityledger.controls.parameters import (
    Parameter,
    ParameterMissing,
    Parameters,
    ladder_fen,
    steps,
)

WAN = 1_000_000


def row(
    value: str, start: str, end: str | None = None, *, key: str = "a.b", unit: str = "bp"
) -> Parameter:
    return Parameter(
        key=key,
        value=value,
        unit=unit,
        doc_no="d",
        clause="c",
        valid_from=date.fromisoformat(start),
        valid_to=date.fromisoformat(end) if end else None,
    )


OLD = row("500", "2010-01-01", "2017-06-30")
NEW = row("300", "2017-07-01")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2010-01-01", 500),
        ("2017-06-30", 500),
        ("2017-07-01", 300),
        ("2099-12-31", 300),
    ],
)
def test_value_of_the_day(on: str, expected: int) -> None:
    """Both ends of the validity are inclusive."""
    assert expected == Parameters((OLD, NEW)).bp("a.b", date.fromisoformat(on))


@pytest.mark.parametrize("key", ["a.b", "a.c"])
def test_no_value_in_force(key: str) -> None:
    """The error names the key and the day and says what to do."""
    with pytest.raises(ParameterMissing) as caught:
        Parameters((OLD, NEW)).bp(key, date(2009, 12, 31))

    assert f"policy_param {key}" == caught.value.problems[0].place
    assert "2009-12-31" in str(caught.value)
    assert "policy pack" in caught.value.problems[0].remedy


def test_the_newest_row_stands() -> None:
    """A district's own row, loaded later, stands over the national one."""
    local = row("200", "2018-01-01", "2018-12-31")
    known = Parameters((OLD, NEW, local))

    assert (500, 200, 300) == tuple(
        known.bp("a.b", date(year, 6, 1)) for year in (2017, 2018, 2019)
    )


def test_unit_is_part_of_the_question() -> None:
    """Reading days as basis points is a mistake of the program, not a value."""
    with pytest.raises(ValueError, match="in bp, not in days"):
        Parameters((NEW,)).days("a.b", date(2020, 1, 1))
    with pytest.raises(ValueError, match="not a ladder"):
        Parameters((NEW,)).ladder("a.b", date(2020, 1, 1))


def test_typed_reading() -> None:
    """Each unit has its reader."""
    units = ("bp", "fen", "days", "hours", "count", "ppm")
    known = Parameters(row("7", "2020-01-01", key=f"a.{unit}", unit=unit) for unit in units)

    assert [7] * 6 == [getattr(known, unit)(f"a.{unit}", date(2020, 1, 1)) for unit in units]


def test_unverified_rows_are_listed() -> None:
    """A compliance paper prints what is only from memory, and only what is in force."""
    known = Parameters((OLD, NEW))

    assert (NEW,) == known.unverified(date(2020, 1, 1))
    assert known.unverified(date(2000, 1, 1)) == ()


@pytest.mark.parametrize(
    ("base_wan", "cap_wan"),
    [(0, 0), (500, 10), (3000, 50), (8000, 116), (20000, 240), (200000, 1340)],
)
def test_management_fee_vectors(base_wan: int, cap_wan: int) -> None:
    """The ladder of 财建〔2016〕504号 gives the cumulative caps of the domain page."""
    ladder = Parameters(pack.national().parameters).ladder(
        "management_fee.ladder", date(2025, 1, 1)
    )

    assert cap_wan * WAN == ladder_fen(base_wan * WAN, ladder)


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_ladder_never_falls(one: int, two: int) -> None:
    """A larger base never has a smaller cap."""
    ladder = steps("1000:200,5000:150,:40")
    low, high = sorted((one, two))

    assert ladder_fen(low, ladder) <= ladder_fen(high, ladder)


@pytest.mark.parametrize("text", ["1000:200", ":1,:2", "2:1,1:1,:1", "0:1,:1", "1:1,1:2,:3"])
def test_bad_ladders(text: str) -> None:
    """Limits rise and only the last step is open."""
    with pytest.raises(ValueError, match="ladder"):
        steps(text)
