"""Small windows that ask: a reason, the passphrase again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from cityledger.kernel.errors import BadInput
from cityledger.tui.frame import Dialog, failure
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.safe import label, prose

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input


class Reason(Dialog[str]):
    """Ask why something is done; the reason is sealed with it."""

    def __init__(self, wanted: str = "reason_wanted", missing: str = "reason_missing") -> None:
        """Take the texts that ask for it, and that say it is missing."""
        super().__init__()
        self.wanted, self.missing = wanted, missing

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(label(self.say(self.wanted)), markup=False, classes="ask")
            yield HanInput(id="answer", longest=120)
            yield Static(label(self.say("confirm_hint"), "dim"), markup=False, id="said")

    def on_mount(self) -> None:
        """Wait for the reason."""
        self.query_one("#answer").focus()

    @on(HanInput.Submitted)
    def answered(self, event: Input.Submitted) -> None:
        """Take a reason that says something."""
        event.stop()
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.query_one("#said", Static).update(label(self.say(self.missing)))


class Unlock(Dialog[bool]):
    """Ask for the passphrase again: a key locks itself after five idle minutes."""

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(label(self.say("locked")), markup=False, classes="ask")
            yield HanInput(password=True, id="answer")
            yield Static(label(self.say("confirm_hint"), "dim"), markup=False, id="said")

    def on_mount(self) -> None:
        """Wait for the passphrase."""
        self.query_one("#answer").focus()

    @on(HanInput.Submitted)
    def answered(self, event: Input.Submitted) -> None:
        """Unseal in a thread: it takes half a second on purpose."""
        event.stop()
        person = self.seat.person
        if person is None:
            self.dismiss(None)
            return
        passphrase = event.value
        self.query_one("#answer", HanInput).value = ""
        self.query_one("#said", Static).update(label(self.say("unsealing")))
        self.start(lambda: self.seat.log_in(person, passphrase), self._opened, "unseal")

    def _opened(self, _: None) -> None:
        """Close: the key signs again."""
        self.dismiss(result=True)

    def fail(self, error: BaseException) -> None:
        """Say that it did not open."""
        lang = self.seat.lang
        said = self.say("wrong_passphrase") if isinstance(error, BadInput) else failure(error, lang)
        self.query_one("#said", Static).update(prose(said))
