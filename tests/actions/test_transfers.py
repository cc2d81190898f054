"""Money that goes from one book to another (case 14): one number, two vouchers, one origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cityledger.actions.funding import OpenBankAccount, RegisterSource
from cityledger.actions.periods import ClosePeriod, OpenPeriod
from cityledger.actions.transfers import ReceiveFromBook, SendToBook
from cityledger.actions.year_end import CloseYear
from cityledger.kernel.errors import BadInput, Refused
from cityledger.ledger.verify import verify
from cityledger.views import transfers as views
from cityledger.views.position import tranche_position, tranche_positions
from tests.conftest import BOOK, Office
from tests.stories.world import WAN, World, day
from tests.views.conftest import second_book

OTHER = BOOK + 1
SEND = SendToBook(
    tranche="T1",
    bank_account="B1",
    amount_fen=100 * WAN,
    value_date=day("2025-04-01"),
    to_book=OTHER,
    link_no="划-2025-001",
    reason="排水配套",
)
RECEIVE = ReceiveFromBook(
    label="D1",
    source="住建局拨付",
    from_book=BOOK,
    from_tranche="T1",
    amount_fen=100 * WAN,
    received_on=day("2025-04-02"),
    bank_account="BX",
    link_no="划-2025-001",
)


@pytest.fixture
def pair(office: Office) -> Iterator[tuple[World, Office]]:
    """The walkthrough's book after case 1, and a second one with an account and a source."""
    world = World(office)
    world.upto(1)
    other = second_book(office)
    other.by("fu", OpenPeriod(period=202504))
    other.by(
        "zhi",
        OpenBankAccount(account="100201", name="专户", bank_name="农业银行", account_no="BX"),
    )
    other.by(
        "zhi",
        RegisterSource(
            name="住建局拨付", kind="upper_special", level="district", route="other_level"
        ),
    )
    yield world, other
    other.desk.close()


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in caught.value.findings]


def test_both_books_book_it_and_the_tranche_knows_its_origin(
    pair: tuple[World, Office],
) -> None:
    world, other = pair
    world.by("chu", SEND)
    assert [("on_the_way", None, 100 * WAN, 0)] == [
        (row.state, row.to_book, row.sent_fen, row.received_fen)
        for row in world.office.ask(views.pairs)
    ]
    other.by("chu", RECEIVE)

    (row,) = world.office.ask(views.pairs)
    assert (BOOK, OTHER, 100 * WAN, 100 * WAN, "matched") == (
        row.from_book,
        row.to_book,
        row.sent_fen,
        row.received_fen,
        row.state,
    )
    assert [(BOOK, 1, "works", "2026-12-31", 1)] == other.sql(
        "SELECT origin_book, origin_tranche, uses, expiry_on, restricted FROM tranche"
        f" WHERE book_id = {OTHER} AND label = 'D1'"
    )
    lines = other.sql(
        "SELECT book_id, account, debit_fen, credit_fen FROM posting WHERE voucher_id IN"
        " (SELECT voucher_id FROM voucher WHERE link_no IS NOT NULL) AND book_id IN"
        f" ({BOOK}, {OTHER}) AND (account < '1003' OR account = '5001' OR account = '4601')"
        " AND tranche_id <> 0 AND debit_fen + credit_fen = 100000000 ORDER BY book_id, account"
    )
    assert [
        (BOOK, "100201", 0, 100 * WAN),
        (BOOK, "5001", 100 * WAN, 0),
        (OTHER, "100201", 100 * WAN, 0),
        (OTHER, "4601", 0, 100 * WAN),
    ] == lines
    assert world.office.ask(verify).sound


def test_a_number_is_used_once_in_a_book(pair: tuple[World, Office]) -> None:
    world, other = pair
    world.by("chu", SEND)
    with pytest.raises(Refused) as caught:
        world.office.by("chu", replace(SEND, request_id="0" * 32))
    assert ["transfer.link_used"] == codes(caught)
    other.by("chu", RECEIVE)
    with pytest.raises(Refused) as caught:
        other.by("chu", replace(RECEIVE, request_id="1" * 32, label="D2"))
    assert ["transfer.link_used"] == codes(caught)


def test_what_was_sent_once_arrives_in_one_book(pair: tuple[World, Office]) -> None:
    """A third book knows the number no more than the second did: it arrived there already."""
    world, other = pair
    world.by("chu", SEND)
    other.by("chu", RECEIVE)
    third = second_book(world.office, 3)
    third.by("fu", OpenPeriod(period=202504))
    third.by(
        "zhi",
        OpenBankAccount(account="100201", name="专户", bank_name="农业银行", account_no="BX"),
    )
    third.by(
        "zhi",
        RegisterSource(
            name="住建局拨付", kind="upper_special", level="district", route="other_level"
        ),
    )
    with pytest.raises(Refused) as caught:
        third.by("chu", replace(RECEIVE, request_id="3" * 32))
    third.desk.close()

    assert ["transfer.link_used"] == codes(caught)
    assert [(100 * WAN, "matched")] == [
        (row.received_fen, row.state) for row in world.office.ask(views.pairs)
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"amount_fen": 100 * WAN + 1},
        {"amount_fen": 100 * WAN - 1},
        {"link_no": "划-2025-002"},
        {"from_tranche": "T2"},
    ],
)
def test_what_was_not_sent_so_is_not_received(
    pair: tuple[World, Office], change: dict[str, object]
) -> None:
    world, other = pair
    world.by("chu", SEND)
    with pytest.raises(Refused) as caught:
        other.by("chu", replace(RECEIVE, **change))  # type: ignore[arg-type]

    assert ["transfer.link_unknown"] == codes(caught)


def test_more_than_is_in_hand_is_not_sent(pair: tuple[World, Office]) -> None:
    world, _ = pair
    with pytest.raises(Refused) as caught:
        world.office.by("chu", replace(SEND, amount_fen=2_400 * WAN + 1))
    assert ["transfer.no_money"] == codes(caught)
    world.by("chu", replace(SEND, amount_fen=2_400 * WAN, request_id="2" * 32))


def test_a_book_sends_nothing_to_itself(pair: tuple[World, Office]) -> None:
    world, _ = pair
    with pytest.raises(BadInput) as caught:
        world.office.by("chu", replace(SEND, to_book=BOOK, amount_fen=0))

    assert ["amount_fen", "book"] == [problem.place for problem in caught.value.problems]


def test_what_was_sent_stays_paid_after_the_closing(pair: tuple[World, Office]) -> None:
    """The closing empties 5001 of the tranche; received and paid are still what happened."""
    world, _ = pair
    world.by("chu", SEND)
    before = world.office.ask(tranche_positions, BOOK)
    for period in (0, *range(202503, 202512)):
        world.by("fu", ClosePeriod(period=period))
    world.by("fu", CloseYear(year=2025))
    after = world.office.ask(tranche_positions, BOOK)

    assert before == after
    assert (2_400 * WAN, 100 * WAN) == (after[0].received_fen, after[0].paid_fen)
    assert after[0] == world.office.ask(tranche_position, BOOK, 1)
    assert world.office.ask(verify).sound
