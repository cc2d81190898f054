"""What the auditor's list adds: makers and payees as filters, what stands beside vouchers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from cityledger.exchange.wanted import read_filter
from cityledger.exchange.wanted_archive import archive, part_of_ledger
from cityledger.kernel.errors import BadInput
from cityledger.ledger.spot import spot
from cityledger.views import subsidiary, trace
from cityledger.views.journal import EVERYTHING, JournalFilter, journal_total
from cityledger.views.leaves import about_vouchers, leaves, voucher_hashes, vouchers_in
from cityledger.views.shown import voucher_ids
from tests.stories.world import PARTY
from tests.views.conftest import Tale


def ids(tale: Tale, **wanted: object) -> set[int]:
    """The vouchers a filter finds."""
    with tale.office.desk.read() as read:
        found: Iterator[int] = voucher_ids(
            read,
            tale.office.desk.book_id,
            JournalFilter(**wanted),  # type: ignore[arg-type]
        )
        return set(found)


def test_every_voucher_has_one_maker(tale: Tale) -> None:
    everything = ids(tale)
    makers = [ids(tale, maker=user) for user in ("zhi", "gong", "fu", "shen", "zong", "chu")]

    assert everything == set().union(*makers)
    assert len(everything) == sum(map(len, makers))
    about = tale.ask(about_vouchers, everything)
    assert {n for n in everything if about[n].maker == "制单员"} == ids(tale, maker="zhi")


def test_a_payee_is_found_by_its_contracts(tale: Tale) -> None:
    found = ids(tale, payee_id=PARTY["contractor"])
    traced = tale.ask(trace.party_trace, PARTY["contractor"])

    assert {line.voucher_id for line in traced.lines} <= found
    assert found < ids(tale)


def test_days_divide_the_journal(tale: Tale) -> None:
    before, after = ids(tale, to_on=date(2025, 6, 11)), ids(tale, from_on=date(2025, 6, 12))

    assert ids(tale) == before | after
    assert not before & after


def test_a_ledger_counts_what_it_shows(tale: Tale) -> None:
    scope, span = (
        subsidiary.Scope(account="1002"),
        subsidiary.Span(date(2025, 1, 1), date(2025, 12, 31)),
    )
    rows = tale.ask(subsidiary.register, scope, span, subsidiary.RegisterWindow(limit=10_000)).rows
    total = tale.ask(subsidiary.register_total, scope, span)

    assert (len(rows), sum(x.debit_fen for x in rows)) == (total.posting_count, total.debit_fen)
    assert sum(x.credit_fen for x in rows) == total.credit_fen


def test_payees_come_to_what_was_paid(tale: Tale) -> None:
    found = tale.ask(trace.payees)
    lines = tale.ask(trace.party_trace, PARTY["contractor"]).lines

    mine = next(x for x in found if x.key == PARTY["contractor"])
    assert sum(x.amount_fen for x in lines) == mine.net_fen


def test_leaves_are_listed_without_a_gap(tale: Tale) -> None:
    first = tale.ask(leaves, limit=7)
    rest = tale.ask(leaves, before=first[-1].index, limit=10_000)

    assert list(range(tale.size - 1, -1, -1)) == [x.index for x in (*first, *rest)]
    assert len(ids(tale)) == sum(x.voucher_count for x in (*first, *rest))
    leaf = next(x for x in rest if x.voucher_count)
    mine = tale.ask(vouchers_in, leaf.index * 100, leaf.index * 100 + 100)
    assert {leaf.hash} == set(tale.ask(voucher_hashes, mine).values())


def test_a_filter_of_vouchers_is_no_part_of_a_ledger(tale: Tale) -> None:
    with tale.office.desk.read() as read:
        names = archive(read, tale.office.desk.book_id)
        wanted = read_filter("科目=1002 金额>1 日期=2025-03-04..2025-12", names)
        with pytest.raises(BadInput) as bad:
            part_of_ledger(read, tale.office.desk.book_id, wanted)
    assert ["金额", "日期"] == [x.place for x in bad.value.problems]


def test_a_snapshot_does_not_move(tale: Tale) -> None:
    half = tale.size // 2
    with tale.office.desk.read() as read:
        early = set(voucher_ids(read, tale.office.desk.book_id, EVERYTHING, as_known=half))

    assert {n for n in ids(tale) if n // 100 < half} == early
    assert len(early) == tale.ask(journal_total, EVERYTHING, as_known=half).voucher_count


def test_some_vouchers_are_verified_alone(tale: Tale) -> None:
    told: list[int] = []
    found = tale.ask(spot, sorted(ids(tale)), tale.size, told.append)

    assert ((), len(ids(tale)), len(ids(tale))) == (found.faults, found.vouchers, sum(told))
    head = tale.office.sql(f"SELECT size FROM log_head WHERE book_id = {tale.office.desk.book_id}")
    assert tale.size == head[0][0]


def test_a_reader_cannot_write(tale: Tale) -> None:
    reader = tale.office.desk.reader()
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), reader.engine.connect() as raw:
        raw.exec_driver_sql("DELETE FROM balance")
    reader.close()
