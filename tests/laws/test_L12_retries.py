"""L12: the same request twice is one act; L6, L7 under many hands at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from cityledger.kernel.errors import RequestReused
from cityledger.ledger.append import append
from cityledger.ledger.verify import verify
from tests.conftest import BOOK
from tests.laws.furnish import JAN, ground, receive
from tests.laws.raw import Raw, law, line, payment_lines, receipt_lines, voucher
from tests.laws.test_L07_numbers import gapless

GOOD = voucher(JAN, line("D", "5001", 5), line("C", "2101", 5))
BAD = voucher(JAN, line("D", "5001", 5))


def count(raw: Raw) -> int:
    """Return the number of leaves of the book."""
    return int(raw.one("SELECT size FROM log_head WHERE book_id=?", BOOK))


def test_the_same_request_and_command_gives_the_first_receipt(raw: Raw) -> None:
    first = raw.act("voucher.correct", GOOD, id="same", command="digest")
    before = count(raw)
    again = raw.act("voucher.correct", GOOD, id="same", command="digest")
    assert (first.index, first.hash, (), True) == (
        first.index,
        again.hash,
        again.findings,
        first.is_new,
    )
    assert (first.index, False, before) == (again.index, again.is_new, count(raw))


def test_rows_drawn_up_anew_do_not_matter(raw: Raw) -> None:
    first = raw.act("voucher.correct", GOOD, id="same", command="digest")
    other = voucher(JAN, line("D", "5001", 6), line("C", "2101", 6))
    assert first.index == raw.act("voucher.correct", other, id="same", command="digest").index
    assert "" == law(first)


@pytest.mark.parametrize("rows", [GOOD, BAD], ids=["accepted", "refused"])
def test_another_command_under_a_used_id_is_an_error(
    raw: Raw, rows: dict[str, list[dict[str, str]]]
) -> None:
    raw.act("voucher.correct", rows, id="same", command="digest")
    before = count(raw)
    with pytest.raises(RequestReused):
        raw.act("voucher.correct", GOOD, id="same", command="another")
    assert before == count(raw)


def test_a_refused_id_is_used_up(raw: Raw) -> None:
    first = raw.act("voucher.correct", BAD, id="same", command="digest")
    before = count(raw)
    again = raw.act("voucher.correct", GOOD, id="same", command="digest")
    assert (first.index, law(first), before) == (again.index, law(again), count(raw))
    assert "L2 fewer than two postings" == law(again)


def test_an_id_is_used_up_per_book_only(raw: Raw) -> None:
    raw.act("voucher.correct", GOOD, id="same", command="digest")
    assert raw.act("clock.confirm", {}, book=0, id="same", command="digest").is_new


def test_a_batch_is_booked_once(raw: Raw) -> None:
    members = [GOOD, GOOD]
    assert 2 == raw.batch("opening.book", members, id="batch", command="digest")
    before = count(raw)
    assert 0 == raw.batch("opening.book", members, id="batch", command="digest")
    assert before == count(raw)


def test_an_error_that_is_not_the_acts_seals_nothing(raw: Raw) -> None:
    def broken(*_: object) -> tuple[()]:
        raise OSError("disk")

    before = count(raw)
    with raw.writing() as connection:
        event = raw.event(connection, "voucher.correct", GOOD, id="same")
        with pytest.raises(OSError, match="disk"):
            append(connection, BOOK, event, raw.office.desk.now, broken)
    assert before == count(raw)
    assert raw.act("voucher.correct", GOOD, id="same").is_new


THREADS, ACTS = 8, 6


def at_once(work: Callable[[int], None]) -> None:
    """Run work in eight threads that start together; an error in one is an error here."""
    barrier = threading.Barrier(THREADS)

    def start(n: int) -> None:
        barrier.wait()
        work(n)

    with ThreadPoolExecutor(THREADS) as pool:
        for future in [pool.submit(start, n) for n in range(THREADS)]:
            future.result()


@pytest.fixture
def busy(empty: Raw) -> Raw:
    """A book with its ground and one tranche of 1,000 fen."""
    ground(empty)
    receive(empty, 1, 1000)
    return empty


def test_many_hands_leave_no_gap_and_pay_no_fen_twice(busy: Raw) -> None:
    paid: list[int] = []

    def work(n: int) -> None:
        hand = Raw(busy.office)
        for turn in range(ACTS):
            lines = payment_lines(1, 100) if turn % 2 else receipt_lines(1, 10)
            rows = voucher(JAN, *lines, word="付" if turn % 2 else "收")
            receipt = hand.act("voucher.correct", rows, id=f"hand.{n}.{turn}")
            if turn % 2 and not receipt.findings:
                paid.append(receipt.index)

    before = count(busy)
    at_once(work)
    assert before + THREADS * ACTS == count(busy)
    assert gapless(busy)
    received = 1000 + THREADS * (ACTS // 2) * 10
    assert received // 100 == len(paid)
    assert received - 100 * len(paid) == busy.limit("money", "1/1")
    with busy.office.desk.read() as connection:
        assert () == verify(connection).problems


def test_one_request_from_many_hands_is_one_act(busy: Raw) -> None:
    indexes: list[int] = []

    def work(n: int) -> None:
        receipt = Raw(busy.office).act("voucher.correct", GOOD, id="one", command="digest")
        indexes.append(receipt.index)

    before = count(busy)
    at_once(work)
    assert ({before}, before + 1) == (set(indexes), count(busy))


def test_a_voucher_reversed_by_many_hands_is_reversed_once(busy: Raw) -> None:
    number = busy.do("voucher.correct", GOOD).index * 100 + 1
    red = voucher(
        JAN, line("D", "5001", -5), line("C", "2101", -5), kind="reversal", reverses_id=number
    )
    said: list[str] = []
    at_once(lambda n: said.append(law(Raw(busy.office).act("voucher.correct", red, id=f"r.{n}"))))
    assert ["", *["L6 voucher: key exists"] * (THREADS - 1)] == sorted(said)
