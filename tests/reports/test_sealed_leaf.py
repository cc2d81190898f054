"""A leaf in words: every shape a stranger can give it is shown, and nothing of it is believed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from cityledger.evidence.event import Event, Head, Leaf
from cityledger.kernel import acts, words
from cityledger.reports import sealed_leaf
from cityledger.reports.sealed_leaf import MOST_ROWS, lines
from cityledger.reports.text import width_of

HEAD = Head(0, bytes(32))


def leaf(rows: object, kind: str = "payment.pay", findings: list[Any] | None = None) -> Leaf:
    """Return a leaf that was never parsed, so that anything can stand in it."""
    core = {"actor": "chu", "type": kind, "id": "1", "rows": rows}
    act = Event("t/7", HEAD, HEAD, core, b"", b"")
    return Leaf(7, 3, bytes(32), "2025-06-12T01:02:03.000000Z", 0, findings or [], act)


@pytest.mark.parametrize("kind", sorted({*acts.REGISTRY, *acts.BOOK}))
def test_every_act_has_a_name_in_both_languages(kind: str) -> None:
    assert kind.replace(".", "_") in words.group_of("act_kind")
    assert sealed_leaf.act_name(kind).count(" ") >= 1


def test_two_vouchers_of_one_act_share_out_its_postings() -> None:
    postings = [
        {"account": "100201", "debit_fen": "-100"},
        {"account": "4601", "credit_fen": "-100"},
        {"account": "8001", "debit_fen": "1234567"},
        {"account": "0000", "credit_fen": "1234567", "tranche_id": "1"},
    ]
    vouchers = [{"word": "收", "lines": "2"}, {"word": "转", "lines": "2"}]
    text = list(lines(leaf({"voucher": vouchers, "posting": postings})))
    found = [line.split() for line in text if line.startswith("合计 total")]

    assert [
        ["合计", "total", "-1.00", "-1.00"],
        ["合计", "total", "12,345.67", "12,345.67"],
    ] == found
    assert any("银行存款" in line or "100201" in line for line in text)
    assert any(line.startswith("0000 ") and line.endswith("tranche_id=1") for line in text)


def test_amounts_stand_under_each_other() -> None:
    postings = [
        {"account": "100201", "debit_fen": "1"},
        {"account": "4601", "credit_fen": "99999999999999"},
    ]
    text = list(lines(leaf({"voucher": [{"lines": "2"}], "posting": postings})))
    start = next(n for n, line in enumerate(text) if line.startswith("科目 account"))
    columns = text[start + 1].split("  ")
    end = sum(map(len, columns[:3])) + 4
    credit = next(line for line in text if line.startswith("4601"))

    assert end == width_of(credit)


def test_a_refusal_names_what_was_found() -> None:
    text = list(lines(leaf(None, findings=[["payment.over", {}], ["duty.role", {}]])))

    assert "结果 result     被拒绝 refused: payment.over, duty.role" in text


def test_many_rows_are_counted() -> None:
    text = list(lines(leaf({"hold": [{"n": str(n)} for n in range(MOST_ROWS + 5)]})))

    assert MOST_ROWS == sum(line.startswith("  hold: n=") for line in text)
    assert f"  … 共 {MOST_ROWS + 5} 行 rows in all" == text[-1]


odd = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(["\x1b[2J", "\u202e", "9e9"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["voucher", "posting", "lines", "account", "debit_fen", "summary", "\x1b"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(odd)
def test_any_shape_is_shown_and_no_control_character_gets_through(rows: object) -> None:
    text = list(lines(leaf(rows, kind="\x1b]0;x")))

    assert [] == [line for line in text if {"\x1b", "\u202e", "\n"} & set(line)]
    assert "⟨001B⟩" in text[2]
