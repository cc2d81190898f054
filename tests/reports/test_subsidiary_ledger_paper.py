"""明细账: totals, carries and pages, in the model and read back from the PDF."""

from __future__ import annotations

import io
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from cityledger.kernel import money
from cityledger.reports import ledger_form, subsidiary_ledger
from cityledger.reports.ledger_entries import Entry, entries
from cityledger.reports.ledger_page import LedgerPages
from cityledger.reports.pen import POINTS, RED
from cityledger.reports.typeface import Typefaces
from cityledger.views.subsidiary_ledger import LedgerRow, SubsidiaryLedger
from tests.reports import read_pdf
from tests.reports.paper_samples import LONG, ledger, ledger_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

RED_INK = tuple(float(part) for part in RED.split())
EDGES = [edge * POINTS for edge in ledger_form.edges()]


def pdf(made: SubsidiaryLedger) -> bytes:
    file = io.BytesIO()
    subsidiary_ledger.write(made, file)
    return file.getvalue()


def fen(text: str) -> int:
    return 0 if text == "θ" else money.parse(text)


def column(page: list[read_pdf.Shown], number: int) -> list[read_pdf.Shown]:
    """Return what stands in a column of the grid, below its heading, from the top."""
    top, bottom = ((210 - y) * POINTS for y in (ledger_form.BODY, ledger_form.BOTTOM))
    found = [
        item for item in page
        if EDGES[number] < item.x < EDGES[number + 1] and bottom < item.y < top
    ]  # fmt: skip
    return sorted(found, key=lambda item: -item.y)


def lines(page: list[read_pdf.Shown]) -> dict[str, tuple[int, int, int]]:
    """Return debit, credit and balance of a page's lines by summary; the last one wins."""
    by_y: dict[float, dict[int, str]] = {}
    for number in (2, 4, 5, 7):
        for item in column(page, number):
            by_y.setdefault(item.y, {})[number] = item.text
    out = {}
    for cells in by_y.values():
        if 7 in cells:
            debit, credit, balance = (cells.get(number, "θ") for number in (4, 5, 7))
            out[cells[2]] = fen(debit), fen(credit), fen(balance)
    return out


ROWS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.integers(-(10**12), 10**12).filter(bool),
        st.booleans(),
        st.sampled_from(["支付工程款", LONG, "退款", "注销2026年1月5日记-000003号凭证 𬭎𠮷"]),
    ),
    max_size=120,
)


def made_rows(drawn: list[tuple[int, int, bool, str]], first: date, last: date) -> list[LedgerRow]:
    on, out = first, []
    for number, (days, amount_fen, is_debit, summary) in enumerate(drawn, 1):
        on = min(on + timedelta(days=days), last)
        debit_fen, credit_fen = (amount_fen, 0) if is_debit else (0, amount_fen)
        word_no = f"记-{number:06d}"
        out.append(LedgerRow(on, word_no, summary, "应付账款", debit_fen, credit_fen))
    return out


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(-(10**13), 10**13))
def test_every_page_carries_the_right_totals(
    drawn: list[tuple[int, int, bool, str]], opening_fen: int
) -> None:
    first, last = date(2025, 1, 1), date(2027, 12, 31)
    rows = made_rows(drawn, first, last)
    made = ledger(rows, first, last, balance_fen=opening_fen)
    pages = list(subsidiary_ledger.pages(entries(made), LedgerPages(Typefaces())))
    seen = 0
    for placed, blank, goes_on in pages:
        assert blank <= ledger_form.LINES
        assert [line for line, _ in placed] == sorted({line for line, _ in placed})
        seen += sum(entry.kind == "row" for _, entry in placed)
        year = placed[0][1].on.year
        so_far = [row for row in rows[:seen] if row.on.year == year]
        balance_fen = opening_fen + sum(r.debit_fen - r.credit_fen for r in rows[:seen])
        closing = placed[-1][1]
        assert closing.balance_fen == balance_fen
        assert (closing.summary == "过次页") is goes_on
        if goes_on:
            assert closing.debit_fen == sum(row.debit_fen for row in so_far)
            assert closing.credit_fen == sum(row.credit_fen for row in so_far)
    assert seen == len(rows)
    for (before, _, goes_on), (after, _, _) in pairwise(pages):
        if goes_on:
            assert after[0][1] == before[-1][1]._replace(summary="承前页")
        else:
            assert after[0][1].summary == "上年结转"


