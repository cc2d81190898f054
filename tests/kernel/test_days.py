"""Days, periods and instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from cityledger.kernel import days
from cityledger.kernel.days import DayError

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(DAYS)
def test_a_day_printed_is_read_back(day: date) -> None:
    assert day == days.parse(days.text(day))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "day_shape"),
        ("2025-3-7", "day_shape"),
        ("20250307", "day_shape"),
        ("2025/03/07", "day_shape"),
        ("2025-03-07 ", "day_shape"),
        ("2025-03-07\n", "day_shape"),
        ("\uff12\uff10\uff12\uff15-03-07", "day_shape"),
        ("2025-W10-5", "day_shape"),
        ("2025-02-29", "day_calendar"),
        ("2025-13-01", "day_calendar"),
        ("0000-01-01", "day_calendar"),
    ],
)
def test_other_texts_are_no_days(text: str, code: str) -> None:
    with pytest.raises(DayError) as caught:
        days.parse(text)
    assert code == caught.value.code
    assert caught.value.reason("zh")


def test_papers_show_the_day_in_two_digits() -> None:
    assert days.long_zh(date(2025, 3, 7)) == "2025年03月07日"
    assert days.long_text(date(2025, 3, 7), "en") == "2025-03-07"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-06-15", 24, "2027-06-15"),
    ],
)
def test_months_are_added_within_the_month(day: str, months: int, later: str) -> None:
    assert days.parse(later) == days.add_months(days.parse(day), months)


def test_days_are_added_and_counted() -> None:
    start = date(2025, 2, 27)
    assert days.add_days(start, 2) == date(2025, 3, 1)
    assert days.days_between(start, date(2025, 3, 1)) == 2


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_periods_tile_the_calendar(day: date) -> None:
    period = days.period_of(day)
    first, last = days.bounds(period)
    assert first <= day <= last
    assert days.next_period(period) == days.period_of(days.add_days(last, 1))
    assert days.previous_period(period) == days.period_of(days.add_days(first, -1))
    assert period in days.year_periods(days.fiscal_year(period))
    assert period == days.parse_period(days.period_text(period))


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-13", "2025-00", "2025-3", "0000-01", "\uff12\uff10\uff12\uff1503"]
)
def test_other_texts_are_no_periods(text: str) -> None:
    with pytest.raises(DayError) as caught:
        days.parse_period(text)
    assert caught.value.code == "period_shape"


def test_the_opening_is_a_period_without_days() -> None:
    assert days.is_period(days.OPENING)
    assert days.period_text(days.OPENING) == "0000-00"
    assert days.period_long(days.OPENING) == "期初"
    assert days.period_long(202503) == "2025年03月"
    for question in (days.bounds, days.next_period, days.fiscal_year):
        with pytest.raises(ValueError, match="not a month"):
            question(days.OPENING)


@pytest.mark.parametrize("number", [-1, 1, 12, 202500, 202513, 1_000_001])
def test_other_numbers_are_no_periods(number: int) -> None:
    assert not days.is_period(number)


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_printed_is_read_back(at: datetime) -> None:
    assert at == days.parse_instant(days.instant_text(at))


def test_an_instant_is_printed_in_utc() -> None:
    beijing = timezone(timedelta(hours=8))
    at = datetime(2025, 3, 7, 1, 2, 3, 4, tzinfo=beijing)
    assert days.instant_text(at) == "2025-03-06T17:02:03.000004Z"
    with pytest.raises(ValueError, match="time zone"):
        days.instant_text(at.replace(tzinfo=None))


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-07T00:00:00Z",
        "2025-03-07T00:00:00.000000+00:00",
        "2025-03-07 00:00:00.000000Z",
        "2025-03-07T24:00:00.000000Z",
        "2025-02-30T00:00:00.000000Z",
    ],
)
def test_other_texts_are_no_instants(text: str) -> None:
    with pytest.raises(DayError):
        days.parse_instant(text)
