"""A tranche to its payees and a payee to its sources, to the fen."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.views.position import tranche_positions
from cityledger.views.trace import party_trace, payee_trace, project_payments, tranche_trace
from tests.stories.world import PARTY, WAGES, WAN
from tests.views.conftest import Tale
from tests.views.plain import MOMENTS, Plain

SPENT = ("1214", "121801", "2302")


@pytest.fixture(scope="module")
def plain(tale: Tale) -> Plain:
    return Plain(tale.office, tale.office.desk.book_id)


@pytest.mark.parametrize(("as_of", "as_known"), MOMENTS)
def test_the_lines_of_a_tranche_are_all_its_payments(
    tale: Tale, plain: Plain, as_of: date | None, as_known: int | None
) -> None:
    moment = {"as_of": as_of, "as_known": as_known}
    lines = plain.upto(as_of, as_known)
    for position in tale.ask(tranche_positions, **moment):
        found = tale.ask(tranche_trace, position.tranche_id, **moment)
        expected = [
            (line.voucher_id, line.n, line.net)
            for line in lines
            if line.tranche_id == position.tranche_id and line.account.startswith(SPENT)
        ]

        assert expected == [(x.voucher_id, x.n, x.amount_fen) for x in found.lines]
        assert position == found.position
        assert found.paid_fen == position.paid_fen == sum(p.net_fen for p in found.payees)
        assert position.left_fen == position.received_fen - found.paid_fen - position.suspense_fen


def test_a_tranche_names_payee_contract_project_and_cost_item(tale: Tale) -> None:
    wages = tale.ask(tranche_trace, 1).lines[1]

    assert (PARTY["contractor"], WAGES, "C1", "棚户区改造一期", "works", 200 * WAN) == (
        wages.party_id,
        wages.payee_account,
        wages.contract_no,
        wages.project,
        wages.cost_item,
        wages.amount_fen,
    )


def test_what_came_back_is_a_negative_line(tale: Tale) -> None:
    found = tale.ask(tranche_trace, 4)
    household = next(
        portion for portion in found.payees if portion.name == "被**" and portion.returned_fen
    )

    assert (15 * WAN, 15 * WAN, 0) == (
        household.paid_fen,
        household.returned_fen,
        household.net_fen,
    )
    assert [-15 * WAN] == [line.amount_fen for line in found.lines if line.is_returned]


def test_a_unit_got_what_its_contracts_paid(tale: Tale, plain: Plain) -> None:
    found = tale.ask(party_trace, PARTY["contractor"])
    mine = [
        line
        for line in plain.lines
        if line.tranche_id and line.account.startswith(SPENT) and line.contract_id in (1, 2, 3)
    ]

    assert "某某建设集团有限公司" == found.payee
    assert sum(line.net for line in mine) == found.paid_fen == 2774 * WAN
    assert {"T1": 2_388_444_444, "T2": 285_555_556, "Q1": 100 * WAN} == {
        portion.name: portion.net_fen for portion in found.tranches
    }


def test_a_household_is_found_by_name_and_account(tale: Tale) -> None:
    one = tale.ask(payee_trace, "被征收人0001", "62280000000001")
    bounced = tale.ask(payee_trace, "被征收人0003", "62280000000003", as_of=date(2025, 8, 11))

    assert [("T3", 15 * WAN)] == [(line.tranche, line.amount_fen) for line in one.lines]
    assert 15 * WAN == bounced.paid_fen
    assert () == tale.ask(payee_trace, "被征收人0001", "另一账户").lines


def test_all_payees_together_got_what_all_tranches_paid(tale: Tale) -> None:
    tranches = sum(row.paid_fen for row in tale.ask(tranche_positions))
    payments = tale.ask(project_payments, 1)

    assert tranches == sum(line.amount_fen for line in payments)


def test_an_unknown_tranche_has_no_trace(tale: Tale) -> None:
    assert None is tale.ask(tranche_trace, 99)
    assert None is tale.ask(tranche_trace, 4, as_of=date(2025, 8, 4))
