"""L7: voucher numbers and leaf indexes have no gap."""

from __future__ import annotations

import pytest

from tests.conftest import BOOK
from tests.laws.furnish import FEB, JAN
from tests.laws.raw import Raw, join, law, line, row, voucher
from tests.laws.test_L02_balance import head, posted

PAIR = [line("D", "5001", 5), line("C", "2101", 5)]


def numbers(raw: Raw) -> dict[tuple[int, str], list[int]]:
    """Return the voucher numbers by period and word, in order of booking."""
    found: dict[tuple[int, str], list[int]] = {}
    for period, word, number in raw.sql(
        "SELECT period, word, voucher_no FROM voucher ORDER BY voucher_id"
    ):
        found.setdefault((period, word), []).append(number)
    return found


def gapless(raw: Raw) -> bool:
    """Say whether every series counts from 1 in order of booking."""
    return all(series == [*range(1, len(series) + 1)] for series in numbers(raw).values())


def test_each_period_and_word_counts_by_itself(raw: Raw) -> None:
    for on, word in ((JAN, "收"), (FEB, "收"), (JAN, "转"), (FEB, "付"), (JAN, "收")):
        assert "" == raw.refusal(on, *PAIR, word=word)
    assert gapless(raw)
    assert {(202501, "收"), (202502, "收"), (202502, "付")} <= numbers(raw).keys()


def test_a_refused_voucher_uses_no_number(raw: Raw) -> None:
    before = numbers(raw)
    assert "" != raw.refusal(JAN, *PAIR[:1])
    assert before == numbers(raw)
    assert "" == raw.refusal(JAN, *PAIR)
    assert gapless(raw)


def test_an_act_of_several_vouchers_counts_on(raw: Raw) -> None:
    rows = join(voucher(JAN, *PAIR), voucher(FEB, *PAIR), voucher(JAN, *PAIR))
    leaf = raw.do("voucher.correct", rows).index
    found = raw.sql("SELECT voucher_id FROM voucher WHERE voucher_id > ? ORDER BY 1", leaf * 100)
    assert [(leaf * 100 + n,) for n in (1, 2, 3)] == found
    assert gapless(raw)


def test_an_act_holds_at_most_99_vouchers(raw: Raw) -> None:
    rows = join(*(voucher(JAN, *PAIR) for _ in range(100)))
    assert "L7 more than 99 vouchers in one act" == law(raw.act("voucher.correct", rows))


def test_an_act_cannot_choose_its_number(raw: Raw) -> None:
    rows = voucher(JAN, *PAIR, voucher_no=99, voucher_id=5)
    leaf = raw.do("voucher.correct", rows).index
    sql = "SELECT voucher_no FROM voucher WHERE voucher_id=?"
    assert 99 != raw.one(sql, leaf * 100 + 1)
    assert gapless(raw)


@pytest.mark.parametrize(("number", "law"), [(1, ""), (2, "L7 voucher gap"), (0, "L7 voucher gap")])
def test_the_database_counts_vouchers_too(raw: Raw, number: int, law: str) -> None:
    leaf = raw.open_leaf()
    posted(raw, leaf, 2)
    assert law == head(raw, leaf, voucher_no=number)


@pytest.mark.parametrize(("step", "expected"), [(0, ""), (1, "L7 leaf gap"), (-1, "L6 leaf")])
def test_the_database_counts_leaves_too(raw: Raw, step: int, expected: str) -> None:
    following = int(raw.one("SELECT max(idx)+1 FROM leaf WHERE book_id=?", BOOK))
    assert raw.insert("leaf", idx=following + step, body=b"x", hash=b"x").startswith(expected)


def test_a_log_starts_at_leaf_zero(raw: Raw) -> None:
    assert "L7 leaf gap" == raw.insert("leaf", book_id=77, idx=1, body=b"x", hash=b"x")
    assert "L7 leaf gap" == raw.insert("leaf", book_id=77, idx=-1, body=b"x", hash=b"x")


def test_without_triggers_numbers_can_be_skipped(raw: Raw) -> None:
    raw.drop_laws()
    assert "" == raw.insert("leaf", idx=10**6, body=b"x", hash=b"x")


@pytest.mark.parametrize("period", [202501, 0])
def test_the_opening_stands_in_period_zero_alone(raw: Raw, period: int) -> None:
    wrong = "normal" if period == 0 else "opening"
    said = raw.refusal(JAN, *PAIR, period=period, kind=wrong, word="初")
    assert "L11 value date outside its period" == said
    right = "opening" if period == 0 else "normal"
    assert "" == raw.refusal(JAN, *PAIR, period=period, kind=right, word="初")


def test_every_leaf_is_a_row_and_the_head_knows_their_count(raw: Raw) -> None:
    for book, size in raw.sql("SELECT book_id, size FROM log_head"):
        found = raw.sql("SELECT idx FROM leaf WHERE book_id=? ORDER BY idx", book)
        assert [(n,) for n in range(size)] == found


def test_a_row_of_another_period_changes_nothing(raw: Raw) -> None:
    change = row(period=202503, state="open")
    raw.do("period.open", {"period_change": [change]})
    assert "" == raw.refusal("2025-03-01", *PAIR)
    assert [1] == numbers(raw)[202503, "转"]
