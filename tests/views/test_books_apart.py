"""No query of a book forgets it (L13), and every engine gives the same figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from cityledger.model import METADATA
from cityledger.views.alerts import alerts
from cityledger.views.contract_card import contract_card
from cityledger.views.contract_state import contracts
from cityledger.views.journal import EVERYTHING, JournalFilter, Window, journal, journal_total
from cityledger.views.log_mark import log_mark
from cityledger.views.payments import queue, request_card, requests
from cityledger.views.position import fund_position
from cityledger.views.project_card import project_card, projects
from cityledger.views.refusals import refusal_counts, refusals
from cityledger.views.statement import leaf_range, project_statement
from cityledger.views.subsidiary import Scope, Span, opening, register
from cityledger.views.trace import party_trace, payee_trace, project_payments, tranche_trace
from cityledger.views.trial_balance import trial_balance
from cityledger.views.voucher import voucher
from tests.conftest import Office, found
from tests.stories.world import PARTY
from tests.views.conftest import SecondTale, Tale, second_book

YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
BOOK_TABLES = sorted(name for name, table in METADATA.tables.items() if "book_id" in table.c)


def figures(tale: Tale, **moment: object) -> dict[str, Any]:
    """Every figure of a book that does not depend on keys, hashes or the clock."""
    ask = tale.ask
    return {
        "position": ask(fund_position, **moment),
        "contracts": ask(contracts, **moment),
        "contract": ask(contract_card, 1, **moment),
        "projects": ask(projects, **moment),
        "project": ask(project_card, 1, **moment),
        "journal": [row.key for row in ask(journal, EVERYTHING, Window(limit=99), **moment).rows],
        "filtered": ask(journal_total, JournalFilter(account="2302", text="支付"), **moment),
        "selective": ask(journal_total, JournalFilter(tranche_id=2, project_id=1), **moment),
        "register": ask(register, Scope(account="2302"), YEAR, **moment),
        "contract register": ask(register, Scope(account="2302", contract_id=1), YEAR, **moment),
        "opening": ask(opening, Scope(account="100201"), date(2025, 7, 1), **moment),
        "trial": ask(trial_balance, 202506, 202508, **moment),
        "tranche": ask(tranche_trace, 2, **moment),
        "party": ask(party_trace, PARTY["contractor"], **moment),
        "payee": ask(payee_trace, "被征收人0003", "62280000000003", **moment),
        "payments": ask(project_payments, 1, **moment),
        "leaves": ask(leaf_range, 1, **moment),
    }


def lists(tale: Tale) -> dict[str, Any]:
    """The lists of a book: requests, queues, refusals, alerts."""
    ask = tale.ask
    return {
        "requests": ask(requests),
        "queues": [ask(queue, role, "zong") for role in ("reviewer", "approver", "cashier")],
        "lines": ask(request_card, 2).slices,
        "refusals": ask(refusal_counts),
        "refused": [row.leaf_idx for row in ask(refusals)],
        "alerts": ask(alerts, date(2026, 12, 1)),
        "voucher": ask(voucher, tale.voucher_of(2)).card.lines,
    }


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tale, Tale, dict[str, Any]]]:
    """Two books with the same story, and what the first one said before there was a second."""
    office = found(f"sqlite:///{tmp_path_factory.mktemp('pair')}/ledger.db")
    first = Tale(office)
    first.tell()
    alone = figures(first) | lists(first) | {"mark": first.ask(log_mark)}
    other = second_book(office)
    second = SecondTale(other, houses_from=5000)
    second.tell()
    yield first, second, alone
    other.desk.close()
    office.desk.close()


def test_a_second_book_changes_nothing_in_the_first(
    pair: tuple[Tale, Tale, dict[str, Any]],
) -> None:
    first, _, alone = pair

    assert alone == figures(first) | lists(first) | {"mark": first.ask(log_mark)}


def test_the_same_story_gives_the_same_figures_in_the_second(
    pair: tuple[Tale, Tale, dict[str, Any]],
) -> None:
    first, second, _ = pair
    both = [figures(tale, as_of=date(2025, 8, 4), as_known=70) for tale in (first, second)]

    assert both[0] == both[1]
    assert figures(first) == figures(second)
    assert lists(first) == lists(second)


def test_every_query_names_the_book_of_every_table(
    pair: tuple[Tale, Tale, dict[str, Any]],
) -> None:
    first, _, _ = pair
    told: set[str] = set()

    def listen(_c: object, _k: object, statement: str, *_: object) -> None:
        told.add(statement)

    event.listen(first.office.desk.engine, "before_cursor_execute", listen)
    try:
        figures(first)
        figures(first, as_of=date(2025, 8, 4), as_known=70)
        lists(first)
        first.ask(project_statement, 1, YEAR)
    finally:
        event.remove(first.office.desk.engine, "before_cursor_execute", listen)
    # Ours have parameters; what the story asks in plain SQL has none.
    queries = [text for text in told if text.startswith("SELECT") and "?" in text]

    assert len(queries) > 60
    assert [] == [problem for text in queries for problem in forgetful(text)]


def forgetful(text: str) -> list[str]:
    """The tables of a query whose book is not asked for."""
    out = []
    names = "|".join(BOOK_TABLES)
    for table, alias in re.findall(rf'(?:FROM|JOIN|,) "?({names})"?(?: AS (\w+))?\b(?!\.)', text):
        name = alias or table
        if not re.search(rf'(?:{name}|"{name}")\.book_id = |= (?:{name}|"{name}")\.book_id', text):
            out.append(f"{name}: {text[:120]}")
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT a FROM voucher WHERE voucher.book_id = ?", 0),
        ("SELECT a FROM voucher WHERE voucher.word = ?", 1),
        ("SELECT a FROM voucher JOIN posting ON posting.book_id = voucher.book_id", 0),
        ("SELECT a FROM party WHERE party.party_id = ?", 0),
        ("SELECT a FROM payment_step AS s WHERE s.book_id = ?", 0),
        ("SELECT a FROM payment_step AS s WHERE s.step = ?", 1),
    ],
)
def test_a_forgetful_query_is_found(text: str, expected: int) -> None:
    assert expected == len(forgetful(text))


def test_every_engine_gives_the_same_figures(tale: Tale, both: Office) -> None:
    here = Tale(both)
    here.tell()

    assert figures(tale) == figures(here)
    assert lists(tale) == lists(here)
    assert figures(tale, as_of=date(2025, 8, 4), as_known=70) == figures(
        here, as_of=date(2025, 8, 4), as_known=70
    )
