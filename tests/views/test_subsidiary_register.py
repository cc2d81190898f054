"""The subsidiary ledger: openings, running balances, pages, the stream for the paper."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.kernel.errors import BadInput
from cityledger.views.subsidiary import (
    RegisterRow,
    RegisterWindow,
    Scope,
    Span,
    account_title,
    opening,
    register,
    subsidiary_ledger,
)
from tests.stories.world import WAN
from tests.views.conftest import Tale
from tests.views.plain import Line, Plain, total

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
SUMMER = Span(date(2025, 6, 1), date(2025, 8, 31))
SCOPES = (
    Scope(account="1002"),
    Scope(account="100201", bank_account_id=1),
    Scope(account="100201", tranche_id=2),
    Scope(account="8001", tranche_id=1),
    Scope(account="2302"),
    Scope(account="2302", contract_id=1),
    Scope(account="1613", project_id=1),
    Scope(account="230204", contract_id=6),
    Scope(account="9103"),
)
MOMENTS = ((None, None), (date(2025, 7, 31), None), (None, 60), (date(2025, 8, 4), 66))


@pytest.fixture(scope="module")
def plain(tale: Tale) -> Plain:
    return Plain(tale.office, tale.office.desk.book_id)


def in_scope(lines: list[Line], scope: Scope) -> list[Line]:
    return [
        line
        for line in lines
        if line.account.startswith(scope.account)
        and all(getattr(line, name) == value for name, value in scope.asked().items())
    ]


def pages(tale: Tale, scope: Scope, span: Span, limit: int, **moment: object) -> list[RegisterRow]:
    rows: list[RegisterRow] = []
    window = RegisterWindow(limit=limit)
    while True:
        page = tale.ask(register, scope, span, window, **moment)
        rows += page.rows
        if page.after is None:
            return rows
        window = RegisterWindow(page.after, limit)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize(("as_of", "as_known"), MOMENTS)
def test_rows_and_balances_are_the_plain_ones(
    tale: Tale, plain: Plain, scope: Scope, as_of: date | None, as_known: int | None
) -> None:
    mine = in_scope(plain.upto(as_of, as_known), scope)
    shown = [x for x in mine if SUMMER.from_on <= x.value_date <= SUMMER.to_on]
    before = sum(line.net for line in mine if line.value_date < SUMMER.from_on)
    expected = []
    balance = before
    for line in shown:
        balance += line.net
        expected.append((line.voucher_id, line.n, line.debit_fen, line.credit_fen, balance))
    moment = {"as_of": as_of, "as_known": as_known}

    assert before == tale.ask(opening, scope, SUMMER.from_on, **moment).balance_fen
    for limit in (2, 100):
        rows = pages(tale, scope, SUMMER, limit, **moment)
        assert expected == [
            (row.voucher_id, row.n, row.debit_fen, row.credit_fen, row.balance_fen) for row in rows
        ]


def test_the_year_so_far_stands_in_the_opening(tale: Tale) -> None:
    found = tale.ask(opening, Scope(account="100201"), date(2025, 6, 1))

    assert (5400 * WAN, 2000 * WAN) == (found.year_debit_fen, found.year_credit_fen)
    assert 3400 * WAN == found.balance_fen


def test_a_year_begins_without_turnover(tale: Tale) -> None:
    found = tale.ask(opening, Scope(account="100201"), date(2026, 1, 1))

    assert (0, 0) == (found.year_debit_fen, found.year_credit_fen)
    assert 2738 * WAN == found.balance_fen


def test_the_last_balance_is_the_whole_account(tale: Tale, plain: Plain) -> None:
    rows = pages(tale, Scope(account="2302"), YEAR, 4)

    assert total(plain.lines, "2302") == rows[-1].balance_fen


def test_counter_accounts_are_the_other_side_of_the_same_ledger(tale: Tale) -> None:
    rows = pages(tale, Scope(account="121401"), YEAR, 50)
    found = {(row.word_no, row.on.month): row.counter for row in rows}

    # The advance was paid from the bank; the certificate recoups it among other credits.
    assert "银行存款-项目专户" == found["付-000001", 3]
    assert "在建-建筑工程" == found["转-000001", 5]
    cost = pages(tale, Scope(account="16130101"), SUMMER, 1)[0]
    assert "应付工程款" == cost.counter
    money = pages(tale, Scope(account="100201"), SUMMER, 1)[0]
    assert "应付人工费-工资专户 等" == money.counter


@pytest.mark.parametrize("account", ["2302", "1613", "1218", "9103", "7101"])
def test_other_accounts_have_no_balance_per_tranche(tale: Tale, account: str) -> None:
    scope = Scope(account=account, tranche_id=1)

    with pytest.raises(BadInput) as caught:
        tale.ask(register, scope, YEAR)

    assert ["account"] == [problem.place for problem in caught.value.problems]


def test_interest_credited_in_a_tranche_lowers_the_cost(tale: Tale, plain: Plain) -> None:
    # Read in tranche 0 alone, 1613 would be the interest too high (L2, walkthrough §0.1).
    found = tale.ask(opening, Scope(account="1613"), date(2026, 1, 1))
    alone = total([line for line in plain.lines if line.tranche_id == 0], "1613")

    assert (974 + 75 - 12) * WAN == found.balance_fen
    assert found.balance_fen + 12 * WAN == alone


def test_the_paper_streams_the_same_rows(tale: Tale, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cityledger.views.subsidiary.BATCH", 3)
    scope = Scope(account="2302", contract_id=1)

    def paper(read: object, book: int) -> object:
        ledger = subsidiary_ledger(read, book, scope, SUMMER, printed_by="审计员")  # type: ignore[arg-type]
        return ledger, list(ledger.rows)

    ledger, rows = tale.ask(paper)
    expected = pages(tale, scope, SUMMER, 50)

    assert [(row.on, row.word_no, row.debit_fen) for row in expected] == [
        (row.on, row.word_no, row.debit_fen) for row in rows
    ]
    assert ("2302 应付账款", "C1", "审计员") == (ledger.account, ledger.scope, ledger.printed_by)
    assert tale.size == ledger.mark.size
    assert -800 * WAN == ledger.opening.balance_fen


def test_a_paper_of_an_earlier_size_knows_nothing_later(tale: Tale) -> None:
    def paper(read: object, book: int) -> object:
        ledger = subsidiary_ledger(read, book, Scope(account="100201"), SUMMER, as_known=69)  # type: ignore[arg-type]
        return ledger.mark.size, [row.word_no for row in ledger.rows]

    size, rows = tale.ask(paper)

    assert 69 == size
    assert ["付-000001"] * 3 + ["付-000002"] + ["收-000001"] * 3 + ["付-000001"] == rows


def test_scope_and_account_print_by_name(tale: Tale) -> None:
    assert "100201 银行存款-项目专户" == tale.ask(account_title, "100201")
    assert "1613 在建工程" == tale.ask(account_title, "1613")
    assert "4444" == tale.ask(account_title, "4444")
