"""The logical lines of a subsidiary ledger: openings, rows, totals, carry to the next year.

Order and wording follow 会计基础工作规范 art. 62 and 63: after the last row of a month 本月合计,
then 本年累计; after the last of a year 结转下年, and the next year begins with 上年结转.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from cityledger.kernel.days import last_day, period_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cityledger.views.subsidiary_ledger import LedgerRow, SubsidiaryLedger

EntryKind = Literal["row", "opening", "month", "year", "year_end", "carried"]


class Entry(NamedTuple):
    """One line; amounts in fen, None where the cell stays empty, balance debit positive.

    year_debit_fen and year_credit_fen are the turnovers of the year up to and with this line: what
    过次页 carries when the page ends here (art. 63).
    """

    kind: EntryKind
    on: date
    word_no: str
    summary: str
    counter: str
    debit_fen: int | None
    credit_fen: int | None
    balance_fen: int
    year_debit_fen: int
    year_credit_fen: int


class _Running:
    """Turnovers and balance up to the row last seen."""

    def __init__(self, ledger: SubsidiaryLedger) -> None:
        opening = ledger.opening
        self.on = ledger.from_on
        self.balance_fen = opening.balance_fen
        self.month_debit_fen = self.month_credit_fen = 0
        self.moved = False
        self.year_debit_fen = opening.year_debit_fen
        self.year_credit_fen = opening.year_credit_fen

    def line(
        self, kind: EntryKind, on: date, summary: str, debit_fen: int | None, credit_fen: int | None
    ) -> Entry:
        """Return a line of totals at this point."""
        return Entry(
            kind, on, "", summary, "", debit_fen, credit_fen,
            self.balance_fen, self.year_debit_fen, self.year_credit_fen,
        )  # fmt: skip

    def add(self, row: LedgerRow) -> Entry:
        """Add a row and return its line."""
        debit_fen, credit_fen = row.debit_fen, row.credit_fen
        self.on, self.moved = row.on, True
        self.balance_fen += debit_fen - credit_fen
        self.month_debit_fen += debit_fen
        self.month_credit_fen += credit_fen
        self.year_debit_fen += debit_fen
        self.year_credit_fen += credit_fen
        return Entry(
            "row", row.on, row.word_no, row.summary, row.counter,
            debit_fen or None, credit_fen or None,
            self.balance_fen, self.year_debit_fen, self.year_credit_fen,
        )  # fmt: skip

    def close_month(self, *, year_end: bool, last: bool = False) -> Iterator[Entry]:
        """Close the month last seen, and the year with it; a month without rows prints nothing.

        The last month of a ledger is closed all the same: its totals are what a reader looks for.
        """
        on = date(self.on.year, 12, 31) if year_end else last_day(period_of(self.on))
        month_on = last_day(period_of(self.on))
        sums = (self.month_debit_fen, self.month_credit_fen)
        if self.moved or last:
            yield self.line("month", month_on, "本月合计", *sums)
        kind: EntryKind = "year_end" if year_end else "year"
        if self.moved or last or year_end:
            yield self.line(kind, on, "本年累计", self.year_debit_fen, self.year_credit_fen)
        self.month_debit_fen = self.month_credit_fen = 0
        self.moved = False
        if year_end:
            yield self.line("carried", on, "结转下年", None, None)
            self.year_debit_fen = self.year_credit_fen = 0


def entries(ledger: SubsidiaryLedger) -> Iterator[Entry]:
    """Return all lines of a ledger, reading its rows as they are consumed.

    Raises ValueError for a row outside the ledger's days or out of order: totals would be false.
    """
    run = _Running(ledger)
    first = ledger.from_on
    new_year = first.month == 1 and first.day == 1
    turnover = (run.year_debit_fen, run.year_credit_fen) if not new_year else (None, None)
    yield run.line("opening", first, "上年结转" if new_year else "上月结转", *turnover)
    for row in ledger.rows:
        on = row.on
        if on < run.on or on > ledger.to_on:
            raise ValueError(
                f"row {row.word_no} of {on} after {run.on} in a ledger to {ledger.to_on}"
            )
        if on.month != run.on.month or on.year != run.on.year:
            yield from _close_until(run, on)
        yield run.add(row)
    if (run.on.year, run.on.month) != (ledger.to_on.year, ledger.to_on.month):
        yield from _close_until(run, ledger.to_on)
        run.on = ledger.to_on
    last = ledger.to_on
    yield from run.close_month(year_end=last.month == 12, last=True)


def _close_until(run: _Running, on: date) -> Iterator[Entry]:
    """Close the month last seen and, at a change of years, open each year up to `on`."""
    yield from run.close_month(year_end=on.year != run.on.year)
    for year in range(run.on.year + 1, on.year + 1):
        run.on = date(year, 1, 1)
        yield run.line("opening", run.on, "上年结转", None, None)
        if year != on.year:
            yield from run.close_month(year_end=True)
