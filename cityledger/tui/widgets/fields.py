"""Fields for Chinese text, amounts and days: the stock one is wrong for all three.

Stock `Input` puts the input method's window up to three cells beside the caret, wipes a Chinese
field with Ctrl+W, has no undo, and drops a pasted `1,234.56` (screens.md §2.2).
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from cityledger.kernel import days, money
from cityledger.tui.widgets import amounts
from cityledger.tui.widgets.safe import typed

if TYPE_CHECKING:
    from datetime import date

    from textual import events
    from textual.widgets.input import Selection

UNDO_STEPS = 100
LONGEST = 200
"""Characters a field takes unless it says otherwise: a summary on a voucher is shorter."""

# What a keypad sends under the kitty protocol when the terminal leaves out the character.
_KEYPAD = {"decimal": ".", "subtract": "-", "add": "+", "kp_decimal": ".", "separator": ","}


def word_starts(text: str) -> list[int]:
    """Return where words begin; every Chinese character is a word of its own."""
    starts: list[int] = []
    before = "space"
    for position, c in enumerate(text):
        kind = _class_of(c)
        if kind != "space" and (kind == "wide" or kind != before):
            starts.append(position)
        before = kind
    return starts


def _class_of(c: str) -> str:
    if c.isspace():
        return "space"
    if unicodedata.east_asian_width(c) in "WF":
        return "wide"
    return "word" if c.isalnum() else "mark"


@runtime_checkable
class TakesLines(Protocol):
    """A form that takes rows pasted from a spreadsheet as lines of its document."""

    def take_lines(self, text: str) -> bool:
        """Take the rows; says whether they were meant for it."""


class HanInput(Input):
    """A one-line field for Chinese: caret under the input method, undo, words of one character."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "submit", "key_next_field", show=False),
        Binding("up", "step(-1)", "key_previous_field", show=False),
        Binding("down", "step(1)", "key_next_field", show=False),
        Binding("ctrl+z", "undo", "key_undo", show=False),
        Binding("ctrl+y", "redo", "key_redo", show=False),
    ]

    class Stepped(Message):
        """Up or down was pressed: to the field before or after, or along the suggestions."""

        def __init__(self, field: HanInput, by: int) -> None:
            """Take the field and -1 or 1."""
            super().__init__()
            self.field = field
            self.by = by

    class Cut(Message):
        """Something typed or pasted was not taken as it was; `reason` is a key of texts."""

        def __init__(self, field: HanInput, reason: str) -> None:
            """Take the field and what happened."""
            super().__init__()
            self.field = field
            self.reason = reason

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        password: bool = False,
        longest: int = LONGEST,
        replaces: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """Take the first value, a hint, whether to hide it, and how many characters fit.

        `replaces`: what is typed on entering the field takes the place of what stood there.
        """
        super().__init__(
            typed(value),
            placeholder=placeholder,
            password=password,
            id=id,
            select_on_focus=replaces,
        )
        self.cursor_blink = False
        self.longest = longest
        self._past: list[tuple[str, int]] = []
        self._future: list[tuple[str, int]] = []

    def validate_value(self, value: str) -> str:
        """Keep only what a record may hold, whoever sets the value."""
        return typed(value)

    def admit(self, text: str) -> str | None:
        """Return what to insert for typed or pasted text, or None to refuse it."""
        kept = typed(text)
        if len(kept) < len(unicodedata.normalize("NFC", text)):
            self._say("refused_characters")
        return kept or None

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part, remembering the value before; says so when not all of it was taken."""
        kept = self.admit(text) if text else ""
        if kept is None:
            self.app.bell()
            return
        low, high = sorted((max(0, start), min(len(self.value), end)))
        room = self.longest - (len(self.value) - (high - low))
        if len(kept) > room:
            kept = kept[: max(0, room)]
            self._say("too_long")
        self._past = [*self._past, (self.value, self.cursor_position)][-UNDO_STEPS:]
        self._future.clear()
        super().replace(kept, low, high)

    def _say(self, reason: str) -> None:
        self.app.bell()
        self.post_message(self.Cut(self, reason))

    def action_undo(self) -> None:
        """Go back one change."""
        self._travel(self._past, self._future)

    def action_redo(self) -> None:
        """Take back an undo."""
        self._travel(self._future, self._past)

    def _travel(self, source: list[tuple[str, int]], other: list[tuple[str, int]]) -> None:
        if not source:
            self.app.bell()
            return
        other.append((self.value, self.cursor_position))
        self.value, self.cursor_position = source.pop()

    def action_step(self, by: int) -> None:
        """Leave the field upward or downward."""
        self.post_message(self.Stepped(self, by))

    def action_cursor_left_word(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Move a word to the left."""
        target = self._word_left()
        anchor = self.selection.start if select else target
        self.selection = type(self.selection)(anchor, target)

    def action_cursor_right_word(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Move a word to the right."""
        after = [at for at in word_starts(self.value) if at > self.cursor_position]
        target = after[0] if after else len(self.value)
        anchor = self.selection.start if select else target
        self.selection = type(self.selection)(anchor, target)

    def action_delete_left_word(self) -> None:
        """Delete the word to the left: one Chinese character, not the whole field."""
        if self.selection.is_empty:
            self.delete(self._word_left(), self.cursor_position)
        else:
            self.delete_selection()

    def _word_left(self) -> int:
        before = [at for at in word_starts(self.value) if at < self.cursor_position]
        return before[-1] if before else 0

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        # Rows of a spreadsheet: a form of lines takes them all.
        takers = (node for node in self.ancestors if isinstance(node, TakesLines))
        taker = next(takers, None) if "\t" in event.text else None
        if taker is None or not taker.take_lines(event.text):
            self.take_first_line(event.text)

    def take_first_line(self, text: str) -> None:
        """Insert the first line of what was pasted, and say so when there were more."""
        lines = text.splitlines()
        if lines:
            self.replace(lines[0], *self.selection)
        if len(lines) > 1:
            self._say("one_line")

    @property
    def _cursor_offset(self) -> int:
        # Without the stock one cell too many at the end, the input method lands on the caret.
        return self._position_to_cell(self.cursor_position)

    def _watch_selection(self, selection: Selection) -> None:
        super()._watch_selection(selection)
        # The stock field reports the caret before it has scrolled, and so reports the wrong cell.
        self.call_after_refresh(self._show_caret)

    def _show_caret(self) -> None:
        width = self.scrollable_content_region.width
        at = self._position_to_cell(self.cursor_position)
        here = self.value[self.cursor_position : self.cursor_position + 1] or " "
        size, left = cell_len(here), self.scroll_offset.x
        if at < left:
            self.scroll_to(x=at, animate=False, force=True, immediate=True)
        elif at + size > left + width:
            self.scroll_to(x=at + size - width, animate=False, force=True, immediate=True)
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset


class MoneyInput(HanInput):
    """An amount in yuan; on leaving it stands as `1,234.56`, exactly what was meant."""

    class Balanced(Message):
        """`=` was typed: the amount that is due is wanted."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """Take the first value and a hint."""
        # Digits typed after an amount that is there already would make another, far larger one.
        super().__init__(value, placeholder=placeholder, longest=60, replaces=True, id=id)

    def admit(self, text: str) -> str | None:
        """Take digits, signs and units, full-width ones too; drop commas and currency signs."""
        return amounts.keep(text)

    def amount_fen(self) -> int | None:
        """Return the amount, or None while it is not one."""
        try:
            return amounts.read_amount(self.value)
        except money.MoneyError:
            return None

    def problem(self, lang: str) -> str:
        """Return what is wrong with the amount and what to do; empty when nothing is."""
        try:
            amounts.read_amount(self.value)
        except money.MoneyError as error:
            said = error.problem("", "zh" if lang == "zh" else "en")
            return f"{said.reason} → {said.remedy}"
        return ""

    async def _on_key(self, event: events.Key) -> None:
        if event.key in _KEYPAD and not event.is_printable:
            self.insert_text_at_cursor(_KEYPAD[event.key])
            event.stop()
            event.prevent_default()
            return
        if event.character in ("=", "＝"):
            self.post_message(self.Balanced())
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _on_blur(self, event: events.Blur) -> None:
        fen = self.amount_fen()
        if fen is not None:
            self.value = money.text(fen)
        super()._on_blur(event)


class DayInput(HanInput):
    """A day; `3-7` means the year of the day it stood at before."""

    def __init__(
        self,
        value: date,
        *,
        placeholder: str = "",
        is_empty: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        """Take the first day, or the day that a short one is near to when it starts empty."""
        text = "" if is_empty else days.text(value)
        super().__init__(text, placeholder=placeholder, longest=11, replaces=True, id=id)
        self._near = value

    def day(self) -> date | None:
        """Return the day, or None while it is not one."""
        try:
            return amounts.read_day(self.value, self._near)
        except days.DayError:
            return None

    def _on_blur(self, event: events.Blur) -> None:
        day = self.day()
        if day is not None:
            self._near = day
            self.value = days.text(day)
        super()._on_blur(event)
