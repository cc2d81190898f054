"""What the palette offers: every place of the person, then what can be done from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cityledger.kernel.days import CHINA
from cityledger.store.clock import host_now
from cityledger.tui.keymaps import PROFILES
from cityledger.tui.places import BY_KEY, PLACES, places_of
from cityledger.tui.seat import ENTRY_KIND
from cityledger.tui.texts import say
from cityledger.tui.widgets.initials import initials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cityledger.tui.app import CityledgerApp

LEAST_SWAPPED = 3
"""From so many letters on, two neighbours in the wrong order are forgiven (`fkrl`)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette: its key, its name, what stands beside it, how else it is found."""

    key: str
    name: str
    detail: str
    run: Callable[[], object]
    other: tuple[str, ...] = ()

    def fits(self, query: str) -> int:
        """Return how well a query fits: 0 from its beginning, 1 inside, 2 with a slip, -1 not."""
        wanted = query.strip().casefold()
        texts = [text.casefold() for text in (self.name, *self.other)]
        letters = [initials(text) for text in texts]
        if any(text.startswith(wanted) for text in (*texts, *letters)):
            return 0
        if any(wanted in text for text in (*texts, *letters)):
            return 1
        if len(wanted) >= LEAST_SWAPPED and wanted.isascii():
            slips = {_swapped(wanted, at) for at in range(len(wanted) - 1)}
            if any(slip in text for slip in slips for text in letters):
                return 2
        return -1


def _swapped(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def entries(app: CityledgerApp) -> tuple[Entry, ...]:
    """Return everything a person may do from anywhere: what was used last comes first."""
    found = (*_places(app), *_drafts(app), *_commands(app))
    recent = app.seat.habits.said.recent
    order = {key: at for at, key in enumerate(recent)}
    return tuple(sorted(found, key=lambda entry: order.get(entry.key, len(recent))))


def matching(among: tuple[Entry, ...], query: str) -> tuple[Entry, ...]:
    """Return what fits a query, the best first; a slip counts only where nothing else fits."""
    if not query.strip():
        return among
    ranked = [(entry.fits(query), entry) for entry in among]
    good = [pair for pair in ranked if pair[0] in (0, 1)] or [p for p in ranked if p[0] == 2]
    return tuple(entry for _, entry in sorted(good, key=lambda pair: pair[0]))


def _places(app: CityledgerApp) -> Iterator[Entry]:
    seat = app.seat
    lang, other = seat.lang, "en" if seat.lang == "zh" else "zh"
    for place in places_of(seat.person.roles if seat.person else frozenset()):
        detail = say("palette_digit", lang, digit=place.digit) if place.digit else ""
        run = partial(app.visit, place.key)
        yield Entry(place.key, place.name(lang), detail, run, (place.name(other), place.key))


def _drafts(app: CityledgerApp) -> Iterator[Entry]:
    seat = app.seat
    for kept in seat.drafts.kept():
        place, name = place_of_draft(kept.kind), draft_name(kept.kind, seat.lang)
        if place:
            title, run = say("palette_draft", seat.lang, name=name), partial(app.visit, place)
            yield Entry(f"draft:{kept.kind}", title, _when(kept.at), run, ("draft",))
        title = say("palette_drop", seat.lang, name=name)
        run = partial(app.drop_draft, kept)
        yield Entry(f"drop:{kept.kind}", title, _when(kept.at), run, ("drop draft",))
    for gone in seat.drafts.dropped(host_now()):
        title = say("palette_take_back", seat.lang, name=draft_name(gone.kind, seat.lang))
        run = partial(app.take_draft_back, gone)
        yield Entry(f"back:{gone.name}", title, _when(gone.at), run, ("take back draft",))


def place_of_draft(kind: str) -> str:
    """Return the place where a kind of draft is taken up again, empty if there is none."""
    if kind == ENTRY_KIND:
        return "entry"
    named = (place.key for place in PLACES if kind in (place.key, place.title))
    return next(named, "")


def draft_name(kind: str, lang: str) -> str:
    """Return what a kind of draft is called."""
    place = place_of_draft(kind)
    return BY_KEY[place].name(lang) if place else kind


def _when(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%m-%d %H:%M}"


def _commands(app: CityledgerApp) -> Iterator[Entry]:
    lang, other = app.seat.lang, "en" if app.seat.lang == "zh" else "zh"
    offered: list[tuple[str, str, Callable[[], object]]] = [
        ("command_theme", "theme dark light", app.action_turn_light),
        ("command_messages", "messages log", partial(_show_messages, app)),
        ("command_about", "about version", partial(_show_about, app)),
    ]
    if app.seat.person is not None:
        offered.append(("command_lock", "lock", app.action_lock))
        offered += [
            (f"keys_{name or 'ours'}", "keys", partial(app.use_keys, name)) for name in PROFILES
        ]
    for key, words, run in offered:
        yield Entry(
            key, say(key, lang), say("palette_command", lang), run, (say(key, other), words)
        )


def _show_messages(app: CityledgerApp) -> None:
    from cityledger.tui.about import MessagesPage

    app.push_screen(MessagesPage())


def _show_about(app: CityledgerApp) -> None:
    from cityledger.tui.about import AboutPage

    app.push_screen(AboutPage())
