"""The project statement adds up in every span, and its mark is the log's."""

from __future__ import annotations

from datetime import date

import pytest

from cityledger.evidence.tree import mth
from cityledger.kernel.errors import BadInput
from cityledger.reports.project_statement import check
from cityledger.views.log_mark import log_mark
from cityledger.views.project_statement import ProjectStatement
from cityledger.views.statement import leaf_range, project_statement
from cityledger.views.subsidiary import Span
from tests.stories.world import WAN
from tests.views.conftest import Tale
from tests.views.plain import Plain

SPANS = [
    Span(date(2025, first, 1), date(2025, last, 28))
    for first in range(1, 13)
    for last in (6, 8, 12)
    if first <= last
]


@pytest.mark.parametrize("span", SPANS, ids=str)
@pytest.mark.parametrize("as_known", [None, 60])
def test_it_adds_up_in_every_span(tale: Tale, span: Span, as_known: int | None) -> None:
    found: ProjectStatement = tale.ask(project_statement, 1, span, as_known=as_known)
    check(found)

    assert found.closing_fen == sum(source.left_fen for source in found.sources)
    assert found.closing_fen == found.months[-1].balance_fen
    assert found.paid_fen == sum(payment.amount_fen for payment in found.payments)
    assert span.to_on.month - span.from_on.month + 1 == len(found.months)


def test_spans_join(tale: Tale) -> None:
    spring, summer = (
        tale.ask(project_statement, 1, Span(date(2025, a, 1), date(2025, b, 30)))
        for a, b in ((3, 6), (7, 9))
    )

    assert spring.closing_fen == summer.opening_fen


def test_contracts_tie_to_the_payments(tale: Tale) -> None:
    found = tale.ask(project_statement, 1, Span(date(2025, 1, 1), date(2025, 12, 31)))
    paid: dict[str, int] = {}
    for payment in found.payments:
        paid[payment.contract_no] = paid.get(payment.contract_no, 0) + payment.amount_fen

    assert {row.contract_no: row.paid_fen for row in found.contracts} == paid
    assert ["client", "investigator", "designer", "contractor", "supervisor"] == [
        party.role for party in found.parties
    ]


def test_undivided_money_is_received_when_it_is_drawn(tale: Tale) -> None:
    found = tale.ask(project_statement, 1, Span(date(2025, 3, 1), date(2025, 3, 31)))

    # T1 belongs to the project whole; of the quota it drew 100, of T2 nothing yet.
    assert (2500 * WAN, 2) == (found.received_fen, found.received_count)
    assert 400 * WAN == found.closing_fen


def test_the_leaves_are_those_of_its_vouchers(tale: Tale) -> None:
    plain = Plain(tale.office, tale.office.desk.book_id)
    numbers = {line.voucher_id for line in plain.lines if line.project_id == 1}
    lines = [line for line in plain.lines if line.voucher_id in numbers]
    found = tale.ask(leaf_range, 1)

    assert (min(numbers) // 100, max(numbers) // 100, len(numbers)) == (
        found.first_idx,
        found.last_idx,
        found.voucher_count,
    )
    assert sum(x.debit_fen for x in lines) == found.debit_fen == found.credit_fen
    assert 0 == tale.ask(leaf_range, 1, as_known=5).voucher_count


def test_an_unknown_project_is_bad_input(tale: Tale) -> None:
    with pytest.raises(BadInput):
        tale.ask(project_statement, 99, Span(date(2025, 1, 1), date(2025, 1, 31)))


@pytest.mark.parametrize("size", [1, 60, 88])
def test_a_mark_names_size_and_root(tale: Tale, size: int) -> None:
    book = tale.office.desk.book_id
    hashes = [
        row[0]
        for row in tale.office.sql(
            f"SELECT hash FROM leaf WHERE book_id = {book} AND idx < {size} ORDER BY idx"
        )
    ]
    mark = tale.ask(log_mark, as_known=size)

    assert (size, mth(hashes)) == (mark.size, mark.root)
    assert ("t.example", f"t.example/{book}") == (mark.ledger_id, mark.origin)
    assert "示范区住房和城乡建设局" == mark.unit_name


def test_the_newest_mark_is_the_head(tale: Tale) -> None:
    assert tale.size == tale.ask(log_mark).size


@pytest.mark.parametrize("size", [0, -1, 10_000])
def test_a_size_the_book_never_had_is_bad_input(tale: Tale, size: int) -> None:
    with pytest.raises(BadInput):
        tale.ask(log_mark, as_known=size)
