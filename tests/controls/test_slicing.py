"""The project's order of money: restricted first, earliest expiry, first received (L3)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from cityledger.controls import slicing
from cityledger.controls.facts import AllotmentFacts, LineFacts, TrancheFacts
from tests.controls.payment_case import BASE, CONTRACT, HOUSEHOLD, ON, T1, T2, line, put

FREE = put(T2, allotment_id=None, share_left_fen=None, free_fen=100)
LINE = put(HOUSEHOLD.lines[0], amount_fen=100)


def run(
    lines: tuple[LineFacts, ...], tranches: tuple[TrancheFacts, ...], *allotted: int
) -> slicing.Prescription:
    rows = tuple(
        AllotmentFacts(allotment_id=n, no=str(n), free_fen=f) for n, f in enumerate(allotted)
    )
    return slicing.slices(lines, tranches, project_id=3, on=ON, allotments=rows)


def test_walkthrough_case_four() -> None:
    """Three slices, not four: labour from T1, works from what T1 has left, then T2."""
    found = slicing.prescribe(BASE)

    assert BASE.slices == found.slices
    assert found.short == ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"restricted": True}, {"expiry_on": date(2025, 6, 30)}),
        ({"expiry_on": date(2025, 6, 30)}, {"expiry_on": date(2025, 7, 1)}),
        ({"expiry_on": date(2025, 6, 30)}, {"received_on": date(2020, 1, 1)}),
        ({"received_on": date(2025, 1, 1)}, {"received_on": date(2025, 1, 2)}),
        ({}, {"tranche_id": 3}),
        ({}, {"bank_account_id": 8}),
    ],
)
def test_which_tranche_comes_first(one: dict[str, object], two: dict[str, object]) -> None:
    """Each step of the order, whatever order the tranches are listed in."""
    first, second = put(FREE, **one), put(FREE, **two)

    for tranches in ((first, second), (second, first)):
        (piece,) = run((LINE,), tranches).slices
        assert first.key == (piece.tranche_id, piece.bank_account_id)


def test_what_no_money_covers_is_told() -> None:
    """The rest of each line is reported, not silently dropped."""
    found = run((LINE, put(LINE, n=2)), (put(FREE, free_fen=150),))

    assert [100, 50] == [piece.amount_fen for piece in found.slices]
    assert ((2, 50),) == found.short


def test_share_bounds_a_tranche_over_its_bank_accounts() -> None:
    """A project's share is of the tranche, wherever its money lies."""
    here = put(FREE, share_left_fen=60)
    found = run((LINE,), (here, put(here, bank_account_id=8)))

    assert [60] == [piece.amount_fen for piece in found.slices]
    assert ((1, 40),) == found.short


def test_allotment_bounds_its_tranches_together() -> None:
    """Two tranches of one allotment share what it permits."""
    one = put(FREE, allotment_id=0, free_fen=50)
    found = run((LINE,), (one, put(one, tranche_id=3)), 70)

    assert [50, 20] == [piece.amount_fen for piece in found.slices]


def test_plan_leaves_a_source_out() -> None:
    """A source outside the contract's plan gives nothing, a contract without plan takes any."""
    lines = (line(1, 100, certificate_id=None),)
    for plan, count in (((1,), 0), ((2,), 1), (None, 1)):
        contract = put(CONTRACT, plan_sources=plan)
        found = slicing.slices(lines, (FREE,), project_id=3, on=ON, contracts=(contract,))
        assert count == len(found.slices)


def test_blocked_tranches_give_nothing() -> None:
    """An unidentified receipt has no uses and pays nobody."""
    found = run((LINE,), (put(FREE, kind="unidentified", uses=()),))

    assert found.slices == ()
    assert ((1, 100),) == found.short


AMOUNTS = st.lists(st.integers(1, 1000), min_size=1, max_size=5)


@given(AMOUNTS, AMOUNTS, st.integers(0, 3000))
def test_slices_conserve_money(asked: list[int], money: list[int], share: int) -> None:
    """Slices and shortfall sum to the lines; no tranche gives more than it has or may."""
    lines = tuple(put(LINE, n=n, amount_fen=fen) for n, fen in enumerate(asked, 1))
    tranches = tuple(
        put(FREE, tranche_id=n, free_fen=fen, share_left_fen=share if n == 1 else None)
        for n, fen in enumerate(money, 1)
    )
    found = run(lines, tranches)
    given_by = {
        n: sum(p.amount_fen for p in found.slices if p.tranche_id == n) for n in range(1, 6)
    }

    assert sum(asked) == sum(p.amount_fen for p in found.slices) + sum(f for _, f in found.short)
    assert all(piece.amount_fen > 0 for piece in found.slices)
    assert all(given_by[t.tranche_id] <= t.free_fen for t in tranches)
    assert given_by[1] <= share


SOME = (
    T1,
    T2,
    put(FREE, tranche_id=4, expiry_on=date(2025, 12, 31)),
    put(FREE, tranche_id=5),
)


@given(st.permutations(SOME))
def test_order_of_the_list_does_not_matter(tranches: list[TrancheFacts]) -> None:
    """The same tranches give the same slices in whatever order a query returns them."""
    assert run(BASE.lines, SOME) == run(BASE.lines, tuple(tranches))
