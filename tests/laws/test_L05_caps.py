"""L5: two chains of memo accounts and the caps of `limits`, checked at every step."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from tests.laws.furnish import CONTRACT, FEB, JAN, PRICE, contract_row, memo, tranche_row
from tests.laws.raw import Raw, Tables, join, law, line, payment_lines, receipt_lines, row, voucher


def left(raw: Raw, kind: str, key: str) -> int:
    """Return what is left of a limit that must be there."""
    found = raw.limit(kind, key)
    assert found is not None
    return found


def works(fen: int) -> list[dict[str, str]]:
    """Certify work under contract 1."""
    return [line("D", "16130101", fen, **CONTRACT), line("C", "230201", fen, **CONTRACT)]


def advance(fen: int) -> list[dict[str, str]]:
    """Pay an advance under contract 1 from tranche 2."""
    return payment_lines(2, fen, "121401", **CONTRACT)


def from_share(fen: int) -> list[dict[str, str]]:
    """Spend tranche 1 on project 1."""
    return payment_lines(1, fen, "5001", project_id=1)


@pytest.mark.parametrize(
    ("kind", "key", "lines"),
    [
        ("contract", "1", works),
        ("advance", "1", advance),
        ("share", "1/1", from_share),
    ],
    ids=["price", "advance", "share"],
)
def test_a_cap_can_be_used_up_but_not_passed(
    raw: Raw, kind: str, key: str, lines: Callable[[int], list[dict[str, str]]]
) -> None:
    room = left(raw, kind, key)
    assert room > 0
    assert f"L5 {kind} {key}: " in raw.refusal(JAN, *lines(room + 1))
    assert "" == raw.refusal(JAN, *lines(room))
    assert 0 == left(raw, kind, key)
    assert f"L5 {kind} {key}: " in raw.refusal(JAN, *lines(1))


def test_work_and_unrecouped_advance_share_one_price(raw: Raw) -> None:
    assert "" == raw.refusal(JAN, *advance(1000_00))
    room = left(raw, "contract", "1")
    assert "L5 contract 1: " in raw.refusal(JAN, *works(room + 1))
    recouped = [*works(room + 1000_00)[:1], line("C", "121401", 1000_00, **CONTRACT)]
    rest = line("C", "230201", room, **CONTRACT)
    # Recouping the advance makes room for the work that it was paid for.
    assert "" == raw.refusal(JAN, *recouped, rest)


def test_an_advance_is_not_recouped_below_zero(raw: Raw) -> None:
    lines = [line("D", "16130101", 5, **CONTRACT), line("C", "121401", 5, **CONTRACT)]
    assert "L3 floor 121401 1: 5 > 0 fen" == raw.refusal(JAN, *lines)


def test_a_variation_raises_the_price(raw: Raw) -> None:
    room = left(raw, "contract", "1")
    change = row(contract_id=1, n=2, doc_no="变2", amount_fen=7, approved_on=JAN, reason="增项")
    raw.do("variation.approve", {"variation": [change]})
    assert room + 7 == left(raw, "contract", "1")


def test_a_price_is_not_lowered_below_what_was_certified(raw: Raw) -> None:
    cut = -left(raw, "contract", "1") - 1
    change = row(contract_id=1, n=2, doc_no="变2", amount_fen=cut, approved_on=JAN, reason="减项")
    assert "L5 contract 1" in law(raw.act("variation.approve", {"variation": [change]}))


def test_a_contract_is_not_signed_beyond_its_budget_line(raw: Raw) -> None:
    room = left(raw, "floor 9112", "1")
    chain = memo("9112", "9114", room + 1, budget_line_id=1)
    rows: Tables = {"contract": [contract_row(2, room + 1)]}
    said = law(raw.act("contract.sign", join(rows, voucher(JAN, *chain))))
    assert "L3 floor 9112 1: " in said
    assert 0 == raw.one("SELECT count(*) FROM contract WHERE contract_id=2")


@pytest.mark.parametrize(
    ("chain", "key"),
    [
        (("9102", "9103", "9104", "9105"), {"allotment_id": 2}),
        (("9112", "9113", "9114", "9115"), {"budget_line_id": 2}),
    ],
    ids=["money", "cost"],
)
def test_the_sum_of_a_chain_is_what_was_permitted(
    raw: Raw, chain: tuple[str, ...], key: dict[str, int]
) -> None:
    name = next(iter(key))
    for debit, credit in itertools.pairwise(chain):
        assert "" == raw.refusal(JAN, *memo(debit, credit, 100, **key))
        assert f"L3 floor {debit}" in raw.refusal(JAN, *memo(debit, credit, 10**12, **key))
    links = ", ".join(f"'{code}'" for code in chain)
    top = chain[0][:3] + "1"
    sums = f"SELECT sum(credit_fen-debit_fen) FROM posting WHERE {name}=2 AND account IN "
    permitted = f"SELECT sum(debit_fen-credit_fen) FROM posting WHERE {name}=2 AND account='{top}'"
    assert raw.one(permitted) == raw.one(f"{sums}({links})")


def test_an_invoice_is_used_once(raw: Raw) -> None:
    room = left(raw, "invoice", "1")
    request = row(
        payment_request_id=2,
        project_id=1,
        contract_id=1,
        kind="progress",
        value_date=JAN,
        amount_fen=5,
        summary="x",
    )
    use = row(payment_request_id=2, invoice_id=1, amount_fen=room + 1)
    rows: Tables = {"payment_request": [request], "payment_invoice": [use]}
    assert f"L5 invoice 1: {PRICE + 1} > {PRICE} fen" == law(raw.act("payment.request", rows))


def test_a_return_gives_back_at_most_what_its_slice_paid(raw: Raw) -> None:
    names = CONTRACT | {"payment_line_id": 1001}

    def back(fen: int) -> str:
        lines = receipt_lines(1, fen)
        lines[1] = line("C", "230201", fen, 1, **names)
        lines[3] = line("C", "7101", fen, 1)
        return raw.refusal(JAN, *lines, kind="return")

    assert "L5 returned 1001/1: 300001 > 300000 fen" == back(3000_01)
    assert "" == back(1000_00)
    assert "L5 returned 1001/1: " in back(2000_01)
    assert "" == back(2000_00)


def test_caps_are_written_as_absolute_values(raw: Raw) -> None:
    # An upsert of deltas would fail here: CHECK would judge used 1 against cap 0 (spine.md §3).
    room = left(raw, "contract", "1")
    raw.do("voucher.correct", voucher(JAN, *works(room - 1)))
    raw.do("voucher.correct", voucher(JAN, *works(1)))
    assert 0 == left(raw, "contract", "1")


def test_the_check_is_the_last_line(raw: Raw) -> None:
    assert "ck_limits_cap" in raw.refused_sql("UPDATE limits SET used_fen=cap_fen+1")


def test_caps_of_a_refused_act_leave_no_trace(raw: Raw) -> None:
    before = raw.sql("SELECT * FROM limits ORDER BY kind, key")
    rows: Tables = {"contract": [contract_row(2, 500)], "tranche": [tranche_row(3, 5)]}
    raw.act("contract.sign", join(rows, voucher(FEB, *works(5), *works(-4)[:1])))
    assert before == raw.sql("SELECT * FROM limits ORDER BY kind, key")
