"""A voucher as an auditor reads it: with their mark, its money traced, and a proof to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from cityledger.tui.audit import notebook
from cityledger.tui.audit.asking import AskLine
from cityledger.tui.audit.marking import MarkingPage
from cityledger.tui.books.voucher import VoucherPage

if TYPE_CHECKING:
    from pathlib import Path

    from cityledger.actions.desk import Desk
    from cityledger.views.voucher import VoucherDetail


class AuditVoucherPage(VoucherPage, MarkingPage):
    """The voucher screen with what an auditor does on it; the voucher itself is only read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "tick", "key_tick"),
        Binding("n", "note", "key_note"),
        Binding("t", "trace", "key_trace"),
        Binding("o", "prove", "key_prove"),
    ]

    def __init__(self, voucher_id: int, ids: tuple[int, ...] = ()) -> None:
        """Take the voucher, and the others of the list it was opened from."""
        super().__init__(voucher_id, ids)
        self.found: VoucherDetail | None = None

    def _show(self, found: VoucherDetail | None) -> None:
        super()._show(found)
        self.found = found
        self.load_marks()
        self.marked()

    def at_cursor(self) -> tuple[int, str, str] | None:
        """Return this voucher."""
        if self.found is None:
            return None
        card = self.found.card
        return self.found.voucher_id, f"{card.word}-{card.number:06d}", card.leaf_hash.hex()

    def marked(self) -> None:
        """Say in the status line what the notebook has about this voucher."""
        found = self.at_cursor()
        if found is None:
            return
        mark = self.marks.get(found[0])
        if mark is None or not (mark.is_ticked or mark.note):
            self.status.tell("")
        elif mark.leaf_hash != found[2]:
            self.tell("mark_changed", "bad", note=mark.note, on=mark.on)
        else:
            sign = self.sign_of(found[0], found[2])
            self.tell("mark_line", "warn" if mark.note else "good", sign=sign, note=mark.note)

    def action_trace(self) -> None:
        """Trace the money of this voucher."""
        from cityledger.tui.audit.trace import Step, TracePage

        found = self.at_cursor()
        if found is not None:
            self.app.push_screen(TracePage(Step("voucher", str(found[0]), found[1])))

    def action_prove(self) -> None:
        """Ask for the name of a proof and write it into the exports folder of the ledger."""
        found = self.at_cursor()
        if self.found is None or found is None:
            return
        leaf, desk = self.found.card.leaf_idx, self.seat.desk
        folder = notebook.exports(self.seat)

        def named(name: str | None) -> None:
            if name:
                path = folder / notebook.safe_name(name)
                self.start(lambda: _prove(desk, leaf, path), self._proven, "prove")

        from cityledger.evidence.proof_file import ENDING

        name = f"{self.found.period}-{found[1]}{ENDING}"
        self.app.push_screen(AskLine(self.say("proof_name"), name, is_needed=True), named)

    def _proven(self, made: tuple[Path, tuple[str, ...]]) -> None:
        path, witnesses = made
        names = ", ".join(witnesses) or self.say("nobody_yet")
        self.tell("proof_done", "good", path=path, witnesses=names)


def _prove(desk: Desk, leaf: int, path: Path) -> tuple[Path, tuple[str, ...]]:
    from cityledger.actions.proofs import prove_leaf

    found = prove_leaf(desk, desk.book_id, leaf)
    notebook.put(path, found.data)
    return path, found.witnesses
