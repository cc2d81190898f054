"""F1: what this screen is for, the field that is entered, every key, and the rules with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cityledger.tui.frame import Dialog
from cityledger.tui.texts.built_in import BUILT_IN
from cityledger.tui.verdict import cited
from cityledger.tui.widgets.cells import fit, wrap
from cityledger.tui.widgets.safe import prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding

    from cityledger.controls.control import Control
    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.entry.form import FieldHelp
    from cityledger.tui.frame import Page

WIDEST = 100
"""Cells of the window at most: longer lines are hard to read."""

AROUND = 7
"""Cells that frame, padding and scroll bar take."""

KEY = 22
"""Cells for the keys before their meaning."""


def grouped(active: Iterable[ActiveBinding], shown: dict[str, str]) -> dict[str, list[str]]:
    """Return the keys by meaning, in order; `shown` is how each key is written."""
    out: dict[str, list[str]] = {}
    for each in active:
        keys = out.setdefault(each.binding.description, [])
        name = shown[each.binding.key]
        if each.binding.description and name not in keys:
            keys.append(name)
    out.pop("", None)
    return out


class HelpPage(Dialog[None]):
    """Everything a person may want to know where they are; scrolls, closes with any of its keys."""

    DEFAULT_CSS = """
    HelpPage #reading { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    HelpPage Static { height: auto; width: 100%; }
    HelpPage #closing { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j,f1", "cancel", "key_back", show=False)
    ]

    def __init__(self, page: Page) -> None:
        """Ask the page before this window takes its keys away."""
        super().__init__()
        app = cast("CityledgerApp", page.app)
        found = page.active_bindings
        names = {a.binding.key: app.get_key_display(a.binding) for a in found.values()}
        written = page.bindings_as_written
        stock = {key for key in written if written[key].binding.description in BUILT_IN}
        ours = [active for key, active in found.items() if key not in stock]
        theirs = [active for key, active in found.items() if key in stock]
        self.keys, self.editing = grouped(ours, names), grouped(theirs, names)
        self.title_of_page, self.purpose = page.heading(), page.about()
        self.field: FieldHelp | None = page.field_help()
        self.act, self.kind = page.asked_of()
        self.controls: tuple[Control, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog -broad") as box:
            box.border_title = prose(self.say("help_of", name=self.title_of_page)).plain
            with VerticalScroll(id="reading"):
                yield Static(id="help", markup=False)
            yield Static(prose(self.say("help_closing"), "dim"), id="closing", markup=False)

    def on_mount(self) -> None:
        """Show what is known, and read the rules in a thread: the catalogue is large."""
        self.query_one(VerticalScroll).focus()
        self._show()
        if self.act:
            from cityledger.tui.entry.rules import rules

            act, kind = self.act, self.kind
            self.start(lambda: rules(act, kind), self._ruled, "rules")

    def on_resize(self) -> None:
        """Set it again for the new width."""
        self._show()

    def _ruled(self, found: tuple[Control, ...]) -> None:
        self.controls = found
        self._show()

    # ----------------------------------------------------------------------------- the text

    @property
    def cells(self) -> int:
        """Cells of one line."""
        return max(20, min(WIDEST, self.app.size.width * 96 // 100) - AROUND)

    def _show(self) -> None:
        self.query_one("#help", Static).update(Content("\n").join(self._lines()))

    def _lines(self) -> Iterator[Content]:
        if self.purpose:
            yield from self._said(self.purpose)
            yield Content("")
        if self.field is not None:
            yield from self._field(self.field)
        yield from self._head("help_keys")
        yield from self._keys(self.keys)
        yield Content("")
        if self.controls:
            yield from self._head("help_controls", count=len(self.controls))
            for control in self.controls:
                yield from self._rule(control)
            yield Content("")
        yield from self._head("help_everywhere")
        yield from self._said(self.say("help_rules"))
        if self.seat.ascii_only:
            yield from self._said(self.say("help_ascii"))
        name = self.say(f"keys_{self.seat.profile or 'ours'}")
        yield from self._said(self.say("help_profile", name=name))
        if self.editing:
            yield Content("")
            yield from self._head("help_editing")
            yield from self._keys(self.editing)

    def _field(self, field: FieldHelp) -> Iterator[Content]:
        from cityledger.tui.entry.rules import speaks_of

        yield from self._head("help_field", name=field.title.rstrip("*"))
        yield from self._said(field.takes)
        for control in self.controls:
            if speaks_of(control, field.words):
                yield from self._rule(control)
        yield Content("")

    def _head(self, key: str, **facts: object) -> Iterator[Content]:
        yield from self._said(self.say(key, **facts), "bold $primary", indent=0)

    def _said(self, text: str, style: str = "", indent: int = 2) -> Iterator[Content]:
        before = " " * indent
        for line in wrap(text, self.cells, before, before):
            yield prose(line, style)

    def _keys(self, pairs: dict[str, list[str]]) -> Iterator[Content]:
        for meaning, keys in pairs.items():
            written = " ".join(keys)
            yield prose("  " + fit(written, KEY), "bold") + prose(meaning)

    def _rule(self, control: Control) -> Iterator[Content]:
        lang = self.seat.lang
        yield from self._said("· " + control.title(lang))
        yield from self._said(cited(control.source, lang), "dim", indent=4)
