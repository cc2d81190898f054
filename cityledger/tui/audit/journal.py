"""The journal as an auditor reads it: filtered, at one snapshot, ticked, verified, printed.

The snapshot is the size of the log when the list was opened: what is booked meanwhile neither
shifts a row nor changes a total, and print and export are of exactly that state.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel import days, money
from cityledger.tui.audit import notebook
from cityledger.tui.audit.asking import ColumnsDialog, FilterDialog, SavedDialog
from cityledger.tui.audit.marking import MarkingPage
from cityledger.tui.audit.reading import Asked, Listed, first_page, more, more_ledger, total
from cityledger.tui.audit.voucher import AuditVoucherPage
from cityledger.tui.job import Job, Outcome, command_of
from cityledger.tui.widgets.cells import Column, amount
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.widget import Widget

    from cityledger.tui.audit.reading import Entry, Postings, Total
    from cityledger.views.journal import JournalFilter, JournalKey
    from cityledger.views.subsidiary import RegisterKey, RegisterRow

SHAPES: dict[str, tuple[int, str, bool, int]] = {
    "on": (10, "text", False, 0),
    "no": (9, "text", False, 0),
    "kind": (8, "text", False, 3),
    "summary": (16, "text", True, 0),
    "amount": (8, "money", False, 0),
    "project": (10, "text", True, 4),
    "contract": (12, "text", False, 4),
    "payee": (12, "text", True, 3),
    "maker": (8, "text", False, 2),
    "booked": (19, "text", False, 5),
    "leaf": (6, "number", False, 5),
    "mark": (6, "text", False, 0),
}
"""Width, kind, whether it grows and when it is left out, of each column of the journal."""

KEPT_AS = "audit_columns"
AFTER_FILE = 40
"""Characters of a filter that stand in the name of a file."""


class JournalPage(MarkingPage):
    """Vouchers that a filter finds, or the postings of the account it names."""

    TITLE_KEY = "title_journal"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "key_drill"),
        Binding("slash,f3", "filter", "key_filter"),
        Binding("f", "saved", "key_saved"),
        Binding("m", "tick", "key_tick"),
        Binding("n", "note", "key_note"),
        Binding("v", "verify", "key_verify"),
        Binding("t", "trace", "key_trace"),
        Binding("p", "print", "key_print_shown"),
        Binding("e", "export", "key_export_shown"),
        Binding("l", "ledger", "key_as_ledger", show=False),
        Binding("s", "sort", "key_turn_order", show=False),
        Binding("c", "columns", "key_columns", show=False),
        Binding("escape", "clear", "key_back", show=False),
    ]
    DEFAULT_CSS = """
    JournalPage .line { height: 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    JournalPage #vouchers { height: 1fr; }
    """

    def __init__(self, text: str = "") -> None:
        """Take the filter to begin with."""
        super().__init__()
        self.asked = Asked(text)
        self.listed: Listed | None = None
        self.wanted: JournalFilter | None = None
        self.entries: list[Entry] = []
        self.postings: list[RegisterRow] = []
        self.hashes: dict[int, str] = {}
        self.after: JournalKey | RegisterKey | None = None
        self.total: Total | None = None
        self.columns: tuple[str, ...] = ()

    # ------------------------------------------------------------------------------ what is shown

    def body(self) -> Iterator[Widget]:
        """Put the filter and the snapshot above the rows."""
        yield Static(id="asked", markup=False, classes="line")
        yield Static(id="state", markup=False, classes="line")
        yield RowTable((Column("", 4),), empty=self.say("journal_empty"), id="vouchers")

    def on_mount(self) -> None:
        """Go to the rows."""
        from cityledger.exchange.journal_csv import COLUMNS, USUAL

        kept = self.seat.drafts.load(KEPT_AS).get("columns", "").split(",")
        self.columns = tuple(name for name in kept if name in COLUMNS) or USUAL
        self.asked = replace(self.asked, lang="zh" if self.seat.lang == "zh" else "en")
        self.load_marks()
        self.table.focus()

    @property
    def table(self) -> RowTable:
        """The rows."""
        return self.query_one("#vouchers", RowTable)

    def ledger_changed(self) -> None:
        """Say that the books moved on; the rows stay those of the snapshot until F5."""
        self.retitle()
        self._state()

    def on_screen_resume(self) -> None:
        """Show marks that were made on another screen."""
        super().on_screen_resume()
        if self.listed is not None:
            self.load_marks()
            self.marked()

    def action_reload(self) -> None:
        """Take a new snapshot and read it."""
        self._ask(replace(self.asked, size=0))

    def _ask(self, asked: Asked) -> None:
        desk = self.seat.reader

        def read() -> tuple[Asked, Listed]:
            return asked, first_page(desk, asked)

        self.start(read, self._show, "read")

    def _show(self, found: tuple[Asked, Listed]) -> None:
        from cityledger.exchange.wanted import read_filter

        asked, listed = found
        self.asked, self.listed = replace(asked, size=listed.size), listed
        self.wanted = read_filter(asked.text, listed.archive, asked.lang)
        self.total = None
        self.entries, self.postings, self.after = list(listed.entries), [], listed.after
        self.hashes = {}
        if listed.postings is not None:
            page = listed.postings.page
            self.postings, self.after = list(page.rows), page.after
            self.hashes = dict(listed.postings.hashes)
        self.status.tell("")
        self._draw()
        self.workers.cancel_group(self, "total")
        # The sum of a large book takes a while: the rows are on the screen before it begins.
        self.call_after_refresh(self._count)

    def _count(self) -> None:
        if self.listed is None or self.wanted is None:
            return
        desk, wanted, asked, size = self.seat.reader, self.wanted, self.asked, self.listed.size
        self.start(lambda: total(desk, wanted, asked, size), self._counted, "total")

    def _counted(self, found: Total) -> None:
        self.total = found
        self._state()

    def _draw(self, cursor: int | None = None) -> None:
        table = self.table
        table.columns = self._columns()
        if self.asked.text:
            table.empty = self.say("journal_none", count=self.listed.size if self.listed else 0)
        else:
            table.empty = self.say("journal_empty")
        table.fill(list(self._lines()), more=self.after is not None, cursor=cursor)
        self._state()

    def _columns(self) -> tuple[Column, ...]:
        if self.asked.is_ledger:
            return (
                Column(self.say("col_date"), 10),
                Column(self.say("col_voucher"), 9),
                Column(self.say("col_summary"), 14, grows=True),
                Column(self.say("col_counter"), 14, drops=3),
                Column(self.say("col_debit"), 8, "money", drops=1),
                Column(self.say("col_credit"), 8, "money", drops=1),
                Column(self.say("col_balance"), 8, "money"),
                Column(self.say("acol_check"), 6),
            )
        titles, out = self.titles(), []
        for name in self.columns:
            width, kind, grows, drops = SHAPES[name]
            out.append(Column(titles[name], width, kind, grows, drops))  # type: ignore[arg-type]
        return tuple(out)

    def titles(self) -> dict[str, str]:
        """Return the titles of all columns by key."""
        from cityledger.exchange.journal_csv import COLUMNS

        return {key: pair[0 if self.seat.lang == "zh" else 1] for key, pair in COLUMNS.items()}

    def _lines(self) -> Iterator[Line]:
        if self.listed is not None and self.asked.is_ledger:
            opening = amount(self.listed.opening_fen)
            name = self.say("opening_balance")
            yield Line((self.listed.opened_on, "", name, "", "", "", opening, ""), None, "strong")
        yield from (self._posting(row) for row in self.postings)
        yield from (self._voucher(entry) for entry in self.entries)

    def _voucher(self, entry: Entry) -> Line:
        from cityledger.exchange.journal_csv import cells_of

        row = entry.row
        sign = self.sign_of(row.voucher_id, entry.leaf_hash)
        cells = cells_of(row, entry.about, self.columns, sign, self.asked.lang)
        shown = (
            amount(row.amount_fen) if name == "amount" else cell
            for name, cell in zip(self.columns, cells, strict=True)
        )
        red = row.amount_fen < 0 or row.kind == "reversal"
        return Line(tuple(shown), row.voucher_id, "red" if red else "")

    def _posting(self, row: RegisterRow) -> Line:
        cells = (
            days.text(row.on), row.word_no, row.summary, row.counter,
            amount(row.debit_fen or None), amount(row.credit_fen or None),
            amount(row.balance_fen),
            self.sign_of(row.voucher_id, self.hashes.get(row.voucher_id, "")),
        )  # fmt: skip
        red = row.debit_fen < 0 or row.credit_fen < 0
        return Line(cells, (row.voucher_id, row.n), "red" if red else "")

    def _state(self) -> None:
        """Write the two lines above the rows: what is asked, and of which state of the log."""
        if self.listed is None or self.seat.cover is None:
            return
        asked = self.asked.text or self.say("filter_none")
        name = f"{self.listed.account} " if self.asked.is_ledger else ""
        head = name + self.say("filter_is")
        self.query_one("#asked", Static).update(label(f" {head}{asked}"))
        size = self.listed.size
        mark = self.say("snapshot", size=size, head=self.listed.root[:8])
        sums = self.say("counting")
        if self.total is not None:
            sums = self._sums(self.total)
        moved = self.seat.cover.size - size
        later = "  " + self.say("snapshot_later", count=moved) if moved > 0 else ""
        order = self.say("newest_first" if self.asked.newest_first else "oldest_first")
        shown = order if not self.asked.is_ledger else ""
        state = f" {sums}   {mark}{later}  {shown}"
        self.query_one("#state", Static).update(label(state))

    def _sums(self, found: Total) -> str:
        if self.asked.is_ledger:
            debit, credit = money.text(found.amount_fen), money.text(found.credit_fen)
            return self.say("ledger_sums", count=found.count, debit=debit, credit=credit)
        return self.say("journal_sums", count=found.count, amount=money.text(found.amount_fen))

    @on(RowTable.Wanted)
    def wanted_more(self) -> None:
        """Read the next page by its key, of the same snapshot."""
        desk, asked, after, wanted = self.seat.reader, self.asked, self.after, self.wanted
        if wanted is None or after is None:
            return
        if asked.is_ledger:
            key = cast("RegisterKey", after)
            self.start(
                lambda: more_ledger(desk, wanted, asked.lang, asked.size, key),
                self._more_ledger, "read",
            )  # fmt: skip
        else:
            at = cast("JournalKey", after)
            self.start(lambda: more(desk, wanted, asked, asked.size, at), self._more, "read")

    def _more(self, found: tuple[tuple[Entry, ...], JournalKey | None]) -> None:
        entries, self.after = found
        self.entries += entries
        lines = [self._voucher(entry) for entry in entries]
        self.table.extend(lines, more=self.after is not None)

    def _more_ledger(self, found: Postings) -> None:
        page = found.page
        self.after = page.after
        self.hashes |= found.hashes
        self.postings += page.rows
        self.table.extend([self._posting(x) for x in page.rows], more=page.after is not None)

    # ------------------------------------------------------------------------------ what is asked

    def action_filter(self) -> None:
        """Ask for a filter."""
        if self.listed is not None:
            self.app.push_screen(FilterDialog(self.asked.text, self.listed.archive), self._filtered)

    def action_saved(self) -> None:
        """Choose a kept filter, or keep the one in use."""
        self.app.push_screen(SavedDialog(self.asked.text), self._filtered)

    def _filtered(self, text: str | None) -> None:
        if text is not None:
            self._ask(replace(self.asked, text=text))

    def action_clear(self) -> None:
        """Clear the filter first, then leave."""
        if self.asked.text or self.asked.is_ledger:
            self._ask(replace(self.asked, text="", is_ledger=False))
        else:
            self.action_back()

    def action_sort(self) -> None:
        """Turn the order of days around."""
        if not self.asked.is_ledger:
            self._ask(replace(self.asked, newest_first=not self.asked.newest_first))

    def action_ledger(self) -> None:
        """Change between vouchers and the postings of the account the filter names."""
        self._ask(replace(self.asked, is_ledger=not self.asked.is_ledger))

    def action_columns(self) -> None:
        """Turn columns on and off."""

        def taken(columns: tuple[str, ...] | None) -> None:
            if columns is not None:
                self.columns = columns
                self.seat.drafts.keep(KEPT_AS, {"columns": ",".join(columns)})
                self._draw(self.table.cursor)

        self.app.push_screen(ColumnsDialog(self.titles(), self.columns), taken)

    # ------------------------------------------------------------------------ what is done with it

    def at_cursor(self) -> tuple[int, str, str] | None:
        """Return the voucher under the cursor."""
        at = self.table.cursor
        if self.asked.is_ledger:
            if not 0 < at <= len(self.postings):
                return None
            row = self.postings[at - 1]
            return row.voucher_id, row.word_no, self.hashes[row.voucher_id]
        if not 0 <= at < len(self.entries):
            return None
        entry = self.entries[at]
        return entry.row.voucher_id, entry.row.word_no, entry.leaf_hash

    def marked(self) -> None:
        """Show the marks anew where the cursor stands."""
        self._draw(self.table.cursor)

    def action_tick(self) -> None:
        """Tick, and go on to the next row."""
        super().action_tick()
        self.table.action_move(1)

    def ids(self) -> tuple[int, ...]:
        """Return the vouchers of the rows that are loaded, in their order."""
        rows = (x.voucher_id for x in self.postings) if self.asked.is_ledger else (
            x.row.voucher_id for x in self.entries
        )  # fmt: skip
        return tuple(dict.fromkeys(rows))

    def action_open(self) -> None:
        """Open the voucher under the cursor."""
        self.table.action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Drill to the voucher."""
        key = event.line.key
        if key is not None:
            number = key[0] if isinstance(key, tuple) else cast("int", key)
            self.app.push_screen(AuditVoucherPage(number, self.ids()))

    def action_trace(self) -> None:
        """Trace the money of the voucher under the cursor."""
        from cityledger.tui.audit.trace import Step, TracePage

        found = self.at_cursor()
        if found is not None:
            step = Step("voucher", str(found[0]), found[1])
            self.app.push_screen(TracePage(step, self.asked.size))

    def action_verify(self) -> None:
        """Verify the vouchers that are shown, at this snapshot."""
        from cityledger.tui.audit.verify import VerifyPage

        if not self.ids():
            self.tell("nothing_shown", "warn")
            return
        asked = self.asked.text or self.say("filter_none")

        def done(outcome: Outcome | None) -> None:
            if outcome is None:
                self.tell("job_cancelled", "warn")
            else:
                self.app.push_screen(VerifyPage(outcome, asked))

        command = command_of(self.seat, "verify", "shown", *self._scope(), "--json")
        self.app.push_screen(Job(self.say("verifying"), command), done)

    def _scope(self) -> tuple[str, ...]:
        return "--filter", self.asked.text, "--as-known", str(self.asked.size)

    def _path(self, ending: str) -> Path:
        kind = self.say("title_register" if self.asked.is_ledger else "title_journal")
        what = self.asked.text[:AFTER_FILE] or self.say("filter_none")
        name = notebook.safe_name(f"{kind}-{what}-{self.asked.size}")
        return notebook.exports(self.seat) / f"{name}{ending}"

    def action_print(self) -> None:
        """Print what is asked as PDF: the ledger of an account, or the vouchers."""
        path = self._path(".pdf")
        form = "ledger" if self.asked.is_ledger else "vouchers"
        more = ("--newest-first",) if self.asked.newest_first and form == "vouchers" else ()
        command = command_of(
            self.seat, "report", "shown", *self._scope(), "--form", form, *more,
            "--out", str(path),
        )  # fmt: skip
        self._make("printing", command, path)

    def action_export(self) -> None:
        """Write what is asked as CSV with the columns that are shown."""
        path = self._path(".csv")
        form = "ledger" if self.asked.is_ledger else "vouchers"
        more = () if self.asked.newest_first else ("--oldest-first",)
        notes = notebook.path_of(self.seat)
        if notes is not None and notes.is_file():
            more = (*more, "--notes", str(notes))
        command = command_of(
            self.seat, "export", "journal", *self._scope(), "--form", form,
            "--columns", ",".join(self.columns), *more, "--out", str(path),
        )  # fmt: skip
        self._make("exporting", command, path)

    def _make(self, what: str, command: tuple[str, ...], path: Path) -> None:
        if not self.ids() and not self.asked.is_ledger:
            self.tell("nothing_shown", "warn")
            return

        def done(outcome: Outcome | None) -> None:
            if outcome is None:
                self.tell("job_cancelled", "warn")
            elif outcome.status:
                self.tell("job_failed", "bad", what="\n".join(outcome.errors))
            else:
                self.tell("file_done", "good", path=path)

        self.app.push_screen(Job(self.say(what), command, path), done)
