"""L11: two dates. The value date lies in an open period; the booking time only grows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cityledger.evidence.event import parse_leaf
from cityledger.kernel.errors import Unavailable
from cityledger.ledger.append import append
from cityledger.ledger.verify import verify
from tests.conftest import BOOK
from tests.laws.furnish import JAN, months
from tests.laws.raw import Raw, join, law, line, row, voucher

PAIR = [line("D", "5001", 5), line("C", "2101", 5)]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2025-01-01", ""),
        ("2025-02-28", ""),
        ("2024-12-31", "L11 period is not open"),
        ("2025-03-01", "L11 period is not open"),
    ],
    ids=["first day", "last day", "closed", "not yet open"],
)
def test_a_voucher_falls_in_an_open_period(raw: Raw, on: str, said: str) -> None:
    assert said == raw.refusal(on, *PAIR)


def test_without_triggers_a_closed_month_takes_vouchers(raw: Raw) -> None:
    raw.drop_laws()
    assert "" == raw.refusal("2024-12-31", *PAIR)


@pytest.mark.parametrize("period", [202502, 202412, 2025, 20250110])
def test_the_period_is_the_month_of_the_value_date(raw: Raw, period: int) -> None:
    assert raw.refusal(JAN, *PAIR, period=period).startswith("L11 ")


def change(period: int, state: str) -> dict[str, list[dict[str, str]]]:
    """Open or close a period."""
    return {"period_change": [row(period=period, state=state)]}


def test_a_month_can_be_closed_and_opened_again(raw: Raw) -> None:
    raw.do("period.close", change(202501, "closed"))
    assert "L11 period is not open" == raw.refusal(JAN, *PAIR)
    raw.do("period.open", change(202501, "open"))
    assert "" == raw.refusal(JAN, *PAIR)


def test_a_month_cannot_be_opened_in_the_act_that_uses_it(raw: Raw) -> None:
    # The open period must stand in an earlier leaf: the same act cannot make its own door.
    leaf = raw.open_leaf()
    assert "" == raw.insert("period_change", period=202503, leaf_idx=leaf, state="open")
    for n, (debit, credit) in enumerate(((5, 0), (0, 5)), 1):
        names = {"voucher_id": leaf * 100 + 1, "n": n, "account": "5001", "tranche_id": 0}
        assert "" == raw.insert("posting", **names, debit_fen=debit, credit_fen=credit)
    said = raw.insert(
        "voucher",
        voucher_id=leaf * 100 + 1,
        period=202503,
        word="转",
        voucher_no=1,
        kind="normal",
        value_date="2025-03-01",
        booked_at="2025-03-01T00:00:00.000000Z",
        summary="x",
        attachments=0,
    )
    assert "L11 period is not open" == said


def test_two_months_may_be_open_together(raw: Raw) -> None:
    months(raw, 202503)
    assert ["", "", ""] == [raw.refusal(on, *PAIR) for on in ("2025-03-02", JAN, "2025-02-01")]


def at(raw: Raw) -> datetime:
    """Return the booking time of the last leaf."""
    body = raw.one("SELECT body FROM leaf WHERE book_id=? ORDER BY idx DESC LIMIT 1", BOOK)
    return datetime.fromisoformat(parse_leaf(bytes(body)).at)


def act_at(raw: Raw, wall: datetime, kind: str = "evidence.attach") -> datetime:
    """Append an act with the clock at `wall`; return its booking time."""
    with raw.writing() as connection:
        event = raw.event(connection, kind, {})
        append(connection, BOOK, event, lambda _: wall, lambda *_: ())
    return at(raw)


def test_booking_times_grow_even_when_the_clock_stands_or_steps_back(raw: Raw) -> None:
    last = at(raw)
    step = timedelta(microseconds=1)
    assert last + step == act_at(raw, last)
    assert last + 2 * step == act_at(raw, last - timedelta(minutes=4))
    assert last + timedelta(hours=1) == act_at(raw, last + timedelta(hours=1))


@pytest.mark.parametrize(
    ("jump", "said"),
    [(timedelta(minutes=-6), "behind the book"), (timedelta(days=401), "far ahead of the book")],
    ids=["behind", "ahead"],
)
def test_a_jumped_clock_stops_writing(raw: Raw, jump: timedelta, said: str) -> None:
    last = at(raw)
    with pytest.raises(Unavailable, match=said):
        act_at(raw, last + jump)
    assert last == at(raw)


def test_a_confirmed_clock_may_jump_ahead_but_not_back(raw: Raw) -> None:
    ahead = at(raw) + timedelta(days=500)
    assert ahead == act_at(raw, ahead, "clock.confirm")
    with pytest.raises(Unavailable, match="behind the book"):
        act_at(raw, ahead - timedelta(minutes=6), "clock.confirm")


def test_all_vouchers_of_an_act_carry_its_booking_time(raw: Raw) -> None:
    leaf = raw.do("voucher.correct", join(voucher(JAN, *PAIR), voucher(JAN, *PAIR))).index
    found = raw.sql("SELECT booked_at FROM voucher WHERE voucher_id > ?", leaf * 100)
    expected = at(raw)
    times = [
        datetime.fromisoformat(t) if isinstance(t, str) else t.astimezone(UTC) for (t,) in found
    ]
    assert [expected, expected] == times


def test_a_leaf_before_its_predecessor_is_named(raw: Raw) -> None:
    from cityledger.ledger import append as appending

    with raw.writing() as connection:
        event = raw.event(connection, "evidence.attach", {})
        log = appending.lock(connection, BOOK)
        log.at -= timedelta(days=2)
        leaf = log.seal(event, log.at)
        connection.execute(appending.LEAF.insert(), log.leaves)
        problems = verify(connection, signatures=False).problems
    assert f"leaf {leaf.index} of book {BOOK}: time or origin in its header" in problems


@pytest.mark.parametrize("value", ["2025-1-10", "10.01.2025", "", "2025-02-30"])
def test_a_value_date_is_a_day(raw: Raw, value: str) -> None:
    rows = voucher(JAN, *PAIR)
    rows["voucher"][0]["value_date"] = value
    assert law(raw.act("voucher.correct", rows)).startswith("L6 voucher: not a row")
