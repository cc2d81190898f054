"""An override under load and over time: never more than its limit, printed, and shown in time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from cityledger.actions import gate
from cityledger.actions.command import new_request_id
from cityledger.actions.overrides import GrantOverride, RequestOverride
from cityledger.actions.payments import RejectPayment, RequestPayment
from cityledger.kernel.errors import Refused, Stale
from cityledger.ledger.receipt import Receipt
from cityledger.reports import project_statement as paper
from cityledger.reports.document import Table
from cityledger.views.alerts import Alert, alerts
from cityledger.views.overrides import overrides, used_fen
from cityledger.views.statement import project_statement
from cityledger.views.subsidiary import Span
from tests.conftest import Office
from tests.stories.world import WAN, World, day

PAYDAY = day("2025-06-12")


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough on its pay day, with an override of 650万 granted until 25 June."""
    made = World(office)
    made.upto(3)
    office.skip(162 * 86_400)
    ask = RequestOverride(
        control="payment.wrong_tranche",
        project="P1",
        contract="C1",
        limit_fen=650 * WAN,
        reason="汛期抢工,专项资金尚未到账,先用区级资金垫付,到账后调整。",
        doc_no="纪要12号",
        expires_on=day("2025-06-25"),
    )
    office.by("zhi", ask)
    office.by("zong", GrantOverride(override_id=1, reason="同意"))
    return made


def part(world: World, wan: int) -> RequestPayment:
    """Return a request for a part of the wages, from T2 and under the override."""
    lines = (world.line("C1", "labour", wan, certificate_no=1),)
    slices = (replace(world.picked("T2", 1)[0], amount_fen=wan * WAN),)
    return world.progress(lines=lines, invoices=(), slices=slices, overrides=(1,))


def test_many_at_once_never_use_more_than_the_limit(world: World) -> None:
    office = world.office
    office.by("zhi", world.progress(slices=world.picked("T2", 450), overrides=(1,)))
    number = world.newest()
    back = RejectPayment(payment_request_id=number, value_date=PAYDAY, reason="改分期")
    office.by("fu", back)
    asked = part(world, 200)
    with_invoice = replace(
        asked, invoices=(replace(world.progress().invoices[0], amount_fen=200 * WAN),)
    )

    def ask(_: int) -> Receipt | Refused | Stale:
        try:
            command = replace(with_invoice, request_id=new_request_id())
            return gate.act(office.desk, office.pens["zhi"], command)
        except (Refused, Stale) as refused:
            return refused

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(ask, range(12)))

    assert 1 == sum(isinstance(result, Receipt) for result in results)
    book = office.desk.book_id
    assert 200 * WAN == office.ask(lambda read: used_fen(read, book, 1))
    (row,) = office.ask(lambda read: overrides(read, book, PAYDAY))
    assert [("returned", False), ("submitted", True)] == [(u.state, u.is_live) for u in row.uses]
    assert 450 * WAN == row.left_fen


def test_a_project_statement_prints_its_overrides(world: World) -> None:
    office = world.office
    office.by("zhi", world.progress(slices=world.picked("T2", 450), overrides=(1,)))
    book = office.desk.book_id
    june = Span(day("2025-06-01"), day("2025-06-30"))
    made = office.ask(lambda read: project_statement(read, book, 1, june))

    (row,) = made.overrides
    assert ("未按资金顺序使用批次", "C1", "纪要12号", "制单员", "总审批") == (
        row.rule,
        row.contract_no,
        row.document_no,
        row.asked_by,
        row.granted_by,
    )
    assert (650 * WAN, 650 * WAN, "expired") == (row.limit_fen, row.used_fen, row.state)
    tables = [block.title for block in paper.document(made).blocks if isinstance(block, Table)]
    assert ["五、特批（累计）", "六、所依据的未核参数"] == tables[-2:]

    may = Span(day("2025-05-01"), day("2025-05-31"))
    earlier = office.ask(lambda read: project_statement(read, book, 1, may))
    assert () == earlier.overrides
    assert "五、特批（累计）" not in [x.title for x in paper.tables(earlier)]
    # Made again from what was known before the request, nothing of it had been used.
    size = made.mark.size - 1
    known = office.ask(lambda read: project_statement(read, book, 1, june, as_known=size))
    assert [0] == [row.used_fen for row in known.overrides]


def shown(world: World, kind: str, on: str) -> list[Alert]:
    book = world.office.desk.book_id
    found = world.office.ask(lambda read: alerts(read, book, day(on)))
    return [alert for alert in found if alert.kind == kind]


@pytest.mark.parametrize(
    ("on", "days"),
    [("2025-06-17", []), ("2025-06-18", [7]), ("2025-06-25", [0]), ("2025-06-26", [])],
)
def test_the_end_of_an_override_is_shown_a_week_ahead(
    world: World, on: str, days: list[int]
) -> None:
    found = shown(world, "override_expiring", on)

    assert days == [alert.days for alert in found]
    assert {650 * WAN} >= {alert.amount_fen for alert in found}


@pytest.mark.parametrize(
    ("on", "level", "days"),
    [("2025-06-30", "red", -25), ("2025-07-05", "amber", 0), ("2025-07-06", "red", -1)],
)
def test_who_has_not_reported_on_the_month_before_is_shown(
    world: World, on: str, level: str, days: int
) -> None:
    (alert,) = shown(world, "zero_report_missing", on)

    assert (level, days) == (alert.level, alert.days)
    assert "出纳员" in alert.subject
    assert "管理员" not in alert.subject


def test_no_report_is_missed_before_the_book_was_kept(world: World) -> None:
    assert [] == shown(world, "zero_report_missing", "2025-03-31")
