"""Days, instants and periods. No clock: what day it is comes from `store.clock` alone."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeAlias

from cityledger.kernel import words

Period: TypeAlias = int
"""A calendar month as yyyymm, such as 202503; `OPENING` holds the opening vouchers (L7)."""

OPENING: Period = 0

CHINA = timezone(timedelta(hours=8))
"""The one time zone of China: days of a book are days in it, whatever the host is set to."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_PERIOD = re.compile(r"([0-9]{4})-?(0[1-9]|1[0-2])\Z")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\Z")


class DayError(ValueError):
    """Why a text is not a day, a period or an instant; `code` is a sentence of words.toml."""

    def __init__(self, code: str, value: str) -> None:
        """Take the reason and the text that was refused."""
        self.code = code
        self.value = value[:40]
        super().__init__(f"{self.reason('en')}: {self.value!r}")

    def reason(self, lang: words.Lang = "zh") -> str:
        """Return the reason in one language."""
        return words.sentence(self.code, lang)


def parse(text: str) -> date:
    """Read `YYYY-MM-DD` in ASCII digits, nothing else; raises `DayError`."""
    if not _DAY.match(text):
        raise DayError("day_shape", text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DayError("day_calendar", text) from error


def text(day: date) -> str:
    """Print `YYYY-MM-DD`."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def china_day(at: datetime) -> date:
    """Return the day it is in China at an instant."""
    return at.astimezone(CHINA).date()


def long_text(day: date, lang: words.Lang = "zh") -> str:
    """Print the day as papers show it, month and day always in two digits."""
    return words.sentence("day_long", lang, year=day.year, month=day.month, day=day.day)


def long_zh(day: date) -> str:
    """Print the day as Chinese papers show it."""
    return long_text(day, "zh")


def add_days(day: date, count: int) -> date:
    """Return the day `count` days later (earlier when negative)."""
    return day + timedelta(days=count)


def add_months(day: date, count: int) -> date:
    """Return the same day `count` months later, or that month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_between(start: date, end: date) -> int:
    """Return how many days `end` is after `start`."""
    return (end - start).days


def period_of(day: date) -> Period:
    """Return the period a day falls in."""
    return day.year * 100 + day.month


def is_period(number: int) -> bool:
    """Say whether a number names a month, or the opening."""
    return number == OPENING or (1 <= number // 100 <= 9999 and 1 <= number % 100 <= 12)


def parse_period(text: str) -> Period:
    """Read `2025-03` or `202503`; raises `DayError`."""
    match = _PERIOD.match(text)
    if match is None or match[1] == "0000":
        raise DayError("period_shape", text)
    return int(match[1]) * 100 + int(match[2])


def period_text(period: Period) -> str:
    """Print `2025-03`; the opening is `0000-00`, which sorts before every month."""
    return f"{period // 100:04d}-{period % 100:02d}"


def period_long(period: Period, lang: words.Lang = "zh") -> str:
    """Print the period as papers show it."""
    if period == OPENING:
        return words.sentence("period_opening", lang)
    year, month = _year_month(period)
    return words.sentence("period_long", lang, year=year, month=month)


def first_day(period: Period) -> date:
    """Return the first day of a month; the opening has no days (ValueError)."""
    year, month = _year_month(period)
    return date(year, month, 1)


def last_day(period: Period) -> date:
    """Return the last day of a month; the opening has no days (ValueError)."""
    year, month = _year_month(period)
    return date(year, month, calendar.monthrange(year, month)[1])


def bounds(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return first_day(period), last_day(period)


def next_period(period: Period) -> Period:
    """Return the month after; what follows the opening is the book's own choice (ValueError)."""
    return period_of(add_months(first_day(period), 1))


def previous_period(period: Period) -> Period:
    """Return the month before."""
    return period_of(add_months(first_day(period), -1))


def fiscal_year(period: Period) -> int:
    """Return the fiscal year of a month: the calendar year (Accounting Law art. 11)."""
    return _year_month(period)[0]


def year_periods(year: int) -> tuple[Period, ...]:
    """Return the twelve periods of a fiscal year."""
    return tuple(year * 100 + month for month in range(1, 13))


def instant_text(at: datetime) -> str:
    """Print RFC 3339 in UTC with six decimals and `Z` (CJ1 rule 3); `at` must know its zone."""
    if at.tzinfo is None:
        raise ValueError("an instant without a time zone")
    utc = at.astimezone(UTC)
    return f"{text(utc)}T{utc:%H:%M:%S}.{utc.microsecond:06d}Z"


def parse_instant(text: str) -> datetime:
    """Read back `instant_text`, strictly; raises `DayError`."""
    if not _INSTANT.match(text):
        raise DayError("day_shape", text)
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise DayError("day_calendar", text) from error


def _year_month(period: Period) -> tuple[int, int]:
    if period == OPENING or not is_period(period):
        raise ValueError(f"period {period} is not a month")
    return divmod(period, 100)
