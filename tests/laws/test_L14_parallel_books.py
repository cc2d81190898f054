"""L14: what a tranche under budget control moves in money, it moves in 8001."""

from __future__ import annotations

import pytest

from tests.laws.furnish import JAN, tranche_row
from tests.laws.raw import Raw, Tables, join, law, line, payment_lines, receipt_lines, voucher

APART = "L14 money and 8001 move apart"

SUMS = """
SELECT p.tranche_id,
  sum(CASE WHEN a.is_money=1 OR a.off_budget=1 THEN debit_fen-credit_fen ELSE 0 END),
  sum(CASE WHEN p.account LIKE '8001%' THEN debit_fen-credit_fen ELSE 0 END)
FROM posting p
JOIN account a ON a.book_id=p.book_id AND a.code=p.account
JOIN tranche t ON t.book_id=p.book_id AND t.tranche_id=p.tranche_id
WHERE t.in_budget=1 GROUP BY p.tranche_id ORDER BY p.tranche_id
"""


def test_money_and_open_items_equal_8001_per_tranche(raw: Raw) -> None:
    found = raw.sql(SUMS)
    assert len(found) > 1
    assert [money for _, money, _ in found] == [purse for _, _, purse in found]


@pytest.mark.parametrize("account", ["121802", "210301"])
def test_an_off_budget_item_stands_for_its_money(raw: Raw, account: str) -> None:
    out = [line("D", account, 5, 2), line("C", "100201", 5, 2, bank_account_id=1)]
    assert "" == raw.refusal(JAN, *out)
    assert APART == raw.refusal(JAN, *out, line("D", "7101", 5, 2), line("C", "8001", 5, 2))


@pytest.mark.parametrize("account", ["121801", "210302", "5001"])
def test_an_item_in_the_budget_does_not(raw: Raw, account: str) -> None:
    out = [line("D", account, 5, 2), line("C", "100201", 5, 2, bank_account_id=1)]
    assert APART == raw.refusal(JAN, *out)
    assert "" == raw.refusal(JAN, *out, line("D", "7101", 5, 2), line("C", "8001", 5, 2))


def test_a_deposit_has_no_budget_side(raw: Raw) -> None:
    names = {"contract_id": 1}
    lines = [line("D", "100201", 80, 3, bank_account_id=1), line("C", "230701", 80, 3, **names)]
    rows: Tables = {"tranche": [tranche_row(3, 80, kind="deposit", in_budget=0)]}
    assert "" == law(raw.act("funds.receive", join(rows, voucher(JAN, *lines, word="收"))))
    back = [line("D", "230701", 81, 3, **names), line("C", "100201", 81, 3, bank_account_id=1)]
    assert "L3 floor 230701 1: 81 > 80 fen" == raw.refusal(JAN, *back)


def test_each_tranche_of_a_voucher_is_judged_by_itself(raw: Raw) -> None:
    lines = [*payment_lines(1, 5), *payment_lines(2, 7)]
    assert "" == raw.refusal(JAN, *lines)
    swapped = [dict(item) for item in lines]
    for item in swapped:
        if item["account"] in ("7101", "8001"):
            item["tranche_id"] = {"1": "2", "2": "1"}[item["tranche_id"]]
    assert APART == raw.refusal(JAN, *swapped)


def test_without_triggers_the_books_drift_apart(raw: Raw) -> None:
    raw.drop_laws()
    assert "" == raw.refusal(JAN, *receipt_lines(2, 5)[:2])
    assert [money for _, money, _ in raw.sql(SUMS)] != [purse for _, _, purse in raw.sql(SUMS)]
