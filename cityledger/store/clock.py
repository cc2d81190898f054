"""The one reading of the wall clock, and the guards against a jumped one (L11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cityledger.kernel.errors import WrongClock

if TYPE_CHECKING:
    from sqlalchemy import Connection

STEP = timedelta(microseconds=1)
BACK = timedelta(minutes=5)
AHEAD = timedelta(days=400)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Clock = Callable[["Connection"], datetime]
"""Reads the time of the machine that owns the database."""


def now(connection: Connection) -> datetime:
    """Return this host's time on SQLite, the server's on PostgreSQL: one clock per database."""
    if connection.dialect.name == "postgresql":
        at: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return at.astimezone(UTC)
    return host_now()


def host_now() -> datetime:
    """Return the time of this host (for file names, screens and the SQLite clock)."""
    return datetime.now(UTC)


def tick(last: datetime, wall: datetime, *, confirmed: bool = False) -> datetime:
    """Return the next instant of a log: later than `last`, near the wall clock.

    Raises WrongClock when the wall clock is more than 5 minutes behind the log, or more than
    400 days ahead of it and no `clock.confirm` act vouches for it.
    """
    if wall < last - BACK:
        raise WrongClock(
            f"clock is behind the book: {wall:%F %T} < {last:%F %T} UTC; set the clock",
            is_behind=True,
        )
    if last > EPOCH and wall > last + AHEAD and not confirmed:
        raise WrongClock(
            f"clock is far ahead of the book: {wall:%F %T} > {last:%F %T} UTC + 400 days;"
            " set the clock, or confirm it: cityledger doctor --confirm-clock",
            is_behind=False,
        )
    return max(wall, last + STEP)
