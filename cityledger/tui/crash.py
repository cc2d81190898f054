"""What is shown when something unforeseen ended the screens: a code, what is kept, what to do.

A fresh application shows it, since nobody knows what of the old one still works. The stock
traceback would show local values, and with them amounts and names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.widgets import Static

from cityledger.kernel.days import CHINA
from cityledger.tui.commands import draft_name
from cityledger.tui.texts import say
from cityledger.tui.theme import DARK, THEMES
from cityledger.tui.widgets.cells import wrap
from cityledger.tui.widgets.marks import AsciiOnly
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.filter import LineFilter

    from cityledger.tui.entry.drafts import Kept
    from cityledger.tui.seat import Seat

CELLS = 68
PACKAGE = "cityledger"


@dataclass(frozen=True, slots=True)
class Crash:
    """What happened: a code that says where without saying whose money, and the drafts kept."""

    code: str
    drafts: tuple[Kept, ...] = ()


def code_of(error: BaseException) -> str:
    """Return kind and place of an error, `E900 KeyError browser:213`; never its values."""
    place, at = "", error.__traceback__
    while at is not None:
        path = PurePath(at.tb_frame.f_code.co_filename)
        if PACKAGE in path.parts:
            place = f" {path.stem}:{at.tb_lineno}"
        at = at.tb_next
    return f"E900 {type(error).__name__}{place}"


class CrashApp(App[bool]):
    """One screen; ends with True when the person wants to log in again."""

    CSS = """
    Screen { align: center middle; background: $background; color: $foreground; }
    #crash { width: 76; max-width: 100%; height: auto; padding: 1 2; background: $surface; }
    #crash { border: round $error; border-title-color: $error; }
    .-ascii #crash { border: ascii $error; }
    #crash Static { height: auto; width: 100%; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "again", "key_again"),
        Binding("ctrl+q", "quit", "key_quit", priority=True),
    ]

    def __init__(self, crash: Crash, lang: str, *, ascii_only: bool = False) -> None:
        """Take what happened and how to say it."""
        super().__init__()
        self.crash, self.lang, self.ascii_only = crash, lang, ascii_only
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw no mark of uncertain width where the terminal cannot be trusted with them."""
        return [*super().get_line_filters(), *([AsciiOnly()] if self.ascii_only else [])]

    def compose(self) -> ComposeResult:
        """Say it."""
        with Center(), Vertical(id="crash") as box:
            box.border_title = " " + say("crash_title", self.lang) + " "
            code = say("crash_code", self.lang)
            yield Static(self._line(f"{code}: {self.crash.code}", "bold"))
            for key in ("crash_ask", "crash_books"):
                yield Static(self._line(say(key, self.lang)))
            kept = "crash_drafts" if self.crash.drafts else "crash_no_drafts"
            yield Static(self._line(say(kept, self.lang)))
            for draft in self.crash.drafts:
                at = f"{draft.at.astimezone(CHINA):%m-%d %H:%M}"
                yield Static(self._line(f"  {draft_name(draft.kind, self.lang)}  {at}"))
            yield Static(self._line("\n" + say("crash_keys", self.lang), "bold $primary"))

    def on_mount(self) -> None:
        """Mark the whole application for ASCII frames."""
        self.screen.set_class(self.ascii_only, "-ascii")

    def _line(self, text: str, style: str = "") -> Content:
        return prose("\n".join(wrap(text, CELLS)), style)

    def action_again(self) -> None:
        """Leave for the log-in."""
        self.exit(result=True)


def show(seat: Seat, crash: Crash) -> bool:
    """Show a crash; says whether the person wants to log in again."""
    return bool(CrashApp(crash, seat.lang, ascii_only=seat.ascii_only).run())
