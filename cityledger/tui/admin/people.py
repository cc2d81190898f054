"""People, their roles and keys, and what waits for a second administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from cityledger.tui.admin.proposing import KeyChoice, NewPerson, RoleChoice
from cityledger.tui.admin.reading import People, Staff, Waiting, people
from cityledger.tui.admin.states import moment
from cityledger.tui.frame import BrowsePage, role_names
from cityledger.tui.places import BY_KEY
from cityledger.tui.send import Sent, send
from cityledger.tui.widgets.cells import Column
from cityledger.tui.widgets.table import Line, RowTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from cityledger.actions.people import Change
    from cityledger.tui.app import CityledgerApp


class PeoplePage(BrowsePage):
    """Who may do what, with which key; a change is proposed here and confirmed by another."""

    TITLE_KEY: ClassVar[str] = "title_people"
    DEFAULT_CSS = """
    PeoplePage #staff_box { height: 1fr; }
    PeoplePage #waiting_box { height: 6; }
    PeoplePage.-high #waiting_box { height: 9; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "add", "key_add_person"),
        Binding("r", "role", "key_role"),
        Binding("y", "key", "key_key"),
        Binding("w", "waiting", "key_waiting"),
        Binding("tab", "app.focus_next", "key_next_table", show=False),
    ]

    def body(self) -> Iterator[Widget]:
        """Show two tables."""
        staff = (
            Column(self.say("adm_col_user"), 8),
            Column(self.say("col_name"), 10),
            Column(self.say("roles"), 14, grows=True),
            Column(self.say("adm_col_key"), 8),
            Column(self.say("adm_col_fingerprint"), 24, drops=2),
            Column(self.say("adm_col_file"), 10),
            Column(self.say("adm_col_failed"), 6, "number", drops=1),
        )
        waiting = (
            Column(self.say("adm_col_number"), 5, "number"),
            Column(self.say("adm_col_proposal"), 30, grows=True),
            Column(self.say("adm_col_by"), 10),
            Column(self.say("adm_col_until"), 16),
        )
        with Vertical(classes="box", id="staff_box"):
            yield RowTable(staff, empty=self.say("no_people"), id="staff")
        with Vertical(classes="box", id="waiting_box"):
            yield RowTable(waiting, empty=self.say("nothing_waits"), id="waiting")

    def on_mount(self) -> None:
        """Name the boxes."""
        self.query_one("#staff_box").border_title = self.say("staff_title")
        self.query_one("#waiting_box").border_title = self.say("waiting_title")
        self.query_one("#staff").focus()

    def action_reload(self) -> None:
        """Read everything again in a thread."""
        seat = self.seat
        self.start(lambda: people(seat), self._show, "read")

    def _show(self, found: People) -> None:
        self.retitle()
        staff = self.query_one("#staff", RowTable)
        staff.fill([self._person(row) for row in found.staff], cursor=staff.cursor)
        self.query_one("#waiting", RowTable).fill([self._waiting(row) for row in found.waiting])

    def _person(self, row: Staff) -> Line:
        key = row.key
        file = "key_file_here" if key.is_here else "key_file_away"
        cells = (
            row.person.user_id,
            row.person.name,
            role_names(row.person.roles, self.seat.lang) or self.say("no_role"),
            self.say("key_in_force" if key.mark else "key_withdrawn"),
            key.mark,
            self.say("key_file_new" if key.has_new else file),
            str(row.failures or ""),
        )
        tone = "warn" if row.failures else ""
        return Line(cells, row, tone if key.mark else "dim")

    def _waiting(self, row: Waiting) -> Line:
        until = self.say("proposal_void") if row.is_void else moment(row.until)
        cells = (str(row.index), row.text, row.proposed_by, until)
        return Line(cells, row.index, "dim" if row.is_void else "")

    def _chosen(self) -> Staff | None:
        line = self.query_one("#staff", RowTable).line
        return cast("Staff", line.key) if line is not None else None

    # ------------------------------------------------------------------------- proposals

    def action_add(self) -> None:
        """Ask for a new person; their key is made here, sealed with a passphrase they type."""
        self.app.push_screen(NewPerson(), self._propose)

    def action_role(self) -> None:
        """Ask which role is given or taken."""
        found = self._chosen()
        if found is not None:
            self.app.push_screen(RoleChoice(found), self._propose)

    def action_key(self) -> None:
        """Ask what becomes of the key."""
        found = self._chosen()
        if found is not None:
            self.app.push_screen(KeyChoice(found), self._propose)

    @on(RowTable.Opened, "#staff")
    def opened(self) -> None:
        """Open the roles of the person under the cursor."""
        self.action_role()

    @on(RowTable.Opened, "#waiting")
    def to_waiting(self) -> None:
        """Go where proposals are confirmed."""
        self.action_waiting()

    def action_waiting(self) -> None:
        """Go where another administrator confirms what was proposed."""
        if "proposals" in BY_KEY:
            cast("CityledgerApp", self.app).push_place("proposals")
        else:
            self.tell("confirm_elsewhere")

    def _propose(self, change: Callable[[], Change] | None) -> None:
        """Draw the change up, sign the proposal and seal it, in a thread."""
        if change is None:
            return
        seat = self.seat
        self.tell("working")

        def job() -> Sent:
            from cityledger.actions.proposals import Propose

            return send(seat, Propose(change=change()))

        self.start(job, self._proposed, "write")

    def _proposed(self, sent: Sent) -> None:
        if sent.is_refused:
            said = "\n".join(f"{item.sentence} {item.remedy}" for item in sent.objections)
            self.status.tell(said, "bad")
        else:
            self.tell("proposed_done", "good", leaf=sent.leaf)
        self.announce()
