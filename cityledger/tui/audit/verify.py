"""Verification: every level with what was found, in words; the first bad voucher can be opened.

It runs in a process of its own, which only reads the ledger; cancelled, it has changed nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel.levels import Level
from cityledger.tui.audit.voucher import AuditVoucherPage
from cityledger.tui.frame import BrowsePage
from cityledger.tui.job import Job, Outcome, command_of
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, wrap
from cityledger.tui.widgets.safe import prose
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.actions.desk import Desk

_VOUCHER = re.compile(r"voucher_id=(\d+)")
_LEAF = re.compile(r"leaf (\d+) of book (\d+)|leaf_idx=(\d+)")
LOOKS_AT = {
    Level.LEAVES: "level_leaves",
    Level.SIGNATURES: "level_signatures",
    Level.ROWS: "level_rows",
    Level.LAWS: "level_laws",
    Level.DATABASE: "level_database",
    Level.WITNESS: "level_witness",
}
"""What each level looks at, in words for people."""

_OF_PART = (Level.LEAVES, Level.SIGNATURES, Level.ROWS)
"""The levels that can be looked at for some vouchers alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fault as it is shown: its level, its sentence, and the leaf of this book it speaks of."""

    level: Level
    text: str
    voucher_id: int = 0
    leaf: int = -1


def verdict_of(outcome: Outcome) -> dict[str, Any] | None:
    """Return what the verification said, or None when it could not be done."""
    try:
        found = json.loads(outcome.said)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "faults" in found else None


def faults_of(verdict: dict[str, Any], book_id: int, lang: str) -> tuple[Told, ...]:
    """Return the faults, lower levels first, each with where it leads."""
    out = []
    for fault in verdict["faults"]:
        text = str(fault["text"])
        voucher, leaf = _VOUCHER.search(text), _LEAF.search(text)
        index = -1
        if leaf is not None and (leaf[3] or int(leaf[2]) == book_id):
            index = int(leaf[3] or leaf[1])
        said = str(fault.get("zh", text)) if lang == "zh" else text
        out.append(Told(Level(fault["level"]), said, int(voucher[1]) if voucher else 0, index))
    return tuple(out)


def vouchers_of(desk: Desk, told: Told) -> tuple[int, ...]:
    """Return the vouchers a fault speaks of that are still there to be opened."""
    from cityledger.views.leaves import vouchers_in

    with desk.read() as read:
        if told.voucher_id:
            return vouchers_in(read, desk.book_id, told.voucher_id, told.voucher_id + 1)
        low = told.leaf * 100
        return vouchers_in(read, desk.book_id, low, low + 100) if told.leaf >= 0 else ()


class VerifyPage(BrowsePage):
    """The levels of a verification and its faults."""

    TITLE_KEY = "title_verify"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "verify", "key_verify_all"),
        Binding("enter", "open", "key_open_bad"),
    ]
    DEFAULT_CSS = """
    VerifyPage #scope { height: auto; background: $panel; }
    VerifyPage #levels { height: 8; }
    VerifyPage #faults { height: 1fr; margin: 1 0 0 0; }
    """

    def __init__(self, outcome: Outcome | None = None, asked: str = "") -> None:
        """Take how a verification ended, and the filter when it was of a part."""
        super().__init__()
        self.outcome, self.asked = outcome, asked
        self.faults: tuple[Told, ...] = ()

    def body(self) -> Iterator[Widget]:
        """Put the levels above the faults."""
        levels = (
            Column("", 2),
            Column(self.say("acol_level"), 22),
            Column(self.say("acol_looks_at"), 20, grows=True),
            Column(self.say("acol_faults"), 6, "number"),
        )
        faults = (
            Column(self.say("acol_level"), 22),
            Column(self.say("acol_fault"), 30, grows=True),
        )
        yield Static(id="scope", markup=False)
        yield RowTable(levels, id="levels")
        yield RowTable(faults, empty=self.say("no_faults_yet"), id="faults")

    def on_mount(self) -> None:
        """Show what is known."""
        self._show()
        self.query_one("#faults").focus()

    def on_resize(self) -> None:
        """Wrap the sentence anew."""
        self._show()

    def _show(self) -> None:
        outcome, verdict = self.outcome, None
        if outcome is not None:
            verdict = verdict_of(outcome)
        if verdict is None:
            self.faults = ()
            said = self.say("verify_not_yet")
            if outcome is not None:
                said = self.say("job_failed", what=" ".join(outcome.errors))
            self._scope(said, "")
            self._levels(None)
            self.query_one("#faults", RowTable).fill([])
            return
        book_id = self.seat.cover.book_id if self.seat.cover else 0
        self.faults = faults_of(verdict, book_id, self.seat.lang)
        self._levels(verdict)
        self._scope(self._told(verdict), "" if verdict["sound"] else "$error")
        table = self.query_one("#faults", RowTable)
        table.empty = self.say("no_faults")
        table.fill([*self._fault_lines(), *self._warnings(verdict)])

    def _scope(self, text: str, style: str) -> None:
        width = max(20, self.size.width - 2)
        self.query_one("#scope", Static).update(
            prose("\n".join(wrap(text, width, " ", " ")), style)
        )

    def _told(self, verdict: dict[str, Any]) -> str:
        count = len(verdict["faults"])
        if self.asked:
            return self.say(
                "part_sound" if verdict["sound"] else "part_unsound",
                asked=self.asked,
                vouchers=verdict["vouchers"],
                leaves=verdict["leaves"],
                members=verdict["members"],
                root=str(verdict["root"])[:8],
                count=count,
            )
        return self.say(
            "whole_sound" if verdict["sound"] else "whole_unsound",
            leaves=verdict["leaves"],
            signatures=verdict["signatures"],
            count=count,
        )

    def _levels(self, verdict: dict[str, Any] | None) -> None:
        lines = []
        for level in Level:
            count = sum(1 for told in self.faults if told.level is level)
            is_looked_at = verdict is not None and (not self.asked or level in _OF_PART)
            sign = "✗" if count else "✓" if is_looked_at else "-"
            if sign == "✓" and level is Level.WITNESS and verdict and verdict.get("warnings"):
                sign = "!"
            name = choice("fault_level", level.name.lower(), self.seat.lang)
            cells = (sign, name, self.say(LOOKS_AT[level]), str(count) if is_looked_at else "-")
            lines.append(Line(cells, level, "red" if count else "" if is_looked_at else "dim"))
        self.query_one("#levels", RowTable).fill(lines)

    def _fault_lines(self) -> Iterator[Line]:
        for number, told in enumerate(self.faults):
            name = choice("fault_level", told.level.name.lower(), self.seat.lang)
            yield Line((name, told.text), number, "red")

    def _warnings(self, verdict: dict[str, Any]) -> Iterator[Line]:
        key = "warnings_zh" if self.seat.lang == "zh" else "warnings"
        for text in verdict.get(key, ()):
            yield Line((self.say("warning"), str(text)), None, "warn")

    def action_verify(self) -> None:
        """Verify the whole ledger, every log of it."""

        def done(outcome: Outcome | None) -> None:
            if outcome is None:
                self.tell("job_cancelled", "warn")
                return
            self.outcome, self.asked = outcome, ""
            self.status.tell("")
            self._show()

        command = command_of(self.seat, "verify", "--json")
        self.app.push_screen(Job(self.say("verifying"), command), done)

    def action_open(self) -> None:
        """Open the voucher a fault speaks of."""
        self.query_one("#faults", RowTable).action_open()

    @on(RowTable.Opened, "#faults")
    def opened(self, event: RowTable.Opened) -> None:
        """Read the fault in full, or open its voucher."""
        if not isinstance(event.line.key, int):
            return
        told, desk = self.faults[event.line.key], self.seat.reader
        self.start(lambda: vouchers_of(desk, told), self._open, "open")

    def _open(self, ids: tuple[int, ...]) -> None:
        if ids:
            self.app.push_screen(AuditVoucherPage(ids[0], ids))
        else:
            self.tell("no_voucher_there", "warn")
