"""The window before a signature: the rows of the act, the digest of its bytes, what to type.

It shows what `gate.drawn` drew; that digest goes with the signature, so what is signed is what was
read. Whoever presses Enter on an empty field has confirmed nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Digits, Static

from cityledger.kernel import money
from cityledger.tui.frame import Dialog
from cityledger.tui.widgets import amounts
from cityledger.tui.widgets.cells import fit, wrap
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.panel import END
from cityledger.tui.widgets.safe import label, prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.content import Content as Drawn
    from textual.widgets import Input

    from cityledger.tui.requests.drawn import Content, Told
    from cityledger.views.request_context import Transfer

DOUBLE_ENTRY_FEN = 100_000_000
"""From one million yuan the whole amount is typed again (双录): a wrong zero is caught here."""

WIDTH, NAME, FIGURE, LAST = 90, 10, 18, 4
SHOWN = 4
"""Transfers listed one by one; a batch has its own screen."""

BIG_LEAST = 32
"""Lines a screen has before the last digits of the accounts are drawn three lines high."""


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be typed: the sentence that asks, and whether an answer is it."""

    ask: str
    agrees: Callable[[str], bool]


def amount_agrees(fen: int, typed: str) -> bool:
    """Say whether typed digits are those of an amount: the last three of the yuan, or all of it."""
    kept = amounts.keep(typed)
    if not kept:
        return False
    if fen < DOUBLE_ENTRY_FEN:
        return kept == f"{fen // 100 % 1000:03d}"
    return whole_agrees(fen, typed)


def whole_agrees(fen: int, typed: str) -> bool:
    """Say whether what was typed is a whole amount."""
    try:
        return bool(amounts.keep(typed)) and amounts.read_amount(typed) == fen
    except money.MoneyError:
        return False


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about: the verb, a summary, its amount if any, the transfers it orders."""

    what: str
    summary: str
    question: Question
    amount_fen: int | None = None
    transfers: tuple[Transfer, ...] = field(default=())


class SealDialog(Dialog[bool]):
    """Ask for something only a reader can type before an act is signed."""

    DEFAULT_CSS = """
    SealDialog .seal {
        width: 90; max-width: 96%; height: auto; max-height: 96%;
        padding: 0 2; background: $surface; border: round $accent;
    }
    SealDialog .rows {
        height: auto; max-height: 12; margin: 1 0 0 0; scrollbar-size-vertical: 1;
    }
    SealDialog.-low .rows { max-height: 6; margin: 0; }
    SealDialog .ask { margin: 1 0 0 0; color: $accent; }
    SealDialog Digits { width: 100%; height: 3; text-style: bold; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]

    def __init__(self, subject: Subject, content: Content | None) -> None:
        """Take what it is about, and the drawn act; None for a batch, which is drawn row by row."""
        super().__init__()
        self.subject, self.content = subject, content

    def compose(self) -> ComposeResult:
        """Build the window."""
        subject, content = self.subject, self.content
        with Vertical(classes="seal"):
            yield Static(label(f"{subject.what}  {subject.summary}", "bold"), markup=False)
            if subject.amount_fen is not None:
                figure, capital = money.text(subject.amount_fen), money.capital(subject.amount_fen)
                yield Static(label(f"¥{figure}  {capital}", "bold $success"), markup=False)
            yield from self._transfers()
            if content is not None:
                if content.refusals:
                    yield Static(prose(self.say("would_refuse"), "bold $error"), markup=False)
                with VerticalScroll(classes="rows"):
                    yield Static(self._rows(content), markup=False)
                mark = self.say("will_sign", mark=content.mark, size=content.size)
                yield Static(label(mark, "dim"), markup=False)
            yield Static(prose(subject.question.ask), markup=False, classes="ask")
            yield HanInput(id="answer", longest=40)
            yield Static(label(self.say("seal_hint"), "dim"), markup=False)

    def on_mount(self) -> None:
        """Wait for the answer."""
        if self.seat.ascii_only:
            self.query_one(".seal").styles.border = ("ascii", "white")
        self.query_one("#answer").focus()

    def _transfers(self) -> ComposeResult:
        """Show from which account to which, the last digits as large as the screen allows."""
        transfers = self.subject.transfers
        tall = self.app.size.height >= BIG_LEAST and not self.seat.ascii_only
        for transfer in transfers[:SHOWN]:
            ours, theirs = transfer.account_no[-LAST:], transfer.payee_account[-LAST:]
            text = self.say(
                "transfer_line",
                ours=f"{transfer.name} {transfer.bank_name}",
                theirs=f"{transfer.payee_name} {transfer.payee_bank}",
                amount=money.text(transfer.amount_fen),
            )
            yield Static(label(text), markup=False)
            if tall and len(transfers) == 1:
                yield Digits(f"{ours} - {theirs}")
            else:
                spaced = [" ".join(digits) for digits in (ours, theirs)]
                big = label(f"   {spaced[0]} ", "bold reverse") + label(" → ")
                yield Static(big + label(f" {spaced[1]}   ", "bold reverse"), markup=False)
        if len(transfers) > SHOWN:
            more = self.say("transfers_more", count=len(transfers) - SHOWN)
            yield Static(label(more, "dim"), markup=False)

    def _rows(self, content: Content) -> Drawn:
        room = min(WIDTH, self.app.size.width * 96 // 100) - 8
        lines = [prose(f"✗ {text}", "$error") for text in content.refusals]
        lines += [line for row in content.rows for line in self._row(row, room)]
        return END.join(lines)

    def _row(self, row: Told, room: int) -> list[Drawn]:
        figure = "" if row.amount_fen is None else money.text(row.amount_fen)
        width = room - NAME - (FIGURE if figure else 0)
        first, *rest = wrap(row.text, max(10, width))
        drawn = label(fit(row.name, NAME), "dim") + label(fit(first, width) if figure else first)
        if figure:
            drawn += label(fit(figure, FIGURE, "money"))
        return [drawn, *(label(" " * NAME + line) for line in rest)]

    @on(HanInput.Submitted)
    def answered(self, event: Input.Submitted) -> None:
        """Compare what was typed; anything else than the answer does nothing."""
        event.stop()
        typed = event.value.strip()
        self.dismiss(bool(typed) and self.subject.question.agrees(typed))
