"""Everything that waits for a second person: what would change, and a typed confirmation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cityledger.kernel import days
from cityledger.tui.dialogs import Reason
from cityledger.tui.requests.acting import ActingPage
from cityledger.tui.requests.proposed import OVERRIDE, Proposal, confirmation, proposals
from cityledger.tui.requests.seal import Question, Subject, amount_agrees
from cityledger.tui.widgets.cells import Column, wrap
from cityledger.tui.widgets.panel import END, heading
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from cityledger.tui.send import Sent


class ProposalsPage(ActingPage):
    """The list at the left, the difference of the one under the cursor at the right."""

    TITLE_KEY = "title_proposals"
    DEFAULT_CSS = """
    ProposalsPage #proposed { height: 1fr; }
    ProposalsPage #listed { width: 1fr; height: 1fr; padding: 0; }
    ProposalsPage.-narrow #listed { width: 100%; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9", "pass", "key_confirm")]

    def body(self) -> Iterator[Widget]:
        """Put the list beside what it would change."""
        columns = (
            Column("", 1),
            Column(self.say("col_matter"), 10),
            Column(self.say("col_summary"), 16, grows=True),
            Column(self.say("col_proposed_by"), 8),
            Column(self.say("col_valid_until"), 10),
        )
        with Horizontal(id="entry"):
            with Vertical(id="listed", classes="box"):
                yield RowTable(columns, empty=self.say("proposals_empty"), id="proposed")
            with VerticalScroll(id="panel", classes="box"):
                yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        """Name the boxes."""
        self.query_one("#listed").border_title = self.say("proposals_title")
        self.query_one("#panel").border_title = self.say("changes_title")
        self.table.focus()

    @property
    def table(self) -> RowTable:
        """The list."""
        return self.query_one("#proposed", RowTable)

    def action_reload(self) -> None:
        """Read the list again in a thread."""
        seat = self.seat
        self.start(lambda: proposals(seat), self._show, "read")

    def _show(self, found: tuple[Proposal, ...]) -> None:
        cursor = self.table.cursor
        self.table.fill([self._line(proposal) for proposal in found], cursor=cursor)
        self._detail(self.table.line)

    def on_resize(self) -> None:
        """Wrap the change anew: what was read before the first layout knew no width."""
        self.call_after_refresh(self._again)

    def _again(self) -> None:
        self._detail(self.table.line)

    def _line(self, found: Proposal) -> Line:
        mine = found.may and not found.is_own
        kind = self.say(f"proposal_kind.{found.kind}")
        cells = ("▸" if mine else "", kind, found.text, found.by, days.text(found.until))
        return Line(cells, found, "dim" if found.is_own or not found.may else "")

    @on(RowTable.Moved)
    def moved(self, event: RowTable.Moved) -> None:
        """Show what the proposal under the cursor would change."""
        self.refusal = Content("")
        self._detail(event.line)

    def _detail(self, line: Line | None) -> None:
        panel, width = self.query_one("#verdict", Static), self.panel_width()
        if line is None:
            panel.update(self.refusal)
            return
        found = cast("Proposal", line.key)
        said = self.refusal + heading(found.text, width, "bold") + END
        for change in found.changes:
            said += heading(change.name, width, "dim")
            if change.old:
                old = "\n".join(wrap(change.old, width, "  - ", "    "))
                said += Content.styled(old, "$error") + END
            new = "\n".join(wrap(change.new, width, "  + ", "    "))
            said += Content.styled(new, "$success") + END
        for detail in found.details:
            said += heading(detail, width, "")
        said += END + self._whose(found, width)
        panel.update(said)

    def _whose(self, found: Proposal, width: int) -> Content:
        until = self.say("proposed_line", by=found.by, until=days.text(found.until))
        said = heading(until, width, "dim")
        if found.is_own:
            return said + heading(self.say("own_proposal"), width, "$warning")
        key = "confirm_it" if found.may else "not_yours_to_confirm"
        return said + heading(self.say(key), width, "$accent" if found.may else "dim")

    # ------------------------------------------------------------------------- the step

    @on(RowTable.Opened)
    def action_pass(self) -> None:
        """Confirm what is under the cursor after what only a reader can type was typed."""
        line = self.table.line
        if line is None or self.is_sending:
            return
        found = cast("Proposal", line.key)
        if found.is_own:
            self.tell("own_proposal", "warn")
        elif not found.may:
            self.tell("not_yours_to_confirm", "warn")
        elif found.kind == OVERRIDE:
            self.app.push_screen(
                Reason("grant_reason_wanted", "grant_reason_missing"),
                partial(self._reasoned, found),
            )
        else:
            self._confirm(found)

    def _reasoned(self, found: Proposal, reason: str | None) -> None:
        if reason:
            self._confirm(found, reason)

    def _confirm(self, found: Proposal, reason: str = "") -> None:
        what = self.say("key_confirm")
        fen = found.amount_fen
        if fen is not None:
            question = Question(self.say(found.asks, what=what), partial(amount_agrees, fen))
        else:
            question = Question(self.say(found.asks), partial(_is_answer, found.answer))
        subject = Subject(what, found.text, question, fen)
        self.ask_and_send(confirmation(found, reason), subject)

    def done(self, sent: Sent) -> None:
        """Say that it holds now."""
        self.tell("confirmed_done", "good", leaf=sent.leaf)
        self.announce()


def _is_answer(answer: str, typed: str) -> bool:
    return typed.strip().casefold() == answer.casefold()
