"""Acting on what is shown: draw the act, show its bytes, let something be typed, sign just that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cityledger.kernel.errors import Stale
from cityledger.tui.frame import BrowsePage
from cityledger.tui.requests.drawn import content
from cityledger.tui.requests.seal import SealDialog
from cityledger.tui.send import Sent, send
from cityledger.tui.widgets.panel import END, heading, spoken

if TYPE_CHECKING:
    from cityledger.actions.command import Command
    from cityledger.tui.requests.drawn import Content as Drawn
    from cityledger.tui.requests.seal import Subject

PANEL_LEAST = 30


class ActingPage(BrowsePage):
    """A page on which an act is confirmed; what was refused stays readable beside it."""

    def __init__(self) -> None:
        """Start with nothing under way."""
        super().__init__()
        self.refusal = Content("")
        self.is_sending = False

    def panel_width(self) -> int:
        """Return the cells a line of the panel has."""
        return max(PANEL_LEAST, self.query_one("#verdict").content_size.width)

    def ask_and_send(self, command: Command, subject: Subject) -> None:
        """Draw the act in a thread, then ask; nothing is signed before the answer."""
        if self.is_sending:
            return
        self.is_sending = True
        seat = self.seat
        self.start(lambda: content(seat, command), lambda drawn: self._ask(drawn, subject), "write")

    def _ask(self, drawn: Drawn, subject: Subject) -> None:
        self.is_sending = False

        def answered(agrees: bool | None) -> None:  # noqa: FBT001 - Textual hands over the answer
            if agrees:
                self.seal(drawn.command, drawn.digest)
            elif agrees is not None:
                self.tell("does_not_match", "bad")

        self.app.push_screen(SealDialog(subject, drawn), answered)

    def seal(self, command: Command, shown: str | None = None) -> None:
        """Sign and commit in a thread; `shown` is the digest of what was read."""
        self.is_sending = True
        self.tell("working")
        seat = self.seat
        self.start(lambda: send(seat, command, shown), self._sent, "write")

    def _sent(self, sent: Sent) -> None:
        self.is_sending = False
        if sent.is_refused:
            head, lang = self.say("refused_head", leaf=sent.leaf), self.seat.lang
            width = self.panel_width()
            said = [spoken(objection, width, lang) for objection in sent.objections]
            self.refusal = Content("").join([heading(head, width, "bold $error"), *said, END])
            self.status.tell(head, "bad")
            self.announce()
            return
        self.refusal = Content("")
        self.done(sent)

    def done(self, sent: Sent) -> None:
        """Say that an act was accepted."""
        self.tell("sealed_done", "good", leaf=sent.leaf)
        self.announce()

    def fail(self, error: BaseException) -> None:
        """Say what went wrong; when the book moved on, show it as it is now."""
        self.is_sending = False
        if isinstance(error, Stale):
            self.tell("moved_on", "warn")
            self.action_reload()
            return
        super().fail(error)