def independent_totals(rows: list[LedgerRow], kind: str) -> dict[tuple[int, ...], tuple[int, int]]:
    sums: dict[tuple[int, ...], tuple[int, int]] = {}
    for row in rows:
        key = (row.on.year, row.on.month)[: 2 if kind == "month" else 1]
        debit_fen, credit_fen = sums.get(key, (0, 0))
        sums[key] = debit_fen + row.debit_fen, credit_fen + row.credit_fen
    return sums


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_totals_of_months_and_years_are_the_sums_of_their_rows(
    drawn: list[tuple[int, int, bool, str]],
) -> None:
    first, last = date(2025, 1, 1), date(2027, 12, 31)
    rows = made_rows(drawn, first, last)
    found = list(entries(ledger(rows, first, last)))

    def of(kind: str, size: int) -> dict[tuple[int, ...], tuple[int | None, int | None]]:
        return {
            (entry.on.year, entry.on.month)[:size]: (entry.debit_fen, entry.credit_fen)
            for entry in found
            if entry.kind == kind
        }

    months, years = of("month", 2), of("year_end", 1)
    for key, sums in independent_totals(rows, "month").items():
        assert months[key] == sums
    for key, sums in independent_totals(rows, "year").items():
        assert years[key] == sums
    assert sorted(years) == [(2025,), (2026,), (2027,)]


def test_the_printed_figures_add_up() -> None:
    rows = ledger_rows(150, date(2026, 1, 1), days=2)
    made = ledger(rows, date(2026, 1, 1), date(2026, 3, 31), balance_fen=86_411_235_70)
    pages = read_pdf.shown(pdf(made))
    assert len(pages) > 5
    numbered = [
        (fen(item.text), item)
        for page in pages
        for number in (4, 5)
        for item in column(page, number)
        if any(other.y == item.y and other.text.startswith("记-") for other in column(page, 1))
    ]
    assert sum(amount for amount, _ in numbered) == sum(r.debit_fen + r.credit_fen for r in rows)
    assert all((item.colour == RED_INK) is (amount < 0) for amount, item in numbered)
    for before, after in pairwise(pages):
        assert lines(before)["过次页"] == lines(after)["承前页"]
    debit_fen, credit_fen = sum(r.debit_fen for r in rows), sum(r.credit_fen for r in rows)
    balance_fen = made.opening.balance_fen + debit_fen - credit_fen
    assert lines(pages[-1])["本年累计"] == (debit_fen, credit_fen, balance_fen)


def test_amounts_end_at_the_same_place() -> None:
    types = Typefaces()
    rows = ledger_rows(60, date(2026, 1, 1), days=5)
    page = read_pdf.shown(pdf(ledger(rows, date(2026, 1, 1), date(2026, 1, 31))))[0]
    for number in (4, 5, 7):
        ends = {
            round(item.x + types.text.width_of(item.text.lstrip("-")) * 0.008)
            for item in column(page, number)
            if item.colour != RED_INK and not item.text.startswith("-")
        }
        assert len(ends) == 1


def test_zero_balance_is_printed_level() -> None:
    rows = [LedgerRow(date(2026, 1, 2), "记-000001", "付清", "应付账款", 0, 100)]
    text = read_pdf.page_texts(
        pdf(ledger(rows, date(2026, 1, 1), date(2026, 1, 31), balance_fen=100))
    )[0]
    assert "平\nθ" in text


