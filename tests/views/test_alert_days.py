"""Alerts turn on their day: one day before there is nothing, on the day there is."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.views.alerts import Alert, alerts
from tests.conftest import BOOK, Office
from tests.stories.world import WAN, World
from tests.views.conftest import Tale


def of_kind(tale: Tale, kind: str, today: date) -> list[Alert]:
    return [alert for alert in tale.ask(alerts, today) if alert.kind == kind]


@pytest.mark.parametrize(
    ("kind", "before", "on", "subjects", "level"),
    [
        ("guarantee_expiring", (2026, 10, 31), (2026, 11, 1), ["C1 保函-C1"], "amber"),
        ("guarantee_expiring", (2026, 10, 31), (2027, 1, 1), ["C1 保函-C1"], "red"),
        ("tranche_expiring", (2026, 10, 31), (2026, 11, 1), ["T1"], "amber"),
        ("tranche_idle", (2026, 7, 7), (2026, 7, 8), ["T1"], "amber"),
        ("period_to_close", (2025, 7, 31), (2025, 8, 1), ["2025-07"], "red"),
    ],
)
def test_an_alert_turns_on_its_day(
    tale: Tale,
    kind: str,
    before: tuple[int, int, int],
    on: tuple[int, int, int],
    subjects: list[str],
    level: str,
) -> None:
    assert [] == of_kind(tale, kind, date(*before))

    found = of_kind(tale, kind, date(*on))
    assert subjects == [alert.subject for alert in found]
    assert {level} == {alert.level for alert in found}


def test_money_that_lies_two_years_is_red(tale: Tale) -> None:
    found = {
        alert.subject: alert.level for alert in of_kind(tale, "tranche_idle", date(2027, 8, 3))
    }

    assert ("red", "red") == (found["T1"], found["T2"])
    assert "amber" == found["T3"]


def test_a_due_obligation_is_shown_with_the_day_it_must_be_paid(office: Office) -> None:
    world = World(office)
    world.upto(3)
    found = office.ask(alerts, BOOK, date(2025, 6, 10))
    (alert,) = (row for row in found if row.kind == "certificate_due")

    # Certified on 31 May; a small firm is paid within 30 days.
    assert ("C1 某某建设集团有限公司", date(2025, 6, 30), 20, 650 * WAN) == (
        alert.subject,
        alert.on,
        alert.days,
        alert.amount_fen,
    )


def test_unpaid_households_are_told_of_by_plot_without_a_name(tale: Tale) -> None:
    assert [] == of_kind(tale, "certificate_due", date(2025, 9, 1))
    (alert,) = of_kind(tale, "compensation_unpaid", date(2025, 9, 1))

    # Household 3 signed on 6 August and its money came back: 30 days.
    assert ("板桥坊-1 ×1", date(2025, 9, 5), 4, 15 * WAN, "amber") == (
        alert.subject,
        alert.on,
        alert.days,
        alert.amount_fen,
        alert.level,
    )


def test_a_decided_plot_waits_for_the_rest_of_its_households(tale: Tale) -> None:
    # Decided on 5 August with 180 days to sign, which are shown 60 days ahead.
    assert [] == of_kind(tale, "compensation_unsigned", date(2025, 12, 2))
    (alert,) = of_kind(tale, "compensation_unsigned", date(2025, 12, 3))

    assert ("板桥坊-1 ×2995", date(2026, 2, 1), 60) == (alert.subject, alert.on, alert.days)


def test_waiting_payments_interference_and_tasks_are_shown(tale: Tale) -> None:
    today = date(2025, 9, 11)

    assert [("8", 13 * WAN)] == [
        (alert.ref, alert.amount_fen) for alert in of_kind(tale, "payment_waiting", today)
    ]
    assert ["No.1 P1"] == [alert.subject for alert in of_kind(tale, "interference_open", today)]
    assert ["D1 银行重复扣款"] == [alert.subject for alert in of_kind(tale, "task_open", today)]


def test_the_late_ones_stand_first(tale: Tale) -> None:
    levels = [alert.level for alert in tale.ask(alerts, date(2026, 12, 1))]

    assert sorted(levels, reverse=True) == levels
