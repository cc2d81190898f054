"""The frame around every screen: title bar, status line, footer, work in threads, help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from cityledger.kernel.errors import BadInput, CityledgerError, WrongClock
from cityledger.kernel.words import known, term
from cityledger.tui.places import PLACES
from cityledger.tui.texts import TEXTS, say
from cityledger.tui.texts.built_in import meaning
from cityledger.tui.widgets.cells import fit, wrap
from cityledger.tui.widgets.safe import label, prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding
    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.entry.form import FieldHelp
    from cityledger.tui.seat import Seat

T = TypeVar("T")
MARKS = {"good": "✓ ", "bad": "✗ ", "warn": "! "}


def role_names(roles: frozenset[str], lang: str) -> str:
    """Return the words for roles, in one line."""
    return "/".join(_role(role, lang) for role in sorted(roles))


def _role(role: str, lang: str) -> str:
    names = {"admin": "administrator", "pm": "project_lead"}
    key = names.get(role, role)
    return term(key, "zh" if lang == "zh" else "en") if known(key) else role


def failure(error: BaseException, lang: str) -> str:
    """Return what to tell a person about an error; never a traceback, which would show amounts."""
    if isinstance(error, BadInput):
        return "\n".join(str(problem) for problem in error.problems)
    if isinstance(error, WrongClock):
        return say("clock_behind" if error.is_behind else "clock_far_ahead", lang)
    if isinstance(error, CityledgerError):
        return say("unavailable", lang, what=str(error))
    from cityledger.tui.crash import code_of

    return say("trouble", lang, what=code_of(error))


class Worded:
    """What footer and help read of the keys, in the language of the seat.

    One door: whoever writes a binding writes a text key, and what Textual binds by itself is
    translated on the way out, so that no English reaches a Chinese screen.
    """

    @property
    def bindings_as_written(self) -> dict[str, ActiveBinding]:
        """The keys that work now, as the code describes them."""
        found: dict[str, ActiveBinding] = super().active_bindings  # type: ignore[misc]
        return found

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, each with its meaning in words."""
        lang = cast("CityledgerApp", cast("Screen[object]", self).app).seat.lang
        return {
            key: active._replace(
                binding=replace(
                    active.binding, description=meaning(active.binding.description, lang)
                )
            )
            for key, active in self.bindings_as_written.items()
        }


class TitleBar(Static):
    """Screen, unit, head of the log, person: one line."""

    def __init__(self, title: str) -> None:
        """Take the title of the screen."""
        super().__init__(id="title", markup=False)
        self.heading = title

    def on_mount(self) -> None:
        """Show it."""
        self.say()

    def on_resize(self) -> None:
        """Set it again for the new width."""
        self.say()

    def say(self) -> None:
        """Read the seat and show it."""
        seat = cast("CityledgerApp", self.app).seat
        left = f" {self.heading} "
        middle, right = "", ""
        if seat.cover is not None:
            cover = seat.cover
            middle = f" {cover.unit_name} · {cover.fund_scope}"
            right = say("chain", seat.lang, hash=cover.head, size=cover.size) + " "
        if seat.person is not None:
            right = f"{seat.person.name}({role_names(seat.person.roles, seat.lang)})  {right}"
        width = max(20, self.size.width)
        room = width - cell_len(left)
        right = fit(right, min(cell_len(right), room))
        middle = fit(middle, room - cell_len(right))
        self.update(label(left, "bold reverse") + label(middle) + label(right))


class StatusLine(Static):
    """What just happened: one line, or a few for a list of problems."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="status", markup=False)
        self.text = ""

    def tell(self, text: str, tone: str = "") -> None:
        """Show a message; `tone` is good, bad, warn or empty."""
        self.text = text
        mark = MARKS.get(tone, "")
        width = max(20, self.size.width or self.app.size.width) - 1
        self.set_class(tone == "good", "-good")
        self.set_class(tone == "bad", "-bad")
        self.set_class(tone == "warn", "-warn")
        lines = wrap(text, width, f" {mark}", "   ") if text else []
        self.update(prose("\n".join(lines)))
        cast("CityledgerApp", self.app).seat.messages.note(text, tone)


class Threaded:
    """Work in threads for a screen: results and errors come back on the screen's own loop."""

    def start(self, job: Callable[[], T], done: Callable[[T], None], group: str) -> None:
        """Run `job` in a thread, then `done` with its result; a newer job of the group wins."""
        screen = cast("Page", self)

        def finish(result: T) -> None:
            if not screen.is_attached:
                return
            try:
                done(result)
            except Exception as error:  # noqa: BLE001 - in a worker it would vanish without a word
                screen.fail(error)

        def work() -> None:
            worker = get_current_worker()
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - a person sees a sentence, never a traceback
                if not worker.is_cancelled:
                    screen.app.call_from_thread(screen.fail, error)
                return
            if not worker.is_cancelled:
                screen.app.call_from_thread(finish, result)

        screen.run_worker(work, thread=True, exclusive=True, group=group, exit_on_error=False)


