"""What fits at the cursor of a filter: a name, or one of the things the name before may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cityledger.tui.widgets.initials import matches
from cityledger.tui.widgets.lookup import Choice

if TYPE_CHECKING:
    from cityledger.exchange.wanted import Archive

_TAIL = re.compile(r'(?:^|\s)(?:([^\s=<>~≥≤"]+)\s*(>=|<=|≥|≤|=|>|<|~)\s*("[^"]*|\S*)|(\S*))$')
_SIGNS = {"amount": ">", "text": "~"}
EXAMPLES = {"amount": "100万", "date": "2024-01..2024-06"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One offer: how it is shown, what takes the place of the text from `start` to the cursor."""

    choice: Choice
    start: int
    text: str


def suggestions(text: str, cursor: int, archive: Archive, lang: str) -> tuple[Suggestion, ...]:
    """Return what may stand at the cursor, the best first."""
    from cityledger.exchange.wanted import NAMES, name_of, written

    before = text[:cursor]
    match = _TAIL.search(before)
    if match is None:
        return ()
    if match[1] is None:
        typed = match[4] or ""
        start = cursor - len(typed)
        return tuple(
            Suggestion(
                Choice(key, name_of(key, lang) + _SIGNS.get(key, "="), EXAMPLES.get(key, "")),
                start,
                name_of(key, lang) + _SIGNS.get(key, "="),
            )
            for key, pair in NAMES.items()
            if matches(typed, name_of(key, lang)) or any(x.startswith(typed) for x in pair)
        )
    by_name = {name: key for key, pair in NAMES.items() for name in pair}
    typed = match[3]
    wanted, start = typed.lstrip('"'), cursor - len(typed)
    return tuple(
        Suggestion(Choice(str(one.key), one.text, one.name), start, written(one.text) + " ")
        for one in archive.of(by_name.get(match[1].lower(), ""))
        if not wanted or matches(wanted, one.code, one.name)
    )


def completed(text: str, cursor: int, taken: Suggestion) -> tuple[str, int]:
    """Return the filter with an offer taken, and where the cursor stands then."""
    made = text[: taken.start] + taken.text
    return made + text[cursor:].lstrip(), len(made)
