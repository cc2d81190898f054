"""Ticks and notes of an auditor on any screen that shows vouchers; kept in their own file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cityledger.kernel.errors import Unavailable
from cityledger.tui.audit import notebook
from cityledger.tui.audit.asking import AskLine
from cityledger.tui.frame import BrowsePage

if TYPE_CHECKING:
    from cityledger.exchange.notes_file import Marks


class MarkingPage(BrowsePage):
    """A screen whose vouchers can be ticked and noted."""

    def __init__(self) -> None:
        """Start with nothing read from the notebook."""
        super().__init__()
        self.marks: Marks = {}

    def at_cursor(self) -> tuple[int, str, str] | None:
        """Return the voucher under the cursor: its id, its number, the hash of its leaf."""
        return None

    def marked(self) -> None:
        """Show the marks anew."""

    def load_marks(self) -> None:
        """Read the notebook; a broken one is told and shows nothing."""
        try:
            self.marks = notebook.load(self.seat)
        except Unavailable as error:
            self.marks = {}
            self.fail(error)

    def sign_of(self, voucher_id: int, leaf_hash: str) -> str:
        """Return what the column of marks shows."""
        mark = self.marks.get(voucher_id)
        return mark.text(self.seat.lang, leaf_hash) if mark else ""

    def action_tick(self) -> None:
        """Tick the voucher under the cursor as checked, or take the tick back."""
        found = self.at_cursor()
        if found is None:
            return
        number, voucher, leaf_hash = found
        made = notebook.marked(self.seat, self.marks, number, voucher, leaf_hash)
        self._write(number, replace(made, is_ticked=not made.is_ticked))

    def action_note(self) -> None:
        """Write down a doubt about the voucher under the cursor."""
        found = self.at_cursor()
        if found is None:
            return
        number, voucher, leaf_hash = found
        held = self.marks.get(number)

        def noted(text: str | None) -> None:
            if text is not None:
                made = notebook.marked(self.seat, self.marks, number, voucher, leaf_hash)
                self._write(number, replace(made, note=text))

        asked = self.say("note_wanted", voucher=voucher)
        self.app.push_screen(AskLine(asked, held.note if held else ""), noted)

    def _write(self, number: int, mark: object) -> None:
        kept = {**self.marks, number: mark}
        try:
            notebook.keep(self.seat, kept)  # type: ignore[arg-type]
        except Unavailable as error:
            self.fail(error)
            return
        self.marks = kept  # type: ignore[assignment]
        self.marked()
