"""The Textual application: themes, the screens and the ways between them; no figures, no rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key, MouseDown, Paste

from cityledger.store.clock import host_now
from cityledger.tui.dialogs import Unlock
from cityledger.tui.frame import Page
from cityledger.tui.keymaps import keymap, written
from cityledger.tui.login import LoginPage
from cityledger.tui.places import BY_KEY
from cityledger.tui.presence import watch_chair
from cityledger.tui.texts import say
from cityledger.tui.theme import DARK, LIGHT, THEMES
from cityledger.tui.type_ahead import TypeAhead
from cityledger.tui.widgets.marks import AsciiOnly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Event
    from textual.filter import LineFilter

    from cityledger.tui.commands import Entry
    from cityledger.tui.crash import Crash
    from cityledger.tui.entry.drafts import Kept
    from cityledger.tui.found import Hit
    from cityledger.tui.jumps import Jump
    from cityledger.tui.seat import Seat


class CityledgerApp(App[None]):
    """The screens of one seat."""

    TITLE = "cityledger"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "key_quit", priority=True),
        Binding("ctrl+l", "lock", "key_lock", show=False),
    ]

    def __init__(self, seat: Seat) -> None:
        """Take the seat; the ledger is opened by the first screen."""
        super().__init__()
        self.seat = seat
        self.crash: Crash | None = None
        self._ascii = AsciiOnly()
        self._ahead = TypeAhead(self)
        self.seen = (0, 0)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.set_keymap(keymap(seat.profile))

    def on_mount(self) -> None:
        """Show who may log in."""
        self.set_class(self.seat.ascii_only, "-ascii")
        self.push_screen(LoginPage())
        self.set_interval(LOOK_SECONDS, self.look_around)
        watch_chair(self)

    async def on_event(self, event: Event) -> None:
        """Pass an event on; a key or a click also says that somebody sits here."""
        if isinstance(event, Key | Paste | MouseDown):
            if self.seat.is_away():
                # The first key after a long absence belongs to whoever is there now.
                self.lock_away()
                return
            self.seat.touch()
        if not self._ahead.holds(event):
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw no mark of uncertain width where the terminal cannot be trusted with them."""
        return [*super().get_line_filters(), *([self._ascii] if self.seat.ascii_only else [])]

    def logged_in(self) -> None:
        """Go to the workbench, with the keys and colours the person is used to."""
        said = self.seat.habits.said
        if said.theme in self.available_themes:
            self.theme = said.theme
        self.set_keymap(keymap(self.seat.profile))
        if self.seat.cover is not None:
            self.seen = self.seat.cover.size, self.seat.cover.registry_size
        self.visit(self.ground, fresh=True)

    async def action_visit(self, name: str) -> None:
        """Change to a screen by name."""
        self.visit(name)

    @property
    def ground(self) -> str:
        """The first screen of a person: whoever may see no money begins with the administration."""
        return "home" if self.may_visit("home") else "admin"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no key to a place that the person's duties do not go to."""
        if action == "visit" and parameters:
            return self.may_visit(str(parameters[0]))
        return super().check_action(action, parameters)

    def may_visit(self, name: str) -> bool:
        """Say whether the person's duties go to a place."""
        return self.seat.has(*BY_KEY[name].roles)

    def visit(self, name: str, *, fresh: bool = False) -> None:
        """Put a main screen in place of the one shown; the workbench stays at the bottom."""
        if not self.may_visit(name):
            self._tell("not_your_place", "warn", name=BY_KEY[name].name(self.seat.lang))
            return
        page = BY_KEY[name].build()
        if fresh:
            self.switch_screen(page)
            return
        self._clear()
        if name != self.ground:
            self.push_screen(page)
            self._used(name)

    def push_place(self, name: str) -> None:
        """Put a screen above the one shown; Esc comes back to it."""
        self.push_screen(BY_KEY[name].build())
        self._used(name)

    def jump(self, to: Jump, hit: Hit) -> None:
        """Put the page of a number above the one shown."""
        self.push_screen(to.build(hit.argument))

    def _clear(self) -> None:
        self.put_away()
        while len(self.screen_stack) > HOME_DEPTH:
            self.pop_screen()

    def put_away(self) -> None:
        """Keep what was typed on every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.put_away()

    def _used(self, name: str) -> None:
        self.seat.habits.keep(self.seat.habits.said.used(name))

    def leave_page(self) -> None:
        """Go back one screen; from the workbench there is nowhere to go."""
        if len(self.screen_stack) > HOME_DEPTH:
            self.pop_screen()

    def announce(self) -> None:
        """Tell every screen that the books moved: no screen goes on showing what was."""
        if self.seat.cover is not None:
            self.seen = self.seat.cover.size, self.seat.cover.registry_size
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.ledger_changed()

    def look_around(self) -> None:
        """Lock an empty chair; look in a thread whether somebody else's act moved the books."""
        if self.seat.is_away():
            self.lock_away()
        if self.seat.person is not None:
            self.run_worker(
                self._look, thread=True, exclusive=True, group="bus", exit_on_error=False
            )

    def _look(self) -> None:
        if self.seat.heads() != self.seen:
            self.seat.look()
            self.call_from_thread(self.announce)

    def ask_again(self) -> None:
        """Ask for the passphrase: the key has locked itself."""
        if not isinstance(self.screen, Unlock):
            self.push_screen(Unlock())

    def action_lock(self) -> None:
        """Lock the key and let the next person log in; what was typed is kept first."""
        self._clear()
        self.seat.leave()
        self.set_keymap(keymap(self.seat.profile))
        self.switch_screen(LoginPage())

    def lock_away(self) -> None:
        """Lock an empty chair, and say why to whoever comes back."""
        self._clear()
        self.seat.leave()
        self.switch_screen(LoginPage("locked_away"))

    # --------------------------------------------------------------------- the palette

    def action_palette(self) -> None:
        """Ask where to go."""
        from cityledger.tui.palette import Palette

        def chosen(entry: Entry | None) -> None:
            if entry is not None:
                entry.run()

        self.push_screen(Palette(), chosen)

    def action_turn_light(self) -> None:
        """Change between the dark and the light theme, and remember it."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        self.seat.habits.keep(replace(self.seat.habits.said, theme=self.theme))

    def use_keys(self, profile: str) -> None:
        """Change the keys, and remember them."""
        self.seat.keys = ""
        self.seat.habits.keep(replace(self.seat.habits.said, keys=profile))
        self.set_keymap(keymap(profile))
        self._tell("keys_used", name=say(f"keys_{profile or 'ours'}", self.seat.lang))

    def drop_draft(self, kept: Kept) -> None:
        """Throw a draft away; it can be taken back for thirty days."""
        from cityledger.tui.commands import draft_name

        if self.seat.drafts.discard(kept.kind, host_now()):
            self._tell("draft_dropped", name=draft_name(kept.kind, self.seat.lang))
        self._resume()

    def take_draft_back(self, gone: Kept) -> None:
        """Put a draft that was thrown away in its place again."""
        from cityledger.tui.commands import draft_name

        done = self.seat.drafts.take_back(gone)
        key = "draft_taken_back" if done else "draft_in_the_way"
        self._tell(key, name=draft_name(gone.kind, self.seat.lang))
        self._resume()

    def _tell(self, key: str, tone: str = "good", **facts: object) -> None:
        if isinstance(self.screen, Page):
            self.screen.tell(key, tone, **facts)

    def _resume(self) -> None:
        """Let the screen shown read its drafts again, as when somebody comes back to it."""
        if isinstance(self.screen, Page):
            self.screen.drafts_changed()

    def get_key_display(self, binding: Binding) -> str:
        """Show keys as they are written on keyboards: F9, Esc, ^Q."""
        return written(binding.key.split(",")[0])

    def action_help_quit(self) -> None:
        """Say how to leave when somebody presses Ctrl+C."""
        self.notify(say("quit_hint", self.seat.lang), markup=False)

    def on_unmount(self) -> None:
        """Lock the pen and close the database."""
        self.seat.close()

    def panic(self, *_: object) -> None:
        """Treat an error that would draw itself like any other: it may show values."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Close without the stock traceback, which would print amounts and names."""
        from cityledger.tui.crash import Crash, code_of

        try:
            self.put_away()
        except Exception:  # noqa: BLE001 - drafts were written through before; nothing more can be done
            self.bell()
        error = self._exception or RuntimeError()
        self.crash = Crash(code_of(error), self.seat.drafts.kept())
        self._close_messages_no_wait()


LOOK_SECONDS = 3.0
"""How often a screen looks whether another seat wrote; reading two heads takes no lock."""

HOME_DEPTH = 2
"""Textual's own blank screen and our first one lie at the bottom of the stack."""


def run(seat: Seat) -> int:
    """Run the screens at a seat; return the exit status of the program."""
    while True:
        app = CityledgerApp(seat)
        app.run()
        if app.crash is None:
            return app.return_code or 0
        from cityledger.tui.crash import show

        if not show(seat, app.crash):
            return 1
