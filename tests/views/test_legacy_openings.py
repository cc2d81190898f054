"""What a legacy book opens with stands before everything, whatever its days (L7, case 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cityledger.actions.legacy import OpenBudget, OpenContract
from cityledger.actions.opening import OpenCertified, OpenLegacyTranche, OpenPaid
from cityledger.actions.projects import BudgetEntry
from cityledger.reports.project_statement import check
from cityledger.views.contract_state import contract_state
from cityledger.views.position import tranche_positions
from cityledger.views.statement import project_statement
from cityledger.views.subsidiary import Scope, Span, opening, register
from cityledger.views.trace import tranche_trace
from cityledger.views.trial_balance import trial_balance
from tests.conftest import found
from tests.stories.world import PARTY, WAN, WORKS, day
from tests.views.conftest import Tale

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tale]:
    """A book that opens in 2025: 28,000 received, 22,500 certified and 20,000 paid before."""
    tale = Tale(found(f"sqlite:///{tmp_path_factory.mktemp('legacy')}/ledger.db"))
    tale.upto(0)
    line = BudgetEntry(code="K1", name="建筑工程", cost_class="works", amount_fen=30_000 * WAN)
    budget = OpenBudget(
        project="P1", document=tale.document("旧批复"), lines=(line,), value_date=day("2023-05-01")
    )
    contract = OpenContract(
        contract_no="C9",
        project="P1",
        kind="works",
        name="旧合同",
        party_id=PARTY["contractor"],
        payee_account=WORKS,
        price_fen=25_000 * WAN,
        signed_on=day("2023-06-01"),
        budget_line="K1",
    )
    # The last day of the year before is the day of most openings; one is dated into the year.
    on = day("2025-01-15")
    for command in (
        budget,
        contract,
        OpenLegacyTranche(
            label="L1", bank_account="B1", amount_fen=28_000 * WAN, received_on=day("2024-12-31")
        ),
        OpenCertified(contract="C9", amount_fen=22_500 * WAN, value_date=on),
        OpenPaid(
            contract="C9",
            tranche="L1",
            bank_account="B1",
            amount_fen=20_000 * WAN,
            value_date=on,
            reference="旧账",
        ),
    ):
        tale.by("zhi", command)
    yield tale
    tale.office.desk.close()


def test_the_position_is_the_walkthroughs(legacy: Tale) -> None:
    (found,) = legacy.ask(tranche_positions)

    assert (28_000 * WAN, 20_000 * WAN, 8_000 * WAN) == (
        found.received_fen,
        found.paid_fen,
        found.left_fen,
    )
    assert 20_000 * WAN == legacy.ask(tranche_trace, 1).paid_fen


def test_the_contract_is_certified_paid_and_payable(legacy: Tale) -> None:
    state = legacy.ask(contract_state, 1)

    assert (22_500 * WAN, 20_000 * WAN, 2_500 * WAN) == (
        state.certified_fen,
        state.paid_fen,
        state.payable_fen,
    )


def test_the_ledger_begins_after_the_opening_and_its_year_without_it(legacy: Tale) -> None:
    before = legacy.ask(opening, Scope(account="1002"), YEAR.from_on)

    assert (8_000 * WAN, 0, 0) == (
        before.balance_fen,
        before.year_debit_fen,
        before.year_credit_fen,
    )
    assert () == legacy.ask(register, Scope(account="1002"), YEAR).rows


def test_the_trial_balance_opens_with_it(legacy: Tale) -> None:
    rows = {row.account: row for row in legacy.ask(trial_balance, 202501).rows}

    assert (8_000 * WAN, 0, 0) == (
        rows["1002"].opening_fen,
        rows["1002"].debit_fen,
        rows["1002"].credit_fen,
    )


def test_the_statement_shows_no_payment_of_the_opening(legacy: Tale) -> None:
    found = legacy.ask(project_statement, 1, YEAR)
    check(found)

    assert ((), 0, 0, 0) == (
        found.payments,
        found.opening_fen,
        found.received_fen,
        found.closing_fen,
    )
    assert 20_000 * WAN == found.sources[0].paid_fen
