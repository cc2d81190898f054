"""The clock: one step per leaf, and no jump that nobody vouches for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from cityledger.kernel.errors import Unavailable
from cityledger.store.clock import AHEAD, BACK, EPOCH, STEP, host_now, now, tick
from cityledger.store.engine import connect, read

LAST = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (timedelta(0), STEP),
        (STEP, STEP),
        (2 * STEP, 2 * STEP),
        (-BACK, STEP),
        (timedelta(days=1), timedelta(days=1)),
        (AHEAD, AHEAD),
    ],
)
def test_a_tick_is_the_wall_clock_or_one_step_on(offset: timedelta, expected: timedelta) -> None:
    assert LAST + expected == tick(LAST, LAST + offset)


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_clock_behind_the_book_stops_even_when_confirmed(confirmed: bool) -> None:
    with pytest.raises(Unavailable, match="behind the book"):
        tick(LAST, LAST - BACK - STEP, confirmed=confirmed)


def test_a_clock_far_ahead_needs_a_confirmation() -> None:
    wall = LAST + AHEAD + STEP
    with pytest.raises(Unavailable, match="doctor --confirm-clock"):
        tick(LAST, wall)
    assert wall == tick(LAST, wall, confirmed=True)


def test_the_first_leaf_of_a_log_has_no_predecessor_to_be_far_from() -> None:
    assert LAST == tick(EPOCH, LAST)


@given(st.lists(st.integers(-200, 200), max_size=30))
def test_ticks_only_grow(steps: list[int]) -> None:
    at, wall, seen = LAST, LAST, [LAST]
    for step in steps:
        wall = max(wall + timedelta(seconds=step), at - BACK)
        at = tick(at, wall)
        seen.append(at)
    assert sorted(set(seen)) == seen


def test_the_clock_of_a_file_is_this_host() -> None:
    engine = connect("sqlite://")
    with read(engine) as connection:
        before, found, after = host_now(), now(connection), host_now()
    engine.dispose()
    assert before <= found <= after
    assert timedelta(0) == found.utcoffset()
