"""L3: no account crosses zero in the dimension of its floor; money not on any day either."""

from __future__ import annotations

import pytest

from tests.laws.furnish import CONTRACT, FEB, JAN, PRICE, hold, receive, step
from tests.laws.raw import Raw, join, law, line, payment_lines, receipt_lines, red, voucher

ONE = {"contract_id": 1, "project_id": 1}


def test_x3_a_payment_dated_before_its_receipt_is_refused(raw: Raw) -> None:
    receive(raw, 3, 500, on="2025-02-03")
    assert "L3 money 1/3 at the end of 2025-02-02: -500 fen" == raw.refusal(
        "2025-02-02", *payment_lines(3, 500)
    )
    assert "" == raw.refusal("2025-02-03", *payment_lines(3, 500))


def test_money_holds_on_every_later_day(raw: Raw) -> None:
    receive(raw, 3, 500, on="2025-02-01")
    raw.post("2025-02-05", *payment_lines(3, 400))
    raw.post("2025-02-07", *receipt_lines(3, 400))
    # 500 are in hand when it is booked, but on the 5th it would have been 100 − 200.
    assert "L3 money 1/3 at the end of 2025-02-05: -100 fen" == raw.refusal(
        "2025-02-02", *payment_lines(3, 200)
    )
    assert "" == raw.refusal("2025-02-02", *payment_lines(3, 100))


def test_a_red_receipt_is_money_out_on_its_day_too(raw: Raw) -> None:
    receive(raw, 3, 500, on="2025-02-01")
    raw.post("2025-02-05", *payment_lines(3, 400))
    raw.post("2025-02-07", *receipt_lines(3, 400))
    assert "L3 money" in raw.refusal("2025-02-03", *red(receipt_lines(3, 200)))


def test_money_is_kept_per_bank_account_and_tranche(raw: Raw) -> None:
    other = payment_lines(2, 5)
    other[1] = line("C", "100202", 5, 2, bank_account_id=2)
    assert "L3 money 2/2: 5 > 0 fen" == raw.refusal(JAN, *other)


def test_x4_a_payable_is_not_paid_beyond_what_was_certified(raw: Raw) -> None:
    left = raw.limit("floor 230201", "1")
    assert left is not None
    over = payment_lines(2, left + 1, "230201", **ONE)
    assert f"L3 floor 230201 1: {PRICE and raw_used(raw) + left + 1} > {raw_cap(raw)} fen" == (
        raw.refusal(JAN, *over)
    )
    assert "" == raw.refusal(JAN, *payment_lines(2, left, "230201", **ONE))
    assert 0 == raw.limit("floor 230201", "1")


def raw_used(raw: Raw) -> int:
    """Return what is used of the payable of contract 1."""
    return int(raw.one("SELECT used_fen FROM limits WHERE kind='floor 230201' AND key='1'"))


def raw_cap(raw: Raw) -> int:
    """Return what was certified under contract 1."""
    return int(raw.one("SELECT cap_fen FROM limits WHERE kind='floor 230201' AND key='1'"))


def test_another_contracts_payable_does_not_help(raw: Raw) -> None:
    names = {"contract_id": 9, "project_id": 1}
    said = raw.refusal(JAN, *payment_lines(2, 5, "230201", **names))
    assert "L3 floor 230201 9: 5 > 0 fen" == said


def paid_voucher(raw: Raw) -> int:
    """Return the number of the voucher by which the furnished book paid tranche 1."""
    return int(raw.one("SELECT max(voucher_id) FROM posting WHERE account='7101' AND tranche_id=1"))


def again(raw: Raw, number: int) -> list[dict[str, str]]:
    """Return the postings of a voucher as they stand in a leaf."""
    names = (
        "account", "tranche_id", "debit_fen", "credit_fen", "bank_account_id", "project_id",
        "contract_id", "allotment_id", "budget_line_id", "payment_line_id",
    )  # fmt: skip
    found = raw.sql(f"SELECT {', '.join(names)} FROM posting WHERE voucher_id=? ORDER BY n", number)
    return [
        {
            name: str(value)
            for name, value in zip(names, values, strict=True)
            if value not in (None, 0)
        }
        | {"tranche_id": str(values[1])}
        for values in found
    ]


def test_x5_a_lone_red_reversal_of_a_payment_is_refused(raw: Raw) -> None:
    number = paid_voucher(raw)
    said = raw.refusal(JAN, *red(again(raw, number)), kind="reversal", reverses_id=number)
    assert "L6 a reversal moves bank account 1 by 300000 fen, its bank lines by 0" == said


def test_x5_with_its_replacement_it_passes(raw: Raw) -> None:
    number, lines = paid_voucher(raw), again(raw, paid_voucher(raw))
    reversal = voucher(FEB, *red(lines), kind="reversal", reverses_id=number)
    assert "" == law(raw.act("voucher.correct", join(reversal, voucher(FEB, *lines))))


def test_x5b_the_same_money_is_not_paid_twice(raw: Raw) -> None:
    left = raw.limit("money", "1/1")
    assert PRICE - 3000_00 == left
    assert "L3 money 1/1" in raw.refusal(FEB, *payment_lines(1, 3000_00 + left + 1))
    assert "" == raw.refusal(FEB, *payment_lines(1, left))
    assert "L3 money 1/1" in raw.refusal(FEB, *payment_lines(1, 1))


def test_a_hold_is_not_held_twice(raw: Raw) -> None:
    left = raw.limit("money", "1/1")
    assert left is not None
    assert "" == law(raw.act("payment.approve", join(step("approved", "zong"), hold(left))))
    assert f"L3 held 1/1: {left + 1} > {left} fen in hand" == law(
        raw.act("payment.approve", join(step("approved", "gong"), hold(1)))
    )


def test_a_hold_is_given_back_at_most_once(raw: Raw) -> None:
    said = law(raw.act("payment.reject", join(step("returned", "fu"), hold(-1))))
    assert "held 1/1" in said


@pytest.mark.parametrize(
    ("account", "key"),
    [("9102", {"allotment_id": 1}), ("9103", {"allotment_id": 2}), ("9115", {"budget_line_id": 2})],
)
def test_no_link_of_a_chain_goes_below_zero(raw: Raw, account: str, key: dict[str, int]) -> None:
    left = raw.limit(f"floor {account}", str(next(iter(key.values())))) or 0
    other = {"9102": "9103", "9103": "9104", "9115": "9114"}[account]
    lines = [line("D", account, left + 1, **key), line("C", other, left + 1, **key)]
    assert f"L3 floor {account}" in raw.refusal(JAN, *lines)


def test_a_certificate_already_paid_is_not_reversed(raw: Raw) -> None:
    names = dict(CONTRACT)
    lines = [line("D", "16130101", -5000_00, **names), line("C", "230201", -5000_00, **names)]
    assert "L3 floor 230201 1" in raw.refusal(JAN, *lines)


def test_money_that_comes_in_later_in_the_same_act_does_not_help(raw: Raw) -> None:
    receive(raw, 3, 10, on="2025-02-01")
    out = voucher("2025-02-05", *payment_lines(3, 500))
    back = voucher("2025-02-07", *receipt_lines(3, 500))
    said = "L3 money 1/3 at the end of 2025-02-05: -490 fen"
    assert said == law(raw.act("voucher.correct", join(out, back)))
    assert said == law(raw.act("voucher.correct", join(back, out)))
    same = voucher("2025-02-05", *receipt_lines(3, 500))
    assert "" == law(raw.act("voucher.correct", join(out, same)))
