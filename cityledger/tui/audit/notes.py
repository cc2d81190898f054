"""All an auditor has ticked and noted in this book, and whether it is still the same voucher."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.tui.audit import notebook
from cityledger.tui.audit.marking import MarkingPage
from cityledger.tui.audit.reading import hashes
from cityledger.tui.audit.voucher import AuditVoucherPage
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.widget import Widget

    from cityledger.exchange.notes_file import Mark


class NotesPage(MarkingPage):
    """The notebook; it is the auditor's own and no part of the books."""

    TITLE_KEY = "title_notes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "key_open"),
        Binding("m", "tick", "key_tick"),
        Binding("n", "note", "key_note"),
        Binding("e", "export", "key_export_shown"),
    ]
    DEFAULT_CSS = """
    NotesPage .line { height: 1; background: $panel; }
    NotesPage #notes { height: 1fr; }
    """

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.hashes: dict[int, str] = {}

    def body(self) -> Iterator[Widget]:
        """Put the counts above the notes."""
        columns = (
            Column(self.say("acol_check"), 6),
            Column(self.say("col_voucher"), 9),
            Column(self.say("acol_doubt"), 20, grows=True),
            Column(self.say("acol_noted_on"), 10),
        )
        yield Static(id="count", markup=False, classes="line")
        yield RowTable(columns, empty=self.say("notes_empty"), id="notes")

    def on_mount(self) -> None:
        """Go to the notes."""
        self.query_one("#notes").focus()

    def on_screen_resume(self) -> None:
        """Read again: the notebook is no part of the books, so the bus says nothing of it."""
        self.is_stale = True
        super().on_screen_resume()

    def action_reload(self) -> None:
        """Read the notebook, and the hashes of its vouchers as they stand."""
        self.load_marks()
        desk, ids = self.seat.reader, tuple(self.marks)
        self.start(lambda: hashes(desk, ids), self._show, "read")

    def _show(self, found: dict[int, str]) -> None:
        self.hashes = found
        self.marked()

    def kept(self) -> list[tuple[int, Mark]]:
        """Return what is kept, in the order of the vouchers."""
        return [(n, x) for n, x in sorted(self.marks.items()) if x.is_ticked or x.note]

    def marked(self) -> None:
        """Show the notes."""
        rows = self.kept()
        lines = []
        for number, mark in rows:
            is_changed = self.hashes.get(number, "") != mark.leaf_hash
            sign = mark.text(self.seat.lang, self.hashes.get(number) or "-")
            cells = (sign, mark.voucher, mark.note, mark.on)
            lines.append(Line(cells, number, "red" if is_changed else "warn" if mark.note else ""))
        self.query_one("#notes", RowTable).fill(lines)
        ticked, noted = sum(x.is_ticked for _, x in rows), sum(bool(x.note) for _, x in rows)
        changed = sum(self.hashes.get(n, "") != x.leaf_hash for n, x in rows)
        said = self.say("notes_count", ticked=ticked, noted=noted, changed=changed)
        self.query_one("#count", Static).update(label(f" {said}"))

    def at_cursor(self) -> tuple[int, str, str] | None:
        """Return the voucher of the note under the cursor."""
        line = self.query_one("#notes", RowTable).line
        if line is None or not isinstance(line.key, int) or line.key not in self.hashes:
            return None
        return line.key, self.marks[line.key].voucher, self.hashes[line.key]

    def action_open(self) -> None:
        """Open the voucher."""
        self.query_one("#notes", RowTable).action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Drill to the voucher; one that is gone from the books is told."""
        if event.line.key in self.hashes and isinstance(event.line.key, int):
            ids = tuple(n for n, _ in self.kept() if n in self.hashes)
            self.app.push_screen(AuditVoucherPage(event.line.key, ids))
        else:
            self.tell("no_voucher_there", "warn")

    def action_export(self) -> None:
        """Write the notes as CSV into the exports folder of the ledger."""
        name = self.say("title_notes")
        path = notebook.exports(self.seat) / f"{name}-{self.seat.user}.csv"
        rows = [(n, x, self.hashes.get(n, "")) for n, x in self.kept()]
        lang = self.seat.lang

        def write() -> Path:
            from cityledger.exchange import notes_file

            text = io.StringIO(newline="")
            notes_file.export(rows, text, lang)
            notebook.put(path, text.getvalue().encode("utf-8-sig"))
            return path

        self.start(write, lambda made: self.tell("file_done", "good", path=made), "export")
