"""What holds on every screen there is: a new place is covered here without being named.

For each person, every place of `places.py` is visited with hostile drafts and hostile names in the
books (evidence T20, T21); in Chinese no English is left, with `--ascii` no character of uncertain
width, and every letter stands out from its ground in both themes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator, Iterator

import pytest
from textual.color import Color
from textual.pilot import Pilot

from cityledger.actions.projects import RegisterProject
from cityledger.actions.registry import RegisterParty
from cityledger.kernel.ids import uscc
from cityledger.tui.admin.home import AdminPage
from cityledger.tui.app import CityledgerApp
from cityledger.tui.entry.page import EntryPage
from cityledger.tui.home import HomePage
from cityledger.tui.places import PLACES, places_of
from cityledger.tui.seat import Seat
from cityledger.tui.texts.built_in import meaning
from cityledger.tui.theme import THEMES
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.marks import ambiguous
from cityledger.tui.widgets.table import RowTable
from tests.conftest import DIVISION, Office
from tests.stories.world import World
from tests.tui.seats import grid, log_in, text_of, uneven, until
from tests.tui.test_hostile import BOOKED, NEVER_BOOKED
from tests.tui.test_theme import contrast

PERSONS = ("zhi", "gong", "fu", "shen", "chu", "shenji", "guan")
"""One person for each role."""


async def at_rest(pilot: Pilot[None]) -> None:
    """Wait until no worker runs and everything is drawn."""
    await until(pilot, lambda: all(worker.is_finished for worker in pilot.app.workers), tries=900)
    await pilot.pause(0.05)


async def tour(pilot: Pilot[None], user: str) -> AsyncIterator[str]:
    """Log in as somebody and visit each of their places; yields its key when it is at rest."""
    app = pilot.app
    assert isinstance(app, CityledgerApp)
    await until(pilot, lambda: bool(app.screen.query_one("#people", RowTable).lines))
    yield "login"
    await log_in(pilot, user)
    await until(pilot, lambda: isinstance(app.screen, HomePage | AdminPage))
    assert app.seat.person is not None
    for place in places_of(app.seat.person.roles):
        app.visit(place.key)
        await pilot.pause()
        await at_rest(pilot)
        yield place.key
        for table in app.screen.query(RowTable):
            if table.lines and table.line is not None and not isinstance(app.screen, EntryPage):
                below = app.screen
                table.focus()
                await pilot.press("enter")
                await at_rest(pilot)
                if app.screen is not below:
                    yield f"{place.key} > {type(app.screen).__name__}"
                break


def test_the_persons_see_every_place() -> None:
    from tests.conftest import PEOPLE

    roles = frozenset(PEOPLE[user][1] for user in PERSONS)
    assert set(PLACES) == set(places_of(roles))


# ----------------------------------------------------------------------------- hostile text

MARKED = ("[red]甲蟲[/red]", "[@click=app.quit]乙蟲[/]", "[/]丙蟲[/", "$(reboot)丁蟲", "\\[b]戊蟲")
"""Names the gate lets in; the letters inside tell whether what stands around them was eaten."""


def furnish(office: Office) -> None:
    """Book hostile names and summaries in every way that the books take them."""
    world = World(office)
    line = world.line("C1", "labour", 200, certificate_no=1)
    asked = world.progress(summary="[red]甲蟲[/red]", lines=(line, *world.progress().lines[1:]))
    world.by("zhi", asked)
    for n, name in enumerate((*MARKED, *BOOKED)):
        office.by("zhi", RegisterProject(code=f"X{n}", name=name, kind="other"))
        office.by("zhi", RegisterParty(party_id=uscc(DIVISION, 100 + n), name=name))


def eaten(text: str) -> list[str]:
    """Return the marked names on a screen that do not stand there as they were booked."""
    out = []
    for name in MARKED:
        at = name.index("蟲") - 1
        for found in re.finditer(re.escape(name[at : at + 2]), text):
            before = text[: found.start()].rpartition("\n")[2]
            # A line that begins with the letters was wrapped before them.
            if not before.endswith(name[:at]) and before.strip(" │|"):
                out.append(f"{name}: {before[-20:]!r}")
    return out


def odd(app: CityledgerApp) -> list[str]:
    """Return everything that a hostile text did to a screen."""
    said = grid(app)
    controls = [line for line in said if any(unicodedata.category(c) in ("Cc", "Cf") for c in line)]
    return [*uneven(app), *controls, *eaten("\n".join(said))]


@pytest.mark.slow
@pytest.mark.parametrize("user", PERSONS)
async def test_hostile_names_and_drafts_are_only_text(
    seat: Seat, office: Office, user: str
) -> None:
    furnish(office)
    app, seen = CityledgerApp(seat), []
    async with app.run_test(size=(110, 30)) as pilot:
        async for key in tour(pilot, user):
            assert [] == odd(app), key
            seen.append(key)
            if key == "login":
                continue
            await spoil(pilot)
            assert [] == odd(app), key
            assert app.is_running, key
    assert len(seen) > len(places_of(frozenset(role_of(seat, user))))


def role_of(seat: Seat, user: str) -> frozenset[str]:
    """Return the roles of somebody."""
    from tests.conftest import PEOPLE

    assert seat.lang == "zh"
    return frozenset({PEOPLE[user][1]})


async def spoil(pilot: Pilot[None]) -> None:
    """Put every hostile text into the fields of a form, one after the other, and into its draft."""
    page = pilot.app.screen
    if not isinstance(page, EntryPage):
        return
    fields = list(page.query(HanInput))
    texts = (*MARKED, *BOOKED, *NEVER_BOOKED)
    for shift in range(0, len(texts), max(1, len(fields))):
        for n, field in enumerate(fields):
            field.value = texts[(shift + n) % len(texts)]
        await pilot.pause()
        assert [] == uneven(pilot.app)
    draft = page.form.draft()
    page.form.restore(dict.fromkeys(draft, "[/]丙蟲[/"))
    await at_rest(pilot)


def test_the_measure_of_eaten_names_can_fail() -> None:
    assert [] == eaten("x [red]甲蟲[/red] y")
    assert [] == eaten("│[red]甲蟲…")
    assert [] != eaten("x 甲蟲 y")
    assert [] != eaten("x red]甲蟲 y")
    assert [] == eaten("│ 甲蟲[/red] y")


# --------------------------------------------------------------------------- only Chinese

DATA = re.compile(
    r"\b(zhi|gong|fu|shen|zong|chu|shenji|guan|fuguan)\b"
    r"|[0-9a-f]{8,}|[0-9a-f]{4}(-[0-9a-f]{4})+|[0-9a-z]+(?=│)|(?<=│)[0-9a-z]+"
    r"|\b[a-z_]+\.[a-z_]*|--[a-z]+|[a-z_]+=|\ballocabl\w*"
)
"""User ids, hashes and fingerprints (also those that a window over them cuts), the codes of rules,
options, names of parameters and their values in a pack; no other data has three letters in a row.
"""

KEYS = {
    "Enter",
    "Esc",
    "Shift",
    "Tab",
    "Ctrl",
    "Backspace",
    "Delete",
    "Home",
    "End",
    "PgUp",
    "PgDn",
    "Space",
}
CODES = {"PPP", "SHA", "delete", "wal"}
"""Names that are the same in Chinese; the last two are what the database calls its journals."""
LEAST = 4.5
"""WCAG AA."""

LATIN = re.compile(r"[A-Za-z]{3,}")


def english(text: str) -> list[str]:
    """Return the runs of three or more letters that are no key, no code and no data."""
    return [run for run in LATIN.findall(DATA.sub(" ", text)) if run not in KEYS | CODES]


# -------------------------------------------------------------------------------- contrast


def faint(app: CityledgerApp) -> list[str]:
    """Return what is written with less contrast than 4.5 : 1, on what the keys go to."""
    screen, out = app.screen, []
    # What lies below a window is dimmed on purpose.
    seen = screen.query_one(".dialog").region if screen.is_modal else screen.region
    for y, strip in enumerate(screen._compositor.render_strips()):
        if not seen.y <= y < seen.bottom:
            continue
        for text, style, _ in strip.crop(seen.x, seen.right):
            if style is None or style.color is None or style.bgcolor is None:
                continue
            pair = [Color.from_rich_color(c).hex for c in (style.color, style.bgcolor)]
            if any(c.isalnum() for c in text) and contrast(*pair) < LEAST:
                out.append(f"{text.strip()[:20]} {pair} {contrast(*pair):.1f}")
    return out


@pytest.mark.slow
@pytest.mark.parametrize("user", PERSONS)
async def test_it_is_all_chinese_and_stands_out(seat: Seat, office: Office, user: str) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    app, found = CityledgerApp(seat), {}
    async with app.run_test(size=(110, 30)) as pilot:
        async for key in tour(pilot, user):
            for theme in THEMES:
                app.theme = theme.name
                await pilot.pause()
                found[key, theme.name] = [*english(text_of(app)), *faint(app)]
            await pilot.press("f1")
            await at_rest(pilot)
            found[key, "F1"] = [*english(text_of(app)), *faint(app)]
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("ctrl+p")
        await at_rest(pilot)
        found["palette", ""] = [*english(text_of(app)), *faint(app)]
    assert {} == {key: left for key, left in found.items() if left}


def classes() -> Iterator[type]:
    """Yield every class of widget and screen that the program uses, with Textual's below it."""
    import importlib
    import pkgutil

    from textual.dom import DOMNode

    import cityledger.tui

    for module in pkgutil.walk_packages(cityledger.tui.__path__, "cityledger.tui."):
        importlib.import_module(module.name)
    waiting: list[type] = [DOMNode]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if any(base.__module__.startswith("cityledger") for base in kind.__mro__):
            yield kind


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_key_has_its_meaning_in_words(lang: str) -> None:
    unknown = {
        f"{kind.__name__}: {binding.description}"
        for kind in classes()
        if kind.__module__.startswith(("cityledger", "textual"))
        for bindings in kind._merged_bindings.key_to_bindings.values()  # type: ignore[attr-defined]
        for binding in bindings
        if binding.description and meaning(binding.description, lang) == binding.description
    }
    assert set() == {u for u in unknown if lang == "zh" or "key_" in u or "title_" in u}


def test_the_classes_were_found() -> None:
    names = {kind.__name__ for kind in classes()}
    assert {"RowTable", "HanInput", "HomePage", "HelpPage", "CityledgerApp", "Offers"} <= names


# ------------------------------------------------------------------------------- only ASCII


@pytest.mark.slow
@pytest.mark.parametrize("user", PERSONS)
async def test_no_character_of_uncertain_width(seat: Seat, office: Office, user: str) -> None:
    world = World(office)
    world.by("zhi", world.progress())
    seat.ascii_only = True
    app, found = CityledgerApp(seat), {}
    async with app.run_test(size=(80, 24)) as pilot:
        async for key in tour(pilot, user):
            found[key] = drawn(app)
            assert [] == uneven(app), key
        for opens in ("f1", "ctrl+p"):
            await pilot.press(opens)
            await at_rest(pilot)
            found[opens] = drawn(app)
            await pilot.press("escape")
            await pilot.pause()
    assert {} == {key: left for key, left in found.items() if left}


def drawn(app: CityledgerApp) -> str:
    """Return the marks on a screen that some terminals draw wide."""
    return ambiguous(text_of(app)) + "".join(c for c in text_of(app) if c in "✓✗▸⏎⟨⟩")