def test_a_credit_balance_is_named_and_has_no_sign() -> None:
    rows = [LedgerRow(date(2026, 1, 2), "记-000001", "确认", "在建工程", 0, 123_45)]
    text = read_pdf.page_texts(
        pdf(ledger(rows, date(2026, 1, 1), date(2026, 1, 31), balance_fen=0, year_debit_fen=0))
    )[0]
    assert "贷\n123.45" in text


def test_a_long_summary_takes_more_lines_and_loses_nothing() -> None:
    rows = [LedgerRow(date(2026, 1, 2), "记-000001", LONG, "应付账款", 1, 0)]
    page = read_pdf.shown(pdf(ledger(rows, date(2026, 1, 1), date(2026, 1, 31))))[0]
    summary = "".join(item.text for item in column(page, 2))
    assert LONG in summary


def test_rare_characters_do_not_disturb_the_line() -> None:
    rows = [
        LedgerRow(date(2026, 1, 2), "记-000001", "𠮷䶮𬭎收款", "银行<b>", 5, 0),
        LedgerRow(date(2026, 1, 3), "记-000002", "普通收款", "银行", 6, 0),
    ]
    page = read_pdf.shown(pdf(ledger(rows, date(2026, 1, 1), date(2026, 1, 31))))[0]
    text = "\n".join(item.text for item in page)
    assert "䶮𬭎收款" in text
    assert "银行<b>" in text
    assert "普通收款" in text


def test_rows_are_read_while_pages_are_made() -> None:
    read: list[int] = []

    def stream() -> Iterator[LedgerRow]:
        for number, row in enumerate(ledger_rows(500, date(2026, 1, 1), days=10)):
            read.append(number)
            yield row

    made = ledger(stream(), date(2026, 1, 1), date(2026, 12, 31))
    first = next(subsidiary_ledger.pages(entries(made), LedgerPages(Typefaces())))
    assert len(first[0]) <= ledger_form.LINES
    assert len(read) <= ledger_form.LINES


@pytest.mark.parametrize(
    "on", [(date(2026, 2, 2), date(2026, 2, 1)), (date(2025, 12, 31),), (date(2026, 4, 1),)]
)
def test_rows_out_of_order_are_an_error(on: tuple[date, ...]) -> None:
    rows = [LedgerRow(day, "记-000001", "x", "", 1, 0) for day in on]
    with pytest.raises(ValueError, match="记-000001"):
        list(entries(ledger(rows, date(2026, 1, 1), date(2026, 3, 31))))


def test_a_ledger_from_mid_year_carries_the_year_so_far() -> None:
    opening = {"balance_fen": 300, "year_debit_fen": 1000, "year_credit_fen": 700}
    rows = [LedgerRow(date(2026, 5, 2), "记-000001", "x", "", 50, 0)]
    found = list(entries(ledger(rows, date(2026, 5, 1), date(2026, 5, 31), **opening)))
    assert [(e.summary, e.debit_fen, e.credit_fen, e.balance_fen) for e in found] == [
        ("上月结转", 1000, 700, 300),
        ("x", 50, None, 350),
        ("本月合计", 50, 0, 350),
        ("本年累计", 1050, 700, 350),
    ]


def test_years_without_rows_are_opened_and_closed() -> None:
    rows = [LedgerRow(date(2027, 2, 1), "记-000001", "x", "", 50, 0)]
    found = list(entries(ledger(rows, date(2025, 1, 1), date(2027, 2, 28), balance_fen=7)))
    assert [(e.kind, e.on.isoformat()) for e in found if e.kind != "month"] == [
        ("opening", "2025-01-01"), ("year_end", "2025-12-31"), ("carried", "2025-12-31"),
        ("opening", "2026-01-01"), ("year_end", "2026-12-31"), ("carried", "2026-12-31"),
        ("opening", "2027-01-01"), ("row", "2027-02-01"),
        ("year", "2027-02-28"),
    ]  # fmt: skip
    assert isinstance(found[0], Entry)
