"""Views of today go along an index: none reads all postings or vouchers of a book.

A figure of another moment sums postings, and may read them all; a figure of today may not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from cityledger.views.contract_card import contract_card
from cityledger.views.contract_state import contract_state, contracts
from cityledger.views.households import owners, same_house, same_person, surveyed_houses
from cityledger.views.journal import EVERYTHING, JournalFilter, Window, journal
from cityledger.views.leaves import about_vouchers, leaves, voucher_hashes
from cityledger.views.obligations import (
    contract_sums,
    opened_payable_fen,
    other_lines,
    quota_used_fen,
)
from cityledger.views.payments import request_card
from cityledger.views.position import fund_position
from cityledger.views.project_card import project_card
from cityledger.views.refusals import refusals
from cityledger.views.runway import spent
from cityledger.views.subsidiary import RegisterWindow, Scope, Span, opening, register
from cityledger.views.trace import (
    agreement_trace,
    budget_payments,
    contract_payments,
    party_trace,
    payee_trace,
    project_payments,
    share_payments,
    tranche_trace,
    voucher_trace,
)
from cityledger.views.trial_balance import trial_balance
from cityledger.views.voucher import voucher
from cityledger.views.vouchers_behind import certificate_vouchers
from tests.stories.world import PARTY
from tests.views.conftest import Tale

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
WHOLE = re.compile(
    r"SCAN (posting|voucher|leaf|payment_line|payment_step|household|house_survey)\b"
    r"|SEARCH (posting|voucher) USING .*\(book_id=\?( AND account>\? AND account<\?)?\)"
)


def plans(tale: Tale, ask: Callable[[], object]) -> list[str]:
    """The plan of every query a view asks, a line per step."""
    asked: list[tuple[str, Any]] = []
    engine = tale.office.desk.engine

    def listen(_c: object, _k: object, statement: str, names: object, *_: object) -> None:
        asked.append((statement, names))

    event.listen(engine, "before_cursor_execute", listen)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    steps = []
    with tale.office.desk.read() as read:
        for statement, names in asked:
            if statement.startswith("SELECT"):
                found = read.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", names)
                steps += [f"{row[3]} -- {statement[:80]}" for row in found]
    return steps


def _second_page(tale: Tale) -> object:
    page = tale.ask(journal, EVERYTHING, Window(limit=5))
    return tale.ask(journal, EVERYTHING, Window(page.after, 5))


def _second_register(tale: Tale) -> object:
    scope = Scope(account="1002")
    page = tale.ask(register, scope, YEAR, RegisterWindow(limit=3))
    return tale.ask(register, scope, YEAR, RegisterWindow(page.after, 3))


ASKED: dict[str, Callable[[Tale], object]] = {
    "lines of a contract": lambda tale: tale.ask(other_lines, 1, 0),
    "sums of a contract": lambda tale: tale.ask(contract_sums, 1),
    "opening of a contract": lambda tale: tale.ask(opened_payable_fen, 1, "230201"),
    "quota of a tranche": lambda tale: tale.ask(quota_used_fen, 1, 0),
    "position": lambda tale: tale.ask(fund_position),
    "trial balance": lambda tale: tale.ask(trial_balance, 202506, 202508),
    "contract": lambda tale: tale.ask(contract_state, 1),
    "contract card": lambda tale: tale.ask(contract_card, 1),
    "contracts of a project": lambda tale: tale.ask(contracts, 1),
    "project card": lambda tale: tale.ask(project_card, 1),
    "journal": _second_page,
    "journal of an account": lambda tale: tale.ask(journal, JournalFilter(account="2302")),
    "journal of a tranche": lambda tale: tale.ask(journal, JournalFilter(tranche_id=2)),
    "journal of a contract": lambda tale: tale.ask(journal, JournalFilter(contract_id=1)),
    "journal of a payee": lambda t: t.ask(journal, JournalFilter(payee_id=PARTY["contractor"])),
    "journal of a month": lambda tale: tale.ask(
        journal, JournalFilter(from_on=date(2025, 6, 1), to_on=date(2025, 6, 30))
    ),
    "beside vouchers": lambda tale: tale.ask(about_vouchers, [3701, 3702]),
    "hashes": lambda tale: tale.ask(voucher_hashes, [3701, 3702]),
    "leaves": lambda tale: tale.ask(leaves, before=20, limit=5),
    "money of a voucher": lambda tale: tale.ask(voucher_trace, 3701),
    "agreement": lambda tale: tale.ask(agreement_trace, "C1"),
    "register": _second_register,
    "register of a contract": lambda t: t.ask(register, Scope(account="2302", contract_id=1), YEAR),
    "register of a tranche": lambda t: t.ask(register, Scope(account="8001", tranche_id=1), YEAR),
    "opening": lambda t: t.ask(opening, Scope(account="100201"), date(2025, 6, 1)),
    "tranche": lambda tale: tale.ask(tranche_trace, 1),
    "unit": lambda tale: tale.ask(party_trace, PARTY["contractor"]),
    "payee": lambda tale: tale.ask(payee_trace, "被征收人0003", "62280000000003"),
    "same person": lambda tale: tale.ask(lambda read, _: same_person(read, ["h"])),
    "same house": lambda tale: tale.ask(lambda read, _: same_house(read, ["h"])),
    "surveyed houses": lambda tale: tale.ask(lambda read, _: surveyed_houses(read, ["h"])),
    "owners": lambda tale: tale.ask(owners, [1, 2]),
    "payments of a project": lambda tale: tale.ask(project_payments, 1),
    "payments of a share": lambda tale: tale.ask(share_payments, 1, 1),
    "payments of a budget line": lambda tale: tale.ask(budget_payments, 1, 1),
    "payments of a contract": lambda tale: tale.ask(contract_payments, 1),
    "payments of a certificate": lambda tale: tale.ask(contract_payments, 1, 1),
    "register of a budget line": lambda t: t.ask(
        register, Scope(account="9115", budget_line_id=1), YEAR
    ),
    "vouchers of certificates": lambda tale: tale.ask(certificate_vouchers, 1),
    "pace of projects": lambda tale: tale.ask(spent, date(2025, 9, 1)),
    "request": lambda tale: tale.ask(request_card, 9),
    "refusals": lambda tale: tale.ask(refusals),
    "voucher": lambda tale: tale.ask(voucher, 3701),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_view_of_today_reads_along_an_index(tale: Tale, name: str) -> None:
    steps = plans(tale, lambda: ASKED[name](tale))

    assert [] != steps
    assert [] == [step for step in steps if WHOLE.search(step)]


@pytest.mark.parametrize("view", [fund_position, trial_balance], ids=["position", "trial"])
def test_reading_a_whole_book_is_found(tale: Tale, view: Callable[..., object]) -> None:
    # Of another day these sum all postings: the guard must see that they do.
    steps = plans(tale, lambda: tale.ask(view, as_of=date(2025, 8, 3)))

    assert [] != [step for step in steps if WHOLE.search(step)]
