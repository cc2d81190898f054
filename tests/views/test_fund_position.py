"""The fund position agrees with a plain sum over all postings, now and at any other moment."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.views.position import FundPosition, fund_position, tranche_positions
from tests.stories.world import WAN
from tests.views.conftest import Tale
from tests.views.plain import MOMENTS, Plain, total

MONEY = ("1001", "1002", "1021", "1201")


@pytest.fixture(scope="module")
def plain(tale: Tale) -> Plain:
    return Plain(tale.office, tale.office.desk.book_id)


def test_each_tranche_has_what_the_story_gave_and_took(tale: Tale) -> None:
    found = tale.ask(tranche_positions)
    expected = [
        ("T1", 2400 * WAN, 2_388_444_444, 0, 11_555_556),
        ("T2", 3000 * WAN, 285_555_556, 13 * WAN, 2_714_444_444),
        ("Q1", 100 * WAN, 100 * WAN, 0, 0),
        ("T3", 900 * WAN, 60 * WAN, 0, 840 * WAN),
        ("T7", 12 * WAN, 0, 0, 12 * WAN),
    ]

    assert expected == [
        (row.label, row.received_fen, row.paid_fen, row.held_fen, row.left_fen) for row in found
    ]


def test_a_quota_tranche_holds_no_money_but_what_the_treasury_may_pay(tale: Tale) -> None:
    quota = next(row for row in tale.ask(tranche_positions) if row.form == "quota")

    assert (0, 40 * WAN) == (quota.left_fen, quota.quota_left_fen)


@pytest.mark.parametrize(("as_of", "as_known"), MOMENTS)
def test_money_in_every_account_is_the_sum_of_its_postings(
    tale: Tale, plain: Plain, as_of: date | None, as_known: int | None
) -> None:
    found = tale.ask(fund_position, as_of=as_of, as_known=as_known)
    expected: dict[tuple[int, int], int] = {}
    for line in plain.upto(as_of, as_known):
        if line.bank_account_id:
            key = (line.tranche_id, line.bank_account_id)
            expected[key] = expected.get(key, 0) + line.net

    assert {key: fen for key, fen in expected.items() if fen} == {
        (part.tranche_id, part.bank_account_id): part.left_fen
        for bank in found.banks
        for part in bank.parts
        if part.left_fen
    }


@pytest.mark.parametrize(("as_of", "as_known"), MOMENTS)
def test_the_three_flows_are_a_partition(
    tale: Tale, plain: Plain, as_of: date | None, as_known: int | None
) -> None:
    lines = plain.upto(as_of, as_known)
    for row in tale.ask(tranche_positions, as_of=as_of, as_known=as_known):
        mine = [line for line in lines if line.tranche_id == row.tranche_id]
        spent = ("1214", "121801", "2302")
        moved = (total(mine, *MONEY), total(mine, *spent), total(mine, "121802"))

        assert moved == (row.left_fen, row.paid_fen, row.suspense_fen)
        assert row.left_fen == row.received_fen - row.paid_fen - row.suspense_fen


def test_suspense_shows_while_the_bank_has_not_given_it_back(tale: Tale) -> None:
    on = date(2025, 6, 13)
    found = {row.label: row for row in tale.ask(tranche_positions, as_of=on)}

    assert 450 * WAN == found["T2"].suspense_fen


def test_the_cube_and_the_postings_give_the_same_position(tale: Tale) -> None:
    assert tale.ask(fund_position) == tale.ask(fund_position, as_known=tale.size)


def test_totals_are_the_sums_of_the_tranches(tale: Tale) -> None:
    found: FundPosition = tale.ask(fund_position)

    assert found.left_fen == sum(bank.left_fen for bank in found.banks)
    assert found.held_fen == sum(bank.held_fen for bank in found.banks) == 13 * WAN
    assert found.paid_fen == sum(project.paid_fen for project in found.projects)


@pytest.mark.parametrize(("as_of", "held"), [(date(2025, 9, 9), 0), (date(2025, 9, 10), 13 * WAN)])
def test_a_hold_stands_from_the_day_of_its_approval(tale: Tale, as_of: date, held: int) -> None:
    assert held == tale.ask(fund_position, as_of=as_of).held_fen


def test_a_payment_releases_its_hold_on_the_day_it_is_paid(tale: Tale) -> None:
    step = tale.office.sql(
        "SELECT leaf_idx FROM payment_step WHERE payment_request_id = 1 AND step = 'approved'"
    )[0][0]

    assert 2000 * WAN == tale.ask(fund_position, as_known=step + 1).held_fen
    assert 0 == tale.ask(fund_position, as_known=step + 2).held_fen


def test_idle_days_count_from_the_last_movement(tale: Tale) -> None:
    found = tale.ask(tranche_positions, today=date(2025, 8, 13))

    assert [36, 10, None, 1] == [row.idle_days for row in found][:4]


def test_a_project_has_its_share_and_of_undivided_money_what_it_drew(tale: Tale) -> None:
    project = tale.ask(fund_position).projects[0]
    expected = [
        ("T1", 2400 * WAN, False),
        ("T2", 285_555_556, True),
        ("Q1", 100 * WAN, True),
        ("T3", 800 * WAN, False),
        ("T7", 12 * WAN, False),
    ]

    assert expected == [(s.label, s.share_fen, s.is_drawn) for s in project.shares]
    assert project.left_fen == sum(share.left_fen for share in project.shares)
