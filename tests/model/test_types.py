"""The column types: what goes in comes out, alike on each engine."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from cityledger.model.base import METADATA
from cityledger.model.types import Day, Instant

SQLITE = sqlite.dialect()
SERVER = postgresql.dialect()  # type: ignore[no-untyped-call]


@given(st.dates())
def test_a_day_is_iso_text_in_a_file_and_sorts_as_a_day(on: date) -> None:
    kind = Day()
    stored = kind.process_bind_param(on, SQLITE)
    assert on.isoformat() == stored
    assert on == kind.process_result_value(stored, SQLITE)
    assert on == kind.process_bind_param(on, SERVER)


instants = st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bound of a strategy that adds the zone


@given(instants, instants)
def test_instants_sort_alike_as_text(first: datetime, second: datetime) -> None:
    kind = Instant()
    texts = [str(kind.process_bind_param(at, SQLITE)) for at in (first, second)]
    assert (first < second) == (texts[0] < texts[1])
    assert first == kind.process_result_value(texts[0], SQLITE)


def test_an_instant_of_the_server_is_read_in_utc() -> None:
    beijing = datetime(2025, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    found = Instant().process_result_value(beijing, SERVER)
    assert datetime(2025, 1, 1, tzinfo=UTC) == found
    assert found is not None
    assert timedelta(0) == found.utcoffset()


@pytest.mark.parametrize("kind", [Day(), Instant()], ids=["day", "instant"])
def test_nothing_stays_nothing(kind: Day | Instant) -> None:
    assert kind.process_bind_param(None, SQLITE) is None
    assert kind.process_result_value(None, SQLITE) is None


@pytest.mark.parametrize(
    ("name", "file", "server"),
    [("value_date", "TEXT", "DATE"), ("booked_at", "TEXT", "TIMESTAMP WITH TIME ZONE")],
)
def test_dates_are_stored_natively_where_they_can_be(name: str, file: str, server: str) -> None:
    kind = METADATA.tables["voucher"].c[name].type
    assert (file, server) == (kind.compile(SQLITE), kind.compile(SERVER))


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_every_constraint_has_a_name(table: object) -> None:
    constraints = METADATA.tables[str(table)].constraints
    assert [] == [c for c in constraints if c.name is None]


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_text_is_compared_by_code_point_on_the_server(table: object) -> None:
    texts = [c for c in METADATA.tables[str(table)].columns if str(c.type) == "TEXT"]
    days = (Day, Instant)
    kinds = {c.type.compile(SERVER) for c in texts if not isinstance(c.type, days)}
    assert kinds <= {'TEXT COLLATE "C"'}
