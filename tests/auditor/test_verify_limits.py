"""Caps, earmarks, reversals, answers: what is sealed around the gate is named by its law."""

from __future__ import annotations

from pathlib import Path

import pytest

from cityledger.auditor import verify
from cityledger.evidence.event import parse_leaf
from tests.auditor.forgery import leaf, sealed
from tests.conftest import BOOK
from tests.laws.raw import (
    Raw,
    Tables,
    Text,
    join,
    line,
    payment_lines,
    receipt_lines,
    red,
    row,
    voucher,
)

DAY = "2025-06-12"
LEFT = 2_750_000_000
"""What is in hand of tranche 2 at the end of the story, in fen."""


def broken(path: Path) -> list[str]:
    """Return every law that is said to be broken, as `leaf: law`."""
    found = verify.verify(path, "0", 1)["faults"]
    mark = "breaks a law: "
    return [
        f"{fault['place'].split()[1]}: {fault['what'].removeprefix(mark)}"
        for fault in found
        if fault["what"].startswith(mark)
    ]


def spent(fen: int, tranche: int = 2, **names: object) -> Tables:
    """Return a voucher that spends without money: it closes accounts."""
    lines = line("D", "5001", fen, tranche, **names), line("C", "4601", fen, tranche)
    return voucher(DAY, *lines, kind="closing")


def used(fen: int, **names: object) -> Tables:
    """Return a voucher of work done on credit."""
    return voucher(DAY, line("D", "5001", fen, **names), line("C", "2101", fen))


def held(fen: int) -> Tables:
    """Return a hold on tranche 2; below 0 it lets go."""
    names = {"n": 1, "payment_request_id": 2, "tranche_id": 2, "bank_account_id": 1}
    return {"hold": [row(**names, amount_fen=fen)]}


def returned(fen: int) -> Tables:
    """Return a voucher of money that came back of a payment line."""
    lines = [
        line("D", "100201", fen, 2, bank_account_id=1),
        line("C", "5001", fen, 2, payment_line_id=2002),
        line("D", "8001", fen, 2),
        line("C", "7101", fen, 2),
    ]
    return voucher(DAY, *lines, kind="return")


def billed(fen: int) -> Tables:
    """Return the use of an invoice by a request."""
    return {"payment_invoice": [row(payment_request_id=2, invoice_id=1, amount_fen=fen)]}


def shared(fen: int, tranche: int = 2, project: int = 1) -> Tables:
    """Return a share of 100 fen and what is spent of it in the same act."""
    share: Tables = {"tranche_share": [row(tranche_id=2, project_id=1, cap_fen=100)]}
    return join(share, spent(fen, tranche, project_id=project))


def advanced(fen: int) -> Tables:
    """Return an advance paid out of tranche 2."""
    return voucher(DAY, *payment_lines(2, fen, "121401", contract_id=1))


def settled(fen: int) -> Tables:
    """Return a voucher that settles what is owed on the contract."""
    return voucher(DAY, line("D", "230201", fen, contract_id=1), line("C", "2101", fen))


