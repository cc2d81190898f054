"""The books: trial balance, then the subsidiary ledger of an account, then the voucher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel import days, money
from cityledger.kernel.chart import chart
from cityledger.tui.books.reading import WHOLE, Narrowed, register, trial
from cityledger.tui.books.voucher import VoucherPage
from cityledger.tui.frame import BrowsePage
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from cityledger.views.subsidiary import RegisterKey, RegisterPage as Postings, RegisterRow
    from cityledger.views.trial_balance import TrialBalance, TrialRow

LEDGERS = ("financial", "budget", "memo")


@dataclass(frozen=True, slots=True)
class Months:
    """A span of months, both included."""

    first: int
    last: int

    @property
    def days(self) -> tuple[date, date]:
        """First and last day."""
        return days.first_day(self.first), days.last_day(self.last)

    def since(self) -> str:
        """Return the day that an opening balance stands on."""
        return days.text(self.days[0])

    def text(self) -> str:
        """Return the span as people write it."""
        if self.first == self.last:
            return days.period_text(self.first)
        return f"{days.period_text(self.first)} — {days.period_text(self.last)}"


def spans(today: date, open_periods: tuple[int, ...]) -> tuple[Months, ...]:
    """Return the spans to choose from: the year of the newest open month, then its months."""
    newest = max(open_periods) if open_periods else days.period_of(today)
    months = days.year_periods(newest // 100)
    return (Months(months[0], months[-1]), *(Months(month, month) for month in months))


def name_of(code: str, name: str, lang: str) -> str:
    """Return the name of an account: the book's own in Chinese, the chart's in English."""
    known = chart().get(code)
    return known.en if lang != "zh" and known is not None else name


class BrowserPage(BrowsePage):
    """Accounts of one ledger over a span of months."""

    TITLE_KEY = "title_browser"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "key_open"),
        Binding("l", "ledger", "key_ledger"),
        Binding("left_square_bracket", "span(-1)", "key_period", show=False),
        Binding("right_square_bracket,p", "span(1)", "key_period"),
    ]

    def __init__(self) -> None:
        """Start with the financial ledger of the year."""
        super().__init__()
        self.ledger = LEDGERS[0]
        self.at = 0
        self.balance: TrialBalance | None = None

    def body(self) -> Iterator[Widget]:
        """Put a line about the span above the accounts."""
        columns = (
            Column(self.say("col_account"), 10),
            Column(self.say("col_name"), 14, grows=True),
            Column(self.say("col_opening"), 10, "money", drops=2),
            Column(self.say("col_debit"), 10, "money", drops=1),
            Column(self.say("col_credit"), 10, "money", drops=1),
            Column(self.say("col_closing"), 10, "money"),
        )
        yield Static(id="about", markup=False)
        yield RowTable(columns, empty=self.say("books_empty"), id="accounts")

    def on_mount(self) -> None:
        """Go to the accounts."""
        self.query_one("#accounts").focus()

    @property
    def months(self) -> Months:
        """The span shown."""
        cover = self.seat.cover
        choices = spans(cover.today, cover.open_periods) if cover else ()
        return choices[self.at % len(choices)]

    def action_reload(self) -> None:
        """Read the balance again in a thread."""
        desk, months = self.seat.desk, self.months
        self.start(lambda: trial(desk, months.first, months.last), self._show, "read")

    def action_ledger(self) -> None:
        """Change to the next of the three ledgers."""
        self.ledger = LEDGERS[(LEDGERS.index(self.ledger) + 1) % len(LEDGERS)]
        if self.balance is not None:
            self._show(self.balance)

    def action_span(self, by: int) -> None:
        """Change to the span before or after."""
        self.at += by
        self.action_reload()

    def _show(self, found: TrialBalance) -> None:
        self.balance = found
        rows = [row for row in found.rows if row.ledger == self.ledger]
        table = self.query_one("#accounts", RowTable)
        table.fill([self._line(row) for row in rows])
        name = choice("account_ledger", self.ledger, self.seat.lang)
        total = next((t for t in found.totals if t.ledger == self.ledger), None)
        sums = ""
        if total is not None:
            mark = "✓" if total.is_balanced else "✗"
            debit, credit = money.text(total.debit_fen), money.text(total.credit_fen)
            sums = f"   {self.say('col_debit')} {debit}   {self.say('col_credit')} {credit} {mark}"
        self.query_one("#about", Static).update(label(f" {name}  {self.months.text()}{sums}"))

    def _line(self, row: TrialRow) -> Line:
        depth = {4: 0, 6: 1}.get(len(row.account), 2)
        sign = 1 if row.side == "D" else -1
        cells = (
            row.account,
            "  " * depth + name_of(row.account, row.name, self.seat.lang),
            amount(sign * row.opening_fen),
            amount(row.debit_fen),
            amount(row.credit_fen),
            amount(sign * row.closing_fen),
        )
        tone = "strong" if row.is_total else "red" if sign * row.closing_fen < 0 else ""
        return Line(cells, row.account, tone)

    def action_open(self) -> None:
        """Open the account under the cursor."""
        self.query_one("#accounts", RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Drill to the postings of an account."""
        rows = self.balance.rows if self.balance else ()
        row = next(row for row in rows if row.account == event.line.key)
        name = name_of(row.account, row.name, self.seat.lang)
        self.app.push_screen(RegisterPage(row.account, name, row.side, self.months))


