"""L7: signed heads and cosignatures are counted without gaps, and are of heads that there are."""

from __future__ import annotations

import pytest

from cityledger.evidence import note
from cityledger.evidence.keys import SoftKey
from cityledger.evidence.suite import S1, S2
from cityledger.ledger import checkpoint
from tests.conftest import BOOK, LOG_SEED
from tests.laws.furnish import WITNESS
from tests.laws.raw import Raw

SIZE = "L7 checkpoint: its size"
NO_HEAD = "L7 cosignature: no checkpoint of that size"


def last(raw: Raw, suite: int = S1.number) -> tuple[int, int]:
    """Return number and size of the newest checkpoint of the book in a suite."""
    sql = "SELECT n, size FROM checkpoint WHERE book_id=? AND suite=? ORDER BY n DESC LIMIT 1"
    n, size = raw.sql(sql, BOOK, suite)[0]
    return n, size


def signed(raw: Raw, n: int, size: int, suite: int = S1.number, book: int = BOOK) -> str:
    """Insert a checkpoint by plain SQL; return what the database said against it."""
    columns = {"suite": suite, "n": n, "size": size, "frontier": b"", "note": b"x"}
    return raw.insert("checkpoint", book_id=book, **columns)


def cosigned(raw: Raw, n: int, size: int, suite: int = S1.number, witness: str = WITNESS[0]) -> str:
    """Insert a cosignature by plain SQL; return what the database said against it."""
    columns = {"suite": suite, "witness": witness, "n": n, "size": size, "line": "x"}
    return raw.insert("cosignature", **columns)


@pytest.fixture
def grown(raw: Raw) -> Raw:
    """The furnished book two leaves after its checkpoint."""
    raw.do("evidence.attach", {})
    raw.do("evidence.attach", {})
    return raw


@pytest.mark.parametrize("suite", [S1.number, S2.number])
@pytest.mark.parametrize(
    ("step", "growth", "expected"),
    [
        (1, 1, ""),
        (1, 2, ""),
        (2, 1, "L7 checkpoint gap"),
        (-1, 1, "L7 checkpoint gap"),
        (0, 1, "L6 checkpoint: key exists"),
        (1, 0, SIZE),
        (1, -1, SIZE),
        (1, 3, SIZE),
    ],
    ids=["next", "newest", "skipped", "before the first", "again", "same size", "less", "too far"],
)
def test_a_checkpoint_is_the_next_and_of_more_leaves(
    grown: Raw, suite: int, step: int, growth: int, expected: str
) -> None:
    n, size = last(grown, suite)
    assert expected == signed(grown, n + step, size + growth, suite)


def test_a_head_of_no_log_or_of_nothing_is_no_head(grown: Raw) -> None:
    assert SIZE == signed(grown, 0, 5, book=77)
    assert SIZE == signed(grown, 0, 0, book=77)


def test_each_suite_counts_by_itself(grown: Raw) -> None:
    n, size = last(grown)
    assert "" == signed(grown, n + 1, size + 1)
    assert (n, size) == last(grown, S2.number)
    assert "" == signed(grown, n + 1, size + 1, S2.number)
    assert "L7 checkpoint gap" == signed(grown, n + 3, size + 2)


def test_the_first_checkpoint_of_a_log_is_number_zero(raw: Raw) -> None:
    columns = {"book_id": 77, "origin": "t.example/77", "size": 0, "frontier": b""}
    clock = raw.one("SELECT last_booked_at FROM log_head WHERE book_id=?", BOOK)
    assert "" == raw.insert("log_head", **columns, last_hash=b"", last_booked_at=clock)
    assert "L7 checkpoint gap" == signed(raw, 1, 0, book=77)
    assert SIZE == signed(raw, 0, 1, book=77)


def test_a_head_that_has_its_checkpoint_gets_no_second_one(grown: Raw) -> None:
    with grown.writing() as connection:
        first = checkpoint.take(connection, BOOK, SoftKey(LOG_SEED))
        again = checkpoint.take(connection, BOOK, SoftKey(LOG_SEED))
    assert [S1.number, S2.number] == [added.suite for added in first]
    assert [] == again


@pytest.mark.parametrize(
    ("step", "growth", "expected"),
    [
        (1, 0, ""),
        (2, 0, "L7 cosignature gap"),
        (-1, 0, "L7 cosignature gap"),
        (0, 0, "L6 cosignature: key exists"),
        (1, 1, NO_HEAD),
        (1, -1, NO_HEAD),
    ],
    ids=["next", "skipped", "before the first", "again", "a larger size", "a smaller size"],
)
def test_a_cosignature_is_the_next_and_of_a_checkpoint(
    grown: Raw, step: int, growth: int, expected: str
) -> None:
    _, size = last(grown)
    assert expected == cosigned(grown, step, size + growth)


def test_a_witness_signs_ever_larger_heads(grown: Raw) -> None:
    n, size = last(grown)
    assert "" == signed(grown, n + 1, size + 1)
    assert "" == cosigned(grown, 1, size + 1)
    assert "L7 cosignature: of fewer leaves than the last" == cosigned(grown, 2, size)
    assert "" == cosigned(grown, 2, size + 1)


def test_each_witness_counts_by_itself(raw: Raw) -> None:
    _, size = last(raw)
    other = "other.example/audit"
    assert "L7 cosignature gap" == cosigned(raw, 1, size, witness=other)
    assert ["", ""] == [cosigned(raw, n, size, witness=other) for n in (0, 1)]
    assert "" == cosigned(raw, 1, size)


def test_a_checkpoint_of_one_suite_is_none_of_the_other(grown: Raw) -> None:
    n, size = last(grown)
    assert "" == signed(grown, n + 1, size + 1, S2.number)
    assert NO_HEAD == cosigned(grown, 1, size + 1)
    assert "" == cosigned(grown, 1, size + 1, S2.number)


def test_a_line_is_kept_once_and_lines_are_counted(raw: Raw) -> None:
    _, size = last(raw)
    name, key = WITNESS
    with raw.writing() as connection:
        stored = checkpoint.latest(connection, BOOK)
        assert stored is not None
        text = note.parse(stored.note).text
        later = note.cosign(text, name, key, 1_736_600_000).line()
        kept = [checkpoint.add_cosignature(connection, BOOK, S1, size, later) for _ in range(2)]
        lines = checkpoint.latest(connection, BOOK).lines  # type: ignore[union-attr]
    assert [True, False] == kept
    assert [*stored.lines, later] == [*lines]


def test_without_triggers_heads_and_lines_can_be_skipped(raw: Raw) -> None:
    raw.drop_laws()
    assert "" == signed(raw, 9, 10**6)
    assert "" == cosigned(raw, 9, 10**5)
