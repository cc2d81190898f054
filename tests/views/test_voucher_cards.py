"""Whole vouchers: lines by name, the people who signed, the leaf that holds them."""

from __future__ import annotations

import pytest

from cityledger.evidence.tree import leaf_hash
from cityledger.views.voucher import titles, voucher, voucher_cards, vouchers
from cityledger.views.voucher_card import Signatures
from tests.stories.world import WAN
from tests.views.conftest import Tale


def test_a_payment_shows_its_lines_by_name(tale: Tale) -> None:
    found = tale.ask(voucher, tale.voucher_of(tale.requests["case4"]))
    line = found.card.lines[2]

    assert ("付", "normal", 2) == (found.card.word, found.kind, found.payment_request_id)
    assert ("230201", "应付账款", "应付工程款") == (
        line.account_no,
        line.account_name,
        line.detail_name,
    )
    assert ("C1", "某某建设集团有限公司", "T1", "建筑工程", "棚户区改造一期") == line.dimensions
    assert (200 * WAN, 0) == (line.debit_fen, line.credit_fen)
    assert ("项目专户 B1", "T1") == found.card.lines[3].dimensions
    assert {"financial", "budget", "memo"} == {line.ledger for line in found.card.lines}


def test_keys_stand_beside_their_lines(tale: Tale) -> None:
    found = tale.ask(voucher, tale.voucher_of(tale.requests["case4"]))

    assert [line.account_no for line in found.card.lines] == [key.account for key in found.keys]
    assert (1, 1, 2001) == (
        found.keys[0].tranche_id,
        found.keys[0].contract_id,
        found.keys[0].payment_line_id,
    )


def signed(tale: Tale, summary: str) -> list[Signatures]:
    """Who signed the vouchers of a summary, oldest first."""
    numbers = [
        row[0]
        for row in tale.office.sql(
            f"SELECT voucher_id FROM voucher WHERE summary LIKE '{summary}' ORDER BY voucher_id"
        )
    ]
    return [
        detail.card.signatures for detail in tale.ask(lambda r, b: list(vouchers(r, b, numbers)))
    ]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("支付A标段第1期进度款", Signatures("总审批", "", "复核员", "出纳员", "制单员")),
        ("批准支付A标段第1期进度款", Signatures("总审批", "", "复核员", "", "制单员")),
        ("工程变更%", Signatures(chief="审批人")),
        ("收到区级预算 T2", Signatures(cashier="出纳员")),
        ("下达指标 A1%", Signatures(maker="制单员")),
        ("复核应追回%", Signatures(maker="工程员")),
        ("银行重复扣款", Signatures(reviewer="复核员")),
    ],
)
def test_people_sign_in_the_duty_by_which_they_acted(
    tale: Tale, summary: str, expected: Signatures
) -> None:
    assert [expected] == signed(tale, summary)


def test_a_reversal_names_what_it_reverses_and_the_other_way_round(tale: Tale) -> None:
    wrong = tale.ask(voucher, tale.voucher_of(4))
    red = tale.ask(voucher, wrong.reversed_by_id)

    assert "付-000001" == red.card.reverses
    assert wrong.voucher_id == red.reverses_id
    assert [-line.debit_fen for line in wrong.card.lines] == [
        line.debit_fen for line in red.card.lines
    ]
    assert "" == wrong.card.reverses


def test_the_leaf_is_the_one_that_holds_it(tale: Tale) -> None:
    card = tale.ask(voucher, tale.voucher_of(1)).card
    body = tale.office.sql(f"SELECT body FROM leaf WHERE book_id <> 0 AND idx = {card.leaf_idx}")

    assert leaf_hash(body[0][0]) == card.leaf_hash


def test_a_household_is_named_and_so_is_its_account_holder(tale: Tale) -> None:
    found = tale.ask(voucher, tale.voucher_of(tale.requests["case8"]))

    assert ("H0003", "被**", "0003", "T3", "征收补偿", "棚户区改造一期") == (
        found.card.lines[2].dimensions
    )


def test_cards_come_in_the_order_asked_for_and_unknown_ones_are_left_out(
    tale: Tale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cityledger.views.voucher.BATCH", 4)
    numbers = [row[0] for row in tale.office.sql("SELECT voucher_id FROM voucher")][::-1]
    asked = [numbers[0], 1, *numbers[1:]]
    found = tale.ask(lambda read, book: list(vouchers(read, book, asked)))
    cards = tale.ask(lambda read, book: list(voucher_cards(read, book, asked)))

    assert numbers == [detail.voucher_id for detail in found]
    assert [detail.card for detail in found] == cards
    assert None is tale.ask(voucher, 1)


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("100201", "银行存款-项目专户", ("银行存款", "项目专户")),
        ("230201", "应付工程款", ("应付账款", "应付工程款")),
        ("7101", "行政支出", ("行政支出", "")),
        ("16130101", "在建-建筑工程", ("在建工程", "在建-建筑工程")),
        ("9999", "别的", ("别的", "")),
    ],
)
def test_an_account_prints_as_general_and_sub_account(
    code: str, name: str, expected: tuple[str, str]
) -> None:
    assert expected == titles(code, name)
