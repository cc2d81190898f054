"""Small windows that ask: a typed confirmation, a reason, the passphrase again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from cityledger.kernel import money
from cityledger.kernel.errors import BadInput
from cityledger.tui.frame import Dialog, failure
from cityledger.tui.widgets import amounts
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.safe import label, prose

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

DOUBLE_ENTRY_FEN = 100_000_000
"""From one million yuan the whole amount is typed again (双录): a wrong zero is caught here."""


class Confirm(Dialog[bool]):
    """Ask for digits of the amount, so that no habit of pressing Enter passes a payment."""

    def __init__(self, what: str, amount_fen: int, summary: str) -> None:
        """Take what is about to be done, to which amount, and its summary."""
        super().__init__()
        self.what, self.amount_fen, self.summary = what, amount_fen, summary
        self.whole = amount_fen >= DOUBLE_ENTRY_FEN

    def compose(self) -> ComposeResult:
        """Build the window."""
        ask = "type_whole" if self.whole else "type_to_confirm"
        with Vertical(classes="dialog"):
            yield Static(label(self.summary), markup=False)
            yield Static(label(money.text(self.amount_fen), "bold"), markup=False)
            yield Static(label(money.capital(self.amount_fen)), markup=False)
            yield Static(prose(self.say(ask, what=self.what)), markup=False, classes="ask")
            yield HanInput(id="answer", longest=30)
            yield Static(label(self.say("confirm_hint"), "dim"), markup=False)

    def on_mount(self) -> None:
        """Wait for the digits."""
        self.query_one("#answer").focus()

    @on(HanInput.Submitted)
    def answered(self, event: Input.Submitted) -> None:
        """Compare what was typed; anything else than the amount does nothing."""
        event.stop()
        self.dismiss(self.agrees(event.value))

    def agrees(self, typed: str) -> bool:
        """Say whether the typed digits are those of the amount."""
        kept = amounts.keep(typed)
        if not kept:
            return False
        if not self.whole:
            return kept == f"{self.amount_fen // 100 % 1000:03d}"
        try:
            return amounts.read_amount(kept) == self.amount_fen
        except money.MoneyError:
            return False


class Reason(Dialog[str]):
    """Ask why a request is sent back; the reason is sealed with it."""

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(label(self.say("reason_wanted")), markup=False, classes="ask")
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
            self.query_one("#said", Static).update(label(self.say("reason_missing")))


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
