"""A tape gives back whole records only, finds the last one from its end, and outlives any crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from cityledger.store.tape import Tape

RECORDS = st.lists(st.binary(min_size=1, max_size=40), max_size=8)


@pytest.fixture
def tape(tmp_path: Path) -> Tape:
    """A tape that is not there yet."""
    return Tape(tmp_path / "a.tape")


def test_a_tape_that_is_not_there_has_no_records(tape: Tape) -> None:
    assert (None, []) == (tape.last(), list(tape.records()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(first=RECORDS, then=RECORDS)
def test_records_come_back_in_order(tape: Tape, first: list[bytes], then: list[bytes]) -> None:
    tape.path.unlink(missing_ok=True)

    assert (len(first), len(then)) == (tape.add(first), tape.add(then))

    whole = first + then
    assert (whole, whole[-1] if whole else None) == (list(tape.records()), tape.last())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(records=RECORDS, cut=st.integers(0, 400), tail=st.sampled_from([b"", b"\0" * 12, b"\xff"]))
def test_whatever_a_crash_leaves_is_cut_to_whole_records(
    tape: Tape, records: list[bytes], cut: int, tail: bytes
) -> None:
    tape.path.unlink(missing_ok=True)
    tape.add(records)
    kept = tape.path.read_bytes()[:cut]
    tape.path.write_bytes(kept + tail)

    found = list(tape.records())
    assert found == records[: len(found)]
    assert (found[-1] if found else None) == tape.last()

    tape.add([b"next"])
    assert [*found, b"next"] == list(tape.records())
    assert sum(8 + len(record) for record in [*found, b"next"]) == tape.path.stat().st_size


def test_what_is_cut_off_is_kept_beside_the_tape(tape: Tape) -> None:
    tape.add([b"one", b"two"])
    data = bytearray(tape.path.read_bytes())
    data[-1] ^= 1
    tape.path.write_bytes(data)

    tape.add([b"three"])

    assert [b"one", b"three"] == list(tape.records())
    assert bytes(data[11:]) == tape.path.with_name("a.tape.cut-11").read_bytes()


def test_a_write_that_fails_leaves_no_half_record(tape: Tape) -> None:
    tape.add([b"one"])

    def failing() -> object:
        yield b"two" * 5000
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        tape.add(failing())  # type: ignore[arg-type]

    assert b"\0\0\0\3one\0\0\0\3" == tape.path.read_bytes()
