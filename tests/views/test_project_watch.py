"""What a project manager asks: how long money lasts, whose alert it is, what made a figure."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.views.alerts import KINDS, Alert, alerts
from cityledger.views.contract_state import contracts
from cityledger.views.obligations import budget_paid_fen
from cityledger.views.project_alerts import OF_NO_PROJECT, by_project, named_kinds
from cityledger.views.project_card import budget_lines
from cityledger.views.runway import Runway, runway, spent
from cityledger.views.shares import shares
from cityledger.views.subsidiary import Scope, Span, register
from cityledger.views.trace import (
    budget_payments,
    contract_payments,
    project_payments,
    share_payments,
)
from cityledger.views.vouchers_behind import certificate_vouchers
from tests.stories.world import WAN, day
from tests.views.conftest import Tale

LIFE = Span(date(2000, 1, 1), date(2099, 12, 31))


def test_the_pace_is_that_of_the_six_months_before(tale: Tale) -> None:
    paid, first, last = tale.ask(spent, day("2025-09-15"))
    lines = tale.ask(project_payments, 1)
    mine = [x.amount_fen for x in lines if day("2025-03-01") <= x.on <= day("2025-08-31")]

    assert (202503, 202508) == (first, last)
    assert sum(mine) == paid[1] > 0


def test_what_is_paid_this_month_does_not_count(tale: Tale) -> None:
    lines = tale.ask(project_payments, 1)
    until = [x.amount_fen for x in lines if x.on <= day("2025-05-31")]

    assert sum(until) == tale.ask(runway, 1, 0, day("2025-06-30")).spent_fen
    assert 0 == tale.ask(runway, 1, 0, day("2025-03-31")).spent_fen


def test_money_lasts_as_the_study_says() -> None:
    """3,676.54万 at 412万 a month: 8.9 months from 2024-04, so until 2024-12."""
    way = Runway(367_654 * WAN // 100, 6 * 412 * WAN, 202310, 202403)

    assert (412 * WAN, 89, 202412) == (way.monthly_fen, way.tenths, way.ends_in)


@pytest.mark.parametrize(
    ("free", "paid", "tenths", "ends"),
    [
        (0, 6, 0, 202404),
        (-5, 6, 0, 202404),
        (9, 6, 90, 202501),
        (100, 0, None, None),
        (100, -6, None, None),
        (1_200, 6, 12_000, 212404),
        (1_201, 6, 12_010, None),
    ],
)
def test_the_end_of_the_money(free: int, paid: int, tenths: int | None, ends: int | None) -> None:
    way = Runway(free, paid, 202310, 202403)

    assert (tenths, ends) == (way.tenths, way.ends_in)


def test_every_kind_of_alert_has_its_project_or_none() -> None:
    assert set(KINDS) == named_kinds() | OF_NO_PROJECT
    assert set() == named_kinds() & OF_NO_PROJECT


def test_alerts_of_the_story_are_those_of_its_project(tale: Tale) -> None:
    on = day("2026-12-15")
    found = tale.ask(alerts, on)
    mine = tale.ask(by_project, found)
    # The task of the story is to get money back from a bank: it is of no project either.
    named = {alert.kind for alert in found} - OF_NO_PROJECT - {"task_open"}

    assert {"guarantee_expiring", "compensation_unpaid", "payment_waiting"} <= named
    assert [1] == sorted(mine)
    assert named == {alert.kind for alert in mine[1]}


def test_an_alert_about_nothing_known_is_of_no_project(tale: Tale) -> None:
    on = day("2025-09-01")
    lost = tuple(
        Alert(kind, "red", "X9 某公司", on, 0, 0, "999-9")
        for kind in ("guarantee_expiring", "finding_open", "sme_late")
    )

    assert {} == tale.ask(by_project, lost)


def test_a_late_payment_is_found_by_the_number_of_its_contract(tale: Tale) -> None:
    late = Alert("sme_late", "red", "C1 某某建设集团有限公司", day("2025-09-01"), -3, 100, "1")

    assert {1: (late,)} == tale.ask(by_project, (late,))


def test_the_payments_of_a_share_come_to_what_it_paid(tale: Tale) -> None:
    own = tale.ask(shares)[1]

    assert any(share.paid_fen for share in own)
    for share in own:
        lines = tale.ask(share_payments, 1, share.tranche_id)
        assert share.paid_fen == sum(line.amount_fen for line in lines)


def test_the_payments_of_a_budget_line_come_to_what_it_paid(tale: Tale) -> None:
    found = tale.ask(budget_lines)

    assert any(tale.ask(budget_paid_fen, row.budget_line_id) for row in found)
    for row in found:
        lines = tale.ask(budget_payments, 1, row.budget_line_id)
        paid = tale.ask(budget_paid_fen, row.budget_line_id)
        assert paid == sum(line.amount_fen for line in lines)


def test_the_payments_of_a_contract_come_to_what_it_paid(tale: Tale) -> None:
    for state in tale.ask(contracts):
        lines = tale.ask(contract_payments, state.contract_id)
        net = state.paid_fen - state.refunded_fen
        assert net == sum(line.amount_fen for line in lines), state.contract_no


def test_the_register_of_a_budget_line_ends_in_its_figure(tale: Tale) -> None:
    for row in tale.ask(budget_lines):
        for account, fen in (("9115", row.certified_fen), ("9114", row.contracted_fen)):
            scope = Scope(account=account, budget_line_id=row.budget_line_id)
            page = tale.ask(register, scope, LIFE)
            assert fen == -(page.rows[-1].balance_fen if page.rows else 0)


def test_a_certificate_has_the_voucher_of_its_own_act(tale: Tale) -> None:
    found = tale.ask(certificate_vouchers, 1)
    sql = "SELECT certificate_id, leaf_idx FROM certificate WHERE contract_id = 1"

    assert {n: leaf * 100 + 1 for n, leaf in tale.office.sql(sql)} == found