CAPS: dict[str, tuple[str, Tables, Tables, str]] = {
    "the price of a contract": (
        "voucher.correct",
        used(7_200_000_000, contract_id=1),
        used(7_200_000_001, contract_id=1),
        "L5 contract 1: 10000000001 > 10000000000 fen",
    ),
    "an advance": (
        "payment.refund",
        advanced(200_000_000),
        advanced(200_000_001),
        "L5 advance 1: 2000000001 > 2000000000 fen",
    ),
    "a budget line": (
        "voucher.correct",
        spent(10_350_000_000, budget_line_id=1),
        spent(10_350_000_001, budget_line_id=1),
        "L5 paid 1: 13000000001 > 13000000000 fen",
    ),
    "a share": ("funds.receive", shared(100), shared(101), "L5 share 2/1: 101 > 100 fen"),
    "an invoice": (
        "payment.request",
        billed(0),
        billed(1),
        "L5 invoice 1: 650000001 > 650000000 fen",
    ),
    "more let go than held": (
        "payment.pay",
        held(0),
        held(-1),
        "L5 held 1/2: 250000001 > 250000000 fen",
    ),
    "more held than there is": (
        "payment.approve",
        held(LEFT),
        held(LEFT + 1),
        f"L3 held 1/2: {LEFT + 1} > {LEFT} fen in hand",
    ),
    "more returned than paid": (
        "payment.refund",
        returned(250_000_000),
        returned(250_000_001),
        "L5 returned 2002/2: 250000001 > 250000000 fen",
    ),
    "money": (
        "payment.refund",
        voucher(DAY, *payment_lines(2, LEFT)),
        voucher(DAY, *payment_lines(2, LEFT + 1)),
        "L3 money 1/2: 3000000001 > 3000000000 fen",
    ),
    "a floor": (
        "certificate.sign",
        settled(120_000_000),
        settled(120_000_001),
        "L3 floor 230201 1: 570000001 > 570000000 fen",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CAPS)
def test_a_cap_that_is_passed_is_named(raw: Raw, ledger: Path, name: str) -> None:
    kind, _, rows, said = CAPS[name]
    index = sealed(raw, kind, rows)

    assert [f"{index}: {said}"] == broken(ledger)


@pytest.mark.parametrize("name", CAPS)
def test_a_cap_that_is_reached_is_none_passed(raw: Raw, ledger: Path, name: str) -> None:
    kind, rows, _, _ = CAPS[name]
    sealed(raw, kind, rows)

    assert [] == broken(ledger)


@pytest.mark.parametrize(("tranche", "project"), [(2, 2), (1, 1)])
def test_a_share_counts_only_its_own(raw: Raw, ledger: Path, tranche: int, project: int) -> None:
    sealed(raw, "funds.receive", shared(101, tranche, project))

    assert [] == broken(ledger)


def test_what_was_spent_before_there_was_a_share_does_not_count(raw: Raw, ledger: Path) -> None:
    raw.do("voucher.correct", spent(500, project_id=1))
    raw.do("funds.receive", shared(100))

    assert [] == verify.verify(ledger, "0", 1)["faults"]


def test_what_later_leaves_bring_does_not_mend_a_day(raw: Raw, ledger: Path) -> None:
    index = sealed(raw, "payment.refund", voucher("2025-03-10", *payment_lines(2, 100)))
    sealed(raw, "funds.receive", voucher("2025-03-01", *receipt_lines(2, 100)))

    assert [f"{index}: L3 money 1/2 is -100 fen on 2025-03-10"] == broken(ledger)


def test_money_of_an_earlier_day_may_go_out_late(raw: Raw, ledger: Path) -> None:
    sealed(raw, "funds.receive", voucher("2025-03-01", *receipt_lines(2, 100)))
    sealed(raw, "payment.refund", voucher("2025-03-10", *payment_lines(2, 100)))

    assert [] == broken(ledger)


# What a tranche may pay is said by L4.


def named(lines: list[Text], names: dict[str, object]) -> list[Text]:
    """Return postings, the first with further dimensions."""
    return [lines[0] | row(**names), *lines[1:]]


def paid(
    on: str = DAY,
    names: dict[str, object] | None = None,
    against: str = "5001",
    **tranche: object,
) -> Tables:
    """Return a tranche that is received and spent on a payment line of works, progress 进度款."""
    columns = {"tranche_id": 9, "label": "T9", "form": "cash", "kind": "grant", "amount_fen": 5}
    rows: Tables = {"tranche": [row(**(columns | tranche))]}
    spend: dict[str, object] = {"payment_line_id": 2002, "project_id": 1, "cost_item": "钢"}
    spend |= names or {}
    received = voucher("2025-03-01", *receipt_lines(9, 5))
    return join(rows, received, voucher(on, *named(payment_lines(9, 5, against), spend)))


MAY = [
    paid(),
    paid(uses="works"),
    paid(uses="allocable,works"),
    paid(uses="works:钢"),
    paid(uses="progress"),
    paid(scope="7,1"),
    paid(expiry_on=DAY),
    paid(received_on=DAY),
    paid(forbids="allocable,石,works:石"),
    paid(names={"payment_line_id": None}, uses="allocable", scope="7"),
]
MAY_NOT = [
    paid(uses="allocable"),
    paid(uses="work"),
    paid(uses="works:石"),
    paid(uses="works:钢", names={"cost_item": None}),
    paid(uses="advance"),
    paid(kind="unidentified"),
    paid(forbids="works"),
    paid(forbids="allocable,works:钢"),
    paid(forbids="progress"),
    paid(forbids="*"),
    paid(scope="7,11"),
    paid(scope="1", names={"project_id": None}),
    paid(expiry_on="2025-06-11"),
    paid(received_on="2025-06-13"),
]


@pytest.mark.parametrize("rows", MAY)
def test_a_tranche_pays_what_it_is_for(raw: Raw, ledger: Path, rows: Tables) -> None:
    sealed(raw, "funds.receive", rows)

    assert [] == broken(ledger)


@pytest.mark.parametrize("rows", MAY_NOT)
def test_a_tranche_that_pays_something_else_is_named(raw: Raw, ledger: Path, rows: Tables) -> None:
    index = sealed(raw, "funds.receive", rows)

    assert [f"{index}: L4 tranche T9 may not pay posting 1"] == broken(ledger)


@pytest.mark.parametrize(("against", "found"), [("210302", False), ("5001", True)])
def test_only_what_is_owed_back_is_exempt(
    raw: Raw, ledger: Path, against: str, found: bool
) -> None:
    payee = {"payee_name": "省财政厅", "payee_bank": "国库", "payee_account": "1"}
    asked = row(
        payment_request_id=9,
        project_id=1,
        kind="grantor_return",
        value_date=DAY,
        amount_fen=5,
        summary="退回",
    )
    item = row(
        payment_line_id=9001,
        payment_request_id=9,
        n=1,
        contract_id=1,
        account=against,
        amount_fen=5,
        **payee,
    )
    raw.do("payment.request", {"payment_request": [asked], "payment_line": [item]})
    spent = paid(names={"payment_line_id": 9001}, against=against, uses="equipment")
    index = sealed(raw, "funds.receive", spent)

    said = [f"{index}: L4 tranche T9 may not pay posting 1"] if found else []
    assert said == broken(ledger)


# A reversal mirrors what it undoes, says L6.

OWN = [line("D", "5001", 5, contract_id=1), line("C", "2101", 5)]


def reversal(lines: list[Text], of: int | None, **columns: object) -> Tables:
    """Return the reversal of a voucher."""
    names = {"kind": "reversal", "reverses_id": of} | columns
    return voucher(DAY, *lines, **{k: v for k, v in names.items() if v is not None})


def test_a_mirror_is_sound(raw: Raw, ledger: Path) -> None:
    made = raw.do("voucher.correct", voucher(DAY, *OWN))
    raw.do("voucher.correct", reversal(red(OWN), made.index * 100 + 1))

    assert [] == verify.verify(ledger, "0", 1)["faults"]


NO_MIRROR: dict[str, list[Text]] = {
    "another account": [red(OWN)[0], line("C", "4601", -5)],
    "another amount": [line("D", "5001", -4, contract_id=1), line("C", "2101", -4)],
    "another contract": [line("D", "5001", -5), line("C", "2101", -5)],
    "another order": [red(OWN)[1], red(OWN)[0]],
    "more lines": [*red(OWN), line("D", "5001", -1), line("C", "2101", -1)],
    "the same sign": OWN,
}


@pytest.mark.parametrize("name", NO_MIRROR)
def test_a_reversal_that_is_no_mirror_is_named(raw: Raw, ledger: Path, name: str) -> None:
    made = raw.do("voucher.correct", voucher(DAY, *OWN))
    index = sealed(raw, "voucher.correct", reversal(NO_MIRROR[name], made.index * 100 + 1))

    said = f"{index}: L6 voucher {index * 100 + 1} does not mirror one of its year"
    assert said in broken(ledger)


@pytest.mark.parametrize(
    ("of", "columns"),
    [
        (1, {"kind": "normal"}),
        (None, {}),
        (0, {}),
        (2, {}),
        (1, {"period": 202401}),
    ],
)
def test_a_reversal_names_an_earlier_voucher_of_its_year(
    raw: Raw, ledger: Path, of: int | None, columns: dict[str, object]
) -> None:
    made = raw.do("voucher.correct", voucher(DAY, *OWN))
    number = {1: made.index * 100 + 1, 2: (made.index + 1) * 100 + 1, 0: 4, None: None}[of]
    index = sealed(raw, "voucher.correct", reversal(red(OWN), number, **columns))

    said = f"{index}: L6 voucher {index * 100 + 1} does not mirror one of its year"
    assert said in broken(ledger)


def test_a_reversal_is_not_reversed_and_nothing_is_reversed_twice(raw: Raw, ledger: Path) -> None:
    made = raw.do("voucher.correct", voucher(DAY, *OWN))
    first = raw.do("voucher.correct", reversal(red(OWN), made.index * 100 + 1))
    again = sealed(raw, "voucher.correct", reversal(red(OWN), made.index * 100 + 1))
    back = sealed(raw, "voucher.correct", reversal(OWN, first.index * 100 + 1))

    assert f"{back}: L6 voucher {back * 100 + 1} does not mirror one of its year" in broken(ledger)
    found = verify.verify(ledger, "0", 1)["faults"]
    twice = "no table takes it: UNIQUE constraint failed: voucher.book_id, voucher.reverses_id"
    assert {"place": f"leaf {again} of book {BOOK}", "what": twice} in found


def test_a_reversal_moves_a_bank_account_only_as_the_bank_did(raw: Raw, ledger: Path) -> None:
    money = receipt_lines(2, 500)
    made = raw.do("funds.receive", voucher(DAY, *money))
    undone = reversal(red(money), made.index * 100 + 1)
    shown = {"bank_account_id": 1, "booked_on": DAY, "counterparty": "银行"}
    lines = [
        row(statement_line_id=n, amount_fen=fen, bank_ref=f"r{n}", **shown)
        for n, fen in ((71, -500), (72, -499))
    ]
    raw.do("statement.record", {"bank_statement_line": lines})
    index = sealed(raw, "voucher.correct", undone)
    said = f"{index}: L6 a reversal moves bank account 1 other than its bank lines"
    assert [said] == broken(ledger)


@pytest.mark.parametrize(("number", "is_sound"), [(71, True), (72, False)])
def test_the_bank_lines_of_a_reversal_are_those_it_uses(
    raw: Raw, ledger: Path, number: int, *, is_sound: bool
) -> None:
    money = receipt_lines(2, 500)
    made = raw.do("funds.receive", voucher(DAY, *money))
    shown = {"bank_account_id": 1, "booked_on": DAY, "counterparty": "银行"}
    lines = [
        row(statement_line_id=n, amount_fen=fen, bank_ref=f"r{n}", **shown)
        for n, fen in ((71, -500), (72, -499))
    ]
    raw.do("statement.record", {"bank_statement_line": lines})
    use: Tables = {"statement_use": [row(statement_line_id=number)]}
    sealed(raw, "voucher.correct", join(reversal(red(money), made.index * 100 + 1), use))

    assert is_sound == (broken(ledger) == [])


# The request that a step answers stands in its ref, says L9.


def test_a_step_that_answers_another_act_is_named(raw: Raw, ledger: Path) -> None:
    step: Tables = {"payment_step": [row(payment_request_id=2, step="returned", actor="fu")]}
    asked = raw.one("SELECT leaf_idx FROM payment_request WHERE payment_request_id=2")
    ref = parse_leaf(leaf(ledger, asked)).event.digest.hex()
    sealed(raw, "payment.reject", step, by="fu", ref=ref)
    assert [] == broken(ledger)

    index = sealed(raw, "payment.reject", step, by="fu", ref=ref.upper())
    assert [f"{index}: L9 it refers to another act than the request it answers"] == broken(ledger)


def test_a_step_that_answers_nothing_is_named(raw: Raw, ledger: Path) -> None:
    step: Tables = {"payment_step": [row(payment_request_id=2, step="returned", actor="fu")]}
    index = sealed(raw, "payment.reject", step, by="fu")

    assert [f"{index}: L9 it refers to another act than the request it answers"] == broken(ledger)