class RegisterPage(BrowsePage):
    """The subsidiary ledger of an account: postings with a running balance, read page by page."""

    TITLE_KEY = "title_register"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "key_open")]

    def __init__(
        self, account: str, name: str, side: str, months: Months, narrowed: Narrowed = WHOLE
    ) -> None:
        """Take the account, its balance side (D or C), the months, and what narrows it."""
        super().__init__()
        self.account, self.account_name, self.months = account, name, months
        self.narrowed = narrowed
        self.sign = 1 if side == "D" else -1
        self.after: RegisterKey | None = None

    def body(self) -> Iterator[Widget]:
        """Put a line about the account above its postings."""
        columns = (
            Column(self.say("col_date"), 10),
            Column(self.say("col_voucher"), 9),
            Column(self.say("col_summary"), 14, grows=True),
            Column(self.say("col_counter"), 14, drops=3),
            Column(self.say("col_debit"), 8, "money", drops=1),
            Column(self.say("col_credit"), 8, "money", drops=1),
            Column(self.say("col_balance"), 8, "money"),
        )
        yield Static(id="about", markup=False)
        yield RowTable(columns, empty=self.say("register_empty"), id="postings")

    def on_mount(self) -> None:
        """Go to the postings."""
        self.query_one("#postings").focus()

    def action_reload(self) -> None:
        """Read the first page again in a thread."""
        desk, account, span = self.seat.desk, self.account, self.months.days
        part = self.narrowed
        self.start(lambda: register(desk, account, span, None, part), self._show, "read")

    def _show(self, found: tuple[int, Postings]) -> None:
        opening, page = found
        self.after = page.after
        name, balance = self.say("opening_balance"), amount(self.sign * opening)
        first = Line((self.months.since(), "", name, "", "", "", balance), None, "strong")
        table = self.query_one("#postings", RowTable)
        table.fill([first, *(self._line(row) for row in page.rows)], more=page.after is not None)
        self._about()

    def _about(self) -> None:
        count = len(self.query_one("#postings", RowTable).lines) - 1
        rows = self.say("more_rows" if self.after else "rows_shown", count=count)
        what = f"{self.account} {self.account_name}  {self.narrowed.title}".rstrip()
        text = f" {what}  {self.months.text()}   {rows}"
        self.query_one("#about", Static).update(label(text))

    def _line(self, row: RegisterRow) -> Line:
        cells = (
            days.text(row.on),
            row.word_no,
            row.summary,
            row.counter,
            amount(row.debit_fen or None),
            amount(row.credit_fen or None),
            amount(self.sign * row.balance_fen),
        )
        red = row.debit_fen < 0 or row.credit_fen < 0
        return Line(cells, row.voucher_id, "red" if red else "")

    @on(RowTable.Wanted)
    def wanted(self) -> None:
        """Read the next page by its key."""
        desk, account, span, after = self.seat.desk, self.account, self.months.days, self.after
        part = self.narrowed
        self.start(lambda: register(desk, account, span, after, part), self._more, "read")

    def _more(self, found: tuple[int, Postings]) -> None:
        page = found[1]
        self.after = page.after
        table = self.query_one("#postings", RowTable)
        table.extend([self._line(row) for row in page.rows], more=page.after is not None)
        self._about()

    def action_open(self) -> None:
        """Open the voucher of the posting under the cursor."""
        self.query_one("#postings", RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Drill to the voucher."""
        if event.line.key is not None:
            table = self.query_one("#postings", RowTable)
            ids = tuple(dict.fromkeys(cast("int", x.key) for x in table.lines if x.key is not None))
            self.app.push_screen(VoucherPage(cast("int", event.line.key), ids))
