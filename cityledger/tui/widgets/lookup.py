"""A field that looks things up: type a part of a number, a name or its initials, and pick."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from cityledger.tui.widgets.cells import fit
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.initials import matches

OFFERED = 6
"""How many matches are offered: more are not read, another letter is typed instead."""

DETAIL = 28
"""Cells kept for a detail: a unit of thirteen characters is shown whole."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: its key, what the field shows then, and what stands beside it.

    `brings` are other fields that the choice answers as well, with what they hold then.
    """

    key: str
    text: str
    detail: str = ""
    search: str = ""
    brings: tuple[tuple[str, str], ...] = ()


class LookupInput(HanInput):
    """A field over a list of choices; `picked` is the choice whose text it shows."""

    class Picked(Message):
        """A choice was made, or taken back by typing (None)."""

        def __init__(self, field: LookupInput, choice: Choice | None) -> None:
            """Take the field and the choice."""
            super().__init__()
            self.field = field
            self.choice = choice

        @property
        def control(self) -> LookupInput:
            """The field."""
            return self.field

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """Take a hint."""
        super().__init__(placeholder=placeholder, id=id)
        self.choices: tuple[Choice, ...] = ()
        self.picked: Choice | None = None

    def offers(self) -> tuple[Choice, ...]:
        """Return the choices that match what is typed; all of them for an empty or picked field."""
        query = self.value
        if self.picked is not None or not query.strip():
            return self.choices
        return tuple(c for c in self.choices if matches(query, c.key, c.text, c.search))

    def pick(self, choice: Choice | None) -> None:
        """Show a choice, or none."""
        self.picked = choice
        self.value = choice.text if choice else ""
        self.cursor_position = len(self.value)
        self.post_message(self.Picked(self, choice))

    def pick_key(self, key: str) -> bool:
        """Pick the choice with this key; says whether there is one."""
        found = next((c for c in self.choices if c.key == key), None)
        if found is not None:
            self.pick(found)
        return found is not None

    def replace(self, text: str, start: int, end: int) -> None:
        """Type: what was picked is no longer meant."""
        if self.picked is not None and text and self.selection.is_empty:
            # Typing over a picked value starts a new search: nobody edits a contract's name.
            start, end = 0, len(self.value)
        had, self.picked = self.picked, None
        super().replace(text, start, end)
        if had is not None:
            self.post_message(self.Picked(self, None))


class Offers(OptionList, can_focus=False):
    """The matches under the form; the field keeps the focus and moves the mark."""

    def offer(self, choices: tuple[Choice, ...], width: int) -> None:
        """Show the first matches, each on one line with its detail at the right."""
        self.clear_options()
        # Room for the space between, the padding of a line and the scroll bar.
        room = max(20, width - 5)
        half = max(room // 2, room - DETAIL)
        for choice in choices[:OFFERED]:
            line = f"{fit(choice.text, half)} {fit(choice.detail, room - half)}"
            self.add_option(Option(Content(line), id=None))
        self.highlighted = 0 if choices else None
        self.set_class(not choices, "-empty")

    def step(self, by: int) -> None:
        """Move the mark."""
        if self.option_count:
            at = self.highlighted or 0
            self.highlighted = max(0, min(at + by, self.option_count - 1))
