"""The Textual application: themes, the screens and the ways between them; no figures, no rules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key, MouseDown, Paste

from cityledger.tui.dialogs import Unlock
from cityledger.tui.frame import Page, translate
from cityledger.tui.login import LoginPage
from cityledger.tui.places import BY_KEY
from cityledger.tui.presence import watch_chair
from cityledger.tui.texts import say
from cityledger.tui.theme import DARK, LIGHT, THEMES

if TYPE_CHECKING:
    from textual.events import Event

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
        self.failed = ""
        self.seen = (0, 0)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        translate(self, seat.lang)

    def on_mount(self) -> None:
        """Show who may log in."""
        self.set_class(self.seat.ascii_only, "-ascii")
        self.push_screen(LoginPage())
        self.set_interval(LOOK_SECONDS, self.look_around)
        watch_chair(self)

    async def on_event(self, event: Event) -> None:
        """Pass an event on; a key or a click also says that somebody sits here."""
        if isinstance(event, Key | Paste | MouseDown):
            self.seat.touch()
        await super().on_event(event)

    def logged_in(self) -> None:
        """Go to the workbench."""
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

    def may_visit(self, name: str) -> bool:
        """Say whether the person's roles open a screen."""
        return self.seat.has(*BY_KEY[name].roles)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the digit of a screen that is not for this person."""
        if action == "visit" and parameters and str(parameters[0]) in BY_KEY:
            return self.may_visit(str(parameters[0]))
        return super().check_action(action, parameters)

    def visit(self, name: str, *, fresh: bool = False) -> None:
        """Put a main screen in place of the one shown; the first one stays at the bottom."""
        if not self.may_visit(name):
            if isinstance(self.screen, Page):
                place = BY_KEY[name].name(self.seat.lang)
                self.screen.tell("not_your_place", "warn", name=place)
            return
        page = BY_KEY[name].build()
        if fresh:
            self.switch_screen(page)
            return
        while len(self.screen_stack) > HOME_DEPTH:
            self.pop_screen()
        if name != self.ground:
            self.push_screen(page)

    def push_place(self, name: str) -> None:
        """Put a screen above the one shown; Esc comes back to it."""
        self.push_screen(BY_KEY[name].build())

    def leave_page(self) -> None:
        """Go back one screen; from the workbench there is nowhere to go."""
        if len(self.screen_stack) > HOME_DEPTH:
            self.pop_screen()

    # ------------------------------------------------------------------------- the one bus

    def announce(self) -> None:
        """Tell every screen that the books moved: no screen goes on showing what was."""
        if self.seat.cover is not None:
            self.seen = self.seat.cover.size, self.seat.cover.registry_size
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.ledger_changed()

    def look_around(self) -> None:
        """Look in a thread whether somebody else's act moved the books."""
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
        """Lock the key and let the next person log in."""
        self.seat.leave()
        while len(self.screen_stack) > HOME_DEPTH:
            self.pop_screen()
        self.switch_screen(LoginPage())

    def action_turn_light(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def get_key_display(self, binding: Binding) -> str:
        """Show keys as they are written on keyboards: F9, Esc, ^Q."""
        key = binding.key.split(",")[0]
        if key.startswith("ctrl+"):
            return f"^{key.removeprefix('ctrl+').upper()}"
        named = {"escape": "Esc", "enter": "Enter", "backspace": "Backspace"}
        return named.get(key) or super().get_key_display(binding).upper()

    def action_help_quit(self) -> None:
        """Say how to leave when somebody presses Ctrl+C."""
        self.notify(say("quit_hint", self.seat.lang), markup=False)

    def on_unmount(self) -> None:
        """Lock the pen and close the database."""
        self.seat.close()

    def _fatal_error(self) -> None:
        """Close without the stock traceback, which would print amounts and names."""
        self.failed = type(self._exception).__name__
        self.bell()
        self._close_messages_no_wait()


LOOK_SECONDS = 3.0
"""How often a screen looks whether another seat wrote; reading two heads takes no lock."""

HOME_DEPTH = 2
"""Textual's own blank screen and our first one lie at the bottom of the stack."""


def run(seat: Seat) -> int:
    """Run the screens at a seat; return the exit status of the program."""
    app = CityledgerApp(seat)
    app.run()
    if app.failed:
        sys.stderr.write(say("crashed", seat.lang, what=app.failed) + "\n")
        return 1
    return app.return_code or 0
