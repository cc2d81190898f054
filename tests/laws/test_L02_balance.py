"""L2: debits equal credits per voucher, ledger and key, and money only moves in a tranche."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy.exc import DBAPIError

from tests.conftest import BOOK
from tests.laws.furnish import FEB, JAN
from tests.laws.raw import Raw, Text, law, line, payment_lines, receipt_lines, row, voucher

UNEQUAL = "L2 debit <> credit in a ledger and key"
FEW = "L2 fewer than two postings"
APART = "L14 money and 8001 move apart"

BY_TRIGGER: dict[str, tuple[str, Sequence[Text]]] = {
    "unbalanced": (UNEQUAL, [line("D", "5001", 100), line("C", "2101", 99)]),
    "red and blue": (UNEQUAL, [line("D", "5001", 100), line("D", "2101", 100)]),
    "X1 cash against budget income": (
        UNEQUAL,
        [line("D", "100201", 5, 2, bank_account_id=1), line("C", "6601", 5, 2)],
    ),
    "expense of one tranche, money of another": (
        UNEQUAL,
        [line("D", "5001", 5, 1), *payment_lines(2, 5)[1:]],
    ),
    "tranche 0 pays with money of a tranche": (
        UNEQUAL,
        [line("D", "5001", 5), *payment_lines(2, 5)[1:]],
    ),
    "memo against financial": (UNEQUAL, [line("D", "5001", 5), line("C", "9291", 5)]),
    "X7 a commitment moves between allotments": (
        UNEQUAL,
        [line("D", "9103", 100, allotment_id=1), line("C", "9102", 100, allotment_id=2)],
    ),
    "cost moves between budget lines": (
        UNEQUAL,
        [line("D", "9112", 100, budget_line_id=1), line("C", "9112", 100, budget_line_id=2)],
    ),
    "X6 one posting": (FEW, [line("D", "9201", 1)]),
    "no posting": (FEW, []),
    "X2 cash without 8001": (
        APART,
        [line("D", "100201", 5, 2, bank_account_id=1), line("C", "4601", 5, 2)],
    ),
    "8001 without cash": (APART, [line("D", "8001", 5, 2), line("C", "6601", 5, 2)]),
    "8001 moves less than cash": (
        APART,
        [*receipt_lines(2, 5)[:2], line("D", "8001", 4, 2), line("C", "6601", 4, 2)],
    ),
    "a cash tranche without money": (
        "L2 a cash tranche without money",
        [line("D", "5001", 5, 2), line("C", "2101", 5, 2)],
    ),
}

BY_CHECK: dict[str, tuple[str, Sequence[Text]]] = {
    "a bank account on an expense": (
        "ck_posting_bank",
        [line("D", "5001", 5, bank_account_id=1), line("C", "2101", 5)],
    ),
    "money in tranche 0": (
        "ck_posting_purse",
        [line("D", "100201", 5, bank_account_id=1), line("C", "2101", 5)],
    ),
    "8001 in tranche 0": ("ck_posting_purse", [line("D", "8001", 5), line("C", "6601", 5)]),
    "memo in a tranche": ("ck_posting_memo", [line("D", "9201", 5, 2), line("C", "9291", 5, 2)]),
    "nothing on either side": ("ck_posting_one_side", [line("D", "5001", 0), line("C", "2101", 0)]),
    "both sides of one posting": (
        "ck_posting_one_side",
        [row(account=a, tranche_id=0, debit_fen=5, credit_fen=5) for a in ("5001", "2101")],
    ),
}

BY_LEDGER: dict[str, tuple[str, Sequence[Text]]] = {
    "money without a bank account": (
        "L2 a money posting names no bank account",
        [line("D", "100201", 5, 2), *receipt_lines(2, 5)[1:]],
    ),
    "an account that is not in the chart": (
        "L2 no account 999999 in the chart of this book",
        [line("D", "999999", 5), line("C", "2101", 5)],
    ),
    "a floor without its dimension": (
        "L3 account 230201 names no contract",
        [line("D", "5001", 5), line("C", "230201", 5)],
    ),
}


@pytest.mark.parametrize("name", BY_TRIGGER)
def test_a_voucher_that_breaks_it_is_refused_and_sealed(raw: Raw, name: str) -> None:
    expected, lines = BY_TRIGGER[name]
    before = raw.one("SELECT count(*) FROM posting")
    assert expected == raw.refusal(JAN, *lines)
    assert before == raw.one("SELECT count(*) FROM posting")


@pytest.mark.parametrize("name", BY_TRIGGER)
def test_without_triggers_the_same_voucher_is_booked(raw: Raw, name: str) -> None:
    _, lines = BY_TRIGGER[name]
    raw.drop_laws()
    assert "" == raw.refusal(JAN, *lines)


@pytest.mark.parametrize("name", BY_CHECK)
def test_a_posting_that_cannot_be_is_refused(raw: Raw, name: str) -> None:
    expected, lines = BY_CHECK[name]
    assert expected in raw.refusal(JAN, *lines)


@pytest.mark.parametrize("name", BY_LEDGER)
def test_the_ledger_names_what_is_missing(raw: Raw, name: str) -> None:
    expected, lines = BY_LEDGER[name]
    assert expected == raw.refusal(JAN, *lines)


@pytest.mark.parametrize(
    "lines",
    [
        receipt_lines(2, 5),
        payment_lines(2, 5),
        [line("D", "5001", 5), line("C", "2101", 5)],
        [line("D", "121802", 5, 2), line("C", "100201", 5, 2, bank_account_id=1)],
        [
            line("D", "100201", 5, 2, bank_account_id=1),
            line("C", "100201", 5, 2, bank_account_id=1),
        ],
    ],
    ids=["receipt", "payment", "no money", "off budget", "between accounts"],
)
def test_honest_vouchers_pass(raw: Raw, lines: Sequence[Text]) -> None:
    assert "" == raw.refusal(JAN, *lines)


GOOD = [line("D", "5001", 5), line("C", "2101", 5)]


@pytest.mark.parametrize(
    ("counts", "postings"),
    [([], 2), ([2], 4), ([4], 2), ([2, 2], 2), ([4, -2, 2], 4), ([-1], 2)],
    ids=str,
)
def test_every_posting_belongs_to_one_voucher(raw: Raw, counts: list[int], postings: int) -> None:
    rows = voucher(JAN)
    head = rows["voucher"][0]
    rows["voucher"] = [head | {"lines": str(count)} for count in counts]
    rows["posting"] = GOOD * (postings // 2)
    assert "L2 " == law(raw.act("voucher.correct", rows))[:3]


@pytest.mark.parametrize("lines", [None, "", "x", "2.0", "\uff12"])
def test_a_voucher_says_how_many_postings_it_has(raw: Raw, lines: str | None) -> None:
    rows = voucher(JAN, *GOOD)
    rows["voucher"][0].pop("lines")
    if lines is not None:
        rows["voucher"][0]["lines"] = lines
    assert "L" == law(raw.act("voucher.correct", rows))[:1]


def posted(raw: Raw, leaf: int, count: int) -> str:
    """Insert postings by plain SQL under an open leaf."""
    said = ""
    for n in range(1, count + 1):
        side = "debit_fen" if n % 2 else "credit_fen"
        amounts = {"debit_fen": 0, "credit_fen": 0} | {side: 5}
        names = {"voucher_id": leaf * 100 + 1, "n": n, "account": "5001", "tranche_id": 0}
        said = said or raw.insert("posting", **names, **amounts)
    return said


def head(raw: Raw, leaf: int, **columns: object) -> str:
    """Insert the voucher of `posted` by plain SQL."""
    base: dict[str, object] = {
        "voucher_id": leaf * 100 + 1,
        "period": 202502,
        "word": "记",
        "voucher_no": 1,
        "kind": "normal",
        "value_date": FEB,
        "booked_at": "2025-02-10T00:00:00.000000Z",
        "summary": "x",
        "attachments": 0,
    }
    return raw.insert("voucher", **(base | columns))


def test_a_posting_after_its_voucher_is_refused(raw: Raw) -> None:
    leaf = raw.open_leaf()
    assert ("", "") == (posted(raw, leaf, 2), head(raw, leaf))
    names = {"voucher_id": leaf * 100 + 1, "n": 3, "account": "5001", "tranche_id": 0}
    late = raw.insert("posting", **names, debit_fen=5, credit_fen=0)
    assert "L6 posting: voucher is posted" == late


def test_a_voucher_before_its_postings_is_refused(raw: Raw) -> None:
    assert FEW == head(raw, raw.open_leaf())


def test_half_a_voucher_falls_at_commit(standing: Raw) -> None:
    def half() -> None:
        with standing.writing() as connection:
            raw = Raw(standing.office, connection=connection)
            assert "" == posted(raw, raw.open_leaf(), 2)

    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        half()
    orphans = "SELECT count(*) FROM posting p WHERE NOT EXISTS (SELECT 1 FROM voucher v"
    assert 0 == standing.one(
        f"{orphans} WHERE v.book_id=p.book_id AND v.voucher_id=p.voucher_id) AND book_id={BOOK}"
    )
