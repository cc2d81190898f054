"""The journal: pages join to the whole list, filters find what a plain search finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cityledger.views.journal import (
    EVERYTHING,
    JournalFilter,
    JournalRow,
    Window,
    journal,
    journal_total,
)
from tests.stories.world import PARTY, WAN
from tests.views.conftest import Tale
from tests.views.plain import MOMENTS, Line, Plain, grouped

CONTRACTOR = PARTY["contractor"]


@pytest.fixture(scope="module")
def plain(tale: Tale) -> Plain:
    return Plain(tale.office, tale.office.desk.book_id)


def pages(
    tale: Tale, wanted: JournalFilter, limit: int, *, newest_first: bool = True, **moment: object
) -> list[JournalRow]:
    """Turn page after page to the end."""
    rows: list[JournalRow] = []
    window = Window(limit=limit, newest_first=newest_first)
    while True:
        page = tale.ask(journal, wanted, window, **moment)
        assert len(page.rows) <= limit
        rows += page.rows
        if page.after is None:
            return rows
        window = Window(page.after, limit, newest_first)


def amount(lines: list[Line]) -> int:
    """The debit of the first ledger that has any."""
    for low, high in (("0", "6"), ("6", "9"), ("9", "~")):
        fen: int = sum(line.debit_fen for line in lines if low <= line.account < high)
        if fen:
            return fen
    return 0


def vouchers(plain: Plain, pick: Callable[[Line], bool], *moment: object) -> list[int]:
    """The vouchers one posting of which is picked, oldest first."""
    found = {
        (line.value_date, line.voucher_id)
        for line in plain.upto(*moment)  # type: ignore[arg-type]
        if pick(line)
    }
    return [number for _, number in sorted(found)]


@pytest.mark.parametrize("limit", [1, 7, 36, 100])
@pytest.mark.parametrize("newest_first", [True, False])
def test_pages_join_to_the_whole_list(
    tale: Tale, plain: Plain, limit: int, newest_first: bool
) -> None:
    expected = vouchers(plain, lambda _: True)
    rows = pages(tale, EVERYTHING, limit, newest_first=newest_first)
    found = [row.voucher_id for row in rows]

    assert (expected[::-1] if newest_first else expected) == found


@pytest.mark.parametrize(("as_of", "as_known"), MOMENTS)
def test_a_moment_shows_what_stood_then(
    tale: Tale, plain: Plain, as_of: date | None, as_known: int | None
) -> None:
    moment = {"as_of": as_of, "as_known": as_known}
    rows = pages(tale, EVERYTHING, 9, newest_first=False, **moment)
    total = tale.ask(journal_total, EVERYTHING, **moment)

    assert vouchers(plain, lambda _: True, as_of, as_known) == [row.voucher_id for row in rows]
    assert (len(rows), sum(row.amount_fen for row in rows)) == (
        total.voucher_count,
        total.amount_fen,
    )


def test_each_row_has_the_amount_of_its_voucher(tale: Tale, plain: Plain) -> None:
    expected = {
        number: amount(lines) for number, lines in grouped(plain.lines, lambda x: x.voucher_id)
    }

    assert expected == {row.voucher_id: row.amount_fen for row in pages(tale, EVERYTHING, 50)}


FILTERS: tuple[tuple[JournalFilter, Callable[[Line], bool]], ...] = (
    (JournalFilter(from_period=202506, to_period=202507), lambda x: 202506 <= x.period <= 202507),
    (JournalFilter(word="付"), lambda x: x.word == "付"),
    (JournalFilter(kind="return"), lambda x: x.kind == "return"),
    (JournalFilter(account="2302"), lambda x: x.account.startswith("2302")),
    (JournalFilter(account="230203"), lambda x: x.account == "230203"),
    (JournalFilter(tranche_id=1), lambda x: x.tranche_id == 1),
    (JournalFilter(bank_account_id=2), lambda x: x.bank_account_id == 2),
    (JournalFilter(contract_id=3), lambda x: x.contract_id == 3),
    (JournalFilter(project_id=1), lambda x: x.project_id == 1),
    (JournalFilter(allotment_id=1), lambda x: x.allotment_id == 1),
    (JournalFilter(party_id=CONTRACTOR), lambda x: x.party_id == CONTRACTOR),
    (JournalFilter(text="进度款"), lambda x: "进度款" in x.summary),
    (JournalFilter(text="%"), lambda x: "%" in x.summary),
    (JournalFilter(text="_"), lambda x: "_" in x.summary),
    (
        JournalFilter(account="2302", tranche_id=2, text="支付"),
        lambda x: x.account.startswith("2302") and x.tranche_id == 2 and "支付" in x.summary,
    ),
    (
        JournalFilter(account="1002", project_id=1),
        lambda x: x.account.startswith("1002") and x.project_id == 1,
    ),
)


@pytest.mark.parametrize(("wanted", "pick"), FILTERS, ids=lambda x: str(getattr(x, "asked", str)()))
def test_a_filter_finds_what_a_plain_search_finds(
    tale: Tale, plain: Plain, wanted: JournalFilter, pick: Callable[[Line], bool]
) -> None:
    rows = pages(tale, wanted, 5, newest_first=False)
    total = tale.ask(journal_total, wanted)

    assert vouchers(plain, pick) == [row.voucher_id for row in rows]
    assert (len(rows), sum(row.amount_fen for row in rows)) == (
        total.voucher_count,
        total.amount_fen,
    )


def test_amounts_are_those_of_the_voucher_both_ends_included(tale: Tale) -> None:
    wanted = JournalFilter(low_fen=26 * WAN, high_fen=50 * WAN)
    found = [row.amount_fen for row in pages(tale, wanted, 50, newest_first=False)]

    assert [26 * WAN, 26 * WAN, 50 * WAN, 50 * WAN, 50 * WAN] == found
