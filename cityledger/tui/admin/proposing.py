"""Windows that ask what to propose: a new person, a role given or taken, a key replaced or ended.

Each closes with a function that draws the change up; it is called in a thread, since making a key
takes half a second on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from cityledger.kernel.acts import ROLES
from cityledger.tui.frame import Dialog, role_names
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.fields import HanInput
from cityledger.tui.widgets.safe import label, prose
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from cityledger.actions.people import Change
    from cityledger.tui.admin.reading import Staff

Drawn = Callable[[], "Change"]


class _Choice(Dialog[Drawn]):
    """A short list; Enter takes the line under the cursor."""

    ASK = ""
    DEFAULT_CSS = """
    _Choice #choices { height: 9; }
    """

    def __init__(self, found: Staff) -> None:
        """Take the person."""
        super().__init__()
        self.found = found

    def lines(self) -> list[Line]:
        """Return the choices; a line without a key cannot be taken."""
        return []

    def compose(self) -> ComposeResult:
        """Build the window."""
        person = self.found.person
        columns = (Column("", 2), Column("", 30, grows=True))
        with Vertical(classes="dialog"):
            yield Static(label(f"{person.user_id} {person.name}", "bold"), markup=False)
            yield Static(prose(self.say(self.ASK)), markup=False, classes="ask")
            yield RowTable(columns, head=False, id="choices")
            yield Static(label(self.say("propose_hint"), "dim"), markup=False)

    def on_mount(self) -> None:
        """Show the choices."""
        table = self.query_one("#choices", RowTable)
        table.fill(self.lines())
        table.focus()

    @on(RowTable.Opened)
    def taken(self, event: RowTable.Opened) -> None:
        """Close with the choice."""
        if callable(event.line.key):
            self.dismiss(event.line.key)


class RoleChoice(_Choice):
    """Every role, those held with a tick: Enter proposes to give it or to take it away."""

    ASK = "role_ask"

    def lines(self) -> list[Line]:
        """Return a line for each role."""
        return [self._line(role) for role in ROLES]

    def _line(self, role: str) -> Line:
        person = self.found.person
        held = role in person.roles

        def change() -> Change:
            from cityledger.actions.people import ChangeRole

            return ChangeRole(user_id=person.user_id, role=role, held=not held)

        name = role_names(frozenset({role}), self.seat.lang)
        text = self.say("role_take" if held else "role_give", role=name)
        return Line(("✓" if held else "", text), change)


class KeyChoice(_Choice):
    """Name the key that was made at this computer, or end the key in force."""

    ASK = "key_ask"

    def lines(self) -> list[Line]:
        """Return what can be done with the key."""
        user, seat, key = self.found.person.user_id, self.seat, self.found.key

        def replaced() -> Change:
            from cityledger.actions.key_files import waiting_public
            from cityledger.actions.people import ChangeKey

            public = waiting_public(seat.desk, user)
            return ChangeKey(user_id=user, public=public.hex() if public else "")

        def ended() -> Change:
            from cityledger.actions.people import ChangeKey

            return ChangeKey(user_id=user, public=None)

        new = "key_choice_new" if key.has_new else "key_choice_none"
        last = "key_choice_end" if key.mark else "key_choice_ended"
        return [
            Line(("", self.say(new)), replaced if key.has_new else None, _dim(key.has_new)),
            Line(("", self.say(last)), ended if key.mark else None, _dim(bool(key.mark))),
        ]


def _dim(is_open: bool) -> str:  # noqa: FBT001 - one word says it
    return "" if is_open else "dim"


class NewPerson(Dialog[Drawn]):
    """A new person: user id, name, roles, and the passphrase they type themselves, twice."""

    FIELDS = ("user", "name", "roles", "phrase", "again")
    DEFAULT_CSS = """
    NewPerson .row .name { width: 12; }
    """

    def compose(self) -> ComposeResult:
        """Build the window."""
        with Vertical(classes="dialog"):
            yield Static(label(self.say("person_new"), "bold"), markup=False)
            yield Static(prose(self.say("person_ask")), markup=False, classes="ask")
            yield from self._rows()
            yield Static(label(self.say("propose_hint"), "dim"), markup=False, id="said")

    def _rows(self) -> Iterator[Widget]:
        from textual.containers import Horizontal

        for name in self.FIELDS:
            secret = name in ("phrase", "again")
            hint = "" if secret else self.say(f"person_{name}_hint")
            with Horizontal(classes="row"):
                yield Static(label(self.say(f"person_{name}")), markup=False, classes="name")
                yield HanInput(placeholder=hint, password=secret, id=name, longest=120)

    def on_mount(self) -> None:
        """Begin at the top."""
        self.query_one("#user").focus()

    @on(HanInput.Submitted)
    def next(self, event: HanInput.Submitted) -> None:
        """Go to the next field; after the last one, take what was typed."""
        event.stop()
        at = self.FIELDS.index(str(event.input.id))
        if at + 1 < len(self.FIELDS):
            self.query_one(f"#{self.FIELDS[at + 1]}").focus()
        else:
            self._take()

    def _take(self) -> None:
        user, name, roles, phrase, again = (
            self.query_one(f"#{field}", HanInput).value.strip() for field in self.FIELDS
        )
        named = self._named(roles)
        if not user or not name:
            self._say("person_missing")
        elif named is None:
            self._say("person_roles_unknown")
        elif phrase != again:
            self._say("person_differs")
        else:
            self.dismiss(self._drawn(user, name, named, phrase))

    def _drawn(self, user: str, name: str, roles: tuple[str, ...], phrase: str) -> Drawn:
        seat = self.seat

        def change() -> Change:
            from cityledger.actions import key_files
            from cityledger.actions.people import AddUser, rows_of

            # What is wrong with the person is told before a key is made for them.
            rows_of(AddUser(user_id=user, name=name, public="0" * 64, roles=roles))
            public = key_files.make(seat.desk, user, phrase, name)
            return AddUser(user_id=user, name=name, public=public.hex(), roles=roles)

        return change

    def _named(self, text: str) -> tuple[str, ...] | None:
        """Return the roles that were typed, by id or by name; None when one is unknown."""
        lang = self.seat.lang
        known = {role: role for role in ROLES}
        known |= {role_names(frozenset({role}), lang).lower(): role for role in ROLES}
        # An English name of a role may be two words.
        apart = r"[、，,;；/]" if lang != "zh" else r"[、，,;；/\s]"
        words = [word.strip().lower() for word in re.split(apart, text)]
        found = [known.get(word) for word in words if word]
        return None if None in found or not found else tuple(r for r in found if r is not None)

    def _say(self, key: str) -> None:
        self.query_one("#said", Static).update(label(self.say(key), "$error"))
