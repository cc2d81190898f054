"""No view, export or paper says a household's full name or account: it takes a disclosure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from cityledger.evidence.event import parse_leaf
from cityledger.reports import sealed_leaf
from cityledger.views import export
from cityledger.views.alerts import alerts
from cityledger.views.contract_card import contract_card
from cityledger.views.contract_state import contracts
from cityledger.views.households import households, plots
from cityledger.views.journal import EVERYTHING, Window, journal
from cityledger.views.payments import request_card, requests
from cityledger.views.refusals import refusals
from cityledger.views.statement import project_statement
from cityledger.views.subsidiary import Scope, Span, register
from cityledger.views.trace import payee_trace, project_payments, tranche_trace
from cityledger.views.voucher import vouchers
from tests.views.conftest import Tale

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
PERSONAL = re.compile("被征收人|6228[0-9]+")


def _leaves(tale: Tale) -> list[str]:
    rows = tale.office.sql("SELECT body FROM leaf WHERE book_id <> 0")
    return [line for row in rows for line in sealed_leaf.lines(parse_leaf(row[0]))]


def _all_vouchers(tale: Tale) -> object:
    numbers = [row[0] for row in tale.office.sql("SELECT voucher_id FROM voucher")]
    return tale.ask(lambda read, book: list(vouchers(read, book, numbers)))


def _all_requests(tale: Tale) -> object:
    numbers = [row.payment_request_id for row in tale.ask(requests)]
    return [tale.ask(request_card, number) for number in numbers]


def _all_cards(tale: Tale) -> object:
    return [tale.ask(contract_card, state.contract_id) for state in tale.ask(contracts)]


SHOWN: dict[str, Callable[[Tale], object]] = {
    "contracts": lambda tale: tale.ask(contracts),
    "cards": _all_cards,
    "requests": _all_requests,
    "vouchers": _all_vouchers,
    "journal": lambda tale: tale.ask(journal, EVERYTHING, Window(limit=999)),
    "register": lambda tale: tale.ask(register, Scope(account="230204"), YEAR),
    "tranche": lambda tale: tale.ask(tranche_trace, 4),
    "payee": lambda tale: tale.ask(payee_trace, "被征收人0003", "62280000000003"),
    "payments": lambda tale: tale.ask(project_payments, 1),
    "statement": lambda tale: tale.ask(project_statement, 1, YEAR),
    "refusals": lambda tale: tale.ask(refusals),
    "alerts": lambda tale: tale.ask(alerts, date(2026, 12, 1)),
    "households": lambda tale: tale.ask(households),
    "plots": lambda tale: tale.ask(plots),
    "journal for beancount and hledger": lambda tale: tale.ask(
        lambda read, book: list(export.vouchers(read, book))
    ),
    "sealed leaves": _leaves,
}


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_shows_a_household_in_full(tale: Tale, name: str) -> None:
    shown = repr(SHOWN[name](tale))

    assert len(shown) > 100
    assert [] == PERSONAL.findall(shown)


def test_the_guard_would_see_a_name(tale: Tale) -> None:
    assert PERSONAL.search(repr(tale.office.sql("SELECT * FROM household")))
    assert PERSONAL.search(repr(tale.office.sql("SELECT payee_account FROM payment_line")))


def test_a_household_is_told_apart_by_its_agreement(tale: Tale) -> None:
    found = tale.ask(households)[2]

    assert ("H0003", "0003", "被**", 5000, "money", 15_000_000, 0, 15_000_000) == (
        found.contract_no,
        found.household_no,
        found.owner,
        found.area_dm2,
        found.mode,
        found.price_fen,
        found.paid_fen,
        found.unpaid_fen,
    )
    assert re.fullmatch(r"\*{4}[0-9X]{4}", found.resident)


def test_a_plot_says_how_far_it_is(tale: Tale) -> None:
    (plot,) = tale.ask(plots)

    assert ("板桥坊-1", "2025-1", 3000, 5, 5, 5) == (
        plot.plot_no,
        plot.batch,
        plot.listed,
        plot.surveyed,
        plot.valued,
        plot.signed,
    )
    assert ("notice", "hearing", "plan", "decision") == tuple(step for step, _ in plot.steps)
    assert date(2025, 8, 5) == plot.decided_on
    assert (75_000_000, 75_000_000, 60_000_000) == (
        plot.needed_fen,
        plot.price_fen,
        plot.paid_fen,
    )
