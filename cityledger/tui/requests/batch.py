"""One screen for a bulk payout: a whole batch is passed with one typed total, or nothing of it."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cityledger.kernel import money
from cityledger.kernel.errors import BadInput, Problem
from cityledger.tui.dialogs import Reason
from cityledger.tui.frame import BrowsePage
from cityledger.tui.requests.batch_reading import BatchView, Stopped, act, batch, look
from cityledger.tui.requests.document import DocumentPage
from cityledger.tui.requests.grouping import Item, stem
from cityledger.tui.requests.seal import Question, SealDialog, Subject, whole_agrees
from cityledger.tui.requests.steps import VERBS
from cityledger.tui.texts import choice
from cityledger.tui.widgets.cells import Column, amount, wrap
from cityledger.tui.widgets.panel import END
from cityledger.tui.widgets.safe import label
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from cityledger.tui.requests.batch_reading import BatchPart

STEP_OF = {"reviewer": "review", "approver": "approve", "cashier": "pay"}
"""The step of a payout by duty."""


class BatchPage(BrowsePage):
    """The requests of a payout, their households by number, and what the gate says to them all."""

    TITLE_KEY = "title_batch"
    DEFAULT_CSS = """
    BatchPage #head { height: 3; }
    BatchPage #parts { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "pass", "key_pass"),
        Binding("f8", "reject", "key_reject"),
        Binding("f6", "look", "key_try"),
        Binding("enter", "open", "key_open"),
    ]

    def __init__(self, item: Item) -> None:
        """Take the row of the list."""
        super().__init__()
        self.item = item
        self.view: BatchView | None = None
        self.stop = threading.Event()
        self.is_working = self.shows_refusals = False

    def body(self) -> Iterator[Widget]:
        """Put the totals above the requests; the page of refusals takes their place."""
        columns = (
            Column(self.say("col_no"), 4, "number"),
            Column(self.say("col_households"), 4, "number"),
            Column(self.say("col_agreements"), 20, grows=True),
            Column(self.say("col_amount"), 8, "money"),
            Column(self.say("col_state"), 9),
        )
        yield Static(id="head", markup=False)
        yield RowTable(columns, empty=self.say("empty"), id="parts")

    def on_mount(self) -> None:
        """Go to the list."""
        self.table.focus()

    @property
    def table(self) -> RowTable:
        """The requests, or the refusals."""
        return self.query_one("#parts", RowTable)

    def action_reload(self) -> None:
        """Read the batch again in a thread."""
        if self.is_working:
            return
        seat, numbers = self.seat, self.item.numbers
        self.start(lambda: batch(seat, numbers), self._show, "read")

    def ledger_changed(self) -> None:
        """Leave the page of refusals until it was read: F5 goes back to the requests."""
        if self.shows_refusals:
            self.retitle()
        else:
            super().ledger_changed()

    def _show(self, found: BatchView) -> None:
        self.view, self.shows_refusals = found, False
        self._head(found)
        self.table.fill([self._line(part) for part in found.parts])

    def _line(self, row: BatchPart) -> Line:
        cells = (
            str(row.number),
            str(row.households),
            row.agreements,
            amount(row.amount_fen),
            choice("payment_state", row.state, self.seat.lang),
        )
        return Line(cells, row.number)

    def _head(self, found: BatchView) -> None:
        row = self.item.row
        counts = self.say(
            "batch_counts",
            first=found.parts[0].number,
            last=found.parts[-1].number,
            count=len(found.parts),
            households=found.households,
        )
        total = f"¥{money.text(found.amount_fen)}  {money.capital(found.amount_fen)}"
        lines = [label(f" {stem(row.summary)}  {counts}"), label(f" {total}", "bold $success")]
        if found.is_own:
            verb = self.say(VERBS[found.duty])
            lines.append(label(" " + self.say("own_document", what=verb), "$warning"))
        elif not found.duty:
            lines.append(label(" " + self.say("not_my_turn"), "dim"))
        else:
            key = self.say("batch_ask", what=self.say(VERBS[found.duty]))
            lines.append(label(f" {key}", "dim"))
        self.query_one("#head", Static).update(END.join(lines))

    def action_open(self) -> None:
        """Open the request under the cursor."""
        self.table.action_open()

    @on(RowTable.Opened)
    def opened(self, event: RowTable.Opened) -> None:
        """Show one request of the batch."""
        if isinstance(event.line.key, int):
            self.app.push_screen(DocumentPage(event.line.key))

    # ------------------------------------------------------------------------- the steps

    def _may_act(self) -> BatchView | None:
        found = self.view
        if found is None or self.is_working:
            return None
        if found.is_own:
            self.tell("own_document", "warn", what=self.say(VERBS[found.duty]))
            return None
        if not found.duty:
            self.tell("not_my_turn", "warn")
            return None
        return found

    def action_look(self) -> None:
        """Put the whole batch to the gate, and write nothing."""
        found = self._may_act()
        if found is not None:
            self._try(partial(self._looked, found), found)

    def action_pass(self) -> None:
        """Put the batch to the gate, then ask for its total, and pass all of it or nothing."""
        found = self._may_act()
        if found is not None:
            self._try(partial(self._ask, found), found)

    def _try(self, done: Callable[[tuple[Problem, ...]], None], found: BatchView) -> None:
        self._begin()
        seat, step, numbers, told = self.seat, STEP_OF[found.duty], self.item.numbers, self._told

        def ended(page: tuple[Problem, ...]) -> None:
            self.is_working = False
            done(page)

        self.start(lambda: look(seat, step, numbers, told), ended, "write")

    def _begin(self) -> None:
        self.is_working = True
        self.stop.clear()
        self.tell("working")

    def _told(self, done: int, of: int) -> None:
        """Show how far it is, from the worker; Esc in between ends it with nothing written."""
        if self.stop.is_set():
            raise Stopped
        self.app.call_from_thread(self.tell, "batch_progress", "", done=done, of=of)

    def _looked(self, found: BatchView, page: tuple[Problem, ...]) -> None:
        if page:
            self._refused(page)
        else:
            self.tell("batch_clear", "good", count=len(found.parts))

    def _ask(self, found: BatchView, page: tuple[Problem, ...]) -> None:
        if page:
            self._refused(page)
            return
        verb = self.say(VERBS[found.duty])
        ask = self.say("type_total", what=verb, count=len(found.parts))
        subject = Subject(
            verb,
            stem(self.item.row.summary),
            Question(ask, partial(whole_agrees, found.amount_fen)),
            found.amount_fen,
        )

        def answered(agrees: bool | None) -> None:  # noqa: FBT001 - Textual hands over the answer
            if agrees:
                self._take(STEP_OF[found.duty])
            elif agrees is not None:
                self.tell("does_not_match", "bad")

        self.app.push_screen(SealDialog(subject, None), answered)

    def action_reject(self) -> None:
        """Send the whole batch back with one reason."""
        found = self._may_act()
        if found is None:
            return
        if found.duty == "cashier":
            self.tell("cashier_returns_not", "warn")
            return

        def answered(reason: str | None) -> None:
            if reason:
                self._take("return", reason)

        self.app.push_screen(Reason(), answered)

    def _take(self, step: str, reason: str = "") -> None:
        self._begin()
        seat, numbers, told = self.seat, self.item.numbers, self._told
        self.start(lambda: act(seat, step, numbers, reason, told), self._taken, "write")

    def _taken(self, leaves: tuple[int, ...]) -> None:
        self.is_working = False
        self.announce()
        first, last = leaves[0], leaves[-1]
        self.tell("batch_done", "good", count=len(leaves), first=first, last=last)

    def _refused(self, page: tuple[Problem, ...]) -> None:
        """Show every refusal once, on one page, in place of the requests."""
        width = max(30, self.size.width - 34)
        lines: list[Line] = []
        for problem in page:
            first, *rest = wrap(f"{problem.reason} {problem.remedy}", width)
            where, *more = wrap(f"{problem.place}", width)
            lines.append(Line(("✗", "", where, problem.value, ""), None, "red"))
            lines += [Line(("", "", text, "", "")) for text in (*more, first, *rest)]
        self.shows_refusals = True
        self.table.fill(lines, cursor=0)
        self.tell("batch_refused", "bad", count=len(page))

    def action_back(self) -> None:
        """Stop what is under way, or leave."""
        if self.is_working:
            self.stop.set()
            self.tell("stopping", "warn")
        else:
            super().action_back()

    def fail(self, error: BaseException) -> None:
        """Say what went wrong; of a batch that was stopped or refused nothing was written."""
        self.is_working = False
        if isinstance(error, Stopped):
            self.tell("batch_stopped", "warn")
        elif isinstance(error, BadInput):
            self._refused(error.problems)
        else:
            super().fail(error)
