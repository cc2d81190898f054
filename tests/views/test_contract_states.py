"""A contract's figures are the walkthrough's, and the plain sums over its postings."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.views.contract_card import contract_card
from cityledger.views.contract_state import ContractState, contract_state, contracts
from tests.stories.world import WAN
from tests.views.conftest import Tale
from tests.views.plain import MOMENTS, Plain, total


@pytest.fixture(scope="module")
def plain(tale: Tale) -> Plain:
    return Plain(tale.office, tale.office.desk.book_id)


def by_no(tale: Tale, number: str, **moment: object) -> ContractState:
    found: dict[str, ContractState] = {
        state.contract_no: state for state in tale.ask(contracts, **moment)
    }
    return found[number]


def test_case_3_leaves_what_the_walkthrough_says(tale: Tale) -> None:
    state = by_no(tale, "C1", as_of=date(2025, 5, 31))

    assert 1000 * WAN == state.certified_fen
    assert 1800 * WAN == state.advance_fen
    assert 30 * WAN == state.retention_fen
    assert (("230201", 570 * WAN), ("230206", 200 * WAN)) == state.payables
    assert (650 * WAN, 120 * WAN) == (state.due_fen, state.deferred_fen)
    assert 2000 * WAN == state.paid_fen


def test_payables_are_read_over_all_tranches(tale: Tale, plain: Plain) -> None:
    # 2302 is split over tranches 0, 1 and 2: no part of it is a payable (L2).
    state = by_no(tale, "C1")
    mine = [line for line in plain.lines if line.contract_id == state.contract_id]
    parts = {
        tranche: total([line for line in mine if line.tranche_id == tranche], "2302")
        for tranche in (0, 1, 2)
    }

    assert {0: -800 * WAN, 1: 400 * WAN, 2: 250 * WAN} == parts
    assert -sum(parts.values()) == state.payable_fen + state.retention_fen


def test_a_recovered_claim_is_neither_paid_nor_owed(tale: Tale) -> None:
    before, after = (by_no(tale, "C1", as_of=date(2025, 7, day)) for day in (7, 8))

    assert (26 * WAN, 0) == (before.claim_fen, before.refunded_fen)
    assert (0, 26 * WAN) == (after.claim_fen, after.refunded_fen)
    assert 974 * WAN == after.certified_fen


def test_the_gap_is_what_nothing_covers(tale: Tale) -> None:
    # Planned for 2026 without an allotment, and the variation.
    assert (6600 + 120) * WAN == by_no(tale, "C1").gap_fen


def test_a_corrected_payment_stands_under_the_right_contract(tale: Tale) -> None:
    assert 50 * WAN == by_no(tale, "C2", as_of=date(2025, 7, 10)).paid_fen
    assert 0 == by_no(tale, "C2").paid_fen
    assert 2700 * WAN == by_no(tale, "C1").paid_fen


def test_a_bounced_payment_is_payable_again(tale: Tale) -> None:
    state = by_no(tale, "H0003")

    assert (0, 15 * WAN, 15 * WAN) == (state.paid_fen, state.payable_fen, state.due_fen)


def test_approved_and_unpaid_is_held(tale: Tale) -> None:
    assert 13 * WAN == by_no(tale, "C2").held_fen
    assert 0 == by_no(tale, "C2", as_of=date(2025, 9, 9)).held_fen


@pytest.mark.parametrize(("as_of", "as_known"), MOMENTS)
def test_every_figure_is_a_plain_sum(
    tale: Tale, plain: Plain, as_of: date | None, as_known: int | None
) -> None:
    lines = plain.upto(as_of, as_known)
    for state in tale.ask(contracts, as_of=as_of, as_known=as_known):
        mine = [line for line in lines if line.contract_id == state.contract_id]
        in_tranche = [line for line in mine if line.tranche_id]
        still = [line for line in mine if not line.tranche_id]

        assert total(mine, "1214") == state.advance_fen
        assert -total(mine, "230203") == state.retention_fen
        assert -total(mine, "2302") == state.payable_fen + state.retention_fen
        assert total(in_tranche, "1214", "2302") == state.paid_fen
        assert total(still, "1613") == state.certified_fen
        assert total(mine, "121801") == state.claim_fen


@pytest.mark.parametrize(("as_of", "as_known"), [(None, None), (date(2025, 8, 3), 75)])
def test_one_contract_is_what_the_list_says(
    tale: Tale, as_of: date | None, as_known: int | None
) -> None:
    for state in tale.ask(contracts, as_of=as_of, as_known=as_known):
        one = tale.ask(contract_state, state.contract_id, as_of=as_of, as_known=as_known)

        assert state == one


def test_a_contract_is_not_there_before_it_is_signed_or_sealed(tale: Tale) -> None:
    assert None is tale.ask(contract_state, 1, as_of=date(2025, 3, 20))
    assert None is tale.ask(contract_state, 1, as_known=20)
    assert None is tale.ask(contract_card, 99)


def test_the_card_has_the_papers(tale: Tale) -> None:
    card = tale.ask(contract_card, 1)

    assert card.state == tale.ask(contract_state, 1)
    assert [("变更-1", 120 * WAN)] == [(v.doc_no, v.amount_fen) for v in card.variations]
    assert [1, 2] == [row.certificate_no for row in card.certificates]
    assert [("A1", 2400 * WAN), ("A2", 1000 * WAN), ("", 6600 * WAN)] == [
        (plan.allotment_no, plan.amount_fen) for plan in card.plans
    ]
    assert [("保函-C1", date(2026, 12, 31))] == [
        (letter.letter_no, letter.expires_on) for letter in card.guarantees
    ]
    assert [0] == [invoice.left_fen for invoice in card.invoices]


def test_an_invoice_is_left_until_a_request_uses_it(tale: Tale) -> None:
    request = tale.office.sql("SELECT leaf_idx FROM payment_request WHERE payment_request_id = 2")[
        0
    ][0]
    before = tale.ask(contract_card, 1, as_known=request)

    assert [650 * WAN] == [invoice.left_fen for invoice in before.invoices]
