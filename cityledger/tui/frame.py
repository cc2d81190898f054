"""The frame around every screen: title bar, status line, footer, work in threads, help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from cityledger.kernel.errors import BadInput, CityledgerError
from cityledger.kernel.words import known, term
from cityledger.tui.places import PLACES
from cityledger.tui.texts import TEXTS, say
from cityledger.tui.widgets.cells import fit, wrap
from cityledger.tui.widgets.safe import label, prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.seat import Seat

T = TypeVar("T")
_MARKS = {"good": "✓ ", "bad": "✗ ", "warn": "! "}


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
    if isinstance(error, CityledgerError):
        return say("unavailable", lang, what=str(error))
    return say("trouble", lang, what=type(error).__name__)


def translate(node: Screen[T] | CityledgerApp, lang: str) -> None:
    """Put the words of one language in place of the text keys that bindings are written with."""
    table = node._bindings.key_to_bindings  # noqa: SLF001 - Textual has no public way
    for key, bindings in table.items():
        table[key] = [
            replace(b, description=say(b.description, lang))
            if b.description.startswith(("key_", "title_"))
            else b
            for b in bindings
        ]


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
        mark = _MARKS.get(tone, "")
        width = max(20, self.size.width or self.app.size.width) - 1
        self.set_class(tone == "good", "-good")
        self.set_class(tone == "bad", "-bad")
        self.set_class(tone == "warn", "-warn")
        lines = wrap(text, width, f" {mark}", "   ") if text else []
        self.update(prose("\n".join(lines)))


class Threaded:
    """Work in threads for a screen: results and errors come back on the screen's own loop."""

    def start(self, job: Callable[[], T], done: Callable[[T], None], group: str) -> None:
        """Run `job` in a thread, then `done` with its result; a newer job of the group wins."""
        screen = cast("Page", self)

        def finish(result: T) -> None:
            if screen.is_attached:
                done(result)

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


class Page(Screen[None], Threaded):
    """A whole screen: title bar, body, status line, footer."""

    TITLE_KEY: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "explain", "key_help")]

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
        translate(self, self.seat.lang)
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

    def action_explain(self) -> None:
        """Show the keys and rules of this screen."""
        pairs: dict[str, str] = {}
        ours = {self.say(key) for key in TEXTS if key.startswith(("key_", "title_"))}
        for active in self.active_bindings.values():
            binding = active.binding
            # What is still in English is Textual's own; our keys are all in the language chosen.
            if binding.description in ours and binding.description not in pairs:
                pairs[binding.description] = self.app.get_key_display(binding)
        self.app.push_screen(HelpPage(pairs))


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


class Dialog(ModalScreen[T], Threaded):
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


class HelpPage(Dialog[None]):
    """The keys of a screen, and what holds everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j,f1", "cancel", "key_back", show=False)
    ]

    def __init__(self, pairs: dict[str, str]) -> None:
        """Take the keys by their meaning, in order."""
        super().__init__()
        self.pairs = pairs

    def compose(self) -> ComposeResult:
        """Build the window."""
        # Two beside each other: the keys of a screen fit a window of 24 lines with the rules.
        cells = [f"  {fit(key, 10)}{fit(meaning, 20)}" for meaning, key in self.pairs.items()]
        rows = ("".join(cells[at : at + 2]).rstrip() for at in range(0, len(cells), 2))
        keys = "".join(f"{row}\n" for row in rows)
        text = prose(self.say("help_keys") + "\n", "bold") + prose(keys + "\n")
        text += prose(self.say("help_rules"))
        with Vertical(classes="dialog"), VerticalScroll():
            yield Static(text, markup=False)
