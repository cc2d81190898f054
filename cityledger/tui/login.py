"""Log in: choose who you are, type the passphrase; opening the key file is the log-in itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.widgets import Static

from cityledger.kernel.errors import BadInput
from cityledger.store.attempts import MustWait
from cityledger.tui.frame import Page, failure, role_names
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.safe import label, prose
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content
    from textual.widget import Widget
    from textual.widgets import Input

    from cityledger.tui.app import CityledgerApp
    from cityledger.tui.seat import Cover
    from cityledger.views.registry import Person

BANNER = "城 建 资 金 账"


class LoginPage(Page):
    """Who sits down here; shows which ledger it is and where its log stands."""

    TITLE_KEY = "title_login"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "app.turn_light", "key_theme"),
        Binding("escape", "person", "key_back", show=False),
    ]

    def __init__(self, why: str = "") -> None:
        """Take the text key of why somebody has to log in again."""
        super().__init__()
        self.why = why

    def body(self) -> Iterator[Widget]:
        """Show a banner, the people and the field."""
        columns = (
            Column(self.say("col_name"), 14),
            Column(self.say("roles"), 20, grows=True),
            Column("", 12),
        )
        with Vertical(id="login"):
            yield Center(Static(self._banner(), id="banner", markup=False))
            yield Static(label(self.say("opening")), id="ledger", markup=False)
            yield RowTable(columns, empty=self.say("no_people"), id="people")
            yield HanInput(placeholder=self.say("passphrase_hint"), password=True, id="passphrase")
            yield Static(label(self.say("keys_are_yours"), "dim"), markup=False, id="note")

    def _banner(self) -> Content:
        return label(BANNER if self.seat.lang == "zh" else "c i t y l e d g e r", "bold")

    def on_mount(self) -> None:
        """Open the ledger in a thread: the screen is there before the database library."""
        self.query_one("#passphrase").disabled = True
        # A thread that imports takes turns with the one that paints: it begins after the paint.
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        self.start(self.seat.open, self.opened, "open")

    def opened(self, cover: Cover) -> None:
        """Show whose ledger it is and who may log in."""
        self.retitle()
        chain = self.say("chain", hash=cover.head, size=cover.size)
        text = f"{cover.unit_name} · {cover.fund_scope}   {cover.book_id}   {chain}"
        self.query_one("#ledger", Static).update(label(text, "bold"))
        lang = self.seat.lang
        lines = [
            Line((person.name, role_names(person.roles, lang), person.user_id), person)
            for person in cover.people
            if self.seat.welcomes(person)
        ]
        table = self.query_one("#people", RowTable)
        table.fill(lines)
        table.focus()
        self.query_one("#passphrase").disabled = not lines
        if self.seat.welcome is not None:
            roles = role_names(self.seat.welcome, lang)
            self.tell("door_readers" if lines else "door_nobody", roles=roles)
        elif self.seat.notice and not self.why:
            self.status.tell(self.seat.notice, "warn")
        else:
            self.tell(self.why or "choose_person", "warn" if self.why else "")

    @on(RowTable.Opened, "#people")
    def chosen(self) -> None:
        """Go to the passphrase."""
        self.query_one("#passphrase").focus()

    def action_person(self) -> None:
        """Go back to the people."""
        self.query_one("#people").focus()

    @on(HanInput.Submitted, "#passphrase")
    def typed(self, event: Input.Submitted) -> None:
        """Unseal the key in a thread: Argon2id takes half a second on purpose."""
        line = self.query_one("#people", RowTable).line
        if line is None:
            self.tell("no_people", "bad")
            return
        person = cast("Person", line.key)
        passphrase = event.value
        self.query_one("#passphrase", HanInput).value = ""
        self.tell("unsealing")
        self.start(
            lambda: self.seat.log_in(person, passphrase),
            lambda _: cast("CityledgerApp", self.app).logged_in(),
            "unseal",
        )

    def fail(self, error: BaseException) -> None:
        """Say it in the words of this screen; the same for a wrong name and a wrong passphrase."""
        known = self.seat.cover is not None and not isinstance(error, MustWait)
        wrong = isinstance(error, BadInput) and known
        said = self.say("wrong_passphrase") if wrong else failure(error, self.seat.lang)
        if self.seat.cover is None:
            self.query_one("#ledger", Static).update(prose(said))
        self.status.tell(said, "bad")
