"""The end of a year through the real gate: what no story tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cityledger.actions import gate
from cityledger.actions.command import Command
from cityledger.actions.contracts import AmendPlan, Plan
from cityledger.actions.funding import ReceiveFunds
from cityledger.actions.periods import ClosePeriod
from cityledger.actions.projects import Document
from cityledger.actions.transfers import TransferMoney
from cityledger.actions.year_end import CarryYear, CloseYear
from cityledger.evidence.keys import Pen
from cityledger.kernel.errors import BadInput, Refused
from cityledger.ledger.verify import verify
from cityledger.views import year_end as views
from tests.conftest import BOOK, Office
from tests.stories import partnership
from tests.stories.world import WAN, World, day

DOCUMENT = Document(
    doc_no="示财结转〔2025〕1号",
    authority="示范区财政局",
    issued_on=date(2025, 12, 31),
    title="结转通知",
)
CARRY = CarryYear(year=2025, document=DOCUMENT)


@pytest.fixture
def world(office: Office) -> World:
    """The walkthrough after case 4, with every month of 2025 but December closed."""
    made = World(office)
    made.upto(4)
    close_upto(made, 202511)
    return made


def close_upto(world: World, last: int) -> None:
    """Close the opening and the months up to one of 2025."""
    for period in (0, *range(202503, last + 1)):
        world.by("fu", ClosePeriod(period=period))


def transfer(**change: object) -> TransferMoney:
    """Return a transfer of one 万 from B1 to B2."""
    terms: dict[str, object] = {
        "tranche": "T2",
        "from_account": "B1",
        "to_account": "B2",
        "amount_fen": WAN,
        "value_date": day("2025-12-30"),
        "reason": "调度",
    }
    return TransferMoney(**{**terms, **change})  # type: ignore[arg-type]


def left(office: Office) -> list[tuple[str, str, int]]:
    """Return (allotment, account, fen) of the money chain wherever it is not zero."""
    rows = office.sql(
        "SELECT a.allotment_no, p.account, sum(p.credit_fen - p.debit_fen) FROM posting p"
        " JOIN allotment a ON a.book_id = p.book_id AND a.allotment_id = p.allotment_id"
        " GROUP BY 1, 2 HAVING sum(p.credit_fen - p.debit_fen) <> 0 ORDER BY 1, 2"
    )
    return [(str(no), str(account), int(fen)) for no, account, fen in rows]


def test_expense_without_money_closes_in_tranche_zero(office: Office) -> None:
    """A score makes 5001 in tranche 0; it goes to 3001 in tranche 0, and the sum is the surplus."""
    world = World(office)
    partnership.furnish(world)
    world.by("gong", partnership.score())
    close_upto(world, 202511)
    world.by("fu", CloseYear(year=2025))
    rows = office.sql(
        "SELECT tranche_id, account, sum(debit_fen - credit_fen) FROM balance"
        " WHERE account IN ('3001', '3301', '3302', '5001') GROUP BY 1, 2"
        " HAVING sum(debit_fen - credit_fen) <> 0 ORDER BY 1"
    )

    assert [
        (0, "3001", 1_152 * WAN),
        (1, "3001", -2_400 * WAN),
        (2, "3001", -3_000 * WAN),
    ] == rows
    project = office.sql(
        "SELECT project_id, sum(debit_fen - credit_fen) FROM balance WHERE account = '5001'"
        " GROUP BY 1"
    )
    assert [(1, 0)] == project
    assert office.ask(verify).sound


def test_closing_moves_no_cap_of_a_contract_or_a_share(world: World) -> None:
    before = world.office.sql("SELECT kind, key, cap_fen, used_fen FROM limits ORDER BY 1, 2")
    world.by("fu", CloseYear(year=2025))

    assert before == world.office.sql(
        "SELECT kind, key, cap_fen, used_fen FROM limits ORDER BY 1, 2"
    )


def test_commitments_and_the_free_rest_are_carried_when_the_document_says_so(
    world: World,
) -> None:
    world.by("fu", CloseYear(year=2025))
    assert [("A1", 0, 0, 0), ("A2", 750 * WAN, 2_000 * WAN, 0), ("AQ", 0, 140 * WAN, 0)] == [
        (row.allotment_no, row.committed_fen, row.free_fen, row.held_fen)
        for row in world.office.ask(views.carry_list, BOOK, 2025)
    ]
    world.by("fu", CarryYear(year=2025, document=DOCUMENT, is_free_carried=True))

    assert [
        ("A1", "9101", -2_400 * WAN),
        ("A1", "9105", 2_400 * WAN),
        ("A2", "9101", -250 * WAN),
        ("A2", "9105", 250 * WAN),
        ("A2-2026结转", "9101", -2_750 * WAN),
        ("A2-2026结转", "9102", 2_000 * WAN),
        ("A2-2026结转", "9103", 750 * WAN),
        ("AQ-2026结转", "9101", -140 * WAN),
        ("AQ-2026结转", "9102", 140 * WAN),
    ] == left(world.office)
    assert [("A2-2026结转", 2026, 2_750 * WAN), ("AQ-2026结转", 2026, 140 * WAN)] == (
        world.office.sql(
            "SELECT allotment_no, fiscal_year, amount_fen FROM allotment"
            " WHERE fiscal_year = 2026 ORDER BY allotment_id"
        )
    )
    assert world.office.ask(verify).sound


def test_a_late_commitment_of_december_is_carried_too(world: World) -> None:
    world.by("fu", CloseYear(year=2025))
    world.by("fu", CARRY)
    cover = Plan(source="区级预算", fiscal_year=2025, amount_fen=10 * WAN, allotment="A2")
    world.by("zhi", AmendPlan(contract="C1", plans=(cover,), value_date=day("2025-12-31")))
    world.by("fu", CarryYear(year=2025, document=DOCUMENT))

    assert [("A2-2026结转", "9103", 760 * WAN)] == [
        row for row in left(world.office) if row[1] == "9103"
    ]
    assert {2: 4} == world.office.ask(views.carried_to, BOOK)


def test_a_permission_lives_on_through_every_carry() -> None:
    carried = {1: 4, 4: 9}

    assert 9 == views.successor(carried, 1)
    assert 2 == views.successor(carried, 2)
    assert views.successor(carried, None) is None


def test_a_transfer_is_told_everything_wrong_with_it(world: World) -> None:
    with pytest.raises(BadInput) as caught:
        world.office.by("chu", transfer(to_account="B1", amount_fen=0))

    assert ["amount_fen", "to_account"] == [p.place for p in caught.value.problems]


def test_a_transfer_back_dated_before_the_money_came_is_refused(world: World) -> None:
    """T2 came on 20 March: the day before there was none of it (L3)."""
    with pytest.raises(Refused, match=r"transfer\.no_money"):
        world.office.by("chu", transfer(value_date=day("2025-03-19")))


def test_money_moved_to_another_account_still_pays(world: World) -> None:
    world.by("chu", transfer(amount_fen=2_750 * WAN))

    with pytest.raises(Refused, match=r"transfer\.no_money"):
        world.office.by("chu", transfer(amount_fen=1))
    world.by("chu", transfer(from_account="B2", to_account="B1", amount_fen=2_750 * WAN))
    assert world.office.ask(verify).sound


def test_a_large_book_is_closed_and_carried_in_several_acts(world: World) -> None:
    """An act has room for 40 tranches or allotments; each act takes what is still left."""
    pens = world.office.pens
    received = [
        ReceiveFunds(
            label=f"N{n:02d}",
            source="区级预算",
            amount_fen=n,
            received_on=day("2025-12-20"),
            bank_account="B1",
        )
        for n in range(1, 41)
    ]
    allotted = [
        replace(
            world.allotment(f"X{n:02d}", "区级预算", 1),
            value_date=day("2025-12-20"),
        )
        for n in range(1, 41)
    ]
    deeds: list[tuple[Pen, Command]] = [(pens["chu"], command) for command in received]
    deeds += [(pens["zhi"], command) for command in allotted]
    _, trials = gate.act_all(world.office.desk, deeds)
    assert [] == trials

    assert [40, 2] == [_vouchers(world, CloseYear(year=2025)) for _ in range(2)]
    with pytest.raises(Refused, match=r"year\.closed_already"):
        world.office.by("fu", CloseYear(year=2025))
    carry = {"year": 2025, "document": DOCUMENT, "is_free_carried": True}
    assert [40, 2] == [_vouchers(world, CarryYear(**carry)) for _ in range(2)]  # type: ignore[arg-type]
    with pytest.raises(Refused, match=r"year\.nothing_to_carry"):
        world.office.by("fu", CarryYear(**carry))  # type: ignore[arg-type]
    assert world.office.ask(verify).sound


def _vouchers(world: World, command: CloseYear | CarryYear) -> int:
    index = world.by("fu", command).index
    rows = world.office.sql(f"SELECT count(*) FROM voucher WHERE voucher_id / 100 = {index}")
    return int(rows[0][0])
