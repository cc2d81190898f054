"""The trial balance is the plain sum of every account, and each ledger balances."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.views.trial_balance import trial_balance
from tests.stories.world import WAN
from tests.views.conftest import Tale
from tests.views.plain import MOMENTS, Plain, grouped


@pytest.fixture(scope="module")
def plain(tale: Tale) -> Plain:
    return Plain(tale.office, tale.office.desk.book_id)


@pytest.mark.parametrize(("as_of", "as_known"), MOMENTS)
@pytest.mark.parametrize(("first", "last"), [(0, 999_999), (202506, 202508), (202507, 202507)])
def test_every_account_is_a_plain_sum(
    tale: Tale,
    plain: Plain,
    first: int,
    last: int,
    as_of: date | None,
    as_known: int | None,
) -> None:
    found = tale.ask(trial_balance, first, last, as_of=as_of, as_known=as_known)
    expected = {}
    lines = [line for line in plain.upto(as_of, as_known) if line.period <= last]
    for account, mine in grouped(lines, lambda line: line.account):
        within = [line for line in mine if line.period >= first]
        before = sum(line.net for line in mine if line.period < first)
        debit = sum(line.debit_fen for line in within)
        credit = sum(line.credit_fen for line in within)
        expected[account] = (before, debit, credit, before + debit - credit)

    assert expected == {
        row.account: (row.opening_fen, row.debit_fen, row.credit_fen, row.closing_fen)
        for row in found.rows
        if not row.is_total
    }
    assert [True, True, True] == [ledger.is_balanced for ledger in found.totals]


def test_totals_stand_above_their_accounts(tale: Tale) -> None:
    rows = {row.account: row for row in tale.ask(trial_balance).rows}

    assert rows["2302"].is_total
    assert -(30 + 120 + 15) * WAN == rows["2302"].closing_fen
    assert ["1613", "161301", "16130101"] == [code for code in rows if "16130101".startswith(code)]
    assert rows["1613"].closing_fen == rows["161301"].closing_fen + rows["161303"].closing_fen


def test_the_cube_and_the_postings_agree(tale: Tale) -> None:
    assert tale.ask(trial_balance, 202506, 202508) == tale.ask(
        trial_balance, 202506, 202508, as_known=tale.size
    )


def test_totals_count_no_account_twice(tale: Tale) -> None:
    found = tale.ask(trial_balance)
    debit = sum(row.debit_fen for row in found.rows if not row.is_total)

    assert debit == sum(ledger.debit_fen for ledger in found.totals)
