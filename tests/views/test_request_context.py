"""What a payment request is read against: the last payment, the statement, papers by name."""

from __future__ import annotations

import pytest

from cityledger.actions.attachments import AttachEvidence
from cityledger.views import payments, request_context as views, request_queue
from tests.conftest import Office
from tests.stories.world import WAN, World, day


@pytest.fixture
def world(both: Office) -> World:
    """The walkthrough up to its payment of 650万."""
    world = World(both)
    world.upto(4)
    return world


def test_the_last_payment_is_the_newest_paid_one_before(world: World) -> None:
    office = world.office
    book = office.desk.book_id

    assert 1 == office.ask(views.last_paid, book, 1, 2)
    assert office.ask(views.last_paid, book, 1, 1) is None
    assert 2 == office.ask(views.last_paid, book, 1, 99)


def test_terms_tell_the_labour_and_the_accounts(world: World) -> None:
    card = world.office.ask(payments.request_card, world.office.desk.book_id, 2)
    assert card is not None
    terms = views.terms(card)

    assert 650 * WAN == terms.amount_fen
    assert 200 * WAN == terms.labour_fen
    assert (1,) == terms.certificates
    assert ("T1", "T2") == terms.tranches
    assert 2 == len(terms.accounts)


def test_a_line_of_the_statement_matches_by_account_amount_and_day(world: World) -> None:
    office, book = world.office, world.office.desk.book_id
    for ref, wan, on in (
        ("right", "-200", "2025-06-13"),
        ("late", "-200", "2025-09-13"),
        ("other", "-201", "2025-06-13"),
        ("in", "200", "2025-06-13"),
    ):
        world.by("chu", world.statement(ref, wan, on))
    world.by("chu", world.statement("elsewhere", "-200", "2025-06-13", "B2"))
    card = office.ask(payments.request_card, book, 2)
    assert card is not None
    labour, rest = office.ask(views.transfers, book, card, day("2025-06-12"))

    assert ["right"] == [line.bank_ref for line in labour.lines]
    assert not labour.lines[0].is_used
    assert () == rest.lines
    assert (200 * WAN, 450 * WAN) == (labour.amount_fen, rest.amount_fen)
    assert ("B1", "6222000002") == (labour.account_no, labour.payee_account)


def test_an_invoice_names_who_else_uses_it(world: World) -> None:
    office, book = world.office, world.office.desk.book_id
    (invoice,) = office.ask(views.invoice_states, book, 2)

    assert ("normal", 650 * WAN, ()) == (invoice.state, invoice.amount_fen, invoice.others)
    assert () == office.ask(views.invoice_states, book, 1)


def test_papers_are_found_by_their_name(world: World) -> None:
    office, book = world.office, world.office.desk.book_id
    for n, name in enumerate(("C1_签证.pdf", "C1%.pdf", "别的.pdf"), 1):
        world.by("zhi", AttachEvidence(sha256=f"{n:064x}", size=9, name=name))

    found = office.ask(views.files_named, book, ("C1", "nothing"))
    assert ["C1_签证.pdf", "C1%.pdf"] == [file.name for file in found]
    assert ["C1%.pdf"] == [f.name for f in office.ask(views.files_named, book, ("1%", ""))]
    assert () == office.ask(views.files_named, book, ("", ""))


def test_the_vouchers_of_a_contract_come_in_pages(world: World) -> None:
    office, book = world.office, world.office.desk.book_id
    rows = office.ask(views.contract_vouchers, book, 1, None, 100)
    first = office.ask(views.contract_vouchers, book, 1, None, 1)
    rest = office.ask(views.contract_vouchers, book, 1, first[0].voucher_id, 100)

    assert rows == (*first, *rest)
    assert ("付-000001", 650 * WAN) == (rows[0].word_no, rows[0].amount_fen)


def test_a_list_says_whom_each_request_pays(world: World) -> None:
    office, book = world.office, world.office.desk.book_id
    rows = office.ask(payments.requests, book)
    paid = office.ask(request_queue.queued, book, rows)

    assert {"某某建设集团有限公司"} == {row.paid.name for row in paid}
    assert office.ask(request_queue.has_acted, book, (1, 2), "zong")
    assert not office.ask(request_queue.has_acted, book, (1, 2), "guan")