class Page(Worded, Screen[None], Threaded):
    """A whole screen: title bar, body, status line, footer."""

    TITLE_KEY: ClassVar[str] = ""
    RULES_KEY: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "explain", "key_help"),
        Binding("ctrl+p", "app.palette", "key_palette"),
    ]

    def __init__(self) -> None:
        """Build it; its words are put in when it is shown and the language is known."""
        super().__init__()
        self.status = StatusLine()

    @property
    def seat(self) -> Seat:
        """The person's seat."""
        return cast("CityledgerApp", self.app).seat

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence in the language of this seat."""
        return say(key, self.seat.lang, **facts)

    def heading(self) -> str:
        """Return the title of the screen."""
        return self.say(self.TITLE_KEY)

    def body(self) -> Iterator[Widget]:
        """Yield what stands between title and footer."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Put the frame around the body."""
        yield TitleBar(self.heading())
        yield from self.body()
        yield self.status
        yield Footer(show_command_palette=False, compact=True)

    def tell(self, key: str, tone: str = "", **facts: object) -> None:
        """Show a sentence in the status line."""
        self.status.tell(self.say(key, **facts), tone)

    def fail(self, error: BaseException) -> None:
        """Tell a person about an error; a locked key asks for the passphrase again."""
        from cityledger.evidence.keys import Locked

        if isinstance(error, Locked):
            self.status.tell(self.say("locked"), "warn")
            cast("CityledgerApp", self.app).ask_again()
            return
        self.status.tell(failure(error, self.seat.lang), "bad")

    def retitle(self) -> None:
        """Show the head of the log anew."""
        self.query_one(TitleBar).say()

    def announce(self) -> None:
        """Say on the one bus that an act of this screen moved the books."""
        cast("CityledgerApp", self.app).announce()

    def ledger_changed(self) -> None:
        """Hear from the bus that the books moved."""
        self.retitle()

    def about(self) -> str:
        """Return what this screen is for: the text `about_…` beside its title."""
        key = self.RULES_KEY or "about_" + self.TITLE_KEY.removeprefix("title_")
        return self.say(key) if key in TEXTS else ""

    def field_help(self) -> FieldHelp | None:
        """Return what F1 says of the field that is entered, None where nothing is entered."""
        return None

    def asked_of(self) -> tuple[str, str]:
        """Return the act whose rules F1 shows, and the kind of payment; empty for none."""
        return "", ""

    def drafts_changed(self) -> None:
        """Hear that a draft was thrown away or taken back."""

    def put_away(self) -> None:
        """Keep what was typed: the screen is about to go, or the seat to be locked."""

    def action_explain(self) -> None:
        """Show the keys of this screen, what it is for, and its rules with their sources."""
        from cityledger.tui.help import HelpPage

        self.app.push_screen(HelpPage(self))


class BrowsePage(Page):
    """A screen without fields to type in: digits change screens, Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(place.digit, f"app.visit('{place.key}')", place.title, show=False)
            for place in PLACES
            if place.digit
        ),
        Binding("escape,backspace", "back", "key_back"),
        Binding("question_mark", "explain", "key_help", show=False),
        Binding("f5", "reload", "key_refresh", show=False),
    ]

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self.is_stale = True

    def on_screen_resume(self) -> None:
        """Read again what moved while another screen lay above."""
        self.retitle()
        if self.is_stale:
            self.is_stale = False
            self.action_reload()

    def ledger_changed(self) -> None:
        """Read again now, or when this screen is seen again."""
        super().ledger_changed()
        self.is_stale = True
        if self.is_current:
            self.is_stale = False
            self.action_reload()

    def action_reload(self) -> None:
        """Read what is shown again, and keep the cursor where it is."""

    def action_back(self) -> None:
        """Leave to the screen below."""
        cast("CityledgerApp", self.app).leave_page()


class Dialog(Worded, ModalScreen[T], Threaded):
    """A small window over a screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "key_back")]

    @property
    def seat(self) -> Seat:
        """The person's seat."""
        return cast("CityledgerApp", self.app).seat

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence in the language of this seat."""
        return say(key, self.seat.lang, **facts)

    def action_cancel(self) -> None:
        """Close it with nothing done."""
        self.dismiss(None)
