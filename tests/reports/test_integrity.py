"""The chain over printed rows and the code of a page."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from cityledger.reports.integrity import PageChain, PageCode, Row, grouped, instant, mark_line
from tests.reports.paper_samples import MARK

ROWS: list[Row] = [("记-000001", "支付", 100), ("记-000002", "收到", -5)]


def digest(pages: list[list[Row]], **changes: object) -> bytes:
    mark = replace(MARK, **changes)  # type: ignore[arg-type]
    chain = PageChain(mark, "voucher", ("a", "b"))
    return [chain.page(rows) for rows in pages][-1].digest


@pytest.mark.parametrize(
    "other",
    [
        digest([ROWS, ROWS]),
        digest([[]]),
        digest([[("记-000001", "支付", 101), ROWS[1]]]),
        digest([[("记-000001", "支付", "100"), ROWS[1]]]),
        digest([[("记-000001支付", "", 100), ROWS[1]]]),
        digest([[ROWS[1], ROWS[0]]]),
        digest([ROWS], size=12346),
        digest([ROWS], root=bytes(32)),
        digest([ROWS], origin="elsewhere/3701050001"),
        PageChain(MARK, "voucher", ("ab",)).page(ROWS).digest,
        PageChain(MARK, "ledger", ("a", "b")).page(ROWS).digest,
    ],
)
def test_any_change_changes_the_page(other: bytes) -> None:
    assert other != digest([ROWS])


def test_a_page_commits_to_the_pages_before_it() -> None:
    assert digest([ROWS, []]) != digest([[], []])


def test_the_same_rows_give_the_same_page() -> None:
    assert digest([ROWS]) == digest([list(ROWS)])


def test_code_is_the_first_hundred_bits() -> None:
    code = PageCode(3701050001, 123, bytes(range(32)))
    assert code.letters == base64.b32encode(bytes(range(32)))[:20].decode()
    assert code.printed == grouped(code.letters, 5)
    assert code.payload == f"CL1/3701050001/00123/{code.letters}".encode()
    assert len(code.payload) == 41


def test_lone_surrogates_have_a_digest() -> None:
    assert digest([[("\ud800",)]]) != digest([[("\ud801",)]])


def test_instants_are_printed_in_beijing_time() -> None:
    assert instant(datetime(2025, 12, 31, 16, 0, 1, tzinfo=UTC)) == "2026-01-01 00:00:01 +08:00"


def test_mark_line_names_size_and_root() -> None:
    assert "记录 12345 条" in mark_line(MARK)
    assert grouped(MARK.root.hex().upper()[:16], 4) in mark_line(MARK)


def test_page_numbers_follow_each_other() -> None:
    chain = PageChain(MARK, "voucher", ())
    codes = [chain.page(ROWS) for _ in range(3)]
    assert [b.page_no - a.page_no for a, b in pairwise(codes)] == [1, 1]
